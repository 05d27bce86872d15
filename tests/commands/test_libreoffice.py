"""Sheets that LibreOffice has opened and saved: nothing comes in but what somebody changed."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from roadmap.export.sheet.columns import HIDDEN, SHEET
from tests.commands.office import OFFICE, OPEN_TABLE, TABLE, WORKBOOK, saved_as
from tests.commands.sheets import MAIN, ODD_TEXTS, cell_of, export, fill_in, read_back, text_of, written_plan
from tests.faces import NVO, Outcome

pytestmark = [pytest.mark.thorough, pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")]
DAY = datetime(2024, 1, 30)  # noqa: DTZ001 - Excel has no zones


@pytest.fixture
def nvo(tmp_path: Path) -> Path:
    shutil.copytree(NVO, tmp_path / "nvo")
    return tmp_path / "nvo"


def changes_nothing(outcome: Outcome) -> bool:
    return (outcome.status, outcome.err, outcome.out) == (0, "", "The plan says so already; nothing is written.\n")


@pytest.mark.parametrize("options", [(), ("--by-workstream",), ("--mine", "jurist")])
def test_workbook_that_was_opened_and_saved_changes_nothing(nvo: Path, options: tuple[str, ...]) -> None:
    path = export(nvo, "a.xlsx", *options)

    assert changes_nothing(read_back(nvo, saved_as(WORKBOOK, path)))


def test_workbook_that_was_a_document_of_libreoffice_in_between_changes_nothing(nvo: Path) -> None:
    document = saved_as("ods", export(nvo, "a.xlsx"))

    assert changes_nothing(read_back(nvo, saved_as(WORKBOOK, document)))


def test_table_that_was_opened_and_saved_changes_nothing(nvo: Path) -> None:
    path = export(nvo, "a.csv")

    assert changes_nothing(read_back(nvo, saved_as(TABLE, path, f"--infilter={OPEN_TABLE}")))


def test_texts_that_a_spreadsheet_may_take_for_more_come_back_as_they_are(tmp_path: Path) -> None:
    rows: dict[str, Any] = {
        f"a{number}": {"duration": "1w", "title": text, "code": text, "owner": text, "note": text}
        for number, text in enumerate(ODD_TEXTS)
    }
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        json.dumps({"status_date": "2024-01-01", "deliverables": rows}, ensure_ascii=False), encoding="utf-8"
    )
    path = export(plan, "a.xlsx")

    assert changes_nothing(read_back(plan, saved_as(WORKBOOK, path)))


def test_what_was_filled_in_comes_in_and_nothing_else(tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    path = export(plan)
    fill_in(path, {("besluit", "finished"): DAY, ("klaar", "not before"): datetime(2024, 3, 4)})  # noqa: DTZ001 - as above
    places = fill_in(path, {("concept", "percent"): 60, ("toets", "owner"): None, ("concept", "title"): "+Nieuw"})
    outcome = read_back(plan, saved_as(WORKBOOK, path))

    assert outcome.status == 0, outcome.err
    assert outcome.out.startswith("5 cells change the plan:\n")
    assert f"  {places['concept', 'percent']}  concept  percent: nothing -> 60\n" in outcome.out
    assert text_of(plan) == (
        MAIN.replace(", remaining: 4w}", ", percent: 60}")
        .replace('"=Concept"', '"+Nieuw"')
        .replace(", owner: jurist", "")
        .replace("due: 2024-Q2}", "due: 2024-Q2, decided: {raad: 2024-01-30}}")
        .replace("not_before: 2024-03-01", "not_before: 2024-03-04")
    )


def test_days_that_are_counted_from_1904_stay_the_same_days(tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    path = export(plan)
    book = load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    book.save(path)

    assert changes_nothing(read_back(plan, saved_as(WORKBOOK, path)))


def test_lists_checks_and_locks_are_still_there(tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    book = load_workbook(saved_as(WORKBOOK, export(plan)))
    sheet = book[SHEET]

    assert {check.type for check in sheet.data_validations.dataValidation} >= {"list", "date", "whole"}
    assert sheet.protection.sheet
    assert not sheet[cell_of(sheet, "concept", "title")].protection.locked
    assert sheet[cell_of(sheet, "concept", "finish")].protection.locked
    assert book[HIDDEN].sheet_state == "hidden"
