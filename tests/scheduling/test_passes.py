"""Early and late dates over every link, by hand-made plans."""

from __future__ import annotations

import pytest

from tests.scheduling.small_plans import decision, milestone, status_of_plan, target, term, work

TUESDAYS_OFF = {"own": {"week": ["mon", "wed", "thu", "fri"], "holidays": "none"}}


@pytest.mark.parametrize(
    ("link", "start", "finish"),
    [
        ("a", "2024-06-11", "2024-06-13"),
        ("a SS", "2024-06-10", "2024-06-12"),
        ("a FF", "2024-06-06", "2024-06-10"),
        ("a SF", "2024-06-05", "2024-06-07"),
        ("a +2d", "2024-06-13", "2024-06-17"),
        ("a SS+2d", "2024-06-12", "2024-06-14"),
        ("a FF+1d", "2024-06-07", "2024-06-11"),
        ("a SF+1d", "2024-06-06", "2024-06-10"),
        ("a FF+5ed", "2024-06-13", "2024-06-17"),
    ],
)
def test_each_link_bounds_its_own_end_and_keeps_the_duration(link: str, start: str, finish: str) -> None:
    status = status_of_plan({"a": work("1d", not_before="2024-06-10"), "b": work("3d", link)})

    assert status.dates("b") == (start, finish)
    assert status.drivers("b") == [("predecessor", "a")]


@pytest.mark.parametrize(
    ("link", "finish"),
    [("a SF", "2024-06-07"), ("a SF-1d", "2024-06-06"), ("a FF-1d", "2024-06-07")],
)
def test_finish_bound_on_monday_morning_is_met_on_friday_early_and_late(link: str, finish: str) -> None:
    items = {"a": work("1d", not_before="2024-06-10"), "b": work("3d", link), "end": milestone("b")}
    status = status_of_plan(items, targets={"t": target("end", by=finish)})

    assert status["b"]["early_finish"] == status["b"]["late_finish"] == finish
    assert status["a"]["float_to"] == {"t": 0}


