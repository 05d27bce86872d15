"""Durations as planners write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.plan.durations import MAX_DAYS, Duration, parse_duration
from roadmap.plan.faults import FaultError


@pytest.mark.parametrize(
    ("text", "days", "elapsed"),
    [
        ("1d", 1, False),
        ("5d", 5, False),
        ("3w", 15, False),
        ("28ed", 28, True),
        ("4ew", 28, True),
        ("007d", 7, False),
        ("20000d", MAX_DAYS, False),
    ],
)
def test_a_week_is_five_working_days_or_seven_elapsed_ones(text: str, days: int, *, elapsed: bool) -> None:
    assert parse_duration(text) == Duration(days, elapsed)


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("", "invalid-duration", None),
        ("3", "invalid-duration", "3w"),
        ("w", "invalid-duration", None),
        ("3 w", "invalid-duration", "3w"),
        ("3W", "invalid-duration", "3w"),
        ("+3w", "invalid-duration", "3w"),
        ("3 weken", "invalid-duration", "3w"),
        ("3 weeks", "invalid-duration", "3w"),
        ("10 werkdagen", "invalid-duration", "10d"),
        ("10wd", "invalid-duration", "10d"),
        ("10 kalenderdagen", "invalid-duration", "10ed"),
        ("1.5w", "invalid-duration", None),
        ("1,5 week", "invalid-duration", None),
        ("3m", "invalid-duration", None),
        ("P3W", "invalid-duration", None),
        ("3w 2d", "invalid-duration", None),
        ("\u0663d", "invalid-duration", None),
        ("\u00b3d", "invalid-duration", None),
        ("1234567890d", "invalid-duration", None),
        ("-3d", "negative-duration", None),
        ("- 3 dagen", "negative-duration", None),
        ("0d", "zero-duration", None),
        ("00ew", "zero-duration", None),
        ("20001d", "duration-too-long", None),
        ("2858ew", "duration-too-long", None),
    ],
)
def test_anything_else_is_refused_with_the_most_telling_fault(text: str, code: str, suggestion: str | None) -> None:
    with pytest.raises(FaultError) as raised:
        parse_duration(text)

    assert raised.value.code == code
    assert raised.value.params["value"] == text
    assert raised.value.params.get("suggestion") == suggestion


@pytest.mark.parametrize(("text", "elapsed"), [("0d", False), ("0w", False), ("0ed", True), ("0ew", True)])
def test_a_hand_in_term_may_be_nothing(text: str, *, elapsed: bool) -> None:
    assert parse_duration(text, allow_zero=True) == Duration(0, elapsed)


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (Duration(5), "1w"),
        (Duration(7), "7d"),
        (Duration(7, elapsed=True), "1ew"),
        (Duration(5, elapsed=True), "5ed"),
        (Duration(0), "0d"),
        (Duration(0, elapsed=True), "0ed"),
    ],
)
def test_weeks_are_written_where_they_come_out_even(duration: Duration, text: str) -> None:
    assert str(duration) == text


@given(st.builds(Duration, st.integers(1, MAX_DAYS), st.booleans()))
def test_what_is_written_reads_back(duration: Duration) -> None:
    assert parse_duration(str(duration)) == duration


@pytest.mark.parametrize(
    ("one", "other", "longer"),
    [("6d", "1w", True), ("1w", "5d", False), ("8ed", "1w", True), ("1ew", "1w", False), ("6d", "7ed", True)],
)
def test_of_different_units_the_weeks_are_compared(one: str, other: str, longer: bool) -> None:  # noqa: FBT001
    assert parse_duration(one).is_longer_than(parse_duration(other)) is longer
