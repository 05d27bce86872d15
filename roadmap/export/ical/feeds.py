"""The feeds of a plan: which there are, what each is called, and which events stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from roadmap.export.ical.components import Heading, Writer
from roadmap.export.ical.descriptions import from_the_plan
from roadmap.export.ical.events import Agenda, Concern, Event, agenda_of
from roadmap.export.ical.identity import Stamp, file_part, first_stamp, lasting_ids, revision_day, role_slug, uid_of
from roadmap.export.ical.names import body_name, named, one_line, plan_name, without_separators, workstream_name
from roadmap.export.ical.titles import kind_in_words
from roadmap.export.order import OUTSIDE, workstream_order
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule

Scope = Literal["all", "critical", "hand-in-days", "body", "workstream", "owner"]
# Not in the catalogue: a file name is an address that others have subscribed to, and no better wording may change it.
FILE_NAMES: dict[str, dict[Scope, str]] = {
    "nl": {
        "all": "alles",
        "critical": "kritiek",
        "hand-in-days": "aanleverdagen",
        "body": "orgaan",
        "workstream": "werkstroom",
        "owner": "eigenaar",
    },
    "en": {
        "all": "all",
        "critical": "critical",
        "hand-in-days": "hand-in-days",
        "body": "body",
        "workstream": "workstream",
        "owner": "owner",
    },
}


# CSS names for whoever follows RFC 7986, and the same as figures for Apple.
COLOURS: dict[Scope, tuple[str, str]] = {
    "all": ("steelblue", "#4682B4"),
    "critical": ("firebrick", "#B22222"),
    "hand-in-days": ("darkorange", "#FF8C00"),
    "body": ("slateblue", "#6A5ACD"),
    "workstream": ("seagreen", "#2E8B57"),
    "owner": ("slategray", "#708090"),
}


@dataclass(frozen=True, slots=True)
class Feed:
    """One calendar that can be subscribed to.

    ``about`` says in words whose days it holds, ``undated`` how many it should hold whose day is not known.
    """

    scope: Scope
    file_name: str
    about: str
    heading: Heading
    events: tuple[Event, ...]
    undated: int
    writer: Writer = field(repr=False, compare=False)

    @property
    def count(self) -> int:
        """How many days of the plan it holds; the notice of an empty one is none."""
        return sum(event.kind != "notice" for event in self.events)

    def to_bytes(self) -> bytes:
        """The feed as a file."""
        return self.writer.to_ics(self.heading, self.events)


def feeds_of(schedule: Schedule, words: Words, *, stamp: Stamp | None = None) -> list[Feed]:
    """Every feed of a plan in one language; an event that stands in many is laid out and written once."""
    agenda = agenda_of(schedule, words)
    writer = Writer(stamp or first_stamp(schedule))
    return [_feed(schedule, view, agenda, words, writer) for view in _views(schedule, words)]


@dataclass(frozen=True, slots=True)
class _View:
    """What one feed looks at; ``key`` is the id or slug of whom it is for."""

    scope: Scope
    about: str
    key: str = ""
    address: str = ""

    def holds(self, concern: Concern) -> bool:
        """Whether a day belongs in the feed."""
        match self.scope:
            case "all":
                return True
            case "critical":
                return concern.is_critical
            case "hand-in-days":
                return concern.is_hand_in
            case "body":
                return self.key in concern.bodies
            case "workstream":
                return self.key == concern.workstream
            case "owner":
                return self.key == concern.owner


def _views(schedule: Schedule, words: Words) -> Iterator[_View]:
    """All, critical and hand-in days, then one for each body, workstream and owner."""
    plan = schedule.plan
    yield _View("all", words.say("All days"))
    yield _View("critical", words.say("Critical path"))
    yield _View("hand-in-days", words.say("Hand-in days"))
    for name in sorted(plan.bodies):
        yield _View("body", body_name(schedule, name), name, name)
    lasting = lasting_ids(plan.workstreams)
    for name in workstream_order(schedule):
        if name != OUTSIDE:
            yield _View("workstream", workstream_name(schedule, name), name, lasting[name])
    for slug, role in sorted(_roles(schedule).items()):
        yield _View("owner", role, slug, slug)


def _roles(schedule: Schedule) -> dict[str, str]:
    """The owners by slug, each as it is written first in the alphabet."""
    owners = {item.owner for item in schedule.plan.deliverables.values() if item.owner is not None}
    return {role_slug(owner): named(owner, role_slug(owner)) for owner in sorted(owners, reverse=True)}


def _feed(schedule: Schedule, view: _View, agenda: Agenda, words: Words, writer: Writer) -> Feed:
    events = tuple(event for event in agenda.events if view.holds(event.concern))
    undated = sum(view.holds(concern) for concern in agenda.undated)
    parts = [schedule.plan.id, FILE_NAMES[words.language][view.scope], view.address]
    heading = Heading(
        # What sets it apart comes first: a list of calendars shows no more than the beginning.
        name=without_separators(f"{view.about} \N{EN DASH} {plan_name(schedule)}"),
        description=without_separators(_description(schedule, undated, words)),
        language=words.language,
        colour=COLOURS[view.scope],
    )
    return Feed(
        scope=view.scope,
        file_name=f"{'-'.join(file_part(part) for part in parts if part)}.ics",
        about=one_line(view.about),
        heading=heading,
        events=events or (_notice(schedule, view, words),),
        undated=undated,
        writer=writer,
    )


def _description(schedule: Schedule, undated: int, words: Words) -> str:
    """Where the days come from, of which day they are, and what is not among them."""
    origin = from_the_plan(schedule, words)
    text = f"{origin}. {words.say('Status date {day}', day=schedule.status_date)}."
    if not undated:
        return text
    missing = words.count("{n} day is not known and left out.", "{n} days are not known and left out.", undated)
    return f"{text} {missing}"


def _notice(schedule: Schedule, view: _View, words: Words) -> Event:
    """The one event of an empty feed: a calendar without any is not valid."""
    return Event(
        uid=uid_of(schedule.plan.id, "notice", f"{view.scope}:{view.address}"),
        kind="notice",
        item=view.key,
        day=revision_day(schedule),
        title=words.say("There is nothing in this calendar yet"),
        description=f"{one_line(view.about)}\n{from_the_plan(schedule, words)}",
        categories=(kind_in_words("notice", words),),
        is_certain=True,
        concern=Concern(),
    )
