"""`diff --markdown`: to paste into a memo or a merge request."""

from __future__ import annotations

import re

from roadmap.export.difference_words import Section

_BREAK = re.compile(r"\s*\n\s*")
_SPECIAL = re.compile(r"([\\`*_\[\]<|~&#$])")


def to_markdown(title: str, sections: list[Section], nothing: str) -> str:
    """A heading, then a list for each section; one sentence where nothing differs."""
    parts = [f"# {_escaped(title)}\n", *(_section(section) for section in sections)]
    return "\n".join(parts if sections else [*parts, f"{_escaped(nothing)}\n"])


def _section(section: Section) -> str:
    lines = [f"## {_escaped(section.title)}", ""]
    for first, *further in section.entries:
        lines.append(f"- {_escaped(first)}")
        lines.extend(f"  - {_escaped(text)}" for text in further)
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    """Text in one line, in which nothing is taken for markup nor in front of it: no list, no quotation, no rule."""
    in_one = _BREAK.sub(" ", text)
    return re.sub(r"^(\d+(?=[.)]))?(?=[-+>=.)])", r"\1\\", _SPECIAL.sub(r"\\\1", in_one))
