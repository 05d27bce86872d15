"""The order in which things are shown: by code where there is one, else by date; never by place in a file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap.scheduling.graph import whole
from roadmap.scheduling.schedule import Schedule, Scheduled

_DIGITS = re.compile(r"(\d+)")
OUTSIDE = ""
"""The name under which deliverables without a workstream are grouped; they come last."""


def in_plan_order(schedule: Schedule) -> list[Scheduled]:
    """Every item: by workstream, then by code, early start and id; shares of a decision after their whole.

    The steps of a procedure stand together, in their order; one without a code goes by that of its deliverable.
    Of what lies at the same instant, what follows stands below.
    """
    rank = {name: number for number, name in enumerate(workstream_order(schedule))}
    depths = _depths(schedule)
    spots = {
        name: (item.start, item.finish, depths[name])
        for name, item in schedule.items.items()
        if item.activity.whole is None
    }
    steps, deliverables = schedule.plan.steps, schedule.plan.deliverables
    firsts = {owner: min(spots[name] for name in names) for owner, names in schedule.plan.steps_by_owner().items()}

    def key(item: Scheduled) -> tuple[object, ...]:
        name = item.activity.deliverable_id
        owner = steps[name].owner if name in steps else name
        code = item.activity.deliverable.code or deliverables[owner].code
        first = firsts.get(owner, spots[owner])
        return rank[workstream_of(item)], *_natural(code), first, owner, spots[name], name, item.id

    return sorted(schedule.items.values(), key=key)


def _depths(schedule: Schedule) -> dict[str, int]:
    """How many links follow one another, at most, up to each deliverable."""
    depths: dict[str, int] = {}
    for activity in schedule.network.activities:
        if activity.whole is None:
            before = (depths[whole(bound.link.predecessor)] for bound in activity.bounds)
            depths[activity.id] = 1 + max(before, default=0)
    return depths


def by_workstream(schedule: Schedule, items: Iterable[Scheduled]) -> list[tuple[str, list[Scheduled]]]:
    """The items given, in plan order, under the workstreams that hold any."""
    chosen = {item.id for item in items}
    groups: dict[str, list[Scheduled]] = {}
    for item in in_plan_order(schedule):
        if item.id in chosen:
            groups.setdefault(workstream_of(item), []).append(item)
    return list(groups.items())


def workstream_order(schedule: Schedule) -> list[str]:
    """Workstreams by code, those without one by id; what stands outside them last."""
    workstreams = schedule.plan.workstreams
    return [*sorted(workstreams, key=lambda name: (*_natural(workstreams[name].code), name)), OUTSIDE]


def workstream_of(item: Scheduled) -> str:
    """The workstream of an item, or what stands for none."""
    return item.activity.deliverable.workstream or OUTSIDE


def _natural(code: str | None) -> tuple[bool, tuple[tuple[int, int | str], ...]]:
    """Codes so that L1-2 comes before L1-10; what has none comes last."""
    if code is None:
        return True, ()
    parts = _DIGITS.split(code)
    return False, tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)
