"""What comes back in a sheet, in words: each cell with what stood there and what comes in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roadmap.export.sheet.columns import COLUMNS
from roadmap.export.terminal import Screen, line
from roadmap.export.words import Words, one_line

_HEADINGS = {column.key: column.heading for column in COLUMNS}
_LONGEST = 60


class CellText(NamedTuple):
    """One cell that changes: its place, its deliverable, its key, and the texts before and after."""

    place: str
    name: str
    key: str
    before: str
    after: str


def to_text(changes: Sequence[CellText], kept: int, words: Words, screen: Screen) -> str:
    """A line for each cell that changes, and how many stay as they have become in the plan since."""
    rows = [_row(change, words, screen) for change in changes]
    head = words.count("{n} cell changes the plan:", "{n} cells change the plan:", len(rows))
    parts = [line(screen, head), *rows] if rows else []
    if kept:
        text = words.count(
            "{n} cell was changed in the plan since, and stays.",
            "{n} cells were changed in the plan since, and stay.",
            kept,
        )
        parts.append(line(screen, text))
    return "".join(parts)


def _row(change: CellText, words: Words, screen: Screen) -> str:
    before, after = _short(change.before, words), _short(change.after, words)
    heading = words.say(_HEADINGS[change.key])
    return line(screen, f"  {change.place}  {change.name}  {heading}: {before} -> {after}")


def _short(text: str, words: Words) -> str:
    bare = one_line(text)
    if not bare:
        return words.say("nothing")
    return bare if len(bare) <= _LONGEST else f"{bare[: _LONGEST - 3]}..."
