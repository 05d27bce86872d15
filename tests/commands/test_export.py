"""`roadmap export`: a sheet that people can fill in, the same for the same plan."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.commands.sheets import COLUMNS, cell_of, export, written_plan
from tests.faces import NVO, deliverables, roadmap, status_of
from tests.running import run_cli


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written_plan(tmp_path)


def test_sheet_has_a_row_for_each_deliverable_and_none_for_shares(plan: Path) -> None:
    sheet = load_workbook(export(plan))["Planning"]

    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert [cell.value for cell in sheet["A"]][1:] == ["toets", "concept", "besluit", "allen", "termijn", "klaar"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == "A1:T7"


def test_cells_hold_what_the_plan_and_the_schedule_say(plan: Path) -> None:
    sheet = load_workbook(export(plan))["Planning"]
    status = deliverables(status_of(plan))
    row = {heading: sheet[cell_of(sheet, "concept", heading)].value for heading in COLUMNS}

    assert (row["title"], row["duration"], row["due"]) == ("=Concept", "6w", "2024-09")
    assert sheet[cell_of(sheet, "concept", "title")].data_type == "s"
    assert row["started"] == datetime(2024, 1, 8)  # noqa: DTZ001 - Excel has no zones
    assert row["finish"].date().isoformat() == status["concept"]["early_finish"]
    assert (row["state"], row["float"]) == ("on track", status["concept"]["total_float"])
    assert row["note"] == "Eerste regel;\ntweede regel."


def test_only_what_may_be_filled_in_is_open(plan: Path) -> None:
    sheet = load_workbook(export(plan))["Planning"]
    open_cells = {
        name: [head for head in COLUMNS if not sheet[cell_of(sheet, name, head)].protection.locked]
        for name in ("concept", "klaar", "allen", "termijn")
    }
    always = ["code", "title", "owner", "due", "not before"]

    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert open_cells == {
        "concept": [
            *("code", "title", "owner", "duration", "due", "not before", "started", "remaining", "percent", "finished"),
            "note",
        ],
        "klaar": [*always, "finished", "note"],
        "allen": [*always, "note"],
        "termijn": ["code", "title", "owner", "duration", *always[3:], "started", "finished", "note"],
    }  # fmt: skip


def test_excel_checks_days_and_percentages_and_lists_owners(plan: Path) -> None:
    sheet = load_workbook(export(plan))["Planning"]
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    hidden = load_workbook(export(plan))["roadmap"]

    assert checks["F2:F7"].type == "list"
    assert [cell.value for cell in hidden["C"]][:2] == ["jurist", "projectleider"]
    assert {checks[cells].type for cells in checks if cells[0] in "IJM"} == {"date"}
    assert (checks["L2:L7"].type, checks["L2:L7"].formula1, checks["L2:L7"].formula2) == ("whole", "0", "100")
    assert hidden.sheet_state == "hidden"


def test_columns_are_as_wide_as_their_texts_and_rows_as_high(plan: Path) -> None:
    text = (plan / "plan.yaml").read_text(encoding="utf-8")
    long = " ".join(["inrichtingsafspraken"] * 6)
    (plan / "plan.yaml").write_text(text.replace("title: Toets", f"title: {long}"), encoding="utf-8")
    sheet = load_workbook(export(plan))["Planning"]
    heights = {sheet[f"A{line}"].value: dimension.height for line, dimension in sheet.row_dimensions.items()}
    title = sheet[cell_of(sheet, "toets", "title")]

    assert title.alignment.wrap_text
    assert len(long) > sheet.column_dimensions["C"].width > len("Vaststelling")
    assert sheet.column_dimensions["A"].width < len("inrichtingsafspraken")
    assert (heights["toets"], heights["concept"], heights.get("klaar")) == (45, 30, None)


def test_page_is_as_wide_as_the_sheet_and_says_what_it_is_of(plan: Path) -> None:
    text = (plan / "plan.yaml").read_text(encoding="utf-8")
    (plan / "plan.yaml").write_text(text.replace("title: Klein", "title: Jeugd & Wmo"), encoding="utf-8")
    sheet = load_workbook(export(plan))["Planning"]

    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.print_title_rows == "$1:$1"
    assert str(sheet.HeaderFooter.oddHeader) == "&LJeugd && Wmo&RStatus date 2024-02-01"


@pytest.mark.parametrize(("lang", "name", "grey"), [("nl", "Uitleg", "grijs"), ("en", "Explanation", "grey")])
def test_workbook_says_in_words_what_may_be_filled_in(plan: Path, lang: str, name: str, grey: str) -> None:
    roadmap("export", plan, plan.with_name("a.xlsx"), "--lang", lang)
    book = load_workbook(plan.with_name("a.xlsx"))
    headings = {cell.value for cell in book["Planning"][1]}
    explained = {row[0].value for row in book[name].iter_rows()}

    assert grey in explained
    assert len(explained & headings) == 13
    assert all(row[1].value for row in book[name].iter_rows())


@pytest.mark.parametrize(
    ("lang", "shipped", "own"),
    [
        ("nl", "termijn: Opschortende termijn", "termijn: Bezwaar & beroep"),
        ("en", "term: Standstill period", "term: Bezwaar & beroep"),
    ],
)
def test_term_is_shown_by_the_title_of_its_rule(plan: Path, lang: str, shipped: str, own: str) -> None:
    text = (plan / "plan.yaml").read_text(encoding="utf-8")
    rules = "terms:\n  bezwaar: {title: Bezwaar & beroep, days: 6, unit: weeks}\n  kaal: {days: 6}\n"
    more = "      eigen: {term: bezwaar, after: besluit}\n      kale: {term: kaal, after: besluit}\n"
    (plan / "plan.yaml").write_text(f"{text}{more}{rules}", encoding="utf-8")
    path = plan.with_name("a.xlsx")
    outcome = roadmap("export", plan, path, "--lang", lang)
    sheet = load_workbook(path)["Planning"]
    kinds = {row[0].value: row[4].value for row in sheet.iter_rows()}

    assert outcome.status == 0, outcome.err
    assert (kinds["termijn"], kinds["eigen"], kinds["kale"]) == (shipped, own, f"{shipped.partition(':')[0]}: kaal")


def test_explanation_says_what_a_negative_float_is(plan: Path) -> None:
    book = load_workbook(export(plan))
    explained = {str(row[0].value): str(row[1].value) for row in book["Explanation"].iter_rows()}

    assert explained["float"].endswith("; negative: so many earlier it must be ready.")
    assert explained["slip"].endswith("; negative: earlier.")


def test_owner_gets_what_is_theirs_only(plan: Path) -> None:
    sheet = load_workbook(export(plan, "blad.xlsx", "--mine", "Jurist"))["Planning"]
    wrong = roadmap("export", plan, plan.with_name("b.xlsx"), "--mine", "juris", "--lang", "en")

    assert [cell.value for cell in sheet["A"]] == ["id", "toets"]
    assert wrong.status == 2
    assert 'Did you mean "jurist"?' in wrong.err
    assert not plan.with_name("b.xlsx").exists()


def test_each_workstream_gets_a_sheet_to_read(plan: Path) -> None:
    book = load_workbook(export(plan, "blad.xlsx", "--by-workstream"))
    view = book.worksheets[1]

    assert book.sheetnames == ["Planning", "Lijn   a b", "Explanation", "roadmap"]
    assert [cell.value for cell in view[1]] == list(COLUMNS[1:])
    assert all(cell.protection.locked for row in view.iter_rows() for cell in row)
    assert roadmap("export", plan, plan.with_name("b.csv"), "--by-workstream").status == 2


def test_table_is_one_that_a_dutch_excel_opens(plan: Path) -> None:
    content = export(plan, "blad.csv").read_bytes()
    rows = content.decode("utf-8-sig").split("\r\n")

    assert content.startswith(b"\xef\xbb\xbfid;code;title;")
    assert rows[0].endswith(";roadmap.sheet/1 klein 2024-02-01")
    assert ";projectleider;6w;maand 2024-09;;8-1-2024;4w;;;" in content.decode()
    assert '"Eerste regel;\ntweede regel."' in content.decode()


def test_text_that_excel_would_compute_stays_text_in_a_table(plan: Path) -> None:
    text = export(plan, "blad.csv").read_text(encoding="utf-8-sig")

    assert "concept;L-1;'=Concept;" in text
    assert "toets;'1-2;Toets;" in text


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_same_plan_gives_the_same_bytes_at_any_time_and_place(plan: Path, name: str) -> None:
    here = export(plan, name).read_bytes()
    other = plan.with_name(f"other-{name}")
    ran = run_cli("export", plan, other, "--lang", "en", environment={"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"})

    assert ran.status == 0, ran.err
    assert other.read_bytes() == here


def test_workbook_names_no_moment_and_nobody(plan: Path) -> None:
    with ZipFile(export(plan)) as archive:
        days = {part.date_time for part in archive.infolist()}
        core = archive.read("docProps/core.xml").decode()

    assert len(days) == 1
    assert core.count("2000-01-01T00:00:00Z") == 2
    assert "<dc:creator></dc:creator>" in core


def test_plan_with_errors_is_not_exported(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("deliverables: {a: {duration: 1w, after: b}}\n", encoding="utf-8")

    assert roadmap("export", plan, tmp_path / "a.xlsx").status == 1
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_file_that_is_no_sheet_is_refused(plan: Path) -> None:
    outcome = roadmap("export", plan, plan.with_name("a.xls"), "--lang", "en")

    assert outcome.status == 2
    assert "is no workbook (.xlsx) and no table (.csv)" in outcome.err


def test_real_plan_has_its_deliverables_in_both_languages(tmp_path: Path) -> None:
    counts = set()
    for lang in ("nl", "en"):
        roadmap("export", NVO, tmp_path / "a.xlsx", "--lang", lang)
        sheet = load_workbook(tmp_path / "a.xlsx")["Planning"]
        counts.add(sheet.max_row - 1)

    shares = [name for name in deliverables(status_of(NVO)) if "@" in name]
    assert counts == {len(deliverables(status_of(NVO))) - len(shares)}
