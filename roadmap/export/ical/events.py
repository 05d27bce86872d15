"""The days of a plan as events: plain values, before any calendar format comes into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from roadmap.export.ical.descriptions import describe, describe_target
from roadmap.export.ical.identity import lasting_ids, role_slug, uid_of
from roadmap.export.ical.neighbours import Neighbours, find_neighbours
from roadmap.export.ical.titles import EventKind, categories_of, target_title, title_of
from roadmap.export.words import Words
from roadmap.plan.model import Kind
from roadmap.scheduling.kinds import Fixed
from roadmap.scheduling.schedule import Schedule, Scheduled, ScheduledTarget

OWN_KINDS: dict[Kind, EventKind] = {"decision": "meeting", "milestone": "milestone", "term": "term"}
"""As what the day of a deliverable itself stands in a calendar; work has its due date only."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Whom a day concerns: that decides in which feeds it stands. The owner is a slug of the role."""

    bodies: tuple[str, ...] = ()
    workstream: str | None = None
    owner: str | None = None
    is_critical: bool = False
    is_hand_in: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One day of the plan; ``item`` is the id of a deliverable, of the share of one body, or of a target.

    A certain day is fixed, past, or a promise; every other one is a forecast.
    """

    uid: str
    kind: EventKind
    item: str
    day: date
    title: str
    description: str
    categories: tuple[str, ...]
    is_certain: bool
    concern: Concern
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """All events by day, and whom the days concern that are not known."""

    events: tuple[Event, ...]
    undated: tuple[Concern, ...]


def agenda_of(schedule: Schedule, words: Words) -> Agenda:
    """Every day of the plan that somebody may want in a calendar."""
    maker = _Maker(schedule, words)
    events = [event for item in schedule.items.values() for event in maker.of_item(item)]
    events.extend(maker.of_target(target) for target in schedule.targets)
    undated = [item for item in schedule.items.values() if not item.is_known and item.activity.kind_name in OWN_KINDS]
    return Agenda(
        tuple(sorted(events, key=lambda event: (event.day, event.uid))),
        tuple(_concern(item, _own_bodies(item), is_hand_in=item.activity.kind_name == "decision") for item in undated),
    )


class _Maker:
    """Makes events of one plan in one language."""

    def __init__(self, schedule: Schedule, words: Words) -> None:
        self.schedule = schedule
        self.plan = schedule.plan
        self.words = words
        self.neighbours: Neighbours = find_neighbours(schedule)
        self.lasting = lasting_ids(schedule.plan.deliverables)

    def of_item(self, item: Scheduled) -> Iterator[Event]:
        """The due date, the day and the hand-in day of a deliverable, as far as there are any."""
        written, own = item.activity.deliverable, OWN_KINDS.get(item.activity.kind_name)
        day, is_certain = item.early_finish, item.done or isinstance(item.activity.kind, Fixed)
        if item.due is not None:
            # A due date concerns every body of a group; the day of the last one belongs to none of them.
            bodies = self.plan.members(written.decided_by) if written.decided_by is not None else ()
            yield self._event(item, "due", item.due, _concern(item, bodies), is_certain=True)
        if day is not None and own is not None:
            yield self._event(item, own, day, _concern(item, _own_bodies(item)), is_certain=is_certain)
        if item.hearing is not None:
            concern = _concern(item, _own_bodies(item), is_hand_in=True)
            yield self._event(item, "hand-in", item.hearing.hand_in, concern, is_certain=is_certain)

    def of_target(self, target: ScheduledTarget) -> Event:
        """The day of a target, with its margin in words."""
        return Event(
            uid=uid_of(self.plan.id, "target", target.id),
            kind="target",
            item=target.id,
            day=target.day,
            title=target_title(self.schedule, target, self.words),
            description=describe_target(self.schedule, target, self.words),
            categories=categories_of(self.schedule, target.milestone, "target", self.words),
            is_certain=True,
            concern=_concern(target.milestone, ()),
        )

    def _event(self, item: Scheduled, kind: EventKind, day: date, concern: Concern, *, is_certain: bool) -> Event:
        return Event(
            uid=uid_of(self.plan.id, kind, self._lasting_id(item)),
            kind=kind,
            item=item.id,
            day=day,
            title=title_of(self.schedule, item, kind, self.words, is_certain=is_certain),
            description=describe(self.schedule, item, kind, self.neighbours, self.words),
            categories=categories_of(self.schedule, item, kind, self.words),
            is_certain=is_certain,
            concern=concern,
            url=item.activity.deliverable.url,
        )

    def _lasting_id(self, item: Scheduled) -> str:
        """The id under which an item's history runs, for a share followed by its body."""
        name = self.lasting[item.activity.deliverable_id]
        return name if item.activity.whole is None else f"{name}@{item.activity.body}"


def _own_bodies(item: Scheduled) -> tuple[str, ...]:
    return (item.activity.body,) if item.activity.body is not None else ()


def _concern(item: Scheduled, bodies: tuple[str, ...], *, is_hand_in: bool = False) -> Concern:
    written = item.activity.deliverable
    owner = role_slug(written.owner) if written.owner is not None else None
    return Concern(bodies, written.workstream, owner, item.critical, is_hand_in)
