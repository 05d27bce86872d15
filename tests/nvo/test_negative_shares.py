"""A delay that meetings take up in part: the test of negative shares, on the real plan."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.faces import NVO, roadmap, status_of, targets
from tests.nvo.editing import VISION

VISION_SHARES = [
    ("definitief-concept", 6, None),
    ("visie-collegebesluiten", 29, "2023-07-18"),
    ("visie-raadsbesluiten", -22, "2023-09-28"),
]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A copy of the real plan with a baseline that the colleges approved."""
    shutil.copytree(NVO, tmp_path / "nvo")
    roadmap("baseline", tmp_path / "nvo", "start", "--approved-by", "colleges", "--on", "2023-01-24")
    return tmp_path / "nvo"


def slippage(plan: Path, *arguments: str) -> dict[str, Any]:
    """The first entry under targets of `slippage --json`."""
    content = json.loads(roadmap("slippage", plan, "--json", *arguments).out)

    assert content["format"] == "roadmap.slippage/1"
    entry: dict[str, Any] = content["targets"][0]
    return entry


def longer(plan: Path, duration: str) -> None:
    """The final draft of the vision takes so long; its text in the file is edited."""
    path = plan / VISION
    head, name, rest = path.read_text(encoding="utf-8").partition("      definitief-concept:\n")
    path.write_text(head + name + rest.replace("duration: 1w", f"duration: {duration}", 1), encoding="utf-8")


def test_four_working_days_late_cost_the_colleges_a_recess_of_which_the_councils_take_up_most(plan: Path) -> None:
    longer(plan, "9d")
    moved = slippage(plan, "--target", "visie-vastgesteld")

    assert (moved["baseline_forecast"], moved["forecast"]) == ("2023-09-28", "2023-10-11")
    assert [(share["id"], share["days"], share["missed"]) for share in moved["shares"]] == VISION_SHARES
    assert [share["cause"] for share in moved["shares"]] == ["own-duration", "missed-meeting", "wait-shortened"]
    assert moved["shift_days"] == sum(days for _, days, _ in VISION_SHARES) == 13
    assert moved["shares"][1]["gap_days"] == 35


def test_the_vision_thirteen_days_later_leaves_1_1_2025_where_it_is(plan: Path) -> None:
    longer(plan, "9d")
    moved = slippage(plan, "--target", "contractering")

    assert (moved["shift_days"], moved["shares"]) == (0, [])
    assert moved["margin_days"] == moved["baseline_margin_days"] == 21


def test_up_to_4_july_nothing_moves(plan: Path) -> None:
    longer(plan, "8d")

    assert slippage(plan, "--target", "definitief-concept")["forecast"] == "2023-07-04"
    assert slippage(plan, "--target", "visie-vastgesteld")["shift_days"] == 0


def test_reported_as_finished_it_has_the_same_shares_whatever_else_is_not_reported(plan: Path) -> None:
    roadmap("update", plan, "--status-date", "2023-07-06")
    outcome = roadmap("update", plan, "L1-08", "--started", "2023-06-23", "--finished", "2023-07-05")
    moved = slippage(plan, "--target", "L1-11")

    assert outcome.status == 0
    assert [(share["id"], share["days"], share["missed"]) for share in moved["shares"]] == VISION_SHARES


def test_every_face_holds_the_plan_against_the_same_baseline(plan: Path) -> None:
    longer(plan, "9d")
    status = status_of(plan)
    row = next(row for row in status["deliverables"] if row["id"] == "visie-vastgesteld")

    assert status["baseline"] == "start"
    assert (row["baseline_finish"], row["slip"], row["slip_days"]) == ("2023-09-28", 9, 13)
    assert targets(status)["contractering"]["margin_days"] == 21
    assert "start" in roadmap("gantt", plan, "-o", plan / "x.svg").out + roadmap("status", plan).out
