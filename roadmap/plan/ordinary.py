"""Ordinary files, told from what would keep a reader waiting or never end: pipes, devices and folders."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG


def is_ordinary(path: Path) -> bool:
    """Whether it is a file of bytes on a disk; raises OSError where there is none, or none that may be looked at."""
    return S_ISREG(path.stat().st_mode)


def read_ordinary(path: Path, limit: int) -> bytes | None:
    """The content of an ordinary file of at most so many bytes, None for any other; raises OSError as `is_ordinary`."""
    return path.read_bytes() if is_ordinary(path) and path.stat().st_size <= limit else None
