"""The kinds of deliverables as monotone functions from readiness to finish, each with its adjoint.

``span(s)`` gives early start and finish for the instant ``s`` at which all is ready; ``finish(s)`` is the function
f of the passes and ``latest(l)`` its adjoint: the last s with f(s) <= l. A bound on a finish becomes one on
readiness by ``earliest(b)``: the first s with f(s) >= b. A new kind of deliverable is one more class here.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from roadmap.plan.calendars import BEFORE, BEYOND, TermCalendar, WorkCalendar, counted
from roadmap.plan.meetings import MeetingList

LONGEST_MONTH = 31


class Kind(Protocol):
    """What every kind can answer; instants in, instants out."""

    def span(self, readiness: int) -> tuple[int, int]:
        """Early start and early finish."""

    def finish(self, readiness: int) -> int:
        """The finish for a readiness, as the late pass sees it."""

    def latest(self, limit: int) -> int:
        """The last readiness whose finish is no later than a limit."""

    def snap_back(self, limit: int) -> int:
        """The last readiness whose start is no later than a limit."""


@dataclass(frozen=True, slots=True)
class Work:
    """So many working days of a calendar; underway it has begun on ``begun`` and ``length`` is what remains."""

    calendar: WorkCalendar
    length: int
    begun: int | None = None

    def span(self, readiness: int) -> tuple[int, int]:
        """From the first working day on."""
        start = self.calendar.next_day(readiness) if self.begun is None else self.begun
        return start, self.calendar.finish(readiness, self.length)

    def finish(self, readiness: int) -> int:
        """The end of the last day worked."""
        return self.calendar.finish(readiness, self.length)

    def latest(self, limit: int) -> int:
        """The last working day on which it may begin."""
        return self.calendar.latest_start(limit, self.length)

    def snap_back(self, limit: int) -> int:
        """A Saturday bound becomes Friday; a start that has been limits nothing."""
        return self.calendar.last_day(limit) if self.begun is None else BEYOND


@dataclass(frozen=True, slots=True)
class ElapsedWork:
    """So many days, days off included; it starts on the next day, also a day off."""

    length: int
    begun: int | None = None

    def span(self, readiness: int) -> tuple[int, int]:
        """From readiness on."""
        return readiness if self.begun is None else self.begun, self.finish(readiness)

    def finish(self, readiness: int) -> int:
        """So many days later."""
        return counted(readiness + self.length)

    def latest(self, limit: int) -> int:
        """So many days earlier."""
        return max(limit - self.length, BEFORE) if limit < BEYOND else BEYOND

    def snap_back(self, limit: int) -> int:
        """Every day is one to begin on; a start that has been limits nothing."""
        return limit if self.begun is None else BEYOND


@dataclass(frozen=True, slots=True)
class Moment:
    """A milestone: reached when all is ready."""

    def span(self, readiness: int) -> tuple[int, int]:
        """At once."""
        return readiness, readiness

    def finish(self, readiness: int) -> int:
        """At once."""
        return readiness

    def latest(self, limit: int) -> int:
        """At once."""
        return limit

    def snap_back(self, limit: int) -> int:
        """At once."""
        return limit


@dataclass(frozen=True, slots=True)
class Term:
    """A term of so many days or months after its event's day; its end may roll off days on which it cannot end."""

    length: int
    in_months: bool
    calendar: TermCalendar | None

    def span(self, readiness: int) -> tuple[int, int]:
        """From the day after the event."""
        return readiness, self.finish(readiness)

    def finish(self, readiness: int) -> int:
        """The end of its last day; the event's own day is the one before ``readiness``."""
        if readiness >= BEYOND:
            return BEYOND
        last = self._last_day(readiness)
        if self.calendar is not None:
            last = self.calendar.roll_forward(last)
        return counted(last + 1)

    def latest(self, limit: int) -> int:
        """The last event that lets it end in time."""
        if limit in {BEFORE, BEYOND}:
            return limit
        last = limit - 1 if self.calendar is None else self.calendar.roll_back(limit - 1)
        if last == BEFORE:
            return BEFORE
        if not self.in_months:
            return max(last - self.length + 1, BEFORE)
        # Months have no inverse in days; between the shortest and the longest count it is a search.
        events = range(last - self.length * LONGEST_MONTH - 1, last + 1)
        return events[bisect_right(events, last, key=self._last_day) - 1]

    def snap_back(self, limit: int) -> int:
        """Every day is one to begin on."""
        return limit

    def _last_day(self, readiness: int) -> int:
        """The last day before rolling: the same date so many months on, or else that month's last day."""
        event = readiness - 1
        if not self.in_months:
            return event + self.length
        day = date.fromordinal(max(event, 1))
        year, month = divmod(day.month - 1 + self.length, 12)
        year, month = year + day.year, month + 1
        return date(year, month, min(day.day, monthrange(year, month)[1])).toordinal()


