"""The rows of a CSV file as Excel writes them: cells with their places, quotes undone, the separator found out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roadmap.intake.foreign import MAX_ENTRIES, Foreign

SEPARATORS = ";\t,"
MAX_CELLS = 10 * MAX_ENTRIES
_QUOTED = re.compile(r'[ ]*"([^"]*(?:""[^"]*)*)"[ ]*')
_ANY = re.compile(f"[{SEPARATORS}]")
_TOLD = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text without quotes, and where it stands."""

    text: str
    start: int
    end: int


def read_rows(foreign: Foreign) -> Iterator[list[Cell]]:
    """The rows that hold anything; raise GiveUpError when a quote is not closed or there is no end to the cells."""
    text = foreign.text
    told = _TOLD.match(text)
    position = told.end() if told else 0
    separator = told[1] if told else _separator(text)
    bare = re.compile(rf"[^{re.escape(separator)}\n]*")
    row: list[Cell] = []
    cells = 0
    while position < len(text):
        cell, position = _cell(foreign, position, separator, bare)
        row.append(cell)
        cells += 1
        if cells > MAX_CELLS:
            raise foreign.refuse("listing-too-long", cell.start, cell.end, limit=MAX_CELLS)
        if position < len(text) and text[position] == separator:
            position += 1
            continue
        if any(cell.text for cell in row):
            yield row
        row = []
        position += 1
    if any(cell.text for cell in row):
        yield row


def _separator(text: str) -> str:
    """The mark that occurs most in the first line that holds one; of as many the one before in the list."""
    first = _ANY.search(text)
    if first is None:
        return SEPARATORS[0]
    end = text.find("\n", first.start())
    line = text[text.rfind("\n", 0, first.start()) + 1 : end if end >= 0 else len(text)]
    return max(SEPARATORS, key=line.count)


def _cell(foreign: Foreign, position: int, separator: str, bare: re.Pattern[str]) -> tuple[Cell, int]:
    """The cell that begins at an offset, and where what follows it stands."""
    text = foreign.text
    quoted = _QUOTED.match(text, position)
    if quoted is not None:
        end = quoted.end() + (text[quoted.end() : quoted.end() + 2] == "\r\n")
        if end == len(text) or text[end] in {separator, "\n"}:
            return Cell(" ".join(quoted[1].replace('""', '"').split()), quoted.start(1), quoted.end(1)), end
    plain = bare.match(text, position)
    end = plain.end() if plain else position
    shown = text[position:end]
    if shown.lstrip().startswith('"'):
        raise foreign.refuse("unclosed-quote", position, end)
    return Cell(" ".join(shown.split()), position, position + len(shown.rstrip("\r"))), end
