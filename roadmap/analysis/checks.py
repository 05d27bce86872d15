"""Findings that a schedule gives: what is late, what cannot be told, and what is odd about the plan's logic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from roadmap.analysis.states import is_past_due
from roadmap.findings import DayCount, Finding, Severity, Value, in_order
from roadmap.plan.calendars import BEYOND, make_term_calendar
from roadmap.plan.plan import Plan
from roadmap.plan.tables import term_rules
from roadmap.scheduling.kinds import Fixed, Term
from roadmap.scheduling.network import EVENTS, START
from roadmap.scheduling.schedule import Schedule, Scheduled


def schedule_findings(schedule: Schedule) -> tuple[Finding, ...]:
    """Everything there is to say about a schedule, in the order of the places."""
    return in_order(finding for rule in RULES for finding in rule(schedule))


def _missed_due_dates(schedule: Schedule) -> Iterator[Finding]:
    for item in schedule.items.values():
        if is_past_due(item) and not item.done and item.due is not None:
            params: dict[str, Value] = {"id": item.id, "finish": item.early_finish, "due": item.due}
            working = -(item.due_margin or 0)
            # Late by days off only is late all the same.
            params["days"] = (
                DayCount(working, working=True) if working else DayCount(item.finish - 1 - item.due.toordinal())
            )
            yield _about(schedule, "missed-due-date", item, "due", params)


def _targets(schedule: Schedule) -> Iterator[Finding]:
    for target in schedule.targets:
        place = schedule.plan.places.location("targets", target.id)
        params: dict[str, Value] = {"id": target.id, "day": target.day, "milestone": target.target.milestone}
        if target.forecast is None:
            yield Finding("target-without-forecast", Severity.WARNING, place, params)
        elif target.margin_days is not None and target.margin_days < 0:
            params |= {"forecast": target.forecast, "days": DayCount(-target.margin_days)}
            yield Finding("late-target", Severity.WARNING, place, params)


def _fixed_dates(schedule: Schedule) -> Iterator[Finding]:
    """Agreed days that logic does not make, and agreed days that are past."""
    for item in schedule.items.values():
        kind = item.activity.kind
        if not isinstance(kind, Fixed) or item.done or item.activity.whole is not None:
            continue
        day = item.activity.deliverable.fixed
        is_bound = item.activity.start_bounds or item.activity.finish_bounds or item.activity.deliverable.not_before
        if is_bound and kind.ready_by < item.ready < BEYOND:
            logic = kind.plain.finish(item.ready)
            later = logic - kind.instant if kind.instant < logic < BEYOND else item.ready - kind.ready_by
            params: dict[str, Value] = {"id": item.id, "fixed": day, "days": DayCount(later)}
            yield _about(schedule, "broken-fixed-date", item, "fixed", params)
        if day is not None and day < schedule.status_date:
            params = {"id": item.id, "fixed": day, "status_date": schedule.status_date}
            yield _about(schedule, "fixed-date-is-past", item, "fixed", params)


def _unknown_dates(schedule: Schedule) -> Iterator[Finding]:
    """Where dates stop being known: a body without further meetings, or a calendar past its table."""
    for item in schedule.items.values():
        if item.is_known or item.ready >= BEYOND:
            continue
        meetings = item.activity.meetings
        body = schedule.plan.bodies.get(item.activity.body or "")
        if meetings is not None and body is not None and not meetings.goes_on:
            params: dict[str, Value] = {"id": item.id, "body": item.activity.body}
            code = "meetings-run-out" if meetings.days else "no-meetings"
            if meetings.days:
                params["last"] = date.fromordinal(meetings.days[-1])
            yield _about(schedule, code, item, "decided_by", params)
        elif item.activity.kind_name != "decision" or meetings is not None:
            yield _past_calendar(schedule, item)


def _past_calendar(schedule: Schedule, item: Scheduled) -> Finding:
    kind = item.activity.kind
    calendar = kind.calendar if isinstance(kind, Term) and kind.calendar is not None else item.activity.calendar
    params: dict[str, Value] = {
        "id": item.id,
        "first": date.fromordinal(calendar.first),
        "last": date.fromordinal(calendar.end - 1),
    }
    return _about(schedule, "past-calendar", item, "", params, Severity.ERROR)


def _unpublished_days(schedule: Schedule) -> Iterator[Finding]:
    """Dates past what is published: days equated by decree, and school holidays in a recess."""
    decree = make_term_calendar().decree_known if any(d.term for d in schedule.plan.deliverables.values()) else (0, 0)
    for item in schedule.items.values():
        kind = item.activity.kind
        last_day = item.finish - 1
        if isinstance(kind, Term) and kind.calendar is not None and item.is_known:
            if not decree[0] <= last_day <= decree[1]:
                yield _unpublished(schedule, "decree-days-unknown", item, decree)
        elif item.activity.meetings is not None and item.is_known:
            known = item.activity.meetings.recess_known_until
            if last_day > known:
                yield _unpublished(schedule, "school-holidays-unknown", item, (0, known))


def _unpublished(schedule: Schedule, code: str, item: Scheduled, known: tuple[int, int]) -> Finding:
    params: dict[str, Value] = {"id": item.id, "day": item.early_finish, "last": date.fromordinal(known[1])}
    return _about(schedule, code, item, "", params)


def _short_terms(schedule: Schedule) -> Iterator[Finding]:
    """Terms under the minimum of their rule, and periods counted back that are too short."""
    for name, deliverable in sorted(schedule.plan.deliverables.items()):
        item = schedule.items[name]
        if deliverable.term is not None and deliverable.duration is not None:
            minimum = _minimum_days(schedule.plan, deliverable.term)
            if deliverable.duration.days < minimum:
                params: dict[str, Value] = {
                    "id": name,
                    "days": DayCount(deliverable.duration.days),
                    "minimum": DayCount(minimum),
                    "term": deliverable.term,
                }
                yield _about(schedule, "short-term", item, "duration", params)
        yield from _short_period_before(schedule, item)


def _minimum_days(plan: Plan, term: str) -> int:
    """The least number of days that a rule allows; months count as their shortest."""
    own = plan.terms.get(term)
    days, unit = (own.days, own.unit) if own else (term_rules()[term].get("days"), term_rules()[term]["unit"])
    return (days or 0) * {"days": 1, "weeks": 7, "months": 28}[unit]


def _short_period_before(schedule: Schedule, item: Scheduled) -> Iterator[Finding]:
    """So many days must lie before another deliverable; counted back, the end rolls back too and moves nothing."""
    deliverable = item.activity.deliverable
    if item.activity.whole is not None or deliverable.before is None or deliverable.at_least is None:
        return
    until = schedule.items[deliverable.before].early_finish
    if until is None or item.early_finish is None:
        return
    latest = make_term_calendar().roll_back(until.toordinal() - deliverable.at_least.days)
    days = item.early_finish.toordinal() - latest
    if latest > 0 and days > 0:
        params: dict[str, Value] = {
            "id": item.id,
            "before": deliverable.before,
            "at_least": DayCount(deliverable.at_least.days),
            "latest": date.fromordinal(latest),
            "days": DayCount(days),
        }
        yield _about(schedule, "short-period-before", item, "at_least", params)


def _loose_ends(schedule: Schedule) -> Iterator[Finding]:
    """Work that nothing waits for, and links that leave a start or a finish hanging."""
    aims = {target.target.milestone for target in schedule.targets}
    read = _events_read(schedule)
    for activity in schedule.network.activities:
        if activity.whole is not None or activity.kind_name not in {"work", "term"}:
            continue
        item, events = schedule.items[activity.id], read.get(activity.id, set())
        if not events and activity.id not in aims:
            yield _about(schedule, "open-end", item, "", {"id": item.id}, Severity.NOTE)
        if events == {START}:
            yield _about(schedule, "dangling-finish", item, "", {"id": item.id})
        if activity.finish_bounds and not activity.start_bounds and not activity.deliverable.not_before:
            yield _about(schedule, "dangling-start", item, "after", {"id": item.id})


def _events_read(schedule: Schedule) -> dict[str, set[int]]:
    """Which events of each activity its followers read: start, finish or both."""
    activities = schedule.network.activities
    read: dict[str, set[int]] = {}
    for activity in activities:
        if activity.whole is None:
            for bound in activity.bounds:
                read.setdefault(activities[bound.event // EVENTS].id, set()).add(bound.event % EVENTS)
    return read


def _empty_workstreams(schedule: Schedule) -> Iterator[Finding]:
    """Links to a workstream that holds nothing."""
    plan = schedule.plan
    used = {deliverable.workstream for deliverable in plan.deliverables.values()}
    for name, deliverable in sorted(plan.deliverables.items()):
        for number, dependency in enumerate(deliverable.after):
            if dependency.predecessor in plan.workstreams and dependency.predecessor not in used:
                place = plan.places.location("deliverables", name, "after", number)
                params: dict[str, Value] = {"id": name, "workstream": dependency.predecessor}
                yield Finding("empty-workstream", Severity.WARNING, place, params)


def _uncovered_requirements(schedule: Schedule) -> Iterator[Finding]:
    plan = schedule.plan
    covered = {requirement for deliverable in plan.deliverables.values() for requirement in deliverable.covers}
    for name in sorted(set(plan.requirements) - covered):
        place = plan.places.location("requirements", name)
        params: dict[str, Value] = {"id": name, "title": plan.requirements[name].title or name}
        yield Finding("uncovered-requirement", Severity.WARNING, place, params)


def _meetings_in_recess(schedule: Schedule) -> Iterator[Finding]:
    """Confirmed meetings that a recess takes away: one of the two is wrong."""
    seen: set[str] = set()
    for activity in schedule.network.activities:
        if activity.meetings is None or activity.body is None or activity.body in seen:
            continue
        seen.add(activity.body)
        for day in activity.meetings.removed:
            place = schedule.plan.places.location("bodies", activity.body, "meetings")
            params: dict[str, Value] = {"body": activity.body, "day": date.fromordinal(day)}
            yield Finding("meeting-in-recess", Severity.WARNING, place, params)


def _actual_dates(schedule: Schedule) -> Iterator[Finding]:
    """Reported dates lie on or before the status date."""
    for name, deliverable in sorted(schedule.plan.deliverables.items()):
        progress = deliverable.progress
        reported = {"started": progress.started, "finished": progress.finished} if progress else {}
        places: list[tuple[tuple[str, ...], date | None]] = [(("progress", key), day) for key, day in reported.items()]
        places.extend((("decided", body), day) for body, day in deliverable.decided.items())
        for path, day in places:
            if day is not None and day > schedule.status_date:
                place = schedule.plan.places.location("deliverables", name, *path)
                params: dict[str, Value] = {"id": name, "day": day, "status_date": schedule.status_date}
                yield Finding("actual-in-the-future", Severity.ERROR, place, params)


def _about(  # noqa: PLR0913, PLR0917 - a finding has these parts
    schedule: Schedule,
    code: str,
    item: Scheduled,
    key: str,
    params: dict[str, Value],
    severity: Severity = Severity.WARNING,
) -> Finding:
    """A finding about a deliverable, at one of its keys or at the deliverable itself."""
    path = (key,) if key else ()
    place = schedule.plan.places.location("deliverables", item.activity.deliverable_id, *path)
    return Finding(code, severity, place, params)


RULES: tuple[Callable[[Schedule], Iterator[Finding]], ...] = (
    _missed_due_dates,
    _targets,
    _fixed_dates,
    _unknown_dates,
    _unpublished_days,
    _short_terms,
    _loose_ends,
    _empty_workstreams,
    _uncovered_requirements,
    _meetings_in_recess,
    _actual_dates,
)
