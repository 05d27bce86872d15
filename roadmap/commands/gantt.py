"""`roadmap gantt`: the picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from roadmap.commands.opening import open_plan, plan_argument, refuse, schedule_options, screen, words_for
from roadmap.commands.speech import Command, Option
from roadmap.commands.writing import write_atomically
from roadmap.export.gantt.drawing import FORMATS, draw
from roadmap.export.gantt.layout import lay_out
from roadmap.export.terminal import line


@click.command(cls=Command)
@plan_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    cls=Option,
    help="File to write: .svg, .png or .pdf.",
)
@schedule_options
def command(plan: Path, *, output: Path, lang: str | None, status_date: date | None, baseline: str | None) -> int:
    """Draw the plan as a Gantt image."""
    file_format = output.suffix.lower().removeprefix(".")
    if file_format not in FORMATS:
        text = words_for(lang).say('"{name}" does not end in .svg, .png or .pdf.', name=output.name)
        raise click.BadParameter(text, param_hint="-o")
    opened = open_plan(plan, lang=lang, status_date=status_date, baseline=baseline)
    if opened.schedule is None:
        return refuse(opened)
    chart = lay_out(opened.schedule, opened.words)
    write_atomically(output, draw(chart, file_format))
    click.echo(line(screen(), chart.summary), nl=False)
    click.echo(opened.words.say("Written: {path}", path=output.as_posix()))
    return 0
