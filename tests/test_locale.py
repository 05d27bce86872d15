"""The Dutch catalogue says all that the program can say, and nothing else."""

from __future__ import annotations

import ast
import importlib
import json
import re
import string
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from roadmap.commands.program import COMMANDS, program
from roadmap.commands.speech import speak
from roadmap.export.conclusion import _SENTENCES
from roadmap.export.difference_words import KEYS, LISTS, VALUES
from roadmap.export.explain_text import _UNKNOWN_BEFORE
from roadmap.export.finding_texts import (
    KINDS,
    KNOWN,
    KNOWN_AND_MORE,
    NO_MONTH,
    OF_GROUPS,
    SHORT_MONTH,
    SUGGESTION,
    TEXTS,
    UNREAD,
)
from roadmap.export.finding_texts import MONTHS as LENGTHS
from roadmap.export.gantt.legend import _SAMPLES
from roadmap.export.gantt.timescale import MONTHS
from roadmap.export.meetings_text import WEEKDAYS
from roadmap.export.path_text import SOURCES
from roadmap.export.schema import to_json_schema
from roadmap.export.sheet.columns import COLUMNS
from roadmap.export.slippage_words import CAUSES, DECIDED_LATER, NEW, NEW_BEFORE, OF_MILESTONES, UNDATED, UNDATED_BEFORE
from roadmap.export.status_text import STATES
from roadmap.export.text_chart.glyphs import MEANINGS, TERM
from roadmap.export.words import MONTHS as MONTHS_IN_WORDS
from roadmap.export.words import Words
from roadmap.findings import Severity
from tests.faces import NVO, ROOT, roadmap

FOLDER = ROOT / "roadmap" / "locale" / "nl" / "LC_MESSAGES"
HEADER = ["Content-Type", "Content-Transfer-Encoding", "Language", "Plural-Forms", "MIME-Version"]
SAME_IN_DUTCH = {
    *("code", "id", "per", "per {day}", "plan {id}", "{name}: {before} -> {now}, {days} later"),
    *("jan", "feb", "apr", "jun", "jul", "aug", "sep", "nov", "dec"),
}

# A sentence, or its singular and plural.
Entry = str | tuple[str, str]


def test_where_every_sentence_comes_from_is_known() -> None:
    traced = ELSEWHERE.keys() | HANDED_ON

    assert {expression for expression in _said(ROOT / "roadmap") if isinstance(expression, Expression)} == traced


def test_everything_that_is_said_has_a_dutch_translation() -> None:
    assert sorted(map(str, spoken() - catalogue().keys())) == []


def test_catalogue_holds_nothing_that_is_never_said() -> None:
    assert sorted(map(str, catalogue().keys() - spoken() - clicks_own())) == []


def test_placeholders_are_the_same_on_both_sides() -> None:
    pairs = [pair for english, dutch in catalogue().items() for pair in _pairs(english, dutch)]

    assert [pair for pair in pairs if _placeholders(pair[0]) != _placeholders(pair[1])] == []


def test_no_translation_is_empty_or_still_english() -> None:
    pairs = [pair for english, dutch in catalogue().items() for pair in _pairs(english, dutch)]

    assert {english for english, dutch in pairs if dutch in {"", english}} == SAME_IN_DUTCH


def test_header_names_no_day_nobody_and_no_tool() -> None:
    header = (FOLDER / "roadmap.po").read_text(encoding="utf-8").partition("\n\n")[0]

    assert re.findall(r'^"([\w-]+): ', header, re.MULTILINE) == HEADER


