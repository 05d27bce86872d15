"""The commands: each loads, computes, renders and writes. They are imported when they are called, not before."""

from __future__ import annotations

from roadmap.commands.program import program


def main() -> None:
    """Run the program on the command line's arguments."""
    program(prog_name="roadmap")
