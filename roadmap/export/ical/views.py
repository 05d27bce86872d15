"""Which feeds a plan has, in one language: whose days each holds, what it is called, and in which file it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from roadmap.export.ical.events import ALL, CRITICAL, HAND_IN_DAYS, PHASES
from roadmap.export.ical.identity import file_part, lasting_ids, role_slug
from roadmap.export.ical.names import body_name, named, one_line, plan_name, without_separators, workstream_name
from roadmap.export.order import OUTSIDE, workstream_order
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule

Scope = Literal["all", "critical", "hand-in-days", "municipality", "body", "workstream", "owner", "phases"]
# Not in the catalogue: a file name is an address that others have subscribed to, and no better wording may change it.
FILE_NAMES: dict[str, dict[Scope, str]] = {
    "nl": {
        "all": "alles",
        "critical": "kritiek",
        "hand-in-days": "aanleverdagen",
        "municipality": "gemeente",
        "body": "orgaan",
        "workstream": "werkstroom",
        "owner": "eigenaar",
        "phases": "fasen",
    },
    "en": {
        "all": "all",
        "critical": "critical",
        "hand-in-days": "hand-in-days",
        "municipality": "municipality",
        "body": "body",
        "workstream": "workstream",
        "owner": "owner",
        "phases": "phases",
    },
}
REMINDING = {"nl": "met-herinnering", "en": "with-reminder"}

# CSS names for whoever follows RFC 7986, and the same as figures for Apple.
COLOURS: dict[Scope, tuple[str, str]] = {
    "all": ("steelblue", "#4682B4"),
    "critical": ("firebrick", "#B22222"),
    "hand-in-days": ("darkorange", "#FF8C00"),
    "municipality": ("teal", "#008080"),
    "body": ("slateblue", "#6A5ACD"),
    "workstream": ("seagreen", "#2E8B57"),
    "owner": ("slategray", "#708090"),
    "phases": ("peru", "#CD853F"),
}


@dataclass(frozen=True, slots=True)
class View:
    """What one feed looks at; ``key`` is what its events name it by, ``stem`` its file name without the ending."""

    scope: Scope
    key: str
    about: str
    name: str
    stem: str

    def file_name(self, language: str, *, reminds: bool = False) -> str:
        """The file of the feed, or of its variant that reminds."""
        return f"{self.stem}-{REMINDING[language]}.ics" if reminds else f"{self.stem}.ics"


def views_of(schedule: Schedule, words: Words) -> Iterator[View]:
    """All, critical and hand-in days; one for each municipality, body, workstream and owner; phases where asked for."""
    plan = schedule.plan
    yield _view(schedule, words, "all", ALL, words.say("All days"))
    yield _view(schedule, words, "critical", CRITICAL, words.say("Critical path"))
    yield _view(schedule, words, "hand-in-days", HAND_IN_DAYS, words.say("Hand-in days"))
    towns = [town for body in plan.bodies.values() for town in body.municipality]
    for slug, town in _slugs(towns).items():
        about = words.say("Municipality of {name}", name=town)
        yield _view(schedule, words, "municipality", f"municipality:{slug}", about)
    for name in sorted(plan.bodies):
        yield _view(schedule, words, "body", f"body:{name}", body_name(schedule, name))
    lasting = lasting_ids(plan.workstreams)
    for name in workstream_order(schedule):
        if name != OUTSIDE:
            yield _view(schedule, words, "workstream", f"workstream:{lasting[name]}", workstream_name(schedule, name))
    owners = [item.owner for item in plan.deliverables.values() if item.owner is not None]
    for slug, role in _slugs(owners).items():
        yield _view(schedule, words, "owner", f"owner:{slug}", role)
    if plan.header.publish.phases:
        yield _view(schedule, words, "phases", PHASES, words.say("Phases"))


def reminding_place(place: str) -> str:
    """The place in a folder of the variant that reminds, for that of a feed."""
    language = place.partition("/")[0]
    return f"{place.removesuffix('.ics')}-{REMINDING[language]}.ics"


def _slugs(names: list[str]) -> dict[str, str]:
    """Roles or municipalities by slug, each as it is written first in the alphabet."""
    found = {role_slug(name): named(name, role_slug(name)) for name in sorted(set(names), reverse=True)}
    return dict(sorted(found.items()))


def _view(schedule: Schedule, words: Words, scope: Scope, key: str, about: str) -> View:
    parts = [schedule.plan.id, FILE_NAMES[words.language][scope], key.partition(":")[2]]
    return View(
        scope=scope,
        key=key,
        about=one_line(about),
        # What sets it apart comes first: a list of calendars shows no more than the beginning.
        name=without_separators(f"{about} \N{EN DASH} {plan_name(schedule)}"),
        stem="-".join(file_part(part) for part in parts if part),
    )
