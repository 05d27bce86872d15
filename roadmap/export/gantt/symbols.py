"""What each kind of deliverable looks like: shapes around a place on its row."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Literal, get_args

from roadmap.export.gantt.chart import Point, Role, Shape, TimeAxis

Standing = Literal["", "-critical", "-near", "-done", "-late"]
HALF_BAR = 4.0
HALF_PROGRESS = 1.2
HALF_SUMMARY = 2.8
RADIUS = 4.8
SPANS = frozenset({"bar", "term", "progress", "summary", "baseline", "wait", "ready"})
"""Roles whose shapes cover days, and can be cut where the days that are shown end."""
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
    top, bottom = y + HALF_BAR + 1.5, y + HALF_BAR + 3.6
    return (left, top), (right, top), (right, bottom), (left, bottom)


def due_mark(x: float, y: float, item: str | None = None) -> Shape:
    """A bracket that closes the time until something is due."""
    half = HALF_BAR + 1.5
    return Shape("due", ((x - 2.5, y - half), (x, y - half), (x, y + half), (x - 2.5, y + half)), item)


def standing_mark(standing: Standing, x: float, y: float, item: str | None = None) -> list[Shape]:
    """A small sign before the row that says its standing without colour; none for what stands well."""
    match standing:
        case "-critical":
            return [Shape("critical-mark", ((x - 2.5, y - 3), (x + 3, y), (x - 2.5, y + 3)), item)]
        case "-near":
            return [Shape("near-mark", ((x - 2.5, y - 3), (x + 3, y), (x - 2.5, y + 3)), item)]
        case "-late":
            stroke = (x - 1, y - 4), (x + 1, y - 4), (x + 0.6, y + 1), (x - 0.6, y + 1)
            dot = (x - 0.9, y + 2.2), (x + 0.9, y + 2.2), (x + 0.9, y + 4), (x - 0.9, y + 4)
            return [Shape("late-mark", stroke, item), Shape("late-mark", dot, item)]
        case "-done":
            return [Shape("done-mark", ((x - 3, y), (x - 1, y + 2.5), (x + 3, y - 3)), item)]
        case "":
            return []


def risk_mark(x: float, y: float, item: str | None = None) -> Shape:
    """A small sign before the row of what is at risk and has no other."""
    return Shape("risk-mark", ((x - 3, y + 2.5), (x, y - 3), (x + 3, y + 2.5)), item)


def goes_on(axis: TimeAxis, left: float, right: float, shape: Shape) -> list[Shape]:
    """A point at each side where a bar goes on outside the days that are shown."""
    ys = [y for _, y in shape.points]
    top, bottom = min(ys), max(ys)
    middle = (top + bottom) / 2
    points = []
    if left < axis.left:
        points.append(((axis.left + 3.5, top + 1), (axis.left, middle), (axis.left + 3.5, bottom - 1)))
    if right > axis.right:
        points.append(((axis.right - 3.5, top + 1), (axis.right, middle), (axis.right - 3.5, bottom - 1)))
    return [Shape("goes-on", one, shape.item) for one in points]
