"""Why a date moved: each cause provoked by a small plan, and named for what it is."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from tests.analysis.moved_plans import (
    COUNCIL,
    DONE,
    TWO,
    VOTE,
    Share,
    at,
    changed,
    plan_of,
    shares,
    slippage,
    the_share,
)
from tests.faces import roadmap
from tests.scheduling.small_plans import MONDAY, Written, milestone, term, work

SHARE_KEYS = ["id", "days", "cause", "meeting", "missed", "gap_days", "longer_by", "follows", "new_items"]


def test_work_that_takes_longer_or_less() -> None:
    longer = the_share(TWO, changed(TWO, b={"duration": "3w"}))
    less = the_share(TWO, changed(TWO, b={"duration": "4d"}))

    assert (longer["id"], longer["days"], longer["cause"], longer["longer_by"]) == ("b", 7, "own-duration", "+1w")
    assert (less["days"], less["cause"], less["longer_by"]) == (-8, "own-duration", "-6d")


def test_elapsed_work_and_terms_are_longer_in_elapsed_days() -> None:
    items = {"a": work("10ed"), "wacht": term("standstill", "a"), "end": milestone("wacht")}
    work_share = the_share(items, changed(items, a={"duration": "13ed"}), "a")
    term_share = the_share(items, changed(items, wacht={"duration": "30ed"}))

    assert (work_share["days"], work_share["longer_by"]) == (3, "+3ed")
    assert (term_share["id"], term_share["cause"], term_share["longer_by"]) == ("wacht", "own-duration", "+10ed")


def test_term_of_more_months_is_longer_and_not_rolled() -> None:
    items = {"a": work("2w"), "wacht": term("eigen", "a"), "end": milestone("wacht")}
    months = [{"terms": {"eigen": {"days": number, "unit": "months"}}} for number in (2, 3)]

    assert shares(items, items, **months[0], then=months[1]) == [("wacht", 31, "own-duration")]


def test_progress_that_is_slower_than_planned_is_duration() -> None:
    now = changed(TWO, a={"progress": {"started": MONDAY, "remaining": "2w"}})
    share = the_share(TWO, now, then=at("2024-06-10"))

    assert (share["id"], share["days"], share["cause"], share["longer_by"]) == ("a", 7, "own-duration", "+1w")


def test_work_that_took_longer_than_planned_is_duration() -> None:
    now = changed(TWO, a={"progress": {"started": MONDAY, "finished": "2024-06-20"}})
    share = the_share(TWO, now, then=at("2024-06-21"))

    assert (share["id"], share["days"], share["cause"], share["longer_by"]) == ("a", 6, "own-duration", "+4d")


def test_finished_without_a_start_is_counted_from_what_came_before_it() -> None:
    now = changed(TWO, a={"progress": DONE}, b={"progress": {"finished": "2024-07-03"}})
    share = the_share(TWO, now, then=at("2024-07-04"))

    assert (share["id"], share["days"], share["cause"], share["longer_by"]) == ("b", 5, "own-duration", "+3d")


def test_finished_in_time_without_a_start_used_up_the_float_before_it() -> None:
    before = changed(TWO, b={"not_before": "2024-06-24"})
    now = changed(
        before,
        a={"progress": {"started": MONDAY, "finished": "2024-06-21"}},
        b={"progress": {"finished": "2024-07-05"}},
    )

    assert shares(before, now, then=at("2024-07-08")) == [("a", 7, "own-duration"), ("b", -7, "float-used-up")]


def test_work_that_began_late_and_took_as_long() -> None:
    now = changed(TWO, a={"progress": DONE}, b={"progress": {"started": "2024-06-24", "finished": "2024-07-05"}})

    assert shares(TWO, now, then=at("2024-07-08")) == [("b", 7, "own-start")]


def test_work_that_began_before_its_predecessor_was_ready() -> None:
    now = changed(TWO, a={"progress": DONE}, b={"progress": {"started": "2024-06-10", "finished": "2024-06-21"}})

    assert shares(TWO, now, then=at("2024-06-24")) == [("b", -7, "own-start")]


@pytest.mark.parametrize(
    ("started", "finished", "cause"),
    [("2024-06-24", "2024-07-08", "own-start"), ("2024-06-18", "2024-07-10", "own-duration")],
)
def test_of_a_late_begin_and_a_long_duration_the_greater_is_named(started: str, finished: str, cause: str) -> None:
    now = changed(TWO, a={"progress": DONE}, b={"progress": {"started": started, "finished": finished}})

    assert [share[2] for share in shares(TWO, now, then=at("2024-07-10"))] == [cause]


def test_milestone_that_was_reported_late_was_reached_later_than_it_could() -> None:
    items = {"a": work("2w"), "end": milestone("a")}
    now = changed(items, a={"progress": DONE}, end={"progress": {"finished": "2024-06-20"}})

    assert shares(items, now, then=at("2024-06-21")) == [("end", 6, "own-start")]


def test_what_has_not_begun_waits_for_the_status_date() -> None:
    assert shares(TWO, TWO, then=at("2024-06-20")) == [("a", 19, "status-date")]
    assert shares(TWO, changed(TWO, a={"progress": DONE}), then=at("2024-07-01")) == [("b", 14, "status-date")]


def test_day_more_work_does_not_hide_that_it_waits_for_the_status_date() -> None:
    now = changed(TWO, a={"progress": DONE}, b={"duration": "11d"})

    assert shares(TWO, now, then=at("2024-07-01")) == [("b", 17, "status-date")]


def test_what_waits_for_the_status_date_came_after_its_latest_predecessor() -> None:
    now = changed(TWO, a={"progress": {"started": MONDAY, "finished": "2024-06-18"}})

    assert shares(TWO, now, then=at("2024-07-01")) == [("a", 4, "own-duration"), ("b", 10, "status-date")]


def test_milestone_without_predecessors_is_not_reached_by_the_status_date() -> None:
    assert shares({"end": milestone()}, {"end": milestone()}, then=at("2024-06-21")) == [("end", 18, "status-date")]


def test_not_before_that_was_changed_is_a_constraint_and_one_that_drives_no_more_is_not() -> None:
    before = changed(TWO, b={"not_before": "2024-06-24"})

    assert shares(before, changed(TWO, b={"not_before": "2024-07-01"})) == [("b", 7, "constraint")]
    assert shares(before, changed(before, a={"duration": "4w"})) == [
        ("a", 14, "own-duration"),
        ("b", -7, "float-used-up"),
    ]


def test_not_before_that_holds_what_its_predecessor_lets_go() -> None:
    before = changed(TWO, b={"not_before": "2024-06-12"})
    share = the_share(before, changed(before, a={"duration": "3d"}))

    assert (share["id"], share["days"], share["cause"], share["follows"]) == ("b", -3, "released", "a")


def test_link_that_is_new() -> None:
    before = changed(TWO, x=work("6w"))
    share = the_share(before, changed(before, b={"after": ["a", "x"]}))

    assert (share["id"], share["days"], share["cause"], share["follows"]) == ("b", 28, "new-link", "x")


@pytest.mark.parametrize(("link", "days"), [("a +1w", 7), ("a SS", -14), ("a FF+1w", -7), ("a +7ed", 7)])
def test_link_of_another_type_or_wait(link: str, days: int) -> None:
    share = the_share(TWO, changed(TWO, b={"after": [link]}))

    assert (share["id"], share["days"], share["cause"], share["follows"]) == ("b", days, "changed-link", "a")


def test_link_changed_a_little_does_not_hide_work_that_takes_much_longer() -> None:
    now = changed(TWO, b={"after": ["a +1d"], "duration": "6w"})

    assert shares(TWO, now) == [("b", 31, "own-duration")]


THREE = {"a": work("1w"), "x": work("4w", "a"), "b": work("2w", "x", "a"), "end": milestone("b")}


@pytest.mark.parametrize(
    "now",
    [
        changed(THREE, b={"after": ["a"]}),
        changed(THREE, x=None, b={"after": ["a"]}),
        changed(THREE, x={"duration": "1d", "after": []}),
    ],
)
def test_what_no_longer_waits_for_what_drove_it_names_that(now: Written) -> None:
    share = the_share(THREE, now)

    assert (share["id"], share["days"], share["cause"], share["follows"]) == ("b", -28, "released", "x")


def test_what_drove_it_is_named_by_the_id_that_it_has_now() -> None:
    now = changed(THREE, x=None, y={**work("1d"), "was": ["x"]}, b={"after": ["y", "a"]})

    assert the_share(THREE, now)["follows"] == "y"


@pytest.mark.parametrize("name", ["a", "b", "end"])
def test_new_deliverable_has_no_share_and_the_next_one_carries_and_names_it(name: str) -> None:
    after = TWO[name].get("after", [])
    now = changed(TWO, n=work("1w", *after), **{name: {"after": ["n"]}})
    new, carrier = slippage(plan_of(TWO), plan_of(now), "end")["shares"]

    assert (new["id"], new["days"], new["cause"], new["new_items"]) == ("n", 0, "new-item", [])
    assert (carrier["id"], carrier["days"], carrier["cause"], carrier["new_items"]) == (name, 7, "new-item", ["n"])


def test_several_new_ones_in_a_row_are_named_by_the_next_that_was_there() -> None:
    now = changed(TWO, m=work("1w", "a"), n=work("1w", "m"), b={"after": ["n"]})
    entry = slippage(plan_of(TWO), plan_of(now), "end")

    assert [(share["id"], share["days"]) for share in entry["shares"]] == [("m", 0), ("n", 0), ("b", 14)]
    assert entry["shares"][-1]["new_items"] == ["m", "n"]


def test_float_that_a_delay_uses_up() -> None:
    items = {"a": work("2w"), "x": work("4w"), "b": work("2w", "a", "x"), "end": milestone("b")}

    assert shares(items, changed(items, a={"duration": "5w"})) == [
        ("a", 21, "own-duration"),
        ("b", -14, "float-used-up"),
    ]


def test_days_off_that_fall_otherwise() -> None:
    weeks = [
        {"calendars": {"own": {"holidays": "none", **closed}}} for closed in ({}, {"closed": "2024-06-17..2024-06-21"})
    ]

    assert shares(TWO, TWO, calendar="own", **weeks[0], then=weeks[1]) == [("b", 7, "days-off")]


def test_days_off_in_the_midst_of_work_that_has_begun_are_days_off() -> None:
    weeks = [
        {"calendars": {"own": {"holidays": "none", **closed}}} for closed in ({}, {"closed": "2024-06-10..2024-06-14"})
    ]
    now = changed(TWO, a={"progress": {"started": MONDAY}})

    assert shares(TWO, now, calendar="own", **weeks[0], then={**weeks[1], **at("2024-06-05")}) == [("a", 7, "days-off")]


def test_term_that_rolls_over_a_weekend() -> None:
    items = {"a": milestone(not_before="2024-06-05"), "wacht": term("standstill", "a"), "end": milestone("wacht")}
    now = changed(items, a={"not_before": "2024-06-09"})

    assert shares(items, now) == [("a", 4, "constraint"), ("wacht", 2, "days-off")]


@pytest.mark.parametrize(("link", "days"), [("a SS+3d", 7), ("a FF+3d", 7), ("a SF+4w", 7)])
def test_event_that_a_link_reads_is_the_one_that_counts(link: str, days: int) -> None:
    items = {"a": work("3w"), "b": work("1w", link), "end": milestone("b")}
    now = changed(items, a={"progress": {"started": "2024-06-10"}})

    assert shares(items, now, then=at("2024-06-10")) == [("a", days, "own-start")]


@pytest.mark.parametrize(("link", "expected"), [("a SS+3d", []), ("a", [("a", 7, "own-duration")])])
def test_finish_that_no_link_reads_does_not_count(link: str, expected: list[Share]) -> None:
    items = {"a": work("1w"), "b": work("3w", link), "end": milestone("b")}

    assert shares(items, changed(items, a={"duration": "2w"})) == expected


def test_length_of_what_a_link_holds_by_its_finish_is_no_cause() -> None:
    items = {"a": work("21d"), "b": work("1w", "a FF+3d"), "end": milestone("b")}
    now = changed(items, a={"duration": "23d"}, b={"duration": "2w"})

    assert shares(items, now) == [("a", 2, "own-duration"), ("b", 2, "days-off")]


def test_start_that_has_been_is_not_explained_by_what_it_did_not_wait_for() -> None:
    items = {"a": work("2w"), "b": work("4w", "a"), "c": work("1w", "b SS+1w"), "end": milestone("c")}
    now = changed(
        items,
        a={"progress": {"started": MONDAY, "remaining": "4w"}},
        b={"progress": {"started": "2024-06-20", "remaining": "4w"}},
    )

    assert shares(items, now, "c", then=at("2024-06-20")) == [("b", 3, "own-start"), ("c", 2, "days-off")]


def test_work_that_began_out_of_sequence_is_not_longer_for_having_waited() -> None:
    now = changed(
        TWO,
        a={"progress": {"started": MONDAY, "remaining": "3w"}},
        b={"progress": {"started": "2024-06-05", "remaining": "11d"}},
    )

    assert shares(TWO, now, then=at("2024-06-10")) == [("a", 14, "own-duration"), ("b", 3, "own-duration")]


def test_start_milestone_lies_at_the_beginning_of_its_day() -> None:
    items = {"a": work("2w"), "begin": milestone("a", kind="start"), "b": work("1w", "begin")}
    now = changed(items, begin=milestone("a"), a={"duration": "3w"})

    assert shares(items, changed(items, a={"duration": "3w"}), "b") == [("a", 7, "own-duration")]
    assert shares(items, now, "begin") == [("a", 7, "own-duration")]


def test_workstream_shifts_by_the_deliverable_that_drives() -> None:
    streams = [
        {"workstreams": {"s": {"title": "S", "deliverables": {"x": work(length), "y": work("2w")}}}}
        for length in ("1w", "3w")
    ]

    assert shares({"end": milestone("s")}, {"end": milestone("s")}, **streams[0], then=streams[1]) == [
        ("x", 14, "own-duration"),
        ("end", -7, "float-used-up"),
    ]


def test_deliverable_that_the_baseline_lacks_cannot_be_compared() -> None:
    entry = slippage(plan_of(TWO), plan_of(changed(TWO, n=work("1w", "a"))), "n")

    assert (entry["shift_days"], entry["shares"], entry["baseline_forecast"]) == (None, [], None)


def test_of_a_finish_and_a_start_of_one_predecessor_that_tie_the_finish_counts_in_any_order() -> None:
    before = {"a": work("1w"), "b": work("1w", "a", "a SS+5d"), "end": milestone("b")}
    report = {"progress": {"started": "2024-06-04", "finished": "2024-06-10"}}

    for after in (["a", "a SS+5d"], ["a SS+5d", "a"]):
        now = changed(before, a=report, b={"after": after})

        assert shares(before, now, then=at("2024-06-10")) == [("a", 3, "own-start")]


def test_target_on_another_milestone_has_no_margin_to_compare() -> None:
    items = {"a": work("1w"), "end": milestone("a"), "other": milestone("a")}
    plans = [
        plan_of(items, targets={"t": {"title": "T", "kind": "fatal", "by": "2024-12-31", "milestone": name}})
        for name in ("end", "other")
    ]
    entry = slippage(plans[0], plans[1], "t")

    assert (entry["milestone"], entry["shift_days"], entry["baseline_margin_days"]) == ("other", 0, None)


def test_whole_slippage_lists_every_target_and_everything_that_moved() -> None:
    targets = {
        name: {"title": name, "kind": kind, "by": "2024-12-31", "milestone": item}
        for name, kind, item in (("t", "fatal", "end"), ("u", "aim", "a"))
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(json.dumps(plan_of(TWO, targets=targets)), encoding="utf-8")
        roadmap("baseline", path, "start")
        path.write_text(json.dumps(plan_of(changed(TWO, b={"duration": "3w"}), targets=targets)), encoding="utf-8")
        content = json.loads(roadmap("slippage", path, "--baseline", "start", "--json").out)

    assert [(entry["id"], entry["shift_days"]) for entry in content["targets"]] == [("t", 7), ("u", 0)]
    assert {row["id"]: row["slip_days"] for row in content["items"]} == {"a": 0, "b": 7, "end": 7}


def test_json_has_the_keys_that_are_promised() -> None:
    entry = slippage(plan_of(VOTE, bodies=COUNCIL), plan_of(changed(VOTE, a={"duration": "3w"}), bodies=COUNCIL), "end")

    assert list(entry) == [
        *("id", "title", "milestone", "baseline_forecast", "forecast", "baseline_margin_days", "margin_days"),
        *("state", "shift_days", "shares"),
    ]
    assert [list(share) for share in entry["shares"]] == [SHARE_KEYS, SHARE_KEYS]
