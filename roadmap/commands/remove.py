"""`roadmap remove`: a record taken out of the plan, when nothing names it or its links are handed on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from roadmap.commands.editing import edit_options, edit_plan
from roadmap.commands.naming import KINDS, find_record
from roadmap.commands.opening import plan_argument
from roadmap.commands.speech import Argument, Command, Option
from roadmap.export.words import Words
from roadmap.plan.editing.removals import remove_record_texts, remove_texts
from roadmap.plan.load import LoadedPlan


@click.command(cls=Command)
@plan_argument
@click.argument("name", cls=Argument, metavar="ID")
@click.option("--relink", is_flag=True, cls=Option, help="What follows it comes to follow what it followed.")
@click.option("--kind", type=click.Choice(list(KINDS)), cls=Option, help="What ID is, where several go by that id.")
@edit_options
def command(
    plan: Path, *, name: str, relink: bool, kind: str | None, lang: str | None, dry_run: bool, as_json: bool
) -> int:
    """Take a deliverable or another record out of the plan; refused while something names it, which is then told."""

    def edit(loaded: LoadedPlan, words: Words) -> Mapping[str, str]:
        section, found = find_record(loaded.plan, name, kind, words)
        if section == "deliverables":
            return remove_texts(loaded, found, relinks=relink)
        if relink:
            raise click.UsageError(words.say("--relink goes with a deliverable only."))
        return remove_record_texts(loaded, section, found)

    return edit_plan(plan, edit, lang=lang, is_dry=dry_run, as_json=as_json)
