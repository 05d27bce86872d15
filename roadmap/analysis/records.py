"""What is written otherwise in a plan about bodies, groups and deliverables, as far as a baseline does not hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from roadmap.plan.fields import write_occurrence
from roadmap.plan.model import Body, Deliverable, ExtraMeeting
from roadmap.plan.periods import Days
from roadmap.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that was written otherwise: key, and both values as in a plan file; empty where there was none.

    Of a list, such as the meetings of a body, ``before`` holds what is gone and ``now`` what was added.
    """

    id: str
    key: str
    before: str
    now: str


def deliverable_changes(name: str, before: Deliverable, now: Deliverable) -> Iterator[Changed]:
    """What is written otherwise about a deliverable beside the links and days that a baseline holds too."""
    old, new = dict(_deliverable(before)), dict(_deliverable(now))
    return (Changed(name, key, old[key], new[key]) for key in new if old[key] != new[key])


def body_changes(before: Plan, now: Plan) -> Iterator[Changed]:
    """What is written otherwise about bodies and groups, new and dropped ones included."""
    for name in sorted(before.bodies.keys() | now.bodies.keys()):
        old, new = before.bodies.get(name), now.bodies.get(name)
        if old is None or new is None:
            yield Changed(name, "body", (old.title or name) if old else "", (new.title or name) if new else "")
            continue
        yield from _scalars(name, old, new)
        yield from _lists(name, dict(_listed(before, old)), dict(_listed(now, new)))
    for name in sorted(before.groups.keys() | now.groups.keys()):
        yield from _lists(name, {"members": before.groups.get(name, ())}, {"members": now.groups.get(name, ())})


def waiver_changes(before: Plan, now: Plan) -> Iterator[Changed]:
    """Findings that are left as they are and were not, or are no longer, or for another reason: by code.

    The id is that of the record that they concern, and of the plan for the plan as a whole.
    """
    former = {
        (section, old): name
        for section, records in (("deliverables", now.deliverables), ("workstreams", now.workstreams))
        for name, record in records.items()
        for old in record.was
    }
    old = {(section, former.get((section, name), name)): codes for (section, name), codes in before.waivers().items()}
    new = now.waivers()
    for record in sorted(old.keys() | new.keys()):
        gone, come = old.get(record, {}), new.get(record, {})
        for code in sorted(gone.keys() | come.keys()):
            if gone.get(code) != come.get(code):
                yield Changed(record[1] or now.id, code, gone.get(code, ""), come.get(code, ""))


def _deliverable(deliverable: Deliverable) -> Iterator[tuple[str, str]]:
    yield "code", deliverable.code or ""
    yield "owner", deliverable.owner or ""
    yield "note", deliverable.note or ""
    yield "url", deliverable.url or ""
    yield "calendar", deliverable.calendar or ""
    yield "covers", ", ".join(deliverable.covers)
    yield "agreed_with", ", ".join(deliverable.agreed_with)
    yield "rule", "{} of {}".format(*deliverable.rule) if deliverable.rule is not None else ""
    yield "readings", str(deliverable.readings) if deliverable.readings > 1 else ""
    yield "misses", ", ".join(f"{body} {day}" for body, days in sorted(deliverable.misses.items()) for day in days)
    yield "decided", ", ".join(f"{body} {day}" for body, day in sorted(deliverable.decided.items()))
    for key in ("started", "finished", "remaining", "percent"):
        value = getattr(deliverable.progress, key, None)
        yield key, "" if value is None else str(value)


def _scalars(name: str, before: Body, now: Body) -> Iterator[Changed]:
    for key in ("title", "hand_in", "note"):
        old, new = getattr(before, key), getattr(now, key)
        if old != new:
            yield Changed(name, key, str(old or ""), str(new or ""))


def _listed(plan: Plan, body: Body) -> Iterator[tuple[str, Iterable[str]]]:
    """What the meetings of a body come from, and for whom it decides."""
    yield "meets", [write_occurrence(*one) for one in body.meets.every] if body.meets is not None else ()
    yield "meetings", map(str, body.meetings)
    yield "extra", map(_extra, body.extra)
    yield "recess", (_recess(plan, recess) for recess in body.recess)
    yield "municipality", body.municipality


def _extra(meeting: ExtraMeeting) -> str:
    return f"{meeting.on} ({meeting.hand_in})" if meeting.hand_in is not None else str(meeting.on)


def _recess(plan: Plan, recess: str | Days) -> str:
    """A recess with its days, so that one that was moved under its name is told."""
    if isinstance(recess, Days):
        return _span(recess)
    return f"{recess} {_span(plan.recesses[recess])}" if recess in plan.recesses else recess


def _span(days: Days) -> str:
    return f"{days.first}..{days.last}"


def _lists(name: str, before: dict[str, Iterable[str]], now: dict[str, Iterable[str]]) -> Iterator[Changed]:
    """Of each list what is gone and what was added."""
    for key, values in now.items():
        old, new = set(before[key]), set(values)
        if old != new:
            yield Changed(name, key, ", ".join(sorted(old - new)), ", ".join(sorted(new - old)))
