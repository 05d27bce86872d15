"""Why a decision moved: meetings that were missed, put off or waited for, by one body or several."""

from __future__ import annotations

import pytest

from tests.analysis.moved_plans import (
    COUNCIL,
    DONE,
    VOTE,
    Share,
    at,
    changed,
    plan_of,
    shares,
    slippage,
    the_share,
)
from tests.scheduling.small_plans import Written, decision, milestone, work


def test_missed_meeting_is_named_with_the_gap() -> None:
    entry = slippage(plan_of(VOTE, bodies=COUNCIL), plan_of(changed(VOTE, a={"duration": "3w"}), bodies=COUNCIL), "end")
    first, second = entry["shares"]

    assert (first["id"], first["days"], first["cause"], first["meeting"]) == ("a", 7, "own-duration", None)
    assert (second["id"], second["days"], second["cause"]) == ("vote", 63, "missed-meeting")
    assert (second["missed"], second["meeting"], second["gap_days"]) == ("2024-07-04", "2024-09-12", 70)


def test_meeting_at_which_it_is_not_to_be_taken_is_missed_too() -> None:
    now = changed(VOTE, vote={"misses": {"raad": ["2024-07-04"]}})

    assert shares(VOTE, now, bodies=COUNCIL) == [("vote", 70, "missed-meeting")]


@pytest.mark.parametrize(("decided", "days"), [({}, 70), ({"raad": "2024-09-12"}, 70), ({"raad": "2024-07-20"}, 16)])
def test_meeting_at_which_it_was_not_taken_was_missed(decided: Written, days: int) -> None:
    now = changed(VOTE, a={"progress": DONE}, vote={"decided": decided})

    assert shares(VOTE, now, bodies=COUNCIL, then=at("2024-09-12")) == [("vote", days, "missed-meeting")]


def test_hand_in_rule_that_became_stricter_misses_the_meeting() -> None:
    stricter = {"bodies": {"raad": {**COUNCIL["raad"], "hand_in": "28ed"}}}

    assert shares(VOTE, VOTE, bodies=COUNCIL, then=stricter) == [("vote", 70, "missed-meeting")]


@pytest.mark.parametrize(
    ("meetings", "days"),
    [(["2024-07-11", "2024-09-12"], 7), (["2024-09-12"], 70)],
)
def test_meeting_that_the_body_put_off_was_not_missed(meetings: list[str], days: int) -> None:
    other = {"bodies": {"raad": {"hand_in": "14ed", "meetings": meetings}}}
    share = the_share(VOTE, VOTE, bodies=COUNCIL, then=other)

    assert (share["days"], share["cause"], share["missed"]) == (days, "meeting-moved", "2024-07-04")
    assert (share["meeting"], share["gap_days"]) == (meetings[0], days)


def test_meeting_that_is_past_and_stands_in_the_list_no_more_was_missed() -> None:
    other = {"bodies": {"raad": {"hand_in": "14ed", "meetings": ["2024-09-12"]}}}

    assert ("vote", 70, "missed-meeting") in shares(
        VOTE, changed(VOTE, a={"progress": DONE}), bodies=COUNCIL, then={**other, **at("2024-07-15")}
    )


def test_wait_that_a_delay_takes_up() -> None:
    before, now = changed(VOTE, a={"duration": "3w"}), changed(VOTE, a={"duration": "4w"})
    entry = slippage(plan_of(before, bodies=COUNCIL), plan_of(now, bodies=COUNCIL), "end")

    assert entry["shift_days"] == 0
    assert [(share["days"], share["cause"]) for share in entry["shares"]] == [
        (7, "own-duration"),
        (-7, "wait-shortened"),
    ]
    assert (entry["shares"][1]["meeting"], entry["shares"][1]["missed"]) == ("2024-09-12", None)


def test_wait_that_eats_what_was_gained() -> None:
    before, now = changed(VOTE, a={"duration": "4w"}), changed(VOTE, a={"duration": "3w"})

    assert shares(before, now, bodies=COUNCIL) == [("a", -7, "own-duration"), ("vote", 7, "wait-lengthened")]


def test_later_meeting_after_a_shorter_wait_names_both() -> None:
    bodies = {"raad": {"hand_in": "14ed", "meetings": ["2024-08-01", "2024-08-08"]}}
    now = changed(VOTE, a={"duration": "7w"})
    _, share = slippage(plan_of(VOTE, bodies=bodies), plan_of(now, bodies=bodies), "end")["shares"]

    assert (share["days"], share["cause"]) == (7 - 35, "wait-shortened")
    assert (share["missed"], share["meeting"], share["gap_days"]) == ("2024-08-01", "2024-08-08", 7)


