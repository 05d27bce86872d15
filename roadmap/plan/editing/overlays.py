"""An overlay: a file in the plan format that holds only what would be otherwise, laid over a plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from roadmap.findings import Finding, PlanError, Severity, in_order
from roadmap.plan.editing.changes import Change
from roadmap.plan.model import Header
from roadmap.plan.plan import Plan
from roadmap.plan.records import SECTIONS
from roadmap.plan.source import Document, Mapping, Node, Text, read_document
from roadmap.plan.suggestions import nearest


def read_overlay(path: Path, plan: Plan) -> tuple[Change, ...]:
    """The changes that a file asks for, one for each value; raise PlanError with all that cannot be laid over."""
    document = read_document(path, path.as_posix())
    reader = _Reader(document, plan)
    changes = tuple(reader.changes())
    if document.findings or reader.findings:
        raise PlanError(in_order([*document.findings, *reader.findings]))
    return changes


class _Reader:
    """Takes one document apart; what names nothing in the plan is reported at its place."""

    def __init__(self, document: Document, plan: Plan) -> None:
        self.document = document
        self.plan = plan
        self.findings: list[Finding] = []

    def changes(self) -> Iterator[Change]:
        root = self.document.root
        if not isinstance(root, Mapping):
            if root is not None:
                self._report("expected-mapping", root, key=self.document.source.name)
            elif not self.document.findings:
                self._report("empty-file", root)
            return
        for key, node in root.items():
            if key in SECTIONS:
                yield from self._section(str(key), node)
            elif key in Header.model_fields:
                yield from self._values("plan", "", (str(key),), node)
            else:
                self._report("unknown-key", key if isinstance(key, Text) else node, key=str(key), suggestion=None)

    def _section(self, section: str, node: Node) -> Iterator[Change]:
        if not isinstance(node, Mapping):
            self._report("expected-mapping", node, key=section)
            return
        for name, record in node.items():
            if self.plan.places.read_at(section, name) is None:
                known = [found for kind, found in self.plan.places.names() if kind == section]
                suggestion = nearest(str(name), known)
                key = name if isinstance(name, Text) else node
                self._report("unknown-record", key, id=str(name), suggestion=suggestion)
            elif section == "workstreams" and isinstance(record, Mapping) and "deliverables" in record:
                below = Mapping({key: value for key, value in record.items() if key != "deliverables"})
                yield from self._values(section, str(name), (), below)
                yield from self._section("deliverables", record["deliverables"])
            else:
                yield from self._values(section, str(name), (), record)

    def _values(self, section: str, name: str, path: tuple[str, ...], node: Node) -> Iterator[Change]:
        """The values below a node, by the keys that lead to them; nesting is bounded by the dialect."""
        waiting: list[tuple[tuple[str, ...], Node]] = [(path, node)]
        while waiting:
            keys, value = waiting.pop()
            if isinstance(value, Mapping):
                waiting.extend(((*keys, str(key)), below) for key, below in reversed(value.items()))
            elif isinstance(value, Text):
                yield Change(section, name, keys, str(value))
            elif all(isinstance(part, Text) for part in value):
                yield Change(section, name, keys, tuple(map(str, value)))
            else:
                self._report("not-editable", value, id=name, key=".".join(keys))

    def _report(self, code: str, node: Node | None, **params: str | None) -> None:
        source = self.document.source
        place = source.location(node) if node is not None else source.location_at(0, 1)
        self.findings.append(Finding(code, Severity.ERROR, place, params))
