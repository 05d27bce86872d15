"""`status --json`: the schedule as data. Dates are ISO; floats are working days, ``_days`` calendar days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from roadmap.analysis.slips import item_in_baseline, slip, slip_days
from roadmap.analysis.states import deliverable_state, target_state
from roadmap.export.findings_text import to_json as findings_to_json
from roadmap.export.json_document import iso, to_document
from roadmap.export.order import in_plan_order
from roadmap.export.words import Words
from roadmap.findings import Finding
from roadmap.scheduling.driving import Driving
from roadmap.scheduling.progress import COMPLETE, percent_complete, started
from roadmap.scheduling.schedule import Schedule, Scheduled, ScheduledTarget

FORMAT = "roadmap.status/1"


def to_json(schedule: Schedule, findings: Iterable[Finding], words: Words, items: list[Scheduled] | None = None) -> str:
    """The whole schedule, or the items given, with the findings; one deliverable a line."""
    shown = in_plan_order(schedule) if items is None else items
    return to_document(
        {
            "format": FORMAT,
            "plan": schedule.plan.id,
            "status_date": schedule.status_date.isoformat(),
            "baseline": schedule.baseline.name if schedule.baseline else None,
        },
        {
            "targets": [_target(schedule, target) for target in schedule.targets],
            "deliverables": [deliverable_to_json(schedule, item) for item in shown],
            "findings": findings_to_json(findings, words),
        },
    )


def broken_to_json(plan_id: str | None, findings: Iterable[Finding], words: Words) -> str:
    """The same form for a plan with errors: the findings and empty lists."""
    return to_document(
        {"format": FORMAT, "plan": plan_id, "status_date": None, "baseline": None},
        {"targets": [], "deliverables": [], "findings": findings_to_json(findings, words)},
    )


def _target(schedule: Schedule, target: ScheduledTarget) -> dict[str, Any]:
    written = target.target
    return {
        "id": target.id,
        "title": written.title or target.id,
        "kind": written.kind,
        "per": iso(written.per),
        "by": iso(written.by.last if written.by else None),
        "milestone": written.milestone,
        "forecast": iso(target.forecast),
        "margin": target.margin,
        "margin_days": target.margin_days,
        "state": target_state(schedule, target),
        "critical_path": list(target.critical_path),
        "also": list(target.also),
    }


def deliverable_to_json(schedule: Schedule, item: Scheduled) -> dict[str, Any]:
    """One deliverable, or the share of one body, as a row."""
    written = item.activity.deliverable
    hearing = item.hearing
    is_share = item.activity.whole is not None
    step = schedule.plan.steps.get(item.activity.deliverable_id)
    before = item_in_baseline(schedule.baseline, item.activity)
    title = written.title or item.activity.deliverable_id
    body = schedule.plan.bodies.get(item.activity.body or "") if is_share else None
    return {
        "id": item.id,
        "code": written.code,
        "workstream": written.workstream,
        "kind": item.activity.kind_name,
        "title": f"{title} ({body.title or item.activity.body})" if body else title,
        "owner": written.owner,
        "early_start": iso(item.early_start),
        "early_finish": iso(item.early_finish),
        "late_start": iso(item.late_start),
        "late_finish": iso(item.late_finish),
        "total_float": item.total_float,
        "free_float": item.free_float,
        "float_to": item.float_to,
        "critical": item.critical,
        "near_critical": item.near_critical,
        "driven_by": driven_by(item.driving),
        "due": iso(item.due),
        "due_margin": item.due_margin,
        "due_float": item.due_float,
        "due_of": item.due_of,
        "baseline_finish": iso(before.finish) if before else None,
        "slip": slip(schedule, item),
        "slip_days": slip_days(schedule, item),
        "percent_complete": COMPLETE if item.done else _percent_complete(schedule, item),
        "actual_start": iso(started(written)) if not is_share else None,
        "actual_finish": iso(item.early_finish) if item.done else None,
        "state": deliverable_state(schedule, item),
        "hand_in": iso(hearing.hand_in) if hearing else None,
        "waited_days": hearing.waited_days if hearing else None,
        "next_meeting": iso(hearing.next_meeting) if hearing else None,
        "cost_of_missing_days": hearing.cost_of_missing_days if hearing else None,
        "assumed": hearing.assumed if hearing else False,
        "step_of": step.owner if step is not None and step.owner != item.activity.deliverable_id else None,
    }


def _percent_complete(schedule: Schedule, item: Scheduled) -> int:
    activity = item.activity
    return percent_complete(activity.deliverable, activity.calendar, schedule.status_date.toordinal())


def driven_by(driving: Driving) -> list[dict[str, str | None]]:
    """The rules that set a date, each once."""
    return [{"rule": rule, "id": name} for rule, name in dict.fromkeys((d.rule, d.id) for d in driving.drivers)]