def test_compiled_catalogue_is_that_of_the_sentences() -> None:
    fresh = BytesIO()
    write_mo(fresh, _read())

    assert _compiled((FOLDER / "roadmap.mo").read_bytes()) == _compiled(fresh.getvalue())


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["statsu"], "Fout: De opdracht 'statsu' bestaat niet. Is \"status\" bedoeld?"),
        (["nieuw"], "Fout: De opdracht 'nieuw' bestaat niet. Is \"new\" bedoeld?"),
        (["controle"], "Fout: De opdracht 'controle' bestaat niet. Is \"check\" bedoeld?"),
        (["xyzzy"], "Fout: De opdracht 'xyzzy' bestaat niet."),
        (["--lang", "nl"], "Fout: Er ontbreekt een opdracht."),
        (["status"], "Fout: Er ontbreekt een argument: 'PLAN'."),
        (["status", NVO, "x"], "Fout: Er is een argument te veel (x)."),
        (["status", NVO, "x", "y"], "Fout: Er zijn argumenten te veel (x y)."),
        (["explain", NVO], "Fout: Er ontbreekt een argument: 'ID'."),
        (["baseline", NVO], "Fout: Er ontbreekt een argument: 'NAAM'."),
        (
            ["baseline", NVO, "A b"],
            (
                "Fout: Ongeldige waarde voor 'NAAM': \"A b\" is geen id. "
                'Gebruik kleine letters, cijfers en koppeltekens. Is "a-b" bedoeld?'
            ),
        ),
        (["status", NVO, "--stats"], "Fout: De optie '--stats' bestaat niet. Is '--status-date' bedoeld?"),
        (["status", NVO, "--json=1"], "Fout: Bij de optie '--json' hoort geen waarde."),
        (["status", NVO, "--lang"], "Fout: Bij de optie '--lang' hoort een waarde."),
        (
            ["status", NVO, "--lang", "fr"],
            "Fout: Ongeldige waarde voor '--lang': 'fr' kan hier niet; kies uit 'nl', 'en'.",
        ),
        (
            ["explain", NVO, "gunningsbeslut"],
            'Fout: Er is geen "gunningsbeslut" in dit plan. Is "gunningsbesluit" bedoeld?',
        ),
    ],
)
def test_complaints_about_the_command_line_are_in_dutch(arguments: list[str | Path], complaint: str) -> None:
    outcome = roadmap(*arguments)

    assert outcome.status == 2
    assert outcome.err.splitlines()[-1] == complaint


def test_usage_holds_no_word_that_is_looked_up_nowhere() -> None:
    speak("en")
    names = [importlib.import_module(f"roadmap.commands.{name.replace('-', '_')}").command for name in COMMANDS]
    pieces = {piece for one in names for piece in click.Command.collect_usage_pieces(one, click.Context(one))}
    options = {(one, click.Context(command)) for command in names for one in command.params if _takes_a_word(one)}
    pieces |= {one.make_metavar(context) for one, context in options}

    assert pieces - {*ELSEWHERE[Expression("speech.py", "piece")], *METAVARS} == {"PLAN", "ID", "[ID]"}
    assert sorted(pieces & set(METAVARS)) == METAVARS


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_is_in_dutch(command: list[str]) -> None:
    shown = " ".join(roadmap(*command, "--help").out.split())

    assert shown.startswith("Gebruik: ")
    assert [english for english in catalogue() if isinstance(english, str) and _is_shown(english, shown)] == []


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_no_value_is_called_by_an_english_word_in_dutch(command: list[str]) -> None:
    words = set(re.findall(r"[A-Z]{3,}", roadmap(*command, "--help", "--lang", "nl").out))

    assert words & {word.strip("[].") for word in METAVARS} == set()


def test_version_says_no_word_in_any_language() -> None:
    assert re.fullmatch(r"roadmap \d+\.\d+\.\d+\n", roadmap("--version").out)


def test_kinds_in_a_finding_are_called_as_everywhere() -> None:
    said = roadmap("check", ROOT / "tests" / "plans" / "broken" / "key-not-for-kind-progress.yaml", "--lang", "nl").out

    assert '"started" heeft geen betekenis bij "a" (soort: mijlpaal); wel bij: werk, termijn.' in said


@dataclass(frozen=True, slots=True)
class Expression:
    """A sentence that is computed: the file, and the expression as it stands there."""

    file: str
    text: str


