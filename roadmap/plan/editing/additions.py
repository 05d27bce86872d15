"""A new deliverable in the text of a plan: behind those of its workstream, and written like the last of them."""

from __future__ import annotations

from collections.abc import Mapping as Values

from roadmap.findings import PlanError
from roadmap.plan.content import Content
from roadmap.plan.editing.ids import id_findings
from roadmap.plan.editing.record_spans import RecordText, mapping_at, record_step, writes_on_one_line
from roadmap.plan.editing.relocations import SECTION, document_of, put, spot_for
from roadmap.plan.editing.yaml_text import Written, entry, written
from roadmap.plan.load import LoadedPlan
from roadmap.plan.source import Mapping


def add_texts(loaded: LoadedPlan, name: str, workstream: str | None, values: Values[str, Written]) -> dict[str, str]:
    """The new text of the file in which a deliverable comes to stand, by its name.

    Raises PlanError when the id is taken, the workstream is not in the plan, or the file takes nothing more there.
    """
    findings = id_findings(loaded.plan, SECTION, name)
    if findings:
        raise PlanError(findings)
    spot = spot_for(loaded.plan, loaded.sources[0], name, workstream)
    if workstream is not None and spot.names_workstream:
        values = {**values, "workstream": workstream}
    document = document_of(spot.source)
    holder = mapping_at(document.root, spot.path) if isinstance(document.root, Mapping) else None
    content: Content = {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
    record = _record(spot.source.text, holder, name, values)
    return {spot.source.name: put(document, spot.path, name, record, content).source.text}


def _record(text: str, holder: Mapping | None, name: str, values: Values[str, Written]) -> RecordText:
    """The text of a new record: on one line where the last one before it is."""
    pairs = (entry(key, written(value, in_flow=True), in_flow=True) for key, value in values.items())
    flow = entry(name, f"{{{', '.join(pairs)}}}", in_flow=True)
    if writes_on_one_line(text, holder):
        return RecordText((flow,), flow)
    indent = " " * record_step(text, holder)
    lines = (indent + entry(key, written(value, in_flow=False), in_flow=False) for key, value in values.items())
    return RecordText((f"{written(name, in_flow=False)}:", *lines), flow)
