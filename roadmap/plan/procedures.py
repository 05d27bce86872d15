"""Procedures: the steps that lead to a deliverable, as deliverables with ids that last.

The step that is the result goes by the id of the deliverable itself, every other one by that id and its own.
What a step says comes from the procedure, and in place of that from the deliverable. A value that stands in the
procedure is placed, for findings, where the deliverable names that procedure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Values
from dataclasses import dataclass

from roadmap.findings import Finding, PlanError, Severity, Value
from roadmap.plan.content import Content, plain
from roadmap.plan.model import KIND_KEYS
from roadmap.plan.plan import Place, Plan, StepOf
from roadmap.plan.source import Mapping, Node, Sequence, Text
from roadmap.plan.suggestions import hint
from roadmap.plan.tables import procedure_rules

KIND_OF_STEP = (*KIND_KEYS, "rule", "readings")
"""What a deliverable says of its result among its steps, for it says what the step is."""
FOR_ALL = ("owner", "workstream", "calendar")
"""What a deliverable says of all its steps at once, unless a step has its own."""

TO_FIRST_STEPS = ("after", "not_before")
"""What a deliverable says of the steps with which its procedure begins."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure, complete: its steps by id, each with what it says, and the one that is the result."""

    steps: Values[str, dict[str, Content]]
    result: str

    def item(self, owner: str, step: str) -> str:
        """The id of a step as a deliverable."""
        return owner if step == self.result else f"{owner}-{step}"


def shipped_procedures(language: str) -> dict[str, Procedure]:
    """The shipped procedures, in the language of a plan."""
    shipped = {}
    for name, rule in procedure_rules().items():
        steps = {step: _in_language(content, language) for step, content in rule["steps"].items()}
        shipped[name] = Procedure(steps, rule.get("result") or _last_steps(steps)[0])
    return shipped


def read_procedure(place: Place, shipped: Values[str, Procedure]) -> tuple[Procedure | None, list[Finding]]:
    """A plan's own procedure with what it is based on; what is wrong with it, and then no procedure."""
    content = plain(place.node)
    content = content if isinstance(content, dict) else {}
    base = shipped.get(str(content.get("based_on", "")))
    if "based_on" in content and base is None:
        node = place.node["based_on"] if isinstance(place.node, Mapping) else place.node
        return None, [_unknown("procedure", node, place, shipped)]
    steps = dict(base.steps) if base is not None else {}
    own = content.get("steps", {})
    for step, written in own.items() if isinstance(own, dict) else ():
        steps[step] = {**steps.get(step, {}), **written} if isinstance(written, dict) else {}
    named = str(content.get("result") or (base.result if base is not None else ""))
    last = [named] if named in steps else _last_steps(steps)
    procedure = Procedure(steps, last[0]) if len(last) == 1 else None
    findings = list(_faults(place, steps, named, procedure))
    return (None if findings else procedure), findings


def expanded(place: Place, procedure: Procedure) -> Iterator[tuple[StepOf, str, Place]]:
    """Every step of the procedure that a deliverable names: what it is, its id, and what it says."""
    owner, node = str(place.key), place.node
    if not isinstance(node, Mapping) or not isinstance(node["procedure"], Text):
        return
    own = node.get("steps")
    keys = {str(key): key for key in _keys(own)}
    maker = _Maker(owner, node, procedure)
    for step, content in procedure.steps.items():
        written = own.get(step) if isinstance(own, Mapping) else None
        name = procedure.item(owner, step)
        at = place.key if name == owner else _text(name, keys.get(step, node["procedure"]))
        said = maker.step(step, content, written) if written is None or isinstance(written, Mapping) else written
        yield StepOf(owner, step), name, Place(place.source, at, said)


def refuse_step(plan: Plan, name: str) -> None:
    """Raise PlanError for a step that is no record of its own: it comes, goes and is called with its deliverable."""
    step = plan.steps.get(name)
    if step is not None and step.owner != name:
        params: dict[str, Value] = {"id": name, "step": step.step, "owner": step.owner}
        place = plan.places.location("deliverables", name)
        raise PlanError([Finding("step-of-procedure", Severity.ERROR, place, params)])


