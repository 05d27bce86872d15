"""`roadmap update`: what has begun, is done or has changed, written into the plan files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from roadmap.commands.editing import edit_options, edit_plan
from roadmap.commands.naming import find_name
from roadmap.commands.opening import plan_argument, words_for
from roadmap.commands.speech import Argument, Command, Option
from roadmap.commands.spelling import DATE, DURATION, PERCENT, PERIOD, TEXT
from roadmap.export.findings_text import message
from roadmap.export.words import Words
from roadmap.findings import Finding, Severity
from roadmap.plan.editing.changes import Change, edit_texts
from roadmap.plan.editing.updates import deliverable_changes, header_changes
from roadmap.plan.faults import FaultError
from roadmap.plan.load import LoadedPlan
from roadmap.plan.plan import Plan

EXCLUSIVE = (("finished", "remaining"), ("finished", "percent"), ("remaining", "percent"))


@click.command(cls=Command)
@plan_argument
@click.argument("name", cls=Argument, metavar="[ID]", required=False)
@click.option("--started", type=DATE, cls=Option, help="First day worked.")
@click.option("--finished", type=DATE, cls=Option, help="Last day worked, or the day of the decision.")
@click.option("--remaining", type=DURATION, cls=Option, help="What remains from the status date on, such as 2w.")
@click.option("--percent", type=PERCENT, cls=Option, help="Part that is done, instead of what remains.")
@click.option("--due", type=PERIOD, cls=Option, help="Due date: a day, a month or a quarter such as 2023-Q3.")
@click.option("--duration", type=DURATION, cls=Option, help="Duration, such as 3w.")
@click.option("--not-before", type=DATE, cls=Option, help="Not before this day.")
@click.option("--note", type=TEXT, cls=Option, help="Note for the reader.")
@click.option("--status-date", "reported_on", type=DATE, cls=Option, help="Status date of the plan.")
@edit_options
def command(plan: Path, name: str | None, lang: str | None, dry_run: bool, as_json: bool, **values: str | None) -> int:
    """Write into the plan what has begun, is done or has changed; an empty value takes a key out."""
    given = {key: value for key, value in values.items() if value is not None}
    _check_usage(name, given, words_for(lang))

    def edit(loaded: LoadedPlan, words: Words) -> Mapping[str, str]:
        return edit_texts(loaded.plan, _changes(loaded.plan, name, given, words))

    return edit_plan(plan, edit, lang=lang, is_dry=dry_run, as_json=as_json)


def _check_usage(name: str | None, given: Mapping[str, str], words: Words) -> None:
    """Complain about options that do not go together."""
    about_deliverable = given.keys() - {"reported_on"}
    if not given or (name is not None and not about_deliverable):
        raise click.UsageError(words.say("Say what changes, with --finished or another option; see --help."))
    if name is None and about_deliverable:
        raise click.UsageError(words.say("Say of which deliverable: ID is missing."))
    if name is not None and "@" in name and about_deliverable != {"finished"}:
        raise click.UsageError(words.say('With "{id}" goes --finished only; the rest is of the whole.', id=name))
    for one, other in EXCLUSIVE:
        if given.get(one) and given.get(other):
            raise click.UsageError(words.say("--{one} and --{other} exclude each other.", one=one, other=other))


def _changes(plan: Plan, name: str | None, given: Mapping[str, str], words: Words) -> tuple[Change, ...]:
    """What is asked for, as changes: of the plan first, so that what is reported never lies after its status date."""
    values = dict(given)
    header = {"status_date": values.pop("reported_on")} if "reported_on" in values else {}
    if name is None:
        return header_changes(header)
    try:
        return header_changes(header) + deliverable_changes(plan, find_name(plan, name, words), values)
    except FaultError as fault:
        raise click.UsageError(message(Finding(fault.code, Severity.ERROR, None, fault.params), words)) from None
