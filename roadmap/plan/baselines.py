"""Baselines: the dates of a plan as they stood on a status date, frozen in a file of the plan's folder.

A baseline is written once and never changed; its seal tells when somebody did so all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from pydantic import Field

from roadmap.findings import Finding, PlanError, Severity
from roadmap.plan.dependencies import Dependency
from roadmap.plan.durations import Duration
from roadmap.plan.faults import FaultError
from roadmap.plan.fields import (
    BaselineKind,
    FormatVersion,
    Id,
    ItemId,
    Many,
    TargetKind,
    WrittenDate,
    WrittenDependency,
    WrittenDuration,
    WrittenPeriod,
    WrittenText,
    parse_id,
)
from roadmap.plan.model import Record
from roadmap.plan.ordinary import read_ordinary
from roadmap.plan.periods import Period
from roadmap.plan.plan import Place
from roadmap.plan.records import read_model, with_suggestions
from roadmap.plan.source import Document, Mapping, Node, Text, read_document

FOLDER = "baselines"
MAX_BYTES, MAX_VALUES = 20_000_000, 600_000
PREAMBLE = (
    "# Basisplanning, gemaakt met `roadmap baseline`. Niet wijzigen: maak een nieuwe onder een andere naam.\n"
    "# Baseline, made by `roadmap baseline`. Do not change it: make a new one under another name.\n"
)
_HEAD = re.compile(r"^(plan|approved_on): *(\S*)", re.MULTILINE)


class BaselineItem(Record):
    """One deliverable, or the share of one body, as it stood; dates are None where they were unknown."""

    title: WrittenText
    kind: BaselineKind
    workstream: Id | None = None
    start: WrittenDate | None = None
    finish: WrittenDate | None = None
    late_start: WrittenDate | None = None
    late_finish: WrittenDate | None = None
    duration: WrittenDuration | None = None
    decided_by: Id | None = None
    after: Many[WrittenDependency] = ()
    not_before: WrittenDate | None = None
    fixed: WrittenDate | None = None
    due: WrittenPeriod | None = None
    hand_in: WrittenDate | None = None
    driven_by: Many[WrittenText] = ()

    @property
    def start_instant(self) -> int | None:
        """The instant at which it began; of a milestone or decision its one instant."""
        if self.kind in {"milestone", "start-milestone", "decision"}:
            return self.finish_instant
        return self.start.toordinal() if self.start is not None else None

    @property
    def finish_instant(self) -> int | None:
        """The end of its last day; a start milestone lies at the beginning of its day."""
        if self.finish is None:
            return None
        return self.finish.toordinal() + (0 if self.kind == "start-milestone" else 1)

    def is_driven_by(self, name: str) -> bool:
        """Whether a rule, or a rule with an id behind it, set its date."""
        return name in self.driven_by


class BaselineTarget(Record):
    """A target as it stood."""

    title: WrittenText
    kind: TargetKind
    per: WrittenDate | None = None
    by: WrittenPeriod | None = None
    milestone: Id
    forecast: WrittenDate | None = None

    @property
    def day(self) -> date | None:
        """The day that counted."""
        return self.per or (self.by.last if self.by else None)

    @property
    def margin_days(self) -> int | None:
        """Calendar days from forecast to target, positive when early."""
        return (self.day - self.forecast).days if self.day and self.forecast else None


class Baseline(Record):
    """A plan's dates as they stood on a status date, and which body approved them."""

    baseline: FormatVersion = "1"
    name: Id
    plan: Id
    title: WrittenText
    status_date: WrittenDate
    approved_by: Id | None = None
    approved_on: WrittenDate | None = None
    targets: dict[Id, BaselineTarget] = Field(default={})
    items: dict[ItemId, BaselineItem] = Field(default={})
    seal: WrittenText | None = None


def baseline_path(folder: Path, name: str) -> Path:
    """The file of a baseline within the plan's folder."""
    return folder / FOLDER / f"{name}.yaml"


