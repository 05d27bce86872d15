"""Recurrence rules of iCalendar (RFC 5545) as days: by day, week, month or year, one period at a time.

Every walk has an end: it stops at a last day, and a budget bounds the days that all rules of a file may look at.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from roadmap.plan.faults import FaultError

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MAX_DAYS = 150_000
MAX_LENGTH = 1_000
DAYS_OF_WEEK = 7
_PART = re.compile(r"([A-Z-]+)=([^=]*)")
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"}


class Budget:
    """How many days may yet be looked at."""

    def __init__(self, days: int = MAX_DAYS) -> None:
        """Begin with so many."""
        self.left = days

    def spend(self, days: int) -> None:
        """Look at so many more; raise FaultError when that is too many."""
        self.left -= days
        if self.left < 0:
            raise FaultError("series-too-long")


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule: how often, how long, and which days of each period.

    ``by_day`` holds weekdays from Monday as 0, each with which one of the month or year it is, or None for all.
    """

    frequency: str
    interval: int = 1
    count: int | None = None
    until: str | None = None
    week_start: int = 0
    by_day: tuple[tuple[int | None, int], ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_month: tuple[int, ...] = ()
    by_position: tuple[int, ...] = ()

    @property
    def is_endless(self) -> bool:
        """Whether nothing in the rule ends it."""
        return self.count is None and self.until is None


def parse_rule(text: str) -> Rule:
    """Read `FREQ=MONTHLY;BYDAY=2TU`; raise FaultError for what is no rule, or one that no council meets by."""
    parts = _parts(text)
    frequency = parts.get("FREQ", "")
    unknown = [key for key in parts if key not in _KNOWN]
    if frequency not in _FREQUENCIES or unknown:
        raise FaultError("unsupported-rule", part=unknown[0] if unknown else f"FREQ={frequency}"[:40])
    rule = Rule(
        frequency,
        _number(parts, "INTERVAL", 1, 1_000) or 1,
        _number(parts, "COUNT", 1, 1_000_000),
        parts.get("UNTIL"),
        _weekday(parts),
        _by_day(parts),
        _numbers(parts, "BYMONTHDAY", 31, signed=True),
        _numbers(parts, "BYMONTH", 12, signed=False),
        _numbers(parts, "BYSETPOS", 366, signed=True),
    )
    _check_fit(rule)
    return rule


def days_of(rule: Rule, start: date, last: date, budget: Budget) -> Iterator[date]:
    """The days of a rule from its start up to a last one, in order; a start that does not fit is none of them."""
    left = rule.count
    for days in _periods(rule, start, last, budget):
        for day in _chosen(days, rule.by_position):
            if day > last or left == 0:
                return
            if day >= start:
                left = None if left is None else left - 1
                yield day
        if left == 0:
            return


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    if len(text) > MAX_LENGTH:
        raise FaultError("unsupported-rule", part=f"{text[:40]}...")
    for part in text.upper().strip().rstrip(";").split(";"):
        match = _PART.fullmatch(part.strip())
        if match is None or match[1] in parts:
            raise FaultError("unsupported-rule", part=part[:40])
        parts[match[1]] = match[2].strip()
    return parts


def _number(parts: dict[str, str], key: str, lowest: int, highest: int) -> int | None:
    if key not in parts:
        return None
    text = parts[key]
    if not _NUMBER.fullmatch(text) or not lowest <= int(text) <= highest:
        raise FaultError("unsupported-rule", part=f"{key}={text}"[:40])
    return int(text)


def _numbers(parts: dict[str, str], key: str, highest: int, *, signed: bool) -> tuple[int, ...]:
    if key not in parts:
        return ()
    texts = parts[key].split(",")
    numbers = [int(text) for text in texts if _NUMBER.fullmatch(text)]
    lowest = -highest if signed else 1
    if len(numbers) < len(texts) or not all(lowest <= number <= highest and number for number in numbers):
        raise FaultError("unsupported-rule", part=f"{key}={parts[key]}"[:40])
    return tuple(numbers)


def _weekday(parts: dict[str, str]) -> int:
    text = parts.get("WKST", "MO")
    if text not in WEEKDAYS:
        raise FaultError("unsupported-rule", part=f"WKST={text}"[:40])
    return WEEKDAYS.index(text)


def _by_day(parts: dict[str, str]) -> tuple[tuple[int | None, int], ...]:
    if "BYDAY" not in parts:
        return ()
    matches = [_BY_DAY.fullmatch(text) for text in parts["BYDAY"].split(",")]
    days = [(int(match[1]) if match[1] else None, WEEKDAYS.index(match[2])) for match in matches if match]
    if len(days) < len(matches) or any(which == 0 for which, _ in days):
        raise FaultError("unsupported-rule", part=f"BYDAY={parts['BYDAY']}"[:40])
    return tuple(days)


def _check_fit(rule: Rule) -> None:
    """What the standard leaves without a meaning has none here either."""
    is_numbered = any(which is not None for which, _ in rule.by_day)
    if is_numbered and rule.frequency in {"DAILY", "WEEKLY"}:
        raise FaultError("unsupported-rule", part=f"BYDAY, FREQ={rule.frequency}")
    if rule.by_month_day and rule.frequency == "WEEKLY":
        raise FaultError("unsupported-rule", part="BYMONTHDAY, FREQ=WEEKLY")
    if rule.by_position and not (rule.by_day or rule.by_month_day or rule.by_month):
        raise FaultError("unsupported-rule", part="BYSETPOS")
    if rule.count is not None and rule.until is not None:
        raise FaultError("unsupported-rule", part="COUNT, UNTIL")


def _periods(rule: Rule, start: date, last: date, budget: Budget) -> Iterator[list[date]]:
    """The days that fit in each period, from the one that holds the start."""
    match rule.frequency:
        case "DAILY":
            candidates = ([day] for day in _stepped(start, last, rule.interval, budget))
        case "WEEKLY":
            monday = start - timedelta((start.weekday() - rule.week_start) % 7)
            weeks = _stepped(monday, last, 7 * rule.interval, budget)
            candidates = ([week + timedelta(offset) for offset in range(7)] for week in weeks)
        case "MONTHLY":
            months = _months(start.year * 12 + start.month - 1, last, rule.interval, budget)
            candidates = (_days_of_month(*month) for month in months)
        case _:
            years = _months(start.year * 12, last, 12 * rule.interval, budget)
            candidates = (_days_of_year(rule, start, year) for year, _ in years)
    for days in candidates:
        yield [day for day in days if _fits(rule, start, day)]


def _stepped(first: date, last: date, step: int, budget: Budget) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1, step):
        budget.spend(min(step, DAYS_OF_WEEK))
        yield date.fromordinal(ordinal)


