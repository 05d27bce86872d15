"""What a baseline lacks is new; what has another id since keeps its history."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from tests.analysis.moved_plans import COUNCIL, TWO, changed, plan_of, shares, slippage
from tests.faces import Outcome, deliverables, roadmap
from tests.scheduling.small_plans import Written, decision, milestone, work

GROUP: Written = {"bodies": COUNCIL, "groups": {"raden": ["raad"]}}


def said(before: Written, now: Written, command: str, *options: str) -> Outcome:
    """What a command says of a plan whose other form was frozen and approved."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(json.dumps(before), encoding="utf-8")
        roadmap("baseline", path, "start", "--approved-by", "raad", "--on", "2024-06-03")
        path.write_text(json.dumps(now), encoding="utf-8")
        return roadmap(command, path, *options)


def rows(before: Written, now: Written) -> dict[str, dict[str, Any]]:
    return deliverables(json.loads(said(before, now, "status", "--json").out))


def renamed(name: str, **keys: object) -> Written:
    """The two deliverables, the first under another id."""
    return {name: work("3w", **keys), "b": work("2w", name), "end": milestone("b")}


def test_e27_deliverable_that_the_baseline_lacks_is_shown_as_new() -> None:
    now = changed(TWO, n=work("1w", "a"), b={"after": ["n"]})
    row = rows(plan_of(TWO, **GROUP), plan_of(now, **GROUP))["n"]

    assert (row["baseline_finish"], row["slip"], row["slip_days"]) == (None, None, None)
    assert (
        "0 n: new in the plan" in said(plan_of(TWO, **GROUP), plan_of(now, **GROUP), "slippage", "--target", "end").out
    )
    assert shares(TWO, now) == [("n", 0, "new-item"), ("b", 7, "new-item")]


def test_e27_deliverable_that_was_renamed_keeps_its_history() -> None:
    before, now = plan_of(TWO, **GROUP), plan_of(renamed("c", was=["a"]), **GROUP)
    row = rows(before, now)["c"]

    assert (row["baseline_finish"], row["slip"], row["slip_days"]) == ("2024-06-14", 5, 7)
    assert slippage(before, now, "c")["baseline_forecast"] == "2024-06-14"
    assert [(share["id"], share["days"]) for share in slippage(before, now, "end")["shares"]] == [("c", 7)]


def test_e27_former_id_counts_however_often_it_was_renamed() -> None:
    for was in (["b-1", "a"], ["a", "b-1"]):
        assert shares(TWO, renamed("c", was=was)) == [("c", 7, "own-duration")]


def test_e27_without_its_former_id_it_is_new_and_what_followed_it_carries_the_difference() -> None:
    assert shares(TWO, renamed("c")) == [("c", 0, "new-item"), ("b", 7, "new-item")]


def test_e27_share_of_a_body_keeps_its_history_under_the_former_id_of_the_decision() -> None:
    before: Written = {"a": work("2w"), "vote": decision("raden", "a"), "end": milestone("vote@raad")}
    now: Written = {"a": work("3w"), "besluit": decision("raden", "a", was="vote"), "end": milestone("besluit@raad")}

    both = {"bodies": {**COUNCIL, "laatste": {"meetings": ["2024-12-10"]}}, "groups": {"raden": ["laatste", "raad"]}}

    assert shares(before, now, **both) == [("a", 7, "own-duration"), ("besluit@raad", 63, "missed-meeting")]


def test_e27_link_to_what_was_renamed_is_neither_new_nor_changed() -> None:
    now = {**renamed("c", was=["a"]), "b": work("2w", "c SS+1w")}
    before = changed(TWO, b={"after": ["a SS+1w"]})

    assert shares(before, now) == []


def test_e27_history_stays_with_what_was_renamed_though_another_has_its_id_now() -> None:
    now = {"c": work("2w", was=["a"]), "a": work("5w"), "b": work("2w", "c"), "end": milestone("b")}

    assert shares(TWO, now) == []
