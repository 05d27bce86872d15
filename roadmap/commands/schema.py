"""`roadmap schema`: the JSON Schema of plan files."""

from __future__ import annotations

import click

from roadmap.commands.opening import language_option, words_for
from roadmap.commands.speech import Command
from roadmap.export.schema import to_json_schema


@click.command(cls=Command)
@language_option
def command(lang: str | None) -> int:
    """Print the JSON Schema of plan files, for editors."""
    click.echo(to_json_schema(words_for(lang)), nl=False)
    return 0
