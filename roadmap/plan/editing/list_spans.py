"""Where in the text of a plan file a list of single values gets other ones: what stays in it is not touched."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Entries
from typing import NamedTuple

from roadmap.plan.editing.spans import (
    Entry,
    Splice,
    is_flow,
    line_break,
    line_end,
    line_start,
    out_of_flow,
    out_of_lines,
)
from roadmap.plan.editing.yaml_text import written
from roadmap.plan.source import Sequence, Text


class _Gap(NamedTuple):
    """Between two values that stay: the number of the first one gone, those that go, and those that come."""

    first: int
    gone: list[Text]
    new: list[str]


def relisted(text: str, node: Sequence, values: Entries[str]) -> list[Splice] | None:
    """What turns a list into another one, value by value; None when its values do not stay in their order."""
    old = [item for item in node if isinstance(item, Text)]
    if not old or len(old) < len(node) or not values:
        return None
    gaps = _gaps(old, values)
    if gaps is None:
        return None
    change = _change_flow if is_flow(text, node) else _change_lines
    return [splice for gap in gaps for splice in change(text, old, gap)]


def _gaps(old: list[Text], values: Entries[str]) -> list[_Gap] | None:
    wanted, known = set(values), set(old)
    gaps = [_Gap(0, [], [])]
    position = 0
    for value in values:
        if value not in known:
            gaps[-1].new.append(value)
            continue
        while position < len(old) and old[position] not in wanted:
            gaps[-1].gone.append(old[position])
            position += 1
        if position == len(old) or old[position] != value:
            return None
        position += 1
        gaps.append(_Gap(position, [], []))
    gaps[-1].gone.extend(old[position:])
    return [gap for gap in gaps if gap.gone or gap.new]


def _change_flow(text: str, old: list[Text], gap: _Gap) -> Iterator[Splice]:
    """In brackets a new value takes the place of one that goes; what is left over comes behind or goes."""
    new = [written(value, in_flow=True) for value in gap.new]
    both = min(len(gap.gone), len(new))
    for item, value in zip(gap.gone, new, strict=False):
        yield Splice(item.start, item.end, value)
    first = gap.first + both
    if new[both:]:
        # Behind the value before; of a list that has none before the one behind.
        more = ", ".join(new[both:])
        yield (
            Splice(old[first - 1].end, old[first - 1].end, f", {more}")
            if first
            else Splice(old[0].start, old[0].start, f"{more}, ")
        )
    last = gap.first + len(gap.gone)
    tail = text[old[first - 1].end : old[-1].end] if 0 < first < last == len(old) else "#"
    if "#" not in tail:
        yield Splice(old[first - 1].end, old[-1].end, "")
        return
    entries: list[Entry] = [(item, item) for item in old]
    for number in range(first, last):
        yield out_of_flow(text, entries, number)


def _change_lines(text: str, old: list[Text], gap: _Gap) -> Iterator[Splice]:
    """A line for each value; one that goes stays as a comment when a comment is about it."""
    for item in gap.gone:
        dash = text.rfind("-", 0, item.start)
        end = line_end(text, item.end)
        if text[item.end : end].strip(" "):
            yield Splice(dash, dash + 1, "#")
        else:
            yield out_of_lines(text, dash, item.end)
    if not gap.new:
        return
    dash = text.rfind("-", 0, old[0].start)
    indent = " " * (dash - line_start(text, dash))
    lines = [f"{indent}- {written(value, in_flow=False)}" for value in gap.new]
    if gap.first:
        end = line_end(text, old[gap.first - 1].end)
        yield Splice(end, end, "".join(f"{line_break(text, end)}{line}" for line in lines))
    else:
        start = line_start(text, dash)
        yield Splice(start, start, "".join(f"{line}{line_break(text, start)}" for line in lines))
