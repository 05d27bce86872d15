"""`path --json`: the way to one target as data. Gains, drags and costs are calendar days, floats working days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from roadmap.analysis.path import MeetingOnPath, NearChain, Path
from roadmap.analysis.states import target_state
from roadmap.export.findings_text import to_json as findings_to_json
from roadmap.export.json_document import iso, to_document
from roadmap.export.words import Words
from roadmap.findings import Finding
from roadmap.scheduling.drag import Gain
from roadmap.scheduling.schedule import Schedule, Scheduled

FORMAT = "roadmap.path/1"


def to_json(schedule: Schedule, path: Path, findings: Iterable[Finding], words: Words) -> str:
    """The chain in order, what ties with it, its meetings, the chains near it, and where time can be gained."""
    target = path.target
    return to_document(
        {
            "format": FORMAT,
            "plan": schedule.plan.id,
            "status_date": schedule.status_date.isoformat(),
            "target": target.id,
            "state": target_state(schedule, target),
            "forecast": iso(target.forecast),
            "margin_days": target.margin_days,
        },
        {
            "chain": [_step(path, item) for item in path.chain],
            "also": [_step(path, item) for item in path.tied],
            "meetings": [_meeting(meeting) for meeting in path.meetings],
            "near": [_near(chain) for chain in path.near],
            "gains": [_gain(gain) for gain in path.gains],
            "findings": findings_to_json(findings, words),
        },
    )


def broken_to_json(plan_id: str | None, findings: Iterable[Finding], words: Words) -> str:
    """The same form for a plan with errors: the findings and empty lists."""
    head = {"format": FORMAT, "plan": plan_id}
    head |= dict.fromkeys(("status_date", "target", "state", "forecast", "margin_days"))
    lists: dict[str, list[dict[str, Any]]] = {key: [] for key in ("chain", "also", "meetings", "near", "gains")}
    return to_document(head, {**lists, "findings": findings_to_json(findings, words)})


def _step(path: Path, item: Scheduled) -> dict[str, Any]:
    return {
        "id": item.id,
        "early_start": iso(item.early_start),
        "early_finish": iso(item.early_finish),
        "drag_days": path.drags.get(item.id),
    }


def _meeting(meeting: MeetingOnPath) -> dict[str, Any]:
    return {
        "id": meeting.item.id,
        "meeting": iso(meeting.item.early_finish),
        "hand_in": iso(meeting.hand_in),
        "next_meeting": iso(meeting.next_meeting),
        "cost_of_missing_days": meeting.cost_days,
        "target_cost_days": meeting.target_cost_days,
        "assumed": meeting.item.hearing is not None and meeting.item.hearing.assumed,
    }


def _near(chain: NearChain) -> dict[str, Any]:
    return {"ids": [item.id for item in chain.items], "float": chain.room, "joins": chain.joins}


def _gain(gain: Gain) -> dict[str, Any]:
    return {"source": gain.source, "id": gain.id, "predecessor": gain.predecessor, "days": gain.days}
