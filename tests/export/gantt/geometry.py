"""Where things lie on a chart, and what lies where it should not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from roadmap.export.gantt.bars import DATE_SIZE
from roadmap.export.gantt.chart import Chart, Label, Shape

Box = tuple[float, float, float, float]
CLOSE = 1e-6


SMALLEST = 7.0
"""Points on the paper."""


def faults_of(chart: Chart) -> list[object]:
    """All that lies where it should not on a page of any view."""
    return [
        *overlapping_labels(chart.labels),
        *outside_the_page(chart),
        *labels_on_shapes(chart),
        *arrows_through_text(chart),
        *loose_ends(chart),
        *(way for way in arrows_of(chart) if not turns_at_right_angles(way)),
        *(label.text for label in chart.labels if label.size * chart.scale < SMALLEST),
    ]


def turns_at_right_angles(way: list[tuple[float, float]]) -> bool:
    """Whether each part of a way is level or upright."""
    return all((x == to_x) != (y == to_y) for (x, y), (to_x, to_y) in pairwise(way))


def box_of(shape: Shape) -> Box:
    """Left, top, right and bottom of a shape's points."""
    xs, ys = zip(*shape.points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than a side."""
    return (
        one[0] < other[2] - CLOSE
        and other[0] < one[2] - CLOSE
        and one[1] < other[3] - CLOSE
        and other[1] < one[3] - CLOSE
    )


def overlapping_labels(labels: Iterable[Label]) -> Iterator[tuple[str, str]]:
    """Texts of labels of which one lies on the other."""
    under_way: list[Label] = []
    for label in sorted(labels, key=lambda label: label.box[1]):
        under_way = [other for other in under_way if other.box[3] > label.box[1]]
        yield from ((other.text, label.text) for other in under_way if overlap(other.box, label.box))
        under_way.append(label)


def outside_the_page(chart: Chart) -> Iterator[object]:
    """Labels and shapes that the page cuts."""
    boxes: list[tuple[object, Box]] = [(label.text, label.box) for label in chart.labels]
    boxes += [(shape, box_of(shape)) for shape in chart.shapes]
    for what, (left, top, right, bottom) in boxes:
        if left < 0 or top < 0 or right > chart.width + CLOSE or bottom > chart.height + CLOSE:
            yield what


def labels_on_shapes(chart: Chart) -> Iterator[tuple[str, str]]:
    """Texts that lie on a shape of their own deliverable, or on one of the rows next to it."""
    shapes = sorted((box_of(shape)[1], shape) for shape in chart.shapes if shape.item is not None)
    for label in chart.labels:
        if label.item is None:
            continue
        for _, shape in shapes:
            if overlap(label.box, box_of(shape)):
                yield label.text, shape.role


def lines_through_flags(chart: Chart) -> Iterator[tuple[str, str]]:
    """Flags through whose text the line of another runs."""
    lines = [shape for shape in chart.shapes if shape.role in {"target-fatal", "target-aim", "status"}]
    for label in flags_of(chart):
        left, top, right, bottom = label.box
        for line in lines:
            (x, start), (_, end) = line.points
            if left < x < right and start < bottom and end > top:
                yield label.text, line.role


def arrows_of(chart: Chart) -> list[list[tuple[float, float]]]:
    """The ways of all arrows in the chart, each up to the tip of its head."""
    end = max((box_of(shape)[3] for shape in chart.shapes if shape.role in {"rule", "band"}), default=0.0)
    drawn = [shape for shape in chart.shapes if shape.role.startswith("arrow") and box_of(shape)[1] < end]
    lines = [shape for shape in drawn if not shape.role.startswith("arrow-head")]
    heads = [shape for shape in drawn if shape.role.startswith("arrow-head")]
    return [
        [*line.points, head.points[0]] for line, head in zip(by_end(lines), by_end(heads), strict=True) if line.points
    ]


def by_end(shapes: list[Shape]) -> list[Shape]:
    """In the order in which they were laid out, those of the critical path apart."""
    return sorted(shapes, key=lambda shape: shape.role.endswith("critical"))


def arrows_through_text(chart: Chart) -> Iterator[str]:
    """Texts that an arrow runs through."""
    for way in arrows_of(chart):
        for (x, y), (to_x, to_y) in pairwise(way):
            line = min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)
            for label in chart.labels:
                left, top, right, bottom = label.box
                if line[0] < right and left < line[2] and line[1] < bottom and top < line[3]:
                    yield label.text


def loose_ends(chart: Chart) -> Iterator[tuple[float, float]]:
    """Ends of arrows that lie on no shape of a deliverable."""
    boxes = [box_of(shape) for shape in chart.shapes if shape.item is not None]
    for way in arrows_of(chart):
        for x, y in (way[0], way[-1]):
            if not any(
                left - 1 <= x <= right + 1 and top - 0.1 <= y <= bottom + 0.1 for left, top, right, bottom in boxes
            ):
                yield x, y


def flags_of(chart: Chart) -> list[Label]:
    """The labels that hang on the target lines and the status line."""
    tops = [line.points[0][1] for line in chart.shapes if line.role in {"target-fatal", "target-aim", "status"}]
    if not tops:
        return []
    last = max(tops) + 12.5
    return [label for label in chart.labels if label.bold and label.size == 8.5 and min(tops) < label.y < last]


def row_shapes(chart: Chart, item: str) -> list[Shape]:
    """What stands for a deliverable, halos aside."""
    return [shape for shape in chart.shapes if shape.item == item]


def row_labels(chart: Chart, item: str) -> list[Label]:
    """Code and title of a deliverable."""
    return [label for label in chart.labels if label.item == item and label.x < chart.axis.left]


def date_labels(chart: Chart, item: str) -> list[Label]:
    """What stands beside the shapes of a deliverable."""
    return [label for label in chart.labels if label.item == item and label.size == DATE_SIZE]


def rows_bottom(chart: Chart) -> float:
    """Where the rows end and the legend begins."""
    return next(shape.points[1][1] for shape in chart.shapes if shape.role == "status")
