"""Dependencies as planners write them: `analyse`, `analyse SS+2w`, `analyse +5ed`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from roadmap.plan.durations import Duration, parse_duration
from roadmap.plan.faults import FaultError

_DEPENDENCY = re.compile(r"(?P<id>[^\s@]+(?:@[^\s@]+)?)(?:\s+(?P<type>[A-Z]{2})?\s*(?P<lag>[+-]\s*\S+)?)?")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*(?:@[a-z0-9][a-z0-9-]*)?")


class LinkType(StrEnum):
    """Which event of the predecessor bounds which event of the successor."""

    FINISH_TO_START = "FS"
    START_TO_START = "SS"
    FINISH_TO_FINISH = "FF"
    START_TO_FINISH = "SF"

    @property
    def reads_start(self) -> bool:
        """Whether the predecessor's start counts, not its finish."""
        return self in {LinkType.START_TO_START, LinkType.START_TO_FINISH}

    @property
    def bounds_finish(self) -> bool:
        """Whether the successor's finish is bounded, not its start."""
        return self in {LinkType.FINISH_TO_FINISH, LinkType.START_TO_FINISH}


_LINK_TYPES = {link_type.value: link_type for link_type in LinkType}


@dataclass(frozen=True, slots=True)
class Lag:
    """A wait (positive) or an overlap (negative), in working days of the successor or in elapsed days."""

    days: int
    elapsed: bool = False

    def __str__(self) -> str:
        """As a planner would write it."""
        return f"{'-' if self.days < 0 else '+'}{Duration(abs(self.days), self.elapsed)}"


@dataclass(frozen=True, slots=True)
class Dependency:
    """One predecessor: a deliverable, a workstream, or the share of one body in a decision (`id@body`)."""

    predecessor: str
    type: LinkType = LinkType.FINISH_TO_START
    lag: Lag | None = None

    def __str__(self) -> str:
        """As a planner would write it, without what is the default."""
        kind = "" if self.type is LinkType.FINISH_TO_START else self.type.value
        return f"{self.predecessor} {kind}{self.lag or ''}".rstrip()


def parse_dependency(text: str) -> Dependency:
    """Read `ID [FS|SS|FF|SF][+lag|-lead]`; raise FaultError for anything else."""
    if _ID.fullmatch(text):
        return Dependency(text)
    match = _DEPENDENCY.fullmatch(text.strip())
    if match is None:
        raise FaultError("invalid-dependency", value=text)
    return make_dependency(match["id"], match["type"] or "FS", match["lag"] or "")


def make_dependency(predecessor: str, link_type: str, lag: str) -> Dependency:
    """A dependency from its three parts; raise FaultError when a part cannot be read."""
    return Dependency(parse_predecessor(predecessor), parse_link_type(link_type), parse_lag(lag) if lag else None)


def parse_predecessor(text: str) -> str:
    """Read an id, or `id@body`; raise FaultError for anything else."""
    if not _ID.fullmatch(text):
        raise FaultError("invalid-dependency", value=text)
    return text


def parse_link_type(text: str) -> LinkType:
    """Read FS, SS, FF or SF; raise FaultError for anything else."""
    known = _LINK_TYPES.get(text)
    if known is None:
        raise FaultError("invalid-link-type", value=text)
    return known


def parse_lag(text: str) -> Lag | None:
    """Read `+2w`, `-3d` or `5ed`; nothing and zero are no lag."""
    stripped = text.strip()
    if not stripped:
        return None
    sign = -1 if stripped.startswith("-") else 1
    unsigned = stripped[1:].lstrip() if stripped[0] in "+-" else stripped
    duration = parse_duration(unsigned, allow_zero=True)
    return Lag(sign * duration.days, duration.elapsed) if duration.days else None
