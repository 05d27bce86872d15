"""One early and one late pass against the parser's events of the same text, in one process.

`python -m bench.passes FOLDER ROUNDS` prints what both took, as JSON: a process of its own for each plan, so that one
plan's memory does not weigh on the next.
"""

import gc
import json
import sys
import time
from collections import deque
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import yaml

from bench.timing import in_turn
from roadmap.plan.calendars import BEYOND
from roadmap.plan.load import load_plan
from roadmap.scheduling.network import EVENTS, FINISH, Network, build_network
from roadmap.scheduling.passes import early_pass, late_pass

STATUS_DATE = date(2024, 1, 1)


def time_passes(plan_path: Path, *, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of the passes and of the events, in turn."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(plan_path.rglob("*.yaml"))]
    plan = load_plan(plan_path).plan
    network = build_network(plan, plan.status_date or STATUS_DATE)
    # What stands by now is not garbage of either side.
    gc.collect()
    gc.freeze()
    return in_turn(
        partial(_seconds, lambda: _passes(network)), partial(_seconds, lambda: _events(texts)), rounds=rounds
    )


def _seconds(step: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def _passes(network: Network) -> None:
    early = early_pass(network)
    finishes = early[FINISH::EVENTS]
    end = max(finish for finish in finishes if finish < BEYOND)
    late_pass(network, dict.fromkeys(range(len(finishes)), end))


def _events(texts: list[str]) -> None:
    for text in texts:
        deque(yaml.parse(text, Loader=yaml.CSafeLoader), maxlen=0)


if __name__ == "__main__":
    passes, events = time_passes(Path(sys.argv[1]), rounds=int(sys.argv[2]))
    print(json.dumps({"passes": passes, "events": events}))
