"""The strict dialect: what stands where, by both parsers, and what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from roadmap.findings import Finding, PlanError, Severity
from roadmap.plan.source import (
    MAX_DEPTH,
    MAX_EXCERPT,
    Mapping,
    Node,
    Sequence,
    Source,
    Text,
    parse_document,
    read_document,
)
from tests.faces import NVO, ROOT

# The C parser refuses half a character before we see it: told apart below.
CORPUS = [
    path
    for folder in (ROOT / "tests" / "plans", NVO)
    for path in sorted(folder.rglob("*.yaml"))
    if path.stem != "invalid-yaml-surrogate"
]
HAS_C_PARSER = hasattr(yaml, "CLoader")

EVERYTHING = """\
title: "Dubbel \\"met\\" \\u2713 en \U0001f600"
'enkel ''met''': 'it''s'
\U0001f468 emoji: \U0001f680 wit   # and a comment
plain: a b:c
lege:
"flow": {a: [b, "c d", {e: f}], g: h}
rij:
- een
-   twee
- - drie
  - vier
blok: |
  regel \U0001f600 een
    ingesprongen

  regel drie
vouw: >-
  eerste
  tweede
lang: een
  twee
  drie
? expliciet
: waarde
"""


@pytest.fixture(params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each parser in turn."""
    if request.param == "Python" and HAS_C_PARSER:
        monkeypatch.delattr(yaml, "CLoader")


def scalars(node: Node | None, path: str = "") -> Iterator[tuple[str, Text]]:
    """Every key and every value that is no list or mapping, by its way down."""
    match node:
        case Mapping():
            for key, below in node.items():
                assert isinstance(key, Text)
                yield f"{path}/{key}#", key
                yield from scalars(below, f"{path}/{key}")
        case Sequence():
            for number, below in enumerate(node):
                yield from scalars(below, f"{path}/{number}")
        case Text():
            yield path, node


def written(text: str) -> dict[str, tuple[str, str]]:
    """What each key and value says, and the text that stands in its place."""
    document = parse_document(text, "plan.yaml")

    assert document.findings == ()
    return {path: (str(value), text[value.start : value.end].rstrip("\r\n ")) for path, value in scalars(document.root)}


def places(text: str) -> dict[str, tuple[int, int, int]]:
    """Line, column and marked width of each key and value."""
    document = parse_document(text, "plan.yaml")
    found = {path: document.source.location(value) for path, value in scalars(document.root)}
    return {path: (location.line, location.column, location.width) for path, location in found.items()}


def codes(text: str) -> list[tuple[str, int, int, int]]:
    """The findings of a text with line, column and width."""
    found = []
    for finding in parse_document(text, "plan.yaml").findings:
        assert finding.location is not None
        assert finding.severity is Severity.ERROR
        found.append((finding.code, finding.location.line, finding.location.column, finding.location.width))
    return found


def shape(node: Node | None) -> object:
    """A tree as plain data, with the place of every scalar and the beginning of everything else."""
    match node:
        case Mapping():
            keys = [(str(key), key.start, key.end) for key in node if isinstance(key, Text)]
            return node.start, keys, [shape(below) for below in node.values()]
        case Sequence():
            return node.start, [shape(below) for below in node]
        case Text():
            return str(node), node.start, node.end, node.plain
    return None


def test_every_key_and_value_lies_where_its_text_stands() -> None:
    found = written(EVERYTHING)

    assert found["/title"] == ('Dubbel "met" \u2713 en \U0001f600', '"Dubbel \\"met\\" \\u2713 en \U0001f600"')
    assert found["/enkel 'met'#"] == ("enkel 'met'", "'enkel ''met'''")
    assert found["/enkel 'met'"] == ("it's", "'it''s'")
    assert found["/\U0001f468 emoji#"] == ("\U0001f468 emoji", "\U0001f468 emoji")
    assert found["/\U0001f468 emoji"] == ("\U0001f680 wit", "\U0001f680 wit")
    assert found["/lege"] == ("", "")
    assert found["/flow#"] == ("flow", '"flow"')
    assert found["/flow/a/0"] == ("b", "b")
    assert found["/flow/a/1"] == ("c d", '"c d"')
    assert found["/flow/a/2/e#"] == ("e", "e")
    assert found["/flow/a/2/e"] == ("f", "f")
    assert found["/rij/1"] == ("twee", "twee")
    assert found["/rij/2/1"] == ("vier", "vier")
    assert found["/blok"][0] == "regel \U0001f600 een\n  ingesprongen\n\nregel drie\n"
    assert found["/blok"][1].startswith("|\n  regel \U0001f600 een")
    assert found["/blok"][1].endswith("regel drie")
    assert found["/vouw"] == ("eerste tweede", ">-\n  eerste\n  tweede")
    assert found["/lang"] == ("een twee drie", "een\n  twee\n  drie")
    assert found["/expliciet"] == ("waarde", "waarde")


