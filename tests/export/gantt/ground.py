"""What lies beneath the texts and shapes of a chart as it is drawn, and how much they stand out from it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from roadmap.analysis.colours import PAGE
from roadmap.export.gantt.chart import Chart, Shape
from roadmap.export.gantt.palette import Palette, palette_of
from tests.export.gantt.geometry import Box, box_of, overlap

TEXT_CONTRAST, SHAPE_CONTRAST = 4.5, 3.0
"""WCAG 2.2, 1.4.3 and 1.4.11."""
GROUNDS = {"halo", "band-halo", "band", "recess", "now"}
"""Surfaces that others lie on."""
DECORATION = GROUNDS | {"grid", "grid-year", "rule", "cell"}
"""Roles that say nothing that is not also said otherwise."""


@lru_cache(maxsize=4096)
def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by WCAG 2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def faint_texts(chart: Chart) -> Iterator[tuple[str, str, str]]:
    """Texts that stand out too little from any surface or line beneath them, with both colours."""
    palette = palette_of(chart.colours, is_grey=chart.is_grey)
    drawn = Drawn(chart, palette, palette.paints.keys())
    for label in chart.labels:
        ink = palette.inks[label.ink]
        for colour in drawn.beneath(label.box):
            if contrast(ink, colour) < TEXT_CONTRAST:
                yield label.text, ink, colour


def faint_shapes(chart: Chart) -> Iterator[tuple[str, str]]:
    """Roles of shapes that stand out too little from a ground beneath them, with its colour."""
    palette = palette_of(chart.colours, is_grey=chart.is_grey)
    drawn = Drawn(chart, palette, GROUNDS)
    bodies = [shape for shape in chart.shapes if shape.item is not None and palette.paints[shape.role].fill is not None]
    by_item: dict[str | None, list[Shape]] = {}
    for shape in bodies:
        by_item.setdefault(shape.item, []).append(shape)
    for shape in set(chart.shapes):
        if shape.role in DECORATION:
            continue
        for colour in {*drawn.beneath(box_of(shape)), *_own_body(shape, by_item.get(shape.item, []), palette)}:
            if not _stands_out(shape, colour, palette):
                yield shape.role, colour


def _own_body(shape: Shape, bodies: list[Shape], palette: Palette) -> Iterator[str]:
    """The surfaces of its own deliverable on which a shape wholly lies."""
    order = list(palette.paints)
    for body in bodies if shape.item is not None else []:
        if order.index(body.role) < order.index(shape.role) and covers(box_of(body), box_of(shape)):
            yield palette.paints[body.role].fill or PAGE


def _stands_out(shape: Shape, colour: str, palette: Palette) -> bool:
    paint = palette.paints[shape.role]
    edge = contrast(paint.edge, colour) if paint.line else 1.0
    return max(edge, contrast(paint.fill or colour, colour)) >= SHAPE_CONTRAST


def covers(one: Box, other: Box) -> bool:
    """Whether a box lies wholly on another."""
    return one[0] <= other[0] and one[1] <= other[1] and one[2] >= other[2] and one[3] >= other[3]


class Drawn:
    """The shapes of some roles in the order in which they are drawn, each with its box and its colour."""

    def __init__(self, chart: Chart, palette: Palette, roles: object) -> None:
        """Sort them once."""
        order = {role: number for number, role in enumerate(palette.paints) if role in roles}  # type: ignore[operator]
        shapes = sorted((shape for shape in chart.shapes if shape.role in order), key=lambda shape: order[shape.role])
        self.shapes = [(shape.role, box_of(shape), palette.paints[shape.role]) for shape in shapes]

    def beneath(self, box: Box) -> set[str]:
        """The colours that are seen beneath a box: what lies below something that covers the box is not."""
        seen = {PAGE}
        for _, other, paint in self.shapes:
            if not overlap(_grown(other), box):
                continue
            if paint.fill is not None and covers(other, box):
                seen = {paint.fill}
            elif paint.fill is not None:
                seen.add(paint.fill)
            else:
                seen.add(paint.edge)
        return seen


def _grown(box: Box) -> Box:
    """A line has no width of its own."""
    return box[0] - 0.01, box[1] - 0.01, box[2] + 0.01, box[3] + 0.01
