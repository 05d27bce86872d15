"""`roadmap agenda`: which bodies and which days are shown, complaints, exit status and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.faces import NVO, ROOT, roadmap

BROKEN = "roadmap: 1\nlanguage: en\nstatus_date: 2024-06-03\ndeliverables:\n  b: {duration: 1d, after: aa}\n"
HEAD = ["format", "plan", "status_date", "from", "to", "bodies", "adoption", "findings"]
CORPUS = ROOT / "tests" / "plans" / "valid"


def agenda(*arguments: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(roadmap("agenda", NVO, "--json", *arguments).out)
    return content


def days(content: dict[str, Any]) -> dict[str, list[str]]:
    return {body["id"]: [meeting["date"] for meeting in body["meetings"]] for body in content["bodies"]}


def test_agenda_starts_at_the_status_date() -> None:
    content = agenda("--status-date", "2023-09-13")

    assert (content["from"], content["to"]) == ("2023-09-13", None)
    assert min(day for meetings in days(content).values() for day in meetings) >= "2023-09-13"


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("2023-09-26", "2023-12-19", ["2023-09-26", "2023-12-19"]),
        ("2023-09-27", "2023-12-18", []),
        ("2023-Q3", "2023-Q3", ["2023-09-26"]),
        ("2023-12", "2024-10", ["2023-12-19", "2024-10-22"]),
    ],
)
def test_period_is_of_days_months_or_quarters_and_both_ends_belong_to_it(
    begin: str, end: str, expected: list[str]
) -> None:
    content = agenda("--body", "raad-almelo", "--from", begin, "--to", end)

    assert days(content) == {"raad-almelo": expected}


def test_matrix_holds_every_decision_whatever_the_period() -> None:
    assert agenda("--from", "2026-Q1")["adoption"] == agenda()["adoption"]


def test_bodies_and_groups_may_be_asked_for_together() -> None:
    content = agenda("--body", "raad-borne", "--body", "colleges", "--body", "raad-borne")

    assert list(days(content)) == ["colleges", "raad-borne"]
    assert len(days(agenda("--body", "raden"))) == 14


def test_matrix_of_one_body_still_names_the_slowest_of_all() -> None:
    (first, *_) = agenda("--body", "raad-almelo")["adoption"]

    assert [vote["body"] for vote in first["bodies"]] == ["raad-almelo"]
    assert (first["of"], first["slowest"]) == (14, ["raad-rijssen-holten"])


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--body", "raad-almela"], 'no body or group "raad-almela" in this plan. Did you mean "raad-almelo"?'),
        (["--body", "rade"], 'no body or group "rade" in this plan. Did you mean "raden"?'),
        (["--from", "2024-Q2", "--to", "2024-Q1"], "2024-03-31 lies before 2024-04-01"),
        (["--to", "2022-12"], "2022-12-31 lies before 2023-01-09"),
        (["--from", "morgen"], '"morgen" is no date'),
    ],
)
def test_what_cannot_be_asked_for_exits_2_with_a_complaint(arguments: list[str], complaint: str) -> None:
    outcome = roadmap("agenda", NVO, "--lang", "en", *arguments)

    assert (outcome.status, outcome.out) == (2, "")
    assert complaint in outcome.err
    assert arguments[-2] in outcome.err


def test_findings_are_counted_on_standard_error_only() -> None:
    outcome = roadmap("agenda", CORPUS / "no-meetings.yaml", "--lang", "en")

    assert outcome.status == 0
    assert "warning" not in outcome.out
    assert "1 warning" in outcome.err


def test_plan_with_errors_exits_1_and_shows_no_agenda(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    outcome = roadmap("agenda", path)

    assert (outcome.status, outcome.out) == (1, "")
    assert "unknown-predecessor" in outcome.err


def test_json_of_a_plan_with_errors_has_the_format_the_findings_and_empty_lists(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    outcome = roadmap("agenda", path, "--json")

    content = json.loads(outcome.out)
    assert outcome.status == 1
    assert list(content) == HEAD
    assert (content["format"], content["bodies"], content["adoption"]) == ("roadmap.agenda/1", [], [])
    assert [found["code"] for found in content["findings"]] == ["unknown-predecessor"]


def test_json_has_the_keys_of_the_format_in_their_order() -> None:
    assert list(agenda()) == HEAD


@pytest.mark.parametrize("plan", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
@pytest.mark.parametrize("options", [(), ("--json",), ("--from", "1990-01-01", "--lang", "en")], ids=" ".join)
def test_every_sound_plan_has_an_agenda(plan: Path, options: tuple[str, ...]) -> None:
    outcome = roadmap("agenda", plan, "--status-date", "2024-01-08", *options)

    assert outcome.status in {0, 1}
    assert (outcome.out != "") == (outcome.status == 0 or "--json" in options)
