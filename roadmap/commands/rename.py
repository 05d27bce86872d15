"""`roadmap rename`: another id for a record, in every place that names it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from roadmap.commands.editing import edit_options, edit_plan
from roadmap.commands.naming import KINDS, find_record
from roadmap.commands.opening import plan_argument
from roadmap.commands.readings import ID
from roadmap.commands.speech import Argument, Command, Option
from roadmap.export.words import Words
from roadmap.plan.editing.renames import rename_texts
from roadmap.plan.load import LoadedPlan

WITHOUT_HISTORY = ("bodies", "groups", "targets")
"""What baselines and calendars know by an id that has no `was`."""


@click.command(cls=Command)
@plan_argument
@click.argument("old", cls=Argument, metavar="OLD")
@click.argument("new", cls=Argument, metavar="NEW", type=ID)
@click.option("--kind", type=click.Choice(list(KINDS)), cls=Option, help="What OLD is, where several go by that id.")
@edit_options
def command(plan: Path, *, old: str, new: str, kind: str | None, lang: str | None, dry_run: bool, as_json: bool) -> int:
    """Give a deliverable, workstream, body or another record another id, and follow every reference to it."""

    def edit(loaded: LoadedPlan, words: Words) -> Mapping[str, str]:
        section, name = find_record(loaded.plan, old, kind, words)
        texts = rename_texts(loaded, section, name, new)
        if texts and section in WITHOUT_HISTORY:
            remarks.append(
                words.say(
                    'Baselines go on calling it "{id}"; calendars that bear its name get another address.', id=name
                )
            )
        return texts

    remarks: list[str] = []
    status = edit_plan(plan, edit, lang=lang, is_dry=dry_run, as_json=as_json)
    if not status:
        click.echo("\n".join(remarks), err=True, nl=bool(remarks))
    return status
