"""Drag: what a target gains when a duration, wait or lag on its way were nought, and what a missed meeting costs it.

Each figure comes from recomputing the early pass from the changed activity on; nothing is estimated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from roadmap.plan.calendars import BEYOND
from roadmap.scheduling.kinds import Done, Fixed, Kind, Moment
from roadmap.scheduling.network import EVENTS, FINISH, Activity, Network
from roadmap.scheduling.passes import early_pass
from roadmap.scheduling.schedule import Schedule

Source = Literal["duration", "wait", "lag", "not-before"]


class Gain(NamedTuple):
    """What a target gains in calendar days when one thing were nought; of a lag with the predecessor."""

    source: Source
    id: str
    days: int
    predecessor: str | None = None


class Recomputation:
    """Finishes of one target in networks that are changed from one activity on."""

    def __init__(self, schedule: Schedule, target: str) -> None:
        """Take a schedule and the id of the deliverable whose finish counts."""
        self._network = schedule.network
        self._events = schedule.events
        self._target = schedule.network.index[target]

    def gains(self, name: str) -> Iterator[Gain]:
        """What each thing about one deliverable is worth; terms are not ours to shorten, done is done."""
        number = self._network.index[name]
        activity = self._network.activities[number]
        if isinstance(activity.kind, Done):
            return
        if activity.kind_name == "work":
            yield Gain("duration", name, self._gain(number, self._at_once(number)))
        if activity.kind_name == "decision":
            yield Gain("wait", name, self._gain(number, self._at_once(number)))
        if activity.deliverable.not_before is not None:
            yield Gain("not-before", name, self._gain(number, self._without_not_before(number)))
        lagged = sorted({bound.link.predecessor for bound in activity.bounds if bound.has_lag})
        for predecessor in lagged:
            yield Gain("lag", name, self._gain(number, self._without_lag(number, predecessor)), predecessor)

    def cost_of_missing(self, name: str) -> int | None:
        """Calendar days by which the target moves when a decision misses its meeting; None without a next one."""
        number = self._network.index[name]
        activity = self._network.activities[number]
        finish = self._events[EVENTS * number + FINISH]
        plain = activity.kind.plain if isinstance(activity.kind, Fixed) else activity.kind
        too_late = plain.latest(finish) + 1
        following = plain.finish(too_late)
        if isinstance(activity.kind, Done) or not finish < following < BEYOND:
            return None
        kinds: dict[int, Kind] = {number: Done(following, following)}
        for share in self._network.members.get(number, ()):
            end = self._network.activities[share].kind.finish(too_late)
            kinds[share] = Done(end, end)
        return -self._gain(number, self._with_kinds(kinds))

    def _gain(self, first: int, changed: Network) -> int:
        """Days by which the target comes earlier in a network that is changed from ``first`` on; 0 when unknown."""
        now = self._events[EVENTS * self._target + FINISH]
        if first > self._target or now >= BEYOND:
            return 0
        then = early_pass(changed, self._events[: EVENTS * first], self._target + 1)[-1]
        return now - then if then < BEYOND else 0

    def _at_once(self, number: int) -> Network:
        """What remains takes no time; a decision waits for no meeting, and no body does."""
        return self._with_kinds({one: Moment() for one in (number, *self._network.members.get(number, ()))})

    def _without_not_before(self, number: int) -> Network:
        floors = list(self._network.floors)
        kept = [instant for rule, instant in self._network.activities[number].floors if rule != "not-before"]
        floors[number] = max(kept, default=self._network.status)
        return replace(self._network, floors=floors)

    def _without_lag(self, number: int, predecessor: str) -> Network:
        """Without the waits on the links from one predecessor; overlaps stay."""
        activity = self._network.activities[number]
        start_bounds, finish_bounds = list(self._network.start_bounds), list(self._network.finish_bounds)
        for bounds, written in ((start_bounds, activity.start_bounds), (finish_bounds, activity.finish_bounds)):
            bounds[number] = [
                (bound.event, bound.unlagged if bound.link.predecessor == predecessor else bound.shift)
                for bound in written
            ]
        return replace(self._network, start_bounds=start_bounds, finish_bounds=finish_bounds)

    def _with_kinds(self, kinds: dict[int, Kind]) -> Network:
        activities: list[Activity] = list(self._network.activities)
        for number, kind in kinds.items():
            activities[number] = replace(activities[number], kind=kind)
        return replace(self._network, activities=tuple(activities))
