"""`roadmap explain`: why a deliverable has its date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from roadmap.commands.opening import common_options, open_plan, plan_argument, say_findings, screen
from roadmap.commands.speech import Command
from roadmap.export import explain_json, explain_text
from roadmap.export.finding_texts import SUGGESTION
from roadmap.export.words import Words
from roadmap.plan.suggestions import nearest
from roadmap.scheduling.schedule import Schedule, Scheduled


@click.command(cls=Command)
@plan_argument
@click.argument("name", metavar="ID")
@common_options
def command(plan: Path, name: str, lang: str | None, status_date: date | None, as_json: bool) -> int:
    """Say why a deliverable has its date: ID, or ID@BODY for the share of one body."""
    opened = open_plan(plan, lang=lang, status_date=status_date)
    schedule, words = opened.schedule, opened.words
    if schedule is None:
        if as_json:
            click.echo(explain_json.broken_to_json(opened.plan_id, opened.findings, words), nl=False)
        else:
            say_findings(opened)
        return opened.exit_status
    item = _find(schedule, name, words)
    if as_json:
        click.echo(explain_json.to_json(schedule, item, opened.findings, words), nl=False)
    else:
        click.echo(explain_text.to_text(schedule, item, words, screen()), nl=False)
    return 0


def _find(schedule: Schedule, name: str, words: Words) -> Scheduled:
    """The deliverable by its id, or by a code that only it has; a complaint with the nearest id when there is none."""
    by_code = [
        item
        for item in schedule.items.values()
        if item.activity.whole is None and (item.activity.deliverable.code or "").lower() == name.lower()
    ]
    item = schedule.items.get(name) or (by_code[0] if len(by_code) == 1 else None)
    if item is not None:
        return item
    text = words.say('There is no "{id}" in this plan.', id=name)
    near = nearest(name, schedule.items)
    raise click.UsageError(f"{text} {words.say(SUGGESTION, suggestion=near)}" if near else text)
