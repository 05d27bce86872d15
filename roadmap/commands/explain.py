"""`roadmap explain`: why a deliverable has its date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from roadmap.commands.naming import find_deliverable
from roadmap.commands.opening import common_options, open_plan, plan_argument, refuse, screen
from roadmap.commands.speech import Argument, Command
from roadmap.export import explain_json, explain_text


@click.command(cls=Command)
@plan_argument
@click.argument("name", cls=Argument, metavar="ID")
@common_options
def command(
    plan: Path, *, name: str, lang: str | None, status_date: date | None, baseline: str | None, as_json: bool
) -> int:
    """Say why a deliverable has its date: ID, or ID@BODY for the share of one body."""
    opened = open_plan(plan, lang=lang, status_date=status_date, baseline=baseline)
    schedule, words = opened.schedule, opened.words
    if schedule is None:
        return refuse(opened, explain_json.broken_to_json if as_json else None)
    item = find_deliverable(schedule, name, words)
    if as_json:
        click.echo(explain_json.to_json(schedule, item, opened.findings, words), nl=False)
    else:
        click.echo(explain_text.to_text(schedule, item, words, screen()), nl=False)
    return 0
