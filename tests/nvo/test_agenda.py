"""The agenda of the real plan: meetings and hand-in days from its lists, and last meetings by trying them out."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.faces import NVO, roadmap, status_of, targets
from tests.nvo.editing import COUNCILS, Edit, edited, without_meetings
from tests.nvo.test_check_figures import BY_COUNCILS, COUNCIL_DATES

LINES = ("1-visie", "2-governance", "3-transformatieplan", "4-inkoop", "5-implementatie")
BY_COLLEGES = {
    "L1-09": "2023-10-17", "L2-08": "2024-04-23", "L2-10": "2024-06-04", "L3-10": "2024-01-16", "L4-08": "2024-04-23",
    "L4-13": "2024-09-10", "L5-06": "2024-10-29",
}  # fmt: skip
FROM_COUNCIL_TO_COUNCIL = timedelta(days=28)
# Days on which a hand-in day would fall and nobody works; 28 days before the meetings of the councils there are more.
DAYS_OFF = {"2023-12-25", "2023-12-26", "2024-01-01", "2024-04-01", "2024-12-25", "2024-12-26"}


@cache
def agenda() -> dict[str, Any]:
    """What `agenda --json` says of the plan as it stands."""
    content: dict[str, Any] = json.loads(roadmap("agenda", NVO, "--json").out)
    return content


@cache
def listed() -> dict[str, list[str]]:
    """The meetings of every council, read off the text of its file."""
    text = (NVO / COUNCILS).read_text(encoding="utf-8").partition("\ngroups:")[0]
    blocks = re.split(r"^  (raad-[a-z-]+):", text, flags=re.MULTILINE)[1:]
    return {name: re.findall(r"\d{4}-\d\d-\d\d", block) for name, block in zip(blocks[::2], blocks[1::2], strict=True)}


def items(body: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """The meeting and the entry of each decision of a body."""
    (row,) = [row for row in agenda()["bodies"] if row["id"] == body]
    return {item["decision"]: (meeting["date"], item) for meeting in row["meetings"] for item in meeting["items"]}


def forecast_holds(plan: Path) -> bool:
    """Whether the contracts still start on 1-1-2025."""
    return bool(targets(status_of(plan))["contractering"]["margin_days"] >= 0)


def hand_in_by_rule(meeting: str) -> str:
    """Four weeks before, or the working day before that."""
    day = date.fromisoformat(meeting) - FROM_COUNCIL_TO_COUNCIL
    while day.isoweekday() > 5 or day.isoformat() in DAYS_OFF:
        day -= timedelta(days=1)
    return day.isoformat()


@pytest.mark.parametrize("council", COUNCIL_DATES)
def test_council_decides_in_its_own_meetings_with_papers_in_four_weeks_before(council: str) -> None:
    assert {name: day for name, (day, _) in items(council).items()} == dict(
        zip(BY_COUNCILS, COUNCIL_DATES[council], strict=True)
    )
    for day, item in items(council).values():
        assert {day, item["last_meeting"]} <= set(listed()[council])
        assert item["hand_in"] == hand_in_by_rule(day)
        assert item["last_hand_in"] == hand_in_by_rule(item["last_meeting"])
        assert item["room"] == listed()[council].index(item["last_meeting"]) - listed()[council].index(day)
        assert item["next_meeting"] == listed()[council][listed()[council].index(day) + 1]


@pytest.mark.parametrize("council", COUNCIL_DATES)
@pytest.mark.parametrize("decision", BY_COUNCILS)
def test_last_meeting_of_a_council_keeps_the_start_and_one_meeting_later_loses_it(
    tmp_path: Path, decision: str, council: str
) -> None:
    planned, item = items(council)[decision]
    days = listed()[council]
    until_last = [day for day in days if planned <= day < item["last_meeting"]]
    just_in_time = (without_meetings(council, until_last[0], until_last[-1]),) if until_last else ()
    too_late = without_meetings(council, planned, item["last_meeting"])

    assert forecast_holds(edited(tmp_path / "in-time", *just_in_time))
    assert not forecast_holds(edited(tmp_path / "too-late", too_late))


@pytest.mark.parametrize("code", BY_COLLEGES)
def test_last_meeting_of_the_colleges_keeps_the_start_and_a_week_later_loses_it(tmp_path: Path, code: str) -> None:
    (item,) = [item for _, item in items("colleges").values() if item["code"] == code]
    week_later = (date.fromisoformat(item["last_meeting"]) + timedelta(days=7)).isoformat()

    assert item["last_meeting"] == BY_COLLEGES[code]
    assert forecast_holds(_fixed(tmp_path / "in-time", code, item["last_meeting"]))
    assert not forecast_holds(_fixed(tmp_path / "too-late", code, week_later))


def test_procurement_strategy_may_wait_for_two_meetings_of_the_colleges() -> None:
    planned, item = items("colleges")["inkoopstrategie-collegebesluiten"]

    assert (planned, item["room"], item["critical"]) == ("2024-04-09", 2, True)
    assert (item["ready"], item["ready_float"], item["hand_in"]) == ("2024-03-22", 2, "2024-03-26")


def test_slowest_council_of_each_decision_is_named() -> None:
    slowest = {row["decision"]: row["slowest"] for row in agenda()["adoption"] if row["decided_by"] == "raden"}

    assert slowest == {
        "visie-raadsbesluiten": ["raad-rijssen-holten"],
        "transformatieplan-raadsbesluiten": ["raad-enschede"],
        "verordening-raadsbesluiten": ["raad-oldenzaal"],
    }


def test_matrix_holds_fourteen_councils_and_the_colleges_as_one() -> None:
    bodies = {row["decision"]: len(row["bodies"]) for row in agenda()["adoption"]}

    assert sorted(bodies.values()) == [1] * len(BY_COLLEGES) + [14] * len(BY_COUNCILS)
    assert [row["id"] for row in agenda()["bodies"]][:2] == ["colleges", "raad-almelo"]


def test_vote_that_was_missed_shows_as_late_from_the_body_that_missed_it(tmp_path: Path) -> None:
    plan = edited(tmp_path, without_meetings("raad-enschede", "2024-01-08", "2024-04-08"))
    (row,) = [
        row
        for row in json.loads(roadmap("agenda", plan, "--json").out)["adoption"]
        if row["decision"] == "transformatieplan-raadsbesluiten"
    ]

    states = {vote["body"]: vote["state"] for vote in row["bodies"]}
    assert row["slowest"] == ["raad-enschede"]
    assert (row["date"], states["raad-enschede"]) == ("2024-05-06", "late")


def _fixed(folder: Path, code: str, day: str) -> Path:
    """The plan with a decision put on a day."""
    (file,) = [
        f"lijnen/{line}.yaml"
        for line in LINES
        if f"code: {code}\n" in (NVO / "lijnen" / f"{line}.yaml").read_text(encoding="utf-8")
    ]
    return edited(folder, Edit(file, f"code: {code}\n", f"code: {code}\n        fixed: {day}\n"))
