"""Calendars as arithmetic on instants: working days, and days on which a term can end.

An instant is a day number (`date.toordinal`) and means the start of that day; spans are half-open.
Past the known range nothing is invented: early answers become `BEYOND`, late ones `BEFORE`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from roadmap.plan.model import CalendarDefinition, Settings
from roadmap.plan.periods import LAST_YEAR, Days
from roadmap.plan.tables import NO_HOLIDAYS, DaysOff, municipal_days_off, statutory_days

BEYOND = 4_000_000
"""Later than any known day (9999-12-31 is 3652059): an unknown early date, or no limit at all."""
LAST = date(LAST_YEAR, 12, 31).toordinal() + 1
"""The end of the last day that a plan can name; elapsed days do not count past it."""
BEFORE = -1
"""Earlier than any known day: no late date is early enough."""

WITHOUT_TABLE = Days(date(1980, 1, 1), date(2099, 12, 31))
SATURDAY = 5
"""Weekdays count from Monday as 0, and ordinal 1 is a Monday."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar:
    """The working days of a calendar from ``first`` up to ``end``, counted from both sides.

    ``days[k]`` is the k-th working day, ``before[d - first]`` the number of working days before instant d.
    """

    name: str
    first: int
    end: int
    days: list[int]
    before: list[int]

    def finish(self, start: int, length: int) -> int:
        """The instant at which ``length`` working days are done that may start at ``start``."""
        offset = start - self.first
        if offset < 0:
            return BEYOND
        try:
            return self.days[self.before[offset] + length - 1] + 1
        except IndexError:
            return BEYOND

    def latest_start(self, limit: int, length: int) -> int:
        """The last instant from which ``length`` working days are done by ``limit``."""
        offset = min(limit, self.end) - self.first
        index = self.before[offset] - length if offset >= 0 else -1
        return self.days[index] if index >= 0 else BEFORE

    def next_day(self, instant: int) -> int:
        """The first working day at or after an instant."""
        offset = instant - self.first
        if offset < 0:
            return BEYOND
        try:
            return self.days[self.before[offset]]
        except IndexError:
            return BEYOND

    def last_day(self, instant: int) -> int:
        """The last working day that begins at or before an instant."""
        return self.latest_start(instant + 1, 1)

    def day_back(self, instant: int, length: int) -> int:
        """The instant at which the ``length``-th working day back from ``instant`` begins."""
        return self.latest_start(instant, length)

    def latest_for_day_back(self, limit: int, length: int) -> int:
        """The last instant whose ``length``-th working day back begins by ``limit``."""
        offset = limit + 1 - self.first
        if offset < 0:
            return BEFORE
        if limit >= self.end:
            return BEYOND
        index = self.before[offset] - 1 + length
        return self.days[index] if index < len(self.days) else BEYOND

    def end_of_last_day(self, instant: int) -> int:
        """The end of the last working day before an instant: Monday morning becomes Friday evening."""
        day = self.latest_start(instant, 1)
        return BEFORE if day == BEFORE else day + 1

    def between(self, start: int, finish: int) -> int | None:
        """Working days from one instant to another, negative backwards; None outside the known range."""
        low, high = start - self.first, finish - self.first
        if low < 0 or high < 0 or start > self.end or finish > self.end:
            return None
        return self.before[high] - self.before[low]

    def is_working_day(self, day: int) -> bool:
        """Whether a day is worked."""
        return self.next_day(day) == day


@dataclass(frozen=True, slots=True, eq=False)
class TermCalendar:
    """Days on which a term cannot end; ``decree_known`` bounds the days equated by decree."""

    first: int
    end: int
    blocked: frozenset[int]
    decree_known: tuple[int, int]

    def roll_forward(self, day: int) -> int:
        """The first day from ``day`` on which a term can end."""
        while self.first <= day < self.end and not self.can_end(day):
            day += 1
        return day if self.first <= day < self.end else BEYOND

    def roll_back(self, day: int) -> int:
        """The last day up to ``day`` on which a term can end."""
        day = min(day, self.end - 1)
        while day >= self.first and not self.can_end(day):
            day -= 1
        return day if day >= self.first else BEFORE

    def can_end(self, day: int) -> bool:
        """Whether a term can end on a day."""
        return (day - 1) % 7 < SATURDAY and day not in self.blocked


def counted(instant: int) -> int:
    """An instant that was counted in elapsed days: unknown when it lies past every day that a plan can name."""
    return instant if instant <= LAST else BEYOND


def make_work_calendar(name: str, definition: CalendarDefinition, settings: Settings) -> WorkCalendar:
    """A working calendar from its definition; the shipped one has an empty definition."""
    table = municipal_days_off() if definition.holidays != NO_HOLIDAYS else None
    known = table.known if table else WITHOUT_TABLE
    off = set(_holidays(table, settings)) if table else set()
    first, end = known.first.toordinal(), known.last.toordinal() + 1
    off.update(_within(first, end, definition.closed))
    open_days = set(_within(first, end, definition.open))
    worked = [weekday in definition.week for weekday in _WEEKDAYS]
    flags = [(worked[(day - 1) % 7] and day not in off) or day in open_days for day in range(first, end)]
    days = [first + offset for offset, flag in enumerate(flags) if flag]
    return WorkCalendar(name, first, end, days, list(accumulate(flags, initial=0)))


def make_term_calendar() -> TermCalendar:
    """The calendar by which statutory terms roll."""
    table = statutory_days()
    decree = table.decree_known or table.known
    return TermCalendar(
        table.known.first.toordinal(),
        table.known.last.toordinal() + 1,
        frozenset(day.toordinal() for day in table.days),
        (decree.first.toordinal(), decree.last.toordinal()),
    )


def _holidays(table: DaysOff, settings: Settings) -> Iterable[int]:
    """The ordinals of the days off, those by setting included when the plan wants them."""
    yield from (day.toordinal() for day in table.days)
    for setting, days in table.by_setting.items():
        if getattr(settings, setting) == "holiday":
            yield from (day.toordinal() for day in days)


def _within(first: int, end: int, ranges: tuple[Days, ...]) -> Iterable[int]:
    """The days of some ranges, as far as they lie in the known range."""
    for begin, last in united(ranges):
        yield from range(max(first, begin), min(end, last + 1))


def united(ranges: Iterable[Days]) -> list[tuple[int, int]]:
    """The first and last days of ranges in order, those that overlap or touch as one: each day stands there once."""
    together: list[tuple[int, int]] = []
    for first, last in sorted((days.first.toordinal(), days.last.toordinal()) for days in ranges):
        if together and first <= together[-1][1] + 1:
            together[-1] = together[-1][0], max(together[-1][1], last)
        else:
            together.append((first, last))
    return together
