"""How wide the columns of a sheet are and how high its rows: as much as their texts need, and no wider than paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import wrap

from roadmap.export.sheet.columns import Column
from roadmap.export.sheet.rows import CellValue, SheetRow

NARROWEST = 6
BUTTON = 3
"""Room for the button with which a column is filtered."""
DAY = 10
LETTERS = 1.15
"""Letters of running text in the place of a digit, by which widths are counted."""
MOST_LINES = 25
"""A row that is higher than a screen cannot be scrolled through; the rest of a note shows when its cell is chosen."""


def fit_columns(columns: Sequence[Column], rows: Sequence[SheetRow], headings: Mapping[str, str]) -> dict[str, int]:
    """The width of each column in characters: that of its longest text or heading, up to its own bound."""
    widths = {}
    for column in columns:
        heading = len(headings[column.key]) + BUTTON
        longest = max((_length(row.cells[column.key]) for row in rows), default=0)
        # A note is for people to write in, whatever stands there now.
        least = column.width if column.key == "note" else NARROWEST
        widths[column.key] = max(heading, least, min(longest + 1, column.width))
    return widths


def lines_of(row: SheetRow, widths: Mapping[str, int]) -> int:
    """The lines that the longest text of a row takes when it is wrapped within these widths."""
    texts = ((value, widths[key]) for key, value in row.cells.items() if key in widths and isinstance(value, str))
    return min(max((_wrapped(text, width) for text, width in texts), default=1), MOST_LINES)


def _length(value: CellValue) -> int:
    match value:
        case None:
            return 0
        case date():
            return DAY
        case _:
            return max(map(len, str(value).split("\n")))


def _wrapped(text: str, width: int) -> int:
    letters = int(width * LETTERS)
    return sum(max(len(wrap(line, letters)), 1) for line in text.split("\n"))
