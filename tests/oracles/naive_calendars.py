"""Working days, holidays and spans of days, counted one day at a time.

A day is `date.toordinal()` and stands for the instant at its start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKING_WEEK = frozenset(range(5))
ANY_DAYS = 3000
FOREVER = 10**9
NEVER = -FOREVER

# Days equated to a holiday by royal decree (Besluit gelijkstelling), besides Good Friday.
EQUATED_DAYS = [
    *("2023-04-28", "2023-05-19", "2024-05-10", "2024-12-27", "2025-05-30"),
    *("2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26"),
]
EQUATED = frozenset(date.fromisoformat(day).toordinal() for day in EQUATED_DAYS)


@dataclass(frozen=True)
class Span:
    """So many days, of the calendar or elapsed; below zero for a lead."""

    days: int
    elapsed: bool


@dataclass(eq=False)
class WorkCalendar:
    """A week pattern, the holidays or none, and dated exceptions."""

    week: frozenset[int] = WORKING_WEEK
    holidays: Callable[[int], bool] | None = None
    closed: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()
    seen: dict[int, bool] = field(default_factory=dict)

    def works(self, day: int) -> bool:
        """Whether people work on this day."""
        if day not in self.seen:
            self.seen[day] = self._works(day)
        return self.seen[day]

    def _works(self, day: int) -> bool:
        if day in self.opened:
            return True
        if day in self.closed or (self.holidays is not None and self.holidays(day)):
            return False
        return weekday(day) in self.week


def weekday(day: int) -> int:
    """0 is Monday; day 1 (0001-01-01) was one."""
    return (day - 1) % 7


def day_of(text: object) -> int:
    """`2024-05-30` as a day number."""
    return date.fromisoformat(str(text)).toordinal()


def days_of(text: object) -> range:
    """`2024-05-30` or `2024-05-01..2024-05-30`, both ends counted."""
    first, _, last = str(text).partition("..")
    return range(day_of(first), day_of(last or first) + 1)


def last_day_of(text: object) -> int:
    """The last day of a date, a month (2024-05) or a quarter (2024-Q2)."""
    written = str(text)
    if "Q" in written:
        year, quarter = written.split("-Q")
        written = f"{year}-{int(quarter) * 3:02}"
    if len(written) > len("2024-05"):
        return day_of(written)
    first = date.fromisoformat(f"{written}-01").toordinal()
    return max(d for d in range(first, first + 31) if same_month(d, first))


def same_month(one: int, other: int) -> bool:
    """Whether two days lie in one month of one year."""
    a, b = date.fromordinal(one), date.fromordinal(other)
    return (a.year, a.month) == (b.year, b.month)


def span_of(text: object) -> Span:
    """`5d`, `2w`, `7ed` or `2ew`; with a sign for lags."""
    written = str(text).strip()
    elapsed = "e" in written
    unit = written[-1]
    count = int(written.rstrip("edw"))
    return Span(count * {"d": 1, "w": 7 if elapsed else 5}[unit], elapsed)


def easter(year: int) -> int:
    """The Sunday after the full moon of spring, by golden number and epact."""
    golden = year % 19 + 1
    century = year // 100 + 1
    skipped = 3 * century // 4 - 12
    moon = (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + moon - skipped) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full = 44 - epact if epact <= 23 else 74 - epact
    day = date(year, 3, 1).toordinal() + full - 1
    return next(d for d in range(day + 1, day + 8) if weekday(d) == 6)


def cao_free(day: int) -> bool:
    """The eight free days of the Cao Gemeenten; 5 May every year from 2024, before that in 2020."""
    when = date.fromordinal(day)
    if (when.month, when.day) == (5, 5):
        return when.year >= 2024 or when.year == 2020
    return _free_every_year(day)


def cao_free_and_good_friday(day: int) -> bool:
    """The same, with Good Friday as a day off."""
    return cao_free(day) or day == easter(date.fromordinal(day).year) - 2


def no_term_ends(day: int) -> bool:
    """Saturdays, Sundays, the holidays of the Algemene termijnenwet and what is equated to them."""
    when = date.fromordinal(day)
    return (
        weekday(day) > 4
        or day in EQUATED
        or (when.month, when.day) == (5, 5)
        or day == easter(when.year) - 2
        or _free_every_year(day)
    )


def _free_every_year(day: int) -> bool:
    when = date.fromordinal(day)
    sunday = easter(when.year)
    kings_day = date(when.year, 4, 27).toordinal()
    kings_day -= weekday(kings_day) == 6
    fixed = (when.month, when.day) in {(1, 1), (12, 25), (12, 26)}
    return fixed or day in {kings_day, sunday + 1, sunday + 39, sunday + 50}


def end_of_nth(calendar: WorkCalendar, start: int, n: int) -> int:
    """The end of the n-th working day at or after `start`."""
    day, left = start, n
    while left:
        left -= calendar.works(day)
        day += 1
    return day


def start_of_nth_back(calendar: WorkCalendar, end: int, n: int) -> int:
    """The start of the n-th working day before `end`."""
    day, left = end, n
    while left:
        day -= 1
        left -= calendar.works(day)
    return day


def first_working_day(calendar: WorkCalendar, day: int) -> int:
    """This day, or the next on which people work."""
    while not calendar.works(day):
        day += 1
    return day


def last_working_day(calendar: WorkCalendar, day: int) -> int:
    """This day, or the one before on which people work."""
    while not calendar.works(day):
        day -= 1
    return day


def working_between(calendar: WorkCalendar, start: int, end: int) -> int:
    """Working days from one instant to another; below zero when the second is earlier."""
    if end < start:
        return -working_between(calendar, end, start)
    return sum(calendar.works(day) for day in range(start, end))


def read_calendars(plan: dict[str, Any]) -> dict[str, WorkCalendar]:
    """The shipped calendar and those of the plan."""
    friday = plan.get("settings", {}).get("good_friday", "workday")
    free = cao_free if friday == "workday" else cao_free_and_good_friday
    known = {"cao-gemeenten": WorkCalendar(holidays=free)}
    for name, own in plan.get("calendars", {}).items():
        known[name] = WorkCalendar(
            week=frozenset(WEEKDAYS.index(day) for day in own.get("week", WEEKDAYS[:5])),
            holidays=None if own.get("holidays", "none") == "none" else free,
            closed=frozenset(d for days in own.get("closed", []) for d in days_of(days)),
            opened=frozenset(d for days in own.get("open", []) for d in days_of(days)),
        )
    return known
