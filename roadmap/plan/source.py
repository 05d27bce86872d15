"""A plan file as text that knows its places: the strict YAML dialect, read from the event stream.

Every scalar stays text until the model gives it a type, so `0344`, `no` and `12:30` cannot go wrong.
Anchors, aliases, tags, merge keys and duplicate keys are refused, each with its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from roadmap.findings import Finding, Location, PlanError, Severity, Value
from roadmap.plan.ordinary import ordinary_size
from roadmap.plan.syntax import find_cause

MAX_BYTES = 2_000_000
MAX_DEPTH = 20
MAX_VALUES = 200_000
"""Keys, values and ends of lists in one file: what people write takes fifteen bytes for each."""
MAX_FINDINGS = 200
MAX_EXCERPT = 1_000
NO_CHARACTER = "an escape stands for no character"

# Tabs, C0 and C1 controls, line separators that editors count differently, zero-width and bidirectional marks.
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff]"
    "|[\ud800-\udfff]|[\U000e0000-\U000e007f]|\r(?!\n)"
)
INDENTING_TAB = re.compile(r"^ *\t", re.MULTILINE)


class Text(str):
    """A scalar with its span in the file; ``plain`` when it stands there without quotes."""

    __slots__ = ("end", "plain", "start")
    start: int
    end: int
    plain: bool


class Refused(Text):
    """What stands in for a value or key that was refused: it has its finding, and is to have no other."""

    __slots__ = ()


class Mapping(dict[str, "Node"]):
    """A mapping whose keys are `Text`, with its span in the file."""

    __slots__ = ("end", "start")
    start: int
    end: int


class Sequence(list["Node"]):
    """A list with its span in the file."""

    __slots__ = ("end", "start")
    start: int
    end: int


Node = Text | Mapping | Sequence


@dataclass(frozen=True, slots=True)
class Source:
    """One plan file: its name as shown, its text, and the offset at which each line starts."""

    name: str
    text: str
    line_starts: tuple[int, ...]

    def location(self, node: Node) -> Location:
        """Where a node stands, marked up to the end of its first line."""
        return self.location_at(node.start, node.end)

    def location_at(self, start: int, end: int) -> Location:
        """Where the text from offset ``start`` up to ``end`` stands."""
        line = bisect_right(self.line_starts, start) - 1
        begin = self.line_starts[line]
        stop = self.line_starts[line + 1] if line + 1 < len(self.line_starts) else len(self.text)
        stop = _without_end(self.text, begin, stop)
        # A line too long to show is not copied: a finding for each of its words would fill the memory.
        excerpt = self.text[begin:stop] if stop - begin <= MAX_EXCERPT else ""
        return Location(self.name, line + 1, start - begin + 1, excerpt, max(1, min(end, stop) - start))


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its source, its content (None when there is no telling), and what was found on the way."""

    source: Source
    root: Node | None
    findings: tuple[Finding, ...]


def read_document(path: Path, name: str, *, limit: int = MAX_BYTES, most: int = MAX_VALUES) -> Document:
    """Read one file of at most so many bytes and values; raise PlanError when it cannot be opened or is no text."""
    return parse_document(_read_text(path, name, limit), name, most=most)


def parse_text(text: str, name: str) -> Document:
    """Read one file from its text instead of from disk; raise PlanError when it is too large to be one."""
    _check_size(len(text.encode()), name, MAX_BYTES)
    return parse_document(text, name)


def parse_document(text: str, name: str, *, most: int = MAX_VALUES) -> Document:
    """Parse the text of one file of at most so many values; what is wrong with it stands in the findings."""
    source = Source(name, text, tuple(_line_starts(text)))
    findings = [_character_finding(source, match) for match in islice(FORBIDDEN.finditer(text), MAX_FINDINGS)]
    if INDENTING_TAB.search(text):
        findings[-1] = replace(findings[-1], params=_unread(source, **findings[-1].params))
        return Document(source, None, tuple(findings))
    # One character for one, so that every place stays right for what follows.
    clean = FORBIDDEN.sub(" ", text) if findings else text
    builder = _TreeBuilder(source, most)
    try:
        root = builder.build(clean)
    except yaml.MarkedYAMLError as error:
        refused = _syntax_finding(source, clean, error)
        # A text that needs quotes is no alias, anchor or tag besides.
        findings += [finding for finding in builder.findings if finding.location != refused.location]
        builder.findings = [refused]
        root = None
    except (yaml.YAMLError, ValueError, OverflowError):
        # The parser written in Python lets escapes through that stand for no character.
        builder.findings.append(
            Finding("invalid-yaml", Severity.ERROR, source.location_at(0, 1), _unread(source, problem=NO_CHARACTER))
        )
        root = None
    return Document(source, root, (*findings, *builder.findings))


