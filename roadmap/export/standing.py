"""What every picture of a plan shows and marks, be it drawn or written: which deliverables, and which decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from roadmap.export.order import by_workstream
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule, Scheduled


def fold_procedures(schedule: Schedule) -> Schedule:
    """The schedule with every procedure shown as one row, that of its result."""
    folds = {
        owner: tuple(sorted((name for name in names if name != owner), key=lambda name: _span(schedule, name)))
        for owner, names in schedule.plan.steps_by_owner().items()
    }
    return replace(schedule, folds=folds)


def shown_items(schedule: Schedule) -> list[Scheduled]:
    """What gets a row: shares of a decision are folded into their whole, and steps where procedures are."""
    hidden = {name for names in schedule.folds.values() for name in names}
    return [item for item in schedule.items.values() if item.activity.whole is None and item.id not in hidden]


def with_steps(schedule: Schedule, item: Scheduled) -> tuple[Scheduled, ...]:
    """What stands in the row of an item: the steps that are folded into it, and itself."""
    return (*(schedule.items[name] for name in schedule.folds.get(item.id, ())), item)


def rows_of(schedule: Schedule, chain: Iterable[Scheduled]) -> tuple[Scheduled, ...]:
    """The rows in which a chain stands: where procedures are folded, that of the result for each of its steps."""
    results = {name: owner for owner, names in schedule.folds.items() for name in names}
    return tuple(schedule.items[name] for name in dict.fromkeys(results.get(item.id, item.id) for item in chain))


def shown_start(schedule: Schedule, item: Scheduled) -> date | None:
    """The first day of what stands in the row of an item, where it can be told."""
    return min((day for one in with_steps(schedule, item) if (day := one.early_start) is not None), default=None)


def shown_groups(schedule: Schedule, words: Words) -> list[tuple[str, list[Scheduled]]]:
    """The rows in plan order under the heading of their workstream; without one in a plan that has no workstreams."""
    groups = by_workstream(schedule, shown_items(schedule))
    return [(_heading(schedule, name, words), items) for name, items in groups]


def is_critical(item: Scheduled) -> bool:
    """Whether it decides a target: what is critical to the plan's end only is not marked where there are targets."""
    return item.critical and counts_for_target(item)


def counts_for_target(item: Scheduled) -> bool:
    """Whether its float and its path are those to a target, or to the plan's end where there is no target."""
    return item.judged_by is not None or not item.float_to


def share_days(schedule: Schedule, item: Scheduled) -> list[date]:
    """The days on which the bodies of a group decide, one for each body whose day is known."""
    members = schedule.network.members.get(schedule.network.index[item.id], ())
    days = [schedule.items[schedule.network.activities[member].id].early_finish for member in members]
    return sorted(day for day in days if day is not None)


def _span(schedule: Schedule, name: str) -> tuple[int, int, str]:
    item = schedule.items[name]
    return item.start, item.finish, name


def _heading(schedule: Schedule, name: str, words: Words) -> str:
    workstream = schedule.plan.workstreams.get(name)
    if workstream is None:
        return words.say("Outside the workstreams") if schedule.plan.workstreams else ""
    return " ".join(part for part in (workstream.code, workstream.title or name) if part)
