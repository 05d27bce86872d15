"""The passes: early dates forwards, late dates backwards, as plain loops over the network's flat lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roadmap.plan.calendars import BEFORE, BEYOND
from roadmap.scheduling.kinds import BodyDecision, Done, Fixed, Kind, earliest
from roadmap.scheduling.network import EVENTS, FINISH, START, Network


@dataclass(frozen=True, slots=True)
class LateDates:
    """Late start and late finish of every activity for one bound; BEYOND where the bound does not reach.

    ``start`` is the last readiness in time, ``finish`` the finish that goes with it.
    """

    start: list[int]
    finish: list[int]


def early_pass(network: Network, known: Sequence[int] = (), until: int | None = None) -> list[int]:
    """The earliest instant of every event: readiness, start and finish of each activity in turn.

    ``known`` are the events of the first activities, where those stand; past activity ``until`` nothing is computed.
    """
    floors, all_starts, all_finishes = network.floors, network.start_bounds, network.finish_bounds
    events = list(known)
    append = events.append
    first = len(events) // EVENTS
    for number, activity in enumerate(network.activities[first:until], start=first):
        readiness = floors[number]
        for event, shift in all_starts[number]:
            bound = events[event] if shift is None else shift.forward(events[event])
            readiness = max(readiness, bound)
        for event, shift in all_finishes[number]:
            bound = events[event] if shift is None else shift.forward(events[event])
            readiness = max(readiness, earliest(activity.kind, bound))
        start, finish = activity.kind.span(readiness)
        append(readiness)
        append(start)
        append(finish)
    return events


def late_pass(network: Network, bounds: dict[int, int], done: list[bool] | None = None) -> LateDates:
    """The latest dates that keep every bound: finish limits by activity number.

    What is done limits nothing and has no late dates. Nothing past the last bounded activity is looked at.
    """
    count = len(network.activities)
    limits = [BEYOND] * (EVENTS * count)
    for number, bound in bounds.items():
        limits[EVENTS * number + FINISH] = bound
    late = LateDates([BEYOND] * count, [BEYOND] * count)
    for number in range(max(bounds, default=-1), -1, -1):
        ready, start, finish = limits[EVENTS * number : EVENTS * number + EVENTS]
        if (ready >= BEYOND and start >= BEYOND and finish >= BEYOND) or (done is not None and done[number]):
            continue
        latest, latest_finish = _late_dates(network.activities[number].kind, ready, start, finish)
        late.start[number], late.finish[number] = latest, latest_finish
        for event, shift in network.start_bounds[number]:
            limit = latest if shift is None else shift.backward(latest)
            limits[event] = min(limits[event], limit)
        for event, shift in network.finish_bounds[number]:
            limit = latest_finish if shift is None else shift.backward(latest_finish)
            limits[event] = min(limits[event], limit)
    _bound_shares(network, limits, late)
    return late


def _late_dates(kind: Kind, ready: int, start: int, finish: int) -> tuple[int, int]:
    """The last readiness within the limits on an activity's three events, and the finish that goes with it."""
    own = kind.latest(finish) if finish < BEYOND else BEYOND
    if start < BEYOND:
        own = min(own, kind.snap_back(start))
    latest = min(own, ready)
    if isinstance(kind, Fixed):
        # What follows the share of one body moves no agreed day of the whole: only its own limits count.
        in_time = min(start, finish) >= kind.instant
        return latest, kind.instant if in_time else _finish(kind, own)
    return latest, _finish(kind, latest)


def _finish(kind: Kind, readiness: int) -> int:
    return kind.finish(readiness) if readiness > BEFORE else BEFORE


def is_done(network: Network, events: list[int]) -> list[bool]:
    """What is finished on the status date: reported, or reached by itself because all before it is done."""
    done: list[bool] = []
    for number, activity in enumerate(network.activities):
        if isinstance(activity.kind, Done):
            done.append(True)
            continue
        bounds = activity.bounds
        # An agreed day that is past is a question to the planner, no report.
        by_itself = (
            activity.kind_name in {"milestone", "term"} and not isinstance(activity.kind, Fixed) and bool(bounds)
        )
        if not by_itself or not all(done[bound.event // EVENTS] for bound in bounds):
            done.append(False)
            continue
        finish = events[EVENTS * number + FINISH]
        # A milestone is reached on its shown day, a term is over when its last day is past.
        last_day = finish if activity.is_start_milestone else finish - 1
        done.append(last_day <= network.status if activity.kind_name == "milestone" else finish <= network.status)
    return done


def _bound_shares(network: Network, limits: list[int], late: LateDates) -> None:
    """The share of a body is no later than the whole needs it: its last meeting up to the bound of the whole."""
    for whole, members in network.members.items():
        limit = _instant_limit(limits, whole)
        if limit >= BEYOND or late.finish[whole] >= BEYOND:
            continue
        for member in members:
            kind = network.activities[member].kind
            if isinstance(kind, BodyDecision):
                own = min(limit, _instant_limit(limits, member))
                late.start[member] = kind.latest(own)
                late.finish[member] = kind.last_by(own)


def _instant_limit(limits: list[int], number: int) -> int:
    """The limit on a decision, which has one instant: what reads its start bounds it as much."""
    return min(limits[EVENTS * number + START], limits[EVENTS * number + FINISH])
