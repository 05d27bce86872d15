"""What a planner reports about a plan, as changes of single values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roadmap.plan.editing.changes import Change
from roadmap.plan.faults import FaultError
from roadmap.plan.model import Deliverable
from roadmap.plan.plan import Plan

PATHS: dict[str, tuple[str, ...]] = {
    "started": ("progress", "started"),
    "finished": ("progress", "finished"),
    "remaining": ("progress", "remaining"),
    "percent": ("progress", "percent"),
    "code": ("code",),
    "title": ("title",),
    "owner": ("owner",),
    "due": ("due",),
    "duration": ("duration",),
    "not_before": ("not_before",),
    "note": ("note",),
}
"""Where each reported value stands in a deliverable."""

REPLACES = {"finished": ("remaining", "percent"), "remaining": ("percent",), "percent": ("remaining",)}
"""What one value leaves no room for: something finished has nothing left, and what is left is told in one way."""


def header_changes(values: Mapping[str, str]) -> tuple[Change, ...]:
    """The changes of what stands once in a plan; an empty value takes its key out."""
    return tuple(Change("plan", "", (key,), value or None) for key, value in values.items())


def deliverable_changes(plan: Plan, name: str, values: Mapping[str, str]) -> tuple[Change, ...]:
    """The changes of one deliverable, or of `id@body`; an empty value takes its key out.

    Raises FaultError for a decision of a group that is reported finished without naming a body.
    """
    whole, _, body = name.partition("@")
    return tuple(_changes(plan, whole, body, values))


def _changes(plan: Plan, name: str, body: str, values: Mapping[str, str]) -> Iterator[Change]:
    for key, value in values.items():
        path = _finished_path(plan, name, body) if key == "finished" else PATHS[key]
        yield Change("deliverables", name, path, value or None)
        for other in REPLACES.get(key, ()) if value and not body else ():
            if values.get(other):
                continue
            yield Change("deliverables", name, PATHS[other], None)


def _finished_path(plan: Plan, name: str, body: str) -> tuple[str, ...]:
    """Where the day stands on which something was done: a decision says who took it."""
    deliverable = plan.deliverables.get(name)
    if body:
        return "decided", body
    if deliverable is None or deliverable.decided_by is None or _is_reported(deliverable):
        return PATHS["finished"]
    if plan.is_group(deliverable.decided_by):
        members = plan.members(deliverable.decided_by)
        raise FaultError("decided-by-group", id=name, bodies=members, first=members[0] if members else "")
    return "decided", deliverable.decided_by


def _is_reported(deliverable: Deliverable) -> bool:
    """Whether a decision is reported as a whole, without saying who took it."""
    return deliverable.progress is not None and deliverable.progress.finished is not None
