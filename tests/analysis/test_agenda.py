"""The agenda's values: what `status` says, seen from the bodies, and what brute force over their meetings finds."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, note, settings

from tests.faces import deliverables, roadmap, status_json
from tests.oracles.naive_calendars import day_of
from tests.oracles.naive_functions import Body
from tests.oracles.naive_plan import Item, read_plan
from tests.oracles.strategies import plans
from tests.scheduling.small_plans import decision, milestone, target, work
from tests.thorough import IS_THOROUGH

EXAMPLES = 120 if IS_THOROUGH else 60
COUNCIL = {"title": "Raad", "hand_in": "14ed", "meetings": ["2024-05-30", "2024-07-04", "2024-09-12", "2024-10-03"]}
SLOW = {"title": "Trage raad", "hand_in": "14ed", "meetings": ["2024-06-20", "2024-09-26"]}
EVER = "1980-01-01"
Row = dict[str, Any]


def agenda_of(plan: Row, *arguments: str) -> Row:
    """What `agenda --json` says of a plan in plain data."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(json.dumps(plan), encoding="utf-8")
        content: Row = json.loads(roadmap("agenda", path, "--json", *arguments).out)
    return content


def small(items: Row, **sections: object) -> Row:
    """A plan in plain data, from Monday 13 May 2024."""
    bodies = {"raad": COUNCIL, "traag": SLOW}
    return {"status_date": "2024-05-13", "bodies": bodies, "deliverables": items, **sections}


def entries(agenda: Row) -> list[tuple[str, Row, Row]]:
    """Every item with its body and its meeting."""
    return [
        (body["id"], meeting, item)
        for body in agenda["bodies"]
        for meeting in body["meetings"]
        for item in meeting["items"]
    ]


def only(agenda: Row) -> Row:
    """The item of an agenda that has one."""
    ((_, _, item),) = entries(agenda)
    return item


def adoption(agenda: Row, decision_id: str) -> Row:
    """How one decision comes together."""
    rows: list[Row] = [row for row in agenda["adoption"] if row["decision"] == decision_id]
    (row,) = rows
    return row


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(plans())
def test_agenda_says_what_status_says_and_counts_meetings_as_brute_force_does(plan: Row) -> None:
    note(json.dumps(plan, indent=1))
    rows = deliverables(status_json(plan))
    agenda = agenda_of(plan, "--from", EVER)
    items = read_plan(plan).items

    asked = {name for name, row in rows.items() if row["kind"] == "decision" and _is_of_one_body(items, name)}
    assert {item["id"] for _, _, item in entries(agenda)} == asked
    for body, meeting, item in entries(agenda):
        _check(rows[item["id"]], meeting, item)
        _check_meetings(items[item["decision"]], items[item["decision"]].bodies[body], meeting["date"], item)
    for row in agenda["adoption"]:
        _check_adoption(row, rows, items[row["decision"]])


def _is_of_one_body(items: dict[str, Item], name: str) -> bool:
    return "@" in name or not items[name].is_group


def _check(row: Row, meeting: Row, item: Row) -> None:
    """One date for one thing, in both outputs."""
    assert meeting["date"] == row["early_finish"]
    assert (item["last_meeting"], item["state"]) == (row["late_finish"], row["state"])
    assert [item[key] for key in ("hand_in", "next_meeting", "cost_of_missing_days")] == [
        row[key] for key in ("hand_in", "next_meeting", "cost_of_missing_days")
    ]
    assert meeting["assumed"] >= row["assumed"]


def _check_meetings(decided: Item, body: Body, day: str | None, item: Row) -> None:
    """The day is a meeting of the body, the hand-in days are those of the meetings, and the room is counted."""
    days = [meeting for meeting, _ in body.meetings]
    if item["state"] == "done" or decided.fixed is not None or day is None:
        return
    planned = day_of(day)
    assert planned in days
    assert item["hand_in"] is None or day_of(item["hand_in"]) == body.hand_in_of(planned, decided.readings)
    if item["last_meeting"] is None:
        assert (item["room"], item["last_hand_in"]) == (None, None)
        return
    last = day_of(item["last_meeting"])
    after, before = (min(planned, last), max(planned, last))
    between = sum(after < meeting <= before for meeting in days)
    assert item["room"] == (between if last >= planned else -between)
    assert day_of(item["last_hand_in"]) == body.hand_in_of(last, decided.readings)


def _check_adoption(row: Row, rows: dict[str, Row], decided: Item) -> None:
    whole = rows[row["decision"]]
    drivers = [driver["id"] for driver in whole["driven_by"] if driver["rule"] == "meeting"]
    assert (row["date"], row["decided"]) == (whole["early_finish"], whole["state"] == "done")
    assert (row["needed"], row["of"]) == (decided.needed, len(decided.bodies))
    assert {vote["body"] for vote in row["bodies"]} == set(decided.bodies)
    assert not drivers or set(drivers) == set(row["slowest"])
    for vote in row["bodies"]:
        if vote["body"] in row["slowest"]:
            assert vote["date"] == row["date"]


def test_worked_case_of_the_council() -> None:
    plan = small({"stukken": work("7d"), "besluit": decision("raad", "stukken")})
    item = only(agenda_of(plan))

    assert (item["ready"], item["ready_float"], item["hand_in"]) == ("2024-05-22", 21, "2024-06-20")
    assert (item["next_meeting"], item["cost_of_missing_days"]) == ("2024-09-12", 70)


