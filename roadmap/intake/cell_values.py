"""The values of a sheet as people leave them in Excel, read as a plan writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from roadmap.intake.list_dates import parse_list_date
from roadmap.intake.sheet_cell import Found, SheetCell
from roadmap.plan.durations import parse_duration
from roadmap.plan.faults import FaultError
from roadmap.plan.fields import MAX_TEXT, parse_percent, parse_remaining
from roadmap.plan.periods import FIRST_YEAR, LAST_YEAR, parse_period
from roadmap.plan.sheet_cells import TEXTS, folded
from roadmap.plan.spelled_dates import month_named

_NOTHING = frozenset({"", "-", "\N{EN DASH}", "nee", "no", "n.v.t.", "nvt", "geen", "none", "n/a"})
_SERIAL = re.compile(r"\d{4,6}")
_PERIOD_WORD = re.compile(r"(?:maand|month|kwartaal|quarter)\s+", re.IGNORECASE)
_FRACTION = re.compile(r"0?[.,]\d+")
_BARE_NUMBER = re.compile(r"[1-9]\d{0,3}", re.ASCII)
_COMPUTED_DAYS = frozenset({"start", "finish", "hand_in"})
_MONTH_FIRST = re.compile(r"(?:0?\d|1[0-2])[/.-](?:1[3-9]|2\d|3[01])[/.-]\d{4}")
_LONGEST = 60
# Serial numbers count a 29 February 1900 that never was.
_LEAP_DAY = 60


def read_value(key: str, cell: SheetCell) -> str:
    """What a cell says under a key, as a plan writes it; empty for nothing. Raise FaultError for anything else."""
    if cell.is_computed:
        raise FaultError("cell-formula")
    if key in TEXTS:
        return _text(cell.value)
    value = " ".join(cell.value.split()) if isinstance(cell.value, str) else cell.value
    if value is None or value is False or (isinstance(value, str) and value.casefold() in _NOTHING):
        return ""
    match key:
        case "due":
            return _due(value, cell)
        case "percent":
            return _percent(value, is_percent=cell.is_percent)
        case "remaining":
            return _duration(value, parse_remaining)
        case "duration":
            return _duration(value, parse_duration)
        case _:
            return _day(value, cell).isoformat()


def read_locked(key: str, cell: SheetCell) -> str:
    """What a cell says that nobody was to change; as it stands there when it cannot be read."""
    if cell.value is None:
        return ""
    try:
        if key in _COMPUTED_DAYS and not cell.is_computed:
            return _day(cell.value, cell).isoformat()
    except FaultError:
        pass
    return folded(cell.text)


def shows_month_first(key: str, cell: SheetCell) -> bool:
    """Whether a computed day, which nobody types, can only have the month before the day."""
    return key in _COMPUTED_DAYS and isinstance(cell.value, str) and bool(_MONTH_FIRST.fullmatch(cell.text))


def _text(value: Found) -> str:
    """A text with its line breaks, without blanks about it and without what cannot be seen."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        value = f"{value:%Y-%m-%d}"
    text = "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
    shown = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
    text = "\n".join(" ".join(line.split()) for line in shown.strip().split("\n"))
    if len(text) > MAX_TEXT:
        raise FaultError("text-too-long", limit=MAX_TEXT)
    return text


def _day(value: Found, cell: SheetCell) -> date:
    """A day, be it a date, the serial number of one, or a text."""
    match value:
        case bool():
            raise FaultError("unreadable-date", value=cell.text)
        case datetime():
            return _within_years(value.date())
        case date():
            return _within_years(value)
        case int() | float():
            return _of_serial(value, is_1904=cell.is_1904)
        case str() if _SERIAL.fullmatch(value):
            return _of_serial(int(value), is_1904=cell.is_1904)
        case _:
            return parse_list_date(str(value))


def _of_serial(number: float, *, is_1904: bool) -> date:
    """The day that Excel shows for a number; a time of day is left out."""
    if not 0 <= number < 10**6:
        raise FaultError("unreadable-date", value=str(number)[:_LONGEST])
    days = int(number)
    if is_1904:
        return _within_years(date(1904, 1, 1) + timedelta(days))
    return _within_years(date(1899, 12, 31) + timedelta(days - (days >= _LEAP_DAY)))


def _within_years(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise FaultError("date-out-of-range", value=day.isoformat(), first=FIRST_YEAR, last=LAST_YEAR)
    return day


def _due(value: Found, cell: SheetCell) -> str:
    """A day, a month or a quarter, also as `Q3 2024` and `sep 2024`."""
    if not isinstance(value, str):
        return _day(value, cell).isoformat()
    text = _PERIOD_WORD.sub("", value, count=1)
    named = month_named(text)
    if named is not None:
        return str(parse_period(named))
    try:
        return str(_as_meant(text, parse_period))
    except FaultError as fault:
        if fault.code != "invalid-date":
            raise
        return _day(text, cell).isoformat()


def _percent(value: Found, *, is_percent: bool) -> str:
    """A whole number from 0 to 100, also as a part of one: 0.5 is 50."""
    if isinstance(value, str):
        if not _FRACTION.fullmatch(value):
            return str(parse_percent(value))
        value = float(value.replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FaultError("invalid-number", value=str(value)[:_LONGEST])
    part = value * 100 if is_percent or 0 < value < 1 else value
    if not abs(part) < 10**6 or abs(part - round(part)) > 1e-6:  # noqa: PLR2004 - what a fraction leaves over
        raise FaultError("invalid-number", value=str(value)[:_LONGEST])
    return str(parse_percent(str(round(part))))


def _duration(value: Found, parse: Callable[[str], object]) -> str:
    """A duration, also as `3 weken`; a bare number can be days or weeks."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if _BARE_NUMBER.fullmatch(text):
        raise FaultError("cell-needs-unit", value=text)
    if not isinstance(value, str):
        raise FaultError("invalid-duration", value=text[:_LONGEST])
    return str(_as_meant(value.casefold(), parse))


def _as_meant(text: str, parse: Callable[[str], object]) -> object:
    """What a text says, or what it was meant to say where only one thing can be meant."""
    try:
        return parse(text)
    except FaultError as fault:
        suggestion = fault.params.get("suggestion")
        if not isinstance(suggestion, str):
            raise
        return parse(suggestion)
