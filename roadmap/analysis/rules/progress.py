"""Reported progress against the status date, the calendar and the logic of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from roadmap.analysis.rules.links import holds_until, predecessor, reads_start
from roadmap.analysis.rules.placing import about, record_of
from roadmap.analysis.states import is_started
from roadmap.findings import Finding, Location, Value, finding_about
from roadmap.plan.calendars import BEYOND
from roadmap.scheduling.network import Bound
from roadmap.scheduling.progress import percent_complete
from roadmap.scheduling.schedule import Schedule, Scheduled, day_of


@dataclass(frozen=True, slots=True)
class _Actual:
    """A day that was reported of a deliverable, and where that stands in its record."""

    item: Scheduled
    path: tuple[str, str]
    day: date


def _in_the_future(schedule: Schedule) -> Iterator[Finding]:
    """Reported dates lie on or before the status date."""
    for actual in _actuals(schedule):
        if actual.day > schedule.status_date:
            params: dict[str, Value] = {"id": actual.item.id, "day": actual.day, "status_date": schedule.status_date}
            yield about(schedule, record_of(actual.item), "actual-in-the-future", params, *actual.path)


def _on_days_off(schedule: Schedule) -> Iterator[Finding]:
    """Work, decisions and milestones at the end of a day fall on working days; all else can fall on any day."""
    for actual in _actuals(schedule):
        calendar, day = actual.item.activity.calendar, actual.day.toordinal()
        is_known = calendar.first <= day < calendar.end
        if _counts_working_days(actual.item) and is_known and not calendar.is_working_day(day):
            params: dict[str, Value] = {"id": actual.item.id, "day": actual.day}
            yield about(schedule, record_of(actual.item), "actual-on-day-off", params, *actual.path)


def _counts_working_days(item: Scheduled) -> bool:
    deliverable = item.activity.deliverable
    if item.activity.kind_name == "work":
        return deliverable.duration is not None and not deliverable.duration.elapsed
    return item.activity.kind_name == "decision" or deliverable.milestone == "finish"


def _before_not_before(schedule: Schedule) -> Iterator[Finding]:
    """What began before the day on which it could."""
    for actual in _first_actuals(schedule):
        not_before = actual.item.activity.deliverable.not_before
        if not_before is not None and actual.day < not_before:
            params: dict[str, Value] = {"id": actual.item.id, "day": actual.day, "not_before": not_before}
            yield about(schedule, record_of(actual.item), "before-not-before", params, *actual.path)


def _done_in_no_time(schedule: Schedule) -> Iterator[Finding]:
    """Work that began on the status date has taken no time yet: a part that is done was reported of a later day."""
    for actual in _actuals(schedule):
        activity = actual.item.activity
        if activity.kind_name != "work" or actual.item.done or actual.path[-1] != "started":
            continue
        done = percent_complete(activity.deliverable, activity.calendar, schedule.status_date.toordinal())
        if actual.day == schedule.status_date and done > 0:
            yield about(schedule, record_of(actual.item), "done-in-no-time", {"id": actual.item.id}, *actual.path)


def _term_starts(schedule: Schedule) -> Iterator[Finding]:
    """A term counts from its event, whatever start is reported; the event's own day is as good as the day after."""
    for actual in _first_actuals(schedule):
        item = actual.item
        if _is_ignored(actual) and item.is_known and actual.day.toordinal() not in {item.start, item.start - 1}:
            params: dict[str, Value] = {"id": item.id, "day": actual.day, "start": day_of(item.start)}
            yield about(schedule, record_of(item), "term-start-ignored", params, *actual.path)


def _is_ignored(actual: _Actual) -> bool:
    return actual.item.activity.kind_name == "term" and actual.path[-1] == "started"


def _out_of_sequence(schedule: Schedule) -> Iterator[Finding]:
    """What began or ended while a link still held it; the links on one date are told at once."""
    for actual in _first_actuals(schedule):
        activity = actual.item.activity
        if not _is_ignored(actual):
            held = [bound for bound in activity.start_bounds if _holds(schedule, actual, bound)]
            yield from _held_by(schedule, actual, held)
        progress = activity.deliverable.progress
        if progress is not None and progress.finished is not None and progress.finished <= schedule.status_date:
            end = _Actual(actual.item, ("progress", "finished"), progress.finished)
            held = [bound for bound in activity.finish_bounds if _holds(schedule, end, bound)]
            yield from _held_by(schedule, end, held)


