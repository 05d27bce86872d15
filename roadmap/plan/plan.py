"""The plan as one value: every record by its id, and the place where each was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from roadmap.findings import Location
from roadmap.plan.model import (
    Body,
    CalendarDefinition,
    Deliverable,
    Header,
    Procedure,
    Requirement,
    Settings,
    Target,
    TermRule,
    Workstream,
)
from roadmap.plan.periods import Days
from roadmap.plan.source import Mapping, Node, Sequence, Source, Text


@dataclass(frozen=True, slots=True)
class Place:
    """Where one record was written: its file, its key, and its content."""

    source: Source
    key: Text
    node: Node


@dataclass(frozen=True, slots=True)
class StepOf:
    """What a deliverable is a step of: the deliverable that names the procedure, and the step's own id."""

    owner: str
    step: str


class Places:
    """The place of everything in the plan, by section and id."""

    def __init__(self) -> None:
        """Begin empty."""
        self._places: dict[tuple[str, str], Place] = {}
        self._steps: dict[tuple[str, str], Place] = {}
        self.refused: set[str] = set()

    def add(self, section: str, name: str, place: Place) -> None:
        """Remember where a record stands."""
        self._places[section, name] = place

    def refuse(self, names: Iterable[str]) -> None:
        """Remember records that were written, but not read: of their place or key there is a finding."""
        self.refused.update(names)

    def add_step(self, name: str, place: Place) -> None:
        """Remember what a step of a procedure says, of which some stands at its deliverable and some elsewhere."""
        self._steps["deliverables", name] = place

    def get(self, section: str, name: str) -> Place | None:
        """Where a record stands, if it was written at all; a step of a procedure has no record of its own."""
        return self._places.get((section, name))

    def names(self) -> Iterable[tuple[str, str]]:
        """Everything that has a place, by section and id."""
        return self._places.keys()

    def location(self, section: str, name: str, *path: str | int) -> Location | None:
        """Where a value stands, or as near to it as the plan goes: the record's key at least."""
        place = self.read_at(section, name)
        return locate(place, path) if place is not None else None

    def key_location(self, section: str, name: str, *path: str) -> Location | None:
        """Where a key stands, not its value, or as near to it as the plan goes."""
        place = self.read_at(section, name)
        if place is None:
            return None
        holder: Node | None = place.node
        for part in path[:-1]:
            holder = holder.get(part) if isinstance(holder, Mapping) else None
        key = next((key for key in holder if key == path[-1]), None) if isinstance(holder, Mapping) else None
        return place.source.location(key) if isinstance(key, Text) else locate(place, path)

    def read_at(self, section: str, name: str) -> Place | None:
        """Where what a record says was read: of a step not only at its deliverable."""
        return self._steps.get((section, name)) or self._places.get((section, name))


def locate(place: Place, path: tuple[str | int, ...]) -> Location:
    """Follow a path of keys and positions into a record, as far as it goes."""
    node: Node = place.node
    nearest: Node = place.key
    for part in path:
        below: Node | None = None
        if isinstance(node, Mapping) and isinstance(part, str):
            below = node.get(part)
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node):
            below = node[part]
        elif isinstance(part, int) and not isinstance(node, Sequence):
            # One value stands for a list of one.
            below = node
        if below is None:
            break
        node = nearest = below
    return place.source.location(nearest)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the planner wrote, validated; records by id.

    ``deliverables`` holds the steps of procedures too, each as a deliverable; ``steps`` says which those are.
    """

    id: str
    header: Header
    places: Places
    requirements: dict[str, Requirement] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    calendars: dict[str, CalendarDefinition] = field(default_factory=dict)
    recesses: dict[str, Days] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    terms: dict[str, TermRule] = field(default_factory=dict)
    procedures: dict[str, Procedure] = field(default_factory=dict)
    workstreams: dict[str, Workstream] = field(default_factory=dict)
    deliverables: dict[str, Deliverable] = field(default_factory=dict)
    steps: dict[str, StepOf] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The plan's title, or its id."""
        return self.header.title or self.id

    @property
    def status_date(self) -> date | None:
        """The status date that the plan gives."""
        return self.header.status_date

    @property
    def settings(self) -> Settings:
        """The limits of the plan."""
        return self.header.settings

    def waivers(self) -> dict[tuple[str, str], dict[str, str]]:
        """The codes that are waived, each with its reason, by section and id of their record."""
        waived = {("plan", ""): self.header.waive}
        records = (
            ("requirements", self.requirements),
            ("targets", self.targets),
            ("bodies", self.bodies),
            ("workstreams", self.workstreams),
            ("deliverables", self.deliverables),
        )
        for section, written in records:
            waived.update(((section, name), record.waive) for name, record in written.items())
        return {record: codes for record, codes in waived.items() if codes}

    def members(self, decider: str) -> tuple[str, ...]:
        """The bodies behind a body or group: a group's members, or the body alone."""
        return self.groups.get(decider, (decider,))

    def step_of(self, owner: str, step: str) -> str:
        """The id of a step of a deliverable, as a deliverable."""
        name = f"{owner}-{step}"
        return name if self.steps.get(name) == StepOf(owner, step) else owner

    def steps_by_owner(self) -> dict[str, tuple[str, ...]]:
        """The steps of procedures by the deliverable that they lead to, which is one of them."""
        found: dict[str, list[str]] = {}
        for name, step in self.steps.items():
            found.setdefault(step.owner, []).append(name)
        return {owner: tuple(names) for owner, names in found.items()}

    def is_group(self, decider: str | None) -> bool:
        """Whether a name is that of a group of bodies."""
        return decider in self.groups
