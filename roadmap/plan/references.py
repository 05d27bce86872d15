"""Names that must stand somewhere in the plan: predecessors, bodies, calendars, recesses, terms and the like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from roadmap.findings import ERRORS, NOTES, WAIVABLE, WARNINGS, Finding, Severity, Value
from roadmap.plan.model import Deliverable, Target
from roadmap.plan.plan import Plan, StepOf
from roadmap.plan.source import Mapping, Text
from roadmap.plan.suggestions import MAX_SUGGESTIONS, hint, nearest
from roadmap.plan.tables import NO_HOLIDAYS, SCHOOL_HOLIDAYS, WORK_CALENDAR, procedure_rules, term_rules

MAX_FOUND = 20_000
"""Findings that are made of a plan that is wrong all over: far more than are shown."""
MAX_LINKS = 500_000
"""Links between deliverables, those to and from a workstream counted for each of its deliverables."""
MAX_RECORDS = {"calendars": 100, "bodies": 1_000, "targets": 200}
MAX_SHARES = 20_000
"""Decisions of single bodies that those of groups come to: the 342 municipalities deciding 58 times."""


def reference_findings(plan: Plan) -> list[Finding]:
    """Every name that stands nowhere, and every combination of records that cannot be."""
    check = _References(plan)
    found = chain(
        check.of_plan(),
        check.of_bodies(),
        check.of_deliverables(),
        check.of_procedures(),
        check.of_targets(),
        check.of_waivers(),
        check.of_numbers(),
        check.of_shares(),
    )
    return list(islice(found, MAX_FOUND))


def known_calendars(plan: Plan) -> set[str]:
    """The working calendars that the plan can name."""
    return {*plan.calendars, WORK_CALENDAR}


def count_links(plan: Plan) -> int:
    """The links of a plan, those to and from a workstream counted for each of its deliverables; none is made."""
    sizes = Counter(deliverable.workstream for deliverable in plan.deliverables.values())
    count = 0
    for records, own in ((plan.deliverables, None), (plan.workstreams, sizes)):
        for name, record in records.items():
            links = sum(sizes.get(item.predecessor, 1) for item in record.after)
            count += links if own is None else links * own.get(name, 0)
    return count


class _References:
    """Looks names up; counts its suggestions, for they are costly in a plan that is wrong all over."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.places = plan.places
        self.suggested = 0
        self.deciders = {*plan.bodies, *plan.groups}
        self.predecessors = {*plan.deliverables, *plan.workstreams}
        self.unread = [
            name for section, name in plan.places.names() if section == "deliverables" and name not in plan.deliverables
        ]
        self.passed_over = plan.places.refused | set(self.unread)
        self.calendars = known_calendars(plan)
        self.terms = {*plan.terms, *term_rules()} if any(d.term for d in plan.deliverables.values()) else set()

    def of_plan(self) -> Iterator[Finding]:
        """The plan's own calendar, calendars, workstreams and shipped names that are taken again."""
        plan = self.plan
        yield from self._unknown("calendar", plan.header.calendar, self.calendars, "plan", "", "calendar")
        for number, shown in enumerate(plan.header.board):
            yield from self._unknown("deliverable", shown, plan.deliverables, "plan", "", "board", number)
        for name, calendar in plan.calendars.items():
            known = {NO_HOLIDAYS, WORK_CALENDAR}
            yield from self._unknown("holidays", calendar.holidays, known, "calendars", name, "holidays")
        for section, shipped in (
            ("calendars", {WORK_CALENDAR}),
            ("recesses", {SCHOOL_HOLIDAYS}),
            ("terms", set(term_rules()) if plan.terms else set()),
            ("procedures", set(procedure_rules()) if plan.procedures else set()),
        ):
            for name in sorted(set(getattr(plan, section)) & shipped):
                yield Finding("reserved-name", Severity.ERROR, self.places.location(section, name), {"id": name})
        for name, workstream in plan.workstreams.items():
            for key in ("adopted_by", "informs"):
                for number, decider in enumerate(getattr(workstream, key)):
                    yield from self._unknown("body", decider, self.deciders, "workstreams", name, key, number)
            yield from self._dependencies("workstreams", name, workstream.after)

    def of_bodies(self) -> Iterator[Finding]:
        """Recesses of bodies and members of groups."""
        recesses = {*self.plan.recesses, SCHOOL_HOLIDAYS}
        for name, body in self.plan.bodies.items():
            for number, recess in enumerate(body.recess):
                if isinstance(recess, str):
                    yield from self._unknown("recess", recess, recesses, "bodies", name, "recess", number)
        for name, members in self.plan.groups.items():
            for number, member in enumerate(members):
                yield from self._unknown("body", member, self.plan.bodies, "groups", name, number)
            if len(set(members)) < len(members) or not members:
                code = "body-twice" if members else "empty-group"
                yield Finding(code, Severity.ERROR, self.places.location("groups", name), {"id": name})

    def of_deliverables(self) -> Iterator[Finding]:
        """Everything that a deliverable names."""
        plan = self.plan
        for name, deliverable in plan.deliverables.items():
            here = ("deliverables", name)
            if deliverable.workstream is not None:
                yield from self._unknown("workstream", deliverable.workstream, plan.workstreams, *here, "workstream")
            if deliverable.calendar is not None:
                yield from self._unknown("calendar", deliverable.calendar, self.calendars, *here, "calendar")
            if deliverable.term is not None:
                yield from self._unknown("term", deliverable.term, self.terms, *here, "term")
                yield from self._term_length(name, deliverable)
            if deliverable.decided_by is not None:
                yield from self._decision(name, deliverable)
            for number, requirement in enumerate(deliverable.covers):
                yield from self._unknown("requirement", requirement, plan.requirements, *here, "covers", number)
            yield from self._dependencies(*here, deliverable.after)
            yield from self._period_before(name, deliverable)

    def of_procedures(self) -> Iterator[Finding]:
        """Procedures that deliverables name; one of which the procedure is not known has no steps, and was not read."""
        unread = [place for name in self.unread if (place := self.places.get("deliverables", name)) is not None]
        known = {*self.plan.procedures, *procedure_rules()} if unread else set()
        for place in unread:
            named = place.node.get("procedure") if isinstance(place.node, Mapping) else None
            if isinstance(named, Text) and named:
                yield from self._unknown("procedure", named, known, "deliverables", str(place.key), "procedure")

    def of_targets(self) -> Iterator[Finding]:
        """Milestones of targets, and that a per-target stands on a start milestone."""
        for name, target in self.plan.targets.items():
            yield from self._unknown(
                "milestone", target.milestone, self.plan.deliverables, "targets", name, "milestone"
            )
            if (target.per is None) == (target.by is None):
                if target.per is None and self._is_said("targets", name, "per", "by"):
                    continue
                yield Finding(
                    "target-without-date", Severity.ERROR, self.places.location("targets", name), {"id": name}
                )
                continue
            yield from self._target_kind(name, target)

    def of_waivers(self) -> Iterator[Finding]:
        """Codes that are waived: known ones, of a warning or a note."""
        for (section, name), waivers in self.plan.waivers().items():
            for code in sorted(waivers.keys() - WAIVABLE):
                place = self.places.key_location(section, name, "waive", code)
                if code in ERRORS | WARNINGS | NOTES:
                    yield Finding("unwaivable-code", Severity.ERROR, place, {"name": code})
                else:
                    params: dict[str, Value] = {"name": code, "suggestion": self._suggestion(code, WAIVABLE)}
                    yield Finding("unknown-code", Severity.ERROR, place, params)

    def of_numbers(self) -> Iterator[Finding]:
        """Records of which each costs much (a list of days, or a float of everything), and links."""
        for section, limit in MAX_RECORDS.items():
            names = getattr(self.plan, section)
            if len(names) > limit:
                place = self.places.location(section, next(islice(names, limit, None)))
                params: dict[str, Value] = {"section": section, "count": len(names), "limit": limit}
                yield Finding("too-many-records", Severity.ERROR, place, params)
        if count_links(self.plan) > MAX_LINKS:
            place = self.places.location("plan", "")
            yield Finding("too-many-links", Severity.ERROR, place, {"limit": MAX_LINKS})

    def of_shares(self) -> Iterator[Finding]:
        """Decisions by groups, each of which is as many as the group has members."""
        shares = 0
        for name, deliverable in self.plan.deliverables.items():
            shares += len(self.plan.groups.get(deliverable.decided_by or "", ()))
            if shares > MAX_SHARES:
                place = self.places.location("deliverables", name, "decided_by")
                yield Finding("too-many-shares", Severity.ERROR, place, {"limit": MAX_SHARES})
                return

    def _target_kind(self, name: str, target: Target) -> Iterator[Finding]:
        deliverable = self.plan.deliverables.get(target.milestone)
        if deliverable is None or (deliverable.milestone == "start") == (target.per is not None):
            return
        code = "per-target-needs-start-milestone" if target.per is not None else "by-target-on-start-milestone"
        place = self.places.location("targets", name, "milestone")
        yield Finding(code, Severity.ERROR, place, {"id": name, "milestone": target.milestone})

    def _decision(self, name: str, deliverable: Deliverable) -> Iterator[Finding]:
        decider = deliverable.decided_by or ""
        here = ("deliverables", name)
        step = self.plan.steps.get(name)
        if step is not None and decider not in self.deciders and not self._was_written("body", decider):
            yield self._no_body(name, step, decider)
            return
        yield from self._unknown("body", decider, self.deciders, *here, "decided_by")
        if decider not in self.deciders:
            return
        members = self.plan.members(decider)
        for key, bodies in (("decided", deliverable.decided), ("misses", deliverable.misses)):
            for body in bodies:
                yield from self._unknown("member", body, members, *here, key, body)
        if deliverable.rule is not None and deliverable.rule[1] != len(members):
            params: dict[str, Value] = {"id": name, "rule": deliverable.rule[1], "members": len(members)}
            yield Finding("rule-does-not-fit", Severity.ERROR, self.places.location(*here, "rule"), params)

    def _no_body(self, name: str, step: StepOf, decider: str) -> Finding:
        """A procedure that asks for a body by an id that the plan has under another one, or not at all."""
        params: dict[str, Value] = {
            "owner": step.owner,
            "step": step.step,
            "name": decider,
            "suggestion": self._suggestion(decider, self.deciders),
        }
        place = self.places.location("deliverables", name, "decided_by")
        return Finding("no-body-for-step", Severity.ERROR, place, params)

    def _term_length(self, name: str, deliverable: Deliverable) -> Iterator[Finding]:
        """A term needs a number: of its rule, or its own duration in elapsed days."""
        if deliverable.duration is not None:
            if not deliverable.duration.elapsed:
                place = self.places.location("deliverables", name, "duration")
                yield Finding("term-in-working-days", Severity.ERROR, place, {"id": name})
            return
        term = deliverable.term or ""
        own = self.plan.terms.get(term)
        days = own.days if own else term_rules().get(term, {"days": 1}).get("days")
        if days is None and not self._is_said("deliverables", name, "duration"):
            place = self.places.location("deliverables", name, "term")
            yield Finding("term-without-length", Severity.ERROR, place, {"id": name, "term": term})

    def _period_before(self, name: str, deliverable: Deliverable) -> Iterator[Finding]:
        """A period counted back: `at_least` and `before` stand together."""
        if deliverable.before is not None:
            known = self.plan.deliverables
            yield from self._unknown("predecessor", deliverable.before, known, "deliverables", name, "before")
        if (deliverable.before is None) != (deliverable.at_least is None):
            if self._is_said("deliverables", name, "before") and self._is_said("deliverables", name, "at_least"):
                return
            key = "before" if deliverable.at_least is None else "at_least"
            place = self.places.location("deliverables", name, key)
            yield Finding("half-a-period", Severity.ERROR, place, {"id": name})
        elif deliverable.at_least is not None and not deliverable.at_least.elapsed:
            place = self.places.location("deliverables", name, "at_least")
            yield Finding("term-in-working-days", Severity.ERROR, place, {"id": name})

    def _dependencies(self, section: str, name: str, after: Iterable[object]) -> Iterator[Finding]:
        plan = self.plan
        for number, dependency in enumerate(getattr(item, "predecessor", "") for item in after):
            whole, at, body = dependency.partition("@")
            known = plan.deliverables.get(whole)
            here = (section, name, "after", number)
            if known is None and (at or whole not in plan.workstreams):
                if not self._is_unread(whole):
                    yield from self._unknown("predecessor", whole, self.predecessors, *here)
            elif known is not None and at:
                decider = known.decided_by
                members = plan.members(decider) if decider in plan.groups else ()
                yield from self._unknown("member", body, members, *here)
        if section == "deliverables":
            yield from self._finish_links(name)

    def _finish_links(self, name: str) -> Iterator[Finding]:
        """Finish-to-finish and start-to-finish onto a decision of a group have no meaning."""
        deliverable = self.plan.deliverables[name]
        if not self.plan.is_group(deliverable.decided_by):
            return
        for number, dependency in enumerate(deliverable.after):
            if dependency.type.bounds_finish:
                place = self.places.location("deliverables", name, "after", number)
                params: dict[str, Value] = {"id": name, "type": dependency.type.value}
                yield Finding("finish-link-to-group", Severity.ERROR, place, params)

    def _unknown(
        self, what: str, name: str, known: Iterable[str], section: str, owner: str, *path: str | int
    ) -> Iterator[Finding]:
        """A finding when a name is not among the known ones, with the nearest of them."""
        names = known if isinstance(known, set | dict) else set(known)
        if name in names or name in self.places.refused or self._was_written(what, name):
            return
        params: dict[str, Value] = {"name": name, "owner": owner, **self._hint(what, name, names)}
        yield Finding(f"unknown-{what}", Severity.ERROR, self.places.location(section, owner, *path), params)

    def _hint(self, what: str, name: str, known: Iterable[str]) -> dict[str, Value]:
        """What was probably meant; of bodies and procedures, which are few, else those that there are."""
        if what in {"body", "procedure"} and self.suggested < MAX_SUGGESTIONS:
            self.suggested += 1
            return hint(name, known)
        return {"suggestion": self._suggestion(name, known)}

    def _suggestion(self, name: str, known: Iterable[str]) -> str | None:
        """The known name that was probably meant, as long as looking for it is not too costly."""
        self.suggested += 1
        return nearest(name, known) if self.suggested <= MAX_SUGGESTIONS else None

    def _is_said(self, section: str, name: str, *keys: str) -> bool:
        """Whether a record has one of these keys: with a value that cannot be read, that is what is told."""
        place = self.places.read_at(section, name)
        return place is not None and isinstance(place.node, Mapping) and any(key in place.node for key in keys)

    def _is_unread(self, name: str) -> bool:
        """Whether it is a deliverable or workstream that could not be read, or may be a step of one."""
        parts = (name[:end] for end, letter in enumerate(name) if letter == "-")
        is_written = self.places.read_at("deliverables", name) or self.places.get("workstreams", name)
        return is_written is not None or any(part in self.passed_over for part in parts)

    def _was_written(self, what: str, name: str) -> bool:
        """Whether the record stands in the plan but could not be read: that has a finding of its own."""
        sections = {
            "body": ("bodies", "groups"),
            "calendar": ("calendars",),
            "recess": ("recesses",),
            "term": ("terms",),
            "requirement": ("requirements",),
            "workstream": ("workstreams",),
            "milestone": ("deliverables",),
            "predecessor": ("deliverables",),
            "procedure": ("procedures",),
        }
        return any(self.places.get(section, name) for section in sections.get(what, ()))
