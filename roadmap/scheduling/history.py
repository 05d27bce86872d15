"""The history of a date: the events that led to it, what is done included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roadmap.scheduling.driving import Driver, Driving, latest_first, predecessor
from roadmap.scheduling.network import EVENTS, FINISH, Network


class Step(NamedTuple):
    """One event on the way to a date, and what set it: an earlier event, a rule, or nothing."""

    event: int
    driver: Driver | None


def trace(network: Network, events: list[int], driving: Sequence[Driving], number: int) -> list[Step]:
    """The events that led to a finish, first one first.

    What has been, or waits for the status date only, came after its latest predecessor; an agreed day and a not-before
    have no history.
    """
    steps: list[Step] = []
    event: int | None = EVENTS * number + FINISH
    # What set the finish of work that has begun did not set its start.
    has_been = False
    while event is not None:
        behind = Driving(()) if has_been else driving[event // EVENTS]
        driver = _setting(behind) or _latest_before(network, events, event) or next(iter(behind.drivers), None)
        steps.append(Step(event, driver))
        event, has_been = (driver.event, driver.past) if driver is not None else (None, False)
    return steps[::-1]


def _setting(driving: Driving) -> Driver | None:
    """The event, not-before or agreed day that set a date; None where the status date did, or what has happened."""
    with_event = [driver for driver in driving.drivers if driver.event is not None]
    if with_event:
        return min(with_event, key=latest_first)
    return next((driver for driver in driving.drivers if driver.rule in {"not-before", "fixed"}), None)


def _latest_before(network: Network, events: list[int], event: int) -> Driver | None:
    """The last predecessor that came in time for an event: what came after it did not make it late."""
    activity = network.activities[event // EVENTS]
    asking = network.activities[activity.whole] if activity.whole is not None else activity
    before = [predecessor(network, bound, events) for bound in asking.bounds]
    in_time = [driver for driver in before if driver.bound <= events[event]]
    return min(in_time, key=latest_first, default=None)
