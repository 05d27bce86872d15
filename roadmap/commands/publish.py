"""`roadmap publish`: a folder for any web server, and the ledger that keeps its calendars going forward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import click

from roadmap import __version__
from roadmap.commands.calendar import remarks_on
from roadmap.commands.ledgers import days_lost, ledger_path, read_ledger, read_ledger_text
from roadmap.commands.locking import locked, plan_folder
from roadmap.commands.opening import (
    STATUS_ERRORS,
    Opened,
    Written,
    language_option,
    open_plan,
    plan_argument,
    refuse,
    say_summary,
    screen,
    status_date_option,
    status_day,
    words_for,
)
from roadmap.commands.publication_folder import Listed, digest_of, is_whole, read_list, strangers, write_folder
from roadmap.commands.readings import ADDRESS
from roadmap.commands.speech import Argument, Command, Option
from roadmap.commands.writing import ChangedMeanwhile, Rewrite, rewrite, write_new
from roadmap.export import publication_text
from roadmap.export.ical.history import sequence_after_loss
from roadmap.export.ical.identity import first_moment
from roadmap.export.ical.publication import Publication, publication_of
from roadmap.export.site.files import site_files
from roadmap.export.words import Words
from roadmap.findings import PlanError
from roadmap.plan.baselines import MAX_BYTES, baseline_names, baseline_path
from roadmap.plan.ledger import Ledger, ledger_text, merge
from roadmap.plan.load import LoadedPlan, load_plan
from roadmap.plan.ordinary import read_ordinary
from roadmap.plan.periods import parse_moment
from roadmap.scheduling.schedule import Schedule


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked on the command line."""

    plan: Path
    folder: Path
    lang: str | None
    status_date: date | None
    address: str | None
    stamp: datetime | None
    merged: Path | None
    force: bool


