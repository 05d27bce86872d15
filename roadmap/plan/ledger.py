"""The ledger of published calendars: what subscribers were told of each day, so that nothing they get goes back.

It lies beside the plan and is written by publishing only. Of every event and feed it holds when that last changed, and
of what is gone since when; the stamps in a calendar come from here and never from a clock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, Field, ValidationError

from roadmap.plan.faults import FaultError
from roadmap.plan.model import Record
from roadmap.plan.periods import FIRST_YEAR, LAST_YEAR
from roadmap.plan.source import FORBIDDEN

FORMAT: Literal["roadmap.calendar-ledger/1"] = "roadmap.calendar-ledger/1"
NAME = "calendar-ledger.json"
MAX_BYTES = 30_000_000
MAX_RECORDS = 60_000
HIGHEST_SEQUENCE = 2**31 - 1

Sequence = Annotated[int, Field(ge=0, le=HIGHEST_SEQUENCE)]
Status = Literal["confirmed", "tentative", "cancelled"]


def _in_years(day: date) -> date:
    if not FIRST_YEAR < day.year < LAST_YEAR:
        raise ValueError(day.year)
    return day


def _visible(text: str) -> str:
    if FORBIDDEN.search(text):
        raise ValueError(ascii(text))
    return text


def _in_both(names: dict[str, str]) -> dict[str, str]:
    if not names.keys() >= {"nl", "en"}:
        raise ValueError(sorted(names))
    return names


Day = Annotated[date, AfterValidator(_in_years)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_years)]
Name = Annotated[str, AfterValidator(_visible)]
Names = Annotated[dict[str, Name], AfterValidator(_in_both)]
Key = Annotated[str, Field(pattern="^[a-z-]+:")]

_CONFLICT = re.compile("^<{7}( |$)", re.MULTILINE)

T = TypeVar("T")


class PublishedEvent(Record):
    """One event as it was last handed out; ``content`` is the digest of its texts in every language."""

    day: Day
    names: Names
    status: Status
    feeds: tuple[str, ...]
    content: str
    sequence: Sequence
    created: Moment
    modified: Moment
    last: Day | None = None
    came_from: Day | None = None
    removed: Day | None = None


class PublishedFeed(Record):
    """One calendar file as it was last handed out."""

    name: Name
    content: str
    modified: Moment
    removed: Day | None = None


class Ledger(Record):
    """Everything that was handed out of one plan: events by kind and lasting id, feeds by their file."""

    format: Literal["roadmap.calendar-ledger/1"] = FORMAT
    plan: str
    events: dict[Key, PublishedEvent] = Field(default={})
    feeds: dict[str, PublishedFeed] = Field(default={})

    def came_from(self, key: str, day: date) -> date | None:
        """The day on which an event stood before it came on this one; None when it has always been here."""
        known = self.events.get(key)
        if known is None:
            return None
        return known.came_from if known.day == day else known.day

    @property
    def standing(self) -> frozenset[str]:
        """The events that were not withdrawn; the notice of an empty calendar is none."""
        return frozenset(
            key for key, event in self.events.items() if event.removed is None and not key.startswith("notice:")
        )


def parse_ledger(text: str) -> Ledger:
    """A ledger from its file, or both sides of a merge that was left undone; raises FaultError when it is damaged."""
    if text.count("{") > MAX_RECORDS:
        raise FaultError("unreadable-ledger", where="")
    if not _CONFLICT.search(text):
        return _parse(text)
    ours, theirs = _sides(text)
    return merge(_parse(ours), _parse(theirs))


def ledger_text(ledger: Ledger) -> str:
    """The file of a ledger: sorted, a value a line, so that what changed can be read in a comparison."""
    return json.dumps(_plain(ledger), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def merge(ours: Ledger, theirs: Ledger) -> Ledger:
    """Of two ledgers of one plan the later of each entry, whose stamps go back behind neither; in either order."""
    if ours.plan != theirs.plan:
        raise FaultError("ledger-of-another-plan", plan=ours.plan, other=theirs.plan)
    return Ledger(
        plan=ours.plan,
        events=_united(ours.events, theirs.events, _later_event),
        feeds=_united(ours.feeds, theirs.feeds, _later_feed),
    )


def _united(ours: Mapping[str, T], theirs: Mapping[str, T], later: Any) -> dict[str, T]:  # noqa: ANN401
    united = {**ours, **theirs}
    for key in ours.keys() & theirs.keys():
        united[key] = later(ours[key], theirs[key])
    return united


def _later_event(one: PublishedEvent, other: PublishedEvent) -> PublishedEvent:
    stamps = {"sequence": max(one.sequence, other.sequence), "created": min(one.created, other.created)}
    versions = [event.model_copy(update=stamps) for event in (one, other)]
    # Of two that were changed at once either will do, as long as it does not hang on the order.
    return max(versions, key=lambda event: (event.modified, json.dumps(_plain(event), sort_keys=True)))


def _later_feed(one: PublishedFeed, other: PublishedFeed) -> PublishedFeed:
    return max(one, other, key=lambda feed: (feed.modified, json.dumps(_plain(feed), sort_keys=True)))


def _parse(text: str) -> Ledger:
    try:
        return Ledger.model_validate_json(text)
    except ValidationError as error:
        line, column = _place(text)
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ", ".join(map(str, first["loc"]))
        raise FaultError("unreadable-ledger", line=line, column=column, where=where) from None


def _place(text: str) -> tuple[int, int]:
    """Where a text stops being JSON; its beginning when it is JSON of another sort."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.lineno, error.colno
    except (RecursionError, ValueError):
        pass
    return 1, 1


def _sides(text: str) -> tuple[str, str]:
    """What either side of a conflict has, with all on which they agree."""
    ours: list[str] = []
    theirs: list[str] = []
    into: tuple[list[str], ...] = (ours, theirs)
    for line in text.splitlines(keepends=True):
        match line[:7]:
            case "<<<<<<<":
                into = (ours,)
            case "|||||||":
                into = ()
            case "=======":
                into = (theirs,)
            case ">>>>>>>":
                into = (ours, theirs)
            case _:
                for side in into:
                    side.append(line)
    return "".join(ours), "".join(theirs)


def _plain(value: object) -> Any:  # noqa: ANN401
    """A record as JSON has it; what is empty is left out."""
    match value:
        case Record():
            fields = {key: _plain(getattr(value, key)) for key in type(value).model_fields}
            return {key: plain for key, plain in fields.items() if plain is not None}
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case tuple():
            return list(value)
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case _:
            return value
