"""How deliverables become activities: shares of bodies, agreed days, workstreams, and what is ready when."""

from __future__ import annotations

import pytest

from tests.scheduling.small_plans import Status, decision, milestone, status_of_plan, target, term, work

COUNCIL = {"raad": {"hand_in": "14ed", "meetings": ["2024-05-30", "2024-07-04", "2024-09-12"]}}
BODIES = {
    "north": {"meetings": ["2024-06-20", "2024-09-19"]},
    "south": {"meetings": ["2024-06-13", "2024-06-27"]},
    "west": {"hand_in": "7ed", "meetings": ["2024-07-04", "2024-09-12"]},
}
GROUPS = {"councils": ["north", "south", "west"]}


def vote(rule: str | None = None, *, by: str = "2024-07-10", paper: str = "5d") -> Status:
    """A paper, the vote of three councils on it, and a target on its outcome."""
    voting = decision("councils", "paper", **({"rule": rule} if rule else {}))
    items = {"paper": work(paper), "vote": voting, "end": milestone("vote")}
    return status_of_plan(items, bodies=BODIES, groups=GROUPS, targets={"t": target("end", by=by)})


def test_group_that_must_all_agree_decides_with_the_last_body() -> None:
    status = vote()

    assert status["vote"]["early_finish"] == "2024-07-04"
    assert status.drivers("vote") == [("predecessor", "paper"), ("meeting", "west")]
    assert [status[f"vote@{body}"]["early_finish"] for body in BODIES] == ["2024-06-20", "2024-06-13", "2024-07-04"]


def test_all_of_a_group_is_the_default_rule() -> None:
    assert vote("all").rows == vote().rows == vote("3 of 3").rows


@pytest.mark.parametrize(
    ("rule", "day", "body"), [("1 of 3", "2024-06-13", "south"), ("2 of 3", "2024-06-20", "north")]
)
def test_group_decides_with_the_nth_body(rule: str, day: str, body: str) -> None:
    status = vote(rule)

    assert status["vote"]["early_finish"] == day
    assert ("meeting", body) in status.drivers("vote")
    assert status[f"vote@{body}"]["critical"]
    assert not status["vote@west"]["critical"]


@pytest.mark.parametrize(
    ("rule", "late", "preparation"),
    [
        ("3 of 3", "2024-07-04", "2024-06-20"),
        ("2 of 3", "2024-07-04", "2024-06-27"),
        ("1 of 3", "2024-06-27", "2024-06-27"),
    ],
)
def test_preparation_is_late_on_the_nth_latest_hand_in_day(rule: str, late: str, preparation: str) -> None:
    status = vote(rule)

    assert status["paper"]["late_finish"] == preparation
    assert status["vote"]["late_finish"] == late


def test_councils_that_may_be_eight_of_fourteen_need_not_wait_for_the_last() -> None:
    bodies = {f"raad-{number:02}": {"meetings": [f"2024-06-{number + 3:02}"]} for number in range(14)}
    groups = {"raden": list(bodies)}
    items = {"all": decision("raden"), "most": decision("raden", rule="8 of 14")}
    status = status_of_plan(items, bodies=bodies, groups=groups)

    assert status["all"]["early_finish"] == "2024-06-16"
    assert status["most"]["early_finish"] == "2024-06-10"


def test_shares_are_late_at_their_last_meeting_up_to_the_bound_of_the_group() -> None:
    status = vote(by="2024-09-15")

    assert [status[f"vote@{body}"]["late_finish"] for body in BODIES] == ["2024-06-20", "2024-06-27", "2024-09-12"]
    assert (status["vote"]["late_finish"], status["paper"]["late_finish"]) == ("2024-07-04", "2024-06-20")


def test_missing_the_meeting_of_a_group_costs_the_days_to_its_next_date() -> None:
    row = vote(paper="5d")["vote"]

    assert (row["hand_in"], row["next_meeting"], row["cost_of_missing_days"]) == ("2024-06-20", "2024-09-19", 77)


def test_link_may_wait_for_one_body_of_a_group() -> None:
    items = {"vote": decision("councils"), "local": work("1d", "vote@south"), "all": work("1d", "vote")}
    status = status_of_plan(items, bodies=BODIES, groups=GROUPS)

    assert status["local"]["early_start"] == "2024-06-14"
    assert status.drivers("local") == [("predecessor", "vote@south")]
    assert status["all"]["early_start"] == "2024-07-05"


