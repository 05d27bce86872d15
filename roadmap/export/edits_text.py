"""What changes in plan files, line by line, as a unified difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from roadmap.export.words import printable

CONTEXT = 2
FARTHEST = 100
"""Lines that an edit changes in one place at most; past that the rest counts as changed, which is true but long."""


class Changed(NamedTuple):
    """Lines of the old text, and those of the new one that come in their place; numbers from 0, half-open."""

    first: int
    last: int
    new_first: int
    new_last: int


def to_text(before: Mapping[str, str], after: Mapping[str, str], folder: str) -> str:
    """The lines of every file that changes; files are named from where the command was given."""
    prefix = "" if folder in {"", "."} else f"{folder.rstrip('/')}/"
    return "".join(
        f"{printable(row)}\n"
        for name in sorted(after)
        for row in _difference(_lines(before[name]), _lines(after[name]), prefix + name)
    )


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def _difference(old: Sequence[str], new: Sequence[str], path: str) -> Iterator[str]:
    yield f"--- {path}"
    yield f"+++ {path}"
    for hunk in _hunks(_changes(old, new)):
        first, last = max(hunk[0].first - CONTEXT, 0), min(hunk[-1].last + CONTEXT, len(old))
        shift = hunk[0].new_first - hunk[0].first
        grown = hunk[-1].new_last - hunk[-1].last
        yield f"@@ -{_range(first, last)} +{_range(first + shift, last + grown)} @@"
        position = first
        for change in hunk:
            yield from (f" {_shown(line)}" for line in old[position : change.first])
            yield from (f"-{_shown(line)}" for line in old[change.first : change.last])
            yield from (f"+{_shown(line)}" for line in new[change.new_first : change.new_last])
            position = change.last
        yield from (f" {_shown(line)}" for line in old[position:last])


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Changed]:
    """The lines that differ, in one walk: a plan may be long and repeat itself, but few of its lines change."""
    here, there = 0, 0
    while here < len(old) or there < len(new):
        if old[here : here + 1] == new[there : there + 1]:
            here, there = here + 1, there + 1
            continue
        last, new_last = _next_equal(old, here, new, there)
        yield Changed(here, last, there, new_last)
        here, there = last, new_last


def _next_equal(old: Sequence[str], here: int, new: Sequence[str], there: int) -> tuple[int, int]:
    """From where on the two are equal again, for two lines at least."""
    for far in range(1, FARTHEST):
        for ahead in range(far + 1):
            pair = old[here + ahead : here + ahead + 2]
            if pair and pair == new[there + far - ahead : there + far - ahead + 2]:
                return here + ahead, there + far - ahead
    return len(old), len(new)


def _hunks(changes: Iterator[Changed]) -> Iterator[list[Changed]]:
    """Changes that stand so near each other that what is shown around them would overlap."""
    hunk: list[Changed] = []
    for change in changes:
        if hunk and change.first - hunk[-1].last > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _range(first: int, last: int) -> str:
    """Line numbers as a unified difference has them: from 1, and the line before for no lines."""
    count = last - first
    return f"{first + 1 if count else first},{count}"


def _shown(line: str) -> str:
    return line.removesuffix("\r")
