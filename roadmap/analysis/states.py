"""The state of deliverables and targets, by rule and never by hand."""

from __future__ import annotations

from typing import Literal

from roadmap.analysis.slips import slip
from roadmap.plan.calendars import BEYOND
from roadmap.scheduling.schedule import Schedule, Scheduled, ScheduledTarget, target_instant

State = Literal["done", "late", "at-risk", "on-track", "not-started"]
TargetState = Literal["met", "missed", "late", "at-risk", "on-track"]


def deliverable_state(schedule: Schedule, item: Scheduled) -> State:
    """The first rule that applies: done, late, at risk, on track when started, else not started."""
    if item.done:
        return "done"
    fatal = [
        room for name, room in item.float_to.items() if room is not None and schedule.plan.targets[name].kind == "fatal"
    ]
    if item.activity.whole is not None and not _is_needed_late(schedule, item):
        fatal = [room for room in fatal if room >= 0]
    if is_past_due(item) or any(room < 0 for room in fatal):
        return "late"
    if _is_at_risk(schedule, item, fatal):
        return "at-risk"
    return "on-track" if is_started(item) else "not-started"


def target_state(schedule: Schedule, target: ScheduledTarget) -> TargetState:
    """The first rule that applies: met, missed, late, at risk, else on track."""
    if target.milestone.done:
        return "met" if target.milestone.finish <= target_instant(target.target)[1] else "missed"
    if target.day < schedule.status_date:
        return "missed"
    if target.margin_days is not None and target.margin_days < 0:
        return "late"
    # A margin of days off only is no margin in working days, but it is not late either.
    if target.margin is None or target.margin < schedule.plan.settings.at_risk.days:
        return "at-risk"
    return "on-track"


def is_started(item: Scheduled) -> bool:
    """Whether work on it is reported to have begun."""
    progress = item.activity.deliverable.progress
    return progress is not None and progress.started is not None


def is_past_due(item: Scheduled) -> bool:
    """Whether it finishes after its own due date, be it on a day off."""
    return item.due is not None and item.finish < BEYOND and item.finish > item.due.toordinal() + 1


def _is_needed_late(schedule: Schedule, share: Scheduled) -> bool:
    """Whether a share that comes too late makes the whole late: a body that the decision can do without does not."""
    whole = schedule.items[share.activity.deliverable_id]
    return any(room is not None and room < 0 for room in whole.float_to.values())


def _is_at_risk(schedule: Schedule, item: Scheduled, fatal: list[int]) -> bool:
    settings = schedule.plan.settings
    if item.due_float is not None and item.due_float < 0:
        return True
    is_near = is_started(item) or _starts_within(schedule, item, settings.starting_within.days)
    if is_near and item.due_margin is not None and item.due_margin < settings.due_margin.days:
        return True
    if any(room < settings.at_risk.days for room in fatal):
        return True
    slipped = slip(schedule, item)
    return slipped is not None and slipped > settings.slip.days


def _starts_within(schedule: Schedule, item: Scheduled, days: int) -> bool:
    """Whether it starts within so many working days from the status date."""
    until = item.activity.calendar.between(schedule.status_date.toordinal(), item.start)
    return until is not None and until <= days
