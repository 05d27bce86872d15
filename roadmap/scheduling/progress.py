"""Progress: what has happened to a deliverable, and what remains of its work on the status date."""

from __future__ import annotations

from datetime import date

from roadmap.plan.calendars import WorkCalendar
from roadmap.plan.durations import DAYS_PER_WEEK, ELAPSED_DAYS_PER_WEEK, Duration
from roadmap.plan.model import Deliverable

COMPLETE = 100


def started(deliverable: Deliverable) -> date | None:
    """The first day worked, as reported."""
    return deliverable.progress.started if deliverable.progress else None


def finished(deliverable: Deliverable) -> date | None:
    """The last day worked, or the day on which it was reached, as reported."""
    return deliverable.progress.finished if deliverable.progress else None


def remaining(deliverable: Deliverable, calendar: WorkCalendar, status: int) -> Duration:
    """What is left of work: as reported, the rest of a percentage, or what the days since its start leave."""
    duration, progress = deliverable.duration, deliverable.progress
    if duration is None:
        raise ValueError(deliverable)
    if progress is None or progress.finished is not None:
        return duration
    if progress.remaining is not None:
        return progress.remaining
    if progress.percent is not None:
        return _at_least_a_day(duration, -(-duration.days * (COMPLETE - progress.percent) // COMPLETE))
    if progress.started is None:
        return duration
    begun = progress.started.toordinal()
    worked = status - begun if duration.elapsed else calendar.between(max(begun, calendar.first), status) or 0
    return _at_least_a_day(duration, duration.days - worked)


def percent_complete(deliverable: Deliverable, calendar: WorkCalendar, status: int) -> int:
    """The part of unfinished work that is done: as reported, else by what remains."""
    if deliverable.duration is None or deliverable.progress is None:
        return 0
    if deliverable.progress.percent is not None:
        return deliverable.progress.percent
    rest, whole = _size(remaining(deliverable, calendar, status)), _size(deliverable.duration)
    return max(0, COMPLETE * (whole - rest) // whole)


def _at_least_a_day(duration: Duration, days: int) -> Duration:
    """What is not reported finished takes one day more at least."""
    return Duration(max(1, days), duration.elapsed)


def _size(duration: Duration) -> int:
    """Working days and elapsed days by one measure: as many weeks are as long."""
    return duration.days * (DAYS_PER_WEEK if duration.elapsed else ELAPSED_DAYS_PER_WEEK)
