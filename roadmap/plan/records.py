"""From the content of a file to records: one at a time, so that a fault in one hides nothing in another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from roadmap.findings import Finding, Location, Severity, Value
from roadmap.plan.fields import Id, LinkParts, Many, WrittenDays
from roadmap.plan.model import (
    KIND_KEYS,
    SAYS_KIND,
    Body,
    CalendarDefinition,
    Deliverable,
    Procedure,
    Requirement,
    Target,
    TermRule,
    Workstream,
)
from roadmap.plan.plan import Place, locate
from roadmap.plan.source import Mapping, Node, Refused, Text
from roadmap.plan.suggestions import MAX_SUGGESTIONS, english_key, entry_meant

SECTIONS: dict[str, Any] = {
    "requirements": Requirement,
    "targets": Target,
    "calendars": CalendarDefinition,
    "recesses": WrittenDays,
    "bodies": Body,
    "groups": Many[Id],
    "terms": TermRule,
    "procedures": Procedure,
    "workstreams": Workstream,
    "deliverables": Deliverable,
}
_SHAPES = {
    "model_type": "expected-mapping",
    "dict_type": "expected-mapping",
    "tuple_type": "expected-list",
    "list_type": "expected-list",
    "string_type": "expected-text",
    "string_too_short": "empty-value",
    "string_too_long": "text-too-long",
}
_ONLY_FOR = {
    "fixed": ("decision", "milestone"),
    "rule": ("decision",),
    "readings": ("decision",),
    "decided": ("decision",),
    "misses": ("decision",),
    "estimate": ("work",),
}
MAX_KEYS = 1_000
"""Unknown keys that are kept in mind: one that was misunderstood stands at every deliverable."""
_ADAPTERS: dict[str, TypeAdapter[Any]] = {}


def read_record(section: str, place: Place, report: Callable[[Finding], None]) -> Any:
    """The record at a place; what cannot be read of it is reported and left out, None when nothing is left."""
    content = place.node
    shape = SECTIONS[section]
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return read_model(shape, place, report)
    adapter = _ADAPTERS.get(section)
    if adapter is None:
        adapter = _ADAPTERS[section] = TypeAdapter(shape)
    try:
        return adapter.validate_python(content)
    except ValidationError as error:
        _report_all(error, place, (), report)
        return None


def read_model(model: type[BaseModel], place: Place, report: Callable[[Finding], None]) -> Any:
    """The record at a place, without the keys that have faults; None when it cannot stand without them."""
    validate = model.__pydantic_validator__.validate_python
    try:
        return validate(place.node)
    except ValidationError as error:
        _report_all(error, place, model.model_fields, report)
        faulty = {entry["loc"][0] for entry in error.errors(include_url=False) if entry["loc"]}
    if not isinstance(place.node, Mapping):
        return None
    rest = {key: value for key, value in place.node.items() if key not in faulty}
    try:
        return validate(rest)
    except ValidationError:
        return None


def kind_findings(place: Place) -> list[Finding]:
    """Whether a deliverable is of exactly one kind, and its keys belong to that kind."""
    node = place.node
    params: dict[str, Value]
    if not isinstance(node, Mapping):
        return []
    present = [key for key in node if key in KIND_KEYS]
    if "term" in present and len(present) > 1 and "duration" in present:
        present.remove("duration")
    if "steps" in node and "procedure" not in node:
        params = {"id": str(place.key)}
        return [Finding("steps-without-procedure", Severity.ERROR, _key_location(place, node, "steps"), params)]
    if not present and any(_means_kind(key) for key in node):
        return []
    if not present:
        return [Finding("no-kind", Severity.ERROR, place.source.location(place.key), {"id": str(place.key)})]
    if len(present) > 1:
        params = {"id": str(place.key), "keys": tuple(map(str, sorted(present)))}
        return [Finding("several-kinds", Severity.ERROR, _key_location(place, node, present[1]), params)]
    kind = KIND_KEYS[present[0]]
    return [
        Finding(
            "key-not-for-kind",
            Severity.ERROR,
            _key_location(place, node, key),
            {"id": str(place.key), "key": str(key), "kind": kind, "kinds": _ONLY_FOR[key]},
        )
        for key in node
        if key in _ONLY_FOR and kind not in _ONLY_FOR[key]
    ]


@lru_cache(maxsize=MAX_KEYS)
def _means_kind(key: str) -> bool:
    """Whether an unknown key was to say what kind it is: that has a finding of its own."""
    return key not in Deliverable.model_fields and english_key(key, SAYS_KIND) is not None


def unknown_key(place: Place, key: Text, allowed: Any) -> Finding:
    """A key that the format does not have; `with_suggestions` adds the one that was probably meant."""
    params: dict[str, Value] = {"key": str(key), "allowed": tuple(allowed)}
    return Finding("unknown-key", Severity.ERROR, place.source.location(key), params)


def with_suggestions(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; the first unknown keys with what was probably meant, which is costly to find."""
    suggested = 0
    for finding in findings:
        allowed = finding.params.get("allowed")
        if not isinstance(allowed, tuple):
            yield finding
            continue
        suggested += 1
        key = str(finding.params["key"])
        suggestion = english_key(key, allowed) if suggested <= MAX_SUGGESTIONS else None
        yield replace(finding, params={"key": key, "suggestion": suggestion})


