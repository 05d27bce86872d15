"""A sheet that came back: its rows by the id of their deliverable, wherever its columns have gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from roadmap.findings import Location, PlanError
from roadmap.intake.foreign import GiveUpError, read_foreign, refusal
from roadmap.intake.sheet_cell import SheetCell
from roadmap.intake.table_rows import read_rows
from roadmap.intake.workbook import Workbook, cell_name
from roadmap.plan.sheet_cells import FORMAT, Stamp, parse_marks, parse_stamp

TABLES = frozenset({".csv"})
_HEAD = 20
_FEWEST = 3
_MARKS = "marks"

Rows = list[list[SheetCell]]


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row: the id that it names, and what stands under each key that has a column, if only nothing.

    ``marks`` are those of its export, None when it has lost them.
    """

    name: str
    location: Location
    cells: Mapping[str, SheetCell]
    marks: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """All rows of a sheet, the heading of each key that has a column, and the stamp of its export if it has one."""

    rows: tuple[FilledRow, ...]
    headings: Mapping[str, str]
    stamp: Stamp | None
    location: Location


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the headings stand: the number of their row, the key of each column, and what it is headed."""

    row: int
    keys: Mapping[int, str]
    headings: Mapping[str, str]
    stamp: Stamp | None


def read_sheet(path: Path, headings: Mapping[str, str], sheet: str, hidden: str) -> FilledSheet:
    """The sheet of a workbook or a table; raise PlanError when it cannot be read, or is not clear which it is.

    ``headings`` gives the key for each heading in small letters; ``sheet`` is preferred, ``hidden`` holds the marks.
    """
    if path.suffix.lower() in TABLES:
        return _read_table(path, headings)
    workbook = Workbook(path)
    tops = {name: workbook.rows(name, _HEAD) for name in workbook.sheets if name != hidden}
    headed = [name for name, rows in tops.items() if _find_head(rows, headings) is not None]
    if not headed:
        raise refusal("no-sheet", workbook.name, path=workbook.name)
    if len(headed) > 1 and sheet not in headed:
        raise refusal("several-sheets", workbook.name, names=tuple(headed), sheet=sheet)
    rows = workbook.rows(sheet if sheet in headed else headed[0])
    stamp, marks = _hidden_marks(workbook.rows(hidden) if hidden in workbook.sheets else [])
    return _filled(rows, headings, stamp, marks)


def _read_table(path: Path, headings: Mapping[str, str]) -> FilledSheet:
    foreign = read_foreign(path)
    try:
        rows = [
            [
                # What Excel would have taken for a formula or a date has one before it.
                SheetCell(cell.text.removeprefix("'"), foreign.location(cell.start, cell.end), column=number)
                for number, cell in enumerate(row)
                if cell.text
            ]
            for row in read_rows(foreign)
        ]
    except GiveUpError:
        raise PlanError(foreign.findings) from None
    if _find_head(rows, headings) is None:
        raise refusal("no-sheet", foreign.name, path=foreign.name)
    return _filled(rows, headings, None, {})


def _find_head(rows: Rows, headings: Mapping[str, str]) -> _Head | None:
    """The first row, near the top, that names the column of ids and others."""
    for number, row in enumerate(islice(rows, _HEAD)):
        keys: dict[int, str] = {}
        headed: dict[str, str] = {}
        stamp = None
        for cell in row:
            key = headings.get(cell.text.casefold())
            if cell.text.startswith(FORMAT):
                key, stamp = _MARKS, parse_stamp(cell.text)
            # Of two columns with one heading the first is ours.
            if key is not None and key not in headed:
                keys[cell.column] = key
                headed[key] = cell.text
        if "id" in headed and len(keys) >= _FEWEST:
            return _Head(number, keys, headed, stamp)
    return None


def _filled(rows: Rows, headings: Mapping[str, str], stamp: Stamp | None, marks: Mapping[str, str]) -> FilledSheet:
    head = _find_head(rows, headings)
    if head is None:
        raise ValueError(headings)
    filled = tuple(_filled_rows(rows[head.row + 1 :], head.keys, marks))
    return FilledSheet(filled, head.headings, stamp or head.stamp, rows[head.row][0].location)


def _filled_rows(
    rows: Iterable[list[SheetCell]], keys: Mapping[int, str], marks: Mapping[str, str]
) -> Iterator[FilledRow]:
    for row in rows:
        cells = {keys[cell.column]: cell for cell in row if cell.column in keys}
        if not cells:
            continue
        cells.update({key: _blank(row, column) for column, key in keys.items() if key not in cells})
        name = cells["id"].text.casefold()
        written = cells[_MARKS].text if _MARKS in cells else marks.get(name, "")
        yield FilledRow(name, cells["id"].location, cells, parse_marks(written))


def _blank(row: list[SheetCell], column: int) -> SheetCell:
    """A cell of a row in which nothing stands."""
    place = row[0].location
    sheet, in_workbook, _ = place.cell.rpartition("!")
    if in_workbook:
        place = replace(place, column=column + 1, cell=cell_name(sheet, place.line, column + 1))
    return SheetCell(None, place, column)


def _hidden_marks(rows: Rows) -> tuple[Stamp | None, dict[str, str]]:
    """The stamp and the marks of each row, from the sheet that nobody sees."""
    if not rows:
        return None, {}
    texts = ({cell.column: cell.text for cell in row} for row in rows[1:])
    return parse_stamp(rows[0][0].text), {row[0]: row[1] for row in texts if 0 in row and 1 in row}
