"""How tests run the program as people do: as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.faces import ROOT

CLI = ROOT / "cli.py"
# What the machine of the tester brings along must not be felt.
KEPT = ("PATH", "SYSTEMROOT", "HOME", "USERPROFILE", "TEMP", "TMP", "TMPDIR", "COVERAGE_PROCESS_START")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process printed, byte for byte, and its exit status."""

    status: int
    out: bytes
    err: bytes


def run_python(*arguments: str | Path, environment: dict[str, str] | None = None, seconds: int = 120) -> Ran:
    """Python on these arguments, in the root of the checkout, with a bare environment."""
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=bare_environment(environment),
        capture_output=True,
        check=False,
        timeout=seconds,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def run_cli(*arguments: str | Path, environment: dict[str, str] | None = None) -> Ran:
    """`python cli.py` on these arguments."""
    return run_python(CLI, *arguments, environment=environment)


def bare_environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    """Only what a process needs to run, and what a test adds."""
    return {**{name: os.environ[name] for name in KEPT if name in os.environ}, **(extra or {})}
