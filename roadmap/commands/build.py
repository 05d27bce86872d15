"""`roadmap build`: the main job, from plan files to what a programme manager hands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click

from roadmap.commands.opening import open_plan, plan_argument, say_findings, say_summary, schedule_options, screen
from roadmap.commands.speech import Command, Option
from roadmap.commands.writing import write_atomically
from roadmap.export import status_json, summary_text
from roadmap.export.gantt.drawing import FORMATS, draw
from roadmap.export.gantt.layout import lay_out
from roadmap.export.ical.feeds import feeds_of
from roadmap.export.terminal import progress
from roadmap.export.words import Words
from roadmap.findings import Finding
from roadmap.scheduling.schedule import Schedule


@click.command(cls=Command)
@plan_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    cls=Option,
    help="Folder to write into; out/ID of the plan by default.",
)
@schedule_options
def command(plan: Path, output: Path | None, lang: str | None, status_date: date | None) -> int:
    """The main job: check, compute, and write the picture, the calendars and the data."""
    opened = open_plan(plan, lang=lang, status_date=status_date)
    if opened.schedule is None:
        say_findings(opened)
        return opened.exit_status
    words = opened.words
    folder = output or Path("out") / opened.schedule.plan.id
    files = _render(opened.schedule, opened.findings, words)
    for name, content in files.items():
        write_atomically(folder / name, content)
    click.echo(summary_text.to_text(opened.schedule, words, screen()))
    click.echo(_written(folder, files, words))
    say_summary(opened)
    return 0


def _render(schedule: Schedule, findings: Sequence[Finding], words: Words) -> dict[str, bytes]:
    """The content of every file, before the first one is written."""
    chart = lay_out(schedule, words)
    steps: dict[str, Callable[[], bytes]] = {f"gantt.{name}": partial(draw, chart, name) for name in FORMATS}
    steps |= {f"{words.say('calendars')}/{feed.file_name}": feed.to_bytes for feed in feeds_of(schedule, words)}
    steps["status.json"] = lambda: status_json.to_json(schedule, findings, words).encode()
    return {name: steps[name]() for name in progress(list(steps), words.say("Writing"))}


def _written(folder: Path, files: dict[str, bytes], words: Words) -> str:
    """What was written where, in a few lines."""
    calendars = [name for name in files if "/" in name]
    others = [name for name in files if "/" not in name]
    lines = [words.say("Written in {folder}:", folder=folder.as_posix()), f"  {', '.join(others)}"]
    if calendars:
        place = calendars[0].partition("/")[0]
        lines.append("  " + words.count("{n} calendar", "{n} calendars", len(calendars)) + f": {place}/")
    return "\n".join(lines)
