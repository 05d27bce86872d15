"""Draws a chart to PNG or PDF with matplotlib, and hands SVG to its own writer; decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.collections import Collection, LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

from roadmap.analysis.colours import PAGE
from roadmap.export.gantt.chart import Chart, Ink, Role
from roadmap.export.gantt.palette import Paint, palette_of
from roadmap.export.gantt.svg import to_svg
from roadmap.export.gantt.typeface import UNITS, Glyph, place_glyphs

POINTS_PER_INCH = 72
PNG_DPI = 144
_SETTINGS: Any = {
    "text.parse_math": False,
    "path.simplify": False,
}


def draw_files(charts: Sequence[Chart], stem: str, suffix: str) -> dict[str, bytes]:
    """The content of each file by its name: one, but for a picture of several pages in a format that holds one."""
    file_format = suffix.lower().removeprefix(".")
    if file_format == "pdf":
        return {f"{stem}{suffix}": draw_book(charts)}
    if len(charts) == 1:
        return {f"{stem}{suffix}": draw(charts[0], file_format)}
    return {f"{stem}-{page}{suffix}": draw(chart, file_format) for page, chart in enumerate(charts, start=1)}


def draw(chart: Chart, file_format: str) -> bytes:
    """The chart as a file of a format in FORMATS; the same bytes each time."""
    if file_format == "svg":
        return to_svg(chart)
    if file_format == "pdf":
        return draw_book([chart])
    with mpl.rc_context(mpl.rcParamsDefault), mpl.rc_context(_SETTINGS):
        content = BytesIO()
        metadata = {"Software": "roadmap", "Title": chart.title, "Description": chart.summary}
        _figure(chart).savefig(content, format="png", dpi=PNG_DPI, metadata=metadata)
    return content.getvalue()


def draw_book(charts: Sequence[Chart]) -> bytes:
    """The charts as the pages of one PDF."""
    stamps = {"CreationDate": None, "Creator": "roadmap", "Producer": None}
    metadata = {**stamps, "Title": charts[0].title, "Subject": charts[0].summary}
    with mpl.rc_context(mpl.rcParamsDefault), mpl.rc_context(_SETTINGS):
        content = BytesIO()
        with PdfPages(content, metadata=metadata) as book:
            for chart in charts:
                book.savefig(_figure(chart))
    return content.getvalue()


def _figure(chart: Chart) -> Figure:
    size = (chart.width * chart.scale / POINTS_PER_INCH, chart.height * chart.scale / POINTS_PER_INCH)
    figure = Figure(figsize=size, facecolor=PAGE)
    FigureCanvasAgg(figure)
    page = Affine2D().scale(1 / chart.width, -1 / chart.height).translate(0, 1) + figure.transFigure
    artists = [*_collections(chart, page), *_texts(chart, page, figure)]
    for number, artist in enumerate(artists):
        artist.set_zorder(number)
        figure.add_artist(artist)
    return figure


def _collections(chart: Chart, page: Transform) -> Iterator[Collection]:
    """One artist for each role that occurs, in the order of the palette."""
    by_role: dict[Role, list[np.ndarray]] = {}
    for shape in chart.shapes:
        by_role.setdefault(shape.role, []).append(np.asarray(shape.points))
    for role, paint in palette_of(chart.colours, is_grey=chart.is_grey).paints.items():
        points = by_role.get(role)
        if points:
            paint = paint._replace(line=paint.line * chart.scale)  # noqa: PLW2901 - as wide as the page asks for
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


def _texts(chart: Chart, page: Transform, figure: Figure) -> Iterator[PathCollection]:
    """One artist for each glyph, size and ink, put in every place where it stands: the outline is written once."""
    inks = palette_of(chart.colours, is_grey=chart.is_grey).inks
    places: dict[tuple[Ink, float, Glyph], list[tuple[float, float]]] = {}
    for label in chart.labels:
        for glyph, x, y in place_glyphs(label.text, label.x, label.y, label.size, bold=label.bold):
            places.setdefault((label.ink, label.size, glyph), []).append((x, y))
    for (ink, size, glyph), offsets in places.items():
        scaled = Path(glyph.points * (size * chart.scale / UNITS / POINTS_PER_INCH), glyph.codes)
        artist = PathCollection([scaled], facecolors=inks[ink], edgecolors="none", offsets=offsets)
        # Snapped to whole pixels, letters of straight strokes alone (L, I, E) would come out thinner than the others.
        artist.set_snap(False)
        artist.set_offset_transform(page)
        artist.set_transform(figure.dpi_scale_trans)
        yield artist
