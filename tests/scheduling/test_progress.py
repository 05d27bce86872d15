"""What is reported, and what that makes of what remains."""

from __future__ import annotations

import pytest

from tests.scheduling.small_plans import Written, decision, milestone, status_of_plan, target, term, work

STATUS = "2024-06-17"
"""A Monday, two weeks after the plans began."""
BEGUN = {"started": "2024-06-10"}
COUNCIL = {"raad": {"hand_in": "14ed", "meetings": ["2024-05-30", "2024-07-04", "2024-09-12"]}}
TOWNS: dict[str, Written] = {
    "bodies": {
        "almelo": {"meetings": ["2024-06-18", "2024-09-24"]},
        "borne": {"meetings": ["2024-06-25", "2024-10-01"]},
        "losser": {"meetings": ["2024-07-02", "2024-10-08"]},
    },
    "groups": {"raden": ["almelo", "borne", "losser"]},
}


@pytest.mark.parametrize(
    ("duration", "progress", "last", "percent"),
    [
        ("4w", BEGUN, "2024-07-05", 25),
        ("5d", BEGUN, "2024-06-17", 80),
        ("3d", BEGUN, "2024-06-17", 66),
        ("4w", {"started": STATUS}, "2024-07-12", 0),
        ("20ed", BEGUN, "2024-06-29", 35),
        ("5ed", BEGUN, "2024-06-17", 80),
        ("4w", {**BEGUN, "remaining": "3d"}, "2024-06-19", 85),
        ("1w", {**BEGUN, "remaining": "3w"}, "2024-07-05", 0),
        ("5d", {**BEGUN, "percent": "50"}, "2024-06-19", 50),
        ("5d", {**BEGUN, "percent": "0"}, "2024-06-21", 0),
        ("7d", {**BEGUN, "percent": "99"}, "2024-06-17", 99),
        ("10ed", {**BEGUN, "percent": "75%"}, "2024-06-19", 75),
    ],
)
def test_what_remains_counts_from_the_status_date_on(duration: str, progress: Written, last: str, percent: int) -> None:
    status = status_of_plan({"a": work(duration, progress=progress)}, status_date=STATUS)

    assert status.dates("a") == (progress["started"], last)
    assert status["a"]["percent_complete"] == percent


def test_work_that_has_begun_does_not_wait_for_its_not_before_and_has_no_late_start() -> None:
    items = {"a": work("2w", not_before="2024-07-01", progress=BEGUN), "end": milestone("a")}
    status = status_of_plan(items, status_date=STATUS, targets={"t": target("end", by="2024-06-28")})

    assert status.dates("a") == ("2024-06-10", "2024-06-21")
    assert (status.late("a"), status["a"]["total_float"]) == ((None, "2024-06-28"), 5)
    assert status.drivers("a") == [("status-date", None)]


@pytest.mark.parametrize("progress", [{"remaining": "3d"}, {"percent": "70"}])
def test_rest_without_a_start_is_planned_like_work_of_that_length(progress: Written) -> None:
    items = {"a": work("2w", not_before="2024-06-20", progress=progress), "end": milestone("a")}
    status = status_of_plan(items, status_date=STATUS, targets={"t": target("end", by="2024-06-28")})

    assert status.dates("a") == ("2024-06-20", "2024-06-24")
    assert status.late("a") == ("2024-06-26", "2024-06-28")
    assert status["a"]["actual_start"] is None
    assert status["a"]["percent_complete"] == 70


@pytest.mark.parametrize("percent", [{}, {"percent": "100"}])
def test_work_that_is_only_reported_finished_took_its_duration_by_that_day(percent: Written) -> None:
    items = {"a": work("1w", progress={"finished": "2024-06-12", **percent}), "b": work("1d", "a SS+5d")}
    status = status_of_plan(items, status_date="2024-06-13")

    assert status.dates("a") == ("2024-06-06", "2024-06-12")
    assert (status["a"]["actual_start"], status["a"]["actual_finish"]) == (None, "2024-06-12")
    assert (status["a"]["percent_complete"], status["a"]["state"]) == (100, "done")
    assert status["b"]["early_start"] == "2024-06-13"


