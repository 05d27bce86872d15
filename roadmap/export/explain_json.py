"""`explain --json`: why one deliverable has its dates, as data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from roadmap.export.explain_text import drives
from roadmap.export.findings_text import to_json as findings_to_json
from roadmap.export.status_json import deliverable_to_json
from roadmap.export.words import Words
from roadmap.findings import Finding
from roadmap.scheduling.driving import Driver
from roadmap.scheduling.schedule import Schedule, Scheduled

FORMAT = "roadmap.explain/1"


def to_json(schedule: Schedule, item: Scheduled, findings: Iterable[Finding], words: Words) -> str:
    """The deliverable as in `status --json`, its runner-up, and what it drives."""
    runner_up = item.driving.runner_up
    content: dict[str, Any] = {
        "format": FORMAT,
        "plan": schedule.plan.id,
        "status_date": schedule.status_date.isoformat(),
        "deliverable": deliverable_to_json(schedule, item),
        "note": item.activity.deliverable.note,
        "runner_up": _driver(runner_up) if runner_up else None,
        "gap_days": item.driving.gap_days,
        "drives": [other.id for other in drives(schedule, item)],
        "findings": findings_to_json(findings, words),
    }
    return json.dumps(content, indent=1) + "\n"


def broken_to_json(plan_id: str | None, findings: Iterable[Finding], words: Words) -> str:
    """The same form for a plan with errors: the findings, and nothing about the deliverable."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "plan": plan_id,
        "status_date": None,
        "deliverable": None,
        "note": None,
        "runner_up": None,
        "gap_days": None,
        "drives": [],
        "findings": findings_to_json(findings, words),
    }
    return json.dumps(content, indent=1) + "\n"


def _driver(driver: Driver) -> dict[str, str | None]:
    return {"rule": driver.rule, "id": driver.id}
