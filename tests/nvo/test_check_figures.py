"""The check figures of the real plan: the base run, the latest dates for 1-1-2025, and every scenario.

The figures come from a calculation that shares no code with this program (domain facts, 6.3 to 6.5).
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.faces import NVO, deliverables, status_of, targets
from tests.nvo.editing import PLAN, PROCUREMENT, TRANSFORMATION, VISION, Edit, edited, without_meetings

# code: earliest finish, and the days from there to the latest date for 1-1-2025 (None: it does not lead there).
# Where the calculation gave the raw bound and the latest date is a meeting or a working day before it, the raw figure
# stands behind it: a decision is late on its last meeting in time, a milestone on the last working day.
BASE = {
    "L1-01": ("2023-02-10", 95),
    "L1-02": ("2023-03-24", 97),
    "L1-03": ("2023-04-07", 111),
    "L1-04": ("2023-04-07", 111),
    "L1-05": ("2023-04-24", 94),
    "L1-06": ("2023-05-24", 92),
    "L1-07": ("2023-06-22", 91),
    "L1-08": ("2023-06-29", 91),
    "L1-09": ("2023-07-18", 91),  # 92
    "L1-10": ("2023-09-28", 76),  # 77
    "L1-11": ("2023-09-28", 77),
    "L2-01": ("2023-02-24", 243),
    "L2-02": ("2023-03-31", 208),
    "L2-03": ("2023-05-16", 204),
    "L2-04": ("2023-06-22", 200),
    "L2-05": ("2023-08-24", 193),
    "L2-06": ("2023-09-14", 193),
    "L2-07": ("2023-10-12", 180),
    "L2-08": ("2023-10-31", 175),
    "L2-09": ("2023-11-14", None),
    "L2-10": ("2023-12-12", 175),  # 179
    "L2-11": ("2023-11-14", None),
    "L3-01": ("2023-03-31", 69),
    "L3-02": ("2023-06-15", 63),
    "L3-03": ("2023-05-16", 100),
    "L3-04": ("2023-07-27", 63),
    "L3-05": ("2023-07-20", 70),
    "L3-06": ("2023-08-31", 63),
    "L3-07": ("2023-10-12", 63),
    "L3-08": ("2023-09-28", 77),
    "L3-09": ("2023-10-26", 68),
    "L3-10": ("2023-11-14", 63),  # 69
    "L3-11": ("2024-01-08", 80),  # 85
    "L3-12": ("2024-01-08", 85),
    "L4-01": ("2024-02-16", 39),
    "L4-02": ("2024-03-01", 17),
    "L4-03": ("2024-02-16", 46),
    "L4-04": ("2024-02-16", 46),
    "L4-05": ("2024-03-15", 18),
    "L4-06": ("2024-03-15", 40),
    "L4-07": ("2024-03-22", 18),
    "L4-08": ("2024-04-09", 14),  # 15
    "L4-09": ("2024-05-23", 15),  # 16
    "L4-10": ("2024-05-23", 15),  # 16, a Saturday
    "L4-11": ("2024-07-08", 15),
    "L4-12": ("2024-08-12", 15),
    "L4-13": ("2024-08-27", 14),  # 17
    "L4-14": ("2024-09-16", 17),
    "L4-15": ("2024-09-17", 17),  # 19, a Sunday
    "L4-16": ("2024-10-15", 77),
    "L5-00": ("2024-12-11", 20),  # 21, New Year's Day
    "L5-01": ("2024-07-04", 92),  # 94
    "L5-02": ("2024-11-05", 56),
    "L5-03": ("2024-11-12", 49),
    "L5-04": ("2024-12-10", 21),
    "L5-05": ("2024-11-12", 49),
    "L5-06": ("2024-09-24", 35),  # 41
    "L5-07": ("2024-11-25", 24),  # 36
    "L5-08": ("2024-11-12", 49),
    "L5-09": ("2025-01-01", None),
    "L5-10": ("2025-02-26", None),
    "L5-11": ("2025-03-26", None),
    "L5-12": ("2025-06-03", None),
    "L5-13": ("2025-10-24", None),
    "L5-14": ("2025-12-05", None),
}

# Per council: the meetings that adopt the vision, the transformation plan and the by-law.
COUNCIL_DATES = {
    "raad-almelo": ("2023-09-26", "2023-12-19", "2024-10-22"),
    "raad-borne": ("2023-09-12", "2023-12-12", "2024-11-12"),
    "raad-dinkelland": ("2023-09-19", "2023-12-19", "2024-11-19"),
    "raad-enschede": ("2023-09-04", "2024-01-08", "2024-11-04"),
    "raad-haaksbergen": ("2023-09-27", "2023-12-20", "2024-10-23"),
    "raad-hellendoorn": ("2023-09-12", "2023-12-12", "2024-11-12"),
    "raad-hengelo": ("2023-09-13", "2023-12-13", "2024-11-13"),
    "raad-hof-van-twente": ("2023-09-19", "2023-12-19", "2024-11-19"),
    "raad-losser": ("2023-09-26", "2023-12-19", "2024-10-22"),
    "raad-oldenzaal": ("2023-09-25", "2023-12-18", "2024-11-25"),
    "raad-rijssen-holten": ("2023-09-28", "2023-12-21", "2024-10-24"),
    "raad-tubbergen": ("2023-09-20", "2023-12-20", "2024-11-20"),
    "raad-twenterand": ("2023-09-26", "2023-12-19", "2024-10-22"),
    "raad-wierden": ("2023-09-26", "2023-12-19", "2024-10-22"),
}
BY_COUNCILS = ("visie-raadsbesluiten", "transformatieplan-raadsbesluiten", "verordening-raadsbesluiten")
CHAIN = (
    "kostprijsonderzoek",
    "uitwerking-bekostiging",
    "definitieve-inkoopstrategieen",
    "inkoopstrategie-collegebesluiten",
    "aanbestedingsstukken",
    "publicatie",
    "inschrijftermijn",
    "beoordeling",
    "gunningsbesluit",
    "opschortende-termijn",
    "definitieve-gunning",
    "overgang-clienten",
    "gereed-voor-start",
)
LATEST = {
    "visie-vastgesteld": "2023-12-14",
    "transformatieplan-vastgesteld": "2024-04-02",
    "inkoopstrategie-collegebesluiten": "2024-04-23",
    "publicatie": "2024-06-07",
    "inschrijftermijn": "2024-07-23",
    "gunningsbesluit": "2024-09-10",
    "definitieve-gunning": "2024-10-04",
}

PUBLICATION = "[aanbestedingsstukken, mandaatbesluiten-inkoop]"
AWARD = "after: opschortende-termijn +1d"
BEFORE_AWARD = "      definitieve-gunning:\n"
PLAN_ADOPTED = "after: transformatieplan-raadsbesluiten\n"
VISION_FINAL = "        duration: 1w\n        after: advies-adviesraden\n"
COURT_CASE = "      kort-geding:\n        duration: {}ed\n        after: opschortende-termijn\n\n"
APPEAL = "      hoger-beroep:\n        duration: {}ed\n        after: kort-geding\n\n"


@cache
def base() -> dict[str, Any]:
    """The status of the plan as it stands."""
    return status_of(NVO)


def publication_later(days: int) -> tuple[Edit, ...]:
    new = f"[aanbestedingsstukken +{days}ed, mandaatbesluiten-inkoop]"
    return (Edit(PROCUREMENT, PUBLICATION, new),)


def tariff_study_later(days: int) -> tuple[Edit, ...]:
    return (Edit(PROCUREMENT, "after: kostprijsonderzoek\n", f"after: kostprijsonderzoek +{days}ed\n"),)


def court_case(days: int, appeal: int = 0) -> tuple[Edit, ...]:
    inserted = COURT_CASE.format(days) + (APPEAL.format(appeal) if appeal else "")
    last = "hoger-beroep" if appeal else "kort-geding"
    return (
        Edit(PROCUREMENT, BEFORE_AWARD, inserted + BEFORE_AWARD),
        Edit(PROCUREMENT, AWARD, f"after: {last} +1d"),
    )


def transformation_plan_adopted(day: str) -> Edit:
    return Edit(TRANSFORMATION, PLAN_ADOPTED, f"{PLAN_ADOPTED}        not_before: {day}\n")


def vision_final_from(day: str) -> Edit:
    return Edit(VISION, VISION_FINAL, f"{VISION_FINAL}        not_before: {day}\n")


def norm(day: str) -> Edit:
    return Edit(PLAN, "by: 2024-10-01", f"by: {day}")


def by_code(status: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["code"]: row for row in status["deliverables"] if "@" not in row["id"]}


def days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def share_floats(decision: str) -> list[int]:
    rows = [row for name, row in deliverables(base()).items() if name.startswith(f"{decision}@")]
    return sorted(days_between(row["early_finish"], row["late_finish"]) for row in rows)


def test_every_deliverable_has_a_check_figure() -> None:
    assert sorted(by_code(base())) == sorted(BASE)


@pytest.mark.parametrize("code", BASE)
def test_earliest_finish_is_the_check_figure(code: str) -> None:
    assert by_code(base())[code]["early_finish"] == BASE[code][0]


@pytest.mark.parametrize("code", [code for code, (_, room) in BASE.items() if room is not None])
def test_days_to_the_latest_finish_are_the_check_figure(code: str) -> None:
    row = by_code(base())[code]

    assert days_between(row["early_finish"], row["late_finish"]) == BASE[code][1]
    assert row["float_to"]["contractering"] == row["total_float"]


@pytest.mark.parametrize("code", [code for code, (_, room) in BASE.items() if room is None])
def test_what_does_not_lead_to_the_start_has_no_float_to_it(code: str) -> None:
    assert by_code(base())[code]["float_to"] == {"contractering": None, "opgave-7": None}


@pytest.mark.parametrize(
    ("decision", "least", "most"),
    [
        ("visie-raadsbesluiten", 56, 91),
        ("transformatieplan-raadsbesluiten", 56, 98),
        ("verordening-raadsbesluiten", 21, 56),
    ],
)
def test_councils_have_the_room_of_their_own_meetings(decision: str, least: int, most: int) -> None:
    floats = share_floats(decision)

    assert len(floats) == len(COUNCIL_DATES)
    assert (floats[0], floats[-1]) == (least, most)


@pytest.mark.parametrize("council", COUNCIL_DATES)
def test_council_adopts_at_its_own_meetings(council: str) -> None:
    rows = deliverables(base())

    assert tuple(rows[f"{name}@{council}"]["early_finish"] for name in BY_COUNCILS) == COUNCIL_DATES[council]


def test_only_councils_of_the_list_decide() -> None:
    decisions = [name.partition("@")[2] for name in deliverables(base()) if name.startswith("visie-raadsbesluiten@")]

    assert sorted(decisions) == sorted(COUNCIL_DATES)


@pytest.mark.parametrize(
    ("decision", "council"),
    [
        ("visie-raadsbesluiten", "raad-rijssen-holten"),
        ("transformatieplan-raadsbesluiten", "raad-enschede"),
        ("verordening-raadsbesluiten", "raad-oldenzaal"),
    ],
)
def test_last_council_drives_the_date(decision: str, council: str) -> None:
    driven_by = deliverables(base())[decision]["driven_by"]

    assert [driver["id"] for driver in driven_by if driver["rule"] == "meeting"] == [council]


def test_base_run_is_ready_21_days_before_the_start() -> None:
    target = targets(base())["contractering"]

    assert target["forecast"] == "2024-12-11"
    assert (target["margin_days"], target["margin"]) == (21, 13)
    assert target["state"] == "on-track"


def test_one_chain_decides_the_start_and_begins_at_the_not_before() -> None:
    target = targets(base())["contractering"]

    assert tuple(target["critical_path"]) == CHAIN
    assert target["also"] == []
    assert deliverables(base())[CHAIN[0]]["driven_by"] == [{"rule": "not-before", "id": None}]


def test_float_along_the_chain_changes_at_each_meeting() -> None:
    rows = deliverables(base())
    room = [days_between(rows[name]["early_finish"], rows[name]["late_finish"]) for name in CHAIN]

    assert room == [17, 18, 18, 14, 15, 15, 15, 15, 14, 17, 17, 21, 20]
    assert all(rows[name]["critical"] for name in CHAIN)


@pytest.mark.parametrize("name", LATEST)
def test_latest_date_for_the_start_is_the_check_figure(name: str) -> None:
    assert deliverables(base())[name]["late_finish"] == LATEST[name]


def test_vision_is_two_days_before_the_end_of_its_quarter() -> None:
    row = deliverables(base())["visie-vastgesteld"]

    assert days_between(row["early_finish"], row["due"]) == 2


@pytest.mark.parametrize(
    ("edits", "ready", "margin_days", "award"),
    [
        (publication_later(14), "2024-12-25", 7, "2024-10-01"),
        (publication_later(16), "2024-12-25", 7, "2024-10-01"),
        (publication_later(17), "2025-01-04", -3, "2024-10-08"),
        (tariff_study_later(30), "2025-01-11", -10, "2024-10-15"),
        (tariff_study_later(182), "2025-06-17", -167, "2025-03-18"),
        (court_case(34), "2025-01-17", -16, "2024-10-21"),
        (court_case(85), "2025-03-11", -69, "2024-12-11"),
        (court_case(85, appeal=84), "2025-06-03", -153, "2025-03-05"),
    ],
    ids=[
        "publication-14", "publication-16", "publication-17", "tariffs-30", "tariffs-182",
        "court-case-34", "court-case-85", "court-case-85-and-appeal-84",
    ],
)  # fmt: skip
def test_scenario_moves_the_start_and_the_award(
    tmp_path: Path, edits: tuple[Edit, ...], ready: str, margin_days: int, award: str
) -> None:
    status = status_of(edited(tmp_path, *edits))

    target = targets(status)["contractering"]
    assert (target["forecast"], target["margin_days"]) == (ready, margin_days)
    assert target["state"] == ("late" if margin_days < 0 else "at-risk")
    assert deliverables(status)["definitieve-gunning"]["early_finish"] == award


def test_vision_adopted_a_cycle_later_misses_the_quarter_but_not_the_start(tmp_path: Path) -> None:
    later = without_meetings("raad-rijssen-holten", "2023-09-28", "2023-09-28")
    status = status_of(edited(tmp_path, later))

    rows = deliverables(status)
    assert rows["visie-raadsbesluiten@raad-rijssen-holten"]["early_finish"] == "2023-10-19"
    assert rows["visie-vastgesteld"]["early_finish"] == "2023-10-19"
    assert rows["visie-vastgesteld"]["state"] == "late"
    assert "missed-due-date" in {finding["code"] for finding in status["findings"]}
    assert targets(status)["contractering"]["margin_days"] == 21
    assert rows["definitieve-gunning"]["early_finish"] == "2024-09-17"


def test_transformation_plan_adopted_on_9_april_loses_the_start(tmp_path: Path) -> None:
    later = without_meetings("raad-borne", "2023-12-12", "2024-03-12")
    status = status_of(edited(tmp_path, later))

    rows = deliverables(status)
    assert rows["transformatieplan-raadsbesluiten@raad-borne"]["early_finish"] == "2024-04-09"
    assert rows["transformatieplan-vastgesteld"]["early_finish"] == "2024-04-09"
    assert targets(status)["contractering"]["forecast"] == "2025-01-04"
    assert targets(status)["contractering"]["margin_days"] == -3
    assert rows["definitieve-gunning"]["early_finish"] == "2024-10-08"


@pytest.mark.parametrize(
    ("day", "margin_days", "state"),
    [
        ("2024-11-01", 45, "on-track"),
        ("2024-10-01", 14, "on-track"),
        ("2024-09-01", -16, "late"),
        ("2024-07-01", -78, "late"),
    ],
    ids=["2-months", "3-months", "4-months", "6-months"],
)
def test_norm_between_award_and_start_holds_up_to_three_months(
    tmp_path: Path, day: str, margin_days: int, state: str
) -> None:
    target = targets(status_of(edited(tmp_path, norm(day))))["opgave-7"]

    assert (target["margin_days"], target["state"]) == (margin_days, state)


@pytest.mark.parametrize(("day", "drives"), [("2024-03-14", False), ("2024-03-15", True), ("2024-03-18", True)])
def test_transformation_plan_drives_procurement_from_15_march(tmp_path: Path, day: str, *, drives: bool) -> None:
    status = status_of(edited(tmp_path, transformation_plan_adopted(day)))

    driven_by = deliverables(status)["definitieve-inkoopstrategieen"]["driven_by"]
    assert ({"rule": "predecessor", "id": "transformatieplan-vastgesteld"} in driven_by) is drives
    assert deliverables(status)["transformatieplan-vastgesteld"]["critical"] is drives


@pytest.mark.parametrize(
    ("day", "forecast"),
    [
        ("2024-03-19", "2024-12-11"),
        ("2024-03-20", "2024-12-18"),
        ("2024-04-02", "2024-12-25"),
        ("2024-04-03", "2025-01-04"),
    ],
)
def test_transformation_plan_moves_the_start_after_19_march_and_loses_it_after_2_april(
    tmp_path: Path, day: str, forecast: str
) -> None:
    status = status_of(edited(tmp_path, transformation_plan_adopted(day)))

    assert targets(status)["contractering"]["forecast"] == forecast


@pytest.mark.parametrize(
    ("start", "handed_in", "adopted"),
    [("2023-06-28", "2023-07-04", "2023-09-28"), ("2023-06-29", "2023-07-05", "2023-10-11")],
)
def test_vision_handed_in_by_4_july_is_adopted_in_september(
    tmp_path: Path, start: str, handed_in: str, adopted: str
) -> None:
    rows = deliverables(status_of(edited(tmp_path, vision_final_from(start))))

    assert rows["definitief-concept"]["early_finish"] == handed_in
    assert rows["visie-vastgesteld"]["early_finish"] == adopted


def test_one_week_of_slip_costs_the_vision_a_quarter_and_the_start_nothing(tmp_path: Path) -> None:
    longer = Edit(VISION, VISION_FINAL, VISION_FINAL.replace("1w", "2w"))
    status = status_of(edited(tmp_path, longer))

    rows = deliverables(status)
    assert rows["visie-collegebesluiten"]["early_finish"] == "2023-08-22"
    assert rows["visie-vastgesteld"]["early_finish"] == "2023-10-11"
    assert rows["visie-vastgesteld"]["state"] == "late"
    assert targets(status)["contractering"]["forecast"] == "2024-12-11"


def test_edit_of_a_span_that_is_not_there_exactly_once_fails(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="occurs 0 times"):
        edited(tmp_path, Edit(PLAN, "no such text", ""))
