"""`roadmap move`: a deliverable brought to another workstream."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from roadmap.commands.editing import edit_options, edit_plan
from roadmap.commands.naming import find_name
from roadmap.commands.opening import plan_argument
from roadmap.commands.readings import ID
from roadmap.commands.speech import Argument, Command
from roadmap.export.words import Words
from roadmap.plan.editing.moves import move_texts
from roadmap.plan.load import LoadedPlan


@click.command(cls=Command)
@plan_argument
@click.argument("name", cls=Argument, metavar="ID")
@click.argument("workstream", cls=Argument, metavar="WORKSTREAM", type=ID)
@edit_options
def command(plan: Path, *, name: str, workstream: str, lang: str | None, dry_run: bool, as_json: bool) -> int:
    """Bring a deliverable to another workstream, with its comments."""

    def edit(loaded: LoadedPlan, words: Words) -> Mapping[str, str]:
        return move_texts(loaded, find_name(loaded.plan, name, words), workstream)

    return edit_plan(plan, edit, lang=lang, is_dry=dry_run, as_json=as_json)
