"""`roadmap build`: the main job, from plan files to what a programme manager hands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click

from roadmap.commands.calendar import AGENDA, remarks_on
from roadmap.commands.ledgers import with_publication
from roadmap.commands.opening import open_plan, plan_argument, refuse, say_summary, schedule_options, screen
from roadmap.commands.speech import Command, Option
from roadmap.commands.writing import write_atomically
from roadmap.export import status_json, summary_text
from roadmap.export.gantt.drawing import draw
from roadmap.export.gantt.pages import lay_out
from roadmap.export.gantt.picture import FORMATS
from roadmap.export.ical.publication import Feed
from roadmap.export.terminal import progress
from roadmap.export.words import Words
from roadmap.findings import Finding
from roadmap.scheduling.schedule import Schedule

DATA = "status.json"


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
def command(
    plan: Path, *, output: Path | None, lang: str | None, status_date: date | None, baseline: str | None
) -> int:
    """Check, compute and write everything: the picture, the calendars and the data."""
    opened, publication = with_publication(open_plan(plan, lang=lang, status_date=status_date, baseline=baseline), plan)
    if opened.schedule is None or publication is None:
        return refuse(opened)
    words = opened.words
    folder = output or Path("out") / opened.schedule.plan.id
    feeds = publication.feeds[words.language]
    files = _render(opened.schedule, feeds, opened.findings, words)
    for name, content in files.items():
        write_atomically(folder / name, content)
    click.echo(summary_text.to_text(opened.schedule, words, screen()))
    click.echo(_written(folder, feeds, words))
    for remark in remarks_on(feeds, [len(files[_place(feed)]) for feed in feeds], words):
        click.echo(remark, err=True)
    say_summary(opened)
    return 0


def _render(schedule: Schedule, feeds: Sequence[Feed], findings: Sequence[Finding], words: Words) -> dict[str, bytes]:
    """The content of every file, before the first one is written."""
    chart = lay_out(schedule, words)
    steps: dict[str, Callable[[], bytes]] = {f"gantt.{name}": partial(draw, chart, name) for name in FORMATS}
    steps |= {_place(feed): feed.to_bytes for feed in feeds}
    steps[DATA] = lambda: status_json.to_json(schedule, findings, words).encode()
    return {name: steps[name]() for name in progress(list(steps), words.say("Writing"))}


def _place(feed: Feed) -> str:
    return f"{AGENDA}/{feed.file_name}"


def _written(folder: Path, feeds: Sequence[Feed], words: Words) -> str:
    """What was written where, in a few lines."""
    pictures = ", ".join(f"gantt.{name}" for name in FORMATS)
    calendars = words.count("{n} calendar", "{n} calendars", len(feeds))
    title = words.say("Written in {folder}:", folder=folder.as_posix())
    return f"{title}\n  {pictures}\n  {AGENDA}/ ({calendars})\n  {DATA}"
