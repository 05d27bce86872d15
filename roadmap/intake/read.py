"""A list of meetings from a file, whatever its form."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from roadmap.intake.calendar_file import read_calendar
from roadmap.intake.foreign import GiveUpError, read_foreign
from roadmap.intake.listing import Asked, Collector, Listing
from roadmap.intake.table_file import read_table

CALENDARS = frozenset({".ics", ".ical", ".icalendar", ".ifb"})
TABLES = frozenset({".csv", ".tsv", ".txt"})


def is_readable(path: Path) -> bool:
    """Whether the name of a file says that it is a calendar or a table."""
    return path.suffix.lower() in CALENDARS | TABLES


def read_listing(path: Path, asked: Asked) -> Listing:
    """The meetings in a calendar or a table that were asked for; raise PlanError when the file cannot be read at all.

    What is wrong stands in the findings.
    """
    foreign = read_foreign(path)
    collector = Collector(foreign, asked)
    with suppress(GiveUpError):
        read = read_calendar if path.suffix.lower() in CALENDARS else read_table
        read(foreign, collector)
    return collector.listing()
