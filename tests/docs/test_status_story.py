"""The status story under docs/: every command in it says what the page says that it says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faces import NVO, ROOT, roadmap

PAGE = ROOT / "docs" / "status-story.md"
PART = re.compile(r"\((status-story/[\d-]+\.txt)\)|^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def told(page: str) -> Iterator[str]:
    """The page as it should be, with what the commands print now; what is reported is reported on the way."""
    end = 0
    for part in PART.finditer(page):
        yield page[end : part.start()]
        end = part.end()
        reports, console = part.groups()
        yield part.group() if reports else f"```console\n{''.join(spoken(console))}```"
        if reports:
            report(ROOT / "docs" / reports)
    yield page[end:]


def spoken(console: str) -> Iterator[str]:
    """Each command of a block, and what it prints."""
    for line in console.splitlines():
        if line.startswith("$ roadmap "):
            outcome = roadmap(*shlex.split(line.removeprefix("$ roadmap ")))

            assert outcome.status == 0, (line, outcome.err)
            yield f"{line}\n{outcome.out.rstrip()}\n\n"


def report(path: Path) -> None:
    """Every line of a file as an update."""
    for line in path.read_text(encoding="utf-8").splitlines():
        outcome = roadmap("update", "plans/nvo", *line.split())

        assert outcome.status == 0, (line, outcome.err)


def test_every_command_says_what_the_story_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(NVO, tmp_path / "plans" / "nvo")
    monkeypatch.chdir(tmp_path)
    page = PAGE.read_text(encoding="utf-8")

    story = re.sub(r"\n\n```(?!console)", "\n```", "".join(told(page)))
    if os.environ.get("ROADMAP_GOLDEN") == "1":
        PAGE.write_text(story, encoding="utf-8")

    assert story == PAGE.read_text(encoding="utf-8")
