"""What the plan waives counts nowhere, is shown with its reason, and stands at the record that it is about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.faces import roadmap, status_of

HEAD = "language: en\nstatus_date: 2024-06-03\n"
LATE = "deliverables:\n  a: {{duration: 5d, due: 2024-06-05{waive}}}\n  b: {{milestone: true, after: a}}\n"
WAIVED = HEAD + LATE.format(waive=', waive: {missed-due-date: "the board\n    knows"}')
STANDING = HEAD + LATE.format(waive="")


@pytest.fixture
def waived(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(WAIVED, encoding="utf-8")
    return path


def test_waived_warning_does_not_count_in_strict(waived: Path) -> None:
    assert roadmap("check", waived, "--strict").status == 0
    waived.write_text(STANDING, encoding="utf-8")
    assert roadmap("check", waived, "--strict").status == 1


def test_check_shows_what_is_waived_in_a_list_at_the_end_with_the_reason(waived: Path) -> None:
    outcome = roadmap("check", waived)

    assert outcome.out == (
        f"Waived in the plan:\n  {waived.as_posix()}:4:26: missed-due-date\n    the board knows\n\n1 waived\n"
    )


def test_dutch_list_of_what_is_waived(waived: Path) -> None:
    lines = roadmap("check", waived, "--lang", "nl").out.splitlines()

    assert (lines[0], lines[-1]) == ("In het plan aanvaard, met de reden:", "1 aanvaard")


@pytest.mark.parametrize("command", [("check",), ("status",), ("explain", "a")], ids=lambda command: str(command[0]))
def test_json_gives_the_reason_of_each_finding_or_null(waived: Path, command: tuple[str, ...]) -> None:
    content = json.loads(roadmap(command[0], waived, *command[1:], "--json").out)
    waived.write_text(STANDING, encoding="utf-8")
    standing = json.loads(roadmap(command[0], waived, *command[1:], "--json").out)

    (found,), (same) = content["findings"], standing["findings"][0]
    assert found == {**same, "waived": "the board knows"}
    assert same["waived"] is None


@pytest.mark.parametrize("command", ["status", "build"])
def test_summary_of_other_commands_passes_over_what_is_waived(waived: Path, tmp_path: Path, command: str) -> None:
    where = ("-o", tmp_path / "out") if command == "build" else ()

    silent = roadmap(command, waived, *where)
    waived.write_text(STANDING, encoding="utf-8")
    spoken = roadmap(command, waived, *where)

    assert "roadmap check" not in silent.err
    assert "1 warning; `roadmap check" in spoken.err


def test_a_waiver_changes_no_date_and_no_state(waived: Path) -> None:
    before = status_of(waived)
    waived.write_text(STANDING, encoding="utf-8")
    after = status_of(waived)

    assert (before["targets"], before["deliverables"]) == (after["targets"], after["deliverables"])
    assert before["deliverables"][0]["state"] == "late"


def test_waiver_of_a_finding_about_another_record_leaves_it_standing(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(STANDING + "waive: {missed-due-date: not here}\n", encoding="utf-8")
    findings = json.loads(roadmap("check", path, "--json").out)["findings"]

    assert [(found["code"], found["waived"]) for found in findings] == [
        ("missed-due-date", None),
        ("idle-waiver", None),
    ]


def test_status_date_of_the_clock_is_waived_in_the_main_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("waive: {no-status-date: draft}\ndeliverables: {a: {milestone: true}}\n", encoding="utf-8")

    assert roadmap("check", path, "--strict").status == 0
    assert [found["waived"] for found in status_of(path)["findings"]] == ["draft"]


def test_plan_with_errors_says_nothing_about_waivers_that_may_yet_be_of_use(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(WAIVED.replace("after: a", "after: c"), encoding="utf-8")
    findings = json.loads(roadmap("check", path, "--json").out)["findings"]

    assert [found["code"] for found in findings] == ["unknown-predecessor"]
