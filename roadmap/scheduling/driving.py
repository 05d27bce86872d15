"""What drives what: the rule that set each date, the runner-up, and the chains back from a target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from roadmap.plan.calendars import BEFORE, BEYOND
from roadmap.scheduling.graph import Link, whole
from roadmap.scheduling.kinds import Done, ElapsedWork, Fixed, Kind, Work, earliest
from roadmap.scheduling.network import EVENTS, FINISH, READY, START, Activity, Bound, Network

Rule = Literal["predecessor", "not-before", "status-date", "meeting", "fixed", "actual"]


class Driver(NamedTuple):
    """One rule that bounds a date: which event or body is behind it, and the readiness it asks for.

    ``past`` when it reads a start that has been, which nothing on the critical path can move.
    """

    rule: Rule
    id: str | None
    bound: int
    event: int | None = None
    link: Link | None = None
    past: bool = False

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
    candidates = sorted(_candidates(network, asking, events), key=_strength)
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
            if driver.activity is not None and driver.activity not in seen and _may_move(driver, done):
                seen.add(driver.activity)
                waiting.append(driver.activity)
    path = [ends[0]] if ends and not done[ends[0]] else []
    while path:
        before = [driver for driver in driving[path[-1]].drivers if _may_move(driver, done)]
        if not before:
            break
        best = min(before, key=latest_first)
        path.append(best.activity if best.activity is not None else -1)
    return CriticalChain(tuple(reversed(path)), frozenset(seen))


def latest_first(driver: Driver) -> tuple[int, str, str, int]:
    """Ties by the latest bound, then by id, of one id its finish: the same chain every time."""
    return -driver.bound, whole(driver.id or ""), driver.id or "", -(driver.event or 0)


def predecessor(network: Network, bound: Bound, events: list[int]) -> Driver:
    """A link as a driver, with the instant that it asks for."""
    instant = events[bound.event] if bound.shift is None else bound.shift.forward(events[bound.event])
    number, event = divmod(bound.event, EVENTS)
    kind = network.activities[number].kind
    past = event == START and isinstance(kind, Work | ElapsedWork) and kind.begun is not None
    return Driver("predecessor", bound.link.predecessor, instant, bound.event, bound.link, past)


def _may_move(driver: Driver, done: list[bool]) -> bool:
    """Whether a driver is something that has still to happen."""
    return driver.activity is not None and not driver.past and not done[driver.activity]


def _candidates(network: Network, activity: Activity, events: list[int]) -> Iterator[tuple[int, Driver]]:
    """Every bound on an activity's readiness, with what it comes to after the activity's own snap."""
    kind = activity.kind
    for rule, instant in activity.floors:
        driver = Driver("status-date" if rule == "status-date" else "not-before", None, instant)
        yield _snapped(kind, instant), driver
    for bound in activity.start_bounds:
        driver = predecessor(network, bound, events)
        yield _snapped(kind, driver.bound), driver
    for bound in activity.finish_bounds:
        driver = predecessor(network, bound, events)
        readiness = earliest(kind, driver.bound)
        if readiness > BEFORE:
            yield _snapped(kind, readiness), driver._replace(bound=readiness)


def _snapped(kind: Kind, readiness: int) -> int:
    """Where a readiness comes to: of work its first working day; what was before the calendar began drives nothing."""
    return kind.calendar.next_day(max(readiness, kind.calendar.first)) if isinstance(kind, Work) else readiness


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
