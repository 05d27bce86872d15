"""`roadmap what-if`: what would move if something were otherwise; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from roadmap.analysis.assumptions import Assumption, changes_for, parse_assumption
from roadmap.analysis.slippage import find_slippage
from roadmap.analysis.what_if import WhatIf
from roadmap.commands.naming import find_name
from roadmap.commands.opening import (
    STATUS_ERRORS,
    Opened,
    Written,
    language_option,
    open_plan,
    plan_argument,
    say_findings,
    screen,
    status_date_option,
)
from roadmap.commands.speech import Command, Option
from roadmap.export import what_if_json, what_if_text
from roadmap.export.findings_text import message
from roadmap.export.findings_text import to_text as findings_to_text
from roadmap.export.words import Words
from roadmap.findings import Finding, PlanError, Severity
from roadmap.plan.edit import Change, edit_texts
from roadmap.plan.faults import FaultError
from roadmap.plan.overlays import read_overlay
from roadmap.scheduling.freezing import freeze
from roadmap.scheduling.schedule import Schedule

NOW = "now"


@click.command(cls=Command)
@plan_argument
@click.argument("assumptions", metavar="[WHAT]...", nargs=-1, type=Written("assumption", parse_assumption))
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
    assumptions: tuple[Assumption, ...],
    overlays: tuple[Path, ...],
    as_json: bool,
    lang: str | None,
    status_date: date | None,
) -> int:
    """Say what would move if something were otherwise: `ID +2w`, `ID misses 2024-07-04`; nothing is written."""
    before = open_plan(plan, lang=lang, status_date=status_date)
    if before.schedule is None:
        return _refuse(before, (), as_json=as_json)
    words = before.words
    if not assumptions and not overlays:
        raise click.UsageError(words.say('Say what would be otherwise, such as "ID +2w"; see --help.'))
    assumed = [*(one.text for one in assumptions), *(path.as_posix() for path in overlays)]
    try:
        changes = _changes(before.schedule, assumptions, overlays, words)
        texts = edit_texts(before.schedule.plan, changes)
    except PlanError as error:
        click.echo(findings_to_text(error.findings, words, ""), err=True)
        return STATUS_ERRORS
    frozen = freeze(before.schedule, NOW)
    after = open_plan(plan, lang=lang, status_date=status_date, baseline=frozen, texts=texts)
    if after.schedule is None:
        click.echo(words.say("In the plan as it would be:"), err=True)
        return _refuse(after, assumed, as_json=as_json)
    what_if = WhatIf(before.schedule, after.schedule, find_slippage(after.schedule), tuple(assumed))
    if as_json:
        click.echo(what_if_json.to_json(what_if, after.findings, words), nl=False)
    else:
        click.echo(what_if_text.to_text(what_if, words, screen()), nl=False)
    return 0


def _changes(
    schedule: Schedule, assumptions: Sequence[Assumption], overlays: Sequence[Path], words: Words
) -> list[Change]:
    """What the plan would say; a complaint about what cannot be assumed."""
    changes: list[Change] = []
    for assumption in assumptions:
        name = find_name(schedule.plan, assumption.name, words)
        try:
            changes.extend(changes_for(schedule, name, assumption))
        except FaultError as fault:
            text = message(Finding(fault.code, Severity.ERROR, None, fault.params), words)
            raise click.UsageError(f'"{assumption.text}": {text}') from None
    for path in overlays:
        changes.extend(read_overlay(path, schedule.plan))
    return changes


def _refuse(opened: Opened, assumed: Sequence[str], *, as_json: bool) -> int:
    """Say why nothing can be computed."""
    if as_json:
        click.echo(what_if_json.broken_to_json(opened.plan_id, assumed, opened.findings, opened.words), nl=False)
    else:
        say_findings(opened)
    return opened.exit_status
