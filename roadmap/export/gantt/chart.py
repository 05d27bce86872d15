"""The chart as plain values: shapes and labels in points from the page's top left, nothing left to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Point = tuple[float, float]
Role = Literal[
    "halo", "band-halo", "band", "recess", "grid", "grid-year", "rule", "cell", "now",
    "arrow", "arrow-critical", "arrow-head", "arrow-head-critical", "whisker", "summary", "summary-done",
    "summary-critical", "critical-mark", "near-mark", "risk-mark", "late-mark", "done-mark", "goes-on",
    "bar", "bar-critical", "bar-near", "bar-done", "bar-late", "progress",
    "term", "term-critical", "term-near", "term-done", "term-late",
    "milestone", "milestone-critical", "milestone-near", "milestone-done", "milestone-late",
    "decision", "decision-critical", "decision-near", "decision-done", "decision-late",
    "hollow", "share", "baseline", "ready", "wait", "wait-critical", "hand-in", "due",
    "target-fatal", "target-aim", "status",
]  # fmt: skip
Ink = Literal["text", "quiet", "strong", "critical", "on-band"]


HouseColours = tuple[tuple[str, str], ...]
"""The colours that a plan asks for and that can be drawn, each behind its key."""


class Shape(NamedTuple):
    """A polygon or a line with its role; ``item`` is the deliverable that it stands for."""

    role: Role
    points: tuple[Point, ...]
    item: str | None = None


class Label(NamedTuple):
    """One line of text: left end and baseline, size in points, and how wide it is drawn."""

    x: float
    y: float
    text: str
    size: float
    width: float
    ink: Ink = "text"
    bold: bool = False
    item: str | None = None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the ink, ascenders and descenders included."""
        return self.x, self.y - 0.75 * self.size, self.x + self.width, self.y + 0.22 * self.size


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days on the page: instant ``first`` lies at ``left``, instant ``last`` at ``right``."""

    first: int
    last: int
    left: float
    right: float

    def x(self, instant: float) -> float:
        """Where an instant lies."""
        return self.left + (instant - self.first) * (self.right - self.left) / (self.last - self.first)

    def day(self, x: float) -> date:
        """Which day lies at a place."""
        return date.fromordinal(int(self.first + (x - self.left) * (self.last - self.first) / (self.right - self.left)))


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything on one page, in drawing order, with a title and one sentence that says what it shows.

    Lengths are in units of ``scale`` points; ``names`` says in words what each deliverable drawn is.
    """

    width: float
    height: float
    axis: TimeAxis
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]
    title: str
    summary: str
    scale: float = 1.0
    names: Mapping[str, str] = field(default_factory=dict)
    colours: HouseColours = ()
    is_grey: bool = False
