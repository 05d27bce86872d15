"""The records of a plan as the planner writes them; every one is frozen once read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from roadmap.plan.durations import Duration
from roadmap.plan.fields import (
    Colour,
    DayOff,
    FormatVersion,
    HandIn,
    Id,
    Language,
    Many,
    ManyRecords,
    MilestoneKind,
    Occurrence,
    Percent,
    Positive,
    Quorum,
    Recess,
    Remaining,
    Roll,
    TargetKind,
    TermKind,
    TrueOrFalse,
    Unit,
    Url,
    Waivers,
    WebAddress,
    Weekday,
    WrittenDate,
    WrittenDays,
    WrittenDependency,
    WrittenDuration,
    WrittenPeriod,
    WrittenText,
)

Kind = Literal["work", "milestone", "decision", "term"]
KIND_KEYS: dict[str, Kind] = {
    "duration": "work",
    "milestone": "milestone",
    "decided_by": "decision",
    "term": "term",
}
SAYS_KIND = (*KIND_KEYS, "procedure")
"""The keys that say what sort of deliverable it is; a procedure does so step by step."""


class Record(BaseModel):
    """What all records share: unknown keys are refused, nothing changes after reading."""

    # Built when first used: the schema of a whole file is needed by one command only.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _date_as_extra(value: object) -> object:
    return {"on": value} if isinstance(value, str) else value


class Estimate(Record):
    """A range for the duration, for the risk analysis."""

    low: WrittenDuration = Field(description="Shortest likely duration.")
    high: WrittenDuration = Field(description="Longest likely duration.")


class Progress(Record):
    """How far it is on the status date."""

    started: WrittenDate | None = Field(None, description="First day worked.")
    finished: WrittenDate | None = Field(None, description="Last day worked, or the day on which it was reached.")
    remaining: Remaining | None = Field(None, description="Duration that remains from the status date on.")
    percent: Percent | None = Field(None, description="Part that is done, 0 to 100.")


class ProcedureStep(Record):
    """What a procedure says of one of its steps."""

    title: WrittenText | None = Field(None, description="Title; the id serves when it is left out.")
    duration: WrittenDuration | None = Field(
        None, description="Duration of work (or of a term without a legal number)."
    )
    milestone: MilestoneKind | None = Field(None, description="finish (or true): end of its day; start: its beginning.")
    decided_by: Id | None = Field(None, description="Body or group that decides, in a meeting.")
    term: Id | None = Field(None, description="Rule of a statutory or contractual term.")
    rule: Quorum = Field(None, description="How many of a group must agree: all, or '8 of 14'.")
    readings: Positive = Field(1, description="Taken at which meeting, counted from the first it is in time for.")
    estimate: Estimate | None = Field(None, description="Range of the duration.")
    calendar: Id | None = Field(None, description="Working calendar, other than the plan's.")
    owner: WrittenText | None = Field(None, description="A role, not a person's name.")
    agreed_with: Many[WrittenText] = Field((), description="Who agrees, for information; no gate.")
    after: ManyRecords[WrittenDependency] = Field(
        (), description="Predecessors: ID, optionally FS SS FF SF and +lag or -lead."
    )
    note: WrittenText | None = Field(None, description="Note for the reader.")
    url: Url | None = Field(None, description="Link for the reader: http, https or mailto.")


class Step(ProcedureStep):
    """What a deliverable says of a step of its own: in place of what its procedure says, or besides."""

    code: WrittenText | None = Field(
        None, description="Free short label, shown and exported; deliverables are shown in its order."
    )
    not_before: WrittenDate | None = Field(None, description="Not before this day.")
    fixed: WrittenDate | None = Field(None, description="Day agreed by a board; decisions and milestones only.")
    due: WrittenPeriod | None = Field(None, description="Quarter, month or date: no later than its last day.")
    at_least: WrittenDuration | None = Field(None, description="Elapsed days that must lie between this and `before`.")
    before: Id | None = Field(None, description="Deliverable from which `at_least` counts back.")
    covers: Many[Id] = Field((), description="Requirements that it covers.")
    decided: dict[Id, WrittenDate] = Field({}, description="Decisions already taken, per body.")
    misses: dict[Id, Many[WrittenDate]] = Field({}, description="Meetings at which it is not taken, per body.")
    progress: Progress | None = Field(None, description="How far it is.")
    was: Many[Id] = Field((), description="Former ids: keep its history.")
    waive: Waivers = Field({}, description="Findings about it that are left as they are: the code, and why.")


class Deliverable(Step):
    """One result: work, a milestone, a decision by a body, a statutory term, or what a procedure leads to."""

    workstream: Id | None = Field(None, description="Workstream it belongs to, when it stands outside one.")
    procedure: Id | None = Field(None, description="Procedure that leads to it, instead of a kind of its own.")
    steps: dict[Id, Step] = Field({}, description="What is otherwise in the steps of its procedure, by step.")

    @property
    def kind(self) -> Kind:
        """What sort of deliverable it is; a term may have a duration besides."""
        if self.term is not None:
            return "term"
        if self.decided_by is not None:
            return "decision"
        return "milestone" if self.milestone is not None else "work"


class Workstream(Record):
    """A line of the programme with its deliverables."""

    code: WrittenText | None = Field(None, description="Free short label; workstreams are shown in its order.")
    title: WrittenText | None = Field(None, description="Title; the id serves when it is left out.")
    goal: WrittenText | None = Field(None, description="What it is for.")
    result: WrittenText | None = Field(None, description="What there is in the end.")
    adopted_by: Many[Id] = Field((), description="Bodies or groups that adopt the result.")
    informs: Many[Id] = Field((), description="Bodies or groups that are informed.")
    after: ManyRecords[WrittenDependency] = Field((), description="Predecessors of every deliverable in it.")
    note: WrittenText | None = Field(None, description="Note for the reader.")
    was: Many[Id] = Field((), description="Former ids: keep its history.")
    waive: Waivers = Field({}, description="Findings about it that are left as they are: the code, and why.")
    deliverables: dict[Id, Deliverable] = Field({}, description="Deliverables by id.")


class MeetingRule(Record):
    """A regular pattern of meetings."""

    every: Many[Occurrence] = Field(description="A weekday, or which one of the month: tuesday, 4th tuesday.")


class ExtraMeeting(Record):
    """A meeting outside the pattern; a recess does not remove it."""

    on: WrittenDate = Field(description="Day of the meeting.")
    hand_in: WrittenDate | None = Field(None, description="Its own hand-in day.")


WrittenExtra = Annotated[
    ExtraMeeting, BeforeValidator(_date_as_extra, json_schema_input_type=ExtraMeeting | WrittenDate)
]


class Body(Record):
    """Who decides: a council, an executive, a board; it decides on its meeting days only."""

    title: WrittenText | None = Field(None, description="Title; the id serves when it is left out.")
    hand_in: HandIn = Field(Duration(0, elapsed=True), description="How long before a meeting papers are handed in.")
    meetings: Many[WrittenDate] = Field((), description="Confirmed meeting days.")
    meets: MeetingRule | None = Field(None, description="Regular pattern, going on after the last confirmed day.")
    recess: Many[Recess] = Field((), description="Recesses by name, or ranges of days.")
    extra: ManyRecords[WrittenExtra] = Field((), description="Extra meetings.")
    municipality: Many[WrittenText] = Field((), description="Municipalities it decides for, for calendars of each.")
    note: WrittenText | None = Field(None, description="Note for the reader.")
    waive: Waivers = Field({}, description="Findings about it that are left as they are: the code, and why.")


class CalendarDefinition(Record):
    """A working calendar of the plan's own."""

    week: Many[Weekday] = Field(("mon", "tue", "wed", "thu", "fri"), description="Days of the week that are worked.")
    holidays: Id = Field("cao-gemeenten", description="Shipped table of days off, or none.")
    closed: Many[WrittenDays] = Field((), description="Further days off.")
    open: Many[WrittenDays] = Field((), description="Days worked all the same.")


