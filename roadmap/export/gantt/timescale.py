"""The head of the chart: years over quarters over months, as fine as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from roadmap.analysis.slips import item_in_baseline
from roadmap.export.gantt.chart import Label, Shape, TimeAxis
from roadmap.export.gantt.picture import Picture
from roadmap.export.gantt.typeface import width
from roadmap.export.gantt.views import find_target
from roadmap.export.words import Words
from roadmap.plan.calendars import BEFORE, BEYOND
from roadmap.scheduling.schedule import Schedule, Scheduled

LEVEL_HEIGHT = 13.0
YEAR_SIZE, FINE_SIZE = 10.0, 7.5
DATE_ROOM = 0.08
"""Of the width of the chart: what a date beside a bar asks for."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_STEPS = (12, 3, 1)


def time_range(schedule: Schedule, items: Sequence[Scheduled], picture: Picture) -> tuple[int, int]:
    """The days asked for; else from the first quarter in which something happens up to the end of the last."""
    instants = _days_that_count(schedule, picture)
    for item in items:
        instants.extend([*_shape_instants(item), *_due_instants(item), *_baseline_instants(schedule, item)])
    instants = instants or [schedule.status_date.toordinal()]
    begin, end = _quarter(min(instants)), _later(_quarter(max(instants)), 3)
    while not all(_has_room(item, begin.toordinal(), end.toordinal()) for item in items):
        end = _later(end, 3)
    first = picture.first.toordinal() if picture.first is not None else begin.toordinal()
    last = picture.last.toordinal() + 1 if picture.last is not None else end.toordinal()
    return first, max(last, first + 1)


def lay_out_scale(axis: TimeAxis, words: Words, top: float, bottom: float) -> tuple[list[Shape], list[Label]]:
    """The head from ``top`` down in as many levels as have room, and grid lines down to ``bottom``."""
    shapes: list[Shape] = []
    labels: list[Label] = []
    for level, step in enumerate(levels(axis)):
        y = top + (level + 1) * LEVEL_HEIGHT
        name, size = _NAMES[step], YEAR_SIZE if step == max(_STEPS) else FINE_SIZE
        for start, end in _periods(axis, step):
            left, right = axis.x(max(start.toordinal(), axis.first)), axis.x(min(end.toordinal(), axis.last))
            shapes.append(
                Shape("grid-year" if step == max(_STEPS) else "grid", ((left, y - LEVEL_HEIGHT), (left, bottom)))
            )
            text = name(start, words)
            wide = width(text, size, step == max(_STEPS))
            if wide <= right - left - 2:
                x = left + (right - left - wide) / 2
                labels.append(Label(x, y - 3.5, text, size, wide, "strong" if level == 0 else "quiet", level == 0))
    shapes.append(Shape("grid-year", ((axis.right, top), (axis.right, bottom))))
    return shapes, labels


def levels(axis: TimeAxis) -> list[int]:
    """How many months each level counts by: years, quarters and months, without those that are too narrow to name."""
    per_day = (axis.right - axis.left) / (axis.last - axis.first)
    room = {12: 365 * per_day, 3: 90 * per_day, 1: 28 * per_day}
    needed = {12: 0.0, 3: width("Q4", FINE_SIZE) + 4, 1: width("mmm", FINE_SIZE) + 2}
    return [step for step in _STEPS if room[step] >= needed[step]]


def head_height(axis: TimeAxis) -> float:
    """How high the head is."""
    return len(levels(axis)) * LEVEL_HEIGHT


def _days_that_count(schedule: Schedule, picture: Picture) -> list[int]:
    """The status date and the targets, where the whole plan is shown; of a path its own target."""
    match picture.view:
        case "workstream":
            return []
        case "critical":
            target = find_target(schedule, picture.target)
            return [target.day.toordinal()] if target is not None else []
        case "full" | "board" | "quarters":
            return [schedule.status_date.toordinal(), *(target.day.toordinal() for target in schedule.targets)]


def _shape_instants(item: Scheduled) -> list[int]:
    hand_in = [item.hearing.hand_in.toordinal()] if item.hearing is not None else []
    return [instant for instant in (item.start, item.finish, *hand_in) if BEFORE < instant < BEYOND]


def _baseline_instants(schedule: Schedule, item: Scheduled) -> Iterator[int]:
    """Where it stood in the baseline."""
    before = item_in_baseline(schedule.baseline, item.activity)
    if before is not None and before.start_instant is not None and before.finish_instant is not None:
        yield from (before.start_instant, before.finish_instant)


def _due_instants(item: Scheduled) -> list[int]:
    return [item.due.toordinal()] if item.due is not None else []


def _has_room(item: Scheduled, begin: int, end: int) -> bool:
    """Whether a date can stand somewhere beside the shapes of a row and its due mark."""
    shape = _shape_instants(item) or [begin]
    marks = sorted([begin, *shape, *_due_instants(item), end])
    room = (end - begin) * DATE_ROOM
    return any(
        later - earlier >= room for earlier, later in pairwise(marks) if later <= min(shape) or earlier >= max(shape)
    )


def _quarter(instant: int) -> date:
    """The first day of the quarter in which an instant lies."""
    day = date.fromordinal(instant)
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def _periods(axis: TimeAxis, step: int) -> Iterator[tuple[date, date]]:
    first = date.fromordinal(axis.first)
    start = date(first.year, first.month - (first.month - 1) % step, 1)
    while start.toordinal() < axis.last:
        end = _later(start, step)
        yield start, end
        start = end


def _later(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)


_NAMES: dict[int, Callable[[date, Words], str]] = {
    12: lambda day, words: str(day.year),  # noqa: ARG005 - a year reads the same in both languages
    3: lambda day, words: f"Q{(day.month + 2) // 3}",  # noqa: ARG005 - so does a quarter
    1: lambda day, words: words.say(MONTHS[day.month - 1]),
}
