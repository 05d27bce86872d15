"""Where in the text of a plan file a value is replaced, put in or taken out; nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Sequence as Entries
from typing import NamedTuple

from roadmap.plan.source import Mapping, Node, Sequence, Text

Entry = tuple[Text, Node]
"""A key with its value, as they stand in a file."""

_INDICATOR = re.compile(r"[|>][0-9+-]*")
_BLANK_AND_COMMENT = re.compile(r"(?:[ \r\n]|#[^\n]*)*")


class Splice(NamedTuple):
    """The text from one offset up to another, and what comes in its place."""

    start: int
    end: int
    new: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with everything replaced; where two overlap, all that either takes out is out."""
    parts: list[str] = []
    position = 0
    for splice in sorted(splices):
        parts.extend((text[position : splice.start], splice.new))
        position = max(position, splice.end)
    return "".join([*parts, text[position:]])


def entries_of(mapping: Mapping) -> list[Entry]:
    """The keys of a mapping, with their places, and their values."""
    return [(key, node) for key, node in mapping.items() if isinstance(key, Text)]


def key_of(mapping: Mapping, name: str) -> Text:
    """A key of a mapping, with its place."""
    return next(key for key, _ in entries_of(mapping) if key == name)


def is_flow(text: str, node: Node) -> bool:
    """Whether a mapping or list is written with brackets."""
    return isinstance(node, Mapping | Sequence) and text[node.start] in "{["


def replaced(text: str, key: Text, node: Node, new: str) -> list[Splice]:
    """A value in place of another one; comments behind it stay."""
    if isinstance(node, Text) and node.start == node.end:
        return [Splice(node.start, node.start, f" {new}" if text[: node.start].endswith(":") else f": {new}")]
    if _is_block_scalar(text, node):
        match = _INDICATOR.match(text, node.start)
        stop = match.end() if match else node.start
        end = max(content_end(text, node), line_end(text, stop))
        return [Splice(node.start, stop, new), Splice(line_end(text, stop), end, "")]
    if isinstance(node, Text) or is_flow(text, node):
        return [Splice(node.start, node.end, new)]
    colon = _behind_colon(text, key)
    end = line_end(text, content_end(text, node))
    return [Splice(colon, colon, f" {new}"), Splice(line_end(text, colon), end, "")]


def inserted(text: str, holder: Mapping, entries: Entries[Entry], new: str) -> Splice:
    """A key with its value in a mapping, behind the last of the entries given."""
    if is_flow(text, holder):
        if not entries:
            return Splice(holder.start + 1, holder.start + 1, new)
        end = content_end(text, entries[-1][1])
        return Splice(end, end, f", {new}")
    indent = " " * (holder.start - line_start(text, holder.start))
    # What the last line of a block scalar is depends on what follows it, so nothing new follows one.
    before = [node for _, node in entries if not _is_block_scalar(text, _last_leaf(text, node))]
    if not before:
        return Splice(holder.start, holder.start, f"{new}{line_break(text, holder.start)}{indent}")
    end = line_end(text, content_end(text, before[-1]))
    return Splice(end, end, f"{line_break(text, end)}{indent}{new}")


def removed(text: str, holder: Mapping, name: str) -> list[Splice]:
    """A key taken out of a mapping with its value; comments stay."""
    entries = entries_of(holder)
    number = next(number for number, (key, _) in enumerate(entries) if key == name)
    key, node = entries[number]
    if is_flow(text, holder):
        return [out_of_flow(text, entries, number)]
    # The line before may be the last one of a block scalar: its line break belongs to that, and deeper comments would.
    follows_block = number > 0 and _is_block_scalar(text, _last_leaf(text, entries[number - 1][1]))
    if isinstance(node, Text | Sequence) or is_flow(text, node) or follows_block:
        return [out_of_lines(text, key.start, content_end(text, node), keeps_break=follows_block)]
    head = out_of_lines(text, key.start, _behind_colon(text, key))
    below = [splice for inner, _ in entries_of(node) for splice in removed(text, node, inner)]
    return [head, *below]


def as_lines(text: str, holder: Mapping, items: Entries[str]) -> str:
    """A list as lines below its key, for a value in a mapping that is written as lines too."""
    indent = " " * (holder.start - line_start(text, holder.start) + 2)
    return "".join(f"{line_break(text, holder.start)}{indent}- {item}" for item in items)


def emptied(text: str, key: Text) -> Splice:
    """What stands behind the key of a record that has no keys left."""
    colon = _behind_colon(text, key)
    return Splice(colon, colon, " {}")


def out_of_flow(text: str, entries: list[Entry], number: int) -> Splice:
    """A key with a comma out of a mapping in brackets: of the last one the comma before it, else the one behind it."""
    key, node = entries[number]
    end = content_end(text, node)
    is_last = number + 1 == len(entries)
    if is_last and number:
        before = content_end(text, entries[number - 1][1])
        # A comment or a line break between the two stays, and so does the comma before that.
        if not text[before : key.start].strip(" ,"):
            return Splice(before, end, "")
    gap = _BLANK_AND_COMMENT.match(text, end)
    comma = gap.end() if gap else end
    stop = comma + 1 if text[comma] == "," else end
    if is_last:
        return out_of_lines(text, key.start, stop)
    while text[stop] == " ":
        stop += 1
    return out_of_lines(text, key.start, stop) if text[stop] in "\r\n#" else Splice(key.start, stop, "")


def out_of_lines(text: str, start: int, end: int, *, keeps_break: bool = False) -> Splice:
    """A part of one or more lines out; whole lines when nothing else is on them, else up to the comment behind it."""
    first, last = line_start(text, start), line_end(text, end)
    rest = text[end:last]
    if text[first:start].strip(" "):
        return Splice(start, end, "")
    if rest.strip(" "):
        return Splice(start, end + len(rest) - len(rest.lstrip(" ")), "")
    if last < len(text):
        return Splice(first, text.index("\n", last) + 1, "")
    if keeps_break or not first:
        return Splice(first, last, "")
    return Splice(line_end(text, first - 1), last, "")


def _is_block_scalar(text: str, node: Node) -> bool:
    return isinstance(node, Text) and not node.plain and text[node.start : node.end][:1] in {"|", ">"}


def _last_leaf(text: str, node: Node) -> Node:
    """The last value within lists and mappings written as lines; what has brackets is one value."""
    while isinstance(node, Mapping | Sequence) and node and not is_flow(text, node):
        node = list(node.values())[-1] if isinstance(node, Mapping) else node[-1]
    return node


def content_end(text: str, node: Node) -> int:
    """Where a value ends, without comments and empty lines behind it."""
    leaf = _last_leaf(text, node)
    if _is_block_scalar(text, leaf):
        return leaf.start + len(text[leaf.start : leaf.end].rstrip(" \r\n"))
    return leaf.end


def _behind_colon(text: str, key: Text) -> int:
    return text.index(":", key.end) + 1


def line_start(text: str, offset: int) -> int:
    """The beginning of the line on which an offset lies."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """The end of the line on which an offset lies, before its line break."""
    end = text.find("\n", offset)
    if end < 0:
        return len(text)
    return end - 1 if text[max(end - 1, 0)] == "\r" else end


def line_break(text: str, offset: int) -> str:
    """The line break that is used here: the next one, else the one before."""
    end = text.find("\n", offset)
    end = text.rfind("\n") if end < 0 else end
    return "\r\n" if text[max(end - 1, 0) : end] == "\r" else "\n"
