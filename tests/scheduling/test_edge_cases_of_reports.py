"""The cases that naive planners get wrong, by their numbers: progress that is done, bad, or out of sequence."""

from __future__ import annotations

import pytest

from tests.scheduling.small_plans import Written, decision, milestone, status_of_plan, target, term, work


def test_e17_completed_chain_has_no_float_and_is_not_critical() -> None:
    done = {"started": "2024-05-13", "finished": "2024-05-31"}
    items = {"a": work("2d", progress=done), "b": work("20d", "a"), "end": milestone("b")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-06-14")})

    assert (status["a"]["total_float"], status["a"]["free_float"], status["a"]["float_to"]) == (None, None, {"t": None})
    assert (status["a"]["critical"], status["a"]["near_critical"], status["a"]["state"]) == (False, False, "done")
    assert status["b"]["total_float"] == -10
    assert status.targets["t"]["critical_path"] == ["b", "end"]


@pytest.mark.parametrize(
    "report", [{"percent": "100"}, {"remaining": "0d"}, {"started": "2024-05-27", "percent": "100"}]
)
def test_e18_finished_without_a_date_is_an_error(report: Written) -> None:
    status = status_of_plan({"a": work("5d", progress=report), "b": milestone("a")})

    assert status.codes() == ["finished-without-date"]
    assert status.finding("finished-without-date")["severity"] == "error"
    assert status.rows == {}


@pytest.mark.parametrize("report", [{"started": "2024-06-04"}, {"started": "2024-06-03", "finished": "2024-06-04"}])
def test_e18_actual_in_the_future_is_an_error(report: Written) -> None:
    status = status_of_plan({"a": work("5d", progress=report), "b": milestone("a")})

    assert status.codes() == ["actual-in-the-future"]
    assert status.finding("actual-in-the-future")["severity"] == "error"


@pytest.mark.parametrize("report", [{"started": "2024-06-03"}, {"started": "2024-06-03", "finished": "2024-06-03"}])
def test_e18_actual_on_the_status_date_is_allowed(report: Written) -> None:
    status = status_of_plan({"a": work("5d", progress=report), "b": milestone("a")})

    assert status.codes() == []


@pytest.mark.parametrize(
    "item",
    [
        work("5d", progress={"started": "2024-06-01"}),
        work("5d", progress={"started": "2024-05-27", "finished": "2024-06-02"}),
        milestone(progress={"finished": "2024-06-01"}),
        decision("raad", decided={"raad": "2024-06-01"}),
    ],
    ids=["start", "finish", "milestone", "decision"],
)
def test_e18_actual_on_a_weekend_is_a_warning_and_counts(item: Written) -> None:
    status = status_of_plan({"a": item, "b": milestone("a")}, bodies={"raad": {"meets": {"every": "tuesday"}}})

    assert status.codes() == ["actual-on-day-off"]
    assert status.finding("actual-on-day-off")["severity"] == "warning"
    assert "2024-06-01" in status.dates("a") or "2024-06-02" in status.dates("a")


def test_e18_status_date_before_the_plan_is_allowed() -> None:
    items = {"a": work("5d", not_before="2024-06-03"), "b": milestone("a")}
    status = status_of_plan(items, status_date="2023-01-02")

    assert status.codes() == []
    assert status.dates("a") == ("2024-06-03", "2024-06-07")


def test_e19_out_of_sequence_progress_is_a_warning_that_names_the_link_and_the_rest_waits() -> None:
    begun = {"started": "2024-05-27", "remaining": "3d"}
    items = {"a": work("5d"), "b": work("8d", "a FS+2d", progress=begun), "end": milestone("b")}
    status = status_of_plan(items)

    finding = status.finding("out-of-sequence")
    assert status.codes() == ["out-of-sequence"]
    assert finding["severity"] == "warning"
    assert "a +2d" in finding["message"]
    assert "2024-06-11" in finding["message"]
    assert status.dates("b") == ("2024-05-27", "2024-06-14")


def test_e19_finished_out_of_sequence_is_finished_all_the_same() -> None:
    items = {"a": work("5d"), "b": work("8d", "a", progress={"finished": "2024-05-31"}), "end": milestone("b")}
    status = status_of_plan(items)

    assert status.codes() == ["out-of-sequence"]
    assert (status["b"]["early_finish"], status["b"]["state"]) == ("2024-05-31", "done")


def test_e19_reached_on_the_day_on_which_its_predecessor_is_to_be_finished_is_out_of_sequence() -> None:
    items = {"a": work("1d"), "end": milestone("a", progress={"finished": "2024-06-03"})}
    reported = {**items, "a": work("1d", progress={"finished": "2024-06-03"})}

    assert status_of_plan(items).codes() == ["out-of-sequence"]
    assert status_of_plan(reported).codes() == []


def test_e19_term_that_ended_before_its_event_is_out_of_sequence_at_its_end() -> None:
    event = milestone(progress={"finished": "2024-05-29"})
    ended = {"started": "2024-05-20", "finished": "2024-05-28"}
    items = {"event": event, "wait": term("sas", "event", duration="10ed", progress=ended), "end": milestone("wait")}
    status = status_of_plan(items)

    assert status.codes() == ["out-of-sequence"]
    assert "2024-05-28" in status.finding("out-of-sequence")["message"]


@pytest.mark.parametrize(
    ("link", "report", "codes"),
    [
        ("a SS", {"started": "2024-05-29"}, []),
        ("a SS", {"started": "2024-05-28"}, ["out-of-sequence"]),
        ("a SS+2d", {"started": "2024-05-31"}, []),
        ("a SS+2d", {"started": "2024-05-30"}, ["out-of-sequence"]),
        ("a FF", {"started": "2024-05-27"}, []),
        ("a FF", {"started": "2024-05-27", "finished": "2024-05-31"}, ["out-of-sequence"]),
        ("a SF", {"started": "2024-05-21", "finished": "2024-05-28"}, []),
        ("a SF", {"started": "2024-05-21", "finished": "2024-05-27"}, ["out-of-sequence"]),
        ("done", {"started": "2024-05-29"}, []),
        ("done", {"started": "2024-05-28"}, ["out-of-sequence"]),
        ("done +2d", {"started": "2024-05-31"}, []),
        ("done +2d", {"started": "2024-05-30"}, ["out-of-sequence"]),
        ("done -2d", {"started": "2024-05-28"}, ["lead"]),
        ("done -2d", {"started": "2024-05-27"}, ["lead", "out-of-sequence"]),
    ],
)
def test_e19_each_type_of_link_holds_its_own_event(link: str, report: Written, codes: list[str]) -> None:
    items = {
        "a": work("10d", progress={"started": "2024-05-29"}),
        "done": work("3d", progress={"started": "2024-05-27", "finished": "2024-05-29"}),
        "b": work("20d", link, "start", progress=report),
        "start": milestone(progress={"finished": "2024-05-17"}),
        "end": milestone("a", "b", "done"),
    }
    status = status_of_plan(items)

    assert sorted(code for code in status.codes() if not code.startswith("dangling")) == codes
