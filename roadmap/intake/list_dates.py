"""Dates as people write them in a list: 14-1-2025, 2025-01-14, 14 jan 2025, with a weekday or a time beside it."""

from __future__ import annotations

from datetime import date

from roadmap.plan.faults import FaultError
from roadmap.plan.periods import FIRST_YEAR, LAST_YEAR, impossible_date
from roadmap.plan.spelled_dates import LONGEST, date_parts


def parse_list_date(text: str) -> date:
    """Read a date with its day before its month, or its year first; raise FaultError for anything else."""
    year, month, day = _parts(text)
    try:
        value = date(year, month, day)
    except ValueError:
        if year:
            raise impossible_date(year, month, text.strip()) from None
        raise FaultError("date-out-of-range", value=text.strip(), first=FIRST_YEAR, last=LAST_YEAR) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise FaultError("date-out-of-range", value=text.strip(), first=FIRST_YEAR, last=LAST_YEAR)
    return value


def reads_as_date(text: str) -> bool:
    """Whether a text is written as a date, if only one that does not exist."""
    try:
        _parts(text)
    except FaultError:
        return False
    return True


def _parts(text: str) -> tuple[int, int, int]:
    """Year, month and day as they are written."""
    parts = date_parts(text)
    if parts is None:
        raise FaultError("unreadable-date", value=text.strip()[:LONGEST])
    return parts
