"""Another id for a record: its key, and every place that names it; nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from roadmap.findings import Finding, PlanError, Severity, Value
from roadmap.plan.content import plain
from roadmap.plan.editing.changes import Change, edit_texts
from roadmap.plan.editing.ids import former_ids, id_findings
from roadmap.plan.editing.mentions import Mention, mentions_of
from roadmap.plan.editing.read_back import respelled
from roadmap.plan.editing.spans import Splice
from roadmap.plan.editing.steps import texts_after
from roadmap.plan.editing.yaml_text import written
from roadmap.plan.load import LoadedPlan
from roadmap.plan.plan import Plan
from roadmap.plan.procedures import refuse_step
from roadmap.plan.source import Document, parse_document


def rename_texts(loaded: LoadedPlan, section: str, old: str, new: str) -> dict[str, str]:
    """The new text of every file in which a record or its name stands, when it gets another id.

    Raises PlanError when the id is taken, or when a name stands in a form that cannot be changed by itself.
    """
    if old == new:
        return {}
    if section == "deliverables":
        refuse_step(loaded.plan, old)
    findings = id_findings(loaded.plan, section, new, renamed=old)
    if findings:
        raise PlanError(findings)
    steps = [step.step for name, step in loaded.plan.steps.items() if section == "deliverables" and old == step.owner]
    return texts_after(
        loaded,
        [
            lambda plan: _history(plan, section, old),
            *(partial(_step_mentions, old=f"{old}-{step}", new=f"{new}-{step}") for step in steps),
            lambda plan: _keys(plan, section, old, new),
        ],
    )


def _history(plan: Plan, section: str, old: str) -> dict[str, str]:
    """The former id added to those that a record had before: the first one stays in front."""
    was = former_ids(plan, section).get(old)
    if was is None or old in was:
        return {}
    return edit_texts(plan, [Change(section, old, ("was",), (*was, old) if was else old)])


def _keys(plan: Plan, section: str, old: str, new: str) -> dict[str, str]:
    """The key of the record and every mention of it, file by file."""
    place = plan.places.get(section, old)
    if place is None:
        raise PlanError([Finding("unknown-record", Severity.ERROR, None, {"id": old})])
    itself = Mention(section, old, "", place, place.key, section, old)
    return _by_file((itself, *mentions_of(plan, section, old)), new)


def _step_mentions(plan: Plan, old: str, new: str) -> dict[str, str]:
    """Every mention of a step, which goes by the id of its deliverable and its own."""
    return _by_file(mentions_of(plan, "deliverables", old), new) if old in plan.steps else {}


def _by_file(mentions: Iterable[Mention], new: str) -> dict[str, str]:
    """The text of every file with mentions of a record by another id."""
    by_file: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_file.setdefault(mention.place.source.name, []).append(mention)
    return {name: _respelled(found, new) for name, found in by_file.items()}


def _respelled(mentions: list[Mention], new: str) -> str:
    """The text of one file with its mentions of a record by another id."""
    source = mentions[0].place.source
    document = parse_document(source.text, source.name)
    instead = {_span(mention): _renamed(str(mention.node), mention, new) for mention in mentions}
    splices = [_splice(mention, new) for mention in mentions]
    read = respelled(document, splices, plain(document.root, instead))
    if read is not None:
        return read.source.text
    # Which of them stands in the way is told by trying each alone.
    raise PlanError([_not_editable(mention) for mention in mentions if not _is_editable(document, mention, new)])


def _is_editable(document: Document, mention: Mention, new: str) -> bool:
    instead = {_span(mention): _renamed(str(mention.node), mention, new)}
    return respelled(document, [_splice(mention, new)], plain(document.root, instead)) is not None


def _span(mention: Mention) -> tuple[int, int]:
    return mention.node.start, mention.node.end


def _splice(mention: Mention, new: str) -> Splice:
    """A name in its own quotes, unless those were there because of it; behind a name its type and lag stay."""
    node = mention.node
    text = mention.place.source.text[node.start : node.end]
    if text == written(str(node), in_flow=True):
        return Splice(node.start, node.end, written(_renamed(str(node), mention, new), in_flow=True))
    return Splice(node.start, node.end, _renamed(text, mention, new))


def _renamed(text: str, mention: Mention, new: str) -> str:
    """The first place of the name within a text; of `id@body` the part that is meant."""
    before = "(?<=@)" if mention.is_share else "(?<![a-z0-9@-])"
    return re.sub(rf"{before}{re.escape(mention.name)}(?![a-z0-9-])", lambda _: new, text, count=1)


def _not_editable(mention: Mention) -> Finding:
    params: dict[str, Value] = {"id": mention.owner, "key": mention.key}
    return Finding("not-editable", Severity.ERROR, mention.location, params)
