"""What the plan is made of: long work, many fixed dates, requirements that nothing covers."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap.analysis.rules.placing import about
from roadmap.findings import Finding, Value
from roadmap.scheduling.schedule import Schedule

FEW = 2
"""So many fixed dates are never too many, however small the plan."""


def _long_durations(schedule: Schedule) -> Iterator[Finding]:
    """Work that takes so long that nobody sees it go wrong; what is finished is history."""
    limit = schedule.plan.settings.long_duration
    for name, deliverable in sorted(schedule.plan.deliverables.items()):
        duration = deliverable.duration
        if deliverable.kind != "work" or duration is None or schedule.items[name].done:
            continue
        if duration.is_longer_than(limit):
            params: dict[str, Value] = {"id": name, "duration": duration.count, "limit": limit.count}
            yield about(schedule, ("deliverables", name), "long-duration", params, "duration")


def _many_fixed_dates(schedule: Schedule) -> Iterator[Finding]:
    """A plan whose days are mostly agreed upon computes little: lateness shows nowhere."""
    share = schedule.plan.settings.fixed_share
    moments = [
        item.activity.deliverable.fixed is not None
        for item in schedule.items.values()
        if item.activity.kind_name in {"milestone", "decision"} and item.activity.whole is None and not item.done
    ]
    fixed = sum(moments)
    if fixed > FEW and fixed * 100 > share * len(moments):
        params: dict[str, Value] = {"fixed": fixed, "moments": len(moments), "share": share}
        yield about(schedule, ("plan", ""), "many-fixed-dates", params, "settings", "fixed_share")


def _uncovered_requirements(schedule: Schedule) -> Iterator[Finding]:
    plan = schedule.plan
    covered = {requirement for deliverable in plan.deliverables.values() for requirement in deliverable.covers}
    for name in sorted(set(plan.requirements) - covered):
        params: dict[str, Value] = {"id": name, "title": plan.requirements[name].title or name}
        yield about(schedule, ("requirements", name), "uncovered-requirement", params)


RULES = (_long_durations, _many_fixed_dates, _uncovered_requirements)
