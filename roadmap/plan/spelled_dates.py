"""The parts of a date as people write it: 14-1-2025, 2025-01-14, 14 jan 2025, with a weekday or a time beside it."""

from __future__ import annotations

import re

_MONTHS = {
    "jan": 1, "januari": 1, "january": 1, "feb": 2, "februari": 2, "february": 2, "mrt": 3, "maart": 3, "mar": 3,
    "march": 3, "apr": 4, "april": 4, "mei": 5, "may": 5, "jun": 6, "juni": 6, "june": 6, "jul": 7, "juli": 7,
    "july": 7, "aug": 8, "augustus": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "okt": 10, "oktober": 10,
    "oct": 10, "october": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip
_WEEKDAY = re.compile(
    r"(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun"
    r"|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)[.,]?\s+",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:T|,?\s+(?:om\s+)?)\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*(?:uur|u|Z))?", re.IGNORECASE | re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_MONTH_NAMED = re.compile(r"(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})", re.ASCII | re.IGNORECASE)
_MONTH_ALONE = re.compile(r"([a-z]{3,9})\.?[ -](\d{4})", re.ASCII | re.IGNORECASE)
LONGEST = 60


def date_parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day as they are written, day first or year first; None when it is written otherwise."""
    bare = " ".join(text[:LONGEST].split())
    bare = bare[match.end() :] if (match := _WEEKDAY.match(bare)) else bare
    for form in (_YEAR_FIRST, _DAY_FIRST, _MONTH_NAMED):
        match = form.match(bare)
        rest = bare[match.end() :] if match else ""
        if match is None or (rest and not _TIME.fullmatch(rest)) or len(text) > LONGEST:
            continue
        if form is _YEAR_FIRST:
            return int(match[1]), int(match[2]), int(match[3])
        if form is _DAY_FIRST:
            return int(match[4]), int(match[3]), int(match[1])
        if match[2].casefold() in _MONTHS:
            return int(match[3]), _MONTHS[match[2].casefold()], int(match[1])
    return None


def month_named(text: str) -> str | None:
    """A month as a plan writes it, from `sep 2024`; None for anything else."""
    match = _MONTH_ALONE.fullmatch(" ".join(text[:LONGEST].split()))
    month = _MONTHS.get(match[1].casefold()) if match else None
    return f"{match[2]}-{month:02d}" if match and month else None
