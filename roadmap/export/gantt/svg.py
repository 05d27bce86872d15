"""Writes a chart as SVG with real text: to be read out, searched and copied; each bar says what it is."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape

from roadmap.analysis.colours import PAGE
from roadmap.export.gantt.chart import Chart, Label, Point, Role, Shape
from roadmap.export.gantt.palette import PAINTS, Paint, palette_of
from roadmap.export.gantt.typeface import drawable, subset

FAMILY = "Roadmap Sans"
FALLBACKS = "'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
_TOLD = ("bar", "term", "milestone", "decision")
_WEIGHTS = {False: 400, True: 600}


def to_svg(chart: Chart) -> bytes:
    """The chart as a file; the same bytes each time."""
    return "\n".join(_lines(chart)).encode() + b"\n"


def _lines(chart: Chart) -> Iterator[str]:
    width, height = _number(chart.width * chart.scale), _number(chart.height * chart.scale)
    box = f"0 0 {_number(chart.width)} {_number(chart.height)}"
    yield '<?xml version="1.0" encoding="utf-8" standalone="no"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="{box}" role="img" '
        'aria-labelledby="title description">'
    )
    yield f'<title id="title">{_escaped(chart.title)}</title>'
    yield f'<desc id="description">{_escaped(chart.summary)}</desc>'
    yield f"<style>{_style(chart)}</style>"
    yield f'<rect width="100%" height="100%" fill="{PAGE}"/>'
    by_role: dict[Role, list[Shape]] = {}
    for shape in chart.shapes:
        by_role.setdefault(shape.role, []).append(shape)
    for role in PAINTS:
        if role in by_role:
            yield f'<g class="{role}">'
            yield from (_shape(shape, chart.names) for shape in by_role[role])
            yield "</g>"
    yield '<g class="words">'
    yield from map(_text, chart.labels)
    yield "</g>"
    yield "</svg>"


def _style(chart: Chart) -> str:
    """The font, as far as it is used, and how each role and ink looks."""
    rules = [_font_face(chart, bold=bold) for bold in _WEIGHTS if any(label.bold == bold for label in chart.labels)]
    palette = palette_of(chart.colours, is_grey=chart.is_grey)
    roles = {shape.role for shape in chart.shapes}
    rules += [f".{role}{{{_paint(paint)}}}" for role, paint in palette.paints.items() if role in roles]
    # Widths were measured without kerning.
    rules.append(f".words{{font-family:'{FAMILY}',{FALLBACKS};font-kerning:none;white-space:pre}}")
    rules += [f".words .{ink}{{fill:{colour}}}" for ink, colour in palette.inks.items()]
    rules.append(f".words .bold{{font-weight:{_WEIGHTS[True]}}}")
    return "".join(rules)


def _font_face(chart: Chart, *, bold: bool) -> str:
    characters = {character for label in chart.labels if label.bold == bold for character in drawable(label.text)}
    font = b64encode(subset("".join(sorted(characters)), bold=bold)).decode("ascii")
    return (
        f"@font-face{{font-family:'{FAMILY}';font-weight:{_WEIGHTS[bold]};"
        f"src:url(data:font/ttf;base64,{font}) format('truetype')}}"
    )


def _paint(paint: Paint) -> str:
    fill = paint.fill or "none"
    if not paint.line:
        return f"fill:{fill}"
    dashes = f";stroke-dasharray:{' '.join(map(_number, paint.dashes))}" if paint.dashes else ""
    return f"fill:{fill};stroke:{paint.edge};stroke-width:{_number(paint.line)}{dashes}"


def _shape(shape: Shape, names: Mapping[str, str]) -> str:
    closed = "Z" if PAINTS[shape.role].fill is not None else ""
    outline = f"M{'L'.join(map(_point, shape.points))}{closed}"
    name = names.get(shape.item or "") if shape.role.partition("-")[0] in _TOLD else None
    if name is None:
        return f'<path d="{outline}"/>'
    return f'<path d="{outline}"><title>{_escaped(name)}</title></path>'


def _text(label: Label) -> str:
    style = f"{label.ink} bold" if label.bold else label.ink
    # Where the font cannot be loaded the text keeps the room that was measured for it.
    return (
        f'<text class="{style}" x="{_number(label.x)}" y="{_number(label.y)}" font-size="{_number(label.size)}" '
        f'textLength="{_number(label.width)}" lengthAdjust="spacingAndGlyphs">{_escaped(drawable(label.text))}</text>'
    )


def _point(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    """A length to a hundredth, as short as it can be written."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _escaped(text: str) -> str:
    """Text that cannot be read as markup; what XML cannot hold has gone."""
    if text.isprintable():
        return escape(text, quote=False)
    return escape("".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff")), quote=False)
