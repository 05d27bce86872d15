"""A deliverable brought to another workstream, with its comments."""

from __future__ import annotations

from collections.abc import Callable

from roadmap.findings import Finding, PlanError, Severity
from roadmap.plan.editing.changes import Change, edit_texts
from roadmap.plan.editing.relocations import SECTION, Spot, document_of, inside_workstreams, put, spot_for, take_out
from roadmap.plan.editing.steps import texts_after
from roadmap.plan.load import LoadedPlan
from roadmap.plan.plan import Plan
from roadmap.plan.procedures import refuse_step


def move_texts(loaded: LoadedPlan, name: str, workstream: str) -> dict[str, str]:
    """The new text of every file that changes when a deliverable goes to a workstream; none when it is there already.

    One that stands apart gets another `workstream`; one within a workstream goes to where those of the other stand.
    Raises PlanError when the workstream is not in the plan, or when something else would change.
    """
    plan = loaded.plan
    refuse_step(plan, name)
    spot = spot_for(plan, loaded.sources[0], name, workstream)
    place = plan.places.get(SECTION, name)
    if place is None:
        raise PlanError([Finding("unknown-record", Severity.ERROR, None, {"id": name})])
    now = inside_workstreams(plan).get(name)
    if now == workstream:
        return {}
    if now is None:
        return edit_texts(plan, [_named(name, workstream)])
    steps: list[Callable[[Plan], dict[str, str]]] = [lambda plan: _carried(plan, name, spot)]
    if spot.names_workstream:
        steps.append(lambda plan: edit_texts(plan, [_named(name, workstream)]))
    return texts_after(loaded, steps)


def _named(name: str, workstream: str) -> Change:
    return Change(SECTION, name, ("workstream",), workstream)


def _carried(plan: Plan, name: str, spot: Spot) -> dict[str, str]:
    """A deliverable put at its new spot and taken out of the old one.

    The file that it goes to comes first: whatever happens in between, it is in the plan.
    """
    taken = take_out(plan, name)
    rest = taken.rest.source
    is_same_file = spot.source.name == rest.name
    into = taken.rest if is_same_file else document_of(spot.source)
    there = put(into, spot.path, name, taken.record, taken.content).source
    return {there.name: there.text} if is_same_file else {there.name: there.text, rest.name: rest.text}
