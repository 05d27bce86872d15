"""What a publication changes for subscribers, days that are new, moved or withdrawn; and what went into the folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from roadmap.export.ical.publication import Publication
from roadmap.export.terminal import Column, Screen, line, table
from roadmap.export.words import Words
from roadmap.plan.ledger import Ledger, PublishedEvent

MOST_MOVES = 12


class FolderReport(NamedTuple):
    """A folder, and how many files in it were written, left as they were, and taken away."""

    folder: str
    written: int
    kept: int
    removed: int


def to_text(before: Ledger | None, publication: Publication, report: FolderReport, words: Words, screen: Screen) -> str:
    """Counts in a sentence, then the days that moved and those that are gone."""
    calendars = words.count("{n} calendar", "{n} calendars", len(publication.feeds[words.language]))
    text = line(screen, words.say("Published in {folder}: {calendars}.", folder=report.folder, calendars=calendars))
    text += line(
        screen,
        words.say(
            "Files: {written} written, {kept} as they were, {removed} taken away.",
            written=report.written,
            kept=report.kept,
            removed=report.removed,
        ),
    )
    if before is None:
        return text.rstrip("\n")
    changes = _changes(before, publication.ledger)
    parts = [
        text,
        line(screen, _summary(changes, words, _faded(before, publication.ledger))),
        *_named(words.say("Moved"), changes["moved"], words, screen),
        *_named(words.say("Withdrawn"), changes["withdrawn"], words, screen),
    ]
    return "".join(parts).rstrip("\n")


def _changes(before: Ledger, after: Ledger) -> dict[str, list[PublishedEvent]]:
    """The days that differ for subscribers, each under the one word that says most."""
    changes: dict[str, list[PublishedEvent]] = {"new": [], "moved": [], "changed": [], "withdrawn": []}
    for key, event in sorted(after.events.items(), key=lambda pair: (pair[1].day, pair[0])):
        known = before.events.get(key)
        if key.startswith("notice:") or (known is not None and known.modified == event.modified):
            continue
        if event.removed is not None:
            changes["withdrawn"].append(event)
        elif known is None or known.removed is not None:
            changes["new"].append(event)
        else:
            changes["moved" if known.day != event.day else "changed"].append(event)
    return changes


def _faded(before: Ledger, after: Ledger) -> int:
    """How many days were shown as withdrawn until now, and go from the calendars altogether."""
    return sum(
        event.removed is not None and key not in after.events
        for key, event in before.events.items()
        if not key.startswith("notice:")
    )


def _summary(changes: dict[str, list[PublishedEvent]], words: Words, faded: int) -> str:
    if not faded and not any(changes.values()):
        return words.say("Subscribers see no difference.")
    counts = {name: len(events) for name, events in changes.items()}
    text = words.say(
        "Subscribers see: {new} new, {moved} moved, {changed} changed in text, {withdrawn} withdrawn.", **counts
    )
    if not faded:
        return text
    gone = words.count(
        "{n} day that was withdrawn before is no longer shown.",
        "{n} days that were withdrawn before are no longer shown.",
        faded,
    )
    return f"{text} {gone}" if any(changes.values()) else gone


def _named(title: str, events: list[PublishedEvent], words: Words, screen: Screen) -> Iterator[str]:
    """Days by name, as many as fit a screen."""
    if not events:
        return
    rows = [(_days(event, words), event.names[words.language]) for event in events[:MOST_MOVES]]
    yield "\n" + table([Column(title, 24), Column("")], rows, screen)
    more = len(events) - MOST_MOVES
    if more > 0:
        yield line(screen, words.say("and {n} more", n=more))


def _days(event: PublishedEvent, words: Words) -> str:
    if event.removed is not None or event.came_from is None:
        return words.day(event.day)
    return f"{words.day(event.came_from)} \N{RIGHTWARDS ARROW} {words.day(event.day)}"
