"""Why something moved: each cause by a small plan that changed in one way, and what the baseline calls otherwise."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from roadmap.analysis.causes import Share
from roadmap.analysis.slippage import Attribution, Shift
from roadmap.plan.baselines import Baseline
from roadmap.scheduling.compute import compute_schedule
from roadmap.scheduling.freezing import freeze
from roadmap.scheduling.schedule import Schedule
from tests.faces import load_text

Plan = dict[str, Any]
PLAN: Plan = {
    "status_date": "2024-06-03",
    "bodies": {"raad": {"hand_in": "7ed", "meetings": ["2024-06-25", "2024-07-09", "2024-09-10"]}},
    "deliverables": {
        "a": {"duration": "5d"},
        "b": {"duration": "5d", "after": ["a"]},
        "side": {"duration": "8d"},
        "besluit": {"decided_by": "raad", "after": ["b"]},
        "uitvoering": {"duration": "2w", "after": ["besluit"]},
        "term": {"term": "standstill", "after": ["besluit"]},
        "einde": {"milestone": True, "after": ["b", "side"]},
    },
}


def scheduled(plan: Plan, baseline: Baseline | None = None) -> Schedule:
    """The schedule of a plan in plain data, held against a baseline."""
    loaded = load_text(json.dumps(plan)).plan
    if loaded.status_date is None:
        raise AssertionError(plan)
    return compute_schedule(loaded, status_date=loaded.status_date, baseline=baseline)


def shift_of(name: str, changes: dict[str, Any], **header: object) -> Shift:
    """How far something moved when deliverables are written otherwise; None takes one out."""
    now = deepcopy(PLAN) | header
    for key, value in changes.items():
        now["deliverables"][key] = now["deliverables"].get(key, {}) | value
    later = scheduled(now, freeze(scheduled(PLAN), "before"))
    return Attribution(later).shift(later.items[name])


def causes(shift: Shift) -> list[tuple[str, int, str]]:
    """What each share says, in short."""
    return [(share.id, share.days, share.cause) for share in shift.shares]


def share(shift: Shift, name: str) -> Share:
    """The share of one deliverable."""
    return next(share for share in shift.shares if share.id == name)


@pytest.mark.parametrize(
    ("name", "changes", "header", "expected"),
    [
        ("b", {"a": {"duration": "7d"}}, {}, [("a", 4, "own-duration")]),
        ("a", {"a": {"duration": "3d"}}, {}, [("a", -2, "own-duration")]),
        ("a", {}, {"status_date": "2024-06-05"}, [("a", 4, "status-date")]),
        (
            "a",
            {"a": {"progress": {"started": "2024-06-05"}}},
            {"status_date": "2024-06-06"},
            [("a", 4, "own-start")],
        ),
        ("a", {"a": {"not_before": "2024-06-10"}}, {}, [("a", 7, "constraint")]),
        (
            "b",
            {"b": {"after": ["a", "side"]}},
            {},
            [("b", 5, "new-link")],
        ),
        ("b", {"b": {"after": ["a +5d"]}}, {}, [("b", 7, "changed-link")]),
        ("einde", {"side": {"duration": "11d"}}, {}, [("side", 5, "own-duration"), ("einde", -2, "float-used-up")]),
    ],
    ids=["longer", "shorter", "status-date", "late-start", "constraint", "new-link", "changed-link", "float-used-up"],
)
def test_cause_is_named_by_what_was_changed(
    name: str, changes: dict[str, Any], header: dict[str, Any], expected: list[tuple[str, int, str]]
) -> None:
    assert causes(shift_of(name, changes, **header)) == expected


def test_missed_meeting_is_named_with_the_gap_to_the_one_missed() -> None:
    shift = shift_of("uitvoering", {"b": {"duration": "8d"}})
    missed = share(shift, "besluit")

    assert [cause for _, _, cause in causes(shift)][:2] == ["own-duration", "missed-meeting"]
    assert (str(missed.missed), str(missed.meeting), missed.gap_days) == ("2024-06-25", "2024-07-09", 14)
    assert shift.days == sum(share.days for share in shift.shares)


def test_delay_that_a_wait_for_the_meeting_takes_up_is_a_shorter_wait() -> None:
    shift = shift_of("besluit", {"a": {"duration": "7d"}})

    assert shift.days == 0
    assert causes(shift)[-1][::2] == ("besluit", "wait-shortened")


def test_gain_that_the_meeting_does_not_hand_on_waits_all_the_same() -> None:
    shift = shift_of("besluit", {"b": {"duration": "2d"}})

    assert shift.days == 0
    assert causes(shift)[-1][::2] == ("besluit", "wait-lengthened")


def test_term_that_rolls_over_a_weekend_has_days_off_as_its_cause() -> None:
    reported = {
        "a": {"progress": {"started": "2024-06-03", "finished": "2024-06-07"}},
        "b": {"progress": {"started": "2024-06-10", "finished": "2024-06-14"}},
        # 20 days after 24 June is a Sunday: it ends on Monday 15 July, as after 25 June.
        "besluit": {"decided": {"raad": "2024-06-24"}},
    }
    shift = shift_of("term", reported, status_date="2024-06-26")

    assert causes(shift) == [("besluit", -1, "wait-shortened"), ("term", 1, "days-off")]
    assert shift.days == 0


def test_what_the_baseline_lacks_has_share_0_and_the_next_one_carries_the_difference_and_names_it() -> None:
    shift = shift_of("b", {"new": {"duration": "5d", "after": ["a"]}, "b": {"after": ["new"]}})

    assert causes(shift) == [("new", 0, "new-item"), ("b", 7, "new-item")]
    assert share(shift, "b").new_items == ("new",)


def test_e27_new_item_has_no_slip_and_a_renamed_one_keeps_its_history() -> None:
    now = deepcopy(PLAN)
    now["deliverables"]["nieuw"] = {"duration": "1d"}
    now["deliverables"]["aanloop"] = now["deliverables"].pop("a") | {"was": "a", "duration": "10d"}
    now["deliverables"]["b"]["after"] = ["aanloop"]
    later = scheduled(now, freeze(scheduled(PLAN), "before"))
    attribution = Attribution(later)

    assert attribution.shift(later.items["nieuw"]).days is None
    assert causes(attribution.shift(later.items["aanloop"])) == [("aanloop", 7, "own-duration")]
    assert causes(attribution.shift(later.items["b"])) == [("aanloop", 7, "own-duration")]


def test_unknown_dates_have_no_shift() -> None:
    shift = shift_of("uitvoering", {"b": {"duration": "90d"}})

    assert (shift.days, shift.shares, shift.now) == (None, (), None)


def test_what_is_done_is_followed_to_its_latest_predecessor() -> None:
    done = {
        "a": {"progress": {"started": "2024-06-03", "finished": "2024-06-11"}},
        "b": {"progress": {"started": "2024-06-12", "finished": "2024-06-18"}},
    }
    shift = shift_of("b", done, status_date="2024-06-20")

    assert causes(shift) == [("a", 4, "own-duration")]
