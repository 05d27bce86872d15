"""Dates, months, quarters and ranges as planners write them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.plan.faults import FaultError
from roadmap.plan.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Days,
    Period,
    parse_date,
    parse_days,
    parse_period,
    parse_quarter,
    quarter_of,
)

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


def fault(parse: Callable[[str], Any], text: str) -> FaultError:
    """The fault of a text that cannot be read."""
    with pytest.raises(FaultError) as raised:
        parse(text)
    return raised.value


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-02-29", date(2024, 2, 29)), ("2000-02-29", date(2000, 2, 29)), ("2199-12-31", date(2199, 12, 31))],
)
def test_date_is_year_month_day(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text", ["2024-02-30", "2023-02-29", "2100-02-29", "2024-04-31", "2024-13-01", "2024-00-10", "0000-01-01"]
)
def test_day_that_does_not_exist_is_told_apart(text: str) -> None:
    assert fault(parse_date, text).code == "impossible-date"
    assert fault(parse_period, text).code == "impossible-date"
    assert fault(parse_days, f"2024-01-01..{text}").code == "impossible-date"


@pytest.mark.parametrize("text", ["1899-12-31", "2200-01-01", "9999-12-31", "0001-01-01"])
def test_years_far_off_are_refused(text: str) -> None:
    found = fault(parse_date, text)

    assert (found.code, found.params["first"], found.params["last"]) == ("date-out-of-range", FIRST_YEAR, LAST_YEAR)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("17-9-2024", "2024-09-17"),
        ("17/09/2024", "2024-09-17"),
        ("17.9.2024", "2024-09-17"),
        (" 17-9-2024 ", "2024-09-17"),
        ("2024-9-17", "2024-09-17"),
        ("17 september 2024", "2024-09-17"),
        ("2024-09-17 ", "2024-09-17"),
        ("2024-09-17T00:00", "2024-09-17"),
        ("31-2-2024", None),
        ("20240917", None),
        ("24-09-17", None),
        ("\u0662\u0660\u0662\u0664-09-17", None),
        ("", None),
    ],
)
def test_other_notations_are_refused_and_the_dutch_one_translated(text: str, suggestion: str | None) -> None:
    found = fault(parse_date, text)

    assert (found.code, found.params.get("suggestion")) == ("invalid-date", suggestion)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q2", date(2024, 4, 1), date(2024, 6, 30)),
        ("2023-Q3", date(2023, 7, 1), date(2023, 9, 30)),
        ("2023-Q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-12-31", date(2024, 12, 31), date(2024, 12, 31)),
    ],
)
def test_period_runs_from_its_first_calendar_day_to_its_last(text: str, first: date, last: date) -> None:
    period = parse_period(text)

    assert (period.first, period.last) == (first, last)
    assert str(period) == text


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("2024Q3", "2024-Q3"),
        ("2024 q3", "2024-Q3"),
        ("2024-K3", "2024-Q3"),
        ("Q3 2024", "2024-Q3"),
        ("k3-2024", "2024-Q3"),
    ],
)
def test_quarter_in_another_notation_is_translated(text: str, suggestion: str) -> None:
    found = fault(parse_period, text)

    assert (found.code, found.params["suggestion"]) == ("invalid-date", suggestion)


@pytest.mark.parametrize("text", ["2024-Q0", "2024-Q5", "2024", "2024-q1", "2024-01", "2024-01-01", ""])
def test_only_a_quarter_is_a_quarter(text: str) -> None:
    assert fault(parse_quarter, text).code == "invalid-quarter"


@pytest.mark.parametrize("text", ["2024-00", "2024-13", "0000-Q1"])
def test_month_and_year_have_to_exist(text: str) -> None:
    assert fault(parse_period, text).code == "impossible-date"


@pytest.mark.parametrize("text", ["2023-07-22..2023-08-20", "2023-07-22 .. 2023-08-20", "2023-07-22 ..2023-08-20"])
def test_both_ends_belong_to_a_range(text: str) -> None:
    assert parse_days(text) == Days(date(2023, 7, 22), date(2023, 8, 20))


def test_one_date_is_a_range_of_one_day() -> None:
    one_day = Days(date(2024, 2, 29), date(2024, 2, 29))

    assert parse_days("2024-02-29") == parse_days("2024-02-29..2024-02-29") == one_day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-02-02..2024-02-01", "reversed-range"),
        ("2024-02-02..", "invalid-date"),
        ("..2024-02-02", "invalid-date"),
        ("2024-02-01...2024-02-02", "invalid-date"),
        ("2024-02-01..2024-02-02..2024-02-03", "invalid-date"),
        ("2024-02-01 - 2024-02-02", "invalid-date"),
        ("2024-Q1", "invalid-date"),
    ],
)
def test_range_that_is_none_is_refused(text: str, code: str) -> None:
    assert fault(parse_days, text).code == code


@given(DAYS)
def test_every_day_lies_in_its_quarter_month_and_date(day: date) -> None:
    for text in (quarter_of(day), f"{day:%Y-%m}", day.isoformat()):
        period = parse_period(text)

        assert period.first <= day <= period.last
        assert parse_period(str(period)) == period


@given(st.integers(FIRST_YEAR, LAST_YEAR), st.integers(1, 4))
def test_quarters_follow_each_other_without_gap(year: int, quarter: int) -> None:
    following = parse_quarter(f"{year}-Q{quarter}").last + timedelta(days=1)

    assert following == (date(year + 1, 1, 1) if quarter == 4 else parse_quarter(f"{year}-Q{quarter + 1}").first)


def test_period_is_written_as_what_it_is() -> None:
    assert str(Period(date(2024, 10, 1), date(2024, 12, 31))) == "2024-Q4"
    assert str(Period(date(2024, 10, 1), date(2024, 10, 31))) == "2024-10"
    assert str(Period(date(2024, 10, 1), date(2024, 10, 1))) == "2024-10-01"
