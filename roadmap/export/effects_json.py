"""What a change of the plan does, as data: every target now and then, and the decisions that fall on another day."""

from __future__ import annotations

from typing import Any

from roadmap.analysis.effects import Effects, MovedDecision, TargetEffect
from roadmap.export.json_document import iso
from roadmap.scheduling.schedule import ScheduledTarget


def to_lists(effects: Effects | None) -> dict[str, list[dict[str, Any]]]:
    """The targets and the decisions that move; empty when they cannot be compared."""
    if effects is None:
        return {"targets": [], "moved": []}
    moved = (*effects.elsewhere, *(one for target in effects.targets for one in target.moved))
    return {
        "targets": [_target(effect) for effect in effects.targets],
        "moved": [_moved(one) for one in sorted({one.item.id: one for one in moved}.values(), key=_by_id)],
    }


def _by_id(decision: MovedDecision) -> str:
    return decision.item.id


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
