"""`roadmap import`: a sheet that was filled in, read back into the plan files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from roadmap.commands.editing import (
    edit_options,
    errors_added,
    held,
    lists_of,
    refuse_edit,
    say_edit,
    say_foreign_findings,
    write_texts,
)
from roadmap.commands.export import require_sheet
from roadmap.commands.opening import (
    STATUS_ERRORS,
    Opened,
    open_plan,
    plan_argument,
    refuse,
    screen,
    words_for,
)
from roadmap.commands.readings import DAY
from roadmap.commands.speech import Argument, Command, Option
from roadmap.export import edits_json, sheet_json, sheet_text
from roadmap.export.sheet.columns import HIDDEN, SHEET, headings
from roadmap.export.words import Words
from roadmap.findings import Finding, PlanError
from roadmap.intake.sheet import read_sheet
from roadmap.intake.sheet_merging import CellChange, SheetMerge, blame, merge_sheet
from roadmap.plan.editing.changes import Change, edit_texts
from roadmap.plan.editing.updates import deliverable_changes, header_changes
from roadmap.plan.plan import Plan

MOST_ROUNDS = 10


@click.command(cls=Command)
@plan_argument
@click.argument("path", cls=Argument, metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--accept-valid", is_flag=True, cls=Option, help="Take what can be taken, although cells are refused.")
@click.option("--status-date", "reported_on", type=DAY, cls=Option, help="Status date of the plan.")
@edit_options
def command(
    plan: Path,
    *,
    path: Path,
    accept_valid: bool,
    reported_on: date | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Read a sheet that `roadmap export` wrote and people filled in back into the plan."""
    require_sheet(path, words_for(lang))
    with held(plan, is_dry=dry_run) as is_alone:
        before = open_plan(plan, lang=lang, status_date=None)
        if before.loaded is None:
            return refuse(before, _refused_to_json if as_json else None)
        try:
            merge = merge_sheet(before.loaded.plan, read_sheet(path, headings(), SHEET, HIDDEN))
        except PlanError as error:
            return _refuse(error.findings, before, path, as_json=as_json)
        if not as_json:
            say_foreign_findings(merge.told, before, path.as_posix())
        trial = _try(plan, before, merge, {"status_date": reported_on.isoformat()} if reported_on else {})
        if trial is None or (merge.refused and not accept_valid):
            told = merge.told if as_json else ()
            return _refuse((*merge.refused, *told), before, path, as_json=as_json)
        if not dry_run:
            write_texts(before, trial.texts, is_alone=is_alone)
    if as_json:
        _print_json(before, trial, merge, is_dry=dry_run)
    else:
        say_foreign_findings(merge.refused, before, path.as_posix())
        _say(before, trial, merge, is_dry=dry_run)
    return STATUS_ERRORS if merge.refused else trial.after.exit_status


@dataclass(frozen=True, slots=True)
class _Trial:
    """The plan as it would be, and the texts that change."""

    after: Opened
    texts: Mapping[str, str]


def _try(path: Path, before: Opened, merge: SheetMerge, header: Mapping[str, str]) -> _Trial | None:
    """The plan with the changes of a sheet; a row that brings a fault moves to what is refused.

    None when a fault cannot be laid at the door of a row; then everything is refused.
    """
    if before.loaded is None:
        return None
    for _ in range(MOST_ROUNDS):
        try:
            changes = _changes(before.loaded.plan, merge.changes, header)
            texts = edit_texts(before.loaded.plan, changes)
        except PlanError as error:
            added: Sequence[Finding] = error.findings
        else:
            lang = before.words.language
            after = open_plan(path, lang=lang, status_date=None, texts=texts) if texts else before
            added = errors_added(before, after)
            if not added:
                return _Trial(after, texts)
        if not _move_to_refused(merge, added):
            return None
    return None


def _changes(plan: Plan, cells: Sequence[CellChange], header: Mapping[str, str]) -> tuple[Change, ...]:
    """The cells as changes of the plan: of its status date first, then row by row."""
    values: dict[str, dict[str, str]] = {}
    for cell in cells:
        values.setdefault(cell.name, {})[cell.key] = cell.after
    changes = [header_changes(header)]
    for name, row in values.items():
        changes.append(deliverable_changes(plan, name, row))
    return tuple(change for group in changes for change in group)


def _move_to_refused(merge: SheetMerge, added: Sequence[Finding]) -> bool:
    """Take the rows out that bring faults, and say so of their cells; whether all faults have a row."""
    blamed = [(finding, blame(merge.changes, finding)) for finding in added]
    merge.refused.extend(merge.at_cell(finding, change) if change else finding for finding, change in blamed)
    names = {change.name for _, change in blamed if change is not None}
    merge.changes = [change for change in merge.changes if change.name not in names]
    return all(change is not None for _, change in blamed)


def _say(before: Opened, trial: _Trial, merge: SheetMerge, *, is_dry: bool) -> None:
    """The cells that change, the lines that change, and what that does to the targets."""
    cells = [
        sheet_text.CellText(change.location.within, change.name, change.key, change.before, change.after)
        for change in merge.changes
    ]
    click.echo(sheet_text.to_text(cells, merge.kept, before.words, screen()), nl=False)
    if not trial.texts:
        click.echo(before.words.say("The plan says so already; nothing is written."))
        return
    click.echo()
    say_edit(before, trial.after, trial.texts, is_dry=is_dry)


def _print_json(before: Opened, trial: _Trial, merge: SheetMerge, *, is_dry: bool) -> None:
    lists = lists_of(before, trial.after, trial.texts, (*merge.refused, *merge.told))
    is_written = bool(trial.texts) and not is_dry
    click.echo(sheet_json.to_json(before.plan_id, merge, lists, is_written=is_written), nl=False)


def _refused_to_json(plan_id: str | None, findings: Iterable[Finding], words: Words) -> str:
    """The form of an import for one that is refused."""
    lists = edits_json.refused_lists(findings, words)
    return sheet_json.to_json(plan_id, SheetMerge(), lists, is_written=False)


def _refuse(findings: Sequence[Finding], opened: Opened, path: Path, *, as_json: bool) -> int:
    """Say why nothing is read in."""
    document = _refused_to_json(opened.plan_id, findings, opened.words) if as_json else None
    return refuse_edit(findings, opened, document, path.as_posix())
