"""`roadmap status`: how the plan stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from roadmap.commands.opening import common_options, in_words, open_plan, plan_argument, say_findings, say_summary, screen
from roadmap.commands.speech import Command, Option


class Quarter(click.ParamType):
    """A quarter on the command line, as in a plan."""

    name = "quarter"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read a quarter as the plan reader does."""
        from roadmap.plan.faults import FaultError
        from roadmap.plan.periods import parse_quarter

        try:
            return parse_quarter(value)
        except FaultError as fault:
            self.fail(in_words(fault, ctx), param, ctx)


@click.command(cls=Command)
@plan_argument
@click.option("--quarter", type=Quarter(), cls=Option, help="Only what is due in a quarter, such as 2023-Q3.")
@common_options
def command(plan: Path, lang: str | None, status_date: date | None, quarter: Any, as_json: bool) -> int:
    """Show how the plan stands: targets, then deliverables."""
    from roadmap.export import status_json, status_text

    opened = open_plan(plan, lang=lang, status_date=status_date)
    schedule, words = opened.schedule, opened.words
    if schedule is None:
        if as_json:
            click.echo(status_json.broken_to_json(opened.plan_id, opened.findings, words), nl=False)
        else:
            say_findings(opened)
        return opened.exit_status
    if as_json:
        items = status_text.due_in(schedule, quarter) if quarter else None
        click.echo(status_json.to_json(schedule, opened.findings, words, items), nl=False)
        return 0
    if quarter:
        click.echo(status_text.quarter_to_text(schedule, quarter, words, screen()), nl=False)
    else:
        click.echo(status_text.to_text(schedule, words, screen()), nl=False)
    say_summary(opened)
    return 0
