"""What a link between deliverables comes to in a schedule."""

from __future__ import annotations

from roadmap.scheduling.network import EVENTS, START, Bound
from roadmap.scheduling.schedule import Schedule, Scheduled


def predecessor(schedule: Schedule, bound: Bound) -> Scheduled:
    """The deliverable or share that a link waits for."""
    return schedule.items[schedule.network.activities[bound.event // EVENTS].id]


def reads_start(bound: Bound) -> bool:
    """Whether a link waits for a start, not for a finish."""
    return bound.event % EVENTS == START


def holds_until(schedule: Schedule, bound: Bound) -> int:
    """The instant until which a link holds its follower."""
    before = predecessor(schedule, bound)
    event = before.start if reads_start(bound) else before.finish
    return event if bound.shift is None else bound.shift.forward(event)
