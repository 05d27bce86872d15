"""`roadmap meetings`: the calendar that a council publishes, read into the confirmed days of its body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from roadmap.commands.editing import (
    effects_between,
    errors_added,
    held,
    refuse_edit,
    say_edit,
    say_foreign_findings,
    write_texts,
)
from roadmap.commands.naming import with_nearest
from roadmap.commands.opening import (
    Opened,
    json_option,
    language_option,
    open_plan,
    plan_argument,
    screen,
    words_for,
)
from roadmap.commands.readings import PERIOD
from roadmap.commands.speech import Argument, Command, Option
from roadmap.export import meetings_json, meetings_text
from roadmap.export.words import Words
from roadmap.findings import Finding, PlanError, added_findings
from roadmap.intake.listing import Asked
from roadmap.intake.merging import MeetingChange, merge_findings, merge_meetings
from roadmap.intake.read import is_readable, read_listing
from roadmap.plan.editing.changes import edit_texts
from roadmap.plan.periods import Period
from roadmap.plan.plan import Plan


@click.command(cls=Command)
@plan_argument
@click.argument("body", cls=Argument, metavar="BODY")
@click.argument("path", cls=Argument, metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--only",
    "titles",
    metavar="TEXT",
    multiple=True,
    cls=Option,
    help="Only meetings with this in their title; may be given more than once.",
)
@click.option("--all", "takes_all", is_flag=True, cls=Option, help="All of them, although their titles differ.")
@click.option(
    "--from", "begin", type=PERIOD, cls=Option, help="First day, month or quarter; the status date by default."
)
@click.option("--to", "end", type=PERIOD, cls=Option, help="Last day, month or quarter.")
@click.option("--add", "only_adds", is_flag=True, cls=Option, help="Only add: no day of the plan goes.")
@click.option("--dry-run", is_flag=True, cls=Option, help="Only show what would change.")
@json_option
@language_option
def command(
    plan: Path,
    *,
    body: str,
    path: Path,
    titles: tuple[str, ...],
    takes_all: bool,
    begin: Period | None,
    end: Period | None,
    only_adds: bool,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Read the meetings of a body out of a calendar (.ics) or a table (.csv) into the plan."""
    _check_usage(path, titles, takes_all=takes_all, words=words_for(lang))
    with held(plan, is_dry=dry_run) as is_alone:
        before = open_plan(plan, lang=lang, status_date=None)
        if before.loaded is None:
            return _refuse(before, body, before.findings, as_json=as_json)
        _require_body(before.loaded.plan, body, before.words)
        first, last = _bounds(before, begin, end)
        try:
            asked = Asked(first, last, titles, takes_all)
            reading = _read(before.loaded.plan, body, path, asked, only_adds=only_adds)
        except PlanError as error:
            return _refuse(before, body, error.findings, as_json=as_json)
        after = open_plan(plan, lang=lang, status_date=None, texts=reading.texts) if reading.texts else before
        added = errors_added(before, after)
        if added:
            return _refuse(before, body, added, as_json=as_json)
        if not dry_run:
            write_texts(before, reading.texts, is_alone=is_alone)
    if as_json:
        _print_json(before, after, reading, is_dry=dry_run)
    else:
        _say(before, after, reading, is_dry=dry_run)
    return after.exit_status


@dataclass(frozen=True, slots=True)
class _Reading:
    """A list that was read: what it changes, in which texts, and what is odd about it."""

    change: MeetingChange
    texts: Mapping[str, str]
    odd: tuple[Finding, ...]


def _read(plan: Plan, body: str, path: Path, asked: Asked, *, only_adds: bool) -> _Reading:
    """Hold the list against the plan; raise PlanError when it cannot be gone by."""
    listing = read_listing(path, asked)
    if not listing.is_sound:
        raise PlanError(listing.findings)
    merged = merge_meetings(plan, body, listing, asked, only_adds=only_adds)
    odd = (*listing.findings, *merge_findings(plan, merged))
    return _Reading(merged, edit_texts(plan, [merged.change]), odd)


def _check_usage(path: Path, titles: tuple[str, ...], *, takes_all: bool, words: Words) -> None:
    """Complain about options that do not go together, and about a file of another kind."""
    if titles and takes_all:
        raise click.UsageError(words.say("--{one} and --{other} exclude each other.", one="only", other="all"))
    if not is_readable(path):
        text = words.say('"{path}" is no calendar (.ics) and no table (.csv).', path=path.as_posix())
        raise click.BadParameter(text, param_hint="'FILE'")


def _require_body(plan: Plan, name: str, words: Words) -> None:
    """A complaint about a body that is not in the plan, or is a group of them."""
    if name in plan.bodies:
        return
    if name in plan.groups:
        text = words.say('"{id}" is a group. Name one body: {bodies}.', id=name, bodies=plan.members(name))
        raise click.BadParameter(text, param_hint="'BODY'")
    text = words.say('There is no body "{id}" in this plan.', id=name)
    raise click.BadParameter(with_nearest(text, name, plan.bodies, words), param_hint="'BODY'")


def _bounds(opened: Opened, begin: Period | None, end: Period | None) -> tuple[date, date | None]:
    """The first and last day that the list speaks of; what lies before the status date stays as it is."""
    plan_day = opened.loaded.plan.status_date if opened.loaded is not None else None
    # The reader's own day is meant, as for the schedule, which says so.
    first = begin.first if begin else plan_day or date.today()  # noqa: DTZ011
    last = end.last if end else None
    if last is not None and last < first:
        text = opened.words.say("{last} lies before {first}, the first day that counts.", last=last, first=first)
        raise click.BadParameter(text, param_hint="'--to'")
    return first, last


def _say(before: Opened, after: Opened, reading: _Reading, *, is_dry: bool) -> None:
    """What the list changes, the lines that change, and what that does to the targets."""
    click.echo(meetings_text.to_text(reading.change, before.words, screen()), nl=False)
    say_foreign_findings(reading.odd, before, _given_path())
    if not reading.texts:
        click.echo(before.words.say("The plan says so already; nothing is written."))
        return
    click.echo()
    say_edit(before, after, reading.texts, is_dry=is_dry)


def _given_path() -> str:
    path: Path = click.get_current_context().params["path"]
    return path.as_posix()


def _print_json(before: Opened, after: Opened, reading: _Reading, *, is_dry: bool) -> None:
    effects = effects_between(before, after)
    found = (*reading.odd, *added_findings(before.findings, after.findings))
    is_written = bool(reading.texts) and not is_dry
    text = meetings_json.to_json(reading.change, effects, found, before.words, is_written=is_written)
    click.echo(text, nl=False)


def _refuse(opened: Opened, body: str, findings: Sequence[Finding], *, as_json: bool) -> int:
    """Say why nothing is read in."""
    document = meetings_json.broken_to_json(opened.plan_id, body, findings, opened.words) if as_json else None
    status = refuse_edit(findings, opened, document, _given_path())
    return opened.exit_status or status
