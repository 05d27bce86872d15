"""`roadmap slippage`: what moved since the baseline, why, and what it does to the targets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from roadmap.analysis.slippage import Slippage, find_slippage
from roadmap.commands.comparing import no_baseline_yet
from roadmap.commands.naming import find_deliverable
from roadmap.commands.opening import (
    common_options,
    open_plan,
    plan_argument,
    refuse,
    say_summary,
    screen,
)
from roadmap.commands.speech import Command, Option
from roadmap.export import slippage_json, slippage_text
from roadmap.export.findings_text import message
from roadmap.export.words import Words
from roadmap.findings import standing
from roadmap.scheduling.schedule import Schedule


@click.command(cls=Command)
@plan_argument
@click.option("--target", metavar="ID", cls=Option, help="Only this target, or this deliverable.")
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
    """Say what moved since the baseline, why, and what it does to the targets."""
    opened = open_plan(plan, lang=lang, status_date=status_date, baseline=baseline)
    schedule, words = opened.schedule, opened.words
    if schedule is None:
        return refuse(opened, slippage_json.broken_to_json if as_json else None)
    if schedule.baseline is None:
        raise click.UsageError(no_baseline_yet(Path(opened.folder), words))
    slippage = _slippage(schedule, target, words)
    if as_json:
        click.echo(slippage_json.to_json(schedule, slippage, opened.findings, words), nl=False)
        return 0
    # Said with the figures: who reads them should know what they are worth.
    remarks = [message(one, words) for one in standing(opened.findings) if one.code == "changed-baseline"]
    click.echo(slippage_text.to_text(schedule, slippage, words, screen(), remarks=remarks), nl=False)
    say_summary(opened)
    return 0


def _slippage(schedule: Schedule, name: str | None, words: Words) -> Slippage:
    """Of everything, or of the target or deliverable with a name."""
    if name is None or name in schedule.plan.targets:
        return find_slippage(schedule, target=name)
    return find_slippage(schedule, item=find_deliverable(schedule, name, words))
