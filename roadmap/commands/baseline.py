"""`roadmap baseline`: freeze the plan's dates as they stand, under a name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from roadmap.commands.naming import require_decider
from roadmap.commands.opening import (
    Written,
    language_option,
    open_plan,
    plan_argument,
    refuse,
    status_date_option,
)
from roadmap.commands.readings import DAY
from roadmap.commands.speech import Argument, Command, Option
from roadmap.commands.writing import write_new
from roadmap.plan.baselines import baseline_path, to_text
from roadmap.plan.fields import parse_id
from roadmap.scheduling.freezing import freeze

NAME = Written("name", parse_id)


@click.command(cls=Command)
@plan_argument
@click.argument("name", cls=Argument, type=NAME)
@click.option("--approved-by", metavar="BODY", cls=Option, help="Body or group that approved it.")
@click.option("--on", type=DAY, cls=Option, help="Day on which it was approved.")
@language_option
@status_date_option
def command(
    plan: Path, *, name: str, approved_by: str | None, on: date | None, lang: str | None, status_date: date | None
) -> int:
    """Freeze the dates of the plan as they stand, in a file that is never changed."""
    opened = open_plan(plan, lang=lang, status_date=status_date, is_compared=False)
    if opened.schedule is None:
        return refuse(opened)
    words = opened.words
    if (approved_by is None) != (on is None):
        raise click.UsageError(words.say("--approved-by and --on go together: who approved it, and on which day."))
    if approved_by is not None:
        require_decider(opened.schedule.plan, approved_by, "--approved-by", words)
    baseline = freeze(opened.schedule, name, approved_by=approved_by, approved_on=on)
    path = baseline_path(Path(opened.folder), name)
    if not write_new(path, to_text(baseline).encode()):
        text = words.say(
            '"{path}" is there already, and a baseline is never changed. Choose another name.', path=path.as_posix()
        )
        raise click.UsageError(text)
    count = words.count("{n} deliverable", "{n} deliverables", len(opened.schedule.plan.deliverables))
    click.echo(words.say("Written: {path}", path=path.as_posix()))
    click.echo(words.say("{count} as of {day}.", count=count, day=opened.schedule.status_date))
    if approved_by is None:
        hint = words.say("It is not approved by any body; compare with it by `--baseline {name}`.", name=name)
        click.echo(hint, err=True)
    return 0
