"""The text of an event: who, when and why, a line each; only what the plan says, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from roadmap.export.conclusion import sentence_on
from roadmap.export.ical.names import (
    LONGEST_NOTE,
    body_name,
    cut,
    item_name_with_code,
    named,
    one_line,
    plain,
    plan_name,
    workstream_name,
)
from roadmap.export.ical.neighbours import Neighbours
from roadmap.export.ical.titles import EventKind
from roadmap.export.status_text import some_of
from roadmap.export.words import Words
from roadmap.findings import DayCount
from roadmap.scheduling.schedule import Schedule, Scheduled, ScheduledTarget

MOST_NAMES = 6
"""Predecessors or successors that are named; the rest is counted."""


def describe(schedule: Schedule, item: Scheduled, kind: EventKind, neighbours: Neighbours, words: Words) -> str:
    """Everything a reader of the calendar may ask about one day of a deliverable."""
    lines = [
        *_who(schedule, item, words),
        *_meeting(schedule, item, kind, words),
        *_links(schedule, item, neighbours, words),
        *_room(schedule, item, kind, words),
        *_closing(schedule, item, words),
    ]
    return "\n".join(lines)


def describe_target(schedule: Schedule, target: ScheduledTarget, words: Words) -> str:
    """How a target stands, and on what it rests."""
    lines = [
        one_line(sentence_on(schedule, target, words)),
        words.say("Rests on: {name}", name=_with_day(target.milestone, words)),
        from_the_plan(schedule, words),
    ]
    return "\n".join(lines)


def after_move(text: str, before: date | None, now: date, words: Words) -> str:
    """A description after from where to where the day went when it last moved."""
    return text if before is None else f"{words.say('Moved: from {before} to {now}', before=before, now=now)}\n{text}"


def describe_withdrawn(schedule: Schedule, day: date, words: Words, *, is_dropped: bool) -> str:
    """Since when a day does not count any more: its item left the plan, or has no day now."""
    sentence = words.say(
        "No longer in the plan since {day}" if is_dropped else "Without a known day since {day}", day=day
    )
    return f"{sentence}\n{from_the_plan(schedule, words)}"


def from_the_plan(schedule: Schedule, words: Words) -> str:
    """The plan's title and its standing."""
    label = one_line(schedule.plan.header.label or "")
    values = {"plan": plan_name(schedule), "label": label}
    return words.say("From the plan {plan} ({label})" if label else "From the plan {plan}", **values)


def _who(schedule: Schedule, item: Scheduled, words: Words) -> Iterator[str]:
    """The body, the workstream and the owner."""
    written = item.activity.deliverable
    if item.activity.body is not None:
        yield words.say("Body: {name}", name=body_name(schedule, item.activity.body))
    elif written.decided_by is not None:
        count = len(schedule.plan.members(written.decided_by))
        values = {"group": written.decided_by, "needed": written.rule[0] if written.rule else count, "count": count}
        is_all = values["needed"] == count
        yield words.say(
            "Decided by: {group} (all {count})" if is_all else "Decided by: {group} ({needed} of {count})", **values
        )
    if written.workstream is not None:
        yield words.say("Workstream: {name}", name=workstream_name(schedule, written.workstream))
    if written.owner is not None:
        yield words.say("Owner: {role}", role=one_line(written.owner))


def _meeting(schedule: Schedule, item: Scheduled, kind: EventKind, words: Words) -> Iterator[str]:
    """The hand-in day or the meeting, whichever this event is not, and what missing it costs."""
    hearing = item.hearing
    if hearing is None or kind == "due":
        return
    if kind == "hand-in":
        yield words.say("For the decision on {day}", day=item.early_finish)
    else:
        yield words.say("Papers in by {day}", day=hearing.hand_in)
    if hearing.bodies:
        names = some_of((body_name(schedule, body) for body in hearing.bodies), words)
        yield words.say("The hand-in day is that of {bodies}: later there puts the whole off", bodies=names)
    if hearing.next_meeting is not None and hearing.cost_of_missing_days is not None:
        values = {"day": hearing.next_meeting, "days": DayCount(hearing.cost_of_missing_days)}
        yield words.say("Missing it costs {days}: the next decision day is {day}", **values)
    if hearing.assumed:
        yield words.say("The meeting is assumed: the body has not confirmed the day")


def _links(schedule: Schedule, item: Scheduled, neighbours: Neighbours, words: Words) -> Iterator[str]:
    """What it waits for and what it is needed for, with their days."""
    name = item.activity.deliverable_id
    before = [_with_day(schedule.items[other], words) for other in neighbours.before.get(name, ())]
    after = [_with_start(schedule.items[other], words) for other in neighbours.after.get(name, ())]
    if before:
        yield words.say("Waits for: {names}", names=_listed(before, words))
    if after:
        yield words.say("Needed for: {names}", names=_listed(after, words))


def _listed(names: list[str], words: Words) -> str:
    """So many names, and how many more there are."""
    text = "; ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return words.say("{names}; and {count} more", names=text, count=more) if more > 0 else text


def _with_day(item: Scheduled, words: Words) -> str:
    """A deliverable with the day on which it is there."""
    return f"{item_name_with_code(item)} ({words.day(item.early_finish)})"


def _with_start(item: Scheduled, words: Words) -> str:
    """A deliverable with the day from which it needs what stands before it."""
    if item.early_start == item.early_finish:
        return _with_day(item, words)
    return words.say("{name} (from {day})", name=item_name_with_code(item), day=item.early_start)


def _room(schedule: Schedule, item: Scheduled, kind: EventKind, words: Words) -> Iterator[str]:
    """Due date, forecast and float, as far as the event's own day does not say it."""
    due = item.activity.deliverable.due
    if kind == "due" and item.done:
        yield words.say("Done on {day}", day=item.early_finish)
    elif kind == "due":
        yield words.say("Forecast: {day}", day=item.early_finish)
    elif due is not None:
        yield words.say("Due: {day}", day=due.last)
    if item.total_float is None:
        return
    days = DayCount(abs(item.total_float), working=True)
    judge = schedule.plan.targets.get(item.judged_by or "")
    target = named(judge.title, item.judged_by or "") if judge is not None else ""
    if not target:
        yield words.say("Float: {days} to the end of the plan", days=days)
    elif item.total_float < 0:
        yield words.say("Float: {days} short for {target}", days=days, target=target)
    else:
        yield words.say("Float: {days} to {target}", days=days, target=target)


def _closing(schedule: Schedule, item: Scheduled, words: Words) -> Iterator[str]:
    written = item.activity.deliverable
    if written.note is not None:
        yield words.say("Note: {text}", text=cut(plain(written.note).strip(), LONGEST_NOTE))
    yield from_the_plan(schedule, words)
    if written.url is not None:
        yield plain(written.url)
