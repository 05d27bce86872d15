"""What keeps a text from being read is told as a planner sees it, where the mistake was made, by both parsers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
import yaml

from roadmap.findings import ERRORS, Finding
from roadmap.plan.source import parse_document
from roadmap.plan.syntax import find_cause
from tests.faces import NVO, ROOT

PLANS = [*sorted(NVO.rglob("*.yaml")), *sorted((ROOT / "tests" / "plans" / "valid").rglob("*.yaml"))]
GOOD = [path for path in PLANS if path.stat().st_size < 10_000]
"""Good plans without the largest, which say the same things often."""
CAUSES = {
    *("bad-indentation", "invalid-yaml", "keys-run-together", "missing-blank", "missing-colon", "missing-comma"),
    *("quote-needed", "text-behind-end", "unclosed-quote", "unmatched-bracket"),
}
REPAIRED = {
    "colon": r":(?=[ ]|$)",
    "blank behind a colon": r"(?<=:)[ ]",
    "blank behind a dash": r"(?<=-)[ ]",
    "quotation mark": r"[\"']",
    "bracket": r"[\[\]{}]",
    "comma": r",",
}
"""What is taken out of a good line, one at a time."""
ON_THE_LINE = {"quotation mark": 0.95, "bracket": 0.95}
"""The share that is told on the very line, where it is less than nearly all."""
RARE = {"quotation mark", "comma", "blank behind a dash"}
NEARLY_ALL = 0.995
WITH_A_CAUSE = 0.9
DRAWN = 7
"""One in so many is tried: there are thousands."""


@pytest.fixture(params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each parser in turn."""
    if request.param == "Python" and hasattr(yaml, "CLoader"):
        monkeypatch.delattr(yaml, "CLoader")


def only_finding(text: str) -> Finding:
    """The one thing there is to say of a text."""
    (finding,) = parse_document(text, "plan.yaml").findings
    return finding


def told(text: str) -> tuple[str, int, int]:
    """The code of the one finding, its line and its column."""
    finding = only_finding(text)
    assert finding.location is not None
    return finding.code, finding.location.line, finding.location.column


def lines_with_offsets(text: str) -> Iterator[tuple[int, int, str]]:
    """The lines that say something, each with its number and offset."""
    offset = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.strip().startswith("#"):
            yield number, offset, line
        offset += len(line) + 1


def without(pattern: str) -> Callable[[str], Iterator[tuple[int, str]]]:
    """The text with one piece taken out of one line, for each that there is, and the number of that line."""

    def change(text: str) -> Iterator[tuple[int, str]]:
        for number, offset, line in lines_with_offsets(text):
            for match in re.finditer(pattern, line):
                yield number, text[: offset + match.start()] + text[offset + match.end() :]

    return change


def further(text: str) -> Iterator[tuple[int, str]]:
    """The text with one line indented by one blank more."""
    for number, offset, _ in lines_with_offsets(text):
        yield number, f"{text[:offset]} {text[offset:]}"


def less_far(text: str) -> Iterator[tuple[int, str]]:
    """The text with one line indented by one blank less."""
    for number, offset, line in lines_with_offsets(text):
        if line.startswith(" "):
            yield number, text[:offset] + text[offset + 1 :]


