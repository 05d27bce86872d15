"""The time axis of a chart of characters: a cell stands for whole months, or for a part of a month or a quarter.

So years and quarters begin where a cell begins. Cells have halves, as bars may begin and end in the middle.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

YEAR, QUARTER, MONTH = 12, 3, 1
MOST_PARTS = 28
"""A cell holds a day at least, also in February."""
_END_OF_TIME = date.max.toordinal() + 1


@dataclass(frozen=True, slots=True)
class CellAxis:
    """Cells in a row; ``bounds`` are the instants at which their halves begin, and the one at which the last ends.

    A unit of ``months`` months is divided into ``parts`` cells.
    """

    bounds: tuple[int, ...]
    months: int
    parts: int

    @property
    def width(self) -> int:
        """How many cells there are."""
        return len(self.bounds) // 2

    def cell(self, day: date) -> int:
        """The cell in which a day lies."""
        return (bisect_right(self.bounds, day.toordinal()) - 1) // 2

    def span(self, cell: int) -> tuple[int, int]:
        """The instants at which a cell begins and ends."""
        return self.bounds[2 * cell], self.bounds[2 * cell + 2]

    def halves(self, start: int, finish: int) -> range:
        """The half cells that hold any of the time from an instant to a later one."""
        first = bisect_left(self.bounds, start)
        if self.bounds[first] > start:
            first -= 1
        return range(first, bisect_left(self.bounds, finish))

    def periods(self, months: int) -> Iterator[tuple[date, int, int]]:
        """Years, quarters or months: the first day of each, its first cell, and the cell after its last."""
        begin = _month(date.fromordinal(self.bounds[0]))
        end = _month(date.fromordinal(self.bounds[-1] - 1)) + 1
        starts = [begin, *(month for month in range(begin + 1, end) if month % months == 0)]
        places = [self.cell(date.fromordinal(_instant(start))) for start in starts]
        for start, place, after in zip(starts, places, [*places[1:], self.width], strict=True):
            yield date.fromordinal(_instant(start)), place, after


def make_axis(first: date, last: date, room: int) -> CellAxis:
    """The finest axis on which the days from one to another have room."""
    for months, parts in _steps():
        begin = _month(first) - _month(first) % months
        units = (_month(last) - begin) // months + 1
        if units * parts <= room:
            return CellAxis(tuple(_bounds(begin, units, months, parts)), months, parts)
    raise AssertionError


def _steps() -> Iterator[tuple[int, int]]:
    """How many months a unit has, and in how many cells it is parted, from fine to coarse."""
    yield from ((MONTH, parts) for parts in range(MOST_PARTS, 1, -1))
    yield from ((QUARTER, 5), (QUARTER, 4), (MONTH, 1), (QUARTER, 2), (QUARTER, 1), (2 * QUARTER, 1))
    yield from ((YEAR * 2**power, 1) for power in count())


def _bounds(begin: int, units: int, months: int, parts: int) -> Iterator[int]:
    halves = 2 * parts
    for unit in range(begin, begin + units * months, months):
        start, end = _instant(unit), _instant(unit + months)
        yield from (start + (end - start) * half // halves for half in range(halves))
    yield _instant(begin + units * months)


def _month(day: date) -> int:
    """A month as a number that counts on through the years."""
    return day.year * YEAR + day.month - 1


def _instant(month: int) -> int:
    """The instant at which a month begins; the last one has no successor."""
    year, rest = divmod(month, YEAR)
    if year < date.min.year:
        return date.min.toordinal()
    return date(year, rest + 1, 1).toordinal() if year <= date.max.year else _END_OF_TIME
