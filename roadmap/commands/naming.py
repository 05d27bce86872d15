"""What a deliverable is called on the command line: its id, a code that only it has, or the share of one body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from roadmap.export.findings_text import hint_in_words
from roadmap.export.words import Words
from roadmap.plan.plan import Plan
from roadmap.plan.suggestions import hint, nearest
from roadmap.scheduling.graph import whole
from roadmap.scheduling.schedule import Schedule, Scheduled

KINDS = {
    "deliverable": "deliverables",
    "workstream": "workstreams",
    "body": "bodies",
    "group": "groups",
    "target": "targets",
    "requirement": "requirements",
    "calendar": "calendars",
    "recess": "recesses",
    "term": "terms",
    "procedure": "procedures",
}
"""What can be renamed and removed, with the section in which it stands."""


def find_name(plan: Plan, name: str, words: Words) -> str:
    """The id, or `id@body`, that a name means; a complaint with the nearest one when it means nothing."""
    decision, at, body = name.partition("@")
    found = id_of(plan, decision)
    if found is not None and (not at or body in _deciders(plan, found)):
        return f"{found}{at}{body}"
    other = _another_record(plan, name, words)
    if other is not None:
        raise click.UsageError(other)
    text = words.say('There is no "{id}" in this plan.', id=name)
    raise click.UsageError(with_nearest(text, name, _all_names(plan), words))


def find_record(plan: Plan, name: str, kind: str | None, words: Words) -> tuple[str, str]:
    """The section and id of the record that a name means, of that kind if any; a complaint when none or several do."""
    sections = {one: section for one, section in KINDS.items() if kind in {None, one}}
    kinds = [kind for kind, section in sections.items() if plan.places.get(section, name) is not None]
    if len(kinds) > 1:
        raise click.UsageError(
            words.say(
                'Several things go by the id "{id}". Say which one with --kind: {kinds}.', id=name, kinds=tuple(kinds)
            )
        )
    if kinds:
        return sections[kinds[0]], name
    by_code = id_of(plan, name) if "deliverables" in sections.values() else None
    if by_code is not None:
        return "deliverables", by_code
    known = [other for section, other in plan.places.names() if section in sections.values()]
    text = words.say('There is no "{id}" in this plan.', id=name)
    raise click.UsageError(with_nearest(text, name, known, words))


def require_decider(plan: Plan, name: str, option: str, words: Words) -> None:
    """A complaint about an option that names a body or group which is not in the plan."""
    known = {**plan.bodies, **plan.groups}
    if name not in known:
        text = words.say('There is no body or group "{id}" in this plan.', id=name)
        complaint = " ".join([text, *hint_in_words(hint(name, known), words)])
        raise click.BadParameter(complaint, param_hint=f"'{option}'")


def with_nearest(text: str, name: str, known: Iterable[str], words: Words) -> str:
    """A complaint about a name that is not there, with the one that was probably meant."""
    return " ".join([text, *hint_in_words({"suggestion": nearest(name, known)}, words)])


def find_deliverable(schedule: Schedule, name: str, words: Words) -> Scheduled:
    """The deliverable, or the share of one body, that a name means; a complaint when it means nothing."""
    found = find_name(schedule.plan, name, words)
    # A body that decides alone has no share of its own: its decision is the whole.
    return schedule.items.get(found) or schedule.items[whole(found)]


def _another_record(plan: Plan, name: str, words: Words) -> str | None:
    """The complaint about a name that means something, but no deliverable."""
    if name in plan.workstreams:
        return words.say('"{id}" is a workstream, not a deliverable.', id=name)
    if name in plan.targets:
        milestone = plan.targets[name].milestone
        return words.say(
            '"{id}" is a target, not a deliverable; it stands on "{milestone}".', id=name, milestone=milestone
        )
    if name in plan.bodies:
        return words.say('"{id}" is a body, not a deliverable.', id=name)
    if name in plan.groups:
        return words.say('"{id}" is a group of bodies, not a deliverable.', id=name)
    return None


def id_of(plan: Plan, name: str) -> str | None:
    """The id of the deliverable that goes by an id, or by a code that only it has."""
    if name in plan.deliverables or plan.places.get("deliverables", name) is not None:
        return name
    code = name.lower()
    by_code = [key for key, deliverable in plan.deliverables.items() if (deliverable.code or "").lower() == code]
    return by_code[0] if len(by_code) == 1 else None


def _deciders(plan: Plan, name: str) -> tuple[str, ...]:
    """The bodies that take part in a decision; none for anything else."""
    deliverable = plan.deliverables.get(name)
    decider = deliverable.decided_by if deliverable is not None else None
    return plan.members(decider) if decider is not None else ()


def _all_names(plan: Plan) -> Iterator[str]:
    for name in plan.deliverables:
        yield name
        yield from (f"{name}@{body}" for body in _deciders(plan, name))
