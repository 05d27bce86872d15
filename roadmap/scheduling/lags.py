"""Waits and overlaps on links as monotone functions of instants, each with its adjoint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from roadmap.plan.calendars import BEFORE, BEYOND, WorkCalendar, counted


class Shift(Protocol):
    """What happens to an instant on its way along a link, and to a limit on its way back."""

    def forward(self, instant: int) -> int:
        """The bound on the successor."""

    def backward(self, limit: int) -> int:
        """The last instant whose bound is no later than a limit."""


@dataclass(frozen=True, slots=True)
class WorkingLag:
    """A wait of n working days: ends with the n-th working day."""

    calendar: WorkCalendar
    days: int

    def forward(self, instant: int) -> int:
        """The end of the n-th working day."""
        return self.calendar.finish(instant, self.days)

    def backward(self, limit: int) -> int:
        """The last instant from which n working days fit."""
        return self.calendar.latest_start(limit, self.days) if limit < BEYOND else BEYOND


@dataclass(frozen=True, slots=True)
class WorkingLead:
    """An overlap of n working days: begins with the n-th working day back."""

    calendar: WorkCalendar
    days: int

    def forward(self, instant: int) -> int:
        """The beginning of the n-th working day back."""
        return self.calendar.day_back(instant, self.days) if instant <= self.calendar.end else BEYOND

    def backward(self, limit: int) -> int:
        """The last instant whose n-th working day back begins in time."""
        return self.calendar.latest_for_day_back(limit, self.days)


@dataclass(frozen=True, slots=True)
class ElapsedLag:
    """A wait (or an overlap, when negative) in elapsed days."""

    days: int

    def forward(self, instant: int) -> int:
        """So many days later."""
        return counted(instant + self.days) if BEFORE < instant < BEYOND else instant

    def backward(self, limit: int) -> int:
        """So many days earlier."""
        return limit - self.days if BEFORE < limit < BEYOND else limit


@dataclass(frozen=True, slots=True)
class DrawnBack:
    """To the end of the last working day: "not before it starts on Monday" is met on Friday."""

    calendar: WorkCalendar

    def forward(self, instant: int) -> int:
        """The end of the last working day before an instant."""
        return self.calendar.end_of_last_day(instant) if instant <= self.calendar.end else BEYOND

    def backward(self, limit: int) -> int:
        """The last instant that is drawn back to a limit or before it."""
        return self.calendar.next_day(limit) if BEFORE < limit < BEYOND else limit


@dataclass(frozen=True, slots=True)
class Chained:
    """One shift after another."""

    first: Shift
    second: Shift

    def forward(self, instant: int) -> int:
        """Through both."""
        return self.second.forward(self.first.forward(instant))

    def backward(self, limit: int) -> int:
        """Back through both."""
        return self.first.backward(self.second.backward(limit))


def chain(first: Shift | None, second: Shift | None) -> Shift | None:
    """Two shifts as one; None is no shift."""
    if first is None or second is None:
        return first or second
    return Chained(first, second)
