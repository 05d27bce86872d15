"""What to do next: commands and files, each with what it is for below it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from roadmap.export.terminal import Cell, Screen, line


class Step(NamedTuple):
    """A command or a file, and what it is for."""

    what: str
    why: str


def typed(path: str) -> str:
    """A path as it is typed on a command line."""
    return f'"{path}"' if " " in path else path


def to_text(title: str, steps: Iterable[Step], screen: Screen) -> str:
    """A list that fits on any screen: what is typed stands on a line of its own."""
    rows = [line(screen, f"  {step.what}") + line(screen, f"      {step.why}") for step in steps]
    return line(screen, Cell(title, "strong")) + "".join(rows)
