"""A command that is interrupted or told to end, at whatever moment: files whole, nothing left behind, no traceback."""

from __future__ import annotations

import os
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faces import roadmap
from tests.running import Ran, run_python
from tests.thorough import IS_THOROUGH

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as on Linux and macOS")

PLAN = """\
title: Klein
status_date: 2024-01-08
bodies:
  raad: {title: Raad, meetings: [2024-02-20, 2024-03-19]}
workstreams:
  een: {title: Een}
  twee: {title: Twee}
deliverables:
  a: {title: A, duration: 5d, workstream: een}
  b: {title: B, decided_by: raad, after: a}
"""
COMMANDS = {
    "update": ("update", "{plan}", "a", "--remaining", "3d", "--started", "2024-01-05"),
    "publish": ("publish", "{plan}", "{work}/site"),
    "export": ("export", "{plan}", "{work}/blad.xlsx"),
    "baseline": ("baseline", "{plan}", "begin"),
    "build": ("build", "{plan}", "-o", "{work}/uit"),
    "calendar": ("calendar", "{plan}", "-o", "{work}/uit"),
    "gantt": ("gantt", "{plan}", "-o", "{work}/plan.pdf"),
    "import": ("import", "{plan}", "{work}/ingevuld.csv"),
    "add": ("add", "{plan}", "c", "--duration", "3d", "--after", "a"),
    "remove": ("remove", "{plan}", "b"),
    "move": ("move", "{plan}", "a", "twee"),
    "rename": ("rename", "{plan}", "a", "aa"),
    "meetings": ("meetings", "{plan}", "raad", "{work}/raad.csv"),
}
USUALLY = 3
CHOSEN = [
    pytest.param(name, marks=[pytest.mark.thorough] if number >= USUALLY else [])
    for number, name in enumerate(COMMANDS)
]
MOMENTS = 8 if IS_THOROUGH else 2
SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder in which commands are run, each from the same files."""

    folder: Path

    def run(self, command: str, number: int = 0, moment: int = 0) -> tuple[Ran, dict[str, bytes]]:
        """Run one, with a signal at a moment or without; and the files that there are then."""
        work = self.folder / "werk"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(self.folder / "begin", work)
        scratch = work / "tmp"
        scratch.mkdir()
        values = {"plan": work / "klein", "work": work}
        arguments = [argument.format(**values) for argument in COMMANDS.get(command, (command, "{plan}"))]
        script = ("-m", "tests.commands.interrupting", str(int(number)), str(moment))
        ran = run_python(*script, *arguments, environment={"TMPDIR": str(scratch)})
        return ran, files_in(work)

    def measure(self, command: str) -> tuple[Ran, dict[str, bytes]]:
        """Run one that counts its moments: the second time, as the first one may have had modules to compile."""
        self.run(command)
        return self.run(command)


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """The files from which each command begins."""
    plan = tmp_path / "begin" / "klein"
    plan.mkdir(parents=True)
    (plan / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (plan.parent / "raad.csv").write_text("datum\n2024-02-27\n", encoding="utf-8")
    sheet = plan.parent / "ingevuld.csv"
    assert roadmap("export", plan, sheet).status == 0
    sheet.write_bytes(sheet.read_bytes().replace(b";1w;", b";2w;"))
    return Bench(tmp_path)


@pytest.mark.parametrize("command", CHOSEN)
def test_command_that_is_ended_while_it_writes_leaves_every_file_as_it_was_or_as_it_comes(
    bench: Bench, command: str
) -> None:
    before = files_in(bench.folder / "begin")
    ran, after = bench.measure(command)
    last, first = map(int, ran.err.split()[-2:])
    moments = [first + (last - first) * step // MOMENTS for step in range(MOMENTS)]

    assert (ran.status, after != before, 0 < first < last) == (0, True, True), ran.err
    for moment in moments:
        for number in SIGNALS:
            ran, found = bench.run(command, number, moment)
            found.pop("site/publication.json", None)

            assert ran.status == 128 + number, (moment, ran.err)
            assert b"Traceback" not in ran.err
            assert set(before) <= set(found) <= set(before) | set(after)
            assert [name for name, text in found.items() if text not in {before.get(name), after.get(name)}] == []


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("command", ["status", "build"])
def test_command_that_is_ended_while_it_loads_or_reads_says_nothing(
    bench: Bench, command: str, number: signal.Signals
) -> None:
    before = files_in(bench.folder / "begin")
    ran, _ = bench.measure(command)
    last = int(ran.err.split()[-2])

    for part in (0.02, 0.6):
        ran, found = bench.run(command, number, int(last * part))

        assert ran.status == 128 + number, part
        assert (ran.out.strip(), ran.err.strip()) == (b"", b"")
        assert found == before


@pytest.mark.parametrize("number", SIGNALS)
def test_library_that_makes_another_error_of_an_interrupt_changes_nothing(number: signal.Signals) -> None:
    script = (
        "import os, sys\n"
        "from roadmap.commands.ending import in_good_order\n"
        "with in_good_order():\n"
        "    try:\n"
        f"        os.kill(os.getpid(), {int(number)})\n"
        "    except BaseException as error:\n"
        "        raise ImportError('initialization failed') from error\n"
    )

    ran = run_python("-c", script)

    assert (ran.status, ran.out, ran.err) == (128 + number, b"", b"")


@pytest.mark.parametrize("number", SIGNALS)
def test_interrupt_in_the_clearing_away_of_an_object_comes_a_moment_later(number: signal.Signals) -> None:
    script = (
        "import os, time\n"
        "from roadmap.commands.ending import in_good_order\n"
        "class Cleared:\n"
        "    def __del__(self):\n"
        f"        os.kill(os.getpid(), {int(number)})\n"
        "with in_good_order():\n"
        "    Cleared()\n"
        "    time.sleep(60)\n"
    )

    ran = run_python("-c", script, seconds=50)

    assert (ran.status, ran.out, ran.err) == (128 + number, b"", b"")


def test_signal_that_is_ignored_stays_ignored() -> None:
    script = (
        "import os, signal\n"
        "from roadmap.commands.ending import in_good_order\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "with in_good_order():\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "print('verder')\n"
    )

    assert run_python("-c", script).out == b"verder\n"
