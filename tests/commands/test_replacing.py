"""`roadmap export` over a file that is there already: what people filled in and the plan does not know stays."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands.sheets import cell_of, export, fill_in, read_back, text_of, written_plan
from tests.faces import Outcome, roadmap

NAMES = pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
STRANGE = "cannot be told to be a sheet of this plan. Give another name, or add --force to write over it."


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written_plan(tmp_path)


def again(plan: Path, path: Path, *options: str) -> Outcome:
    """The plan exported to the same file once more."""
    return roadmap("export", plan, path, "--lang", "en", *options)


def filled_in(plan: Path, name: str, values: dict[str, str]) -> Path:
    """A sheet with other durations, in a workbook or a table."""
    path = export(plan, name)
    if name.endswith(".xlsx"):
        fill_in(path, {(row, "duration"): value for row, value in values.items()})
        return path
    lines = path.read_bytes().decode("utf-8-sig").split("\r\n")
    for number, line in enumerate(lines):
        cells = line.split(";")
        if cells[0] in values:
            cells[6] = values[cells[0]]
            lines[number] = ";".join(cells)
    path.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    return path


@NAMES
def test_sheet_that_nobody_filled_in_is_replaced(plan: Path, name: str) -> None:
    path = export(plan, name)
    (plan / "plan.yaml").write_text(text_of(plan).replace("duration: 2w", "duration: 5w"), encoding="utf-8")
    outcome = again(plan, path)

    assert (outcome.status, outcome.err) == (0, "")
    assert path.read_bytes() == export(plan, f"b{path.suffix}").read_bytes()


@NAMES
def test_sheet_that_was_filled_in_stays_until_it_is_imported(plan: Path, name: str) -> None:
    path = filled_in(plan, name, {"toets": "3w"})
    content = path.read_bytes()
    refused = again(plan, path)

    assert (refused.status, refused.out) == (2, "")
    assert path.read_bytes() == content
    assert f": {'Planning!G2' if name == 'a.xlsx' else '2:'}" in refused.err
    assert f"Take it over with `roadmap import {plan.as_posix()} {path.as_posix()}` first" in refused.err
    assert read_back(plan, path).status == 0
    assert again(plan, path).status == 0
    assert path.read_bytes() != content


def test_cells_are_named_the_first_ones_and_how_many_more(plan: Path) -> None:
    path = export(plan)
    values = {(row, heading): "iets" for row in ("toets", "concept", "klaar") for heading in ("title", "owner", "note")}
    fill_in(path, values)
    outcome = again(plan, path)

    assert ": Planning!C2, Planning!F2, Planning!N2, Planning!C3, Planning!F3 and 4 more. Take" in outcome.err


def test_cell_that_an_import_refuses_is_not_lost_either(plan: Path) -> None:
    path = export(plan)
    fill_in(path, {("toets", "started"): "vorige week", ("klaar", "not before"): "=TODAY()"})
    read_back(plan, path)
    outcome = again(plan, path)

    assert outcome.status == 2
    assert ": Planning!J2, Planning!I7. Take" in outcome.err


@NAMES
def test_sheet_that_was_filled_in_is_replaced_where_that_is_forced(plan: Path, name: str) -> None:
    path = filled_in(plan, name, {"toets": "3w"})
    outcome = again(plan, path, "--force")

    assert (outcome.status, outcome.err) == (0, "")
    assert path.read_bytes() == export(plan, f"b{path.suffix}").read_bytes()


def test_grey_cells_and_rows_that_an_import_passes_over_hold_nothing_back(plan: Path) -> None:
    path = export(plan)
    fill_in(path, {("concept", "finish"): datetime(2024, 3, 4)})  # noqa: DTZ001 - Excel has no zones
    book = load_workbook(path)
    book["Planning"].append(["nieuw", "L-9", "Nieuw resultaat"])
    book.save(path)

    assert again(plan, path).status == 0


@NAMES
def test_sheet_of_another_plan_stays(plan: Path, name: str) -> None:
    path = export(plan, name)
    content = path.read_bytes()
    other = plan.rename(plan.with_name("ander"))
    outcome = again(other, path)

    assert outcome.status == 2
    assert 'This sheet was made of plan "klein", and this is plan "ander".' in outcome.err
    assert STRANGE in outcome.err
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"no workbook", "not-a-workbook"),
        ("a.csv", b"", "no-sheet"),
        ("a.csv", b"naam;telefoon\r\nAnna;06\r\n", "no-sheet"),
        ("a.csv", b"\0" * 100, "not-text"),
        ("a.csv", b'id;title;owner\r\nconcept;"half', "unclosed-quote"),
        ("a.csv", b"x" * 2_000_001, "listing-too-large"),
    ],
    ids=["no-workbook", "empty", "addresses", "nul", "quote", "large"],
)
def test_any_other_file_stays_unless_forced(plan: Path, name: str, content: bytes, code: str) -> None:
    path = plan.with_name(name)
    path.write_bytes(content)
    outcome = again(plan, path)

    assert outcome.status == 2
    assert f": error: {code}\n" in outcome.err
    assert STRANGE in outcome.err
    assert path.read_bytes() == content
    assert again(plan, path, "--force").status == 0
    assert path.read_bytes() != content


@NAMES
def test_list_of_somebody_elses_with_the_same_headings_stays(plan: Path, name: str) -> None:
    path = export(plan, name)
    if name == "a.xlsx":
        book = load_workbook(path)
        del book["roadmap"]
        book.save(path)
    else:
        path.write_text("id;title;owner\r\nmijn-lijst;Boodschappen;ik\r\n", encoding="utf-8")
    outcome = again(plan, path)

    assert outcome.status == 2
    assert STRANGE in outcome.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe in a folder")
def test_pipe_is_not_waited_for(plan: Path) -> None:
    path = plan.with_name("a.xlsx")
    os.mkfifo(path)
    outcome = again(plan, path)

    assert outcome.status == 2
    assert ": error: not-a-file\n" in outcome.err


def test_it_is_said_in_dutch(plan: Path) -> None:
    path = filled_in(plan, "mijn planning.xlsx", {"toets": "3w"})
    outcome = roadmap("export", plan, path, "--lang", "nl")
    strange = plan.with_name("b.csv")
    strange.write_text("naam;telefoon\n", encoding="utf-8")

    assert outcome.err == (
        f'Fout: "{path.as_posix()}" bestaat al, en wat erin is ingevuld staat nog niet in het plan: Planning!G2. '
        f'Neem het eerst over met `roadmap import {plan.as_posix()} "{path.as_posix()}"`, kies een andere naam, '
        "of geef --force om het te overschrijven.\n"
    )
    assert "is niet te herkennen als werkblad van dit plan." in roadmap("export", plan, strange, "--lang", "nl").err


def test_sheet_of_one_owner_may_take_the_place_of_one_of_all(plan: Path) -> None:
    path = export(plan)
    outcome = again(plan, path, "--mine", "jurist")

    assert outcome.status == 0
    assert cell_of(load_workbook(path)["Planning"], "toets", "id") == "A2"
