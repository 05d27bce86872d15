"""The published page: every link leads somewhere, what it says is what the feeds hold, and titles stay text."""

from __future__ import annotations

import posixpath
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import segno

from roadmap.export.ical.publication import Publication, publication_of
from roadmap.export.site.files import Made, site_files
from roadmap.export.words import Words
from tests.export.calendars import events_in, schedule_of
from tests.export.pages import Element, read_page
from tests.export.test_ical_files import hostile_plan
from tests.faces import NVO

ADDRESS = "https://plan.voorbeeld.example/nvo"
INDEXES = {"nl/index.html": "nl", "en/index.html": "en", "index.html": "nl"}
FORBIDDEN = ("script", "style", "iframe", "object", "embed", "form", "base", "audio", "video", "use", "image")
LOADING = ("src", "srcset", "data", "poster", "xlink:href", "background")
QUIET = 4
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></h1></body><p>",
    "{{ 7*7 }} {% raw %}",
    "$x$ ${x} %(x)s {x}",
    "&lt;b&gt; &amp; &#60;",
    "javascript:alert(1)",
    "Eerste regel\nTweede regel",
    "\N{GRINNING FACE}" * 40,
    "Lang " + "woord " * 49,
]


class Site:
    """What is published of one plan, and its pages as a browser reads them."""

    def __init__(self, plan: dict[str, Any] | Path, address: str | None = ADDRESS) -> None:
        schedule = schedule_of(plan)
        self.publication: Publication = publication_of(schedule)
        self.files: dict[str, Made] = site_files(schedule, self.publication, (), "nl", address)
        self.pages = {place: read_page(self.files[place]()) for place in [*INDEXES, "404.html"]}


@pytest.fixture(scope="module")
def nvo() -> Site:
    return Site(NVO)


@pytest.fixture(scope="module")
def without_address() -> Site:
    return Site(NVO, None)


def entries(page: Element) -> list[Element]:
    """The calendars on a page."""
    return [entry for chapter in page.all("ul", "feeds") for entry in chapter.all("li")]


def links(page: Element) -> list[str]:
    """Where a page leads to and what it loads."""
    return [
        element.attributes[name]
        for element in page.all()
        for name in ("href", "src")
        if name in element.attributes and not element.attributes[name].startswith("webcal:")
    ]


@pytest.mark.parametrize("place", [*INDEXES, "404.html"])
def test_every_link_leads_to_a_published_file(nvo: Site, without_address: Site, place: str) -> None:
    for site in (nvo, without_address):
        page = site.pages[place]
        ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
        found = set()
        for link in links(page):
            if link.startswith("#"):
                assert link[1:] in ids
            else:
                found.add(posixpath.normpath(posixpath.join(posixpath.dirname(place), link)))

        assert found <= site.files.keys()
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("place", INDEXES)
def test_every_calendar_of_the_language_and_no_other_is_on_its_page(nvo: Site, place: str) -> None:
    language = INDEXES[place]
    linked = {posixpath.normpath(posixpath.join(posixpath.dirname(place), link)) for link in links(nvo.pages[place])}

    assert {link for link in linked if link.endswith(".ics")} == {
        name for name in nvo.files if name.startswith(f"{language}/") and name.endswith(".ics")
    }


@pytest.mark.parametrize("place", INDEXES)
def test_count_and_last_change_are_those_of_the_file(nvo: Site, place: str) -> None:
    language = INDEXES[place]
    words = Words(language)
    shown = entries(nvo.pages[place])

    assert len(shown) == len(nvo.publication.feeds[language])
    for entry in shown:
        content = nvo.files[f"{language}/{file_name(entry)}"]()
        stamp = re.search(rb"^LAST-MODIFIED:(\d{4})(\d\d)(\d\d)T", content, re.MULTILINE)
        assert stamp is not None
        changed = words.say("changed {day}", day=date(*(int(part) for part in stamp.groups())))
        count = words.count("{n} day", "{n} days", len(events_in(content)))
        assert entry.one("p", "facts").text == f"{count} · {changed}"


def test_calendar_without_days_counts_none_though_it_holds_a_notice() -> None:
    site = Site({"bodies": {"raad": {"meetings": ["2024-06-25"]}}, "deliverables": {"x": {"duration": "1d"}}})
    counts = [entry.one("p", "facts").text.partition(" ·")[0] for entry in entries(site.pages["en/index.html"])]

    assert set(counts) == {"0 days"}


@pytest.mark.parametrize("place", INDEXES)
def test_address_and_subscription_and_code_lead_to_the_same_file(nvo: Site, place: str) -> None:
    for entry in entries(nvo.pages[place]):
        below = f"plan.voorbeeld.example/nvo/{INDEXES[place]}/{file_name(entry)}"

        assert entry.one("p", "address").one("a").text.endswith(f": https://{below}")
        assert entry.one("a", "button").attributes["href"] == f"webcal://{below}"
        assert dark_modules(entry.one("div", "code")) == expected_modules(f"webcal://{below}")
        assert entry.one("div", "code").attributes["aria-label"].endswith(f": webcal://{below}")


