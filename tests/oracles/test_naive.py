"""The oracle itself, against answers worked out by hand and against dates computed by others."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.oracles.known_cases import all_known, cases_with_deadlines, read_case, with_dues
from tests.oracles.naive import by_id, schedule
from tests.oracles.naive_calendars import (
    WorkCalendar,
    cao_free_and_good_friday,
    day_of,
    days_of,
    easter,
    end_of_nth,
    first_working_day,
    last_day_of,
    last_working_day,
    start_of_nth_back,
    weekday,
)

DATES = Path(__file__).parent / "cases" / "dates"
MEETINGS = ["2024-05-30", "2024-07-04", "2024-09-12"]
COUNCIL = {"meetings": MEETINGS, "hand_in": "14ed"}


def rows(plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return by_id(schedule({"status_date": "2024-01-01", **plan})["deliverables"])


def council(**extra: Any) -> dict[str, Any]:  # noqa: ANN401
    """Preparation that ends on 21 May, and the council's decision on it."""
    return {
        "status_date": "2024-05-21",
        "bodies": {"raad": {**COUNCIL}},
        "deliverables": {
            "stuk": {"duration": "1d"},
            "besluit": {"decided_by": "raad", "after": "stuk"} | extra,
        },
    }


def test_a_decision_waits_for_the_meeting_whose_hand_in_day_it_makes() -> None:
    found = rows(council())

    assert found["stuk"]["early_finish"] == "2024-05-21"
    assert found["besluit"]["early_finish"] == "2024-07-04"
    assert found["besluit"]["hand_in"] == "2024-06-20"
    assert found["besluit"]["waited_days"] == 44
    assert found["besluit"]["next_meeting"] == "2024-09-12"
    assert found["besluit"]["cost_of_missing_days"] == 70
    assert found["stuk"]["total_float"] == 22
    assert found["stuk"]["free_float"] == 22
    assert found["stuk"]["late_finish"] == "2024-06-20"


def test_one_day_past_the_hand_in_day_costs_seventy_days() -> None:
    plan = council()
    plan["deliverables"]["stuk"]["not_before"] = "2024-06-21"

    assert rows(plan)["besluit"]["early_finish"] == "2024-09-12"


def test_what_must_be_decided_by_the_end_of_august_is_handed_in_before_the_summer() -> None:
    plan = council()
    plan["targets"] = {"zomer": {"by": "2024-08-30", "milestone": "besluit", "kind": "fatal"}}
    found = rows(plan)

    assert found["besluit"]["late_finish"] == "2024-07-04"
    assert found["stuk"]["late_finish"] == "2024-06-20"


def test_a_status_date_after_the_hand_in_day_leaves_the_meeting_as_it_was() -> None:
    plan = council(not_before="2024-05-22")
    plan["status_date"] = "2024-06-25"
    del plan["deliverables"]["besluit"]["after"]

    assert rows(plan)["besluit"]["early_finish"] == "2024-07-04"


def test_past_the_last_meeting_all_is_unknown_downstream_and_a_plan_of_no_meeting_has_no_late_date() -> None:
    plan = council()
    plan["deliverables"]["stuk"]["not_before"] = "2024-08-30"
    plan["deliverables"]["gereed"] = {"milestone": True, "after": "besluit"}
    plan["targets"] = {"mei": {"by": "2024-05", "milestone": "gereed", "kind": "fatal"}}
    found = rows(plan)

    assert found["besluit"]["early_finish"] is None
    assert found["gereed"]["early_finish"] is None
    assert found["gereed"]["total_float"] is None
    assert found["stuk"]["float_to"] == {"mei": -75}


def test_two_readings_take_the_second_meeting() -> None:
    found = rows(council(readings=2))["besluit"]

    assert found["early_finish"] == "2024-09-12"
    assert found["hand_in"] == "2024-06-20"
    assert found["next_meeting"] is None


def test_recess_takes_meetings_away_but_not_extra_ones() -> None:
    plan = council()
    plan["recesses"] = {"zomer": "2024-07-04..2024-08-31"}
    plan["bodies"]["raad"] = {**COUNCIL, "recess": ["zomer"]}
    extra = {**COUNCIL, "recess": ["zomer"], "extra": [{"on": "2024-07-11", "hand_in": "2024-07-01"}]}

    assert rows(plan)["besluit"]["early_finish"] == "2024-09-12"
    plan["bodies"]["raad"] = extra
    assert rows(plan)["besluit"]["early_finish"] == "2024-07-11"
    assert rows(plan)["besluit"]["hand_in"] == "2024-07-01"