METAVARS = [
    *(
        "ADDRESS",
        "BODY",
        "DATE",
        "DIR",
        "DURATION",
        "FILE",
        "MOMENT",
        "NAME",
        "NEW",
        "OLD",
        "OWNER",
        "PATH",
        "PERCENT",
        "PERIOD",
        "PORT",
        "QUARTER",
        "TEXT",
        "WHAT",
        "WORKSTREAM",
    ),
    "[DIR]",
    "[WHAT]...",
]
"""What stands for a value on the command line."""
ELSEWHERE: dict[Expression, Iterable[str]] = {
    Expression("findings_text.py", "texts[finding.code]"): [*TEXTS.values(), *OF_GROUPS.values()],
    Expression("findings_text.py", "SUGGESTION"): [SUGGESTION],
    Expression("findings_text.py", "UNREAD"): [UNREAD],
    Expression("findings_text.py", "KNOWN"): [KNOWN],
    Expression("findings_text.py", "KNOWN_AND_MORE"): [KNOWN_AND_MORE],
    Expression("findings_text.py", "NO_MONTH"): [NO_MONTH],
    Expression("findings_text.py", "SHORT_MONTH"): [SHORT_MONTH],
    Expression("findings_text.py", "MONTHS"): [LENGTHS],
    Expression("findings_text.py", "finding.severity.word"): [severity.word for severity in Severity],
    Expression("program.py", "SUGGESTION"): [SUGGESTION],
    Expression("difference_words.py", "KEYS[changed.key]"): KEYS.values(),
    Expression("difference_words.py", "VALUES[before]"): VALUES.values(),
    Expression("difference_words.py", "VALUES[now]"): VALUES.values(),
    Expression("difference_words.py", "added"): [added for added, _ in LISTS.values()],
    Expression("difference_words.py", "gone"): [gone for _, gone in LISTS.values()],
    Expression("path_text.py", "SOURCES[gain.source]"): SOURCES.values(),
    Expression("slippage_words.py", "_sentence(schedule, share)"): [
        *(text for pair in (*CAUSES.values(), *OF_MILESTONES.values()) for text in pair if text),
        *(DECIDED_LATER, NEW, NEW_BEFORE, UNDATED, UNDATED_BEFORE),
    ],
    Expression("explain_text.py", "text"): [
        "missing it costs {days}: the next decision day is {day}",
        "missing that costs the whole {days}: it is then decided on {day}",
    ],
    Expression("explain_text.py", "KINDS[item.activity.kind_name]"): KINDS.values(),
    Expression("explain_text.py", "_UNKNOWN_BEFORE"): [_UNKNOWN_BEFORE],
    Expression("status_text.py", "name"): [name for name, *_ in STATES.values()],
    Expression("quarters.py", "name"): [name for name, *_ in STATES.values()],
    Expression("conclusion.py", "_SENTENCES[target_state(schedule, target)]"): _SENTENCES.values(),
    Expression("legend.py", "text"): [text for text, *_ in _SAMPLES],
    Expression("timescale.py", "MONTHS[day.month - 1]"): MONTHS,
    Expression("words.py", "MONTHS[day.month - 1]"): MONTHS_IN_WORDS,
    Expression("findings_text.py", "KINDS[kind]"): KINDS.values(),
    Expression("gantt_text.py", "KINDS[item.activity.kind_name]"): KINDS.values(),
    Expression("meetings_text.py", "WEEKDAYS[day.weekday()]"): WEEKDAYS,
    Expression("layout.py", "meaning"): [*MEANINGS, TERM],
    Expression("columns.py", "column.heading"): [column.heading for column in COLUMNS],
    Expression("workbook.py", "column.heading"): [column.heading for column in COLUMNS],
    Expression("explanation.py", "column.heading"): [column.heading for column in COLUMNS],
    Expression("table.py", "column.heading"): [column.heading for column in COLUMNS],
    Expression("sheet_text.py", "_HEADINGS[change.key]"): [column.heading for column in COLUMNS],
    Expression("rows.py", "KINDS[item.activity.kind_name]"): KINDS.values(),
    Expression("rows.py", "STATES[state][0]"): [name for name, *_ in STATES.values()],
    Expression("program.py", "text"): COMMANDS.values(),
    Expression("speech.py", "piece"): ["[OPTIONS]", "COMMAND [ARGS]..."],
    Expression("speech.py", "metavar"): METAVARS,
}
# Here a sentence comes from the caller, from an option or from a record: those are collected below.
HANDED_ON = {
    Expression("words.py", "sentence"),
    Expression("words.py", "(one, many)"),
    Expression("speech.py", "written"),
    Expression("schema.py", "' '.join(node['description'].split())"),
}


def spoken() -> set[Entry]:
    """Every sentence of ours, in English."""
    written = {entry for entry in _said(ROOT / "roadmap") if not isinstance(entry, Expression)}
    computed = {sentence for sentences in ELSEWHERE.values() for sentence in sentences}
    return written | computed | (set(_helps()) - clicks_own()) | set(_marks()) | set(_descriptions())


def clicks_own() -> set[Entry]:
    """Every sentence that click can say."""
    return {entry for entry in _said(Path(click.__file__).parent) if not isinstance(entry, Expression)}


