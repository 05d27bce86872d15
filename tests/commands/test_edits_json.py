"""`--json` of what writes into a plan: the edit as data, and nothing on the terminal but that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.sheets import export, fill_in, text_of, written_plan
from tests.faces import roadmap


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written_plan(tmp_path)


def edit(command: str, plan: Path, *arguments: str | Path, status: int = 0) -> dict[str, Any]:
    """What a command prints as data."""
    outcome = roadmap(command, plan, *arguments, "--json", "--lang", "en")
    assert (outcome.status, outcome.err) == (status, "")
    told: dict[str, Any] = json.loads(outcome.out)
    return told


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("update", "toets", "--duration", "12w"), "duration: 12w"),
        (("add", "nota", "--workstream", "lijn", "--duration", "2w"), "+      nota: {duration: 2w}"),
        (("remove", "termijn"), "-      termijn: {term: standstill, after: besluit}"),
        (("rename", "toets", "toetsing"), "+      toetsing: {code: 1-2"),
        (("move", "toets", "later"), "-      toets:"),
    ],
)
def test_edit_is_told_with_its_lines(plan: Path, arguments: tuple[str, ...], line: str) -> None:
    path = plan / "plan.yaml"
    path.write_text(text_of(plan) + "  later: {title: Later, deliverables: {z: {duration: 1d}}}\n", encoding="utf-8")
    before = text_of(plan)
    dry = edit(arguments[0], plan, *arguments[1:], "--dry-run")
    assert text_of(plan) == before
    told = edit(arguments[0], plan, *arguments[1:])

    assert (told["format"], told["plan"], told["written"]) == ("roadmap.edit/1", "klein", True)
    assert [file["file"] for file in told["files"]] == ["plan.yaml"]
    assert line in told["files"][0]["difference"]
    assert text_of(plan) != before
    assert dry == {**told, "written": False}


def test_effect_is_that_on_targets_and_decisions(plan: Path) -> None:
    told = edit("update", plan, "toets", "--duration", "12w")

    assert [(target["id"], target["now"]["forecast"]) for target in told["targets"]] == [("start", "2024-04-23")]
    assert told["targets"][0]["then"]["forecast"] != "2024-04-23"
    assert "besluit" in [moved["id"] for moved in told["moved"]]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_refused_edit_is_told_as_findings_and_writes_nothing(plan: Path, lang: str) -> None:
    before = text_of(plan)
    outcome = roadmap("remove", plan, "concept", "--json", "--lang", lang)
    told = json.loads(outcome.out)

    assert (outcome.status, outcome.err, told["written"], told["files"]) == (1, "", False, [])
    assert [finding["severity"] for finding in told["findings"]] == ["error"]
    assert text_of(plan) == before


def test_edit_that_changes_nothing_has_no_files(plan: Path) -> None:
    told = edit("update", plan, "toets", "--duration", "2w")

    assert (told["written"], told["files"], told["findings"]) == (False, [], [])


@pytest.mark.parametrize(("command", "argument"), [("remove", "a"), ("import", "a.csv")])
def test_plan_that_cannot_be_read_is_told_in_the_same_form(tmp_path: Path, command: str, argument: str) -> None:
    (tmp_path / "a.csv").write_text("id;titel\n", encoding="utf-8")
    given = tmp_path / argument if command == "import" else argument
    told = edit(command, tmp_path / "weg", given, status=2)

    assert (told["plan"], told["written"], told["files"]) == (None, False, [])
    assert told["findings"]


def test_import_tells_cells_and_their_places(plan: Path) -> None:
    path = export(plan)
    places = fill_in(path, {("toets", "duration"): "12w", ("concept", "owner"): None})
    told = edit("import", plan, path)

    assert (told["format"], told["written"], told["kept"]) == ("roadmap.import/1", True, 0)
    assert [(cell["cell"], cell["id"], cell["key"], cell["before"], cell["after"]) for cell in told["cells"]] == [
        (places["toets", "duration"], "toets", "duration", "2w", "12w"),
        (places["concept", "owner"], "concept", "owner", "projectleider", None),
    ]
    assert "duration: 12w" in told["files"][0]["difference"]


def test_import_that_is_refused_tells_each_cell_and_what_was_odd(plan: Path) -> None:
    path = export(plan)
    fill_in(path, {("toets", "duration"): 12, ("klaar", "finish"): "later", ("concept", "owner"): "jurist"})
    before = text_of(plan)
    told = edit("import", plan, path, status=1)
    taken = edit("import", plan, path, "--accept-valid", status=1)

    assert (told["cells"], told["written"]) == ([], False)
    assert [finding["code"] for finding in told["findings"]] == ["cell-needs-unit", "locked-cell"]
    assert ([cell["id"] for cell in taken["cells"]], taken["written"]) == (["concept"], True)
    assert [finding["code"] for finding in taken["findings"]] == ["cell-needs-unit", "locked-cell"]
    assert text_of(plan) != before


def test_rename_says_what_keeps_its_old_name_beside_the_data(plan: Path) -> None:
    outcome = roadmap("rename", plan, "raad", "gemeenteraad", "--json", "--lang", "en")

    assert json.loads(outcome.out)["written"]
    assert "Baselines go on calling it" in outcome.err
