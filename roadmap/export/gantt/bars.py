"""One row of the chart: the shapes of a deliverable on the time axis, and its date beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from roadmap.analysis.slips import item_in_baseline
from roadmap.analysis.states import deliverable_state, is_past_due
from roadmap.export.gantt import symbols
from roadmap.export.gantt.chart import Ink, Label, Role, Shape, TimeAxis
from roadmap.export.gantt.symbols import HALF_PROGRESS, RADIUS, Standing
from roadmap.export.gantt.typeface import ELLIPSIS, fit, width
from roadmap.export.standing import is_critical, with_steps
from roadmap.export.words import Words
from roadmap.findings import DayCount
from roadmap.plan.calendars import BEFORE, BEYOND
from roadmap.scheduling.schedule import Schedule, Scheduled, day_of

DATE_SIZE, DUE_SIZE = 8.0, 7.5
GAP, DUE_GAP = 4.0, 2.5
SHORTEST_WHISKER = 5.0
DAYS_OFF = 4
MARK_ROOM = 7.0
CLOSE = 1e-6


class Ground(NamedTuple):
    """What rows are laid out on; with ``shows_waits`` the time from ready to handed in is drawn and told."""

    schedule: Schedule
    axis: TimeAxis
    words: Words
    shows_waits: bool = False


class Slot(NamedTuple):
    """Where a row's shapes lie, and from where to where its due mark: what a label has to stay clear of."""

    axis: TimeAxis
    left: float
    right: float
    due: tuple[float, float] | None
    y: float


def lay_out_row(ground: Ground, item: Scheduled, y: float) -> tuple[list[Shape], list[Label]]:
    """The shapes of one deliverable around a height, and its label where there is room."""
    axis = ground.axis
    late, standing = _is_late(item), _standing_of(item)
    is_at_risk = deliverable_state(ground.schedule, item) == "at-risk"
    *steps, _ = with_steps(ground.schedule, item)
    before = [shape for step in steps if step.is_known for shape in _shapes(ground, step, y, _standing_of(step))]
    shapes = within(axis, [*before, *_shapes(ground, item, y, standing)]) if item.is_known else []
    xs = [x for shape in shapes for x, _ in shape.points] or [axis.left]
    due = axis.x(item.due.toordinal() + 1) if item.due is not None else None
    slot = Slot(axis, min(xs), max(xs), None, y)
    mark, due_labels = _due(item, due, slot)
    slot = slot._replace(due=mark)
    ink: Ink = "strong" if is_at_risk else "quiet"
    if item.is_known and (is_critical(item) or late):
        ink = "critical"
    text = _text(ground, item, is_late=late, is_at_risk=is_at_risk)
    label = _label(ground.words, text, item, slot, ink)
    if due_labels and (label is None or label.text.endswith(ELLIPSIS)):
        # The date itself comes before the quarter in which it is due.
        slot, due_labels = slot._replace(due=(due or 0, due or 0)), []
        label = _label(ground.words, text, item, slot, ink)
    if mark is not None:
        shapes.append(symbols.due_mark(mark[0], y, item.id))
        shapes.extend(_whisker(item, slot, label))
    shapes.extend(within(axis, _baseline(ground.schedule, item, axis, y)))
    shapes.extend(symbols.standing_mark(standing, axis.left - MARK_ROOM, y, item.id))
    if standing == "" and is_at_risk:
        shapes.append(symbols.risk_mark(axis.left - MARK_ROOM, y, item.id))
    labels = [*due_labels, *([label] if label is not None else [])]
    return [*map(halo, labels), *shapes], labels


def lay_out_summary(ground: Ground, items: Sequence[Scheduled], y: float) -> tuple[list[Shape], list[Label]]:
    """One bar from the first to the last day of many, the stretches of it that are critical, and its last day."""
    axis = ground.axis
    known = [item for item in items if item.is_known and item.start > BEFORE]
    if not known:
        return [], []
    first, last = min(item.start for item in known), max(item.finish for item in known)
    done = sum(item.done for item in items)
    role: Role = "summary-done" if done == len(items) else "summary"
    bar = Shape(role, symbols.bar(axis, first, last, y, symbols.HALF_SUMMARY))
    spans = _merged([(item.start, item.finish) for item in known if is_critical(item) and not item.done])
    critical = [
        Shape("summary-critical", symbols.bar(axis, start, finish, y, symbols.HALF_SUMMARY)) for start, finish in spans
    ]
    shapes = within(axis, [bar, *critical])
    marks = symbols.standing_mark("-done" if role == "summary-done" else "", axis.left - MARK_ROOM, y)
    xs = [x for shape in shapes for x, _ in shape.points] or [axis.left]
    text = ground.words.say("through {date}", date=ground.words.short_date(day_of(last - 1)))
    if done:
        text = f"{text}; {ground.words.say('{done} of {count} done', done=done, count=len(items))}"
    label = _place(text, Slot(axis, min(xs), max(xs), None, y), "on-band", None)
    return [*shapes, *marks], [label] if label is not None else []


