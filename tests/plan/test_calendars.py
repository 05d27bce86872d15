"""Working days and days on which a term can end, against independent arithmetic and known quarter ends."""

import json
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.plan.calendars import BEFORE, BEYOND, WITHOUT_TABLE, WorkCalendar, make_term_calendar, make_work_calendar
from roadmap.plan.model import CalendarDefinition, Settings
from roadmap.plan.periods import parse_quarter
from tests.faces import ROOT

CASES = ROOT / "tests" / "oracles" / "cases" / "dates"
WEEKS = {
    "mon-fri": ["mon", "tue", "wed", "thu", "fri"],
    "mon-thu": ["mon", "tue", "wed", "thu"],
    "sun-thu": ["sun", "mon", "tue", "wed", "thu"],
    "mon,wed,fri": ["mon", "wed", "fri"],
    "all": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
}
FIRST, LAST = date(2024, 1, 1).toordinal(), date(2024, 12, 31).toordinal()
INSTANTS = st.integers(FIRST, LAST)
LENGTHS = st.integers(1, 80)


def read_case(name: str) -> dict[str, Any]:
    """The cases of a file."""
    content: dict[str, Any] = json.loads((CASES / name).read_text(encoding="utf-8"))
    return content


def make_calendar(settings: dict[str, str] | None = None, **definition: object) -> WorkCalendar:
    """A calendar as a planner writes it."""
    return make_work_calendar(
        "eigen", CalendarDefinition.model_validate(definition), Settings.model_validate(settings or {})
    )


@cache
def oracle_calendar(week: str, *, with_holidays: bool) -> WorkCalendar:
    """The calendar of one case of the arithmetic."""
    days = [day for year in read_case("nl_holidays.json")["holidays"].values() for day in year]
    return make_calendar(week=WEEKS[week], holidays="none", closed=days if with_holidays else [])


@cache
def cao() -> WorkCalendar:
    """The shipped calendar."""
    return make_calendar()


def on(year: int, month: int, day: int) -> int:
    """The instant at the start of a day."""
    return date(year, month, day).toordinal()


def day_of(instant: int) -> str:
    """The day that begins at an instant."""
    return date.fromordinal(instant).isoformat()


@pytest.mark.parametrize("case", read_case("workday_arithmetic.json")["cases"], ids=str)
def test_working_days_are_counted_as_numpy_counts_them(case: tuple[str, bool, str, int, str, str, str]) -> None:
    week, with_holidays, start, length, first, last, latest = case
    calendar = oracle_calendar(week, with_holidays=with_holidays)
    instant = date.fromisoformat(start).toordinal()

    assert day_of(calendar.next_day(instant)) == first
    if length:
        assert day_of(calendar.finish(instant, length) - 1) == last
        assert day_of(calendar.latest_start(instant + 1, length)) == latest
    else:
        assert day_of(calendar.last_day(instant)) == latest


@pytest.mark.parametrize(
    ("quarter", "working_day", "term_day"),
    [
        ("2024-Q1", "2024-03-29", "2024-03-28"),
        ("2023-Q3", "2023-09-29", "2023-09-29"),
        ("2023-Q4", "2023-12-29", "2023-12-29"),
        ("2024-Q2", "2024-06-28", "2024-06-28"),
        ("2023-Q1", "2023-03-31", "2023-03-31"),
        ("2023-Q2", "2023-06-30", "2023-06-30"),
        ("2024-Q3", "2024-09-30", "2024-09-30"),
        ("2024-Q4", "2024-12-31", "2024-12-31"),
    ],
)
def test_last_working_day_and_last_term_day_of_a_quarter(quarter: str, working_day: str, term_day: str) -> None:
    last = parse_quarter(quarter).last.toordinal()

    assert day_of(cao().last_day(last)) == working_day
    assert day_of(make_term_calendar().roll_back(last)) == term_day


@pytest.mark.parametrize(
    ("day", "settings", "worked"),
    [
        ("2024-03-29", {}, True),
        ("2024-03-29", {"good_friday": "holiday"}, False),
        ("2023-05-05", {}, True),
        ("2023-05-05", {"liberation_day_before_2024": "holiday"}, False),
        ("2025-05-05", {"liberation_day_before_2024": "workday"}, False),
        ("2024-04-01", {}, False),
        ("2024-05-10", {}, True),
        ("2024-12-27", {}, True),
        ("2024-12-26", {}, False),
        ("2024-03-30", {}, False),
    ],
)
def test_a_setting_decides_on_the_days_in_dispute_only(day: str, settings: dict[str, str], *, worked: bool) -> None:
    assert make_calendar(settings).is_working_day(date.fromisoformat(day).toordinal()) is worked


@pytest.mark.parametrize("day", ["2024-03-29", "2024-05-10", "2024-12-27", "2024-05-05", "2024-03-30"])
def test_term_cannot_end_on_equated_days_whatever_the_setting(day: str) -> None:
    assert not make_term_calendar().can_end(date.fromisoformat(day).toordinal())


def test_term_rolls_over_good_friday_and_easter_in_a_row() -> None:
    terms = make_term_calendar()

    assert day_of(terms.roll_forward(on(2024, 3, 29))) == "2024-04-02"
    assert day_of(terms.roll_back(on(2024, 4, 1))) == "2024-03-28"
    assert day_of(terms.roll_forward(on(2024, 3, 28))) == "2024-03-28"


