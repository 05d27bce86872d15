"""A baseline holds the dates that the schedule says, of everything, and what they followed from."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings

from roadmap.analysis.slips import slip, slip_days
from roadmap.plan.baselines import Baseline, BaselineItem
from roadmap.scheduling.compute import compute_schedule
from roadmap.scheduling.freezing import freeze
from roadmap.scheduling.schedule import Schedule
from tests.faces import deliverables, load_text, status_json, targets
from tests.oracles.strategies import plans
from tests.scheduling.small_plans import decision, milestone, term, work

BODIES = {"raad": {"hand_in": "7ed", "meetings": ["2024-07-04"]}, "college": {"meets": {"every": "tuesday"}}}


def scheduled(plan: dict[str, Any], baseline: Baseline | None = None) -> Schedule:
    loaded = load_text(json.dumps(plan))
    assert loaded.plan.status_date is not None
    return compute_schedule(loaded.plan, status_date=loaded.plan.status_date, baseline=baseline)


def frozen(items: dict[str, Any], **sections: object) -> Baseline:
    plan = {"title": "T", "status_date": "2024-06-03", "bodies": BODIES, **sections, "deliverables": items}
    return freeze(scheduled(plan), "start")


def shown_start(item: BaselineItem) -> str | None:
    """As `status` says it: of a milestone or decision its one day."""
    day = item.start or item.finish
    return day.isoformat() if day else None


@settings(max_examples=60)
@given(plans())
def test_baseline_says_what_status_says(plan: dict[str, Any]) -> None:
    baseline, status = freeze(scheduled(plan), "start"), status_json(plan)
    rows = deliverables(status)

    assert baseline.items.keys() == rows.keys()
    for name, item in baseline.items.items():
        row = rows[name]
        if row["early_finish"] is not None:
            assert shown_start(item) == row["early_start"]
        assert _iso(item.finish) == row["early_finish"]
        assert (_iso(item.late_finish), _iso(item.hand_in)) == (row["late_finish"], row["hand_in"])
        assert item.driven_by == tuple(dict.fromkeys(map(_named, row["driven_by"])))
    assert {name: _iso(target.forecast) for name, target in baseline.targets.items()} == {
        name: row["forecast"] for name, row in targets(status).items()
    }


def _iso(day: Any) -> str | None:  # noqa: ANN401
    return day.isoformat() if day else None


def _named(driver: dict[str, str | None]) -> str:
    return " ".join(part for part in (driver["rule"], driver["id"]) if part)


@settings(max_examples=60)
@given(plans())
def test_against_its_own_baseline_nothing_slips(plan: dict[str, Any]) -> None:
    schedule = scheduled(plan, freeze(scheduled(plan), "start"))

    assert {slip_days(schedule, item) for item in schedule.items.values()} <= {0, None}
    assert {slip(schedule, item) for item in schedule.items.values()} <= {0, None}
    assert {item.id for item in schedule.items.values() if slip_days(schedule, item) is None} == {
        item.id for item in schedule.items.values() if not item.is_known
    }


def test_actual_dates_are_kept_of_what_is_done_and_of_what_has_begun() -> None:
    items = {
        "af": work("2w", progress={"started": "2024-05-06", "finished": "2024-05-17"}),
        "bezig": work("4w", "af", progress={"started": "2024-05-20", "remaining": "1w"}),
        "genomen": decision("raad", decided={"raad": "2024-05-30"}),
    }
    baseline = frozen(items)

    assert (shown_start(baseline.items["af"]), _iso(baseline.items["af"].finish)) == ("2024-05-06", "2024-05-17")
    assert baseline.items["af"].driven_by == ("actual",)
    assert (shown_start(baseline.items["bezig"]), _iso(baseline.items["bezig"].finish)) == ("2024-05-20", "2024-06-07")
    assert _iso(baseline.items["genomen"].finish) == "2024-05-30"


def test_each_body_of_a_group_has_its_own_date_and_no_links_or_due_date_of_its_own() -> None:
    items = {"a": work("1w"), "besluit": decision("samen", "a", due="2024-Q3", not_before="2024-06-05")}
    baseline = frozen(items, groups={"samen": ["raad", "college"]})

    whole, share = baseline.items["besluit"], baseline.items["besluit@college"]
    assert (_iso(whole.finish), _iso(share.finish)) == ("2024-07-04", "2024-06-11")
    assert (whole.decided_by, share.decided_by) == ("samen", "college")
    assert (list(map(str, whole.after)), share.after) == (["a"], ())
    assert (str(whole.due), share.due) == ("2024-Q3", None)


def test_links_to_and_of_a_workstream_are_kept_as_links_between_deliverables() -> None:
    streams = {
        "een": {"title": "Een", "deliverables": {"b": work("1w"), "a": work("2w")}},
        "twee": {"title": "Twee", "after": ["een +1w"], "deliverables": {"c": work("1w", "een +1w")}},
    }
    baseline = frozen({}, workstreams=streams)

    assert list(map(str, baseline.items["c"].after)) == ["a +1w", "b +1w"]


def test_length_of_a_term_is_that_of_its_rule_and_of_months_not_told() -> None:
    items = {
        "a": milestone(),
        "wacht": term("standstill", "a"),
        "eigen": term("weken", "a"),
        "lang": term("maanden", "a"),
    }
    rules = {"weken": {"days": 3, "unit": "weeks"}, "maanden": {"days": 2, "unit": "months"}}
    baseline = frozen(items, terms=rules)

    lengths = {name: baseline.items[name].duration for name in ("wacht", "eigen", "lang")}
    assert {name: str(length) for name, length in lengths.items()} == {"wacht": "20ed", "eigen": "3ew", "lang": "None"}


def test_start_milestone_keeps_its_instant() -> None:
    baseline = frozen({"a": work("1w"), "begin": milestone("a", kind="start"), "eind": milestone("a")})
    begin, end = baseline.items["begin"], baseline.items["eind"]

    assert (_iso(begin.finish), _iso(end.finish)) == ("2024-06-08", "2024-06-07")
    assert begin.finish_instant == begin.start_instant == end.finish_instant


def test_unknown_dates_are_unknown_in_the_baseline() -> None:
    items = {"a": work("10w"), "besluit": decision("raad", "a"), "eind": milestone("besluit")}
    baseline = frozen(items, targets={"t": {"by": "2024-12-31", "milestone": "eind", "kind": "fatal"}})

    assert baseline.items["besluit"].finish is baseline.items["eind"].finish is None
    assert (baseline.items["besluit"].driven_by, baseline.items["besluit"].finish_instant) == ((), None)
    assert (baseline.targets["t"].forecast, baseline.targets["t"].margin_days) == (None, None)
