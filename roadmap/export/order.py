"""The order in which things are shown: by code where there is one, else by date; never by place in a file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap.scheduling.schedule import Schedule, Scheduled

_DIGITS = re.compile(r"(\d+)")
OUTSIDE = ""
"""The name under which deliverables without a workstream are grouped; they come last."""


def in_plan_order(schedule: Schedule) -> list[Scheduled]:
    """Every item: by workstream, then by code, early start and id; shares of a decision after their whole.

    The steps of a procedure stand together, in their order; one without a code goes by that of its deliverable.
    """
    rank = {name: number for number, name in enumerate(workstream_order(schedule))}
    spans = {name: (item.start, item.finish) for name, item in schedule.items.items() if item.activity.whole is None}
    steps, deliverables = schedule.plan.steps, schedule.plan.deliverables
    begins = {owner: min(spans[name][0] for name in names) for owner, names in schedule.plan.steps_by_owner().items()}

    def key(item: Scheduled) -> tuple[object, ...]:
        name = item.activity.deliverable_id
        owner = steps[name].owner if name in steps else name
        code = item.activity.deliverable.code or deliverables[owner].code
        begin = begins.get(owner, spans[owner][0])
        return rank[workstream_of(item)], *_natural(code), begin, owner, spans[name], name == owner, name, item.id

    return sorted(schedule.items.values(), key=key)


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
