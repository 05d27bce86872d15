"""Dates of a template, moved by months."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from roadmap.plan.editing.spans import spliced
from roadmap.plan.periods import parse_period
from roadmap.plan.source import parse_document
from roadmap.plan.templates.shifting import months_between, shift_day, shift_period, shifted_dates

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(-240, 240)


@given(DAYS, MONTHS)
def test_first_of_a_month_stays_one_and_any_other_day_keeps_its_weekday(day: date, months: int) -> None:
    moved = shift_day(day, months)

    if day.day == 1:
        assert (moved.day, months_between(day, moved)) == (1, months)
    else:
        assert moved.weekday() == day.weekday()
        # Six days early at most, and three more where the month has no such day.
        assert months in {months_between(day, moved + timedelta(days)) for days in range(10)}


@given(DAYS)
def test_no_months_move_nothing(day: date) -> None:
    assert shift_day(day, 0) == day


@given(st.integers(2000, 2100), st.integers(1, 4), MONTHS)
def test_quarter_ends_so_many_months_later_as_a_quarter_or_a_month(year: int, quarter: int, months: int) -> None:
    text = f"{year}-Q{quarter}"
    before, after = parse_period(text), parse_period(shift_period(text, months))

    assert months_between(before.last, after.last) == months
    assert after.last.month != (after.last + timedelta(1)).month
    assert ("Q" in shift_period(text, months)) is (months % 3 == 0)


def test_year_later_is_the_same_quarter_and_a_monday_in_the_same_week() -> None:
    assert shift_period("2024-Q1", 48) == "2028-Q1"
    assert shift_period("2024-Q1", 50) == "2028-05"
    assert shift_period("2024-02", 1) == "2024-03"
    assert shift_day(date(2024, 1, 8), 48) == date(2028, 1, 3)
    assert shift_day(date(2025, 1, 1), 48) == date(2029, 1, 1)


def test_only_dates_under_their_keys_move_and_every_other_byte_stays() -> None:
    text = "title: 2024-Q1  # due: 2024-Q1\ndeliverables:\n  a: {due: 2024-Q1, note: 'by: 2024-01-01'}\n"
    document = parse_document(text, "plan.yaml")

    assert spliced(text, shifted_dates(document.root, 12)) == text.replace("{due: 2024-Q1", "{due: 2025-Q1")
