"""Runs of whole processes, in turn, so that a busy machine slows both sides alike."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

ROOT = Path(__file__).parent.parent
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: seconds by the wall clock, and its peak resident memory in bytes."""

    seconds: float
    peak_memory: int


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the outcome: what was measured, against what, and the mark that it should stay under."""

    name: str
    value: float
    mark: float

    def __str__(self) -> str:
        """One line of text."""
        verdict = "within" if self.value <= self.mark else "OVER"
        return f"{self.name:<78} {self.value:6.2f}   {verdict} {self.mark:g}"


def run(arguments: Sequence[str]) -> Run:
    """Run Python with these arguments from the top of the checkout; fail when it fails."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)  # the one call that tells the memory of this child alone
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Run(seconds, usage.ru_maxrss * _PEAK_UNIT)


def in_turn(candidate: Callable[[], A], reference: Callable[[], B], *, rounds: int) -> tuple[list[A], list[B]]:
    """Both, one after the other, that many times, after one round that does not count."""
    candidate()
    reference()
    pairs = [(candidate(), reference()) for _ in range(rounds)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def ratio_of_medians(candidate: Sequence[float], reference: Sequence[float]) -> float:
    """How many times as long the candidate takes."""
    return median(candidate) / median(reference)
