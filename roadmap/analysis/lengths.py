"""By how much a deliverable takes longer than in the baseline, and from where that is counted."""

from __future__ import annotations

from dataclasses import dataclass

from roadmap.plan.baselines import BaselineItem
from roadmap.plan.dependencies import Lag
from roadmap.plan.terms import term_length
from roadmap.scheduling.history import Step
from roadmap.scheduling.network import EVENTS, START
from roadmap.scheduling.schedule import Schedule, Scheduled

LONGEST_ROLL = 10
"""By how many days a term may differ through days off and the lengths of months alone."""


@dataclass(frozen=True, slots=True)
class Length:
    """The length of a deliverable now and as it stood, as far as it counts for one step on the way to a date."""

    schedule: Schedule
    item: Scheduled
    before: BaselineItem
    step: Step

    @property
    def longer_by(self) -> Lag:
        """Working days of its calendar, or elapsed days; nothing where its length moves nothing."""
        activity = self.item.activity
        if not self._counts:
            return Lag(0)
        if activity.kind_name == "term":
            return Lag(self._term_growth(), elapsed=True)
        elapsed = activity.deliverable.duration is not None and activity.deliverable.duration.elapsed
        now = self._between(self._begin, self.item.finish, elapsed=elapsed)
        return Lag(now - self._then(elapsed=elapsed), elapsed=elapsed)

    @property
    def growth(self) -> int:
        """Calendar days that lie more between its first day and its last than did."""
        if not self._counts:
            return 0
        start, finish = self.before.start_instant or 0, self.before.finish_instant or 0
        return (self.item.finish - self._begin) - (finish - start)

    @property
    def has_begun(self) -> bool:
        """Whether it is reported to have begun, or to be over."""
        progress = self.item.activity.deliverable.progress
        return progress is not None and (progress.started is not None or progress.finished is not None)

    @property
    def start_is_unknown(self) -> bool:
        """Whether it is reported as over without the day on which it began."""
        progress = self.item.activity.deliverable.progress
        has_length = self.item.activity.kind_name in {"work", "term"}
        return has_length and progress is not None and progress.finished is not None and progress.started is None

    @property
    def _counts(self) -> bool:
        """Not for a start, and not where a link sets the finish."""
        driver = self.step.driver
        sets_finish = driver is not None and driver.link is not None and driver.link.type.bounds_finish
        has_length = self.item.activity.kind_name in {"work", "term"}
        return has_length and self.step.event % EVENTS != START and not sets_finish

    @property
    def _begin(self) -> int:
        """Its first day, or what came before it where that is not told; the rest of what waits counts from its end."""
        driver = self.step.driver
        asked = driver.bound if driver is not None and driver.event is not None else None
        if self.start_is_unknown:
            return asked if asked is not None else self.before.start_instant or 0
        if asked is not None and driver in self.item.driving.drivers:
            return max(self.item.start, asked)
        return self.item.start

    def _then(self, *, elapsed: bool) -> int:
        """As it was written if it was still to come, else as it went."""
        start, finish, duration = self.before.start_instant or 0, self.before.finish_instant or 0, self.before.duration
        baseline = self.schedule.baseline
        was_to_come = baseline is not None and start >= baseline.status_date.toordinal()
        if was_to_come and duration is not None and duration.elapsed == elapsed:
            return duration.days
        return self._between(start, finish, elapsed=elapsed)

    def _between(self, start: int, finish: int, *, elapsed: bool) -> int:
        return finish - start if elapsed else self.item.activity.calendar.between(start, finish) or 0

    def _term_growth(self) -> int:
        """Of a term as it is written, or of one that is reported over; of months what days off do not explain."""
        length, was = term_length(self.schedule.plan, self.item.activity.deliverable), self.before.duration
        if self.has_begun:
            return self.growth
        if length is None or was is None:
            return self.growth if abs(self.growth) > LONGEST_ROLL else 0
        return length.days - was.days
