"""A file with parts of its text replaced, taken only when it reads back as what was asked."""

from __future__ import annotations

from collections.abc import Iterable

from roadmap.findings import added_errors
from roadmap.plan.editing.spans import Splice, spliced
from roadmap.plan.source import Document, parse_document


def respelled(document: Document, splices: Iterable[Splice], expected: object) -> Document | None:
    """The document with parts replaced; None unless its content is the expected one, and no worse to read."""
    text = spliced(document.source.text, splices)
    read = parse_document(text, document.source.name)
    is_as_asked = read.root == expected and not added_errors(document.findings, read.findings)
    return read if is_as_asked else None
