"""The pages under docs/ say what the program does: every code, key, command and option, and plans that run."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from pydantic import BaseModel

from roadmap.commands.program import COMMANDS, program
from roadmap.export.finding_texts import TEXTS
from roadmap.findings import severity_of
from roadmap.plan.model import (
    Body,
    CalendarDefinition,
    Colours,
    Deliverable,
    Estimate,
    ExtraMeeting,
    Header,
    MeetingRule,
    PlanFile,
    Progress,
    Publishing,
    Requirement,
    Settings,
    Target,
    TermRule,
    Workstream,
)
from roadmap.plan.source import parse_document
from roadmap.plan.tables import SCHOOL_HOLIDAYS, WORK_CALENDAR, term_rules
from tests.faces import NVO, ROOT, roadmap, status_of
from tests.plans import situations
from tests.plans.test_corpus import OF_LISTS, OF_MANY, OF_SHEETS, OF_THE_COMMAND_LINE, expected_findings, plans

DOCS = ROOT / "docs"
PAGES = ("findings.md", "plan-file.md", "commands.md", "excel.md")
HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)
BLOCK = re.compile(r"^```yaml( part)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FINDING = re.compile(r"\*\*(Error|Warning|Note)\.\*\* .+\.\nExample: .+\.\nWay out: .+\.")
RECORDS = {
    "The main file": Header.model_fields,
    "settings": Settings.model_fields,
    "publish": Publishing.model_fields,
    "colours": Colours.model_fields,
    "Sections": {key: field for key, field in PlanFile.model_fields.items() if key not in Header.model_fields},
    "Deliverables": Deliverable.model_fields,
    "estimate": Estimate.model_fields,
    "progress": Progress.model_fields,
    "Workstreams": Workstream.model_fields,
    "Bodies and groups": Body.model_fields,
    "meets": MeetingRule.model_fields,
    "extra": ExtraMeeting.model_fields,
    "Calendars": CalendarDefinition.model_fields,
    "Terms": TermRule.model_fields,
    "Targets": Target.model_fields,
    "Requirements": Requirement.model_fields,
}


def page(name: str) -> str:
    """The text of a page."""
    return (DOCS / name).read_text(encoding="utf-8")


def sections(name: str) -> dict[str, str]:
    """The text below each heading of the second and third level, up to the next heading."""
    parts = HEADING.split(page(name))[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def table(section: str, header: str) -> list[list[str]]:
    """The rows of the first table that begins with a header cell; no row when there is none."""
    lines = iter(section.splitlines())
    for line in lines:
        if line.startswith(f"| {header} |"):
            next(lines)
            return [[cell.strip() for cell in row.strip("| ").split(" | ")] for row in _rows(lines)]
    return []


def _rows(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("|"):
            return
        yield line


def keys(rows: list[list[str]]) -> list[str]:
    """What stands in the first column, without its marks."""
    return [row[0].strip("`") for row in rows]


def blocks() -> Iterator[tuple[str, bool, str]]:
    """Every piece of YAML in the pages and the README: its page, whether it is a part, its text."""
    for path in (*sorted(DOCS.glob("*.md")), ROOT / "README.md"):
        for part, text in BLOCK.findall(path.read_text(encoding="utf-8")):
            yield path.name, bool(part), text


def severities() -> dict[str, set[str]]:
    """With which severity each code occurs in the corpus."""
    found: dict[str, set[str]] = {code: {"Error"} for code in OF_THE_COMMAND_LINE}
    found |= {code: {severity_of(code).word.capitalize()} for code in OF_LISTS | OF_MANY | OF_SHEETS}
    for plan in (*plans("broken"), *plans("valid")):
        for announced, _ in expected_findings(plan):
            _, severity, code = announced.rsplit(" ", 2)
            found.setdefault(code, set()).add(severity.capitalize())
    for situation in situations.SITUATIONS:
        found.setdefault(situation.code, set()).add("Error")
    return found


def test_every_finding_is_documented_and_every_documented_finding_exists() -> None:
    documented = [heading for heading in HEADING.findall(page("findings.md")) if re.fullmatch(r"[a-z0-9-]+", heading)]

    assert sorted(documented) == sorted(TEXTS)
    assert len(documented) == len(set(documented))


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_finding_has_its_severity_an_example_and_a_way_out(code: str) -> None:
    text = sections("findings.md")[code].strip().split("\n\n")[0]
    match = FINDING.fullmatch(text)

    assert match is not None, text
    assert severities()[code] == {match[1]}


@pytest.mark.parametrize("heading", RECORDS)
def test_every_key_of_the_plan_file_stands_in_a_table_with_what_it_says(heading: str) -> None:
    rows = table(sections("plan-file.md")[heading], "key")

    assert {row[0].strip("`"): row[2] for row in rows} == {
        key: field.description for key, field in RECORDS[heading].items()
    }
    assert all(row[1] for row in rows)


def test_every_record_of_the_format_has_a_table() -> None:
    waiting: list[Any] = [PlanFile]
    records: set[type[BaseModel]] = set()
    while waiting:
        candidate = waiting.pop()
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            records.add(candidate)
            waiting.extend(field.annotation for field in candidate.model_fields.values())
        else:
            waiting.extend(getattr(candidate, "__args__", ()))

    assert {frozenset(record.model_fields) for record in records - {PlanFile}} <= {
        frozenset(fields) for fields in RECORDS.values()
    }


def test_shipped_names_are_documented() -> None:
    text = page("plan-file.md")

    assert [name for name in (*term_rules(), WORK_CALENDAR, SCHOOL_HOLIDAYS) if f"`{name}`" not in text] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_documented_and_no_other(name: str) -> None:
    command = program.get_command(click.Context(program), name)
    assert command is not None
    rows = table(sections("commands.md")[f"roadmap {name}"], "option")
    options = {", ".join(f"`{option}`" for option in _names(parameter)) for parameter in command.params}

    assert {row[0] for row in rows} == options
    assert all(row[1] for row in rows)


def _names(parameter: click.Parameter) -> list[str]:
    if isinstance(parameter, click.Argument):
        return [parameter.human_readable_name]
    return list(parameter.opts)


def test_every_command_is_documented_and_no_other() -> None:
    documented = re.findall(r"^## roadmap ([a-z-]+)$", page("commands.md"), re.MULTILINE)

    assert sorted(documented) == sorted(COMMANDS)


def test_options_of_the_program_are_documented() -> None:
    shared = page("commands.md").partition("## roadmap")[0]
    named = {option for parameter in program.params for option in parameter.opts} | {"-h", "--help"}

    assert [option for option in sorted(named) if f"`{option}`" not in shared] == []


def test_documented_exit_statuses_are_those_of_the_program(tmp_path: Path) -> None:
    corpus = ROOT / "tests" / "plans"
    statuses = [
        roadmap("check", corpus / "valid" / "late-target.yaml").status,
        roadmap("check", corpus / "broken" / "unknown-body.yaml").status,
        roadmap("check", tmp_path).status,
        roadmap("check").status,
    ]

    assert statuses == [0, 1, 2, 2]
    assert keys(table(sections("commands.md")["What all commands share"], "exit status")) == [
        "0",
        "1",
        "2",
        "130",
        "143",
    ]


def test_keys_of_the_json_formats_are_documented_and_no_other() -> None:
    text = sections("commands.md")
    targets, deliverables = text["roadmap.status/1"].split("A deliverable:")
    head, target = targets.split("A target:")
    check = json.loads(roadmap("check", NVO, "--json").out)
    status = status_of(NVO)
    explain = json.loads(roadmap("explain", NVO, "startnotitie", "--json").out)

    assert keys(table(text["roadmap.check/1"], "key")) == list(check)
    assert keys(table(head, "key")) == list(status)
    assert keys(table(target, "key")) == list(status["targets"][0])
    assert keys(table(deliverables, "key")) == list(status["deliverables"][0])
    assert keys(table(text["roadmap.explain/1"], "key")) == list(explain)


def test_keys_of_the_agenda_are_documented_and_no_other() -> None:
    agenda = json.loads(roadmap("agenda", NVO, "--json").out)
    body, adoption = agenda["bodies"][0], agenda["adoption"][0]
    parts = re.split(
        r"^(?:A body|A meeting|An item|A decision|A body's part):$",
        sections("commands.md")["roadmap.agenda/1"],
        flags=re.MULTILINE,
    )
    expected = [agenda, body, body["meetings"][0], body["meetings"][0]["items"][0], adoption, adoption["bodies"][0]]

    assert [keys(table(part, "key")) for part in parts] == [list(row) for row in expected]


def test_keys_of_meetings_are_documented_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "griffie.csv"
    path.write_text("datum\n14-1-2025\n", encoding="utf-8")
    told = json.loads(roadmap("meetings", NVO, "raad-almelo", path, "--dry-run", "--json").out)

    assert keys(table(sections("commands.md")["roadmap.meetings/1"], "key")) == list(told)


def test_a_plan_in_a_page_is_a_plan_without_errors(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    for name, is_part, text in blocks():
        path.write_text(text, encoding="utf-8")
        outcome = roadmap("check", path, "--lang", "en")

        assert is_part or outcome.status == 0, (name, text, outcome.out)


def test_a_part_of_a_plan_in_a_page_is_at_least_of_the_dialect() -> None:
    for name, _, text in blocks():
        assert parse_document(text, name).findings == ()


def test_pages_hold_plans() -> None:
    assert sum(name == "plan-file.md" and not is_part for name, is_part, _ in blocks()) >= 8


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_pages_that_exist(name: str) -> None:
    linked = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page(name))

    assert [target for target in linked if not (DOCS / target).exists()] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_line_holds_one_sentence(name: str) -> None:
    prose = BLOCK.sub("", page(name))
    lines = [line for line in prose.splitlines() if not line.startswith(("|", "**", "Example:", "Way out:", "#"))]

    assert [line for line in lines if re.search(r"[.!?] [A-Z]", line)] == []
