"""Tables, paragraphs and drawings for a terminal or a pipe, by rich: a given width, colour or none, no markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from time import monotonic

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.padding import Padding
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

DEFAULT_WIDTH = 80
PATIENCE = 1.0
HANG = 3
MARK_AND_TEXT = 2
"""So many columns are no table, but a text that hangs behind its mark."""
NARROWEST_NAME, WIDEST_WORD = 16, 30
"""A name has less room in no table; a word that is longer than the other may be broken."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the reader looks at: its width, whether it shows colour, and whether it shows more than cp1252."""

    width: int = DEFAULT_WIDTH
    colour: bool = False
    unicode: bool = True

    def symbol(self, full: str, plain: str) -> str:
        """A symbol, or the plain one where the full one cannot be shown."""
        return full if self.unicode else plain


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; without a width it takes what is left."""

    title: str
    width: int | None = None
    right: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Text in a style of the house: good, warn, bad, quiet or strong."""

    text: str
    style: str = ""


_LOOSE = " ,;:(-/"
_STYLES = {"good": "green", "warn": "yellow", "bad": "bold red", "quiet": "dim", "strong": "bold", "": ""}


def table(columns: Sequence[Column], rows: Iterable[Sequence[Cell | str]], screen: Screen, *, head: bool = True) -> str:
    """A table without lines: a head when it is wanted, and rows whose text wraps at words.

    Where the column that takes what is left would get too little, each row becomes a paragraph.
    """
    written = [tuple(row) for row in rows]
    if _is_too_narrow(columns, written, screen, head=head):
        return _paragraphs(columns, written, screen)
    expand = any(column.width is None for column in columns)
    drawn = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, show_header=head, expand=expand)
    for column in columns:
        drawn.add_column(
            Text(column.title, style=_style("quiet", screen)),
            width=column.width,
            ratio=None if column.width else 1,
            justify="right" if column.right else "left",
            overflow="fold",
        )
    for row in written:
        drawn.add_row(*(_text(cell, screen) for cell in row))
    return _drawn(drawn, screen)


def _is_too_narrow(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell | str]], screen: Screen, *, head: bool
) -> bool:
    """Whether a name has no room in a table: too few cells at all, or fewer than a word of it takes."""
    if len(columns) <= MARK_AND_TEXT or sum(column.width is None for column in columns) != 1:
        return False
    room = screen.width - sum((column.width or 0) + 1 for column in columns)
    if room < NARROWEST_NAME:
        return True
    names = [row[number] for row in rows for number, column in enumerate(columns) if column.width is None]
    # A row by itself follows the table that it stands in.
    return head and room < WIDEST_WORD and any(_longest_word(name) > room for name in names)


def _longest_word(cell: Cell | str) -> int:
    return max(map(cell_len, _plain(cell).split()), default=0)


def _paragraphs(columns: Sequence[Column], rows: Sequence[Sequence[Cell | str]], screen: Screen) -> str:
    """Each row as a name behind its code, and below it what the further columns say, each behind its title."""
    flexible = next(number for number, column in enumerate(columns) if column.width is None)
    before = [number for number in range(flexible) if any(_plain(row[number]) for row in rows)]
    indent = before[0] if before else 0
    left = [Column("", columns[number].width) for number in range(indent)]
    code = Column("", max(2, (columns[before[0]].width or 0) if before else 0))
    drawn: list[tuple[Cell | str, ...]] = []
    for row in rows:
        blank = ("",) * len(left)
        name = " ".join(filter(None, map(_plain, (*(row[number] for number in before[1:]), row[flexible]))))
        facts = "; ".join(_facts(columns[flexible + 1 :], row[flexible + 1 :]))
        drawn.append((*blank, row[before[0]] if before else "", name))
        drawn.extend([(*blank, "", facts)] if facts else [])
    return table([*left, code, Column("")], drawn, screen, head=False)


def line(screen: Screen, *cells: Cell | str) -> str:
    """One paragraph out of pieces, wrapped at words; what is indented stays so on every row."""
    text = Text.assemble(*(_text(cell, screen) for cell in cells))
    indent = len(text.plain) - len(text.plain.lstrip(" "))
    return _drawn(Padding(text[indent:], (0, 0, 0, indent)) if indent else text, screen)


def hanging(screen: Screen, mark: Cell, text: str) -> str:
    """A paragraph behind a mark, of which every row hangs below the first."""
    return table([Column("", cells(mark.text) + 1), Column("")], [(mark, text)], screen, head=False)


def paragraph(screen: Screen, text: str) -> str:
    """One paragraph of which the further rows are indented, for a list without marks."""
    first, *further = _drawn(Text(text), replace(screen, width=screen.width - HANG)).splitlines(keepends=True)
    return "".join([first, *(" " * HANG + row for row in further)])


def drawing(screen: Screen, rows: Iterable[Iterable[Cell | str]]) -> str:
    """Rows of pieces, each as it is: nothing wraps."""
    drawn = Text("\n").join(Text.assemble(*(_text(cell, screen) for cell in row)) for row in rows)
    drawn.no_wrap = True
    return _drawn(drawn, screen)


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: two for a wide character, none for an accent of its own."""
    return cell_len(text)


def cut(text: str, room: int, screen: Screen) -> str:
    """As much of a text as there is room for, cut at a word where that leaves half of it, with an ellipsis."""
    if cell_len(text) <= room:
        return text
    ellipsis = screen.symbol("\N{HORIZONTAL ELLIPSIS}", "...")[:room]
    room -= len(ellipsis)
    # What holds one wide character is too narrow for it.
    whole = next((part for part in chop_cells(text, room) if part), "") if room > 1 else ""
    words, _, rest = whole.rpartition(" ")
    is_between_words = text[len(whole) :].startswith(" ")
    kept = words if rest and not is_between_words and cell_len(words) * 2 > room else whole
    return (kept.rstrip(_LOOSE) or kept) + ellipsis


def _facts(columns: Sequence[Column], row: Sequence[Cell | str]) -> Iterator[str]:
    for column, cell in zip(columns, row, strict=True):
        text = _plain(cell).strip()
        if text:
            yield f"{column.title} {text}".strip()


def _plain(cell: Cell | str) -> str:
    return cell if isinstance(cell, str) else cell.text


def _text(cell: Cell | str, screen: Screen) -> Text:
    if isinstance(cell, str):
        return Text(cell)
    return Text(cell.text, style=_style(cell.style, screen))


def _style(name: str, screen: Screen) -> str:
    return _STYLES[name] if screen.colour else ""


def _drawn(content: Padding | Table | Text, screen: Screen) -> str:
    """The content as text, without the blanks that pad each line."""
    out = StringIO()
    console = Console(
        file=out,
        width=screen.width,
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        no_color=not screen.colour,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
        _environ={},
    )
    console.print(content)
    return "".join(f"{row.rstrip()}\n" for row in out.getvalue().splitlines())


def progress(names: Sequence[str], title: str) -> Iterator[str]:
    """The names one by one, with a bar on standard error for who waits more than a second at a terminal."""
    console = Console(stderr=True, markup=False, highlight=False)
    if not console.is_terminal:
        yield from names
        return
    started = monotonic()
    with Progress(console=console, transient=True, disable=False) as bars:
        task = bars.add_task(title, total=len(names), visible=False)
        for name in names:
            bars.update(task, visible=monotonic() - started > PATIENCE)
            yield name
            bars.advance(task)
