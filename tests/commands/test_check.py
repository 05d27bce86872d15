"""`roadmap check`: every finding with its place, and the exit status that follows from them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.faces import NVO, roadmap

HEAD = "roadmap: 1\nlanguage: en\nstatus_date: 2024-06-03\ndeliverables:\n"
NOTE = HEAD + "  a: {duration: 5d}\n"
WARNING = HEAD + "  a: {duration: 5d, due: 2024-06-05}\n"
ERROR = HEAD + "  a: {duration: 5d, after: b}\n"
NOTHING = HEAD + "  a: {milestone: true}\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "status", "strict"),
    [(NOTHING, 0, 0), (NOTE, 0, 0), (WARNING, 0, 1), (ERROR, 1, 1)],
    ids=["nothing", "note", "warning", "error"],
)
def test_exit_status_follows_the_worst_finding(tmp_path: Path, text: str, status: int, strict: int) -> None:
    plan = written(tmp_path, text)

    assert roadmap("check", plan).status == status
    assert roadmap("check", plan, "--strict").status == strict


def test_finding_has_its_place_an_excerpt_and_a_caret(tmp_path: Path) -> None:
    outcome = roadmap("check", written(tmp_path, ERROR))

    place, excerpt, caret, message = outcome.out.splitlines()[:4]
    assert place.endswith("plan.yaml:5:28: error: unknown-predecessor")
    assert excerpt == "   5 |   a: {duration: 5d, after: b}"
    assert caret == "     |                            ^"
    assert message == '"a" follows "b", which is not in this plan.'


def test_plan_without_findings_says_so(tmp_path: Path) -> None:
    outcome = roadmap("check", written(tmp_path, NOTHING))

    assert outcome.out == "No findings.\n"


def test_json_lists_the_findings(tmp_path: Path) -> None:
    content = json.loads(roadmap("check", written(tmp_path, WARNING), "--json").out)

    assert content["format"] == "roadmap.check/1"
    assert [(found["code"], found["line"]) for found in content["findings"]] == [
        ("open-end", 5),
        ("missed-due-date", 5),
    ]


def test_real_plan_has_no_warnings_but_the_one_that_it_waives() -> None:
    outcome = roadmap("check", NVO, "--strict", "--json")

    assert outcome.status == 0
    assert [found["code"] for found in json.loads(outcome.out)["findings"] if found["severity"] != "note"] == [
        "tight-hand-in"
    ]


def test_plan_that_is_not_there_exits_2(tmp_path: Path) -> None:
    assert roadmap("check", tmp_path / "none").status == 2
