"""The cases about progress that naive planners get wrong, by their numbers in the definitions."""

from __future__ import annotations

import pytest

from tests.scheduling.small_plans import Written, milestone, status_of_plan, target, term, work

STATUS = "2024-06-17"
"""A Monday, two weeks after the plans began."""
DONE = {"started": "2024-06-03", "finished": "2024-06-07"}


@pytest.mark.parametrize(
    ("status_date", "link", "start"),
    [
        ("2024-06-03", "a SS+10d", "2024-06-17"),
        ("2024-06-10", "a SS+10d", "2024-06-17"),
        ("2024-06-14", "a SS+10d", "2024-06-17"),
        ("2024-06-18", "a SS+10d", "2024-06-18"),
        ("2024-06-10", "a SS+14ed", "2024-06-17"),
    ],
)
def test_e07_lag_from_a_start_counts_from_the_day_of_that_start_at_every_update(
    status_date: str, link: str, start: str
) -> None:
    items = {"a": work("8w", progress={"started": "2024-06-03"}), "b": work("2d", link)}
    status = status_of_plan(items, status_date=status_date)

    assert status["b"]["early_start"] == start


@pytest.mark.parametrize("status_date", ["2024-06-10", "2024-06-14"])
def test_e07_lag_from_a_finish_counts_from_the_day_of_that_finish_at_every_update(status_date: str) -> None:
    items = {"a": work("5d", progress=DONE), "b": work("2d", "a FF+7d"), "c": work("2d", "a +5d")}
    status = status_of_plan(items, status_date=status_date)

    assert status.dates("b") == ("2024-06-17", "2024-06-18")
    assert status["c"]["early_start"] == "2024-06-17"


def test_e07_both_started_the_rest_of_the_second_counts_from_the_start_of_the_first() -> None:
    items = {
        "a": work("8w", progress={"started": "2024-06-03"}),
        "b": work("5d", "a SS+12d", progress={"started": "2024-06-05", "remaining": "2d"}),
    }
    status = status_of_plan(items, status_date="2024-06-10")

    assert status.dates("b") == ("2024-06-05", "2024-06-20")


def test_e17_what_is_done_has_no_float_is_not_critical_and_is_left_out_of_the_path() -> None:
    items = {
        "a": work("5d", progress=DONE),
        "b": work("5d", "a", progress={"started": "2024-06-10", "finished": "2024-06-14"}),
        "c": work("10d", "b"),
        "end": milestone("c"),
    }
    status = status_of_plan(items, status_date=STATUS, targets={"t": target("end", by="2024-06-21")})

    assert status["c"]["total_float"] == -5
    for name in ("a", "b"):
        row = status[name]
        assert (row["total_float"], row["free_float"], row["float_to"], row["late_finish"]) == (
            None,
            None,
            {"t": None},
            None,
        )
        assert (row["state"], row["critical"], row["near_critical"]) == ("done", False, False)
    assert (status.targets["t"]["critical_path"], status.targets["t"]["also"]) == (["c", "end"], [])
    assert (status["b"]["actual_start"], status["b"]["actual_finish"]) == ("2024-06-10", "2024-06-14")


@pytest.mark.parametrize("duration", ["30d", "6ew"])
def test_e17_start_that_has_been_leaves_no_float_to_what_hangs_on_it(duration: str) -> None:
    items = {
        "a": work("5d", progress=DONE),
        "b": work(duration, "a", progress={"started": "2024-06-10"}),
        "c": work("5d", "b SS+10d"),
        "end": milestone("c"),
    }
    status = status_of_plan(items, status_date=STATUS, targets={"t": target("end", by="2024-06-21")})

    assert status.targets["t"]["critical_path"] == ["c", "end"]
    assert status.drivers("c") == [("predecessor", "b")]
    assert (status["c"]["total_float"], status["b"]["float_to"], status["b"]["late_start"]) == (-5, {"t": None}, None)


def test_e18_finish_without_a_date_and_a_date_in_the_future_are_errors() -> None:
    without = status_of_plan({"a": work("5d", progress={"finished": "true"})}, status_date=STATUS)
    future = status_of_plan({"a": work("5d", progress={"finished": "2024-06-18"})}, status_date=STATUS)

    assert without.finding("invalid-date")["severity"] == "error"
    assert future.finding("actual-in-the-future")["severity"] == "error"
    assert without.rows == future.rows == {}


def test_e18_actual_dates_on_a_weekend_stand_and_what_follows_goes_on_on_monday() -> None:
    items = {
        "a": work("5d", progress={"started": "2024-06-01", "finished": "2024-06-15"}),
        "b": work("2d", "a"),
        "c": work("5d", progress={"started": "2024-06-15"}),
        "reached": milestone(progress={"finished": "2024-06-16"}),
    }
    status = status_of_plan(items, status_date=STATUS)

    assert status.dates("a") == ("2024-06-01", "2024-06-15")
    assert status.dates("b") == ("2024-06-17", "2024-06-18")
    assert status.dates("c") == ("2024-06-15", "2024-06-21")
    assert status.dates("reached") == ("2024-06-16", "2024-06-16")


def test_e18_status_date_before_the_plan_is_allowed() -> None:
    items = {"a": work("2d", not_before="2024-06-03"), "b": work("2d", "a"), "end": milestone("b")}
    early = status_of_plan(items, status_date="2023-01-09")

    assert early.dates("a") == ("2024-06-03", "2024-06-04")
    assert early.dates("end") == ("2024-06-06", "2024-06-06")
    assert early.drivers("a") == [("not-before", None)]
    assert early.codes() == []


