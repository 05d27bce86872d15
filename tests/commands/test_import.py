"""`roadmap import`: what people filled in comes into the plan, cell by cell, and nothing else changes."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.commands.sheets import MAIN, cell_of, export, fill_in, read_back, text_of, written_plan
from tests.faces import NVO, roadmap

Value = str | int | float | datetime | None
DAY = datetime(2024, 3, 4)  # noqa: DTZ001 - Excel has no zones
REFUSED_IN_DUTCH: dict[tuple[str, str], str | int] = {
    ("toets", "doorlooptijd"): "3",
    ("toets", "uiterlijk"): "eind juli",
    ("toets", "begonnen"): "ja",
    ("concept", "doorlooptijd"): "0w",
    ("concept", "resterend"): "0d",
    ("allen", "afgerond"): "4-3-2024",
    ("klaar", "percentage"): 40,
}
SAID_IN_DUTCH = (
    'Bij "3" staat niet wat er geteld wordt. Vul 3w in voor weken, of 3d voor werkdagen.',
    (
        '"eind juli" is geen dag, maand of kwartaal. Vul een dag in zoals 17-9-2024, een maand zoals 2024-07, '
        "of een kwartaal zoals 2024-Q3."
    ),
    '"ja" is geen dag. Vul er een in zoals 17-9-2024 of 17 sep 2024.',
    '"0w" is geen werk. Vul in hoe lang het duurt; wat geen tijd kost is een mijlpaal, en wordt dat in het plan zelf.',
    '"0d" onder "resterend" betekent afgerond. Vul onder "afgerond" de laatste dag in waarop eraan is gewerkt.',
    (
        'Over "allen" besluiten college, raad, elk op een eigen dag, en daarvoor heeft het werkblad geen cel. Maak '
        "deze leeg, en meld elk orgaan dat besloten heeft: `roadmap update PLAN allen@college --finished 2024-03-04`."
    ),
    '"percentage" heeft geen betekenis bij "klaar" (soort: mijlpaal); wel bij: werk.',
)
"""What is said of them, row by row."""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written_plan(tmp_path)


def replace_in_plan(plan: Path, old: str, new: str) -> None:
    text = text_of(plan)
    assert text.count(old) == 1
    (plan / "plan.yaml").write_bytes(text.replace(old, new).encode())


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_sheet_that_nobody_touched_changes_nothing(plan: Path, name: str, lang: str) -> None:
    path = plan.with_name(name)
    roadmap("export", plan, path, "--lang", lang)
    outcome = read_back(plan, path)

    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == "The plan says so already; nothing is written.\n"
    assert text_of(plan) == MAIN


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_real_plan_comes_back_without_a_change(tmp_path: Path, name: str) -> None:
    shutil.copytree(NVO, tmp_path / "nvo")
    outcome = read_back(tmp_path / "nvo", export(tmp_path / "nvo", name))

    assert (outcome.status, outcome.err) == (0, "")
    for path in NVO.rglob("*.yaml"):
        assert (tmp_path / "nvo" / path.relative_to(NVO)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("cell", "value", "old", "new"),
    [
        (("concept", "owner"), "jurist", "owner: projectleider", "owner: jurist"),
        (("concept", "title"), "@Nieuw", '"=Concept"', '"@Nieuw"'),
        (("concept", "duration"), "8w", "duration: 6w  #", "duration: 8w  #"),
        (("concept", "due"), "2024-Q3", "due: 2024-09\n", "due: 2024-Q3\n"),
        (("concept", "due"), DAY, "due: 2024-09\n", "due: 2024-03-04\n"),
        (("concept", "remaining"), "1w", "remaining: 4w", "remaining: 1w"),
        (("concept", "percent"), 60, ", remaining: 4w}", ", percent: 60}"),
        (("concept", "started"), None, "{started: 2024-01-08, remaining", "{remaining"),
        (("toets", "code"), "1-3", "code: 1-2", "code: 1-3"),
        (("toets", "owner"), None, ", owner: jurist", ""),
        (("klaar", "not before"), DAY, "not_before: 2024-03-01", "not_before: 2024-03-04"),
        (("toets", "note"), "let op: nu", "owner: jurist}", "owner: jurist, note: 'let op: nu'}"),
        (("concept", "note"), "een\ntwee", "|\n          Eerste regel;\n          tweede regel.\n", '"een\\ntwee"\n'),
    ],
)
def test_one_changed_cell_changes_exactly_that_value(
    plan: Path, cell: tuple[str, str], value: Value, old: str, new: str
) -> None:
    path = export(plan)
    fill_in(path, {cell: value})
    outcome = read_back(plan, path)

    assert outcome.status == 0, outcome.err
    assert MAIN.count(old) == 1
    assert text_of(plan) == MAIN.replace(old, new)


def test_decision_that_was_taken_says_by_whom(plan: Path) -> None:
    path = export(plan)
    fill_in(path, {("besluit", "finished"): datetime(2024, 1, 30)})  # noqa: DTZ001 - as above
    read_back(plan, path)

    assert "due: 2024-Q2, decided: {raad: 2024-01-30}}" in text_of(plan)


def test_table_changes_the_plan_as_a_workbook_does(plan: Path) -> None:
    path = export(plan, "a.csv")
    text = path.read_text(encoding="utf-8-sig")
    # As a Dutch Excel saves it: in Windows-1252, and without the mark.
    path.write_bytes(text.replace("jurist;2w", "griffier é;3 weken").encode("cp1252"))
    outcome = read_back(plan, path)

    assert outcome.status == 0, outcome.err
    assert text_of(plan) == MAIN.replace("owner: jurist", "owner: griffier é").replace("duration: 2w", "duration: 3w")


def test_command_shows_the_cells_the_lines_and_what_that_does_to_the_targets(plan: Path) -> None:
    path = export(plan)
    fill_in(path, {("toets", "duration"): "12w"})
    outcome = read_back(plan, path)

    assert outcome.out.startswith("1 cell changes the plan:\n  Planning!G2  toets  duration: 2w -> 12w\n\n--- ")
    assert "Start (by 2024-06-10): margin" in outcome.out
    assert outcome.out.endswith(f"Written: {plan.as_posix()}/plan.yaml\n")


def test_dry_run_says_the_same_and_writes_nothing(plan: Path) -> None:
    path = export(plan)
    fill_in(path, {("toets", "duration"): "12w"})
    dry = read_back(plan, path, "--dry-run")

    assert text_of(plan) == MAIN
    wet = read_back(plan, path)
    assert dry.out.splitlines()[:-1] == wet.out.splitlines()[:-1]


@pytest.mark.parametrize(
    "value",
    [
        "4-3-2024", "04-03-2024", "4/3/2024", "2024-03-04", "4 mrt 2024", "4 maart 2024", "ma 4-3-2024", DAY, 45355,
        45355.5, "45355", "\N{NO-BREAK SPACE}4-3-2024\N{NO-BREAK SPACE}",
    ],
)  # fmt: skip
def test_day_may_be_written_as_people_do(plan: Path, value: Value) -> None:
    path = export(plan)
    fill_in(path, {("klaar", "not before"): value}, number_format="General")

    assert read_back(plan, path).status == 0
    assert text_of(plan) == MAIN.replace("not_before: 2024-03-01", "not_before: 2024-03-04")


@pytest.mark.parametrize(
    ("value", "number_format", "percent"),
    [(0.5, "General", 50), (50, "General", 50), ("50%", "@", 50), ("0,5", "@", 50), (0.5, "0%", 50), (1, "0%", 100)],
)
def test_percentage_may_be_a_part_of_one(plan: Path, value: Value, number_format: str, percent: int) -> None:
    path = export(plan)
    fill_in(path, {("concept", "percent"): value}, number_format=number_format)
    outcome = read_back(plan, path)

    if percent == 100:
        assert "error: cell-means-finished" in outcome.err
    else:
        assert text_of(plan) == MAIN.replace("remaining: 4w", f"percent: {percent}")


@pytest.mark.parametrize("value", ["Q3 2024", "2024 K3", "kwartaal 2024-Q3"])
def test_quarter_may_be_written_as_people_do(plan: Path, value: str) -> None:
    path = export(plan)
    fill_in(path, {("concept", "due"): value})
    read_back(plan, path)

    assert text_of(plan) == MAIN.replace("due: 2024-09\n", "due: 2024-Q3\n")


@pytest.mark.parametrize("value", ["sep 2024", "September 2024", "maand 2024-09", "2024-09"])
def test_month_may_be_written_as_people_do(plan: Path, value: str) -> None:
    path = export(plan)
    fill_in(path, {("concept", "due"): value})

    assert read_back(plan, path).out == "The plan says so already; nothing is written.\n"


def test_no_and_a_dash_mean_nothing(plan: Path) -> None:
    path = export(plan)
    fill_in(path, {("concept", "finished"): "nee", ("toets", "started"): "-", ("klaar", "not before"): "n.v.t."})
    read_back(plan, path)

    assert text_of(plan) == MAIN.replace(", not_before: 2024-03-01", "")


def test_days_of_a_workbook_that_counts_from_1904_are_right(plan: Path) -> None:
    path = export(plan)
    book = load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    book.save(path)

    assert read_back(plan, path).out == "The plan says so already; nothing is written.\n"


@pytest.mark.parametrize(("serial", "day"), [(45, "1900-02-14"), (59, "1900-02-28"), (61, "1900-03-01")])
def test_days_before_the_29_february_that_excel_makes_up_are_right(plan: Path, serial: int, day: str) -> None:
    path = export(plan)
    fill_in(path, {("klaar", "not before"): serial}, number_format="General")
    read_back(plan, path)

    assert text_of(plan) == MAIN.replace("not_before: 2024-03-01", f"not_before: {day}")


def test_many_cells_at_once_change_the_plan_as_one_by_one(plan: Path) -> None:
    path = export(plan)
    values = {
        (name, heading): "x: y" for name in ("toets", "concept", "klaar") for heading in ("title", "note", "code")
    }
    once = {**values, ("concept", "finished"): datetime(2024, 1, 31), ("toets", "owner"): None}  # noqa: DTZ001 - as above
    fill_in(path, once)
    read_back(plan, path)
    together = text_of(plan)
    (plan / "plan.yaml").write_bytes(MAIN.encode())
    for cell, value in once.items():
        path = export(plan, "een.xlsx")
        fill_in(path, {cell: value})
        read_back(plan, path)

    assert sorted(together) == sorted(text_of(plan))
    assert together.count("x: y") == len(values)


def test_number_of_a_day_counts_from_1904_where_the_workbook_does(plan: Path) -> None:
    path = export(plan)
    book = load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    cell = book["Planning"][cell_of(book["Planning"], "klaar", "not before")]
    cell.value, cell.number_format = 43893, "General"
    book.save(path)
    read_back(plan, path)

    assert text_of(plan) == MAIN.replace("not_before: 2024-03-01", "not_before: 2024-03-04")


def test_percentage_and_what_remains_may_both_be_filled_in(plan: Path) -> None:
    path = export(plan)
    fill_in(path, {("concept", "percent"): 60, ("concept", "remaining"): "1w"})
    read_back(plan, path)

    assert text_of(plan) == MAIN.replace("remaining: 4w", "remaining: 1w, percent: 60")


def test_sheet_may_be_sorted_moved_renamed_filtered_and_added_to(plan: Path) -> None:
    path = export(plan)
    book = load_workbook(path)
    sheet = book["Planning"]
    sheet.title = "Mijn blad"
    sheet.cell(1, 30, "eigen som").value = "eigen som"
    sheet.cell(2, 30).value = "=1+1"
    sheet.row_dimensions[3].hidden = True
    sheet.delete_cols(2)
    sheet.insert_cols(1)
    sheet.insert_rows(1, 3)
    sheet["B1"] = "Graag invullen voor vrijdag"
    book.create_sheet("Toelichting", 0)["A1"] = "Beste collega's"
    book.save(path)
    outcome = read_back(plan, path)

    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == "The plan says so already; nothing is written.\n"


def test_refused_cell_is_named_and_nothing_is_written(plan: Path) -> None:
    path = export(plan)
    places = fill_in(
        path,
        {
            ("concept", "due"): "binnenkort",
            ("concept", "duration"): 12,
            ("klaar", "not before"): "31-2-2024",
            ("toets", "started"): "=TODAY()",
            ("toets", "finished"): "ja",
            ("toets", "duration"): None,
            ("besluit", "duration"): "3w",
            ("allen", "finished"): DAY,
            ("toets", "title"): "Nieuwe naam",
        },
    )
    outcome = read_back(plan, path)
    codes = {
        ("concept", "due"): "cell-needs-period",
        ("concept", "duration"): "cell-needs-unit",
        ("klaar", "not before"): "impossible-date",
        ("toets", "started"): "cell-formula",
        ("toets", "finished"): "cell-needs-day",
        ("toets", "duration"): "cell-emptied",
        ("besluit", "duration"): "key-not-for-kind",
        ("allen", "finished"): "cell-of-group",
    }

    assert outcome.status == 1
    for cell, code in codes.items():
        assert f"{path.as_posix()}:{places[cell]}: error: {code}\n" in outcome.err
    assert outcome.err.count(": error: ") == len(codes)
    assert outcome.err.endswith("Nothing is written.\n")
    assert text_of(plan) == MAIN


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_refused_cell_is_spoken_of_in_the_words_of_the_sheet(plan: Path, name: str) -> None:
    path = plan.with_name("a.xlsx")
    roadmap("export", plan, path, "--lang", "nl")
    book = load_workbook(path)
    sheet = book["Planning"]
    for (row, heading), value in REFUSED_IN_DUTCH.items():
        sheet[cell_of(sheet, row, heading)] = value
    book.save(path)
    if name == "a.csv":
        rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
        path = plan.with_name(name)
        path.write_text("\n".join(";".join(f'"{text}"' for text in row) for row in rows), encoding="utf-8")
    outcome = roadmap("import", plan, path, "--lang", "nl")

    assert outcome.status == 1
    assert [line for line in outcome.err.splitlines() if line in SAID_IN_DUTCH] == list(SAID_IN_DUTCH)
    assert outcome.err.count(": fout: ") == len(SAID_IN_DUTCH)


def test_column_is_named_as_it_is_headed_whatever_the_language_of_the_import(plan: Path) -> None:
    path = plan.with_name("a.xlsx")
    roadmap("export", plan, path, "--lang", "nl")
    book = load_workbook(path)
    sheet = book["Planning"]
    sheet[cell_of(sheet, "concept", "percentage")] = 50
    sheet[cell_of(sheet, "concept", "afgerond")] = datetime(2024, 1, 30)  # noqa: DTZ001 - as above
    sheet[cell_of(sheet, "klaar", "resterend")] = "1w"
    book.save(path)
    outcome = read_back(plan, path)

    assert "finished on 2024-01-30, and yet percentage says 50." in outcome.err
    assert '"resterend" has no meaning for "klaar", which is of kind milestone; it is for work.' in outcome.err


def test_what_can_be_taken_is_taken_where_that_is_asked_for(plan: Path) -> None:
    path = export(plan)
    places = fill_in(path, {("concept", "due"): "binnenkort", ("toets", "title"): "Nieuwe naam"})
    outcome = read_back(plan, path, "--accept-valid")

    assert outcome.status == 1
    assert f"{places['concept', 'due']}: error: cell-needs-period\n" in outcome.err
    assert text_of(plan) == MAIN.replace("title: Toets", "title: Nieuwe naam")


def test_row_that_brings_a_fault_into_the_plan_is_refused_at_its_cell(plan: Path) -> None:
    path = export(plan)
    values = {
        ("concept", "finished"): datetime(2024, 1, 5),  # noqa: DTZ001 - as above
        ("concept", "title"): "Half",
        ("toets", "finished"): DAY,
        ("klaar", "title"): "Klaar",
    }
    places = fill_in(path, values)
    refused = read_back(plan, path)
    taken = read_back(plan, path, "--accept-valid")

    for outcome in (refused, taken):
        assert outcome.status == 1
        assert f"{places['concept', 'finished']}: error: finished-before-started\n" in outcome.err
        assert f"{places['toets', 'finished']}: error: actual-in-the-future\n" in outcome.err
    assert text_of(plan) == MAIN.replace("not_before: 2024-03-01}", "not_before: 2024-03-01, title: Klaar}")


def test_status_date_goes_together_with_what_is_reported(plan: Path) -> None:
    path = export(plan)
    fill_in(path, {("concept", "finished"): DAY})
    outcome = read_back(plan, path, "--status-date", "2024-03-05")

    assert outcome.status == 0, outcome.err
    assert "status_date: 2024-03-05  # peildatum" in text_of(plan)
    assert "{started: 2024-01-08, finished: 2024-03-04}" in text_of(plan)


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_what_was_changed_in_the_plan_only_is_kept(plan: Path, name: str) -> None:
    path = export(plan, name)
    replace_in_plan(plan, "duration: 2w", "duration: 4w")
    changed = text_of(plan)
    outcome = read_back(plan, path)

    assert outcome.status == 0
    assert outcome.out.startswith("1 cell was changed in the plan since, and stays.\n")
    assert text_of(plan) == changed


def test_older_sheet_is_merged_cell_by_cell(plan: Path) -> None:
    path = export(plan)
    fill_in(path, {("toets", "title"): "Toetsing", ("concept", "owner"): "jurist"})
    replace_in_plan(plan, "title: Toets", "duration: 4w, title: Toets")
    replace_in_plan(plan, ", duration: 2w", "")
    replace_in_plan(plan, "owner: projectleider", "owner: jurist")
    changed = text_of(plan)
    outcome = read_back(plan, path)

    assert outcome.status == 0, outcome.err
    assert text_of(plan) == changed.replace("title: Toets,", "title: Toetsing,")


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_what_was_changed_in_both_to_different_ends_is_refused(plan: Path, name: str) -> None:
    path = export(plan, name)
    if name == "a.xlsx":
        fill_in(path, {("toets", "duration"): "3w"})
    else:
        path.write_text(path.read_text(encoding="utf-8").replace("jurist;2w", "jurist;3w"), encoding="utf-8")
    replace_in_plan(plan, "duration: 2w", "duration: 4w")
    changed = text_of(plan)
    outcome = read_back(plan, path)

    assert outcome.status == 1
    assert ": error: cell-conflict\n" in outcome.err
    assert "the sheet says 3w, the plan 4w." in outcome.err
    assert text_of(plan) == changed


def test_rows_that_are_new_or_missing_are_told_and_nothing_is_added_or_removed(plan: Path) -> None:
    path = export(plan)
    book = load_workbook(path)
    sheet = book["Planning"]
    sheet.delete_rows(3)
    sheet.append(["nieuw", "L-9", "Nieuw resultaat"])
    sheet.append([None, "L-10", "Zonder id"])
    book.save(path)
    outcome = read_back(plan, path)

    assert outcome.status == 0
    assert "Planning!A7: warning: unknown-row\n" in outcome.err
    assert '("Zonder id")' in outcome.err
    assert "The sheet lacks 1 deliverables, which stay as they are: concept." in outcome.err
    assert text_of(plan) == MAIN


def test_sheet_of_one_owner_lacks_nothing(plan: Path) -> None:
    outcome = read_back(plan, export(plan, "a.xlsx", "--mine", "jurist"))

    assert (outcome.status, outcome.err) == (0, "")


def test_row_that_stands_twice_is_refused(plan: Path) -> None:
    path = export(plan)
    book = load_workbook(path)
    book["Planning"].append(["toets", None, "Andere titel"])
    book.save(path)

    assert "Planning!A8: error: duplicate-row\n" in read_back(plan, path).err


def test_row_under_a_former_id_is_found(plan: Path) -> None:
    path = export(plan)
    fill_in(path, {("allen", "title"): "Iedereen"})
    fill_in(path, {("allen", "id"): "iedereen"})
    outcome = read_back(plan, path)

    assert outcome.status == 0
    assert text_of(plan) == MAIN.replace("title: Allen", "title: Iedereen")


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_cell_that_is_not_for_filling_in_is_told_when_it_was_changed(plan: Path, name: str) -> None:
    path = export(plan, name)
    if name == "a.xlsx":
        places = fill_in(path, {("concept", "finish"): DAY, ("toets", "workstream"): "Andere lijn"})
    else:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(";8-1-2024;28-2-2024;", ";8-1-2024;4-3-2024;"), encoding="utf-8")
        # The note above it has two lines.
        places = {("concept", "finish"): "4:25"}
    outcome = read_back(plan, path)

    assert outcome.status == 0
    assert outcome.err.count(": warning: locked-cell\n") == len(places)
    for place in places.values():
        assert f"{path.as_posix()}:{place}: warning: locked-cell\n" in outcome.err
    assert text_of(plan) == MAIN


def test_sheet_without_its_marks_is_held_against_the_plan_as_it_is(plan: Path) -> None:
    path = export(plan)
    fill_in(path, {("toets", "duration"): "3w"})
    book = load_workbook(path)
    del book["roadmap"]
    book.save(path)
    outcome = read_back(plan, path)

    assert outcome.status == 0
    assert "warning: unmarked-rows\n" in outcome.err
    assert text_of(plan) == MAIN.replace("duration: 2w", "duration: 3w")


def test_table_with_the_month_first_is_refused_as_a_whole(plan: Path) -> None:
    path = export(plan, "a.csv")
    text = path.read_text(encoding="utf-8")
    american = re.sub(r"\b(\d{1,2})-(\d{1,2})-(\d{4})\b", lambda day: f"{day[2]:0>2}/{day[1]:0>2}/{day[3]}", text)
    # Nothing that was filled in shows by itself that it is meant so: 8 January would become 1 August.
    path.write_text(american, encoding="utf-8")
    outcome = read_back(plan, path, "--accept-valid")

    assert "01/08/2024" in american
    assert outcome.status == 1
    assert outcome.err.count(": error: month-first\n") == outcome.err.count(": error: ") == 1
    assert text_of(plan) == MAIN


def test_day_that_somebody_typed_with_the_month_first_is_refused_alone(plan: Path) -> None:
    path = export(plan, "a.csv")
    text = path.read_text(encoding="utf-8").replace(";8-1-2024;4w", ";01/17/2024;4w")
    path.write_text(text, encoding="utf-8")
    outcome = read_back(plan, path)

    assert outcome.err.count(": error: impossible-date\n") == outcome.err.count(": error: ") == 1


def test_sheet_of_another_plan_is_refused(plan: Path) -> None:
    outcome = read_back(NVO, export(plan))

    assert outcome.status == 1
    assert "error: sheet-of-another-plan\n" in outcome.err


def test_of_several_sheets_the_one_that_is_called_planning_counts(plan: Path) -> None:
    path = export(plan)
    book = load_workbook(path)
    copy = book.copy_worksheet(book["Planning"])
    copy[cell_of(copy, "toets", "title")] = "Kopie"
    book.save(path)
    same = read_back(plan, path)
    book["Planning"].title = "Ander"
    book.save(path)
    unclear = read_back(plan, path)

    assert same.out == "The plan says so already; nothing is written.\n"
    assert "error: several-sheets\n" in unclear.err


def test_reason_is_said_in_dutch(plan: Path) -> None:
    path = export(plan)
    places = fill_in(path, {("toets", "started"): "=TODAY()"})
    outcome = roadmap("import", plan, path, "--lang", "nl")

    assert f"{places['toets', 'started']}: fout: cell-formula\nHier staat een formule" in outcome.err
