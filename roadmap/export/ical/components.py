"""Feeds as iCalendar files (RFC 5545, 7986): one all-day, free event for each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import icalendar
from icalendar.prop import vText

from roadmap import __version__
from roadmap.export.ical.events import CRITICAL, Event
from roadmap.export.ical.identity import Stamp
from roadmap.export.words import Words

LARGEST = 1_000_000
"""Octets of one feed; Google Calendar takes no more than 1 MB."""

REFRESH = timedelta(hours=4)
HIGHEST = 1
NOTICE_DAYS = (14, 3)
"""So many days before a day the variants that remind do so, at nine in the morning of the reader's own time."""

_END = b"END:VCALENDAR\r\n"
_EVENT_END = b"END:VEVENT\r\n"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a calendar says of itself; its colour as a CSS name and as figures."""

    name: str
    description: str
    language: str
    colour: tuple[str, str]
    modified: datetime


class Writer:
    """Writes calendars of one language; an event that stands in many is written once."""

    def __init__(self, stamps: Mapping[str, Stamp]) -> None:
        """Take the stamps by the keys of the events."""
        self.stamps = stamps
        self._written: dict[str, bytes] = {}

    def to_ics(self, heading: Heading, events: Iterable[Event], *, reminds: bool = False) -> bytes:
        """A calendar with its events, in the order given; with alarms where that was asked for."""
        head = _calendar(heading).to_ical().removesuffix(_END)
        alarms = _alarms(Words(heading.language)) if reminds else b""
        return b"".join([head, *(self._to_bytes(event, alarms) for event in events), _END])

    def _to_bytes(self, event: Event, alarms: bytes) -> bytes:
        if event.key not in self._written:
            self._written[event.key] = _event(event, self.stamps[event.key]).to_ical()
        written = self._written[event.key]
        return written.removesuffix(_EVENT_END) + alarms + _EVENT_END if alarms and event.is_open else written


def _calendar(heading: Heading) -> icalendar.Calendar:
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
    calendar.add("LAST-MODIFIED", heading.modified)
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vText("PT4H"))
    name, figures = heading.colour
    calendar.add("COLOR", name)
    calendar.add("X-APPLE-CALENDAR-COLOR", vText(figures))
    return calendar


def _event(event: Event, stamp: Stamp) -> icalendar.Event:
    """One day, or the days of a phase, as an all-day event that leaves the reader free."""
    written = icalendar.Event()
    written.add("UID", event.uid)
    written.add("DTSTAMP", stamp.modified)
    written.add("CREATED", stamp.created)
    written.add("LAST-MODIFIED", stamp.modified)
    written.add("SEQUENCE", stamp.sequence)
    written.add("DTSTART", event.day)
    # The end is exclusive; the same day would show as midnight in Outlook.
    written.add("DTEND", (event.last or event.day) + timedelta(days=1))
    written.add("SUMMARY", event.title)
    written.add("DESCRIPTION", event.description)
    written.add("CATEGORIES", list(event.categories))
    written.add("CLASS", "PUBLIC")
    written.add("STATUS", event.status.upper())
    written.add("TRANSP", "TRANSPARENT")
    written.add("X-MICROSOFT-CDO-ALLDAYEVENT", vText("TRUE"))
    written.add("X-MICROSOFT-CDO-BUSYSTATUS", vText("FREE"))
    if CRITICAL in event.feeds:
        written.add("PRIORITY", HIGHEST)
    if event.url is not None:
        written.add("URL", event.url)
    return written


def _alarms(words: Words) -> bytes:
    """The alarms of an event that is still open; the program that sounds them names the event itself."""
    return b"".join(_alarm(days, words).to_ical() for days in NOTICE_DAYS)


def _alarm(days: int, words: Words) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    # A whole day begins at midnight; the day before it at nine is fifteen hours earlier.
    alarm.add("TRIGGER", timedelta(hours=9) - timedelta(days=days))
    alarm.add("DESCRIPTION", words.count("In {n} day", "In {n} days", days))
    return alarm
