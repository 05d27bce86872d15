"""What comes too late: after its due date, after a target, after the day that a board agreed upon."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap.analysis.rules.placing import about, record_of
from roadmap.analysis.states import is_past_due
from roadmap.findings import DayCount, Finding, Value
from roadmap.plan.calendars import BEYOND
from roadmap.scheduling.kinds import Fixed
from roadmap.scheduling.schedule import Schedule, Scheduled


def _missed_due_dates(schedule: Schedule) -> Iterator[Finding]:
    for item in schedule.items.values():
        if is_past_due(item) and not item.done and item.due is not None:
            params: dict[str, Value] = {"id": item.id, "finish": item.early_finish, "due": item.due}
            working = -(item.due_margin or 0)
            # Late by days off only is late all the same.
            params["days"] = (
                DayCount(working, working=True) if working else DayCount(item.finish - 1 - item.due.toordinal())
            )
            yield about(schedule, record_of(item), "missed-due-date", params, "due")


def _targets(schedule: Schedule) -> Iterator[Finding]:
    for target in schedule.targets:
        record = ("targets", target.id)
        params: dict[str, Value] = {"id": target.id, "day": target.day, "milestone": target.target.milestone}
        if target.forecast is None:
            yield about(schedule, record, "target-without-forecast", params)
        elif target.margin_days is not None and target.margin_days < 0:
            params |= {"forecast": target.forecast, "days": DayCount(-target.margin_days)}
            yield about(schedule, record, "late-target", params)


def _fixed_dates(schedule: Schedule) -> Iterator[Finding]:
    """Agreed days that logic does not make, and agreed days that are past."""
    for item in schedule.items.values():
        kind = item.activity.kind
        if isinstance(kind, Fixed) and not item.done and item.activity.whole is None:
            yield from _broken_fixed_date(schedule, item, kind)
            day = item.activity.deliverable.fixed
            if day is not None and day < schedule.status_date:
                params: dict[str, Value] = {"id": item.id, "fixed": day, "status_date": schedule.status_date}
                yield about(schedule, record_of(item), "fixed-date-is-past", params, "fixed")


def _broken_fixed_date(schedule: Schedule, item: Scheduled, kind: Fixed) -> Iterator[Finding]:
    activity = item.activity
    is_bound = activity.start_bounds or activity.finish_bounds or activity.deliverable.not_before
    if is_bound and kind.ready_by < item.ready < BEYOND:
        logic = kind.plain.finish(item.ready)
        later = logic - kind.instant if kind.instant < logic < BEYOND else item.ready - kind.ready_by
        params: dict[str, Value] = {"id": item.id, "fixed": activity.deliverable.fixed, "days": DayCount(later)}
        yield about(schedule, record_of(item), "broken-fixed-date", params, "fixed")


RULES = (_missed_due_dates, _targets, _fixed_dates)