def test_a_group_decides_when_enough_members_have_met() -> None:
    weekly = {"meets": {"every": "tuesday"}, "hand_in": "7ed"}
    monthly = {"meets": {"every": "last tuesday"}, "hand_in": "7ed"}
    plan = council()
    plan["bodies"] = {"a": weekly, "b": monthly, "c": {"meetings": ["2024-09-12"]}}
    plan["groups"] = {"raden": ["a", "b", "c"]}
    plan["deliverables"]["besluit"] |= {"decided_by": "raden", "rule": "2 of 3"}
    plan["deliverables"]["gereed"] = {"milestone": True, "after": "besluit@a"}
    found = rows(plan)

    assert found["besluit@a"]["early_finish"] == "2024-05-28"
    assert found["besluit@b"]["early_finish"] == "2024-05-28"
    assert found["besluit@c"]["early_finish"] == "2024-09-12"
    assert found["besluit"]["early_finish"] == "2024-05-28"
    assert found["gereed"]["early_finish"] == "2024-05-28"


@pytest.mark.parametrize(
    ("event", "name", "end"),
    [
        ("2018-05-15", "standstill", "2018-06-04"),
        ("2024-03-09", "standstill", "2024-04-02"),
        ("2024-04-19", "standstill", "2024-05-13"),
        ("2024-05-23", "open-procedure", "2024-07-08"),
        ("2024-08-27", "standstill", "2024-09-16"),
        ("2024-08-29", "standstill", "2024-09-18"),
        ("2024-12-06", "standstill", "2024-12-30"),
        ("2025-04-01", "standstill", "2025-04-22"),
        ("2024-05-31", "month", "2024-06-30"),
    ],
)
def test_terms_end_where_the_law_says(event: str, name: str, end: str) -> None:
    month = {"days": 1, "unit": "months"}
    deliverables = {"bericht": {"milestone": True, "not_before": event}, "termijn": {"term": name, "after": "bericht"}}
    found = rows({"status_date": event, "terms": {"month": month}, "deliverables": deliverables})

    assert found["bericht"]["early_finish"] == event
    assert found["termijn"]["early_finish"] == end


def test_a_start_milestone_hands_on_the_end_of_its_day_to_a_term() -> None:
    deliverables = {
        "begin": {"milestone": "start", "not_before": "2024-08-27"},
        "termijn": {"term": "standstill", "after": "begin"},
    }
    found = rows({"deliverables": deliverables})["termijn"]

    assert found["early_start"] == "2024-08-28"
    assert found["early_finish"] == "2024-09-16"


@pytest.mark.parametrize(
    ("link", "start"),
    [
        ("a", "2024-01-08"),
        ("a +2d", "2024-01-10"),
        ("a -2d", "2024-01-04"),
        ("a +1ed", "2024-01-08"),
        ("a +3ed", "2024-01-09"),
        ("a SS+2d", "2024-01-03"),
        ("a FF", "2024-01-04"),
        ("a FF+1d", "2024-01-05"),
        ("a FF-1d", "2024-01-03"),
        ("a SF", "2024-01-01"),
        ("a SF+4d", "2024-01-03"),
    ],
)
def test_every_link_sets_the_start_that_its_name_says(link: str, start: str) -> None:
    free = {"calendars": {"week": {"holidays": "none"}}, "calendar": "week"}
    found = rows({**free, "deliverables": {"a": {"duration": "1w"}, "b": {"duration": "2d", "after": link}}})

    assert found["b"]["early_start"] == start


def test_work_not_finished_before_a_monday_start_is_finished_on_friday() -> None:
    deliverables = {
        "a": {"duration": "1d", "not_before": "2024-02-05"},
        "b": {"duration": "2d", "after": "a SF"},
    }
    targets = {"t": {"by": "2024-02-02", "milestone": "b", "kind": "fatal"}}
    found = rows({"deliverables": deliverables, "targets": targets})

    assert found["b"]["early_finish"] == "2024-02-02"
    assert found["a"]["late_start"] == "2024-02-05"
    assert found["a"]["total_float"] == 0
    assert found["a"]["free_float"] == 0


def test_the_path_goes_back_over_what_drives_and_names_the_tied_apart() -> None:
    deliverables = {
        "a": {"duration": "1w"},
        "b": {"duration": "1w"},
        "c": {"duration": "4d"},
        "d": {"milestone": True, "after": ["b", "a", "c"]},
    }
    targets = {"t": {"by": "2024-01-10", "milestone": "d", "kind": "fatal"}}
    plan = {"status_date": "2024-01-02", "deliverables": deliverables, "targets": targets}
    found = rows(plan)

    assert schedule(plan)["targets"] == [
        {"id": "t", "forecast": "2024-01-08", "margin": 2, "margin_days": 2, "critical_path": ["a", "d"], "also": ["b"]}
    ]
    assert [found[name]["critical"] for name in "abcd"] == [True, True, False, True]
    assert [found[name]["total_float"] for name in "abcd"] == [2, 2, 3, 2]
    assert found["c"]["near_critical"]


def test_of_two_that_drive_alike_the_one_that_comes_later_is_on_the_path() -> None:
    deliverables = {
        "a": {"duration": "5d", "not_before": "2024-01-08"},
        "b": {"duration": "1ew", "not_before": "2024-01-08"},
        "c": {"duration": "1d", "after": ["a", "b"]},
    }
    targets = {"t": {"by": "2024-01-31", "milestone": "c", "kind": "aim"}}
    target = schedule({"status_date": "2024-01-02", "deliverables": deliverables, "targets": targets})["targets"][0]

    assert target["critical_path"] == ["b", "c"]
    assert target["also"] == ["a"]


