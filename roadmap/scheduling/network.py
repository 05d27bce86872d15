"""The activity-on-node network: every deliverable as a function of time, flattened for the passes.

Activities stand in topological order. Each has three events, numbered ``3 * i`` (all is ready), ``3 * i + 1`` (start)
and ``3 * i + 2`` (finish); a link bounds a start or a finish by the value of one event.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from roadmap.findings import Finding
from roadmap.plan.calendars import TermCalendar, WorkCalendar, make_term_calendar, make_work_calendar
from roadmap.plan.dependencies import LinkType
from roadmap.plan.meetings import MeetingList, last_hand_in_day, make_meeting_list
from roadmap.plan.model import CalendarDefinition, Deliverable, TermRule
from roadmap.plan.model import Kind as KindName
from roadmap.plan.plan import Plan
from roadmap.plan.tables import WORK_CALENDAR, term_rules
from roadmap.scheduling.graph import Link, cycle_findings, dependency_graph, expand_links, topological_order, whole
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

READY, START, FINISH = 0, 1, 2
EVENTS = 3


@dataclass(frozen=True, slots=True)
class Bound:
    """A link as the passes see it: the event that it reads, and what happens on the way."""

    event: int
    shift: Shift | None
    link: Link


@dataclass(frozen=True, slots=True)
class Activity:
    """One deliverable (or the share of one body in a decision) with all that its dates depend on."""

    id: str
    deliverable: Deliverable
    kind_name: KindName
    kind: Kind
    calendar: WorkCalendar
    floors: tuple[tuple[str, int], ...]
    start_bounds: tuple[Bound, ...]
    finish_bounds: tuple[Bound, ...]
    body: str | None = None
    whole: int | None = None
    meetings: MeetingList | None = None

    @property
    def deliverable_id(self) -> str:
        """The deliverable's own id, without the body of a share."""
        return whole(self.id)

    @property
    def is_start_milestone(self) -> bool:
        """Whether it lies at the beginning of its shown day."""
        return self.deliverable.milestone == "start"


@dataclass(frozen=True, slots=True)
class Network:
    """All activities in topological order, and the flat lists that the passes run over."""

    plan: Plan
    status: int
    activities: tuple[Activity, ...]
    index: dict[str, int]
    members: dict[int, tuple[int, ...]]
    floors: list[int]
    start_bounds: list[list[tuple[int, Shift | None]]]
    finish_bounds: list[list[tuple[int, Shift | None]]]


class CycleError(Exception):
    """Deliverables wait for each other; carries a finding for each cycle."""

    def __init__(self, findings: list[Finding]) -> None:
        """Keep the findings."""
        super().__init__("cyclic dependency")
        self.findings = findings


def find_cycles(plan: Plan) -> list[Finding]:
    """The findings for deliverables that wait for each other, also in a plan with other faults."""
    graph = dependency_graph(plan, expand_links(plan))
    return [] if topological_order(graph) is not None else cycle_findings(plan, graph)


def build_network(plan: Plan, status_date: date) -> Network:
    """The network of a sound plan; raise CycleError when there is no order in it."""
    links = expand_links(plan)
    graph = dependency_graph(plan, links)
    order = topological_order(graph)
    if order is None:
        raise CycleError(cycle_findings(plan, graph))
    builder = _Builder(plan, status_date.toordinal(), links)
    for name in order:
        builder.add(name)
    return builder.network()


