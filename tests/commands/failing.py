"""File operations that fail, as when a disk is full or a share is gone."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

EVENTS = {"open", "os.rename", "os.remove", "os.chmod", "os.chown", "os.mkdir", "os.scandir", "os.listdir"}


def fill_disk() -> None:
    """Fail as on a full disk."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Failing:
    """The file operation with a given number fails, as when a disk is full; the others below a folder do not."""

    folder = ""
    left = -1
    fail: Callable[[], None] = staticmethod(fill_disk)

    def __call__(self) -> None:
        """Count one operation."""
        self.left -= 1
        if self.left == 0:
            self.fail()

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """What Python tells of every file that is opened, moved, or looked at."""
        if self.folder and event in EVENTS and str(arguments[0]).startswith(self.folder):
            self()


FAILING = Failing()
sys.addaudithook(FAILING.audit)


@contextmanager
def failing(
    folder: Path, number: int, patch: pytest.MonkeyPatch, *, fail: Callable[[], None] = fill_disk
) -> Iterator[Failing]:
    """Within this, the operation with that number fails; of writing and syncing Python tells nothing, so they tell."""

    def counted(operation: Callable[..., int | None]) -> Callable[..., int | None]:
        def call(*arguments: object) -> int | None:
            FAILING()
            return operation(*arguments)

        return call

    with patch.context() as patched:
        for name in ("write", "fsync"):
            patched.setattr(os, name, counted(getattr(os, name)))
        FAILING.folder, FAILING.left, FAILING.fail = str(folder), number, fail
        try:
            yield FAILING
        finally:
            FAILING.folder = ""