def test_lines_and_columns_count_from_1_and_characters_outside_the_first_plane_count_once() -> None:
    found = places(EVERYTHING)

    assert found["/title#"] == (1, 1, 5)
    assert found["/title"] == (1, 8, 28)
    assert found["/\U0001f468 emoji#"] == (3, 1, 7)
    assert found["/\U0001f468 emoji"] == (3, 10, 5)
    assert found["/lege"] == (5, 6, 1)
    assert found["/flow/a/2/e"] == (6, 28, 1)
    assert found["/rij/1"] == (9, 5, 4)
    assert found["/rij/2/1"] == (11, 5, 4)
    assert found["/blok"] == (12, 7, 1)
    assert found["/lang"] == (20, 7, 3)


def test_carriage_returns_change_no_place_and_no_value() -> None:
    with_returns = EVERYTHING.replace("\n", "\r\n")

    assert places(with_returns) == places(EVERYTHING)
    assert [value for value, _ in written(with_returns).values()] == [
        value for value, _ in written(EVERYTHING).values()
    ]


def test_byte_order_mark_at_the_beginning_changes_no_place(tmp_path: Path) -> None:
    plain, marked = tmp_path / "plain.yaml", tmp_path / "marked.yaml"
    plain.write_bytes(EVERYTHING.encode("utf-8"))
    marked.write_bytes(EVERYTHING.replace("\n", "\r\n").encode("utf-8-sig"))

    documents = [read_document(path, "plan.yaml") for path in (plain, marked)]
    first, second = (
        {path: document.source.location(value) for path, value in scalars(document.root)} for document in documents
    )

    assert first == second
    assert [location.excerpt for location in first.values()] == [location.excerpt for location in second.values()]


def test_excerpt_is_the_line_without_its_end_and_the_mark_stays_on_it() -> None:
    source = parse_document("a: |\r\n  een\r\n  twee\r\nb: c\r\n", "plan.yaml").source

    first, last = source.location_at(3, 16), source.location_at(24, 25)

    assert (first.line, first.column, first.excerpt, first.width) == (1, 4, "a: |", 1)
    assert (last.line, last.column, last.excerpt, last.width) == (4, 4, "b: c", 1)


def test_a_line_too_long_to_show_is_not_kept() -> None:
    long = parse_document(f"a: {'x' * MAX_EXCERPT}\nb: c\n", "plan.yaml")
    location = long.source.location_at(3, 3 + MAX_EXCERPT)

    assert (location.line, location.column, location.excerpt, location.width) == (1, 4, "", MAX_EXCERPT)


def test_scalars_stay_text_whatever_they_look_like() -> None:
    found = written("a: 0344\nb: no\nc: 12:30\nd: ~\ne: 1e3\nf: 2024-01-08\ng: true\nh: null\ni: =\n")

    assert [value for path, (value, _) in found.items() if not path.endswith("#")] == (
        ["0344", "no", "12:30", "~", "1e3", "2024-01-08", "true", "null", "="]
    )


def test_plain_text_is_told_from_quoted_text() -> None:
    document = parse_document("a: b\nc: 'd'\n\"e\": |\n  f\n", "plan.yaml")

    assert {str(value): value.plain for _, value in scalars(document.root)} == {
        "a": True, "b": True, "c": True, "d": False, "e": False, "f\n": False,
    }  # fmt: skip


