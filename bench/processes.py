"""Whole processes: how soon the program answers, and what a large plan costs."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.generate import write_plan
from bench.timing import Ratio, Run, in_turn, ratio_of_medians, run

_EVENTS = """\
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    for event in yaml.parse(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        pass
"""
_ITEMS, _FILES = 10_000, 50
_COMPARED = 500
_MONTHS_LATER = "2023-06-01"  # with nothing reported since, so that everything has moved
_MEGABYTE = 1_000_000
_MOST_MEMORY = 400 * _MEGABYTE


def start_up_ratios() -> Iterator[Ratio]:
    """`--help` and `status` on the real plan, each against the bare import of what it needs."""
    yield _ratio("roadmap --help / import click", ["cli.py", "--help"], ["-c", "import click"], mark=2.5)
    status = ["cli.py", "status", "plans/nvo"]
    libraries = ["-c", "import click, pydantic, yaml, networkx"]
    yield _ratio("roadmap status plans/nvo / import click, pydantic, yaml, networkx", status, libraries, mark=2.5)


def build_ratios(folder: Path) -> Iterator[Ratio]:
    """The main job on the real plan, with every file that it writes, against the bare import of what draws."""
    build = ["cli.py", "build", "plans/nvo", "-o", str(folder)]
    name = "roadmap build plans/nvo / import matplotlib.figure"
    yield _ratio(name, build, ["-c", "import matplotlib.figure"], mark=6)


def comparison_ratios(folder: Path) -> Iterator[Ratio]:
    """Attribution and drag of a plan of 500 items with a baseline, each against one `status` of it."""
    write_plan(folder, items=_COMPARED, files=6)
    run(["cli.py", "baseline", str(folder), "start"])
    options = [str(folder), "--baseline", "start", "--status-date", _MONTHS_LATER]
    for command in ("slippage", "path"):
        candidates, references = _runs(["cli.py", command, *options], ["cli.py", "status", *options], rounds=5)
        value = ratio_of_medians([one.seconds for one in candidates], [one.seconds for one in references])
        yield Ratio(f"roadmap {command}, {_COMPARED} items / roadmap status of the same plan", value, 3)


def large_plan_ratios(folder: Path) -> Iterator[Ratio]:
    """From text to `status --json`, against a process that only takes the parser's events from the same files."""
    write_plan(folder, items=_ITEMS, files=_FILES)
    statuses, events = _runs(["cli.py", "status", "--json", str(folder)], ["-c", _EVENTS, str(folder)], rounds=5)
    seconds = ratio_of_medians([one.seconds for one in statuses], [one.seconds for one in events])
    peak = max(one.peak_memory for one in statuses)
    yield Ratio(f"status --json, {_ITEMS:,} items in {_FILES} files / events of the same files", seconds, 12)
    yield Ratio(f"its peak memory / {_MOST_MEMORY // _MEGABYTE} MB", peak / _MOST_MEMORY, 1)


def _ratio(name: str, candidate: list[str], reference: list[str], *, mark: float) -> Ratio:
    candidates, references = _runs(candidate, reference, rounds=15)
    value = ratio_of_medians([one.seconds for one in candidates], [one.seconds for one in references])
    return Ratio(name, value, mark)


def _runs(candidate: list[str], reference: list[str], *, rounds: int) -> tuple[list[Run], list[Run]]:
    return in_turn(partial(run, candidate), partial(run, reference), rounds=rounds)
