"""`roadmap gantt`: the picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from roadmap.commands.opening import open_plan, plan_argument, refuse, schedule_options, screen, words_for
from roadmap.commands.picturing import picture_options, read_picture
from roadmap.commands.speech import Command, Option
from roadmap.commands.writing import write_atomically
from roadmap.export.gantt.drawing import FORMATS, draw_files
from roadmap.export.gantt.pages import lay_out_pages
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
@picture_options
@schedule_options
def command(
    plan: Path, *, output: Path, lang: str | None, status_date: date | None, baseline: str | None, **asked: Any
) -> int:
    """Draw the plan as a Gantt image."""
    file_format = output.suffix.lower().removeprefix(".")
    if file_format not in FORMATS:
        text = words_for(lang).say('"{name}" does not end in .svg, .png or .pdf.', name=output.name)
        raise click.BadParameter(text, param_hint="-o")
    opened = open_plan(plan, lang=lang, status_date=status_date, baseline=baseline)
    if opened.schedule is None:
        return refuse(opened)
    charts = lay_out_pages(opened.schedule, opened.words, read_picture(opened.schedule, opened.words, asked))
    files = draw_files(charts, output.stem, output.suffix)
    for name, content in files.items():
        write_atomically(output.with_name(name), content)
    click.echo(line(screen(), charts[0].summary), nl=False)
    for name in files:
        click.echo(opened.words.say("Written: {path}", path=output.with_name(name).as_posix()))
    return 0