def step_findings(place: Place, procedure: Procedure) -> Iterator[Finding]:
    """What a deliverable says of steps that its procedure does not have, of no step at all, or in two places."""
    node = place.node
    if not isinstance(node, Mapping):
        return
    for key in _keys(node):
        if key in KIND_OF_STEP:
            yield _of_result("key-belongs-in-step", place, key, procedure)
    own = node.get("steps")
    if isinstance(own, Mapping):
        yield from (_unknown("step", key, place, procedure.steps) for key in _keys(own) if key not in procedure.steps)
        result = own.get(procedure.result)
        twice = [key for key in _keys(result) if key in node and key not in TO_FIRST_STEPS]
        yield from (_of_result("said-twice", place, key, procedure) for key in twice)
    elif own is not None:
        code = "empty-value" if own == "" else "expected-mapping"
        yield Finding(code, Severity.ERROR, place.source.location(own), {"key": "steps"})


def _of_result(code: str, place: Place, key: Text, procedure: Procedure) -> Finding:
    params: dict[str, Value] = {"id": str(place.key), "key": str(key), "step": procedure.result}
    return Finding(code, Severity.ERROR, place.source.location(key), params)


class _Maker:
    """Puts together what each step of one deliverable says."""

    def __init__(self, owner: str, node: Mapping, procedure: Procedure) -> None:
        self.owner, self.node, self.procedure = owner, node, procedure
        self.spot = node["procedure"]

    def step(self, step: str, content: Values[str, Content], written: Mapping | None) -> Mapping:
        """What a step says: the deliverable's word for it goes before that of the procedure."""
        is_result = step == self.procedure.result
        said: dict[str, Node] = {self._lent(key): self._borrowed(value) for key, value in content.items()}
        said.pop("after", None)
        own = {key: node for key, node in (written or {}).items() if key != "after"}
        links = [*self._inner_links(content.get("after")), *_items(written.get("after") if written else None)]
        if content.get("after") is None:
            links.extend(_items(self.node.get("after")))
            own = {**{key: node for key, node in self.node.items() if key == "not_before"}, **own}
        inherited = {key: node for key, node in self.node.items() if key in FOR_ALL}
        if is_result:
            elsewhere = {"after", "steps", *KIND_OF_STEP}
            inherited = {key: node for key, node in self.node.items() if key not in elsewhere}
        else:
            said.update(self._of_other_step(step, said))
        merged = Mapping({**_without(said, inherited, own), **_without(inherited, own), **own})
        merged.start, merged.end = self.node.start, self.node.end
        if links:
            merged[self._lent("after")] = self._list(links)
        return merged

    def _of_other_step(self, step: str, said: Values[str, Node]) -> dict[str, Node]:
        """The title of a step that is not the result, and the ids that it had when its deliverable had others."""
        whole = self.node.get("title")
        title = said.get("title", step)
        texts: dict[str, Node] = {self._lent("title"): self._borrowed(f"{title}: {whole or self.owner}")}
        former = [self._borrowed(f"{name}-{step}") for name in _items(self.node.get("was"))]
        return {**texts, self._lent("was"): self._list(former)} if former else texts

    def _inner_links(self, after: Content) -> Iterator[Node]:
        """Links between steps, as links between the deliverables that they are."""
        for link in after if isinstance(after, list) else [after]:
            if isinstance(link, dict):
                yield self._borrowed({**link, "deliverable": self.procedure.item(self.owner, str(link["deliverable"]))})
            elif isinstance(link, str):
                step, blank, rest = link.strip().partition(" ")
                yield self._borrowed(f"{self.procedure.item(self.owner, step)}{blank}{rest}")

    def _borrowed(self, content: Content) -> Node:
        """Content of a procedure, placed where the deliverable names that."""
        # The dialect bounds how deep this goes.
        if isinstance(content, dict):
            mapping = Mapping({self._lent(key): self._borrowed(below) for key, below in content.items()})
            mapping.start, mapping.end = self.spot.start, self.spot.end
            return mapping
        if isinstance(content, list):
            return self._list([self._borrowed(below) for below in content])
        return self._lent(content or "")

    def _list(self, nodes: Iterable[Node]) -> Sequence:
        sequence = Sequence(nodes)
        sequence.start, sequence.end = self.spot.start, self.spot.end
        return sequence

    def _lent(self, text: str) -> Text:
        return _text(text, self.spot)


