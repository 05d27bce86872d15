"""`roadmap explain`: why a deliverable has its date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from roadmap.commands.opening import common_options, open_plan, plan_argument, say_findings, screen
from roadmap.commands.speech import Command


@click.command(cls=Command)
@plan_argument
@click.argument("id")
@common_options
def command(plan: Path, id: str, lang: str | None, status_date: date | None, as_json: bool) -> int:  # noqa: A002
    """Say why a deliverable has its date: ID, or ID@BODY for the share of one body."""
    from roadmap.export import explain_json, explain_text
    from roadmap.export.finding_texts import SUGGESTION
    from roadmap.plan.suggestions import nearest

    opened = open_plan(plan, lang=lang, status_date=status_date)
    schedule, words = opened.schedule, opened.words
    if schedule is None:
        say_findings(opened)
        return opened.exit_status
    item = schedule.items.get(id)
    if item is None:
        text = words.say('There is no "{id}" in this plan.', id=id)
        near = nearest(id, schedule.items)
        raise click.UsageError(f'{text} {words.say(SUGGESTION, suggestion=near)}' if near else text)
    if as_json:
        click.echo(explain_json.to_json(schedule, item, opened.findings, words), nl=False)
    else:
        click.echo(explain_text.to_text(schedule, item, words, screen()), nl=False)
    return 0
