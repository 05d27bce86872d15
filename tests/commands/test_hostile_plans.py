"""Texts of a plan stay texts in everything that is made of it: nothing runs, nothing is added, nothing falls apart."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import pytest
from openpyxl import load_workbook

from tests.commands.hostile_plans import HARMLESS, TEXTS, write_hostile_plan
from tests.export.pages import read_page
from tests.faces import roadmap

REPORTS = (
    *(("check",), ("status",), ("explain", "besluit"), ("agenda",), ("path",), ("gantt",), ("gantt", "--text")),
    *(("diff", "--against", "b"), ("slippage", "--baseline", "b"), ("what-if", "werk +2w")),
    *(("update", "werk", "--remaining", "2w", "--dry-run"), ("rename", "werk", "arbeid", "--dry-run")),
)
NAMES = sorted(TEXTS)
FORMULAS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Made:
    """A plan, and beside it everything that is made of it."""

    plan: Path
    files: dict[str, bytes]

    def named(self, suffix: str) -> Iterator[tuple[str, bytes]]:
        """The files with a suffix."""
        return ((name, content) for name, content in self.files.items() if name.endswith(suffix))


Maker = Callable[[str], Made]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Makes everything of a plan with one text everywhere, once for all tests."""
    return cache(lambda text: make(tmp_path_factory.mktemp("plan"), text))


def make(folder: Path, text: str) -> Made:
    """A plan with one text everywhere, published and exported."""
    plan = write_hostile_plan(folder / "plan", text)
    for command in (
        *(("baseline", plan, "b"), ("publish", plan, folder / "site", "--address", "https://example.org/agenda/")),
        *(("export", plan, folder / "blad.xlsx", "--by-workstream"), ("export", plan, folder / "blad.csv")),
        *(("gantt", plan, "--view", "quarters", "-o", folder / "kwartalen.svg"),),
    ):
        outcome = roadmap(*command)
        assert (outcome.status, "Traceback" in outcome.err) == (0, False), outcome.err
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return Made(plan, files)


@pytest.mark.parametrize("name", NAMES)
def test_terminal_gets_lines_of_text_and_nothing_that_it_acts_on(made: Maker, name: str) -> None:
    plan = made(TEXTS[name]).plan
    for command, *options in REPORTS:
        outcome = roadmap(command, plan, *options)
        odd = {character for character in outcome.out + outcome.err if not character.isprintable()}

        assert outcome.status == 0, (command, outcome.err)
        assert odd <= {"\n"}, command


@pytest.mark.parametrize("name", NAMES)
def test_drawing_is_xml_without_scripts_and_links_nowhere(made: Maker, name: str) -> None:
    for place, content in made(TEXTS[name]).named(".svg"):
        elements = list(ET.fromstring(content).iter())  # noqa: S314 - our own
        names = {element.tag.rpartition("}")[2] for element in elements}
        attributes = {(key.rpartition("}")[2], value) for element in elements for key, value in element.attrib.items()}

        assert names & {"script", "foreignObject", "a", "image", "iframe", "animate", "set"} == set(), place
        assert [key for key, _ in attributes if key.startswith("on")] == []
        assert [value for key, value in attributes if key == "href" and not value.startswith("#")] == []


@pytest.mark.parametrize("name", NAMES)
def test_page_has_the_elements_that_it_has_with_harmless_texts(made: Maker, name: str) -> None:
    plain = made(HARMLESS).files
    for place, content in made(TEXTS[name]).named(".html"):
        page, other = read_page(content), read_page(plain[place])
        attributes = {(element.tag, key) for element in page.all() for key in element.attributes}

        assert [element.tag for element in page.all()] == [element.tag for element in other.all()], place
        assert attributes == {(element.tag, key) for element in other.all() for key in element.attributes}


@pytest.mark.parametrize("name", NAMES)
def test_calendars_have_the_events_and_properties_that_they_have_with_harmless_texts(made: Maker, name: str) -> None:
    found = {place.rpartition("/")[2]: content for place, content in made(TEXTS[name]).named("alles.ics")}
    plain = dict(made(HARMLESS).named("alles.ics"))

    assert len(found) == len({place.rpartition("/")[2] for place in plain})
    for place, content in made(TEXTS[name]).named("alles.ics"):
        components = [list(icalendar.Calendar.from_ical(text).walk()) for text in (content, plain[place])]
        kinds = [[component.name for component in some] for some in components]
        properties = [{key for component in some for key in component} for some in components]

        assert kinds[0] == kinds[1]
        assert properties[0] == properties[1]
        assert max(map(len, content.split(b"\r\n"))) <= 75
    for place, content in made(TEXTS[name]).named(".ics"):
        assert icalendar.Calendar.from_ical(content).walk("VCALENDAR")[1:] == [], place


@pytest.mark.parametrize("name", NAMES)
def test_data_holds_every_text_as_it_was_written(made: Maker, name: str) -> None:
    content = json.loads(roadmap("status", made(TEXTS[name]).plan, "--json").out)

    assert {row["owner"] for row in content["deliverables"]} == {TEXTS[name]}
    for _, document in made(TEXTS[name]).named(".json"):
        json.loads(document)


@pytest.mark.parametrize("name", NAMES)
def test_workbook_holds_texts_and_no_formulas_or_links_and_comes_back_unchanged(made: Maker, name: str) -> None:
    plan = made(TEXTS[name]).plan
    path = plan.with_name("blad.xlsx")
    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
    outcome = roadmap("import", plan, path, "--lang", "en", "--dry-run")

    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr", "b"}
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    assert (outcome.status, outcome.out) == (0, "The plan says so already; nothing is written.\n"), outcome


@pytest.mark.parametrize("name", NAMES)
def test_table_holds_nothing_that_excel_computes_and_comes_back_unchanged(made: Maker, name: str) -> None:
    plan = made(TEXTS[name]).plan
    path = plan.with_name("blad.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    outcome = roadmap("import", plan, path, "--lang", "en", "--dry-run")

    assert len({len(row) for row in rows}) == 1
    assert [cell for row in rows for cell in row if cell.startswith(FORMULAS) and not cell[1:].isdigit()] == []
    assert (outcome.status, outcome.out) == (0, "The plan says so already; nothing is written.\n"), outcome


@pytest.mark.parametrize("name", NAMES)
def test_difference_has_as_many_lines_of_markdown_as_with_harmless_texts(made: Maker, name: str) -> None:
    other = made("Ander").plan
    outcomes = [roadmap("diff", made(text).plan, "--against", other, "--markdown") for text in (TEXTS[name], HARMLESS)]
    shapes = [[line.lstrip()[:2] for line in outcome.out.splitlines()] for outcome in outcomes]

    assert [outcome.status for outcome in outcomes] == [0, 0]
    assert shapes[0] == shapes[1]
    assert "<" not in outcomes[0].out.replace("\\<", "")
