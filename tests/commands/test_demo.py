"""`roadmap demo`: the main job on a copy of the example plan, from a checkout as from an installed program."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from roadmap.plan.templates.shipped import EXAMPLE
from tests.faces import NVO, ROOT, roadmap, status_of
from tests.running import bare_environment


def test_demo_is_a_copy_of_the_example_that_was_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = roadmap("demo")
    copy, made = Path("roadmap-demo"), Path("roadmap-demo", "out")

    assert outcome.status == 0
    assert status_of(copy)["deliverables"] == status_of(NVO)["deliverables"]
    assert {"gantt.png", "gantt.svg", "gantt.pdf", "status.json", "agenda"} == {path.name for path in made.iterdir()}
    assert [path.name for path in tmp_path.iterdir()] == ["roadmap-demo"]
    assert all(Path(seen).exists() for seen in re.findall(r"^  (roadmap-demo/\S+)$", outcome.out, re.MULTILINE))


@pytest.mark.parametrize(("language", "says"), [("nl", "Probeer daarna"), ("en", "Then try")])
def test_everything_that_it_says_to_try_works_in_the_order_in_which_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = roadmap("demo", "mijn proef", "--lang", language)
    commands = [shlex.split(row) for row in re.findall(r"^  roadmap (.+)$", outcome.out, re.MULTILINE)]

    assert f"\n{says}\n" in outcome.out
    assert len(commands) >= 8
    for command in commands:
        tried = roadmap(*command)

        assert (tried.status, command) == (0, command), tried.err
        assert language == "nl" or "Peildatum" not in tried.out


def test_demo_writes_into_no_folder_that_has_something(tmp_path: Path) -> None:
    (tmp_path / "eigen.txt").write_text("x", encoding="utf-8")
    outcome = roadmap("demo", tmp_path)

    assert outcome.status == 2
    assert '"eigen.txt" staat erin' in outcome.err
    assert [path.name for path in tmp_path.iterdir()] == ["eigen.txt"]


def test_copy_points_an_editor_to_no_schema_that_is_not_there(tmp_path: Path) -> None:
    roadmap("demo", tmp_path / "proef")

    assert "yaml-language-server" not in (tmp_path / "proef" / "plan.yaml").read_text(encoding="utf-8")
    assert (tmp_path / "proef" / "lijnen" / "1-visie.yaml").read_bytes() == (
        NVO / "lijnen" / "1-visie.yaml"
    ).read_bytes()


def test_installed_program_brings_the_example_along(tmp_path: Path) -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    packed = built["targets"]["wheel"]["force-include"]
    assert packed == {EXAMPLE.as_posix(): f"roadmap/{EXAMPLE.as_posix()}"}
    site = tmp_path / "site"
    shutil.copytree(ROOT / "roadmap", site / "roadmap", ignore=shutil.ignore_patterns("__pycache__"))
    for origin, place in packed.items():
        shutil.copytree(ROOT / origin, site / place)

    done = subprocess.run(
        [sys.executable, "-c", "from roadmap.commands import main; main()", "demo", "proef"],
        cwd=tmp_path,
        env=bare_environment({"PYTHONPATH": str(site)}),
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "proef" / "out" / "gantt.png").exists()