def _key_location(place: Place, node: Mapping, name: str) -> Location:
    key = next(key for key in node if key == name)
    return place.source.location(key if isinstance(key, Text) else node)


def _report_all(error: ValidationError, place: Place, fields: Any, report: Callable[[Finding], None]) -> None:
    keys: dict[int, dict[str, Text]] = {}
    for entry in error.errors(include_url=False, include_input=False):
        if not isinstance(_node_at(place.node, entry["loc"]), Refused):
            report(_finding(entry, place, fields, keys))


def _finding(entry: Any, place: Place, fields: Any, keys: dict[int, dict[str, Text]]) -> Finding:
    """The finding for one fault that pydantic reports, at its place in the file."""
    path = tuple(entry["loc"])
    code, params = str(entry["type"]), dict(entry.get("ctx", {}))
    if code == "extra_forbidden" or path[-1:] == ("[key]",):
        holder, key = _key_at(place.node, path if code == "extra_forbidden" else path[:-1], keys)
        if code == "extra_forbidden":
            return unknown_key(place, key or place.key, _allowed(fields, path[:-1]))
        return Finding(code, Severity.ERROR, place.source.location(key or holder or place.key), params)
    if code == "missing":
        params = {"key": str(path[-1]), "id": str(place.key)}
        return Finding("missing-key", Severity.ERROR, locate(place, path[:-1]), params)
    code = _SHAPES.get(code, code)
    if code == "text-too-long":
        params = {"limit": params["max_length"]}
    if code in {"expected-mapping", "expected-list"} and _node_at(place.node, path) == "":
        code = "empty-value"
    if code in {"expected-mapping", "expected-list", "expected-text", "empty-value"}:
        params = _shape_params(code, path, place, fields)
    if not path and not isinstance(place.node, Mapping) and place.node != "":
        return Finding(code, Severity.ERROR, place.source.location(place.node), params)
    return Finding(code, Severity.ERROR, locate(place, path), params)


def _shape_params(code: str, path: tuple[Any, ...], place: Place, fields: Any) -> dict[str, Value]:
    """What stands in the wrong shape; where keys are asked for and `title Inspraak` stands, what was probably meant."""
    names = [part for part in path if isinstance(part, str)]
    params: dict[str, Value] = {"key": names[-1] if names else str(place.key)}
    written = _node_at(place.node, path)
    if code == "expected-mapping" and isinstance(written, Text):
        params["suggestion"] = entry_meant(written, _allowed(fields, path))
    return params


def _node_at(node: Node, path: tuple[Any, ...]) -> Any:
    for part in path:
        if isinstance(node, list) and isinstance(part, int):
            node = node[part]
        elif isinstance(node, dict):
            node = node.get(part, node)
    return node


def _key_at(node: Node, path: tuple[Any, ...], keys: dict[int, dict[str, Text]]) -> tuple[Node | None, Text | None]:
    """The mapping that holds a key, and the key with its place; ``keys`` keeps those of each mapping at hand."""
    holder = _node_at(node, path[:-1])
    if isinstance(holder, Mapping):
        if id(holder) not in keys:
            keys[id(holder)] = {key: key for key in holder if isinstance(key, Text)}
        return holder, keys[id(holder)].get(path[-1])
    return None, None


def _allowed(fields: Any, path: tuple[Any, ...]) -> list[str]:
    """The keys that the record below a path may have."""
    for part in path:
        if isinstance(part, str) and part in fields:
            nested = LinkParts if part == "after" else _model_below(fields[part].annotation)
            fields = nested.model_fields if nested is not None else {}
    return list(fields)


def _model_below(annotation: Any) -> type[BaseModel] | None:
    """The record type inside an annotation such as ``Progress | None`` or ``tuple[ExtraMeeting, ...]``."""
    waiting = [annotation]
    while waiting:
        candidate = waiting.pop()
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
        waiting.extend(getattr(candidate, "__args__", ()))
        waiting.extend([candidate.__origin__] if hasattr(candidate, "__metadata__") else [])
    return None