def test_elapsed_lead_onto_a_finish_is_not_drawn_back() -> None:
    items = {"a": work("1d", not_before="2024-06-10"), "b": work("3d", "a FF-1ed"), "end": milestone("b")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-10")})

    assert status["b"]["early_finish"] == status["b"]["late_finish"] == "2024-06-10"
    assert status.late("a") == ("2024-06-11", "2024-06-11")


def test_plain_finish_link_keeps_a_finish_on_a_day_off() -> None:
    items = {"cure": work("6ed"), "m": milestone("cure FF"), "b": work("2d", "cure FF")}
    status = status_of_plan(items)

    assert status["m"]["early_finish"] == status["cure"]["early_finish"] == "2024-06-08"
    assert status["b"]["early_finish"] == "2024-06-10"


def test_lag_counts_in_the_days_of_the_successor() -> None:
    items = {"a": work("1d"), "plain": work("1d", "a +2d"), "own": work("1d", "a +2d", calendar="own")}
    status = status_of_plan(items, calendars=TUESDAYS_OFF)

    assert status["plain"]["early_start"] == "2024-06-06"
    assert status["own"]["early_start"] == "2024-06-07"


def test_late_pass_starts_from_the_late_finish_not_from_the_raw_bound() -> None:
    items = {"a": work("2d"), "b": work("2d", "a FF"), "end": milestone("b")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-09")})

    assert status.late("b") == ("2024-06-06", "2024-06-07")
    assert status.late("a") == ("2024-06-06", "2024-06-07")
    assert status["end"]["late_finish"] == "2024-06-07"


def test_saturday_bound_on_a_start_becomes_friday() -> None:
    items = {"a": work("10d"), "cure": work("2ed", "a SS+1ed"), "end": milestone("cure")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-10")})

    assert status.late("cure") == ("2024-06-09", "2024-06-10")
    assert status.late("a") == ("2024-06-07", "2024-06-20")


def test_every_kind_of_link_is_mirrored_in_the_late_pass() -> None:
    items = {
        "fs": work("2d"),
        "ss": work("5d"),
        "ff": work("2d"),
        "sf": work("2d"),
        "z": work("3d", "fs", "ss SS", "ff FF", "sf SF"),
        "end": milestone("z"),
    }
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-14")})

    assert status.late("z") == ("2024-06-12", "2024-06-14")
    assert [status.late(name) for name in ("fs", "ss", "ff", "sf")] == [
        ("2024-06-10", "2024-06-11"),
        ("2024-06-12", "2024-06-18"),
        ("2024-06-13", "2024-06-14"),
        ("2024-06-17", "2024-06-18"),
    ]


def test_elapsed_work_starts_on_a_day_off() -> None:
    items = {"a": work("5d"), "cure": work("3ed", "a"), "b": work("1d", "cure"), "end": milestone("b")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-12")})

    assert status.dates("cure") == ("2024-06-08", "2024-06-10")
    assert status.late("cure") == ("2024-06-09", "2024-06-11")
    assert status["b"]["early_start"] == "2024-06-11"


def test_negative_float_is_a_result_and_names_no_error() -> None:
    items = {"a": work("10d"), "end": milestone("a")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-07")})

    assert (status["a"]["total_float"], status["end"]["total_float"]) == (-5, -5)
    assert status.targets["t"]["margin"] == -5
    assert status.codes() == ["late-target"]


def test_late_pass_of_a_target_leaves_out_what_does_not_reach_it() -> None:
    items = {"a": work("1d"), "first": milestone("a"), "b": work("1d", "a"), "last": milestone("b")}
    goals = {"one": target("first", by="2024-06-28"), "two": target("last", by="2024-06-05", kind="aim")}
    status = status_of_plan(items, targets=goals)

    assert status["b"]["float_to"] == {"one": None, "two": 1}
    assert status["first"]["float_to"] == {"one": 19, "two": None}
    assert status["a"]["float_to"] == {"one": 19, "two": 1}
    assert status["a"]["total_float"] == 19


def test_of_fatal_targets_the_one_with_the_least_float_counts() -> None:
    items = {"a": work("1d"), "first": milestone("a"), "last": milestone("a")}
    goals = {"one": target("first", by="2024-06-28"), "two": target("last", by="2024-06-05")}
    status = status_of_plan(items, targets=goals)

    assert status["a"]["total_float"] == 2
    assert status["a"]["late_finish"] == "2024-06-05"


def test_without_targets_the_end_of_the_plan_bounds_everything() -> None:
    status = status_of_plan({"a": work("5d"), "b": work("2d"), "c": work("1d", "b")})

    assert [status[name]["total_float"] for name in ("a", "b", "c")] == [0, 2, 2]
    assert status["a"]["critical"]


def test_term_begins_on_the_day_after_its_event_and_takes_the_latest_of_several() -> None:
    items = {
        "a": work("1d"),
        "b": milestone(not_before="2024-06-05"),
        "wait": term("standstill", "a", "b"),
        "next": work("1d", "wait"),
    }
    status = status_of_plan(items)

    assert status.dates("wait") == ("2024-06-06", "2024-06-25")
    assert status.drivers("wait") == [("predecessor", "b")]
    assert status.dates("next") == ("2024-06-26", "2024-06-26")


def test_start_milestone_hands_the_end_of_its_shown_day_to_a_term() -> None:
    items = {"start": milestone(not_before="2024-06-05", kind="start"), "wait": term("standstill", "start")}
    status = status_of_plan(items)

    assert status.dates("wait") == ("2024-06-06", "2024-06-25")


def test_late_term_ends_on_a_day_on_which_it_can_end() -> None:
    items = {"event": milestone(), "wait": term("standstill", "event"), "end": milestone("wait")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-30")})

    assert status.late("wait") == ("2024-06-09", "2024-06-28")
    assert status["event"]["late_finish"] == "2024-06-07"


def test_milestone_is_late_on_the_last_working_day_in_time() -> None:
    items = {"a": work("1d"), "end": milestone("a")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-16")})

    assert status["end"]["late_finish"] == "2024-06-14"
    assert status["end"]["total_float"] == status.targets["t"]["margin"] == 9
    assert status.targets["t"]["margin_days"] == 13


def test_links_may_read_a_decision_from_either_end() -> None:
    body = {"raad": {"meets": {"every": "thursday"}}}
    items = {
        "vote": decision("raad"),
        "fs": work("1d", "vote"),
        "ss": work("1d", "vote SS"),
        "ff": work("2d", "vote FF"),
    }
    status = status_of_plan(items, bodies=body)

    assert [status.dates(name) for name in items] == [
        ("2024-06-06", "2024-06-06"),
        ("2024-06-07", "2024-06-07"),
        ("2024-06-07", "2024-06-07"),
        ("2024-06-05", "2024-06-06"),
    ]


def test_finish_bound_on_a_decision_takes_the_first_meeting_from_that_day() -> None:
    body = {"raad": {"hand_in": "7ed", "meets": {"every": "thursday"}}}
    items = {"a": work("7d"), "ff": decision("raad", "a FF")}
    status = status_of_plan(items, bodies=body)

    assert status["a"]["early_finish"] == "2024-06-11"
    assert status["ff"]["early_finish"] == "2024-06-13"


def test_elapsed_work_past_every_calendar_is_a_finding_and_no_crash() -> None:
    items = {f"c{number}": work("20000ed", *([f"c{number - 1}"] if number else [])) for number in range(150)}
    status = status_of_plan(items)

    assert "past-calendar" in status.codes()


def test_work_past_its_calendar_is_an_error_with_the_last_known_day() -> None:
    status = status_of_plan({"a": work("100d")}, status_date="2032-12-01")

    finding = status.finding("past-calendar")
    assert finding["severity"] == "error"
    assert '"a"' in finding["message"]
    assert "2032-12-31" in finding["message"]