def test_closed_range_holds_both_ends_and_no_neighbour() -> None:
    calendar = make_calendar(holidays="none", closed=["2024-01-09..2024-01-11"])

    assert [calendar.is_working_day(on(2024, 1, day)) for day in range(8, 13)] == [True, False, False, False, True]


def test_one_closed_day_leaves_its_neighbours_open() -> None:
    calendar = make_calendar(holidays="none", closed=["2024-01-10"])

    assert [calendar.is_working_day(on(2024, 1, day)) for day in range(8, 13)] == [True, True, False, True, True]


def test_open_days_are_worked_on_days_off_holidays_and_closed_days_alike() -> None:
    calendar = make_calendar(open=["2024-01-13", "2024-12-25", "2024-02-05"], closed=["2024-02-05..2024-02-06"])
    days = [on(2024, 1, 13), on(2024, 12, 25), on(2024, 2, 5), on(2024, 2, 6)]

    assert [calendar.is_working_day(day) for day in days] == [True, True, True, False]


def test_week_pattern_names_the_days_that_are_worked() -> None:
    calendar = make_calendar(week="sat", holidays="none")

    assert day_of(calendar.finish(on(2024, 1, 8), 2) - 1) == "2024-01-20"


def test_nothing_is_invented_outside_the_known_range() -> None:
    calendar = cao()
    before, after = on(2017, 12, 31), on(2033, 1, 1)

    assert calendar.finish(before, 1) == BEYOND
    assert calendar.next_day(before) == BEYOND
    assert calendar.finish(on(2032, 12, 31), 1) == after
    assert calendar.finish(on(2032, 12, 31), 2) == BEYOND
    assert calendar.next_day(after) == BEYOND
    assert calendar.latest_start(before, 1) == BEFORE
    assert calendar.latest_start(on(2018, 1, 3), 2) == BEFORE
    assert calendar.between(before, after) is None
    assert calendar.between(on(2018, 1, 1), after) is not None


def test_calendar_without_working_days_knows_no_day() -> None:
    calendar = make_calendar(week=[], holidays="none")

    assert calendar.next_day(FIRST) == BEYOND
    assert calendar.last_day(LAST) == BEFORE
    assert calendar.between(FIRST, LAST) == 0


def test_calendar_without_holidays_is_known_for_longer() -> None:
    calendar = make_calendar(holidays="none")

    assert (calendar.first, calendar.end) == (WITHOUT_TABLE.first.toordinal(), WITHOUT_TABLE.last.toordinal() + 1)


def test_term_calendar_ends_with_its_table() -> None:
    terms = make_term_calendar()

    assert terms.roll_forward(on(2033, 1, 1)) == BEYOND
    assert terms.roll_back(on(2017, 12, 31)) == BEFORE


@given(INSTANTS, INSTANTS, LENGTHS)
def test_latest_start_is_the_adjoint_of_finish(start: int, limit: int, length: int) -> None:
    calendar = cao()

    assert (calendar.finish(start, length) <= limit) == (start <= calendar.latest_start(limit, length))


@given(INSTANTS, INSTANTS, LENGTHS)
def test_counting_back_has_its_adjoint_too(start: int, limit: int, length: int) -> None:
    calendar = cao()

    assert (calendar.day_back(start, length) <= limit) == (start <= calendar.latest_for_day_back(limit, length))


@given(INSTANTS, INSTANTS)
def test_days_between_are_the_days_that_are_worked(start: int, finish: int) -> None:
    calendar = cao()
    worked = sum(calendar.is_working_day(day) for day in range(min(start, finish), max(start, finish)))

    assert calendar.between(start, finish) == (worked if start <= finish else -worked)


@given(INSTANTS, LENGTHS)
def test_finish_is_monotone_and_ends_a_working_day(start: int, length: int) -> None:
    calendar = cao()
    found = [calendar.finish(start + n, length) for n in range(14)]

    assert all(earlier <= later for earlier, later in pairwise(found))
    assert all(calendar.is_working_day(finish - 1) for finish in found)


@given(INSTANTS)
def test_term_days_roll_to_the_nearest_on_either_side(instant: int) -> None:
    terms = make_term_calendar()
    forward, back = terms.roll_forward(instant), terms.roll_back(instant)
    blocked = [*range(instant, forward), *range(back + 1, instant + 1)]

    assert terms.can_end(forward)
    assert terms.can_end(back)
    assert not any(terms.can_end(day) for day in blocked)


def test_five_may_is_free_from_2024_on() -> None:
    free = [year for year in range(2018, 2033) if not cao().is_working_day(on(year, 5, 5))]
    weekends = [year for year in range(2018, 2024) if date(year, 5, 5).weekday() > 4]

    assert free == sorted({*weekends, 2020, *range(2024, 2033)})


def test_leap_day_counts_and_a_year_has_no_hole() -> None:
    calendar = make_calendar(week=WEEKS["all"], holidays="none")
    start = date(2024, 2, 28)

    assert day_of(calendar.finish(start.toordinal(), 3) - 1) == "2024-03-01"
    assert calendar.between(on(2020, 12, 28), on(2021, 1, 4)) == 7
    assert date.fromordinal(calendar.finish(start.toordinal(), 366) - 1) == start + timedelta(days=365)
