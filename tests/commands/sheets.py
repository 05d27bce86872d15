"""Sheets that come back from people: exported, changed as in Excel, and imported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.faces import Outcome, roadmap

MAIN = """\
roadmap: 1
title: Klein
language: en
status_date: 2024-02-01  # peildatum
bodies:
  college: {title: College, hand_in: 7ed, meets: {every: tuesday}}
  raad: {title: Raad, hand_in: 14ed, meetings: [2024-04-23, 2024-05-28]}
groups:
  samen: [college, raad]
targets:
  start: {title: Start, by: 2024-06-10, milestone: besluit, kind: fatal}
workstreams:
  lijn:
    title: "Lijn: [a/b]"
    deliverables:
      concept:
        code: L-1
        title: "=Concept"
        owner: projectleider
        duration: 6w  # geschat
        due: 2024-09
        progress: {started: 2024-01-08, remaining: 4w}
        note: |
          Eerste regel;
          tweede regel.
      toets: {code: 1-2, title: Toets, duration: 2w, after: concept, owner: jurist}
      besluit: {code: L-3, title: Vaststelling, decided_by: raad, after: toets, due: 2024-Q2}
      allen: {code: L-4, title: Allen, decided_by: samen, after: besluit, was: iedereen}
      klaar: {milestone: true, after: allen, not_before: 2024-03-01}
      termijn: {term: standstill, after: besluit}
"""
COLUMNS = (
    "id", "code", "title", "workstream", "kind", "owner", "duration", "due", "not before", "started", "remaining",
    "percent", "finished", "note", "start", "finish", "state", "float", "slip", "hand in",
)  # fmt: skip
ODD_TEXTS = (
    "=1+1", "+31 53", "-", "@SUM(A1)", "'", "''=x", '"', "a;b", "a,b", "1-2", "0344", "1e5", "2024-09", "sep 2024",
    "_x0041_", "_x005F_", "een  twee", "a\nb", " x ", "\N{NO-BREAK SPACE}y", "https://x.nl", "#REF!", "{=1}", "50%",
    "ja", "nee", "true", "x" * 4_999, "\N{SMILING FACE WITH OPEN MOUTH}", "<b>&amp;</b>", "$a$", "\u202fz", "sep=;",
)  # fmt: skip
"""What a plan may hold and a spreadsheet may take for more."""


def written_plan(folder: Path) -> Path:
    """A plan in a folder of its own."""
    plan = folder / "klein"
    plan.mkdir()
    (plan / "plan.yaml").write_bytes(MAIN.encode())
    return plan


def text_of(plan: Path) -> str:
    """The plan's file."""
    return (plan / "plan.yaml").read_bytes().decode()


def export(plan: Path, name: str = "blad.xlsx", *options: str) -> Path:
    """The plan as a sheet beside it."""
    path = plan.with_name(name)
    outcome = roadmap("export", plan, path, "--lang", "en", *options)
    assert outcome.status == 0, outcome.err
    return path


def read_back(plan: Path, path: Path, *options: str) -> Outcome:
    """The sheet imported, in English."""
    return roadmap("import", plan, path, "--lang", "en", *options)


def cell_of(sheet: Worksheet, name: str, heading: str) -> str:
    """Where a value stands: `F7`."""
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == heading)
    row = next(cell.row for cell in sheet["A"] if cell.value == name)
    return f"{letter}{row}"


def fill_in(path: Path, values: Mapping[tuple[str, str], Any], number_format: str = "") -> dict[tuple[str, str], str]:
    """Change cells by id and heading, as in Excel; where they stand."""
    book = load_workbook(path)
    sheet = book["Planning"]
    places = {}
    for (name, heading), value in values.items():
        places[name, heading] = f"Planning!{cell_of(sheet, name, heading)}"
        cell = sheet[cell_of(sheet, name, heading)]
        cell.value = value
        if number_format:
            cell.number_format = number_format
    book.save(path)
    return places
