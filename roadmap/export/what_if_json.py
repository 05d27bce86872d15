"""`what-if --json`: targets now and then, the shares of each shift, and what else moves. Days are calendar days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from roadmap.analysis.slippage import TargetShift
from roadmap.analysis.states import deliverable_state, target_state
from roadmap.analysis.what_if import WhatIf
from roadmap.export.findings_text import to_json as findings_to_json
from roadmap.export.json_document import iso, to_document
from roadmap.export.slippage_json import moved_to_json, shift_to_json
from roadmap.export.words import Words
from roadmap.findings import Finding
from roadmap.scheduling.schedule import Schedule, ScheduledTarget

FORMAT = "roadmap.what-if/1"


def to_json(what_if: WhatIf, findings: Iterable[Finding], words: Words) -> str:
    """Everything about one what-if; the findings are those of the plan as it would be."""
    before, after = what_if.before, what_if.after
    head = {
        "format": FORMAT,
        "plan": after.plan.id,
        "status_date": iso(after.status_date),
        "assumed": list(what_if.assumed),
    }
    lists = {
        "targets": [_target(before, after, moved) for moved in what_if.slippage.targets],
        # States as `status` would tell them: against the plan's own baseline.
        "moved": [
            {**moved_to_json(what_if.compared, item), "state": deliverable_state(after, item)}
            for item in what_if.slippage.moved or ()
        ],
        "findings": findings_to_json(findings, words),
    }
    return to_document(head, lists)


def broken_to_json(plan_id: str | None, assumed: Sequence[str], findings: Iterable[Finding], words: Words) -> str:
    """The same form for a plan with errors: the findings and empty lists."""
    head = {"format": FORMAT, "plan": plan_id, "status_date": None, "assumed": list(assumed)}
    return to_document(head, {"targets": [], "moved": [], "findings": findings_to_json(findings, words)})


def _target(before: Schedule, after: Schedule, moved: TargetShift) -> dict[str, Any]:
    old = next((target for target in before.targets if target.id == moved.target.id), None)
    return {
        "id": moved.target.id,
        "title": moved.target.target.title or moved.target.id,
        "now": _standing(before, old) if old is not None else None,
        "then": _standing(after, moved.target),
        **shift_to_json(moved.shift),
    }


def _standing(schedule: Schedule, target: ScheduledTarget) -> dict[str, Any]:
    return {
        "forecast": iso(target.forecast),
        "margin_days": target.margin_days,
        "state": target_state(schedule, target),
    }
