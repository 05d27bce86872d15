"""The program against the naive schedule, field by field, on plans of every kind."""

import json
from typing import Any

from hypothesis import HealthCheck, given, note, settings

from tests.faces import status_json
from tests.oracles.naive import by_id, schedule
from tests.oracles.strategies import plans
from tests.thorough import IS_THOROUGH

EXAMPLES = 500 if IS_THOROUGH else 200
OF_TARGETS = ("forecast", "margin", "margin_days", "critical_path", "also")
OF_DELIVERABLES = (
    *("kind", "early_start", "early_finish", "actual_start", "actual_finish", "percent_complete"),
    *("critical", "near_critical", "late_start", "late_finish", "total_float", "free_float", "float_to"),
    *("due_margin", "due_float", "hand_in", "waited_days", "next_meeting", "cost_of_missing_days"),
)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(plans())
def test_every_date_float_and_path_is_what_brute_force_finds(plan: dict[str, Any]) -> None:
    note(json.dumps(plan, indent=1))
    expected = schedule(plan)
    found = status_json(plan)

    assert _targets(found) == _targets(expected)
    assert _rows(found) == _rows(expected)
    assert [row["id"] for row in _without_a_reason(found, expected)] == []


def _targets(status: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: {key: row[key] for key in OF_TARGETS} for name, row in by_id(status["targets"]).items()}


def _rows(status: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        name: {"driven_by": _predecessors(row), **{key: row[key] for key in OF_DELIVERABLES}}
        for name, row in by_id(status["deliverables"]).items()
    }


def _predecessors(row: dict[str, Any]) -> list[str]:
    """Which predecessors drive it; of the other rules the naive schedule does not say."""
    return sorted({driver["id"] for driver in row["driven_by"] if driver["rule"] == "predecessor"})


def _without_a_reason(found: dict[str, Any], expected: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows whose `due_of` is none of the due dates with the least float."""
    ties = {row["id"]: row["due_ties"] or [None] for row in expected["deliverables"]}
    return [row for row in found["deliverables"] if row["due_of"] not in ties[row["id"]]]
