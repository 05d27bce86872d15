"""A workbook that is broken or meant to do harm is told of in a moment, in both languages, and nothing is written."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from roadmap.export.sheet.columns import HIDDEN, SHEET, headings
from roadmap.findings import ERRORS, PlanError
from roadmap.intake.sheet import read_sheet
from tests.commands.sheets import export, text_of, written_plan
from tests.faces import roadmap
from tests.intake.hostile_sheets import HOSTILE, HostileSheet, packed, parts_of
from tests.plans.test_corpus import OF_SHEETS
from tests.running import run_python

ELSEWHERE = {
    *("cell-conflict", "cell-emptied", "cell-formula", "cell-means-finished", "cell-needs-day", "cell-needs-period"),
    *("cell-needs-unit", "cell-of-group", "cell-without-work", "duplicate-row", "missing-rows"),
    *("locked-cell", "month-first", "several-sheets", "sheet-of-another-plan", "unmarked-rows"),
}
# Says after the command has ended how much memory it took at its peak, in kB.
MEASURED = """\
import sys
from roadmap.commands import main
sys.argv[0] = "roadmap"
try:
    main()
finally:
    # What getrusage tells begins with the peak of the process that started this one.
    status = open("/proc/self/status", encoding="ascii").read()
    print(status.partition("VmHWM:")[2].split()[0], file=sys.stderr)
"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return export(written_plan(tmp_path_factory.mktemp("export"))).read_bytes()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written_plan(tmp_path)


@pytest.mark.parametrize("sheet", HOSTILE, ids=lambda sheet: sheet.name)
def test_hostile_workbook_is_told_of_and_leaves_the_plan(plan: Path, exported: bytes, sheet: HostileSheet) -> None:
    before = text_of(plan)
    path = plan.with_name("blad.xlsx")
    path.write_bytes(sheet.make(exported))

    outcome = roadmap("import", plan, path, "--lang", "en")

    severity = "error" if sheet.code in ERRORS else "warning"
    assert f": {severity}: {sheet.code}\n" in outcome.err
    assert outcome.err.count(f": {severity}: ") <= 21
    assert outcome.status == (1 if sheet.code in ERRORS else 0)
    assert text_of(plan) == before


@pytest.mark.parametrize("sheet", HOSTILE, ids=lambda sheet: sheet.name)
def test_export_does_not_write_over_a_hostile_workbook(plan: Path, exported: bytes, sheet: HostileSheet) -> None:
    path = plan.with_name("blad.xlsx")
    content = sheet.make(exported)
    path.write_bytes(content)

    outcome = roadmap("export", plan, path, "--lang", "en")

    # Strangers are rows that an import passes over.
    is_kept = sheet.code in ERRORS
    assert (outcome.status, path.read_bytes() == content) == ((2, True) if is_kept else (0, False))
    assert (f": error: {sheet.code}\n" in outcome.err) == is_kept
    assert ("cannot be told to be a sheet of this plan" in outcome.err) == is_kept


def test_what_is_wrong_with_a_workbook_is_said_in_dutch(plan: Path) -> None:
    path = plan.with_name("blad.xlsx")
    path.write_bytes(b"id;titel")

    outcome = roadmap("import", plan, path, "--lang", "nl")

    assert outcome.status == 1
    assert outcome.err.startswith(f"{path.as_posix()}:1:1: fout: not-a-workbook\n")
    assert outcome.err.endswith("Er is niets geschreven.\n")


def test_every_code_of_sheets_has_one_that_provokes_it() -> None:
    assert OF_SHEETS - {sheet.code for sheet in HOSTILE} == ELSEWHERE


@pytest.mark.thorough
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured as on Linux")
@pytest.mark.parametrize("sheet", HOSTILE, ids=lambda sheet: sheet.name)
def test_hostile_workbook_takes_little_memory(plan: Path, exported: bytes, sheet: HostileSheet) -> None:
    path = plan.with_name("blad.xlsx")
    path.write_bytes(sheet.make(exported))

    ran = run_python("-c", MEASURED, "import", plan, path)

    assert int(ran.err.split()[-1]) < 300_000


def test_workbook_with_any_part_damaged_is_read_or_refused(plan: Path, exported: bytes) -> None:
    draw = random.Random(7)  # noqa: S311 - damage, not secrets
    path = plan.with_name("blad.xlsx")
    outcomes = set()
    for _ in range(100):
        path.write_bytes(_damaged(exported, draw))
        try:
            read_sheet(path, headings(), SHEET, HIDDEN)
            outcomes.add("read")
        except PlanError as error:
            outcomes |= {finding.code for finding in error.findings}

    assert {"read", "not-a-workbook"} <= outcomes


def _damaged(content: bytes, draw: random.Random) -> bytes:
    parts = parts_of(content)
    name = draw.choice(sorted(parts))
    part = bytearray(parts[name])
    begin = draw.randrange(len(part) or 1)
    match draw.randrange(4):
        case 0:
            part[begin : begin + draw.randrange(30)] = b""
        case 1:
            part[begin : begin + 1] = bytes([draw.randrange(1, 256)])
        case 2:
            part[begin:begin] = b'0" ><9'
        case _:
            del parts[name]
            return packed(parts)
    return packed({**parts, name: bytes(part)})
