"""`roadmap baseline`: frozen once, readable, sealed, and what other commands compare with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.faces import Outcome, roadmap, status_of

PLAN = """\
roadmap: 1
id: klein
title: "Plan: 'klein' \\\\ \\"groot\\""
language: en
status_date: 2024-06-03
bodies:
  raad: {title: Raad, hand_in: 7ed, meets: {every: tuesday}}
deliverables:
  concept: {title: "# Concept, één", duration: 2w}
  besluit: {decided_by: raad, after: concept}
  start: {milestone: start, after: besluit}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan in a folder."""
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def approve(plan: Path, name: str, day: str) -> Outcome:
    """Freeze it as approved on a day."""
    return roadmap("baseline", plan, name, "--approved-by", "raad", "--on", day)


def longer(plan: Path) -> None:
    """The work takes three weeks instead of two."""
    (plan / "plan.yaml").write_text(PLAN.replace("2w", "3w"), encoding="utf-8")


def codes(plan: Path) -> set[str]:
    """What the check finds."""
    return {found["code"] for found in json.loads(roadmap("check", plan, "--json").out)["findings"]}


def test_name_that_is_taken_is_refused_and_the_file_stays(plan: Path) -> None:
    first = approve(plan, "start", "2024-06-10")
    content = (plan / "baselines" / "start.yaml").read_bytes()
    longer(plan)
    second = approve(plan, "start", "2024-06-17")

    assert (first.status, second.status) == (0, 2)
    assert "never changed" in second.err
    assert (plan / "baselines" / "start.yaml").read_bytes() == content
    assert [path.name for path in (plan / "baselines").iterdir()] == ["start.yaml"]


def test_items_are_sorted_and_lines_of_the_plan_in_another_order_give_the_same_bytes(plan: Path) -> None:
    roadmap("baseline", plan, "een")
    lines = PLAN.splitlines(keepends=True)
    (plan / "plan.yaml").write_text("".join([*lines[:8], *reversed(lines[8:])]), encoding="utf-8")
    roadmap("baseline", plan, "twee")
    one, other = (
        (plan / "baselines" / f"{name}.yaml").read_text(encoding="utf-8").splitlines() for name in ("een", "twee")
    )

    assert [line for line in one if not line.startswith(("name", "seal"))] == [
        line for line in other if not line.startswith(("name", "seal"))
    ]
    assert [line for line in one if line.startswith("  ") and line[2] != " "] == [
        "  besluit:",
        "  concept:",
        "  start:",
    ]


def test_the_baseline_approved_last_is_compared_with_by_default(plan: Path) -> None:
    approve(plan, "zomer", "2024-06-10")
    roadmap("baseline", plan, "zonder-besluit")
    longer(plan)
    approve(plan, "herfst", "2024-09-10")

    assert status_of(plan)["baseline"] == "herfst"
    assert status_of(plan, "--baseline", "zomer")["baseline"] == "zomer"
    assert {row["id"]: row["slip"] for row in status_of(plan, "--baseline", "zomer")["deliverables"]} == {
        "concept": 5,
        "besluit": 5,
        "start": 5,
    }


def test_changed_value_is_told_but_comments_and_line_ends_are_no_change(plan: Path) -> None:
    approve(plan, "start", "2024-06-10")
    path = plan / "baselines" / "start.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(f"# opmerking\n{text}".replace("\n", "\r\n").encode())
    untouched = codes(plan)
    path.write_text(text.replace("2024-06-14", "2024-06-13"), encoding="utf-8")

    assert "changed-baseline" not in untouched
    assert "changed-baseline" in codes(plan)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kind: work", "kind: werk", "unknown-choice"),
        ("finish: 2024-06-14", "finish: 14-6-2024", "invalid-date"),
        ("status_date: 2024-06-03\n", "", "missing-key"),
        ("items:", "dingen:", "unknown-key"),
        ("duration: 2w", "duration: [2w", "invalid-yaml"),
        ('title: "# Concept, één"', "title: {a: b}", "expected-text"),
    ],
)
def test_fault_in_a_baseline_is_found_at_its_place(plan: Path, old: str, new: str, code: str) -> None:
    approve(plan, "start", "2024-06-10")
    path = plan / "baselines" / "start.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    outcome = roadmap("check", plan, "--json")
    found = [finding for finding in json.loads(outcome.out)["findings"] if finding["code"] == code]

    assert outcome.status == 1
    assert found
    assert found[0]["file"] == "baselines/start.yaml"
    assert found[0]["line"] > 0


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"- a\n", b"a: &x 1\n", b"\x00"])
def test_any_other_content_is_a_finding_and_no_more(plan: Path, content: bytes) -> None:
    (plan / "baselines").mkdir()
    (plan / "baselines" / "start.yaml").write_bytes(content)
    outcome = roadmap("status", plan, "--baseline", "start", "--json")

    assert outcome.status == 1
    assert json.loads(outcome.out)["findings"]


@pytest.mark.parametrize("name", ["../x", "a/b", "Start", "", "a b", "-"])
def test_name_that_is_no_id_is_refused(plan: Path, name: str) -> None:
    assert roadmap("baseline", plan, "--", name).status == 2
    assert not (plan / "baselines").exists()


def test_unknown_baseline_is_a_complaint_with_those_there_are(plan: Path) -> None:
    none = roadmap("status", plan, "--baseline", "x")
    roadmap("baseline", plan, "start")
    some = roadmap("slippage", plan, "--baseline", "strat")
    no_default = roadmap("slippage", plan)

    assert [outcome.status for outcome in (none, some, no_default)] == [2, 2, 2]
    assert "`roadmap baseline PLAN NAME` makes one" in none.err
    assert "There is: start." in some.err
    assert "No baseline of this plan is approved" in no_default.err


def test_approval_is_both_who_and_when_by_a_body_that_is_there(plan: Path) -> None:
    alone = roadmap("baseline", plan, "x", "--approved-by", "raad")
    unknown = roadmap("baseline", plan, "x", "--approved-by", "raat", "--on", "2024-06-10")

    assert (alone.status, unknown.status) == (2, 2)
    assert 'Did you mean "raad"?' in unknown.err
    assert not (plan / "baselines").exists()


def test_plan_with_errors_is_not_frozen(plan: Path) -> None:
    (plan / "plan.yaml").write_text(PLAN.replace("after: concept", "after: concpt"), encoding="utf-8")

    assert roadmap("baseline", plan, "start").status == 1
    assert not (plan / "baselines").exists()
