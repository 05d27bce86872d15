"""What the tool can say about a plan: values, never words. The words are made in export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from itertools import islice


@dataclass(frozen=True, slots=True, order=True)
class DayCount:
    """A number of days, calendar days or working days, that brings its own noun into a sentence."""

    days: int
    working: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Ratio:
    """So many times as much, to a hundredth: the contrast of two colours."""

    hundredths: int

    @classmethod
    def below(cls, value: float) -> Ratio:
        """A ratio rounded down, so that what is too little never reads as enough."""
        return cls(int(value * 100 + 1e-9))


MAX_ERRORS = 500
"""So many are shown of a plan that is wrong all over."""

Value = str | int | date | DayCount | Ratio | tuple[str, ...] | None


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
    """A place in a plan file: lines and columns from 1, the line's own text, and how wide the marked part is.

    In a workbook it is a ``cell``, such as `Planning!C7`, with the numbers of its row and column.
    """

    file: str
    line: int
    column: int
    excerpt: str = field(default="", compare=False)
    width: int = field(default=1, compare=False)
    cell: str = field(default="", compare=False)

    @property
    def within(self) -> str:
        """The place within its file: a cell of a workbook by its name, else line and column."""
        return self.cell or f"{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say: a code, its parameters, and where.

    ``related`` are further places, each with the name of what stands there.
    ``about`` is the record that it concerns, as section and id; of the plan as a whole by default.
    ``waived`` is the planner's reason to leave it as it is, written at that record.
    """

    code: str
    severity: Severity
    location: Location | None = None
    params: Mapping[str, Value] = field(default_factory=dict)
    related: tuple[tuple[str, Location], ...] = ()
    about: tuple[str, str] = ("plan", "")
    waived: str | None = None

    def sort_key(self) -> tuple[object, ...]:
        """By place, then by weight, then by code and parameters: never by the order of discovery."""
        place = self.location or Location("", 0, 0)
        return place.file, place.line, place.column, -self.severity, self.code, sorted(map(repr, self.params.items()))


ERRORS = frozenset({
    "actual-in-the-future", "already-begun", "already-done", "assumed-twice", "bad-indentation", "body-twice",
    "by-target-on-start-milestone", "calendar-cut-off", "calendar-too-deep", "cannot-be-fixed", "cannot-be-shorter",
    "cannot-relink", "cell-conflict", "cell-emptied", "cell-formula", "cell-means-finished", "cell-needs-day",
    "cell-needs-period", "cell-needs-unit", "cell-of-group", "cell-without-work", "complex-key",
    "contradictory-decision", "cyclic-dependency", "date-out-of-range", "decided-by-group", "duplicate-id",
    "duplicate-key", "duplicate-row", "duration-too-long", "empty-file", "empty-group", "empty-value", "endless-series",
    "event-without-date", "expected-list", "expected-mapping", "expected-text", "file-too-large",
    "finish-link-to-group", "finished-before-started", "finished-with-work-left", "finished-without-date",
    "forbidden-character", "former-id", "half-a-period", "impossible-date", "include-not-found",
    "include-outside-folder", "invalid-address", "invalid-assumption", "invalid-calendar-line", "invalid-colour",
    "invalid-date", "invalid-dependency", "invalid-duration", "invalid-id", "invalid-link-type", "invalid-meeting-rule",
    "invalid-number", "invalid-quarter", "invalid-rule", "invalid-url", "invalid-yaml", "key-belongs-in-main-file",
    "key-belongs-in-step", "key-not-for-kind", "keys-run-together", "ledger-of-another-plan", "listing-too-large",
    "listing-too-long", "missing-blank", "missing-colon", "missing-comma", "missing-key", "month-first",
    "negative-duration", "nested-too-deep", "no-body-for-step", "no-calendar", "no-date-column", "no-decision",
    "no-duration", "no-kind", "no-meeting-then", "no-meetings-listed", "no-plan", "no-sheet", "not-a-file",
    "not-a-workbook", "not-editable", "not-text", "not-utf-8", "number-out-of-range", "old-workbook", "other-unit",
    "oversized-workbook", "past-calendar", "per-target-needs-start-milestone", "plan-too-large",
    "procedure-without-result", "protected-workbook", "quote-needed", "remaining-in-other-unit", "reserved-name",
    "reversed-range", "rule-does-not-fit", "said-twice", "series-too-long", "several-documents", "several-kinds",
    "several-sheets", "several-titles", "sheet-of-another-plan", "sheet-too-long", "step-of-procedure",
    "steps-without-procedure", "still-named", "still-needed", "tab-character", "target-without-date",
    "term-in-working-days", "term-without-length", "text-behind-end", "text-too-long", "too-many-errors",
    "too-many-files", "too-many-links", "too-many-meetings", "too-many-records", "too-many-shares", "too-many-values",
    "uncertain-day", "unclear-columns", "unclosed-quote", "unknown-body", "unknown-calendar", "unknown-choice",
    "unknown-code", "unknown-date", "unknown-deliverable", "unknown-encoding", "unknown-holidays", "unknown-key",
    "unknown-member", "unknown-milestone", "unknown-predecessor", "unknown-procedure", "unknown-recess",
    "unknown-record", "unknown-requirement", "unknown-step", "unknown-term", "unknown-time-zone", "unknown-workstream",
    "unmatched-bracket", "unmatched-end", "unprintable-name", "unreadable-date", "unreadable-file", "unreadable-ledger",
    "unsafe-workbook", "unsupported-rule", "unwaivable-code", "workstream-twice", "yaml-alias", "yaml-anchor",
    "yaml-merge-key", "yaml-tag", "zero-duration",
})  # fmt: skip
WARNINGS = frozenset({
    "actual-on-day-off", "assumed-meeting", "before-not-before", "broken-fixed-date", "changed-baseline",
    "colours-alike", "control-characters", "dangling-finish", "dangling-start", "decree-days-unknown",
    "done-in-no-time", "dropped-outside-list", "empty-workstream", "faint-colour", "fixed-date-is-past", "late-target",
    "locked-cell", "meeting-in-recess", "meetings-run-out", "missed-due-date", "missing-rows", "no-meetings",
    "no-status-date", "no-such-meeting", "out-of-sequence", "progress-without-start", "school-holidays-unknown",
    "short-period-before", "short-term", "start-outside-rule", "target-without-forecast", "term-start-ignored",
    "tight-hand-in", "tight-last-hand-in", "uncovered-requirement", "unknown-row", "unmarked-rows",
})  # fmt: skip
NOTES = frozenset({
    "idle-waiver", "lead", "long-duration", "long-lag", "many-fixed-dates", "open-end", "percent-and-remaining",
    "read-as-windows-1252",
})  # fmt: skip
"""Every code that the tool knows, by its weight."""
WAIVABLE = (WARNINGS | NOTES) - {"idle-waiver"}
"""What a planner may leave as it is: an error leaves no plan to compute with, and an idle waiver can be taken out."""


