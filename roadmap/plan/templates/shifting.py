"""The dates of a plan moved by months, in the text of its files."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from roadmap.plan.editing.spans import Splice
from roadmap.plan.periods import parse_date, parse_period, quarter_of
from roadmap.plan.source import Mapping, Node, Sequence, Text

DATED = frozenset({"status_date", "not_before", "due", "per", "by"})
"""The keys under which a template has dates."""
MONTHS_IN_YEAR, MONTHS_IN_QUARTER = 12, 3
DAYS_IN_WEEK = 7


def months_between(start: date, end: date) -> int:
    """The months from the month of one day to that of another."""
    return (end.year - start.year) * MONTHS_IN_YEAR + end.month - start.month


def shift_day(day: date, months: int) -> date:
    """A day so many months later: a first of the month stays one; any other keeps its weekday, and comes no later."""
    first = _first_of_month(day, months)
    if day.day == 1:
        return first
    moved = first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))
    return moved - timedelta((moved.weekday() - day.weekday()) % DAYS_IN_WEEK)


def shift_period(text: str, months: int) -> str:
    """A day, month or quarter so many months later; a quarter that comes to end within another becomes a month."""
    period = parse_period(text)
    if period.first == period.last:
        return shift_day(period.first, months).isoformat()
    last = _first_of_month(period.last, months)
    is_quarter = months_between(period.first, period.last) > 0
    return quarter_of(last) if is_quarter and months % MONTHS_IN_QUARTER == 0 else f"{last:%Y-%m}"


def shifted_dates(root: Node | None, months: int) -> Iterator[Splice]:
    """What comes in the place of every date in a file."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting.extend(node)
        for key, below in node.items() if isinstance(node, Mapping) else ():
            if key in DATED and isinstance(below, Text):
                yield Splice(below.start, below.end, shift_period(below, months))
            else:
                waiting.append(below)


def first_day(day: date, months: int = 0) -> date:
    """The first day of a month so many months later, on or after a day."""
    return _first_of_month(day, months + (day.day > 1))


def _first_of_month(day: date, months: int) -> date:
    year, month = divmod(day.year * MONTHS_IN_YEAR + day.month - 1 + months, MONTHS_IN_YEAR)
    return date(year, month + 1, 1)


def date_of(node: Node | None) -> date:
    """A date that a template has."""
    return parse_date(str(node))
