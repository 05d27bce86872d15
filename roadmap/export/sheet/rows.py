"""The rows of the sheet: one for each deliverable in plan order, with what may be filled in and what is computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from roadmap.analysis.slips import slip
from roadmap.analysis.states import State, deliverable_state
from roadmap.export.finding_texts import KINDS
from roadmap.export.order import in_plan_order
from roadmap.export.standing import counts_for_target, shown_groups
from roadmap.export.status_text import STATES
from roadmap.export.words import Words, one_line
from roadmap.plan.periods import Period
from roadmap.plan.plan import Plan
from roadmap.plan.sheet_cells import DATES, INPUTS, LOCKED, cells_of, folded, is_input, marks_of
from roadmap.plan.terms import term_title
from roadmap.scheduling.schedule import Schedule, Scheduled

CellValue = str | int | date | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One deliverable: its cells by the key of their column, which of them may be filled in, and their marks."""

    id: str
    cells: dict[str, CellValue]
    inputs: frozenset[str]
    state: State
    marks: str


def sheet_rows(schedule: Schedule, words: Words, owner: str = "") -> list[SheetRow]:
    """A row for each deliverable in plan order, or for each of one owner; a decision of a group is one row."""
    lines = {item.id: heading for heading, items in shown_groups(schedule, words) for item in items}
    return [
        _row(schedule, item, lines[item.id], words)
        for item in in_plan_order(schedule)
        if item.activity.whole is None and (not owner or item.activity.deliverable.owner == owner)
    ]


def _row(schedule: Schedule, item: Scheduled, line: str, words: Words) -> SheetRow:
    plan, name = schedule.plan, item.id
    written = cells_of(plan, name)
    state = deliverable_state(schedule, item)
    cells: dict[str, CellValue] = {
        "id": name,
        **_filled_in(item, written),
        "workstream": one_line(line),
        "kind": _kind(plan, item, words),
        "start": item.early_start,
        "finish": item.early_finish,
        "state": words.say(STATES[state][0]),
        "float": item.total_float if counts_for_target(item) else None,
        "slip": slip(schedule, item),
        "hand_in": item.hearing.hand_in if item.hearing else None,
    }
    inputs = frozenset(key for key in INPUTS if is_input(plan, name, key))
    locked = {key: "" if cells[key] is None else folded(str(cells[key])) for key in LOCKED}
    return SheetRow(name, cells, inputs, state, marks_of({**written, **locked}))


def _filled_in(item: Scheduled, written: dict[str, str]) -> dict[str, CellValue]:
    """The cells that may be filled in, as dates and numbers where they are; of a note its line breaks stay."""
    cells: dict[str, CellValue] = {key: text or None for key, text in written.items()}
    cells.update({key: date.fromisoformat(written[key]) for key in DATES if written[key]})
    cells["percent"] = int(written["percent"]) if written["percent"] else None
    cells["due"] = _due(item.activity.deliverable.due)
    note = item.activity.deliverable.note
    cells["note"] = note.replace("\r\n", "\n").strip() if note else None
    return cells


def _due(due: Period | None) -> CellValue:
    """A day as a date; a month or a quarter as it is written."""
    if due is None:
        return None
    return due.last if due.first == due.last else str(due)


def _kind(plan: Plan, item: Scheduled, words: Words) -> str:
    """The kind in words, with what the rule of a term is called."""
    term = item.activity.deliverable.term
    kind = words.say(KINDS[item.activity.kind_name])
    return f"{kind}: {one_line(term_title(plan, term, words.language))}" if term else kind