def test_page_without_an_address_says_so_and_offers_only_links(nvo: Site, without_address: Site) -> None:
    for place, language in INDEXES.items():
        page = without_address.pages[place]

        assert [*page.all("a", "button"), *page.all("details"), *page.all("svg")] == []
        assert "webcal:" not in without_address.files[place]().decode()
        assert page.one("p", "remark").text == Words(language).say(
            "This page does not know where it stands: "
            "copy the address of a link, and give that to your calendar program."
        )
        assert [*nvo.pages[place].all("p", "remark")] == []


@pytest.mark.parametrize("place", [*INDEXES, "404.html"])
def test_page_runs_no_script_and_loads_nothing_from_elsewhere(nvo: Site, without_address: Site, place: str) -> None:
    for site in (nvo, without_address):
        page = site.pages[place]
        loaded = [element.attributes[name] for element in page.all() for name in LOADING if name in element.attributes]
        loaded += [element.attributes["href"] for element in page.all("link")]

        assert [element for tag in FORBIDDEN for element in page.all(tag)] == []
        assert [name for element in page.all() for name in element.attributes if is_active(name)] == []
        assert [link for link in [*loaded, *links(page)] if re.match(r"[a-z]*:|//", link)] == []
    assert re.search(rb"@import|url\(|https?:", nvo.files["style.css"]()) is None


@pytest.mark.parametrize("place", [*INDEXES, "404.html"])
def test_page_can_be_read_out(nvo: Site, place: str) -> None:
    page = nvo.pages[place]
    levels = [int(element.tag[1]) for element in page.all() if re.fullmatch("h[1-6]", element.tag)]

    assert page.one("html").attributes["lang"] == INDEXES.get(place, "nl")
    assert page.one("title").text
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert all(image.attributes["alt"] for image in page.all("img"))
    assert all(link.text.strip() for link in page.all("a") if not list(link.all("img")))
    assert all(drawing.attributes["role"] == "img" for drawing in page.all("div", "code"))


def test_every_page_leads_to_the_other_language(nvo: Site) -> None:
    for place, language in INDEXES.items():
        link = nvo.pages[place].one("p", "language").one("a").attributes
        other = posixpath.normpath(posixpath.join(posixpath.dirname(place), link["href"]))

        assert link["hreflang"] == link["lang"] == INDEXES[other] != language


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_hostile_titles_come_out_as_text(text: str) -> None:
    plan = hostile_plan(text)
    plan["bodies"]["raad"]["municipality"] = text
    site, plain = Site(plan), Site(hostile_plan("Gewoon") | {"bodies": {"raad": harmless()}})
    line = " ".join(text.split())

    for place in INDEXES:
        page, other = site.pages[place], plain.pages[place]
        assert [element.tag for element in page.all()] == [element.tag for element in other.all()]
        assert {name for element in page.all() for name in element.attributes} == {
            name for element in other.all() for name in element.attributes
        }
        assert page.one("h1").text == line
        assert line in page.one("title").text
        assert page.text.count(line) >= 5


def test_same_plan_gives_the_same_pages_to_the_byte(nvo: Site) -> None:
    again = Site(NVO)

    for place in [*INDEXES, "404.html", "style.css"]:
        assert again.files[place]() == nvo.files[place]()


def file_name(entry: Element) -> str:
    return posixpath.basename(entry.one("p", "address").one("a").attributes["href"])


def harmless() -> dict[str, Any]:
    return {"title": "Gewoon", "meetings": ["2024-06-25"], "municipality": "Gewoon"}


def is_active(name: str) -> bool:
    """Whether an attribute runs something or styles the element in its place."""
    return name.startswith("on") or name in {"style", "srcdoc", "formaction"}


def dark_modules(code: Element) -> set[tuple[int, int]]:
    """The dark squares of a drawn code by column and row, without the quiet zone: strokes of one square wide."""
    (drawn,) = (path for path in code.all("path") if "stroke" in path.attributes)
    modules = set()
    x, y = 0.0, 0.0
    for step, numbers in re.findall(r"([Mmh])([-\d. ]+)", drawn.attributes["d"]):
        first, *rest = (float(number) for number in numbers.split())
        if step == "h":
            modules |= {(int(x) + column - QUIET, int(y - 0.5) - QUIET) for column in range(int(first))}
            x += first
        else:
            x, y = (first, rest[0]) if step == "M" else (x + first, y + rest[0])
    return modules


def expected_modules(address: str) -> set[tuple[int, int]]:
    matrix = segno.make(address, error="m", micro=False).matrix
    return {(column, row) for row, line in enumerate(matrix) for column, is_dark in enumerate(line) if is_dark}
