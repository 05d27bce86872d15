"""`roadmap agenda`: the long-term agenda, and how decisions come together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from roadmap.analysis.agenda import make_agenda
from roadmap.commands.naming import require_decider
from roadmap.commands.opening import (
    common_options,
    open_plan,
    plan_argument,
    refuse,
    say_summary,
    screen,
)
from roadmap.commands.readings import PERIOD
from roadmap.commands.speech import Command, Option
from roadmap.export import agenda_json, agenda_text
from roadmap.export.order import in_plan_order
from roadmap.export.words import Words
from roadmap.plan.periods import Period
from roadmap.plan.plan import Plan


@click.command(cls=Command)
@plan_argument
@click.option(
    "--body",
    "names",
    metavar="ID",
    multiple=True,
    cls=Option,
    help="Only this body or group; may be given more than once.",
)
@click.option(
    "--from", "begin", type=PERIOD, cls=Option, help="First day, month or quarter; the status date by default."
)
@click.option("--to", "end", type=PERIOD, cls=Option, help="Last day, month or quarter.")
@common_options
def command(
    plan: Path,
    *,
    lang: str | None,
    status_date: date | None,
    baseline: str | None,
    names: tuple[str, ...],
    begin: Period | None,
    end: Period | None,
    as_json: bool,
) -> int:
    """Show what each body decides in which meeting, and when papers go in."""
    opened = open_plan(plan, lang=lang, status_date=status_date, baseline=baseline)
    schedule, words = opened.schedule, opened.words
    if schedule is None:
        return refuse(opened, agenda_json.broken_to_json if as_json else None)
    first, last = _period(begin, end, schedule.status_date, words)
    bodies = _bodies(schedule.plan, names, words)
    agenda = make_agenda(schedule, in_plan_order(schedule), bodies=bodies, first=first, last=last)
    if as_json:
        click.echo(agenda_json.to_json(schedule, agenda, opened.findings, words), nl=False)
        return 0
    click.echo(agenda_text.to_text(schedule, agenda, words, screen()), nl=False)
    say_summary(opened)
    return 0


def _period(begin: Period | None, end: Period | None, otherwise: date, words: Words) -> tuple[date, date | None]:
    """The first and last day that were asked for; a complaint when they do not come in that order."""
    first, last = begin.first if begin else otherwise, end.last if end else None
    if last is not None and last < first:
        text = words.say("{last} lies before {first}, the first day of the agenda.", last=last, first=first)
        raise click.BadParameter(text, param_hint="'--to'")
    return first, last


def _bodies(plan: Plan, names: tuple[str, ...], words: Words) -> tuple[str, ...]:
    """The bodies behind the names of bodies and groups; a complaint about an unknown one, with the nearest name."""
    for name in names:
        require_decider(plan, name, "--body", words)
    return tuple(dict.fromkeys(body for name in names for body in plan.members(name)))
