"""Plan quality: what is reported once, and what is not worth a word."""

from __future__ import annotations

from tests.scheduling.small_plans import decision, milestone, status_of_plan, target, term, work

RADEN = {"raden": ["raad-a", "raad-b", "raad-c"]}


def test_councils_whose_meetings_run_out_are_one_finding_of_one_decision() -> None:
    bodies = {
        "raad-a": {"meetings": ["2024-06-11"]},
        "raad-b": {"meetings": ["2024-06-04"]},
        "raad-c": {"meets": {"every": "tuesday"}},
    }
    items = {"paper": work("10d"), "vote": decision("raden", "paper")}
    status = status_of_plan(items, bodies=bodies, groups=RADEN)

    assert status.codes() == ["meetings-run-out"]
    assert "raad-a, raad-b (2024-06-04)" in status.finding("meetings-run-out")["message"]


def test_councils_past_the_known_school_holidays_are_one_finding_of_one_decision() -> None:
    body = {"meets": {"every": "tuesday"}, "recess": ["schoolvakanties-noord"]}
    items = {"vote": decision("raden", not_before="2029-10-01")}
    status = status_of_plan(items, bodies=dict.fromkeys(RADEN["raden"], body), groups=RADEN)

    assert status.codes() == ["school-holidays-unknown"]


def test_decision_of_a_group_is_tight_by_the_cost_of_the_whole() -> None:
    bodies = {
        "raad-a": {"hand_in": "14ed", "meetings": ["2024-07-02", "2024-09-03"]},
        "raad-b": {"hand_in": "14ed", "meetings": ["2024-09-02", "2024-09-24"]},
        "raad-c": {"meets": {"every": "tuesday"}},
    }
    items = {"paper": work("10d"), "vote": decision("raden", "paper")}
    status = status_of_plan(items, bodies=bodies, groups=RADEN)

    assert (status["vote@raad-a"]["hand_in"], status["vote@raad-a"]["cost_of_missing_days"]) == ("2024-06-18", 63)
    assert status["vote"]["cost_of_missing_days"] == 22 - 21
    assert status.codes() == []


def test_papers_that_are_ready_cannot_slip() -> None:
    body = {"hand_in": "7ed", "meetings": ["2024-06-11", "2024-07-16"]}
    done = work("5d", progress={"finished": "2024-06-03"})
    codes = [
        status_of_plan({"paper": paper, "vote": decision("raad", "paper")}, bodies={"raad": body}).codes()
        for paper in (done, work("1d"))
    ]

    assert codes == [[], ["tight-hand-in"]]


def test_margin_is_counted_in_working_days_up_to_and_with_the_hand_in_day() -> None:
    body = {"hand_in": "7ed", "meetings": ["2024-06-25", "2024-09-03"]}
    codes = {
        duration: status_of_plan({"paper": work(duration), "vote": decision("raad", "paper")}, bodies={"raad": body})
        for duration in ("1d", "2d", "12d")
    }

    # From 3 June to 18 June are twelve working days.
    assert codes["1d"].codes() == []
    assert "10 working days before" not in str(codes["1d"].findings)
    assert "10 working days before its hand-in day (2024-06-18)" in codes["2d"].finding("tight-hand-in")["message"]
    assert "0 working days before" in codes["12d"].finding("tight-hand-in")["message"]


def test_assumed_meeting_beside_the_critical_chain_or_of_an_aim_is_no_finding() -> None:
    body = {"meetings": ["2024-06-04"], "meets": {"every": "tuesday"}}
    items = {
        "paper": work("10d"),
        "vote": decision("raad", "paper"),
        "long": work("30d"),
        "end": milestone("vote", "long"),
    }
    goals = {"t": target("end", by="2024-08-01"), "aim": target("vote", by="2024-08-01", kind="aim")}
    status = status_of_plan(items, bodies={"raad": body}, targets=goals)

    assert status["vote"]["assumed"]
    assert status.codes() == []


def test_lag_and_duration_are_compared_in_weeks_of_their_own_unit() -> None:
    settings = {"long_lag": "2w", "long_duration": "4ew"}
    items = {"a": work("20d"), "b": work("21d", "a +14ed"), "c": work("28ed", "a +15ed", "b"), "end": milestone("c")}
    status = status_of_plan(items, settings=settings)

    assert status.codes() == ["long-duration", "long-lag"]
    assert '"b" takes 21 working days, more than 28 days.' in status.finding("long-duration")["message"]


def test_three_fixed_dates_are_needed_to_be_many_and_the_share_may_be_reached() -> None:
    fixed = {f"m{number}": milestone(fixed=f"2024-07-0{number}") for number in (1, 2, 3)}
    free = {f"f{number}": milestone() for number in range(12)}
    two = dict(list(fixed.items())[:2])

    assert status_of_plan(two).codes() == []
    assert status_of_plan({**fixed, **free}).codes() == []
    assert status_of_plan({**fixed, **dict(list(free.items())[:11])}).codes() == ["many-fixed-dates"]


def test_empty_workstream_behind_a_workstream_is_told_at_the_workstream() -> None:
    streams = {"a": {"after": "b"}, "b": {}}
    status = status_of_plan({"x": work("1d", workstream="a")}, workstreams=streams)

    assert '"a" follows the workstream "b"' in status.finding("empty-workstream")["message"]


def test_body_that_meets_every_other_week_is_not_costly_to_miss() -> None:
    codes = []
    for second in ("2024-06-25", "2024-06-26"):
        body = {"hand_in": "7ed", "meetings": ["2024-06-11", second]}
        items = {"paper": work("1d"), "vote": decision("raad", "paper")}
        codes.append(status_of_plan(items, bodies={"raad": body}).codes())

    assert codes == [[], ["tight-hand-in"]]


def test_assumed_meetings_on_equal_chains_are_all_told() -> None:
    body = {"meetings": ["2024-06-04"], "meets": {"every": "tuesday"}}
    items = {"paper": work("10d"), "b": decision("raad", "paper"), "a": decision("raad", "paper")}
    goals = {"t": target("end", by="2024-08-01")}
    status = status_of_plan({**items, "end": milestone("a", "b")}, bodies={"raad": body}, targets=goals)

    assert (status.targets["t"]["critical_path"], status.targets["t"]["also"]) == (["paper", "a", "end"], ["b"])
    assert status.codes() == ["assumed-meeting", "assumed-meeting"]


def test_leads_and_lags_of_what_is_finished_are_history() -> None:
    finished = {"started": "2024-05-29", "finished": "2024-05-31"}
    before = work("3d", progress={"started": "2024-04-02", "finished": "2024-04-04"})
    items = {"a": before, "b": work("3d", "a +25d", "a SS+26d", progress=finished), "end": milestone("b")}
    begun = {**items, "b": {**items["b"], "progress": {"started": "2024-05-29"}}}

    assert status_of_plan(items).codes() == []
    assert status_of_plan(begun).codes() == ["long-lag", "long-lag"]


def test_term_of_exactly_its_minimum_is_not_short() -> None:
    codes = [
        status_of_plan({"event": milestone(), "wait": term("standstill", "event", duration=duration)}).codes()
        for duration in ("19ed", "20ed")
    ]

    assert codes == [["short-term"], []]
