"""`roadmap export`: the plan as a sheet that people fill in, for Excel."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from roadmap.commands.naming import with_nearest
from roadmap.commands.opening import Opened, open_plan, plan_argument, refuse, schedule_options, words_for
from roadmap.commands.replacing import require_replaceable
from roadmap.commands.speech import Argument, Command, Option
from roadmap.commands.writing import write_atomically
from roadmap.export.sheet.rows import sheet_rows
from roadmap.export.sheet.table import to_table
from roadmap.export.sheet.workbook import to_workbook
from roadmap.export.words import Words
from roadmap.plan.sheet_cells import Stamp
from roadmap.scheduling.schedule import Schedule

SHEETS = (".xlsx", ".csv")


@click.command(cls=Command)
@plan_argument
@click.argument("path", cls=Argument, metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--mine", "owner", metavar="OWNER", cls=Option, help="Only what this owner is to do.")
@click.option("--by-workstream", is_flag=True, cls=Option, help="A sheet for each workstream as well, to read.")
@click.option("--force", is_flag=True, cls=Option, help="Also over a file that holds what the plan does not.")
@schedule_options
def command(
    plan: Path,
    *,
    path: Path,
    owner: str | None,
    by_workstream: bool,
    force: bool,
    lang: str | None,
    status_date: date | None,
    baseline: str | None,
) -> int:
    """Write the plan as a sheet to fill in, for Excel: a workbook (.xlsx) or a table (.csv)."""
    require_sheet(path, words_for(lang))
    opened = open_plan(plan, lang=lang, status_date=status_date, baseline=baseline)
    if opened.schedule is None:
        return refuse(opened)
    if by_workstream and path.suffix.lower() == ".csv":
        raise click.UsageError(opened.words.say("--by-workstream goes with a workbook (.xlsx) only."))
    schedule, words = opened.schedule, opened.words
    owner = _find_owner(schedule, owner, words) if owner is not None else ""
    if not force:
        require_replaceable(path, opened)
    rows = sheet_rows(schedule, words, owner)
    stamp = Stamp(schedule.plan.id, schedule.status_date, owner)
    if path.suffix.lower() == ".csv":
        content = to_table(rows, stamp, words)
    else:
        content = to_workbook(rows, stamp, words, title=schedule.plan.title, by_workstream=by_workstream)
    write_atomically(path, content)
    _say(opened, path, len(rows))
    return 0


def require_sheet(path: Path, words: Words) -> None:
    """A complaint about a file that is neither a workbook nor a table."""
    if path.suffix.lower() not in SHEETS:
        text = words.say('"{path}" is no workbook (.xlsx) and no table (.csv).', path=path.as_posix())
        raise click.BadParameter(text, param_hint="'FILE'")


def _find_owner(schedule: Schedule, name: str, words: Words) -> str:
    """The owner who is meant, in capitals or not."""
    owners = {written.owner for written in schedule.plan.deliverables.values() if written.owner}
    found = next((owner for owner in sorted(owners) if owner.casefold() == name.casefold()), None)
    if found is None:
        text = words.say('Nothing in this plan has the owner "{owner}".', owner=name)
        raise click.BadParameter(with_nearest(text, name, owners, words), param_hint="'--mine'")
    return found


def _say(opened: Opened, path: Path, count: int) -> None:
    words = opened.words
    click.echo(words.say("Written: {path}", path=path.as_posix()))
    click.echo(words.count("{n} row, one for each deliverable.", "{n} rows, one for each deliverable.", count))
