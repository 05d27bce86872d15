"""How the plan hangs together: ends that hang loose, links that lead nowhere, leads and long lags."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap.analysis.rules.placing import Record, about
from roadmap.findings import Finding, Value
from roadmap.plan.dependencies import Dependency
from roadmap.plan.durations import Duration
from roadmap.plan.plan import Plan
from roadmap.scheduling.network import EVENTS, START
from roadmap.scheduling.schedule import Schedule


def _loose_ends(schedule: Schedule) -> Iterator[Finding]:
    """Work that nothing waits for, and links that leave a start or a finish hanging."""
    aims = {target.target.milestone for target in schedule.targets}
    read = _events_read(schedule)
    for activity in schedule.network.activities:
        if activity.whole is not None or activity.kind_name not in {"work", "term"}:
            continue
        events, params = read.get(activity.id, set()), dict[str, Value](id=activity.id)
        record = ("deliverables", activity.id)
        if not events and activity.id not in aims:
            yield about(schedule, record, "open-end", params)
        if events == {START}:
            yield about(schedule, record, "dangling-finish", params)
        if activity.finish_bounds and not activity.start_bounds and not activity.deliverable.not_before:
            yield about(schedule, record, "dangling-start", params, "after")


def _events_read(schedule: Schedule) -> dict[str, set[int]]:
    """Which events of each activity its followers read: start, finish or both."""
    activities = schedule.network.activities
    read: dict[str, set[int]] = {}
    for activity in activities:
        if activity.whole is None:
            for bound in (*activity.start_bounds, *activity.finish_bounds):
                read.setdefault(activities[bound.event // EVENTS].id, set()).add(bound.event % EVENTS)
    return read


def _empty_workstreams(schedule: Schedule) -> Iterator[Finding]:
    """Links to a workstream that holds nothing."""
    plan = schedule.plan
    used = {deliverable.workstream for deliverable in plan.deliverables.values()}
    for record, number, dependency in _links(plan):
        if dependency.predecessor in plan.workstreams and dependency.predecessor not in used:
            params: dict[str, Value] = {"id": record[1], "workstream": dependency.predecessor}
            yield about(schedule, record, "empty-workstream", params, "after", number)


def _leads_and_long_lags(schedule: Schedule) -> Iterator[Finding]:
    """Overlaps and waits that hide in a link; those of what is finished are history."""
    limit = schedule.plan.settings.long_lag
    for record, number, dependency in _links(schedule.plan):
        lag, item = dependency.lag, schedule.items.get(record[1])
        if lag is None or (item is not None and item.done):
            continue
        params: dict[str, Value] = {"id": record[1], "link": str(dependency)}
        if lag.days < 0:
            yield about(schedule, record, "lead", params, "after", number)
        elif Duration(lag.days, lag.elapsed).is_longer_than(limit):
            yield about(schedule, record, "long-lag", {**params, "limit": limit.count}, "after", number)


def _links(plan: Plan) -> Iterator[tuple[Record, int, Dependency]]:
    """Every link as it was written, with its record and its position there."""
    for section, records in (("deliverables", plan.deliverables), ("workstreams", plan.workstreams)):
        for name, record in records.items():
            for number, dependency in enumerate(record.after):
                yield (section, name), number, dependency


RULES = (_loose_ends, _empty_workstreams, _leads_and_long_lags)
