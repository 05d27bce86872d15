"""The path to a target: the critical chain, what misses of its meetings cost, and where time can be gained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from roadmap.scheduling.drag import Gain, Recomputation
from roadmap.scheduling.driving import Driver
from roadmap.scheduling.graph import whole
from roadmap.scheduling.schedule import Schedule, Scheduled, ScheduledTarget

MOST_GAINS = 10
MOST_CHAINS = 5


@dataclass(frozen=True, slots=True)
class MeetingOnPath:
    """A decision on the path: what missing its meeting costs itself and the target, in calendar days.

    Both costs are None when no next meeting is known, that of the target also when its date is not known then.
    """

    item: Scheduled
    hand_in: date
    next_meeting: date | None
    cost_days: int | None
    target_cost_days: int | None


@dataclass(frozen=True, slots=True)
class NearChain:
    """A chain that is nearly critical: its items in order, and its least float in working days.

    ``joins`` is the deliverable that follows its last one, on the path or else on another such chain.
    """

    items: tuple[Scheduled, ...]
    room: int
    joins: str | None


@dataclass(frozen=True, slots=True)
class Path:
    """Everything about the way to one target; ``drags`` are the calendar days that each item is worth, by id."""

    target: ScheduledTarget
    chain: tuple[Scheduled, ...]
    tied: tuple[Scheduled, ...]
    drags: dict[str, int]
    meetings: tuple[MeetingOnPath, ...]
    near: tuple[NearChain, ...]
    gains: tuple[Gain, ...]


def find_path(schedule: Schedule, target: ScheduledTarget) -> Path:
    """The path to a target, all figures by recomputing."""
    recomputation = Recomputation(schedule, target.target.milestone)
    chain = tuple(schedule.items[name] for name in target.critical_path)
    tied = tuple(schedule.items[name] for name in target.also)
    gains = [gain for item in (*chain, *tied) for gain in recomputation.gains(item.id)]
    return Path(
        target=target,
        chain=chain,
        tied=tied,
        drags={gain.id: gain.days for gain in gains if gain.source in {"duration", "wait", "fixed"}},
        meetings=tuple(_meetings(recomputation, [*chain, *tied])),
        near=tuple(near_chains(schedule, target)),
        # The most first; of equals those that come first on the way.
        gains=tuple(sorted((gain for gain in gains if gain.days > 0), key=lambda gain: -gain.days)[:MOST_GAINS]),
    )


def _meetings(recomputation: Recomputation, items: list[Scheduled]) -> list[MeetingOnPath]:
    return [
        MeetingOnPath(
            item,
            item.hearing.hand_in,
            item.hearing.next_meeting,
            item.hearing.cost_of_missing_days,
            recomputation.cost_of_missing(item.id),
        )
        for item in items
        if item.hearing is not None
    ]


def near_chains(schedule: Schedule, target: ScheduledTarget) -> list[NearChain]:
    """Chains of nearly critical items, those with the least float first; each item stands in one of them."""
    near = _near_items(schedule, target)
    waiting = {item.id: item for item in near}
    on_path = [*target.critical_path, *target.also]
    joins = _followers(schedule, [*sorted(on_path, key=schedule.network.index.__getitem__), *waiting])
    chains = []
    # From the last one back, so that a chain is as long as it can be.
    for last in sorted(near, key=lambda item: -schedule.network.index[item.id]):
        if last.id in waiting:
            items = _chain_back(waiting, last)
            room = min(item.float_to[target.id] or 0 for item in items)
            chains.append(NearChain(tuple(items), room, joins.get(last.id)))
    return sorted(chains, key=lambda chain: (chain.room, chain.items[0].id))[:MOST_CHAINS]


def _near_items(schedule: Schedule, target: ScheduledTarget) -> list[Scheduled]:
    """What has at most so much more float to a target than the target's own margin, the critical left out."""
    if target.margin is None:
        return []
    most = target.margin + schedule.plan.settings.near_critical.days
    on_path = {*target.critical_path, *target.also}
    return [
        item
        for item in schedule.items.values()
        if item.activity.whole is None
        and item.id not in on_path
        and (room := item.float_to[target.id]) is not None
        and room <= most
    ]


def _chain_back(waiting: dict[str, Scheduled], last: Scheduled) -> list[Scheduled]:
    """The items that drive one another up to the last one, taken out of those that wait."""
    items = [waiting.pop(last.id)]
    while True:
        before = [driver for driver in items[-1].driving.drivers if _deliverable(driver) in waiting]
        if not before:
            return items[::-1]
        best = min(before, key=lambda driver: (-driver.bound, _deliverable(driver)))
        items.append(waiting.pop(_deliverable(best)))


def _deliverable(driver: Driver) -> str:
    """The deliverable behind a driver, without the body of a share."""
    return whole(driver.link.predecessor) if driver.link is not None else ""


def _followers(schedule: Schedule, names: list[str]) -> dict[str, str]:
    """Of what comes before some items, the first of those that follows it."""
    followers: dict[str, str] = {}
    for name in names:
        for bound in schedule.items[name].activity.bounds:
            followers.setdefault(whole(bound.link.predecessor), name)
    return followers
