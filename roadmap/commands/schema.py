"""`roadmap schema`: the JSON Schema of plan files."""

from __future__ import annotations

import click

from roadmap.commands.opening import language_option
from roadmap.commands.speech import Command


@click.command(cls=Command)
@language_option
def command(lang: str | None) -> int:
    """Print the JSON Schema of plan files, for editors."""
    from roadmap.export.schema import to_json_schema
    from roadmap.export.words import Words

    language = lang or click.get_current_context().find_root().obj or "nl"
    click.echo(to_json_schema(Words(language)), nl=False)
    return 0
