"""How far each deliverable has moved since the baseline: plus is late."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap.plan.baselines import Baseline, BaselineItem
from roadmap.plan.calendars import BEYOND
from roadmap.scheduling.network import Activity
from roadmap.scheduling.schedule import Schedule, Scheduled


def item_in_baseline(baseline: Baseline | None, activity: Activity) -> BaselineItem | None:
    """A deliverable, or the share of one body, as it stood; under a former id when it was renamed since."""
    name = name_in_baseline(baseline, activity)
    return baseline.items[name] if baseline is not None and name is not None else None


def name_in_baseline(baseline: Baseline | None, activity: Activity) -> str | None:
    """The id that a deliverable had in the baseline; None when it is new."""
    if baseline is None:
        return None
    return next((name for name in _names(activity) if name in baseline.items), None)


def slip_days(schedule: Schedule, item: Scheduled) -> int | None:
    """Calendar days from the baseline's finish to the forecast; None when either is unknown."""
    before = item_in_baseline(schedule.baseline, item.activity)
    if before is None or before.finish_instant is None or item.finish >= BEYOND:
        return None
    return item.finish - before.finish_instant


def slip(schedule: Schedule, item: Scheduled) -> int | None:
    """The same in working days of the deliverable's own calendar."""
    before = item_in_baseline(schedule.baseline, item.activity)
    if before is None or before.finish_instant is None or item.finish >= BEYOND:
        return None
    return item.activity.calendar.between(before.finish_instant, item.finish)


def find_moved(schedule: Schedule) -> tuple[Scheduled, ...]:
    """Every deliverable, as a whole, that has another date than in the baseline."""
    return tuple(item for item in schedule.items.values() if item.activity.whole is None and slip_days(schedule, item))


def _names(activity: Activity) -> Iterator[str]:
    """The id, then the former ones; of a share with its body."""
    _, at, body = activity.id.partition("@")
    yield activity.id
    for former in activity.deliverable.was:
        yield f"{former}{at}{body}"
