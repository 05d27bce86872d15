"""What makes an event the same event next year, in every feed and language; and the names of feed files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol
from uuid import NAMESPACE_URL, uuid5

from roadmap.scheduling.schedule import Schedule

LONGEST_PART = 80
"""Characters of an id or role in a file name; file systems hold 255 octets."""

DIGEST = 8


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an event was made and last changed, and how often its date did; never from the clock."""

    created: datetime
    modified: datetime
    sequence: int = 0


def first_moment(schedule: Schedule) -> datetime:
    """The time of a revision that names none: the beginning of its day, in UTC."""
    return datetime.combine(revision_day(schedule), time(), UTC)


def revision_day(schedule: Schedule) -> date:
    """The day on which the plan was revised, or else the status date."""
    return schedule.plan.header.revised or schedule.status_date


def uid_of(plan_id: str, key: str) -> str:
    """The UID of an event, by its kind and lasting id: never from a title, a date or a position."""
    return str(uuid5(uuid5(NAMESPACE_URL, f"roadmap:plan:{plan_id}"), key))


class Renamed(Protocol):
    """A record that may have had other ids."""

    @property
    def was(self) -> tuple[str, ...]:
        """Former ids, the first one first."""


def lasting_ids(records: Mapping[str, Renamed]) -> dict[str, str]:
    """The id under which each record's history runs: its first one, unless another record goes by that."""
    lasting = {name: name for name in records}
    taken = set(records)
    for name in sorted(records):
        for former in records[name].was[:1]:
            if former not in taken:
                lasting[name] = former
                taken.add(former)
    return lasting


def role_slug(role: str) -> str:
    """A role as part of a file name; capitals, accents and punctuation make no other role."""
    letters = unicodedata.normalize("NFKD", role.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or _digest(role)


def file_part(name: str) -> str:
    """An id or slug, short enough for a file name and still its own."""
    return name if len(name) <= LONGEST_PART else f"{name[: LONGEST_PART - DIGEST - 1]}-{_digest(name)}"


def _digest(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"roadmap:name:{name}").hex[:DIGEST]
