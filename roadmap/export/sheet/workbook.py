"""The sheet as an Excel workbook: what may be filled in is open, the rest is locked without a password."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from roadmap.export.sheet.columns import COLUMNS, HIDDEN, SHEET, Column
from roadmap.export.sheet.explanation import explanation
from roadmap.export.sheet.fitting import fit_columns, lines_of
from roadmap.export.sheet.rows import CellValue, SheetRow
from roadmap.export.words import Words, one_line
from roadmap.plan.periods import FIRST_YEAR, LAST_YEAR
from roadmap.plan.sheet_cells import DATES, INPUTS, Stamp

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - what Excel writes has no zone; the same in every file
LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_DAY = {"nl": "d-m-yyyy", "en": "yyyy-mm-dd"}
# The tints of the pictures, beside the word that says the same.
_TINTS = {"done": "#e2efda", "late": "#f8d7da", "at-risk": "#fff2cc", "on-track": "#ffffff", "not-started": "#ffffff"}
_LOCKED = "#f2f2f2"
_OPEN_HEAD, _LOCKED_HEAD = "#cfdcf0", "#dedede"
_RULE = "#c8c8c8"
_LINE_HEIGHT = 15
# A page is as wide as the sheet; narrow margins leave the letters as large as they can be.
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.6}
_LONGEST_HEAD = 100
# What a reader may still do: filter, sort, and make a column as wide as needed.
_ALLOWED = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}


def to_workbook(
    rows: Sequence[SheetRow], stamp: Stamp, words: Words, *, title: str, by_workstream: bool = False
) -> bytes:
    """The workbook as bytes, the same for the same rows; with views of each workstream where asked for."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": title, "created": CREATED})
    pen = _Pen(book, words, _page_head(title, stamp, words))
    pen.draw(SHEET, rows, COLUMNS, is_open=True)
    explained = words.say("Explanation")
    for name, group in _views(rows, explained) if by_workstream else ():
        pen.draw(name, group, COLUMNS[1:], is_open=False)
    pen.explain(explained)
    owners = sorted({str(row.cells["owner"]) for row in rows if row.cells["owner"]})
    _add_hidden(book, rows, stamp, owners)
    _add_checks(book.get_worksheet_by_name(SHEET), len(rows), owners, words)
    book.close()
    return content.getvalue()


class _Pen:
    """Writes sheets into a workbook, with its formats made once."""

    def __init__(self, book: Any, words: Words, page_head: str) -> None:  # noqa: ANN401 - the library has no types
        self._book = book
        self._words = words
        self._page_head = page_head
        self._formats: dict[tuple[str, bool, str], Any] = {}

    def draw(self, name: str, rows: Sequence[SheetRow], columns: Sequence[Column], *, is_open: bool) -> None:
        """One sheet with its headings, rows and protection."""
        sheet = self._book.add_worksheet(name)
        headings = {column.key: self._words.say(column.heading) for column in columns}
        widths = fit_columns(columns, rows, headings)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, widths[column.key])
            sheet.write_string(0, number, headings[column.key], self._head(is_open=is_open and column.key in INPUTS))
        for line, row in enumerate(rows, start=1):
            # Rows of one line are left to Excel, which makes them higher as somebody types.
            if (lines := lines_of(row, widths)) > 1:
                sheet.set_row(line, lines * _LINE_HEIGHT)
            for number, column in enumerate(columns):
                form = self._format(column, row, is_open=is_open and column.key in row.inputs)
                _write(sheet, line, number, row.cells[column.key], form)
        sheet.freeze_panes(1, [column.key for column in columns].index("title") + 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        self._lay_on_paper(sheet)
        sheet.protect("", _ALLOWED)

    def explain(self, name: str) -> None:
        """A sheet that says in words what may be done with the others."""
        sheet = self._book.add_worksheet(name)
        term = self._book.add_format({"bold": True, "valign": "top"})
        text = self._book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 90)
        for line, (about, said) in enumerate(explanation(self._words)):
            sheet.write_string(line, 0, about, term)
            sheet.write_string(line, 1, said, text)
        self._lay_on_paper(sheet)
        sheet.protect("", _ALLOWED)

    def _lay_on_paper(self, sheet: Any) -> None:  # noqa: ANN401 - as above
        """Pages as wide as the sheet, each with its headings, what it is of, and its number."""
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.set_margins(**_MARGINS)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header(self._page_head)
        sheet.set_footer("&L&A&R&P / &N")

    def _head(self, *, is_open: bool) -> Any:  # noqa: ANN401 - as above
        tint = _OPEN_HEAD if is_open else _LOCKED_HEAD
        look = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": tint, "bottom": 1}
        return self._format_once(("head", is_open, ""), look)

    def _format(self, column: Column, row: SheetRow, *, is_open: bool) -> Any:  # noqa: ANN401 - as above
        tint = _TINTS[row.state] if column.key == "state" else ""
        # Open cells of text are marked as text, so that Excel makes no date of 2024-09.
        number_format = {"date": _DAY[self._words.language], "number": "0"}.get(column.form, "@" if is_open else "")
        look = {
            "locked": not is_open,
            "valign": "top",
            "text_wrap": column.form == "text",
            # Days and numbers stand under their headings, and never against the text beside them.
            "align": "center" if column.form == "number" else "left",
            **({"num_format": number_format} if number_format else {}),
            **({} if is_open else {"bg_color": tint or _LOCKED}),
            "border": 1,
            "border_color": _RULE,
        }
        return self._format_once((column.form, is_open, tint), look)

    def _format_once(self, key: tuple[str, bool, str], look: dict[str, Any]) -> Any:  # noqa: ANN401 - as above
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]


