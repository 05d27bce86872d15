"""Durations and lags as planners write them: `5d`, `3w` in working days; `28ed`, `4ew` elapsed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from roadmap.findings import DayCount
from roadmap.plan.faults import FaultError

DAYS_PER_WEEK = 5
ELAPSED_DAYS_PER_WEEK = 7
MAX_DAYS = 20_000

_DURATION = re.compile(r"(?P<number>\d{1,9})(?P<unit>d|w|ed|ew)", re.ASCII)
_ALMOST = re.compile(r"(?P<sign>[+-]?)\s*(?P<number>\d{1,9})(?P<fraction>[.,]\d+)?\s*(?P<unit>[a-zA-Z]*)", re.ASCII)
_UNITS = {
    "d": "d", "day": "d", "days": "d", "dag": "d", "dagen": "d", "werkdag": "d", "werkdagen": "d", "wd": "d",
    "w": "w", "week": "w", "weeks": "w", "weken": "w", "wk": "w",
    "ed": "ed", "kd": "ed", "kalenderdag": "ed", "kalenderdagen": "ed",
    "ew": "ew", "": "w",
}  # fmt: skip
# Working weeks are counted as four to a month, and other days as thirty.
_MONTHS = {
    **dict.fromkeys(("maand", "maanden", "mnd", "month", "months", "m"), 1),
    **dict.fromkeys(("kwartaal", "kwartalen", "quarter", "quarters"), 3),
    **dict.fromkeys(("jaar", "year", "years", "jr"), 12),
}


@dataclass(frozen=True, slots=True)
class Duration:
    """A whole number of days: working days of a calendar, or elapsed days."""

    days: int
    elapsed: bool = False

    def __str__(self) -> str:
        """As a planner would write it, weeks where it comes out even."""
        week = ELAPSED_DAYS_PER_WEEK if self.elapsed else DAYS_PER_WEEK
        mark = "e" if self.elapsed else ""
        if self.days and self.days % week == 0:
            return f"{self.days // week}{mark}w"
        return f"{self.days}{mark}d"

    @property
    def count(self) -> DayCount:
        """Its days, as they stand in a sentence."""
        return DayCount(self.days, working=not self.elapsed)

    def is_longer_than(self, other: Duration) -> bool:
        """Whether it takes longer; of different units the weeks are compared."""
        week, others_week = (ELAPSED_DAYS_PER_WEEK if one.elapsed else DAYS_PER_WEEK for one in (self, other))
        return self.days * others_week > other.days * week


def parse_duration(text: str, *, allow_zero: bool = False) -> Duration:
    """Read `5d`, `3w`, `28ed` or `4ew`; raise FaultError for anything else."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise _fault(text)
    unit = match["unit"]
    factor = {"d": 1, "w": DAYS_PER_WEEK, "ed": 1, "ew": ELAPSED_DAYS_PER_WEEK}[unit]
    days = int(match["number"]) * factor
    if days == 0 and not allow_zero:
        raise FaultError("zero-duration", value=text)
    if days > MAX_DAYS:
        raise FaultError("duration-too-long", value=text, limit=MAX_DAYS)
    return Duration(days, unit.startswith("e"))


def _fault(text: str) -> FaultError:
    """The most telling fault for a text that is no duration."""
    match = _ALMOST.fullmatch(text.strip())
    months = int(match["number"]) * _MONTHS.get(match["unit"].lower(), 0) if match and not match["fraction"] else 0
    if match is not None and months and match["sign"] != "-":
        return FaultError("invalid-duration", value=text, weeks=f"{months * 4}w", days=f"{months * 30}ed")
    if match is None or match["unit"].lower() not in _UNITS or match["fraction"]:
        return FaultError("invalid-duration", value=text)
    if match["sign"] == "-":
        return FaultError("negative-duration", value=text)
    return FaultError("invalid-duration", value=text, suggestion=match["number"] + _UNITS[match["unit"].lower()])
