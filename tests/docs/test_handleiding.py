"""The Dutch manual does what it says: its plan is written, its sheet filled in, and every command of it runs in order.

What a command shows in the manual is what it says; ROADMAP_GOLDEN=1 writes that anew.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.faces import ROOT, roadmap

PAGE = ROOT / "docs" / "handleiding.md"
PLAN = Path("mijn-plan") / "plan.yaml"
OF_AN_OLDER_PLAN = "een-ouder-plan"
BLOCK = re.compile(r"^```(\w+(?: \w+)?)\n(.*?)^```$|^(\| rij \|.*?)\n\n", re.MULTILINE | re.DOTALL)
REFUSED = "add mijn-plan nadere-regels"
"""What the manual shows to be refused, the first time that it is asked."""
SHEET = "planning.xlsx"


class Reader:
    """Somebody who does what the manual says, block by block."""

    def __init__(self) -> None:
        self.refused = 0
        self.commands = 0

    def follow(self, page: str) -> Iterator[str]:
        """The page as it should be, with what the commands print now."""
        end = 0
        for block in BLOCK.finditer(page):
            yield page[end : block.start()]
            end = block.end()
            kind, text, table = block.groups()
            if kind == "console":
                yield f"```console\n{self._shown(text)}```"
                continue
            self._do(kind or "", text or table)
            yield block.group()
        yield page[end:]

    def _do(self, kind: str, text: str) -> None:
        match kind:
            case "yaml":
                for folder in (PLAN.parent, Path(OF_AN_OLDER_PLAN)):
                    folder.mkdir()
                    (folder / PLAN.name).write_text(text, encoding="utf-8")
            case "yaml ervoor":
                plan = PLAN.read_text(encoding="utf-8")
                PLAN.write_text(plan.replace("deliverables:\n", f"{text}deliverables:\n", 1), encoding="utf-8")
            case "csv":
                Path("schema.csv").write_text(text, encoding="utf-8")
            case "sh":
                for line in text.splitlines():
                    self._run(line, shows=False)
            case "":
                fill_in(text)

    def _shown(self, text: str) -> str:
        """The command of a block, and what it prints."""
        line = text.splitlines()[0]
        return f"{line}\n{self._run(line.removeprefix('$ '), shows=True)}"

    def _run(self, line: str, *, shows: bool) -> str:
        outcome = roadmap(*shlex.split(line.removeprefix("roadmap ")))
        self.commands += 1
        is_refused = shows and REFUSED in line
        self.refused += is_refused

        assert (outcome.status, line) == (int(is_refused), line), outcome.err
        return outcome.err if is_refused else outcome.out


def fill_in(table: str) -> None:
    """What a table of the manual says, put into the sheet under the headings that it names."""
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    book = load_workbook(SHEET)
    sheet = book.worksheets[0]
    columns = {str(cell.value): number for number, cell in enumerate(sheet[1], start=1)}
    lines = {str(row[0].value): number for number, row in enumerate(sheet.iter_rows(), start=1)}
    for name, *values in rows:
        for heading, value in zip(head[1:], values, strict=True):
            if value:
                sheet.cell(lines[name.strip("`")], columns[heading]).value = value
    book.save(SHEET)


def test_manual_says_what_its_commands_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reader = Reader()
    page = "".join(reader.follow(PAGE.read_text(encoding="utf-8")))
    if os.environ.get("ROADMAP_GOLDEN") == "1":
        PAGE.write_text(page, encoding="utf-8")

    assert page == PAGE.read_text(encoding="utf-8")
    assert reader.refused == 1
    assert reader.commands > 30


def test_every_command_that_the_manual_names_in_a_sentence_exists() -> None:
    named = re.findall(r"`roadmap ([a-z-]+)", PAGE.read_text(encoding="utf-8"))

    assert len(named) >= 3
    for command in named:
        assert roadmap(command, "--help").status == 0
