"""Where the future stops being known: meetings, calendars, and days that are yet to be published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from roadmap.analysis.rules.placing import about, record_of
from roadmap.findings import Finding, Value
from roadmap.plan.calendars import BEYOND, make_term_calendar
from roadmap.scheduling.kinds import Term
from roadmap.scheduling.schedule import Schedule, Scheduled


def _unknown_dates(schedule: Schedule) -> Iterator[Finding]:
    """A body without further meetings, or a calendar past its table; the shares of one decision are told at once."""
    without_meeting: dict[str, list[Scheduled]] = {}
    past_calendar: dict[str, Scheduled] = {}
    for item in schedule.items.values():
        if item.is_known or item.ready >= BEYOND:
            continue
        meetings = item.activity.meetings
        if meetings is not None and not meetings.goes_on:
            without_meeting.setdefault(item.activity.deliverable_id, []).append(item)
        elif item.activity.kind_name != "decision" or meetings is not None:
            past_calendar.setdefault(item.activity.deliverable_id, item)
    for shares in without_meeting.values():
        yield from _without_meeting(schedule, shares)
    for item in past_calendar.values():
        yield _past_calendar(schedule, item)


def _without_meeting(schedule: Schedule, shares: list[Scheduled]) -> Iterator[Finding]:
    """One decision whose bodies meet no more, and whose bodies were never known to meet."""
    last = {share.activity.body or "": share.activity.meetings.days[-1:] for share in shares if share.activity.meetings}
    ended = tuple(sorted(body for body, days in last.items() if days))
    unknown = tuple(sorted(last.keys() - set(ended)))
    name = shares[0].activity.deliverable_id
    if ended:
        day = date.fromordinal(min(last[body][0] for body in ended))
        params: dict[str, Value] = {"id": name, "bodies": ended, "last": day}
        yield about(schedule, record_of(shares[0]), "meetings-run-out", params, "decided_by")
    if unknown:
        params = {"id": name, "bodies": unknown}
        yield about(schedule, record_of(shares[0]), "no-meetings", params, "decided_by")


def _past_calendar(schedule: Schedule, item: Scheduled) -> Finding:
    kind = item.activity.kind
    calendar = kind.calendar if isinstance(kind, Term) and kind.calendar is not None else item.activity.calendar
    params: dict[str, Value] = {
        "id": item.activity.deliverable_id,
        "first": date.fromordinal(calendar.first),
        "last": date.fromordinal(calendar.end - 1),
    }
    return about(schedule, record_of(item), "past-calendar", params)


def _unpublished_decrees(schedule: Schedule) -> Iterator[Finding]:
    """Terms that end on days of which it is not known yet whether a decree equates them with a holiday."""
    if not any(deliverable.term for deliverable in schedule.plan.deliverables.values()):
        return
    first, last = make_term_calendar().decree_known
    for item in schedule.items.values():
        kind = item.activity.kind
        is_rolled = isinstance(kind, Term) and kind.calendar is not None and item.is_known
        if is_rolled and not first <= item.finish - 1 <= last:
            params: dict[str, Value] = {"id": item.id, "day": item.early_finish, "last": date.fromordinal(last)}
            yield about(schedule, record_of(item), "decree-days-unknown", params)


def _unpublished_holidays(schedule: Schedule) -> Iterator[Finding]:
    """Decisions after the last school holidays that are known; of one decision the latest share."""
    latest: dict[str, Scheduled] = {}
    for item in schedule.items.values():
        meetings = item.activity.meetings
        if meetings is not None and item.is_known and item.finish - 1 > meetings.recess_known_until:
            name = item.activity.deliverable_id
            latest[name] = max(latest.get(name, item), item, key=lambda share: (share.finish, share.id))
    for name, item in latest.items():
        known = item.activity.meetings.recess_known_until if item.activity.meetings is not None else BEYOND
        params: dict[str, Value] = {"id": name, "day": item.early_finish, "last": date.fromordinal(known)}
        yield about(schedule, record_of(item), "school-holidays-unknown", params)


RULES = (_unknown_dates, _unpublished_decrees, _unpublished_holidays)
