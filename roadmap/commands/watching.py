"""Seeing that a plan's files have changed, by looking at their sizes and times every now and then."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from stat import S_ISDIR

from roadmap.commands.ledgers import ledger_path
from roadmap.commands.locking import plan_folder
from roadmap.plan.includes import MAX_FILES

PLANS = (".yaml", ".yml")

Look = tuple[date, tuple[tuple[str, int, int], ...]]
"""The day, and each file with its time and size: the same as long as nothing has changed."""


def look_at(plan: Path) -> Look:
    """The plan's files and its ledger as they are now; a day that passes counts too, for it can be the status date."""
    folder = plan_folder(plan)
    paths = {plan, ledger_path(plan), *islice(_plan_files(folder), MAX_FILES)}
    seen = sorted(stamp for path in paths if (stamp := _stamp(path)) is not None)
    return date.today(), tuple(seen)  # noqa: DTZ011 - as the status date is taken


def _plan_files(folder: Path) -> Iterator[Path]:
    """Every plan file below a folder; what is hidden is not part of a plan."""
    for place, folders, names in islice(os.walk(folder), MAX_FILES):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.endswith(PLANS) and not name.startswith("."):
                yield Path(place, name)


def _stamp(path: Path) -> tuple[str, int, int] | None:
    """None when there is no such file; a folder's time says nothing, for it moves with every scratch file in it."""
    try:
        found = path.stat()
    except OSError:
        return None
    return None if S_ISDIR(found.st_mode) else (str(path), found.st_mtime_ns, found.st_size)
