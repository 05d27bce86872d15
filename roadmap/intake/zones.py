"""On which day in the Netherlands something begins that stands in a calendar with a time of another zone.

Zones come from the tzdata package and not from the machine, whose settings must not be felt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

HOME = "Europe/Amsterdam"
# What Windows and Exchange call the zones of these parts; a calendar with another one brings its definition along.
_WINDOWS = {
    "w. europe standard time": HOME, "romance standard time": "Europe/Paris",
    "central europe standard time": "Europe/Budapest", "central european standard time": "Europe/Warsaw",
    "gmt standard time": "Europe/London", "utc": "Etc/UTC", "coordinated universal time": "Etc/UTC",
}  # fmt: skip
_CITY = re.compile(r"\(.*\).*\b(amsterdam|berlin|london|paris)\b", re.IGNORECASE)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Clock:
    """What a clock on the wall means: a known zone, or else the offsets that it can be at."""

    zone: ZoneInfo | None
    offsets: tuple[timedelta, ...] = ()

    def instants(self, wall: datetime) -> frozenset[datetime]:
        """The moments that a time on this clock can be, in UTC without saying so."""
        if self.zone is None:
            return frozenset(wall - offset for offset in self.offsets)
        return frozenset({wall - (wall.replace(tzinfo=self.zone).utcoffset() or timedelta())})

    def day(self, wall: datetime) -> date | None:
        """The day at home; None when that depends on an offset that nobody knows."""
        days = {at_home(instant).date() for instant in self.instants(wall)}
        return days.pop() if len(days) == 1 else None

    def read(self, instant: datetime) -> datetime:
        """What this clock says at a moment in UTC; of an unknown zone the last that it can say."""
        if self.zone is None:
            return instant + max(self.offsets)
        return instant.replace(tzinfo=UTC).astimezone(self.zone).replace(tzinfo=None)


def at_home(instant: datetime) -> datetime:
    """What the clock at home says at a moment in UTC."""
    return home_clock().read(instant)


@cache
def home_clock() -> Clock:
    """The clock of a council; a time without a zone is meant by it."""
    return Clock(_zone(HOME))


@cache
def utc_clock() -> Clock:
    """The clock at Greenwich."""
    return Clock(None, (timedelta(),))


def find_clock(name: str, offsets: Iterable[timedelta]) -> Clock | None:
    """The clock of a zone by its name, else by the offsets that the file gives it; None when it has neither."""
    known = _known_name(name)
    if known is not None:
        return Clock(_zone(known))
    given = tuple(sorted(set(offsets)))
    return Clock(None, given) if given else None


def _known_name(name: str) -> str | None:
    """A name of the zone tables; some programs put a path of their own before it."""
    bare = name.strip().strip('"')
    if bare.casefold() in _WINDOWS:
        return _WINDOWS[bare.casefold()]
    city = _CITY.match(bare[:_LONGEST])
    if city is not None:
        return f"Europe/{city[1].capitalize()}"
    parts = bare.split("/")[-3:]
    tails = ("/".join(parts[number:]) for number in range(len(parts)))
    return next((_names()[tail.casefold()] for tail in tails if tail.casefold() in _names()), None)


@cache
def _names() -> dict[str, str]:
    listed = (files("tzdata") / "zones").read_text(encoding="utf-8").split()
    return {name.casefold(): name for name in listed}


@cache
def _zone(name: str) -> ZoneInfo:
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as table:
        return ZoneInfo.from_file(table, key=name)
