"""What each kind of deliverable looks like: shapes around a place on its row."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Literal, get_args

from roadmap.export.gantt.chart import Point, Role, Shape, TimeAxis

Standing = Literal["", "-critical", "-near", "-done", "-late"]
HALF_BAR = 4.0
HALF_PROGRESS = 1.2
RADIUS = 4.8
_ROLES = frozenset(get_args(Role))


def role(kind: str, standing: Standing) -> Role:
    """The role of a kind in a standing."""
    name = f"{kind}{standing}"
    if name not in _ROLES:
        raise ValueError(name)
    return name  # type: ignore[return-value]  # it is one of the names, as was just seen


def bar(axis: TimeAxis, start: float, finish: float, y: float, half: float = HALF_BAR) -> tuple[Point, ...]:
    """A bar from an instant to an instant."""
    left, right = axis.x(start), axis.x(finish)
    return (left, y - half), (right, y - half), (right, y + half), (left, y + half)


def term(axis: TimeAxis, start: int, finish: int, y: float) -> tuple[Point, ...]:
    """A bar that is thin between two posts: it cannot be shortened."""
    left, right = axis.x(start), axis.x(finish)
    post = min(2.0, (right - left) / 3)
    half, thin = HALF_BAR, HALF_BAR * 0.35
    upper = [(left, y - half), (left + post, y - half), (left + post, y - thin), (right - post, y - thin)]
    upper += [(right - post, y - half), (right, y - half)]
    return (*upper, *((x, 2 * y - above) for x, above in reversed(upper)))


def diamond(x: float, y: float) -> tuple[Point, ...]:
    """A milestone."""
    size = RADIUS + 0.7
    return (x, y - size), (x + size, y), (x, y + size), (x - size, y)


def circle(x: float, y: float, radius: float = RADIUS, corners: int = 24) -> tuple[Point, ...]:
    """A meeting."""
    angles = [2 * pi * corner / corners for corner in range(corners)]
    return tuple((x + radius * cos(angle), y + radius * sin(angle)) for angle in angles)


def tick(x: float, y: float, half: float = HALF_BAR + 1.5) -> tuple[Point, ...]:
    """A short line across the row: a hand-in day."""
    return (x, y - half), (x, y + half)


def baseline_bar(left: float, right: float, y: float) -> tuple[Point, ...]:
    """A thin bar beneath the row's own shapes; what had one instant is as wide as a mark."""
    if right - left < RADIUS:
        middle = (left + right) / 2
        left, right = middle - RADIUS / 2, middle + RADIUS / 2
    top, bottom = y + HALF_BAR + 1.4, y + HALF_BAR + 3.0
    return (left, top), (right, top), (right, bottom), (left, bottom)


def due_mark(x: float, y: float, item: str | None = None) -> Shape:
    """A bracket that closes the time until something is due."""
    half = HALF_BAR + 1.5
    return Shape("due", ((x - 2.5, y - half), (x, y - half), (x, y + half), (x - 2.5, y + half)), item)
