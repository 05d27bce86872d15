"""The columns of the sheet, in their order, and what they are called in each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from roadmap.export.words import LANGUAGES, Words

SHEET = "Planning"
HIDDEN = "roadmap"


class Column(NamedTuple):
    """A column: the key of what it holds, its heading, its width in characters at most, and its form."""

    key: str
    heading: str
    width: int
    form: Literal["text", "date", "number"] = "text"


COLUMNS = (
    Column("id", "id", 30),
    Column("code", "code", 12),
    Column("title", "title", 42),
    Column("workstream", "workstream", 34),
    Column("kind", "kind", 20),
    Column("owner", "owner", 20),
    Column("duration", "duration", 12),
    Column("due", "due", 11, "date"),
    Column("not_before", "not before", 11, "date"),
    Column("started", "started", 11, "date"),
    Column("remaining", "remaining", 10),
    Column("percent", "percent", 11, "number"),
    Column("finished", "finished", 11, "date"),
    Column("note", "note", 36),
    Column("start", "start", 11, "date"),
    Column("finish", "finish", 11, "date"),
    Column("state", "state", 14),
    Column("float", "float", 8, "number"),
    Column("slip", "slip", 8, "number"),
    Column("hand_in", "hand in", 11, "date"),
)


def headings() -> dict[str, str]:
    """The key of each column by its heading in small letters, in every language."""
    return dict(_headings())


def _headings() -> Iterator[tuple[str, str]]:
    for words in map(Words, LANGUAGES):
        for column in COLUMNS:
            yield words.say(column.heading).casefold(), column.key
