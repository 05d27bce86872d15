"""A file of another program as text: whatever wrote it, its encoding is found out and its faults have a place."""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from roadmap.findings import Finding, Location, PlanError, Severity, Value, severity_of
from roadmap.plan.ordinary import ordinary_size

MAX_BYTES = 2_000_000
MAX_ENTRIES = 10_000
MAX_FINDINGS = 20
MAX_EXCERPT = 1_000

# Nobody types these, and a terminal would act on them; a tab may divide columns.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_LONE_RETURN = re.compile("\r(?!\n)")
_BREAK = re.compile("\n")
_WORKBOOK = b"PK\x03\x04"


class GiveUpError(Exception):
    """The file is not worth reading on; what was found until then says why."""


@dataclass(eq=False)
class Foreign:
    """A foreign file: its name as shown, its text, and what there is to say about it."""

    name: str
    text: str
    findings: list[Finding] = field(default_factory=list)

    def report(self, code: str, start: int, end: int, **params: Value) -> None:
        """Say something about the text from one offset up to another; raise GiveUpError after so many errors."""
        finding = Finding(code, severity_of(code), self.location(start, end), params)
        alike = [one for one in self.findings if one.severity is finding.severity]
        if finding in alike:
            return
        if len(alike) < MAX_FINDINGS:
            self.findings.append(finding)
        elif finding.severity is Severity.ERROR:
            raise GiveUpError

    def refuse(self, code: str, start: int, end: int, **params: Value) -> GiveUpError:
        """What to raise when there is no reading on."""
        self.report(code, start, end, **params)
        return GiveUpError()

    def location(self, start: int, end: int) -> Location:
        """Where a piece of the text stands, marked up to the end of its first line."""
        line = bisect_right(self._line_starts, start)
        begin = self._line_starts[line - 1]
        stop = self.text.find("\n", start)
        stop = len(self.text) if stop < 0 else stop
        excerpt = self.text[begin:stop].rstrip("\r") if stop - begin <= MAX_EXCERPT else ""
        return Location(self.name, line, start - begin + 1, excerpt, max(1, min(end, stop) - start))

    @cached_property
    def _line_starts(self) -> list[int]:
        """Where each line begins: looked up for every cell of a table."""
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]


def read_foreign(path: Path) -> Foreign:
    """The text of a file in UTF-8, UTF-16 with its mark, or Windows-1252; raise PlanError when it is no text."""
    name = path.as_posix()
    content = read_bytes(path, MAX_BYTES)
    text, is_guessed = _decoded(content, name)
    # As many characters as before, so that every place stays right.
    foreign = Foreign(name, _LONE_RETURN.sub("\n", text))
    if is_guessed:
        byte = next(offset for offset, value in enumerate(content) if value > 0x7F)  # noqa: PLR2004 - the last of ASCII
        foreign.report("read-as-windows-1252", byte, byte + 1, path=name)
    _replace_controls(foreign)
    return foreign


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of an ordinary file of no more than so many bytes; raise PlanError for any other."""
    name = path.as_posix()
    try:
        size = ordinary_size(path)
        if size is None:
            raise refusal("not-a-file", name, path=name)
        if size > limit:
            raise refusal("listing-too-large", name, path=name, size=size, limit=limit)
        return path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refusal("unreadable-file", name, path=name, reason=reason) from None


def _decoded(content: bytes, name: str) -> tuple[str, bool]:
    """The text, and whether its encoding is a guess."""
    is_wide = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    if content.startswith(_WORKBOOK) or (b"\0" in content and not is_wide):
        raise refusal("not-text", name, path=name)
    try:
        return content.decode("utf-16" if is_wide else "utf-8-sig"), False
    except UnicodeDecodeError as error:
        if is_wide:
            raise refusal("not-text", name, path=name) from error
    try:
        return content.decode("cp1252"), True
    except UnicodeDecodeError as error:
        before = content[: error.start]
        place = Location(name, before.count(b"\n") + 1, len(before.rpartition(b"\n")[2]) + 1)
        params: dict[str, Value] = {"path": name, "byte": f"0x{content[error.start]:02x}"}
        raise PlanError([Finding("unknown-encoding", severity_of("unknown-encoding"), place, params)]) from None


def _replace_controls(foreign: Foreign) -> None:
    """Control characters become blanks, and are told once."""
    first = _CONTROL.search(foreign.text)
    if first is not None:
        text, count = _CONTROL.subn(" ", foreign.text)
        character = f"U+{ord(first.group()):04X}"
        foreign.report("control-characters", first.start(), first.end(), character=character, count=count)
        foreign.text = text


def refusal(code: str, name: str, **params: Value) -> PlanError:
    """What to raise about a file as a whole."""
    return PlanError([Finding(code, severity_of(code), Location(name, 1, 1), params)])
