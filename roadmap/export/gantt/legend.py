"""What the shapes mean, below the chart."""

from __future__ import annotations

from collections.abc import Callable

from roadmap.export.gantt import symbols
from roadmap.export.gantt.chart import Label, Role, Shape, TimeAxis
from roadmap.export.gantt.typeface import width
from roadmap.export.words import Words

SIZE = 8.5
LINE_HEIGHT = 16.0
SAMPLE = 26.0
GAP = 6.0
BETWEEN = 20.0


def lay_out_legend(
    words: Words, used: set[Role], sides: tuple[float, float], top: float
) -> tuple[list[Shape], list[Label], float]:
    """Samples of what the chart holds, with words, in as many lines as they need; and where the last line ends."""
    left, right = sides
    shapes: list[Shape] = []
    labels: list[Label] = []
    x, y = left, top + LINE_HEIGHT / 2
    for text, roles, sample in _SAMPLES:
        if used.isdisjoint(roles):
            continue
        said = words.say(text)
        wide = width(said, SIZE)
        drawn = sample(TimeAxis(0, 100, 0, SAMPLE), 0)
        xs = [place for shape in drawn for place, _ in shape.points]
        if x > left and x + max(xs) - min(xs) + GAP + wide > right:
            x, y = left, y + LINE_HEIGHT
        shapes.extend(_moved(shape, x - min(xs), y) for shape in drawn)
        x += max(xs) - min(xs) + GAP
        labels.append(Label(x, y + 0.3 * SIZE, said, SIZE, wide, "text"))
        x += wide + BETWEEN
    return shapes, labels, y + LINE_HEIGHT / 2


def _moved(shape: Shape, right: float, down: float) -> Shape:
    return shape._replace(points=tuple((x + right, y + down) for x, y in shape.points))


def _bar(axis: TimeAxis, y: float) -> list[Shape]:
    return [Shape("bar", symbols.bar(axis, 0, 100, y))]


def _critical(axis: TimeAxis, y: float) -> list[Shape]:
    return _marked("-critical", axis, y)


def _near(axis: TimeAxis, y: float) -> list[Shape]:
    return _marked("-near", axis, y)


def _at_risk(axis: TimeAxis, y: float) -> list[Shape]:
    return [symbols.risk_mark(axis.left + 4, y), Shape("bar", symbols.bar(axis, 40, 100, y))]


def _late(axis: TimeAxis, y: float) -> list[Shape]:
    return _marked("-late", axis, y)


def _done(axis: TimeAxis, y: float) -> list[Shape]:
    return _marked("-done", axis, y)


def _marked(standing: symbols.Standing, axis: TimeAxis, y: float) -> list[Shape]:
    """A bar with the sign that stands before its row."""
    bar = Shape(symbols.role("bar", standing), symbols.bar(axis, 40, 100, y))
    return [*symbols.standing_mark(standing, axis.left + 4, y), bar]


def _progress(axis: TimeAxis, y: float) -> list[Shape]:
    return [*_bar(axis, y), Shape("progress", symbols.bar(axis, 0, 60, y, symbols.HALF_PROGRESS))]


def _term(axis: TimeAxis, y: float) -> list[Shape]:
    return [Shape("term", symbols.term(axis, 0, 100, y))]


def _milestone(axis: TimeAxis, y: float) -> list[Shape]:
    return [Shape("milestone", symbols.diamond(axis.x(50), y))]


def _decision(axis: TimeAxis, y: float) -> list[Shape]:
    return [Shape("decision", symbols.circle(axis.x(50), y))]


def _hand_in(axis: TimeAxis, y: float) -> list[Shape]:
    return [Shape("wait", ((axis.left, y), (axis.right, y))), Shape("hand-in", symbols.tick(axis.left, y))]


def _share(axis: TimeAxis, y: float) -> list[Shape]:
    return [Shape("share", symbols.circle(axis.x(50), y, symbols.RADIUS * 0.5))]


