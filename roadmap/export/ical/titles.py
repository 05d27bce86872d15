"""Titles and categories of events: whose day it is, what falls on it, and at most one mark in words."""

from __future__ import annotations

from typing import Literal, get_args

from roadmap.analysis.states import target_state
from roadmap.export.ical.names import (
    LONGEST_NAME,
    LONGEST_TITLE,
    body_name,
    cut,
    item_name,
    named,
    plan_name,
    without_separators,
    workstream_name,
)
from roadmap.export.words import Words
from roadmap.findings import DayCount
from roadmap.scheduling.schedule import Schedule, Scheduled, ScheduledTarget

EventKind = Literal["due", "meeting", "hand-in", "milestone", "term", "phase", "target", "notice"]
KINDS: dict[str, EventKind] = {kind: kind for kind in get_args(EventKind)}
CHECK = "\N{CHECK MARK} "


def title_of(schedule: Schedule, item: Scheduled, kind: EventKind, words: Words, *, is_certain: bool) -> str:
    """`Gemeenteraad Almelo: hand in papers - Adopt the vision [forecast]`, of at most so many characters."""
    check = CHECK if item.done else ""
    tail = f"{_of_how_many(schedule, item, kind, words)}{_mark(item, words, is_certain=is_certain)}"
    return _fitted(f"{check}{_whose(schedule, item)}", _what(item, kind, words), tail)


def name_of(schedule: Schedule, item: Scheduled, kind: EventKind, words: Words) -> str:
    """The title without what can change from day to day: check, count and mark."""
    return _fitted(_whose(schedule, item), _what(item, kind, words), "")


def target_title(schedule: Schedule, target: ScheduledTarget, words: Words) -> str:
    """`Fatal date: Start of the contracts, 21 days margin`."""
    check = CHECK if target_state(schedule, target) == "met" else ""
    return _fitted(
        f"{check}{_sort(target, words)}", named(target.target.title, target.id), f", {_margin(target, words)}"
    )


def target_name(target: ScheduledTarget, words: Words) -> str:
    """The title of a target without its margin."""
    return _fitted(_sort(target, words), named(target.target.title, target.id), "")


def withdrawn_title(name: str, words: Words) -> str:
    """`DROPPED: ` before the name of what is no longer in the plan."""
    return cut(words.say("DROPPED: {name}", name=name), LONGEST_TITLE)


def categories_of(schedule: Schedule, item: Scheduled, kind: EventKind, words: Words) -> tuple[str, ...]:
    """Kind, body, workstream and the critical path, to filter and colour by."""
    body, workstream = item.activity.body, item.activity.deliverable.workstream
    names = [
        kind_in_words(kind, words),
        body_name(schedule, body) if body is not None else "",
        workstream_name(schedule, workstream) if workstream is not None else "",
        words.say("Critical path") if item.critical else "",
    ]
    clean = [without_separators(cut(name, LONGEST_NAME)) for name in names]
    return tuple(dict.fromkeys(name for name in clean if name))


def kind_of(key: str) -> EventKind:
    """The sort of day that the key of an event names."""
    return KINDS[key.partition(":")[0]]


def kind_in_words(kind: EventKind, words: Words) -> str:
    """What sort of day it is."""
    kinds: dict[EventKind, str] = {
        "due": words.say("Due date"),
        "meeting": words.say("Decision"),
        "hand-in": words.say("Hand-in day"),
        "milestone": words.say("Milestone"),
        "term": words.say("Term"),
        "phase": words.say("Phase"),
        "target": words.say("Target"),
        "notice": words.say("Notice"),
    }
    return kinds[kind]


def _whose(schedule: Schedule, item: Scheduled) -> str:
    """Who looks at it: the body that decides, or else the workstream, or else the plan."""
    if item.activity.body is not None:
        return body_name(schedule, item.activity.body)
    workstream = item.activity.deliverable.workstream
    return workstream_name(schedule, workstream) if workstream is not None else plan_name(schedule)


def _what(item: Scheduled, kind: EventKind, words: Words) -> str:
    """The title, after what is to be done with it on that day."""
    title = item_name(item)
    match kind:
        case "due":
            return words.say("due \N{EN DASH} {title}", title=title)
        case "hand-in":
            return words.say("hand in papers \N{EN DASH} {title}", title=title)
        case "term":
            return words.say("end of term \N{EN DASH} {title}", title=title)
        case "meeting" | "milestone" | "phase" | "target" | "notice":
            return title


def _of_how_many(schedule: Schedule, item: Scheduled, kind: EventKind, words: Words) -> str:
    """Of a decision by a group: how many bodies it takes on that day."""
    members = schedule.network.members.get(schedule.network.index[item.id])
    if members is None or kind in {"due", "phase"}:
        return ""
    rule, count = item.activity.deliverable.rule, len(members)
    needed = rule[0] if rule is not None else count
    if kind == "hand-in":
        sentence = words.say(
            "for all {count}" if needed == count else "for {needed} of {count}", needed=needed, count=count
        )
    else:
        sentence = words.say(
            "last of {count}" if needed == count else "{needed} of {count}", needed=needed, count=count
        )
    return f" ({sentence})"


def _mark(item: Scheduled, words: Words, *, is_certain: bool) -> str:
    """The first mark that applies."""
    if item.done:
        return ""
    if item.critical:
        return f" {words.say('[critical]')}"
    if is_certain:
        return ""
    is_assumed = item.hearing is not None and item.hearing.assumed
    return f" {words.say('[assumed]' if is_assumed else '[forecast]')}"


def _sort(target: ScheduledTarget, words: Words) -> str:
    return words.say("Fatal date" if target.target.kind == "fatal" else "Target date")


def _margin(target: ScheduledTarget, words: Words) -> str:
    """How many days there are between a target and its forecast."""
    if target.margin_days is None:
        return words.say("no forecast")
    days = DayCount(abs(target.margin_days))
    return words.say("{days} late" if target.margin_days < 0 else "{days} margin", days=days)


def _fitted(whose: str, what: str, tail: str) -> str:
    """`whose: what` and its tail, where the middle gives way when it grows too long."""
    head = f"{cut(whose, LONGEST_NAME)}: "
    return f"{head}{cut(what, LONGEST_TITLE - len(head) - len(tail))}{tail}"
