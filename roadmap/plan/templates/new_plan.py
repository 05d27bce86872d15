"""A new plan from a template that is itself a plan: its dates moved, its names and bodies put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from roadmap.plan.editing.spans import Splice, content_end, line_start, spliced
from roadmap.plan.editing.yaml_text import written
from roadmap.plan.load import MAIN_FILE
from roadmap.plan.source import Mapping, Node, Source, Text, parse_document
from roadmap.plan.tables import municipal_days_off
from roadmap.plan.templates.regions import council_id, council_records, recess_names, recess_records
from roadmap.plan.templates.shifting import MONTHS_IN_YEAR, date_of, first_day, months_between, shift_day, shifted_dates
from roadmap.plan.templates.shipped import template_texts

LASTS_ON = MONTHS_IN_YEAR
"""The months for which a plan goes on after the day that it works towards."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its files as mappings with places, the day on which it begins, and the one it works towards."""

    sources: dict[str, tuple[Source, Mapping]]
    start: date
    target: date


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What a new plan is to say: its id, language and title, the day it works towards, and for which municipalities."""

    id: str
    language: str
    title: str
    target: date
    municipalities: Sequence[str] = ()


def read_template(name: str) -> Template:
    """A template by its name: `nvo`, `empty/nl` or `empty/en`."""
    sources: dict[str, tuple[Source, Mapping]] = {}
    for place, text in template_texts(name).items():
        document = parse_document(text, place)
        if isinstance(document.root, Mapping):
            sources[place] = document.source, document.root
    main = sources[MAIN_FILE][1]
    per = [target["per"] for target in _records(main, "targets") if "per" in target]
    return Template(sources, date_of(main["status_date"]), date_of(per[0]))


def start_of(template: Template, target: date) -> date:
    """The day on which a plan begins that works towards a day."""
    return shift_day(template.start, months_between(template.target, target))


def first_target(template: Template, today: date, step: int) -> date:
    """The first day to work towards whose plan has yet to begin: in the template's month, or whole steps from it."""
    months = 0
    while start_of(template, first_day(template.target, months)) < today:
        months += step
    return first_day(template.target, months)


def possible_targets(template: Template) -> tuple[date, date]:
    """The first and last day to work towards for which the working calendar is known from beginning to end."""
    known = municipal_days_off().known
    earliest = first_day(known.first, months_between(template.start, template.target))
    if start_of(template, earliest) < known.first:
        earliest = first_day(earliest, 1)
    return earliest, first_day(known.last, -LASTS_ON)


def new_texts(template: Template, asked: NewPlan) -> dict[str, str]:
    """The files of a new plan, by place."""
    return {
        place: spliced(source.text, _splices(source.text, root, template, asked))
        for place, (source, root) in template.sources.items()
    }


def _splices(text: str, root: Mapping, template: Template, asked: NewPlan) -> Iterator[Splice]:
    first, last = start_of(template, asked.target), first_day(asked.target, LASTS_ON) - timedelta(1)
    yield from shifted_dates(root, months_between(template.target, asked.target))
    for key, value in (("id", asked.id), ("title", asked.title), ("language", asked.language)):
        if key in root and value:
            yield _put(text, root[key], written(value, in_flow=False))
    if "recesses" in root:
        yield _put(text, root["recesses"], recess_records(_kinds(root["recesses"]), first, last))
    yield from _bodies(text, root, asked.municipalities, (first, last))


def _bodies(text: str, root: Mapping, municipalities: Sequence[str], days: tuple[date, date]) -> Iterator[Splice]:
    """The councils of the municipalities, with their group; other bodies are those of the template."""
    if "groups" in root:
        council = next(_records(root, "bodies"))
        yield _put(
            text, root["bodies"], council_records(municipalities, recess_names(_kinds(council["recess"]), *days))
        )
        for members in _values(root["groups"]):
            yield _put(text, members, "\n".join(f"- {council_id(name)}" for name in municipalities))
        return
    for body in _records(root, "bodies"):
        yield _put(text, body["recess"], written(recess_names(_kinds(body["recess"]), *days), in_flow=False))
        if "municipality" in body:
            names = [f"- {written(name, in_flow=False)}" for name in municipalities]
            yield _put(text, body["municipality"], "\n".join(names))


def _put(text: str, node: Node, new: str) -> Splice:
    """Text in the place of a value, its further lines indented as the first."""
    indent = " " * (node.start - line_start(text, node.start))
    return Splice(
        node.start, content_end(text, node), new.replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n")
    )


def _records(root: Mapping, section: str) -> Iterator[Mapping]:
    for record in _values(root.get(section)):
        if isinstance(record, Mapping):
            yield record


def _values(node: Node | None) -> Iterator[Node]:
    yield from node.values() if isinstance(node, Mapping) else ()


def _kinds(node: Node) -> list[str]:
    """The kinds of recess that a template names, each of one year: `zomer-2023`."""
    names = [node] if isinstance(node, Text) else list(node)
    return list(dict.fromkeys(str(name).rpartition("-")[0] for name in names))
