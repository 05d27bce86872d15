"""From a schedule to a baseline: its dates, and what they followed from, as values that can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from roadmap.plan.baselines import Baseline, BaselineItem, BaselineTarget
from roadmap.plan.dependencies import Dependency
from roadmap.plan.plan import Plan
from roadmap.plan.terms import term_length
from roadmap.scheduling.driving import Driver
from roadmap.scheduling.schedule import Schedule, Scheduled, ScheduledTarget


def freeze(
    schedule: Schedule, name: str, *, approved_by: str | None = None, approved_on: date | None = None
) -> Baseline:
    """The schedule as it stands, under a name; what the passes made is not validated again."""
    return Baseline.model_construct(
        name=name,
        plan=schedule.plan.id,
        title=schedule.plan.title,
        status_date=schedule.status_date,
        approved_by=approved_by,
        approved_on=approved_on,
        targets={target.id: _target(target) for target in schedule.targets},
        items={item.id: _item(schedule.plan, item) for item in schedule.items.values()},
    )


def driver_names(item: Scheduled) -> tuple[str, ...]:
    """The rules that set a date, each once, with the id behind it."""
    return tuple(dict.fromkeys(driver_name(driver) for driver in item.driving.drivers))


def driver_name(driver: Driver) -> str:
    """A rule, or a rule with the id behind it."""
    return driver.rule if driver.id is None else f"{driver.rule} {driver.id}"


def _target(target: ScheduledTarget) -> BaselineTarget:
    written = target.target
    return BaselineTarget.model_construct(
        title=written.title or target.id,
        kind=written.kind,
        per=written.per,
        by=written.by,
        milestone=written.milestone,
        forecast=target.forecast,
    )


def _item(plan: Plan, item: Scheduled) -> BaselineItem:
    activity, written = item.activity, item.activity.deliverable
    is_share = activity.whole is not None
    kind = "start-milestone" if activity.is_start_milestone else activity.kind_name
    after = () if is_share else tuple(dict.fromkeys(_dependencies(item)))
    return BaselineItem.model_construct(
        title=written.title or activity.deliverable_id,
        kind=kind,
        workstream=written.workstream,
        start=item.early_start if kind in {"work", "term"} else None,
        finish=item.early_finish,
        late_start=item.late_start if kind in {"work", "term"} else None,
        late_finish=item.late_finish,
        duration=term_length(plan, written),
        decided_by=activity.body if is_share else written.decided_by,
        after=after,
        not_before=written.not_before,
        fixed=None if is_share else written.fixed,
        due=None if is_share else written.due,
        hand_in=item.hearing.hand_in if item.hearing else None,
        driven_by=driver_names(item),
    )


def _dependencies(item: Scheduled) -> Iterator[Dependency]:
    activity = item.activity
    links = [bound.link for bound in activity.bounds]
    return (link.dependency for link in sorted(links, key=lambda link: (link.predecessor, link.type, str(link.lag))))