@pytest.mark.skipif(not HAS_C_PARSER, reason="there is one parser here")
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_both_parsers_give_the_same_tree_at_the_same_places(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_bytes().decode("utf-8")
    by_c = parse_document(text, "plan.yaml")
    monkeypatch.delattr(yaml, "CLoader")
    by_python = parse_document(text, "plan.yaml")

    assert shape(by_c.root) == shape(by_python.root)
    assert [finding.code for finding in by_c.findings] == [finding.code for finding in by_python.findings]
    if not any(finding.code == "invalid-yaml" for finding in by_c.findings):
        assert [finding.location for finding in by_c.findings] == [finding.location for finding in by_python.findings]


@pytest.mark.skipif(not HAS_C_PARSER, reason="there is one parser here")
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_both_parsers_agree_on_every_way_to_write_a_value(ends: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = EVERYTHING.replace("\n", ends)
    by_c = parse_document(text, "plan.yaml")
    monkeypatch.delattr(yaml, "CLoader")
    by_python = parse_document(text, "plan.yaml")

    assert shape(by_c.root) == shape(by_python.root)


@pytest.mark.parametrize(
    "character",
    [
        *("\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\xad", "\u061c", "\u180e", "\u200b", "\u200d", "\u200e"),
        *("\u2028", "\u202e", "\u2060", "\u2066", "\u2069", "\ufeff", "\ufffb", "\ufffe", "\uffff", "\U000e0041"),
    ],
    ids=lambda character: f"U+{ord(character):04X}",
)
@pytest.mark.usefixtures("parser")
def test_invisible_characters_are_refused_where_they_stand(character: str) -> None:
    as_escape = f"\\U{ord(character):08x}"

    document = parse_document(f"a: b\ntitle: een{character}twee\n", "plan.yaml")

    assert codes(f"a: b\ntitle: een{character}twee\n") == [("forbidden-character", 2, 11, 1)]
    assert codes(f"# {character}\n") == [("forbidden-character", 1, 3, 1)]
    assert document.findings[0].params == {"character": f"U+{ord(character):04X}"}
    assert codes(f'title: "een{as_escape}"\n') == [("forbidden-character", 1, 8, 15)]
    assert codes(f'"een{as_escape}": b\n') == [("forbidden-character", 1, 1, 15)]


def test_what_is_seen_is_not_refused() -> None:
    text = "title: 'café \u2013 \u20ac \xa0 \u0639\u0631\u0628\u064a \u4e2d\u6587 \U0001f600\ufe0f a\u0301'\n"

    assert codes(text) == []


def test_carriage_return_alone_is_refused() -> None:
    assert ("forbidden-character", 1, 9, 1) in codes("title: a\rb\n")


def test_tabs_are_refused_and_end_the_reading_where_they_indent() -> None:
    within = parse_document("a: b\tc\n", "plan.yaml")
    indenting = parse_document("a:\n \tb: c\n", "plan.yaml")

    assert codes("a: b\tc\n") == [("tab-character", 1, 5, 1)]
    assert codes("a:\n \tb: c\n") == [("tab-character", 2, 2, 1)]
    assert (within.root is None, indenting.root is None) == (False, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x b\n", [("yaml-anchor", 1, 4, 4)]),
        ("a: &x [b]\n", [("yaml-anchor", 1, 4, 4)]),
        ("a: *x\n", [("yaml-alias", 1, 4, 2)]),
        ("*x : a\n", [("yaml-alias", 1, 1, 2)]),
        ("a: !!int 3\n", [("yaml-tag", 1, 4, 7)]),
        ("a: ! 3\n", [("yaml-tag", 1, 4, 3)]),
        ("<<: {a: b}\n", [("yaml-merge-key", 1, 1, 2)]),
        ("a: b\na: c\n", [("duplicate-key", 2, 1, 1)]),
        ("a: b\n'a': c\n", [("duplicate-key", 2, 1, 3)]),
        ("{a: b, a: c, a: d}\n", [("duplicate-key", 1, 8, 1), ("duplicate-key", 1, 14, 1)]),
        ("[a]: b\n", [("complex-key", 1, 1, 1)]),
        ("? {a: b}\n: c\n", [("complex-key", 1, 3, 1)]),
        ("a: b\n---\nc: d\n", [("several-documents", 2, 1, 3)]),
        ("a: [b\n", [("unmatched-bracket", 1, 4, 1)]),
        ("a: 'b\n\n", [("unclosed-quote", 1, 4, 2)]),
        ("a: b: c\n", [("quote-needed", 1, 4, 4)]),
    ],
)
def test_what_the_dialect_leaves_out_is_refused_with_its_place(
    text: str, expected: list[tuple[str, int, int, int]]
) -> None:
    assert codes(text) == expected


def test_quoted_merge_key_is_a_key_like_any_other() -> None:
    assert codes('"<<": a\n') == []


def test_second_of_two_keys_names_the_place_of_the_first_and_leaves_its_value() -> None:
    document = parse_document("a: b\nc: d\na: e\n", "plan.yaml")
    (name, first), *others = document.findings[0].related

    assert (name, first.line, first.column, others) == ("first", 1, 1, [])
    assert document.root == {"a": "b", "c": "d"}


def test_nesting_is_refused_from_the_level_after_the_last() -> None:
    deep = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    deeper = "a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH

    assert codes(deep) == []
    assert codes(deeper) == [("nested-too-deep", 1, 3 + MAX_DEPTH, 1)]
    assert parse_document(deeper, "plan.yaml").root is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: " + "[" * 10_000 + "]" * 10_000, "nested-too-deep"),
        ("a: " + "{b: " * 10_000 + "}" * 10_000, "nested-too-deep"),
        ("- " * 10_000 + "a", "nested-too-deep"),
        ("".join(f"{' ' * level}a:\n" for level in range(1_000)), "nested-too-deep"),
        ("a: b\n" * 200_000, "duplicate-key"),
        ("a: &a [b]\n" + "".join(f"a{n}: &a{n} [{'*a, ' * 9}*a]\n" for n in range(2_000)), "yaml-alias"),
        ("---\n" * 200_000, "several-documents"),
        ("- &a b\n" * 200_000, "yaml-anchor"),
        ("- !a b\n" * 200_000, "yaml-tag"),
        ("? " * 100_000, "complex-key"),
        ('- "\\e"\n' * 200_000, "forbidden-character"),
        ("\t" * 1_000_000, "tab-character"),
    ],
    ids=lambda value: value[:12].strip() if isinstance(value, str) else None,
)
@pytest.mark.usefixtures("parser")
def test_hostile_text_ends_in_few_findings(text: str, code: str) -> None:
    findings = parse_document(text, "plan.yaml").findings

    assert code in {finding.code for finding in findings}
    assert len(findings) <= 400


