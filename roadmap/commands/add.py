"""`roadmap add`: a new deliverable in the plan."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from roadmap.commands.editing import edit_options, edit_plan
from roadmap.commands.naming import id_of
from roadmap.commands.opening import plan_argument, words_for
from roadmap.commands.readings import ID
from roadmap.commands.speech import Argument, Command, Option
from roadmap.commands.spelling import DATE, DURATION, PERIOD, TEXT
from roadmap.export.words import Words
from roadmap.plan.editing.additions import add_texts
from roadmap.plan.editing.yaml_text import Written as Value
from roadmap.plan.load import LoadedPlan
from roadmap.plan.model import SAYS_KIND
from roadmap.plan.plan import Plan

ORDER = (
    "code", "title", "duration", "milestone", "decided_by", "term", "procedure", "after", "not_before", "due", "owner",
    "covers", "note",
)  # fmt: skip
"""The order in which the keys of a new deliverable are written."""


@click.command(cls=Command)
@plan_argument
@click.argument("name", cls=Argument, metavar="ID", type=ID)
@click.option("--title", type=TEXT, cls=Option, help="Title.")
@click.option("--workstream", metavar="ID", type=ID, cls=Option, help="Workstream that it belongs to.")
@click.option("--duration", type=DURATION, cls=Option, help="Duration of work, such as 3w.")
@click.option(
    "--milestone",
    type=click.Choice(["finish", "start"]),
    is_flag=False,
    flag_value="finish",
    cls=Option,
    help="A milestone, at the end of a day or at its beginning.",
)
@click.option("--decided-by", metavar="ID", type=ID, cls=Option, help="A decision, by this body or group.")
@click.option("--term", metavar="ID", type=ID, cls=Option, help="A term, by this rule.")
@click.option("--procedure", metavar="ID", type=ID, cls=Option, help="What a procedure leads to, with its steps.")
@click.option(
    "--after",
    metavar="ID",
    type=TEXT,
    multiple=True,
    cls=Option,
    help="What it follows, such as `ID SS+2w`; may be given more than once.",
)
@click.option("--not-before", type=DATE, cls=Option, help="Not before this day.")
@click.option("--due", type=PERIOD, cls=Option, help="Due date: a day, a month or a quarter such as 2023-Q3.")
@click.option("--owner", type=TEXT, cls=Option, help="Owner: a role, not a person's name.")
@click.option("--code", type=TEXT, cls=Option, help="Free short label.")
@click.option(
    "--covers",
    metavar="ID",
    type=ID,
    multiple=True,
    cls=Option,
    help="Requirement that it covers; may be given more than once.",
)
@click.option("--note", type=TEXT, cls=Option, help="Note for the reader.")
@edit_options
def command(
    plan: Path,
    *,
    name: str,
    workstream: str | None,
    lang: str | None,
    dry_run: bool,
    as_json: bool,
    **given: str | tuple[str, ...] | None,
) -> int:
    """Write a new deliverable into the plan, behind the others of its workstream."""
    _check_kind(given, words_for(lang))

    def edit(loaded: LoadedPlan, _: Words) -> Mapping[str, str]:
        links = tuple(_link(loaded.plan, text) for text in given["after"] or ())
        written = {
            **given,
            "after": links,
            "milestone": "true" if given["milestone"] == "finish" else given["milestone"],
        }
        values = {key: _value(value) for key in ORDER if (value := written[key])}
        return add_texts(loaded, name, workstream, values)

    return edit_plan(plan, edit, lang=lang, is_dry=dry_run, as_json=as_json)


def _check_kind(given: Mapping[str, str | tuple[str, ...] | None], words: Words) -> None:
    """Complain about a deliverable of no kind or of several; a term may have a duration besides."""
    kinds = [key for key in SAYS_KIND if given[key]]
    if len(kinds) == 1 or kinds == ["duration", "term"]:
        return
    raise click.UsageError(
        words.say("Say of what kind it is, with one of --duration, --milestone, --decided-by, --term and --procedure.")
    )


def _value(value: str | tuple[str, ...]) -> Value:
    """A value as it is written; what may be several and is one stands by itself."""
    return value[0] if isinstance(value, tuple) and len(value) == 1 else value


def _link(plan: Plan, text: str) -> str:
    """A link as it is written in a plan, to a deliverable that is named by its id or its code."""
    name, blank, rest = text.strip().partition(" ")
    return f"{id_of(plan, name) or name}{blank}{rest}"