def catalogue() -> dict[Entry, Entry]:
    """The Dutch of every sentence."""
    entries: dict[Entry, Entry] = {}
    for message in _read():
        match message.id, message.string:
            case str(english), str(dutch) if english:
                entries[english] = dutch
            case (str(one), str(many)), (str(singular), str(plural)):
                entries[one, many] = singular, plural
    return entries


def _read() -> Catalog:
    with (FOLDER / "roadmap.po").open("rb") as file:
        return read_po(file)


def _compiled(content: bytes) -> dict[object, str]:
    """What a compiled catalogue holds, and how it counts; its header may name the moment and the compiler."""
    translations = GNUTranslations(BytesIO(content))
    entries: dict[object, str] = dict(vars(translations)["_catalog"])
    header = translations.info()
    return entries | {"": f"{header['plural-forms']} {header['content-type']} {header['language']}"}


def _said(folder: Path) -> Iterator[Entry | Expression]:
    """What the code below a folder hands to a catalogue: sentences, or the expressions that they come from."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call):
                yield from _of_call(node, path.name)
    for path in sorted(folder.rglob("templates/*.html")):
        for expression in re.findall(r"{{(.*?)}}", path.read_text(encoding="utf-8")):
            for _, sentence in re.findall(r"""\bsay\((["'])(.*?)\1[,)]""", expression):
                yield sentence


def _of_call(call: ast.Call, file: str) -> Iterator[Entry | Expression]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"say", "gettext", "_"} and call.args:
        yield from _of_argument(call.args[0], file)
    elif name in {"count", "ngettext"} and len(call.args) == 3:
        match call.args[:2]:
            case [ast.Constant(value=str(one)), ast.Constant(value=str(many))]:
                yield one, many
            case [one, many]:
                yield Expression(file, f"({ast.unparse(one)}, {ast.unparse(many)})")


def _of_argument(argument: ast.expr, file: str) -> Iterator[Entry | Expression]:
    match argument:
        case ast.Constant(value=str(sentence)):
            yield sentence
        case ast.IfExp(body=one, orelse=other):
            yield from _of_argument(one, file)
            yield from _of_argument(other, file)
        case _:
            yield Expression(file, ast.unparse(argument))


def _helps() -> Iterator[str]:
    """Docstrings of the commands and help of their options, as written: not as the reader of the moment sees them."""
    commands = [importlib.import_module(f"roadmap.commands.{name.replace('-', '_')}").command for name in COMMANDS]
    for command in (program, *commands):
        for holder in (command, *command.params):
            written = vars(holder).get("help")
            if written:
                yield written


def _takes_a_word(parameter: click.Parameter) -> bool:
    """Whether it is an option with a value of which one knows no more than what it stands for."""
    is_flag = isinstance(parameter, click.Option) and (parameter.is_flag or parameter.count)
    return isinstance(parameter, click.Option) and not is_flag and not isinstance(parameter.type, click.Choice)


def _marks() -> Iterator[str]:
    """What click sets behind the help of an option: `[required]`."""
    commands = [importlib.import_module(f"roadmap.commands.{name.replace('-', '_')}").command for name in COMMANDS]
    for parameter in (one for command in commands for one in command.params if isinstance(one, click.Option)):
        if parameter.required:
            yield "required"


def _descriptions() -> Iterator[str]:
    """Descriptions of the plan format, as they stand in the JSON Schema."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        waiting = [json.loads(to_json_schema(Words("en")))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(node.get("description"), str):
                yield node["description"]
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _pairs(english: Entry, dutch: Entry) -> list[tuple[str, str]]:
    """English and Dutch side by side, singular and plural apart."""
    one = (english,) if isinstance(english, str) else english
    other = (dutch,) if isinstance(dutch, str) else dutch
    return list(zip(one, other, strict=True))


def _placeholders(sentence: str) -> list[str]:
    """The fields of a sentence, with how they are converted, in any order."""
    fields = [
        f"{name}!{conversion}:{spec}"
        for _, name, spec, conversion in string.Formatter().parse(sentence)
        if name is not None
    ]
    return sorted([*fields, *re.findall(r"%\(\w+\)\w", sentence)])


def _is_shown(english: str, shown: str) -> bool:
    """Whether a sentence can be read in a text; single words may be Dutch too."""
    return " " in english and english.endswith(".") and english in shown
