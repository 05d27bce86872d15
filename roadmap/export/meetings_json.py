"""`meetings --json`: what a list changes in a body, and what that does to targets and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from roadmap.analysis.effects import Effects, MovedDecision, TargetEffect
from roadmap.export.findings_text import to_json as findings_to_json
from roadmap.export.json_document import iso, to_document
from roadmap.export.words import Words
from roadmap.findings import Finding
from roadmap.intake.listing import Listed
from roadmap.intake.merging import MeetingChange
from roadmap.scheduling.schedule import ScheduledTarget

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
    moved = (*effects.elsewhere, *(one for target in effects.targets for one in target.moved)) if effects else ()
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
        "targets": [_target(effect) for effect in effects.targets] if effects else [],
        "moved": [_moved(one) for one in sorted({one.item.id: one for one in moved}.values(), key=_by_id)],
        "findings": findings_to_json(findings, words),
    }
    return to_document(head, lists)


def broken_to_json(plan_id: str | None, body: str, findings: Sequence[Finding], words: Words) -> str:
    """The same form when nothing can be read in: the findings and empty lists."""
    head = {"format": FORMAT, "plan": plan_id, "body": body, "first": None, "last": None, "written": False}
    keys = ("new", "dropped", "kept", "untouched", "cancelled", "targets", "moved")
    empty: dict[str, list[dict[str, Any]]] = {key: [] for key in keys}
    return to_document(head, {**empty, "findings": findings_to_json(findings, words)})


def _by_id(decision: MovedDecision) -> str:
    return decision.item.id


def _listed(meeting: Listed) -> dict[str, Any]:
    return {"date": iso(meeting.day), "title": meeting.title}


def _target(effect: TargetEffect) -> dict[str, Any]:
    return {
        "id": effect.after.id,
        "title": effect.after.target.title or effect.after.id,
        "now": _standing(effect.before),
        "then": _standing(effect.after),
    }


def _standing(target: ScheduledTarget) -> dict[str, Any]:
    return {"forecast": iso(target.forecast), "margin_days": target.margin_days}


def _moved(decision: MovedDecision) -> dict[str, Any]:
    return {
        "id": decision.item.id,
        "body": decision.body,
        "now": iso(decision.before),
        "then": iso(decision.after),
    }
