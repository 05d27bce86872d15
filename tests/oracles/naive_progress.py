"""What has happened by the status date, and what remains of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.oracles.naive_calendars import Span, WorkCalendar, day_of, span_of, working_between

DAYS_IN_WEEK = {False: 5, True: 7}


@dataclass(frozen=True)
class Progress:
    """Days as reported; `span` is what remains of work, `whole` all of it."""

    started: int | None = None
    finished: int | None = None
    span: Span | None = None
    whole: Span | None = None
    percent: int | None = None

    @property
    def begun(self) -> int | None:
        """The start of what is underway."""
        return self.started if self.finished is None else None

    @property
    def percent_complete(self) -> int:
        """As reported, else the part of the weeks that no longer remains, in whole percents."""
        if self.percent is not None or self.span is None or self.whole is None:
            return self.percent or 0
        left = [one for one in range(101) if one * _weeks(self.whole) <= 100 * (_weeks(self.whole) - _weeks(self.span))]
        return max(left, default=0)


def read_progress(value: dict[str, Any], calendar: WorkCalendar, status: int) -> Progress:
    """What one deliverable reports of itself."""
    written = value.get("progress") or {}
    started = day_of(written["started"]) if "started" in written else None
    finished = day_of(written["finished"]) if "finished" in written else None
    percent = int(str(written["percent"]).removesuffix("%")) if "percent" in written else None
    if "duration" not in value or "term" in value:
        return Progress(started, finished)
    whole = span_of(value["duration"])
    return Progress(started, finished, _rest(written, whole, calendar, status), whole, percent)


def _rest(written: dict[str, Any], whole: Span, calendar: WorkCalendar, status: int) -> Span:
    """`remaining`, the rest of `percent` in days begun, or the duration less what was worked before the status date."""
    if "remaining" in written:
        return span_of(written["remaining"])
    if "percent" in written:
        part = int(str(written["percent"]).removesuffix("%"))
        days = next(days for days in range(whole.days + 1) if 100 * days >= whole.days * (100 - part))
        return Span(max(days, 1), whole.elapsed)
    if "started" in written:
        begun = day_of(written["started"])
        worked = status - begun if whole.elapsed else working_between(calendar, begun, status)
        return Span(max(whole.days - worked, 1), whole.elapsed)
    return whole


def _weeks(span: Span) -> int:
    """In thirty-fifths of a week, of which both kinds of days are a whole number."""
    return span.days * 35 // DAYS_IN_WEEK[span.elapsed]
