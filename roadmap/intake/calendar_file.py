"""The meetings in an iCalendar file: single events and series, moved and cancelled ones, each as a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.intake.calendar_dates import Clocks, Moment, last_day, read_moments, zone_offsets
from roadmap.intake.calendar_lines import CalendarLine, Component, read_components
from roadmap.intake.foreign import Foreign
from roadmap.intake.listing import Collector, Listed, says_cancelled
from roadmap.intake.recurrence import Budget, days_of, parse_rule
from roadmap.plan.faults import FaultError
from roadmap.plan.periods import LAST_YEAR

MAX_DATES = 100_000
LAST_DAY = date(LAST_YEAR, 12, 31)
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class _Event:
    """One event of the file: what names it, and whether it stands for one day of a series."""

    component: Component
    uid: str
    title: str
    is_cancelled: bool
    sequence: int

    @property
    def moved_from(self) -> CalendarLine | None:
        """The day of its series that it stands for."""
        return self.component.line("RECURRENCE-ID")


def read_calendar(foreign: Foreign, collector: Collector) -> None:
    """Take in every meeting of a calendar; raise GiveUpError when there is no reading on."""
    zones: list[Component] = []
    events: list[_Event] = []
    for component in read_components(foreign):
        if component.name == "VTIMEZONE":
            zones.append(component)
        else:
            events.append(_event(component))
    _Reader(foreign, collector, zone_offsets(zones)).read(list(_latest(events)))


def _event(component: Component) -> _Event:
    sequence = component.text("SEQUENCE")
    number = int(sequence) if sequence.isdecimal() and len(sequence) <= _DIGITS else 0
    title = component.text("SUMMARY")
    is_cancelled = component.text("STATUS").upper() == "CANCELLED" or says_cancelled(title)
    return _Event(component, component.text("UID"), title, is_cancelled, number)


def _latest(events: list[_Event]) -> Iterator[_Event]:
    """Of the versions of one event the last; some programs give all events one identity, and no versions."""
    newest: dict[tuple[str, str], int] = {}
    names = [(event.uid, event.component.text("RECURRENCE-ID")) for event in events]
    for event, name in zip(events, names, strict=True):
        newest[name] = max(newest.get(name, 0), event.sequence)
    for event, name in zip(events, names, strict=True):
        if not event.uid or event.sequence == newest[name]:
            yield event


class _Reader:
    """Reads the events of one file, after all of them are known."""

    def __init__(self, foreign: Foreign, collector: Collector, clocks: Clocks) -> None:
        self.foreign = foreign
        self.collector = collector
        self.clocks = clocks
        self.budget = Budget()
        self.dates_left = MAX_DATES

    def read(self, events: list[_Event]) -> None:
        """Take in every event that is meant."""
        asked = self.collector.asked
        series = {event.uid: event for event in events if event.moved_from is None and event.uid}
        moved: defaultdict[str, set[datetime | date]] = defaultdict(set)
        for event in events:
            owner = series.get(event.uid)
            # What stands for a day of a series has a say when the series is meant, whatever its own title.
            if event.moved_from is not None and owner is not None and asked.is_meant(owner.title):
                moved[event.uid].update(*(moment.keys for moment in self._moments(event.moved_from)))
        for event in events:
            if not asked.is_meant(event.title or _title_of(series.get(event.uid))):
                self.collector.others += 1
            elif event.moved_from is None:
                self._take_series(event, frozenset(moved[event.uid]))
            else:
                self._take_moved(event, series.get(event.uid))

    def _take_moved(self, event: _Event, owner: _Event | None) -> None:
        """One day of a series, on the day that it has now."""
        line = event.moved_from
        if line is not None and line.parameters.get("RANGE", "").upper() == "THISANDFUTURE":
            self.foreign.report("unsupported-rule", line.start, line.end, part="RANGE=THISANDFUTURE")
            return
        is_cancelled = event.is_cancelled or (owner is not None and owner.is_cancelled)
        where = self._begin(event, instead=line if is_cancelled else None)
        for moment in self._moments(where)[:1]:
            self._take(event.title or _title_of(owner), moment, where, is_cancelled=is_cancelled)

    def _take_series(self, event: _Event, moved: frozenset[datetime | date]) -> None:
        """Every day of an event that is left when those taken out or moved are out."""
        where = self._begin(event)
        for start in self._moments(where)[:1]:
            out = frozenset(key for moment in self._listed(event, "EXDATE") for key in moment.keys) | moved
            for line in event.component.lines.get("EXRULE", ()):
                self.foreign.report("unsupported-rule", line.start, line.end, part="EXRULE")
            for moment in self._occurrences(event, start):
                if not moment.is_named_by(out):
                    self._take(event.title, moment, where, is_cancelled=event.is_cancelled)

    def _occurrences(self, event: _Event, start: Moment) -> Iterator[Moment]:
        """The days of an event by its rule, or its one day, and those listed besides."""
        rules = event.component.lines.get("RRULE", ())
        if not rules:
            yield start
        for line in rules:
            first = None
            try:
                for day in self._days(line, start, is_cancelled=event.is_cancelled):
                    first = first or day
                    yield start.on(day)
            except FaultError as fault:
                self.foreign.report(fault.code, line.start, line.end, **fault.params)
                continue
            if first != start.wall.date() and self.collector.asked.is_within(start.wall.date()):
                self.foreign.report("start-outside-rule", line.start, line.end, day=start.wall.date())
        yield from self._listed(event, "RDATE")

    def _days(self, line: CalendarLine, start: Moment, *, is_cancelled: bool) -> Iterator[date]:
        """The days of a rule, no later than what was asked for."""
        rule = parse_rule(line.value)
        last = self.collector.asked.last
        if rule.is_endless and last is None:
            if not is_cancelled:
                raise FaultError("endless-series")
            last = start.wall.date()
        bounds = [LAST_DAY, *([last] if last is not None else [])]
        if rule.until is not None:
            bounds.append(last_day(rule.until, start, line, self.clocks))
        return days_of(rule, start.wall.date(), min(bounds), self.budget)

    def _begin(self, event: _Event, instead: CalendarLine | None = None) -> CalendarLine | None:
        """The property that says when an event begins; its absence is told."""
        line = event.component.line("DTSTART") or instead
        if line is None:
            component = event.component
            self.foreign.report("event-without-date", component.start, component.end, title=event.title)
        return line

    def _listed(self, event: _Event, name: str) -> Iterator[Moment]:
        for line in event.component.lines.get(name, ()):
            yield from self._moments(line)

    def _moments(self, line: CalendarLine | None) -> list[Moment]:
        """The dates of a property; raise GiveUpError when a file holds more of them than anyone writes."""
        if line is None:
            return []
        self.dates_left -= line.value.count(",") + 1
        if self.dates_left < 0:
            raise self.foreign.refuse("series-too-long", line.start, line.end)
        return list(read_moments(self.foreign, line, self.clocks))

    def _take(self, title: str, moment: Moment, where: CalendarLine | None, *, is_cancelled: bool) -> None:
        day = moment.day()
        begin, end = (where.start, where.end) if where is not None else (0, 1)
        if day is None:
            self.foreign.report("uncertain-day", begin, end, day=moment.wall.date())
            return
        self.collector.take(Listed(day, title, begin, end), is_cancelled=is_cancelled)


def _title_of(event: _Event | None) -> str:
    return event.title if event is not None else ""