def test_work_that_finishes_early_pulls_forward_what_follows() -> None:
    items = {"a": work("8w", progress={"started": "2024-06-03", "finished": "2024-06-19"}), "b": work("2d", "a")}
    status = status_of_plan(items, status_date="2024-06-20")

    assert status.dates("b") == ("2024-06-20", "2024-06-21")


def test_start_stands_when_the_finish_cannot_be_told() -> None:
    items = {"vote": decision("raad", not_before="2024-10-01"), "a": work("2w", "vote", progress=BEGUN)}
    status = status_of_plan(items, status_date=STATUS, bodies=COUNCIL)

    assert status.dates("a") == ("2024-06-10", None)
    assert (status["a"]["total_float"], status.drivers("a")) == (None, [])


def test_what_was_finished_before_the_calendar_began_drives_nothing() -> None:
    old = work("2w", progress={"finished": "2015-06-01"})
    status = status_of_plan({"a": old, "b": work("2d", "a"), "c": work("9w", progress=BEGUN)}, status_date=STATUS)

    assert status.dates("b") == (STATUS, "2024-06-18")
    assert status.drivers("b") == [("status-date", None)]


def test_term_that_is_reported_over_began_so_long_before() -> None:
    items = {"event": milestone(not_before="2024-05-01"), "wait": term("standstill", "event")}
    items["wait"]["progress"] = {"finished": "2024-06-12"}
    status = status_of_plan(items, status_date=STATUS)

    assert status.dates("wait") == ("2024-05-24", "2024-06-12")
    assert status["wait"]["state"] == "done"


@pytest.mark.parametrize(
    ("ready", "status_date", "meeting", "rule"),
    [
        ("2024-06-20", "2024-07-04", "2024-07-04", "not-before"),
        ("2024-06-20", "2024-07-05", "2024-09-12", "status-date"),
        ("2024-06-21", "2024-06-25", "2024-09-12", "not-before"),
    ],
    ids=["today", "past", "too-late"],
)
def test_meeting_that_is_past_without_a_report_is_no_longer_there(
    ready: str, status_date: str, meeting: str, rule: str
) -> None:
    status = status_of_plan({"vote": decision("raad", not_before=ready)}, status_date=status_date, bodies=COUNCIL)

    assert status["vote"]["early_finish"] == meeting
    assert status.drivers("vote") == [(rule, None), ("meeting", "raad")]


def test_preparation_that_is_not_done_on_the_status_date_misses_a_hand_in_day_that_is_past() -> None:
    items = {
        "paper": work("5d", progress={"started": "2024-06-10", "remaining": "1d"}),
        "vote": decision("raad", "paper"),
    }
    on = {day: status_of_plan(items, status_date=day, bodies=COUNCIL) for day in ("2024-06-20", "2024-06-21")}

    assert [status["vote"]["early_finish"] for status in on.values()] == ["2024-07-04", "2024-09-12"]


@pytest.mark.parametrize(
    ("status_date", "meeting"), [("2024-06-25", "2024-07-04"), ("2024-07-05", "2024-09-12"), ("2024-09-13", None)]
)
def test_first_reading_may_lie_before_the_status_date(status_date: str, meeting: str | None) -> None:
    items = {"vote": decision("raad", not_before="2024-05-16", readings=2)}
    status = status_of_plan(items, status_date=status_date, bodies=COUNCIL)

    assert status["vote"]["early_finish"] == meeting


