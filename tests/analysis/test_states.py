"""Slip in the states: more than ten working days since the baseline is a risk, and every face says so alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.faces import deliverables, roadmap, status_of

PLAN = """\
id: klein
title: Klein
language: en
status_date: 2024-06-03
bodies: {raad: {meets: {every: tuesday}}}
deliverables:
  a: {title: Aanpak, duration: 20d}
  rest: {title: Rest, duration: 30ed}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan with an approved baseline."""
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    roadmap("baseline", tmp_path, "start", "--approved-by", "raad", "--on", "2024-06-04")
    return tmp_path


def longer(plan: Path, duration: str, more: str = "") -> None:
    text = PLAN.replace("duration: 20d", f"duration: {duration}{more}")
    (plan / "plan.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("duration", "slip", "state"),
    [("30d", 10, "not-started"), ("31d", 11, "at-risk"), ("5d", -15, "not-started"), ("60d", 40, "at-risk")],
)
def test_slip_of_more_than_ten_working_days_is_a_risk(plan: Path, duration: str, slip: int, state: str) -> None:
    longer(plan, duration)
    row = deliverables(status_of(plan))["a"]

    assert (row["slip"], row["state"]) == (slip, state)
    assert deliverables(status_of(plan))["rest"]["state"] == "not-started"


def test_slip_is_counted_in_days_of_its_own_calendar(plan: Path) -> None:
    path = plan / "plan.yaml"
    path.write_text(PLAN.replace("30ed", "44ed"), encoding="utf-8")
    row = deliverables(status_of(plan))["rest"]

    assert (row["slip"], row["slip_days"], row["state"]) == (10, 14, "not-started")


def test_limit_of_slip_is_a_setting(plan: Path) -> None:
    longer(plan, "31d", "}\n  x: {duration: 1d")
    path = plan / "plan.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "settings: {slip: 3w}\n", encoding="utf-8")

    assert deliverables(status_of(plan))["a"]["state"] == "not-started"


def test_what_is_done_late_is_done(plan: Path) -> None:
    report = ", progress: {started: 2024-06-03, finished: 2024-08-02}"
    longer(plan, "20d", report)
    row = deliverables(status_of(plan, "--status-date", "2024-08-05"))["a"]

    assert (row["slip"], row["state"]) == (25, "done")


def test_without_a_baseline_nothing_slips(plan: Path) -> None:
    longer(plan, "60d")
    (plan / "baselines" / "start.yaml").unlink()
    row = deliverables(status_of(plan))["a"]

    assert (row["slip"], row["slip_days"], row["baseline_finish"], row["state"]) == (None, None, None, "not-started")
    assert "slip" not in roadmap("status", plan).out


def test_baseline_that_is_asked_for_decides_the_state_in_every_face(plan: Path) -> None:
    longer(plan, "31d")
    roadmap("baseline", plan, "tweede")
    out = plan / "uit"
    for arguments, state, word in (((), "at-risk", "at risk"), (("--baseline", "tweede"), "not-started", "planned")):
        summary = roadmap("build", plan, "-o", out, *arguments).out
        built = json.loads((out / "status.json").read_text(encoding="utf-8"))
        moved = json.loads(roadmap("slippage", plan, "--json", *arguments).out)

        assert deliverables(built)["a"]["state"] == deliverables(status_of(plan, *arguments))["a"]["state"] == state
        assert {row["id"]: row["state"] for row in moved["items"]}["a"] == state
        assert word in next(line for line in roadmap("status", plan, *arguments).out.splitlines() if "Aanpak" in line)
        assert word in " ".join(roadmap("explain", plan, "a", *arguments).out.split())
        assert ("▲ at risk   Aanpak" in summary) is (state == "at-risk")