def _holds(schedule: Schedule, actual: _Actual, bound: Bound) -> bool:
    """Whether the event that a link waits for lies after the reported day, or is still to come."""
    instant, is_there = holds_until(schedule, bound), _is_there(schedule, bound)
    deliverable, day = actual.item.activity.deliverable, actual.day.toordinal()
    begins = deliverable.kind == "work" or deliverable.milestone == "start"
    is_end = bound.link.type.bounds_finish or not begins
    has_lead = bound.link.lag is not None and bound.link.lag.days < 0
    # What a lead puts at the end of the status date can have been without that from which it is counted; and a term
    # that ends with that day does so by itself.
    ends_today = is_end and (has_lead or predecessor(schedule, bound).activity.kind_name == "term")
    if not is_there and instant > schedule.status_date.toordinal() + ends_today:
        return True
    if is_end:
        return day + 1 < instant
    # Finished in the morning and begun in the afternoon is in sequence; a lead begins in the morning already.
    same_day = is_there and not has_lead and _ends_its_day(schedule, bound)
    return day + same_day < instant


def _is_there(schedule: Schedule, bound: Bound) -> bool:
    """Whether the event that a link waits for has happened."""
    before = predecessor(schedule, bound)
    return before.done or (reads_start(bound) and is_started(before))


def _ends_its_day(schedule: Schedule, bound: Bound) -> bool:
    """Whether the event that a link waits for lies at the end of a day: a start of work lies at its beginning."""
    before = predecessor(schedule, bound).activity
    begins = reads_start(bound) and before.kind_name in {"work", "term"}
    return not begins and not before.is_start_milestone


def _held_by(schedule: Schedule, actual: _Actual, held: list[Bound]) -> Iterator[Finding]:
    if not held:
        return
    until = max(holds_until(schedule, bound) - (1 if _ends_its_day(schedule, bound) else 0) for bound in held)
    written = {bound.link.origin: _as_written(schedule, bound) for bound in held}
    params: dict[str, Value] = {
        "id": actual.item.id,
        "day": actual.day,
        "links": tuple(link for _, link in sorted(written.items())),
        "until": day_of(until) if until < BEYOND - 1 else None,
    }
    record, places = record_of(actual.item), schedule.plan.places
    related: list[tuple[str, Location]] = []
    for (section, owner, number), link in sorted(written.items()):
        place = places.location(section, owner, "after", number)
        related.extend([(link, place)] if place is not None else [])
    place = places.location(*record, *actual.path)
    yield finding_about(record, "out-of-sequence", place, params, tuple(related))


def _as_written(schedule: Schedule, bound: Bound) -> str:
    """A link as the planner wrote it, at the deliverable or at its workstream."""
    section, owner, number = bound.link.origin
    plan = schedule.plan
    after = plan.workstreams[owner].after if section == "workstreams" else plan.deliverables[owner].after
    return str(after[number])


def _actuals(schedule: Schedule) -> Iterator[_Actual]:
    """Every day that was reported, of one deliverable the start first and the bodies in the order of their days."""
    for name, deliverable in sorted(schedule.plan.deliverables.items()):
        progress, item = deliverable.progress, schedule.items[name]
        if progress is not None and progress.started is not None:
            yield _Actual(item, ("progress", "started"), progress.started)
        if progress is not None and progress.finished is not None:
            yield _Actual(item, ("progress", "finished"), progress.finished)
        for day, body in sorted((day, body) for body, day in deliverable.decided.items()):
            yield _Actual(item, ("decided", body), day)


def _first_actuals(schedule: Schedule) -> Iterator[_Actual]:
    """Of each deliverable the first day that can have been; of a term its end, where that is reported."""
    first: dict[str, _Actual] = {}
    for actual in _actuals(schedule):
        if actual.day > schedule.status_date:
            continue
        known = first.setdefault(actual.item.id, actual)
        if actual.day < known.day or _is_ignored(known):
            first[actual.item.id] = actual
    yield from first.values()


RULES = (_in_the_future, _on_days_off, _before_not_before, _done_in_no_time, _term_starts, _out_of_sequence)
