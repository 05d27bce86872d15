"""What every picture of a plan shows and marks, be it drawn or written: which deliverables, and which decide."""

from __future__ import annotations

from datetime import date

from roadmap.export.order import by_workstream
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule, Scheduled


def shown_items(schedule: Schedule) -> list[Scheduled]:
    """What gets a row: shares of a decision are folded into their whole."""
    return [item for item in schedule.items.values() if item.activity.whole is None]


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


def _heading(schedule: Schedule, name: str, words: Words) -> str:
    workstream = schedule.plan.workstreams.get(name)
    if workstream is None:
        return words.say("Outside the workstreams") if schedule.plan.workstreams else ""
    return " ".join(part for part in (workstream.code, workstream.title or name) if part)
