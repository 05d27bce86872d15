"""What a list of meetings changes in the confirmed days of a body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge

from roadmap.findings import Finding, Value, finding_about
from roadmap.intake.listing import Asked, Listed, Listing
from roadmap.plan.editing.changes import Change
from roadmap.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """The confirmed days of a body: those that come, go and stay, and those that the list does not speak of.

    ``days`` are all that come to stand in the plan, in their order there.
    """

    plan: str
    body: str
    title: str
    asked: Asked
    listing: Listing
    new: tuple[Listed, ...]
    dropped: tuple[date, ...]
    kept: tuple[date, ...]
    untouched: tuple[date, ...]
    days: tuple[date, ...]

    @property
    def change(self) -> Change:
        """The change of the plan; a body without days has no key for them."""
        days = tuple(day.isoformat() for day in self.days)
        return Change("bodies", self.body, ("meetings",), days or None)


def merge_meetings(plan: Plan, name: str, listing: Listing, asked: Asked, *, only_adds: bool) -> MeetingChange:
    """Hold a list against the days of a body: within the bounds the list has its way.

    A day that stands under ``extra`` is known already. With ``only_adds`` no day goes.
    """
    body = plan.bodies[name]
    listed = {meeting.day for meeting in listing.meetings}
    known = {*body.meetings, *(extra.on for extra in body.extra)}
    new = tuple(meeting for meeting in listing.meetings if meeting.day not in known)
    dropped = () if only_adds else tuple(day for day in body.meetings if asked.is_within(day) and day not in listed)
    stays = [day for day in body.meetings if day not in dropped]
    return MeetingChange(
        plan.id,
        name,
        body.title or name,
        asked,
        listing,
        new,
        tuple(sorted(set(dropped))),
        tuple(sorted(known & listed)),
        tuple(sorted(set(stays) - listed)),
        tuple(merge(stays, [meeting.day for meeting in new])),
    )


def merge_findings(plan: Plan, change: MeetingChange) -> Iterator[Finding]:
    """What is odd about a change: days that go although the list may not reach as far."""
    days = sorted(listed.day for listed in (*change.listing.meetings, *change.listing.cancelled))
    beyond = [day for day in change.dropped if not days[0] <= day <= days[-1]]
    if beyond:
        place = plan.places.location("bodies", change.body, "meetings")
        # As options take them, in any language.
        bounds: dict[str, Value] = {"first": days[0].isoformat(), "last": days[-1].isoformat()}
        params = {"body": change.body, "count": len(beyond), **bounds}
        yield finding_about(("bodies", change.body), "dropped-outside-list", place, params)
