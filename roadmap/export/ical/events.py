"""The days of a plan as events: plain values, before any calendar format comes into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from roadmap.export.ical.descriptions import after_move, describe, describe_target
from roadmap.export.ical.identity import lasting_ids, role_slug, uid_of
from roadmap.export.ical.neighbours import Neighbours, find_neighbours
from roadmap.export.ical.titles import EventKind, categories_of, name_of, target_name, target_title, title_of
from roadmap.export.words import Words
from roadmap.plan.ledger import Ledger, Status
from roadmap.plan.model import Kind
from roadmap.scheduling.kinds import Fixed
from roadmap.scheduling.schedule import Schedule, Scheduled, ScheduledTarget

OWN_KINDS: dict[Kind, EventKind] = {"decision": "meeting", "milestone": "milestone", "term": "term"}
"""As what the day of a deliverable itself stands in a calendar; work has its due date only."""

ALL, CRITICAL, HAND_IN_DAYS, PHASES = "all", "critical", "hand-in-days", "phases"
"""Keys of the feeds that are there once; of the others the key is what they are about and an id or slug."""


@dataclass(frozen=True, slots=True)
class Event:
    """One day of the plan, or the days of one phase.

    ``key`` is the kind and the lasting id, from which the UID follows; ``item`` is the id of a deliverable, of the
    share of one body, or of a target. A confirmed day is fixed, past, or a promise; every other one is a forecast.
    ``name`` is the title without its marks, ``feeds`` are the keys of the feeds it stands in, and it is open as long
    as something has still to be done.
    """

    key: str
    uid: str
    kind: EventKind
    item: str
    day: date
    name: str
    title: str
    description: str
    categories: tuple[str, ...]
    status: Status
    feeds: tuple[str, ...]
    last: date | None = None
    is_open: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """All events by day, and for each of the days that are not known the feeds in which it is missing."""

    events: tuple[Event, ...]
    undated: tuple[tuple[str, ...], ...]


def agenda_of(schedule: Schedule, words: Words, ledger: Ledger) -> Agenda:
    """Every day of the plan that somebody may want in a calendar; the ledger knows where each stood before."""
    maker = _Maker(schedule, words, ledger)
    events = [event for item in schedule.items.values() for event in maker.of_item(item)]
    events.extend(maker.of_target(target) for target in schedule.targets)
    undated = [item for item in schedule.items.values() if not item.is_known and item.activity.kind_name in OWN_KINDS]
    return Agenda(
        tuple(sorted(events, key=lambda event: (event.day, event.uid))),
        tuple(
            maker.feeds_of(item, _own_bodies(item), is_hand_in=item.activity.kind_name == "decision")
            for item in undated
        ),
    )


class _Maker:
    """Makes events of one plan in one language."""

    def __init__(self, schedule: Schedule, words: Words, ledger: Ledger) -> None:
        self.schedule = schedule
        self.plan = schedule.plan
        self.words = words
        self.ledger = ledger
        self.neighbours: Neighbours = find_neighbours(schedule)
        self.lasting = lasting_ids(schedule.plan.deliverables)
        self.lasting_workstreams = lasting_ids(schedule.plan.workstreams)
        self.slugs: dict[str, str] = {}

    def of_item(self, item: Scheduled) -> Iterator[Event]:
        """The due date, the day, the hand-in day and the phase of a deliverable, as far as there are any."""
        written, own = item.activity.deliverable, OWN_KINDS.get(item.activity.kind_name)
        day = item.early_finish
        status: Status = "confirmed" if item.done or isinstance(item.activity.kind, Fixed) else "tentative"
        if item.due is not None:
            # A due date concerns every body of a group; the day of the last one belongs to none of them.
            bodies = self.plan.members(written.decided_by) if written.decided_by is not None else ()
            yield self._event(item, "due", item.due, "confirmed", self.feeds_of(item, bodies))
        if day is not None and own is not None:
            yield self._event(item, own, day, status, self.feeds_of(item, _own_bodies(item)))
        if item.hearing is not None:
            feeds = self.feeds_of(item, _own_bodies(item), is_hand_in=True)
            yield self._event(item, "hand-in", item.hearing.hand_in, status, feeds)
        if self.plan.header.publish.phases and own is None and day is not None and item.early_start is not None:
            phase = self._event(item, "phase", item.early_start, status, (PHASES,))
            yield replace(phase, last=day)

    def of_target(self, target: ScheduledTarget) -> Event:
        """The day of a target, with its margin in words."""
        key = f"target:{target.id}"
        return Event(
            key=key,
            uid=uid_of(self.plan.id, key),
            kind="target",
            item=target.id,
            day=target.day,
            name=target_name(target, self.words),
            title=target_title(self.schedule, target, self.words),
            description=self._told(key, target.day, describe_target(self.schedule, target, self.words)),
            categories=categories_of(self.schedule, target.milestone, "target", self.words),
            status="confirmed",
            feeds=self.feeds_of(target.milestone, ()),
            is_open=not target.milestone.done,
        )

    def feeds_of(self, item: Scheduled, bodies: tuple[str, ...], *, is_hand_in: bool = False) -> tuple[str, ...]:
        """The keys of all feeds in which a day stands that concerns these bodies."""
        written = item.activity.deliverable
        keys = [ALL]
        if item.critical:
            keys.append(CRITICAL)
        if is_hand_in:
            keys.append(HAND_IN_DAYS)
        keys.extend(f"body:{body}" for body in bodies)
        towns = {town for body in bodies for town in self.plan.bodies[body].municipality}
        keys.extend(sorted({f"municipality:{self._slug(town)}" for town in towns}))
        if written.workstream is not None:
            keys.append(f"workstream:{self.lasting_workstreams[written.workstream]}")
        if written.owner is not None:
            keys.append(f"owner:{self._slug(written.owner)}")
        return tuple(keys)

    def _slug(self, role: str) -> str:
        if role not in self.slugs:
            self.slugs[role] = role_slug(role)
        return self.slugs[role]

    def _event(self, item: Scheduled, kind: EventKind, day: date, status: Status, feeds: tuple[str, ...]) -> Event:
        key = f"{kind}:{self._lasting_id(item)}"
        text = describe(self.schedule, item, kind, self.neighbours, self.words)
        return Event(
            key=key,
            uid=uid_of(self.plan.id, key),
            kind=kind,
            item=item.id,
            day=day,
            name=name_of(self.schedule, item, kind, self.words),
            title=title_of(self.schedule, item, kind, self.words, is_certain=status == "confirmed"),
            description=self._told(key, day, text),
            categories=categories_of(self.schedule, item, kind, self.words),
            status=status,
            feeds=feeds,
            is_open=not item.done,
            url=item.activity.deliverable.url,
        )

    def _told(self, key: str, day: date, text: str) -> str:
        return after_move(text, self.ledger.came_from(key, day), day, self.words)

    def _lasting_id(self, item: Scheduled) -> str:
        """The id under which an item's history runs, for a share followed by its body."""
        name = self.lasting[item.activity.deliverable_id]
        return name if item.activity.whole is None else f"{name}@{item.activity.body}"


def _own_bodies(item: Scheduled) -> tuple[str, ...]:
    return (item.activity.body,) if item.activity.body is not None else ()
