"""The long-term agenda: what each body decides in which meeting, and how every decision comes together.

Only what is asked of a body stands on its agenda: the share of each body in a decision of a group, or the decision of
one body. Days without a known meeting are None and come last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from roadmap.analysis.states import State, deliverable_state
from roadmap.plan.calendars import BEFORE, BEYOND
from roadmap.scheduling.kinds import Fixed
from roadmap.scheduling.progress import finished
from roadmap.scheduling.schedule import Schedule, Scheduled, day_of


@dataclass(frozen=True, slots=True)
class MeetingItem:
    """One decision on the agenda of one body.

    ``ready`` is the day on which its papers are ready, ``ready_float`` the working days from there to the hand-in day.
    ``last_meeting`` is the last one in time for the target that counts, ``room`` how many meetings later that is,
    negative when the planned meeting is too late.
    """

    item: Scheduled
    state: State
    assumed: bool
    ready: date | None
    ready_float: int | None
    hand_in: date | None
    last_meeting: date | None
    last_hand_in: date | None
    last_assumed: bool
    room: int | None
    next_meeting: date | None
    cost_of_missing_days: int | None


@dataclass(frozen=True, slots=True)
class AgendaMeeting:
    """A meeting of a body with the decisions on it; without a day for what no known meeting takes."""

    day: date | None
    items: tuple[MeetingItem, ...]

    @property
    def assumed(self) -> bool:
        """Whether the body has not confirmed the day."""
        return any(item.assumed for item in self.items)


@dataclass(frozen=True, slots=True)
class BodyAgenda:
    """The meetings of one body on which something is decided, in order."""

    body: str
    meetings: tuple[AgendaMeeting, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """When one body decides, or did."""

    body: str
    day: date | None
    decided: bool
    assumed: bool
    state: State


@dataclass(frozen=True, slots=True)
class Adoption:
    """How a decision comes together: which body decides when, and on whom its day rests.

    ``needed`` of all ``count`` bodies must decide; ``votes`` are those of the bodies that were asked for.
    """

    item: Scheduled
    needed: int
    count: int
    votes: tuple[Vote, ...]
    slowest: tuple[str, ...]

    @property
    def is_fixed(self) -> bool:
        """Whether the day was agreed, so that no body sets it."""
        return isinstance(self.item.activity.kind, Fixed)

    @property
    def assumed(self) -> bool:
        """Whether its day is a meeting that the body has not confirmed."""
        return self.item.hearing is not None and self.item.hearing.assumed


@dataclass(frozen=True, slots=True)
class Agenda:
    """Every body with its meetings from ``first`` to ``last``, and all decisions whatever their day."""

    first: date
    last: date | None
    bodies: tuple[BodyAgenda, ...]
    adoptions: tuple[Adoption, ...]


def make_agenda(
    schedule: Schedule,
    items: Iterable[Scheduled],
    *,
    bodies: Sequence[str] = (),
    first: date | None = None,
    last: date | None = None,
) -> Agenda:
    """The agenda of the bodies given, of all that decide by default, from the status date on by default.

    Decisions stand in the order of ``items``, bodies in that of their titles.
    """
    decisions = [item for item in items if item.activity.kind_name == "decision"]
    asked: dict[str, list[Scheduled]] = {body: [] for body in bodies}
    for item in decisions:
        body = item.activity.body
        if body is not None and (body in asked or not bodies):
            asked.setdefault(body, []).append(item)
    begin = first or schedule.status_date
    return Agenda(
        first=begin,
        last=last,
        bodies=tuple(
            BodyAgenda(body, tuple(_meetings(schedule, asked[body], begin, last)))
            for body in sorted(asked, key=lambda body: body_order(schedule, body))
        ),
        adoptions=tuple(_adoptions(schedule, decisions, asked.keys())),
    )


def body_order(schedule: Schedule, body: str) -> tuple[str, str]:
    """Bodies go by their titles."""
    return (schedule.plan.bodies[body].title or body).casefold(), body


def _meetings(schedule: Schedule, items: list[Scheduled], first: date, last: date | None) -> Iterator[AgendaMeeting]:
    """The meetings within a period; an unknown day is later than any."""
    by_day: dict[date, list[MeetingItem]] = {}
    for item in items:
        by_day.setdefault(item.early_finish or date.max, []).append(_meeting_item(schedule, item))
    for day in sorted(by_day):
        if first <= day <= (last or date.max):
            yield AgendaMeeting(None if day == date.max else day, tuple(by_day[day]))


def _meeting_item(schedule: Schedule, item: Scheduled) -> MeetingItem:
    hearing = item.hearing
    is_ready = not item.done and BEFORE < item.ready < BEYOND
    after_hand_in = hearing.hand_in.toordinal() + 1 if hearing else None
    between = item.activity.calendar.between
    last = item.late_finish
    return MeetingItem(
        item=item,
        state=deliverable_state(schedule, item),
        assumed=hearing.assumed if hearing else False,
        ready=day_of(item.ready - 1) if is_ready else None,
        ready_float=between(item.ready, after_hand_in) if is_ready and after_hand_in else None,
        hand_in=hearing.hand_in if hearing else None,
        last_meeting=last,
        last_hand_in=_hand_in_for(item, last) if last else None,
        last_assumed=_is_assumed(item, last),
        room=_meetings_between(item, item.early_finish, last) if last else None,
        next_meeting=hearing.next_meeting if hearing else None,
        cost_of_missing_days=hearing.cost_of_missing_days if hearing else None,
    )


def _hand_in_for(item: Scheduled, meeting: date) -> date | None:
    """The last day on which papers for a meeting go in."""
    readiness = item.activity.kind.latest(meeting.toordinal() + 1)
    return day_of(readiness - 1) if BEFORE < readiness < BEYOND else None


def _is_assumed(item: Scheduled, day: date | None) -> bool:
    meetings = item.activity.meetings
    return meetings is not None and day is not None and meetings.is_assumed(day.toordinal())


def _meetings_between(item: Scheduled, planned: date | None, last: date) -> int | None:
    """How many meetings later the second day is."""
    if item.activity.meetings is None or planned is None:
        return None
    days = item.activity.meetings.days
    return bisect_right(days, last.toordinal()) - bisect_right(days, planned.toordinal())


def _adoptions(schedule: Schedule, decisions: list[Scheduled], asked: Iterable[str]) -> Iterator[Adoption]:
    """The decisions in which any of the bodies takes part."""
    chosen = frozenset(asked)
    for whole in decisions:
        if whole.activity.whole is not None:
            continue
        shares = _shares(schedule, whole)
        votes = [_vote(schedule, share) for share in shares if share.activity.body in chosen]
        rule = whole.activity.deliverable.rule
        needed = rule[0] if rule else len(shares)
        if votes:
            ordered = tuple(sorted(votes, key=lambda vote: body_order(schedule, vote.body)))
            yield Adoption(whole, needed, len(shares), ordered, tuple(_slowest(schedule, whole, shares, needed)))


def _shares(schedule: Schedule, whole: Scheduled) -> list[Scheduled]:
    """The shares of a group's decision, or the decision of one body itself."""
    number = schedule.network.index[whole.id]
    members = schedule.network.members.get(number, (number,))
    return [schedule.items[schedule.network.activities[member].id] for member in members]


def _vote(schedule: Schedule, share: Scheduled) -> Vote:
    return Vote(
        body=share.activity.body or "",
        day=share.early_finish,
        decided=share.done,
        assumed=share.hearing.assumed if share.hearing else False,
        state=deliverable_state(schedule, share),
    )


def _slowest(schedule: Schedule, whole: Scheduled, shares: list[Scheduled], needed: int) -> list[str]:
    """The bodies whose day is that of the decision: those with the last of the days that it needs.

    None when the day was agreed or reported as a whole, or when the bodies have nothing to decide on yet.
    """
    is_told = isinstance(whole.activity.kind, Fixed) or finished(whole.activity.deliverable) is not None
    if is_told or (whole.ready >= BEYOND and not whole.done):
        return []
    last = sorted(share.finish for share in shares)[needed - 1]
    bodies = [share.activity.body or "" for share in shares if share.finish == last]
    return sorted(bodies, key=lambda body: body_order(schedule, body))
