"""Whether an id is free for a record to go by."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap.findings import Finding, Severity, Value
from roadmap.plan.editing.mentions import space_of
from roadmap.plan.plan import Plan
from roadmap.plan.records import SECTIONS


def id_findings(plan: Plan, section: str, name: str, *, renamed: str | None = None) -> list[Finding]:
    """Why a record cannot go by an id: another one does, or did and has its history under it."""
    return [*_taken(plan, section, name), *_former(plan, section, name, renamed)]


def _taken(plan: Plan, section: str, name: str) -> Iterator[Finding]:
    for other in SECTIONS:
        place = plan.places.get(other, name) if space_of(other) == space_of(section) else None
        if place is not None:
            yield Finding("duplicate-id", Severity.ERROR, place.source.location(place.key), {"id": name})


def _former(plan: Plan, section: str, name: str, renamed: str | None) -> Iterator[Finding]:
    """One that a record of the same sort had before: a baseline could not tell the two apart."""
    for other, former in former_ids(plan, section).items():
        if other != renamed and name in former:
            place = plan.places.location(section, other, "was")
            params: dict[str, Value] = {"id": name, "other": other}
            yield Finding("former-id", Severity.ERROR, place, params)


def former_ids(plan: Plan, section: str) -> dict[str, tuple[str, ...]]:
    """The ids that records of a section had before; there are none but of deliverables and workstreams."""
    if section == "workstreams":
        return {name: workstream.was for name, workstream in plan.workstreams.items()}
    if section == "deliverables":
        return {name: deliverable.was for name, deliverable in plan.deliverables.items()}
    return {}
