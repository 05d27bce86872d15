"""Dependencies as arrows: in straight lines that turn at right angles, on their bars, and never through text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from roadmap.export.gantt.chart import Label, Point, Role, Shape
from roadmap.export.gantt.picture import Arrows
from roadmap.export.standing import is_critical
from roadmap.plan.dependencies import LinkType
from roadmap.scheduling.graph import Link, whole
from roadmap.scheduling.schedule import Schedule, Scheduled

HEAD, HALF_HEAD = 4.5, 2.2
INSET = 2.0
LONGEST = 700.0
"""How far down or up an arrow goes at most: what goes further nobody can follow."""
TRIES = 9
CLEAR = 0.8


Box = tuple[float, float, float, float]


class Place(NamedTuple):
    """The box that an arrow leaves a deliverable from and the one in which it arrives, and where the row lies.

    With ``can_move`` an arrow can stand anywhere along the box, else only in its middle.
    """

    box: Box
    arrival: Box
    y: float
    row_top: float
    can_move: bool


def lay_out_arrows(
    schedule: Schedule, chosen: Arrows, places: Mapping[str, Place], labels: Sequence[Label]
) -> list[Shape]:
    """An arrow for each dependency between what is shown; none where no way is free of text."""
    texts = _Texts(labels)
    shapes: list[Shape] = []
    for link in _links(schedule, chosen, places):
        start, end = places[link.predecessor], places[whole(link.successor)]
        way = next((way for way in _ways(link.type, start, end) if not texts.lie_on(way)), None)
        if way is not None:
            critical = _is_critical(schedule, link)
            role: Role = "arrow-critical" if critical else "arrow"
            shapes.append(Shape(role, _shortened(way)))
            shapes.append(Shape("arrow-head-critical" if critical else "arrow-head", _head(way)))
    return shapes


def _links(schedule: Schedule, chosen: Arrows, places: Mapping[str, Place]) -> Iterator[Link]:
    """The links asked for, from and to what is shown, each pair once."""
    seen: set[tuple[str, str]] = set()
    for name in places:
        item = schedule.items[name]
        for link in _links_to(item, chosen):
            pair = whole(link.predecessor), whole(link.successor)
            if pair[0] in places and pair[1] in places and pair not in seen and pair[0] != pair[1]:
                seen.add(pair)
                yield link._replace(predecessor=pair[0], successor=pair[1])


def _links_to(item: Scheduled, chosen: Arrows) -> list[Link]:
    match chosen:
        case "driving":
            return [driver.link for driver in item.driving.drivers if driver.link is not None]
        case "all":
            return [bound.link for bound in item.activity.bounds]
        case "none":
            return []


def _is_critical(schedule: Schedule, link: Link) -> bool:
    before, after = schedule.items[link.predecessor], schedule.items[link.successor]
    drives = any(
        driver.link is not None and whole(driver.link.predecessor) == before.id for driver in after.driving.drivers
    )
    return drives and is_critical(before) and is_critical(after) and not before.done and not after.done


def _ways(kind: LinkType, start: Place, end: Place) -> Iterator[tuple[Point, ...]]:
    """Ways from bar to bar, the plainest first: down and in from the side, straight down, or down with a step."""
    if start.y == end.y or abs(end.y - start.y) > LONGEST:
        return
    exits = _spots(start.box, at_end=not kind.reads_start, can_move=start.can_move)
    entries = _spots(end.arrival, at_end=kind.bounds_finish, can_move=end.can_move)
    leave, entry = (start.box[3], end.arrival[1]) if end.y > start.y else (start.box[1], end.arrival[3])
    half = TRIES // 2
    yield from _from_the_side(kind, exits[:half], leave, end)
    if abs(entry - leave) > HEAD:
        left, _, right, _ = end.arrival
        room = 1.0 if end.can_move else 0.0
        yield from (((x, leave), (x, entry)) for x in exits if left + room <= x <= right - room)
    yield from _with_a_step(exits, entries, leave, entry, end)
    yield from _from_the_side(kind, exits[half:], leave, end)


def _from_the_side(kind: LinkType, exits: list[float], leave: float, end: Place) -> Iterator[tuple[Point, ...]]:
    """Down to the height of the bar, then to its side."""
    side = end.arrival[2] if kind.bounds_finish else end.arrival[0]
    for x in exits:
        if (x - side if kind.bounds_finish else side - x) >= HEAD + 1:
            yield (x, leave), (x, end.y), (side, end.y)


def _with_a_step(
    exits: list[float], entries: list[float], leave: float, entry: float, end: Place
) -> Iterator[tuple[Point, ...]]:
    """Down to the line above the row, along it, and down into the bar."""
    down = 1 if entry > leave else -1
    edge = end.row_top if down == 1 else 2 * end.y - end.row_top
    step = edge if abs(entry - edge) > HEAD + 0.5 else entry - down * (HEAD + 1)
    if (step - leave) * down >= 1:
        for x in exits:
            yield from (((x, leave), (x, step), (goal, step), (goal, entry)) for goal in entries[:2] if goal != x)


def _spots(box: Box, *, at_end: bool, can_move: bool) -> list[float]:
    """Where an arrow can stand on the lower or upper side of a shape, best first."""
    left, _, right, _ = box
    wide = right - left
    if not can_move or wide < 3 * INSET:
        return [(left + right) / 2]
    first = right - INSET if at_end else left + INSET
    steps = [number * (wide - 2 * INSET) / TRIES for number in range(TRIES)]
    return [first - step if at_end else first + step for step in steps]


def _shortened(way: tuple[Point, ...]) -> tuple[Point, ...]:
    """The line up to where its head begins."""
    (before_x, before_y), (x, y) = way[-2:]
    if before_y == y:
        return *way[:-1], (x - HEAD if x > before_x else x + HEAD, y)
    return *way[:-1], (x, y - HEAD if y > before_y else y + HEAD)


def _head(way: tuple[Point, ...]) -> tuple[Point, ...]:
    (before_x, before_y), (x, y) = way[-2:]
    if before_y == y:
        back = x - HEAD if x > before_x else x + HEAD
        return (x, y), (back, y - HALF_HEAD), (back, y + HALF_HEAD)
    back = y - HEAD if y > before_y else y + HEAD
    return (x, y), (x - HALF_HEAD, back), (x + HALF_HEAD, back)


class _Texts:
    """The boxes of all texts, by height, to ask whether a way crosses one."""

    def __init__(self, labels: Sequence[Label]) -> None:
        self.boxes = sorted((label.box for label in labels), key=lambda box: box[1])
        self.tops = [box[1] for box in self.boxes]
        self.highest = max((box[3] - box[1] for box in self.boxes), default=0.0)

    def lie_on(self, way: tuple[Point, ...]) -> bool:
        """Whether a way comes upon a text."""
        return any(self._lie_on_line(one, other) for one, other in pairwise(way))

    def _lie_on_line(self, one: Point, other: Point) -> bool:
        left, right = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        first = bisect_left(self.tops, top - self.highest - CLEAR)
        last = bisect_left(self.tops, bottom + CLEAR)
        return any(
            box[0] - CLEAR < right and box[2] + CLEAR > left and box[1] - CLEAR < bottom and box[3] + CLEAR > top
            for box in self.boxes[first:last]
        )
