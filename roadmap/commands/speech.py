"""Help and complaints of the command line in Dutch or English, and what the terminal can show."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Sequence
from importlib.resources import files
from typing import Any
from unicodedata import category

import click

DOMAIN = "roadmap"
LANGUAGES = ("nl", "en")
HIDDEN = {"Cc", "Cf", "Zl", "Zp"}
"""Controls, marks that turn or hide text, and separators of lines, as Unicode sorts them."""
SETTINGS = ("MATPLOTLIBRC", "MPLBACKEND", "SOURCE_DATE_EPOCH")
SYMBOLS = "\u2713\u25cf\u25b2\u2717\u25cb\u2212\u2013"


def choose_language(arguments: Sequence[str]) -> str:
    """The language that the arguments ask for, so that also a complaint about them is in it; else Dutch."""
    for number, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and number + 1 < len(arguments):
            value = arguments[number + 1]
        if value in LANGUAGES:
            return value
    return "nl"


def speak(language: str) -> None:
    """Have our help and click's own sentences come out in a language, whatever the locale of the machine is."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(files("roadmap") / "locale"))
    gettext.textdomain(DOMAIN)


def shield_libraries() -> None:
    """Have no library take settings from the environment: one that is odd would end in an error of its own.

    What a library notes about the machine, such as a home that cannot be written in, is of no use to a planner.
    """
    import logging  # noqa: PLC0415 - help does without

    for name in SETTINGS:
        os.environ.pop(name, None)
    logging.getLogger("matplotlib").setLevel(logging.ERROR)


def prepare_output() -> None:
    """Same bytes in every pipe: UTF-8 and bare line feeds, unless the reader asked for another encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty() or os.environ.get("PYTHONIOENCODING"):
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")


def require_visible(arguments: Sequence[str]) -> None:
    """Complain of an argument with a character that nobody types and a terminal would act on.

    Every name and text of a command line is shown again somewhere, so it is refused here and once.
    """
    for character in "".join(arguments):
        if category(character) in HIDDEN and character not in "\n\t":
            text = gettext.gettext("An argument holds the invisible character {character}. Leave it out.")
            raise click.UsageError(text.format(character=f"U+{ord(character):04X}"))


def shows_symbols() -> bool:
    """Whether standard output can show the symbols of a status."""
    try:
        SYMBOLS.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def shows_colour() -> bool:
    """Whether standard output is a terminal whose reader wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Translated:
    """Help that is looked up in the reader's language when it is shown."""

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        """The sentence in the language of the moment."""
        written = instance.__dict__.get("help") if instance is not None else None
        return gettext.gettext(written) if written else written

    def __set__(self, instance: Any, value: str | None) -> None:
        """Keep the English sentence."""
        instance.__dict__["help"] = value


class Command(click.Command):
    """A command whose help speaks the reader's language."""

    help: Any = Translated()

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The parts of the usage line, `[OPTIONS]` and the like in words."""
        return [gettext.gettext(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help; click keeps it in the language in which it was first asked for."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = gettext.gettext("Show this message and exit.")
        return option


class Option(click.Option):
    """An option whose help, and what stands for its value, speak the reader's language."""

    help: Any = Translated()

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value: `DATE`; choices as they are typed."""
        return _in_language(super().make_metavar(ctx))


class Argument(click.Argument):
    """An argument that is named in the reader's language, in the usage line as in a complaint."""

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value: `NAME`."""
        return _in_language(super().make_metavar(ctx))


def _in_language(metavar: str) -> str:
    # For no word at all gettext has the head of its catalogue.
    return gettext.gettext(metavar) if metavar else metavar