@dataclass(frozen=True, slots=True)
class BodyDecision:
    """A decision by one body, at the first meeting whose hand-in day can be met, or ``readings`` - 1 later.

    ``no_sooner`` is the end of the first meeting that is not past on the status date; it binds the early pass only.
    """

    meetings: MeetingList
    readings: int
    no_sooner: int

    def span(self, readiness: int) -> tuple[int, int]:
        """One instant, the end of the meeting's day."""
        end = self.meetings.decided_from(self.no_sooner, readiness, self.readings)
        return end, end

    def finish(self, readiness: int) -> int:
        """The end of the meeting's day."""
        return self.meetings.decided(readiness, self.readings)

    def latest(self, limit: int) -> int:
        """The end of the hand-in day of the last meeting in time."""
        return self.meetings.latest_readiness(limit, self.readings)

    def snap_back(self, limit: int) -> int:
        """A decision has one instant."""
        return self.latest(limit)

    def last_by(self, limit: int) -> int:
        """The end of the last meeting that is no later than a limit."""
        return self.meetings.last_by(limit, self.readings)


@dataclass(frozen=True, slots=True)
class TakenDecision:
    """The share of a body that has decided, within a group: a constant, and only a limit before it is not kept."""

    taken: int

    def span(self, readiness: int) -> tuple[int, int]:  # noqa: ARG002 - what happened does not depend on readiness
        """The end of the day on which it was taken."""
        return self.taken, self.taken

    def finish(self, readiness: int) -> int:  # noqa: ARG002 - what happened does not depend on readiness
        """The end of the day on which it was taken."""
        return self.taken

    def latest(self, limit: int) -> int:
        """No limit, or none that can be kept."""
        return BEYOND if self.taken <= limit else BEFORE

    def snap_back(self, limit: int) -> int:
        """No limit, or none that can be kept."""
        return self.latest(limit)


@dataclass(frozen=True, slots=True)
class GroupDecision:
    """A decision by so many of a group: taken when the last one needed has decided."""

    members: tuple[BodyDecision | TakenDecision, ...]
    needed: int

    def span(self, readiness: int) -> tuple[int, int]:
        """One instant, the end of the day on which enough bodies have decided."""
        end = sorted(member.span(readiness)[1] for member in self.members)[self.needed - 1]
        return end, end

    def finish(self, readiness: int) -> int:
        """The n-th smallest of the members' finishes."""
        return sorted(member.finish(readiness) for member in self.members)[self.needed - 1]

    def latest(self, limit: int) -> int:
        """The n-th largest of the members' last readinesses."""
        return sorted((member.latest(limit) for member in self.members), reverse=True)[self.needed - 1]

    def snap_back(self, limit: int) -> int:
        """A decision has one instant."""
        return self.latest(limit)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A milestone or decision that a board put on a day: it holds that day, and predecessors are bound by it."""

    instant: int
    ready_by: int
    plain: Kind

    def span(self, readiness: int) -> tuple[int, int]:  # noqa: ARG002 - it holds its day whatever logic says
        """The agreed day."""
        return self.instant, self.instant

    def finish(self, readiness: int) -> int:
        """The agreed day, or an earlier one where a limit asks for it."""
        return self.instant if readiness >= self.ready_by else min(self.instant, self.plain.finish(readiness))

    def latest(self, limit: int) -> int:
        """What the agreed day needs, or less where a limit comes before that day."""
        return self.ready_by if limit >= self.instant else min(self.ready_by, self.plain.latest(limit))

    def snap_back(self, limit: int) -> int:
        """A decision or milestone has one instant."""
        return self.latest(limit)


@dataclass(frozen=True, slots=True)
class Done:
    """What is finished: actual instants, no limits."""

    start: int
    end: int

    def span(self, readiness: int) -> tuple[int, int]:  # noqa: ARG002 - what happened does not depend on readiness
        """The actual instants."""
        return self.start, self.end

    def finish(self, readiness: int) -> int:  # noqa: ARG002 - what happened does not depend on readiness
        """The actual finish."""
        return self.end

    def latest(self, limit: int) -> int:  # noqa: ARG002 - what happened does not depend on limits
        """No limit."""
        return BEYOND

    def snap_back(self, limit: int) -> int:  # noqa: ARG002 - what happened does not depend on limits
        """No limit."""
        return BEYOND


def earliest(kind: Kind, bound: int) -> int:
    """The first readiness whose finish is no earlier than a bound; an agreed day does not make that sooner."""
    if isinstance(kind, Done):
        return BEFORE
    if bound >= BEYOND:
        return BEYOND
    plain = kind.plain if isinstance(kind, Fixed) else kind
    latest = plain.latest(bound - 1)
    return latest if latest in {BEFORE, BEYOND} else latest + 1
