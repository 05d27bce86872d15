"""Slippage: what moved since the baseline, and which deliverables along the driving chain made it move.

The shift of a date is divided over the events that led to it: at each event the shift since the baseline, less that of
the event before it, is the share of that step. Shares are calendar days, may be negative, and add up exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from roadmap.analysis.causes import Leg, Share, instant_in_baseline
from roadmap.analysis.slips import find_moved, item_in_baseline
from roadmap.plan.calendars import BEYOND
from roadmap.scheduling.history import Step, trace
from roadmap.scheduling.network import EVENTS
from roadmap.scheduling.schedule import Schedule, Scheduled, ScheduledTarget


@dataclass(frozen=True, slots=True)
class Shift:
    """How far the finish of a deliverable moved since the baseline: days None when that cannot be told."""

    id: str
    before: date | None
    now: date | None
    days: int | None
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class TargetShift:
    """How far a target moved: the shift of its milestone and the margin that it had; new when the baseline has none."""

    target: ScheduledTarget
    shift: Shift
    margin_before: int | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Slippage:
    """What moved since the baseline: targets, deliverables that were asked for, and every one that moved.

    ``moved`` is None when one target or deliverable was asked for.
    """

    targets: tuple[TargetShift, ...]
    asked: tuple[Shift, ...]
    moved: tuple[Scheduled, ...] | None


def find_slippage(schedule: Schedule, *, target: str | None = None, item: Scheduled | None = None) -> Slippage:
    """The slippage of a schedule that has a baseline: all of it, or one target's or one deliverable's."""
    attribution = Attribution(schedule)
    chosen = [one for one in schedule.targets if item is None and target in {None, one.id}]
    return Slippage(
        targets=tuple(_target_shift(schedule, attribution, one) for one in chosen),
        asked=(attribution.shift(item),) if item is not None else (),
        moved=find_moved(schedule) if target is None and item is None else None,
    )


def _target_shift(schedule: Schedule, attribution: Attribution, target: ScheduledTarget) -> TargetShift:
    before = schedule.baseline.targets.get(target.id) if schedule.baseline is not None else None
    shift = attribution.shift(target.milestone)
    return TargetShift(target, shift, before.margin_days if before is not None else None, before is None)


class Attribution:
    """Divides shifts over what caused them, for one schedule that is held against a baseline."""

    def __init__(self, schedule: Schedule) -> None:
        """Take a schedule with its baseline."""
        self._schedule = schedule
        self._events = schedule.events
        self._items = [schedule.items[activity.id] for activity in schedule.network.activities]
        self._driving = [item.driving for item in self._items]

    def shift(self, item: Scheduled) -> Shift:
        """The shift of a deliverable's finish, with the share of each event on the way to it."""
        before = item_in_baseline(self._schedule.baseline, item.activity)
        was = before.finish if before is not None else None
        if before is None or before.finish_instant is None or not item.is_known:
            return Shift(item.id, was, item.early_finish, None, ())
        number = self._schedule.network.index[item.id]
        steps = trace(self._schedule.network, self._events, self._driving, number)
        shares = tuple(self._shares(steps))
        return Shift(item.id, was, item.early_finish, item.finish - before.finish_instant, shares)

    def _shares(self, steps: list[Step]) -> Iterator[Share]:
        """A share for each step that moves the date, and for each that the baseline lacks."""
        carried = 0
        new_items: list[str] = []
        for step in steps:
            item, baseline = self._items[step.event // EVENTS], self._schedule.baseline
            before = item_in_baseline(baseline, item.activity)
            instant = instant_in_baseline(before, step.event) if before is not None else None
            if baseline is None or before is None or instant is None or self._events[step.event] >= BEYOND:
                yield Share(item.id, 0, "new-item")
                new_items.append(item.id)
                continue
            shift = self._events[step.event] - instant
            if shift != carried:
                days, new = shift - carried, tuple(new_items)
                yield Leg(self._schedule, baseline, item, before, step, days, shift, new).share()
            carried, new_items = shift, []
