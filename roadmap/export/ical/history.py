"""From what subscribers were told before to what they are told now: stamps that only go forward, and what is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from roadmap import __version__
from roadmap.export.ical.events import Event
from roadmap.plan.ledger import HIGHEST_SEQUENCE, Ledger, PublishedEvent, PublishedFeed

REMEMBERED = timedelta(days=90)
"""So long something that is gone is shown as withdrawn, by the time of the revisions."""

DIGITS = 32
SECOND = timedelta(seconds=1)
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)

DROPPED, NO_DAY = "dropped", "no day"
"""Why a day was withdrawn: what stands as its content from then on."""


def sequence_after_loss(moment: datetime) -> int:
    """Where sequences start when nobody knows any more how far they were: the minutes since 2020, beyond any count."""
    return min(max(0, (moment - EPOCH) // timedelta(minutes=1)), HIGHEST_SEQUENCE // 2)


def later(moment: datetime, before: datetime) -> datetime:
    """The time of a change: that of the revision, but never before or at the time of the change before it."""
    return max(moment, before + SECOND)


class History:
    """Advances a ledger by one revision of the plan, made at a moment."""

    def __init__(self, ledger: Ledger, moment: datetime, first_sequence: int) -> None:
        """Take the ledger as it was, and the sequence of what it does not know."""
        self.before = ledger.events
        self.feeds_before = ledger.feeds
        self.moment = moment
        self.first_sequence = first_sequence

    def standing(self, versions: Sequence[Event], languages: Sequence[str]) -> PublishedEvent:
        """An event of the plan as it is handed out now, from its version in each language."""
        event, content = versions[0], _digest(versions)
        known = self.before.get(event.key)
        names = dict(zip(languages, (version.name for version in versions), strict=True))
        if known is not None and known.removed is None and known.content == content:
            return known.model_copy(update={"names": names, "feeds": event.feeds})
        sequence, created, came_from = self.first_sequence, self.moment, None
        if known is not None:
            is_moved = (event.day, event.last, event.status) != (known.day, known.last, known.status)
            sequence, created = known.sequence + is_moved, known.created
            came_from = known.came_from if known.day == event.day else known.day
        return PublishedEvent(
            day=event.day,
            last=event.last,
            names=names,
            status=event.status,
            feeds=event.feeds,
            content=content,
            sequence=sequence,
            created=created,
            modified=self._modified(known),
            came_from=came_from,
        )

    def withdrawn(self, now: Mapping[str, Event], lasting: frozenset[str]) -> Iterator[tuple[str, PublishedEvent]]:
        """What was handed out and is no longer among the events; ``lasting`` are the ids that are in the plan."""
        for key, known in self.before.items():
            if key in now or _goes_unsaid(key, now):
                continue
            reason = NO_DAY if key.split(":", 1)[1].split("@")[0] in lasting else DROPPED
            if known.removed is None:
                yield key, self._withdraw(known, reason)
            elif self.moment.date() - known.removed < REMEMBERED:
                is_same = known.content == reason
                update = {} if is_same else {"content": reason, "modified": self._modified(known)}
                yield key, known.model_copy(update=update)

    def feed(self, path: str, name: str, about: str, events: Sequence[tuple[str, PublishedEvent]]) -> PublishedFeed:
        """A calendar file as it is handed out now; its time moves when anything in it does, or goes from it."""
        digest = sha256(f"{__version__}\0{name}\0{about}\0".encode())
        for key, event in events:
            digest.update(f"{key}\0{event.content}\0{event.sequence}\0{event.modified.timestamp():.0f}\0".encode())
        content, known = digest.hexdigest()[:DIGITS], self.feeds_before.get(path)
        if known is None:
            return PublishedFeed(name=name, content=content, modified=self.moment)
        if known.content == content:
            return known
        return PublishedFeed(name=name, content=content, modified=later(self.moment, known.modified))

    def withdrawn_feeds(self, now: Mapping[str, PublishedFeed]) -> Iterator[tuple[str, PublishedFeed]]:
        """The files that were handed out and are no longer made."""
        for path, known in self.feeds_before.items():
            if path in now:
                continue
            if known.removed is None:
                modified = later(self.moment, known.modified)
                yield (
                    path,
                    PublishedFeed(name=known.name, content=DROPPED, modified=modified, removed=self.moment.date()),
                )
            elif self.moment.date() - known.removed < REMEMBERED:
                yield path, known

    def _withdraw(self, known: PublishedEvent, reason: str) -> PublishedEvent:
        return known.model_copy(
            update={
                "status": "cancelled",
                "content": reason,
                "sequence": known.sequence + 1,
                "modified": self._modified(known),
                "removed": self.moment.date(),
            }
        )

    def _modified(self, known: PublishedEvent | None) -> datetime:
        return later(self.moment, known.modified) if known is not None else self.moment


def _goes_unsaid(key: str, now: Mapping[str, Event]) -> bool:
    """What nobody misses: notices, phases, which are in a feed of their own, and hand-in days that have served."""
    kind, item = key.split(":", 1)
    if kind != "hand-in":
        return kind in {"notice", "phase"}
    meeting = now.get(f"meeting:{item}")
    return meeting is not None and not meeting.is_open


def _digest(versions: Sequence[Event]) -> str:
    """What only these texts and days give, in every language."""
    digest = sha256()
    for event in versions:
        marks = (event.status, str(event.day), str(event.last), str(event.is_open), str("critical" in event.feeds))
        parts = (event.title, event.description, *event.categories, event.url or "", *marks)
        digest.update("\0".join(parts).encode() + b"\0\0")
    return digest.hexdigest()[:DIGITS]
