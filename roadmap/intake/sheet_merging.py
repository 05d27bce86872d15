"""What a sheet changes in the plan, cell by cell: held together are the export, the sheet and the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from roadmap.findings import Finding, Location, PlanError, Value, severity_of
from roadmap.intake.cell_values import read_locked, read_value, shows_month_first
from roadmap.intake.foreign import MAX_FINDINGS, refusal
from roadmap.intake.sheet import FilledRow, FilledSheet
from roadmap.intake.sheet_faults import code_in_sheet, params_in_sheet
from roadmap.plan.faults import FaultError
from roadmap.plan.plan import Plan
from roadmap.plan.sheet_cells import INPUTS, LOCKED, OF_KINDS, cells_of, folded, is_input, mark_of

MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that changes the plan: of which deliverable, under which key, from what to what; empty for nothing."""

    name: str
    key: str
    before: str
    after: str
    location: Location


@dataclass(eq=False)
class SheetMerge:
    """What a sheet comes to: the changes, the cells that are refused, and what else is to be told.

    ``kept`` counts the cells that were changed in the plan since, and not in the sheet. ``headings`` are those of the
    sheet by key: a fault names its column by them.
    """

    headings: Mapping[str, str] = field(default_factory=dict)
    changes: list[CellChange] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)
    kept: int = 0

    def refuse(self, fault: FaultError, key: str, place: Location) -> None:
        """Name a cell that is not taken, and why."""
        code, params = code_in_sheet(fault.code, key), params_in_sheet(fault.params, self.headings)
        self.refused.append(Finding(code, severity_of(code), place, params))

    def at_cell(self, finding: Finding, change: CellChange) -> Finding:
        """A fault of the plan as it would be, at the cell that brings it."""
        code, params = code_in_sheet(finding.code, change.key), params_in_sheet(finding.params, self.headings)
        return replace(finding, code=code, location=change.location, params=params, related=())


def merge_sheet(plan: Plan, sheet: FilledSheet) -> SheetMerge:
    """Hold a sheet against the plan; raise PlanError when it is of another one, or its days mean something else.

    What changed in the sheet only is taken, what changed in the plan only is kept, and what changed in both, to
    different ends, is refused. A row without marks is held against the plan as it is.
    """
    if sheet.stamp is not None and sheet.stamp.plan != plan.id:
        raise refusal("sheet-of-another-plan", sheet.location.file, other=sheet.stamp.plan, plan=plan.id)
    _refuse_month_first(sheet)
    merge = SheetMerge(sheet.headings)
    former = {old: name for name, deliverable in plan.deliverables.items() for old in deliverable.was}
    rows: dict[str, FilledRow] = {}
    strangers: list[FilledRow] = []
    for row in sheet.rows:
        name = row.name if row.name in plan.deliverables else former.get(row.name, "")
        if not name:
            strangers.append(row)
        elif name in rows:
            merge.refuse(FaultError("duplicate-row", id=name), "id", row.location)
        else:
            rows[name] = row
            _merge_row(plan, name, row, merge)
            merge.told.extend(_changed_in_vain(name, row))
    merge.told.extend(_told(plan, sheet, rows, strangers))
    return merge


def blame(changes: Iterable[CellChange], finding: Finding) -> CellChange | None:
    """The change that is behind a fault of the plan as it would be; None when it is not that of one row."""
    section, about = finding.about
    name = about if section == "deliverables" else str(finding.params.get("id") or "")
    of_row = [change for change in changes if change.name == name.partition("@")[0]]
    key = str(finding.params.get("key") or "").rpartition(".")[2]
    values = {str(value) for value in finding.params.values()}
    named = [change for change in of_row if change.key == key]
    said = [change for change in of_row if change.after in values]
    return next(iter([*named, *said, *of_row]), None)


def _refuse_month_first(sheet: FilledSheet) -> None:
    """Raise PlanError for a table that a program set to American saved: 9 January reads as 1 September there."""
    for row in sheet.rows:
        for key, cell in row.cells.items():
            if shows_month_first(key, cell):
                params: dict[str, Value] = {"value": cell.text}
                raise PlanError([Finding("month-first", severity_of("month-first"), cell.location, params)])


def _merge_row(plan: Plan, name: str, row: FilledRow, merge: SheetMerge) -> None:
    written = cells_of(plan, name)
    for key in INPUTS:
        cell = row.cells.get(key)
        # A column that somebody took out says nothing.
        if cell is None:
            continue
        try:
            text = read_value(key, cell)
            if not _changes(row, key, written[key], folded(text), merge):
                continue
            _check(plan, name, key, text)
        except FaultError as fault:
            merge.refuse(fault, key, cell.location)
        else:
            merge.changes.append(CellChange(name, key, written[key], text, cell.location))


def _changes(row: FilledRow, key: str, in_plan: str, in_sheet: str, merge: SheetMerge) -> bool:
    """Whether the sheet has its way in a cell; raise FaultError when the plan has changed there too."""
    if in_sheet == in_plan:
        return False
    exported = row.marks[key] if row.marks is not None else mark_of(in_plan)
    if mark_of(in_sheet) == exported:
        merge.kept += 1
        return False
    if mark_of(in_plan) != exported:
        raise FaultError("cell-conflict", plan=in_plan or "-", sheet=in_sheet or "-")
    return True


def _check(plan: Plan, name: str, key: str, text: str) -> None:
    """Raise FaultError for a cell that has no meaning for its row, or that cannot be left empty."""
    deliverable = plan.deliverables[name]
    if key == "duration" and not text and deliverable.kind == "work":
        raise FaultError("cell-emptied")
    if is_input(plan, name, key):
        return
    if key == "finished":
        members = plan.members(deliverable.decided_by or "")
        raise FaultError("decided-by-group", id=name, bodies=members, first=members[0] if members else "", day=text)
    raise FaultError("key-not-for-kind", key=key, id=name, kind=deliverable.kind, kinds=tuple(OF_KINDS[key]))


def _changed_in_vain(name: str, row: FilledRow) -> Iterator[Finding]:
    """The cells of a row that are not for filling in, and that somebody has changed all the same."""
    marks = row.marks or {}
    for key in LOCKED:
        cell = row.cells.get(key)
        if key in marks and cell is not None and mark_of(read_locked(key, cell)) != marks[key]:
            yield _warning("locked-cell", cell.location, id=name)


def _told(plan: Plan, sheet: FilledSheet, rows: dict[str, FilledRow], strangers: list[FilledRow]) -> Iterator[Finding]:
    """Rows that the plan does not know, rows that are missing, and rows that have lost their marks."""
    for row in islice(strangers, MAX_FINDINGS):
        title = row.cells["title"].text if "title" in row.cells else ""
        yield _warning("unknown-row", row.location, id=row.name or title, count=len(strangers))
    owner = sheet.stamp.owner if sheet.stamp is not None else ""
    expected = [name for name, written in plan.deliverables.items() if not owner or written.owner == owner]
    missing = sorted(name for name in expected if name not in rows)
    if missing:
        names = (*missing[:MOST_NAMES], *(["..."] if len(missing) > MOST_NAMES else []))
        yield _warning("missing-rows", sheet.location, count=len(missing), ids=names)
    unmarked = sum(row.marks is None for row in rows.values())
    if unmarked:
        yield _warning("unmarked-rows", sheet.location, count=unmarked)


def _warning(code: str, place: Location, **params: Value) -> Finding:
    return Finding(code, severity_of(code), place, params)