def test_e19_the_rest_of_what_began_too_soon_waits_for_its_predecessor() -> None:
    items = {
        "a": work("10d", progress={"started": "2024-06-10"}),
        "b": work("10d", "a", progress={"started": "2024-06-12", "remaining": "6d"}),
        "end": milestone("b"),
    }
    status = status_of_plan(items, status_date=STATUS, targets={"t": target("end", by="2024-07-05")})

    assert status.dates("a") == ("2024-06-10", "2024-06-21")
    assert status.dates("b") == ("2024-06-12", "2024-07-01")
    assert status.drivers("b") == [("predecessor", "a")]
    assert status.targets["t"]["critical_path"] == ["a", "b", "end"]
    assert status.late("a") == (None, "2024-06-27")
    assert status.late("b") == (None, "2024-07-05")
    assert (status["a"]["total_float"], status["a"]["free_float"], status["b"]["total_float"]) == (4, 0, 4)


def test_e19_the_rest_waits_for_every_sort_of_link_and_what_is_done_for_none() -> None:
    items = {
        "a": work("10d", not_before="2024-07-01"),
        "b": work("5d", "a SS", progress={"started": "2024-06-12", "remaining": "2d"}),
        "c": work("5d", "a FF", progress={"started": "2024-06-12", "remaining": "2d"}),
        "d": work("5d", "a", progress={"started": "2024-06-05", "finished": "2024-06-12"}),
        "e": work("1d", "d"),
    }
    status = status_of_plan(items, status_date=STATUS)

    assert status.dates("a") == ("2024-07-01", "2024-07-12")
    assert status.dates("b") == ("2024-06-12", "2024-07-02")
    assert status.dates("c") == ("2024-06-12", "2024-07-12")
    assert status.dates("d") == ("2024-06-05", "2024-06-12")
    assert status.dates("e") == ("2024-06-17", "2024-06-17")


def test_e29_term_that_runs_on_the_status_date_ends_when_it_ends() -> None:
    items = {
        "event": milestone(progress={"finished": "2024-06-07"}),
        "wait": term("standstill", "event"),
        "go": milestone("wait"),
    }
    on = {day: status_of_plan(items, status_date=day) for day in ("2024-06-17", "2024-06-27", "2024-06-28")}

    assert {status.dates("wait") for status in on.values()} == {("2024-06-08", "2024-06-27")}
    assert [status["wait"]["state"] == "done" for status in on.values()] == [False, False, True]
    assert [status["go"]["early_finish"] for status in on.values()] == ["2024-06-27"] * 3


def test_e29_term_waits_for_an_event_that_nobody_reported() -> None:
    items = {"event": milestone(not_before="2024-04-01"), "wait": term("standstill", "event")}
    status = status_of_plan(items, status_date=STATUS)

    assert status.dates("wait") == ("2024-04-02", "2024-04-22")
    assert (status["event"]["state"] == "done", status["wait"]["state"] == "done") == (False, False)


@pytest.mark.parametrize(
    ("name", "keys", "day"),
    [
        ("m", {}, "2024-06-07"),
        ("n", {"kind": "start"}, "2024-06-08"),
    ],
)
def test_e30_milestone_is_reached_on_the_day_that_all_before_it_was_done(
    name: str, keys: dict[str, str], day: str
) -> None:
    items = {"a": work("5d", progress=DONE), name: milestone("a", **keys), "b": work("1d", name)}
    status = status_of_plan(items, status_date=STATUS)

    assert (status[name]["early_finish"], status[name]["actual_finish"]) == (day, day)
    assert status[name]["state"] == "done"
    assert status["b"]["early_start"] == STATUS


@pytest.mark.parametrize(
    ("item", "day", "done"),
    [
        (milestone("a +6d"), "2024-06-17", True),
        (milestone("a +7d"), "2024-06-18", False),
        (milestone("a +7d", kind="start"), "2024-06-19", False),
        (milestone("a", not_before="2024-06-17"), "2024-06-17", True),
        (milestone("a", not_before="2024-06-18"), "2024-06-18", False),
        (milestone("a", "open"), "2024-06-17", False),
        (milestone(not_before="2024-06-03"), "2024-06-03", False),
        (milestone(not_before="2024-06-03", progress={"finished": "2024-06-05"}), "2024-06-05", True),
        (milestone("a", fixed="2024-06-12"), "2024-06-12", False),
    ],
    ids=["lag", "lag-left", "start", "not-before", "not-before-left", "undone", "alone", "reported", "agreed"],
)
def test_e30_milestone_is_reached_by_itself_only_when_its_own_day_has_come(
    item: Written, day: str, *, done: bool
) -> None:
    status = status_of_plan({"a": work("5d", progress=DONE), "open": work("1d"), "m": item}, status_date=STATUS)

    assert (status["m"]["early_finish"], status["m"]["state"] == "done") == (day, done)


def test_e30_target_is_met_or_missed_by_the_day_on_which_its_milestone_was_reached() -> None:
    items = {"a": work("5d", progress=DONE), "m": milestone("a")}
    aims = {"met": target("m", by="2024-06-07"), "missed": target("m", by="2024-06-06")}
    status = status_of_plan(items, status_date=STATUS, targets=aims)

    assert [(name, row["state"], row["margin_days"]) for name, row in status.targets.items()] == [
        ("met", "met", 0),
        ("missed", "missed", -1),
    ]
    assert status.targets["met"]["critical_path"] == []
