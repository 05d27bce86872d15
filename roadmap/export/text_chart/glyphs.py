"""The characters of the chart, in full and plain, and what they mean; no two differ by colour alone."""

from __future__ import annotations

from typing import Literal, NamedTuple

from roadmap.export.terminal import Cell, Screen

Mark = Literal[
    "work", "work-critical", "work-near", "done", "term", "term-critical", "term-near", "term-done",
    "milestone", "decision", "assumed", "share", "hand-in", "wait", "due", "baseline",
    "status", "fatal", "aim", "grid", "recess", "text",
]  # fmt: skip


class Ink(NamedTuple):
    """One character of the chart, and what it stands for."""

    glyph: str
    mark: Mark
    style: str = ""


class _Look(NamedTuple):
    """A character in full and plain; of a bar also those that fill the left or the right half of a cell."""

    full: str
    plain: str
    left: str = ""
    right: str = ""


_LOOKS: dict[Mark, _Look] = {
    "work": _Look("━", "=", "╸", "╺"),
    "work-critical": _Look("█", "#", "▌", "▐"),
    "work-near": _Look("▄", "%", "▖", "▗"),
    "done": _Look("─", "-", "╴", "╶"),
    "term": _Look("═", "="),
    "term-critical": _Look("═", "#"),
    "term-near": _Look("═", "%"),
    "term-done": _Look("─", "-"),
    "milestone": _Look("◆", "^"),
    "decision": _Look("●", "@"),
    "assumed": _Look("○", "o"),
    "share": _Look("•", "+"),
    "hand-in": _Look("►", ">"),
    "wait": _Look("╌", "."),
    "due": _Look("]", "]"),
    "baseline": _Look("░", ","),
    "status": _Look("│", "|"),
    "fatal": _Look("║", "!"),
    "aim": _Look("╎", ";"),
    "grid": _Look("·", "'"),
    "recess": _Look("▒", "/"),
}
_POSTS: dict[Mark, tuple[str, str]] = {
    "term": ("╞╡╪", "()I"),
    "term-critical": ("╠╣╬", "()I"),
    "term-near": ("╞╡╪", "()I"),
    "term-done": ("├┤┼", "()I"),
}
"""First and last character of a term, and the one of a term in a single cell."""
_MEANINGS: tuple[tuple[Mark, str], ...] = (
    ("work", "work"),
    ("work-critical", "critical work"),
    ("work-near", "nearly critical work"),
    ("done", "work that is done"),
    ("milestone", "milestone"),
    ("hand-in", "hand-in day"),
    ("decision", "decision"),
    ("assumed", "decision on an assumed day"),
    ("share", "decision by one of the bodies"),
    ("due", "due"),
    ("baseline", "as in the baseline"),
    ("status", "status date"),
    ("fatal", "fatal"),
    ("aim", "aim"),
)
MARKED_STATES = frozenset({"done", "met", "at-risk", "late", "missed"})
"""The states that have a mark in the chart; the rest is planned or on track."""
MEANINGS = tuple(meaning for _, meaning in _MEANINGS)
TERM = "term"


def ink(mark: Mark, screen: Screen, style: str = "") -> Ink:
    """The character of a mark."""
    return Ink(screen.symbol(_LOOKS[mark].full, _LOOKS[mark].plain), mark, style)


def bar_ink(mark: Mark, halves: tuple[bool, bool], screen: Screen, style: str) -> Ink:
    """The character of a bar that fills the left half of a cell, the right half, or both."""
    look = _LOOKS[mark]
    glyph = {(True, False): look.left, (False, True): look.right}.get(halves) or look.full
    return Ink(screen.symbol(glyph, look.plain), mark, style)


def post_ink(mark: Mark, place: Literal["first", "last", "only"], screen: Screen, style: str) -> Ink:
    """The character at an end of a term."""
    full, plain = _POSTS[mark]
    number = ("first", "last", "only").index(place)
    return Ink(screen.symbol(full[number], plain[number]), mark, style)


def meanings(used: set[Mark], screen: Screen) -> list[tuple[str, str]]:
    """The characters that were used, each with what it means."""
    shown = [(ink(mark, screen).glyph, meaning) for mark, meaning in _MEANINGS if mark in used]
    if used & _POSTS.keys():
        full, plain = _POSTS["term"]
        posts = screen.symbol(full, plain)
        shown.insert(0, (posts[0] + ink("term", screen).glyph + posts[1], TERM))
    return shown


def cell(one: Ink) -> Cell:
    """A character as a piece of a row."""
    return Cell(one.glyph, one.style)
