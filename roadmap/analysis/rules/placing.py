"""A finding about a record of the plan, at a place within it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from roadmap.findings import Finding, Value, finding_about
from roadmap.scheduling.schedule import Schedule, Scheduled

Rule: TypeAlias = Callable[[Schedule], Iterator[Finding]]
"""Everything that one rule has to say about a schedule."""
Record: TypeAlias = tuple[str, str]


def record_of(item: Scheduled) -> Record:
    """The record of a deliverable; a share stands in that of its whole."""
    return "deliverables", item.activity.deliverable_id


def about(schedule: Schedule, record: Record, code: str, params: dict[str, Value], *path: str | int) -> Finding:
    """A finding at a value within a record, or without a path at the record itself."""
    return finding_about(record, code, schedule.plan.places.location(*record, *path), params)
