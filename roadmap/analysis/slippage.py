"""Slippage: what moved since the baseline, and which deliverables along the driving chain made it move.

The shift of a date is divided over the events that led to it: at each event the shift since the baseline, less that of
the event before it, is the share of that step. Shares are calendar days, may be negative, and add up exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from roadmap.analysis.slips import find_moved, item_in_baseline, name_in_baseline
from roadmap.plan.baselines import BaselineItem
from roadmap.plan.calendars import BEYOND
from roadmap.plan.dependencies import Dependency, Lag
from roadmap.plan.durations import Duration
from roadmap.plan.terms import term_length
from roadmap.scheduling.driving import Driver
from roadmap.scheduling.freezing import driver_name
from roadmap.scheduling.history import Step, trace
from roadmap.scheduling.network import EVENTS, START
from roadmap.scheduling.schedule import Schedule, Scheduled, ScheduledTarget

Cause = Literal[
    "own-duration",
    "own-start",
    "status-date",
    "missed-meeting",
    "wait-shortened",
    "wait-lengthened",
    "constraint",
    "new-link",
    "changed-link",
    "new-item",
    "days-off",
    "float-used-up",
]


@dataclass(frozen=True, slots=True)
class Share:
    """What one deliverable adds to a shift, in calendar days, and why.

    ``meeting`` is the meeting at which a decision is now taken, ``missed`` the sooner one of the baseline and
    ``gap_days`` the days between them; ``longer_by`` is by how much its own duration grew; ``follows`` is the
    deliverable behind it on the chain, and ``new_items`` are those before it that the baseline lacks.
    """

    id: str
    days: int
    cause: Cause
    meeting: date | None = None
    missed: date | None = None
    gap_days: int | None = None
    longer_by: Lag | None = None
    follows: str | None = None
    new_items: tuple[str, ...] = ()


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
        carried, new_items = 0, []
        for step in steps:
            item = self._items[step.event // EVENTS]
            before = item_in_baseline(self._schedule.baseline, item.activity)
            instant = _instant(before, step.event)
            if before is None or instant is None or self._events[step.event] >= BEYOND:
                yield Share(item.id, 0, "new-item")
                new_items.append(item.id)
                continue
            shift = self._events[step.event] - instant
            if shift != carried:
                leg = _Leg(self._schedule, self._items, item, before, step, shift - carried, tuple(new_items))
                yield leg.share()
            carried, new_items = shift, []


@dataclass(frozen=True, slots=True)
class _Leg:
    """One step with all that its cause is read off: the deliverable now and as it stood, and what is behind it."""

    schedule: Schedule
    items: list[Scheduled]
    item: Scheduled
    before: BaselineItem
    step: Step
    days: int
    new_items: tuple[str, ...]

    def share(self) -> Share:
        """The share of this step with its cause."""
        cause = "new-item" if self.new_items else self._cause()
        driver = self.step.driver
        share = Share(self.item.id, self.days, cause, new_items=self.new_items, follows=driver.id if driver else None)
        now, was = self.item.early_finish, self.before.finish
        match cause:
            case "own-duration":
                return replace(share, longer_by=self._longer_by())
            case "missed-meeting" | "wait-shortened" if now is not None and was is not None and was < now:
                return replace(share, meeting=now, missed=was, gap_days=(now - was).days)
            case "wait-shortened" | "wait-lengthened":
                return replace(share, meeting=now)
            case _:
                return share

    def _cause(self) -> Cause:
        if self._is_constrained_otherwise():
            return "constraint"
        if self.item.activity.kind_name == "decision":
            return self._cause_of_decision()
        return self._cause_of_link() or self._cause_of_its_own() or self._cause_of_waiting()

    def _cause_of_decision(self) -> Cause:
        if self.days < 0:
            return "wait-shortened"
        was = self.before.finish_instant
        return "missed-meeting" if was is not None and self.item.finish > was else "wait-lengthened"

    def _is_constrained_otherwise(self) -> bool:
        """Whether a not-before or an agreed day drives, or drove, that is not what it was."""
        written = self.item.activity.deliverable
        pairs = {
            "not-before": (written.not_before, self.before.not_before),
            "fixed": (written.fixed, self.before.fixed),
        }
        driven = {driver.rule for driver in self.item.driving.drivers}
        return any(
            (rule in driven or self.before.is_driven_by(rule)) and now != was for rule, (now, was) in pairs.items()
        )

    def _cause_of_link(self) -> Cause | None:
        """A link that was not there, or had another type or wait."""
        driver = self.step.driver
        if driver is None or driver.link is None:
            return None
        former = self._former_name(driver)
        link = driver.link.dependency
        if Dependency(former, link.type, link.lag) in self.before.after:
            return None
        if any(dependency.predecessor == former for dependency in self.before.after):
            return "changed-link"
        return "new-link" if self.days > 0 else None

    def _cause_of_its_own(self) -> Cause | None:
        """It takes longer or shorter than it did, or began later or sooner than what is before it allowed."""
        longer, later = self._longer_by().days, self._later_by()
        candidates = [(abs(longer), "own-duration", longer), (abs(later), "own-start", later)]
        fitting = [candidate for candidate in candidates if candidate[2] * self.days > 0]
        best: tuple[int, Cause, int] | None = max(fitting, default=None)  # type: ignore[assignment]
        return best[1] if best is not None else None

    def _cause_of_waiting(self) -> Cause:
        driver = self.step.driver
        if any(driver.rule == "status-date" for driver in self.item.driving.drivers) and self.days > 0:
            return "status-date"
        if driver is not None and driver.link is not None:
            name = driver_name(driver._replace(id=self._former_name(driver)))
            if self.days < 0 and not self.before.is_driven_by(name):
                return "float-used-up"
        return "days-off"

    def _longer_by(self) -> Lag:
        """By how much it takes longer: working days of its calendar, or elapsed days; nothing for its start."""
        activity, now = self.item.activity, (self.item.start, self.item.finish)
        start, finish = self.before.start_instant, self.before.finish_instant
        if self.step.event % EVENTS == START or start is None or finish is None:
            return Lag(0)
        if activity.kind_name == "term":
            length = term_length(self.schedule.plan, activity.deliverable)
            return Lag(_days(length) - _days(self.before.duration), elapsed=True)
        if self._start_is_unknown():
            # Reported as finished only: what it took is counted from what came before it.
            previous, start = self._previous()
            now = (previous, now[1])
        if activity.deliverable.duration is not None and activity.deliverable.duration.elapsed:
            return Lag(now[1] - now[0] - (finish - start), elapsed=True)
        return Lag((activity.calendar.between(*now) or 0) - (activity.calendar.between(start, finish) or 0))

    def _later_by(self) -> int:
        """Calendar days by which it began later after what is before it than it was to; only of what has begun."""
        progress, start = self.item.activity.deliverable.progress, self.before.start_instant
        has_begun = progress is not None and (progress.started is not None or progress.finished is not None)
        if start is None or not has_begun or self._start_is_unknown():
            return 0
        now, then = self._previous()
        return (self.item.start - now) - (start - then)

    def _start_is_unknown(self) -> bool:
        """Whether work is reported as finished without the day on which it began."""
        progress = self.item.activity.deliverable.progress
        is_work = self.item.activity.kind_name == "work"
        return is_work and self.item.done and (progress is None or progress.started is None)

    def _previous(self) -> tuple[int, int]:
        """The instant of the event before this one, now and as it stood; without one, its own start as it stood."""
        driver, start = self.step.driver, self.before.start_instant or 0
        if driver is None or driver.event is None:
            return start, start
        previous = self.items[driver.event // EVENTS]
        now = previous.start if driver.event % EVENTS == START else previous.finish
        then = _instant(item_in_baseline(self.schedule.baseline, previous.activity), driver.event)
        return (now, then) if then is not None else (start, start)

    def _former_name(self, driver: Driver) -> str:
        """The id that a predecessor had in the baseline."""
        previous = self.schedule.items[driver.id or ""]
        return name_in_baseline(self.schedule.baseline, previous.activity) or previous.id


def _instant(before: BaselineItem | None, event: int) -> int | None:
    """The instant of a start or finish as it stood."""
    if before is None:
        return None
    return before.start_instant if event % EVENTS == START else before.finish_instant


def _days(duration: Duration | None) -> int:
    return duration.days if duration is not None else 0
