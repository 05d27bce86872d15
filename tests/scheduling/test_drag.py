"""Drag by another way: the plan is edited as a planner would, and computed anew through the face."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from roadmap.plan.calendars import BEYOND
from roadmap.plan.load import load_plan
from roadmap.scheduling.compute import compute_schedule
from roadmap.scheduling.drag import Gain, Recomputation
from roadmap.scheduling.schedule import Schedule
from tests.faces import NVO, load_text
from tests.nvo.editing import Edit, edited
from tests.scheduling.strategies import FORWARD, MONDAY, PlanData, plans

DAY = timedelta(days=1)
DRAWN = settings(max_examples=50)


@st.composite
def drawn(draw: st.DrawFn) -> PlanData:
    """A plan of every kind in which a milestone or decision may have an agreed day, and early work may be done."""
    plan = draw(plans(types=FORWARD, kinds=("work", "elapsed", "milestone", "decision", "term")))
    for name, item in plan["deliverables"].items():
        after = item.get("after", [])
        if name != "end" and ("milestone" in item or "decided_by" in item) and draw(st.integers(0, 4)) == 4:
            item["fixed"] = (MONDAY + timedelta(days=draw(st.integers(0, 60)))).isoformat()
        elif "duration" in item and not after and draw(st.integers(0, 3)) == 3:
            item["progress"] = {"finished": (MONDAY - timedelta(days=draw(st.integers(1, 40)))).isoformat()}
    return plan


def computed(plan: PlanData) -> Schedule:
    """The schedule of a plan in plain data."""
    return compute_schedule(load_text(json.dumps(plan)).plan, status_date=MONDAY)


def gains_of(plan: PlanData) -> list[Gain]:
    """What each thing about each deliverable is worth."""
    recomputation = Recomputation(computed(plan), "end")
    return [gain for name in plan["deliverables"] for gain in recomputation.gains(name)]


def forecast(plan: PlanData) -> date | None:
    """The forecast of the target in a plan of its own."""
    (target,) = computed(plan).targets
    return target.forecast


def days_gained(plan: PlanData, edited: PlanData) -> int:
    """By how many days the edited plan comes earlier; 0 when either cannot be told."""
    before, after = forecast(plan), forecast(edited)
    return (before - after).days if before and after else 0


def without(plan: PlanData, gain: Gain) -> PlanData:
    """The plan in which a planner has taken out what a gain is about."""
    edited: PlanData = deepcopy(plan)
    item = edited["deliverables"][gain.id]
    match gain.source:
        case "duration":
            item.pop("duration")
            item["milestone"] = "start"
            item["not_before"] = max(item.get("not_before", ""), MONDAY.isoformat())
        case "wait":
            _meet_when_ready(edited, gain.id, computed(plan).items[gain.id].ready)
        case "lag":
            item["after"] = [_unlagged(link) if link.split()[0] == gain.predecessor else link for link in item["after"]]
        case "not-before" | "fixed":
            item.pop(gain.source.replace("-", "_"))
    return edited


def _unlagged(link: str) -> str:
    return link.partition("+")[0].rstrip()


def _meet_when_ready(plan: PlanData, name: str, ready: int) -> None:
    """An extra meeting of bodies that only this decision has, on the day when all is ready, or on the status date."""
    day = max(date.fromordinal(ready - 1), MONDAY).isoformat()
    item = plan["deliverables"][name]
    bodies = plan["groups"].get(item["decided_by"], [item["decided_by"]])
    for body in bodies:
        plan["bodies"][f"{body}-too"] = {**plan["bodies"][body], "extra": [{"on": day, "hand_in": day}]}
    plan["groups"]["those"] = [f"{body}-too" for body in bodies]
    item |= {"decided_by": "those", "readings": 1}


def _feeds_a_term(plan: PlanData, name: str) -> bool:
    """Whether a term counts from it: from work that is the end of its day, from a start milestone the beginning."""
    return any("term" in item and name in str(item.get("after")) for item in plan["deliverables"].values())


@DRAWN
@given(drawn(), st.integers(0))
def test_what_a_thing_is_worth_is_what_the_plan_gains_without_it(plan: PlanData, which: int) -> None:
    gains = [gain for gain in gains_of(plan) if gain.source != "duration" or not _feeds_a_term(plan, gain.id)]
    gains = [gain for gain in gains if gain.days] or gains
    assume(gains)
    gain = gains[which % len(gains)]

    assert gain.days == days_gained(plan, without(plan, gain))


@DRAWN
@given(drawn())
def test_what_is_not_on_the_path_is_worth_nothing(plan: PlanData) -> None:
    (target,) = computed(plan).targets
    assume(target.forecast is not None)
    on_path = {*target.critical_path, *target.also}

    # An agreed day that cannot be kept hides what logic says, and what lies in the past by its not-before would lie
    # at the status date without: then all comes later.
    assert {gain.id for gain in gains_of(plan) if gain.days > 0} <= on_path
    assert {gain.source for gain in gains_of(plan) if gain.days < 0} <= {"fixed", "not-before"}


@DRAWN
@given(plans(types=FORWARD, kinds=("work", "elapsed", "milestone", "decision")))
def test_shortening_step_by_step_gains_ever_more_up_to_the_drag(plan: PlanData) -> None:
    drags = [gain for gain in gains_of(plan) if gain.source == "duration"]
    assume(drags)
    drag = max(drags, key=lambda gain: gain.days)
    written = plan["deliverables"][drag.id]["duration"]
    number, unit = (written[:-2], "ed") if written.endswith("ed") else (written[:-1], "d")
    steps = [days_gained(plan, _lasting(plan, drag.id, f"{days}{unit}")) for days in range(int(number), 0, -4)]

    assert [*steps, drag.days] == sorted([*steps, drag.days])


def _lasting(plan: PlanData, name: str, duration: str) -> PlanData:
    return {
        **plan,
        "deliverables": {**plan["deliverables"], name: {**plan["deliverables"][name], "duration": duration}},
    }


@DRAWN
@given(drawn(), st.integers(0))
def test_missing_a_meeting_costs_what_papers_a_day_after_the_hand_in_day_cost(plan: PlanData, which: int) -> None:
    schedule = computed(plan)
    heard = [item for item in schedule.items.values() if item.hearing is not None and item.activity.whole is None]
    assume(heard)
    item = heard[which % len(heard)]
    assert item.hearing is not None
    late = deepcopy(plan)
    written = late["deliverables"][item.id]
    written.pop("fixed", None)
    written["not_before"] = max(written.get("not_before", ""), (item.hearing.hand_in + DAY).isoformat())
    before, after = forecast(plan), forecast(late)

    cost = Recomputation(schedule, "end").cost_of_missing(item.id)
    assert cost == ((after - before).days if before and after else None)


LISTED = {"meetings": ["2024-06-20", "2024-07-04", "2024-09-12"], "hand_in": "14ed"}


def council(*, vote: PlanData | None = None, items: PlanData | None = None, bodies: PlanData | None = None) -> PlanData:
    """A council that decides between some work and the end, with other keys of the vote, other items and bodies."""
    deliverables = {
        "paper": {"duration": "3d"},
        "vote": {"decided_by": "raad", "after": "paper"} | (vote or {}),
        "after": {"duration": "10d", "after": "vote"},
        "end": {"milestone": "finish", "after": "after"},
    }
    return {
        "language": "en",
        "status_date": MONDAY.isoformat(),
        "bodies": bodies or {"raad": LISTED},
        "targets": {"goal": {"by": "2024-12-31", "milestone": "end", "kind": "fatal"}},
        "deliverables": deliverables | (items or {}),
    }


def worth(plan: PlanData) -> dict[tuple[str, str], int]:
    """Gains in days by source and id."""
    return {(gain.source, gain.id): gain.days for gain in gains_of(plan)}


def test_missed_meeting_costs_as_much_as_the_plan_key_misses_says() -> None:
    plan = council()
    missing = council(vote={"misses": {"raad": "2024-06-20"}})
    before, after = forecast(plan), forecast(missing)

    assert before is not None
    assert after is not None
    assert Recomputation(computed(plan), "end").cost_of_missing("vote") == (after - before).days == 14


def test_missed_meeting_without_a_next_one_leaves_the_cost_untold() -> None:
    last = council(vote={"not_before": "2024-08-20"})

    assert Recomputation(computed(last), "end").cost_of_missing("vote") is None


def test_target_that_runs_out_of_meetings_after_a_miss_is_not_said_to_stay() -> None:
    bodies = {"raad": LISTED, "short": {"meetings": ["2024-07-09"]}}
    second = {"second": {"decided_by": "short", "after": "vote"}, "end": {"milestone": "finish", "after": "second"}}
    plan = council(bodies=bodies, items=second, vote={"misses": {"raad": "2024-06-20"}})

    assert computed(plan).items["end"].finish < BEYOND
    assert Recomputation(computed(plan), "end").cost_of_missing("vote") is None


def test_term_is_never_shortened() -> None:
    plan = council(items={"after": {"term": "standstill", "after": "vote +5d", "not_before": "2024-06-10"}})

    assert {source for source, name in worth(plan) if name == "after"} == {"lag", "not-before"}


def test_done_items_are_worth_nothing() -> None:
    done = {"duration": "5d", "not_before": "2024-05-20", "progress": {"finished": "2024-05-27"}}

    assert [name for _, name in worth(council(items={"paper": done})) if name == "paper"] == []


def test_papers_that_wait_gain_no_more_than_up_to_the_status_date() -> None:
    done = {"duration": "5d", "progress": {"finished": "2024-05-10"}}
    plan = council(items={"paper": done})

    # From the 20th to the 3rd of June, and the work after it over the weekends between.
    assert forecast(plan) == date(2024, 7, 4)
    assert worth(plan)["wait", "vote"] == (date(2024, 7, 4) - date(2024, 6, 17)).days


def test_started_work_keeps_its_start_for_what_reads_that() -> None:
    begun = {"duration": "20d", "progress": {"started": "2024-05-27", "remaining": "15d"}}
    items = {"paper": begun, "vote": {"duration": "20d", "after": "paper SS"}}

    # What follows from its start has it already: nothing to gain.
    assert worth(council(items=items))["duration", "paper"] == 0


def test_agreed_day_is_worth_what_the_meetings_would_give() -> None:
    fixed = council(vote={"fixed": "2024-09-12"})

    assert worth(fixed)["fixed", "vote"] == (date(2024, 9, 12) - date(2024, 6, 20)).days
    assert ("wait", "vote") not in worth(fixed)


def test_not_before_of_started_work_is_no_thing_to_take_out() -> None:
    begun = {"duration": "20d", "not_before": "2024-05-01", "progress": {"started": "2024-05-27"}}

    assert ("not-before", "paper") not in worth(council(items={"paper": begun}))


def test_unknown_target_has_nothing_to_gain() -> None:
    plan = council(bodies={"raad": {"meetings": ["2024-01-18"]}})

    assert set(worth(plan).values()) == {0}


NVO_DRAGS = {
    "kostprijsonderzoek": 0,
    "aanbestedingsstukken": 15,
    "overgang-clienten": 15,
    "gunningsbesluit": 14,
    "beoordeling": 7,
}


def real_worth(name: str, plan: Path = NVO) -> int:
    """The days that the start of the contracts gains without the time that a deliverable takes."""
    loaded = load_plan(plan).plan
    assert loaded.status_date is not None
    schedule = compute_schedule(loaded, status_date=loaded.status_date)
    gains = Recomputation(schedule, "gereed-voor-start").gains(name)
    return next(gain.days for gain in gains if gain.source in {"duration", "wait"})


@pytest.mark.parametrize(("name", "days"), NVO_DRAGS.items())
def test_drag_in_the_real_plan(name: str, days: int) -> None:
    assert real_worth(name) == days


def test_pricing_study_is_worth_nothing_because_what_it_wins_is_lost_in_the_summer_recess_of_the_colleges(
    tmp_path: Path,
) -> None:
    no_recess = edited(tmp_path, Edit("besturen/colleges.yaml", "      - college-zomer-2024\n", ""))

    # L4-02 is eight weeks of the critical path; without the recess it gains until other chains take over.
    assert real_worth("kostprijsonderzoek") == 0
    assert real_worth("kostprijsonderzoek", no_recess) == 15