@pytest.mark.parametrize("keys", [{"not_before": "2024-07-20"}, {"fixed": "2024-09-12"}])
def test_constraint_that_was_set_or_lifted(keys: Written) -> None:
    constrained = changed(VOTE, vote=keys)

    assert shares(VOTE, constrained, bodies=COUNCIL) == [("vote", 70, "constraint")]
    assert shares(constrained, VOTE, bodies=COUNCIL) == [("vote", -70, "constraint")]


def test_decision_that_no_longer_waits_for_what_drove_it() -> None:
    before = changed(VOTE, x=work("8w"), vote={"after": ["a", "x"]})

    assert shares(before, changed(before, vote={"after": ["a"]}), bodies=COUNCIL) == [("vote", -70, "released")]


GROUP: Written = {
    "bodies": {
        "een": {"hand_in": "14ed", "meetings": ["2024-07-04", "2024-09-12"]},
        "twee": {"hand_in": "7ed", "meetings": ["2024-07-02", "2024-08-27", "2024-10-01"]},
    },
    "groups": {"raden": ["een", "twee"]},
}
BOTH = {"a": work("2w"), "vote": decision("raden", "a"), "p": work("1w", "vote@twee"), "end": milestone("vote")}


def test_decision_of_a_group_shifts_by_its_slowest_body() -> None:
    now = changed(BOTH, a={"duration": "4w"})
    entry = slippage(plan_of(BOTH, **GROUP), plan_of(now, **GROUP), "end")

    assert [(share["id"], share["days"], share["cause"]) for share in entry["shares"]] == [
        ("a", 14, "own-duration"),
        ("vote", 56, "missed-meeting"),
    ]
    assert (entry["shares"][1]["missed"], entry["shares"][1]["meeting"]) == ("2024-07-04", "2024-09-12")


def test_slowest_body_may_become_another() -> None:
    others = {"bodies": {**GROUP["bodies"], "twee": {"hand_in": "7ed", "meetings": ["2024-10-01"]}}}
    share = the_share(BOTH, BOTH, **GROUP, then=others)

    assert (share["id"], share["days"], share["cause"]) == ("vote", 89, "missed-meeting")
    assert (share["missed"], share["meeting"]) == ("2024-07-04", "2024-10-01")


def test_slowest_body_that_puts_its_meeting_off_moves_the_decision() -> None:
    others = {"bodies": {**GROUP["bodies"], "een": {"hand_in": "14ed", "meetings": ["2024-07-09"]}}}

    assert shares(BOTH, BOTH, **GROUP, then=others) == [("vote", 5, "meeting-moved")]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("vote@een", [("a", 14, "own-duration"), ("vote@een", 56, "missed-meeting")]),
        ("vote@twee", [("a", 14, "own-duration"), ("vote@twee", 42, "missed-meeting")]),
        ("p", [("a", 14, "own-duration"), ("vote@twee", 42, "missed-meeting")]),
    ],
)
def test_share_of_one_body_and_what_follows_it_have_the_date_of_that_body(asked: str, expected: list[Share]) -> None:
    assert shares(BOTH, changed(BOTH, a={"duration": "4w"}), asked, **GROUP) == expected


def test_body_that_decided_later_off_the_list_moves_its_share_and_not_the_whole() -> None:
    now = changed(BOTH, a={"progress": DONE}, vote={"decided": {"twee": "2024-07-03"}})

    assert shares(BOTH, now, "vote@twee", **GROUP, then=at("2024-07-03")) == [("vote@twee", 1, "missed-meeting")]
    assert shares(BOTH, now, **GROUP, then=at("2024-07-03")) == []


@pytest.mark.parametrize("meetings", [(["2024-06-04"], ["2024-07-04"]), (["2024-07-04"], ["2024-06-04"])])
def test_date_that_was_or_is_unknown_cannot_be_compared(meetings: tuple[list[str], list[str]]) -> None:
    bodies = [{"bodies": {"raad": {"meetings": days}}} for days in meetings]
    entry = slippage(plan_of(VOTE, **bodies[0]), plan_of(VOTE, **bodies[1]), "end")

    assert (entry["shift_days"], entry["shares"]) == (None, [])
    assert None in {entry["baseline_forecast"], entry["forecast"]}
