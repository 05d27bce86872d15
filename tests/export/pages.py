"""What a browser finds in a page: elements with their attributes and texts, read by the parser of Python itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "img"}
SHAPES = {"path", "rect"}


@dataclass(slots=True)
class Element:
    """One element; of its text all that stands anywhere within it."""

    tag: str
    attributes: dict[str, str]
    inner: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, tag: str = "", kind: str = "") -> Iterator[Element]:
        """The elements within, in their order, of a tag and a class."""
        for element in self.inner:
            if tag in {"", element.tag} and (not kind or kind in element.attributes.get("class", "").split()):
                yield element
            yield from element.all(tag, kind)

    def one(self, tag: str = "", kind: str = "") -> Element:
        """The only one."""
        (element,) = self.all(tag, kind)
        return element


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]
        self.doctype = ""

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inner.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Only in drawings: HTML has no elements that close themselves.
        assert tag in SHAPES, f"<{tag}/>"
        self.open[-1].inner.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read_page(content: bytes) -> Element:
    """The page as a tree; fails when an element is closed by another one or not at all."""
    reader = _Reader()
    reader.feed(content.decode("utf-8"))
    reader.close()

    assert reader.doctype == "DOCTYPE html"
    assert [element.tag for element in reader.open] == [""], "an element stays open"
    return reader.open[0]
