"""`import --json`: the cells that come in, and what that does, in the form of every edit."""

from __future__ import annotations

from typing import Any

from roadmap.export.edits_json import Lists
from roadmap.export.json_document import to_document
from roadmap.intake.sheet_merging import CellChange, SheetMerge

FORMAT = "roadmap.import/1"


def to_json(plan_id: str | None, merge: SheetMerge, lists: Lists, *, is_written: bool) -> str:
    """One sheet; ``lists`` are those of the edit that it comes to."""
    head = {"format": FORMAT, "plan": plan_id, "written": is_written, "kept": merge.kept}
    return to_document(head, {"cells": list(map(_cell, merge.changes)), **lists})


def _cell(change: CellChange) -> dict[str, Any]:
    place = change.location
    return {
        "cell": place.cell or None,
        "line": place.line,
        "column": place.column,
        "id": change.name,
        "key": change.key,
        "before": change.before or None,
        "after": change.after or None,
    }
