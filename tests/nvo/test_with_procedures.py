"""The real plan written with procedures says the same of everything as it does without."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from roadmap.plan.baselines import FOLDER
from tests.faces import NVO, deliverables, roadmap, status_of, targets
from tests.nvo.procedural import RECORDS, STEPS, with_procedures

# Steps have other ids and say whose they are; titles left to the procedure are its own; of due dates that leave the
# same float the one is named whose id comes first.
NAMES = {"id", "step_of", "driven_by", "due_of", "title"}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_procedures(tmp_path_factory.mktemp("procedures"))


def renamed(value: object) -> Any:  # noqa: ANN401 - what JSON holds
    """The same with the ids that steps have."""
    if isinstance(value, list):
        return [renamed(item) for item in value]
    if isinstance(value, dict):
        return {key: renamed(item) for key, item in value.items()}
    if not isinstance(value, str):
        return value
    name, at, body = value.partition("@")
    return f"{STEPS.get(name, name)}{at}{body}"


def test_plan_with_procedures_is_as_sound_as_the_one_without(plan: Path) -> None:
    assert roadmap("check", plan).status == 0
    assert len(status_of(plan)["findings"]) == len(status_of(NVO)["findings"])


def test_every_figure_of_every_deliverable_is_the_same(plan: Path) -> None:
    plain, written = deliverables(status_of(NVO)), deliverables(status_of(plan))

    assert {renamed(name) for name in plain} == set(written)
    for name, row in plain.items():
        step = written[renamed(name)]
        assert {key: value for key, value in row.items() if key not in NAMES} == {
            key: value for key, value in step.items() if key not in NAMES
        }, name
        assert sorted(map(str, renamed(row["driven_by"]))) == sorted(map(str, step["driven_by"]))


def test_targets_and_their_critical_paths_are_the_same(plan: Path) -> None:
    assert renamed(targets(status_of(NVO))) == targets(status_of(plan))


def test_step_says_to_which_deliverable_it_leads(plan: Path) -> None:
    steps = {name: row["step_of"] for name, row in deliverables(status_of(plan)).items() if row["step_of"]}

    assert set(steps) >= set(STEPS.values())
    assert set(steps.values()) == set(RECORDS)


def test_baseline_of_the_plan_without_procedures_knows_their_steps(plan: Path, tmp_path: Path) -> None:
    plain, written = shutil.copytree(NVO, tmp_path / "nvo"), shutil.copytree(plan, tmp_path / "written" / "nvo")
    roadmap("baseline", plain, "begin")
    shutil.copytree(plain / FOLDER, written / FOLDER)

    assert {row["slip"] for row in status_of(written, "--baseline", "begin")["deliverables"]} == {0}


def test_folded_status_has_one_row_for_each_procedure(plan: Path) -> None:
    tables = [roadmap("status", plan, *fold, "--lang", "en").out.partition("L4 Inkoop")[2] for fold in ([], ["--fold"])]

    assert ["L4-11" in table for table in tables] == [True, False]
    assert ["steps)" in table for table in tables] == [False, True]