class Requirement(Record):
    """Something the plan must cover."""

    title: WrittenText | None = Field(None, description="Title.")
    set: WrittenText | None = Field(None, description="Set it belongs to.")
    waive: Waivers = Field({}, description="Findings about it that are left as they are: the code, and why.")


class Target(Record):
    """A date that counts, on one milestone."""

    title: WrittenText | None = Field(None, description="Title.")
    per: WrittenDate | None = Field(None, description="Beginning of this day; takes a start milestone.")
    by: WrittenPeriod | None = Field(None, description="End of this day, month or quarter; takes any other kind.")
    milestone: Id = Field(description="Deliverable that must be there.")
    kind: TargetKind = Field("aim", description="fatal or aim.")
    waive: Waivers = Field({}, description="Findings about it that are left as they are: the code, and why.")


class TermRule(Record):
    """How a term counts."""

    title: WrittenText | None = Field(None, description="Title.")
    days: Positive | None = Field(None, description="Length in units; left out where the plan must give it.")
    unit: Unit = Field("days", description="days, weeks or months.")
    kind: TermKind = Field("min", description="min: at least; exact.")
    roll: Roll = Field("none", description="statutory: its end rolls off days on which it cannot end.")
    article: WrittenText | None = Field(None, description="Article of the law or clause of the contract.")
    source: WrittenText | None = Field(None, description="Where it was read.")
    checked: WrittenDate | None = Field(None, description="When it was checked.")


