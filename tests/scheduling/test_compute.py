"""What holds for every schedule: links hold, order is nothing, time is even, and float is exactly what can be lost."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.faces import deliverables, status_json, targets
from tests.scheduling.strategies import FORWARD, WAITS, PlanData, plans

ALL_KINDS = ("work", "work", "elapsed", "milestone", "term", "decision")
DAY = timedelta(days=1)
Json = dict[str, Any] | list[Any] | str | int | None
FEWER = settings(max_examples=settings().max_examples * 3 // 5)


def rows_of(plan: PlanData) -> dict[str, dict[str, Any]]:
    """The deliverables of a plan without errors."""
    status = status_json(plan)
    errors = [finding for finding in status["findings"] if finding["severity"] == "error"]

    assert errors == []
    return deliverables(status)


def changed(plan: PlanData, name: str, **keys: object) -> PlanData:
    """The plan with some keys of one deliverable changed."""
    other = copy.deepcopy(plan)
    other["deliverables"][name].update(keys)
    return other


def is_worked(plan: PlanData, day: date) -> bool:
    return day.weekday() < 5 and day.isoformat() not in plan["calendars"]["own"]["closed"]


def begin(plan: PlanData, row: dict[str, Any]) -> date:
    """The instant of a start, as the day that begins with it."""
    is_point = row["kind"] in {"milestone", "decision"}
    return end(plan, row) if is_point else date.fromisoformat(row["early_start"])


def end(plan: PlanData, row: dict[str, Any]) -> date:
    """The instant of a finish, as the day that begins with it."""
    starts_day = plan["deliverables"][row["id"]].get("milestone") == "start"
    return date.fromisoformat(row["early_finish"]) + (0 if starts_day else 1) * DAY


def shifted(plan: PlanData, instant: date, lag: str) -> date:
    """An instant after a lag or a lead, counted day by day."""
    if not lag:
        return instant
    number = int(lag.rstrip("edw")) * (5 if lag.endswith("w") else 1)
    if lag.endswith("ed"):
        return instant + number * DAY
    while number > 0:
        number -= is_worked(plan, instant)
        instant += DAY
    while number < 0:
        instant -= DAY
        number += is_worked(plan, instant)
    return instant


def drawn_back(plan: PlanData, instant: date) -> date:
    """The end of the last working day before an instant."""
    while not is_worked(plan, instant - DAY):
        instant -= DAY
    return instant


@FEWER
@given(plans())
def test_every_relation_holds_with_its_lag(plan: PlanData) -> None:
    rows = rows_of(plan)

    for name, item in plan["deliverables"].items():
        for link in item.get("after", []):
            predecessor, _, rest = link.partition(" ")
            kind, lag = rest[:2] or "FS", rest[2:]
            event = begin if kind in {"SS", "SF"} else end
            bound = shifted(plan, event(plan, rows[predecessor]), lag)
            is_working_lead = lag.startswith("-") and not lag.endswith("ed")
            if "duration" in item and (kind == "SF" or (kind == "FF" and is_working_lead)):
                bound = drawn_back(plan, bound)
            bounded = end if kind in {"FF", "SF"} else begin
            assert bounded(plan, rows[name]) >= bound, link


@FEWER
@given(plans())
def test_nothing_starts_later_than_its_bounds_ask(plan: PlanData) -> None:
    rows = rows_of(plan)

    for name, item in plan["deliverables"].items():
        if item.get("duration", "").endswith("d") and rows[name]["driven_by"] == [{"rule": "status-date", "id": None}]:
            first = date.fromisoformat(plan["status_date"])
            while not item["duration"].endswith("ed") and not is_worked(plan, first):
                first += DAY
            assert rows[name]["early_start"] == first.isoformat()


def shuffle(value: Json, mixed: random.Random) -> Json:
    """The same data with the keys of every mapping, and predecessors, in another order."""
    if isinstance(value, dict):
        keys = list(value)
        mixed.shuffle(keys)
        return {
            key: _shuffled_list(value[key], mixed) if key == "after" else shuffle(value[key], mixed) for key in keys
        }
    return value


def _shuffled_list(values: list[str], mixed: random.Random) -> list[str]:
    return mixed.sample(values, len(values))


def shuffled(plan: PlanData, mixed: random.Random) -> PlanData:
    """A plan with its keys and predecessors in another order."""
    result = shuffle(plan, mixed)
    return result if isinstance(result, dict) else {}


def without_places(status: dict[str, Any]) -> dict[str, Any]:
    """A status of which the findings have no place and stand in a fixed order."""
    findings = sorted((finding["code"], finding["message"]) for finding in status["findings"])
    return {**status, "findings": findings}


@FEWER
@given(plans(kinds=ALL_KINDS, types=FORWARD), st.randoms(use_true_random=False))
def test_e21_order_of_keys_and_predecessors_changes_nothing(plan: PlanData, mixed: random.Random) -> None:
    assert without_places(status_json(shuffled(plan, mixed))) == without_places(status_json(plan))


def moved(value: Json, weeks: int) -> Json:
    """The same data with every date so many weeks later."""
    if isinstance(value, dict):
        return {key: moved(part, weeks) for key, part in value.items()}
    if isinstance(value, list):
        return [moved(part, weeks) for part in value]
    try:
        return (date.fromisoformat(str(value)) + weeks * 7 * DAY).isoformat()
    except ValueError:
        return value


@FEWER
@given(plans(closed=False), st.integers(-60, 60))
def test_moving_all_by_whole_weeks_moves_all(plan: PlanData, weeks: int) -> None:
    later = moved(plan, weeks)
    status = status_json(later) if isinstance(later, dict) else {}

    assert [status["targets"], status["deliverables"]] == [
        moved(part, weeks) for part in (status_json(plan)["targets"], status_json(plan)["deliverables"])
    ]


@FEWER
@given(plans(kinds=ALL_KINDS, types=FORWARD, lags=("", "+2d", "-2d", "+3ed")), st.data())
def test_adding_a_predecessor_never_finishes_anything_earlier(plan: PlanData, data: st.DataObject) -> None:
    before = rows_of(plan)
    names = [name for name in plan["deliverables"] if name != "end"]
    first, second = sorted(data.draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True)))
    link = f"{first} {data.draw(st.sampled_from(FORWARD))}{data.draw(st.sampled_from(WAITS))}"
    # A link takes the status date away as the bound of what had none; it is kept here as a not-before.
    kept = {"not_before": plan["status_date"], **plan["deliverables"][second]}
    after = rows_of(changed(plan, second, **{**kept, "after": [*kept.get("after", []), link]}))

    for name, row in before.items():
        assert (row["early_finish"] or "9999") <= (after[name]["early_finish"] or "9999")


@FEWER
@given(plans(kinds=ALL_KINDS, types=FORWARD), st.integers(0, 200))
def test_targets_and_due_dates_never_move_early_dates(plan: PlanData, days: int) -> None:
    before = rows_of(plan)
    other = copy.deepcopy(plan)
    other["targets"]["goal"]["by"] = (date(2024, 6, 3) + days * DAY).isoformat()
    for item in other["deliverables"].values():
        item["due"] = "2024-07-01"
    after = rows_of(other)

    assert {name: (row["early_start"], row["early_finish"], row["driven_by"]) for name, row in before.items()} == {
        name: (row["early_start"], row["early_finish"], row["driven_by"]) for name, row in after.items()
    }


def worked(plan: PlanData, choose: Callable[[Any], str]) -> tuple[str, int]:
    """One piece of work of the plan, and its length in days."""
    names = [name for name, item in plan["deliverables"].items() if is_working_days(item)]
    assume(names)
    name = choose(st.sampled_from(sorted(names)))
    return name, int(plan["deliverables"][name]["duration"].removesuffix("d"))


def is_working_days(item: PlanData) -> bool:
    """Whether a deliverable is work of so many working days."""
    duration = item.get("duration", "")
    return duration.endswith("d") and not duration.endswith("ed")


@FEWER
@given(plans(kinds=ALL_KINDS, types=("FS",)), st.data())
def test_total_float_is_exactly_what_work_can_lose(plan: PlanData, data: st.DataObject) -> None:
    name, length = worked(plan, data.draw)
    status = status_json(plan)
    room = deliverables(status)[name]["float_to"]["goal"]
    others = targets(status)["goal"]["margin_days"]
    assume(room is not None and room >= 0 and others is not None)
    in_time = targets(status_json(changed(plan, name, duration=f"{length + room}d")))["goal"]
    too_late = targets(status_json(changed(plan, name, duration=f"{length + room + 1}d")))["goal"]

    # Where another chain is late already, this one makes it no worse.
    assert in_time["margin_days"] >= min(others, 0)
    assert too_late["margin_days"] is None or too_late["margin_days"] < 0


@FEWER
@given(plans(kinds=ALL_KINDS, types=("FS",)), st.data())
def test_free_float_is_exactly_what_work_can_lose_before_a_follower_moves(plan: PlanData, data: st.DataObject) -> None:
    name, length = worked(plan, data.draw)
    before = rows_of(plan)
    followers = [
        other
        for other, item in plan["deliverables"].items()
        if any(link.partition(" ")[0] == name for link in item.get("after", ()))
    ]
    assume(any(before[follower]["early_finish"] for follower in followers))
    room = before[name]["free_float"]
    same = rows_of(changed(plan, name, duration=f"{length + room}d"))
    later = rows_of(changed(plan, name, duration=f"{length + room + 1}d"))

    assert all(same[follower]["early_finish"] == before[follower]["early_finish"] for follower in followers)
    assert any(later[follower]["early_finish"] != before[follower]["early_finish"] for follower in followers)


@FEWER
@given(plans(kinds=ALL_KINDS, types=("FS",)), st.data())
def test_what_is_not_critical_does_not_hold_the_target(plan: PlanData, data: st.DataObject) -> None:
    name, _ = worked(plan, data.draw)
    status = status_json(plan)
    goal = targets(status)["goal"]
    assume(goal["forecast"] is not None and name not in {*goal["critical_path"], *goal["also"]})

    assert targets(status_json(changed(plan, name, duration="1d")))["goal"]["forecast"] == goal["forecast"]


@FEWER
@given(plans(kinds=ALL_KINDS, types=FORWARD))
def test_critical_path_ends_with_the_milestone_and_each_step_drives_the_next(plan: PlanData) -> None:
    status = status_json(plan)
    goal, rows = targets(status)["goal"], deliverables(status)
    assume(goal["forecast"] is not None)
    path = goal["critical_path"]

    assert path[-1] == "end"
    for before, name in pairwise(path):
        assert {"rule": "predecessor", "id": before} in rows[name]["driven_by"]
    assert {"predecessor"} != {driver["rule"] for driver in rows[path[0]]["driven_by"]}
