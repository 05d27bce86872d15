"""`diff` as text for a terminal."""

from __future__ import annotations

from roadmap.export.difference_words import Section
from roadmap.export.terminal import Cell, Column, Screen, line, table


def to_text(title: str, sections: list[Section], nothing: str, screen: Screen) -> str:
    """A heading, then a paragraph for each section; one sentence where nothing differs."""
    parts = [line(screen, Cell(title, "strong")), *(_section(section, screen) for section in sections)]
    return "\n".join(parts if sections else [*parts, line(screen, nothing)])


def _section(section: Section, screen: Screen) -> str:
    """A title, and a list whose further lines hang below their entry."""
    entries = "".join(_row("-", 1, entry[0], screen) + _further(entry, screen) for entry in section.entries)
    return line(screen, Cell(section.title, "strong")) + entries


def _further(entry: tuple[str, ...], screen: Screen) -> str:
    return "".join(_row("", 4, text, screen) for text in entry[1:])


def _row(mark: str, width: int, text: str, screen: Screen) -> str:
    return table([Column("", width), Column("")], [(mark, text)], screen, head=False)
