"""`slippage --json`: what moved since the baseline and why, as data. Days are calendar days, slips working days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from roadmap.analysis.causes import Share
from roadmap.analysis.slippage import Shift, Slippage, TargetShift
from roadmap.analysis.slips import item_in_baseline, slip, slip_days
from roadmap.analysis.states import deliverable_state, target_state
from roadmap.export.findings_text import to_json as findings_to_json
from roadmap.export.json_document import iso, to_document
from roadmap.export.order import in_plan_order
from roadmap.export.words import Words
from roadmap.findings import Finding
from roadmap.plan.baselines import Baseline
from roadmap.scheduling.schedule import Schedule, Scheduled

FORMAT = "roadmap.slippage/1"


def to_json(schedule: Schedule, slippage: Slippage, findings: Iterable[Finding], words: Words) -> str:
    """Targets with their shares, or the deliverable that was asked for; and every deliverable with its slip."""
    targets = [target_to_json(schedule, moved) for moved in slippage.targets]
    targets.extend(_asked(schedule, shift) for shift in slippage.asked)
    return to_document(
        {
            "format": FORMAT,
            "plan": schedule.plan.id,
            "status_date": schedule.status_date.isoformat(),
            "baseline": _baseline(schedule.baseline),
        },
        {
            "targets": targets,
            "items": [moved_to_json(schedule, item) for item in in_plan_order(schedule)],
            "findings": findings_to_json(findings, words),
        },
    )


def broken_to_json(plan_id: str | None, findings: Iterable[Finding], words: Words) -> str:
    """The same form for a plan with errors: the findings and empty lists."""
    return to_document(
        {"format": FORMAT, "plan": plan_id, "status_date": None, "baseline": None},
        {"targets": [], "items": [], "findings": findings_to_json(findings, words)},
    )


def shift_to_json(shift: Shift) -> dict[str, Any]:
    """A shift with its shares, which add up to it; ``shift_days`` is null when it cannot be told."""
    return {"shift_days": shift.days, "shares": [_share(share) for share in shift.shares]}


def _baseline(baseline: Baseline | None) -> dict[str, Any] | None:
    if baseline is None:
        return None
    return {
        "name": baseline.name,
        "status_date": iso(baseline.status_date),
        "approved_by": baseline.approved_by,
        "approved_on": iso(baseline.approved_on),
    }


def target_to_json(schedule: Schedule, moved: TargetShift) -> dict[str, Any]:
    """A target that moved, with the shares of its shift."""
    target = moved.target
    return {
        "id": target.id,
        "title": target.target.title or target.id,
        "milestone": target.target.milestone,
        "baseline_forecast": iso(moved.shift.before),
        "forecast": iso(moved.shift.now),
        "baseline_margin_days": moved.margin_before,
        "margin_days": target.margin_days,
        "state": target_state(schedule, target),
        **shift_to_json(moved.shift),
    }


def _asked(schedule: Schedule, shift: Shift) -> dict[str, Any]:
    """A deliverable in the form of a target; it has no margin."""
    item = schedule.items[shift.id]
    return {
        "id": item.id,
        "title": item.activity.deliverable.title or item.activity.deliverable_id,
        "milestone": item.id,
        "baseline_forecast": iso(shift.before),
        "forecast": iso(shift.now),
        "baseline_margin_days": None,
        "margin_days": None,
        "state": deliverable_state(schedule, item),
        **shift_to_json(shift),
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "id": share.id,
        "days": share.days,
        "cause": share.cause,
        "meeting": iso(share.meeting),
        "missed": iso(share.missed),
        "gap_days": share.gap_days,
        "longer_by": str(share.longer_by) if share.longer_by is not None else None,
        "follows": share.follows,
        "new_items": list(share.new_items),
    }


def moved_to_json(schedule: Schedule, item: Scheduled) -> dict[str, Any]:
    """A deliverable before and now, with its slip."""
    before = item_in_baseline(schedule.baseline, item.activity)
    return {
        "id": item.id,
        "baseline_start": iso(before.start or before.finish) if before else None,
        "baseline_finish": iso(before.finish) if before else None,
        "early_start": iso(item.early_start),
        "early_finish": iso(item.early_finish),
        "slip": slip(schedule, item),
        "slip_days": slip_days(schedule, item),
        "state": deliverable_state(schedule, item),
    }
