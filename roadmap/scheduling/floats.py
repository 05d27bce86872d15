"""How much room there is: free float, and the float to the nearest due date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from roadmap.plan.calendars import BEFORE, BEYOND, WorkCalendar
from roadmap.scheduling.kinds import Done, Fixed, Kind
from roadmap.scheduling.network import EVENTS, FINISH, START, Activity, Bound, Network
from roadmap.scheduling.passes import LateDates

_Due = tuple[date, str]


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
    handed_on: list[_Due | None] = [None] * len(network.activities)
    names: list[str | None] = [None] * len(network.activities)
    for number in range(len(network.activities) - 1, -1, -1):
        activity = network.activities[number]
        if late.start[number] >= BEYOND or activity.whole is not None:
            continue
        own = dues.get(number)
        direct = [((own[0], activity.id), activity.kind.latest(own[1]))] if own is not None else []
        direct.extend(_bounding(network, late, followers, handed_on, number))
        by_shares = [
            bounding
            for share in network.members.get(number, ())
            for bounding in _bounding(network, late, followers, handed_on, share)
        ]
        bounding = [*direct, *by_shares]
        # What is no difference by this calendar may be one upstream, by another.
        handed_on[number] = min(((latest, due) for due, latest in bounding), default=(BEYOND, None))[1]
        # What follows the share of one body bounds what comes before, but moves no agreed day of the whole.
        is_agreed = isinstance(activity.kind, Fixed) and bool(direct)
        named = _first(activity, direct if is_agreed else bounding)
        names[number] = named[1] if named else None
    return names


def _bounding(
    network: Network,
    late: LateDates,
    followers: list[list[Follower]],
    handed_on: list[_Due | None],
    holder: int,
) -> Iterator[tuple[_Due, int]]:
    """The due dates behind the followers of an activity or of a share, with the last readiness that each allows."""
    for follower in followers[holder]:
        due = handed_on[follower.activity]
        if due is not None:
            yield due, _latest_for(network, late, follower, holder)


def _first(activity: Activity, bounding: list[tuple[_Due, int]]) -> _Due | None:
    """Of the due dates that leave the least room the earliest, then by id."""
    finish = activity.kind.finish
    first = finish(min((latest for _, latest in bounding), default=BEYOND))
    return min((due for due, latest in bounding if _is_same(activity.calendar, finish(latest), first)), default=None)


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
