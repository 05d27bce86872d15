"""The lines of an iCalendar file (RFC 5545), unfolded, each with its place; components without recursion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from roadmap.intake.foreign import MAX_ENTRIES, Foreign

MAX_DEPTH = 20
MAX_TITLE = 200
MAX_NAME = 40
MAX_LINE = 100_000
MAX_LINES = 1_000
_LINE = re.compile(r"[^\r\n][^\n]*(?:\n[ \t][^\n]*)*")
_FOLD = re.compile(r"\r?\n[ \t]")
_HEAD = re.compile(r"([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*)(?:,(?:\"[^\"]*\"|[^\";:,]*))*)*):")
_PARAMETER = re.compile(r";([A-Za-z0-9-]+)=(\"[^\"]*\"|[^\";:]*)")
_ESCAPE = re.compile(r"\\(.)")
_NAME = re.compile(r"[A-Za-z0-9-]+")
EVENT = frozenset({
    "UID", "SUMMARY", "STATUS", "SEQUENCE", "DTSTART", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID",
})  # fmt: skip
ZONE = frozenset({"TZID", "TZOFFSETFROM", "TZOFFSETTO"})
_SHORT = EVENT | ZONE | {"BEGIN", "END"}


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A property: its name in capitals, its parameters, its value, and the text that it was read from."""

    name: str
    parameters: dict[str, str]
    value: str
    start: int
    raw: str
    head: int

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.start + len(self.raw)

    def values(self) -> Iterator[tuple[str, int, int]]:
        """The values of a list, each with where it begins and ends in the unfolded line."""
        position = self.head
        for value in self.value.split(","):
            yield value.strip(), position, position + len(value)
            position += len(value) + 1

    def offset(self, position: int) -> int:
        """Where a character of the unfolded line stands in the text."""
        shift = 0
        for fold in _FOLD.finditer(self.raw):
            if fold.start() - shift > position:
                break
            shift += len(fold.group())
        return self.start + position + shift


@dataclass(eq=False, slots=True)
class Component:
    """An event or a zone: the properties that are needed, by name."""

    name: str
    start: int
    end: int
    lines: dict[str, list[CalendarLine]] = field(default_factory=dict)

    def line(self, name: str) -> CalendarLine | None:
        """The first property of a name."""
        return next(iter(self.lines.get(name, ())), None)

    def text(self, name: str) -> str:
        """A property as text on one line; empty when it is not there."""
        line = self.line(name)
        return unescaped(line.value) if line is not None else ""


def unescaped(value: str) -> str:
    """Text without its escapes, on one line, cut where nobody reads on."""
    shown = _ESCAPE.sub(lambda match: " " if match[1] in "nN" else match[1], value[: 2 * MAX_TITLE])
    return " ".join(shown.split())[:MAX_TITLE]


def read_components(foreign: Foreign) -> Iterator[Component]:
    """Every event, and every zone with its offsets; raise GiveUpError when the file is no whole calendar."""
    tree = _Tree(foreign)
    for line in _lines(foreign):
        if line.name == "BEGIN":
            tree.open(line)
        elif not tree.stack:
            raise foreign.refuse("no-calendar", line.start, line.end, path=foreign.name)
        elif line.name == "END":
            yield from tree.close(line)
        else:
            tree.keep(line)
    if tree.stack:
        name, start, end = tree.stack[-1]
        raise foreign.refuse("calendar-cut-off", start, end, name=name[:MAX_NAME])
    if not tree.is_begun:
        raise foreign.refuse("no-calendar", 0, 1, path=foreign.name)


class _Tree:
    """What is open while a calendar is read: names with their places, and the event or zone that is being filled."""

    def __init__(self, foreign: Foreign) -> None:
        self.foreign = foreign
        self.stack: list[tuple[str, int, int]] = []
        self.component: Component | None = None
        self.depth = 0
        self.count = 0
        self.is_begun = False

    def open(self, line: CalendarLine) -> None:
        """A component begins."""
        name = line.value.strip().upper()
        if not self.stack and name != "VCALENDAR":
            raise self.foreign.refuse("no-calendar", line.start, line.end, path=self.foreign.name)
        self.is_begun = True
        self.stack.append((name, line.start, line.end))
        if len(self.stack) > MAX_DEPTH:
            raise self.foreign.refuse("calendar-too-deep", line.start, line.end, limit=MAX_DEPTH)
        if self.component is None and name in {"VEVENT", "VTIMEZONE"}:
            self.count += 1
            if self.count > MAX_ENTRIES:
                raise self.foreign.refuse("listing-too-long", line.start, line.end, limit=MAX_ENTRIES)
            self.component, self.depth = Component(name, line.start, line.end), len(self.stack)

    def close(self, line: CalendarLine) -> Iterator[Component]:
        """A component ends; an event or zone is whole then."""
        name = line.value.strip().upper()
        if self.stack[-1][0] != name:
            raise self.foreign.refuse("unmatched-end", line.start, line.end, name=name[:MAX_NAME])
        self.stack.pop()
        if self.component is not None and len(self.stack) < self.depth:
            yield self.component
            self.component = None

    def keep(self, line: CalendarLine) -> None:
        """A property of an event itself, not of its alarms; of a zone those of its parts too."""
        component = self.component
        if component is None:
            return
        kept = EVENT if component.name == "VEVENT" else ZONE
        if line.name in kept and (component.name == "VTIMEZONE" or len(self.stack) == self.depth):
            lines = component.lines.setdefault(line.name, [])
            lines.append(line)
            if len(lines) > MAX_LINES:
                raise self.foreign.refuse("listing-too-long", line.start, line.end, limit=MAX_LINES)


def _lines(foreign: Foreign) -> Iterator[CalendarLine]:
    """The properties that matter; the others are only looked at for their name."""
    is_first = True
    for match in _LINE.finditer(foreign.text):
        raw = match.group().rstrip("\r")
        name = _NAME.match(raw)
        if name is None or raw[name.end() : name.end() + 1] not in {":", ";"}:
            if is_first:
                raise foreign.refuse("no-calendar", match.start(), match.end(), path=foreign.name)
            if raw.strip():
                foreign.report("invalid-calendar-line", match.start(), match.end())
            continue
        is_first = False
        if name.group().upper() in _SHORT:
            yield from _property(foreign, match.start(), raw)


def _property(foreign: Foreign, start: int, raw: str) -> Iterator[CalendarLine]:
    text = _FOLD.sub("", raw) if len(raw) <= MAX_LINE else ""
    head = _HEAD.match(text)
    if head is None:
        foreign.report("invalid-calendar-line", start, start + len(raw))
        return
    parameters = {name.upper(): value.strip('"') for name, value in _PARAMETER.findall(head[2])}
    yield CalendarLine(head[1].upper(), parameters, text[head.end() :].rstrip("\r"), start, raw, head.end())
