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


def _behind(network: Network, events: list[int], driving: Driving, number: int) -> Driver | None:
    """The one event or rule behind a date."""
    with_event = [driver for driver in driving.drivers if driver.event is not None]
    if with_event:
        return min(with_event, key=latest_first)
    if any(driver.rule in {"not-before", "fixed"} for driver in driving.drivers):
        return driving.drivers[0]
    activity = network.activities[number]
    asking = network.activities[activity.whole] if activity.whole is not None else activity
    before = [predecessor(network, bound, events) for bound in asking.bounds]
    # What came after it was done did not make it late.
    in_time = [driver for driver in before if driver.bound <= events[EVENTS * number + FINISH]]
    return min(in_time, key=latest_first, default=driving.drivers[0] if driving.drivers else None)
