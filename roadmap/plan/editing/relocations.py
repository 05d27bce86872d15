"""Whole deliverables in the text of plan files: where a new one goes, taking one out, and bringing one elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from roadmap.findings import Finding, PlanError, Severity, Value
from roadmap.plan.content import Content, plain
from roadmap.plan.editing.changes import path_of
from roadmap.plan.editing.read_back import respelled
from roadmap.plan.editing.record_spans import RecordText, mapping_at, put_in, record_text, taken_out
from roadmap.plan.editing.spans import key_of
from roadmap.plan.plan import Place, Plan
from roadmap.plan.source import Document, Mapping, Node, Source, parse_document
from roadmap.plan.suggestions import nearest

SECTION = "deliverables"


@dataclass(frozen=True, slots=True)
class Spot:
    """A mapping of deliverables in a file, by the keys that lead to it; whether those in it name their workstream."""

    source: Source
    path: tuple[str, ...]
    names_workstream: bool = False


def spot_for(plan: Plan, main: Source, name: str, workstream: str | None) -> Spot:
    """Where a deliverable of a workstream goes: within it, unless those that it has stand apart.

    Raises PlanError for a workstream that is not in the plan.
    """
    if workstream is None:
        return Spot(_top_level(plan) or main, (SECTION,))
    place = plan.places.get("workstreams", workstream)
    if place is None:
        params: dict[str, Value] = {
            "owner": name, "name": workstream, "suggestion": nearest(workstream, plan.workstreams),
        }  # fmt: skip
        raise PlanError([Finding("unknown-workstream", Severity.ERROR, None, params)])
    within = Spot(place.source, ("workstreams", workstream, SECTION))
    own = place.node.get(SECTION) if isinstance(place.node, Mapping) else None
    apart = _top_level(plan, workstream) if not own else None
    return Spot(apart, (SECTION,), names_workstream=True) if apart is not None else within


def inside_workstreams(plan: Plan) -> dict[str, str]:
    """The deliverables that stand within a workstream, each with that one."""
    inside: dict[str, str] = {}
    for section, workstream in plan.places.names():
        place = plan.places.get(section, workstream) if section == "workstreams" else None
        below = place.node.get(SECTION) if place is not None and isinstance(place.node, Mapping) else None
        for name, node in below.items() if isinstance(below, Mapping) else ():
            own = plan.places.get(SECTION, name)
            if own is not None and own.node is node:
                inside[str(name)] = workstream
    return inside


@dataclass(frozen=True, slots=True)
class Taken:
    """A record that was taken out: its text, what it says, and the file without it."""

    record: RecordText
    content: Content
    rest: Document


def take_out(plan: Plan, name: str, section: str = SECTION) -> Taken:
    """A record out of its file; PlanError when it is in none, or when that touches something else."""
    place = plan.places.get(section, name)
    if place is None:
        raise PlanError([Finding("unknown-record", Severity.ERROR, None, {"id": name})])
    document = document_of(place.source)
    root = document.root
    path = path_of(section, place, root)
    holder = mapping_at(root, path[:-1]) if isinstance(root, Mapping) and path is not None else None
    if not isinstance(root, Mapping) or path is None or holder is None:
        raise _refusal(name, place, section)
    text = place.source.text
    read = respelled(document, taken_out(text, root, path), _without(plain(root), path))
    if read is None:
        raise _refusal(name, place, section)
    return Taken(record_text(text, holder, name), plain(place.node), read)


def put(document: Document, path: tuple[str, ...], name: str, record: RecordText, content: Content) -> Document:
    """A file with a deliverable in the mapping at a path; PlanError when that touches something else."""
    root = document.root
    if isinstance(root, Mapping):
        expected = _with(plain(root), (*path, name), content)
        for splices in put_in(document.source.text, root, path, record):
            read = respelled(document, splices, expected)
            if read is not None:
                return read
    place = document.source.location(_nearest_key(root, path)) if isinstance(root, Mapping) else None
    raise PlanError([Finding("not-editable", Severity.ERROR, place, {"id": name, "key": SECTION})])


def document_of(source: Source) -> Document:
    """A file of a plan, read again with its places."""
    return parse_document(source.text, source.name)


def _top_level(plan: Plan, workstream: str | None = None) -> Source | None:
    """The file with the last deliverable outside a workstream, of those that name one when it is given."""
    inside, found = inside_workstreams(plan), None
    for section, name in plan.places.names():
        place = plan.places.get(section, name)
        if section == SECTION and place is not None and name not in inside:
            named = place.node.get("workstream") if isinstance(place.node, Mapping) else None
            found = place.source if workstream in {None, named} else found
    return found


def _nearest_key(root: Mapping, path: tuple[str, ...]) -> Node:
    """The last of the keys on a path that is there; the whole file when none is."""
    nearest_key: Node = root
    holder: Mapping | None = root
    for key in path:
        if holder is None or key not in holder:
            break
        nearest_key = key_of(holder, key)
        holder = mapping_at(holder, (key,))
    return nearest_key


def _with(content: Content, path: tuple[str, ...], value: Content) -> Content:
    """Content with a value at the end of a path of keys; what is not there yet comes to be."""
    holder = content
    for key in path[:-1]:
        if isinstance(holder, dict):
            holder = holder.setdefault(key, {})
    if isinstance(holder, dict):
        holder[path[-1]] = value
    return content


def _without(content: Content, path: tuple[str, ...]) -> Content:
    """Content without what stands at the end of a path of keys."""
    holder = content
    for key in path[:-1]:
        holder = holder[key] if isinstance(holder, dict) else None
    if isinstance(holder, dict):
        del holder[path[-1]]
    return content


def _refusal(name: str, place: Place, section: str) -> PlanError:
    params: dict[str, Value] = {"id": name, "key": section}
    return PlanError([Finding("not-editable", Severity.ERROR, place.source.location(place.key), params)])
