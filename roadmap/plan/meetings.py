"""The meetings of a body: confirmed dates, its pattern, recesses, extra meetings, and their hand-in days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from roadmap.plan.calendars import BEFORE, BEYOND, WorkCalendar, united
from roadmap.plan.durations import Duration
from roadmap.plan.model import Body
from roadmap.plan.periods import Days
from roadmap.plan.tables import SCHOOL_HOLIDAYS, school_holidays

LONGEST_GAP = 366
"""A pattern whose last meeting lies further than this before the end of the calendar has run dry."""


@dataclass(frozen=True, slots=True, eq=False)
class MeetingList:
    """The meetings of a body in order: days, hand-in days, and which of them are assumed.

    ``goes_on`` when a pattern carries it to the end of the calendar.
    ``latest_hand_in[k]`` is the latest hand-in day of the first k + 1 meetings: papers handed in later than that are in
    time for a later meeting only.
    """

    days: list[int]
    hand_in: list[int]
    latest_hand_in: list[int]
    assumed: frozenset[int]
    goes_on: bool
    removed: tuple[int, ...]
    recess_known_until: int

    def decided(self, readiness: int, readings: int) -> int:
        """The end of the meeting at which papers that are ready at an instant are decided upon."""
        # Handed in on the hand-in day itself counts: its end is the last instant in time.
        index = bisect_left(self.latest_hand_in, readiness - 1) + readings - 1
        return self.days[index] + 1 if index < len(self.days) else BEYOND

    def decided_from(self, instant: int, readiness: int, readings: int) -> int:
        """The same, at a meeting that ends no sooner than an instant; earlier readings may lie before it."""
        index = bisect_left(self.latest_hand_in, readiness - 1)
        first = bisect_left(self.days, instant - 1) - readings + 1
        if first > index:
            # A meeting with a hand-in day of its own may take less than the one before it.
            later = range(first, len(self.days))
            index = next((number for number in later if self.hand_in[number] >= readiness - 1), len(self.days))
        index += readings - 1
        return self.days[index] + 1 if index < len(self.days) else BEYOND

    def latest_readiness(self, limit: int, readings: int) -> int:
        """The end of the last hand-in day for a decision by an instant."""
        index = bisect_right(self.days, limit - 1) - readings
        return self.latest_hand_in[index] + 1 if index >= 0 else BEFORE

    def last_by(self, limit: int, readings: int) -> int:
        """The end of the last meeting at which anything can be decided by an instant."""
        index = bisect_right(self.days, limit - 1) - 1
        return self.days[index] + 1 if index >= readings - 1 else BEFORE

    def first_from(self, instant: int, readings: int) -> int:
        """The end of the first meeting on or after a day at which anything can be decided."""
        index = max(bisect_left(self.days, instant), readings - 1)
        return self.days[index] + 1 if index < len(self.days) else BEYOND

    def without(self, days: Iterable[date]) -> MeetingList:
        """The list without some meetings."""
        gone = {day.toordinal() for day in days}
        kept = [(day, hand_in) for day, hand_in in zip(self.days, self.hand_in, strict=True) if day not in gone]
        hand_in = [papers for _, papers in kept]
        return replace(
            self, days=[day for day, _ in kept], hand_in=hand_in, latest_hand_in=list(accumulate(hand_in, max))
        )

    def is_assumed(self, day: int) -> bool:
        """Whether the meeting on a day comes from the pattern that goes on after confirmed dates."""
        return day in self.assumed


def make_meeting_list(body: Body, recesses: dict[str, Days], calendar: WorkCalendar) -> MeetingList:
    """The meetings of a body, within the known range of the plan's calendar."""
    closed = united(_recess_days(body.recess, recesses))
    confirmed = {day.toordinal() for day in body.meetings}
    last_confirmed = max(confirmed, default=BEFORE)
    pattern = {day for day in _pattern(body, calendar) if day > last_confirmed and calendar.is_working_day(day)}
    extra = {meeting.on.toordinal(): meeting.hand_in for meeting in body.extra}
    in_recess = {day for day in confirmed | pattern if _lies_in(day, closed)}
    # Past the calendar there is no telling which day is a working day, so no hand-in day either.
    days = sorted(
        day for day in ((confirmed | pattern) - in_recess) | set(extra) if calendar.first <= day < calendar.end
    )
    hand_in = [_hand_in(day, extra.get(day), body.hand_in, calendar) for day in days]
    assumed = frozenset(pattern - in_recess - set(extra)) if confirmed else frozenset()
    removed = tuple(sorted((in_recess & confirmed) - set(extra)))
    by_school = SCHOOL_HOLIDAYS in body.recess and bool(pattern)
    known = school_holidays().known.last.toordinal() if by_school else BEYOND
    goes_on = max(pattern - in_recess, default=BEFORE) > calendar.end - LONGEST_GAP
    return MeetingList(days, hand_in, list(accumulate(hand_in, max)), assumed, goes_on, removed, known)


def last_hand_in_day(meeting: int, hand_in: Duration, calendar: WorkCalendar) -> int:
    """The hand-in day for a meeting: so many days before it, rolled back to a working day."""
    if hand_in.elapsed or hand_in.days == 0:
        return calendar.last_day(meeting - hand_in.days)
    return calendar.day_back(meeting, hand_in.days)


def _hand_in(meeting: int, own: date | None, hand_in: Duration, calendar: WorkCalendar) -> int:
    return own.toordinal() if own else last_hand_in_day(meeting, hand_in, calendar)


def _lies_in(day: int, ranges: list[tuple[int, int]]) -> bool:
    """Whether a day lies in one of the ranges, which stand in order and apart."""
    index = bisect_right(ranges, (day, BEYOND)) - 1
    return index >= 0 and day <= ranges[index][1]


def _recess_days(names: Iterable[str | Days], recesses: dict[str, Days]) -> Iterator[Days]:
    for name in names:
        if isinstance(name, Days):
            yield name
        elif name in recesses:
            yield recesses[name]
        elif name == SCHOOL_HOLIDAYS:
            yield from school_holidays().holidays


def _pattern(body: Body, calendar: WorkCalendar) -> Iterator[int]:
    """The days of the pattern within the calendar's range."""
    if body.meets is None:
        return
    for which, weekday in body.meets.every:
        if which is None:
            first = calendar.first + (weekday - (calendar.first - 1)) % 7
            yield from range(first, calendar.end, 7)
        else:
            yield from _monthly(which, weekday, calendar)


def _monthly(which: int, weekday: int, calendar: WorkCalendar) -> Iterator[int]:
    """The n-th (or last) weekday of each month; a month without a fifth one has none."""
    first_year = date.fromordinal(calendar.first).year
    last_year = date.fromordinal(calendar.end - 1).year
    for year in range(first_year, last_year + 1):
        for month in range(1, 13):
            begins_on, length = monthrange(year, month)
            first = 1 + (weekday - begins_on) % 7
            day = first + 7 * (which - 1) if which > 0 else first + 7 * ((length - first) // 7)
            if day <= length:
                yield date(year, month, day).toordinal()
