"""`roadmap diff`: how the plan differs from a baseline, a git revision or another plan, and what that does."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from roadmap.analysis.difference import find_difference
from roadmap.analysis.slippage import find_slippage
from roadmap.commands.comparing import named_by_file, no_baseline_yet
from roadmap.commands.opening import (
    Opened,
    language_option,
    open_plan,
    plan_argument,
    refuse,
    screen,
    status_date_option,
    words_for,
)
from roadmap.commands.revisions import plan_at
from roadmap.commands.speech import Command, Option
from roadmap.export import difference_json
from roadmap.export.difference_markdown import to_markdown
from roadmap.export.difference_text import to_text
from roadmap.export.difference_words import in_sections, title
from roadmap.plan.baselines import baseline_names
from roadmap.plan.plan import Plan
from roadmap.scheduling.freezing import freeze


@click.command(cls=Command)
@plan_argument
@click.option(
    "--against",
    metavar="WHAT",
    cls=Option,
    help="A baseline, another plan or a git revision; the baseline approved last by default.",
)
@click.option("--markdown", "as_markdown", is_flag=True, cls=Option, help="Print Markdown, for a memo.")
@click.option("--json", "as_json", is_flag=True, cls=Option, help="Print data instead of text.")
@language_option
@status_date_option
def command(
    plan: Path,
    *,
    against: str | None,
    as_markdown: bool,
    as_json: bool,
    lang: str | None,
    status_date: date | None,
) -> int:
    """Say how the plan differs from how it stood, and what that does to the targets."""
    if as_markdown and as_json:
        raise click.UsageError(words_for(lang).say("Choose --markdown or --json."))
    opened, other = _open_both(plan, against, lang, status_date)
    schedule, words = opened.schedule, opened.words
    if schedule is None:
        return refuse(opened, difference_json.broken_to_json if as_json else None)
    if schedule.baseline is None:
        raise click.UsageError(no_baseline_yet(Path(opened.folder), words))
    difference, slippage = find_difference(schedule, schedule.baseline, other), find_slippage(schedule)
    if as_json:
        click.echo(difference_json.to_json(schedule, difference, slippage, opened.findings, words), nl=False)
        return 0
    sections = [] if difference.is_empty else in_sections(schedule, difference, slippage, words)
    heading, nothing = title(schedule, schedule.baseline, words), words.say("Nothing differs.")
    text = to_markdown(heading, sections, nothing) if as_markdown else to_text(heading, sections, nothing, screen())
    click.echo(text, nl=False)
    return 0


def _open_both(
    plan: Path, against: str | None, lang: str | None, status_date: date | None
) -> tuple[Opened, Plan | None]:
    """The plan, held against what was asked for, and the other plan; that one alone where it has errors."""
    folder = plan if plan.is_dir() else plan.parent
    if against is not None:
        against = named_by_file(folder, against) or against
    is_baseline = against is None or against in baseline_names(folder)
    opened = open_plan(plan, lang=lang, status_date=status_date, baseline=against if is_baseline else None)
    if opened.schedule is None or against is None or is_baseline:
        return opened, None
    with ExitStack() as stack:
        there = Path(against)
        if not _exists(against):
            there = stack.enter_context(plan_at(plan, against, opened.words))
        other = open_plan(there, lang=lang, status_date=None)
        if other.loaded is not None and other.loaded.plan.status_date is None:
            # Of the same day, so that only the plans differ.
            other = open_plan(there, lang=lang, status_date=opened.schedule.status_date)
    if other.schedule is None:
        # Named as git names a file at a revision: the copy is gone.
        named = other.folder if there == Path(against) else f"{against}:{folder.as_posix()}"
        return replace(other, folder=named), None
    held = replace(opened.schedule, baseline=freeze(other.schedule, against))
    return replace(opened, schedule=held), other.schedule.plan


def _exists(path: str) -> bool:
    """Whether there is a file or folder by that name; what can be no name is none."""
    try:
        return path != "" and Path(path).exists()
    except (OSError, ValueError):
        return False
