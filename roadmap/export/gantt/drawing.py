"""Draws a chart to SVG, PNG or PDF with matplotlib; decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection, LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

from roadmap.export.gantt.chart import Chart, Ink, Label, Role, Shape
from roadmap.export.gantt.palette import INKS, PAGE, PAINTS, Paint
from roadmap.export.gantt.typeface import UNITS, Glyph, place_glyphs

FORMATS = ("svg", "png", "pdf")
POINTS_PER_INCH = 72
PNG_DPI = 144
_SETTINGS: Any = {
    "svg.hashsalt": "roadmap",
    "svg.fonttype": "path",
    "text.parse_math": False,
    "path.simplify": False,
}
_NO_STAMPS: dict[str, dict[str, str | None]] = {
    "svg": {"Date": None, "Creator": "roadmap"},
    "png": {"Software": "roadmap"},
    "pdf": {"CreationDate": None, "Creator": "roadmap", "Producer": None},
}
_DESCRIPTION = {"svg": "Description", "png": "Description", "pdf": "Subject"}


def draw(chart: Chart, file_format: str) -> bytes:
    """The chart as a file of a format in FORMATS; the same bytes each time."""
    with mpl.rc_context(mpl.rcParamsDefault), mpl.rc_context(_SETTINGS):
        figure = _figure(chart)
        content = BytesIO()
        metadata = {**_NO_STAMPS[file_format], "Title": chart.title, _DESCRIPTION[file_format]: chart.summary}
        figure.savefig(content, format=file_format, dpi=PNG_DPI, metadata=metadata)
    return content.getvalue()


def _figure(chart: Chart) -> Figure:
    size = (chart.width / POINTS_PER_INCH, chart.height / POINTS_PER_INCH)
    figure = Figure(figsize=size, facecolor=PAGE)
    FigureCanvasAgg(figure)
    page = Affine2D().scale(1 / chart.width, -1 / chart.height).translate(0, 1) + figure.transFigure
    artists = [*_collections(chart.shapes, page), *_texts(chart.labels, page, figure)]
    for number, artist in enumerate(artists):
        artist.set_zorder(number)
        figure.add_artist(artist)
    return figure


def _collections(shapes: tuple[Shape, ...], page: Transform) -> Iterator[Collection]:
    """One artist for each role that occurs, in the order of the palette."""
    by_role: dict[Role, list[np.ndarray]] = {}
    for shape in shapes:
        by_role.setdefault(shape.role, []).append(np.asarray(shape.points))
    for role, paint in PAINTS.items():
        points = by_role.get(role)
        if points:
            artist = _lines(points, paint) if paint.fill is None else _polygons(points, paint)
            artist.set_transform(page)
            yield artist


def _polygons(points: list[np.ndarray], paint: Paint) -> PolyCollection:
    edge = paint.edge if paint.line else "none"
    return PolyCollection(points, facecolor=paint.fill, edgecolor=edge, linewidth=paint.line, joinstyle="miter")


def _lines(points: list[np.ndarray], paint: Paint) -> LineCollection:
    # Dashes are lengths in points; a collection multiplies them by the width of the line.
    dashes = tuple(length / paint.line for length in paint.dashes)
    style: Any = (0, dashes) if dashes else "solid"
    return LineCollection(points, colors=paint.edge, linewidths=paint.line, linestyles=[style], capstyle="butt")


def _texts(labels: tuple[Label, ...], page: Transform, figure: Figure) -> Iterator[PathCollection]:
    """One artist for each glyph, size and ink, put in every place where it stands: the outline is written once."""
    places: dict[tuple[Ink, float, Glyph], list[tuple[float, float]]] = {}
    for label in labels:
        for glyph, x, y in place_glyphs(label.text, label.x, label.y, label.size, bold=label.bold):
            places.setdefault((label.ink, label.size, glyph), []).append((x, y))
    for (ink, size, glyph), offsets in places.items():
        scaled = Path(glyph.points * (size / UNITS / POINTS_PER_INCH), glyph.codes)
        artist = PathCollection([scaled], facecolors=INKS[ink], edgecolors="none", offsets=offsets)
        # Snapped to whole pixels, letters of straight strokes alone (L, I, E) would come out thinner than the others.
        artist.set_snap(False)
        artist.set_offset_transform(page)
        artist.set_transform(figure.dpi_scale_trans)
        yield artist
