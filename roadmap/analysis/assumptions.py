"""Assumptions for a what-if: sentences such as `ID +2w` and `ID misses 2024-07-04`, as changes of the plan.

All are about the plan as it is, not about each other: in which order they are given does not matter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple, assert_never

from roadmap.plan.calendars import BEYOND
from roadmap.plan.dependencies import Lag, parse_lag
from roadmap.plan.durations import Duration, parse_duration
from roadmap.plan.editing.changes import Change
from roadmap.plan.faults import FaultError
from roadmap.plan.periods import parse_date
from roadmap.plan.terms import term_length
from roadmap.scheduling.progress import remaining, started
from roadmap.scheduling.schedule import Schedule, Scheduled, day_of

_SENTENCE = re.compile(
    r"(?P<name>\S+)\s+(?:(?P<lag>[+-]\s*\S+)|(?P<verb>[A-Za-z]+)\s+(?P<day>\S+)|(?P<duration>\d\S*))"
)
_VERBS = {"misses": "misses", "mist": "misses", "from": "from", "vanaf": "from", "on": "on", "op": "on"}


class Missed(NamedTuple):
    """The meeting on a day is missed."""

    day: date


class NotBefore(NamedTuple):
    """It cannot start, or be handed in, before a day."""

    day: date


class AgreedOn(NamedTuple):
    """A board puts it on a day."""

    day: date


_KINDS: dict[str, Callable[[date], Missed | NotBefore | AgreedOn]] = {
    "misses": Missed,
    "from": NotBefore,
    "on": AgreedOn,
}


class Assumption(NamedTuple):
    """What is assumed of one deliverable; ``name`` as it was given, an id, a code or `id@body`."""

    text: str
    name: str
    what: Lag | Duration | Missed | NotBefore | AgreedOn


_Edit = tuple[tuple[str, ...], str | tuple[str, ...] | None]


def parse_assumption(text: str) -> Assumption:
    """Read `ID +2w`, `ID -3d`, `ID 4w`, `ID misses DAY`, `ID from DAY` or `ID on DAY`; raise FaultError otherwise."""
    match = _SENTENCE.fullmatch(text.strip())
    verb = _VERBS.get((match["verb"] or "").lower()) if match is not None else None
    if match is None or (match["verb"] and verb is None):
        raise FaultError("invalid-assumption", value=text)
    if match["lag"]:
        return Assumption(text, match["name"], parse_lag(match["lag"]) or Lag(0))
    if match["duration"]:
        return Assumption(text, match["name"], parse_duration(match["duration"]))
    return Assumption(text, match["name"], _KINDS[verb or ""](parse_date(match["day"])))


def changes_for(schedule: Schedule, name: str, assumption: Assumption) -> tuple[Change, ...]:
    """What the plan would say if an assumption on a deliverable or share held; raise FaultError when it cannot."""
    decision, _, body = name.partition("@")
    item = schedule.items[decision]
    if item.done:
        raise FaultError("already-done", id=decision)
    if body and not isinstance(assumption.what, Missed):
        raise FaultError("invalid-assumption", value=assumption.text)
    edits = _edits(schedule, item, assumption.what, body)
    return tuple(Change("deliverables", decision, path, value) for path, value in edits)


def planned_elsewhere(schedule: Schedule, name: str, assumption: Assumption) -> date | None:
    """The day on which a decision is planned, when that is not the meeting that it is assumed to miss."""
    decision, at, _ = name.partition("@")
    item = schedule.items.get(name, schedule.items[decision])
    if not isinstance(assumption.what, Missed):
        return None
    decider = item.activity.deliverable.decided_by
    names = [] if at or decider is None else [f"{decision}@{body}" for body in schedule.plan.members(decider)]
    days = {item.early_finish, *(schedule.items[share].early_finish for share in names if share in schedule.items)}
    return None if assumption.what.day in days else item.early_finish


def combine(assumed: dict[tuple[str, ...], Change], changes: Iterable[Change]) -> None:
    """Add changes to those that are assumed: meetings missed add up, all else can be said once of a deliverable."""
    for change in changes:
        where = (change.name, *change.path)
        known = assumed.get(where)
        if known is not None and change.path[0] == "misses":
            days = sorted({*(known.value or ()), *(change.value or ())})
            assumed[where] = replace(change, value=tuple(days))
        elif known is None:
            assumed[where] = change
        else:
            raise FaultError("assumed-twice", id=change.name, key=".".join(change.path))


def _edits(
    schedule: Schedule, item: Scheduled, what: Lag | Duration | Missed | NotBefore | AgreedOn, body: str
) -> Iterator[_Edit]:
    kind = item.activity.kind_name
    match what:
        case Lag():
            yield from _longer(schedule, item, what)
        case Duration():
            yield ("duration",), str(_lasting(schedule, item, what))
        case Missed(day):
            yield from _missed(schedule, item, day, body)
        case NotBefore(day):
            # What has begun waits for no day.
            if kind == "work" and started(item.activity.deliverable) is not None:
                raise FaultError("already-begun", id=item.id)
            yield ("not_before",), day.isoformat()
        case AgreedOn(day):
            if kind not in {"decision", "milestone"}:
                raise FaultError("cannot-be-fixed", id=item.id)
            yield ("fixed",), day.isoformat()
        case _:
            assert_never(what)


def _lasting(schedule: Schedule, item: Scheduled, duration: Duration) -> Duration:
    """A duration of its own; a term lasts no shorter than it does."""
    progress = item.activity.deliverable.progress
    match item.activity.kind_name:
        case "term":
            length = _term_length(schedule, item)
            if not duration.elapsed:
                raise FaultError(
                    "other-unit", id=item.id, value=str(duration), duration=str(length), other=_in_other_unit(duration)
                )
            if duration.days < length.days:
                raise FaultError("cannot-be-shorter", id=item.id, value=str(duration))
        case "work":
            # What is reported to remain holds, however long the whole was to take.
            if progress is not None and progress.remaining is not None:
                raise FaultError("already-begun", id=item.id)
        case _:
            raise FaultError("no-duration", id=item.id)
    return duration


def _longer(schedule: Schedule, item: Scheduled, lag: Lag) -> Iterator[_Edit]:
    """So much later or sooner: work takes longer, papers come later, a milestone lies later, a term is extended."""
    match item.activity.kind_name:
        case "work":
            yield from _work_longer(schedule, item, lag)
        case "term":
            yield ("duration",), str(_extended(_term_length(schedule, item), lag, item))
        case "milestone" | "decision":
            yield ("not_before",), _later(item, lag).isoformat()


def _work_longer(schedule: Schedule, item: Scheduled, lag: Lag) -> Iterator[_Edit]:
    """A longer duration; of work that has begun, more that remains."""
    deliverable, calendar = item.activity.deliverable, item.activity.calendar
    rest = remaining(deliverable, calendar, schedule.network.status)
    if deliverable.progress is None:
        yield ("duration",), str(_extended(rest, lag, item))
        return
    yield ("progress", "remaining"), str(_extended(rest, lag, item))
    if deliverable.progress.percent is not None:
        yield ("progress", "percent"), None


def _term_length(schedule: Schedule, item: Scheduled) -> Duration:
    """The elapsed days of a term; of months as many as there are from its event to its end."""
    length = term_length(schedule.plan, item.activity.deliverable)
    if length is None and not item.is_known:
        raise FaultError("unknown-date", id=item.id)
    return length or Duration(item.finish - item.start, elapsed=True)


def _extended(length: Duration, lag: Lag, item: Scheduled) -> Duration:
    """A length and what comes to it, in one unit; of a term nothing can be taken away."""
    days = length.days + lag.days
    if days < 1 or (lag.days < 0 and item.activity.kind_name == "term"):
        raise FaultError("cannot-be-shorter", id=item.id, value=str(lag))
    if length.elapsed != lag.elapsed:
        raise FaultError("other-unit", id=item.id, value=str(lag), duration=str(length), other=_in_other_unit(lag))
    return Duration(days, length.elapsed)


def _in_other_unit(length: Lag | Duration) -> str:
    """Working days or weeks written as elapsed ones, or the other way round."""
    text = str(length)
    return text.replace("e", "") if length.elapsed else f"{text[:-1]}e{text[-1]}"


def _later(item: Scheduled, lag: Lag) -> date:
    """The day before which a milestone does not lie, or papers are not handed in, when it comes so much later."""
    if not item.is_known:
        raise FaultError("unknown-date", id=item.id)
    if lag.days < 0:
        raise FaultError("cannot-be-shorter", id=item.id, value=str(lag))
    start = item.ready if item.activity.kind_name == "decision" else item.finish
    instant = start + lag.days if lag.elapsed else item.activity.calendar.finish(start, lag.days)
    is_start = item.activity.is_start_milestone
    return day_of(instant if is_start else instant - 1)


def _missed(schedule: Schedule, item: Scheduled, day: date, body: str) -> Iterator[_Edit]:
    """The meeting of one body, or of every body of the decision that meets on that day."""
    deliverable = item.activity.deliverable
    if deliverable.decided_by is None:
        raise FaultError("no-decision", id=item.id)
    if body in deliverable.decided:
        raise FaultError("already-done", id=f"{item.id}@{body}")
    bodies = [body] if body else list(schedule.plan.members(deliverable.decided_by))
    meeting = [name for name in bodies if name not in deliverable.decided and _meets_on(schedule, item, name, day)]
    if not meeting:
        name = f"{item.id}@{body}" if body else item.id
        raise FaultError("no-meeting-then", id=name, day=day, meeting=schedule.items.get(name, item).early_finish)
    for name in meeting:
        days = sorted({*deliverable.misses.get(name, ()), day})
        yield ("misses", name), tuple(missed.isoformat() for missed in days)
    if deliverable.fixed == day and not body:
        following = max(_next_meeting(schedule, item, name, day) for name in meeting)
        # An agreed day that is missed goes to the next meeting; without one to after all that are known.
        yield ("fixed",), day_of(following).isoformat() if following < BEYOND else None
        if following >= BEYOND:
            yield ("not_before",), day.isoformat()


def _meets_on(schedule: Schedule, item: Scheduled, body: str, day: date) -> bool:
    return day.toordinal() in _meeting_days(schedule, item, body)


def _next_meeting(schedule: Schedule, item: Scheduled, body: str, day: date) -> int:
    days = _meeting_days(schedule, item, body)
    index = bisect_right(days, day.toordinal())
    return days[index] if index < len(days) else BEYOND


def _meeting_days(schedule: Schedule, item: Scheduled, body: str) -> list[int]:
    # A body that decides alone has no share of its own.
    meetings = schedule.items.get(f"{item.id}@{body}", item).activity.meetings
    return meetings.days if meetings is not None else []
