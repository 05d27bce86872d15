"""Ordinary files, told from what would keep a reader waiting or never end: pipes, devices and folders."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG


def ordinary_size(path: Path) -> int | None:
    """The bytes of a file on a disk, None for anything else; raises OSError for what is not there or not to be seen."""
    status = path.stat()
    return status.st_size if S_ISREG(status.st_mode) else None


def read_ordinary(path: Path, limit: int) -> bytes | None:
    """The content of an ordinary file of at most so many bytes, None for any other; raises OSError as above."""
    size = ordinary_size(path)
    return path.read_bytes() if size is not None and size <= limit else None
