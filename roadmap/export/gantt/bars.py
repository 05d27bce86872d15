"""One row of the chart: the shapes of a deliverable on the time axis, and its date beside them."""

from __future__ import annotations

from typing import NamedTuple

from roadmap.analysis.slips import item_in_baseline
from roadmap.analysis.states import is_past_due
from roadmap.export.gantt import symbols
from roadmap.export.gantt.chart import Ink, Label, Role, Shape, TimeAxis
from roadmap.export.gantt.rows import is_critical
from roadmap.export.gantt.symbols import HALF_PROGRESS, RADIUS, Standing
from roadmap.export.gantt.typeface import fit, width
from roadmap.export.words import Words
from roadmap.plan.calendars import BEYOND
from roadmap.scheduling.schedule import Schedule, Scheduled

DATE_SIZE = 8.0
GAP = 4.0


class Slot(NamedTuple):
    """Where a row's shapes lie, and where its due mark stands: what a label has to stay clear of."""

    axis: TimeAxis
    left: float
    right: float
    due: float | None
    y: float


def lay_out_row(
    schedule: Schedule, item: Scheduled, axis: TimeAxis, y: float, words: Words
) -> tuple[list[Shape], list[Label]]:
    """The shapes of one deliverable around a height, and its label where there is room."""
    # Late is what passes its own due date; a target that is late is said at the head and at its line.
    late = not item.done and is_past_due(item)
    shapes = _shapes(schedule, item, axis, y, _standing(item, is_late=late)) if item.is_known else []
    xs = [x for shape in shapes for x, _ in shape.points] or [axis.left]
    due = axis.x(item.due.toordinal() + 1) if item.due is not None else None
    if due is not None:
        shapes.append(symbols.due_mark(due, y, item.id))
    ink: Ink = "critical" if item.is_known and (is_critical(item) or late) else "quiet"
    text = _text(schedule, item, words, is_late=late) if item.is_known else words.say("date unknown")
    slot = Slot(axis, min(xs), max(xs), due, y)
    label = _place(text, slot, ink, item.id)
    if label is not None and item.is_known and due is not None and slot.right + GAP < due < label.x:
        # Behind the due mark a bare date reads as the due date.
        runs = item.activity.kind_name in {"work", "term"}
        label = _place(words.say("through {date}" if runs else "on {date}", date=text), slot, ink, item.id)
    shapes.extend(_baseline(schedule, item, axis, y))
    if label is None:
        return shapes, []
    return [halo(label), *shapes], [label]


def halo(label: Label, role: Role = "halo") -> Shape:
    """Paper behind a label, so that no line runs through its text."""
    left, top, right, bottom = label.box
    left, right = left - 1, right + 1
    return Shape(role, ((left, top), (right, top), (right, bottom), (left, bottom)))


def _standing(item: Scheduled, *, is_late: bool) -> Standing:
    if item.done:
        return "-done"
    if is_critical(item):
        return "-critical"
    if is_late:
        return "-late"
    return "-near" if item.near_critical else ""


def _shapes(schedule: Schedule, item: Scheduled, axis: TimeAxis, y: float, standing: Standing) -> list[Shape]:
    name = item.id
    match item.activity.kind_name:
        case "work":
            shape = Shape(symbols.role("bar", standing), symbols.bar(axis, item.start, item.finish, y), name)
            return [shape, *_progress(item, axis, y)]
        case "term":
            return [Shape(symbols.role("term", standing), symbols.term(axis, item.start, item.finish, y), name)]
        case "milestone":
            return [Shape(symbols.role("milestone", standing), symbols.diamond(axis.x(item.finish), y), name)]
        case "decision":
            return _decision(schedule, item, axis, y, standing)


def _progress(item: Scheduled, axis: TimeAxis, y: float) -> list[Shape]:
    """The part that is done, as a thin line within the bar."""
    progress = item.activity.deliverable.progress
    percent = progress.percent if progress is not None and not item.done else None
    if not percent:
        return []
    until = item.start + (item.finish - item.start) * percent / 100
    return [Shape("progress", symbols.bar(axis, item.start, until, y, HALF_PROGRESS), item.id)]


