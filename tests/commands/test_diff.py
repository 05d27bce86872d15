"""`roadmap diff`: against a baseline, another plan and a git revision; git is asked and told to do nothing besides."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.faces import roadmap

GIT = shutil.which("git")
PLAN = """\
roadmap: 1
id: klein
title: Klein plan
language: en
status_date: 2024-06-03
targets:
  af: {title: Af, by: 2024-09-30, milestone: einde, kind: fatal}
deliverables:
  concept: {title: "Concept *een* <b>", duration: 2w}
  weg: {title: Weg, duration: 1d}
  einde: {milestone: true, after: [concept, weg]}
"""
LATER = (
    PLAN.replace("duration: 2w", "duration: 4w")
    .replace("  weg: {title: Weg, duration: 1d}\n", "  nieuw: {title: Nieuw, duration: 1d}\n")
    .replace("  einde:", "  slot:")
    .replace("after: [concept, weg]", "was: einde, after: [concept, nieuw]")
    .replace("milestone: einde", "milestone: slot")
)


def written(folder: Path, text: str = PLAN) -> Path:
    """A plan in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return folder


def difference(plan: Path, against: str | Path) -> dict[str, Any]:
    """What `diff --json` says."""
    outcome = roadmap("diff", plan, "--against", str(against), "--json")

    assert outcome.status == 0, outcome.err
    content: dict[str, Any] = json.loads(outcome.out)
    return content


def test_new_dropped_renamed_changed_and_moved_are_told_with_the_effect_on_the_target(tmp_path: Path) -> None:
    found = difference(written(tmp_path / "nu", LATER), written(tmp_path / "toen"))

    assert [row["id"] for row in found["new"]] == ["nieuw"]
    assert [row["id"] for row in found["dropped"]] == ["weg"]
    assert found["renamed"] == [{"id": "slot", "was": "einde"}]
    assert {(row["id"], row["key"], row["before"], row["now"]) for row in found["changed"]} == {
        ("concept", "duration", "2w", "4w"),
        ("slot", "after", "concept, weg", "concept, nieuw"),
    }
    assert [(row["id"], row["slip"]) for row in found["moved"]] == [("concept", 10), ("slot", 10)]
    assert [(share["id"], share["days"], share["cause"]) for share in found["targets"][0]["shares"]] == [
        ("concept", 14, "own-duration")
    ]
    assert [(row["key"], row["before"], row["now"]) for row in found["targets"][0]["changed"]] == [
        ("milestone", "einde", "slot")
    ]


def test_a_plan_does_not_differ_from_itself(tmp_path: Path) -> None:
    plan = written(tmp_path)

    assert "Nothing differs." in roadmap("diff", plan, "--against", str(plan)).out


def test_markdown_takes_no_title_for_markup(tmp_path: Path) -> None:
    now, then = written(tmp_path / "nu", LATER), written(tmp_path / "toen")
    text = roadmap("diff", now, "--against", str(then), "--markdown").out

    assert text.startswith("# Klein plan")
    assert "Concept \\*een\\* \\<b>" in text
    assert "<b>" not in text.replace("\\<b>", "")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan in a git repository, changed since its commit."""
    if GIT is None:
        pytest.skip("git is not installed")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    plan = written(tmp_path / "archief" / "plannen à b")
    top = plan.parent
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "begin")
    git(top, "tag", "v1")
    (plan / "plan.yaml").write_text(LATER, encoding="utf-8")
    return plan


def git(folder: Path, *arguments: str) -> None:
    """One command of git, as a planner would give it."""
    subprocess.run([str(GIT), *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("revision", ["HEAD", "main", "v1", "main@{0}"])
def test_a_git_revision_is_the_plan_as_it_was_committed(repository: Path, revision: str) -> None:
    found = difference(repository, revision)

    assert [row["id"] for row in found["dropped"]] == ["weg"]
    assert found["against"] == revision


@pytest.mark.parametrize(
    "revision", ["--upload-pack=touch x", "-x", "nergens", "HEAD:plan.yaml", "a\nb", "HEAD~9", "x" * 5000]
)
def test_what_is_no_revision_is_a_complaint(repository: Path, revision: str) -> None:
    outcome = roadmap("diff", repository, f"--against={revision}")

    assert (outcome.status, outcome.out) == (2, "")
    assert "git revision" in outcome.err


def test_nothing_that_a_repository_or_the_environment_asks_for_is_run(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker, trap = tmp_path / "gedaan", tmp_path / "val"
    trap.write_text(f"#!/bin/sh\ntouch '{marker}'\n", encoding="utf-8")
    trap.chmod(0o755)
    for key in (
        "core.pager",
        "core.fsmonitor",
        "diff.external",
        "core.sshCommand",
        "filter.x.smudge",
        "diff.x.textconv",
    ):
        git(repository, "config", key, str(trap))
    (repository / ".gitattributes").write_text("*.yaml filter=x diff=x\n", encoding="utf-8")
    for name in ("GIT_PAGER", "GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "PAGER"):
        monkeypatch.setenv(name, str(trap))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elders"))

    assert [row["id"] for row in difference(repository, "HEAD")["dropped"]] == ["weg"]
    assert not marker.exists()


def test_a_plan_that_had_errors_then_says_so(repository: Path) -> None:
    (repository / "plan.yaml").write_text(LATER.replace("duration: 4w", "duration: 4x"), encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "fout")
    (repository / "plan.yaml").write_text(LATER, encoding="utf-8")
    outcome = roadmap("diff", repository, "--against", "HEAD")

    assert outcome.status == 1
    assert "invalid-duration" in outcome.err


def test_without_git_a_revision_is_a_complaint(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    outcome = roadmap("diff", repository, "--against", "HEAD")

    assert outcome.status == 2
    assert "git must be installed" in outcome.err


def test_a_link_in_the_repository_leads_nowhere(repository: Path, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.yaml"
    secret.write_text("deliverables: {x: {duration: 1d}}\n", encoding="utf-8")
    (repository / "meer.yaml").symlink_to(secret)
    (repository / "plan.yaml").write_text(f"include: meer.yaml\n{LATER}", encoding="utf-8")
    git(repository, "add", "-A")
    git(repository, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "link")
    (repository / "plan.yaml").write_text(LATER, encoding="utf-8")
    outcome = roadmap("diff", repository, "--against", "HEAD")

    assert outcome.status == 1
    assert "include-not-found" in outcome.err
