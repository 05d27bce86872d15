"""`roadmap status`: exit status, data on standard output, talk on standard error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.faces import NVO, deliverables, roadmap, status_of

SOUND = "roadmap: 1\nlanguage: en\nstatus_date: 2024-06-03\ndeliverables:\n  a: {duration: 5d}\n"
LATE = SOUND + "  b: {duration: 5d, after: a, due: 2024-06-05}\n"
BROKEN = SOUND + "  b: {duration: 0d, after: aa}\n"
TARGET_KEYS = [
    "id", "title", "kind", "per", "by", "milestone", "forecast", "margin", "margin_days", "state", "critical_path",
    "also",
]  # fmt: skip
FINDING_KEYS = ["code", "severity", "file", "line", "column", "message", "waived"]
DELIVERABLE_KEYS = [
    "id", "code", "workstream", "kind", "title", "owner", "early_start", "early_finish", "late_start", "late_finish",
    "total_float", "free_float", "float_to", "critical", "near_critical", "driven_by", "due", "due_margin", "due_float",
    "due_of", "baseline_finish", "slip", "slip_days", "percent_complete", "actual_start", "actual_finish", "state",
    "hand_in", "waited_days", "next_meeting", "cost_of_missing_days", "assumed", "step_of",
]  # fmt: skip
FINDING_KEYS = ["code", "severity", "file", "line", "column", "message", "waived"]


def written(folder: Path, text: str) -> Path:
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_plan_without_errors_exits_0_and_talks_on_standard_error_only(tmp_path: Path) -> None:
    outcome = roadmap("status", written(tmp_path, LATE))

    assert outcome.status == 0
    assert "missed-due-date" not in outcome.out
    assert "1 warning" in outcome.err
    assert "roadmap check" in outcome.err


def test_plan_with_errors_exits_1_and_says_all_of_them_on_standard_error(tmp_path: Path) -> None:
    outcome = roadmap("status", written(tmp_path, BROKEN))

    assert (outcome.status, outcome.out) == (1, "")
    assert "small.yaml:6:17: error: zero-duration" in outcome.err
    assert "unknown-predecessor" in outcome.err


def test_json_of_a_plan_with_errors_has_the_format_the_findings_and_empty_lists(tmp_path: Path) -> None:
    outcome = roadmap("status", written(tmp_path, BROKEN), "--json")

    content: dict[str, Any] = json.loads(outcome.out)
    assert outcome.status == 1
    assert (content["format"], content["plan"]) == ("roadmap.status/1", "small")
    assert (content["targets"], content["deliverables"]) == ([], [])
    assert [found["code"] for found in content["findings"]] == ["zero-duration", "unknown-predecessor"]
    assert content["findings"][0]["line"] == 6


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_plan_that_is_not_there_exits_2(tmp_path: Path, options: tuple[str, ...]) -> None:
    outcome = roadmap("status", tmp_path / "none", *options)

    assert outcome.status == 2
    assert "no-plan" in (outcome.out if options else outcome.err)


def test_text_that_is_no_plan_exits_2(tmp_path: Path) -> None:
    assert roadmap("status", written(tmp_path, "deliverables: [\n")).status == 2


@pytest.mark.parametrize("arguments", [("--quarter", "2023-Q7"), ("--status-date", "2024-02-30"), ("--lang", "fr")])
def test_option_that_cannot_be_read_exits_2_and_is_named(arguments: tuple[str, str]) -> None:
    outcome = roadmap("status", NVO, *arguments)

    assert (outcome.status, outcome.out) == (2, "")
    assert arguments[0] in outcome.err
    assert arguments[1] in outcome.err


def test_json_has_the_keys_of_the_format_in_their_order() -> None:
    content = status_of(NVO)

    assert list(content) == ["format", "plan", "status_date", "baseline", "targets", "deliverables", "findings"]
    assert {tuple(row) for row in content["targets"]} == {tuple(TARGET_KEYS)}
    assert {tuple(row) for row in content["deliverables"]} == {tuple(DELIVERABLE_KEYS)}
    assert {tuple(row) for row in content["findings"]} == {tuple(FINDING_KEYS)}


def test_decision_by_a_group_lists_each_body_and_the_whole() -> None:
    names = [row["id"] for row in status_of(NVO)["deliverables"] if row["id"].startswith("visie-raadsbesluiten")]

    assert len(names) == 15
    assert names[0] == "visie-raadsbesluiten"
    assert all(name.startswith("visie-raadsbesluiten@raad-") for name in names[1:])


def test_status_date_on_the_command_line_goes_before_the_one_in_the_plan(tmp_path: Path) -> None:
    content = status_of(written(tmp_path, SOUND), "--status-date", "2024-06-10")

    assert content["status_date"] == "2024-06-10"
    assert deliverables(content)["a"]["early_start"] == "2024-06-10"


def test_plan_without_a_status_date_takes_today_and_warns(tmp_path: Path) -> None:
    plan = written(tmp_path, SOUND.replace("status_date: 2024-06-03\n", ""))

    assert "no-status-date" in {found["code"] for found in status_of(plan)["findings"]}
    assert "no-status-date" not in {
        found["code"] for found in status_of(plan, "--status-date", "2024-06-03")["findings"]
    }


def test_quarter_shows_what_is_due_in_it_and_nothing_else() -> None:
    outcome = roadmap("status", NVO, "--quarter", "2023-Q3")
    names = [row["id"] for row in status_of(NVO, "--quarter", "2023-Q3")["deliverables"]]

    due = [row["id"] for row in status_of(NVO)["deliverables"] if row["due"] == "2023-09-30" and "@" not in row["id"]]
    assert outcome.status == 0
    assert [name for name in names if "@" not in name] == due
    assert all(code in outcome.out for code in ("L1-11", "L3-08"))
    assert "L1-08" not in outcome.out


def test_what_follows_at_the_same_instant_stands_below(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "status_date: 2024-01-08\nbodies:\n  raad: {meetings: [2024-01-30]}\ndeliverables:\n"
        "  afsluiting: {milestone: true, after: contract}\n  bestek: {duration: 1w, after: raadsbesluit}\n"
        "  contract: {milestone: true, after: raadsbesluit}\n  raadsbesluit: {decided_by: raad}\n",
        encoding="utf-8",
    )

    assert list(deliverables(status_of(plan))) == ["raadsbesluit", "contract", "afsluiting", "bestek"]


def test_text_shows_every_deliverable_and_both_targets() -> None:
    outcome = roadmap("status", NVO, "--lang", "en")

    rows = deliverables(status_of(NVO))
    assert all(row["code"] in outcome.out for row in rows.values())
    assert "13 working days" in outcome.out