def test_a_meeting_that_only_the_status_date_put_off_is_driven_by_no_predecessor() -> None:
    plan = council(after="begin")
    plan["deliverables"]["begin"] = {"milestone": True, "not_before": "2024-05-01"}
    plan["bodies"]["raad"]["meetings"] = ["2024-05-16", "2024-05-30"]
    plan["targets"] = {"t": {"by": "2024-12-31", "milestone": "besluit", "kind": "aim"}}
    plan["bodies"]["raad"]["hand_in"] = "0ed"

    assert schedule(plan)["targets"][0]["critical_path"] == ["besluit"]


def test_a_milestone_whose_predecessors_are_done_is_reached_by_itself() -> None:
    plan = council(decided={"raad": "2024-05-20"})
    plan["deliverables"]["gereed"] = {"milestone": True, "after": "besluit"}

    assert rows(plan)["gereed"]["done"]
    assert rows(plan)["gereed"]["total_float"] is None


def test_what_was_agreed_holds_its_day_and_binds_what_comes_before() -> None:
    found = rows(council(fixed="2024-09-12"))

    assert found["besluit"]["early_finish"] == "2024-09-12"
    assert found["besluit"]["total_float"] == 0
    assert found["stuk"]["late_finish"] == "2024-08-29"


def test_due_float_looks_downstream_and_due_margin_does_not() -> None:
    found = rows(council(due="2024-Q3"))

    assert found["stuk"]["due_margin"] is None
    assert found["stuk"]["due_of"] == "besluit"
    assert found["stuk"]["due_float"] == 72
    assert found["besluit"]["due_margin"] == 62


def test_a_decision_taken_has_a_date_and_no_float() -> None:
    found = rows(council(decided={"raad": "2024-05-20"}))

    assert found["besluit"]["early_finish"] == "2024-05-20"
    assert found["besluit"]["total_float"] is None
    assert not found["besluit"]["critical"]


def test_a_link_from_a_workstream_waits_for_all_of_it() -> None:
    streams = {"lijn": {"deliverables": {"a": {"duration": "1w"}, "b": {"duration": "2w"}}}}
    found = rows({"workstreams": streams, "deliverables": {"c": {"duration": "1d", "after": "lijn"}}})

    assert found["c"]["early_start"] == "2024-01-16"


def test_quarters_and_months_end_on_their_last_day() -> None:
    assert last_day_of("2024-Q1") == day_of("2024-03-31")
    assert last_day_of("2024-02") == day_of("2024-02-29")
    assert last_day_of("2023-Q4") == day_of("2023-12-31")


def test_easter_falls_where_others_say_in_every_year_from_1900() -> None:
    known = read_case(DATES / "easter.json")["easter"]

    assert {year: date.fromordinal(easter(int(year))).isoformat() for year in known} == known


def test_holidays_are_those_of_others_save_the_fifth_of_may() -> None:
    for year, known in read_case(DATES / "nl_holidays.json")["holidays"].items():
        sunday = easter(int(year))
        ours = {day for day in days_of(f"{year}-01-01..{year}-12-31") if cao_free_and_good_friday(day)}
        liberation = day_of(f"{year}-05-05")

        assert ours - {liberation} == {day_of(day) for day in known} - {sunday, sunday + 49, liberation}


def test_weekdays_agree_with_the_iso_weeks() -> None:
    for day, _, _, number in read_case(DATES / "iso_weeks.json")["cases"]:
        assert weekday(day_of(day)) + 1 == number


def test_working_day_arithmetic_agrees_with_numpy() -> None:
    arithmetic = read_case(DATES / "workday_arithmetic.json")
    free = {day_of(day) for year in read_case(DATES / "nl_holidays.json")["holidays"].values() for day in year}
    weeks = {
        "all": range(7),
        "mon-fri": range(5),
        "mon-thu": range(4),
        "mon,wed,fri": (0, 2, 4),
        "sun-thu": (6, 0, 1, 2, 3),
    }
    for week, holidays, start, duration, first, last, back in arithmetic["cases"]:
        calendar = WorkCalendar(week=frozenset(weeks[week]), closed=frozenset(free if holidays else ()))
        begin = first_working_day(calendar, day_of(start))
        end = last_working_day(calendar, day_of(start))

        assert begin == day_of(first)
        assert (end_of_nth(calendar, begin, duration) - 1 if duration else begin) == day_of(last)
        assert (start_of_nth_back(calendar, end + 1, duration) if duration else end) == day_of(back)


def test_known_schedules_come_out_of_the_oracle_too() -> None:
    for case in [*all_known(), *map(with_dues, cases_with_deadlines())]:
        rows = by_id(schedule(case.plan)["deliverables"])

        assert case.observed(rows) == case.expected, case.id