class _Builder:
    """Makes activities one by one, in topological order, sharing calendars and meeting lists."""

    def __init__(self, plan: Plan, status: int, links: list[Link]) -> None:
        self.plan = plan
        self.status = status
        self.activities: list[Activity] = []
        self.index: dict[str, int] = {}
        self.members: dict[int, tuple[int, ...]] = {}
        self.calendars: dict[str, WorkCalendar] = {}
        self.meetings: dict[str, MeetingList] = {}
        self.shifts: dict[tuple[str, bool, str], Shift | None] = {}
        self.term_calendar: TermCalendar | None = None
        self.links_to: dict[str, list[Link]] = {name: [] for name in plan.deliverables}
        for link in links:
            self.links_to[link.successor].append(link)

    def network(self) -> Network:
        """Everything that was added, flattened."""
        return Network(
            self.plan,
            self.status,
            tuple(self.activities),
            self.index,
            self.members,
            [max((instant for _, instant in activity.floors), default=0) for activity in self.activities],
            [[(bound.event, bound.shift) for bound in activity.start_bounds] for activity in self.activities],
            [[(bound.event, bound.shift) for bound in activity.finish_bounds] for activity in self.activities],
        )

    def add(self, name: str) -> None:
        """A deliverable, and for a decision of a group the share of each body."""
        deliverable = self.plan.deliverables[name]
        kind_name = deliverable.kind
        calendar = self._calendar(deliverable.calendar or self.plan.header.calendar)
        starts: list[Bound] = []
        finishes: list[Bound] = []
        for link in self.links_to[name]:
            into = finishes if link.type.bounds_finish else starts
            into.append(self._bound(link, deliverable, kind_name, calendar))
        kind = self._kind(name, deliverable, kind_name, calendar)
        floors = self._floors(deliverable, kind_name)
        number = len(self.activities)
        body = deliverable.decided_by if kind_name == "decision" and name not in self.plan.groups else None
        single = body if body in self.plan.bodies else None
        meetings = self._meetings(single) if single else None
        self._append(
            Activity(
                name, deliverable, kind_name, kind, calendar, floors, tuple(starts), tuple(finishes), single, None, meetings
            )
        )
        if self.plan.is_group(deliverable.decided_by):
            self.members[number] = tuple(
                self._add_member(name, deliverable, member, number, calendar)
                for member in self.plan.members(deliverable.decided_by or "")
            )

    def _append(self, activity: Activity) -> int:
        self.index[activity.id] = len(self.activities)
        self.activities.append(activity)
        return len(self.activities) - 1

    def _add_member(self, name: str, deliverable: Deliverable, body: str, whole: int, calendar: WorkCalendar) -> int:
        """The share of one body: it is ready when the whole is."""
        kind: Kind = self._share(deliverable, body)
        if isinstance(kind, TakenDecision):
            kind = Done(kind.taken, kind.taken)
        link = Link(name, f"{name}@{body}", LinkType.FINISH_TO_START, None, ("deliverables", name, 0))
        bounds = (Bound(EVENTS * whole + READY, None, link),)
        meetings = self._meetings(body)
        share = f"{name}@{body}"
        return self._append(Activity(share, deliverable, "decision", kind, calendar, (), bounds, (), body, whole, meetings))

    def _calendar(self, name: str) -> WorkCalendar:
        if name not in self.calendars:
            definition = self.plan.calendars.get(name) or CalendarDefinition(holidays=WORK_CALENDAR)
            self.calendars[name] = make_work_calendar(name, definition, self.plan.settings)
        return self.calendars[name]

    def _meetings(self, body: str) -> MeetingList:
        if body not in self.meetings:
            calendar = self._calendar(self.plan.header.calendar)
            self.meetings[body] = make_meeting_list(self.plan.bodies[body], self.plan.recesses, calendar)
        return self.meetings[body]

    def _floors(self, deliverable: Deliverable, kind: KindName) -> tuple[tuple[str, int], ...]:
        """The bounds that no predecessor gives: not-before, and the status date for work and for what has nothing else."""
        # The end of a day is the first instant at which a decision or a finish milestone can lie on that day.
        later = 1 if kind == "decision" or deliverable.milestone == "finish" else 0
        floors: list[tuple[str, int]] = []
        if deliverable.not_before is not None:
            floors.append(("not-before", deliverable.not_before.toordinal() + later))
        workstream = self.plan.workstreams.get(deliverable.workstream or "")
        has_predecessors = bool(deliverable.after) or bool(workstream and workstream.after)
        if kind == "work" or not (floors or has_predecessors):
            floors.append(("status-date", self.status + later))
        return tuple(floors)

    def _kind(self, name: str, deliverable: Deliverable, kind_name: KindName, calendar: WorkCalendar) -> Kind:
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
        duration = deliverable.duration
        if duration is None:
            raise ValueError(deliverable)
        progress = deliverable.progress
        length, begun = duration.days, None
        if progress is not None and progress.started is not None and progress.finished is None:
            begun = progress.started.toordinal()
            worked = (calendar.between(begun, self.status) or 0) if not duration.elapsed else self.status - begun
            length = max(1, length - max(worked, 0))
        if progress is not None and progress.remaining is not None:
            length = progress.remaining.days
        elif progress is not None and progress.percent is not None:
            length = max(1, -(-duration.days * (100 - progress.percent) // 100))
        return ElapsedWork(length, begun) if duration.elapsed else Work(calendar, length, begun)

    def _term(self, deliverable: Deliverable) -> Term:
        rule = self._term_rule(deliverable.term or "")
        length, unit = rule.days or 0, rule.unit
        if deliverable.duration is not None:
            length, unit = deliverable.duration.days, "days"
        if rule.roll == "statutory" and self.term_calendar is None:
            self.term_calendar = make_term_calendar()
        calendar = self.term_calendar if rule.roll == "statutory" else None
        return Term(length * 7 if unit == "weeks" else length, unit == "months", calendar)

    def _term_rule(self, name: str) -> TermRule:
        own = self.plan.terms.get(name)
        if own is not None:
            return own
        shipped = term_rules()[name]
        return TermRule.model_construct(**{key: shipped.get(key) for key in ("days", "unit", "kind", "roll")})

    def _decision(self, deliverable: Deliverable) -> Kind:
        decider = deliverable.decided_by or ""
        members = tuple(self._share(deliverable, body) for body in self.plan.members(decider))
        if not self.plan.is_group(decider):
            return members[0]
        return GroupDecision(members, deliverable.rule[0] if deliverable.rule else len(members))

    def _share(self, deliverable: Deliverable, body: str) -> BodyDecision | TakenDecision:
        """What one body does: decide at a meeting, or it has decided."""
        taken = deliverable.decided.get(body)
        if taken is not None:
            return TakenDecision(taken.toordinal() + 1)
        meetings = self._meetings(body)
        return BodyDecision(meetings, deliverable.readings, meetings.first_from(self.status, deliverable.readings))

    def _ready_for(self, deliverable: Deliverable, day: int) -> int:
        """The hand-in day for a decision that is fixed on a day: of that meeting, or by the rule when it is off the list."""
        latest = []
        for body in self.plan.members(deliverable.decided_by or ""):
            meetings = self._meetings(body)
            if day in meetings.days:
                latest.append(meetings.latest_readiness(day + 1, deliverable.readings) - 1)
            else:
                calendar = self._calendar(self.plan.header.calendar)
                latest.append(last_hand_in_day(day, self.plan.bodies[body].hand_in, calendar))
        needed = deliverable.rule[0] if deliverable.rule else len(latest)
        return sorted(latest, reverse=True)[needed - 1]

    def _done(self, deliverable: Deliverable, plain: Kind, kind_name: KindName) -> Done | None:
        """The actual instants of what is reported finished."""
        finished = deliverable.progress.finished if deliverable.progress else None
        if finished is not None:
            end = finished.toordinal() + (0 if deliverable.milestone == "start" else 1)
            started = deliverable.progress.started if deliverable.progress else None
            begun = plain.latest(end) if kind_name == "work" else end
            return Done(started.toordinal() if started else begun, end)
        if kind_name != "decision" or not deliverable.decided:
            return None
        shares = plain.members if isinstance(plain, GroupDecision) else (plain,)
        taken = sorted(share.taken for share in shares if isinstance(share, TakenDecision))
        needed = plain.needed if isinstance(plain, GroupDecision) else 1
        return Done(taken[needed - 1], taken[needed - 1]) if len(taken) >= needed else None

    def _bound(self, link: Link, deliverable: Deliverable, kind: KindName, calendar: WorkCalendar) -> Bound:
        """The event that a link reads, and what happens to it on the way to the successor."""
        number = self.index[link.predecessor]
        event = EVENTS * number + (START if link.type.reads_start else FINISH)
        shift = None
        if kind == "term" and self.activities[number].is_start_milestone:
            # A term counts from its event's shown day, which for a start milestone ends a day later.
            shift = ElapsedLag(1)
        return Bound(event, chain(shift, self._lag(link, calendar, is_work=kind == "work")), link)

    def _lag(self, link: Link, calendar: WorkCalendar, *, is_work: bool) -> Shift | None:
        lag = link.lag
        is_working_lead = lag is not None and lag.days < 0 and not lag.elapsed
        draws_back = is_work and link.type.bounds_finish and (link.type is LinkType.START_TO_FINISH or is_working_lead)
        if lag is None and not draws_back:
            return None
        key = (calendar.name, draws_back, str(lag))
        if key not in self.shifts:
            self.shifts[key] = chain(_plain_lag(link, calendar), DrawnBack(calendar) if draws_back else None)
        return self.shifts[key]


def _plain_lag(link: Link, calendar: WorkCalendar) -> Shift | None:
    lag = link.lag
    if lag is None:
        return None
    if lag.elapsed:
        return ElapsedLag(lag.days)
    return WorkingLag(calendar, lag.days) if lag.days > 0 else WorkingLead(calendar, -lag.days)
