"""Findings as text: place, severity and code, the line itself with a caret, and a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Any

from roadmap.export.finding_texts import (
    KINDS,
    KNOWN,
    KNOWN_AND_MORE,
    MONTHS,
    NO_MONTH,
    OF_GROUPS,
    SHORT_MONTH,
    SUGGESTION,
    TEXTS,
    UNREAD,
)
from roadmap.export.words import Words, printable
from roadmap.findings import Finding, Location, Severity, Value, standing

WIDEST_EXCERPT = 160
WIDEST_REASON = 80


def to_text(findings: Iterable[Finding], words: Words, folder: str) -> str:
    """All findings, each a paragraph, then those that are waived; files named from where the command was given."""
    found = tuple(findings)
    parts = [_paragraph(finding, words, folder) for finding in standing(found)]
    waived = [_waived(finding, folder) for finding in found if finding.waived is not None]
    if waived:
        parts.append("\n".join([words.say("Waived in the plan:"), *waived]) + "\n")
    return "\n".join(parts)


def to_json(findings: Iterable[Finding], words: Words) -> list[dict[str, Any]]:
    """Findings as the list under ``findings`` in JSON; files are named within the plan's folder."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity.word,
            "file": finding.location.file if finding.location else None,
            "line": finding.location.line if finding.location else None,
            "column": finding.location.column if finding.location else None,
            "message": message(finding, words),
            "waived": finding.waived,
        }
        for finding in findings
    ]


def to_check_json(plan_id: str | None, findings: Iterable[Finding], words: Words) -> str:
    """`check --json`: the findings as data."""
    content = {"format": "roadmap.check/1", "plan": plan_id, "findings": to_json(findings, words)}
    return json.dumps(content, indent=1) + "\n"


def message(finding: Finding, words: Words) -> str:
    """What a finding says, with the nearest name where there is one, and what is not looked at because of it."""
    values = {name: _kinds(name, value, words) for name, value in finding.params.items() if name != "suggestion"}
    texts = OF_GROUPS if "body" in values and finding.code in OF_GROUPS else TEXTS
    text = words.say(texts[finding.code], **values)
    return " ".join([text, *_more(finding, words)])


def _more(finding: Finding, words: Words) -> Iterator[str]:
    """What is said besides: which part is wrong, what may be meant, and what is not looked at."""
    params = finding.params
    if finding.code == "impossible-date" and "month" in params:
        yield words.say(NO_MONTH, month=params["month"])
    elif finding.code == "impossible-date" and "last" in params:
        yield words.say(SHORT_MONTH, last=params["last"])
    if finding.code == "invalid-duration" and "weeks" in params:
        yield words.say(MONTHS, weeks=params["weeks"], days=params["days"])
    yield from hint_in_words(params, words)
    if "unread" in params:
        yield words.say(UNREAD, unread=params["unread"])


def hint_in_words(params: Mapping[str, Value], words: Words) -> Iterator[str]:
    """What was probably meant by a name that is not there, or which ones there are; nothing where neither is known."""
    if params.get("suggestion"):
        yield words.say(SUGGESTION, suggestion=params["suggestion"])
    if "known" in params:
        yield words.say(KNOWN_AND_MORE if params["more"] else KNOWN, known=params["known"], more=params["more"])


def in_a_line(finding: Finding, words: Words) -> str:
    """A finding by its place within the plan's folder, without an excerpt."""
    place = f"{_place(finding.location, '')}: " if finding.location is not None else ""
    return f"{place}{message(finding, words)}"


def _kinds(name: str, value: Value, words: Words) -> Value:
    """The kinds of deliverables among the parameters in words; all else as it is."""
    match name, value:
        case "kind", str(kind):
            return words.say(KINDS[kind])
        case "kinds", tuple(kinds):
            return tuple(words.say(KINDS[kind]) for kind in kinds)
        case _:
            return value


def summary(findings: Iterable[Finding], words: Words) -> str:
    """How many there are of each severity, and how many are waived: those count in none."""
    found = tuple(findings)
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for finding in standing(found):
        counts[finding.severity] += 1
    parts = [
        words.count("{n} error", "{n} errors", counts[Severity.ERROR]),
        words.count("{n} warning", "{n} warnings", counts[Severity.WARNING]),
        words.count("{n} note", "{n} notes", counts[Severity.NOTE]),
    ]
    shown = [part for part, severity in zip(parts, counts, strict=True) if counts[severity]]
    waived = len(found) - sum(counts.values())
    return ", ".join([*shown, *([words.count("{n} waived", "{n} waived", waived)] if waived else [])])


def _paragraph(finding: Finding, words: Words, folder: str) -> str:
    lines = []
    severity = words.say(finding.severity.word)
    if finding.location is None:
        lines.append(f"{severity}: {finding.code}")
    else:
        lines.append(f"{_place(finding.location, folder)}: {severity}: {finding.code}")
        lines.extend(_excerpt(finding.location))
    lines.append(message(finding, words))
    for name, location in finding.related:
        label = words.say("the first one") if name == "first" else name
        lines.append(f"  {_place(location, folder)}: {label}")
    return "\n".join(lines) + "\n"


def _waived(finding: Finding, folder: str) -> str:
    """A waived finding in a line, and the reason that the planner gave below it."""
    place = f"{_place(finding.location, folder)}: " if finding.location is not None else ""
    reason = wrap(finding.waived or "", WIDEST_REASON, initial_indent="    ", subsequent_indent="    ")
    return "\n".join([f"  {place}{finding.code}", *reason])


def _place(location: Location, folder: str) -> str:
    prefix = "" if folder in {"", "."} else f"{folder.rstrip('/')}/"
    return printable(f"{prefix}{location.file}:{location.within}")


def _excerpt(location: Location) -> list[str]:
    """The line with a caret under the marked part; none for a line too long to show."""
    if not location.excerpt.strip() or len(location.excerpt) > WIDEST_EXCERPT:
        return []
    margin = f"{location.line:>4} | "
    return [
        margin + printable(location.excerpt),
        " " * (len(margin) - 2) + "| " + " " * (location.column - 1) + "^" * location.width,
    ]
