"""From a schedule to a chart: where everything stands on the page."""

from __future__ import annotations

from roadmap.export.conclusion import conclude
from roadmap.export.gantt.bars import halo, lay_out_row
from roadmap.export.gantt.chart import Chart, Ink, Label, Shape, TimeAxis
from roadmap.export.gantt.flags import lay_out_flags
from roadmap.export.gantt.legend import lay_out_legend
from roadmap.export.gantt.rows import (
    BAND_SIZE,
    COLUMN_GAP,
    LINE_HEIGHT,
    TEXT_SIZE,
    Columns,
    Row,
    is_critical,
    make_columns,
    make_rows,
)
from roadmap.export.gantt.timescale import head_height, lay_out_scale, time_range
from roadmap.export.gantt.typeface import fit, width, wrap
from roadmap.export.status_text import baseline_in_words
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule

PAGE_WIDTH = 1190.0
"""Points: the long side of A3."""
MARGIN = 28.0
INDENT = 4.0
GAP = 10.0
TITLE_SIZE, CONCLUSION_SIZE, NOTE_SIZE = 19.0, 12.0, 9.0
LEADING = 1.3


def lay_out(schedule: Schedule, words: Words) -> Chart:
    """The whole plan on one page, as wide as A3 and as high as its rows ask for."""
    columns = make_columns(schedule)
    axis = TimeAxis(*time_range(schedule), MARGIN + INDENT + columns.width, PAGE_WIDTH - MARGIN)
    summary = conclude(schedule, words)
    title_labels, head_top = _title_block(schedule, summary, words)
    flags_top = head_top + head_height(axis) + GAP / 2
    flag_shapes, flag_labels, rows_top = lay_out_flags(schedule, axis, words, flags_top)
    rows = make_rows(schedule, words, columns, rows_top)
    bottom = rows[-1].top + rows[-1].height if rows else rows_top
    scale_shapes, scale_labels = lay_out_scale(axis, words, head_top, bottom)
    shapes = [*_recesses(schedule, axis, rows_top, bottom), *scale_shapes]
    shapes.extend(_down_to(bottom, shape) if shape.role != "halo" else shape for shape in flag_shapes)
    labels = [*title_labels, *scale_labels, *flag_labels]
    for row in rows:
        row_shapes, row_labels = _row(schedule, row, columns, axis, words)
        shapes.extend(row_shapes)
        labels.extend(row_labels)
    used = {shape.role for shape in shapes}
    legend = lay_out_legend(words, used, (MARGIN, PAGE_WIDTH - MARGIN), bottom + 2 * GAP)
    legend_shapes, legend_labels, legend_bottom = legend
    footer = _footer(schedule, words, legend_bottom + 2 * GAP)
    return Chart(
        width=PAGE_WIDTH,
        height=footer.y + MARGIN,
        axis=axis,
        shapes=(*shapes, *legend_shapes),
        labels=(*labels, *legend_labels, footer),
        title=schedule.plan.title,
        summary=summary,
    )


def _title_block(schedule: Schedule, summary: str, words: Words) -> tuple[list[Label], float]:
    """Title, conclusion, and the standing of the plan with its status date; and where it ends."""
    label = schedule.plan.header.label
    note = words.say("Status date {day}", day=schedule.status_date)
    if schedule.baseline is not None:
        note = f"{note}; {baseline_in_words(schedule, schedule.baseline, words)}"
    lines: list[tuple[str, float, Ink, bool]] = [
        (line, TITLE_SIZE, "strong", True) for line in _wrapped(schedule.plan.title, TITLE_SIZE, bold=True)
    ]
    lines += [(line, CONCLUSION_SIZE, "text", False) for line in _wrapped(summary, CONCLUSION_SIZE)]
    lines += [
        (line, NOTE_SIZE, "quiet", False) for line in _wrapped(f"{note}. {label}." if label else f"{note}.", NOTE_SIZE)
    ]
    labels: list[Label] = []
    y = MARGIN
    for text, size, ink, bold in lines:
        y += size * LEADING
        labels.append(Label(MARGIN, y - 0.3 * size, text, size, width(text, size, bold), ink, bold))
    return labels, y + GAP


def _wrapped(text: str, size: float, *, bold: bool = False) -> list[str]:
    return wrap(text, PAGE_WIDTH - 2 * MARGIN, size, lines=2, bold=bold)


def _down_to(bottom: float, line: Shape) -> Shape:
    """A line from where its flag hangs to the end of the rows."""
    return line._replace(points=(line.points[0], (line.points[0][0], bottom)))


def _recesses(schedule: Schedule, axis: TimeAxis, top: float, bottom: float) -> list[Shape]:
    """The recesses of the plan as bands behind everything."""
    bands = []
    for days in sorted(schedule.plan.recesses.values(), key=lambda days: (days.first, days.last)):
        first, last = max(days.first.toordinal(), axis.first), min(days.last.toordinal() + 1, axis.last)
        if first < last:
            left, right = axis.x(first), axis.x(last)
            bands.append(Shape("recess", ((left, top), (right, top), (right, bottom), (left, bottom))))
    return bands


def _row(
    schedule: Schedule, row: Row, columns: Columns, axis: TimeAxis, words: Words
) -> tuple[list[Shape], list[Label]]:
    """A row with its text on the left and its shapes on the right."""
    below = row.top + row.height
    if row.item is None:
        text = fit(row.title[0], axis.right - MARGIN - GAP, BAND_SIZE, bold=True)
        corners = ((MARGIN, row.top), (axis.right, row.top), (axis.right, below), (MARGIN, below))
        wide = width(text, BAND_SIZE, bold=True)
        label = Label(MARGIN + INDENT, below - 6, text, BAND_SIZE, wide, "on-band", bold=True)
        return [Shape("band", corners), halo(label, "band-halo")], [label]
    shapes, labels = lay_out_row(schedule, row.item, axis, row.middle, words)
    critical = is_critical(row.item)
    ink: Ink = "critical" if critical else "text"
    first = row.middle + 0.27 * TEXT_SIZE - LINE_HEIGHT * (len(row.title) - 1) / 2
    code = row.code and fit(row.code, columns.code - COLUMN_GAP, TEXT_SIZE, bold=critical)
    if code:
        wide = width(code, TEXT_SIZE, critical)
        labels.append(Label(MARGIN + INDENT, first, code, TEXT_SIZE, wide, ink, critical, row.item.id))
    for number, text in enumerate(row.title):
        wide = width(text, TEXT_SIZE, critical)
        y = first + number * LINE_HEIGHT
        labels.append(Label(MARGIN + INDENT + columns.code, y, text, TEXT_SIZE, wide, ink, critical, row.item.id))
    return [Shape("rule", ((MARGIN, below), (axis.right, below))), *shapes], labels


def _footer(schedule: Schedule, words: Words, y: float) -> Label:
    text = words.say(
        "Earliest dates by the plan's links and calendars; decisions on meeting days. Plan {id}.", id=schedule.plan.id
    )
    text = fit(text, PAGE_WIDTH - 2 * MARGIN, NOTE_SIZE)
    return Label(MARGIN, y, text, NOTE_SIZE, width(text, NOTE_SIZE), "quiet")
