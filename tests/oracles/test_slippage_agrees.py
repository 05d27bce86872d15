"""Shares of every shift against a walk by the letter of the definitions, on pairs of plans of every kind."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, note, settings

from roadmap.analysis.slippage import Attribution
from roadmap.plan.baselines import Baseline
from roadmap.scheduling.compute import compute_schedule
from roadmap.scheduling.freezing import freeze
from roadmap.scheduling.schedule import Schedule
from tests.faces import load_text
from tests.oracles.naive_slippage import read_pair, shares
from tests.oracles.pair_strategies import pairs
from tests.oracles.strategies import plans

EXAMPLES = 100
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

Written = dict[str, Any]


def schedule(plan: Written, baseline: Baseline | None = None) -> Schedule:
    """The schedule of a sound plan in plain data."""
    loaded = load_text(json.dumps(plan)).plan
    if loaded.status_date is None:
        raise AssertionError(plan)
    return compute_schedule(loaded, status_date=loaded.status_date, baseline=baseline)


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW)
@given(pairs())
def test_shares_are_those_of_the_naive_walk_and_add_up_to_the_shift(pair: tuple[Written, Written]) -> None:
    before, now = pair
    note(json.dumps(before))
    note(json.dumps(now))
    later = schedule(now, freeze(schedule(before), "before"))
    attribution, naive = Attribution(later), read_pair(before, now)
    for item in later.items.values():
        note(item.id)
        shift = attribution.shift(item)
        total, expected = shares(naive, item.id)
        found = [
            (share.id, None if share.cause == "new-item" and not share.new_items else share.days)
            for share in shift.shares
        ]

        assert shift.days == total
        assert found == [tuple(share) for share in expected]
        assert total is None or sum(share.days for share in shift.shares) == total


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW)
@given(plans())
def test_nothing_has_moved_since_ones_own_baseline(plan: Written) -> None:
    now = schedule(plan)
    held = schedule(plan, freeze(now, "own"))
    attribution = Attribution(held)

    assert {shift.days for shift in map(attribution.shift, held.items.values())} <= {0, None}
    assert [shift for shift in map(attribution.shift, held.items.values()) if shift.shares] == []
