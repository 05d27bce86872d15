"""The meetings of a body: confirmed dates, patterns, recesses, extra meetings and their hand-in days."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.plan.calendars import BEFORE, BEYOND, make_work_calendar
from roadmap.plan.durations import parse_duration
from roadmap.plan.meetings import MeetingList, last_hand_in_day, make_meeting_list
from roadmap.plan.model import Body, CalendarDefinition, Settings
from roadmap.plan.periods import parse_days

CALENDAR = make_work_calendar("cao-gemeenten", CalendarDefinition(), Settings())
EVERY = ("tuesday", "1st monday", "4th tuesday", "5th thursday", "last wednesday")


def meeting_list(recesses: dict[str, str] | None = None, **body: object) -> MeetingList:
    """The meetings of a body as a planner writes it."""
    days = {name: parse_days(text) for name, text in (recesses or {}).items()}
    return make_meeting_list(Body.model_validate(body), days, CALENDAR)


def instant(text: str) -> int:
    """The instant at the start of a day."""
    return date.fromisoformat(text).toordinal()


def end_of(text: str) -> int:
    """The instant at the end of a day."""
    return instant(text) + 1


def days_in(meetings: MeetingList, year: int) -> list[str]:
    """The meetings of one year, without the year."""
    dates = [date.fromordinal(day) for day in meetings.days]
    return [f"{day:%m-%d}" for day in dates if day.year == year]


def hand_in_day(meetings: MeetingList, meeting: str) -> str:
    """The hand-in day for a meeting."""
    return date.fromordinal(meetings.hand_in[meetings.days.index(instant(meeting))]).isoformat()


COUNCIL = meeting_list(hand_in="14ed", meetings=["2024-09-12", "2024-05-30", "2024-07-04"])


@pytest.mark.parametrize(
    ("ready", "decided"),
    [
        ("2024-05-16", "2024-05-30"),
        ("2024-05-17", "2024-07-04"),
        ("2024-05-21", "2024-07-04"),
        ("2024-06-20", "2024-07-04"),
        ("2024-06-21", "2024-09-12"),
        ("2024-08-29", "2024-09-12"),
    ],
)
def test_papers_of_the_hand_in_day_itself_are_in_time(ready: str, decided: str) -> None:
    assert COUNCIL.decided(end_of(ready), 1) == end_of(decided)


def test_without_a_further_meeting_nothing_is_decided() -> None:
    assert COUNCIL.decided(end_of("2024-08-30"), 1) == BEYOND
    assert COUNCIL.decided(end_of("2024-06-21"), 2) == BEYOND
    assert COUNCIL.first_from(instant("2024-09-13"), 1) == BEYOND
    assert meeting_list().decided(end_of("2024-01-08"), 1) == BEYOND


@pytest.mark.parametrize(
    ("limit", "ready"),
    [
        ("2024-05-30", "2024-05-16"),
        ("2024-07-03", "2024-05-16"),
        ("2024-08-30", "2024-06-20"),
        ("2030-01-01", "2024-08-29"),
    ],
)
def test_latest_readiness_is_the_hand_in_day_of_the_last_meeting_in_time(limit: str, ready: str) -> None:
    assert COUNCIL.latest_readiness(end_of(limit), 1) == end_of(ready)


def test_before_the_first_meeting_no_readiness_is_early_enough() -> None:
    assert COUNCIL.latest_readiness(end_of("2024-05-29"), 1) == BEFORE
    assert COUNCIL.latest_readiness(end_of("2024-07-03"), 2) == BEFORE


def test_readings_count_meetings_from_the_first_in_time() -> None:
    weekly = meeting_list(hand_in="7ed", meets={"every": "tuesday"})

    assert weekly.decided(end_of("2024-01-09"), 1) == end_of("2024-01-16")
    assert weekly.decided(end_of("2024-01-09"), 2) == end_of("2024-01-23")
    assert weekly.latest_readiness(end_of("2024-01-23"), 2) == end_of("2024-01-09")


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("4th tuesday", "01-23 02-27 03-26 04-23 05-28 06-25 07-23 08-27 09-24 10-22 11-26 12-24"),
        ("1st monday", "01-01 02-05 03-04 04-01 05-06 06-03 07-01 08-05 09-02 10-07 11-04 12-02"),
        ("5th thursday", "02-29 05-30 08-29 10-31"),
        ("last wednesday", "01-31 02-28 03-27 04-24 05-29 06-26 07-31 08-28 09-25 10-30 11-27 12-25"),
    ],
)
def test_pattern_gives_no_meeting_on_a_day_off(every: str, expected: str) -> None:
    off = {"01-01", "04-01", "12-25"}

    assert days_in(meeting_list(meets={"every": every}), 2024) == [day for day in expected.split() if day not in off]


def test_several_patterns_are_one_list_and_two_meetings_on_a_day_are_one() -> None:
    both = meeting_list(meets={"every": ["1st thursday", "last thursday", "5th thursday"]})

    assert days_in(both, 2024)[:5] == ["01-04", "01-25", "02-01", "02-29", "03-07"]
    assert len(set(both.days)) == len(both.days)


def test_confirmed_meeting_stays_on_a_day_off() -> None:
    easter = meeting_list(hand_in="28ed", meetings=["2025-04-21"])

    assert days_in(easter, 2025) == ["04-21"]
    assert hand_in_day(easter, "2025-04-21") == "2025-03-24"


def test_pattern_goes_on_after_the_last_confirmed_day_and_such_days_are_assumed() -> None:
    council = meeting_list(meetings=["2024-02-13", "2024-03-12"], meets={"every": "4th tuesday"})

    assert days_in(council, 2024)[:4] == ["02-13", "03-12", "03-26", "04-23"]
    assert [council.is_assumed(instant(f"2024-{day}")) for day in ("02-13", "03-12", "03-26", "04-23")] == (
        [False, False, True, True]
    )


def test_body_with_only_a_pattern_has_no_assumed_days() -> None:
    council = meeting_list(meets={"every": "4th tuesday"})

    assert not council.is_assumed(instant("2024-03-26"))


def test_extra_meeting_is_confirmed_also_after_the_pattern_has_begun() -> None:
    council = meeting_list(meetings=["2024-02-13"], meets={"every": "4th tuesday"}, extra=["2024-07-04"])

    assert not council.is_assumed(instant("2024-07-04"))
    assert council.is_assumed(instant("2024-07-23"))


def test_recess_takes_meetings_away_at_both_ends_and_leaves_their_neighbours() -> None:
    weekly = meeting_list({"zomer": "2024-07-09..2024-07-23"}, meets={"every": "tuesday"}, recess=["zomer"])
    by_range = meeting_list(meets={"every": "tuesday"}, recess="2024-07-09..2024-07-23")

    assert [day for day in days_in(weekly, 2024) if day.startswith("07")] == ["07-02", "07-30"]
    assert weekly.days == by_range.days


def test_school_holidays_are_a_recess_that_is_known_for_some_years_only() -> None:
    weekly = meeting_list(meets={"every": "tuesday"}, recess="schoolvakanties-noord")
    listed = meeting_list(meetings=["2024-02-20"], recess="schoolvakanties-noord")

    assert [day for day in days_in(weekly, 2024) if day.startswith("02")] == ["02-06", "02-13", "02-27"]
    assert date.fromordinal(weekly.recess_known_until) == date(2026, 1, 4)
    assert listed.recess_known_until == BEYOND


def test_confirmed_meeting_in_recess_is_told_as_removed_and_an_extra_one_stands() -> None:
    council = meeting_list(meetings=["2024-07-16", "2024-09-24"], recess="2024-07-01..2024-09-01", extra="2024-08-27")
    confirmed_as_extra = meeting_list(meetings=["2024-07-16"], recess="2024-07-01..2024-09-01", extra="2024-07-16")

    assert days_in(council, 2024) == ["08-27", "09-24"]
    assert council.removed == (instant("2024-07-16"),)
    assert days_in(confirmed_as_extra, 2024) == ["07-16"]
    assert confirmed_as_extra.removed == ()


def test_extra_meeting_has_its_own_hand_in_day_or_that_of_the_body() -> None:
    council = meeting_list(
        hand_in="28ed", meetings=["2024-06-25"], extra=[{"on": "2024-07-01", "hand_in": "2024-06-24"}, "2024-07-09"]
    )

    assert hand_in_day(council, "2024-07-01") == "2024-06-24"
    assert hand_in_day(council, "2024-07-09") == "2024-06-11"
    assert council.decided(end_of("2024-06-24"), 1) == end_of("2024-07-01")


def test_extra_meeting_with_an_early_hand_in_day_takes_nothing_from_the_one_before_it() -> None:
    council = meeting_list(
        hand_in="14ed", meetings=["2024-05-30", "2024-07-04"], extra={"on": "2024-06-13", "hand_in": "2024-05-01"}
    )

    assert council.decided(end_of("2024-05-10"), 1) == end_of("2024-05-30")
    assert council.decided(end_of("2024-05-17"), 1) == end_of("2024-07-04")
    assert council.latest_readiness(end_of("2024-06-13"), 1) == end_of("2024-05-16")


@pytest.mark.parametrize(
    ("meeting", "hand_in", "expected"),
    [
        ("2024-05-30", "14ed", "2024-05-16"),
        ("2024-04-30", "28ed", "2024-04-02"),
        ("2024-04-29", "28ed", "2024-03-29"),
        ("2024-04-28", "28ed", "2024-03-29"),
        ("2024-01-23", "3ew", "2024-01-02"),
        ("2024-01-22", "3ew", "2023-12-29"),
        ("2024-01-16", "5d", "2024-01-09"),
        ("2024-01-03", "1d", "2024-01-02"),
        ("2024-01-02", "1d", "2023-12-29"),
        ("2024-01-16", "0d", "2024-01-16"),
        ("2024-01-16", "0ed", "2024-01-16"),
        ("2024-01-13", "0ed", "2024-01-12"),
    ],
)
def test_hand_in_day_lies_so_many_days_before_and_rolls_back_to_a_working_day(
    meeting: str, hand_in: str, expected: str
) -> None:
    found = last_hand_in_day(instant(meeting), parse_duration(hand_in, allow_zero=True), CALENDAR)

    assert date.fromordinal(found).isoformat() == expected


def test_first_meeting_from_a_day_is_that_of_the_day_itself() -> None:
    assert COUNCIL.first_from(instant("2024-07-04"), 1) == end_of("2024-07-04")
    assert COUNCIL.first_from(instant("2024-07-05"), 1) == end_of("2024-09-12")
    assert COUNCIL.first_from(instant("2024-01-01"), 3) == end_of("2024-09-12")


def test_pattern_goes_on_unless_recess_ends_it() -> None:
    assert meeting_list(meets={"every": "tuesday"}).goes_on
    assert not meeting_list(meetings=["2024-02-13"]).goes_on
    assert not meeting_list(meets={"every": "tuesday"}, recess="2026-01-01..2040-12-31").goes_on


DATES = st.dates(date(2023, 1, 1), date(2025, 12, 31)).map(date.isoformat)


@st.composite
def bodies(draw: st.DrawFn) -> MeetingList:
    """Bodies with listed, regular and extra meetings, some with their own hand-in day."""
    extra = [
        {"on": day, "hand_in": draw(st.sampled_from([day, "2023-01-02"]))} for day in draw(st.lists(DATES, max_size=2))
    ]
    body: dict[str, Any] = {
        "hand_in": draw(st.sampled_from(["0ed", "7ed", "28ed", "5d"])),
        "meetings": draw(st.lists(DATES, max_size=8)),
        "extra": extra,
    }
    if draw(st.booleans()):
        body["meets"] = {"every": draw(st.sampled_from(EVERY))}
    return meeting_list(**body)


@given(bodies(), DATES, DATES, st.integers(1, 3))
def test_latest_readiness_is_the_adjoint_of_deciding(
    meetings: MeetingList, ready: str, limit: str, readings: int
) -> None:
    decided = meetings.decided(end_of(ready), readings)

    assert (decided <= end_of(limit)) == (end_of(ready) <= meetings.latest_readiness(end_of(limit), readings))


@given(bodies(), DATES, DATES, st.integers(1, 3))
def test_who_is_ready_later_is_never_decided_earlier(
    meetings: MeetingList, one: str, other: str, readings: int
) -> None:
    earlier, later = sorted((one, other))

    assert meetings.decided(end_of(earlier), readings) <= meetings.decided(end_of(later), readings)


@given(bodies(), DATES, DATES, st.integers(1, 3))
def test_from_a_day_on_it_is_the_first_meeting_of_all_that_papers_are_in_time_for(
    meetings: MeetingList, ready: str, day: str, readings: int
) -> None:
    in_time = [number for number, hand_in in enumerate(meetings.hand_in) if hand_in >= instant(ready)]
    final = [number + readings - 1 for number in in_time if number + readings <= len(meetings.days)]
    ends = [meetings.days[number] + 1 for number in final if meetings.days[number] >= instant(day)]

    assert meetings.decided_from(end_of(day), end_of(ready), readings) == min(ends, default=BEYOND)


def test_meeting_with_an_early_hand_in_day_of_its_own_does_not_take_what_the_last_one_left() -> None:
    extra = [{"on": "2024-07-11", "hand_in": "2024-06-03"}]
    meetings = meeting_list(hand_in="14ed", meetings=["2024-07-04", "2024-09-12"], extra=extra)

    assert meetings.decided_from(end_of("2024-07-08"), end_of("2024-06-20"), 1) == end_of("2024-09-12")
    assert meetings.decided_from(end_of("2024-07-08"), end_of("2024-06-03"), 1) == end_of("2024-07-11")
