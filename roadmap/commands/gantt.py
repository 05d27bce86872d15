"""`roadmap gantt`: the picture, as an image, as a chart on the terminal, or in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from roadmap.commands.opening import (
    Opened,
    fold_option,
    open_plan,
    plan_argument,
    refuse,
    say_summary,
    schedule_options,
    screen,
    words_for,
)
from roadmap.commands.picturing import picture_options, read_picture
from roadmap.commands.speech import Command, Option
from roadmap.commands.writing import write_atomically
from roadmap.export import gantt_text
from roadmap.export.gantt.picture import FORMATS
from roadmap.export.standing import fold_procedures
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
@picture_options
@fold_option
@schedule_options
def command(
    plan: Path,
    *,
    output: Path | None,
    as_text: bool,
    lang: str | None,
    status_date: date | None,
    baseline: str | None,
    fold: bool,
    **asked: Any,
) -> int:
    """Draw the plan as a Gantt image, or as a chart on the terminal."""
    if output is not None and output.suffix.lower().removeprefix(".") not in FORMATS:
        text = words_for(lang).say('"{name}" does not end in .svg, .png or .pdf.', name=output.name)
        raise click.BadParameter(text, param_hint="-o")
    opened = open_plan(plan, lang=lang, status_date=status_date, baseline=baseline)
    if opened.schedule is None:
        return refuse(opened)
    schedule = fold_procedures(opened.schedule) if fold else opened.schedule
    if output is None or as_text:
        _print(opened, schedule, as_text=as_text)
    if output is not None:
        _draw(opened, schedule, output, asked, as_text=as_text)
    return 0


def _draw(opened: Opened, schedule: Schedule, output: Path, asked: dict[str, Any], *, as_text: bool) -> None:
    """The picture as a file, or as one for each page where the format holds a single one."""
    # Only here: what draws takes longer to import than the chart of characters takes to print.
    from roadmap.export.gantt.drawing import draw_files
    from roadmap.export.gantt.pages import lay_out_pages

    charts = lay_out_pages(schedule, opened.words, read_picture(schedule, opened.words, asked))
    files = draw_files(charts, output.stem, output.suffix)
    for name, content in files.items():
        write_atomically(output.with_name(name), content)
    click.echo(line(screen(), charts[0].summary), nl=False, err=as_text)
    for name in files:
        click.echo(opened.words.say("Written: {path}", path=output.with_name(name).as_posix()), err=as_text)


def _print(opened: Opened, schedule: Schedule, *, as_text: bool) -> None:
    """The picture in words, or as a chart of characters."""
    to_text = gantt_text.to_text if as_text else text_chart.to_text
    click.echo(to_text(schedule, opened.words, screen()), nl=False)
    say_summary(opened)
