"""From the rows of one page to its chart: where everything stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from roadmap.export.gantt.arrows import Place, lay_out_arrows
from roadmap.export.gantt.bars import CLOSE, Ground, halo, lay_out_row, lay_out_summary
from roadmap.export.gantt.chart import Chart, Ink, Label, Role, Shape, TimeAxis
from roadmap.export.gantt.flags import lay_out_flags
from roadmap.export.gantt.frame import GAP, MARGIN, house_colours, lay_out_foot, lay_out_head
from roadmap.export.gantt.legend import lay_out_legend
from roadmap.export.gantt.names import name_items
from roadmap.export.gantt.picture import Picture
from roadmap.export.gantt.rows import (
    BAND_LINE,
    BAND_SIZE,
    COLUMN_GAP,
    LINE_HEIGHT,
    TEXT_SIZE,
    Columns,
    Row,
    height_of,
    spread,
)
from roadmap.export.gantt.timescale import head_height, lay_out_scale
from roadmap.export.gantt.typeface import fit, width
from roadmap.export.standing import is_critical, with_steps
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule

INDENT = 4.0
RECESS_SIZE = 7.5


class Format(NamedTuple):
    """What all pages of a picture have in common; lengths are in units of ``scale`` points."""

    schedule: Schedule
    words: Words
    picture: Picture
    summary: str
    width: float
    height: float | None
    scale: float
    columns: Columns
    days: tuple[int, int]

    @property
    def axis(self) -> TimeAxis:
        """The time axis, right of the titles."""
        return TimeAxis(*self.days, MARGIN + INDENT + self.columns.width, self.width - MARGIN)

    @property
    def ground(self) -> Ground:
        """What the shapes of a row are laid out on."""
        return Ground(self.schedule, self.axis, self.words, shows_waits=self.picture.view == "critical")


class Body(NamedTuple):
    """A page without its legend and foot: its rows, what stands on it, and where the rows end."""

    rows: Sequence[Row]
    shapes: list[Shape]
    labels: list[Label]
    bottom: float

    @property
    def roles(self) -> set[Role]:
        """What the rows and what lies behind them show, wherever they stand."""
        return {shape.role for shape in self.shapes}


class Page(NamedTuple):
    """One page: what stands on it, which page it is of how many, and what it says of what is left out."""

    body: Body
    number: int
    of: int
    left_out: str


def lay_out_page(form: Format, page: Page, used: set[Role]) -> Chart:
    """One page, with a legend that explains the roles that are used on any page."""
    schedule, words, (rows, shapes, labels, bottom) = form.schedule, form.words, page.body
    sides = MARGIN, form.width - MARGIN
    legend_shapes, legend_labels, legend_bottom = lay_out_legend(words, used, sides, bottom + 2 * GAP)
    foot_y = form.height - MARGIN + GAP / 2 if form.height is not None else legend_bottom + 2 * GAP
    foot = lay_out_foot(schedule, words, (form.width, foot_y), (page.number, page.of, page.left_out))
    return Chart(
        width=form.width,
        height=form.height or foot_y + MARGIN,
        axis=form.axis,
        shapes=(*shapes, *legend_shapes),
        labels=(*labels, *legend_labels, *foot),
        title=schedule.plan.title,
        summary=form.summary,
        scale=form.scale,
        names=name_items(
            [one for row in rows if row.item is not None for one in with_steps(schedule, row.item)], words
        ),
        colours=house_colours(schedule),
        is_grey=form.picture.is_grey,
    )


def lay_out_body(form: Format, rows: Sequence[Row], air: float = 0.0) -> Body:
    """The rows of one page with what lies behind them, each row so much higher than its text asks for."""
    schedule, words, axis = form.schedule, form.words, form.axis
    labels, head_top = lay_out_head(schedule, form.summary, words, form.width)
    flags_top = head_top + head_height(axis) + GAP / 2
    flag_shapes, flag_labels, rows_top = lay_out_flags(schedule, axis, words, flags_top)
    rows = spread(rows, rows_top, air)
    bottom = rows_top + height_of(rows)
    scale_shapes, scale_labels = lay_out_scale(axis, words, head_top, bottom)
    recess_shapes, recess_labels = _recesses(schedule, axis, rows_top, bottom)
    shapes = [*recess_shapes, *scale_shapes]
    shapes.extend(_down_to(bottom, shape) if shape.role != "halo" else shape for shape in flag_shapes)
    row_shapes, row_labels = _rows(form, rows)
    arrows = lay_out_arrows(schedule, form.picture.arrows, _places(schedule, rows, row_shapes), row_labels)
    labels += [*scale_labels, *flag_labels, *recess_labels, *row_labels]
    return Body(rows, [*shapes, *row_shapes, *arrows], labels, bottom)


def room_for_rows(form: Format, used: set[Role]) -> float:
    """How high the rows of a page can be."""
    _, head_top = lay_out_head(form.schedule, form.summary, form.words, form.width)
    flags_top = head_top + head_height(form.axis) + GAP / 2
    _, _, rows_top = lay_out_flags(form.schedule, form.axis, form.words, flags_top)
    _, _, legend = lay_out_legend(form.words, used, (MARGIN, form.width - MARGIN), 0)
    around = rows_top + 2 * GAP + legend + GAP + MARGIN
    return (form.height or around) - around


def _down_to(bottom: float, line: Shape) -> Shape:
    """A line from where its flag hangs to the end of the rows."""
    return line._replace(points=(line.points[0], (line.points[0][0], bottom)))


def _recesses(schedule: Schedule, axis: TimeAxis, top: float, bottom: float) -> tuple[list[Shape], list[Label]]:
    """The recesses of the plan as bands behind everything, each with its name below where there is room."""
    shapes: list[Shape] = []
    labels: list[Label] = []
    end = axis.left
    named = sorted(schedule.plan.recesses.items(), key=lambda pair: (pair[1].first, pair[1].last, pair[0]))
    for name, days in named:
        first, last = max(days.first.toordinal(), axis.first), min(days.last.toordinal() + 1, axis.last)
        if first >= last:
            continue
        left, right = axis.x(first), axis.x(last)
        shapes.append(Shape("recess", ((left, top), (right, top), (right, bottom), (left, bottom))))
        text = name.replace("-", " ")
        wide = width(text, RECESS_SIZE)
        x = min((left + right - wide) / 2, axis.right - wide)
        if x >= end:
            labels.append(Label(x, bottom + RECESS_SIZE, text, RECESS_SIZE, wide, "quiet"))
            end = x + wide + GAP / 2
    return shapes, labels


def _rows(form: Format, rows: Sequence[Row]) -> tuple[list[Shape], list[Label]]:
    shapes: list[Shape] = []
    labels: list[Label] = []
    for row in rows:
        row_shapes, row_labels = _band(form, row) if row.item is None else _row(form, row)
        shapes.extend(row_shapes)
        labels.extend(row_labels)
    return shapes, labels


def _band(form: Format, row: Row) -> tuple[list[Shape], list[Label]]:
    """The band of a section with its title, and the bar that stands for all in it."""
    axis = form.axis
    below = row.top + row.height
    corners = ((MARGIN, row.top), (axis.right, row.top), (axis.right, below), (MARGIN, below))
    first = row.middle + 0.33 * BAND_SIZE - BAND_LINE * (len(row.title) - 1) / 2
    labels = []
    for number, line in enumerate(row.title):
        text = fit(line, axis.right - GAP - MARGIN - INDENT, BAND_SIZE, bold=True)
        wide, y = width(text, BAND_SIZE, bold=True), first + number * BAND_LINE
        labels.append(Label(MARGIN + INDENT, y, text, BAND_SIZE, wide, "on-band", bold=True))
    shapes, dates = lay_out_summary(form.ground, row.summed, row.middle)
    labels += dates
    return [Shape("band", corners), *(halo(label, "band-halo") for label in labels), *shapes], labels


def _row(form: Format, row: Row) -> tuple[list[Shape], list[Label]]:
    """A row with its text on the left, its mark, and its shapes on the right."""
    item, columns, axis = row.item, form.columns, form.axis
    if item is None:
        return [], []
    shapes, labels = lay_out_row(form.ground, item, row.middle)
    critical = is_critical(item)
    ink: Ink = "critical" if critical else "text"
    first = row.middle + 0.27 * TEXT_SIZE - LINE_HEIGHT * (len(row.title) - 1) / 2
    code = row.code and fit(row.code, columns.code - COLUMN_GAP + CLOSE, TEXT_SIZE, bold=critical)
    if code:
        wide = width(code, TEXT_SIZE, critical)
        labels.append(Label(MARGIN + INDENT, first, code, TEXT_SIZE, wide, ink, critical, item.id))
    for number, text in enumerate(row.title):
        wide = width(text, TEXT_SIZE, critical)
        y = first + number * LINE_HEIGHT
        labels.append(Label(MARGIN + INDENT + columns.code, y, text, TEXT_SIZE, wide, ink, critical, item.id))
    below = row.top + row.height
    return [Shape("rule", ((MARGIN, below), (axis.right, below))), *shapes], labels


def _places(schedule: Schedule, rows: Sequence[Row], shapes: Sequence[Shape]) -> Mapping[str, Place]:
    """Where an arrow leaves each deliverable and where it arrives: at a decision when its papers are handed in."""
    by_id = {one.id: row for row in rows if row.item is not None for one in with_steps(schedule, row.item)}
    places: dict[str, Place] = {}
    arrivals: dict[str, Shape] = {}
    for shape in shapes:
        name, kind = shape.item or "", shape.role.partition("-")[0]
        row = by_id.get(name)
        if row is not None and kind in {"bar", "term", "milestone", "decision"}:
            box = box_of(shape)
            places[name] = Place(box, box, row.middle, row.top, can_move=kind in {"bar", "term"})
        elif row is not None and shape.role in {"hand-in", "ready"}:
            arrivals[name] = shape
    for name in sorted(arrivals.keys() & places.keys()):
        left, top, _, bottom = box_of(arrivals[name])
        places[name] = places[name]._replace(arrival=(left - 0.5, top, left + 0.5, bottom))
    return places


def box_of(shape: Shape) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a shape's points."""
    xs, ys = zip(*shape.points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
