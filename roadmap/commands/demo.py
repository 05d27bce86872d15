"""`roadmap demo`: the main job on a copy of the example plan."""

from __future__ import annotations

from pathlib import Path

import click

from roadmap.commands import build
from roadmap.commands.new_folder import write_new_folder
from roadmap.commands.opening import language_option, screen, words_for
from roadmap.commands.speech import Argument, Command
from roadmap.export import demo_text
from roadmap.plan.templates.shipped import example_texts

FOLDER = Path("roadmap-demo")
OUTPUT = "out"


@click.command(cls=Command)
@click.argument(
    "folder",
    cls=Argument,
    metavar="[DIR]",
    required=False,
    default=FOLDER,
    type=click.Path(path_type=Path, file_okay=False),
)
@language_option
@click.pass_context
def command(context: click.Context, folder: Path, *, lang: str | None) -> int:
    """Build the example plan in a folder of your own, and say what to look at and try."""
    words = words_for(lang)
    write_new_folder(folder, {place: _without_schema(text) for place, text in example_texts().items()})
    click.echo(demo_text.to_introduction(folder.as_posix(), words, screen()))
    status = context.invoke(
        build.command, plan=folder, output=folder / OUTPUT, lang=lang, status_date=None, baseline=None
    )
    if status == 0:
        click.echo()
        click.echo(demo_text.to_text(folder.as_posix(), words, screen()), nl=False)
    return int(status)


def _without_schema(text: str) -> str:
    """A file without the line that points an editor to the schema of the checkout."""
    return "".join(row for row in text.splitlines(keepends=True) if not row.startswith("# yaml-language-server:"))
