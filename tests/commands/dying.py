"""Edits that are killed: as a script it makes one again and again, and ends it before each of its file operations.

`dying.py FOLDER COMMAND ARGUMENT...` works on `FOLDER/work`, each time a copy of `FOLDER/before`; `PLAN` among the
arguments stands for it. `dying.py --timed ROUNDS FOLDER COMMAND ARGUMENT...` ends it at moments drawn instead.
It prints the texts in which it found the plan, each once, and how many edits it ended.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands.failing import failing
from tests.faces import roadmap

States = list[dict[str, str]]
MOST_OPERATIONS = 1_000


def texts_of(folder: Path) -> dict[str, str]:
    """The plan files below a folder; what an edit was still writing beside them is none."""
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in sorted(folder.rglob("*.yaml"))}


def die() -> None:
    """End as when the power fails: nothing is tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_everywhere(folder: Path, arguments: list[str]) -> Iterator[bool]:
    """Make the edit and end it before the first file operation, the second, and so on until it comes to its end."""
    for number in range(1, MOST_OPERATIONS):

        def edit(number: int = number) -> int:
            with failing(folder / "work", number, pytest.MonkeyPatch(), fail=die):
                return roadmap(*arguments).status

        was_killed = _ended(folder, edit, None)
        yield was_killed
        if not was_killed:
            return


def die_in_time(folder: Path, arguments: list[str], rounds: int) -> Iterator[bool]:
    """Make the edit and end it at a moment drawn over its whole length, so many times."""
    start = time.monotonic()
    _ended(folder, lambda: roadmap(*arguments).status, None)
    length = time.monotonic() - start
    draw = random.Random(rounds)  # noqa: S311 - moments, not secrets
    for number in range(rounds):
        # The end of it, in which files are written, more often than the beginning.
        moment = length * draw.uniform(0.5 if number % 4 else 0, 1)
        yield _ended(folder, lambda: roadmap(*arguments).status, moment)


def _ended(folder: Path, edit: Callable[[], int], moment: float | None) -> bool:
    """Whether an edit was ended on its way; one that comes to its end must have done what was asked."""
    shutil.rmtree(folder / "work", ignore_errors=True)
    shutil.copytree(folder / "before", folder / "work")
    child = os.fork()
    if not child:
        os._exit(edit())
    if moment is not None:
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        raise SystemExit(f"the edit ended with {os.WEXITSTATUS(status)}")
    return os.WIFSIGNALED(status)


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    rounds = int(arguments[1]) if arguments[0] == "--timed" else None
    folder, *given = arguments if rounds is None else arguments[2:]
    command = [str(Path(folder) / "work") if word == "PLAN" else word for word in given]
    # What is loaded once is not loaded by each child.
    roadmap("check", Path(folder) / "before")
    tries = die_everywhere(Path(folder), command) if rounds is None else die_in_time(Path(folder), command, rounds)
    states: States = []
    ended = 0
    for was_killed in tries:
        ended += was_killed
        found = texts_of(Path(folder) / "work")
        if found not in states:
            states.append(found)
    sys.stdout.write(json.dumps({"states": states, "ended": ended}))


if __name__ == "__main__":
    main(sys.argv[1:])
