"""Calendars, meeting lists and kinds as hypothesis draws them: short and dense, so that every border is met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from hypothesis import strategies as st

from roadmap.plan.calendars import TermCalendar, WorkCalendar, make_work_calendar
from roadmap.plan.meetings import MeetingList, make_meeting_list
from roadmap.plan.model import Body, CalendarDefinition, Settings
from roadmap.scheduling.kinds import (
    BodyDecision,
    ElapsedWork,
    Fixed,
    GroupDecision,
    Kind,
    Moment,
    TakenDecision,
    Term,
    Work,
)
from roadmap.scheduling.lags import Chained, DrawnBack, ElapsedLag, Shift, WorkingLag, WorkingLead

FIRST = date(2024, 1, 1).toordinal()
SPAN = 120
WEEK = make_work_calendar("week", CalendarDefinition(holidays="none"), Settings())

instants = st.integers(FIRST, FIRST + SPAN)
nearby = st.integers(-12, 12)


def meetings(hand_in: dict[int, int]) -> MeetingList:
    """Meetings by day, each with its own hand-in day."""
    extra = [
        {"on": date.fromordinal(day).isoformat(), "hand_in": date.fromordinal(ready).isoformat()}
        for day, ready in hand_in.items()
    ]
    return make_meeting_list(Body.model_validate({"extra": extra}), {}, WEEK)


@st.composite
def work_calendars(draw: st.DrawFn, *, margin: int = 0) -> WorkCalendar:
    """A stretch of days of which any may be worked, at least one; and worked days all around it."""
    flags = draw(st.lists(st.booleans(), min_size=SPAN, max_size=SPAN))
    flags[draw(st.integers(0, SPAN - 1))] = True
    flags = [True] * margin + flags + [True] * margin
    first = FIRST - margin
    days = [first + offset for offset, flag in enumerate(flags) if flag]
    return WorkCalendar("drawn", first, first + len(flags), days, list(accumulate(flags, initial=0)))


@st.composite
def term_calendars(draw: st.DrawFn) -> TermCalendar:
    """Weekends and any other days on which a term cannot end."""
    blocked = draw(st.frozensets(instants, max_size=30))
    return TermCalendar(FIRST, FIRST + SPAN, blocked, (FIRST, FIRST + SPAN))


@st.composite
def meeting_lists(draw: st.DrawFn, *, least: int = 0) -> MeetingList:
    """Any days, each with a hand-in day on it or before, not always in the same order."""
    days = draw(st.lists(instants, min_size=least, max_size=8, unique=True))
    return meetings({day: day - draw(st.integers(0, 40)) for day in days})


@st.composite
def body_decisions(draw: st.DrawFn) -> BodyDecision:
    """By one body, in one reading or more; no meeting is past."""
    return BodyDecision(draw(meeting_lists()), draw(st.integers(1, 3)), 0)


@st.composite
def group_decisions(draw: st.DrawFn) -> GroupDecision:
    """By all of a group or some; nobody has decided yet."""
    members = draw(st.lists(body_decisions(), min_size=1, max_size=4))
    return GroupDecision(tuple(members), draw(st.integers(1, len(members))))


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """In days or months, rolling or not."""
    calendar = draw(st.none() | term_calendars())
    in_months = draw(st.booleans())
    return Term(draw(st.integers(1, 3 if in_months else 30)), in_months, calendar)


def plain_kinds() -> st.SearchStrategy[Kind]:
    """Every kind that follows its readiness."""
    lengths = st.integers(1, 20)
    return st.one_of(
        st.builds(Work, work_calendars(), lengths),
        st.builds(Work, work_calendars(), lengths, instants),
        st.builds(ElapsedWork, lengths),
        st.just(Moment()),
        terms(),
        body_decisions(),
        group_decisions(),
    )


@dataclass(frozen=True, slots=True)
class Partly:
    """A group of which some have decided, and the end of the last day on which one did."""

    decision: GroupDecision
    taken: int


@st.composite
def partly_taken(draw: st.DrawFn) -> Partly:
    """Some of a group have decided already, too few for the whole."""
    open_members = draw(st.lists(body_decisions(), min_size=1, max_size=3))
    taken = draw(st.lists(st.integers(FIRST, FIRST + 30), min_size=1, max_size=3))
    members: list[BodyDecision | TakenDecision] = [*open_members, *(TakenDecision(day) for day in taken)]
    needed = draw(st.integers(len(taken) + 1, len(members)))
    return Partly(GroupDecision(tuple(members), needed), max(taken))


@st.composite
def fixed(draw: st.DrawFn) -> Fixed:
    """A milestone or decision on an agreed day, with a day by which all must be ready."""
    if draw(st.booleans()):
        instant = draw(instants)
        return Fixed(instant, instant, Moment())
    listed = draw(meeting_lists(least=1))
    readings = draw(st.integers(1, 2))
    day = draw(st.sampled_from(listed.days) | instants)
    ready = listed.latest_readiness(day + 1, readings) if day in listed.days else day - draw(st.integers(0, 30))
    return Fixed(day + 1, ready, BodyDecision(listed, readings, 0))


def shifts() -> st.SearchStrategy[Shift]:
    """Every lag and lead, drawn back or not, too short to leave the known days."""
    days = st.integers(1, 15)
    calendars = work_calendars(margin=80)
    plain: st.SearchStrategy[Shift] = st.one_of(
        st.builds(WorkingLag, calendars, days),
        st.builds(WorkingLead, calendars, days),
        st.builds(ElapsedLag, st.integers(-15, 15)),
        st.builds(DrawnBack, calendars),
    )
    return plain | st.builds(Chained, plain, plain)


MONDAY = date(2024, 6, 3)
WEEKDAYS_ONLY = {"week": ["mon", "tue", "wed", "thu", "fri"], "holidays": "none"}
FORWARD = ("FS", "SS")
ANY_TYPE = ("FS", "SS", "FF", "SF")
LAGS = ("", "", "", "+1d", "+3d", "+2w", "+2ed", "+5ed", "-1d", "-3d", "-1ed", "-4ed")
WAITS = tuple(lag for lag in LAGS if not lag.startswith("-"))
PlanData = dict[str, Any]


@st.composite
def plans(
    draw: st.DrawFn,
    *,
    types: tuple[str, ...] = ANY_TYPE,
    lags: tuple[str, ...] = LAGS,
    kinds: tuple[str, ...] = ("work", "elapsed", "milestone"),
    closed: bool = True,
) -> PlanData:
    """A plan of two to eight deliverables that follow each other, ending in a milestone with a fatal target."""
    names = [f"i{number}" for number in range(draw(st.integers(2, 8)))]
    items = {
        name: {**draw(_kind(kinds)), **draw(_after(names[:number], types, lags))} for number, name in enumerate(names)
    }
    last = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    goal = MONDAY + timedelta(days=draw(st.integers(0, 150)))
    off = draw(st.lists(st.integers(0, 60), max_size=5, unique=True)) if closed else []
    return {
        "roadmap": "1",
        "id": "drawn",
        "language": "en",
        "status_date": MONDAY.isoformat(),
        "calendar": "own",
        "calendars": {
            "own": {**WEEKDAYS_ONLY, "closed": [(MONDAY + timedelta(days=day)).isoformat() for day in off]},
            "short": {"week": ["tue", "thu"], "holidays": "none"},
        },
        "bodies": {
            "weekly": {"hand_in": "3d", "meets": {"every": "tuesday"}},
            "monthly": {"hand_in": "7ed", "meets": {"every": "2nd thursday"}, "recess": ["2024-07-20..2024-09-01"]},
            "listed": {
                "meetings": ["2024-06-06", "2024-07-11", "2024-09-05", "2024-11-14", "2025-05-01", "2026-01-15"]
            },
        },
        "groups": {"both": ["weekly", "monthly"]},
        "terms": {"wait": {"days": 10, "roll": "none"}},
        "targets": {"goal": {"by": goal.isoformat(), "milestone": "end", "kind": "fatal"}},
        "deliverables": {**items, "end": {"milestone": "finish", "after": last}},
    }


@st.composite
def _kind(draw: st.DrawFn, kinds: tuple[str, ...]) -> PlanData:
    match draw(st.sampled_from(kinds)):
        case "work":
            return {"duration": f"{draw(st.integers(1, 12))}d"}
        case "elapsed":
            return {"duration": f"{draw(st.integers(1, 12))}ed"}
        case "milestone":
            return {"milestone": draw(st.sampled_from(("finish", "start")))}
        case "term":
            return {"term": draw(st.sampled_from(("standstill", "wait")))}
        case _:
            by = draw(st.sampled_from(("weekly", "monthly", "listed", "both")))
            return {"decided_by": by, "readings": draw(st.integers(1, 2))}


@st.composite
def _after(draw: st.DrawFn, names: list[str], types: tuple[str, ...], lags: tuple[str, ...]) -> PlanData:
    before = draw(st.lists(st.sampled_from(names), max_size=3)) if names else []
    after = [f"{name} {draw(st.sampled_from(types))}{draw(st.sampled_from(lags))}" for name in before]
    keys: PlanData = {"after": sorted(set(after))} if after else {}
    if draw(st.integers(0, 4)) == 0:
        keys["not_before"] = (MONDAY + timedelta(days=draw(st.integers(-10, 40)))).isoformat()
    return keys
