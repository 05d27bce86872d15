"""Updates by processes of their own: as a script it updates a plan until it is done or killed.

`updating.py PLAN ID...` writes one note after the other; `updating.py --kill ROUNDS PLAN ID...` lets children do so
and ends each of them in the midst of it, and says after each what the files hold.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from itertools import count
from pathlib import Path

from roadmap.commands.writing import Rewrite, rewrite
from tests.faces import roadmap

NOTES = ("eerst " * 400, "daarna " * 400)


def keep_updating(plan: Path, names: list[str]) -> None:
    """Write notes and status dates through the command, and then files of some size, without an end."""
    for number in count():
        note = NOTES[number % 2].strip()
        day = f"2024-02-0{1 + number % 2}"
        outcome = roadmap("update", plan, names[number % len(names)], "--note", note, "--status-date", day)
        if outcome.status:
            raise SystemExit(outcome.err)
        if number % 2:
            old, new = (f"# {text}\n" * 300 for text in NOTES)
            for path in (plan / "groot.txt", plan / "groter.txt"):
                text = path.read_text(encoding="utf-8")
                rewrite([Rewrite(path, text, new if text == old else old)], is_alone=False)


def kill_in_the_midst(plan: Path, names: list[str], rounds: int) -> None:
    """Start a child and end it at a moment drawn, so many times; every file must be whole each time."""
    draw = random.Random(rounds)  # noqa: S311 - moments, not secrets
    for path in (plan / "groot.txt", plan / "groter.txt"):
        path.write_text(f"# {NOTES[0]}\n" * 300, encoding="utf-8")
    for _ in range(rounds):
        child = os.fork()
        if not child:
            keep_updating(plan, names)
        time.sleep(draw.uniform(0, 0.15))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            raise SystemExit("the child ended by itself")
        check_whole(plan)


def check_whole(plan: Path) -> None:
    """Every file is old or new, and the plan can be read."""
    for path in (plan / "groot.txt", plan / "groter.txt"):
        if path.read_text(encoding="utf-8") not in {f"# {text}\n" * 300 for text in NOTES}:
            raise SystemExit(f"{path} is not whole")
    outcome = roadmap("check", plan)
    if outcome.status:
        raise SystemExit(outcome.out)


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    if arguments[0] == "--kill":
        kill_in_the_midst(Path(arguments[2]), arguments[3:], int(arguments[1]))
        return
    for name in arguments[1:]:
        outcome = roadmap("update", arguments[0], name, "--note", f"van {name}")
        sys.stdout.write(f"{outcome.status} {name}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