class Procedure(Record):
    """Steps that deliverables go through."""

    title: WrittenText | None = Field(None, description="Title.")
    note: WrittenText | None = Field(None, description="Note for the reader.")
    based_on: Id | None = Field(None, description="Shipped procedure of which it keeps what it does not say itself.")
    result: Id | None = Field(None, description="Step that is the deliverable itself; else the one nothing follows.")
    steps: dict[Id, ProcedureStep] = Field({}, description="Steps by id; `after` names steps.")


class Settings(Record):
    """Limits of the plan."""

    near_critical: WrittenDuration = Field(Duration(10), description="Float above the target's margin that is near.")
    at_risk: WrittenDuration = Field(Duration(10), description="Float to a fatal target below which it is at risk.")
    due_margin: WrittenDuration = Field(Duration(5), description="Margin to the due date below which it is at risk.")
    starting_within: WrittenDuration = Field(Duration(20), description="How near a start must be for that.")
    slip: WrittenDuration = Field(Duration(10), description="Slip above which it is at risk.")
    long_duration: WrittenDuration = Field(Duration(60), description="Duration of work above which it is long.")
    long_lag: WrittenDuration = Field(Duration(20), description="Lag on a link above which it is long.")
    hand_in_margin: WrittenDuration = Field(
        Duration(10), description="Working days before its hand-in day up to which a decision is tight."
    )
    missed_meeting: WrittenDuration = Field(
        Duration(10), description="Working days that a missed meeting may cost before a tight decision is reported."
    )
    fixed_share: Percent = Field(20, description="Share of milestones and decisions, in percent, that may be fixed.")
    good_friday: DayOff = Field("workday", description="Whether Good Friday is worked.")
    liberation_day_before_2024: DayOff = Field("workday", description="Whether 5 May was worked before 2024.")


class Publishing(Record):
    """How calendars are handed out."""

    address: WebAddress | None = Field(None, description="Where the published folder can be fetched, as https://.")
    phases: TrueOrFalse = Field(default=False, description="Also a calendar of work from its first to its last day.")


class Colours(Record):
    """Colours of the house, for pictures; what cannot be read on the page or told apart is not drawn."""

    band: Colour | None = Field(None, description="Bands of the workstreams, behind their titles.")
    heading: Colour | None = Field(None, description="Titles of the plan and of workstreams.")
    work: Colour | None = Field(None, description="What goes as planned: outline, with a tint of it inside.")
    critical: Colour | None = Field(None, description="What is critical, also its text.")
    near_critical: Colour | None = Field(None, description="What is nearly critical.")
    late: Colour | None = Field(None, description="What is late.")
    done: Colour | None = Field(None, description="What is done.")
    fatal: Colour | None = Field(None, description="Line of a fatal target.")
    aim: Colour | None = Field(None, description="Line of a target that is an aim.")
    status: Colour | None = Field(None, description="Line of the status date.")


class Header(Record):
    """What stands once, in the plan's main file."""

    roadmap: FormatVersion = Field("1", description="Version of this format.")
    id: Id | None = Field(None, description="Id of the plan; the folder's name serves when it is left out.")
    title: WrittenText | None = Field(None, description="Title.")
    label: WrittenText | None = Field(None, description="Standing of the plan, shown on everything it makes.")
    language: Language = Field("nl", description="Language of what it makes.")
    status_date: WrittenDate | None = Field(None, description="Day from which what remains counts.")
    revised: WrittenDate | None = Field(None, description="Day of the last revision, for stamps in calendars.")
    calendar: Id = Field("cao-gemeenten", description="Default working calendar.")
    board: Many[Id] = Field((), description="Deliverables on the picture for a board, instead of those chosen by rule.")
    include: Many[WrittenText] = Field((), description="Further files within the plan's folder.")
    settings: Settings = Field(default_factory=Settings, description="Limits.")
    publish: Publishing = Field(default_factory=Publishing, description="What is published, and where.")
    colours: Colours = Field(default_factory=Colours, description="Colours of the house, for pictures.")
    waive: Waivers = Field({}, description="Findings about the plan as a whole that are left as they are, and why.")


class PlanFile(Header):
    """A whole plan in one file; included files hold the sections only."""

    requirements: dict[Id, Requirement] = Field({}, description="What the plan must cover.")
    targets: dict[Id, Target] = Field({}, description="Dates that count.")
    calendars: dict[Id, CalendarDefinition] = Field({}, description="Working calendars of the plan's own.")
    recesses: dict[Id, WrittenDays] = Field({}, description="Recesses by name.")
    bodies: dict[Id, Body] = Field({}, description="Who decides.")
    groups: dict[Id, Many[Id]] = Field({}, description="Bodies that decide together.")
    terms: dict[Id, TermRule] = Field({}, description="Rules for terms of the plan's own.")
    procedures: dict[Id, Procedure] = Field({}, description="Procedures of the plan's own.")
    workstreams: dict[Id, Workstream] = Field({}, description="Lines of the programme.")
    deliverables: dict[Id, Deliverable] = Field({}, description="Deliverables outside a workstream, or naming one.")
