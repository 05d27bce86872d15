"""Every place in the files of a plan where a record is named: what a new id must follow, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from roadmap.findings import Location
from roadmap.plan.plan import Place, Plan
from roadmap.plan.source import Mapping, Node, Sequence, Text

SHARED = {"workstreams": "deliverables", "groups": "bodies"}
"""Sections whose ids are in one space with those of another: an id there means one record only."""

_NAMING = {
    "plan": {"calendar": "calendars", "board": "deliverables"},
    "targets": {"milestone": "deliverables"},
    "bodies": {"recess": "recesses"},
    "workstreams": {"adopted_by": "bodies", "informs": "bodies"},
    "deliverables": {
        "workstream": "deliverables",
        "decided_by": "bodies",
        "agreed_with": "bodies",
        "term": "terms",
        "calendar": "calendars",
        "before": "deliverables",
        "covers": "requirements",
        "procedure": "procedures",
    },
    "procedures": {"decided_by": "bodies", "agreed_with": "bodies", "term": "terms", "calendar": "calendars"},
}
"""The keys whose values are ids, by the section in which they stand, with the section that they name."""

_BY_BODY = ("decided", "misses")


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that names a record: in whose record, under which key; of `id@body` the one part or the other."""

    section: str
    owner: str
    key: str
    place: Place
    node: Text
    space: str
    name: str
    is_share: bool = False

    @property
    def location(self) -> Location:
        """Where it stands."""
        return self.place.source.location(self.node)


def space_of(section: str) -> str:
    """The space in which the ids of a section are unique."""
    return SHARED.get(section, section)


def mentions_of(plan: Plan, section: str, name: str) -> tuple[Mention, ...]:
    """Every place that names a record, in the order of the plan."""
    space = space_of(section)
    return tuple(mention for mention in _mentions(plan) if mention.space == space and mention.name == name)


def _mentions(plan: Plan) -> Iterator[Mention]:
    for section, owner in plan.places.names():
        place = plan.places.get(section, owner)
        if place is None:
            continue
        if section == "groups":
            yield from (_plainly("bodies", text, (section, owner, "groups"), place) for text in _texts(place.node))
        elif isinstance(place.node, Mapping):
            yield from _in_record(section, owner, place, place.node)
            for step, below in _steps(place.node):
                name = plan.step_of(owner, step) if section == "deliverables" else owner
                yield from _in_record(section, name, Place(place.source, step, below), below)


def _in_record(section: str, owner: str, place: Place, node: Mapping) -> Iterator[Mention]:
    for key, space in _NAMING.get(section, {}).items():
        here = (section, owner, key)
        yield from (_plainly(space, text, here, place) for text in _texts(node.get(key)))
    if section in {"deliverables", "workstreams"}:
        for text in _link_texts(node.get("after")):
            yield from _in_link(text, (section, owner, "after"), place)
    for key in _BY_BODY if section == "deliverables" else ():
        below = node.get(key)
        for body in below if isinstance(below, Mapping) else ():
            if isinstance(body, Text):
                yield _plainly("bodies", body, (section, owner, key), place)


def _steps(node: Mapping) -> Iterator[tuple[Text, Mapping]]:
    """What a record says of steps."""
    steps = node.get("steps")
    for step, below in steps.items() if isinstance(steps, Mapping) else ():
        if isinstance(step, Text) and isinstance(below, Mapping):
            yield step, below


def _plainly(space: str, text: Text, here: tuple[str, str, str], place: Place) -> Mention:
    return Mention(*here, place, text, space, str(text))


def _in_link(text: Text, here: tuple[str, str, str], place: Place) -> Iterator[Mention]:
    """The deliverable or workstream that a link names, and the body whose share it means."""
    words = text.split()
    whole, at, body = (words[0] if words else "").partition("@")
    yield Mention(*here, place, text, "deliverables", whole)
    if at:
        yield Mention(*here, place, text, "bodies", body, is_share=True)


def _texts(node: Node | None) -> Iterator[Text]:
    items = node if isinstance(node, Sequence) else [node]
    return (item for item in items if isinstance(item, Text))


def _link_texts(node: Node | None) -> Iterator[Text]:
    """The texts of links in every form: one or a list of them, short or with keys."""
    for item in node if isinstance(node, Sequence) else [node]:
        named = item.get("deliverable") if isinstance(item, Mapping) else item
        if isinstance(named, Text):
            yield named
