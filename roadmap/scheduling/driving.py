"""What drives what: the rule that set each date, the runner-up, and the chains back from a target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from roadmap.plan.calendars import BEFORE, BEYOND
from roadmap.scheduling.graph import Link, whole
from roadmap.scheduling.kinds import Done, Fixed, Work, earliest
from roadmap.scheduling.network import EVENTS, FINISH, READY, Activity, Bound, Network

Rule = Literal["predecessor", "not-before", "status-date", "meeting", "fixed", "actual"]


class Driver(NamedTuple):
    """One rule that bounds a date: which event or body is behind it, and the readiness it asks for."""

    rule: Rule
    id: str | None
    bound: int
    event: int | None = None
    link: Link | None = None

    @property
    def activity(self) -> int | None:
        """The activity whose event is behind it."""
        return None if self.event is None else self.event // EVENTS


class Driving(NamedTuple):
    """What set a date (ties all kept), what came next, and by how many calendar days that came earlier."""

    drivers: tuple[Driver, ...]
    runner_up: Driver | None = None
    gap_days: int | None = None


@dataclass(frozen=True, slots=True)
class CriticalChain:
    """One driving chain in order, and everything on any chain that drives the same date."""

    path: tuple[int, ...]
    activities: frozenset[int]


class Step(NamedTuple):
    """One event on the way to a date, and what set it: an earlier event, a rule, or nothing."""

    event: int
    driver: Driver | None


UNKNOWN = Driving(())


def find_driving(network: Network, events: list[int], number: int) -> Driving:
    """Why an activity has its early date."""
    activity = network.activities[number]
    finish = events[EVENTS * number + FINISH]
    if isinstance(activity.kind, Done):
        return Driving((Driver("actual", None, finish),))
    if finish >= BEYOND:
        return UNKNOWN
    asking = network.activities[activity.whole] if activity.whole is not None else activity
    candidates = sorted(_candidates(asking, events), key=_strength)
    if isinstance(activity.kind, Fixed):
        return Driving((Driver("fixed", None, finish),), candidates[0][1] if candidates else None)
    if activity.kind_name == "decision":
        return _decision_driving(network, events, number, candidates)
    return _strongest(candidates)


def find_chain(driving: list[Driving], done: list[bool], ends: list[int]) -> CriticalChain:
    """Everything on a driving chain back from ``ends``, and one chain from its beginning to the first of them."""
    seen = {number for number in ends if not done[number]}
    waiting = list(seen)
    while waiting:
        for driver in driving[waiting.pop()].drivers:
            if driver.activity is not None and driver.activity not in seen and not done[driver.activity]:
                seen.add(driver.activity)
                waiting.append(driver.activity)
    path = [ends[0]] if ends and not done[ends[0]] else []
    while path:
        before = [d for d in driving[path[-1]].drivers if d.activity is not None and not done[d.activity]]
        if not before:
            break
        best = min(before, key=_latest_first)
        path.append(best.activity if best.activity is not None else -1)
    return CriticalChain(tuple(reversed(path)), frozenset(seen))


def trace(network: Network, events: list[int], driving: Sequence[Driving], number: int) -> list[Step]:
    """The events that led to a finish, first one first, what is done included.

    What is done, or waits for the status date only, came after its latest predecessor; an agreed day and a not-before
    have no history.
    """
    steps: list[Step] = []
    event: int | None = EVENTS * number + FINISH
    while event is not None:
        driver = _behind(network, events, driving[event // EVENTS], event // EVENTS)
        steps.append(Step(event, driver))
        event = driver.event if driver is not None else None
    return steps[::-1]


def _latest_first(driver: Driver) -> tuple[int, str, str]:
    """Ties by the latest bound, then by id: the same chain every time."""
    return -driver.bound, whole(driver.id or ""), driver.id or ""


def _behind(network: Network, events: list[int], driving: Driving, number: int) -> Driver | None:
    """The one event or rule behind a date."""
    with_event = [driver for driver in driving.drivers if driver.event is not None]
    if with_event:
        return min(with_event, key=_latest_first)
    if any(driver.rule in {"not-before", "fixed"} for driver in driving.drivers):
        return driving.drivers[0]
    activity = network.activities[number]
    asking = network.activities[activity.whole] if activity.whole is not None else activity
    before = [_predecessor(bound, events) for bound in asking.bounds]
    # What came after it was done did not make it late.
    in_time = [driver for driver in before if driver.bound <= events[EVENTS * number + FINISH]]
    return min(in_time, key=_latest_first, default=driving.drivers[0] if driving.drivers else None)


def _predecessor(bound: Bound, events: list[int]) -> Driver:
    instant = events[bound.event] if bound.shift is None else bound.shift.forward(events[bound.event])
    return Driver("predecessor", bound.link.predecessor, instant, bound.event, bound.link)


def _candidates(activity: Activity, events: list[int]) -> Iterator[tuple[int, Driver]]:
    """Every bound on an activity's readiness, with what it comes to after the activity's own snap."""
    kind = activity.kind
    snap = kind.calendar.next_day if isinstance(kind, Work) else None
    for rule, instant in activity.floors:
        driver = Driver("status-date" if rule == "status-date" else "not-before", None, instant)
        yield snap(instant) if snap else instant, driver
    for bound in activity.start_bounds:
        driver = _predecessor(bound, events)
        yield snap(driver.bound) if snap else driver.bound, driver
    for bound in activity.finish_bounds:
        asked = _predecessor(bound, events)
        readiness = earliest(kind, asked.bound)
        if readiness > BEFORE:
            yield snap(readiness) if snap else readiness, asked._replace(bound=readiness)


def _strength(candidate: tuple[int, Driver]) -> tuple[int, str, str]:
    """The latest first; of equals by rule and id."""
    snapped, driver = candidate
    return -snapped, driver.rule, driver.id or ""


def _strongest(candidates: list[tuple[int, Driver]]) -> Driving:
    """The latest bounds, ties all kept, and the first that came short."""
    if not candidates:
        return UNKNOWN
    top = candidates[0][0]
    drivers = tuple(driver for snapped, driver in candidates if snapped == top)
    for snapped, driver in candidates:
        if snapped < top:
            return Driving(drivers, driver, top - snapped)
    return Driving(drivers)


def _decision_driving(
    network: Network, events: list[int], number: int, candidates: list[tuple[int, Driver]]
) -> Driving:
    """Only the latest readiness drives, together with the meetings of the slowest bodies."""
    activity = network.activities[number]
    finish = events[EVENTS * number + FINISH]
    if activity.kind.finish(events[EVENTS * number + READY]) < finish:
        # Papers were in time for a meeting that is past: the first meeting from the status date on decides.
        ready, rest = Driving((Driver("status-date", None, network.status),)), None
    else:
        ready = _strongest(candidates)
        rest = ready.runner_up
    meetings = tuple(Driver("meeting", body, finish) for body in slowest_bodies(network, events, number))
    return Driving((*ready.drivers, *meetings), rest, ready.gap_days)


def slowest_bodies(network: Network, events: list[int], number: int) -> list[str]:
    """The bodies whose meeting is the date of a decision."""
    activity = network.activities[number]
    if activity.body is not None:
        return [activity.body]
    finish = events[EVENTS * number + FINISH]
    shares = network.members.get(number, ())
    bodies = [network.activities[share].body for share in shares if events[EVENTS * share + FINISH] == finish]
    return sorted(body for body in bodies if body is not None)
