"""Meetings: in a recess, with little time to hand in before them, assumed where much rests on them, or not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from roadmap.analysis.rules.links import holds_until, predecessor
from roadmap.analysis.rules.placing import about, record_of
from roadmap.findings import DayCount, Finding, Value
from roadmap.scheduling.schedule import Hearing, Schedule, Scheduled


def _meetings_in_recess(schedule: Schedule) -> Iterator[Finding]:
    """Confirmed meetings that a recess takes away: one of the two is wrong."""
    seen: set[str] = set()
    for activity in schedule.network.activities:
        if activity.meetings is None or activity.body is None or activity.body in seen:
            continue
        seen.add(activity.body)
        for day in activity.meetings.removed:
            params: dict[str, Value] = {"body": activity.body, "day": date.fromordinal(day)}
            yield about(schedule, ("bodies", activity.body), "meeting-in-recess", params, "meetings")


def _tight_hand_ins(schedule: Schedule) -> Iterator[Finding]:
    """Decisions of which the papers are ready shortly before a hand-in day that is costly to miss.

    A body that meets every week always has a hand-in day nearby, but missing it costs a week only.
    """
    settings = schedule.plan.settings
    for item in schedule.items.values():
        ready, hearing = _papers_ready(schedule, item), item.hearing
        if hearing is None or item.activity.whole is not None or ready is None:
            continue
        margin = item.activity.calendar.between(ready, hearing.hand_in.toordinal() + 1)
        if margin is None or not 0 <= margin <= settings.hand_in_margin.days:
            continue
        cost = _cost_of_missing(item, hearing)
        if cost is None or cost > settings.missed_meeting.days:
            yield _tight_hand_in(schedule, item, hearing, margin)


def _papers_ready(schedule: Schedule, item: Scheduled) -> int | None:
    """When the last of what is still to be done before a decision is done; None when nothing is."""
    open_links = (bound for bound in item.activity.start_bounds if not predecessor(schedule, bound).done)
    return max((holds_until(schedule, bound) for bound in open_links), default=None)


def _cost_of_missing(item: Scheduled, hearing: Hearing) -> int | None:
    """Working days from a meeting to the next one; None when no next one is known."""
    if hearing.next_meeting is None:
        return None
    return item.activity.calendar.between(item.finish, hearing.next_meeting.toordinal() + 1)


def _tight_hand_in(schedule: Schedule, item: Scheduled, hearing: Hearing, margin: int) -> Finding:
    params: dict[str, Value] = {
        "id": item.id,
        "margin": DayCount(margin, working=True),
        "hand_in": hearing.hand_in,
        "meeting": hearing.meeting,
    }
    if hearing.longest is not None:
        params |= {"body": hearing.longest, "whole": item.early_finish}
    if hearing.cost_of_missing_days is None:
        return about(schedule, record_of(item), "tight-last-hand-in", params, "decided_by")
    params |= {"next": hearing.next_meeting, "cost": DayCount(hearing.cost_of_missing_days)}
    return about(schedule, record_of(item), "tight-hand-in", params, "decided_by")


def _assumed_meetings(schedule: Schedule) -> Iterator[Finding]:
    """Meetings that nobody confirmed on the critical chain of a fatal target."""
    resting: dict[str, list[str]] = {}
    for target in schedule.targets:
        if target.target.kind == "fatal":
            for name in {*target.critical_path, *target.also}:
                resting.setdefault(name, []).append(target.id)
    for name, targets in resting.items():
        item = schedule.items[name]
        if item.hearing is not None and item.hearing.assumed:
            params: dict[str, Value] = {"id": name, "day": item.early_finish, "targets": tuple(sorted(targets))}
            yield about(schedule, record_of(item), "assumed-meeting", params, "decided_by")


def _no_such_meetings(schedule: Schedule) -> Iterator[Finding]:
    """Days on which a decision is to miss a body that does not meet then."""
    for name, deliverable in sorted(schedule.plan.deliverables.items()):
        for body, days in sorted(deliverable.misses.items()):
            # A body that decides alone has no share of its own.
            meetings = schedule.items.get(f"{name}@{body}", schedule.items[name]).activity.meetings
            known = meetings.days if meetings is not None else []
            for day in days:
                # That a body has no meetings at all has a finding of its own.
                if known and day.toordinal() not in known:
                    yield _no_such_meeting(schedule, name, body, day, known)


def _no_such_meeting(schedule: Schedule, name: str, body: str, day: date, known: list[int]) -> Finding:
    nearest = min(known, key=lambda other: (abs(other - day.toordinal()), other))
    params: dict[str, Value] = {"id": name, "body": body, "day": day, "nearest": date.fromordinal(nearest)}
    return about(schedule, ("deliverables", name), "no-such-meeting", params, "misses", body)


RULES = (_meetings_in_recess, _tight_hand_ins, _assumed_meetings, _no_such_meetings)
