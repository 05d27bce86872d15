"""The shipped tables against the facts they were written from, Easter, and two holiday packages."""

import json
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import holidays
import pytest
from workalendar.europe import Netherlands, NetherlandsWithSchoolHolidays

EASTER_CASES = Path(__file__).parents[1] / "oracles" / "cases" / "dates" / "easter.json"
YEARS = range(2018, 2033)
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
FREE_FROM = 2024
CHECKED = date(2026, 11, 21)
LUSTRUM_YEARS = (2020, 2025, 2030)
CAO = "cao-gemeenten"
STATUTORY = "statutory"
SCHOOL = "school-holidays-noord"

TENDER = ("publicatie", "inschrijftermijn", "beoordeling", "gunningsbesluit", "opschortende-termijn", "gunning")


@dataclass(frozen=True)
class Day:
    """One holiday with all its dates."""

    name: str
    name_en: str
    source: str
    checked: date
    dates: tuple[date, ...]
    setting: str | None = None
    decree: bool = False


@dataclass(frozen=True)
class SchoolHoliday:
    """First and last day, both inclusive."""

    id: str
    name: str
    name_en: str
    source: str
    checked: date
    first: date
    last: date

    def days(self) -> set[date]:
        """All its days, weekends included."""
        return {self.first + timedelta(n) for n in range((self.last - self.first).days + 1)}


def read_table(name: str) -> dict[str, Any]:
    """Read a shipped TOML file."""
    return tomllib.loads((files("roadmap") / "tables" / f"{name}.toml").read_text(encoding="utf-8"))


def read_days(name: str) -> tuple[Day, ...]:
    """Read the `[[day]]` entries; an unknown key is a TypeError."""
    return tuple(Day(**{**entry, "dates": tuple(entry["dates"])}) for entry in read_table(name)["day"])


def read_school_holidays() -> tuple[SchoolHoliday, ...]:
    """Read the `[[holiday]]` entries; an unknown key is a TypeError."""
    return tuple(SchoolHoliday(**entry) for entry in read_table(SCHOOL)["holiday"])


def gather(days: tuple[Day, ...]) -> set[date]:
    """All dates of these entries."""
    return {day for entry in days for day in entry.dates}


def dates_named(table: str, name: str) -> tuple[date, ...]:
    """The dates of all entries with this name, in order."""
    return tuple(sorted(day for entry in read_days(table) if entry.name == name for day in entry.dates))


def equated_days() -> set[date]:
    """The dates equated by decree."""
    return gather(tuple(entry for entry in read_days(STATUTORY) if entry.decree))


def easter_sundays() -> dict[int, date]:
    """Read Easter by year from the oracle."""
    cases: dict[str, str] = json.loads(EASTER_CASES.read_text(encoding="utf-8"))["easter"]
    return {int(year): date.fromisoformat(day) for year, day in cases.items() if int(year) in YEARS}


def church_sundays() -> set[date]:
    """Easter Sundays and Whit Sundays, which our tables leave out."""
    return {easter + timedelta(n) for easter in easter_sundays().values() for n in (0, 49)}


def liberation_days() -> set[date]:
    """5 May of every year."""
    return {date(year, 5, 5) for year in YEARS}


def ordinary_liberation_days() -> set[date]:
    """5 May of the years that are no lustrum of the liberation."""
    return {day for day in liberation_days() if day.year not in LUSTRUM_YEARS}


def library_public_days() -> set[date]:
    """The public holidays that `holidays` knows."""
    return set(holidays.country_holidays("NL", years=YEARS))


def workalendar_days() -> set[date]:
    """What `workalendar` knows."""
    return {day for year in YEARS for day, _ in Netherlands().holidays(year)}


