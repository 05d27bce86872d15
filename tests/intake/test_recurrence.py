"""Recurrence rules give the days of the standard, as another reading of it does."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from roadmap.intake.recurrence import WEEKDAYS, Budget, days_of, parse_rule
from roadmap.plan.faults import FaultError

LAST = date(2027, 12, 31)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A rule with one sort of days, which come every year: the other reading walks on to the year 9999 for them."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 3))}"]
    days = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True).map(",".join)
    which = st.sampled_from(["1", "2", "3", "4", "-1", "-2", "+2"])
    numbered = st.lists(st.tuples(which, st.sampled_from(WEEKDAYS)).map("".join), min_size=1, max_size=3).map(",".join)
    month_days = st.lists(st.sampled_from([1, 2, 15, 28, -1, -3]), min_size=1, max_size=3)
    choices = [st.just(""), days.map("BYDAY={}".format)]
    if frequency in {"MONTHLY", "YEARLY"}:
        choices += [
            numbered.map("BYDAY={}".format),
            month_days.map(lambda many: f"BYMONTHDAY={','.join(map(str, many))}"),
        ]
    by = draw(st.one_of(choices))
    parts += [by] if by else []
    if by and frequency in {"MONTHLY", "YEARLY"}:
        parts += draw(st.sampled_from([[], ["BYSETPOS=1"], ["BYSETPOS=-1"], ["BYSETPOS=1,-1"]]))
    if frequency == "YEARLY":
        parts += draw(st.sampled_from([[], ["BYMONTH=1,9"], ["BYMONTH=6"]]))
    if frequency == "WEEKLY":
        parts += [f"WKST={draw(st.sampled_from(WEEKDAYS))}"]
    return ";".join(parts)


@given(rules(), st.integers(0, 1_000), st.none() | st.integers(1, 20))
def test_days_of_a_rule_are_those_of_dateutil(text: str, offset: int, count: int | None) -> None:
    start = date(2023, 1, 2) + timedelta(offset)
    other = rrulestr(f"{text};UNTIL={LAST:%Y%m%d}", dtstart=datetime.combine(start, datetime.min.time()))

    rule = parse_rule(f"{text};COUNT={count}" if count else text)

    assert list(days_of(rule, start, LAST, Budget())) == [moment.date() for moment in islice(other, count)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=2TU", ["2025-01-14", "2025-02-11", "2025-03-11"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2025-01-31", "2025-02-28", "2025-03-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["2025-01-31", "2025-03-31"]),
        # Numbered and plain weekdays together name the days of both.
        (
            "FREQ=MONTHLY;BYDAY=2TU,-1MO",
            ["2025-01-14", "2025-01-27", "2025-02-11", "2025-02-24", "2025-03-11", "2025-03-31"],
        ),
        ("FREQ=WEEKLY;INTERVAL=5;BYDAY=TU", ["2025-02-04", "2025-03-11"]),
        ("FREQ=MONTHLY;INTERVAL=2;COUNT=2;BYDAY=1MO", ["2025-01-06", "2025-03-03"]),
    ],
)
def test_series_of_a_council_has_these_days(text: str, days: list[str]) -> None:
    found = days_of(parse_rule(text), date(2025, 1, 1), date(2025, 3, 31), Budget())

    assert [day.isoformat() for day in found] == days


@pytest.mark.parametrize(
    "text",
    [
        *("", "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;INTERVAL=0", "FREQ=DAILY;COUNT=-1"),
        *("FREQ=YEARLY;BYWEEKNO=3", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYDAY=XX"),
        *("FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;COUNT=2;UNTIL=20250101", "FREQ=MONTHLY;BYSETPOS=1", "FREQ=DAILY;WKST=1"),
        "FREQ=DAILY;INTERVAL=99999999999999999999",
    ],
)
def test_rule_that_means_nothing_here_is_refused(text: str) -> None:
    with pytest.raises(FaultError, match="unsupported-rule"):
        parse_rule(text)


def test_rule_without_days_comes_to_an_end() -> None:
    never = parse_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")

    with pytest.raises(FaultError, match="series-too-long"):
        list(days_of(never, date(1900, 1, 1), date(2199, 12, 31), Budget(1_000)))