def test_group_is_done_when_enough_of_its_members_have_decided() -> None:
    taken = {"south": "2024-05-16", "west": "2024-05-23"}
    items = {
        "two": decision("councils", rule="2 of 3", decided=taken),
        "three": decision("councils", decided=taken),
    }
    status = status_of_plan(items, bodies=BODIES, groups=GROUPS)

    assert (status["two"]["state"], status["two"]["actual_finish"]) == ("done", "2024-05-23")
    assert (status["three"]["state"], status["three"]["early_finish"]) == ("not-started", "2024-06-20")
    assert status["three@south"]["actual_finish"] == "2024-05-16"


@pytest.mark.parametrize(("readings", "day"), [(1, "2024-06-11"), (2, "2024-06-18"), (6, "2024-07-23")])
def test_readings_take_so_many_meetings(readings: int, day: str) -> None:
    body = {"colleges": {"hand_in": "7ed", "meets": {"every": "tuesday"}, "recess": ["2024-07-10..2024-07-17"]}}
    status = status_of_plan({"vote": decision("colleges", readings=readings)}, bodies=body)

    assert status["vote"]["early_finish"] == day
    assert status["vote"]["hand_in"] == "2024-06-04"


def test_late_hand_in_day_lies_readings_minus_one_meetings_before_the_last_in_time() -> None:
    body = {"colleges": {"hand_in": "7ed", "meets": {"every": "tuesday"}}}
    items = {"paper": work("1d"), "vote": decision("colleges", "paper", readings=2), "end": milestone("vote")}
    status = status_of_plan(items, bodies=body, targets={"t": target("end", by="2024-07-01")})

    assert status["vote"]["late_finish"] == "2024-06-25"
    assert status["paper"]["late_finish"] == "2024-06-11"


@pytest.mark.parametrize("link", ["paper FF", "paper SF"])
def test_finish_link_onto_a_group_is_refused(link: str) -> None:
    status = status_of_plan({"paper": work("1d"), "vote": decision("councils", link)}, bodies=BODIES, groups=GROUPS)

    assert status.codes() == ["finish-link-to-group"]
    assert status.rows == {}


def fixed_vote(day: str, *, paper: str = "5d") -> Status:
    items = {
        "paper": work(paper),
        "vote": decision("raad", "paper", fixed=day),
        "next": work("5d", "vote"),
        "end": milestone("next"),
    }
    return status_of_plan(items, bodies=COUNCIL, targets={"t": target("end", by="2024-12-20")})


def test_fixed_decision_holds_its_day_and_binds_what_comes_before() -> None:
    status = fixed_vote("2024-09-12")

    assert status["vote"]["early_finish"] == status["vote"]["late_finish"] == "2024-09-12"
    assert status.drivers("vote") == [("fixed", None)]
    assert status["vote"]["hand_in"] == status["paper"]["late_finish"] == "2024-08-29"
    assert status["next"]["early_start"] == "2024-09-13"
    assert status.targets["t"]["critical_path"] == ["vote", "next", "end"]
    assert status.codes() == []


def test_fixed_day_off_the_list_has_its_hand_in_day_by_the_rule_of_the_body() -> None:
    status = fixed_vote("2024-07-10")

    assert status["vote"]["early_finish"] == "2024-07-10"
    assert status["vote"]["hand_in"] == status["paper"]["late_finish"] == "2024-06-26"
    assert status.codes() == []


def test_fixed_day_off_the_list_stands_also_when_the_list_has_later_meetings_only() -> None:
    body = {"raad": {"hand_in": "14ed", "meetings": ["2024-09-12"]}}
    status = status_of_plan({"paper": work("5d"), "vote": decision("raad", "paper", fixed="2024-07-10")}, bodies=body)

    assert status["vote"]["early_finish"] == "2024-07-10"
    assert status.codes() == []


def test_logic_that_breaks_a_fixed_day_is_a_finding_with_the_days_and_the_day_holds() -> None:
    status = fixed_vote("2024-07-04", paper="15d")

    assert status["paper"]["early_finish"] == "2024-06-21"
    assert status["vote"]["early_finish"] == "2024-07-04"
    assert status["paper"]["float_to"] == {"t": -1}
    assert "70 days later" in status.finding("broken-fixed-date")["message"]


