"""A plan with procedures says the same as one in which somebody wrote every step out by hand."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.faces import status_json

Written = dict[str, Any]
BODIES = {
    "colleges": {"hand_in": "7ed", "meets": {"every": "tuesday"}},
    "raad-een": {"hand_in": "28ed", "meets": {"every": "4th tuesday"}},
    "raad-twee": {"hand_in": "14ed", "meets": {"every": "1st monday"}},
}
KINDS = st.sampled_from([
    {"duration": "2w"}, {"duration": "9ed"}, {"milestone": "finish"}, {"decided_by": "colleges"},
    {"decided_by": "raden", "readings": "2"}, {"term": "standstill"},
])  # fmt: skip
LINKS = st.sampled_from(["", " SS", " +3d", " -2d", " +5ed", " SS+1w"])
FOR_STEPS = st.fixed_dictionaries(
    {}, optional={"owner": st.just("jurist"), "due": st.just("2024-Q2"), "not_before": st.just("2024-03-04"),
                  "title": st.just("Eigen titel"), "code": st.just("S-1"), "note": st.just("Let op")},
)  # fmt: skip
FOR_ALL = st.fixed_dictionaries(
    {}, optional={"owner": st.just("griffie"), "due": st.just("2024-Q3"), "not_before": st.just("2024-02-05"),
                  "title": st.just("Resultaat"), "after": st.just(["begin"]), "was": st.just(["vorig"])},
)  # fmt: skip
OF_RESULT = ("due", "not_before", "note", "code")


@st.composite
def procedures(draw: st.DrawFn) -> Written:
    """Steps of every kind, each after some of those before it; the last one is the result."""
    steps: Written = {}
    for number in range(draw(st.integers(1, 5))):
        before = draw(st.sets(st.sampled_from(sorted(steps)), max_size=2)) if steps else set()
        after = [f"{step}{draw(LINKS)}" for step in sorted(before)]
        steps[f"s{number}"] = draw(KINDS) | ({"after": after} if after else {})
    return {"result": f"s{len(steps) - 1}", "steps": steps}


@st.composite
def deliverables(draw: st.DrawFn) -> tuple[Written, Written]:
    """A procedure, and a deliverable that goes through it."""
    procedure = draw(procedures())
    said = draw(FOR_ALL)
    own = {
        step: draw(FOR_STEPS) | draw(st.sampled_from([{}, {"after": ["begin +1w"]}]))
        for step in draw(st.sets(st.sampled_from(sorted(procedure["steps"]))))
    }
    result = procedure["result"]
    own = {step: {key: of[key] for key in of if step != result or key not in said} for step, of in own.items()}
    return procedure, {**said, "procedure": "eigen", **({"steps": own} if own else {})}


def by_hand(procedure: Written, whole: Written) -> Written:
    """Every step as somebody would write it who knows no procedures."""
    result, items = procedure["result"], {}
    ids = {step: "het-resultaat" if step == result else f"het-resultaat-{step}" for step in procedure["steps"]}
    for step, said in procedure["steps"].items():
        item = {key: value for key, value in said.items() if key != "after"}
        item["title"] = whole.get("title", "het-resultaat") if step == result else f"{step}: {_title(whole)}"
        keys = [key for key in whole if key not in {"after", "procedure", "steps", "was", "title"}]
        item |= {key: whole[key] for key in keys if key == "owner" or step == result}
        if "after" not in said and "not_before" in whole:
            item["not_before"] = whole["not_before"]
        own = whole.get("steps", {}).get(step, {})
        item |= {key: value for key, value in own.items() if key != "after"}
        links = [f"{ids[link.split()[0]]}{link[len(link.split()[0]) :]}" for link in said.get("after", [])]
        item["after"] = links + own.get("after", []) + ([] if "after" in said else whole.get("after", []))
        items[ids[step]] = item
    return items


def _title(whole: Written) -> str:
    return str(whole.get("title", "het-resultaat"))


@given(deliverables())
@settings(max_examples=100)
def test_steps_of_a_procedure_are_what_one_would_write_by_hand(drawn: tuple[Written, Written]) -> None:
    procedure, whole = drawn
    rest = {"status_date": "2024-01-08", "bodies": BODIES, "groups": {"raden": ["raad-een", "raad-twee"]}}
    begin = {"begin": {"duration": "1w"}}
    short = {**rest, "procedures": {"eigen": procedure}, "deliverables": {**begin, "het-resultaat": whole}}
    long = {**rest, "deliverables": {**begin, **by_hand(procedure, whole)}}
    target = {"targets": {"doel": {"by": "2025-01-01", "milestone": "het-resultaat", "kind": "fatal"}}}
    found, expected = (status_json({**plan, **target}) for plan in (short, long))
    rows = [{row["id"]: {**row, "step_of": None} for row in status["deliverables"]} for status in (found, expected)]

    assert rows[0] == rows[1]
    assert found["targets"] == expected["targets"]
    assert [(f["code"], f["message"]) for f in sorted_findings(found)] == [
        (f["code"], f["message"]) for f in sorted_findings(expected)
    ]


def sorted_findings(status: Written) -> list[Written]:
    """What is said of a plan, without regard to where."""
    return sorted(status["findings"], key=lambda finding: (finding["code"], finding["message"]))
