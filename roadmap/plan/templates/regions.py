"""The bodies of a region whose meeting days and recesses are not known yet: estimates by a rule.

The rules are told in the comments of the templates; who changes one here changes it there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from roadmap.plan.editing.yaml_text import written
from roadmap.plan.fields import id_from

MEETING_WEEKS = ("2nd", "3rd", "4th")
MEETING_DAYS = ("tuesday", "wednesday", "thursday", "monday")
SATURDAY = 5
HAND_IN = "28ed"


def council_id(municipality: str) -> str:
    """The id of the council of a municipality."""
    return f"raad-{id_from(municipality)}"


def meeting_pattern(number: int) -> str:
    """The estimated meeting day of the council that comes so many places after the first: weeks and days in turn."""
    return f"{MEETING_WEEKS[number % len(MEETING_WEEKS)]} {MEETING_DAYS[number % len(MEETING_DAYS)]}"


def council_records(municipalities: Sequence[str], recesses: Sequence[str]) -> str:
    """The councils of a region, in the order of their names."""
    return "\n\n".join(_council(number, name, recesses) for number, name in enumerate(municipalities))


def _council(number: int, municipality: str, recesses: Sequence[str]) -> str:
    lines = (
        f"{council_id(municipality)}:",
        f"  title: {written(f'Gemeenteraad {municipality}', in_flow=False)}",
        f"  municipality: {written(municipality, in_flow=False)}",
        f"  hand_in: {HAND_IN}",
        f"  meets: {{every: {meeting_pattern(number)}}}  # schatting",
        f"  recess: {written(tuple(recesses), in_flow=False)}",
    )
    return "\n".join(lines)


def recess_names(kinds: Sequence[str], first: date, last: date) -> tuple[str, ...]:
    """The recesses of some kinds that touch the days of a plan, by name, in the order of their days."""
    found = [(begin, name) for kind in kinds for name, begin, _ in _recesses(kind, first, last)]
    return tuple(name for _, name in sorted(found))


def recess_records(kinds: Sequence[str], first: date, last: date) -> str:
    """The same, each with its first and last day."""
    found = [recess for kind in kinds for recess in _recesses(kind, first, last)]
    return "\n".join(f"{name}: {begin.isoformat()}..{end.isoformat()}" for name, begin, end in found)


def _recesses(kind: str, first: date, last: date) -> list[tuple[str, date, date]]:
    """The recesses of one kind in the years of a plan; one that begins in the year before may reach into it."""
    begin_in, days = _RULES[kind]
    begins = [(year, begin_in(year)) for year in range(first.year - 1, last.year + 1)]
    found = [(f"{kind}-{year}", begin, begin + timedelta(days - 1)) for year, begin in begins]
    return [recess for recess in found if recess[2] >= first and recess[1] <= last]


def _summer(year: int) -> date:
    """The first Saturday on or after 12 July."""
    day = date(year, 7, 12)
    return day + timedelta((SATURDAY - day.weekday()) % 7)


def _summer_of_executives(year: int) -> date:
    """A week later."""
    return _summer(year) + timedelta(7)


def _christmas(year: int) -> date:
    """The last Saturday up to and including 25 December."""
    day = date(year, 12, 25)
    return day - timedelta((day.weekday() - SATURDAY) % 7)


_Rule = tuple[Callable[[int], date], int]
_RULES: dict[str, _Rule] = {
    "zomer": (_summer, 49),
    "summer": (_summer, 49),
    "college-zomer": (_summer_of_executives, 28),
    "kerst": (_christmas, 16),
    "christmas": (_christmas, 16),
}
