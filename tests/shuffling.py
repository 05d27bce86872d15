"""A plan folder with the entries of its files, and the files themselves, in another order."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

_ENTRY = re.compile(r"(- )|([\w@-]+:)")


def shuffled_copy(plan: Path, folder: Path, seed: int) -> Path:
    """A copy with all mappings and lists that span lines reordered, comments with the entry that they precede."""
    copy = folder / f"shuffled-{seed}" / plan.name
    shutil.copytree(plan, copy)
    mixed = random.Random(seed)  # noqa: S311 - an order, not a secret
    paths = sorted(copy.rglob("*.yaml"))
    for number, path in enumerate(paths):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(shuffled(lines, mixed)), encoding="utf-8", newline="\n")
        if path.parent != copy:
            path.rename(path.with_name(f"{mixed.random()}-{number}.yaml"))
    return copy


def shuffled(lines: list[str], mixed: random.Random) -> list[str]:
    """The entries of one block in another order, and each entry shuffled within."""
    entries = _entries(lines)
    if entries is None:
        return lines
    result = [_within(entry, mixed) for entry in entries]
    mixed.shuffle(result)
    return [line for entry in result for line in entry]


def _entries(lines: list[str]) -> list[list[str]] | None:
    """The block's entries, each with the comments above it; None when it is no mapping or list."""
    told = [line for line in lines if _is_told(line)]
    if not told or not _ENTRY.match(told[0].lstrip()):
        return None
    indent = _indent(told[0])
    entries: list[list[str]] = []
    above: list[str] = []
    for line in lines:
        if not _is_told(line):
            above.append(line)
        elif _indent(line) == indent and _ENTRY.match(line.lstrip()):
            entries.append([*above, line])
            above = []
        else:
            entries[-1] += [*above, line]
            above = []
    entries[-1] += above
    return entries


def _within(entry: list[str], mixed: random.Random) -> list[str]:
    """An entry with what stands below its key shuffled; folded text and flow lists stay."""
    key = next(number for number, line in enumerate(entry) if _is_told(line))
    head = entry[key].split(" #")[0].rstrip()
    return [*entry[: key + 1], *shuffled(entry[key + 1 :], mixed)] if head.endswith(":") else entry


def _is_told(line: str) -> bool:
    """Whether a line says something: no comment, not empty."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