def _due(axis: TimeAxis, y: float) -> list[Shape]:
    return [symbols.due_mark(axis.x(50), y)]


def _baseline(axis: TimeAxis, y: float) -> list[Shape]:
    return [*_bar(axis, y), Shape("baseline", symbols.baseline_bar(axis.left, axis.right, y))]


def _whisker(axis: TimeAxis, y: float) -> list[Shape]:
    return [Shape("whisker", ((axis.left, y), (axis.right - 4, y))), symbols.due_mark(axis.right - 2, y)]


def _summary(axis: TimeAxis, y: float) -> list[Shape]:
    return [Shape("summary", symbols.bar(axis, 0, 100, y, symbols.HALF_SUMMARY))]


def _summary_critical(axis: TimeAxis, y: float) -> list[Shape]:
    return [*_summary(axis, y), Shape("summary-critical", symbols.bar(axis, 30, 70, y, symbols.HALF_SUMMARY))]


def _assumed(axis: TimeAxis, y: float) -> list[Shape]:
    middle = axis.x(50)
    return [
        Shape("decision", symbols.circle(middle, y)),
        Shape("hollow", symbols.circle(middle, y, symbols.RADIUS * 0.6)),
    ]


def _ready(axis: TimeAxis, y: float) -> list[Shape]:
    return [Shape("ready", ((axis.left, y), (axis.right, y))), Shape("hand-in", symbols.tick(axis.right, y))]


def _arrow(axis: TimeAxis, y: float) -> list[Shape]:
    line = (axis.left, y - 3), (axis.left, y), (axis.right - 4, y)
    head = (axis.right, y), (axis.right - 4.5, y - 2.2), (axis.right - 4.5, y + 2.2)
    return [Shape("arrow", line), Shape("arrow-head", head)]


def _goes_on(axis: TimeAxis, y: float) -> list[Shape]:
    bar = Shape("bar", symbols.bar(axis, 0, 100, y))
    return [bar, *symbols.goes_on(axis, axis.left, axis.right + 1, bar)]


def _recess(axis: TimeAxis, y: float) -> list[Shape]:
    return [Shape("recess", symbols.bar(axis, 0, 100, y, symbols.HALF_BAR + 2))]


def _roles(standing: symbols.Standing) -> set[Role]:
    return {symbols.role(kind, standing) for kind in ("bar", "term", "milestone", "decision")}


_SAMPLES: tuple[tuple[str, set[Role], Callable[[TimeAxis, float], list[Shape]]], ...] = (
    ("work", {"bar", "bar-critical", "bar-near", "bar-done", "bar-late"}, _bar),
    ("critical: decides the date", _roles("-critical"), _critical),
    ("nearly critical", _roles("-near"), _near),
    ("at risk", {"risk-mark"}, _at_risk),
    ("late", _roles("-late"), _late),
    ("done", {*_roles("-done"), "summary-done"}, _done),
    ("part that is done", {"progress"}, _progress),
    ("term", {"term", "term-critical", "term-near", "term-done", "term-late"}, _term),
    (
        "milestone",
        {"milestone", "milestone-critical", "milestone-near", "milestone-done", "milestone-late"},
        _milestone,
    ),
    ("all of a workstream", {"summary", "summary-done"}, _summary),
    ("critical part of it", {"summary-critical"}, _summary_critical),
    ("ready, waits until it is handed in", {"ready"}, _ready),
    ("hand-in day", {"hand-in"}, _hand_in),
    (
        "decision",
        {"decision", "decision-critical", "decision-near", "decision-done", "decision-late"},
        _decision,
    ),
    ("meeting day that is assumed", {"hollow"}, _assumed),
    ("decision by one of the bodies", {"share"}, _share),
    ("due", {"due"}, _due),
    ("room until it is due", {"whisker"}, _whisker),
    ("drives", {"arrow", "arrow-critical"}, _arrow),
    ("goes on", {"goes-on"}, _goes_on),
    ("as in the baseline", {"baseline"}, _baseline),
    ("recess", {"recess"}, _recess),
)
