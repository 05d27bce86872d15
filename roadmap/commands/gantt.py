"""`roadmap gantt`: the picture, in a file; else on the terminal, as a chart of characters or in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from roadmap.commands.opening import (
    Opened,
    open_plan,
    plan_argument,
    refuse,
    say_summary,
    schedule_options,
    screen,
    words_for,
)
from roadmap.commands.speech import Command, Option
from roadmap.commands.writing import write_atomically
from roadmap.export import gantt_text
from roadmap.export.gantt.drawing import FORMATS, draw
from roadmap.export.gantt.layout import lay_out
from roadmap.export.terminal import line
from roadmap.export.text_chart import layout as text_chart
from roadmap.scheduling.schedule import Schedule


@click.command(cls=Command)
@plan_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    cls=Option,
    help="File to write, .svg, .png or .pdf; without it a chart of characters is printed.",
)
@click.option("--text", "as_text", is_flag=True, cls=Option, help="Print everything that the image shows, in words.")
@schedule_options
def command(
    plan: Path,
    *,
    output: Path | None,
    as_text: bool,
    lang: str | None,
    status_date: date | None,
    baseline: str | None,
) -> int:
    """Draw the plan as a Gantt image, or as a chart on the terminal."""
    file_format = output.suffix.lower().removeprefix(".") if output is not None else ""
    if output is not None and file_format not in FORMATS:
        text = words_for(lang).say('"{name}" does not end in .svg, .png or .pdf.', name=output.name)
        raise click.BadParameter(text, param_hint="-o")
    opened = open_plan(plan, lang=lang, status_date=status_date, baseline=baseline)
    if opened.schedule is None:
        return refuse(opened)
    if output is None or as_text:
        _print(opened, opened.schedule, as_text=as_text)
    if output is not None:
        chart = lay_out(opened.schedule, opened.words)
        write_atomically(output, draw(chart, file_format))
        click.echo(line(screen(), chart.summary), nl=False, err=as_text)
        click.echo(opened.words.say("Written: {path}", path=output.as_posix()), err=as_text)
    return 0


def _print(opened: Opened, schedule: Schedule, *, as_text: bool) -> None:
    """The picture in words, or as a chart of characters."""
    to_text = gantt_text.to_text if as_text else text_chart.to_text
    click.echo(to_text(schedule, opened.words, screen()), nl=False)
    say_summary(opened)
