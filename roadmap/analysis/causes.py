"""What made one step on the way to a date come later or sooner than in the baseline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from roadmap.analysis.slips import name_in_baseline
from roadmap.plan.baselines import Baseline, BaselineItem
from roadmap.plan.dependencies import Dependency, Lag
from roadmap.plan.terms import term_length
from roadmap.scheduling.driving import Driver
from roadmap.scheduling.freezing import driver_name
from roadmap.scheduling.history import Step
from roadmap.scheduling.network import EVENTS, START
from roadmap.scheduling.schedule import Schedule, Scheduled

Cause = Literal[
    "own-duration",
    "own-start",
    "status-date",
    "missed-meeting",
    "meeting-moved",
    "wait-shortened",
    "wait-lengthened",
    "constraint",
    "new-link",
    "changed-link",
    "released",
    "new-item",
    "days-off",
    "float-used-up",
]
LONGEST_ROLL = 10
"""By how many days a term may differ through days off and the lengths of months alone."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one deliverable adds to a shift, in calendar days, and why.

    ``meeting`` is the meeting at which a decision is now taken, ``missed`` the sooner one of the baseline and
    ``gap_days`` the days between them; ``longer_by`` is by how much its own duration grew; ``follows`` is the
    deliverable behind it on the chain, or the one that it no longer waits for; ``new_items`` are those before it that
    the baseline lacks.
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


