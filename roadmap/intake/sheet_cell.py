"""A cell of somebody's sheet: its value as it was found, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from roadmap.findings import Location

Found = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell, by its column from 0; computed when a formula or an error stands in it: its value is nobody's word.

    ``is_percent`` when it is shown as a percentage, ``is_1904`` when the days of its workbook are counted from 1904.
    """

    value: Found
    location: Location
    column: int
    is_computed: bool = False
    is_percent: bool = False
    is_1904: bool = False

    @property
    def text(self) -> str:
        """What it says, with single blanks."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return "" if self.value is None else " ".join(str(self.value).split())
