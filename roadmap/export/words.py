"""Words in Dutch or English: sentences from catalogues, dates and counts in the reader's form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from gettext import NullTranslations, translation
from importlib.resources import files

from roadmap.findings import DayCount, Ratio

LANGUAGES = ("nl", "en")
# What a terminal acts on, or what turns or hides the text around it: names of files, and what other programs wrote.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Words:
    """Says things in one language. The English sentence is the key; Dutch stands in the catalogue."""

    def __init__(self, language: str) -> None:
        """Open the catalogue of a language; English needs none."""
        self.language = language
        self._catalogue = _catalogue(language)

    def say(self, sentence: str, /, **values: object) -> str:
        """A sentence with its values filled in."""
        text = self._catalogue.gettext(sentence)
        return text.format_map(self._written(values)) if values else text

    def count(self, one: str, many: str, number: int) -> str:
        """A count with its noun: `1 day`, `3 days`."""
        return self._catalogue.ngettext(one, many, abs(number)).format(n=number)

    def day(self, day: date | None) -> str:
        """A date as the reader writes it: 11-12-2024 in Dutch, 2024-12-11 in English; a dash when unknown."""
        if day is None:
            return self.say("unknown")
        return f"{day.day}-{day.month}-{day.year}" if self.language == "nl" else day.isoformat()

    def short_date(self, day: date | None) -> str:
        """A date for a narrow column: 11-12-24 in Dutch, 2024-12-11 in English."""
        if day is None:
            return "?"
        return f"{day:%d-%m-%y}" if self.language == "nl" else day.isoformat()

    def month(self, day: date) -> str:
        """The month of a date in three letters."""
        return self.say(MONTHS[day.month - 1])

    def working_days(self, number: int) -> str:
        """A count of working days."""
        return self.count("{n} working day", "{n} working days", number)

    def days(self, number: int) -> str:
        """A count of calendar days."""
        return self.count("{n} day", "{n} days", number)

    def ratio(self, ratio: Ratio) -> str:
        """A ratio as the reader writes it: 4,5:1 in Dutch, 4.5:1 in English."""
        figures = f"{ratio.hundredths / 100:.2f}".rstrip("0").rstrip(".")
        return f"{figures.replace('.', ',') if self.language == 'nl' else figures}:1"

    def listed(self, names: tuple[str, ...]) -> str:
        """Names as a list in a sentence."""
        return ", ".join(names)

    def _written(self, values: Mapping[str, object]) -> dict[str, object]:
        return {name: self._value(value) for name, value in values.items()}

    def _value(self, value: object) -> object:
        if isinstance(value, date) or value is None:
            return self.day(value)
        if isinstance(value, DayCount):
            return self.working_days(value.days) if value.working else self.days(value.days)
        if isinstance(value, Ratio):
            return self.ratio(value)
        if isinstance(value, tuple):
            return self.listed(tuple(without_controls(str(part)) for part in value))
        return without_controls(value) if isinstance(value, str) else value


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    with_catalogues = str(files("roadmap") / "locale")
    return translation("roadmap", localedir=with_catalogues, languages=[language])


def one_line(text: str) -> str:
    """Text of a plan as it fits in a row: printable, with one blank where it has several, or breaks."""
    return printable(" ".join(text.split()))


def without_controls(text: str) -> str:
    """Text as it can be shown in a sentence, with its breaks and blanks; as `printable` otherwise."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def printable(text: str) -> str:
    """Text of a plan as it can be shown: what a terminal would act on has a sign in its place."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
