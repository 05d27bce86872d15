"""Shares on pairs of plans as they are drawn: exact for every deliverable, and those of the definitions."""

from __future__ import annotations

import json
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, note, settings

from roadmap.analysis.slippage import Attribution, Shift, find_slippage
from roadmap.analysis.slips import slip_days
from roadmap.export import slippage_json, slippage_text
from roadmap.export.slippage_words import cause_in_words
from roadmap.export.terminal import Screen
from roadmap.export.words import Words
from roadmap.plan.baselines import Baseline, baseline_path, load_baseline, to_text
from roadmap.scheduling.compute import compute_schedule
from roadmap.scheduling.freezing import freeze
from roadmap.scheduling.schedule import Schedule
from tests.faces import load_text
from tests.oracles.naive_slippage import read_pair, shares
from tests.oracles.pair_strategies import Written, items_of, pairs
from tests.oracles.strategies import plans
from tests.thorough import IS_THOROUGH

PAIRS = 600 if IS_THOROUGH else 120
SCREEN = Screen()
drawn = settings(
    max_examples=PAIRS,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def scheduled(plan: Written, baseline: Baseline | None = None) -> Schedule:
    loaded = load_text(json.dumps(plan))
    assert loaded.is_sound, loaded.findings
    assert loaded.plan.status_date is not None
    return compute_schedule(loaded.plan, status_date=loaded.plan.status_date, baseline=baseline)


def compared(before: Written, now: Written) -> Schedule:
    """The schedule of a plan, held against the baseline that the other was written as."""
    with tempfile.TemporaryDirectory() as folder:
        path = baseline_path(Path(folder), "start")
        path.parent.mkdir()
        path.write_text(to_text(freeze(scheduled(before), "start")), encoding="utf-8")
        baseline, findings = load_baseline(Path(folder), "start")
    assert findings == ()
    return scheduled(now, baseline)


def shifts(schedule: Schedule) -> dict[str, Shift]:
    attribution = Attribution(schedule)
    return {name: attribution.shift(item) for name, item in schedule.items.items()}


def told(shift: Shift) -> list[tuple[str, int | None]]:
    """The shares by id; None for what the baseline lacks."""
    return [
        (share.id, None if share.cause == "new-item" and not share.new_items else share.days) for share in shift.shares
    ]


@drawn
@given(pairs())
def test_shares_of_every_deliverable_add_up_to_its_shift_and_are_those_of_the_definitions(
    pair: tuple[Written, Written],
) -> None:
    note(json.dumps(pair))
    schedule, naive = compared(*pair), read_pair(*pair)
    for name, shift in shifts(schedule).items():
        total, expected = shares(naive, name)

        assert shift.days == slip_days(schedule, schedule.items[name])
        assert (shift.days, told(shift)) == (total, expected)
        assert sum(share.days for share in shift.shares) == (shift.days or 0)
        assert {share.days for share in shift.shares if share.cause == "new-item" and not share.new_items} <= {0}


@settings(max_examples=80)
@given(pairs())
def test_every_share_has_its_words_and_every_line_fits(pair: tuple[Written, Written]) -> None:
    schedule = compared(*pair)
    for language in ("nl", "en"):
        words = Words(language)
        for shift in shifts(schedule).values():
            sentences = [cause_in_words(schedule, share, words) for share in shift.shares]

            assert not any(sentence.endswith(": ") or "{" in sentence for sentence in sentences)
        text = slippage_text.to_text(schedule, find_slippage(schedule), words, SCREEN)

        assert [line for line in text.splitlines() if len(line) > SCREEN.width] == []
        json.loads(slippage_json.to_json(schedule, find_slippage(schedule), [], words))


@settings(max_examples=80)
@given(plans())
def test_against_its_own_baseline_nothing_has_a_share(plan: Written) -> None:
    schedule = compared(plan, plan)
    found = shifts(schedule)

    assert {name for name, shift in found.items() if shift.days is None} == {
        name for name, item in schedule.items.items() if not item.is_known
    }
    assert [shift for shift in found.values() if shift.days] == []
    # What had no date then has none now either, and stands on no way to what has one.
    assert [shift for shift in found.values() if shift.shares] == []


@settings(max_examples=80)
@given(pairs())
def test_order_in_the_files_does_not_show_in_the_shares(pair: tuple[Written, Written]) -> None:
    assert shifts(compared(*pair)) == shifts(compared(*map(turned, pair)))


def turned(plan: Written) -> Written:
    """The same plan with every mapping and every list of links the other way round."""
    plan = deepcopy(plan)
    holders = [*items_of(plan).values(), *plan.get("workstreams", {}).values()]
    for holder in holders:
        if isinstance(holder.get("after"), list):
            holder["after"].reverse()
    return _turned(plan)  # type: ignore[no-any-return]


def _turned(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _turned(inner) for key, inner in reversed(value.items())}
    return value
