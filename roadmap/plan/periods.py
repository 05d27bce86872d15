"""Dates, months, quarters and ranges of days as planners write them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from roadmap.plan.faults import FaultError
from roadmap.plan.spelled_dates import date_parts, month_named

FIRST_YEAR, LAST_YEAR = 1900, 2199
MONTHS = 12

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)Z", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)
_ALMOST_QUARTER = re.compile(r"(\d{4})[ -]?[QqKk]([1-4])|[QqKk]([1-4])[ -](\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A date, month or quarter by which something is due; both days belong to it."""

    first: date
    last: date

    def __str__(self) -> str:
        """As a planner would write it."""
        if self.first == self.last:
            return self.first.isoformat()
        if self.first.month == self.last.month:
            return f"{self.first:%Y-%m}"
        return quarter_of(self.last)


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days; both ends belong to it."""

    first: date
    last: date


def quarter_of(day: date) -> str:
    """The quarter of a day, as `2024-Q1`."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def parse_date(text: str) -> date:
    """Read `2024-09-17`; raise FaultError for anything else."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise FaultError("invalid-date", value=text, suggestion=_written_otherwise(text))
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    try:
        value = date(year, month, day)
    except ValueError:
        raise impossible_date(year, month, text) from None
    return _within_years(value, text)


def impossible_date(year: int, month: int, text: str) -> FaultError:
    """The fault of a date that does not exist, with the part of it that is wrong."""
    if not 1 <= month <= MONTHS:
        return FaultError("impossible-date", value=text, month=month)
    if not year:
        return FaultError("impossible-date", value=text)
    return FaultError("impossible-date", value=text, last=monthrange(year, month)[1])


def _written_otherwise(text: str) -> str | None:
    """The date that a text means in another form, if it is one."""
    parts = date_parts(text)
    try:
        return date(*parts).isoformat() if parts is not None else None
    except ValueError:
        return None


def parse_moment(text: str) -> datetime:
    """Read `2024-09-17T09:12:00Z`, or a date for its beginning, in UTC; raise FaultError for anything else."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return datetime.combine(parse_date(text), time(), UTC)
    day = parse_date(match[1])
    try:
        return datetime.combine(day, time.fromisoformat(match[2]), UTC)
    except ValueError:
        raise FaultError("impossible-date", value=text) from None


def parse_period(text: str) -> Period:
    """Read a date, a month `2024-10` or a quarter `2024-Q4`; raise FaultError for anything else."""
    quarter = _QUARTER.fullmatch(text)
    if quarter is not None:
        return parse_quarter(text)
    month = _MONTH.fullmatch(text)
    if month is None:
        almost = _ALMOST_QUARTER.fullmatch(text.strip())
        suggestion = f"{almost[1] or almost[4]}-Q{almost[2] or almost[3]}" if almost else month_named(text)
        if suggestion is not None:
            raise FaultError("invalid-date", value=text, suggestion=suggestion)
        day = parse_date(text)
        return Period(day, day)
    return _months(int(month[1]), int(month[2]), int(month[2]), text)


def parse_quarter(text: str) -> Period:
    """Read a quarter as `2024-Q4`; raise FaultError for anything else."""
    match = _QUARTER.fullmatch(text)
    if match is None:
        raise FaultError("invalid-quarter", value=text)
    last_month = int(match[2]) * 3
    return _months(int(match[1]), last_month - 2, last_month, text)


def parse_days(text: str) -> Days:
    """Read `2023-07-22..2023-08-20` or one date; both ends belong to the range."""
    first, dots, last = text.partition("..")
    start = parse_date(first.strip())
    end = parse_date(last.strip()) if dots else start
    if end < start:
        raise FaultError("reversed-range", value=text)
    return Days(start, end)


def _months(year: int, first: int, last: int, text: str) -> Period:
    try:
        start = date(year, first, 1)
        end = date(year, last, monthrange(year, last)[1])
    except (ValueError, IndexError):
        raise impossible_date(year, last, text) from None
    _within_years(start, text)
    return Period(start, end)


def _within_years(value: date, text: str) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise FaultError("date-out-of-range", value=text, first=FIRST_YEAR, last=LAST_YEAR)
    return value
