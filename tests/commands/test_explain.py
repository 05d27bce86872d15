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


def test_hand_in_day_of_a_group_is_that_of_the_body_that_would_put_it_off() -> None:
    said = roadmap("explain", NVO, "visie-raadsbesluiten", "--lang", "nl").out
    share = roadmap("explain", NVO, "visie-raadsbesluiten@raad-enschede", "--lang", "nl").out

    # Enschede meets sooner than the last one, but hands in first and meets again after it.
    assert "de vergadering van Gemeenteraad Rijssen-Holten, de laatste die besluit" in said
    assert "aanleveren uiterlijk 7-8-2023 voor Gemeenteraad Enschede; wie daar" in said
    assert "vraag naar visie-raadsbesluiten@ORGAAN" in said
    assert "stukken aanleveren uiterlijk 7-8-2023\n" in share
    assert "de laatste" not in share


GROUP = """\
id: groep
language: en
status_date: 2024-06-03
targets: {af: {title: Af, by: 2024-12-31, milestone: besluit}}
bodies:
  noord: {title: Noord, hand_in: 7ed, meetings: [2024-06-20, 2024-07-04, 2024-09-12]}
  zuid: {title: Zuid, hand_in: 21ed, meetings: [2024-07-02, 2024-09-17]}
groups: {beide: [noord, zuid]}
deliverables:
  stuk: {title: Stuk, duration: 4d, owner: penvoerder, note: "Met  de\\n griffie."}
  besluit: {title: Besluit, decided_by: beide, after: stuk}
"""


def test_path_says_whose_hand_in_day_it_is_and_slippage_who_decides_last(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(GROUP, encoding="utf-8")
    roadmap("baseline", plan, "start")
    path = " ".join(roadmap("path", plan).out.split())
    plan.write_text(GROUP.replace("duration: 4d", "duration: 9d"), encoding="utf-8")
    slippage = " ".join(roadmap("slippage", plan, "--baseline", "start").out.split())

    assert "papers in by 2024-06-11 for 2024-07-02; the hand-in day is that of Zuid" in path
    assert "misses the meeting of 2024-07-02; decided 2024-09-17, 77 days later, the last in Zuid" in slippage


def test_note_owner_and_slip_are_told(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(GROUP, encoding="utf-8")
    roadmap("baseline", plan, "start")
    plan.write_text(GROUP.replace("duration: 4d", "duration: 6d"), encoding="utf-8")
    arguments = ("explain", plan, "stuk", "--baseline", "start")
    said, dutch = roadmap(*arguments).out, roadmap(*arguments, "--lang", "nl").out

    assert "baseline 2024-06-03 through 2024-06-06, slip +2 working days\nowner: penvoerder\nnote: Met de" in said
    assert "basisplanning 3-6-2024 t/m 6-6-2024, uitloop +2 werkdagen\ntrekker: penvoerder\nopmerking: Met de" in dutch
    assert json.loads(roadmap(*arguments, "--json").out)["note"].startswith("Met")


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