def test_extra_meeting_with_an_early_hand_in_day_takes_nothing_that_came_after_it() -> None:
    body = {**COUNCIL["raad"], "extra": [{"on": "2024-07-11", "hand_in": "2024-06-03"}]}
    items = {day: decision("raad", not_before=f"2024-06-{day[1:]}") for day in ("d03", "d04")}
    status = status_of_plan(items, status_date="2024-07-08", bodies={"raad": body})

    assert [status[name]["early_finish"] for name in items] == ["2024-07-11", "2024-09-12"]


def test_decision_taken_on_a_day_off_the_list_stands() -> None:
    items = {"vote": decision("raad", decided={"raad": "2024-06-11"}), "b": work("1d", "vote +2d")}
    status = status_of_plan(items, status_date="2024-06-12", bodies=COUNCIL)

    assert (status["vote"]["early_finish"], status["vote"]["actual_finish"]) == ("2024-06-11", "2024-06-11")
    assert (status["vote"]["hand_in"], status["vote"]["state"]) == (None, "done")
    assert status["b"]["early_start"] == "2024-06-14"


@pytest.mark.parametrize(
    ("rule", "day", "done"),
    [("all", "2024-07-02", False), ("2 of 3", "2024-06-25", False), ("1 of 3", "2024-06-11", True)],
)
def test_group_has_decided_when_enough_of_its_bodies_have(rule: str, day: str, *, done: bool) -> None:
    items = {"vote": decision("raden", rule=rule, decided={"almelo": "2024-06-11"}), "next": milestone("vote")}
    status = status_of_plan(items, status_date=STATUS, **TOWNS)

    assert (status["vote"]["early_finish"], status["vote"]["state"] == "done") == (day, done)
    assert (status["vote@almelo"]["actual_finish"], status["vote@almelo"]["state"]) == ("2024-06-11", "done")
    assert (status["vote@losser"]["early_finish"], status["vote@losser"]["state"] == "done") == ("2024-07-02", False)
    assert status["next"]["early_finish"] == day


def test_decision_of_a_group_that_is_reported_whole_leaves_no_body_to_decide() -> None:
    items = {
        "vote": decision("raden", decided={"almelo": "2024-06-11"}, progress={"finished": "2024-06-13"}),
        "local": work("1d", "vote@borne +1d"),
    }
    status = status_of_plan(items, status_date="2024-06-14", **TOWNS)

    days = {name: status[name]["actual_finish"] for name in ("vote", "vote@almelo", "vote@borne", "vote@losser")}
    assert days == {
        "vote": "2024-06-13",
        "vote@almelo": "2024-06-11",
        "vote@borne": "2024-06-13",
        "vote@losser": "2024-06-13",
    }
    assert status["local"]["early_start"] == "2024-06-17"


def test_body_that_has_decided_needs_no_papers_for_the_day_that_was_agreed() -> None:
    bodies = {"slow": {"hand_in": "8ew", "meetings": ["2024-09-24"]}, "quick": {"meetings": ["2024-09-24"]}}
    vote = decision("both", "paper", fixed="2024-09-24")
    items = {"paper": work("1w"), "vote": vote, "end": milestone("vote")}
    limits = []
    for decided in ({}, {"slow": "2024-06-11"}):
        status = status_of_plan(
            {**items, "vote": {**vote, "decided": decided}},
            status_date=STATUS,
            bodies=bodies,
            groups={"both": ["slow", "quick"]},
            targets={"t": target("end", by="2024-10-01")},
        )
        limits.append(status["paper"]["late_finish"])

    assert limits == ["2024-07-30", "2024-09-24"]


def test_agreed_day_gives_way_to_the_day_on_which_it_happened() -> None:
    items = {
        "m": milestone(fixed="2024-06-20", progress={"finished": "2024-06-12"}),
        "vote": decision("raad", fixed="2024-07-04", decided={"raad": "2024-06-13"}),
    }
    status = status_of_plan(items, status_date=STATUS, bodies=COUNCIL)

    assert [status[name]["early_finish"] for name in items] == ["2024-06-12", "2024-06-13"]
    assert status.codes() == []