@dataclass(frozen=True)
class Leg:
    """One step with all that its cause is read off: the deliverable now and as it stood, and what is behind it.

    ``days`` is the share of the step, ``shift`` how far its event moved in all.
    """

    schedule: Schedule
    baseline: Baseline
    item: Scheduled
    before: BaselineItem
    step: Step
    days: int
    shift: int
    new_items: tuple[str, ...]

    def share(self) -> Share:
        """The share of this step with its cause."""
        cause = self._cause()
        now, was, driver = self.item.early_finish, self.before.finish, self.step.driver
        is_decision = self.item.activity.kind_name == "decision"
        missed = was if is_decision and was is not None and now is not None and was < now else None
        return Share(
            id=self.item.id,
            days=self.days,
            cause=cause,
            meeting=now if is_decision else None,
            missed=missed,
            gap_days=(now - missed).days if now is not None and missed is not None else None,
            longer_by=self._longer_by if cause == "own-duration" else None,
            follows=self._released_from() if cause == "released" else driver.id if driver is not None else None,
            new_items=self.new_items,
        )

    def _cause(self) -> Cause:
        if self.new_items:
            return "new-item"
        if self.item.activity.kind_name == "decision":
            return self._cause_of_logic() or self._cause_of_meeting()
        is_longer = self._longer_by.days * self.days > 0
        if is_longer and 2 * self._growth / self.days >= 1:
            return "own-duration"
        # What is less than half of it counts where nothing else does.
        return self._cause_of_logic() or self._cause_of_start() or ("own-duration" if is_longer else "days-off")

    def _cause_of_logic(self) -> Cause | None:
        """What the planner wrote otherwise, or what holds it no more."""
        if self._is_constrained_otherwise():
            return "constraint"
        return self._cause_of_link() or ("released" if self._released_from() is not None else None)

    def _cause_of_meeting(self) -> Cause:
        was = self.before.finish_instant
        if self.days < 0:
            return "wait-shortened"
        if was is None or self.item.finish <= was:
            return "wait-lengthened"
        return "missed-meeting" if self._is_still_held(was - 1) else "meeting-moved"

    def _cause_of_start(self) -> Cause | None:
        """It began later or sooner than what is before it allowed, or waits for another reason."""
        driver = self.step.driver
        if self._has_begun and not self._start_is_unknown and (self.days - self._growth) * self.days > 0:
            return "own-start"
        if self.days > 0:
            waits = any(driver.rule == "status-date" for driver in self.item.driving.drivers)
            return "status-date" if waits and not self._has_begun else None
        if driver is not None and driver.link is not None and not self.before.is_driven_by(self._former(driver)):
            return "float-used-up"
        return None

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
        if driver is None or driver.link is None or self.item.activity.whole is not None:
            return None
        former = self._former_name(driver)
        link = driver.link.dependency
        if Dependency(former, link.type, link.lag) in self.before.after:
            return None
        if any(dependency.predecessor == former for dependency in self.before.after):
            return "changed-link"
        return "new-link" if self.days > 0 else None

    def _released_from(self) -> str | None:
        """What drove it and does so no more, when that lets it come sooner than it stood."""
        if self.days > 0 or self.shift >= 0 or self._has_begun:
            return None
        behind = [self.step.driver, *self.item.driving.drivers]
        driving = {self._former(driver) for driver in behind if driver is not None and driver.link is not None}
        drove = [name for name in self.before.driven_by if name.startswith("predecessor ")]
        if not drove or not driving.isdisjoint(drove):
            return None
        former = drove[0].removeprefix("predecessor ")
        return next((item.id for item in self._items_once(former)), former)

    def _items_once(self, former: str) -> Iterator[Scheduled]:
        """What had an id in the baseline, if it is still there."""
        items = self.schedule.items.values()
        return (item for item in items if name_in_baseline(self.baseline, item.activity) == former)

    def _is_still_held(self, day: int) -> bool:
        """Whether the bodies that set its day still meet then; what is past is not held against them."""
        if day < self.schedule.status_date.toordinal():
            return True
        whole = self.item.activity.deliverable_id
        named = [self.item, *(item for item in self._shares(whole))]
        lists = [
            item.activity.meetings
            for item in named
            if item.activity.body is not None and self.before.is_driven_by(f"meeting {item.activity.body}")
        ]
        return all(meetings is None or day in meetings.days for meetings in lists)

    def _shares(self, whole: str) -> Iterator[Scheduled]:
        network = self.schedule.network
        for number in network.members.get(network.index[whole], ()):
            yield self.schedule.items[network.activities[number].id]

    @cached_property
    def _longer_by(self) -> Lag:
        """By how much it takes longer: working days of its calendar, or elapsed days; none where that moves nothing."""
        activity = self.item.activity
        if not self._has_length:
            return Lag(0)
        if activity.kind_name == "term":
            return Lag(self._term_growth(), elapsed=True)
        elapsed = activity.deliverable.duration is not None and activity.deliverable.duration.elapsed
        return Lag(self._length(elapsed=elapsed) - self._former_length(elapsed=elapsed), elapsed=elapsed)

    def _length(self, *, elapsed: bool) -> int:
        duration = self.item.activity.deliverable.duration
        if self.item.activity.deliverable.progress is None and duration is not None:
            return duration.days
        return self._between(self._begin, self.item.finish, elapsed=elapsed)

    def _former_length(self, *, elapsed: bool) -> int:
        before, start, finish = self.before, self.before.start_instant or 0, self.before.finish_instant or 0
        was_to_come = start >= self.baseline.status_date.toordinal()
        if before.duration is not None and before.duration.elapsed == elapsed and was_to_come:
            return before.duration.days
        return self._between(start, finish, elapsed=elapsed)

    def _between(self, start: int, finish: int, *, elapsed: bool) -> int:
        return finish - start if elapsed else self.item.activity.calendar.between(start, finish) or 0

    def _term_growth(self) -> int:
        """Of a term as it was written, or of one that was reported over; of months what days off do not explain."""
        length, was = term_length(self.schedule.plan, self.item.activity.deliverable), self.before.duration
        if self._has_begun or ((length is None or was is None) and abs(self._growth) > LONGEST_ROLL):
            return self._growth
        return length.days - was.days if length is not None and was is not None else 0

    @cached_property
    def _growth(self) -> int:
        """Calendar days that lie more between its first day and its last than did."""
        if not self._has_length:
            return 0
        start, finish = self.before.start_instant or 0, self.before.finish_instant or 0
        return (self.item.finish - self._begin) - (finish - start)

    @property
    def _has_length(self) -> bool:
        """Whether its own length counts here: not for its start, nor where a link sets its finish."""
        driver = self.step.driver
        sets_finish = driver is not None and driver.link is not None and driver.link.type.bounds_finish
        return (
            self.item.activity.kind_name in {"work", "term"} and self.step.event % EVENTS != START and not sets_finish
        )

    @property
    def _begin(self) -> int:
        """From where it ran: its first day, but not before what it came after; that too where its start is not told."""
        driver = self.step.driver
        asked = driver.bound if driver is not None and driver.event is not None else None
        if self._start_is_unknown:
            return asked if asked is not None else self.before.start_instant or 0
        return max(self.item.start, asked) if asked is not None and self._has_begun else self.item.start

    @property
    def _has_begun(self) -> bool:
        """Whether it is reported to have begun, or to be over."""
        progress = self.item.activity.deliverable.progress
        return progress is not None and (progress.started is not None or progress.finished is not None)

    @property
    def _start_is_unknown(self) -> bool:
        """Whether it is reported as over without the day on which it began."""
        progress = self.item.activity.deliverable.progress
        has_length = self.item.activity.kind_name in {"work", "term"}
        return has_length and progress is not None and progress.finished is not None and progress.started is None

    def _former(self, driver: Driver) -> str:
        """A driver as the baseline names it."""
        return driver_name(driver._replace(id=self._former_name(driver)))

    def _former_name(self, driver: Driver) -> str:
        """The id that a predecessor had in the baseline."""
        previous = self.schedule.items[driver.id or ""]
        return name_in_baseline(self.baseline, previous.activity) or previous.id


def instant_in_baseline(before: BaselineItem, event: int) -> int | None:
    """The instant of a start or finish as it stood."""
    return before.start_instant if event % EVENTS == START else before.finish_instant
