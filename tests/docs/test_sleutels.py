"""The Dutch page of keys says of each what the English one and the editors say; ROADMAP_GOLDEN=1 writes it anew."""

from __future__ import annotations

import os
import re

from roadmap.export.words import Words
from tests.docs.test_docs import DOCS, RECORDS, sections, table

PAGE = DOCS / "sleutels.md"
HEADINGS = {
    "The main file": "Het hoofdbestand",
    "settings": "Onder `settings`",
    "publish": "Onder `publish`",
    "colours": "Onder `colours`",
    "Sections": "Onderdelen, in elk bestand van een plan",
    "Deliverables": "Een resultaat, onder `deliverables`",
    "estimate": "Onder `estimate` van een resultaat",
    "progress": "Onder `progress` van een resultaat",
    "Workstreams": "Een lijn, onder `workstreams`",
    "Bodies and groups": "Een orgaan, onder `bodies`",
    "meets": "Onder `meets` van een orgaan",
    "extra": "Onder `extra` van een orgaan",
    "Calendars": "Een kalender, onder `calendars`",
    "Terms": "Een termijn, onder `terms`",
    "Procedures": "Een procedure, onder `procedures`",
    "steps of a procedure": "Onder `steps` van een procedure",
    "Targets": "Een doel, onder `targets`",
    "Requirements": "Een opgave of eis, onder `requirements`",
}
TAKES = {
    "; or a list": "; of een lijst",
    "keys below": "sleutels hieronder",
    "keys as above": "sleutels als bij een resultaat",
    "date, month or quarter": "dag, maand of kwartaal",
    "day or range": "dag of bereik",
    "recess or range": "reces of bereik",
    "list of ids": "lijst van id's",
    "duration, `0d` too": "doorlooptijd, ook `0d`",
    "`https://` address": "adres met `https://`",
    "predecessor": "voorganger",
    "duration": "doorlooptijd",
    "weekday": "weekdag",
    "number": "getal",
    "colour": "kleur",
    "reason": "reden",
    "text": "tekst",
    "range": "bereik",
    "date": "dag",
    " to ": " tot ",
    " or ": " of ",
}
HEAD = """\
# Alle sleutels van een plan

Wat in een plan kan staan, met achter elke sleutel wat u erachter schrijft en wat het zegt.
Voorbeelden bij elk onderdeel staan (in het Engels) in [plan-file.md](plan-file.md).
Een editor die het schema kent (`roadmap schema`), zegt hetzelfde terwijl u typt.
Een id bestaat uit kleine letters, cijfers en streepjes.
Een dag is `2024-09-17`, een maand `2024-09`, een kwartaal `2024-Q3`, een bereik `2024-07-20..2024-09-01`.
Een doorlooptijd is `5d` (werkdagen), `3w` (werkweken), `28ed` (alle dagen) of `4ew` (alle weken).
"""


def takes_in_dutch(text: str) -> str:
    """What stands behind a key, in Dutch; what is written as code stays."""
    for english, dutch in TAKES.items():
        text = re.sub(re.escape(english) + r"(?![^`]*`(?:[^`]*`[^`]*`)*[^`]*$)", dutch, text)
    return text


def written() -> str:
    """The page, from the tables of the English one and the Dutch of each sentence."""
    words, english = Words("nl"), sections("plan-file.md")
    parts = [HEAD]
    for heading, dutch in HEADINGS.items():
        rows = [
            f"| {key} | {takes_in_dutch(takes)} | {words.say(says)} |"
            for key, takes, says in table(english[heading], "key")
        ]
        parts.append(f"\n## {dutch}\n\n| sleutel | erachter | wat het zegt |\n|---|---|---|\n" + "\n".join(rows) + "\n")
    return "".join(parts)


def test_page_has_every_key_of_the_format_in_dutch() -> None:
    if os.environ.get("ROADMAP_GOLDEN") == "1":
        PAGE.write_text(written(), encoding="utf-8")

    assert set(HEADINGS) == set(RECORDS)
    assert PAGE.read_text(encoding="utf-8") == written()
