"""How much room there is: free float, and the float to the nearest due date."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from roadmap.plan.calendars import BEFORE, BEYOND, WorkCalendar
from roadmap.scheduling.kinds import Done, Kind
from roadmap.scheduling.network import EVENTS, FINISH, START, Bound, Network
from roadmap.scheduling.passes import LateDates


class Follower(NamedTuple):
    """A link as its predecessor sees it: who follows, and whether it bounds that one's finish."""

    activity: int
    bound: Bound
    to_finish: bool


def find_followers(network: Network) -> list[list[Follower]]:
    """The links that leave each activity, the share of a body in its own whole left out."""
    followers: list[list[Follower]] = [[] for _ in network.activities]
    for number, activity in enumerate(network.activities):
        if activity.whole is not None:
            continue
        for bound in activity.start_bounds:
            followers[bound.event // EVENTS].append(Follower(number, bound, to_finish=False))
        for bound in activity.finish_bounds:
            followers[bound.event // EVENTS].append(Follower(number, bound, to_finish=True))
    return followers


def free_float(network: Network, events: list[int], followers: list[Follower], number: int) -> int | None:
    """Working days that an activity can slip before any follower moves; None when nothing follows that counts."""
    activity = network.activities[number]
    least: int | None = None
    for follower in followers:
        kind = network.activities[follower.activity].kind
        finish = events[EVENTS * follower.activity + FINISH]
        if isinstance(kind, Done) or finish >= BEYOND:
            continue
        limit = _limit(follower, kind, finish)
        own = events[follower.bound.event]
        if follower.bound.event % EVENTS == START and activity.kind_name == "work":
            limit = activity.kind.snap_back(limit)
        room = activity.calendar.between(own, limit) if BEFORE < limit < BEYOND else None
        if room is not None and (least is None or room < least):
            least = room
    return None if least is None else max(0, least)


def _limit(follower: Follower, kind: Kind, finish: int) -> int:
    """The last instant of the event that leaves a follower's finish where it is."""
    limit = finish if follower.to_finish else kind.latest(finish)
    shift = follower.bound.shift
    return limit if shift is None else shift.backward(limit)


def nearest_dues(
    network: Network, late: LateDates, dues: dict[int, tuple[date, int]], followers: list[list[Follower]]
) -> list[str | None]:
    """Which due date bounds each activity: its own or one downstream; of equals the earliest date, then the id.

    ``dues`` gives date and instant by activity number; ``late`` is the late pass with those bounds.
    """
    names: list[tuple[date, str] | None] = [None] * len(network.activities)
    for number in range(len(network.activities) - 1, -1, -1):
        activity = network.activities[number]
        if late.start[number] >= BEYOND or activity.whole is not None:
            continue
        # What follows the share of one body bounds the whole too.
        candidates = [
            (name, _latest_for(network, late, follower, holder))
            for holder in (number, *network.members.get(number, ()))
            for follower in followers[holder]
            if (name := names[follower.activity]) is not None
        ]
        own = dues.get(number)
        if own is not None:
            candidates.append(((own[0], activity.id), activity.kind.latest(own[1])))
        binding = [name for name, latest in candidates if _is_same(activity.calendar, latest, late.start[number])]
        names[number] = min(binding, default=None)
    return [name[1] if name else None for name in names]


def _latest_for(network: Network, late: LateDates, follower: Follower, number: int) -> int:
    """The last readiness of an activity that one follower allows."""
    kind = network.activities[number].kind
    limit = late.finish[follower.activity] if follower.to_finish else late.start[follower.activity]
    if follower.bound.shift is not None:
        limit = follower.bound.shift.backward(limit)
    return kind.snap_back(limit) if follower.bound.event % EVENTS == START else kind.latest(limit)


def _is_same(calendar: WorkCalendar, first: int, second: int) -> bool:
    """Whether no working day lies between two instants."""
    return first == second or calendar.between(first, second) == 0
