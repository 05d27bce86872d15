"""What the calendars of a large plan cost: their feeds against bare icalendar, and publishing them once and again."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.generate import write_plan
from bench.timing import ROOT, Ratio, ratio_of_medians, run

_ITEMS, _FILES = 10_000, 25
_FEEDS = 40
_ROUNDS = 3
_MEGABYTE = 1_000_000
_MOST_MEMORY = 600 * _MEGABYTE


def publication_ratios(folder: Path) -> Iterator[Ratio]:
    """Publish first: the peak memory of a child starts at that of its parent."""
    firsts, seconds, written = [], [], 0
    for number in range(_ROUNDS):
        plan = folder / str(number)
        write_plan(plan / "plan", items=_ITEMS, files=_FILES)
        command = ["cli.py", "publish", str(plan / "plan"), str(plan / "site")]
        firsts.append(run(command))
        before = _stamps(plan)
        seconds.append(run(command))
        written += len(_stamps(plan) ^ before)
    name = f"publish, {_ITEMS:,} items and {_FEEDS} feeds"
    peak = max(one.peak_memory for one in firsts)
    value = ratio_of_medians([one.seconds for one in seconds], [one.seconds for one in firsts])
    yield Ratio(f"{name}: peak memory / {_MOST_MEMORY // _MEGABYTE} MB", peak / _MOST_MEMORY, 1)
    yield Ratio(f"{name}: without a change / the first time", value, 0.5)
    yield Ratio(f"{name}: files written without a change", written, 0)
    yield _feeds_ratio(folder / "0" / "plan")


def _feeds_ratio(plan: Path) -> Ratio:
    command = [sys.executable, "-m", "bench.feeds", str(plan), str(_ROUNDS)]
    outcome = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    if outcome["feeds"] != _FEEDS:
        raise ValueError(plan)
    value = ratio_of_medians(outcome["builds"], outcome["serialisations"])
    return Ratio(f"ledger and {_FEEDS} feeds in both languages / icalendar of the same events", value, 4)


def _stamps(folder: Path) -> set[tuple[str, int]]:
    """Every file with the time at which it was written."""
    return {(str(path), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
