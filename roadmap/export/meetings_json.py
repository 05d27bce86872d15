"""`meetings --json`: what a list changes in a body, and what that does to targets and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from roadmap.analysis.effects import Effects
from roadmap.export import effects_json
from roadmap.export.findings_text import to_json as findings_to_json
from roadmap.export.json_document import iso, to_document
from roadmap.export.words import Words
from roadmap.findings import Finding
from roadmap.intake.listing import Listed
from roadmap.intake.merging import MeetingChange

FORMAT = "roadmap.meetings/1"


def to_json(
    change: MeetingChange,
    effects: Effects | None,
    findings: Iterable[Finding],
    words: Words,
    *,
    is_written: bool,
) -> str:
    """Every day that comes, goes or stays; without ``effects`` the targets cannot be compared."""
    head = {
        "format": FORMAT,
        "plan": change.plan,
        "body": change.body,
        "first": iso(change.asked.first),
        "last": iso(change.asked.last),
        "written": is_written,
    }
    lists = {
        "new": [_listed(meeting) for meeting in change.new],
        "dropped": [{"date": iso(day)} for day in change.dropped],
        "kept": [{"date": iso(day)} for day in change.kept],
        "untouched": [{"date": iso(day)} for day in change.untouched],
        "cancelled": [_listed(meeting) for meeting in change.listing.cancelled],
        **effects_json.to_lists(effects),
        "findings": findings_to_json(findings, words),
    }
    return to_document(head, lists)


def broken_to_json(plan_id: str | None, body: str, findings: Sequence[Finding], words: Words) -> str:
    """The same form when nothing can be read in: the findings and empty lists."""
    head = {"format": FORMAT, "plan": plan_id, "body": body, "first": None, "last": None, "written": False}
    keys = ("new", "dropped", "kept", "untouched", "cancelled", "targets", "moved")
    empty: dict[str, list[dict[str, Any]]] = {key: [] for key in keys}
    return to_document(head, {**empty, "findings": findings_to_json(findings, words)})


def _listed(meeting: Listed) -> dict[str, Any]:
    return {"date": iso(meeting.day), "title": meeting.title}