# The days of 2023, 2024 and 2025, with what they are to municipal staff and to statutory periods.
FREE, LOCAL, WORKDAY = "free", "by setting", "workday"
LAW, DECREE, PLAIN = "law", "decree", "plain"
THREE_YEARS = [
    ("Nieuwjaarsdag", ["2023-01-01", "2024-01-01", "2025-01-01"], FREE, LAW),
    ("Goede Vrijdag", ["2023-04-07", "2024-03-29", "2025-04-18"], LOCAL, LAW),
    ("Tweede Paasdag", ["2023-04-10", "2024-04-01", "2025-04-21"], FREE, LAW),
    ("Koningsdag", ["2023-04-27", "2024-04-27", "2025-04-26"], FREE, LAW),
    ("Bevrijdingsdag", ["2023-05-05"], LOCAL, LAW),
    ("Bevrijdingsdag", ["2024-05-05", "2025-05-05"], FREE, LAW),
    ("Hemelvaartsdag", ["2023-05-18", "2024-05-09", "2025-05-29"], FREE, LAW),
    ("Vrijdag na Hemelvaartsdag", ["2023-05-19", "2024-05-10", "2025-05-30"], WORKDAY, DECREE),
    ("Tweede Pinksterdag", ["2023-05-29", "2024-05-20", "2025-06-09"], FREE, LAW),
    ("Eerste Kerstdag", ["2023-12-25", "2024-12-25", "2025-12-25"], FREE, LAW),
    ("Tweede Kerstdag", ["2023-12-26", "2024-12-26", "2025-12-26"], FREE, LAW),
    ("Vrijdag na Koningsdag", ["2023-04-28"], WORKDAY, DECREE),
    ("Vrijdag na Tweede Kerstdag", ["2024-12-27"], WORKDAY, DECREE),
]


def cao_standing(name: str, day: date) -> str:
    """Tell what this day is to municipal staff."""
    found = [entry for entry in read_days(CAO) if entry.name == name and day in entry.dates]
    if not found:
        return WORKDAY
    return LOCAL if found[0].setting else FREE


def statutory_standing(name: str, day: date) -> str:
    """Tell what this day is to statutory periods."""
    found = [entry for entry in read_days(STATUTORY) if entry.name == name and day in entry.dates]
    if not found:
        return PLAIN
    return DECREE if found[0].decree else LAW


@pytest.mark.parametrize(("name", "days", "cao", "statutory"), THREE_YEARS)
def test_the_two_tables_tell_days_off_and_term_days_apart(name: str, days: list[str], cao: str, statutory: str) -> None:
    dates = [date.fromisoformat(day) for day in days]

    assert {cao_standing(name, day) for day in dates} == {cao}
    assert {statutory_standing(name, day) for day in dates} == {statutory}


def test_the_three_years_hold_no_other_days() -> None:
    expected = {date.fromisoformat(day) for _, days, _, _ in THREE_YEARS for day in days}
    working = {date.fromisoformat(day) for _, days, cao, _ in THREE_YEARS if cao == WORKDAY for day in days}
    years = (2023, 2024, 2025)

    assert {day for day in gather(read_days(STATUTORY)) if day.year in years} == expected
    assert {day for day in gather(read_days(CAO)) if day.year in years} == expected - working


@pytest.mark.parametrize(
    ("name", "days_after_easter"),
    [("Goede Vrijdag", -2), ("Tweede Paasdag", 1), ("Hemelvaartsdag", 39), ("Tweede Pinksterdag", 50)],
)
@pytest.mark.parametrize("table", [CAO, STATUTORY])
def test_movable_days_follow_easter(table: str, name: str, days_after_easter: int) -> None:
    expected = tuple(easter_sundays()[year] + timedelta(days_after_easter) for year in YEARS)

    assert dates_named(table, name) == expected


@pytest.mark.parametrize(
    ("name", "month", "day"),
    [("Nieuwjaarsdag", 1, 1), ("Bevrijdingsdag", 5, 5), ("Eerste Kerstdag", 12, 25), ("Tweede Kerstdag", 12, 26)],
)
@pytest.mark.parametrize("table", [CAO, STATUTORY])
def test_fixed_days_are_listed_in_every_year(table: str, name: str, month: int, day: int) -> None:
    assert dates_named(table, name) == tuple(date(year, month, day) for year in YEARS)


