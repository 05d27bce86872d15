"""The commands: each loads, computes, renders and writes. They are imported when they are called, not before."""

from __future__ import annotations

import gc

from roadmap.commands.ending import in_good_order


def main() -> None:
    """Run the program on the command line's arguments, as a process of its own."""
    # A plan is a tree and dies with the process: there is no garbage worth looking for while it is read.
    gc.disable()
    with in_good_order():
        from roadmap.commands.program import program  # noqa: PLC0415 - an interrupt while it loads is one too

        program(prog_name="roadmap")
