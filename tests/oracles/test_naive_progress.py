"""The oracle's reading of progress, against answers worked out by hand."""

from typing import Any

import pytest

from tests.oracles.naive import by_id, schedule


def rows(plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return by_id(schedule(plan)["deliverables"])


def finished(duration: str, day: str) -> dict[str, Any]:
    return {"duration": duration, "progress": {"finished": day}}


@pytest.mark.parametrize(
    ("written", "last", "percent"),
    [
        ({"duration": "4w", "progress": {"started": "2024-06-10"}}, "2024-07-05", 25),
        ({"duration": "20ed", "progress": {"started": "2024-06-10"}}, "2024-06-29", 35),
        ({"duration": "3d", "progress": {"started": "2024-06-10"}}, "2024-06-17", 66),
        ({"duration": "4w", "progress": {"started": "2024-06-10", "remaining": "5ed"}}, "2024-06-21", 82),
        ({"duration": "5d", "progress": {"started": "2024-06-10", "percent": 50}}, "2024-06-19", 50),
    ],
)
def test_what_remains_counts_from_the_status_date(written: dict[str, Any], last: str, percent: int) -> None:
    found = rows({"status_date": "2024-06-17", "deliverables": {"a": written}})["a"]

    assert (found["early_start"], found["early_finish"]) == ("2024-06-10", last)
    assert found["percent_complete"] == percent
    assert found["late_start"] is None


def test_work_that_is_only_reported_finished_took_its_duration() -> None:
    found = rows({"status_date": "2024-06-17", "deliverables": {"a": finished("1w", "2024-06-12")}})["a"]

    assert (found["early_start"], found["early_finish"]) == ("2024-06-06", "2024-06-12")
    assert (found["actual_start"], found["actual_finish"], found["percent_complete"]) == (None, "2024-06-12", 100)


def test_a_rest_that_began_too_soon_waits_for_what_comes_before() -> None:
    deliverables = {
        "a": {"duration": "10d", "progress": {"started": "2024-06-10"}},
        "b": {"duration": "10d", "after": "a", "progress": {"started": "2024-06-12", "remaining": "6d"}},
        "c": {"duration": "1d", "after": "b SS+7d", "not_before": "2024-06-19"},
    }
    targets = {"t": {"by": "2024-07-05", "milestone": "b", "kind": "fatal"}}
    found = rows({"status_date": "2024-06-17", "deliverables": deliverables, "targets": targets})

    assert (found["b"]["early_start"], found["b"]["early_finish"]) == ("2024-06-12", "2024-07-01")
    assert found["a"]["total_float"] == 4
    assert found["a"]["critical"]
    assert found["b"]["critical"]
    assert found["c"]["early_start"] == "2024-06-21"


def test_a_start_that_has_been_is_bound_by_nothing() -> None:
    deliverables = {
        "b": {"duration": "30d", "progress": {"started": "2024-06-10"}},
        "c": {"duration": "5d", "after": "b SS+10d"},
    }
    targets = {"t": {"by": "2024-06-21", "milestone": "c", "kind": "fatal"}}
    plan = {"status_date": "2024-06-17", "deliverables": deliverables, "targets": targets}

    assert rows(plan)["b"]["float_to"] == {"t": None}
    assert rows(plan)["c"]["float_to"] == {"t": -5}
    assert schedule(plan)["targets"][0]["critical_path"] == ["c"]


def test_a_decision_of_a_group_that_is_reported_whole_leaves_no_body_to_decide() -> None:
    plan: dict[str, Any] = {"status_date": "2024-05-21", "bodies": {"raad": {"meetings": ["2024-07-04"]}}}
    plan["bodies"] |= {"staten": {"meetings": ["2024-09-24"]}}
    plan["groups"] = {"beide": ["raad", "staten"]}
    besluit = {"decided_by": "beide", "decided": {"raad": "2024-05-16"}, "progress": {"finished": "2024-05-20"}}
    plan["deliverables"] = {"besluit": besluit}
    found = rows(plan)

    assert [found[name]["actual_finish"] for name in ("besluit", "besluit@raad", "besluit@staten")] == [
        "2024-05-20",
        "2024-05-16",
        "2024-05-20",
    ]


def test_an_agreed_day_that_is_past_is_not_reached_by_itself() -> None:
    deliverables = {
        "a": finished("1w", "2024-06-07"),
        "m": {"milestone": True, "after": "a", "fixed": "2024-06-12"},
        "n": {"milestone": True, "after": "a"},
    }
    found = rows({"status_date": "2024-06-17", "deliverables": deliverables})

    assert [found[name]["actual_finish"] for name in ("m", "n")] == [None, "2024-06-07"]
