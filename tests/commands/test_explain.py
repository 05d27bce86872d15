"""`roadmap explain`: one deliverable, or a complaint about its id."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.faces import NVO, roadmap

BROKEN = "roadmap: 1\nlanguage: en\nstatus_date: 2024-06-03\ndeliverables:\n  b: {duration: 1d, after: aa}\n"


def test_deliverable_is_explained_by_its_id() -> None:
    outcome = roadmap("explain", NVO, "definitieve-inkoopstrategieen", "--lang", "en")

    assert outcome.status == 0
    assert "L4-05" in outcome.out
    assert outcome.err == ""


def test_share_of_one_body_is_explained_too() -> None:
    outcome = roadmap("explain", NVO, "visie-raadsbesluiten@raad-enschede", "--json")

    content = json.loads(outcome.out)
    assert content["deliverable"]["early_finish"] == "2023-09-04"
    assert content["deliverable"]["hand_in"] == "2023-08-07"


def test_unknown_id_is_a_usage_error_with_a_suggestion() -> None:
    outcome = roadmap("explain", NVO, "visie-vastgestelt", "--lang", "en")

    assert (outcome.status, outcome.out) == (2, "")
    assert 'Did you mean "visie-vastgesteld"?' in outcome.err


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("visie", '"visie" is een lijn, geen resultaat.'),
        ("contractering", '"contractering" is een doel, geen resultaat; het staat op "gereed-voor-start".'),
        ("raad-borne", '"raad-borne" is een orgaan, geen resultaat.'),
        ("raden", '"raden" is een groep organen, geen resultaat.'),
    ],
)
def test_id_of_another_record_is_called_what_it_is(name: str, complaint: str) -> None:
    outcome = roadmap("explain", NVO, name)

    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.splitlines()[-1] == f"Fout: {complaint}"


def test_plan_with_errors_exits_1_and_explains_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    outcome = roadmap("explain", path, "b")

    assert (outcome.status, outcome.out) == (1, "")
    assert "unknown-predecessor" in outcome.err


def test_json_of_a_plan_with_errors_holds_the_findings(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    outcome = roadmap("explain", path, "b", "--json")

    content = json.loads(outcome.out)
    assert outcome.status == 1
    assert content["deliverable"] is None
    assert [found["code"] for found in content["findings"]] == ["unknown-predecessor"]
