"""Single values of a plan changed in the text of its files: every other byte stays, checked by reading back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from roadmap.findings import Finding, PlanError, Severity, Value
from roadmap.plan.editing.list_spans import relisted
from roadmap.plan.editing.read_back import respelled
from roadmap.plan.editing.spans import (
    Entry,
    Splice,
    as_lines,
    emptied,
    entries_of,
    inserted,
    is_flow,
    key_of,
    removed,
    replaced,
)
from roadmap.plan.editing.yaml_text import Written, entry, nested, parse_writable, quote_of, written
from roadmap.plan.faults import FaultError
from roadmap.plan.model import Header
from roadmap.plan.plan import Place, Plan
from roadmap.plan.procedures import KIND_OF_STEP
from roadmap.plan.source import Mapping, Node, Sequence, Source, Text, parse_document

WIDEST_LIST = 60
"""A longer list that is new gets a line for each of its values, where there are lines."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value to set in one record, by the path of keys to it; None takes the key out.

    The header of a plan is the section "plan" without a name; a tuple is written as a list.
    """

    section: str
    name: str
    path: tuple[str, ...]
    value: Written | None


_Asked = tuple[Change, Place]


def edit_texts(plan: Plan, changes: Iterable[Change]) -> dict[str, str]:
    """The new text of every file in which something changes, by its name in the plan's folder.

    Raises PlanError when a record is not there, or when a value cannot be set without touching another.
    """
    files: dict[str, _File] = {}
    asked: dict[str, list[_Asked]] = {}
    for change in (_as_written(plan, change) for change in changes):
        _check_characters(change.value)
        place = plan.places.get(change.section, change.name)
        if place is None:
            raise PlanError([Finding("unknown-record", Severity.ERROR, None, {"id": change.name})])
        if place.source.name not in files:
            files[place.source.name] = _File(place.source)
        asked.setdefault(place.source.name, []).append((change, place))
    for name, file in files.items():
        for wave in _waves(asked[name]):
            if not file.make_together(wave):
                for change, place in wave:
                    file.make(change, place)
    return {name: file.text for name, file in files.items() if file.text != file.source.text}


def _as_written(plan: Plan, change: Change) -> Change:
    """A change where it is written: what concerns a step of a procedure stands at its deliverable."""
    step = plan.steps.get(change.name) if change.section == "deliverables" else None
    if step is None or (step.owner == change.name and change.path[0] not in KIND_OF_STEP):
        return change
    return Change(change.section, step.owner, ("steps", step.step, *change.path), change.value)


def _check_characters(value: Written | None) -> None:
    try:
        for text in (value,) if isinstance(value, str) else value or ():
            parse_writable(text)
    except FaultError as fault:
        raise PlanError([Finding(fault.code, Severity.ERROR, None, fault.params)]) from None


def _waves(asked: Iterable[_Asked]) -> list[list[_Asked]]:
    """Changes that may be made at once: of every record one, and what else is asked of it in its order after that."""
    waves: list[list[_Asked]] = []
    made: dict[tuple[str, str], int] = {}
    for change, place in asked:
        record = change.section, change.name
        number = made.get(record, 0)
        made[record] = number + 1
        if number == len(waves):
            waves.append([])
        waves[number].append((change, place))
    return waves


class _File:
    """One file while changes are made to it, one after the other."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.first = parse_document(source.text, source.name)
        self.now = self.first

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self.now.source.text

    def make_together(self, asked: list[_Asked]) -> bool:
        """Make changes of different records and read them back once; False when that leaves another content."""
        splices: list[Splice] = []
        expected: dict[str, Any] | None = self.now.root if isinstance(self.now.root, Mapping) else None
        for change, place in asked if len(asked) > 1 else ():
            root, where = self.now.root, path_of(change.section, place, self.first.root)
            if expected is None or not isinstance(root, Mapping) or where is None:
                return False
            path = (*where, *change.path)
            if _value_at(root, path) == _plain(change.value):
                continue
            expected = _expected(expected, path, len(where), change.value)
            splices.extend(next(_ways(self.text, root, path, len(where), change.value), ()))
        read = respelled(self.now, splices, expected) if splices and expected is not None else None
        if read is not None:
            self.now = read
        return read is not None

    def make(self, change: Change, place: Place) -> None:
        """Make one change and read it back."""
        root, where = self.now.root, path_of(change.section, place, self.first.root)
        if not isinstance(root, Mapping) or where is None:
            raise _refusal(change, place)
        path = (*where, *change.path)
        if _value_at(root, path) == _plain(change.value):
            return
        expected = _expected(root, path, len(where), change.value)
        for splices in _ways(self.text, root, path, len(where), change.value):
            read = respelled(self.now, splices, expected)
            if read is not None:
                self.now = read
                return
        raise _refusal(change, place)


