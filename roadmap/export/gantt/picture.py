"""What picture is asked for: which rows, on what paper, over which days, with which arrows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

View = Literal["full", "board", "critical", "workstream", "quarters"]
Paper = Literal["fit", "a4", "a3", "16:9"]
Arrows = Literal["driving", "all", "none"]
VIEWS: tuple[View, ...] = get_args(View)
PAPERS: tuple[Paper, ...] = get_args(Paper)
ARROWS: tuple[Arrows, ...] = get_args(Arrows)
FORMATS = ("svg", "png", "pdf")
"""The files that a picture can be, by their suffix."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A choice of rows and a size; days outside ``first`` and ``last`` are left out, both belong to it."""

    view: View = "full"
    paper: Paper = "fit"
    workstream: str | None = None
    target: str | None = None
    first: date | None = None
    last: date | None = None
    arrows: Arrows = "driving"
    is_grey: bool = False


class Sheet(NamedTuple):
    """A page in points, lying; without a height it is as high as its rows ask for."""

    width: float
    height: float | None


SHEETS: dict[Paper, Sheet] = {
    "fit": Sheet(1190.0, None),
    "a4": Sheet(842.0, 595.0),
    "a3": Sheet(1190.0, 842.0),
    "16:9": Sheet(960.0, 540.0),
}
SCALES = (1.4, 1.3, 1.2, 1.1, 1.0, 0.94)
"""Tried from large to small until a view fits on one page; the last keeps the smallest letter at 7 points."""