def within(axis: TimeAxis, shapes: Iterable[Shape]) -> list[Shape]:
    """The shapes that lie within the days shown; a bar that goes on is cut, and a sign says that it does."""
    kept: list[Shape] = []
    for shape in shapes:
        xs = [x for x, _ in shape.points]
        left, right = min(xs), max(xs)
        if shape.role.partition("-")[0] in symbols.SPANS:
            if right <= axis.left or left >= axis.right:
                continue
            points = tuple((min(max(x, axis.left), axis.right), y) for x, y in shape.points)
            kept.append(shape._replace(points=points))
            if shape.role.partition("-")[0] in {"bar", "term"}:
                kept.extend(symbols.goes_on(axis, left, right, shape))
        elif axis.left - CLOSE <= (left + right) / 2 <= axis.right + CLOSE:
            kept.append(shape)
    return kept


def halo(label: Label, role: Role = "halo") -> Shape:
    """Paper behind a label, so that no line runs through its text."""
    left, top, right, bottom = label.box
    left, right = left - 1, right + 1
    return Shape(role, ((left, top), (right, top), (right, bottom), (left, bottom)))


def _is_late(item: Scheduled) -> bool:
    """Whether it passes its own due date; a target that is late is said at the head and at its line."""
    return not item.done and is_past_due(item)


def _standing_of(item: Scheduled) -> Standing:
    if item.done:
        return "-done"
    if is_critical(item):
        return "-critical"
    if _is_late(item):
        return "-late"
    return "-near" if item.near_critical else ""


def _shapes(ground: Ground, item: Scheduled, y: float, standing: Standing) -> list[Shape]:
    name, axis = item.id, ground.axis
    match item.activity.kind_name:
        case "work":
            shape = Shape(symbols.role("bar", standing), symbols.bar(axis, item.start, item.finish, y), name)
            return [shape, *_progress(item, axis, y)]
        case "term":
            return [Shape(symbols.role("term", standing), symbols.term(axis, item.start, item.finish, y), name)]
        case "milestone":
            return [Shape(symbols.role("milestone", standing), symbols.diamond(axis.x(item.finish), y), name)]
        case "decision":
            return _decision(ground, item, y, standing)


def _label(words: Words, text: str, item: Scheduled, slot: Slot, ink: Ink) -> Label | None:
    """The date of a row where there is room for it."""
    label = _place(text, slot, ink, item.id)
    if label is not None and item.is_known and slot.due is not None and slot.right + GAP < slot.due[0] < label.x:
        # Behind the due mark a bare date reads as the due date.
        runs = item.activity.kind_name in {"work", "term"}
        label = _place(words.say("through {date}" if runs else "on {date}", date=text), slot, ink, item.id)
    return label


def _due(item: Scheduled, due: float | None, slot: Slot) -> tuple[tuple[float, float] | None, list[Label]]:
    """Where the due mark begins and ends, and the quarter beside it where it is clear of the row's own shapes."""
    axis = slot.axis
    if due is None or item.due is None or not axis.left <= due <= axis.right:
        return None, []
    text = f"Q{(item.due.month + 2) // 3}"
    wide = width(text, DUE_SIZE)
    left, right = due + DUE_GAP, due + DUE_GAP + wide
    if right > axis.right or not (left >= slot.right + DUE_GAP or right <= slot.left - DUE_GAP):
        return (due, due), []
    return (due, right), [Label(left, slot.y + 0.27 * DUE_SIZE, text, DUE_SIZE, wide, "quiet", item=item.id)]