def _write(sheet: Any, line: int, number: int, value: CellValue, form: Any) -> None:  # noqa: ANN401 - as above
    """One value by its type: a text that begins with = or + stays a text."""
    match value:
        case None:
            sheet.write_blank(line, number, None, form)
        case date():
            sheet.write_datetime(line, number, value, form)
        case int():
            sheet.write_number(line, number, value, form)
        case str():
            sheet.write_string(line, number, value, form)


def _page_head(title: str, stamp: Stamp, words: Words) -> str:
    """What stands above each page; a & of the title is no instruction."""
    name = one_line(title)[:_LONGEST_HEAD].replace("&", "&&")
    return f"&L{name}&R{words.say('Status date {day}', day=stamp.status_date)}"


def _views(rows: Sequence[SheetRow], explained: str) -> Iterator[tuple[str, list[SheetRow]]]:
    """The rows of each workstream, under a name that a sheet may have and no other has."""
    groups: dict[str, list[SheetRow]] = {}
    for row in rows:
        groups.setdefault(str(row.cells["workstream"]), []).append(row)
    taken = {SHEET.casefold(), HIDDEN.casefold(), explained.casefold(), "history"}
    for label, group in groups.items():
        name = _free_name(label, taken)
        taken.add(name.casefold())
        yield name, group


def _free_name(label: str, taken: Iterable[str]) -> str:
    bare = _NOT_IN_NAMES.sub(" ", label)[:LONGEST_NAME].strip(" '") or "-"
    name, number = bare, 1
    while name.casefold() in taken:
        number += 1
        name = f"{bare[: LONGEST_NAME - 4]} {number}"
    return name


def _add_hidden(book: Any, rows: Sequence[SheetRow], stamp: Stamp, owners: Sequence[str]) -> None:  # noqa: ANN401 - as above
    """What the import needs to know: the stamp, the marks of each row, and the owners to choose from."""
    sheet = book.add_worksheet(HIDDEN)
    sheet.write_string(0, 0, str(stamp))
    for line, row in enumerate(rows, start=1):
        sheet.write_string(line, 0, row.id)
        sheet.write_string(line, 1, row.marks)
    for line, owner in enumerate(owners):
        sheet.write_string(line, 2, owner)
    sheet.protect("")
    sheet.hide()


def _add_checks(sheet: Any, count: int, owners: Sequence[str], words: Words) -> None:  # noqa: ANN401 - as above
    """What Excel checks while somebody types: days, percentages, and owners to choose from or not."""
    if not count:
        return
    numbers = {column.key: number for number, column in enumerate(COLUMNS)}
    for key, check in _checks(owners, words).items():
        sheet.data_validation(1, numbers[key], count, numbers[key], check)


def _checks(owners: Sequence[str], words: Words) -> Mapping[str, dict[str, Any]]:
    between = {"criteria": "between", "minimum": date(FIRST_YEAR, 1, 1), "maximum": date(LAST_YEAR, 12, 31)}
    day = {"validate": "date", **between, "error_message": words.say("Write a day, such as 17-9-2024.")}
    hint = words.say("A number with d (working days), w (weeks), ed or ew (elapsed): 3w.")
    due = words.say("A day, a month such as 2024-09, or a quarter such as 2024-Q3.")
    part = words.say("A whole number from 0 to 100.")
    checks: dict[str, dict[str, Any]] = dict.fromkeys(DATES, day)
    checks["percent"] = {
        "validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100, "error_message": part,
    }  # fmt: skip
    checks["due"] = {"validate": "any", "input_message": due}
    checks["duration"] = checks["remaining"] = {"validate": "any", "input_message": hint}
    if owners:
        source = f"={HIDDEN}!$C$1:$C${len(owners)}"
        # Another owner may be typed: the list helps, and forbids nothing.
        checks["owner"] = {"validate": "list", "source": source, "show_error": False}
    return checks
