"""What the tool can say about a plan: values, never words. The words are made in export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum


@dataclass(frozen=True, slots=True, order=True)
class DayCount:
    """A number of days, calendar days or working days, that brings its own noun into a sentence."""

    days: int
    working: bool = False


Value = str | int | date | DayCount | tuple[str, ...] | None


class Severity(IntEnum):
    """How bad it is: an error leaves no plan to compute with, a warning wants attention, a note informs."""

    NOTE = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        """The word in output and JSON."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a plan file: lines and columns from 1, the line's own text, and how wide the marked part is."""

    file: str
    line: int
    column: int
    excerpt: str = field(default="", compare=False)
    width: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say: a code, its parameters, and where.

    ``related`` are further places, each with the name of what stands there.
    """

    code: str
    severity: Severity
    location: Location | None = None
    params: Mapping[str, Value] = field(default_factory=dict)
    related: tuple[tuple[str, Location], ...] = ()

    def sort_key(self) -> tuple[object, ...]:
        """By place, then by weight, then by code and parameters: never by the order of discovery."""
        place = self.location or Location("", 0, 0)
        return place.file, place.line, place.column, -self.severity, self.code, sorted(map(repr, self.params.items()))


class PlanError(Exception):
    """There is no plan to go on with; carries every finding made until then."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep the findings, in the order in which they are shown."""
        self.findings = in_order(findings)
        super().__init__(", ".join(finding.code for finding in self.findings))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as they are shown."""
    return tuple(sorted(findings, key=Finding.sort_key))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of them leaves no plan to compute with."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def added_errors(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """The errors after a change that were not there before it, wherever lines have moved to."""
    known = Counter(map(_what, before))
    added = []
    for finding in after:
        known[_what(finding)] -= 1
        if finding.severity is Severity.ERROR and known[_what(finding)] < 0:
            added.append(finding)
    return tuple(added)


def _what(finding: Finding) -> tuple[str, str, str]:
    """A finding without its line."""
    place = finding.location.file if finding.location else ""
    return finding.code, place, repr(sorted(finding.params.items()))