def _read_text(path: Path, name: str, limit: int) -> str:
    """The file's text without its byte order mark; line ends stay as they are."""
    place = Location(name, 1, 1)
    try:
        size = ordinary_size(path)
        if size is None:
            raise PlanError([Finding("not-a-file", Severity.ERROR, place, {"path": name})])
        _check_size(size, name, limit)
        content = path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PlanError([Finding("unreadable-file", Severity.ERROR, place, {"path": name, "reason": reason})]) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        params: dict[str, Value] = {"path": name, "byte": f"0x{content[error.start]:02x}"}
        raise PlanError([Finding("not-utf-8", Severity.ERROR, Location(name, line, column), params)]) from None


def _check_size(size: int, name: str, limit: int) -> None:
    if size > limit:
        params: dict[str, Value] = {"path": name, "size": size, "limit": limit}
        raise PlanError([Finding("file-too-large", Severity.ERROR, Location(name, 1, 1), params)])


def _without_end(text: str, begin: int, stop: int) -> int:
    """Where a line stops that has one end at most: of a thousand carriage returns all but the last stand on it."""
    for end in ("\n", "\r"):
        stop -= text.endswith(end, begin, stop)
    return stop


def _line_starts(text: str) -> Iterator[int]:
    yield 0
    position = text.find("\n")
    while position >= 0:
        yield position + 1
        position = text.find("\n", position + 1)


def _character_finding(source: Source, match: re.Match[str]) -> Finding:
    character = match.group()
    code = "tab-character" if character == "\t" else "forbidden-character"
    place = source.location_at(match.start(), match.end())
    params: dict[str, Value] = {"character": f"U+{ord(character):04X}"}
    return Finding(code, Severity.ERROR, place, params)


def _syntax_finding(source: Source, text: str, error: yaml.MarkedYAMLError) -> Finding:
    """Why the text cannot be read: the mistake where that can be told, else what the parser says of it."""
    mark = error.problem_mark or error.context_mark
    cause = find_cause(text, mark.index) if mark else None
    if cause is not None:
        place = source.location_at(cause.start, cause.end)
        return Finding(cause.code, Severity.ERROR, place, _unread(source, **cause.params))
    if mark and error.context_mark and not source.text[mark.index :].strip():
        # What was never closed is told where it was opened, not at the end of the file.
        mark = error.context_mark
    offset = min(mark.index, len(source.text)) if mark else 0
    problem = str(error.problem or error.context or "")
    return Finding(
        "invalid-yaml", Severity.ERROR, source.location_at(offset, offset + 1), _unread(source, problem=problem)
    )


def _unread(source: Source, **params: Value) -> dict[str, Value]:
    """The parameters of a finding for which nothing else of a file is looked at."""
    return {**params, "unread": source.name}


def _events(text: str) -> Iterator[Any]:
    """The parser's events up to the end of the text, by the C parser where there is one."""
    parser: Any = getattr(yaml, "CLoader", yaml.Loader)(text)
    try:
        event = parser.get_event()
        while event is not None and type(event) is not yaml.StreamEndEvent:
            yield event
            event = parser.get_event()
    finally:
        parser.dispose()


class _GiveUpError(Exception):
    """The document is not worth reading on: nested too deep, or wrong all over."""


