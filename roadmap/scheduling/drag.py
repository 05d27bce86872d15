"""Drag: what a target gains when a duration, wait or lag on its way were nought, and what a missed meeting costs it.

Each figure comes from recomputing the early pass from the changed activity on; nothing is estimated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from roadmap.plan.calendars import BEFORE, BEYOND
from roadmap.scheduling.activities import Interpreter
from roadmap.scheduling.kinds import Done, ElapsedWork, Fixed, Kind, Moment, Work
from roadmap.scheduling.network import EVENTS, FINISH, Activity, Network
from roadmap.scheduling.passes import early_pass
from roadmap.scheduling.schedule import Schedule

Source = Literal["duration", "wait", "lag", "not-before", "fixed"]


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
        if isinstance(activity.kind, Fixed):
            yield Gain("fixed", name, self._gain(number, self._with_kinds({number: activity.kind.plain})))
        elif activity.kind_name in {"work", "decision"}:
            source: Source = "duration" if activity.kind_name == "work" else "wait"
            yield Gain(source, name, self._gain(number, self._at_once(number)))
        if any(rule == "not-before" for rule, _ in activity.floors):
            yield Gain("not-before", name, self._gain(number, self._without_not_before(number)))
        lagged = sorted({bound.link.predecessor for bound in activity.bounds if bound.has_lag})
        for predecessor in lagged:
            yield Gain("lag", name, self._gain(number, self._without_lag(number, predecessor)), predecessor)

    def cost_of_missing(self, name: str) -> int | None:
        """Calendar days by which the target moves when papers come a day too late; None when that cannot be told."""
        number = self._network.index[name]
        kind = self._network.activities[number].kind
        plain = kind.plain if isinstance(kind, Fixed) else kind
        too_late = kind.latest(self._events[EVENTS * number + FINISH]) + 1
        now = self._finish(number, self._network)
        floor = max(too_late, self._network.floors[number])
        then = self._finish(number, self._floored(self._with_kinds({number: plain}), number, floor))
        return then - now if max(now, then) < BEYOND else None

    def _gain(self, first: int, changed: Network) -> int:
        """Days by which the target comes earlier in a network that is changed from ``first`` on; 0 when unknown."""
        now, then = self._finish(first, self._network), self._finish(first, changed)
        return now - then if max(now, then) < BEYOND else 0

    def _finish(self, first: int, changed: Network) -> int:
        """The target's finish in a network that is changed from ``first`` on."""
        if first > self._target or changed is self._network:
            return self._events[EVENTS * self._target + FINISH]
        return early_pass(changed, self._events[: EVENTS * first], self._target + 1)[-1]

    def _at_once(self, number: int) -> Network:
        """What remains takes no time; a decision waits for no meeting, and no body does."""
        kind = self._network.activities[number].kind
        if isinstance(kind, Work | ElapsedWork):
            # What has begun keeps the day on which it did.
            return self._with_kinds({number: ElapsedWork(0, kind.begun)})
        shares = self._network.members.get(number, ())
        # However long papers have been waiting, nobody decides before the status date.
        floor = max(self._network.floors[number], self._network.status + 1)
        return self._floored(self._with_kinds(dict.fromkeys((number, *shares), Moment())), number, floor)

    def _without_not_before(self, number: int) -> Network:
        activity = self._network.activities[number]
        free = activity.deliverable.model_copy(update={"not_before": None})
        interpreter = Interpreter(self._network.plan, self._network.status)
        floors = interpreter.floors(free, activity.kind_name, has_predecessors=bool(activity.bounds))
        return self._floored(self._network, number, max((instant for _, instant in floors), default=BEFORE))

    def _floored(self, network: Network, number: int, floor: int) -> Network:
        floors = list(network.floors)
        floors[number] = floor
        return replace(network, floors=floors)

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
