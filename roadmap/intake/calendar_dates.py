"""Dates and times of an iCalendar file, and the day at home on which each falls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from roadmap.intake.calendar_lines import CalendarLine, Component
from roadmap.intake.foreign import Foreign
from roadmap.intake.zones import Clock, find_clock, home_clock, utc_clock
from roadmap.plan.faults import FaultError
from roadmap.plan.periods import FIRST_YEAR, LAST_YEAR

_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?", re.ASCII)
_LEAP_SECOND = 60
Clocks = Mapping[str, tuple[timedelta, ...]]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a time on some clock, as a calendar has it."""

    wall: datetime
    clock: Clock | None

    @property
    def keys(self) -> frozenset[datetime | date]:
        """What it is known by: the moments that it can be, or its day."""
        return frozenset({self.wall.date()}) if self.clock is None else self.clock.instants(self.wall)

    def on(self, day: date) -> Moment:
        """The same time on another day."""
        return Moment(datetime.combine(day, self.wall.time()), self.clock)

    def day(self) -> date | None:
        """The day at home; None when that cannot be told."""
        return self.wall.date() if self.clock is None else self.clock.day(self.wall)

    def is_named_by(self, keys: frozenset[datetime | date]) -> bool:
        """Whether one of some moments or days is this one."""
        return bool(self.keys & keys) or self.wall.date() in keys


def zone_offsets(zones: list[Component]) -> dict[str, tuple[timedelta, ...]]:
    """The offsets that a file gives to each of its zones."""
    found: dict[str, tuple[timedelta, ...]] = {}
    for zone in zones:
        lines = [*zone.lines.get("TZOFFSETFROM", ()), *zone.lines.get("TZOFFSETTO", ())]
        matches = (_OFFSET.fullmatch(line.value.strip()) for line in lines)
        offsets = {_offset(match) for match in matches if match}
        found[zone.text("TZID")] = tuple(sorted(offset for offset in offsets if abs(offset) < timedelta(days=1)))
    return found


def read_moments(foreign: Foreign, line: CalendarLine, clocks: Clocks) -> Iterator[Moment]:
    """Every date or time of a property that can be read; the others are told."""
    for value, start, end in line.values():
        try:
            # Of a period only the beginning counts.
            yield read_moment(value.partition("/")[0], line, clocks)
        except FaultError as fault:
            foreign.report(fault.code, line.offset(start), line.offset(end), **fault.params)


def read_moment(text: str, line: CalendarLine, clocks: Clocks) -> Moment:
    """Read `20250114` or `20250114T193000Z`; raise FaultError for anything else."""
    match = _STAMP.fullmatch(text)
    if match is None:
        raise FaultError("unreadable-date", value=text[:40])
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise FaultError("date-out-of-range", value=text, first=FIRST_YEAR, last=LAST_YEAR)
    try:
        on = date(year, month, day)
        if match[4] is None:
            return Moment(datetime.combine(on, time()), None)
        seconds = int(match[6] or 0)
        at = time(int(match[4]), int(match[5]), 0 if seconds == _LEAP_SECOND else seconds)
    except ValueError:
        raise FaultError("impossible-date", value=text) from None
    return Moment(datetime.combine(on, at), _clock(line, clocks, is_utc=match[7] is not None))


def last_day(text: str, start: Moment, line: CalendarLine, clocks: Clocks) -> date:
    """The last day of a series on its own clock, from the UNTIL of its rule; raise FaultError when unreadable."""
    until = read_moment(text, line, clocks)
    if until.clock is None or start.clock is None:
        return until.wall.date()
    # UNTIL is in UTC or on the series' own clock; a meeting that begins after it is out.
    wall = start.clock.read(max(until.clock.instants(until.wall))) if until.clock is utc_clock() else until.wall
    return wall.date() if start.wall.time() <= wall.time() else wall.date() - timedelta(days=1)


def _clock(line: CalendarLine, clocks: Clocks, *, is_utc: bool) -> Clock:
    name = line.parameters.get("TZID")
    if is_utc:
        return utc_clock()
    if name is None:
        return home_clock()
    clock = find_clock(name, clocks.get(name, ()))
    if clock is None:
        raise FaultError("unknown-time-zone", name=name[:80])
    return clock


def _offset(match: re.Match[str]) -> timedelta:
    size = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return -size if match[1] == "-" else size