@pytest.mark.parametrize("table", [CAO, STATUTORY])
def test_kings_day_moves_to_saturday_when_it_would_be_a_sunday(table: str) -> None:
    found = dates_named(table, "Koningsdag")

    assert tuple(day.year for day in found) == tuple(YEARS)
    assert {(day.month, day.day) for day in found if day.year not in (2025, 2031)} == {(4, 27)}
    assert {date(2025, 4, 26), date(2031, 4, 26)} <= set(found)
    assert SUNDAY not in {day.weekday() for day in found}


def test_liberation_day_is_free_from_2024_and_in_the_lustrum_year_before_it() -> None:
    free = gather(tuple(entry for entry in read_days(CAO) if not entry.setting))
    expected = {date(year, 5, 5) for year in (2020, *range(FREE_FROM, 2033))}

    assert free & liberation_days() == expected


def test_only_disputed_days_hang_on_a_setting() -> None:
    by_setting = {entry.setting: entry.name for entry in read_days(CAO) if entry.setting}

    assert by_setting == {"good_friday": "Goede Vrijdag", "liberation_day_before_2024": "Bevrijdingsdag"}
    assert not any(entry.setting for entry in read_days(STATUTORY))


def test_equated_days_are_those_of_the_two_decrees() -> None:
    by_decree: dict[str, list[str]] = {}
    for entry in read_days(STATUTORY):
        if entry.decree:
            by_decree.setdefault(entry.source, []).extend(day.isoformat() for day in entry.dates)

    assert [sorted(days) for days in by_decree.values()] == [
        ["2023-04-28", "2023-05-19", "2024-05-10", "2024-12-27", "2025-05-30"],
        ["2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26"],
    ]


def test_equated_days_are_fridays_after_the_holiday_they_are_named_for() -> None:
    equated = tuple(entry for entry in read_days(STATUTORY) if entry.decree)

    for entry in equated:
        holiday = dates_named(STATUTORY, entry.name.removeprefix("Vrijdag na "))
        assert all(day.weekday() == FRIDAY for day in entry.dates)
        assert {day - timedelta(1) for day in entry.dates} <= set(holiday)


def test_every_friday_after_ascension_day_within_the_decrees_is_equated() -> None:
    table = read_table(STATUTORY)
    ascension = dates_named(STATUTORY, "Hemelvaartsdag")
    expected = tuple(day + timedelta(1) for day in ascension if table["decree_from"] <= day <= table["decree_until"])

    assert dates_named(STATUTORY, "Vrijdag na Hemelvaartsdag") == expected
    assert [day.year for day in expected] == list(range(2023, 2029))


def test_no_table_lists_easter_sunday_or_whit_sunday() -> None:
    assert not church_sundays() & (gather(read_days(CAO)) | gather(read_days(STATUTORY)))


def test_holidays_package_differs_on_good_friday_and_liberation_day_only() -> None:
    ours = gather(tuple(entry for entry in read_days(CAO) if not entry.setting))
    library = library_public_days()

    assert library - ours == church_sundays() | set(dates_named(CAO, "Goede Vrijdag"))
    assert ours - library == {day for day in ordinary_liberation_days() if day.year >= FREE_FROM}


def test_workalendar_counts_the_days_by_setting_as_holidays_too() -> None:
    assert workalendar_days() - church_sundays() == gather(read_days(CAO))


def test_workalendar_knows_the_statutory_days_but_for_the_equated_ones() -> None:
    assert gather(read_days(STATUTORY)) - workalendar_days() == equated_days()
    assert workalendar_days() - gather(read_days(STATUTORY)) == church_sundays()


def test_holidays_package_misses_liberation_days_and_equated_days_of_the_law() -> None:
    assert gather(read_days(STATUTORY)) - library_public_days() == equated_days() | ordinary_liberation_days()
    assert library_public_days() - gather(read_days(STATUTORY)) == church_sundays()


