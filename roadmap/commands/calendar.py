"""`roadmap calendar`: the feeds to subscribe to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from roadmap.commands.ledgers import with_publication
from roadmap.commands.opening import open_plan, plan_argument, refuse, say_summary, schedule_options
from roadmap.commands.speech import Command, Option
from roadmap.commands.writing import write_atomically
from roadmap.export.ical.components import LARGEST
from roadmap.export.ical.publication import Feed
from roadmap.export.words import Words

AGENDA = "agenda"
"""The folder of the calendars: a part of addresses, so the same in both languages."""


@click.command(cls=Command)
@plan_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    cls=Option,
    help="Folder to write into; out/ID of the plan/agenda by default.",
)
@click.option("--reminders", is_flag=True, cls=Option, help="Also the variants that remind, 14 and 3 days before.")
@schedule_options
def command(
    plan: Path,
    *,
    output: Path | None,
    reminders: bool,
    lang: str | None,
    status_date: date | None,
    baseline: str | None,
) -> int:
    """Write the calendars to subscribe to."""
    opened = open_plan(plan, lang=lang, status_date=status_date, baseline=baseline)
    opened, publication = with_publication(opened, plan)
    schedule, words = opened.schedule, opened.words
    if schedule is None or publication is None:
        return refuse(opened)
    folder = output or Path("out") / schedule.plan.id / AGENDA
    feeds = publication.feeds[words.language]
    contents = [feed.to_bytes() for feed in feeds]
    for feed, content in zip(feeds, contents, strict=True):
        write_atomically(folder / feed.file_name, content)
        if reminders:
            write_atomically(folder / feed.reminding_name, feed.to_bytes(reminds=True))
    for feed in feeds:
        click.echo(f"{feed.count:5}  {feed.file_name}")
    click.echo(words.say("Written in {folder}.", folder=folder.as_posix()), err=True)
    for remark in remarks_on(feeds, list(map(len, contents)), words):
        click.echo(remark, err=True)
    say_summary(opened)
    return 0


def remarks_on(feeds: Sequence[Feed], sizes: Sequence[int], words: Words) -> list[str]:
    """What whoever hands on the feeds should know: days left out, and feeds that are too large for some readers."""
    undated = feeds[0].undated
    text = words.count("{n} day is not known and left out.", "{n} days are not known and left out.", undated)
    large = [feed.file_name for feed, size in zip(feeds, sizes, strict=True) if size > LARGEST]
    too_large = [
        words.say("Warning: {file} is over 1 MB; Google Calendar does not take it.", file=name) for name in large
    ]
    return [text, *too_large] if undated else too_large
