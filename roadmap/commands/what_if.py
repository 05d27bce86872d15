"""`roadmap what-if`: what would move if something were otherwise; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import click

from roadmap.analysis.assumptions import changes_for, combine, parse_assumption, planned_elsewhere
from roadmap.analysis.what_if import compare
from roadmap.commands.days import as_written
from roadmap.commands.naming import find_name
from roadmap.commands.opening import (
    Opened,
    language_option,
    open_plan,
    plan_argument,
    say_findings,
    screen,
    status_date_option,
)
from roadmap.commands.speech import Argument, Command, Option
from roadmap.export import what_if_json, what_if_text
from roadmap.export.findings_text import message, to_text
from roadmap.export.words import Words, printable
from roadmap.findings import Finding, PlanError, Severity, added_findings, standing
from roadmap.plan.editing.changes import Change, edit_texts
from roadmap.plan.editing.overlays import read_overlay
from roadmap.plan.faults import FaultError
from roadmap.scheduling.schedule import Schedule


@click.command(cls=Command)
@plan_argument
@click.argument("assumptions", cls=Argument, metavar="[WHAT]...", nargs=-1, type=str)
@click.option(
    "--overlay",
    "overlays",
    metavar="FILE",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    cls=Option,
    help="File in the plan format with only what would be otherwise.",
)
@click.option("--json", "as_json", is_flag=True, cls=Option, help="Print data instead of text.")
@language_option
@status_date_option
def command(
    plan: Path,
    *,
    assumptions: tuple[str, ...],
    overlays: tuple[Path, ...],
    as_json: bool,
    lang: str | None,
    status_date: date | None,
) -> int:
    """Say what would move if something were otherwise: `ID +2w`, `ID misses 2024-07-04`; nothing is written."""
    before = open_plan(plan, lang=lang, status_date=status_date)
    assumed = (*(path.as_posix() for path in overlays), *assumptions)
    if before.schedule is None:
        return _refuse(before, assumed, as_json=as_json)
    words = before.words
    if not assumed:
        raise click.UsageError(words.say('Say what would be otherwise, such as "ID +2w"; see --help.'))
    texts: dict[str, str] = {}
    after = before
    elsewhere: list[tuple[str, date]] = []
    try:
        # Overlays first, and what is assumed in words of the plan with those laid over it.
        for changes_to in (partial(_laid_over, overlays), partial(_assumed, assumptions, words, elsewhere)):
            if after.schedule is not None:
                texts |= edit_texts(after.schedule.plan, changes_to(after.schedule))
                after = open_plan(plan, lang=lang, status_date=status_date, texts=texts)
    except PlanError as error:
        return _refuse(replace(before, findings=error.findings, folder="", exit_status=2), assumed, as_json=as_json)
    if after.schedule is None:
        click.echo(words.say("In the plan as it would be:"), err=True)
        return _refuse(after, assumed, as_json=as_json)
    what_if = compare(before.schedule, after.schedule, assumed, elsewhere)
    if as_json:
        click.echo(what_if_json.to_json(what_if, after.findings, words), nl=False)
        return 0
    click.echo(what_if_text.to_text(what_if, words, screen()), nl=False)
    _say_what_is_new(before, after)
    return 0


def _laid_over(overlays: Sequence[Path], schedule: Schedule) -> list[Change]:
    return [change for path in overlays for change in read_overlay(path, schedule.plan)]


def _assumed(
    assumptions: Sequence[str], words: Words, elsewhere: list[tuple[str, date]], schedule: Schedule
) -> list[Change]:
    """What the plan would say; a complaint about what cannot be assumed, and ``elsewhere`` what misses nothing."""
    changes: dict[tuple[str, ...], Change] = {}
    for text in assumptions:
        try:
            assumption = parse_assumption(" ".join(map(as_written, text.split())))
            name = find_name(schedule.plan, assumption.name, words)
            combine(changes, changes_for(schedule, name, assumption))
            day = planned_elsewhere(schedule, name, assumption)
            elsewhere.extend([(name, day)] if day is not None else [])
        except FaultError as fault:
            complaint = message(Finding(fault.code, Severity.ERROR, None, fault.params), words)
            is_named = fault.code == "invalid-assumption"
            raise click.UsageError(complaint if is_named else f'"{printable(text)}": {complaint}') from None
    return list(changes.values())


def _say_what_is_new(before: Opened, after: Opened) -> None:
    """The warnings that the plan would have and has not now, where talk goes: standard error."""
    added = [one for one in standing(added_findings(before.findings, after.findings)) if one.severity > Severity.NOTE]
    if added:
        click.echo(f"\n{after.words.say('In the plan as it would be:')}", err=True)
        click.echo(to_text(added, after.words, after.folder), err=True)


def _refuse(opened: Opened, assumed: Sequence[str], *, as_json: bool) -> int:
    """Say why nothing can be computed."""
    if as_json:
        click.echo(what_if_json.broken_to_json(opened.plan_id, assumed, opened.findings, opened.words), nl=False)
    else:
        say_findings(opened)
    return opened.exit_status
