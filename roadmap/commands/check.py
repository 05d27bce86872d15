"""`roadmap check`: every finding, with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from roadmap.commands.opening import STATUS_ERRORS, common_options, open_plan, plan_argument, say_findings
from roadmap.commands.speech import Command, Option
from roadmap.export.findings_text import to_check_json
from roadmap.findings import Severity, standing


@click.command(cls=Command)
@plan_argument
@click.option("--strict", is_flag=True, cls=Option, help="Warnings count as errors.")
@common_options
def command(
    plan: Path, *, lang: str | None, status_date: date | None, baseline: str | None, strict: bool, as_json: bool
) -> int:
    """Say everything that is wrong or odd about a plan."""
    opened = open_plan(plan, lang=lang, status_date=status_date, baseline=baseline)
    if as_json:
        click.echo(to_check_json(opened.plan_id, opened.findings, opened.words), nl=False)
    elif opened.findings:
        say_findings(opened, err=False)
    else:
        click.echo(opened.words.say("No findings."))
    has_warnings = any(finding.severity is Severity.WARNING for finding in standing(opened.findings))
    return STATUS_ERRORS if strict and has_warnings and not opened.exit_status else opened.exit_status