MUTATIONS = {name: without(pattern) for name, pattern in REPAIRED.items()} | {
    "one blank more": further,
    "one blank less": less_far,
}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mistake_in_a_good_plan_is_told_on_its_own_line_and_by_its_own_name(name: str) -> None:
    mutated = (pair for path in GOOD for pair in MUTATIONS[name](path.read_text(encoding="utf-8")))
    found = [
        (number, finding)
        for number, text in islice(mutated, 0, None, 1 if name in RARE else DRAWN)
        for finding in parse_document(text, "plan.yaml").findings
        if finding.code in CAUSES
    ]
    lines = [number == finding.location.line for number, finding in found if finding.location is not None]
    named = [finding.code != "invalid-yaml" for _, finding in found]

    assert len(found) > 15
    assert sum(lines) / len(found) >= ON_THE_LINE.get(name, NEARLY_ALL)
    assert sum(named) / len(found) >= WITH_A_CAUSE


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_that_can_be_read_has_no_cause(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert find_cause(text, len(text)) is None


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n  duration: 2w\n  title Inspraak\n  after: b\n", ("missing-colon", 3, 3)),
        ("a:\n  title Inspraak\n  duration: 2w\n", ("missing-colon", 2, 3)),
        ("b:\n  title: x\ninspraak\n  duration: 2w\n", ("missing-colon", 3, 1)),
        ("a:\n  inspraak  # commentaar\n    duration: 2w\n", ("missing-colon", 2, 3)),
        ("a: {b: c, progress {percent: 20}}\n", ("missing-colon", 1, 11)),
        ("a:\n  duration: 2w\n  title:Inspraak\n  after: b\n", ("missing-blank", 3, 3)),
        ("a:\n  after:\n  - b\n  -c\n  - d\n", ("missing-blank", 4, 3)),
        ("a: {duration: 2w after: b}\n", ("missing-comma", 1, 15)),
        ("a: [{b: c} d]\n", ("missing-comma", 1, 5)),
        ("a:\n  b:\n    c: d\n   e: f\n", ("bad-indentation", 4, 4)),
        ("a:\n  b: 'c'\n   d: e\n  f: g\n", ("bad-indentation", 3, 4)),
        ("a:\n  b: c\n   d: e\n  f: g\n", ("bad-indentation", 3, 4)),
        ("a:\n   b: c\n  d: e\n  f: g\n", ("bad-indentation", 2, 4)),
        (" a: b\nc: d\n", ("bad-indentation", 1, 2)),
        ("a: |\n   b\n  c\n  d\n", ("bad-indentation", 2, 4)),
        ("a: duration: 2w\n", ("keys-run-together", 1, 4)),
        ('a: "b\nc: "d"\n', ("unclosed-quote", 1, 4)),
        ("a: {b: 'c}\nd: 'e'\n", ("unclosed-quote", 1, 8)),
        ("a: 't Hart\nb: c\n", ("unclosed-quote", 1, 4)),
        ("a:\n  after: [b, c\n  d: e\n", ("unmatched-bracket", 2, 10)),
        ("a: {b: [c, d}\n", ("unmatched-bracket", 1, 8)),
        ("a: [b, c]]\n", ("unmatched-bracket", 1, 10)),
        ("a: duration: 2w, b: c}\n", ("unmatched-bracket", 1, 22)),
        ("a: 'Auto's'\n", ("text-behind-end", 1, 10)),
        ("a: [b] c\n", ("text-behind-end", 1, 8)),
        ("a: Inspraak: ronde 1\n", ("quote-needed", 1, 4)),
        ("a: een lange\n  tekst gaat door: hier\n", ("quote-needed", 2, 3)),
        ("a: {b: Inspraak: ronde 1, c: d}\n", ("quote-needed", 1, 8)),
        *((f"a: {first}naam x\nb: c\n", ("quote-needed", 1, 4)) for first in "@%`*>|,"),
        *((f"a: {first} naam x\nb: c\n", ("quote-needed", 1, 4)) for first in "@%`*&-?"),
    ],
)
def test_what_keeps_a_text_from_being_read_is_told_where_it_was_written(
    text: str, expected: tuple[str, int, int]
) -> None:
    assert told(text) == expected
    assert told(text.replace("\n", "\r\n")) == expected


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a:\n  title Inspraak\n  b: c\n", "title: Inspraak"),
        ("a:\n  title: x\n  owner:beleid\n  b: c\n", "owner: beleid"),
        ("a: Inspraak: ronde 1\n", '"Inspraak: ronde 1"'),
        ('a: de "visie": ronde 1\n', "'de \"visie\": ronde 1'"),
    ],
)
def test_what_to_write_instead_is_said_and_can_be_read(text: str, written: str) -> None:
    finding = only_finding(text)

    assert finding.params["written"] == written
    assert parse_document(written if ":" in written[:6] else f"a: {written}\n", "plan.yaml").findings == ()


def test_of_a_file_that_cannot_be_read_it_is_said_that_nothing_else_is_checked() -> None:
    quote, tab = only_finding("a: 'b\n"), parse_document("a:\n\tb:\n\t\tc: d\n", "plan.yaml").findings

    assert quote.params["unread"] == "plan.yaml"
    assert ["unread" in finding.params for finding in tab] == [False, False, True]


@pytest.mark.parametrize(
    "piece", ["a: [", "- ", "'", '"', "a: {b: ", "a:\n ", "x\n", "-a\n", "a: b: c, ", "[{", "a:b "]
)
def test_the_cause_of_any_pile_of_marks_is_found_without_an_accident(piece: str) -> None:
    text = piece * (20_000 // len(piece))

    assert {finding.code for finding in parse_document(text, "plan.yaml").findings} <= ERRORS


@pytest.mark.usefixtures("parser")
def test_what_is_no_mistake_of_a_planner_keeps_the_reason_of_the_parser() -> None:
    finding = only_finding('a: "\\q"\n')

    assert finding.code == "invalid-yaml"
    assert "escape" in str(finding.params["problem"]) or "unknown" in str(finding.params["problem"])
