"""How the passes grow with the plan: against the parser's events of the same text, and from size to size."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.generate import write_chain, write_plan
from bench.timing import ROOT, Ratio, ratio_of_medians

_SIZES = (100, 1_000, 10_000, 100_000)
_FILES = 50
_MOST_GROWTH = (
    2  # per item, from 1,000 to 100,000: quadratic would be 100, and memory that no longer fits the caches costs too
)


def growth_ratios(folder: Path) -> Iterator[Ratio]:
    """One early and one late pass for each size, for one long chain, and the growth per item."""
    per_item = {}
    for items in _SIZES:
        path = folder / str(items)
        write_plan(path, items=items, files=_FILES)
        passes, events = _measure(path, rounds=3 if items == max(_SIZES) else 9)
        per_item[items] = min(passes) / items
        yield Ratio(
            f"early and late pass, {items:,} items / events of the same text", ratio_of_medians(passes, events), 1
        )
    yield Ratio("time per item, 100,000 items / 1,000 items", per_item[100_000] / per_item[1_000], _MOST_GROWTH)
    write_chain(folder / "chain", items=max(_SIZES), files=_FILES)
    passes, events = _measure(folder / "chain", rounds=3)
    yield Ratio(
        "early and late pass, one chain of 100,000 / events of the same text", ratio_of_medians(passes, events), 1
    )


def _measure(path: Path, *, rounds: int) -> tuple[list[float], list[float]]:
    command = [sys.executable, "-m", "bench.passes", str(path), str(rounds)]
    outcome = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    return outcome["passes"], outcome["events"]
