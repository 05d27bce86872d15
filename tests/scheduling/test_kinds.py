"""Every kind is a monotone function with its adjoint, on any calendar and any list of meetings."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given

from roadmap.plan.calendars import BEFORE, BEYOND, make_term_calendar
from roadmap.scheduling.kinds import (
    BodyDecision,
    Done,
    Fixed,
    GroupDecision,
    Kind,
    Moment,
    TakenDecision,
    Term,
    earliest,
)
from tests.scheduling.strategies import (
    FIRST,
    SPAN,
    Partly,
    fixed,
    instants,
    meetings,
    nearby,
    partly_taken,
    plain_kinds,
)

MAY, JULY, SEPTEMBER = date(2024, 5, 30).toordinal(), date(2024, 7, 4).toordinal(), date(2024, 9, 12).toordinal()
COUNCIL = meetings(
    {
        MAY: date(2024, 5, 16).toordinal(),
        JULY: date(2024, 6, 20).toordinal(),
        SEPTEMBER: date(2024, 8, 29).toordinal(),
    }
)


def evening(day: str) -> int:
    """The end of a day as an instant."""
    return date.fromisoformat(day).toordinal() + 1


@given(plain_kinds(), instants, instants)
def test_later_readiness_never_finishes_earlier(kind: Kind, one: int, other: int) -> None:
    first, last = sorted((one, other))

    assert kind.finish(first) <= kind.finish(last)


def within(instant: int) -> int:
    """An instant kept among the known days: their end when it is unknown."""
    return min(max(instant, FIRST), FIRST + SPAN)


@given(plain_kinds(), instants, nearby)
def test_finish_keeps_a_limit_exactly_when_readiness_keeps_its_adjoint(
    kind: Kind, readiness: int, distance: int
) -> None:
    limit = within(kind.finish(readiness) + distance)

    assert (kind.finish(readiness) <= limit) == (readiness <= kind.latest(limit))


@given(plain_kinds(), instants, nearby)
def test_finish_reaches_a_bound_exactly_from_the_earliest_readiness_on(
    kind: Kind, readiness: int, distance: int
) -> None:
    bound = within(kind.finish(readiness) + distance)

    assert (earliest(kind, bound) <= readiness) == (bound <= kind.finish(readiness))


@given(plain_kinds(), instants, nearby)
def test_start_keeps_a_limit_exactly_when_readiness_is_snapped_back(kind: Kind, readiness: int, distance: int) -> None:
    start, finish = kind.span(readiness)
    assume(finish < BEYOND and getattr(kind, "begun", None) is None)
    limit = within(start + distance)

    assert (start <= limit) == (readiness <= kind.snap_back(limit))


@given(plain_kinds(), instants)
def test_early_finish_is_the_finish_of_the_passes(kind: Kind, readiness: int) -> None:
    assert kind.span(readiness)[1] == kind.finish(readiness)


@given(plain_kinds(), instants)
def test_late_finish_read_back_gives_the_same_late_start(kind: Kind, limit: int) -> None:
    latest = kind.latest(limit)
    assume(BEFORE < latest < BEYOND)

    assert kind.latest(kind.finish(latest)) == latest


@given(partly_taken(), instants, instants)
def test_adjoint_of_a_partly_taken_decision_holds_for_limits_after_what_was_taken(
    partly: Partly, readiness: int, limit: int
) -> None:
    assume(limit >= partly.taken)

    assert (partly.decision.finish(readiness) <= limit) == (readiness <= partly.decision.latest(limit))


@given(fixed(), instants, instants)
def test_fixed_day_is_never_passed_and_later_readiness_never_finishes_earlier(
    agreed: Fixed, one: int, other: int
) -> None:
    first, last = sorted((one, other))

    assert agreed.finish(first) <= agreed.finish(last) <= agreed.instant


@given(fixed(), instants, instants)
def test_adjoint_of_a_fixed_day_holds_before_the_day_on_which_all_must_be_ready(
    agreed: Fixed, readiness: int, limit: int
) -> None:
    assume(readiness < agreed.ready_by)

    assert (agreed.finish(readiness) <= limit) == (readiness <= agreed.latest(limit))


@given(fixed(), instants)
def test_fixed_day_holds_whatever_is_ready_and_asks_for_readiness(agreed: Fixed, readiness: int) -> None:
    assert agreed.span(readiness) == (agreed.instant, agreed.instant)
    assert agreed.latest(BEYOND - 1) == agreed.ready_by


def test_hand_in_day_itself_counts_and_one_day_later_waits_a_meeting() -> None:
    council = BodyDecision(COUNCIL, 1, 0)

    assert council.finish(evening("2024-06-20")) == JULY + 1
    assert council.finish(evening("2024-06-21")) == SEPTEMBER + 1
    assert council.latest(evening("2024-08-30")) == evening("2024-06-20")
    assert council.finish(evening("2024-08-30")) == BEYOND
    assert council.latest(MAY) == BEFORE


def test_second_reading_is_one_meeting_later_than_the_first() -> None:
    council = BodyDecision(COUNCIL, 2, 0)

    assert council.finish(evening("2024-05-16")) == JULY + 1
    assert council.finish(evening("2024-05-17")) == SEPTEMBER + 1
    assert council.latest(JULY + 1) == evening("2024-05-16")
    assert council.latest(JULY) == BEFORE


def test_meeting_that_is_past_gives_way_to_the_first_from_the_status_date() -> None:
    council = BodyDecision(COUNCIL, 1, COUNCIL.first_from(evening("2024-06-25") - 1, 1))

    assert council.span(evening("2024-05-01")) == (JULY + 1, JULY + 1)


def test_group_decides_with_the_nth_of_its_members() -> None:
    early, late = Moment(), Fixed(JULY, JULY, Moment())
    bodies = (BodyDecision(COUNCIL, 1, 0), BodyDecision(COUNCIL, 2, 0), TakenDecision(MAY))
    ready = evening("2024-05-16")

    assert [GroupDecision(bodies, needed).finish(ready) for needed in (1, 2, 3)] == [MAY, MAY + 1, JULY + 1]
    assert GroupDecision(bodies, 3).latest(JULY + 1) == evening("2024-05-16")
    assert GroupDecision(bodies, 2).latest(JULY + 1) == evening("2024-06-20")
    assert early.span(JULY) == late.span(MAY)


def test_what_is_done_waits_for_nothing_and_limits_nothing() -> None:
    done = Done(MAY, JULY)

    assert done.span(SEPTEMBER) == (MAY, JULY)
    assert done.latest(MAY) == done.snap_back(MAY) == BEYOND


@pytest.mark.parametrize(
    ("event", "days", "last"),
    [
        ("2018-05-15", 20, "2018-06-04"),
        ("2024-03-09", 20, "2024-04-02"),
        ("2024-04-19", 20, "2024-05-13"),
        ("2024-05-23", 45, "2024-07-08"),
        ("2024-08-27", 20, "2024-09-16"),
        ("2024-08-29", 20, "2024-09-18"),
        ("2024-12-06", 20, "2024-12-30"),
        ("2025-04-01", 20, "2025-04-22"),
    ],
)
def test_statutory_term_ends_as_the_law_counts(event: str, days: int, last: str) -> None:
    term = Term(days, in_months=False, calendar=make_term_calendar())

    assert term.finish(evening(event)) == evening(last)
    assert term.latest(evening(last)) >= evening(event)


@pytest.mark.parametrize(
    ("event", "months", "last"),
    [
        ("2024-05-31", 1, "2024-06-30"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-11-30", 3, "2025-02-28"),
        ("2024-03-15", 2, "2024-05-15"),
    ],
)
def test_term_in_months_ends_on_the_same_date_or_the_last_of_the_month(event: str, months: int, last: str) -> None:
    assert Term(months, in_months=True, calendar=None).finish(evening(event)) == evening(last)