def path_of(section: str, place: Place, root: Node | None) -> tuple[str, ...] | None:
    """The keys that lead to a record in its file; a deliverable may stand within a workstream."""
    if section == "plan":
        return ()
    name = str(place.key)
    above: list[tuple[str, ...]] = [(section,)]
    workstreams = _value_at(root, ("workstreams",))
    if section == "deliverables" and isinstance(workstreams, Mapping):
        above.extend(("workstreams", str(workstream), section) for workstream in workstreams)
    for keys in above:
        node = _value_at(root, (*keys, name))
        if node is not None and node.start == place.node.start:
            return (*keys, name)
    return None


def _ways(
    text: str, root: Mapping, path: tuple[str, ...], record: int, value: Written | None
) -> Iterator[list[Splice]]:
    """The ways to make a change, the one that touches least first."""
    if value is None:
        yield _removal(text, root, path, record)
        return
    node = _value_at(root, path)
    if isinstance(node, Sequence) and isinstance(value, tuple):
        yield from filter(None, [relisted(text, node, value)])
    yield from filter(None, [_setting(text, root, path, value)])


def _setting(text: str, root: Mapping, path: tuple[str, ...], value: Written) -> list[Splice] | None:
    """A value put at the end of a path of keys; None when on the way stands a value that has no keys."""
    holder, depth = root, 0
    while depth < len(path) - 1 and isinstance(below := holder.get(path[depth]), Mapping):
        holder, depth = below, depth + 1
    key, rest = path[depth], path[depth + 1 :]
    node, in_flow = holder.get(key), is_flow(text, holder)
    quote = quote_of(text[node.start : node.end], node, in_flow=in_flow) if isinstance(node, Text) else ""
    new = nested(rest, value) if rest else written(value, in_flow=in_flow, quote=quote)
    if node is None:
        is_long = isinstance(value, tuple) and not (rest or in_flow) and len(new) > WIDEST_LIST
        if is_long:
            new = as_lines(text, holder, [written(item, in_flow=False) for item in value])
        entries = _header_run(holder) if holder is root and not in_flow else entries_of(holder)
        return [inserted(text, holder, entries, f"{key}:{new}" if is_long else entry(key, new, in_flow=in_flow))]
    return None if rest and node != "" else replaced(text, key_of(holder, key), node, new)


def _removal(text: str, root: Mapping, path: tuple[str, ...], record: int) -> list[Splice]:
    """The value at the end of a path taken out, and what holds nothing else up to the record."""
    holders = [root]
    for key in path[:-1]:
        below = holders[-1].get(key)
        holders.extend([below] if isinstance(below, Mapping) else [])
    depth = len(path) - 1
    while depth > record and len(holders[depth]) == 1:
        depth -= 1
    out = removed(text, holders[depth], path[depth])
    if depth == record > 0 and len(holders[depth]) == 1 and not is_flow(text, holders[depth]):
        out.append(emptied(text, key_of(holders[record - 1], path[record - 1])))
    return out


def _header_run(root: Mapping) -> list[Entry]:
    """The single values at the head of a plan: something new goes behind those, not behind the last deliverable."""
    entries = takewhile(lambda entry: entry[0] in Header.model_fields and isinstance(entry[1], Text), entries_of(root))
    return list(entries)


def _expected(root: dict[str, Any], path: tuple[str, ...], record: int, value: Written | None) -> dict[str, Any]:
    """The content that a file must have after a change, and no other."""
    holders: list[dict[str, Any]] = [dict(root)]
    for key in path[:-1]:
        below = holders[-1].get(key)
        holders.append(dict(below) if isinstance(below, dict) else {})
        holders[-2][key] = holders[-1]
    if value is not None:
        holders[-1][path[-1]] = _plain(value)
        return holders[0]
    del holders[-1][path[-1]]
    for depth in range(len(path) - 1, record, -1):
        if not holders[depth]:
            del holders[depth - 1][path[depth - 1]]
    return holders[0]


def _value_at(node: Node | None, path: tuple[str, ...]) -> Node | None:
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def _plain(value: Written | None) -> str | list[str] | None:
    return list(value) if isinstance(value, tuple) else value


def _refusal(change: Change, place: Place) -> PlanError:
    location = place.source.location(place.key)
    params: dict[str, Value] = {"id": change.name, "key": ".".join(change.path)}
    return PlanError([Finding("not-editable", Severity.ERROR, location, params)])
