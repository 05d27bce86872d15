"""Did you mean: near misses among known names, and the English key for the obvious Dutch one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap.findings import Value

MANY = 2_000
NEAR = 2
MAX_SUGGESTIONS = 50

DUTCH_KEYS = {
    "aanleveren": "hand_in", "aanlevertermijn": "hand_in", "afgestemd_met": "agreed_with", "afgestemd": "agreed_with",
    "begin": "not_before", "begonnen": "started", "gestart": "started", "besluit": "decided_by",
    "besluit_door": "decided_by", "besloten": "decided", "bestuur": "bodies", "besturen": "bodies",
    "orgaan": "bodies", "organen": "bodies", "dekt": "covers", "doel": "goal", "doelen": "targets",
    "duur": "duration", "doorlooptijd": "duration", "eigenaar": "owner", "trekker": "owner", "einde": "finished",
    "gereed": "finished", "klaar": "finished", "feestdagen": "holidays", "gesloten": "closed",
    "groep": "groups", "groepen": "groups", "informeert": "informs", "informeren": "informs",
    "instellingen": "settings", "kalender": "calendar", "werkkalender": "calendar", "kalenders": "calendars",
    "lezingen": "readings", "lijn": "workstream", "lijnen": "workstreams", "mijlpaal": "milestone",
    "na": "after", "voorganger": "after", "voorgangers": "after", "afhankelijk_van": "after",
    "niet_voor": "not_before", "notitie": "note", "opmerking": "note", "opgaven": "requirements",
    "eisen": "requirements", "peildatum": "status_date", "procent": "percent", "reces": "recess",
    "recessen": "recesses", "resterend": "remaining", "resultaat": "result", "resultaten": "deliverables",
    "producten": "deliverables", "regel": "rule", "schatting": "estimate", "streefdatum": "due", "taal": "language",
    "termijn": "term", "termijnen": "terms", "titel": "title", "naam": "title", "uiterlijk": "due",
    "deadline": "due", "voortgang": "progress", "vastgelegd": "fixed", "vastgesteld_door": "adopted_by",
    "vaststelling": "adopted_by", "vergaderingen": "meetings", "vergadert": "meets",
    "name": "title", "depends_on": "after", "predecessors": "after", "start": "not_before", "end": "due",
    "assignee": "owner", "kleuren": "colours", "huiskleuren": "colours", "colors": "colours",
}  # fmt: skip

DUTCH_CHOICES = {
    "fataal": "fatal", "fatale": "fatal", "hard": "fatal", "streef": "aim", "streefdatum": "aim", "streven": "aim",
    "ja": "true", "waar": "true", "nee": "false", "onwaar": "false", "yes": "true", "no": "false",
    "begin": "start", "startmoment": "start", "einde": "finish", "eind": "finish", "gereed": "finish",
    "nederlands": "nl", "dutch": "nl", "engels": "en", "english": "en", "dag": "days", "dagen": "days",
    "week": "weeks", "weken": "weeks", "maand": "months", "maanden": "months", "minimaal": "min", "minstens": "min",
    "minimum": "min", "precies": "exact", "wettelijk": "statutory", "geen": "none", "werkdag": "workday",
    "vrij": "holiday", "feestdag": "holiday", "ma": "mon", "maandag": "mon", "di": "tue", "dinsdag": "tue",
    "wo": "wed", "woensdag": "wed", "do": "thu", "donderdag": "thu", "vr": "fri", "vrijdag": "fri", "za": "sat",
    "zaterdag": "sat", "zo": "sun", "zondag": "sun",
}  # fmt: skip
SHOWN = 6
"""So many of the names that there are is enough to choose from."""
_ENTRY = re.compile(r"([\w-]+)(?::\s*|\s+)(\S.*)")


def english_choice(value: str, choices: Iterable[str]) -> str | None:
    """The value that was probably meant: the English word for a Dutch one, or a near miss."""
    known = set(choices)
    translated = DUTCH_CHOICES.get(value.lower())
    return translated if translated in known else nearest(value.lower(), known)


def hint(name: str, known: Iterable[str]) -> dict[str, Value]:
    """For a name that is not there the one that looks most like it; when none does, the first of those there are."""
    names = sorted(known)
    near = nearest(name, names)
    if near is not None or not names:
        return {"suggestion": near}
    return {"known": tuple(names[:SHOWN]), "more": max(0, len(names) - SHOWN)}


def entry_meant(text: str, allowed: Iterable[str]) -> str | None:
    """A key and its value as they were probably meant by `title:Inspraak` or `title Inspraak`."""
    match = _ENTRY.fullmatch(text.strip())
    return f"{match[1]}: {match[2]}" if match and match[1] in set(allowed) else None


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like a wrong one, if any does."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a plan with faults needs it

    names = sorted(known)
    if len(names) > MANY:
        names = [other for other in names if other[:1] == name[:1] and abs(len(other) - len(name)) <= NEAR][:MANY]
    return next(iter(get_close_matches(name, names, n=1)), None)


def english_key(key: str, allowed: Iterable[str]) -> str | None:
    """The key that was probably meant: the English word for a Dutch one, or a near miss."""
    keys = set(allowed)
    translated = DUTCH_KEYS.get(key.lower().replace("-", "_").replace(" ", "_"))
    if translated in keys:
        return translated
    return entry_meant(key, keys) or nearest(key, keys)
