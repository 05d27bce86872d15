"""Where in the text of a plan file a whole record stands, with the comments that belong to it, and where one is put.

To a record on lines of its own belong the comments directly above it, at its own indentation, and those within and
below it that stand deeper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from roadmap.plan.editing.spans import (
    Splice,
    content_end,
    emptied,
    entries_of,
    inserted,
    is_flow,
    key_of,
    line_break,
    line_end,
    line_start,
    out_of_flow,
)
from roadmap.plan.editing.yaml_text import entry, written
from roadmap.plan.source import Mapping, Node, Sequence

STEP = 2


@dataclass(frozen=True, slots=True)
class RecordText:
    """A record as it is put into a file: as lines, from the left margin on, and within brackets.

    ``flow`` is None where brackets would lose a comment.
    """

    lines: tuple[str, ...]
    flow: str | None


def extent(text: str, holder: Mapping, name: str) -> tuple[int, int]:
    """From the first line of a record up to the line break of its last one; of a mapping on lines."""
    key = key_of(holder, name)
    column = key.start - line_start(text, key.start)
    return _first_line(text, key.start, column), _last_line(text, holder[name], key.end, column)


def record_text(text: str, holder: Mapping, name: str) -> RecordText:
    """A record as it stands, ready to be put elsewhere."""
    key, node = key_of(holder, name), holder[name]
    if is_flow(text, holder):
        words = text[key.start : content_end(text, node)].splitlines()
        lines = (words[0], *(" " * STEP + line.lstrip() for line in words[1:]))
        return RecordText(lines, words[0] if len(words) == 1 else None)
    start, end = extent(text, holder, name)
    column = key.start - line_start(text, key.start)
    lines = tuple(_outdented(line, column) for line in text[start:end].splitlines())
    return RecordText(lines, None if "#" in text[start:end] else entry(name, _in_brackets(node), in_flow=True))


def taken_out(text: str, root: Mapping, path: tuple[str, ...]) -> list[Splice]:
    """A record out of its mapping, with its comments and one gap beside it."""
    above, holder = mapping_at(root, path[:-2]), mapping_at(root, path[:-1])
    if above is None or holder is None:
        return []
    entries = entries_of(holder)
    number = next(number for number, (key, _) in enumerate(entries) if key == path[-1])
    if is_flow(text, holder):
        return [out_of_flow(text, entries, number)]
    start, end = extent(text, holder, path[-1])
    out = [_lines_out(text, start, end, is_first=not number, is_last=number + 1 == len(entries))]
    return out if len(entries) > 1 else [*out, emptied(text, key_of(above, path[-2]))]


def put_in(text: str, root: Mapping, path: tuple[str, ...], record: RecordText) -> Iterator[list[Splice]]:
    """The ways to put a record in the mapping at a path, the likeliest first; none where it has no form for that."""
    above, holder = mapping_at(root, path[:-1]), mapping_at(root, path)
    if holder:
        yield from _behind_others(text, holder, record)
    elif above is not None:
        yield from _as_first(text, above, path[-1], record)


def mapping_at(root: Mapping, path: tuple[str, ...]) -> Mapping | None:
    """The mapping at the end of a path of keys."""
    node: Node | None = root
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node if isinstance(node, Mapping) else None


def _behind_others(text: str, holder: Mapping, record: RecordText) -> Iterator[list[Splice]]:
    """A record in a mapping that has some, in the form of the others."""
    entries = entries_of(holder)
    if is_flow(text, holder):
        yield from [[inserted(text, holder, entries, record.flow)]] if record.flow is not None else []
        return
    start, end = extent(text, holder, str(entries[-1][0]))
    column = holder.start - line_start(text, holder.start)
    gap = len(entries) > 1 and _is_blank_before(text, start)
    yield [Splice(end, end, _lines(text, end, column, record, gap=gap))]
    # What is a block scalar may be all that follows: then only before it nothing of it changes.
    new = _lines(text, start, column, record, gap=False).removeprefix(line_break(text, start))
    yield [Splice(start, start, new + line_break(text, start) * (2 if gap else 1))]


def _as_first(text: str, above: Mapping, key: str, record: RecordText) -> Iterator[list[Splice]]:
    """A record as the only one below a key that is new in a mapping, or that has nothing in its brackets."""
    if is_flow(text, above):
        if record.flow is not None:
            new = f"{key}: {{{record.flow}}}"
            yield [
                out_and_in(above[key], record.flow) if key in above else inserted(text, above, entries_of(above), new)
            ]
        return
    column = above.start - line_start(text, above.start)
    below = column + _step(text, above)
    if key in above:
        empty = above[key]
        colon = len(text[: empty.start].rstrip(" "))
        end = line_end(text, empty.end)
        yield [Splice(colon, empty.end, ""), Splice(end, end, _lines(text, end, below, record, gap=False))]
        return
    _, end = extent(text, above, str(entries_of(above)[-1][0]))
    head = _lines(text, end, column, RecordText((f"{key}:",), None), gap=not column)
    yield [Splice(end, end, head + _lines(text, end, below, record, gap=False))]


def out_and_in(empty: Node, flow: str) -> Splice:
    """A record within brackets that hold nothing yet."""
    return Splice(empty.start, empty.end, f"{{{flow}}}")


def writes_on_one_line(text: str, holder: Mapping | None) -> bool:
    """Whether the last record of a mapping stands within brackets, so that a new one does too."""
    entries = entries_of(holder) if holder is not None else []
    return bool(entries) and is_flow(text, entries[-1][1])


def record_step(text: str, holder: Mapping | None) -> int:
    """How much deeper than their keys the content of the records in a mapping stands."""
    return _step(text, holder) if holder is not None else STEP


def _first_line(text: str, offset: int, column: int) -> int:
    """The first of the comments directly above a key, else its own line."""
    start = line_start(text, offset)
    while start > 0:
        above = line_start(text, start - 1)
        if not text.startswith(" " * column + "#", above):
            break
        start = above
    return start


def _last_line(text: str, node: Node, behind_key: int, column: int) -> int:
    """The end of the last line of a record, or of the comments below that stand deeper than its key."""
    end = line_end(text, max(content_end(text, node), behind_key))
    position = end
    while (position := text.find("\n", position) + 1) > 0:
        stop = line_end(text, position)
        line = text[position:stop]
        if line.startswith(" " * (column + 1)) and line.lstrip(" ").startswith("#"):
            end = stop
        elif line.strip():
            break
    return end


def _lines_out(text: str, start: int, end: int, *, is_first: bool, is_last: bool) -> Splice:
    """Whole lines out, and the empty lines before them when they are the last ones, else those behind."""
    stop = text.find("\n", end) + 1
    while is_last and _is_blank_before(text, start):
        start = line_start(text, start - 1)
    if not stop:
        return Splice(line_end(text, start - 1), len(text), "")
    while not is_last and (is_first or _is_blank_before(text, start)) and _is_blank(text, stop):
        stop = text.find("\n", stop) + 1
    return Splice(start, stop, "")


def _is_blank_before(text: str, start: int) -> bool:
    """Whether the line before one is empty."""
    return start > 0 and not text[line_start(text, start - 1) : start].strip()


def _is_blank(text: str, start: int) -> bool:
    """Whether a line is empty, and not the end of the text."""
    end = line_end(text, start)
    return end < len(text) and not text[start:end].strip()


def _lines(text: str, offset: int, column: int, record: RecordText, *, gap: bool) -> str:
    """A record as lines behind an offset, with the line breaks that are used there."""
    ends = line_break(text, offset)
    indent = " " * column
    return (ends if gap else "") + "".join(f"{ends}{indent}{line}" if line.strip() else ends for line in record.lines)


def _step(text: str, above: Mapping) -> int:
    """How much deeper than its key a mapping on lines stands here."""
    for key, node in entries_of(above):
        if isinstance(node, Mapping) and node and not is_flow(text, node):
            return (node.start - line_start(text, node.start)) - (key.start - line_start(text, key.start))
    return STEP


def _outdented(line: str, column: int) -> str:
    """A line moved to the left, as far as it has room."""
    return line[min(column, len(line) - len(line.lstrip(" "))) :]


def _in_brackets(node: Node) -> str:
    """Content on one line; the dialect bounds how deep this goes."""
    if isinstance(node, Mapping):
        return "{" + ", ".join(entry(key, _in_brackets(below), in_flow=True) for key, below in node.items()) + "}"
    if isinstance(node, Sequence):
        return "[" + ", ".join(map(_in_brackets, node)) + "]"
    return written(str(node), in_flow=True)
