"""One edition after another of what is served: made from the plan as it is now, or kept when that is no good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from roadmap.commands.ledgers import days_lost, ledger_path, read_ledger, read_ledger_text, require_plan
from roadmap.commands.opening import Opened, open_plan
from roadmap.export.findings_text import in_a_line
from roadmap.export.ical.publication import Publication, publication_of
from roadmap.export.ical.views import reminding_place
from roadmap.export.site.files import STYLE, pages_from_root, site_files, style
from roadmap.export.site.pages import waiting_page, with_trouble
from roadmap.export.words import LANGUAGES, Words
from roadmap.findings import PlanError, Severity, standing
from roadmap.plan.ledger import Ledger, merge
from roadmap.scheduling.schedule import Schedule
from roadmap.server.site import Site, hold

MOST_REASONS = 50
PAGES = {
    "index.html": None,
    **{f"{language}{rest}": language for language in LANGUAGES for rest in ("", "/index.html")},
}
"""The language of every page that tells how things are; None for that of the plan."""

Loss = tuple[int, int]
"""How many days are gone, and of how many."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be served: a plan, and where that can be fetched.

    With ``is_open`` strangers may read along: they are not told what is wrong with the plan.
    """

    plan: Path
    lang: str | None
    status_date: date | None
    address: str | None
    is_open: bool
    force: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """What is served, the good files below it, and the ledger as far as it went; what was lost, if that is why."""

    site: Site = field(default_factory=partial(Site, is_waiting=True))
    good: Mapping[str, bytes] = field(default_factory=dict)
    language: str = "nl"
    ledger: Ledger | None = None
    loss: Loss | None = None


def next_edition(before: Edition, wish: Wish, now: datetime) -> tuple[Edition, Opened]:
    """Make everything anew, or keep what was good and say what is wrong; and the plan as it was read."""
    opened = open_plan(wish.plan, lang=wish.lang, status_date=wish.status_date)
    schedule = opened.schedule
    if schedule is None:
        return _kept(before, opened, wish, now), opened
    try:
        known = _ledger(before.ledger, ledger_path(wish.plan), schedule.plan.id)
    except PlanError as error:
        opened = replace(opened, schedule=None, findings=error.findings)
        return _kept(before, opened, wish, now), opened
    publication = publication_of(schedule, known)
    gone = days_lost(known, publication.ledger)
    if gone is not None and not wish.force:
        return _kept(before, opened, wish, now, gone), opened
    return _renewed(before, schedule, publication, opened=opened, wish=wish, now=now), opened


def _ledger(kept: Ledger | None, path: Path, plan: str) -> Ledger | None:
    """What was handed out as far as anyone knows: by the file, and by this server; neither goes back."""
    written = read_ledger(path, read_ledger_text(path), plan)
    if kept is None:
        return written
    require_plan(kept, path, plan)
    return merge(kept, written) if written is not None else kept


def _renewed(
    before: Edition, schedule: Schedule, publication: Publication, *, opened: Opened, wish: Wish, now: datetime
) -> Edition:
    language = schedule.plan.header.language
    made = {
        **site_files(schedule, publication, opened.findings, language, wish.address),
        **pages_from_root(schedule, publication, wish.address),
    }
    good = {place: make() for place, make in made.items()}
    site = Site(hold(good, before.site.files, _changes(publication), now))
    return Edition(site, good, language, publication.ledger)


def _changes(publication: Publication) -> dict[str, datetime]:
    """When each calendar last changed, by its place; a variant that reminds changes with its own."""
    changes: dict[str, datetime] = {}
    for place, feed in publication.ledger.feeds.items():
        changes[place] = changes[reminding_place(place)] = feed.modified
    return changes


def _kept(before: Edition, opened: Opened, wish: Wish, now: datetime, gone: Loss | None = None) -> Edition:
    """The edition before, with pages that say what is wrong."""
    language = before.language if before.good else opened.words.language
    pages = {}
    for place, own in PAGES.items():
        words = Words(own or language)
        reasons = [] if wish.is_open else _reasons(opened, gone, words)
        page = before.good.get(place)
        root = "../" if place.endswith("/index.html") else ""
        pages[place] = waiting_page(reasons, words, root) if page is None else with_trouble(page, reasons, words)
    contents = {**(before.good or {STYLE: style()}), **pages}
    line = _line(Words(language), is_waiting=not before.good)
    site = Site(hold(contents, before.site.files, {}, now), line, is_waiting=not before.good)
    return replace(before, site=site, loss=gone)


def _line(words: Words, *, is_waiting: bool) -> str:
    if is_waiting:
        return words.say("The plan cannot be served as it is.")
    return words.say("The latest version of the plan is not served; the one before still is.")


def _reasons(opened: Opened, gone: Loss | None, words: Words) -> list[str]:
    """Why the plan is not handed out; warnings and notes are in nobody's way."""
    if gone is not None:
        return [loss_in_words(gone, words)]
    wrong = [found for found in standing(opened.findings) if found.severity is Severity.ERROR]
    rest = len(wrong) - MOST_REASONS
    more = [words.say("and {n} more", n=rest)] if rest > 0 else []
    return [*(in_a_line(finding, words) for finding in wrong[:MOST_REASONS]), *more]


def loss_in_words(gone: Loss, words: Words) -> str:
    """What is gone, and how to hand out the rest all the same."""
    lost, known = gone
    return words.say(
        "{lost} of the {known} days that were handed out are gone from the plan, which looks like a mistake. "
        "If it is right all the same, start again with --force.",
        lost=lost,
        known=known,
    )
