"""The files that an entry of `include` names: below the plan's folder, and no more of them than anyone keeps."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from roadmap.plan.baselines import FOLDER
from roadmap.plan.faults import FaultError
from roadmap.plan.source import FORBIDDEN

MAX_FILES = 1_000
MAX_TOTAL = 30_000_000
"""Bytes of all files of a plan together."""
MAX_PATTERNS = 100
MAX_NAMES = 10_000
"""Names that are looked at for one pattern."""
MAX_LENGTH, MAX_STEPS = 1_000, 20
"""Characters of one entry, and folders below folders in it."""
_WILDCARDS = "*?["


def excess(entries: Sequence[str]) -> FaultError | None:
    """What is wrong with more entries than anyone writes."""
    is_many = len(entries) > MAX_FILES or sum(map(_has_wildcard, entries)) > MAX_PATTERNS
    return FaultError("too-many-files", limit=MAX_FILES) if is_many else None


def oversize(paths: Iterable[str]) -> FaultError | None:
    """What is wrong with files that hold more together than a plan may."""
    total = 0
    for path in paths:
        with suppress(OSError):
            total += Path(path).stat().st_size
    return FaultError("plan-too-large", size=total, limit=MAX_TOTAL) if total > MAX_TOTAL else None


def matching_files(folder: Path, pattern: str) -> dict[str, str]:
    """The files that an entry names: their real paths by their names within the folder; raises FaultError for none."""
    parts = PurePosixPath(pattern).parts
    if "\\" in pattern or ":" in pattern or ".." in parts or "**" in parts or pattern.startswith(("/", "~")):
        raise FaultError("include-outside-folder")
    if len(parts) > MAX_STEPS or len(pattern) > MAX_LENGTH:
        raise FaultError("unreadable-file", reason=os.strerror(errno.ENAMETOOLONG))
    try:
        paths = list(_visible(folder, parts)) if _has_wildcard(pattern) else [folder.joinpath(*parts)]
        real = {path.relative_to(folder).as_posix(): os.path.realpath(path, strict=True) for path in paths}
    except FileNotFoundError:
        raise FaultError("include-not-found") from None
    except (OSError, ValueError) as error:
        raise FaultError("unreadable-file", reason=getattr(error, "strerror", None) or str(error)) from None
    fault = _fault(Path(os.path.realpath(folder)), real)
    if fault is not None:
        raise fault
    return real


def _fault(root: Path, real: dict[str, str]) -> FaultError | None:
    """What is wrong with the files that were found."""
    if any(not Path(target).is_relative_to(root) for target in real.values()):
        return FaultError("include-outside-folder")
    if not real:
        return FaultError("include-not-found")
    if any(FORBIDDEN.search(name) or "\n" in name for name in real):
        return FaultError("unprintable-name")
    return FaultError("too-many-files", limit=MAX_FILES) if len(real) > MAX_FILES else None


def _visible(folder: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    """What a pattern matches: no hidden files, in which editors keep locks and copies, and no baselines.

    Folder by folder, each by its real path once: links in a circle would otherwise multiply with every step.
    """
    level, seen = [folder], 0
    for number, part in enumerate(parts, start=1):
        found: dict[str, Path] = {}
        for path in level:
            for name in _names(path, part):
                seen += 1
                if seen > MAX_NAMES:
                    raise FaultError("too-many-files", limit=MAX_FILES)
                if fnmatch(name, part):
                    below = path / name
                    found.setdefault(os.path.realpath(below) if number < len(parts) else str(below), below)
        level = sorted(found.values())
    frozen = folder / FOLDER
    return (path for path in level if not path.name.startswith(".") and path.parent != frozen)


def _names(folder: Path, part: str) -> list[str]:
    """The names in a folder that may match; none where there is no folder, or none to be looked into."""
    if not _has_wildcard(part):
        return [part] if os.path.lexists(folder / part) else []
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []


def _has_wildcard(pattern: str) -> bool:
    return any(character in pattern for character in _WILDCARDS)
