"""Feeds as iCalendar files (RFC 5545, 7986): one all-day, free event for each day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import icalendar
from icalendar.prop import vText

from roadmap import __version__
from roadmap.export.ical.events import Event
from roadmap.export.ical.identity import Stamp

LARGEST = 1_000_000
"""Octets of one feed; Google Calendar takes no more than 1 MB."""

REFRESH = timedelta(hours=4)
HIGHEST = 1
_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a calendar says of itself; its colour as a CSS name and as figures."""

    name: str
    description: str
    language: str
    colour: tuple[str, str]


class Writer:
    """Writes calendars with one stamp; an event that stands in many is written once."""

    def __init__(self, stamp: Stamp) -> None:
        """Begin with nothing written."""
        self.stamp = stamp
        self._written: dict[str, bytes] = {}

    def to_ics(self, heading: Heading, events: Iterable[Event]) -> bytes:
        """A calendar with its events, in the order given."""
        head = _calendar(heading, self.stamp).to_ical().removesuffix(_END)
        return b"".join([head, *map(self._to_bytes, events), _END])

    def _to_bytes(self, event: Event) -> bytes:
        if event.uid not in self._written:
            self._written[event.uid] = _event(event, self.stamp).to_ical()
        return self._written[event.uid]


def _calendar(heading: Heading, stamp: Stamp) -> icalendar.Calendar:
    """The calendar without its events: no METHOD, no UID, no time zone."""
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//roadmap//roadmap {__version__}//{heading.language.upper()}")
    calendar.add("CALSCALE", "GREGORIAN")
    # As str, NAME and all that begins with X- would go out without their escapes.
    calendar.add("NAME", vText(heading.name))
    calendar.add("X-WR-CALNAME", vText(heading.name))
    calendar.add("X-WR-CALDESC", vText(heading.description))
    calendar.add("X-WR-TIMEZONE", vText("Europe/Amsterdam"))
    calendar.add("LAST-MODIFIED", stamp.modified)
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vText("PT4H"))
    name, figures = heading.colour
    calendar.add("COLOR", name)
    calendar.add("X-APPLE-CALENDAR-COLOR", vText(figures))
    return calendar


def _event(event: Event, stamp: Stamp) -> icalendar.Event:
    """One day as an all-day event that leaves the reader free."""
    written = icalendar.Event()
    written.add("UID", event.uid)
    written.add("DTSTAMP", stamp.modified)
    written.add("CREATED", stamp.created)
    written.add("LAST-MODIFIED", stamp.modified)
    written.add("SEQUENCE", stamp.sequence)
    written.add("DTSTART", event.day)
    # The end is exclusive; the same day would show as midnight in Outlook.
    written.add("DTEND", event.day + timedelta(days=1))
    written.add("SUMMARY", event.title)
    written.add("DESCRIPTION", event.description)
    written.add("CATEGORIES", list(event.categories))
    written.add("CLASS", "PUBLIC")
    written.add("STATUS", "CONFIRMED" if event.is_certain else "TENTATIVE")
    written.add("TRANSP", "TRANSPARENT")
    written.add("X-MICROSOFT-CDO-ALLDAYEVENT", vText("TRUE"))
    written.add("X-MICROSOFT-CDO-BUSYSTATUS", vText("FREE"))
    if event.concern.is_critical:
        written.add("PRIORITY", HIGHEST)
    if event.url is not None:
        written.add("URL", event.url)
    return written
