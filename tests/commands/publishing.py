"""Publications that are killed: as a script it starts one after the other and ends each in the midst of it.

`publishing.py ROUNDS FOLDER` begins each round from FOLDER/before, where `plan` has been changed since `site` was
published from it, and compares with FOLDER/after, where the change was published.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from tests.faces import roadmap


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its place."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def publish(folder: Path) -> int:
    """Publish a plan beside the site; the exit status."""
    return roadmap("publish", folder / "plan", folder / "site").status


def kill_in_the_midst(rounds: int, folder: Path) -> int:
    """Kill so many publications at moments drawn over their whole length; how many were cut off among the files.

    Those, and some others, are published once more, which must repair them.
    """
    before, after, work = contents(folder / "before"), contents(folder / "after"), folder / "work"
    length = _seconds_of_one(folder)
    draw = random.Random(rounds)  # noqa: S311 - moments, not secrets
    halves = 0
    for number in range(rounds):
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(folder / "before", work)
        child = os.fork()
        if not child:
            os._exit(publish(work))
        # The end of it, in which files are written, more often than the beginning.
        time.sleep(length * (draw.uniform(0.5, 1.0) if number % 4 else draw.uniform(0, 1.0)))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        is_half = _check_whole(contents(work), before, after)
        halves += is_half
        if (is_half or number % 10 == 0) and (publish(work) != 0 or contents(work) != after):
            raise SystemExit("the next run does not repair it")
    return halves


def _seconds_of_one(folder: Path) -> float:
    shutil.copytree(folder / "before", folder / "work")
    start = time.monotonic()
    if publish(folder / "work") != 0 or contents(folder / "work") != contents(folder / "after"):
        raise SystemExit("it does not publish the same twice")
    return time.monotonic() - start


def _check_whole(found: dict[str, bytes], before: dict[str, bytes], after: dict[str, bytes]) -> bool:
    """Whether some files are new and some old; ends the script when one is neither."""
    for place, content in found.items():
        is_temporary = place.rpartition("/")[2].startswith(".")
        is_list = place == "site/publication.json"
        if not is_temporary and not is_list and content not in {before.get(place), after.get(place)}:
            raise SystemExit(f"{place} is not whole")
    new = {place for place in after if before.get(place) != after[place] and found.get(place) == after[place]}
    old = {place for place in after if before.get(place) != after[place] and found.get(place) == before.get(place)}
    return bool(new and old)


if __name__ == "__main__":
    sys.stdout.write(f"{kill_in_the_midst(int(sys.argv[1]), Path(sys.argv[2]))}\n")