def test_fixed_day_is_broken_also_when_no_later_meeting_is_known() -> None:
    status = fixed_vote("2024-09-12", paper="70d")

    assert status["paper"]["early_finish"] == "2024-09-06"
    assert status["vote"]["early_finish"] == "2024-09-12"
    assert "broken-fixed-date" in status.codes()


def test_fixed_day_that_is_past_is_a_finding() -> None:
    status = status_of_plan({"vote": decision("raad", fixed="2024-05-30")}, bodies=COUNCIL)

    assert "fixed-date-is-past" in status.codes()
    assert status["vote"]["early_finish"] == "2024-05-30"


@pytest.mark.parametrize(("kind", "days"), [("finish", 1), ("start", 2)])
def test_fixed_milestone_holds_its_day_at_its_own_end(kind: str, days: int) -> None:
    items = {"a": work("5d"), "m": milestone("a", kind=kind, fixed="2024-06-06"), "b": work("1d", "m")}
    status = status_of_plan(items)

    assert status["m"]["early_finish"] == "2024-06-06"
    assert status["b"]["early_start"] == ("2024-06-06" if kind == "start" else "2024-06-07")
    assert status["a"]["late_finish"] == ("2024-06-05" if kind == "start" else "2024-06-06")
    assert f"{days} day" in status.finding("broken-fixed-date")["message"]


@pytest.mark.parametrize("link", ["a", "a FF"])
def test_broken_fixed_milestone_tells_all_the_days_whatever_the_link(link: str) -> None:
    status = status_of_plan({"a": work("10d"), "m": milestone(link, fixed="2024-06-04")})

    assert "10 days later" in status.finding("broken-fixed-date")["message"]


def test_late_date_of_a_fixed_decision_is_never_after_its_day() -> None:
    bodies = {**COUNCIL, "late": {"hand_in": "7ed", "meetings": ["2024-09-12"]}}
    items = {
        "paper": work("5d"),
        "vote": decision("both", "paper", fixed="2024-07-10"),
        "local": work("5d", "vote@raad"),
        "end": milestone("local"),
    }
    status = status_of_plan(
        items, bodies=bodies, groups={"both": list(bodies)}, targets={"t": target("end", by="2024-07-18")}
    )

    assert status["vote"]["early_finish"] == "2024-07-10"
    assert status["vote"]["late_finish"] <= "2024-07-10"


def test_what_has_nothing_before_it_is_ready_on_the_status_date() -> None:
    items = {
        "work": work("1d"),
        "finish": milestone(),
        "start": milestone(kind="start"),
        "vote": decision("weekly"),
    }
    status = status_of_plan(items, bodies={"weekly": {"meets": {"every": "monday"}}})

    assert {name: status[name]["early_finish"] for name in items} == dict.fromkeys(items, "2024-06-03")


def test_status_date_binds_work_only() -> None:
    items = {
        "old": milestone(not_before="2024-05-01"),
        "wait": term("standstill", "old"),
        "work": work("1d", "old"),
    }
    status = status_of_plan(items)

    assert status["old"]["early_finish"] == "2024-05-01"
    assert status.dates("wait") == ("2024-05-02", "2024-05-21")
    assert status.dates("work") == ("2024-06-03", "2024-06-03")


def test_term_shorter_than_its_rule_is_a_finding_and_a_longer_one_not() -> None:
    items = {
        "event": milestone(),
        "short": term("standstill", "event", duration="19ed"),
        "same": term("standstill", "event", duration="20ed"),
        "long": term("standstill", "event", duration="25ed"),
    }
    status = status_of_plan(items)

    assert status.codes() == ["short-term"]
    assert status["long"]["early_finish"] == "2024-06-28"


@pytest.mark.parametrize(("sent", "closing", "is_short"), [
    ("2024-06-28", "2024-07-08", False),
    ("2024-06-29", "2024-07-08", True),
    ("2024-06-28", "2024-07-09", False),
    ("2024-06-29", "2024-07-09", True),
])  # fmt: skip
def test_period_counted_back_ends_earlier_on_a_day_off_and_moves_nothing(
    sent: str, closing: str, *, is_short: bool
) -> None:
    note = milestone(not_before=sent, at_least="10ed", before="closing")
    status = status_of_plan({"note": note, "closing": milestone(not_before=closing)})

    assert ("short-period-before" in status.codes()) is is_short
    assert (status["note"]["early_finish"], status["closing"]["early_finish"]) == (sent, closing)
