"""What a list of meetings changes in a body, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from roadmap.export.terminal import Screen, line
from roadmap.export.words import Words, one_line, printable
from roadmap.intake.listing import Listed, Listing
from roadmap.intake.merging import MeetingChange

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def to_text(change: MeetingChange, words: Words, screen: Screen) -> str:
    """The body and the period, then what is new, dropped and kept, each meeting that changes on a line."""
    listing = change.listing
    rows = [
        _head(change, words),
        *_listed(words.say("New"), change.new, words),
        *_days(words.say("Dropped"), change.dropped, words),
        *_days(words.say("Kept"), change.kept, words),
        *_days(words.say("Not spoken of by the list, so left as they are"), change.untouched, words),
        *_listed(words.say("Cancelled by the list"), listing.cancelled, words),
        *_passed_over(listing, words),
    ]
    return "".join(line(screen, row) for row in rows)


def _head(change: MeetingChange, words: Words) -> str:
    values = {"body": one_line(change.title), "path": printable(change.listing.name), "first": change.asked.first}
    if change.asked.last is None:
        return words.say("{body}: meetings from {first} by {path}", **values)
    return words.say("{body}: meetings from {first} to {last} by {path}", **values, last=change.asked.last)


def _listed(title: str, meetings: tuple[Listed, ...], words: Words) -> Iterator[str]:
    """A line for each meeting."""
    if meetings:
        yield f"{title} ({len(meetings)}):"
    for meeting in meetings:
        yield f"  {_day(meeting.day, words)}  {one_line(meeting.title)}"


def _days(title: str, days: tuple[date, ...], words: Words) -> Iterator[str]:
    """All days in a paragraph."""
    if days:
        yield f"{title} ({len(days)}): {', '.join(_day(day, words) for day in days)}"


def _day(day: date, words: Words) -> str:
    return f"{words.say(WEEKDAYS[day.weekday()])} {words.day(day)}"


def _passed_over(listing: Listing, words: Words) -> Iterator[str]:
    if listing.others:
        yield words.count(
            "Passed over: {n} with another title.", "Passed over: {n} with another title.", listing.others
        )
    if listing.outside:
        yield words.count(
            "Passed over: {n} outside the period.", "Passed over: {n} outside the period.", listing.outside
        )
