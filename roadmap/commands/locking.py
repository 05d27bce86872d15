"""One update of a plan at a time: whoever comes second waits.

The lock is the system's own, so it ends with the process that holds it, however that ends. It is on the plan's folder
itself and leaves nothing behind; Windows locks no folders, so there it is on a file that is removed again. Where the
file system knows no locks there is none, and `writing` still refuses to write over what somebody else wrote.
"""

from __future__ import annotations

import gettext
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

STATUS_BUSY = 2
PATIENCE = 60.0
PAUSE = 0.02

if sys.platform == "win32":
    import msvcrt

    def _open(folder: Path) -> int:
        return os.open(folder / ".roadmap.lock", os.O_RDWR | os.O_CREAT)

    def _is_taken(descriptor: int) -> bool:
        """Whether another process has the lock; else it is ours from here on."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return True
        return False

    def _close(descriptor: int, folder: Path) -> None:
        os.close(descriptor)
        # Windows keeps a file that another process has open, so nobody ever waits for a file that is gone.
        with suppress(OSError):
            (folder / ".roadmap.lock").unlink()

else:
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _is_taken(descriptor: int) -> bool:
        """Whether another process has the lock; else it is ours from here on."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False

    def _close(descriptor: int, folder: Path) -> None:  # noqa: ARG001 - what Windows needs
        os.close(descriptor)


class Busy(click.ClickException):
    """Another process keeps the plan too long; says what to do."""

    exit_code = STATUS_BUSY

    def __init__(self, folder: Path) -> None:
        """Name the plan's folder."""
        text = gettext.gettext('Another update of "{path}" is under way. Give the command again when it has ended.')
        super().__init__(text.format(path=folder.as_posix()))


def plan_folder(plan: Path) -> Path:
    """The folder of a plan, by its real path: whatever it is called by, it is locked once."""
    path = Path(os.path.realpath(plan))
    # Unlike Path.is_dir this says no where it may not look.
    return path if os.path.isdir(path) else path.parent  # noqa: PTH112


@contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[bool]:
    """Nobody else updates a plan in this folder meanwhile; False where the file system knows no locks."""
    try:
        descriptor = _open(folder)
    except OSError:
        yield False
        return
    try:
        yield _wait(descriptor, folder, time.monotonic() + patience)
    finally:
        _close(descriptor, folder)


def _wait(descriptor: int, folder: Path, until: float) -> bool:
    """Wait for the lock; whether there is one."""
    try:
        while _is_taken(descriptor):
            if time.monotonic() > until:
                raise Busy(folder)
            time.sleep(PAUSE)
    except OSError:
        return False
    return True
