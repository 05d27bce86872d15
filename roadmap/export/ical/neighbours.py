"""What stands before and after each deliverable, as links say it; the nearest first."""

from __future__ import annotations

from dataclasses import dataclass

from roadmap.plan.calendars import BEYOND
from roadmap.scheduling.network import Activity
from roadmap.scheduling.schedule import Schedule, Scheduled


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Ids by the deliverable's id: what it waits for, the latest first; what it is needed for, the earliest first."""

    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]


def find_neighbours(schedule: Schedule) -> Neighbours:
    """The predecessors and successors of every deliverable."""
    before: dict[str, set[str]] = {}
    after: dict[str, set[str]] = {}
    for activity in schedule.network.activities:
        for name in _predecessors(activity):
            before.setdefault(activity.id, set()).add(name)
            after.setdefault(name, set()).add(activity.id)
    items = schedule.items
    return Neighbours(
        {name: tuple(sorted(others, key=lambda other: _latest(items[other]))) for name, others in before.items()},
        {name: tuple(sorted(others, key=lambda other: _earliest(items[other]))) for name, others in after.items()},
    )


def _predecessors(activity: Activity) -> set[str]:
    """What its links name; the share of a body hangs on its whole, which is no predecessor."""
    if activity.whole is not None:
        return set()
    return {bound.link.predecessor for bound in (*activity.start_bounds, *activity.finish_bounds)}


def _latest(item: Scheduled) -> tuple[int, str]:
    return -item.finish, item.id


def _earliest(item: Scheduled) -> tuple[int, str]:
    return min(item.start, BEYOND), item.id
