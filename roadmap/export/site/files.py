"""Every file of a published folder by its place in it, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.resources import files

from roadmap.export import status_json
from roadmap.export.gantt.drawing import draw
from roadmap.export.gantt.pages import lay_out_pages
from roadmap.export.gantt.picture import FORMATS, Picture
from roadmap.export.ical.publication import Publication
from roadmap.export.site.pages import Pages, missing_page
from roadmap.export.words import LANGUAGES, Words
from roadmap.findings import Finding
from roadmap.scheduling.schedule import Schedule

BOARD = Picture(view="board", paper="a4")
STYLE = "style.css"
Made = Callable[[], bytes]


def site_files(
    schedule: Schedule, publication: Publication, findings: Sequence[Finding], language: str, address: str | None
) -> dict[str, Made]:
    """Calendars, pictures and pages in every language, and the data in that of the plan; the pages come last.

    ``address`` is where the folder can be fetched, None when that is not known.
    """
    made: dict[str, Made] = dict(calendar_files(publication))
    pages: dict[str, Made] = {}
    site = Pages(schedule, publication, address)
    for spoken in LANGUAGES:
        words = Words(spoken)
        (chart, *_) = lay_out_pages(schedule, words, BOARD)
        made |= {f"{spoken}/gantt.{name}": partial(draw, chart, name) for name in FORMATS}
        for place, at_root in ((f"{spoken}/index.html", False), ("index.html", True)):
            if not at_root or spoken == language:
                pages[place] = partial(site.index, words, chart.summary, at_root=at_root)
    made["status.json"] = lambda: status_json.to_json(schedule, findings, Words(language)).encode()
    made[STYLE] = style
    pages["404.html"] = partial(missing_page, Words(language))
    return made | pages


def pages_from_root(schedule: Schedule, publication: Publication, address: str | None) -> dict[str, Made]:
    """The page of each language by its folder: for a server that is asked for the folder without a slash.

    Its links start from the root, as a browser takes them then.
    """
    site = Pages(schedule, publication, address)
    return {language: partial(_from_root, site, Words(language)) for language in LANGUAGES}


def style() -> bytes:
    """The style of every page."""
    return (files(__package__) / "templates" / STYLE).read_bytes()


def calendar_files(publication: Publication) -> Mapping[str, Made]:
    """Every calendar with its variant that reminds, and a notice in the place of those that are no longer kept."""
    made: dict[str, Made] = {}
    for language, feeds in publication.feeds.items():
        for feed in feeds:
            made[f"{language}/{feed.file_name}"] = feed.to_bytes
            made[f"{language}/{feed.reminding_name}"] = partial(feed.to_bytes, reminds=True)
    for place, notice in publication.notices.items():
        made[place] = partial(bytes, notice)
    return made


def _from_root(site: Pages, words: Words) -> bytes:
    (chart, *_) = lay_out_pages(site.schedule, words, BOARD)
    return site.index(words, chart.summary, at_root=True)
