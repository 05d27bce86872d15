"""A record taken out of a plan, with its comments, when nothing needs it or its links are handed on."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from roadmap.findings import Finding, PlanError, Severity, Value
from roadmap.plan.dependencies import Dependency, LinkType, parse_dependency
from roadmap.plan.editing.changes import Change, edit_texts
from roadmap.plan.editing.mentions import Mention, mentions_of
from roadmap.plan.editing.relocations import SECTION, inside_workstreams, take_out
from roadmap.plan.editing.steps import texts_after
from roadmap.plan.faults import FaultError
from roadmap.plan.load import LoadedPlan
from roadmap.plan.plan import Plan
from roadmap.plan.procedures import refuse_step
from roadmap.plan.source import Mapping, Node, Sequence, Text


def remove_texts(loaded: LoadedPlan, name: str, *, relinks: bool) -> dict[str, str]:
    """The new text of every file that changes when a deliverable goes.

    With ``relinks`` what follows it comes to follow what it followed. Raises PlanError with every place that still
    names it.
    """
    refuse_step(loaded.plan, name)
    own = loaded.plan.steps_by_owner().get(name, (name,))
    mentions = [
        mention for one in own for mention in mentions_of(loaded.plan, SECTION, one) if mention.owner not in own
    ]
    if not relinks:
        _refuse(loaded.plan, mentions, "still-named", name)
    handed = _handed_on(loaded.plan, name)
    blocked = [mention for mention in mentions if not _is_relinkable(mention, handed)]
    _refuse(loaded.plan, blocked, "cannot-relink", name)
    owners = {(mention.section, mention.owner, mention.key): mention for mention in mentions}
    changes = [_relinked(mention, own, handed or ()) for mention in owners.values()]
    return texts_after(loaded, [lambda plan: edit_texts(plan, changes), lambda plan: _taken(plan, name)])


def remove_record_texts(loaded: LoadedPlan, section: str, name: str) -> dict[str, str]:
    """The new text of the file that changes when a body, a workstream or another record goes.

    Raises PlanError with every place that still needs it; of a workstream also the deliverables that stand in it.
    """
    plan = loaded.plan
    mentions = [
        mention for mention in mentions_of(plan, section, name) if (mention.section, mention.owner) != (section, name)
    ]
    _refuse(plan, mentions, "still-needed", name)
    held = [inner for inner, workstream in inside_workstreams(plan).items() if workstream == name]
    if section == "workstreams" and held:
        raise PlanError([_held(plan, inner, name) for inner in held])
    return _taken(plan, name, section)


def _held(plan: Plan, inner: str, workstream: str) -> Finding:
    """A deliverable that stands in a workstream which should go."""
    params: dict[str, Value] = {"id": workstream, "owner": inner, "key": SECTION}
    return Finding("still-needed", Severity.ERROR, plan.places.location(SECTION, inner), params)


def _taken(plan: Plan, name: str, section: str = SECTION) -> dict[str, str]:
    rest = take_out(plan, name, section).rest.source
    return {rest.name: rest.text}


def _handed_on(plan: Plan, name: str) -> tuple[str, ...] | None:
    """What followers come to follow; None where a link is no finish-to-start and so means nothing to them."""
    own = plan.steps_by_owner().get(name, (name,))
    followed = [link for one in own if one in plan.deliverables for link in plan.deliverables[one].after]
    links = [link for link in followed if link.predecessor not in own]
    if any(link.type is not LinkType.FINISH_TO_START for link in links):
        return None
    return tuple(map(str, links))


def _is_relinkable(mention: Mention, handed: tuple[str, ...] | None) -> bool:
    """Whether a place can do without the deliverable: a list of what is shown, or a bare link to the end of it."""
    if mention.key == "board":
        return True
    node = mention.place.node
    written = node.get(mention.key) if isinstance(node, Mapping) else None
    is_short = all(isinstance(item, Text) for item in (written if isinstance(written, Sequence) else [written]))
    return mention.key == "after" and is_short and handed is not None and str(mention.node) == mention.name


def _relinked(mention: Mention, own: Collection[str], handed: tuple[str, ...]) -> Change:
    """The list in which a deliverable stands, without it and its steps; in its place what it followed."""
    node = mention.place.node
    written = node.get(mention.key) if isinstance(node, Mapping) else None
    old = _texts(written)
    new = handed if mention.key == "after" else ()
    known = {_link(text) for text in old}
    more = [text for text in new if _link(text) not in known]
    position = next(number for number, text in enumerate(old) if text in own)
    rest = [text for text in old if text not in own]
    values = (*rest[:position], *more, *rest[position:])
    is_single = isinstance(written, Text) and len(values) == 1
    return Change(mention.section, mention.owner, (mention.key,), values[0] if is_single else values or None)


def _texts(node: Node | None) -> list[str]:
    return [str(item) for item in (node if isinstance(node, Sequence) else [node]) if isinstance(item, Text)]


def _link(text: str) -> Dependency | str:
    """A link in whatever way it is written."""
    try:
        return parse_dependency(text)
    except FaultError:
        return text


def _refuse(plan: Plan, mentions: Iterable[Mention], code: str, name: str) -> None:
    findings = []
    for mention in mentions:
        params: dict[str, Value] = {"id": name, "owner": mention.owner or plan.id, "key": mention.key}
        findings.append(Finding(code, Severity.ERROR, mention.location, params))
    if findings:
        raise PlanError(findings)
