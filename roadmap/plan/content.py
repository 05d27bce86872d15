"""What a file says, without the places at which it says so."""

from __future__ import annotations

from collections.abc import Mapping as Values
from types import MappingProxyType

from roadmap.plan.source import Mapping, Node, Sequence, Text

Content = str | list["Content"] | dict[str, "Content"] | None
UNCHANGED: Values[tuple[int, int], str] = MappingProxyType({})


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
