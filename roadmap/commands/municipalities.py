"""The municipalities of a region as they are named on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from roadmap.export.words import Words
from roadmap.plan.fields import id_from

MOST = 400
LONGEST = 60
OPTION = "'--municipality'"


def read_municipalities(given: Iterable[str], words: Words) -> tuple[str, ...]:
    """The names, also several behind one option, in the order of the alphabet; a complaint when they cannot be used."""
    by_id: dict[str, str] = {}
    for name in _names(given):
        if len(name) > LONGEST:
            raise _complaint(words.say('"{name}" is too long; a name has {limit} characters at most.', **_cut(name)))
        key = id_from(name)
        if not key:
            raise _complaint(words.say('"{name}" has no letter from a to z and no digit to make an id of.', name=name))
        if key in by_id:
            raise _complaint(words.say('"{name}" stands there twice, also as "{other}".', name=name, other=by_id[key]))
        by_id[key] = name
    if len(by_id) > MOST:
        raise _complaint(words.say("{n} municipalities are too many; {limit} is the most.", n=len(by_id), limit=MOST))
    if given and not by_id:
        raise _complaint(words.say("A municipality needs a name."))
    return tuple(by_id[key] for key in sorted(by_id))


def _names(given: Iterable[str]) -> list[str]:
    """Each name with one blank where it has several; no Dutch municipality has a comma or semicolon in its name."""
    return [name for text in given for part in re.split("[,;]", text) if (name := " ".join(part.split()))]


def _cut(name: str) -> dict[str, object]:
    return {"name": f"{name[:LONGEST]}...", "limit": LONGEST}


def _complaint(text: str) -> click.BadParameter:
    return click.BadParameter(text, param_hint=OPTION)
