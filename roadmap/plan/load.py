"""From a folder or a file to a plan: read every file, validate every record, and say all that is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from collections.abc import Mapping as Texts
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from roadmap.findings import Finding, Location, PlanError, Severity, Value, bounded, has_errors, in_order
from roadmap.plan.faults import FaultError
from roadmap.plan.fields import id_from, parse_id
from roadmap.plan.includes import excess, matching_files, oversize
from roadmap.plan.model import Header, Workstream
from roadmap.plan.plan import Place, Places, Plan, StepOf
from roadmap.plan.procedures import Procedure, expanded, read_procedure, shipped_procedures, step_findings
from roadmap.plan.progress import progress_findings
from roadmap.plan.records import SECTIONS, kind_findings, read_model, read_record, unknown_key, with_suggestions
from roadmap.plan.references import reference_findings
from roadmap.plan.source import Document, Mapping, Node, Refused, Source, Text, parse_text, read_document

MAIN_FILE = "plan.yaml"
MAX_STEPS = 10_000
"""Steps of procedures, as deliverables."""
NO_TEXTS: Texts[str, str] = MappingProxyType({})
SHARED_IDS = {
    "deliverables": ("deliverables", "workstreams"),
    "workstreams": ("deliverables", "workstreams"),
    "bodies": ("bodies", "groups"),
    "groups": ("bodies", "groups"),
}


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan as far as it could be read, where it came from, and everything there is to say about it."""

    plan: Plan
    folder: str
    findings: tuple[Finding, ...]
    sources: tuple[Source, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether there is a plan to compute with."""
        return not has_errors(self.findings)


def load_plan(path: Path, texts: Texts[str, str] = NO_TEXTS) -> LoadedPlan:
    """Read the plan in a folder (``plan.yaml``) or a file; raise PlanError when there is nothing to read.

    A file that ``texts`` names, by its name within the plan's folder, is read from there and not from disk.
    """
    main = _main_file(path)
    folder = main.parent
    document = _read(main, main.name, texts)
    included, findings = _included(document, main, texts)
    documents = [document, *included]
    if any(document.root is None for document in documents):
        raise PlanError([*findings, *_findings_of(documents)])
    fallback = folder.resolve().name if main.name == MAIN_FILE else main.stem
    return _assemble(documents, fallback, folder.as_posix(), findings)


def reread_plan(loaded: LoadedPlan, texts: Texts[str, str]) -> LoadedPlan:
    """The plan as its files would say it with these texts in the place of their own; nothing is read from disk."""
    documents = [parse_text(texts.get(source.name, source.text), source.name) for source in loaded.sources]
    return _assemble(documents, loaded.plan.id, loaded.folder, [])


def _main_file(path: Path) -> Path:
    """The plan's main file; raise PlanError when there is none."""
    try:
        main = path / MAIN_FILE if path.is_dir() else path
        if main.exists() or main.is_symlink():
            return main
    except OSError as error:
        params: dict[str, Value] = {"path": path.as_posix(), "reason": error.strerror}
        raise PlanError([Finding("unreadable-file", Severity.ERROR, None, params)]) from None
    raise PlanError([Finding("no-plan", Severity.ERROR, None, {"path": path.as_posix()})])


def _findings_of(documents: list[Document]) -> Iterator[Finding]:
    """What there is to say when some file holds no content: of that file, and of the records in the others."""
    reader = _Reader()
    reader.read(documents)
    yield from with_suggestions(reader.findings)
    for document in documents:
        if document.root is None and not document.findings:
            yield Finding("empty-file", Severity.ERROR, Location(document.source.name, 1, 1), {})


def _assemble(documents: list[Document], fallback: str, folder: str, findings: list[Finding]) -> LoadedPlan:
    reader = _Reader(findings=findings)
    header = reader.read(documents)
    name = header.id or id_from(fallback) or "plan"
    plan = Plan(name, header, reader.places, **reader.records, steps=reader.steps)
    found = [*with_suggestions(reader.findings), *reference_findings(plan), *progress_findings(plan)]
    return LoadedPlan(plan, folder, bounded(in_order(found)), tuple(document.source for document in documents))


@dataclass
class _Reader:
    """Collects records, places and findings over all files of a plan."""

    findings: list[Finding] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    records: dict[str, dict[str, Any]] = field(default_factory=lambda: {section: {} for section in SECTIONS})
    steps: dict[str, StepOf] = field(default_factory=dict)
    procedures: dict[str, Place | None] = field(default_factory=dict)
    waiting: list[tuple[Place, Text, str | None]] = field(default_factory=list)

    def read(self, documents: list[Document]) -> Header:
        """Everything in the files of a plan, the main file first; what stands once is handed back."""
        for document in documents:
            self.findings.extend(document.findings)
        header = self.read_header(documents[0])
        for number, document in enumerate(documents):
            self.read_sections(document, is_main=number == 0)
        if self.waiting or self.procedures:
            self._read_procedures(header.language)
        return header

    def read_header(self, document: Document) -> Header:
        """What stands once, at the top of the main file."""
        root = document.root
        if not isinstance(root, Mapping):
            self._refuse_shape(document)
            return Header()
        own = Mapping({key: value for key, value in root.items() if key in Header.model_fields})
        own.start, own.end = root.start, root.end
        place = Place(document.source, _file_key(document.source), own)
        self.places.add("plan", "", place)
        header = read_model(Header, place, self.findings.append)
        return header if isinstance(header, Header) else Header()

    def read_sections(self, document: Document, *, is_main: bool) -> None:
        """The records of every section in one file."""
        root = document.root
        if not isinstance(root, Mapping):
            if not is_main:
                self._refuse_shape(document)
            return
        place = Place(document.source, _file_key(document.source), root)
        for key, node in root.items():
            if key in SECTIONS:
                self._read_section(str(key), Place(document.source, _as_text(key), node))
            elif key in Header.model_fields:
                if not is_main:
                    self._report("key-belongs-in-main-file", document.source.location(_as_text(key)), key=str(key))
            else:
                self.places.refuse(_written_below(node))
                self.findings.append(unknown_key(place, _as_text(key), [*SECTIONS, *Header.model_fields]))

    def _read_section(self, section: str, place: Place, workstream: str | None = None) -> None:
        if isinstance(place.node, Refused):
            return
        if not isinstance(place.node, Mapping):
            code = "empty-value" if place.node == "" else "expected-mapping"
            self._report(code, place.source.location(place.node), key=section)
            return
        for key, node in place.node.items():
            self._read_entry(section, Place(place.source, _as_text(key), node), workstream)

    def _read_entry(self, section: str, place: Place, workstream: str | None) -> None:
        name = str(place.key)
        if not self._id_is_good(place) or self._is_taken(section, place):
            return
        self.places.add(section, name, place)
        if section == "workstreams":
            self._read_workstream(place)
            return
        if section == "deliverables":
            named = place.node.get("procedure") if isinstance(place.node, Mapping) else None
            if named and isinstance(named, Text):
                # The procedure may stand in a file that is read later.
                self.waiting.append((place, named, workstream))
                return
            self.findings.extend(kind_findings(place))
            place = self._within(workstream, place)
        count = len(self.findings)
        record = read_record(section, place, self.findings.append)
        if section == "procedures":
            self.procedures[name] = place if len(self.findings) == count else None
        if record is not None:
            self.records[section][name] = record

    def _read_procedures(self, language: str) -> None:
        """The plan's own procedures beside the shipped ones, and the deliverables that go through one."""
        shipped = shipped_procedures(language)
        known: dict[str, Procedure | None] = dict(shipped)
        for name, place in self.procedures.items():
            if name in shipped:
                continue
            known[name], findings = read_procedure(place, shipped) if place is not None else (None, [])
            self.findings.extend(findings)
        if self._are_too_many(known):
            return
        for place, named, workstream in self.waiting:
            procedure = known.get(named)
            if procedure is not None:
                self.findings.extend(step_findings(place, procedure))
                self._read_steps(self._within(workstream, place), procedure)

    def _are_too_many(self, known: dict[str, Procedure | None]) -> bool:
        """Whether the steps of all deliverables come to more than anyone keeps, which is told of the first of them."""
        lengths = {name: len(procedure.steps) for name, procedure in known.items() if procedure is not None}
        count = sum(lengths.get(named, 0) for _, named, _ in self.waiting)
        if count > MAX_STEPS:
            place = self.waiting[0][0]
            params: dict[str, Value] = {"section": "steps", "count": count, "limit": MAX_STEPS}
            self._report("too-many-records", place.source.location(place.key), **params)
        return count > MAX_STEPS

    def _read_steps(self, place: Place, procedure: Procedure) -> None:
        """The steps of one deliverable, each as a deliverable."""
        for step, name, said in expanded(place, procedure):
            if name != step.owner and self._is_taken("deliverables", said):
                continue
            self.steps[name] = step
            self.places.add_step(name, said)
            self.findings.extend(kind_findings(said))
            record = read_record("deliverables", said, self.findings.append)
            if record is not None:
                self.records["deliverables"][name] = record

    def _within(self, workstream: str | None, place: Place) -> Place:
        """A deliverable inside a workstream, as if it named that one."""
        if workstream is None or not isinstance(place.node, Mapping):
            return place
        if "workstream" in place.node:
            location = self.places.location("deliverables", place.key, "workstream")
            self._report("workstream-twice", location, id=str(place.key))
        name = Text(workstream)
        name.start, name.end, name.plain = place.key.start, place.key.end, True
        node = Mapping({**place.node, "workstream": name})
        node.start, node.end = place.node.start, place.node.end
        return Place(place.source, place.key, node)

    def _read_workstream(self, place: Place) -> None:
        """A workstream, and its deliverables as entries of their own."""
        node = place.node
        below = node.get("deliverables") if isinstance(node, Mapping) else None
        if below is not None and isinstance(node, Mapping):
            own = Mapping({key: value for key, value in node.items() if key != "deliverables"})
            own.start, own.end = node.start, node.end
            self._read_section("deliverables", Place(place.source, place.key, below), str(place.key))
            place = Place(place.source, place.key, own)
        for key, below in place.node.items() if isinstance(place.node, Mapping) else ():
            if key not in Workstream.model_fields:
                self.places.refuse(_written_below(below))
        record = read_model(Workstream, place, self.findings.append)
        if record is not None:
            self.records["workstreams"][str(place.key)] = record

    def _id_is_good(self, place: Place) -> bool:
        try:
            parse_id(place.key)
        except FaultError as fault:
            self.places.refuse({str(place.key), id_from(place.key), *_written_below(place.node)})
            self.findings.append(
                Finding(fault.code, Severity.ERROR, place.source.location(place.key), dict(fault.params))
            )
            return False
        return True

    def _is_taken(self, section: str, place: Place) -> bool:
        """Whether the id stands already: deliverables and workstreams share their names, bodies and groups too."""
        shared = SHARED_IDS.get(section, (section,))
        first = next((found for other in shared if (found := self.places.read_at(other, place.key))), None)
        if first is None:
            return False
        related = (("first", first.source.location(first.key)),)
        place_of_second = place.source.location(place.key)
        finding = Finding("duplicate-id", Severity.ERROR, place_of_second, {"id": str(place.key)}, related)
        self.findings.append(finding)
        return True

    def _refuse_shape(self, document: Document) -> None:
        if document.root is not None:
            location = document.source.location(document.root)
            self._report("expected-mapping", location, key=document.source.name)

    def _report(self, code: str, location: Location | None, **params: Value) -> None:
        self.findings.append(Finding(code, Severity.ERROR, location, params))


def _written_below(node: Node) -> Iterator[str]:
    """The records that others may name below a key that is not read: all that have keys of their own, at any depth."""
    waiting: list[Node] = [node]
    while waiting:
        below = waiting.pop()
        if isinstance(below, Mapping):
            nested = {key: value for key, value in below.items() if isinstance(value, Mapping)}
            yield from nested
            waiting.extend(nested.values())


def _as_text(key: str) -> Text:
    """Keys of a mapping that was read are always Text."""
    if not isinstance(key, Text):
        raise TypeError(key)
    return key


def _file_key(source: Source) -> Text:
    """A stand-in key at the top of a file, for what belongs to the file as a whole."""
    key = Text(source.name)
    key.start, key.end, key.plain = 0, 0, True
    return key


def _included(main: Document, main_path: Path, texts: Texts[str, str]) -> tuple[list[Document], list[Finding]]:
    """The documents that the main file includes, each once, in the order of their names."""
    patterns = main.root.get("include") if isinstance(main.root, Mapping) else None
    written = [patterns] if isinstance(patterns, Text) else patterns or []
    folder = main_path.parent
    named, findings = _named_files(
        main.source, folder, [entry for entry in written if isinstance(entry, Text) and entry]
    )
    seen = {os.path.realpath(main_path)}
    documents: list[Document] = []
    for name in sorted(named):
        if named[name] not in seen:
            seen.add(named[name])
            documents.append(_document(folder / name, name, texts))
    return documents, findings


def _named_files(source: Source, folder: Path, entries: list[Text]) -> tuple[dict[str, str], list[Finding]]:
    """The files that entries of `include` name, and what is wrong with them; none where all are too much."""
    named: dict[str, str] = {}
    findings: list[Finding] = []
    fault = excess(entries)
    for entry in entries if fault is None else ():
        try:
            named.update(matching_files(folder, entry))
        except FaultError as error:
            findings.append(_about_entry(source, entry, error))
    fault = fault or oversize(named.values())
    return (named, findings) if fault is None else ({}, [_about_entry(source, entries[0], fault)])


def _about_entry(source: Source, entry: Text, fault: FaultError) -> Finding:
    return Finding(fault.code, Severity.ERROR, source.location(entry), {"path": str(entry), **fault.params})


def _document(path: Path, name: str, texts: Texts[str, str]) -> Document:
    try:
        return _read(path, name, texts)
    except PlanError as error:
        return Document(Source(name, "", (0,)), None, error.findings)


def _read(path: Path, name: str, texts: Texts[str, str]) -> Document:
    return parse_text(texts[name], name) if name in texts else read_document(path, name)
