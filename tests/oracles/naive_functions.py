"""What each kind does between the instant it may start and the instant it is finished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.oracles.naive_calendars import (
    ANY_DAYS,
    FOREVER,
    NEVER,
    WEEKDAYS,
    Span,
    WorkCalendar,
    day_of,
    days_of,
    end_of_nth,
    last_working_day,
    no_term_ends,
    same_month,
    span_of,
    start_of_nth_back,
    weekday,
)

Function = Callable[[int], int]

SHIPPED_TERMS: dict[str, dict[str, Any]] = {
    "standstill": {"days": 20, "roll": "statutory"},
    "open-procedure": {"days": 45, "roll": "statutory"},
    "sas": {"roll": "statutory"},
}


def latest(function: Function, limit: int) -> int:
    """The adjoint: the last instant that the function brings no further than `limit`."""
    if abs(limit) >= FOREVER:
        return limit
    instant = limit
    while function(instant + 1) <= limit:
        instant += 1
    for earlier in range(instant, instant - ANY_DAYS, -1):
        if function(earlier) <= limit:
            return earlier
    return NEVER


def earliest(function: Function, bound: int) -> int:
    """The first instant that the function brings at least to `bound`."""
    if abs(bound) >= FOREVER:
        return bound
    instant = bound
    while function(instant) < bound:
        instant += 1
    for earlier in range(instant, instant - ANY_DAYS, -1):
        if function(earlier) < bound:
            return earlier + 1
    return NEVER


def work(calendar: WorkCalendar, span: Span) -> Function:
    """Elapsed days run on; working days are those of the calendar."""
    if span.elapsed:
        return lambda start: start + span.days
    return lambda start: end_of_nth(calendar, start, span.days)


def lag(calendar: WorkCalendar, span: Span) -> Function:
    """A lag ends with the n-th working day, a lead begins with the n-th one back."""
    if span.elapsed or not span.days:
        return lambda instant: instant + span.days
    if span.days < 0:
        return lambda instant: start_of_nth_back(calendar, instant, -span.days)
    return lambda instant: end_of_nth(calendar, instant, span.days)


def term(rule: dict[str, Any], duration: str | None) -> Function:
    """So many days or months after the event's day; a statutory end rolls forward."""
    count = int(rule.get("days", 0))
    unit = str(rule.get("unit", "days"))
    if duration is not None:
        count, unit = span_of(duration).days, "days"
    statutory = rule.get("roll", "none") == "statutory"

    def finish(start: int) -> int:
        event = start - 1
        last = months_later(event, count) if unit == "months" else event + count * _length(unit)
        while statutory and no_term_ends(last):
            last += 1
        return last + 1

    return finish


def months_later(day: int, months: int) -> int:
    """The same date so many months on, or else that month's last day."""
    when = date.fromordinal(day)
    month = when.month - 1 + months
    first = date(when.year + month // 12, month % 12 + 1, 1).toordinal()
    return max(d for d in range(first, first + when.day) if same_month(d, first))


def _length(unit: str) -> int:
    return {"days": 1, "weeks": 7}[unit]


@dataclass(eq=False)
class Body:
    """The meetings of one body in order, each with its hand-in day, and the rule for others."""

    meetings: list[tuple[int, int]]
    hand_in: Function

    def takes(self, readings: int, not_before: int = NEVER) -> Function:
        """From readiness to the end of the meeting that decides; unknown past the last one."""
        days = [day for day, _ in self.meetings]
        final = {k: days[k + readings - 1] for k in range(len(days) - readings + 1)}

        def finish(ready: int) -> int:
            for k, day in final.items():
                if self.meetings[k][1] + 1 >= ready and day >= not_before:
                    return day + 1
            return FOREVER

        return finish

    def hand_in_of(self, fixed: int, readings: int) -> int:
        """The hand-in day for this meeting, or by the rule when the day is not on the list."""
        days = [day for day, _ in self.meetings]
        first = days.index(fixed) - readings + 1 if fixed in days else NEVER
        # Papers of a later day may be in time for the same meeting or for one before it.
        return max(day for _, day in self.meetings[: first + 1]) if first >= 0 else self.hand_in(fixed)

    def last_before(self, bound: int, readings: int) -> int:
        """The end of the last meeting that can decide no later than `bound`."""
        if bound >= FOREVER:
            return bound
        ends = [day + 1 for day, _ in self.meetings[readings - 1 :]]
        return max((end for end in ends if end <= bound), default=NEVER)


def read_bodies(plan: dict[str, Any], calendar: WorkCalendar, around: int) -> dict[str, Body]:
    """Every body with its meetings for years around the status date."""
    recesses = plan.get("recesses", {})
    bodies = {}
    for name, body in plan.get("bodies", {}).items():
        hand_in = hand_in_rule(calendar, span_of(body.get("hand_in", "0ed")))
        meetings = {day: hand_in(day) for day in _regular(body, recesses, calendar, around)}
        for extra in body.get("extra", []):
            day = day_of(extra["on"])
            meetings[day] = day_of(extra["hand_in"]) if "hand_in" in extra else hand_in(day)
        bodies[name] = Body(sorted(meetings.items()), hand_in)
    return bodies


def hand_in_rule(calendar: WorkCalendar, span: Span) -> Function:
    """So long before the meeting, rolled back to a working day."""
    if span.elapsed:
        return lambda day: last_working_day(calendar, day - span.days)
    return lambda day: last_working_day(calendar, start_of_nth_back(calendar, day, span.days))


def _regular(body: dict[str, Any], recesses: dict[str, str], calendar: WorkCalendar, around: int) -> set[int]:
    """What is listed and what the rule gives after it, without the recesses."""
    listed = {day_of(day) for day in body.get("meetings", [])}
    first = max(listed, default=around - ANY_DAYS) + 1
    by_rule: set[int] = set()
    if "meets" in body:
        fits = _rule(str(body["meets"]["every"]))
        by_rule = {d for d in range(first, around + ANY_DAYS) if fits(d) and calendar.works(d)}
    named = body.get("recess", [])
    away = [recesses.get(name, name) for name in ([named] if isinstance(named, str) else named)]
    return (listed | by_rule) - {day for days in away for day in days_of(days)}


def _rule(written: str) -> Callable[[int], bool]:
    """`tuesday`, `4th tuesday` or `last tuesday`."""
    nth, _, name = written.rpartition(" ")
    wanted = WEEKDAYS.index(name[:3])
    if not nth:
        return lambda day: weekday(day) == wanted
    if nth == "last":
        return lambda day: weekday(day) == wanted and not same_month(day, day + 7)
    n = int(nth[:-2])
    return lambda day: weekday(day) == wanted and (date.fromordinal(day).day - 1) // 7 == n - 1
