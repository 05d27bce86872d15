"""The rule that sets a date, the runner-up, and the chains that drive a target."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from tests.faces import roadmap
from tests.scheduling.small_plans import MONDAY, Written, decision, milestone, status_of_plan, target, work


def explained(items: dict[str, Written], name: str, **sections: object) -> dict[str, Any]:
    """What `explain --json` says of one deliverable."""
    plan = {"roadmap": "1", "status_date": MONDAY, **sections, "deliverables": items}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(json.dumps(plan), encoding="utf-8")
        content: dict[str, Any] = json.loads(roadmap("explain", path, name, "--json").out)
    return content


def test_friday_evening_and_a_not_before_on_monday_drive_work_together() -> None:
    items = {"a": work("5d"), "b": work("1d", "a", not_before="2024-06-10")}
    status = status_of_plan(items)

    assert status.drivers("b") == [("not-before", None), ("predecessor", "a")]


def test_friday_evening_and_monday_morning_are_two_moments_to_a_milestone() -> None:
    items = {"a": work("5d"), "m": milestone("a", kind="start", not_before="2024-06-10")}
    status = status_of_plan(items)

    assert status.drivers("m") == [("not-before", None)]


def test_only_the_latest_readiness_drives_a_decision() -> None:
    items = {"a": work("2d"), "b": work("3d"), "vote": decision("raad", "a", "b")}
    status = status_of_plan(items, bodies={"raad": {"meetings": ["2024-06-20"]}})

    assert status.drivers("vote") == [("predecessor", "b"), ("meeting", "raad")]


def test_ties_are_all_kept() -> None:
    items = {"b": work("3d"), "a": work("3d"), "c": work("1d", "b", "a")}
    status = status_of_plan(items)

    assert status.drivers("c") == [("predecessor", "a"), ("predecessor", "b")]


def test_runner_up_and_its_gap_are_kept() -> None:
    items = {"a": work("5d"), "b": work("3d"), "c": work("1d", "b", "a")}
    explanation = explained(items, "c")

    assert explanation["deliverable"]["driven_by"] == [{"rule": "predecessor", "id": "a"}]
    assert explanation["runner_up"] == {"rule": "predecessor", "id": "b"}
    assert explanation["gap_days"] == 4


def test_chain_runs_over_meetings_and_calendars() -> None:
    items = {
        "paper": work("5d"),
        "vote": decision("raad", "paper"),
        "tuesdays": work("2d", "vote", calendar="tuesdays"),
        "end": milestone("tuesdays"),
    }
    status = status_of_plan(
        items,
        bodies={"raad": {"meetings": ["2024-06-20"]}},
        calendars={"tuesdays": {"week": ["tue"], "holidays": "none"}},
        targets={"t": target("end", by="2024-07-02")},
    )

    assert status.targets["t"]["critical_path"] == ["paper", "vote", "tuesdays", "end"]
    assert [status[name]["total_float"] for name in items] == [9, 0, 0, 0]
    assert all(status[name]["critical"] for name in items)


def test_path_takes_the_latest_bound_of_equals() -> None:
    items = {"friday": work("5d"), "monday": milestone(not_before="2024-06-10", kind="start")}
    items |= {"next": work("1d", "friday", "monday"), "end": milestone("next")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-07-02")})

    assert status.drivers("next") == [("predecessor", "friday"), ("predecessor", "monday")]
    assert status.targets["t"]["critical_path"] == ["monday", "next", "end"]
    assert status.targets["t"]["also"] == ["friday"]


def test_path_takes_the_first_id_of_equal_bounds() -> None:
    items = {"b": work("5d"), "a": milestone("b"), "c": work("1d", "b", "a"), "end": milestone("c")}
    status = status_of_plan(items, targets={"t": target("end", by="2024-07-02")})

    assert status.targets["t"]["critical_path"] == ["b", "a", "c", "end"]


def test_share_of_the_slowest_body_is_critical_and_has_no_place_of_its_own_in_the_path() -> None:
    bodies = {"north": {"meetings": ["2024-06-13"]}, "south": {"meetings": ["2024-06-20"]}}
    items = {"vote": decision("both"), "end": milestone("vote")}
    status = status_of_plan(
        items, bodies=bodies, groups={"both": list(bodies)}, targets={"t": target("end", by="2024-06-28")}
    )

    assert status.targets["t"]["critical_path"] == ["vote", "end"]
    assert (status["vote@south"]["critical"], status["vote@north"]["critical"]) == (True, False)


def test_what_is_finished_has_an_actual_date_and_leaves_the_path() -> None:
    items = {"a": work("5d", progress={"started": "2024-05-27", "finished": "2024-05-31"}), "b": work("1d", "a")}
    status = status_of_plan({**items, "end": milestone("b")}, targets={"t": target("end", by="2024-07-02")})

    assert status.drivers("a") == [("actual", None)]
    assert status.targets["t"]["critical_path"] == ["b", "end"]
    assert (status["a"]["critical"], status["a"]["total_float"], status["a"]["late_finish"]) == (False, None, None)
