"""Every lag and lead is a monotone function with its adjoint."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from roadmap.plan.calendars import make_work_calendar
from roadmap.plan.model import CalendarDefinition, Settings
from roadmap.scheduling.lags import DrawnBack, ElapsedLag, Shift, WorkingLag, WorkingLead, chain
from tests.scheduling.strategies import instants, nearby, shifts

WEEK = make_work_calendar("week", CalendarDefinition(holidays="none"), Settings())
MONDAY = date(2024, 6, 3).toordinal()
FRIDAY, SATURDAY, SUNDAY, NEXT_MONDAY = MONDAY + 4, MONDAY + 5, MONDAY + 6, MONDAY + 7


@given(shifts(), instants, instants)
def test_later_instant_never_bounds_earlier(shift: Shift, one: int, other: int) -> None:
    first, last = sorted((one, other))

    assert shift.forward(first) <= shift.forward(last)


@given(shifts(), instants, nearby)
def test_bound_keeps_a_limit_exactly_when_the_instant_keeps_its_adjoint(
    shift: Shift, instant: int, distance: int
) -> None:
    limit = shift.forward(instant) + distance

    assert (shift.forward(instant) <= limit) == (instant <= shift.backward(limit))


def test_lag_of_working_days_ends_with_the_nth_working_day() -> None:
    lag = WorkingLag(WEEK, 1)

    assert [lag.forward(instant) for instant in (MONDAY, SATURDAY, SUNDAY, NEXT_MONDAY)] == [
        MONDAY + 1,
        NEXT_MONDAY + 1,
        NEXT_MONDAY + 1,
        NEXT_MONDAY + 1,
    ]


def test_lead_of_working_days_begins_with_the_nth_working_day_back() -> None:
    lead = WorkingLead(WEEK, 2)

    assert lead.forward(SATURDAY) == lead.forward(NEXT_MONDAY) == FRIDAY - 1
    assert lead.backward(FRIDAY - 1) == NEXT_MONDAY


def test_elapsed_lag_ends_on_any_day() -> None:
    assert ElapsedLag(2).forward(FRIDAY) == SUNDAY
    assert ElapsedLag(-2).forward(SUNDAY) == FRIDAY
    assert ElapsedLag(2).backward(SUNDAY) == FRIDAY


def test_bound_on_monday_morning_is_drawn_back_to_friday_evening() -> None:
    drawn = DrawnBack(WEEK)

    assert [drawn.forward(instant) for instant in (SATURDAY, SUNDAY, NEXT_MONDAY)] == [SATURDAY] * 3
    assert drawn.backward(SATURDAY) == NEXT_MONDAY


def test_no_shift_chains_to_the_other() -> None:
    lag = ElapsedLag(1)

    assert chain(None, None) is None
    assert chain(lag, None) is lag
    assert chain(None, lag) is lag