def _whisker(item: Scheduled, slot: Slot, label: Label | None) -> list[Shape]:
    """A thin line over the time that is left until something is due, clear of the date that may stand there."""
    if slot.due is None or item.done or not item.is_known:
        return []
    left, right = slot.right + 1, slot.due[0] - 1
    if label is not None and slot.right <= label.x < right:
        left = label.box[2] + DUE_GAP
    return [Shape("whisker", ((left, slot.y), (right, slot.y)), item.id)] if right - left > SHORTEST_WHISKER else []


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap or have no more than days off between them as one."""
    merged: list[tuple[int, int]] = []
    for start, finish in sorted(spans):
        if merged and start <= merged[-1][1] + DAYS_OFF:
            merged[-1] = merged[-1][0], max(finish, merged[-1][1])
        else:
            merged.append((start, finish))
    return [(start, max(finish, start + 1)) for start, finish in merged]


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


def _decision(ground: Ground, item: Scheduled, y: float, standing: Standing) -> list[Shape]:
    """The meeting as a circle, the hand-in day as a tick, the wait between them as a line; of a group every meeting."""
    schedule, axis = ground.schedule, ground.axis
    # A meeting lies in the middle of its day.
    middle = axis.x(item.finish - 0.5)
    shapes: list[Shape] = []
    if item.hearing is not None:
        hand_in = axis.x(item.hearing.hand_in.toordinal() + 1)
        wait: Role = "wait-critical" if standing == "-critical" else "wait"
        if middle - hand_in > RADIUS:
            shapes.append(Shape(wait, ((hand_in, y), (middle - RADIUS, y)), item.id))
        shapes.append(Shape("hand-in", symbols.tick(hand_in, y), item.id))
        if ground.shows_waits and not item.done and BEFORE < item.ready < item.hearing.hand_in.toordinal() + 1:
            shapes.append(Shape("ready", ((axis.x(item.ready), y), (hand_in, y)), item.id))
    number = schedule.network.index[item.id]
    shares = schedule.network.members.get(number, ())
    finishes = {schedule.items[schedule.network.activities[share].id].finish for share in shares}
    shapes.extend(
        Shape("share", symbols.circle(axis.x(finish - 0.5), y, RADIUS * 0.5), item.id)
        for finish in sorted(finishes - {item.finish, BEYOND})
    )
    shapes.append(Shape(symbols.role("decision", standing), symbols.circle(middle, y), item.id))
    if item.hearing is not None and item.hearing.assumed:
        shapes.append(Shape("hollow", symbols.circle(middle, y, RADIUS * 0.6), item.id))
    return shapes


def _text(ground: Ground, item: Scheduled, *, is_late: bool, is_at_risk: bool) -> str:
    """The date, for a decision of a group with the slowest body, and what is wrong in words."""
    schedule, words = ground.schedule, ground.words
    if not item.is_known:
        return words.say("date unknown")
    parts = [words.short_date(item.early_finish)]
    if is_late:
        parts.append(words.say("late"))
    elif is_at_risk:
        parts.append(words.say("at risk"))
    slowest = [driver.id or "" for driver in item.driving.drivers if driver.rule == "meeting"]
    members = len(schedule.network.members.get(schedule.network.index[item.id], ()))
    if slowest and members > 1:
        bodies = [schedule.plan.bodies[name].title or name for name in slowest]
        parts[-1] += ","
        parts.append(words.say("last of {n}: {bodies}", n=members, bodies=", ".join(bodies)))
    if item.hearing is not None and item.hearing.assumed:
        parts.append(words.say("(assumed)"))
    waited = item.hearing.waited_days if item.hearing is not None and not item.done else None
    if ground.shows_waits and waited:
        parts[-1] += ";"
        parts.append(words.say("{days} waiting for the meeting", days=DayCount(waited)))
    return " ".join(parts)


def _date_label(text: str, x: float, y: float, ink: Ink, item: str | None) -> Label:
    return Label(x, y + 0.27 * DATE_SIZE, text, DATE_SIZE, width(text, DATE_SIZE), ink, item=item)


def _place(text: str, slot: Slot, ink: Ink, item: str | None) -> Label | None:
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
    if slot.due is None:
        return [after, before]
    first, last = slot.due
    if slot.left <= first <= slot.right - GAP:
        return [after, before]
    if first > slot.right - GAP:
        beyond = max(last, slot.right) + GAP
        return [(right, first - 2 * GAP - right), (beyond, axis.right - beyond), before]
    return [after, (left, left - last - GAP), (first - 2 * GAP, first - 2 * GAP - axis.left)]
