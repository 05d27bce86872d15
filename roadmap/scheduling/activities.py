"""From what the planner wrote to functions of time: the kind, floors and lags of each deliverable."""

from __future__ import annotations

from roadmap.plan.calendars import BEFORE, BEYOND, TermCalendar, WorkCalendar, make_term_calendar, make_work_calendar
from roadmap.plan.dependencies import LinkType
from roadmap.plan.meetings import MeetingList, last_hand_in_day, make_meeting_list
from roadmap.plan.model import CalendarDefinition, Deliverable, TermRule
from roadmap.plan.model import Kind as KindName
from roadmap.plan.plan import Plan
from roadmap.plan.tables import WORK_CALENDAR, term_rules
from roadmap.scheduling.graph import Link
from roadmap.scheduling.kinds import (
    BodyDecision,
    Done,
    ElapsedWork,
    Fixed,
    GroupDecision,
    Kind,
    Moment,
    TakenDecision,
    Term,
    Work,
)
from roadmap.scheduling.lags import DrawnBack, ElapsedLag, Shift, WorkingLag, WorkingLead, chain
from roadmap.scheduling.progress import finished, remaining, started


class Interpreter:
    """Reads deliverables as functions of time on one status date; calendars and meeting lists are made once."""

    def __init__(self, plan: Plan, status: int) -> None:
        """Take the plan and the status date as an instant."""
        self.plan = plan
        self.status = status
        self._calendars: dict[str, WorkCalendar] = {}
        self._meetings: dict[str, MeetingList] = {}
        self._shifts: dict[tuple[str, bool, str], Shift | None] = {}
        self._term_calendar: TermCalendar | None = None

    def calendar(self, name: str) -> WorkCalendar:
        """A working calendar by its name."""
        if name not in self._calendars:
            definition = self.plan.calendars.get(name) or CalendarDefinition(holidays=WORK_CALENDAR)
            self._calendars[name] = make_work_calendar(name, definition, self.plan.settings)
        return self._calendars[name]

    def meeting_list(self, body: str) -> MeetingList:
        """The meetings of a body."""
        if body not in self._meetings:
            calendar = self.calendar(self.plan.header.calendar)
            self._meetings[body] = make_meeting_list(self.plan.bodies[body], self.plan.recesses, calendar)
        return self._meetings[body]

    def floors(
        self, deliverable: Deliverable, kind: KindName, *, has_predecessors: bool
    ) -> tuple[tuple[str, int], ...]:
        """The bounds that no predecessor gives: not-before; the status date for work and for what has nothing else."""
        # The end of a day is the first instant at which a decision or a finish milestone can lie on that day.
        later = 1 if kind == "decision" or deliverable.milestone == "finish" else 0
        floors: list[tuple[str, int]] = []
        # Work that has started waits for its start no more.
        if deliverable.not_before is not None and not (kind == "work" and started(deliverable)):
            floors.append(("not-before", deliverable.not_before.toordinal() + later))
        if kind == "work" or not (floors or has_predecessors):
            floors.append(("status-date", self.status + later))
        return tuple(floors)

    def kind(self, deliverable: Deliverable, kind_name: KindName, calendar: WorkCalendar) -> Kind:
        """The function of time of a deliverable, progress and an agreed day included."""
        plain = self._plain_kind(deliverable, kind_name, calendar)
        done = self._done(deliverable, plain, kind_name)
        if done is not None:
            return done
        if deliverable.fixed is None:
            return plain
        day = deliverable.fixed.toordinal()
        if kind_name == "milestone":
            instant = day if deliverable.milestone == "start" else day + 1
            return Fixed(instant, instant, plain)
        return Fixed(day + 1, self._ready_for(deliverable, day) + 1, plain)

    def shift(self, link: Link, kind: KindName, calendar: WorkCalendar, *, from_morning: bool) -> Shift | None:
        """What happens to an instant on its way along a link; ``from_morning`` when it is the start of a shown day."""
        # A term counts from its event's shown day, which does not count itself: from the end of that day.
        first = ElapsedLag(1) if kind == "term" and from_morning else None
        return chain(first, self._lag(link, calendar, is_work=kind == "work"))

    def _lag(self, link: Link, calendar: WorkCalendar, *, is_work: bool) -> Shift | None:
        lag = link.lag
        is_working_lead = lag is not None and lag.days < 0 and not lag.elapsed
        draws_back = is_work and link.type.bounds_finish and (link.type is LinkType.START_TO_FINISH or is_working_lead)
        if lag is None and not draws_back:
            return None
        key = (calendar.name, draws_back, str(lag))
        if key not in self._shifts:
            self._shifts[key] = chain(_plain_lag(link, calendar), DrawnBack(calendar) if draws_back else None)
        return self._shifts[key]

    def share(self, deliverable: Deliverable, body: str) -> BodyDecision | TakenDecision:
        """What one body does: decide at a meeting, or it has decided."""
        taken = deliverable.decided.get(body) or finished(deliverable)
        if taken is not None:
            return TakenDecision(taken.toordinal() + 1)
        meetings = self.meeting_list(body)
        if body in deliverable.misses:
            meetings = meetings.without(deliverable.misses[body])
        return BodyDecision(meetings, deliverable.readings, meetings.first_from(self.status, deliverable.readings))

    def _plain_kind(self, deliverable: Deliverable, kind_name: KindName, calendar: WorkCalendar) -> Kind:
        match kind_name:
            case "work":
                return self._work(deliverable, calendar)
            case "milestone":
                return Moment()
            case "term":
                return self._term(deliverable)
            case "decision":
                return self._decision(deliverable)

    def _work(self, deliverable: Deliverable, calendar: WorkCalendar) -> Work | ElapsedWork:
        """Work, or what remains of it from the status date on."""
        rest, day = remaining(deliverable, calendar, self.status), started(deliverable)
        begun = day.toordinal() if day else None
        return ElapsedWork(rest.days, begun) if rest.elapsed else Work(calendar, rest.days, begun)

    def _term(self, deliverable: Deliverable) -> Term:
        rule = self._term_rule(deliverable.term or "")
        length, unit = rule.days or 0, rule.unit
        if deliverable.duration is not None:
            length, unit = deliverable.duration.days, "days"
        if rule.roll == "statutory" and self._term_calendar is None:
            self._term_calendar = make_term_calendar()
        calendar = self._term_calendar if rule.roll == "statutory" else None
        return Term(length * 7 if unit == "weeks" else length, unit == "months", calendar)

    def _term_rule(self, name: str) -> TermRule:
        own = self.plan.terms.get(name)
        if own is not None:
            return own
        shipped = term_rules()[name]
        return TermRule.model_construct(days=shipped.get("days"), unit=shipped["unit"], roll=shipped["roll"])

    def _decision(self, deliverable: Deliverable) -> Kind:
        decider = deliverable.decided_by or ""
        members = tuple(self.share(deliverable, body) for body in self.plan.members(decider))
        if not self.plan.is_group(decider):
            return members[0]
        return GroupDecision(members, deliverable.rule[0] if deliverable.rule else len(members))

    def _ready_for(self, deliverable: Deliverable, day: int) -> int:
        """The hand-in day for a decision that is fixed: of that meeting, or by the rule when it is off the list."""
        latest = []
        for body in self.plan.members(deliverable.decided_by or ""):
            meetings = self.meeting_list(body)
            if body in deliverable.decided:
                latest.append(BEYOND)
            elif day in meetings.days:
                latest.append(meetings.latest_readiness(day + 1, deliverable.readings) - 1)
            else:
                calendar = self.calendar(self.plan.header.calendar)
                latest.append(last_hand_in_day(day, self.plan.bodies[body].hand_in, calendar))
        needed = deliverable.rule[0] if deliverable.rule else len(latest)
        return sorted(latest, reverse=True)[needed - 1]

    def _done(self, deliverable: Deliverable, plain: Kind, kind_name: KindName) -> Done | None:
        """The actual instants of what is reported finished."""
        day = finished(deliverable)
        if day is not None:
            end = day.toordinal() + (0 if deliverable.milestone == "start" else 1)
            return Done(_begun(deliverable, plain, end) if kind_name in {"work", "term"} else end, end)
        if kind_name != "decision" or not deliverable.decided:
            return None
        shares = plain.members if isinstance(plain, GroupDecision) else (plain,)
        taken = sorted(share.taken for share in shares if isinstance(share, TakenDecision))
        needed = plain.needed if isinstance(plain, GroupDecision) else 1
        return Done(taken[needed - 1], taken[needed - 1]) if len(taken) >= needed else None


def _begun(deliverable: Deliverable, plain: Kind, end: int) -> int:
    """The start of what is finished: as reported, else its duration back, of which at least the last day is known."""
    day = started(deliverable)
    if day is not None:
        return day.toordinal()
    begun = plain.latest(end)
    return begun if begun > BEFORE else end - 1


def _plain_lag(link: Link, calendar: WorkCalendar) -> Shift | None:
    lag = link.lag
    if lag is None:
        return None
    if lag.elapsed:
        return ElapsedLag(lag.days)
    return WorkingLag(calendar, lag.days) if lag.days > 0 else WorkingLead(calendar, -lag.days)
