"""The commands of the Dutch manual run, in their order, on the plan that the manual writes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.faces import ROOT, roadmap

PAGE = (ROOT / "docs" / "handleiding.md").read_text(encoding="utf-8")
PLAN = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"^```csv\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^roadmap (.+)$", re.MULTILINE)
OF_AN_OLDER_PLAN = "een-ouder-plan"


def test_every_command_of_the_manual_does_what_it_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written = PLAN.search(PAGE)
    assert written is not None
    for name in ("mijn-plan", OF_AN_OLDER_PLAN):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plan.yaml").write_text(written[1], encoding="utf-8")
    table = TABLE.search(PAGE)
    assert table is not None
    (tmp_path / "schema.csv").write_text(table[1], encoding="utf-8")
    commands = [shlex.split(line, comments=True) for line in COMMAND.findall(PAGE)]

    assert len(commands) > 20
    for arguments in commands:
        outcome = roadmap(*arguments)

        assert (outcome.status, arguments) == (0, arguments), outcome.err


def test_no_report_of_the_manual_contradicts_its_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written = PLAN.search(PAGE)
    assert written is not None
    (tmp_path / "mijn-plan").mkdir()
    (tmp_path / "mijn-plan" / "plan.yaml").write_text(written[1], encoding="utf-8")
    updates = [line for line in COMMAND.findall(PAGE) if line.startswith("update mijn-plan ")]
    for line in updates:
        roadmap(*shlex.split(line, comments=True))

    assert updates
    assert roadmap("check", "mijn-plan", "--strict").status == 0
