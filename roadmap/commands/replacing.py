"""Before a sheet is written over another one: whether that holds what people filled in and the plan does not know."""

from __future__ import annotations

import os
from pathlib import Path

import click

from roadmap.commands.editing import say_foreign_findings
from roadmap.commands.opening import Opened
from roadmap.commands.writing import STATUS_NOT_WRITTEN
from roadmap.export.sheet.columns import HIDDEN, SHEET, headings
from roadmap.export.steps_text import typed
from roadmap.export.words import Words
from roadmap.findings import PlanError
from roadmap.intake.sheet import read_sheet
from roadmap.intake.sheet_merging import SheetMerge, merge_sheet
from roadmap.plan.plan import Plan

MOST_CELLS = 5


class KeptSheet(click.ClickException):
    """A file is there that may not be lost; says what is in it, and how to go on."""

    exit_code = STATUS_NOT_WRITTEN


def require_replaceable(path: Path, opened: Opened) -> None:
    """Raise KeptSheet for a file that is no sheet of this plan, or one from which `import` would still take a cell."""
    # Unlike Path.exists this says no where it may not look.
    if opened.loaded is None or not os.path.exists(path):  # noqa: PTH110
        return
    words, file = opened.words, path.as_posix()
    merge = _would_come_in(path, opened, opened.loaded.plan)
    if merge is None:
        text = words.say(
            '"{path}" is there already, and cannot be told to be a sheet of this plan. '
            "Give another name, or add --force to write over it.",
            path=file,
        )
        raise KeptSheet(text)
    cells = _cells(merge, words)
    if cells:
        text = words.say(
            '"{path}" is there already, and what was filled in there is not in the plan yet: {cells}. '
            "Take it over with `roadmap import {plan} {file}` first, give another name, "
            "or add --force to write over it.",
            path=file,
            cells=cells,
            plan=typed(opened.path),
            file=typed(file),
        )
        raise KeptSheet(text)


def _would_come_in(path: Path, opened: Opened, plan: Plan) -> SheetMerge | None:
    """What an import would make of a file; None, with what is wrong told, for one that is not known as ours."""
    try:
        sheet = read_sheet(path, headings(), SHEET, HIDDEN)
        # A list of somebody else's may have the same headings.
        return merge_sheet(plan, sheet) if sheet.stamp is not None else None
    except PlanError as error:
        say_foreign_findings(error.findings, opened, path.as_posix())
        return None


def _cells(merge: SheetMerge, words: Words) -> str:
    """The cells that an import would take or refuse, the first ones by name; empty for none."""
    places = [change.location for change in merge.changes]
    places += [finding.location for finding in merge.refused if finding.location is not None]
    places = sorted(set(places))
    shown = ", ".join(place.within for place in places[:MOST_CELLS])
    more = len(places) - MOST_CELLS
    return f"{shown} {words.say('and {n} more', n=more)}" if more > 0 else shown
