"""The cases that naive planners get wrong, by their numbers in the definitions; and the worked case of a council."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.scheduling.small_plans import (
    Written,
    decision,
    milestone,
    status_of_plan,
    target,
    term,
    work,
)

COUNCIL = {"raad": {"hand_in": "14ed", "meetings": ["2024-05-30", "2024-07-04", "2024-09-12"]}}


def test_worked_case_paper_ready_in_may_is_decided_in_july() -> None:
    items = {"paper": work("5d", not_before="2024-05-14"), "vote": decision("raad", "paper"), "end": milestone("vote")}
    status = status_of_plan(
        items, status_date="2024-05-01", bodies=COUNCIL, targets={"t": target("end", by="2024-08-30")}
    )

    vote = status["vote"]
    assert status.dates("paper") == ("2024-05-14", "2024-05-21")
    assert (vote["hand_in"], vote["early_finish"], vote["next_meeting"]) == ("2024-06-20", "2024-07-04", "2024-09-12")
    assert (vote["cost_of_missing_days"], vote["waited_days"]) == (70, 44)
    assert status["paper"]["total_float"] == status["paper"]["free_float"] == 22
    assert (status["paper"]["late_finish"], vote["late_finish"]) == ("2024-06-20", "2024-07-04")


def test_worked_case_one_day_after_the_hand_in_day_costs_a_meeting() -> None:
    ready = {day: {"vote": decision("raad", not_before=day)} for day in ("2024-06-20", "2024-06-21")}
    votes = {day: status_of_plan(items, status_date="2024-05-01", bodies=COUNCIL) for day, items in ready.items()}

    assert votes["2024-06-20"]["vote"]["early_finish"] == "2024-07-04"
    assert votes["2024-06-21"]["vote"]["early_finish"] == "2024-09-12"


def test_e01_milestones_are_instants_and_push_nothing() -> None:
    items = {"a": work("1w"), "m": milestone("a"), "n": milestone("m", kind="start"), "b": work("1d", "n")}
    status = status_of_plan(items)

    assert status.dates("m") == ("2024-06-07", "2024-06-07")
    assert status.dates("n") == ("2024-06-08", "2024-06-08")
    assert status.dates("b") == ("2024-06-10", "2024-06-10")


def test_e02_friday_evening_and_monday_morning_are_one_moment() -> None:
    items = {"a": work("5d"), "b": work("5d", "a"), "end": milestone("b")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-14")})

    assert status.dates("b") == ("2024-06-10", "2024-06-14")
    assert (status["a"]["total_float"], status["a"]["free_float"]) == (0, 0)
    assert status.targets["t"]["margin"] == 0


def test_e03_target_on_a_holiday_is_not_moved() -> None:
    items = {"a": work("3d", not_before="2024-12-29"), "ready": milestone("a", kind="start")}
    status = status_of_plan(items, status_date="2024-12-02", targets={"t": target("ready", per="2025-01-01")})

    assert status.dates("a") == ("2024-12-30", "2025-01-02")
    assert status.targets["t"]["per"] == "2025-01-01"
    assert (status.targets["t"]["margin_days"], status.targets["t"]["margin"]) == (-2, -1)
    assert status["ready"]["late_finish"] == "2024-12-31"


def test_e03_not_before_a_sunday_moves_work_to_monday_and_a_milestone_not() -> None:
    items = {
        "a": work("1d", not_before="2024-06-09"),
        "m": milestone(not_before="2024-06-09"),
        "n": milestone(not_before="2024-06-09", kind="start"),
    }
    status = status_of_plan(items)

    assert status.dates("a") == ("2024-06-10", "2024-06-10")
    assert status["m"]["early_finish"] == status["n"]["early_finish"] == "2024-06-09"


@pytest.mark.parametrize(
    ("closed", "worked"),
    [
        ("2024-06-05", ["2024-06-03", "2024-06-04", "2024-06-06", "2024-06-07", "2024-06-10"]),
        ("2024-06-05..2024-06-05", ["2024-06-03", "2024-06-04", "2024-06-06", "2024-06-07", "2024-06-10"]),
        ("2024-06-04..2024-06-06", ["2024-06-03", "2024-06-07", "2024-06-10", "2024-06-11", "2024-06-12"]),
    ],
)
def test_e04_range_of_days_off_takes_both_its_ends_and_no_neighbour(closed: str, worked: list[str]) -> None:
    days = {f"d{number}": work("1d", *([f"d{number - 1}"] if number else [])) for number in range(5)}
    status = status_of_plan(days, calendar="own", calendars={"own": {"holidays": "none", "closed": [closed]}})

    assert [status[name]["early_finish"] for name in days] == worked


@pytest.mark.parametrize(
    ("ready", "meeting"),
    [("2024-07-02", "2024-07-02"), ("2024-07-03", "2024-07-30"), ("2024-07-30", "2024-07-30")],
)
def test_e04_recess_takes_the_meetings_on_both_its_ends_and_no_neighbour(ready: str, meeting: str) -> None:
    body = {"meets": {"every": "tuesday"}, "recess": ["2024-07-09..2024-07-23"]}
    status = status_of_plan({"vote": decision("raad", not_before=ready)}, bodies={"raad": body})

    assert status["vote"]["early_finish"] == meeting


def test_e05_elapsed_lag_that_ends_on_a_day_off_snaps_forward_and_back() -> None:
    items = {"a": work("4d"), "b": work("1d", "a +2ed"), "end": milestone("b")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-10")})

    assert status.dates("a") == ("2024-06-03", "2024-06-06")
    assert status.dates("b") == ("2024-06-10", "2024-06-10")
    assert status.late("a") == ("2024-06-04", "2024-06-07")
    assert status["a"]["free_float"] == 1


def test_e05_lead_begins_with_the_nth_working_day_back_and_is_mirrored() -> None:
    items = {"a": work("5d"), "b": work("2d", "a -2d"), "end": milestone("a", "b")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-11")})

    assert status.dates("b") == ("2024-06-06", "2024-06-07")
    assert status.late("b") == ("2024-06-10", "2024-06-11")
    assert status.late("a") == ("2024-06-05", "2024-06-11")
    assert status["a"]["free_float"] == 0


def test_e05_lag_of_working_days_ends_with_the_nth_working_day() -> None:
    items = {"a": work("4d"), "m": milestone("a +1d"), "n": milestone("a +2d"), "b": work("1d", "a +2d")}
    status = status_of_plan(items)

    assert status["m"]["early_finish"] == "2024-06-07"
    assert status["n"]["early_finish"] == "2024-06-10"
    assert status.dates("b") == ("2024-06-11", "2024-06-11")


@pytest.mark.parametrize("lead", ["-10d", "-10ed", "-4w"])
def test_e06_lead_does_not_bring_work_before_the_status_date(lead: str) -> None:
    status = status_of_plan({"a": work("2d"), "b": work("2d", f"a {lead}")})

    assert status.dates("b") == ("2024-06-03", "2024-06-04")
    assert status.drivers("b") == [("status-date", None)]


@pytest.mark.parametrize("after", [("a", "a SS+8d"), ("a SS+8d", "a")])
def test_e08_of_two_links_between_one_pair_the_strongest_binds(after: tuple[str, ...]) -> None:
    status = status_of_plan({"a": work("2d"), "b": work("2d", *after)})

    assert status["b"]["early_start"] == "2024-06-13"


@pytest.mark.parametrize("after", [("line", "a"), ("a", "line"), ("line",)])
def test_e09_link_on_a_workstream_and_on_its_member_counts_once(after: tuple[str, ...]) -> None:
    items = {"a": work("5d", workstream="line"), "b": work("3d", workstream="line"), "c": work("1d", *after)}
    status = status_of_plan(items, workstreams={"line": {}})

    assert status["c"]["early_start"] == "2024-06-10"
    assert status.drivers("c") == [("predecessor", "a")]
    assert status.codes() == []


def test_e09_link_of_a_workstream_binds_each_of_its_deliverables() -> None:
    items = {"a": work("5d"), "b": work("1d", workstream="line"), "c": work("2d", workstream="line")}
    status = status_of_plan(items, workstreams={"line": {"after": "a"}})

    assert status["b"]["early_start"] == status["c"]["early_start"] == "2024-06-10"


def test_e09_link_to_an_empty_workstream_is_a_warning() -> None:
    status = status_of_plan({"a": work("5d", "line")}, workstreams={"line": {}})

    assert status["a"]["early_start"] == "2024-06-03"
    assert status.finding("empty-workstream")["severity"] == "warning"


def test_e10_dangling_start_and_finish_are_findings() -> None:
    items = {"a": work("2d"), "b": work("5d", "a FF"), "c": work("3d", "b SS"), "end": milestone("c")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-07-01")})

    assert sorted(status.codes()) == ["dangling-finish", "dangling-start"]


def test_e10_a_second_link_or_a_not_before_ties_the_end_down() -> None:
    items = {"a": work("2d"), "b": work("5d", "a FF", not_before="2024-06-04"), "c": work("3d", "b SS", "b FF", "a")}
    status = status_of_plan({**items, "end": milestone("c")}, targets={"t": target("end", by="2024-07-01")})

    assert status.codes() == []


def test_e11_open_end_is_a_finding_and_has_no_float_to_the_target() -> None:
    items = {"a": work("2d"), "loose": work("2d", "a"), "end": milestone("a"), "far": work("50d")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-07")})

    assert status["loose"]["float_to"] == {"t": None}
    assert status["a"]["float_to"] == {"t": 3}
    assert [finding["code"] for finding in status.findings] == ["open-end", "open-end"]
    assert not status["loose"]["critical"]


def test_e12_critical_path_begins_at_the_constraint_and_names_it() -> None:
    items = {"a": work("2d"), "b": work("2d", "a", not_before="2024-07-01"), "end": milestone("b")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-07-05")})

    assert status.targets["t"]["critical_path"] == ["b", "end"]
    assert status.drivers("b") == [("not-before", None)]
    assert not status["a"]["critical"]


def test_e13_due_date_after_the_forecast_leaves_a_margin() -> None:
    status = status_of_plan({"a": work("2d", due="2024-06-14"), "b": work("2d", "a", due="2024-06-07")})

    assert (status["a"]["due_margin"], status["a"]["due_float"], status["a"]["due_of"]) == (8, 1, "b")
    assert (status["b"]["due_margin"], status["b"]["due_float"], status["b"]["due_of"]) == (1, 1, "b")
    assert status.dates("b") == ("2024-06-05", "2024-06-06")


def test_e14_each_target_has_its_own_float() -> None:
    items = {"a": work("2d"), "first": milestone("a"), "b": work("2d", "a"), "last": milestone("b")}
    goals = {
        "aim": target("first", by="2024-06-04", kind="aim"),
        "fatal": target("last", by="2024-06-14"),
        "later": target("last", by="2024-06-28"),
    }
    status = status_of_plan(items, targets=goals)

    assert status["a"]["float_to"] == {"aim": 0, "fatal": 6, "later": 16}
    assert status["a"]["total_float"] == 6
    assert status["first"]["float_to"] == {"aim": 0, "fatal": None, "later": None}
    assert status["first"]["total_float"] == 0


def test_e15_longest_path_over_several_calendars_is_the_driving_chain() -> None:
    items = {
        "a": work("5d"),
        "mondays": work("5d", "a", calendar="mondays"),
        "daily": work("20d", "a"),
        "end": milestone("mondays", "daily"),
    }
    calendars = {"mondays": {"week": ["mon"], "holidays": "none"}}
    status = status_of_plan(items, calendars=calendars, targets={"t": target("end", by="2024-08-05")})

    assert status.targets["t"]["critical_path"] == ["a", "mondays", "end"]
    assert [status[name]["total_float"] for name in ("a", "mondays", "daily", "end")] == [20, 4, 21, 20]
    assert not status["daily"]["critical"]
    assert status["daily"]["near_critical"]


def test_e16_of_equal_parallel_paths_all_are_critical() -> None:
    items = {"b": work("5d"), "a": work("5d"), "c": work("4d"), "end": milestone("c", "b", "a")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-07")})

    assert status.drivers("end") == [("predecessor", "a"), ("predecessor", "b")]
    assert status.targets["t"]["critical_path"] == ["a", "end"]
    assert status.targets["t"]["also"] == ["b"]
    assert [name for name in items if status[name]["critical"]] == ["b", "a", "end"]


@pytest.mark.parametrize(
    ("item", "code", "suggestion"),
    [
        (work("1d", "desing"), "unknown-predecessor", "design"),
        (work("1d", calendar="cao-gementen"), "unknown-calendar", "cao-gemeenten"),
        (decision("raat"), "unknown-body", "raad"),
    ],
)
def test_e20_unknown_name_is_an_error_with_place_and_suggestion(item: Written, code: str, suggestion: str) -> None:
    status = status_of_plan({"design": work("1d"), "b": item}, bodies={"raad": {"meets": {"every": "tuesday"}}})

    finding = status.finding(code)
    assert finding["severity"] == "error"
    assert (finding["file"], finding["line"]) == ("plan.yaml", 1)
    assert f'Did you mean "{suggestion}"?' in finding["message"]
    assert status.rows == {}


def test_e22_recess_takes_meetings_away_and_an_extra_meeting_stands() -> None:
    body = {
        "meetings": ["2024-07-01", "2024-07-08", "2024-07-22", "2024-07-29"],
        "recess": ["2024-07-08..2024-07-22"],
        "extra": ["2024-07-10"],
    }
    items = {name: decision("raad", not_before=f"2024-07-{name[1:]}") for name in ("d01", "d02", "d11")}
    status = status_of_plan(items, bodies={"raad": body})

    assert [status[name]["early_finish"] for name in items] == ["2024-07-01", "2024-07-10", "2024-07-29"]
    assert status.codes() == ["meeting-in-recess", "meeting-in-recess"]


def test_e22_hand_in_day_on_a_holiday_rolls_back() -> None:
    body = {"hand_in": "7ed", "meetings": ["2024-05-16", "2024-05-23"]}
    items = {"before": decision("raad", not_before="2024-05-08"), "on": decision("raad", not_before="2024-05-09")}
    status = status_of_plan(items, status_date="2024-05-01", bodies={"raad": body})

    assert (status["before"]["early_finish"], status["before"]["hand_in"]) == ("2024-05-16", "2024-05-08")
    assert (status["on"]["early_finish"], status["on"]["hand_in"]) == ("2024-05-23", "2024-05-16")


def test_e22_two_meetings_on_one_day_are_one() -> None:
    body = {"hand_in": "7ed", "meetings": ["2024-06-20", "2024-06-20", "2024-07-18"], "extra": ["2024-06-20"]}
    status = status_of_plan({"vote": decision("raad", readings=2)}, bodies={"raad": body})

    assert status["vote"]["early_finish"] == "2024-07-18"


def test_e22_extra_meeting_has_its_own_hand_in_day() -> None:
    body = {"hand_in": "28ed", "meetings": ["2024-07-18"], "extra": [{"on": "2024-06-25", "hand_in": "2024-06-24"}]}
    items = {"in-time": decision("raad", not_before="2024-06-24"), "late": decision("raad", not_before="2024-06-25")}
    status = status_of_plan(items, bodies={"raad": body})

    assert (status["in-time"]["early_finish"], status["in-time"]["hand_in"]) == ("2024-06-25", "2024-06-24")
    assert status["late"]["early_finish"] is None


def test_e22_list_that_runs_out_leaves_forecast_and_margin_unknown_and_the_target_at_risk() -> None:
    items = {
        "vote": decision("raad", not_before="2024-09-01"),
        "after": work("5d", "vote"),
        "end": milestone("after"),
    }
    status = status_of_plan(items, bodies=COUNCIL, targets={"t": target("end", by="2024-12-31")})

    goal = status.targets["t"]
    assert status.finding("meetings-run-out")["severity"] == "warning"
    assert (goal["forecast"], goal["margin"], goal["margin_days"], goal["state"]) == (None, None, None, "at-risk")
    assert status.dates("after") == (None, None)
    assert (status["after"]["total_float"], status["after"]["late_finish"], status.drivers("after")) == (None, None, [])


def test_e22_rule_goes_on_after_the_last_confirmed_date_and_is_marked() -> None:
    body = {"hand_in": "7ed", "meetings": ["2024-06-18"], "meets": {"every": "3rd tuesday"}}
    items = {"one": decision("raad"), "two": decision("raad", "one"), "end": milestone("two")}
    status = status_of_plan(items, bodies={"raad": body})

    assert [status[name]["early_finish"] for name in items] == ["2024-06-18", "2024-07-16", "2024-07-16"]
    assert [status[name]["assumed"] for name in items] == [False, True, False]


def test_e22_body_with_only_a_rule_is_not_assumed() -> None:
    status = status_of_plan({"vote": decision("raad")}, bodies={"raad": {"meets": {"every": "1st tuesday"}}})

    assert (status["vote"]["early_finish"], status["vote"]["assumed"]) == ("2024-06-04", False)


def test_e22_rule_gives_no_meeting_on_a_day_off_but_a_listed_date_stays() -> None:
    bodies = {"rule": {"meets": {"every": "monday"}}, "list": {"meetings": ["2024-05-20", "2024-05-27"]}}
    items = {name: decision(name, not_before="2024-05-14") for name in bodies}
    status = status_of_plan(items, status_date="2024-05-01", bodies=bodies)

    assert [status[name]["early_finish"] for name in items] == ["2024-05-27", "2024-05-20"]


def test_e22_decision_already_taken_needs_no_meeting_and_nothing_before_it() -> None:
    body = {"meetings": ["2024-05-16", "2024-06-20"]}
    items = {"paper": work("60d"), "vote": decision("raad", "paper", decided={"raad": "2024-05-20"})}
    status = status_of_plan({**items, "next": work("1d", "vote")}, bodies={"raad": body})

    assert status["vote"]["state"] == "done"
    assert (status["vote"]["early_finish"], status["vote"]["actual_finish"]) == ("2024-05-20", "2024-05-20")
    assert (status["vote"]["total_float"], status["vote"]["critical"]) == (None, False)
    assert status.dates("next") == ("2024-06-03", "2024-06-03")


def test_e23_last_meeting_in_time_may_have_its_hand_in_day_before_the_recess() -> None:
    body = {"hand_in": "56ed", "meets": {"every": "2nd tuesday"}, "recess": ["2024-07-20..2024-09-01"]}
    items = {"paper": work("5d"), "vote": decision("raad", "paper"), "end": milestone("vote")}
    status = status_of_plan(items, bodies={"raad": body}, targets={"t": target("end", by="2024-09-30")})

    assert status["vote"]["late_finish"] == "2024-09-10"
    assert status["paper"]["late_finish"] == "2024-07-16"


@pytest.mark.parametrize(
    ("rule", "event", "last"),
    [
        ("statute", "2024-06-05", "2024-06-17"),
        ("contract", "2024-06-05", "2024-06-15"),
        ("statute", "2024-03-19", "2024-04-02"),
        ("contract", "2024-03-19", "2024-03-29"),
    ],
    ids=["saturday-rolls", "saturday-stays", "easter-rolls", "easter-stays"],
)
def test_e24_end_of_a_term_rolls_by_its_own_rule(rule: str, event: str, last: str) -> None:
    rules = {"statute": {"days": 10, "roll": "statutory"}, "contract": {"days": 10, "roll": "none"}}
    items = {"event": milestone(not_before=event), "wait": term(rule, "event")}
    status = status_of_plan(items, status_date="2024-03-01", terms=rules)

    assert status["wait"]["early_finish"] == last


@pytest.mark.parametrize(
    ("due", "last"),
    [
        ("2024-Q1", "2024-03-31"),
        ("2023-Q3", "2023-09-30"),
        ("2023-Q4", "2023-12-31"),
        ("2024-Q2", "2024-06-30"),
        ("2024-02", "2024-02-29"),
        ("2023-02", "2023-02-28"),
        ("2024-12", "2024-12-31"),
    ],
)
def test_e25_quarter_or_month_is_due_at_its_last_calendar_day(due: str, last: str) -> None:
    after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    items = {"on-it": milestone(not_before=last, due=due), "after-it": milestone(not_before=after, due=due)}
    status = status_of_plan(items, status_date="2023-01-02")

    assert status["on-it"]["due"] == last
    assert status["on-it"]["state"] != "late" == status["after-it"]["state"]
    assert status.codes() == ["missed-due-date"]


@pytest.mark.parametrize(
    ("due", "last_working_day", "margin"),
    [
        ("2024-Q1", "2024-03-29", 0),
        ("2024-Q1", "2024-03-28", 1),
        ("2023-Q3", "2023-09-29", 0),
        ("2023-Q4", "2023-12-29", 0),
        ("2024-Q2", "2024-06-28", 0),
    ],
)
def test_e25_margin_to_a_quarter_counts_up_to_its_last_working_day(
    due: str, last_working_day: str, margin: int
) -> None:
    items = {"a": work("1d", not_before=last_working_day, due=due)}
    status = status_of_plan(items, status_date="2023-01-02")

    assert status["a"]["due_margin"] == margin


@pytest.mark.parametrize(
    ("start", "duration", "last"),
    [
        ("2024-02-28", "2d", "2024-02-29"),
        ("2024-02-28", "3d", "2024-03-01"),
        ("2023-02-28", "2d", "2023-03-01"),
        ("2020-12-28", "1w", "2021-01-04"),
        ("2024-03-29", "4ed", "2024-04-01"),
        ("2024-10-25", "4ed", "2024-10-28"),
    ],
    ids=["leap-day", "over-leap-day", "no-leap-day", "week-53", "clock-forward", "clock-back"],
)
def test_e25_days_are_counted_over_every_border_of_the_calendar(start: str, duration: str, last: str) -> None:
    status = status_of_plan({"a": work(duration, not_before=start)}, status_date="2020-01-06")

    assert status.dates("a") == (start, last)


def chain_of_work(count: int) -> dict[str, Written]:
    """Work of one elapsed day, one after another."""
    return {f"c{number}": work("1ed", *([f"c{number - 1}"] if number else [])) for number in range(count)}


def chain_of_milestones(count: int) -> dict[str, Written]:
    """Milestones at one moment, one after another."""
    return {f"c{number}": milestone(*([f"c{number - 1}"] if number else [])) for number in range(count)}


@pytest.mark.parametrize(
    ("chain", "count", "last"), [(chain_of_work, 3000, "2032-08-19"), (chain_of_milestones, 20_000, "2024-06-03")]
)
def test_e26_long_chain_needs_no_recursion(chain: Callable[[int], dict[str, Written]], count: int, last: str) -> None:
    name = f"c{count - 1}"
    status = status_of_plan(chain(count), targets={"t": target(name, by="2032-12-31")})

    assert status[name]["early_finish"] == last
    assert len(status.targets["t"]["critical_path"]) == count


def test_e28_status_date_after_the_hand_in_day_leaves_the_meeting() -> None:
    items = {"paper": milestone(not_before="2024-06-20"), "vote": decision("raad", "paper")}
    status = status_of_plan(items, status_date="2024-06-25", bodies=COUNCIL)

    assert (status["vote"]["early_finish"], status["vote"]["hand_in"]) == ("2024-07-04", "2024-06-20")
