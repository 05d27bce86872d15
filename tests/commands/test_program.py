"""The program from outside: exit status, what it imports, pipes, terminals, and a checkout without packages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from roadmap.commands.program import COMMANDS, DUTCH_COMMANDS
from tests.faces import NVO, ROOT, roadmap
from tests.running import CLI, bare_environment, run_cli, run_python

HEAVY = {"networkx", "matplotlib", "icalendar", "jinja2", "pydantic", "yaml", "rich", "starlette", "uvicorn"}
DRAWING = {"matplotlib", "numpy", "fontTools"}
CALL = "from roadmap.commands import main; main()"
IMPORTED = f"import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); {CALL}"


def test_checkout_and_installed_program_do_the_same() -> None:
    arguments = ("check", NVO, "--json", "--lang", "en")

    assert run_cli(*arguments) == run_python("-c", CALL, *arguments)


def test_help_imports_no_heavy_package() -> None:
    ran = run_python("-c", IMPORTED, "--help")

    assert ran.status == 0
    assert b"status" in ran.out
    assert HEAVY & {name.partition(".")[0] for name in ran.err.decode().split()} == set()


@pytest.mark.parametrize("options", [(), ("--text",)])
def test_chart_on_the_terminal_imports_nothing_that_draws(options: tuple[str, ...]) -> None:
    ran = run_python("-c", IMPORTED, "gantt", NVO, *options)

    assert ran.status == 0
    assert DRAWING & {name.partition(".")[0] for name in ran.err.decode().split()} == set()


@pytest.mark.parametrize("arguments", [("check", NVO), ("serve", "--help")], ids=lambda arguments: str(arguments[0]))
def test_only_serving_needs_a_server(arguments: tuple[str | Path, ...]) -> None:
    ran = run_python("-c", IMPORTED, *arguments)

    assert ran.status == 0
    assert {"starlette", "uvicorn"} & {name.partition(".")[0] for name in ran.err.decode().split()} == set()


def test_without_its_packages_the_checkout_prints_the_set_up_command() -> None:
    ran = run_python("-S", "-E", CLI, "status", NVO)

    assert ran.status == 2
    assert b"pip install" in ran.err
    assert b"requirements.lock" in ran.err
    assert b"Traceback" not in ran.err
    assert ran.out == b""


@pytest.mark.parametrize(
    "arguments", [("status", NVO), ("status", NVO, "--json"), ("schema",)], ids=lambda a: str(a[0])
)
def test_reader_that_has_seen_enough_is_no_error(arguments: tuple[str | Path, ...]) -> None:
    with subprocess.Popen(
        [sys.executable, CLI, *arguments],
        cwd=ROOT,
        env=bare_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()

    assert process.returncode == 0
    assert b"Traceback" not in said
    assert b"Broken pipe" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal that a process can make")
@pytest.mark.parametrize(
    ("environment", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_terminal_gets_colour_unless_its_reader_wants_none(environment: dict[str, str], *, is_coloured: bool) -> None:
    shown = on_terminal("status", NVO, environment={"TERM": "xterm-256color", **environment})

    assert ("\x1b[" in shown) is is_coloured
    assert "L1-01" in shown


def on_terminal(*arguments: str | Path, environment: dict[str, str], folder: Path = ROOT) -> str:
    """What a terminal of 80 columns gets to see of a command that is given in a folder."""
    reader, writer = os.openpty()
    with subprocess.Popen(
        [sys.executable, CLI, *arguments], cwd=folder, env=bare_environment(environment), stdout=writer, stderr=writer
    ):
        os.close(writer)
        shown = b""
        try:
            while part := os.read(reader, 4096):
                shown += part
        except OSError:
            pass  # Linux says so when the last writer has gone
    os.close(reader)
    return shown.decode()


def test_unknown_command_is_a_usage_error() -> None:
    outcome = roadmap("stauts")

    assert outcome.status == 2
    assert "stauts" in outcome.err
    assert outcome.out == ""


def test_no_command_shows_the_help() -> None:
    outcome = roadmap()

    assert outcome.status == 2
    assert "status" in outcome.out + outcome.err


@pytest.mark.parametrize("command", ["check", "status", "explain", "schema"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_command_has_help_within_80_columns(command: str, language: str) -> None:
    before, after = roadmap("--lang", language, command, "--help"), roadmap(command, "--lang", language, "--help")

    assert before.status == after.status == 0
    assert max(map(len, before.out.splitlines())) <= 80
    assert ("Usage:" in before.out) is (language == "en")
    assert re.search(r"--lang", before.out)


@pytest.mark.parametrize(("language", "says"), [("nl", "bestaat niet"), ("en", "No such command")])
def test_complaints_are_in_the_language_that_was_asked_for(language: str, says: str) -> None:
    assert says in roadmap("--lang", language, "stauts").err


@pytest.mark.parametrize("day", ["9-3-2024", "09-03-2024", "2024-03-09"])
def test_a_day_may_stand_day_first_on_the_command_line(day: str) -> None:
    outcome = roadmap("status", NVO, "--status-date", day, "--json")

    assert outcome.status == 0
    assert '"status_date": "2024-03-09"' in outcome.out


@pytest.mark.parametrize("day", ["9-3-24", "9/3/2024", "9.3.2024", "9-13-2024", "2024-9-3", "31-2-2024", "9-3"])
def test_a_day_that_can_be_several_is_refused(day: str) -> None:
    outcome = roadmap("status", NVO, "--status-date", day)

    assert (outcome.status, outcome.out) == (2, "")


def test_every_dutch_word_for_a_command_names_one_that_exists_and_none_that_is_one() -> None:
    assert set(DUTCH_COMMANDS.values()) <= set(COMMANDS)
    assert not set(DUTCH_COMMANDS) & set(COMMANDS)
