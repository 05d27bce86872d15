"""The JSON Schema says what the reader says, as far as a schema can."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from roadmap.plan.source import Mapping, Node, Sequence, Text, parse_document
from tests.faces import NVO, ROOT, load_text, roadmap

COMMITTED = ROOT / "docs" / "plan.schema.json"
VALID = sorted(path for path in (ROOT / "tests" / "plans" / "valid").rglob("*.yaml") if path.parent.name != "baselines")
# What an editor makes of plain text: the core schema of YAML 1.2.
NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*|0[0-9]+|[0-9]*\.[0-9]+([eE][-+]?[0-9]+)?)")
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def as_an_editor_reads(node: Node | None) -> object:
    """A document as data in which plain text may be a number or a truth value."""
    match node:
        case Mapping():
            return {str(key): as_an_editor_reads(value) for key, value in node.items()}
        case Sequence():
            return [as_an_editor_reads(value) for value in node]
        case Text() if node.plain:
            return WORDS.get(node, float(node) if NUMBER.fullmatch(node) else str(node))
    return str(node)


def data_of(text: str) -> object:
    """The data in the text of a plan file."""
    return as_an_editor_reads(parse_document(text, "plan.yaml").root)


@cache
def validator(language: str) -> jsonschema.Draft202012Validator:
    """The schema that the command prints."""
    schema = json.loads(roadmap("schema", "--lang", language).out)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def faults(text: str) -> list[str]:
    """What the schema has against a plan."""
    return [error.json_path for error in validator("en").iter_errors(data_of(text))]


def descriptions(node: object) -> Iterator[str]:
    """Every description in a schema."""
    if isinstance(node, dict):
        if isinstance(node.get("description"), str):
            yield node["description"]
        for below in node.values():
            yield from descriptions(below)
    elif isinstance(node, list):
        for below in node:
            yield from descriptions(below)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", sorted(NVO.rglob("*.yaml")), ids=lambda path: path.stem)
def test_files_of_the_real_plan_fit_the_schema(path: Path, language: str) -> None:
    data = data_of(path.read_text(encoding="utf-8"))

    assert [error.message for error in validator(language).iter_errors(data)] == []


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_what_the_reader_accepts_fits_the_schema(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "titel: x",
        "deliverables: {a: {duur: 2d}}",
        "deliverables: {a: {progress: {begonnen: 2024-01-08}}}",
        "deliverables: {a: {after: {deliverable: b, soort: SS}}}",
        "workstreams: {a: {deliverables: {b: {duur: 2d}}}}",
        "bodies: {a: {meets: {elke: tuesday, every: tuesday}}}",
        "bodies: {a: {extra: {op: 2024-01-08, on: 2024-01-08}}}",
        "settings: {risico: 5d}",
        "targets: {a: {milestone: b, voor: 2024-Q1}}",
    ],
)
def test_unknown_keys_are_refused_everywhere(text: str) -> None:
    assert faults(text)
    assert any(finding.code == "unknown-key" for finding in load_text(text).findings)


@pytest.mark.parametrize(
    "text",
    [
        "deliverables: {a: {duration: 3 weken}}",
        "deliverables: {a: {duration: 5}}",
        "deliverables: {a: {milestone: yes}}",
        "deliverables: {a: {not_before: 8-1-2024}}",
        "deliverables: {a: {due: 2024-Q5}}",
        "deliverables: {a: {duration: [2d]}}",
        "deliverables: {a: {duration: }}",
        "deliverables: {a: {after: [[b]]}}",
        "deliverables: {a: {after: {deliverable: b, type: XS}}}",
        "deliverables: {a: {after: {type: SS}}}",
        "deliverables: {a: {covers: {b: c}}}",
        "deliverables: {Groot: {duration: 2d}}",
        "deliverables: {a: {progress: {percent: 140}}}",
        "deliverables: {a: {readings: 0}}",
        "deliverables: [a]",
        "targets: {a: {by: 2024-Q1}}",
        "waive: {zomaar: geen reden}",
        "deliverables: {a: {waive: {past-calendar: een fout}}}",
        "bodies: {a: {waive: [lead]}}",
        "groups: {a: {b: c}}",
        "calendars: {a: {week: maandag}}",
        "language: de",
        "roadmap: 2",
    ],
)
def test_what_the_schema_can_tell_is_refused_by_both(text: str) -> None:
    assert faults(text)
    assert load_text(text).findings


@pytest.mark.parametrize(
    "value",
    [
        "a",
        "[a]",
        "'a'",
        "a SS+2w",
        "[a, b FF]",
        "{deliverable: a}",
        "[{deliverable: a, type: SS, lag: +2w}]",
        "[]",
        "0344",
    ],
)
def test_every_form_of_a_dependency_fits(value: str) -> None:
    assert faults(f"deliverables: {{c: {{duration: 1d, after: {value}}}}}") == []


def test_names_of_keys_are_not_translated_but_descriptions_are() -> None:
    dutch, english = (json.loads(roadmap("schema", "--lang", language).out) for language in ("nl", "en"))

    assert dutch["properties"].keys() == english["properties"].keys()
    assert list(descriptions(dutch)) != list(descriptions(english))
    assert len(list(descriptions(dutch))) == len(list(descriptions(english)))


def test_every_key_is_described_and_the_schema_holds_no_python_names() -> None:
    schema = json.loads(roadmap("schema", "--lang", "en").out)
    records = [schema, *schema["$defs"].values()]

    assert all(value.get("description") for record in records for value in record["properties"].values())
    assert not any(isinstance(record.get("title"), str) for record in records)
    assert all(record["additionalProperties"] is False for record in records)


def test_committed_schema_is_the_one_that_the_command_prints() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == roadmap("schema", "--lang", "nl").out


def test_without_a_language_the_schema_is_dutch() -> None:
    assert roadmap("schema").out == roadmap("schema", "--lang", "nl").out