class _TreeBuilder:
    """Builds the tree of one document from parser events, without recursion."""

    def __init__(self, source: Source, most: int) -> None:
        self.source = source
        self.most = most
        self.findings: list[Finding] = []
        self.root: Node | None = None
        self.stack: list[Mapping | Sequence] = []
        self.keys: list[Text | None] = []
        self.documents = 0

    def build(self, text: str) -> Node | None:
        """The document's content; None when it is empty or nested too deep."""
        steps: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open_mapping,
            yaml.SequenceStartEvent: self._open_sequence,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        try:
            for number, event in enumerate(_events(text)):
                if number > self.most:
                    self._report("too-many-values", event, limit=self.most)
                    return None
                step = steps.get(type(event))
                if step is not None:
                    step(event)
        except _GiveUpError:
            return None
        return self.root

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._report("several-documents", event)

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_anchor_and_tag(event)
        value = event.value
        if event.style == '"' and FORBIDDEN.search(value):
            # Escapes such as "\\e" write what the file itself may not hold.
            character = FORBIDDEN.findall(value)[0]
            self._report("forbidden-character", event, character=f"U+{ord(character):04X}")
            value = FORBIDDEN.sub(" ", value)
        text = Text(value)
        text.start, text.end = event.start_mark.index, event.end_mark.index
        text.plain = event.implicit[0]
        keys = self.keys
        if keys and keys[-1] is None and type(self.stack[-1]) is Mapping:
            self._open_key(text)
        else:
            self._place(text)

    def _open_key(self, key: Text) -> None:
        if key == "<<" and key.plain:
            self._add(Finding("yaml-merge-key", Severity.ERROR, self.source.location(key), {}))
            key = Refused(key)
        elif key in self.stack[-1]:
            first = next(other for other in self.stack[-1] if other == key)
            related = (("first", self.source.location(first)),) if isinstance(first, Text) else ()
            place = self.source.location(key)
            self._add(Finding("duplicate-key", Severity.ERROR, place, {"key": str(key)}, related))
        self.keys[-1] = key

    def _open_mapping(self, event: Any) -> None:
        self._open(event, Mapping())

    def _open_sequence(self, event: Any) -> None:
        self._open(event, Sequence())

    def _open(self, event: Any, node: Mapping | Sequence) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_anchor_and_tag(event)
        node.start, node.end = event.start_mark.index, event.end_mark.index
        if len(self.stack) >= MAX_DEPTH:
            self._report("nested-too-deep", event, limit=MAX_DEPTH)
            raise _GiveUpError
        if self.keys and self.keys[-1] is None and type(self.stack[-1]) is Mapping:
            self._report("complex-key", event)
            self.keys[-1] = self._stand_in(event)
        else:
            self._place(node)
        self.stack.append(node)
        self.keys.append(None)

    def _close(self, event: Any) -> None:
        self.keys.pop()
        self.stack.pop().end = event.end_mark.index

    def _alias(self, event: Any) -> None:
        self._report("yaml-alias", event, name=event.anchor)
        stand_in = self._stand_in(event)
        if self.keys and self.keys[-1] is None and type(self.stack[-1]) is Mapping:
            self.keys[-1] = stand_in
        else:
            self._place(stand_in)

    def _place(self, node: Node) -> None:
        """Put a value where the document is open: the root, the next in a list, or under the waiting key."""
        if not self.stack:
            if self.documents == 1:
                self.root = node
            return
        holder = self.stack[-1]
        if type(holder) is Sequence:
            holder.append(node)
            return
        key = self.keys[-1]
        self.keys[-1] = None
        if type(holder) is Mapping and type(key) is Text and key not in holder:
            holder[key] = node

    @staticmethod
    def _stand_in(event: Any) -> Refused:
        text = Refused("?")
        text.start, text.end, text.plain = event.start_mark.index, event.end_mark.index, True
        return text

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        if event.anchor is not None:
            self._report("yaml-anchor", event, name=event.anchor)
        if event.tag is not None:
            self._report("yaml-tag", event, name=event.tag)

    def _report(self, code: str, event: Any, **params: Value) -> None:
        place = self.source.location_at(event.start_mark.index, event.end_mark.index)
        self._add(Finding(code, Severity.ERROR, place, params))

    def _add(self, finding: Finding) -> None:
        self.findings.append(finding)
        if len(self.findings) >= MAX_FINDINGS:
            raise _GiveUpError
