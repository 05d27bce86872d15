from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.faces import NVO, roadmap


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.SVG", b"<?xml"), ("a.pdf", b"%PDF-")])
def test_picture_is_of_the_kind_that_its_name_asks_for(tmp_path: Path, name: str, start: bytes) -> None:
    outcome = roadmap("gantt", NVO, "-o", tmp_path / name)

    assert outcome.status == 0
    assert (tmp_path / name).read_bytes().startswith(start)
    assert "21 dagen marge" in outcome.out


def test_picture_speaks_the_language_that_is_asked_for(tmp_path: Path) -> None:
    outcome = roadmap("gantt", NVO, "-o", tmp_path / "a.svg", "--lang", "en")

    assert "21 days margin" in outcome.out
    assert "21 days margin" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_unknown_kind_of_picture_exits_2_and_names_the_kinds(tmp_path: Path) -> None:
    outcome = roadmap("gantt", NVO, "-o", tmp_path / "a.gif")

    assert outcome.status == 2
    assert ".svg, .png" in outcome.err
    assert not (tmp_path / "a.gif").exists()


def test_plan_with_errors_gives_no_picture(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text('{"deliverables": {"a": {"duration": "1w", "after": "a"}}}', encoding="utf-8")
    outcome = roadmap("gantt", broken, "-o", tmp_path / "a.svg")

    assert outcome.status == 1
    assert "cyclic-dependency" in outcome.err
    assert not (tmp_path / "a.svg").exists()


def test_views_and_papers_can_be_chosen(tmp_path: Path) -> None:
    outcome = roadmap("gantt", NVO, "--view", "full", "--paper", "a4", "-o", tmp_path / "a.pdf")

    assert outcome.status == 0
    assert len(re.findall(rb"/Type /Page\b", (tmp_path / "a.pdf").read_bytes())) >= 2


def test_picture_of_several_pages_is_several_files_where_a_file_holds_one(tmp_path: Path) -> None:
    outcome = roadmap("gantt", NVO, "--paper", "a4", "-o", tmp_path / "a.svg")
    names = sorted(path.name for path in tmp_path.iterdir())

    assert names[:2] == ["a-1.svg", "a-2.svg"]
    assert all(name in outcome.out for name in names)


def test_workstream_that_is_not_there_exits_2_with_the_nearest(tmp_path: Path) -> None:
    outcome = roadmap("gantt", NVO, "--workstream", "vise", "-o", tmp_path / "a.svg")

    assert outcome.status == 2
    assert "visie" in outcome.err


@pytest.mark.parametrize(
    "options",
    [["--view", "workstream"], ["--view", "board", "--workstream", "visie"], ["--from", "2024-Q3", "--to", "2024-Q1"]],
)
def test_options_that_do_not_go_together_exit_2(tmp_path: Path, options: list[str]) -> None:
    assert roadmap("gantt", NVO, *options, "-o", tmp_path / "a.svg").status == 2


def test_without_a_file_a_chart_is_drawn_and_nothing_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = roadmap("gantt", NVO)

    assert outcome.status == 0
    assert "│2023" in outcome.out
    assert "L5-14 Evaluatie eerste contractjaar" in outcome.out
    assert list(tmp_path.iterdir()) == []


def test_picture_in_words_may_go_with_the_picture(tmp_path: Path) -> None:
    both = roadmap("gantt", NVO, "--text", "-o", tmp_path / "a.svg")

    assert (tmp_path / "a.svg").exists()
    assert both.out == roadmap("gantt", NVO, "--text").out
    assert "a.svg" in both.err


def test_plan_with_errors_gives_no_chart(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text('{"deliverables": {"a": {"duration": "1w", "after": "a"}}}', encoding="utf-8")

    for options in ((), ("--text",)):
        outcome = roadmap("gantt", broken, *options)
        assert (outcome.status, outcome.out) == (1, "")
        assert "cyclic-dependency" in outcome.err
