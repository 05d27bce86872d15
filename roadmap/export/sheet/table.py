"""The sheet as CSV for a Dutch Excel: semicolons, a byte order mark, Dutch dates, and nothing that it takes for more.

Excel reads a cell of a CSV file as if it were typed: a text that begins with =, +, - or @ becomes a formula, and one
that looks like a number or a date becomes that. Such a text gets an apostrophe before it, which the import takes away.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from datetime import date

from roadmap.export.sheet.columns import COLUMNS, Column
from roadmap.export.sheet.rows import CellValue, SheetRow
from roadmap.export.words import Words
from roadmap.plan.sheet_cells import Stamp

_FORMULA = re.compile(r"\s*[=+\-@']")
_LOOKS_ELSE = re.compile(
    r"[\d.,:/%€\s-]+|\d+e\d+|\d+[ -][a-z]{3,9}\.?([ -]\d+)?|[a-z]{3,9}[ -]\d+|true|false|waar|onwaar", re.IGNORECASE
)
_QUOTED = re.compile(r'[;"\r\n\t,]|^\s|\s$')
_MONTH = re.compile(r"\d{4}-\d{2}")
MONTH = "maand"


def to_table(rows: Sequence[SheetRow], stamp: Stamp, words: Words) -> bytes:
    """The table as bytes; its last column holds what tells later which cells have changed."""
    lines = [_line([*(words.say(column.heading) for column in COLUMNS), str(stamp)])]
    lines.extend(_line([*(_text(row.cells[column.key], column) for column in COLUMNS), row.marks]) for row in rows)
    return BOM_UTF8 + "".join(lines).encode()


def _line(texts: Iterable[str]) -> str:
    return ";".join(_quoted(text) for text in texts) + "\r\n"


def _text(value: CellValue, column: Column) -> str:
    """A value as it is written in a Dutch Excel."""
    match value:
        case None:
            return ""
        case date():
            return f"{value.day}-{value.month}-{value.year}"
        case int():
            return str(value)
        case str():
            # Excel would take a month for its first day.
            return f"{MONTH} {value}" if column.key == "due" and _MONTH.fullmatch(value) else _guarded(value)


def _guarded(text: str) -> str:
    """A text with an apostrophe before it where Excel would read something else."""
    return f"'{text}" if _FORMULA.match(text) or _LOOKS_ELSE.fullmatch(text) else text


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
