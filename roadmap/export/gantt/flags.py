"""The lines that run down the chart, target dates and the status date, each with a flag that says what it is."""

from __future__ import annotations

from typing import NamedTuple

from roadmap.export.conclusion import target_day
from roadmap.export.gantt.bars import halo
from roadmap.export.gantt.chart import Ink, Label, Role, Shape, TimeAxis
from roadmap.export.gantt.typeface import fit, width
from roadmap.export.words import Words
from roadmap.findings import DayCount
from roadmap.scheduling.schedule import Schedule, ScheduledTarget, target_instant

SIZE = 8.5
LANE_HEIGHT = 12.5
GAP = 4.0


class _Flag(NamedTuple):
    x: float
    text: str
    role: Role
    ink: Ink


def lay_out_flags(
    schedule: Schedule, axis: TimeAxis, words: Words, top: float
) -> tuple[list[Shape], list[Label], float]:
    """Lines of which only the top is right yet, their flags in as many lanes as they need, and where the lanes end."""
    lanes: list[list[tuple[float, float]]] = []
    shapes: list[Shape] = []
    labels: list[Label] = []
    for flag in sorted(_flags(schedule, axis, words), key=lambda flag: (flag.x, flag.text)):
        text = fit(flag.text, (axis.right - axis.left) * 0.6, SIZE, bold=True)
        wide = width(text, SIZE, bold=True)
        # To the right of its line, or to the left where the page ends.
        x = flag.x + GAP if flag.x + GAP + wide <= axis.right else flag.x - GAP - wide
        lane = _free_lane(lanes, x - 2 * GAP, x + wide + 2 * GAP, flag.x)
        labels.append(Label(x, top + (lane + 1) * LANE_HEIGHT - 3, text, SIZE, wide, flag.ink, bold=True))
        shapes.append(halo(labels[-1]))
        shapes.append(Shape(flag.role, ((flag.x, top + lane * LANE_HEIGHT + 1), (flag.x, top))))
    return shapes, labels, top + len(lanes) * LANE_HEIGHT + GAP


def margin_in_words(target: ScheduledTarget, words: Words) -> str:
    """The margin of a target: so many days, late, or unknown."""
    if target.margin_days is None:
        return words.say("no forecast")
    days = DayCount(abs(target.margin_days))
    return words.say("{days} margin", days=days) if target.margin_days >= 0 else words.say("{days} late", days=days)


def _flags(schedule: Schedule, axis: TimeAxis, words: Words) -> list[_Flag]:
    status = words.say("Status date {day}", day=schedule.status_date)
    flags = [_Flag(axis.x(schedule.status_date.toordinal()), status, "status", "text")]
    for target in schedule.targets:
        title = target.target.title or target.id
        text = f"{title} {target_day(target, words)}: {margin_in_words(target, words)}"
        role: Role = "target-fatal" if target.target.kind == "fatal" else "target-aim"
        late = target.margin_days is None or target.margin_days < 0
        flags.append(_Flag(axis.x(target_instant(target.target)[1]), text, role, "critical" if late else "strong"))
    return flags


def _free_lane(lanes: list[list[tuple[float, float]]], left: float, right: float, line: float) -> int:
    """The first lane in which a flag overlaps no other, nor the line of one that hangs higher."""
    span = (min(left, line), max(right, line))
    for number, lane in enumerate(lanes):
        if all(span[1] <= other[0] or span[0] >= other[1] for other in lane):
            lane.append(span)
            return number
    lanes.append([span])
    return len(lanes) - 1