def severity_of(code: str) -> Severity:
    """How bad a finding with this code is."""
    if code in NOTES:
        return Severity.NOTE
    return Severity.WARNING if code in WARNINGS else Severity.ERROR


def finding_about(
    about: tuple[str, str],
    code: str,
    location: Location | None,
    params: Mapping[str, Value],
    related: tuple[tuple[str, Location], ...] = (),
) -> Finding:
    """A finding about one record, as bad as its code is."""
    return Finding(code, severity_of(code), location, params, related, about)


class PlanError(Exception):
    """There is no plan to go on with; carries every finding made until then, as far as anyone reads on."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep the findings, in the order in which they are shown."""
        self.findings = bounded(in_order(findings))
        super().__init__(", ".join(finding.code for finding in self.findings))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as they are shown."""
    return tuple(sorted(findings, key=Finding.sort_key))


def bounded(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings; of more errors than anyone reads the first, and that there are more."""
    count = sum(finding.severity is Severity.ERROR for finding in findings)
    if count <= MAX_ERRORS or any(finding.code == "too-many-errors" for finding in findings):
        return tuple(findings)
    first = islice((finding for finding in findings if finding.severity is Severity.ERROR), MAX_ERRORS)
    params: dict[str, Value] = {"limit": MAX_ERRORS}
    return (*first, Finding("too-many-errors", Severity.ERROR, None, params))


def standing(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that count: those that the planner did not waive."""
    return tuple(finding for finding in findings if finding.waived is None)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of them leaves no plan to compute with."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def added_errors(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """The errors after a change that were not there before it, wherever lines have moved to."""
    return tuple(finding for finding in added_findings(before, after) if finding.severity is Severity.ERROR)


def added_findings(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings after a change that were not there before it, wherever lines have moved to."""
    known = Counter(map(_what, before))
    added = []
    for finding in after:
        known[_what(finding)] -= 1
        if known[_what(finding)] < 0:
            added.append(finding)
    return tuple(added)


def _what(finding: Finding) -> tuple[str, str, str]:
    """A finding without its line."""
    place = finding.location.file if finding.location else ""
    return finding.code, place, repr(sorted(finding.params.items()))
