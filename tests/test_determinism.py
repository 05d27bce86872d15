"""Same plan and options, same bytes: at any place, in any locale, under any hash seed, in any order."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.faces import NVO, ROOT, roadmap, status_of
from tests.running import Ran, run_cli
from tests.shuffling import shuffled_copy

ELSEWHERE = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONHASHSEED": "random"},
    {"TZ": "Asia/Kolkata", "LANG": "en_US.UTF-8", "LC_TIME": "de_DE.UTF-8", "COLUMNS": "200", "NO_COLOR": "1"},
]
LONG_WORD = r"[^\W\d_]{6,}"
FACES = [("status",), ("status", "--json"), ("status", "--lang", "en"), ("agenda",), ("agenda", "--json"), ("gantt",)]


@cache
def at_home(*arguments: str) -> Ran:
    """What the program prints of the real plan in a bare environment."""
    command, *options = arguments
    return run_cli(command, NVO, *options, environment={"PYTHONHASHSEED": "0"})


def without_places(status: dict[str, Any]) -> dict[str, Any]:
    """A status of which the findings have no place and stand in a fixed order."""
    return {**status, "findings": sorted((found["code"], found["message"]) for found in status["findings"])}


@pytest.mark.parametrize("arguments", FACES, ids=" ".join)
def test_same_bytes_twice_and_none_but_data_on_standard_output(arguments: tuple[str, ...]) -> None:
    command, *options = arguments
    again = run_cli(command, NVO, *options, environment={"PYTHONHASHSEED": "0"})

    assert again == at_home(*arguments)
    assert again.status == 0
    assert b"\r" not in again.out
    assert again.out.endswith(b"\n")


@pytest.mark.parametrize("environment", ELSEWHERE, ids=lambda environment: environment["TZ"])
@pytest.mark.parametrize("arguments", [*FACES[:2], ("agenda",), ("gantt",), ("gantt", "--text")], ids=" ".join)
def test_same_bytes_in_another_zone_locale_and_hash_seed(
    arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    command, *options = arguments

    assert run_cli(command, NVO, *options, environment=environment) == at_home(*arguments)


@pytest.mark.parametrize("seed", range(3))
def test_lines_and_files_may_be_shuffled(tmp_path: Path, seed: int) -> None:
    plan = shuffled_copy(NVO, tmp_path, seed)

    assert (plan / "plan.yaml").read_bytes() != (NVO / "plan.yaml").read_bytes()
    assert sorted(path.name for path in plan.rglob("*.yaml")) != sorted(path.name for path in NVO.rglob("*.yaml"))
    assert without_places(status_of(plan)) == without_places(status_of(NVO))
    assert roadmap("status", plan).out == roadmap("status", NVO).out
    assert roadmap("agenda", plan).out == roadmap("agenda", NVO).out
    assert roadmap("gantt", plan).out == roadmap("gantt", NVO).out
    assert roadmap("gantt", plan, "--text").out == roadmap("gantt", NVO, "--text").out
    assert roadmap("explain", plan, "gereed-voor-start").out == roadmap("explain", NVO, "gereed-voor-start").out


def test_shuffling_keeps_every_line_of_the_plan(tmp_path: Path) -> None:
    def lines(plan: Path) -> list[str]:
        return sorted(line for path in plan.rglob("*.yaml") for line in path.read_text(encoding="utf-8").splitlines())

    assert lines(shuffled_copy(NVO, tmp_path, 0)) == lines(NVO)


def test_figures_do_not_depend_on_the_language() -> None:
    dutch, english = (status_of(NVO, "--lang", language) for language in ("nl", "en"))

    assert {**dutch, "findings": []} == {**english, "findings": []}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("status", "--quarter", "2023-Q3"),
        ("check",),
        ("gantt",),
        ("gantt", "--text"),
        ("explain", "visie-raadsbesluiten"),
        ("explain", "definitieve-inkoopstrategieen"),
    ],
    ids=" ".join,
)
def test_no_line_is_wider_than_80_characters_in_a_pipe(arguments: tuple[str, ...], language: str) -> None:
    command, *options = arguments
    # The plan as one names it in the checkout: a place in a file is as long as the name of its folder.
    ran = run_cli(command, "plans/nvo", *options, "--lang", language)
    out, err = ran.out.decode("utf-8"), ran.err.decode("utf-8")

    wide = [line for line in (out + err).splitlines() if len(line) > 80]
    assert ran.status == 0
    assert wide == []


def test_console_of_western_europe_gets_a_text_that_it_can_show() -> None:
    ran = run_cli("status", NVO, environment={"PYTHONIOENCODING": "cp1252"})
    shown = ran.out.decode("cp1252")

    assert ran.status == 0
    assert b"Traceback" not in ran.err
    assert "Reële tarieven" in shown or "reële tarieven" in shown
    assert "?" not in shown


def test_json_is_ascii_so_that_any_console_keeps_it_whole() -> None:
    ran = at_home("status", "--json")

    assert json.loads(ran.out.decode("ascii"))["plan"] == "nvo"


def _reading(tmp_path: Path) -> dict[str, tuple[str, ...]]:
    """Every command that reads, on a copy of the real plan that has a baseline and progress."""
    plan = tmp_path / "nvo"
    shutil.copytree(NVO, plan)
    roadmap("baseline", plan, "start", "--approved-by", "colleges", "--on", "2023-01-24")
    for line in (ROOT / "docs" / "status-story" / "2023-07-10.txt").read_text(encoding="utf-8").splitlines():
        assert roadmap("update", plan, *line.split()).status == 0
    commands = ["status", "status --quarter 2023-Q3", "slippage", "path", "agenda", "diff", "gantt", "gantt --text"]
    asked = {text: (name, str(plan), *options) for text in commands for name, *options in [text.split()]}
    return asked | {
        "what-if": ("what-if", str(plan), "kostprijsonderzoek +3w"),
        "explain a group": ("explain", str(plan), "visie-raadsbesluiten"),
        "explain work": ("explain", str(plan), "kostprijsonderzoek"),
    }


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, ...]]:
    return _reading(tmp_path_factory.mktemp("lezen"))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Makes standard output a terminal of so many columns."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    return lambda width: monkeypatch.setenv("COLUMNS", str(width))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(
    reading: dict[str, tuple[str, ...]], terminal: Callable[[int], None], width: int, language: str
) -> None:
    terminal(width)
    shown = {text: roadmap(*arguments, "--lang", language) for text, arguments in reading.items()}

    assert {text for text, outcome in shown.items() if outcome.status != 0} == set()
    wide = [(text, line) for text, outcome in shown.items() for line in outcome.out.splitlines() if len(line) > width]
    assert wide == []
    # Who reads on a wide terminal gets all of it.
    assert max(len(line) for line in shown["diff"].out.splitlines()) > width // 2


@pytest.mark.parametrize("command", ["status", "slippage", "path", "diff", "what-if"])
@pytest.mark.parametrize("width", [40, 60])
def test_narrow_terminal_breaks_no_word_and_keeps_every_code(
    reading: dict[str, tuple[str, ...]], terminal: Callable[[int], None], width: int, command: str
) -> None:
    terminal(120)
    wide = roadmap(*reading[command], "--lang", "nl").out
    terminal(width)
    narrow = roadmap(*reading[command], "--lang", "nl").out
    codes = re.findall(r"\bL\d-\d\d\b", wide)

    assert sorted(re.findall(r"\bL\d-\d\d\b", narrow)) == sorted(codes)
    # Titles wrap between words: every word stands in the narrow text as well, but for the head of a column.
    assert set(re.findall(LONG_WORD, wide)) - set(re.findall(LONG_WORD, narrow)) <= {"resultaat"}
