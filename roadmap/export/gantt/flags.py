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
MARGIN = 28.0
"""What stays free at the left side of the page."""
WIDEST = 0.75
"""Of the width of the chart: wider flags are cut."""


class _Flag(NamedTuple):
    """A line and the text that hangs on it, to its right or, where the page ends, to its left."""

    line: float
    left: float
    right: float
    text: str
    role: Role
    ink: Ink


def lay_out_flags(
    schedule: Schedule, axis: TimeAxis, words: Words, top: float
) -> tuple[list[Shape], list[Label], float]:
    """Lines of which only the top is right yet, their flags in as many lanes as they need, and where the lanes end."""
    flags = [flag for flag in _flags(schedule, axis, words) if axis.left <= flag.line <= axis.right]
    flags.sort(key=lambda flag: (flag.line, flag.text))
    lanes = _lanes(flags)
    shapes: list[Shape] = []
    labels: list[Label] = []
    for flag, lane in zip(flags, lanes, strict=True):
        y = top + (lane + 1) * LANE_HEIGHT - 3
        labels.append(Label(flag.left, y, flag.text, SIZE, flag.right - flag.left, flag.ink, bold=True))
        shapes.append(halo(labels[-1]))
        shapes.append(Shape(flag.role, ((flag.line, top + lane * LANE_HEIGHT + 1), (flag.line, top))))
    return shapes, labels, top + (max(lanes, default=-1) + 1) * LANE_HEIGHT + GAP


def margin_in_words(target: ScheduledTarget, words: Words) -> str:
    """The margin of a target: so many days, late, or unknown."""
    if target.margin_days is None:
        return words.say("no forecast")
    days = DayCount(abs(target.margin_days))
    return words.say("{days} margin", days=days) if target.margin_days >= 0 else words.say("{days} late", days=days)


def _flags(schedule: Schedule, axis: TimeAxis, words: Words) -> list[_Flag]:
    status = words.say("Status date {day}", day=schedule.status_date)
    flags = [_flag(axis, axis.x(schedule.status_date.toordinal()), (status, ""), "status", "text")]
    for target in schedule.targets:
        title = target.target.title or target.id
        text = title, f" {target_day(target, words)}: {margin_in_words(target, words)}"
        role: Role = "target-fatal" if target.target.kind == "fatal" else "target-aim"
        late = target.margin_days is None or target.margin_days < 0
        line = axis.x(target_instant(target.target)[1])
        flags.append(_flag(axis, line, text, role, "critical" if late else "strong"))
    return flags


def _flag(axis: TimeAxis, line: float, text: tuple[str, str], role: Role, ink: Ink) -> _Flag:
    """A flag with its text beside the line; of a long text the first part is cut, for the second says how it stands."""
    right_room, left_room = axis.right - line - GAP, line - GAP - MARGIN
    asked = width("".join(text), SIZE, bold=True)
    room = min((axis.right - axis.left) * WIDEST, right_room if asked <= right_room else max(left_room, right_room))
    shown = fit(text[0], room - width(text[1], SIZE, bold=True), SIZE, bold=True) + text[1]
    wide = width(shown, SIZE, bold=True)
    left = line + GAP if wide <= right_room else line - GAP - wide
    return _Flag(line, left, left + wide, shown, role, ink)


def _lanes(flags: list[_Flag]) -> list[int]:
    """A lane for each flag, counted from the top, so that no flag lies on another, nor on the line of another."""
    lanes: dict[int, int] = {}
    waiting = list(range(len(flags)))
    while waiting:
        # Where two flags each lie on the line of the other, one of them has to.
        free = (one for one in waiting if not any(_crosses(flags[one], flags[other]) for other in waiting))
        chosen = next(free, waiting[0])
        waiting.remove(chosen)
        lanes[chosen] = max((lane + 1 for one, lane in lanes.items() if _meet(flags[one], flags[chosen])), default=0)
    return [lanes[number] for number in range(len(flags))]


def _crosses(flag: _Flag, other: _Flag) -> bool:
    """Whether the line of a flag would run through the text of another that hangs lower."""
    return other.left < flag.line < other.right


def _meet(flag: _Flag, other: _Flag) -> bool:
    """Whether two flags cannot hang in the same lane: each with its line, and some room."""
    return (
        min(flag.left, flag.line) - GAP < max(other.right, other.line) + GAP
        and min(other.left, other.line) - GAP < max(flag.right, flag.line) + GAP
    )