def baseline_names(folder: Path) -> list[str]:
    """The baselines of a plan's folder by name."""
    try:
        return sorted(path.stem for path in (folder / FOLDER).glob("*.yaml") if _is_name(path.stem))
    except OSError:
        return []


def latest_approved(folder: Path, plan: str) -> str | None:
    """The baseline of a plan that a body approved last; of equals the one whose name comes last."""
    approved = []
    for name in baseline_names(folder):
        # Only its head is looked at: there may be many, and one of them is read.
        head = _head(baseline_path(folder, name))
        if "plan" not in head:
            # One that cannot be read may be the one that counts: reading it says why.
            return name
        if "approved_on" in head and head["plan"] == plan:
            approved.append((head["approved_on"], name))
    return max(approved)[1] if approved else None


def load_baseline(folder: Path, name: str) -> tuple[Baseline | None, tuple[Finding, ...]]:
    """A baseline with what is wrong with its file; None when nothing can be compared with it."""
    try:
        document = read_document(baseline_path(folder, name), f"{FOLDER}/{name}.yaml", limit=MAX_BYTES, most=MAX_VALUES)
    except PlanError as error:
        return None, error.findings
    baseline, findings = _read(document)
    if baseline is not None and not findings and baseline.seal != seal_of(baseline):
        place = document.source.location(_seal(document))
        findings.append(Finding("changed-baseline", Severity.WARNING, place, {"name": name}))
    return baseline, tuple(findings)


def to_text(baseline: Baseline) -> str:
    """The file of a baseline, items sorted by id, sealed."""
    return f"{PREAMBLE}{''.join(_lines(baseline))}seal: {seal_of(baseline)}\n"


def seal_of(baseline: Baseline) -> str:
    """What only these values give: lines of comment and their ends do not count."""
    return sha256("".join(_lines(baseline)).encode()).hexdigest()


def _seal(document: Document) -> Node:
    """Where the seal stands, or the whole content where there is none."""
    root = document.root
    if not isinstance(root, Mapping):
        raise TypeError(root)
    return root.get("seal") or root


def _head(path: Path) -> dict[str, str]:
    """Whose baseline it is, and when it was approved; nothing where that cannot be read."""
    try:
        return dict(_HEAD.findall((read_ordinary(path, MAX_BYTES) or b"").decode("utf-8-sig")))
    except (OSError, UnicodeDecodeError):
        return {}


def _is_name(text: str) -> bool:
    try:
        return parse_id(text) == text
    except FaultError:
        return False


def _read(document: Document) -> tuple[Baseline | None, list[Finding]]:
    findings = list(document.findings)
    if document.root is None:
        place = document.source.location_at(0, 1)
        return None, findings or [Finding("empty-file", Severity.ERROR, place, {})]
    key = Text(document.source.name)
    key.start, key.end, key.plain = 0, 0, True
    baseline = read_model(Baseline, Place(document.source, key, document.root), findings.append)
    if not isinstance(document.root, Mapping) or findings:
        return None, list(with_suggestions(findings))
    return baseline, findings


def _lines(baseline: Baseline) -> Iterator[str]:
    for key in ("baseline", "name", "plan", "title", "status_date", "approved_by", "approved_on"):
        yield from _line(key, getattr(baseline, key), "")
    for section, records in (("targets", baseline.targets), ("items", baseline.items)):
        yield f"{section}:\n" if records else f"{section}: {{}}\n"
        for name, record in sorted(records.items()):
            yield f"  {name}:\n"
            for key in type(record).model_fields:
                yield from _line(key, getattr(record, key), "    ")


def _line(key: str, value: object, indent: str) -> Iterator[str]:
    if value not in {None, ()}:
        yield f"{indent}{key}: {_written(value)}\n"


def _written(value: object) -> str:
    """A value as a plan file has it; free text always in quotes."""
    match value:
        case tuple():
            return f"[{', '.join(map(_written, value))}]"
        case date() | Duration() | Period():
            return str(value)
        case Dependency():
            return str(value) if value.type == "FS" and value.lag is None else json.dumps(str(value))
        case _:
            return str(value) if _is_name(str(value)) else json.dumps(value, ensure_ascii=False)
