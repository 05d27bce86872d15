"""A published folder on disk: what we put there, whether it is still whole, and writing only what changed.

A list of its files lies in the folder. It is written before the first file, so that a publication that was cut off is
seen, and once more when all is in its place.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from roadmap.commands.writing import sweep_folder, write_atomically
from roadmap.export.publication_text import FolderReport
from roadmap.export.site.files import Made
from roadmap.plan.ordinary import read_ordinary

LIST = "publication.json"
FORMAT = "roadmap.publication/1"
MAX_LIST, MAX_FILE = 10_000_000, 1_000_000_000
_OURS = re.compile(r"(?:(?:nl|en)/)?[a-z0-9][a-z0-9-]*\.(?:ics|html|css|json|svg|png|pdf)")


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list in a folder says: the digests of what it was made from and of every file."""

    inputs: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


def digest_of(*parts: str | bytes) -> str:
    """What only these parts in this order give."""
    digest = sha256()
    for part in parts:
        digest.update(sha256(part.encode() if isinstance(part, str) else part).digest())
    return digest.hexdigest()


def read_list(folder: Path) -> Listed | None:
    """The list in a folder; None when there is none that we wrote."""
    try:
        content = json.loads(read_ordinary(folder / LIST, MAX_LIST) or b"")
        inputs, files = content["inputs"], content["files"]
        if content["format"] != FORMAT or not isinstance(inputs, str) or not isinstance(files, dict):
            return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    # A list that somebody changed must not make us remove what is not ours.
    return Listed(inputs, {place: str(digest) for place, digest in files.items() if _OURS.fullmatch(place)})


def is_whole(folder: Path, listed: Listed) -> bool:
    """Whether every file is there as it was written."""
    return all(_digest_on_disk(folder / place) == digest for place, digest in listed.files.items())


def strangers(folder: Path, places: Iterable[str]) -> list[str]:
    """Files in the way that we did not write."""
    # Unlike Path.exists this says no where it may not look.
    return [place for place in places if os.path.exists(folder / place)]  # noqa: PTH110


def write_folder(folder: Path, inputs: str, files: Mapping[str, Made], before: Listed | None) -> FolderReport:
    """Bring a folder up to date: write what is new or changed, take away what is no longer made."""
    known = before.files if before is not None else {}
    under_way = Listed("", {**known, **dict.fromkeys(files, "")})
    _write_list(folder, under_way)
    for below in {(folder / name).parent for name in under_way.files}:
        sweep_folder(below)
    digests: dict[str, str] = {}
    written = 0
    for place, make in files.items():
        content = make()
        digests[place] = sha256(content).hexdigest()
        if _digest_on_disk(folder / place) != digests[place]:
            write_atomically(folder / place, content)
            written += 1
    removed = [place for place in sorted(known.keys() - files.keys()) if (folder / place).is_file()]
    for place in removed:
        with suppress(OSError):
            (folder / place).unlink()
    _write_list(folder, Listed(inputs, digests))
    return FolderReport(folder.as_posix(), written, len(files) - written, len(removed))


def _write_list(folder: Path, listed: Listed) -> None:
    content = {"format": FORMAT, "inputs": listed.inputs, "files": dict(listed.files)}
    text = json.dumps(content, indent=1, sort_keys=True) + "\n"
    if _digest_on_disk(folder / LIST) != sha256(text.encode()).hexdigest():
        write_atomically(folder / LIST, text.encode())


def _digest_on_disk(path: Path) -> str | None:
    """The digest of a file as it lies there; None for what cannot be ours."""
    try:
        content = read_ordinary(path, MAX_FILE)
    except OSError:
        return None
    return sha256(content).hexdigest() if content is not None else None
