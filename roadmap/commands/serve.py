"""`roadmap serve`: what `roadmap publish` would write, handed out from memory and made anew when the plan changes."""

from __future__ import annotations

import gc
import gettext
import importlib.util
import signal
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn, Protocol

import click

from roadmap.commands.opening import (
    Opened,
    language_option,
    plan_argument,
    say_findings,
    status_date_option,
)
from roadmap.commands.readings import ADDRESS
from roadmap.commands.serving import Edition, Wish, loss_in_words, next_edition
from roadmap.commands.speech import Command, Option
from roadmap.commands.watching import Look, look_at

STATUS_NOT_SERVED = 2
PACKAGES = ("starlette", "uvicorn")
OWN_MACHINE = ("127.0.0.1", "localhost", "::1")
ANY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 - never listened at unless asked for
PAUSE = 0.5
"""Seconds between two looks; a change is taken up when two looks see the same."""


class NotServed(click.ClickException):
    """Nothing can be served; says why."""

    exit_code = STATUS_NOT_SERVED


class Listening(Protocol):
    """What answers meanwhile."""

    @property
    def is_listening(self) -> bool:
        """Whether it still does."""


class _Current:
    """The edition of the moment, which the server reads while the next one is made."""

    def __init__(self) -> None:
        self.edition = Edition()


@click.command(cls=Command)
@plan_argument
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    cls=Option,
    help="Address to listen at; only this machine by default.",
)
@click.option(
    "--port",
    metavar="PORT",
    type=click.IntRange(0, 65535),
    default=8000,
    cls=Option,
    help="Port, 8000 by default; 0 takes a free one.",
)
@click.option("--address", type=ADDRESS, cls=Option, help="Where others fetch it, by a web server.")
@click.option("--force", is_flag=True, cls=Option, help="Also when most days are gone.")
@status_date_option
@language_option
def command(
    plan: Path,
    *,
    host: str,
    port: int,
    address: str | None,
    force: bool,
    lang: str | None,
    status_date: date | None,
) -> int:
    """Serve calendars, pictures, data and a page, and follow the plan as it changes."""
    _require_packages()
    from roadmap.server.listening import Listener, TakenError  # noqa: PLC0415 - needs what may not be installed

    current = _Current()
    try:
        listener = Listener(host, port, lambda: current.edition.site)
    except TakenError:
        text = gettext.gettext("Nothing can listen at {host}, port {port}: it is taken, or not of this machine.")
        raise NotServed(text.format(host=host, port=port)) from None
    # This process lives as long as it is used, so what is left over must be cleared.
    gc.enable()
    signal.signal(signal.SIGTERM, _end)
    own = f"http://{f'[{host}]' if ':' in host else host}:{listener.port}"
    fetched = address or (None if host in ANY_ADDRESS else own)
    is_open = address is not None or host not in OWN_MACHINE
    wish = Wish(plan, lang, status_date, fetched, is_open=is_open, force=force)
    look = look_at(plan)
    opened = _renew(current, wish)
    # A plan with faults can be mended while its page is open; a folder without a plan is a slip of the pen.
    if any(finding.code == "no-plan" for finding in opened.findings):
        return opened.exit_status
    with listener.listening():
        click.echo(opened.words.say("Served at {address}; Ctrl-C ends it.", address=f"{own}/"))
        _follow(listener, current, wish, look)
    raise NotServed(gettext.gettext("The server has stopped."))


def _renew(current: _Current, wish: Wish) -> Opened:
    """Take up the plan as it is now, and say what came of it."""
    before = current.edition
    current.edition, opened = next_edition(before, wish, datetime.now(UTC))
    site, words = current.edition.site, opened.words
    if opened.schedule is None:
        say_findings(opened)
    if current.edition.loss is not None:
        click.echo(loss_in_words(current.edition.loss, words), err=True)
    if site.trouble is not None:
        click.echo(site.trouble, err=True)
    elif before.site.files:
        changed = sum(before.good.get(place) != content for place, content in current.edition.good.items())
        click.echo(words.count("Read again: {n} file changed.", "Read again: {n} files changed.", changed), err=True)
    return opened


def _follow(listener: Listening, current: _Current, wish: Wish, look: Look) -> None:
    """As long as anyone can ask, take up what has changed."""
    seen = look
    while listener.is_listening:
        time.sleep(PAUSE)
        before, seen = seen, look_at(wish.plan)
        # Not before it is over: an editor writes several files, and not all at once.
        if seen != look and seen == before:
            look = seen
            _renew(current, wish)


def _require_packages() -> None:
    """Say how to install what only this command needs."""
    if all(importlib.util.find_spec(name) for name in PACKAGES):
        return
    text = gettext.gettext(
        "`roadmap serve` needs two packages that are not installed here. Install them once: {command}"
    )
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    raise NotServed(text.format(command=f"{python} -m pip install {' '.join(PACKAGES)}"))


def _end(*_: object) -> NoReturn:
    sys.exit(0)
