"""`roadmap new`: a plan to begin with, from a template."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from roadmap.commands.municipalities import read_municipalities
from roadmap.commands.new_folder import require_free, write_new_folder
from roadmap.commands.opening import language_option, open_plan, refuse, say_findings, screen, words_for
from roadmap.commands.readings import DAY
from roadmap.commands.speech import Argument, Command, Option
from roadmap.commands.spelling import TEXT
from roadmap.export import new_plan_text
from roadmap.export.words import Words
from roadmap.plan.fields import id_from
from roadmap.plan.templates.new_plan import NewPlan, Template, first_target, new_texts, possible_targets, read_template

EMPTY, REGION = "empty", "nvo"
DATE = "'--contract-date'"
STEPS = {EMPTY: 1, REGION: 12}
"""By how many months the day that a plan works towards goes on until its plan has yet to begin."""


@click.command(cls=Command)
@click.argument("folder", cls=Argument, metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--template",
    type=click.Choice([EMPTY, REGION]),
    cls=Option,
    help="What to begin with: `empty`, or `nvo` (a region, in Dutch); by default by whether municipalities are named.",
)
@click.option("--title", type=TEXT, cls=Option, help="Title of the plan.")
@click.option(
    "--municipality",
    metavar="NAME",
    type=TEXT,
    multiple=True,
    cls=Option,
    help="A municipality of the region; may be given more than once, or names with commas between them.",
)
@click.option(
    "--contract-date",
    type=DAY,
    cls=Option,
    help="Day on which contracts begin, or all must be ready; by default the first for which there is time.",
)
@language_option
def command(
    folder: Path,
    *,
    template: str | None,
    title: str | None,
    municipality: tuple[str, ...],
    contract_date: date | None,
    lang: str | None,
) -> int:
    """Begin a plan: a small one with explanations, or one for a region."""
    words = words_for(lang)
    require_free(folder)
    names = read_municipalities(municipality, words)
    chosen = _chosen(template, names, words)
    source = read_template(f"{EMPTY}/{words.language}" if chosen == EMPTY else chosen)
    target = _target(source, contract_date, STEPS[chosen], words)
    name = id_from(os.path.basename(os.path.realpath(folder))) or "plan"  # noqa: PTH119 - "." has a name too
    asked = NewPlan(name, words.language, " ".join((title or "").split()), target, names)
    texts = new_texts(source, asked)
    write_new_folder(folder, texts)
    return _say(folder, texts, words)


def _chosen(template: str | None, names: tuple[str, ...], words: Words) -> str:
    """The template that is meant: who names municipalities wants a region."""
    if names and template == EMPTY:
        text = words.say("Municipalities belong to the template `nvo`; leave --template out, or the municipalities.")
        raise click.UsageError(text)
    if template == REGION and not names:
        text = words.say('A region has municipalities: name them, such as --municipality "Almelo, Borne".')
        raise click.UsageError(text)
    return REGION if names else EMPTY


def _target(template: Template, given: date | None, step: int, words: Words) -> date:
    """The day that the plan works towards: the one given, else the first whose plan has yet to begin."""
    # The reader's own day is meant.
    target = given or first_target(template, date.today(), step)  # noqa: DTZ011
    first, last = possible_targets(template)
    if target.day != 1:
        text = words.say(
            "{day} is not the first day of a month. Choose one, and change the dates in the plan.", day=target
        )
        raise click.BadParameter(text, param_hint=DATE)
    if not first <= target <= last:
        text = words.say(
            "{day} cannot be planned for: choose a day from {first} up to {last}, for which working days are known.",
            day=target,
            first=first,
            last=last,
        )
        raise click.BadParameter(text, param_hint=DATE)
    return target


def _say(folder: Path, texts: Mapping[str, str], words: Words) -> int:
    """What the check finds, how the plan stands, and what to do next."""
    opened = open_plan(folder, lang=words.language, status_date=None)
    if opened.schedule is None:
        return refuse(opened)
    say_findings(opened)
    if opened.findings:
        click.echo(err=True)
    click.echo(new_plan_text.to_text(opened.schedule, texts, folder.as_posix(), words, screen()), nl=False)
    return 0
