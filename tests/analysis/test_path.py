"""The path to a target: its chain, the chains near it against a search over floats, and the best gains."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from roadmap.analysis.path import MOST_CHAINS, MOST_GAINS, NearChain, Path, find_path
from roadmap.scheduling.compute import compute_schedule
from roadmap.scheduling.drag import Recomputation
from roadmap.scheduling.graph import whole
from roadmap.scheduling.schedule import Schedule
from tests.faces import load_text
from tests.scheduling.strategies import FORWARD, MONDAY, PlanData, plans

KINDS = ("work", "elapsed", "milestone", "decision", "term")


@st.composite
def drawn(draw: st.DrawFn) -> PlanData:
    """A plan of every kind, with more or less room within which a chain is nearly critical."""
    plan = draw(plans(types=FORWARD, kinds=KINDS))
    return {**plan, "settings": {"near_critical": f"{draw(st.integers(1, 120))}d"}}


def path_of(plan: PlanData) -> tuple[Schedule, Path]:
    """The schedule of a plan, and the path to its target."""
    schedule = compute_schedule(load_text(json.dumps(plan)).plan, status_date=MONDAY)
    (target,) = schedule.targets
    return schedule, find_path(schedule, target)


def near_by_float(schedule: Schedule, path: Path) -> dict[str, int]:
    """What is nearly critical by its float alone, with that float."""
    margin = path.target.margin
    if margin is None:
        return {}
    on_path = {item.id for item in (*path.chain, *path.tied)}
    floats = {name: item.float_to["goal"] for name, item in schedule.items.items() if "@" not in name}
    most = margin + schedule.plan.settings.near_critical.days
    return {name: room for name, room in floats.items() if room is not None and room <= most and name not in on_path}


def predecessors(schedule: Schedule, name: str) -> set[str]:
    """The deliverables that one waits for."""
    return {whole(bound.link.predecessor) for bound in schedule.items[name].activity.bounds}


@given(drawn())
def test_nearly_critical_items_stand_in_one_chain_or_beyond_those_shown(plan: PlanData) -> None:
    schedule, path = path_of(plan)
    near = near_by_float(schedule, path)
    shown = [item.id for chain in path.near for item in chain.items]
    hidden = near.keys() - set(shown)

    assert len(shown) == len(set(shown))
    assert set(shown) <= near.keys()
    assert not hidden or len(path.near) == MOST_CHAINS
    assert all(near[name] >= path.near[-1].room for name in hidden)


@given(drawn())
def test_chains_come_in_the_order_of_their_room_and_items_in_that_of_their_drivers(plan: PlanData) -> None:
    schedule, path = path_of(plan)
    near = near_by_float(schedule, path)

    assert [chain.room for chain in path.near] == sorted(chain.room for chain in path.near)
    for chain in path.near:
        names = [item.id for item in chain.items]
        assert chain.room == min(near[name] for name in names)
        for before, after in pairwise(names):
            assert before in {whole(driver.id or "") for driver in schedule.items[after].driving.drivers}


@given(drawn())
def test_chain_joins_what_follows_its_last_item_on_the_path_or_else_near_it(plan: PlanData) -> None:
    schedule, path = path_of(plan)
    near = near_by_float(schedule, path)
    on_path = {item.id for item in (*path.chain, *path.tied)}
    for chain in path.near:
        last = chain.items[-1].id
        followers = {name for name in schedule.items if "@" not in name and last in predecessors(schedule, name)}
        possible = followers & on_path or followers & near.keys()

        assert (chain.joins in possible) if possible else (chain.joins is None)


@given(drawn())
def test_chain_is_that_of_the_target_in_order_with_the_ties_beside_it(plan: PlanData) -> None:
    schedule, path = path_of(plan)
    chain, tied = [item.id for item in path.chain], [item.id for item in path.tied]

    assert (tuple(chain), tuple(tied)) == (path.target.critical_path, path.target.also)
    assert not chain or chain[-1] == "end"
    assert not set(chain) & set(tied)
    for before, after in pairwise(chain):
        assert before in predecessors(schedule, after)


@given(drawn())
def test_gains_are_the_best_of_all_things_on_the_path(plan: PlanData) -> None:
    schedule, path = path_of(plan)
    recomputation = Recomputation(schedule, "end")
    every = [gain for item in schedule.items if "@" not in item for gain in recomputation.gains(item)]
    best = sorted((gain.days for gain in every if gain.days > 0), reverse=True)[:MOST_GAINS]

    assert [gain.days for gain in path.gains] == best
    assert path.drags == {
        gain.id: gain.days
        for gain in every
        if gain.source not in {"lag", "not-before"} and gain.id in {item.id for item in (*path.chain, *path.tied)}
    }


@given(drawn())
def test_every_decision_on_the_path_tells_what_missing_its_meeting_costs(plan: PlanData) -> None:
    _, path = path_of(plan)
    decisions = [item for item in (*path.chain, *path.tied) if item.hearing is not None]

    assert [meeting.item for meeting in path.meetings] == decisions
    for meeting in path.meetings:
        assert (meeting.next_meeting is None) == (meeting.cost_days is None)
        assert meeting.target_cost_days is None or meeting.target_cost_days >= 0
        assert meeting.cost_days is not None or meeting.target_cost_days is None


def in_words(chain: NearChain) -> tuple[list[str], int, str | None]:
    return [item.id for item in chain.items], chain.room, chain.joins


def written(deliverables: dict[str, dict[str, object]]) -> PlanData:
    """A plan in which what is given leads to the end of June."""
    return {
        "status_date": MONDAY.isoformat(),
        "calendar": "own",
        "calendars": {"own": {"week": ["mon", "tue", "wed", "thu", "fri"], "holidays": "none"}},
        "targets": {"goal": {"by": "2024-06-28", "milestone": "end", "kind": "fatal"}},
        "deliverables": {**deliverables, "end": {"milestone": "finish", "after": ["long", "short", "aside"]}},
    }


def test_chain_that_joins_another_one_near_the_path_says_where() -> None:
    _, path = path_of(
        written(
            {
                "long": {"duration": "15d"},
                "first": {"duration": "4d"},
                "second": {"duration": "4d"},
                "short": {"duration": "6d", "after": ["first", "second +1d"]},
                "aside": {"duration": "6d"},
            }
        )
    )

    assert [item.id for item in path.chain] == ["long", "end"]
    assert [in_words(chain) for chain in path.near] == [
        (["second", "short"], 9, "end"),
        (["first"], 10, "short"),
        (["aside"], 14, "end"),
    ]


def test_what_is_as_critical_stands_beside_the_chain_and_is_worth_nothing_by_itself() -> None:
    _, path = path_of(written({"long": {"duration": "15d"}, "short": {"duration": "15d"}, "aside": {"duration": "1d"}}))

    assert ([item.id for item in path.chain], [item.id for item in path.tied]) == (["long", "end"], ["short"])
    assert (path.drags, path.gains) == ({"long": 0, "short": 0}, ())
