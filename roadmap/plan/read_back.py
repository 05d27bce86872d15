"""A file with parts of its text replaced, taken only when it reads back as what was asked."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Values
from types import MappingProxyType

from roadmap.findings import added_errors
from roadmap.plan.source import Document, Mapping, Node, Sequence, Text, parse_document
from roadmap.plan.spans import Splice, spliced

Content = str | list["Content"] | dict[str, "Content"] | None
"""What a file says, without places."""
UNCHANGED: Values[tuple[int, int], str] = MappingProxyType({})


def respelled(document: Document, splices: Iterable[Splice], expected: object) -> Document | None:
    """The document with parts replaced; None unless its content is the expected one, and no worse to read."""
    text = spliced(document.source.text, splices)
    read = parse_document(text, document.source.name)
    is_as_asked = read.root == expected and not added_errors(document.findings, read.findings)
    return read if is_as_asked else None


def plain(node: Node | None, instead: Values[tuple[int, int], str] = UNCHANGED) -> Content:
    """Content as bare text, lists and mappings, with some texts, by their spans, changed into others."""
    # The dialect bounds how deep this goes.
    if isinstance(node, Mapping):
        return {_text(key, instead): plain(below, instead) for key, below in node.items()}
    if isinstance(node, Sequence):
        return [plain(below, instead) for below in node]
    return _text(node, instead) if node is not None else None


def _text(text: str, instead: Values[tuple[int, int], str]) -> str:
    own = str(text)
    return instead.get((text.start, text.end), own) if isinstance(text, Text) else own
