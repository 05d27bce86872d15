"""The feeds of a plan as they are handed out, in every language, and the ledger that remembers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from roadmap.export.ical.components import Heading, Writer
from roadmap.export.ical.descriptions import describe_withdrawn, from_the_plan
from roadmap.export.ical.events import Agenda, Event, agenda_of
from roadmap.export.ical.history import DROPPED, History
from roadmap.export.ical.identity import Stamp, first_moment, lasting_ids, revision_day, uid_of
from roadmap.export.ical.names import without_separators
from roadmap.export.ical.titles import kind_in_words, kind_of, withdrawn_title
from roadmap.export.ical.views import COLOURS, View, reminding_place, views_of
from roadmap.export.words import LANGUAGES, Words
from roadmap.plan.ledger import Ledger, PublishedEvent, PublishedFeed
from roadmap.scheduling.schedule import Schedule

GREY = ("gray", "#808080")


@dataclass(frozen=True, slots=True)
class Feed:
    """One calendar that can be subscribed to, in one language.

    ``undated`` is how many days it should hold that are not known.
    """

    view: View
    heading: Heading
    events: tuple[Event, ...]
    undated: int
    writer: Writer = field(repr=False, compare=False)

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return self.view.file_name(self.heading.language)

    @property
    def reminding_name(self) -> str:
        """The name of the file of its variant that reminds."""
        return self.view.file_name(self.heading.language, reminds=True)

    @property
    def count(self) -> int:
        """How many days of the plan it holds; neither a notice nor what was withdrawn is one."""
        return sum(event.kind != "notice" and event.status != "cancelled" for event in self.events)

    def to_bytes(self, *, reminds: bool = False) -> bytes:
        """The feed as a file; the variant that reminds sounds an alarm before each day that is still open."""
        return self.writer.to_ics(self.heading, self.events, reminds=reminds)


@dataclass(frozen=True, slots=True)
class Publication:
    """Feeds by language, notices by file in the place of feeds that are gone, and the ledger once all is out."""

    feeds: Mapping[str, tuple[Feed, ...]]
    notices: Mapping[str, bytes]
    ledger: Ledger


def publication_of(
    schedule: Schedule, ledger: Ledger | None = None, moment: datetime | None = None, first_sequence: int = 0
) -> Publication:
    """Every feed of a plan, after what the ledger says was handed out before.

    ``moment`` is the time of the revision, by default the day on which the plan was revised; ``first_sequence`` is for
    days that the ledger does not know.
    """
    before = ledger or Ledger(plan=schedule.plan.id)
    return _Publisher(schedule, before, moment or first_moment(schedule), first_sequence).publication()


class _Publisher:
    """Lays out the feeds of one plan for one revision."""

    def __init__(self, schedule: Schedule, ledger: Ledger, moment: datetime, first_sequence: int) -> None:
        self.schedule = schedule
        self.before = ledger
        self.history = History(ledger, moment, first_sequence)
        self.words = {language: Words(language) for language in LANGUAGES}
        self.views = {language: list(views_of(schedule, words)) for language, words in self.words.items()}

    def publication(self) -> Publication:
        """Lay out all events, see what is new of them, and hand them out by feed."""
        agendas = {language: agenda_of(self.schedule, words, self.before) for language, words in self.words.items()}
        events = self._events(agendas)
        files: dict[str, PublishedFeed] = {}
        feeds = {language: tuple(self._feeds(agendas[language], events, language, files)) for language in LANGUAGES}
        notices = {}
        for path, file in self.history.withdrawn_feeds(files):
            files[path] = file
            notices[path] = notices[reminding_place(path)] = self._instead(path, file)
        return Publication(feeds, notices, Ledger(plan=self.schedule.plan.id, events=events, feeds=files))

    def _events(self, agendas: Mapping[str, Agenda]) -> dict[str, PublishedEvent]:
        """What the ledger holds of every event once this revision is out."""
        versions = {found[0].key: found for found in zip(*(a.events for a in agendas.values()), strict=True)}
        taken = {key for found in versions.values() for key in found[0].feeds}
        for views in zip(*self.views.values(), strict=True):
            if views[0].key not in taken:
                found = tuple(self._notice(view, words) for view, words in zip(views, self.words.values(), strict=True))
                versions[found[0].key] = found
        events = {key: self.history.standing(found, LANGUAGES) for key, found in versions.items()}
        lasting = frozenset(lasting_ids(self.schedule.plan.deliverables).values())
        events.update(self.history.withdrawn({key: found[0] for key, found in versions.items()}, lasting))
        return events

    def _feeds(
        self, agenda: Agenda, events: Mapping[str, PublishedEvent], language: str, files: dict[str, PublishedFeed]
    ) -> Iterator[Feed]:
        """The feeds in one language, each of them noted among the files of the ledger."""
        words = self.words[language]
        gone = [self._withdrawn(key, event, words) for key, event in events.items() if event.removed is not None]
        by_feed: dict[str, list[Event]] = {}
        for event in sorted([*agenda.events, *gone], key=lambda event: (event.day, event.uid)):
            for key in event.feeds:
                by_feed.setdefault(key, []).append(event)
        undated = Counter(key for keys in agenda.undated for key in keys)
        writer = Writer({key: Stamp(event.created, event.modified, event.sequence) for key, event in events.items()})
        for view in self.views[language]:
            own = by_feed.get(view.key, [])
            if all(event.status == "cancelled" for event in own):
                own = [self._notice(view, words), *own]
            about = self._about(undated[view.key], words)
            path = f"{language}/{view.file_name(language)}"
            files[path] = self.history.feed(path, view.name, about, [(event.key, events[event.key]) for event in own])
            heading = Heading(view.name, about, language, COLOURS[view.scope], files[path].modified)
            yield Feed(view, heading, tuple(own), undated[view.key], writer)

    def _about(self, undated: int, words: Words) -> str:
        """Where the days come from, of which day they are, and what is not among them."""
        origin = from_the_plan(self.schedule, words)
        text = f"{origin}. {words.say('Status date {day}', day=self.schedule.status_date)}."
        if undated:
            missing = words.count("{n} day is not known and left out.", "{n} days are not known and left out.", undated)
            text = f"{text} {missing}"
        return without_separators(text)

    def _notice(self, view: View, words: Words) -> Event:
        """The one event of an empty feed: a calendar without any is not valid."""
        key = f"notice:{view.key}"
        known = self.before.events.get(key)
        # It stays where it is, so that subscribers do not see it come back with every revision.
        day = known.day if known is not None else revision_day(self.schedule)
        title = words.say("There is nothing in this calendar yet")
        return self._notice_event(key, day, title, view.about, words)

    def _instead(self, path: str, file: PublishedFeed) -> bytes:
        """A calendar that only says that it is no longer kept."""
        language = path.partition("/")[0]
        words = self.words[language]
        title = words.say("This calendar is no longer kept: remove the subscription")
        event = self._notice_event(f"notice:{path}", file.removed or file.modified.date(), title, file.name, words)
        writer = Writer({event.key: Stamp(file.modified, file.modified)})
        return writer.to_ics(Heading(file.name, self._about(0, words), language, GREY, file.modified), [event])

    def _notice_event(self, key: str, day: date, title: str, about: str, words: Words) -> Event:
        return Event(
            key=key,
            uid=uid_of(self.schedule.plan.id, key),
            kind="notice",
            item="",
            day=day,
            name=title,
            title=title,
            description=f"{about}\n{from_the_plan(self.schedule, words)}",
            categories=(kind_in_words("notice", words),),
            status="confirmed",
            feeds=(),
        )

    def _withdrawn(self, key: str, entry: PublishedEvent, words: Words) -> Event:
        """What subscribers have and is no longer so, told as cancelled: it does not vanish without a word."""
        name, kind, since = entry.names[words.language], kind_of(key), entry.removed or entry.day
        return Event(
            key=key,
            uid=uid_of(self.schedule.plan.id, key),
            kind=kind,
            item="",
            day=entry.day,
            name=name,
            title=withdrawn_title(name, words),
            description=describe_withdrawn(self.schedule, since, words, is_dropped=entry.content == DROPPED),
            categories=(kind_in_words(kind, words),),
            status="cancelled",
            feeds=entry.feeds,
        )
