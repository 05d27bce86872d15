"""Days on the command line: as a plan has them, or day first, as all that is printed in Dutch has them."""

from __future__ import annotations

import re
from datetime import date

from roadmap.plan.periods import Period, parse_date, parse_period

# Only with hyphens and all digits of the year: 3/9/26 and 09-03-26 can be several days.
_DAY_FIRST = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)


def as_written(text: str) -> str:
    """A day that stands day first as it is written into a plan; all other text as it is."""
    match = _DAY_FIRST.fullmatch(text)
    return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}" if match else text


def read_day(text: str) -> date:
    """Read `2026-03-09` or `9-3-2026`; raise FaultError for anything else."""
    return parse_date(as_written(text))


def read_period(text: str) -> Period:
    """Read a day, a month `2024-10` or a quarter `2024-Q4`; raise FaultError for anything else."""
    return parse_period(as_written(text))