SCHOOL_HOLIDAYS = [
    ("herfst-2022", "Herfstvakantie", "2022-10-15", "2022-10-23"),
    ("kerst-2022", "Kerstvakantie", "2022-12-24", "2023-01-08"),
    ("voorjaar-2023", "Voorjaarsvakantie", "2023-02-25", "2023-03-05"),
    ("mei-2023", "Meivakantie", "2023-04-29", "2023-05-07"),
    ("zomer-2023", "Zomervakantie", "2023-07-22", "2023-09-03"),
    ("herfst-2023", "Herfstvakantie", "2023-10-21", "2023-10-29"),
    ("kerst-2023", "Kerstvakantie", "2023-12-23", "2024-01-07"),
    ("voorjaar-2024", "Voorjaarsvakantie", "2024-02-17", "2024-02-25"),
    ("mei-2024", "Meivakantie", "2024-04-27", "2024-05-05"),
    ("zomer-2024", "Zomervakantie", "2024-07-20", "2024-09-01"),
    ("herfst-2024", "Herfstvakantie", "2024-10-26", "2024-11-03"),
    ("kerst-2024", "Kerstvakantie", "2024-12-21", "2025-01-05"),
    ("voorjaar-2025", "Voorjaarsvakantie", "2025-02-15", "2025-02-23"),
    ("mei-2025", "Meivakantie", "2025-04-26", "2025-05-04"),
    ("zomer-2025", "Zomervakantie", "2025-07-12", "2025-08-24"),
    ("herfst-2025", "Herfstvakantie", "2025-10-18", "2025-10-26"),
    ("kerst-2025", "Kerstvakantie", "2025-12-20", "2026-01-04"),
]


def test_school_holidays_are_those_published() -> None:
    found = [(entry.id, entry.name, str(entry.first), str(entry.last)) for entry in read_school_holidays()]

    assert found == SCHOOL_HOLIDAYS


def test_school_holidays_begin_on_saturday_and_end_on_sunday() -> None:
    for entry in read_school_holidays():
        assert (entry.first.weekday(), entry.last.weekday()) == (SATURDAY, SUNDAY)
        assert entry.id.endswith(str(entry.first.year))


def test_school_holidays_agree_with_the_holidays_package() -> None:
    table = read_table(SCHOOL)
    library = holidays.country_holidays("NL", subdiv="Noord", categories=("school",), years=range(2022, 2027))
    within = {day for day in library if table["known_from"] <= day <= table["known_until"]}

    assert {day for entry in read_school_holidays() for day in entry.days()} == within


def test_school_holidays_agree_with_workalendar_up_to_its_last_year() -> None:
    north = NetherlandsWithSchoolHolidays(region="north")
    listed = [found for year in range(2022, 2026) for found in north.holidays(year)]
    library = {day for day, label in listed if label.endswith(" holiday") and day >= date(2022, 10, 15)}
    ours = {day for entry in read_school_holidays() for day in entry.days()}

    assert {day for day in ours if day < date(2026, 1, 1)} == library
    with pytest.raises(NotImplementedError):
        north.holidays(2026)


@pytest.mark.parametrize("table", [CAO, STATUTORY])
def test_day_entries_are_sourced_sorted_and_within_what_is_known(table: str) -> None:
    head = read_table(table)

    assert (head["known_from"], head["known_until"]) == (date(2018, 1, 1), date(2032, 12, 31))
    assert head["title"]
    assert head["title_en"]
    for entry in read_days(table):
        assert entry.name
        assert entry.name_en
        assert entry.source
        assert entry.checked == CHECKED
        assert list(entry.dates) == sorted(set(entry.dates))
        assert head["known_from"] <= entry.dates[0] <= entry.dates[-1] <= head["known_until"]


@pytest.mark.parametrize("table", [CAO, STATUTORY])
def test_no_date_is_listed_twice(table: str) -> None:
    listed = [day for entry in read_days(table) for day in entry.dates]

    assert len(listed) == len(set(listed))


def test_equated_days_lie_within_the_decrees() -> None:
    table = read_table(STATUTORY)

    assert (table["decree_from"], table["decree_until"]) == (date(2023, 1, 1), date(2028, 12, 31))
    assert {day.year for day in equated_days()} == set(range(2023, 2029))