def test_last_meeting_and_room_are_those_for_the_target() -> None:
    plan = small(
        {"stukken": work("7d"), "besluit": decision("raad", "stukken"), "klaar": milestone("besluit")},
        targets={"doel": target("klaar", by="2024-09-30")},
    )
    item = only(agenda_of(plan))

    assert (item["last_meeting"], item["last_hand_in"], item["room"]) == ("2024-09-12", "2024-08-29", 1)
    assert item["last_for"] == "doel"


def test_room_is_negative_when_the_planned_meeting_is_too_late() -> None:
    plan = small(
        {"stukken": work("30d"), "besluit": decision("raad", "stukken"), "klaar": milestone("besluit")},
        targets={"doel": target("klaar", by="2024-06-30")},
    )
    item = only(agenda_of(plan))

    assert (item["last_meeting"], item["room"], item["state"]) == ("2024-05-30", -2, "late")


def test_several_decisions_stand_on_one_meeting() -> None:
    plan = small({"a": decision("raad"), "b": decision("raad"), "c": decision("raad", not_before="2024-07-01")})
    meetings = agenda_of(plan)["bodies"][0]["meetings"]

    assert [(row["date"], [item["id"] for item in row["items"]]) for row in meetings] == [
        ("2024-05-30", ["a", "b"]),
        ("2024-09-12", ["c"]),
    ]


def test_what_no_known_meeting_takes_comes_last_without_a_date() -> None:
    plan = small({"a": decision("raad"), "b": decision("raad", not_before="2024-12-01")})
    meetings = agenda_of(plan)["bodies"][0]["meetings"]

    assert [row["date"] for row in meetings] == ["2024-05-30", None]
    assert meetings[1]["items"][0]["hand_in"] is None


def test_slowest_of_a_group_is_the_last_that_it_needs() -> None:
    bodies = {"a": COUNCIL, "b": SLOW, "c": {**SLOW, "meetings": ["2024-09-30"]}}
    groups = {"raden": list(bodies)}
    items = {"alle": decision("raden"), "twee": decision("raden", rule="2 of 3")}
    agenda = agenda_of(small(items, groups=groups) | {"bodies": bodies})

    rows = [adoption(agenda, name) for name in items]
    assert [(row["date"], row["slowest"]) for row in rows] == [("2024-09-30", ["c"]), ("2024-06-20", ["b"])]


def test_body_without_a_meeting_is_the_slowest() -> None:
    bodies = {"a": COUNCIL, "b": {**SLOW, "meetings": ["2024-01-04"]}}
    agenda = agenda_of(small({"besluit": decision("raden")}, groups={"raden": ["a", "b"]}) | {"bodies": bodies})

    row = adoption(agenda, "besluit")
    assert (row["date"], row["slowest"]) == (None, ["b"])


def test_nobody_is_the_slowest_when_there_is_nothing_to_decide_on_yet() -> None:
    groups = {"raden": ["raad", "traag"]}
    items = {"eerst": decision("raad", not_before="2024-12-01"), "besluit": decision("raden", "eerst")}
    row = adoption(agenda_of(small(items, groups=groups)), "besluit")

    assert (row["date"], row["slowest"]) == (None, [])


def test_agreed_day_has_no_slowest_body() -> None:
    groups = {"raden": ["raad", "traag"]}
    row = adoption(agenda_of(small({"besluit": decision("raden", fixed="2024-10-10")}, groups=groups)), "besluit")

    assert (row["date"], row["fixed"], row["slowest"]) == ("2024-10-10", True, [])


def test_decision_that_was_taken_is_in_the_matrix_and_on_an_agenda_from_before_it() -> None:
    groups = {"raden": ["raad", "traag"]}
    plan = small({"besluit": decision("raden", decided={"raad": "2024-05-02"})}, groups=groups)
    agenda = agenda_of(plan)

    assert {body for body, _, _ in entries(agenda)} == {"traag"}
    assert {body for body, _, _ in entries(agenda_of(plan, "--from", "2024-05-02"))} == {"raad", "traag"}
    votes = {vote["body"]: (vote["date"], vote["decided"]) for vote in adoption(agenda, "besluit")["bodies"]}
    assert votes == {"raad": ("2024-05-02", True), "traag": ("2024-06-20", False)}


def test_decision_reported_as_a_whole_is_taken_by_all_and_none_is_the_slowest() -> None:
    groups = {"raden": ["raad", "traag"]}
    plan = small({"besluit": decision("raden", progress={"finished": "2024-05-06"})}, groups=groups)
    row = adoption(agenda_of(plan), "besluit")

    assert entries(agenda_of(plan)) == []
    assert (row["date"], row["decided"], row["slowest"]) == ("2024-05-06", True, [])
    assert {(vote["date"], vote["decided"], vote["state"]) for vote in row["bodies"]} == {("2024-05-06", True, "done")}


def test_assumed_meetings_are_marked_planned_and_last() -> None:
    body = {**COUNCIL, "meetings": ["2024-05-30"], "meets": {"every": "1st thursday"}}
    items = {"stukken": work("7d"), "besluit": decision("raad", "stukken"), "klaar": milestone("besluit")}
    plan = small(items, targets={"doel": target("klaar", by="2024-09-30")}) | {"bodies": {"raad": body}}
    agenda = agenda_of(plan)

    ((_, meeting, item),) = entries(agenda)
    row = adoption(agenda, "besluit")
    assert (meeting["date"], meeting["assumed"]) == ("2024-06-06", True)
    assert (item["last_meeting"], item["last_assumed"]) == ("2024-09-05", True)
    assert (row["assumed"], row["bodies"][0]["assumed"]) == (True, True)
