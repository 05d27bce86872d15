"""The page that lists the calendars: readable without script, by screen readers, on a telephone and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from roadmap.export.conclusion import by_weight, conclude, sentence_on
from roadmap.export.ical.names import one_line, plan_name
from roadmap.export.ical.publication import Feed, Publication
from roadmap.export.ical.views import Scope
from roadmap.export.site.codes import qr_code
from roadmap.export.site.programs import programs
from roadmap.export.words import LANGUAGES, Words
from roadmap.scheduling.schedule import Schedule

_BODY = b"<body>\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """One calendar on the page: where it is, for a browser and for a calendar program, and what it holds."""

    about: str
    href: str
    reminding: str
    address: str
    webcal: str
    code: str
    count: str
    changed: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Calendars of one sort."""

    title: str
    entries: tuple[Entry, ...]


class Pages:
    """Makes the pages of one published folder; ``address`` is where it can be fetched, None when that is not known."""

    def __init__(self, schedule: Schedule, publication: Publication, address: str | None) -> None:
        """Take what the pages tell of."""
        self.schedule = schedule
        self.publication = publication
        self.address = address

    def index(self, words: Words, picture: str, *, at_root: bool) -> bytes:
        """The page in one language, for the folder itself or for that of the language; the picture in words."""
        schedule, prefix = self.schedule, f"{words.language}/" if at_root else ""
        root = "" if at_root else "../"
        others = [other for other in LANGUAGES if other != words.language]
        targets = [sentence_on(schedule, target, words) for target in by_weight(schedule)]
        return _render(
            "index.html",
            say=words.say,
            language=words.language,
            # A link to another language is in that language.
            others=[(other, Words(other).say("This page in English"), f"{root}{other}/index.html") for other in others],
            title=plan_name(schedule),
            label=one_line(schedule.plan.header.label or ""),
            status_date=words.day(schedule.status_date),
            sentences=targets or [conclude(schedule, words)],
            picture=picture,
            prefix=prefix,
            root=root,
            chapters=_chapters(self.publication.feeds[words.language], words, prefix, self.address),
            has_address=self.address is not None,
            programs=programs(words),
        )


def missing_page(words: Words) -> bytes:
    """What a server says of an address that is not there; it names nothing."""
    return _render("missing.html", say=words.say, language=words.language)


def with_trouble(page: bytes, reasons: Sequence[str], words: Words) -> bytes:
    """A page as it was made before, under a notice that the plan as it is now cannot be handed out, and why."""
    heading = words.say("The latest version of the plan is not shown here")
    lines = [words.say("What stands below is from before, and so are the calendars.")]
    notice = _render("trouble.html", heading=heading, lines=lines, reasons=reasons)
    return page.replace(_BODY, _BODY + notice, 1)


def waiting_page(reasons: Sequence[str], words: Words, root: str) -> bytes:
    """What is shown when there was no good plan yet, and why; ``root`` leads to the folder of the style."""
    heading = words.say("The plan cannot be served as it is.")
    values = {"say": words.say, "language": words.language, "root": root, "heading": heading}
    lines = [words.say("The calendars come when the plan is in order; this page then shows them.")]
    return _render("waiting.html", **values, lines=lines, reasons=reasons)


def _chapters(feeds: Sequence[Feed], words: Words, prefix: str, address: str | None) -> list[Chapter]:
    titles: dict[Scope, str] = {
        "all": words.say("The whole plan"),
        "critical": words.say("The whole plan"),
        "hand-in-days": words.say("The whole plan"),
        "phases": words.say("The whole plan"),
        "municipality": words.say("By municipality"),
        "body": words.say("By body"),
        "workstream": words.say("By workstream"),
        "owner": words.say("By role"),
    }
    found: dict[str, list[Entry]] = {title: [] for title in titles.values()}
    for feed in feeds:
        found[titles[feed.view.scope]].append(_entry(feed, words, prefix, address))
    return [Chapter(title, tuple(entries)) for title, entries in found.items() if entries]


def _entry(feed: Feed, words: Words, prefix: str, address: str | None) -> Entry:
    place = f"{address}/{words.language}/{feed.file_name}" if address is not None else ""
    webcal = f"webcal://{place.partition('://')[2]}" if place else ""
    return Entry(
        about=feed.view.about,
        href=f"{prefix}{feed.file_name}",
        reminding=f"{prefix}{feed.reminding_name}",
        address=place,
        webcal=webcal,
        code=Markup(qr_code(webcal)) if webcal else "",  # noqa: S704 - drawn here, of modules only
        count=words.count("{n} day", "{n} days", feed.count),
        changed=words.day(feed.heading.modified.date()),
    )


def _render(template: str, **values: object) -> bytes:
    return f"{_environment().get_template(template).render(values)}\n".encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("roadmap.export.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
