"""Assumptions for a what-if: sentences such as `ID +2w` and `ID misses 2024-07-04`, as changes of the plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple, assert_never

from roadmap.plan.dependencies import Lag, parse_lag
from roadmap.plan.durations import Duration, parse_duration
from roadmap.plan.edit import Change
from roadmap.plan.faults import FaultError
from roadmap.plan.periods import parse_date
from roadmap.plan.terms import term_length
from roadmap.scheduling.progress import remaining
from roadmap.scheduling.schedule import Schedule, Scheduled, day_of

_SENTENCE = re.compile(r"(?P<name>\S+)\s+(?:(?P<lag>[+-]\s*\S+)|(?P<verb>[a-z]+)\s+(?P<day>\S+)|(?P<duration>\d\S*))")
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
    verb = _VERBS.get(match["verb"] or "") if match is not None else None
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


def _edits(
    schedule: Schedule, item: Scheduled, what: Lag | Duration | Missed | NotBefore | AgreedOn, body: str
) -> Iterator[_Edit]:
    kind = item.activity.kind_name
    match what:
        case Lag():
            yield from _longer(schedule, item, what)
        case Duration():
            if kind not in {"work", "term"}:
                raise FaultError("no-duration", id=item.id)
            yield ("duration",), str(what)
        case Missed(day):
            yield from _missed(schedule, item, day, body)
        case NotBefore(day):
            yield ("not_before",), day.isoformat()
        case AgreedOn(day):
            if kind not in {"decision", "milestone"}:
                raise FaultError("cannot-be-fixed", id=item.id)
            yield ("fixed",), day.isoformat()
        case _:
            assert_never(what)


def _longer(schedule: Schedule, item: Scheduled, lag: Lag) -> Iterator[_Edit]:
    """So much later or sooner: work takes longer, papers come later, a milestone lies later, a term is extended."""
    match item.activity.kind_name:
        case "work":
            yield from _work_longer(schedule, item, lag)
        case "term":
            yield ("duration",), str(_extended(term_length(schedule.plan, item.activity.deliverable), lag, item))
        case "milestone" | "decision":
            yield ("not_before",), _later(item, lag).isoformat()


def _work_longer(schedule: Schedule, item: Scheduled, lag: Lag) -> Iterator[_Edit]:
    """A longer duration; of work that has begun, more that remains."""
    deliverable, calendar = item.activity.deliverable, item.activity.calendar
    if deliverable.progress is None or deliverable.duration is None:
        yield ("duration",), str(_extended(deliverable.duration, lag, item))
        return
    rest = remaining(deliverable, calendar, schedule.network.status)
    yield ("progress", "remaining"), str(_extended(rest, lag, item))
    if deliverable.progress.percent is not None:
        yield ("progress", "percent"), None


def _extended(length: Duration | None, lag: Lag, item: Scheduled) -> Duration:
    """A length and what comes to it, in one unit; of a term nothing can be taken away."""
    if length is None or length.elapsed != lag.elapsed:
        raise FaultError("other-unit", id=item.id, value=str(lag), duration=str(length))
    days = length.days + lag.days
    if days < 1 or (lag.days < 0 and item.activity.kind_name == "term"):
        raise FaultError("cannot-be-shorter", id=item.id, value=str(lag))
    return Duration(days, length.elapsed)


def _later(item: Scheduled, lag: Lag) -> date:
    """The day before which a milestone does not lie, or papers are not handed in, when it comes so much later."""
    if lag.days < 0 or not item.is_known:
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
    bodies = [body] if body else list(schedule.plan.members(deliverable.decided_by))
    meeting = [name for name in bodies if _meets_on(schedule, item, name, day)]
    if not meeting:
        raise FaultError("no-meeting-then", id=item.id, day=day, meeting=item.early_finish)
    for name in meeting:
        days = sorted({*deliverable.misses.get(name, ()), day})
        yield ("misses", name), tuple(missed.isoformat() for missed in days)


def _meets_on(schedule: Schedule, item: Scheduled, body: str, day: date) -> bool:
    share = schedule.items.get(f"{item.id}@{body}", item).activity
    return share.meetings is not None and day.toordinal() in share.meetings.days