@click.command(cls=Command)
@plan_argument
@click.argument("folder", cls=Argument, metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--address", type=ADDRESS, cls=Option, help="Where DIR can be fetched.")
@click.option("--stamp", type=Written("moment", parse_moment), cls=Option, help="Time of this revision, in UTC.")
@click.option(
    "--merge",
    "merged",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    cls=Option,
    help="Another ledger of the same plan: go on from both.",
)
@click.option("--force", is_flag=True, cls=Option, help="Also when most days are gone, or over files of others.")
@status_date_option
@language_option
def command(
    plan: Path,
    *,
    folder: Path,
    lang: str | None,
    status_date: date | None,
    address: str | None,
    stamp: datetime | None,
    merged: Path | None,
    force: bool,
) -> int:
    """Write a folder that any web server can hand out: calendars, pictures, data and a page."""
    asked = _Asked(plan, folder, lang, status_date, address, stamp, merged, force)
    with locked(plan_folder(plan)) as is_alone:
        return _publish(asked, is_alone=bool(is_alone))


def _publish(asked: _Asked, *, is_alone: bool) -> int:
    """Compute everything, and write only then: first the ledger, so that no stamp is handed out twice."""
    path = ledger_path(asked.plan)
    listed = read_list(asked.folder)
    try:
        text = read_ledger_text(path)
        if listed is not None and text is not None and _is_done(asked, listed, text):
            return 0
        opened = open_plan(asked.plan, lang=asked.lang, status_date=asked.status_date)
        if opened.schedule is None or opened.loaded is None:
            return _refuse(opened)
        before = _read_ledgers(asked, path, text, opened.schedule.plan.id)
    except PlanError as error:
        opened = open_plan(asked.plan, lang=asked.lang, status_date=asked.status_date, is_compared=False)
        return _refuse(replace(opened, findings=error.findings, exit_status=STATUS_ERRORS))
    schedule, words = opened.schedule, opened.words
    is_lost = before is None and listed is not None
    publication = _advance(schedule, before, asked.stamp, is_lost=is_lost)
    address = asked.address or schedule.plan.header.publish.address
    files = site_files(schedule, publication, opened.findings, schedule.plan.header.language, address)
    complaints = list(_complaints(asked, before, publication, list(files) if listed is None else [], words))
    if complaints:
        click.echo("\n".join(complaints), err=True)
        return STATUS_ERRORS
    after = ledger_text(publication.ledger)
    _write_ledger(path, text, after, is_alone=is_alone)
    feeds = publication.feeds[words.language]
    report = write_folder(asked.folder, _inputs(asked, opened.loaded, after), files, listed)
    click.echo(publication_text.to_text(before, publication, report, words, screen()))
    # An event that stands in several feeds was written once, so this only joins.
    sizes = [len(feed.to_bytes()) for feed in feeds]
    for remark in (
        *_remarks(words, has_address=address is not None, is_lost=is_lost),
        *remarks_on(feeds, sizes, words),
    ):
        click.echo(remark, err=True)
    say_summary(opened)
    return 0


def _is_done(asked: _Asked, listed: Listed, text: str) -> bool:
    """Whether the folder holds all of this already; says so."""
    if asked.merged is not None:
        return False
    try:
        loaded = load_plan(asked.plan)
    except PlanError:
        return False
    if listed.inputs != _inputs(asked, loaded, text) or not is_whole(asked.folder, listed):
        return False
    words = words_for(asked.lang, loaded.plan.header.language)
    click.echo(words.say("Nothing has changed since the last publication; nothing is written."))
    return True


def _inputs(asked: _Asked, loaded: LoadedPlan, ledger: str) -> str:
    """The digest of everything from which the folder is made."""
    options = (asked.lang, asked.address, asked.stamp, status_day(loaded.plan, asked.status_date)[0])
    folder = Path(loaded.folder)
    baselines = [read_ordinary(baseline_path(folder, name), MAX_BYTES) for name in baseline_names(folder)]
    sources = [part for source in loaded.sources for part in (source.name, source.text)]
    return digest_of(__version__, str(options), ledger, *sources, *(content or b"" for content in baselines))


def _read_ledgers(asked: _Asked, path: Path, text: str | None, plan: str) -> Ledger | None:
    """The ledger, together with the other one where that is named; None when there is none yet."""
    ledger = read_ledger(path, text, plan)
    if asked.merged is None:
        return ledger
    other = read_ledger(asked.merged, read_ledger_text(asked.merged) or "", plan)
    return merge(ledger, other) if ledger is not None and other is not None else other


def _advance(schedule: Schedule, before: Ledger | None, stamp: datetime | None, *, is_lost: bool) -> Publication:
    """What is handed out now; after a loss with sequences beyond all that can have been handed out before."""
    moment = stamp or first_moment(schedule)
    return publication_of(schedule, before, moment, sequence_after_loss(moment) if is_lost else 0)


def _write_ledger(path: Path, before: str | None, after: str, *, is_alone: bool) -> None:
    if before is None:
        if not write_new(path, after.encode()):
            raise ChangedMeanwhile(path)
    elif before != after:
        rewrite([Rewrite(path, before, after)], is_alone=is_alone)


def _refuse(opened: Opened) -> int:
    """Say what is wrong, and that subscribers notice nothing of it."""
    status = refuse(opened)
    click.echo(opened.words.say("Nothing is published; what was published stays as it is."), err=True)
    return status


def _complaints(
    asked: _Asked, before: Ledger | None, publication: Publication, places: list[str], words: Words
) -> Iterator[str]:
    """What looks like a mistake, and how to do it all the same."""
    if asked.force:
        return
    gone = days_lost(before, publication.ledger)
    if gone is not None:
        lost, known = gone
        yield words.say(
            "{lost} of the {known} days that were published are gone from the plan, which looks like a mistake. "
            "Nothing is published. If it is right all the same, add --force.",
            lost=lost,
            known=known,
        )
    in_the_way = strangers(asked.folder, places)
    if in_the_way:
        yield words.say(
            '"{folder}" holds files that were not published from here, such as {name}. '
            "Nothing is published. Name another folder, or add --force to write over them.",
            folder=asked.folder.as_posix(),
            name=in_the_way[0],
        )


def _remarks(words: Words, *, has_address: bool, is_lost: bool) -> Iterator[str]:
    """What whoever publishes should know."""
    if is_lost:
        yield words.say(
            "The ledger of these calendars is gone. A new one is begun, with counters beyond those of the old one; "
            "what was withdrawn in between cannot be told to subscribers."
        )
    if not has_address:
        yield words.say(
            "Without an address the page has no links to subscribe by and no QR codes: "
            "give --address, or write the key publish with an address in the plan."
        )