def _months(first: int, last: date, step: int, budget: Budget) -> Iterator[tuple[int, int]]:
    """Years and months from a number of months on."""
    for number in range(first, last.year * 12 + last.month, step):
        budget.spend(31 * min(step, 12))
        yield number // 12, number % 12 + 1


def _days_of_month(year: int, month: int) -> list[date]:
    return [date(year, month, day + 1) for day in range(monthrange(year, month)[1])]


def _days_of_year(rule: Rule, start: date, year: int) -> list[date]:
    """The days of a year that can be meant: of the months named, or of the start's when nothing says more."""
    is_by_day = bool(rule.by_day or rule.by_month_day)
    months = rule.by_month or (range(1, 13) if is_by_day else (start.month,))
    return [day for month in sorted(set(months)) for day in _days_of_month(year, month)]


def _fits(rule: Rule, start: date, day: date) -> bool:
    """Whether a day of a period is one that the rule names; what it leaves open is as at the start."""
    if rule.by_month and day.month not in rule.by_month:
        return False
    if rule.by_month_day and not _is_month_day(rule, day):
        return False
    if rule.by_day:
        return any(day.weekday() == weekday and _is_which(rule, which, day) for which, weekday in rule.by_day)
    if rule.by_month_day or rule.frequency == "DAILY":
        return True
    return day.weekday() == start.weekday() if rule.frequency == "WEEKLY" else day.day == start.day


def _is_month_day(rule: Rule, day: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    return day.day in rule.by_month_day or day.day - length - 1 in rule.by_month_day


def _is_which(rule: Rule, which: int | None, day: date) -> bool:
    """Whether a day is the n-th of its weekday, from the front or the back: in its month, or in its year."""
    if which is None:
        return True
    is_in_year = rule.frequency == "YEARLY" and not rule.by_month
    first = date(day.year, 1, 1) if is_in_year else day.replace(day=1)
    last = date(day.year, 12, 31) if is_in_year else day.replace(day=monthrange(day.year, day.month)[1])
    return which == ((day - first).days // 7 + 1 if which > 0 else -((last - day).days // 7 + 1))


def _chosen(days: list[date], positions: tuple[int, ...]) -> list[date]:
    """The days at some positions of a period, counted from 1 or from the back as -1; all when none are named."""
    if not positions:
        return days
    numbers = {position - 1 if position > 0 else len(days) + position for position in positions}
    return [day for number, day in enumerate(days) if number in numbers]
