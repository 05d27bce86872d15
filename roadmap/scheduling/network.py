"""The activity-on-node network: every deliverable as a function of time, flattened for the passes.

Activities stand in topological order. Each has three events, numbered ``3 * i`` (all is ready), ``3 * i + 1`` (start)
and ``3 * i + 2`` (finish); a link bounds a start or a finish by the value of one event.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from roadmap.findings import Finding
from roadmap.plan.calendars import BEFORE, WorkCalendar
from roadmap.plan.dependencies import LinkType
from roadmap.plan.meetings import MeetingList
from roadmap.plan.model import Deliverable
from roadmap.plan.model import Kind as KindName
from roadmap.plan.plan import Plan
from roadmap.plan.references import MAX_LINKS, count_links
from roadmap.scheduling.activities import Interpreter
from roadmap.scheduling.graph import Link, cycle_findings, dependency_graph, expand_links, topological_order, whole
from roadmap.scheduling.kinds import Done, Kind, TakenDecision
from roadmap.scheduling.lags import Shift

READY, START, FINISH = 0, 1, 2
EVENTS = 3


class Bound(NamedTuple):
    """A link as the passes see it: the event that it reads, and what happens on the way, with its wait and without."""

    event: int
    shift: Shift | None
    link: Link
    unlagged: Shift | None = None

    @property
    def has_lag(self) -> bool:
        """Whether the link asks for a wait."""
        return self.link.lag is not None and self.link.lag.days > 0


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
    def bounds(self) -> tuple[Bound, ...]:
        """Every link that bounds it, at its start or its finish."""
        return (*self.start_bounds, *self.finish_bounds)

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
    if count_links(plan) > MAX_LINKS:
        return []
    links = expand_links(plan)
    graph = dependency_graph(plan, links)
    return [] if topological_order(graph) is not None else cycle_findings(plan, graph, links)


def build_network(plan: Plan, status_date: date) -> Network:
    """The network of a sound plan; raise CycleError when there is no order in it."""
    links = expand_links(plan)
    graph = dependency_graph(plan, links)
    order = topological_order(graph)
    if order is None:
        raise CycleError(cycle_findings(plan, graph, links))
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
        self.interpreter = Interpreter(plan, status)
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
            [max((instant for _, instant in activity.floors), default=BEFORE) for activity in self.activities],
            [[(bound.event, bound.shift) for bound in activity.start_bounds] for activity in self.activities],
            [[(bound.event, bound.shift) for bound in activity.finish_bounds] for activity in self.activities],
        )

    def add(self, name: str) -> None:
        """A deliverable, and for a decision of a group the share of each body."""
        plan, interpreter = self.plan, self.interpreter
        deliverable = plan.deliverables[name]
        kind = deliverable.kind
        calendar = interpreter.calendar(deliverable.calendar or plan.header.calendar)
        starts: list[Bound] = []
        finishes: list[Bound] = []
        for link in self.links_to[name]:
            into = finishes if link.type.bounds_finish else starts
            into.append(self._bound(link, kind, calendar))
        decider = deliverable.decided_by if kind == "decision" else None
        body = decider if decider in plan.bodies else None
        number = self._append(
            Activity(
                id=name,
                deliverable=deliverable,
                kind_name=kind,
                kind=interpreter.kind(deliverable, kind, calendar),
                calendar=calendar,
                floors=interpreter.floors(deliverable, kind, has_predecessors=bool(starts or finishes)),
                start_bounds=tuple(starts),
                finish_bounds=tuple(finishes),
                body=body,
                meetings=interpreter.meeting_list(body) if body else None,
            )
        )
        if plan.is_group(decider):
            members = plan.members(decider or "")
            self.members[number] = tuple(self._add_share(number, body, calendar) for body in members)

    def _append(self, activity: Activity) -> int:
        self.index[activity.id] = len(self.activities)
        self.activities.append(activity)
        return len(self.activities) - 1

    def _add_share(self, whole: int, body: str, calendar: WorkCalendar) -> int:
        """The share of one body: it is ready when the whole is."""
        name, deliverable = self.activities[whole].id, self.activities[whole].deliverable
        kind = self.interpreter.share(deliverable, body)
        share = f"{name}@{body}"
        link = Link(name, share, LinkType.FINISH_TO_START, None, ("deliverables", name, 0))
        return self._append(
            Activity(
                id=share,
                deliverable=deliverable,
                kind_name="decision",
                kind=Done(kind.taken, kind.taken) if isinstance(kind, TakenDecision) else kind,
                calendar=calendar,
                floors=(),
                start_bounds=(Bound(EVENTS * whole + READY, None, link),),
                finish_bounds=(),
                body=body,
                whole=whole,
                meetings=self.interpreter.meeting_list(body),
            )
        )

    def _bound(self, link: Link, kind: KindName, calendar: WorkCalendar) -> Bound:
        """The event that a link reads, and what happens to it on the way to the successor."""
        number = self.index[link.predecessor]
        event = EVENTS * number + (START if link.type.reads_start else FINISH)
        before = self.activities[number]
        begins = link.type is LinkType.START_TO_START and before.kind_name in {"work", "term"}
        from_morning = begins or before.is_start_milestone
        shift = self.interpreter.shift(link, kind, calendar, from_morning=from_morning)
        if link.lag is None:
            return Bound(event, shift, link, shift)
        unlagged = self.interpreter.shift(link._replace(lag=None), kind, calendar, from_morning=from_morning)
        return Bound(event, shift, link, unlagged if link.lag.days > 0 else shift)
