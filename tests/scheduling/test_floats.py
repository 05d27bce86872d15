"""Free float, near-critical, and the float to the nearest due date."""

from __future__ import annotations

import pytest

from tests.scheduling.small_plans import decision, milestone, status_of_plan, target, term, work


def test_free_float_is_the_least_over_all_followers() -> None:
    items = {"a": work("1d"), "b": work("1d", not_before="2024-06-10"), "c": work("1d", "a"), "d": work("1d", "a", "b")}
    status = status_of_plan({**items, "e": work("1d", "d")})

    assert (status["a"]["free_float"], status["b"]["free_float"]) == (0, 0)
    assert status["c"]["free_float"] == status["c"]["total_float"]


@pytest.mark.parametrize(
    ("link", "room"), [("a", 5), ("a SS", 6), ("a FF", 6), ("a SF", 7), ("a +2d", 3), ("a SS+2ed", 4), ("a -1d", 6)]
)
def test_free_float_reads_the_end_that_the_link_reads(link: str, room: int) -> None:
    status = status_of_plan({"a": work("1d"), "b": work("1d", link, not_before="2024-06-11")})

    assert status["a"]["free_float"] == room


def test_free_float_before_a_decision_runs_to_the_hand_in_day() -> None:
    items = {"paper": work("1d"), "vote": decision("raad", "paper")}
    status = status_of_plan(items, bodies={"raad": {"hand_in": "7ed", "meetings": ["2024-06-20"]}})

    assert status["paper"]["free_float"] == 8


def test_free_float_before_a_term_is_what_its_roll_gives_away() -> None:
    items = {
        "to-thursday": milestone(not_before="2024-06-07"),
        "one": term("standstill", "to-thursday"),
        "to-saturday": milestone(not_before="2024-06-09"),
        "two": term("standstill", "to-saturday"),
    }
    status = status_of_plan(items)

    assert (status["one"]["early_finish"], status["to-thursday"]["free_float"]) == ("2024-06-27", 0)
    assert (status["two"]["early_finish"], status["to-saturday"]["free_float"]) == ("2024-07-01", 2)


def test_free_float_without_followers_is_the_total_float_but_never_negative() -> None:
    items = {"a": work("1d"), "end": milestone("a"), "late": work("10d"), "goal": milestone("late")}
    goals = {"t": target("end", by="2024-06-07"), "u": target("goal", by="2024-06-07")}
    status = status_of_plan(items, targets=goals)

    assert (status["end"]["total_float"], status["end"]["free_float"]) == (4, 4)
    assert (status["goal"]["total_float"], status["goal"]["free_float"]) == (-5, 0)


@pytest.mark.parametrize("link", ["a", "a FF"])
def test_finished_follower_does_not_count(link: str) -> None:
    done = {"started": "2024-05-27", "finished": "2024-05-28"}
    items = {"a": work("1d"), "b": work("2d", link, progress=done), "c": work("1d", "a", not_before="2024-06-11")}
    status = status_of_plan(items)

    assert status["a"]["free_float"] == 5


@pytest.mark.parametrize(("length", "near"), [("15d", True), ("10d", True), ("9d", False)])
def test_near_critical_is_at_most_ten_working_days_above_the_margin(length: str, *, near: bool) -> None:
    items = {"long": work("20d"), "side": work(length), "end": milestone("long", "side")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-07-05")})

    assert status["end"]["total_float"] == 5
    assert status["side"]["near_critical"] is near
    assert (status["long"]["critical"], status["long"]["near_critical"]) == (True, False)


def test_near_critical_is_a_setting() -> None:
    items = {"long": work("20d"), "side": work("9d"), "end": milestone("long", "side")}
    goal = {"t": target("end", by="2024-07-05")}
    status = status_of_plan(items, targets=goal, settings={"near_critical": "11d"})

    assert status["side"]["near_critical"]


def test_due_float_is_to_the_nearest_due_date_downstream_and_names_it() -> None:
    items = {
        "a": work("1d", due="2024-06-28"),
        "b": work("2d", "a"),
        "c": work("1d", "b", due="2024-06-10"),
        "d": work("1d", "c", due="2024-06-28"),
    }
    status = status_of_plan(items)

    assert [(status[name]["due_float"], status[name]["due_of"]) for name in items] == [
        (2, "c"),
        (2, "c"),
        (2, "c"),
        (15, "d"),
    ]
    assert [status[name]["due_margin"] for name in items] == [19, None, 2, 15]


def test_of_equal_due_dates_the_earliest_and_then_the_id_is_named() -> None:
    items = {
        "a": work("1d"),
        "c": milestone("a", due="2024-06-07"),
        "b": milestone("a", due="2024-06-07"),
        "d": work("1d", "a", due="2024-06-10"),
    }
    status = status_of_plan(items)

    assert (status["a"]["due_float"], status["a"]["due_of"]) == (4, "b")


def test_missed_due_date_is_a_finding_with_the_days_and_leaves_the_total_float_alone() -> None:
    items = {"a": work("5d", due="2024-06-05"), "end": milestone("a")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-28")})

    assert (status["a"]["due_margin"], status["a"]["due_float"], status["a"]["total_float"]) == (-2, -2, 15)
    assert status["a"]["state"] == "late"
    assert status.finding("missed-due-date")["severity"] == "warning"


def test_due_date_that_binds_by_one_calendar_day_is_named_where_that_day_is_worked() -> None:
    items = {
        "a": work("1d"),
        "wait": term("two-months", "a"),
        "by-monday": work("1w", "wait", due="2024-09-29"),
        "by-sunday": work("8ed", "wait", due="2024-09-29"),
    }
    status = status_of_plan(items, terms={"two-months": {"days": 2, "unit": "months"}})

    assert (status["wait"]["due_float"], status["wait"]["due_of"]) == (35, "by-monday")
    assert status["a"]["due_of"] == "by-sunday"
