"""What a server hands out, held in memory: files by their place, each with its tag and when it last changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Held:
    """One file; its tag is the digest of its bytes, so that two servers give the same one."""

    content: bytes = field(repr=False)
    tag: str
    changed: datetime


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that can be asked for, and how it is.

    ``trouble`` is a line on why the plan as it is now is not handed out, None when it is. With ``is_waiting`` there
    was no good plan yet: the files are what can be shown meanwhile, and everything else may come later.
    """

    files: Mapping[str, Held] = field(default_factory=dict)
    trouble: str | None = None
    is_waiting: bool = False


def hold(
    contents: Mapping[str, bytes], before: Mapping[str, Held], changes: Mapping[str, datetime], now: datetime
) -> dict[str, Held]:
    """The files to hand out after those before; ``changes`` says of some when they last changed, ``now`` of the rest.

    Other bytes always have another time, and none lies ahead of the clock but for that.
    """
    files: dict[str, Held] = {}
    for place, content in contents.items():
        known = before.get(place)
        if known is not None and known.content == content:
            files[place] = known
            continue
        changed = min(changes.get(place, now), now).astimezone(UTC).replace(microsecond=0)
        if known is not None:
            changed = max(changed, known.changed + SECOND)
        files[place] = Held(content, f'"{sha256(content).hexdigest()}"', changed)
    return files
