"""The program `roadmap`: its commands by name, loaded when called, and its exit status."""

from __future__ import annotations

import gettext
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click

from roadmap import __version__
from roadmap.commands.ending import INTERRUPTED
from roadmap.commands.speech import (
    LANGUAGES,
    Command,
    Option,
    choose_language,
    prepare_output,
    require_visible,
    shield_libraries,
    speak,
)

COMMANDS = {
    "demo": "Build the example plan in a folder of your own, and say what to look at and try.",
    "new": "Begin a plan: a small one with explanations, or one for a region.",
    "build": "Check, compute and write everything: the picture, the calendars and the data.",
    "check": "Say everything that is wrong or odd about a plan.",
    "status": "Show how the plan stands: targets, then deliverables.",
    "explain": "Say why a deliverable has its date.",
    "agenda": "Show what each body decides in which meeting, and when papers go in.",
    "path": "Show the critical path, and where time can be gained.",
    "slippage": "Say what moved since the baseline, why, and what it does to the targets.",
    "what-if": "Say what would move if something were otherwise; nothing is written.",
    "diff": "Say how the plan differs from how it stood, and what that does to the targets.",
    "baseline": "Freeze the dates of the plan as they stand, in a file that is never changed.",
    "gantt": "Draw the plan as a Gantt image, or as a chart on the terminal.",
    "calendar": "Write the calendars to subscribe to.",
    "publish": "Write a folder that any web server can hand out: calendars, pictures, data and a page.",
    "serve": "Serve calendars, pictures, data and a page, and follow the plan as it changes.",
    "update": "Write into the plan what has begun, is done or has changed.",
    "export": "Write the plan as a sheet to fill in, for Excel.",
    "import": "Read a sheet that was filled in back into the plan.",
    "add": "Write a new deliverable into the plan.",
    "remove": "Take a deliverable or another record out of the plan.",
    "move": "Bring a deliverable to another workstream.",
    "rename": "Give a record another id, and follow every reference to it.",
    "meetings": "Read the meetings of a body out of a calendar (.ics) or a table (.csv) into the plan.",
    "schema": "Print the JSON Schema of plan files, for editors.",
}

DUTCH_COMMANDS = {
    "nieuw": "new", "begin": "new", "voorbeeld": "demo", "bouw": "build", "bouwen": "build", "maak": "build",
    "controle": "check", "controleer": "check", "controleren": "check", "stand": "status", "uitleg": "explain",
    "waarom": "explain", "vergaderingen": "meetings", "vergadering": "meetings", "pad": "path",
    "kritieke-pad": "path", "uitloop": "slippage", "stel": "what-if", "wat-als": "what-if", "verschil": "diff",
    "verschillen": "diff", "vergelijk": "diff", "basisplanning": "baseline", "tekening": "gantt", "plaatje": "gantt",
    "planning": "gantt", "strokenplanning": "gantt", "kalender": "calendar", "agendas": "calendar",
    "publiceer": "publish", "publiceren": "publish", "bijwerken": "update", "werk-bij": "update",
    "exporteer": "export", "exporteren": "export", "importeer": "import", "importeren": "import",
    "toevoegen": "add", "voeg-toe": "add", "verwijder": "remove", "verwijderen": "remove", "verplaats": "move",
    "verplaatsen": "move", "hernoem": "rename", "hernoemen": "rename",
}  # fmt: skip


class NotPrinted(click.ClickException):
    """Standard output takes no more; says why."""

    exit_code = 2


class Program(Command, click.Group):
    """A group that knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """All commands, in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"roadmap.commands.{cmd_name.replace('-', '_')}").command
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; for a name that is none the one that looks like it, or what is Dutch for it."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            # Only here: a command that is there needs no suggestion.
            from roadmap.export.finding_texts import SUGGESTION  # noqa: PLC0415
            from roadmap.plan.suggestions import nearest  # noqa: PLC0415

            meant = DUTCH_COMMANDS.get(error.command_name.lower()) or nearest(error.command_name, COMMANDS)
            if meant is None:
                raise
            hint = gettext.gettext(SUGGESTION).format(suggestion=meant)
            raise click.UsageError(f"{error.message} {hint}", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        """List the commands without importing them."""
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl([(name, gettext.gettext(text)) for name, text in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that has seen enough of a pipe is no error."""
        shield_libraries()
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _close_output()
            return 0
        except OSError as error:
            _close_output()
            raise NotPrinted(error.strerror or str(error)) from None

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run, and turn every end into an exit status: 2 for usage, 130 for an interrupt."""
        arguments = list(sys.argv[1:] if args is None else args)
        speak(choose_language(arguments))
        prepare_output()
        extra["standalone_mode"] = False
        try:
            require_visible(arguments)
            status = super().main(arguments, *rest, **extra)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            sys.exit(INTERRUPTED)
        sys.exit(status if isinstance(status, int) else 0)


def _close_output() -> None:
    """Leave nothing to be flushed at exit to a place that takes no more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.option("--lang", type=click.Choice(LANGUAGES), cls=Option, help="Language, instead of Dutch or the plan's.")
@click.version_option(__version__, prog_name="roadmap", cls=Option, message="%(prog)s %(version)s")
def program(lang: str | None) -> None:
    """Plan-as-code for public programmes: when decisions fall, and what that does to the date that counts."""