def _baseline(schedule: Schedule, item: Scheduled, axis: TimeAxis, y: float) -> list[Shape]:
    """Where it stood in the baseline, whether or not it has moved since."""
    before = item_in_baseline(schedule.baseline, item.activity)
    if before is None or before.start_instant is None or before.finish_instant is None:
        return []
    # A meeting lies in the middle of its day, as above it.
    middle = 0.5 if before.kind == "decision" else 0
    left, right = axis.x(before.start_instant - middle), axis.x(before.finish_instant - middle)
    return [Shape("baseline", symbols.baseline_bar(left, right, y), item.id)]


def _decision(schedule: Schedule, item: Scheduled, axis: TimeAxis, y: float, standing: Standing) -> list[Shape]:
    """The meeting as a circle, the hand-in day as a tick, the wait between them as a line; of a group every meeting."""
    # A meeting lies in the middle of its day.
    middle = axis.x(item.finish - 0.5)
    shapes: list[Shape] = []
    if item.hearing is not None:
        hand_in = axis.x(item.hearing.hand_in.toordinal() + 1)
        wait: Role = "wait-critical" if standing == "-critical" else "wait"
        if middle - hand_in > RADIUS:
            shapes.append(Shape(wait, ((hand_in, y), (middle - RADIUS, y)), item.id))
        shapes.append(Shape("hand-in", symbols.tick(hand_in, y), item.id))
    number = schedule.network.index[item.id]
    shares = schedule.network.members.get(number, ())
    finishes = {schedule.items[schedule.network.activities[share].id].finish for share in shares}
    shapes.extend(
        Shape("share", symbols.circle(axis.x(finish - 0.5), y, RADIUS * 0.5), item.id)
        for finish in sorted(finishes - {item.finish, BEYOND})
    )
    return [*shapes, Shape(symbols.role("decision", standing), symbols.circle(middle, y), item.id)]


def _text(schedule: Schedule, item: Scheduled, words: Words, *, is_late: bool) -> str:
    """The date, for a decision of a group with the slowest body, and what is wrong in words."""
    parts = [words.short_date(item.early_finish)]
    if is_late:
        parts.append(words.say("late"))
    slowest = [driver.id or "" for driver in item.driving.drivers if driver.rule == "meeting"]
    if slowest and item.activity.body is None:
        bodies = [schedule.plan.bodies[name].title or name for name in slowest]
        members = len(schedule.network.members.get(schedule.network.index[item.id], ()))
        parts[-1] += ","
        parts.append(words.say("last of {n}: {bodies}", n=members, bodies=", ".join(bodies)))
    if item.hearing is not None and item.hearing.assumed:
        parts.append(words.say("(assumed)"))
    return " ".join(parts)


def _date_label(text: str, x: float, y: float, ink: Ink, item: str) -> Label:
    return Label(x, y + 0.27 * DATE_SIZE, text, DATE_SIZE, width(text, DATE_SIZE), ink, item=item)


def _place(text: str, slot: Slot, ink: Ink, item: str) -> Label | None:
    """A label right of the shapes, else left of them, whole where it can be; None where there is no room at all."""
    places = _places(slot)
    whole = next((place for place in places if width(text, DATE_SIZE) <= place[1]), None)
    x, room = whole or max(places, key=lambda place: place[1])
    shown = fit(text, room, DATE_SIZE)
    wide = width(shown, DATE_SIZE)
    if wide > room:
        return None
    return _date_label(shown, x if x >= slot.right else x - wide, slot.y, ink, item)


def _places(slot: Slot) -> list[tuple[float, float]]:
    """Where a label can stand, best first: its near end, and how much room there is."""
    left, right, axis = slot.left - GAP, slot.right + GAP, slot.axis
    after, before = (right, axis.right - right), (left, left - axis.left)
    due = slot.due
    if due is None or slot.left <= due <= slot.right - GAP:
        return [after, before]
    if due > slot.right - GAP:
        beyond = max(due, slot.right) + GAP
        return [(right, due - 2 * GAP - right), (beyond, axis.right - beyond), before]
    return [after, (left, left - due - GAP), (due - 2 * GAP, due - 2 * GAP - axis.left)]
