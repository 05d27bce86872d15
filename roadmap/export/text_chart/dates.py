"""The date beside the shapes of a row: behind them, else before them, else behind the due mark or the baseline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from roadmap.analysis.slips import slip
from roadmap.export.status_text import signed
from roadmap.export.terminal import Screen, cells
from roadmap.export.text_chart.axis import CellAxis
from roadmap.export.text_chart.rows import Inks
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule, Scheduled


class Place(NamedTuple):
    """A text, and the cell of the axis at which it begins."""

    cell: int
    text: str


def date_texts(schedule: Schedule, item: Scheduled, words: Words, screen: Screen) -> tuple[str, str]:
    """The day on which it finishes, with its slip where it has moved; and the same as it reads behind a due mark."""
    if not item.is_known:
        return words.say("date unknown"), words.say("date unknown")
    moved = slip(schedule, item)
    text = words.short_date(item.early_finish) + (f" {signed(moved, screen)}" if moved else "")
    # Behind the due mark a bare date reads as the due date.
    runs = item.activity.kind_name in {"work", "term"}
    return text, words.say("through {date}" if runs else "on {date}", date=text)


def place_date(texts: tuple[str, str], inks: Inks, lines: Inks, axis: CellAxis) -> Place | None:
    """Where the date can stand, on no line where that can be helped; None where there is no room."""
    free = [place for place in _places(texts, inks, axis) if _is_free(place, inks, axis)]
    clean = (place for place in free if not _covers(place.cell - 1, f" {place.text} ", lines))
    return next(clean, next(iter(free), None))


def _places(texts: tuple[str, str], inks: Inks, axis: CellAxis) -> Iterator[Place]:
    """Where the date may stand, best first."""
    text, behind = texts
    wide = cells(text)
    shapes = [cell for cell, one in inks.items() if one.mark not in {"due", "baseline"}]
    if not shapes:
        yield from (Place(cell, text) for cell in range(axis.width))
        return
    yield Place(max(shapes) + 2, text)
    yield Place(min(shapes) - wide - 1, text)
    yield Place(max(inks) + 2, behind)
    yield Place(min(inks) - wide - 1, text)


def _is_free(place: Place, inks: Inks, axis: CellAxis) -> bool:
    """Whether a text lies on the axis, on nothing of its row and with a blank on either side."""
    return 0 <= place.cell <= axis.width - cells(place.text) and not _covers(place.cell - 1, f" {place.text} ", inks)


def _covers(cell: int, text: str, inks: Inks) -> bool:
    return any(cell <= taken < cell + cells(text) for taken in inks)
