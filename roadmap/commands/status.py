"""`roadmap status`: how the plan stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from roadmap.commands.opening import (
    Written,
    common_options,
    fold_option,
    open_plan,
    plan_argument,
    refuse,
    say_summary,
    screen,
)
from roadmap.commands.speech import Command, Option
from roadmap.export import status_json, status_text
from roadmap.export.standing import fold_procedures
from roadmap.plan.periods import Period, parse_quarter

QUARTER = Written("quarter", parse_quarter)


@click.command(cls=Command)
@plan_argument
@click.option("--quarter", type=QUARTER, cls=Option, help="Only what is due in a quarter, such as 2023-Q3.")
@fold_option
@common_options
def command(
    plan: Path,
    *,
    lang: str | None,
    status_date: date | None,
    baseline: str | None,
    quarter: Period | None,
    fold: bool,
    as_json: bool,
) -> int:
    """Show how the plan stands: targets, then deliverables."""
    opened = open_plan(plan, lang=lang, status_date=status_date, baseline=baseline)
    schedule, words = opened.schedule, opened.words
    if schedule is None:
        return refuse(opened, status_json.broken_to_json if as_json else None)
    if as_json:
        items = status_text.due_in(schedule, quarter) if quarter else None
        click.echo(status_json.to_json(schedule, opened.findings, words, items), nl=False)
        return 0
    shown = fold_procedures(schedule) if fold else schedule
    text = (
        status_text.quarter_to_text(shown, quarter, words, screen())
        if quarter
        else status_text.to_text(shown, words, screen())
    )
    click.echo(text, nl=False)
    say_summary(opened)
    return 0
