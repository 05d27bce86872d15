"""The shipped tables: dated facts of calendar and law, each with its source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from roadmap.plan.periods import Days

WORK_CALENDAR = "cao-gemeenten"
SCHOOL_HOLIDAYS = "schoolvakanties-noord"
NO_HOLIDAYS = "none"


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days off in the years for which a table is known; some count only when a setting says so."""

    known: Days
    days: frozenset[date]
    by_setting: dict[str, frozenset[date]]
    decree_known: Days | None = None


@dataclass(frozen=True, slots=True)
class SchoolHolidays:
    """School holidays of one region in the years for which they are published."""

    known: Days
    holidays: tuple[Days, ...]


@cache
def municipal_days_off() -> DaysOff:
    """Days off of municipal staff (Cao Gemeenten)."""
    return _days_off("cao-gemeenten")


@cache
def statutory_days() -> DaysOff:
    """Days beside Saturday and Sunday on which a statutory term cannot end (Algemene termijnenwet)."""
    return _days_off("statutory")


@cache
def school_holidays() -> SchoolHolidays:
    """School holidays of region Noord."""
    table = _read("school-holidays-noord")
    return SchoolHolidays(_known(table), tuple(Days(entry["first"], entry["last"]) for entry in table["holiday"]))


@cache
def term_rules() -> dict[str, dict[str, Any]]:
    """The shipped rules for terms, by name, with the keys of a plan's own rule and some more."""
    return _read("terms")


@cache
def procedure_rules() -> dict[str, dict[str, Any]]:
    """The shipped procedures, by name, with the keys of a plan's own procedure and some more."""
    return _read("procedures")


def _days_off(name: str) -> DaysOff:
    table = _read(name)
    days: set[date] = set()
    by_setting: dict[str, frozenset[date]] = {}
    for entry in table["day"]:
        if "setting" in entry:
            by_setting[entry["setting"]] = frozenset(entry["dates"])
        else:
            days.update(entry["dates"])
    decree = Days(table["decree_from"], table["decree_until"]) if "decree_from" in table else None
    return DaysOff(_known(table), frozenset(days), by_setting, decree)


def _known(table: dict[str, Any]) -> Days:
    return Days(table["known_from"], table["known_until"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("roadmap") / "tables" / f"{name}.toml").read_text(encoding="utf-8"))
