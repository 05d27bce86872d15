"""A command that is sent a signal in the midst of its work: as a script it runs one and counts what it does.

`interrupting.py SIGNAL MOMENT COMMAND...` sends itself the signal at the event with that number, of all that Python
tells: modules that are imported, files that are opened, moved or removed. Without a signal, 0, it prints how many
events there are, and the number of the first one that writes.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import cli

EVENTS = {"import", "open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.scandir", "os.listdir", "os.chmod"}


class Events:
    """Counts events, and sends a signal at one of them; what is written is told from the rest."""

    count, first_written = 0, 0

    def __init__(self, number: int, moment: int) -> None:
        self.number, self.moment = number, moment

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """One event."""
        if event not in EVENTS:
            return
        self.count += 1
        if event == "open" and str(arguments[0]).endswith(".tmp") and not self.first_written:
            self.first_written = self.count
        if self.number and self.count == self.moment:
            os.kill(os.getpid(), self.number)


def main(arguments: list[str]) -> None:
    """Run the program as its own process does."""
    events = Events(int(arguments[0]), int(arguments[1]))
    sys.argv = ["roadmap", *arguments[2:]]
    sys.addaudithook(events.audit)
    try:
        cli.main()
    finally:
        if not events.number:
            sys.stderr.write(f"\n{events.count} {events.first_written}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
