"""Files that are no files, names with anything in them, and a machine that is set up oddly."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.test_program import on_terminal
from tests.faces import roadmap
from tests.running import run_cli

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes, devices and names as on Linux and macOS")
ZERO = pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device that never ends")
PLAN = """\
title: Klein
status_date: 2024-01-08
bodies:
  raad: {title: Raad, meetings: [2024-02-20, 2024-03-19]}
deliverables:
  a: {title: A, duration: 5d}
  b: {title: B, decided_by: raad, after: a}
"""
Place = Callable[[Path], None]


def zero(path: Path) -> None:
    path.symlink_to("/dev/zero")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def large(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(200_000_000)


ODD: list[Place] = [os.mkfifo, zero, loop, large, Path.mkdir] if hasattr(os, "mkfifo") else [large, Path.mkdir]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "klein"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return folder


@ZERO
@pytest.mark.parametrize("put", ODD, ids=lambda put: put.__name__)
@pytest.mark.parametrize(
    ("place", "arguments"),
    [
        ("blad.xlsx", ("import", "klein", "blad.xlsx")),
        ("blad.csv", ("import", "klein", "blad.csv")),
        ("raad.ics", ("meetings", "klein", "raad", "raad.ics")),
        ("raad.csv", ("meetings", "klein", "raad", "raad.csv")),
        ("anders.yaml", ("what-if", "klein", "--overlay", "anders.yaml")),
        ("anders.yaml", ("diff", "klein", "--against", "anders.yaml")),
        ("register.json", ("publish", "klein", "site", "--merge", "register.json")),
        ("klein/calendar-ledger.json", ("publish", "klein", "site")),
        ("klein/calendar-ledger.json", ("calendar", "klein", "-o", "uit")),
        ("klein/baselines/begin.yaml", ("slippage", "klein", "--baseline", "begin")),
        ("klein/baselines/begin.yaml", ("publish", "klein", "site")),
        ("klein/baselines/begin.yaml", ("baseline", "klein", "begin")),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_what_is_no_ordinary_file_is_refused_and_nothing_is_written(
    plan: Path, monkeypatch: pytest.MonkeyPatch, put: Place, place: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(plan.parent)
    Path(place).parent.mkdir(exist_ok=True)
    put(Path(place))
    before = {path: path.lstat().st_mode for path in plan.parent.rglob("*")}

    outcome = roadmap(*arguments, "--lang", "en")

    assert outcome.status in {1, 2}
    assert Path(place).name in outcome.err
    assert {path: path.lstat().st_mode for path in plan.parent.rglob("*")} == before


@POSIX
@pytest.mark.parametrize("place", ["site/publication.json", "site/index.html"])
def test_pipe_in_a_published_folder_keeps_nobody_waiting_and_stays(plan: Path, place: str) -> None:
    site = plan.parent / "site"
    assert roadmap("publish", plan, site).status == 0
    path = plan.parent / place
    path.unlink()
    os.mkfifo(path)

    outcome = roadmap("publish", plan, site, "--force", "--lang", "en", "--status-date", "2024-01-09")

    assert outcome.status == 2
    assert outcome.err.endswith(f'"{path.as_posix()}" cannot be written: it is no ordinary file.\n')
    assert path.is_fifo()


@POSIX
@pytest.mark.parametrize("options", [("export", "--force"), ("gantt", "-o")])
def test_pipe_or_device_is_not_replaced_by_a_file(plan: Path, options: tuple[str, ...]) -> None:
    command, *option = options
    path = plan.parent / ("uit.csv" if command == "export" else "uit.svg")
    os.mkfifo(path)

    outcome = roadmap(command, plan, *option, path, "--lang", "nl")

    assert outcome.status == 2
    assert "het is geen gewoon bestand" in outcome.err
    assert path.is_fifo()


@pytest.mark.parametrize("character", ["\x1b", "\0", "\r", "\x7f", "\x9b", "\u202e", "\u200b", "\u2028"])
@pytest.mark.parametrize("arguments", [("{}",), ("check", "{}"), ("explain", "PLAN", "a{}"), ("gantt", "PLAN", "-o{}")])
def test_argument_with_a_hidden_character_is_refused_without_showing_it(
    plan: Path, arguments: tuple[str, ...], character: str
) -> None:
    given = [str(plan) if argument == "PLAN" else argument.format(f"x{character}[31m") for argument in arguments]

    outcomes = [roadmap(*given, f"--lang={language}") for language in ("en", "nl")]

    assert [outcome.status for outcome in outcomes] == [2, 2]
    assert (
        outcomes[0].err == f"Error: An argument holds the invisible character U+{ord(character):04X}. Leave it out.\n"
    )
    assert outcomes[1].err.startswith("Fout: In een argument staat het onzichtbare teken")


@POSIX
def test_terminal_gets_no_escape_of_a_folder_it_works_in_or_of_a_list_it_reads(plan: Path, tmp_path: Path) -> None:
    work = tmp_path / "wd\x1b[31mrood\n"
    plan.rename(work)
    (work / "raad.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:R\x1b[31m\x07aad\nDTSTART:20240319\nEND:VEVENT\n"
        "BEGIN:VEVENT\nSUMMARY:C\x1b]0;x\x07\nDTSTART:2024\x1b0514\nEND:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    (work / "blad.csv").write_text("id;title;duration\na;\x1b[31mrood;6d\n\x1b[5mx;y;1w\n", encoding="utf-8")
    for arguments in (
        ("check", "."),
        ("meetings", ".", "raad", "raad.ics", "--all", "--dry-run"),
        ("import", ".", "blad.csv", "--dry-run"),
        ("update", ".", "a", "--note", "x"),
        ("baseline", ".", "begin"),
        ("diff", ".", "--against", "HEAD"),
    ):
        shown = on_terminal(*arguments, environment={"NO_COLOR": "1"}, folder=work)

        assert "Traceback" not in shown, shown
        assert [hex(ord(found)) for found in shown if not found.isprintable() and found not in "\r\n"] == [], arguments


@POSIX
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes no names that are not UTF-8")
def test_folder_whose_name_is_no_utf_8_works_as_any_other(plan: Path, tmp_path: Path) -> None:
    work = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 '\" $x"))
    plan.rename(work)
    for arguments in (("check", work), ("build", work, "-o", work / "uit\xff"), ("update", work, "a", "--note", "x")):
        ran = run_cli(*arguments)

        assert ran.status == 0, ran.err
        assert b"Traceback" not in ran.err


@pytest.mark.parametrize(
    "environment",
    [
        {"MPLBACKEND": "onzin", "SOURCE_DATE_EPOCH": "onzin", "MATPLOTLIBRC": "/dev/zero", "TZ": "onzin"},
        {"HOME": "/dev/null/x", "MPLCONFIGDIR": "/dev/null/x", "XDG_CONFIG_HOME": "/dev/null/x", "LC_ALL": "xx"},
    ],
    ids=["settings", "home"],
)
def test_odd_settings_of_the_machine_change_no_file_and_are_not_talked_of(
    plan: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    usual, odd = tmp_path / "gewoon", tmp_path / "raar"
    ran = [run_cli("build", plan, "-o", usual), run_cli("build", plan, "-o", odd, environment=environment)]

    assert [one.status for one in ran] == [0, 0], ran
    assert ran[0].err == ran[1].err
    for path in usual.rglob("*.*"):
        assert (odd / path.relative_to(usual)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "environment",
    [
        *({"COLUMNS": columns} for columns in ("0", "-5", "999999", "abc", "9" * 5_000)),
        *({"TERM": ""}, {"TERM": "\x1b[31m"}, {"LANG": "xx"}, {"LC_ALL": "tr_TR.UTF-8"}, {"TZ": "onzin"}),
        *({"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp1252"}, {"GIT_DIR": "/nergens"}, {"LANGUAGE": "../x"}),
    ],
    ids=str,
)
def test_odd_environment_changes_no_data(plan: Path, environment: dict[str, str]) -> None:
    ran = run_cli("status", plan, "--json", environment=environment)

    assert (ran.status, ran.err) == (0, b"")
    assert ran.out.decode() == roadmap("status", plan, "--json").out