def _faults(place: Place, steps: Values[str, Content], named: str, procedure: Procedure | None) -> Iterator[Finding]:
    """What is wrong with the steps of a plan's own procedure, each at its place in that."""
    location, node = place.source.location, place.node if isinstance(place.node, Mapping) else Mapping()
    own = node.get("steps")
    astray = [link for link in _links(own) if str(link).partition(" ")[0] not in steps]
    yield from (_unknown("step", link, place, steps) for link in astray)
    for key in _keys(own):
        said = steps[key]
        if not isinstance(said, dict) or not any(kind in said for kind in KIND_KEYS):
            yield Finding("no-kind", Severity.ERROR, location(key), {"id": str(key)})
    params: dict[str, Value] = {"id": str(place.key), "key": "steps"}
    if not steps:
        yield Finding("missing-key", Severity.ERROR, location(place.key), params)
    elif named and named not in steps:
        yield _unknown("step", node["result"], place, steps)
    elif procedure is None and not astray:
        params = {"id": str(place.key), "steps": tuple(sorted(_last_steps(steps) or steps))}
        yield Finding("procedure-without-result", Severity.ERROR, location(place.key), params)


def _links(own: Node | None) -> Iterator[Node]:
    """The links that steps have to one another, each as the text that names a step."""
    for written in own.values() if isinstance(own, Mapping) else ():
        for link in _items(written.get("after") if isinstance(written, Mapping) else None):
            yield link["deliverable"] if isinstance(link, Mapping) else link


def _unknown(what: str, node: Node, place: Place, known: Iterable[str]) -> Finding:
    name = str(node).partition(" ")[0]
    params: dict[str, Value] = {"name": name, "owner": str(place.key), **hint(name, known)}
    return Finding(f"unknown-{what}", Severity.ERROR, place.source.location(node), params)


def _last_steps(steps: Values[str, Content]) -> list[str]:
    """The steps that no other one follows."""
    followed = set()
    for content in steps.values():
        after = content.get("after") if isinstance(content, dict) else None
        for link in after if isinstance(after, list) else [after]:
            named = link.get("deliverable") if isinstance(link, dict) else link
            followed.add(str(named).partition(" ")[0])
    return [step for step in steps if step not in followed]


def _in_language(content: Values[str, str], language: str) -> dict[str, Content]:
    """A shipped step with its title in one language."""
    title = content.get("title_en" if language == "en" else "title")
    said: dict[str, Content] = {key: value for key, value in content.items() if key != "title_en"}
    return {**said, "title": title} if title is not None else said


def _without(values: Values[str, Node], *others: Values[str, Node]) -> dict[str, Node]:
    """What none of the others says too: a key is taken with its own place."""
    return {key: node for key, node in values.items() if not any(key in other for other in others)}


def _items(node: Node | None) -> list[Node]:
    """One value or a list of them, as a list."""
    if node is None or node == "":
        return []
    return list(node) if isinstance(node, Sequence) else [node]


def _keys(node: Node | None) -> list[Text]:
    """The keys of a mapping, with their places."""
    return [key for key in node if isinstance(key, Text)] if isinstance(node, Mapping) else []


def _text(text: str, spot: Node) -> Text:
    """A text that stands where another one does."""
    made = Text(text)
    made.start, made.end, made.plain = spot.start, spot.end, True
    return made
