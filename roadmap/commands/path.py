"""`roadmap path`: the critical path to a target, and where time can be gained."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from roadmap.analysis.path import find_path
from roadmap.commands.naming import with_nearest
from roadmap.commands.opening import common_options, open_plan, plan_argument, refuse, say_summary, screen
from roadmap.commands.speech import Command, Option
from roadmap.export import path_json, path_text
from roadmap.export.conclusion import by_weight
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule, ScheduledTarget


@click.command(cls=Command)
@plan_argument
@click.option("--target", metavar="ID", cls=Option, help="To which target; the one that counts most by default.")
@common_options
def command(
    plan: Path,
    *,
    target: str | None,
    lang: str | None,
    status_date: date | None,
    baseline: str | None,
    as_json: bool,
) -> int:
    """Show the critical path, and where time can be gained."""
    opened = open_plan(plan, lang=lang, status_date=status_date, baseline=baseline)
    schedule, words = opened.schedule, opened.words
    if schedule is None:
        return refuse(opened, path_json.broken_to_json if as_json else None)
    path = find_path(schedule, _target(schedule, target, words))
    if as_json:
        click.echo(path_json.to_json(schedule, path, opened.findings, words), nl=False)
        return 0
    click.echo(path_text.to_text(schedule, path, words, screen()), nl=False)
    say_summary(opened)
    return 0


def _target(schedule: Schedule, name: str | None, words: Words) -> ScheduledTarget:
    """The target with a name, else the one that counts most; a complaint when there is none."""
    targets = by_weight(schedule)
    found = next((target for target in targets if name in {None, target.id}), None)
    if found is not None:
        return found
    if name is None:
        raise click.UsageError(words.say("The plan has no target, so there is no path to one."))
    text = words.say('There is no target "{id}" in this plan.', id=name)
    raise click.UsageError(with_nearest(text, name, schedule.plan.targets, words))
