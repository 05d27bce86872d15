"""The meetings in a CSV file: a row each, with its date in a column that is named or that holds the only date."""

from __future__ import annotations

from dataclasses import dataclass

from roadmap.intake.foreign import Foreign
from roadmap.intake.list_dates import parse_list_date, reads_as_date
from roadmap.intake.listing import Collector, Listed, says_cancelled
from roadmap.intake.table_rows import Cell, read_rows
from roadmap.plan.faults import FaultError

# Where one of a line is there, what the lines below it name is something else: `datum` beside `begin` at 19:30.
_DATES = (
    frozenset({"datum", "date", "vergaderdatum", "meeting date"}),
    frozenset({"begindatum", "startdatum", "start date", "begins on"}),
    frozenset({"dag", "day", "vergaderdag", "start", "begin"}),
)
_ALL_DATES = frozenset().union(*_DATES)
_TITLES = frozenset({
    "titel", "title", "omschrijving", "description", "onderwerp", "subject", "vergadering", "meeting", "naam", "name",
    "soort", "summary",
})  # fmt: skip
_STATES = frozenset({"status", "stand", "state"})


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns hold what; None for what there is not."""

    date: int
    title: int | None
    status: int | None


def read_table(foreign: Foreign, collector: Collector) -> None:
    """Take in every meeting of a table; raise GiveUpError when there is no reading on."""
    rows = list(read_rows(foreign))
    if not rows:
        return
    header = _header(rows)
    columns = _columns(foreign, rows, header)
    for row in rows[0 if header is None else header + 1 :]:
        # A row without a date is a heading or a remark.
        if columns.date < len(row) and row[columns.date].text:
            _take(foreign, collector, row, columns)


def _header(rows: list[list[Cell]]) -> int | None:
    """The row that names the columns: before any date, and the first one when none has a name that is known."""
    dated = (number for number, row in enumerate(rows) if any(reads_as_date(cell.text) for cell in row))
    above = rows[: next(dated, len(rows))]
    named = (number for number, row in enumerate(above) if any(cell.text.casefold() in _ALL_DATES for cell in row))
    return next(named, 0 if above else None)


def _take(foreign: Foreign, collector: Collector, row: list[Cell], columns: _Columns) -> None:
    cell, title = row[columns.date], _text(row, columns.title)
    if not collector.asked.is_meant(title):
        collector.others += 1
        return
    try:
        day = parse_list_date(cell.text)
    except FaultError as fault:
        foreign.report(fault.code, cell.start, cell.end, **fault.params)
        return
    is_cancelled = says_cancelled(_text(row, columns.status))
    collector.take(Listed(day, title, cell.start, cell.end), is_cancelled=is_cancelled)


def _columns(foreign: Foreign, rows: list[list[Cell]], header: int | None) -> _Columns:
    """The columns by their names, else by what stands in them; raise GiveUpError when that is not clear."""
    top = rows[header or 0]
    names = [cell.text.casefold() for cell in top] if header is not None else []
    named = ([number for number, name in enumerate(names) if name in known] for known in _DATES)
    dated = next((numbers for numbers in named if numbers), [])
    if not dated:
        # The first row with a date shows where dates stand.
        found = ([number for number, cell in enumerate(row) if reads_as_date(cell.text)] for row in rows)
        dated = next((numbers for numbers in found if numbers), [])
    if len(dated) != 1:
        first = top[min(dated[1], len(top) - 1)] if dated else top[0]
        code = "unclear-columns" if dated else "no-date-column"
        raise foreign.refuse(code, first.start, first.end, count=len(dated))
    titled = [number for number, name in enumerate(names) if name in _TITLES]
    if not names:
        titled = [number for number, cell in enumerate(top) if number != dated[0] and _is_words(cell.text)]
    status = next((number for number, name in enumerate(names) if name in _STATES), None)
    return _Columns(dated[0], titled[0] if titled else None, status)


def _is_words(text: str) -> bool:
    """Whether a cell holds words, and no time or number."""
    return sum(character.isalpha() for character in text) > len(text) / 2


def _text(row: list[Cell], column: int | None) -> str:
    return row[column].text[:200] if column is not None and column < len(row) else ""
