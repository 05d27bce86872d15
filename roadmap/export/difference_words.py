"""The difference between a plan and how it stood, in words: sections with a line each, for text and Markdown alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from roadmap.analysis.difference import Difference
from roadmap.analysis.records import Changed
from roadmap.analysis.slippage import Slippage, TargetShift
from roadmap.analysis.slips import item_in_baseline, slip_days
from roadmap.export.order import by_workstream
from roadmap.export.slippage_words import cause_in_words, in_one_sentence
from roadmap.export.status_text import body_title, name_of
from roadmap.export.words import Words
from roadmap.findings import DayCount
from roadmap.plan.baselines import Baseline
from roadmap.scheduling.schedule import Schedule, Scheduled

KEYS = {
    "title": "title",
    "kind": "kind",
    "workstream": "workstream",
    "duration": "duration",
    "decided_by": "decided by",
    "after": "follows",
    "not_before": "not before",
    "fixed": "fixed",
    "due": "due",
    "per": "per",
    "by": "by",
    "milestone": "milestone",
    "code": "code",
    "owner": "owner",
    "note": "note",
    "url": "link",
    "calendar": "calendar",
    "covers": "covers",
    "agreed_with": "agreed with",
    "rule": "rule",
    "readings": "readings",
    "misses": "misses",
    "decided": "decided",
    "started": "started",
    "finished": "finished",
    "remaining": "remaining",
    "percent": "percent done",
    "hand_in": "handed in before the meeting",
}
LISTS = {
    "meets": ("meets regularly", "meets no longer"),
    "meetings": ("meetings added", "meetings dropped"),
    "extra": ("extra meetings added", "extra meetings dropped"),
    "recess": ("recesses added", "recesses dropped"),
    "members": ("members added", "members dropped"),
    "municipality": ("municipalities added", "municipalities dropped"),
}
"""What is said of lists: what was added to them, and what is gone."""
FREE_TEXT = {"title", "code", "owner", "note", "url", "agreed_with"}


VALUES = {
    "work": "work",
    "milestone": "milestone",
    "start-milestone": "start milestone",
    "decision": "decision",
    "term": "term",
    "fatal": "fatal",
    "aim": "aim",
}
"""What a kind is called; all other values are shown as they are written in a plan."""


_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class Section(NamedTuple):
    """A title, and its lines; the further lines of an entry stand below it."""

    title: str
    entries: tuple[tuple[str, ...], ...]


def in_sections(schedule: Schedule, difference: Difference, slippage: Slippage, words: Words) -> list[Section]:
    """The targets first, then what is new, dropped, renamed, changed and moved; empty sections are left out."""
    sections = [
        Section(words.say("What it does to the targets"), tuple(_targets(schedule, difference, slippage, words))),
        Section(words.say("New"), tuple((_new(item, words),) for item in _in_order(schedule, difference.new))),
        Section(words.say("Dropped"), tuple((f"{item.title} [{name}]",) for name, item in difference.dropped)),
        Section(words.say("Renamed"), tuple((f"{old} -> {item.id}",) for old, item in difference.renamed)),
        Section(words.say("Changed"), tuple(_changed(schedule, difference, words))),
        Section(words.say("Bodies"), tuple(_bodies(schedule, difference, words))),
        Section(words.say("Findings that are left as they are"), tuple(_waivers(schedule, difference, words))),
        Section(
            words.say("Moved"),
            tuple((_moved(schedule, item, words),) for item in _in_order(schedule, difference.moved)),
        ),
    ]
    return [section for section in sections if section.entries]


def _in_order(schedule: Schedule, items: tuple[Scheduled, ...]) -> list[Scheduled]:
    return [item for _, group in by_workstream(schedule, items) for item in group]


def _targets(schedule: Schedule, difference: Difference, slippage: Slippage, words: Words) -> Iterator[tuple[str, ...]]:
    for moved in slippage.targets:
        yield tuple(_target(schedule, difference, moved, words))
    for _, target in difference.targets_dropped:
        yield (words.say("{target}: dropped", target=target.title),)


def _target(schedule: Schedule, difference: Difference, moved: TargetShift, words: Words) -> Iterator[str]:
    """One target: how far it went, what was written otherwise about it, and the shares that brought it there."""
    target = moved.target
    yield f"{target.target.title or target.id}: {in_one_sentence(moved, words)}"
    yield from (_change(changed, words) for changed in difference.targets_changed if changed.id == target.id)
    for share in moved.shift.shares:
        yield f"{share.days:+d}: {cause_in_words(schedule, share, words)}"


def _new(item: Scheduled, words: Words) -> str:
    deliverable = item.activity.deliverable
    name = " ".join(part for part in (deliverable.code, deliverable.title) if part)
    return words.say("{name} [{id}], forecast {day}", name=name or item.id, id=item.id, day=item.early_finish)


def _changed(schedule: Schedule, difference: Difference, words: Words) -> Iterator[tuple[str, ...]]:
    """An entry for each deliverable with all that is written otherwise about it."""
    by_id: dict[str, list[Changed]] = {}
    for changed in difference.changed:
        by_id.setdefault(changed.id, []).append(changed)
    for item in _in_order(schedule, tuple(schedule.items[name] for name in by_id)):
        yield name_of(schedule, item.id), *(_change(changed, words) for changed in by_id[item.id])


def _bodies(schedule: Schedule, difference: Difference, words: Words) -> Iterator[tuple[str, ...]]:
    """An entry for each body or group with all that is written otherwise about it."""
    by_id: dict[str, list[Changed]] = {}
    for changed in difference.bodies:
        by_id.setdefault(changed.id, []).append(changed)
    for name, changes in by_id.items():
        title = next((one.before or one.now for one in changes if one.key == "body"), body_title(schedule, name))
        yield title, *(text for one in changes for text in _body_change(one, words))


def _waivers(schedule: Schedule, difference: Difference, words: Words) -> Iterator[tuple[str, ...]]:
    """An entry for each record with the findings about it that are waived otherwise, and why."""
    by_id: dict[str, list[Changed]] = {}
    for changed in difference.waivers:
        by_id.setdefault(changed.id, []).append(changed)
    for name, changes in by_id.items():
        known = name_of(schedule, name) if name in schedule.items else body_title(schedule, name)
        yield known, *(_in_words(one.key, one.before, one.now, words) for one in changes)


def _body_change(changed: Changed, words: Words) -> Iterator[str]:
    if changed.key == "body":
        yield words.say("new" if changed.now else "dropped")
    elif changed.key in LISTS:
        added, gone = LISTS[changed.key]
        if changed.now:
            yield f"{words.say(added)}: {_in_days(changed.now, words)}"
        if changed.before:
            yield f"{words.say(gone)}: {_in_days(changed.before, words)}"
    else:
        yield _change(changed, words)


def _in_days(text: str, words: Words) -> str:
    """A value as it is written in a plan, with its dates as the reader writes them."""
    return _DATE.sub(lambda found: words.day(date.fromisoformat(found[0])), text)


def _change(changed: Changed, words: Words) -> str:
    key, before, now = words.say(KEYS[changed.key]), changed.before, changed.now
    if changed.key not in FREE_TEXT:
        before, now = _in_days(before, words), _in_days(now, words)
    if changed.key == "kind":
        before, now = words.say(VALUES[before]), words.say(VALUES[now])
    return _in_words(key, before, now, words)


def _in_words(key: str, before: str, now: str, words: Words) -> str:
    if not before:
        return words.say("{key}: now {now}", key=key, now=now)
    if not now:
        return words.say("{key}: was {before}, gone", key=key, before=before)
    return f"{key}: {before} -> {now}"


def _moved(schedule: Schedule, item: Scheduled, words: Words) -> str:
    before, days = item_in_baseline(schedule.baseline, item.activity), slip_days(schedule, item) or 0
    values = {
        "name": name_of(schedule, item.id),
        "before": before.finish if before else None,
        "now": item.early_finish,
        "days": DayCount(abs(days)),
    }
    return words.say(
        "{name}: {before} -> {now}, {days} later" if days > 0 else "{name}: {before} -> {now}, {days} sooner", **values
    )


def title(schedule: Schedule, baseline: Baseline, words: Words) -> str:
    """Which plan is compared with what, each with its status date."""
    values = {"plan": schedule.plan.title, "day": schedule.status_date}
    now = words.say("{plan}, status date {day}", **values)
    return words.say("{now}, against {name} ({day})", now=now, name=baseline.name, day=baseline.status_date)