@pytest.mark.parametrize("escape", ["\\ud83d", "\\U00110000", "\\UFFFFFFFF"])
@pytest.mark.usefixtures("parser")
def test_escapes_for_no_character_are_refused(escape: str) -> None:
    found = codes(f'a: "{escape}"\n')

    assert [code for code, *_ in found] in (["invalid-yaml"], ["forbidden-character"])


def test_file_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as raised:
        read_document(tmp_path / "weg.yaml", "weg.yaml")

    finding: Finding = raised.value.findings[0]
    assert (finding.code, finding.params["path"], finding.params["reason"]) == (
        "unreadable-file", "weg.yaml", "No such file or directory",
    )  # fmt: skip


def test_place_of_a_byte_that_is_no_utf_8_counts_characters(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes("a: b\nc: \u20ac\xe9".encode() + b"\xe9\n")
    with pytest.raises(PlanError) as raised:
        read_document(path, "plan.yaml")

    location = raised.value.findings[0].location
    assert location is not None
    assert (location.line, location.column) == (2, 6)
    assert raised.value.findings[0].params["byte"] == "0xe9"


def test_largest_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"a: b\n" + b"#" * (2_000_000 - 5))

    assert read_document(path, "plan.yaml").findings == ()


def test_place_lies_on_the_last_line_when_the_text_ends_without_one() -> None:
    source = Source("plan.yaml", "a: b", (0,))
    location = source.location_at(3, 4)

    assert (location.line, location.column, location.excerpt, location.width) == (1, 4, "a: b", 1)
