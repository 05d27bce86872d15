"""Edits over several files that are killed at any moment: nothing is lost, and the next edit finds its way."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.commands.dying import texts_of
from tests.commands.sheets import fill_in
from tests.faces import roadmap
from tests.running import run_python

pytestmark = pytest.mark.skipif(os.name != "posix", reason="forks and kills as on Linux and macOS")

FILES = {
    "plan.yaml": """\
id: klein
title: Klein
language: en
status_date: 2024-02-01
include: [een.yaml, twee.yaml]
targets:
  start: {title: Start, by: 2024-06-10, milestone: klaar, kind: fatal}
""",
    "een.yaml": """\
workstreams:
  een:
    deliverables:
      # het begin
      concept: {duration: 6w, title: Concept}  # geschat
      toets: {duration: 1w, after: concept}
""",
    "twee.yaml": """\
workstreams:
  twee:
    deliverables:
      nota: {duration: 2w, after: [concept, toets]}
      klaar: {milestone: true, after: nota}
""",
}
MOVE = ("move", "PLAN", "concept", "twee")
RENAME = ("rename", "PLAN", "concept", "eerste-concept")
REMOVE = ("remove", "PLAN", "toets", "--relink")


@dataclass(frozen=True, slots=True)
class Killed:
    """The plan before and after an edit, every state in which a killed one left it, and how many were killed."""

    old: dict[str, str]
    new: dict[str, str]
    states: list[dict[str, str]]
    ended: int

    @property
    def halves(self) -> list[dict[str, str]]:
        """The states that are neither the old nor the new plan."""
        return [state for state in self.states if state not in (self.old, self.new)]


def write(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    return folder


def killed(folder: Path, *command: str, timed: int = 0) -> Killed:
    """The edit made once to its end, and killed everywhere; nothing else may lie in the plan's folder afterwards."""
    write(folder / "before", FILES)
    whole = write(folder / "after", FILES)
    outcome = roadmap(*(str(whole) if word == "PLAN" else word for word in command))
    assert outcome.status == 0, outcome.err
    options = ("--timed", str(timed)) if timed else ()
    ran = run_python("-m", "tests.commands.dying", *options, folder, *command, seconds=500)
    assert (ran.status, ran.err.decode()) == (0, "")
    told = json.loads(ran.out)
    return Killed(FILES, texts_of(whole), told["states"], told["ended"])


def errors_of(folder: Path, texts: dict[str, str]) -> set[str]:
    """The codes of the errors of a plan that was left so."""
    told = json.loads(roadmap("check", write(folder / "left", texts), "--json").out)
    assert told["plan"] is not None
    return {finding["code"] for finding in told["findings"] if finding["severity"] == "error"}


def test_move_that_is_killed_has_the_deliverable_in_one_file_or_in_both(tmp_path: Path) -> None:
    found = killed(tmp_path, *MOVE)

    assert found.ended >= 20
    assert found.old in found.states
    assert found.new in found.states
    # The file that it goes to is written first: it then stands in both, and the check says where.
    assert found.halves == [{**found.old, "twee.yaml": found.new["twee.yaml"]}]
    assert errors_of(tmp_path, found.halves[0]) == {"duplicate-id"}


@pytest.mark.thorough
def test_rename_that_is_killed_has_the_new_id_and_the_check_names_what_still_has_the_old(tmp_path: Path) -> None:
    found = killed(tmp_path, *RENAME)

    assert found.ended >= 20
    assert found.old in found.states
    assert found.new in found.states
    # The file of the record itself is written first, with its history.
    assert found.halves == [{**found.old, "een.yaml": found.new["een.yaml"]}]
    assert errors_of(tmp_path, found.halves[0]) == {"unknown-predecessor"}


@pytest.mark.thorough
def test_removal_that_is_killed_leaves_no_link_to_what_is_gone(tmp_path: Path) -> None:
    found = killed(tmp_path, *REMOVE)

    assert found.ended >= 20
    assert found.new in found.states
    # What followed it is written first, and follows what it followed already.
    assert found.halves == [{**found.old, "twee.yaml": found.new["twee.yaml"]}]
    assert errors_of(tmp_path, found.halves[0]) == set()


def filled_in(folder: Path) -> Path:
    """A sheet that changes every file of the plan."""
    path = folder / "a.xlsx"
    roadmap("export", write(folder / "sheet", FILES), path, "--lang", "en")
    fill_in(path, {("concept", "title"): "Nieuw", ("nota", "duration"): "3w", ("klaar", "owner"): "jurist"})
    return path


@pytest.mark.thorough
def test_import_that_is_killed_leaves_files_of_before_or_after_and_the_same_import_does_the_rest(
    tmp_path: Path,
) -> None:
    path = filled_in(tmp_path)
    found = killed(tmp_path, "import", "PLAN", str(path))

    assert found.ended >= 20
    assert found.halves
    for state in found.states:
        assert all(state[name] in (found.old[name], found.new[name]) for name in FILES)
        assert errors_of(tmp_path, state) == set()
        assert roadmap("import", tmp_path / "left", path).status == 0
        assert texts_of(tmp_path / "left") == found.new


@pytest.mark.thorough
@pytest.mark.parametrize("command", [MOVE, RENAME, REMOVE])
def test_edit_that_is_killed_at_any_moment_leaves_what_is_killed_at_any_operation(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "stepped").mkdir()
    (tmp_path / "timed").mkdir()
    stepped = killed(tmp_path / "stepped", *command)
    timed = killed(tmp_path / "timed", *command, timed=60)

    assert timed.ended >= 20
    assert all(state in stepped.states for state in timed.states)
