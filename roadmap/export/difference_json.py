"""`diff --json`: how a plan differs from how it stood, as data. Days are calendar days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from roadmap.analysis.difference import Difference
from roadmap.analysis.records import Changed
from roadmap.analysis.slippage import Slippage
from roadmap.export.findings_text import to_json as findings_to_json
from roadmap.export.json_document import iso, to_document
from roadmap.export.slippage_json import moved_to_json, target_to_json
from roadmap.export.words import Words
from roadmap.findings import Finding
from roadmap.plan.baselines import BaselineItem
from roadmap.scheduling.schedule import Schedule, Scheduled

FORMAT = "roadmap.diff/1"
LISTS = ("targets", "dropped_targets", "new", "dropped", "renamed", "changed", "bodies", "waivers", "moved")


def to_json(
    schedule: Schedule, difference: Difference, slippage: Slippage, findings: Iterable[Finding], words: Words
) -> str:
    """Targets with their shares and what was written otherwise about them, then deliverables by what befell them."""
    changed_targets = {changed.id for changed in difference.targets_changed}
    targets = [
        {
            **target_to_json(schedule, moved),
            "changed": [
                _changed(changed)
                for changed in difference.targets_changed
                if moved.target.id in changed_targets and changed.id == moved.target.id
            ],
        }
        for moved in slippage.targets
    ]
    lists: dict[str, list[dict[str, Any]]] = {
        "targets": targets,
        "dropped_targets": [{"id": name, "title": old.title} for name, old in difference.targets_dropped],
        "new": [_new(item) for item in difference.new],
        "dropped": [_dropped(name, item) for name, item in difference.dropped],
        "renamed": [{"id": item.id, "was": old} for old, item in difference.renamed],
        "changed": [_changed(changed) for changed in difference.changed],
        "bodies": [_changed(changed) for changed in difference.bodies],
        "waivers": [_changed(changed) for changed in difference.waivers],
        "moved": [moved_to_json(schedule, item) for item in difference.moved],
    }
    against = schedule.baseline
    head = {
        "format": FORMAT,
        "plan": schedule.plan.id,
        "status_date": iso(schedule.status_date),
        "against": against.name if against else None,
        "against_status_date": iso(against.status_date) if against else None,
    }
    return to_document(head, {**lists, "findings": findings_to_json(findings, words)})


def broken_to_json(plan_id: str | None, findings: Iterable[Finding], words: Words) -> str:
    """The same form for a plan with errors: the findings and empty lists."""
    head = {"format": FORMAT, "plan": plan_id, "status_date": None, "against": None, "against_status_date": None}
    lists: dict[str, list[dict[str, Any]]] = {key: [] for key in LISTS}
    return to_document(head, {**lists, "findings": findings_to_json(findings, words)})


def _new(item: Scheduled) -> dict[str, Any]:
    return {"id": item.id, "title": item.activity.deliverable.title or item.id, "early_finish": iso(item.early_finish)}


def _dropped(name: str, item: BaselineItem) -> dict[str, Any]:
    return {"id": name, "title": item.title, "baseline_finish": iso(item.finish)}


def _changed(changed: Changed) -> dict[str, Any]:
    return {"id": changed.id, "key": changed.key, "before": changed.before or None, "now": changed.now or None}