def test_school_holidays_are_sourced_sorted_and_within_what_is_known() -> None:
    head = read_table(SCHOOL)
    entries = read_school_holidays()

    assert (head["known_from"], head["known_until"]) == (entries[0].first, entries[-1].last)
    assert (head["known_from"], head["known_until"]) == (date(2022, 10, 15), date(2026, 1, 4))
    assert all(one.last < other.first for one, other in pairwise(entries))
    for entry in entries:
        assert entry.name_en
        assert entry.source
        assert entry.checked == CHECKED


TERMS = [
    ("standstill", "20 days", "forward", "2.127"),
    ("open-procedure", "45 days", "forward", "2.71"),
    ("restricted-procedure", "30 days", "forward", "2.71"),
    ("sas", None, "forward", "2.38-2.39"),
    ("clarification-note", "10 days", "back", "2.54"),
    ("opinion", "8 weeks", "forward", "Wet gemeenschappelijke regelingen"),
]


@pytest.mark.parametrize(("name", "length", "direction", "article"), TERMS)
def test_terms_hold_the_periods_of_the_law(name: str, length: str | None, direction: str, article: str) -> None:
    term = read_table("terms")[name]
    found = f"{term['days']} {term['unit']}" if "days" in term else None

    assert (found, term["direction"]) == (length, direction)
    assert (term["kind"], term["roll"]) == ("min", "statutory")
    assert article in term["article"]


PROCEDURES = {
    "raadsbesluit": ("college", "raad"),
    "collegebesluit-met-raadsinformatiebrief": ("besluit", "raadsinformatiebrief"),
    "wensen-en-bedenkingen": ("voornemen", "raad", "besluit"),
    "gr-wijziging": ("ontwerp", "zienswijze", "verwerking", "toestemming", "besluit", "bekendmaking"),
    "openbare-aanbesteding": TENDER,
    "sas-aanbesteding": TENDER,
}


def test_procedures_have_their_steps_each_of_one_kind_and_in_order() -> None:
    procedures = read_table("procedures")
    kinds = {"duration", "milestone", "decided_by", "term"}

    assert {name: tuple(rule["steps"]) for name, rule in procedures.items()} == PROCEDURES
    for rule in procedures.values():
        for step, said in rule["steps"].items():
            assert kinds & set(said) in [{kind} for kind in kinds] or kinds & set(said) == {"term", "duration"}
            assert step == next(iter(rule["steps"])) or said["after"].split()[0] in rule["steps"]


def test_procedures_that_rest_on_a_law_say_on_which_and_where_it_was_read() -> None:
    sourced = {name: rule for name, rule in read_table("procedures").items() if name != "raadsbesluit"}

    for rule in sourced.values():
        assert rule["article"]
        assert rule["source"]
        assert rule["checked"] == CHECKED
    assert all(rule["title"] and rule["title_en"] and rule["note"] for rule in read_table("procedures").values())


def test_terms_in_procedures_are_those_of_the_law_and_its_tenders_differ_in_the_one_only() -> None:
    procedures = read_table("procedures")
    public, social = (procedures[name]["steps"] for name in ("openbare-aanbesteding", "sas-aanbesteding"))
    terms = {said["term"] for rule in procedures.values() for said in rule["steps"].values() if "term" in said}

    assert terms <= set(read_table("terms"))
    assert {step for step in public if public[step] != social[step]} == {"inschrijftermijn"}
    assert procedures["gr-wijziging"]["steps"]["zienswijze"]["term"] == "opinion"


def test_terms_are_the_shipped_ones_and_sourced() -> None:
    terms = read_table("terms")
    keys = {"title", "title_en", "unit", "kind", "direction", "roll", "article", "source", "checked", "note"}

    assert list(terms) == [name for name, *_ in TERMS]
    for term in terms.values():
        assert set(term) - {"days"} == keys
        assert all(term[key] for key in keys)
        assert term["checked"] == CHECKED
