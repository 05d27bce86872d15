"""The sheets of an Excel workbook, row by row; only what stands in cells is read, formulas are never followed."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import DATA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from roadmap.findings import Location
from roadmap.intake.archive import read_archive
from roadmap.intake.foreign import refusal
from roadmap.intake.sheet_cell import SheetCell

MAX_ROWS = 10_000
MAX_COLUMNS = 60
WIDEST_ROW = 16_384
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_WITHIN = {ROW_TAG.replace("}row", f"}}{name}") for name in ("c", "v", "f", "is", "t", "r")}
_SHARED, _INLINE, _TEXT, _RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "is", "t", "r"))
_LITERAL = re.compile(r'"[^"]*"|\\.')
# What the library lets fall on files that no spreadsheet program wrote.
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, EOFError, InvalidFileException, LookupError, OSError,
    RuntimeError, SyntaxError, TypeError, ValueError,
)  # fmt: skip

Rows = Iterator[list[SheetCell]]


class _Reader(ExcelReader):
    """Opens a workbook for its cells: what it tells about itself is passed over."""

    def read_strings(self) -> None:
        """The texts that cells share, each as it is written."""
        package: Any = self.package
        part = package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = list(_texts(source))

    def read_properties(self) -> None:
        """Nothing."""

    def read_custom(self) -> None:
        """Nothing."""

    def read_theme(self) -> None:
        """Nothing."""


class _Parser(WorkSheetParser):
    """Reads rows and nothing else: what stands about them can be large, and formulas costly to follow."""

    def parse_formula(self, element: Any) -> str:  # noqa: ANN401, ARG002 - the signature is the library's
        """A formula is only told from a value."""
        return "="

    def parse_cell(self, element: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        """One cell; a text that stands in it is read as a shared one is."""
        if element.get("t") != "inlineStr":
            return super().parse_cell(element)
        element.set("t", "str")
        inside = element.find(_INLINE)
        return {**super().parse_cell(element), "value": None if inside is None else _text(inside)}

    def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:  # noqa: ANN401 - as above
        """One row; raise ValueError for one that no spreadsheet program can hold."""
        if len(row) > WIDEST_ROW:
            raise ValueError(len(row))
        number, cells = super().parse_row(row)
        self.row_dimensions.clear()
        return number, cells

    def rows(self) -> Iterator[list[dict[str, Any]]]:
        """The cells of each row."""
        for _, element in iterparse(self.source):
            if element.tag == DATA_TAG:
                return
            if element.tag == ROW_TAG:
                yield self.parse_row(element)[1]
            if element.tag not in _WITHIN:
                element.clear()


def _texts(source: Any) -> Iterator[str]:  # noqa: ANN401 - the library's types do not know it
    """The shared texts of a workbook, in their order."""
    for _, element in iterparse(source):
        if element.tag == _SHARED:
            yield _text(element)
            element.clear()


def _text(element: Any) -> str:  # noqa: ANN401 - as above
    """A text in one piece or in several, without how its characters are pronounced."""
    pieces = [element, *element.findall(_RUN)]
    return "".join(piece.findtext(_TEXT) or "" for piece in pieces)


class Workbook:
    """A workbook that was opened: its sheets by name, in their order."""

    def __init__(self, path: Path) -> None:
        """Open it; raise PlanError when it is no workbook, or one that can do harm."""
        self.name = path.as_posix()
        content = read_archive(path)
        with self._careful():
            reader = _Reader(BytesIO(content), read_only=True, keep_links=False)
            reader.read()
            self._book = reader.wb
            self._sheets = {sheet.title: sheet for sheet in self._book.worksheets}

    @property
    def sheets(self) -> list[str]:
        """The names of its sheets."""
        return list(self._sheets)

    def rows(self, name: str, most: int | None = None) -> list[list[SheetCell]]:
        """The rows of a sheet that hold anything, or the first of them; raise PlanError when nobody writes as many."""
        with self._careful():
            return list(islice(self._rows(name), most))

    def _rows(self, name: str) -> Rows:
        sheet: Any = self._sheets[name]
        book: Any = self._book
        with sheet._get_source() as source:  # noqa: SLF001 - the library reads more than rows, and by no other way less
            parser = _Parser(
                source,
                sheet._shared_strings,  # noqa: SLF001 - as above
                epoch=book.epoch,
                date_formats=book._date_formats,  # noqa: SLF001 - as above
                timedelta_formats=book._timedelta_formats,  # noqa: SLF001 - as above
            )
            for count, cells in enumerate(parser.rows()):
                if count > MAX_ROWS:
                    raise refusal("sheet-too-long", self.name, sheet=name, limit=MAX_ROWS)
                row = [self._cell(name, cell) for cell in cells if _counts(cell)]
                if row:
                    yield row

    def _cell(self, name: str, cell: dict[str, Any]) -> SheetCell:
        value, row, column = cell["value"], cell["row"], cell["column"]
        if isinstance(value, str):
            value = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
        place = Location(self.name, row, column, cell=cell_name(name, row, column))
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return SheetCell(
            value,
            place,
            column - 1,
            is_computed=cell["data_type"] in {"f", "e"},
            is_percent=is_number and self._is_percent(cell["style_id"]),
            is_1904=self._book.epoch == CALENDAR_MAC_1904,
        )

    def _is_percent(self, style: int) -> bool:
        """Whether a number is shown as a percentage."""
        book: Any = self._book
        number_format = book._cell_styles[style].numFmtId  # noqa: SLF001 - as above
        return number_format in {9, 10} or "%" in _LITERAL.sub("", _custom(book, number_format))

    @contextmanager
    def _careful(self) -> Iterator[None]:
        """What the library cannot make sense of is no workbook; what it warns of does not concern what we read."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                yield
            except _BROKEN:
                raise refusal("not-a-workbook", self.name, path=self.name) from None


def cell_name(sheet: str, row: int, column: int) -> str:
    """A cell as people name it: `Planning!C7`."""
    return f"{sheet}!{get_column_letter(column)}{row}"


def _counts(cell: dict[str, Any]) -> bool:
    """Whether anything stands in a cell, and no farther than people write."""
    return cell["value"] not in {None, ""} and cell["column"] <= MAX_COLUMNS


def _custom(book: Any, number: int) -> str:  # noqa: ANN401 - the library's types do not know it
    """The text of a number format that the workbook defines itself."""
    formats = book._number_formats  # noqa: SLF001 - as above
    place = number - 164
    return formats[place] if 0 <= place < len(formats) else ""
