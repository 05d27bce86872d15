"""What every command that takes a plan has in common: read it, compute it, and say what stands in the way."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from roadmap.analysis.checks import schedule_findings
from roadmap.analysis.waivers import with_waivers
from roadmap.commands.comparing import find_baseline
from roadmap.commands.days import read_day
from roadmap.commands.speech import LANGUAGES, Argument, Option, shows_colour, shows_symbols
from roadmap.export.findings_text import message, summary, to_text
from roadmap.export.steps_text import typed
from roadmap.export.terminal import DEFAULT_WIDTH, Screen
from roadmap.export.words import Words
from roadmap.findings import Finding, PlanError, Severity, bounded, has_errors, in_order, standing
from roadmap.plan.baselines import Baseline
from roadmap.plan.faults import FaultError
from roadmap.plan.load import NO_TEXTS, LoadedPlan, load_plan
from roadmap.plan.plan import Plan
from roadmap.scheduling.compute import compute_schedule
from roadmap.scheduling.network import CycleError, find_cycles
from roadmap.scheduling.schedule import Schedule

Function = TypeVar("Function", bound=Callable[..., Any])
T = TypeVar("T")

STATUS_ERRORS = 1
STATUS_NO_PLAN = 2
NARROWEST, WIDEST = 40, 120


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan that was opened: its schedule when it has no errors, and all findings either way."""

    plan_id: str | None
    path: str
    folder: str
    words: Words
    findings: Sequence[Finding]
    schedule: Schedule | None
    exit_status: int
    loaded: LoadedPlan | None = None


class Written(click.ParamType[T]):
    """A value on the command line that reads as it does in a plan, with the same words when it cannot be read."""

    def __init__(self, name: str, parse: Callable[[str], T]) -> None:
        """Take the parser that the plan reader uses."""
        self.name = name
        self._parse = parse

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> T:
        """Read the value."""
        try:
            return self._parse(str(value))
        except FaultError as fault:
            finding = Finding(fault.code, Severity.ERROR, None, fault.params)
            self.fail(message(finding, Words(_language(ctx) or "nl")), param, ctx)


def plan_argument(function: Function) -> Function:
    """The argument PLAN: a folder with plan.yaml, or a file."""
    return click.argument("plan", cls=Argument, type=click.Path(path_type=Path))(function)


def schedule_options(function: Function) -> Function:
    """The options of every command that computes dates: language, status date and baseline."""
    help_text = "Baseline to compare with; the one approved last by default."
    compared = click.option("--baseline", metavar="NAME", cls=Option, help=help_text)
    return language_option(status_date_option(compared(function)))


def status_date_option(function: Function) -> Function:
    """The option --status-date."""
    day = Written("date", read_day)
    return click.option("--status-date", type=day, cls=Option, help="Status date, instead of the plan's.")(function)


def fold_option(function: Function) -> Function:
    """The option to show procedures as one row each."""
    option = click.option("--fold", is_flag=True, cls=Option, help="Show each procedure as one row, not step by step.")
    return option(function)


def common_options(function: Function) -> Function:
    """The options of every command that reports: those of a schedule, and JSON."""
    return schedule_options(json_option(function))


def json_option(function: Function) -> Function:
    """The option --json."""
    return click.option("--json", "as_json", is_flag=True, cls=Option, help="Print data instead of text.")(function)


def language_option(function: Function) -> Function:
    """The option --lang; it may also stand before the command's name."""
    choice = click.Choice(LANGUAGES)
    option = click.option("--lang", type=choice, cls=Option, is_eager=True, help="Language, instead of the plan's.")
    return option(function)


def words_for(lang: str | None, otherwise: str = "nl") -> Words:
    """The language of the command line, else the one given."""
    return Words(lang or _language(click.get_current_context()) or otherwise)


def open_plan(
    path: Path,
    *,
    lang: str | None,
    status_date: date | None,
    baseline: str | Baseline | None = None,
    texts: Mapping[str, str] = NO_TEXTS,
    is_compared: bool = True,
) -> Opened:
    """Read and compute a plan, and hold it against a baseline; what is wrong stands in the findings.

    A file that ``texts`` names is read from there: the plan as it would be. Without ``is_compared`` no baseline is
    looked at.
    """
    try:
        loaded = load_plan(path, texts)
    except PlanError as error:
        # Unlike Path.is_dir this says no where it may not look.
        folder = (path if os.path.isdir(path) else path.parent).as_posix()  # noqa: PTH112
        return Opened(None, path.as_posix(), folder, words_for(lang), error.findings, None, STATUS_NO_PLAN)
    plan, words = loaded.plan, words_for(lang, loaded.plan.header.language)
    if loaded.is_sound:
        day, clock = status_day(plan, status_date)
        frozen, faults = find_baseline(loaded, baseline, words) if is_compared else (None, ())
        schedule, computed = _compute(plan, day, frozen)
        findings = with_waivers(plan, [*loaded.findings, *clock, *faults, *computed])
    else:
        schedule = None
        findings = in_order([*loaded.findings, *find_cycles(plan)])
    if has_errors(findings):
        return Opened(plan.id, path.as_posix(), loaded.folder, words, bounded(findings), None, STATUS_ERRORS, loaded)
    return Opened(plan.id, path.as_posix(), loaded.folder, words, findings, schedule, 0, loaded)


def screen() -> Screen:
    """The terminal or pipe that the output goes to."""
    width = DEFAULT_WIDTH
    if sys.stdout.isatty():
        width = max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))
    return Screen(width, shows_colour(), shows_symbols())


def say_findings(opened: Opened, *, err: bool = True) -> None:
    """All findings, where talk goes: standard error."""
    if opened.findings:
        click.echo(to_text(opened.findings, opened.words, opened.folder), err=err)
        click.echo(summary(opened.findings, opened.words), err=err)


def refuse(opened: Opened, to_json: Callable[[str | None, Sequence[Finding], Words], str] | None = None) -> int:
    """Say why there is no schedule, as data where that was asked for; the exit status."""
    if to_json is not None:
        click.echo(to_json(opened.plan_id, opened.findings, opened.words), nl=False)
    else:
        say_findings(opened)
    return opened.exit_status


def say_summary(opened: Opened) -> None:
    """How many findings there are, and how to see them."""
    if any(finding.severity is not Severity.NOTE for finding in standing(opened.findings)):
        plan = typed(opened.path)
        given = click.get_current_context().params.get("status_date")
        dated = f" --status-date {given}" if given else ""
        hint = opened.words.say("`roadmap check {plan}` shows them.", plan=f"{plan}{dated}")
        click.echo(f"{summary(opened.findings, opened.words)}; {hint}", err=True)


def _language(ctx: click.Context | None) -> str | None:
    """The language that was asked for, at the command or before it."""
    if ctx is None:
        return None
    asked = (ctx.params.get("lang"), ctx.find_root().params.get("lang"))
    # While options are still being read, click has a stand-in for what was not given.
    return next((language for language in asked if isinstance(language, str)), None)


def _compute(plan: Plan, day: date, baseline: Baseline | None) -> tuple[Schedule | None, Sequence[Finding]]:
    """The schedule with what it shows, or the cycles in its way."""
    try:
        schedule = compute_schedule(plan, status_date=day, baseline=baseline)
    except CycleError as error:
        return None, error.findings
    return schedule, schedule_findings(schedule)


def status_day(plan: Plan, given: date | None) -> tuple[date, list[Finding]]:
    """The status date from the command line or the plan; else today, with a warning."""
    day = given or plan.status_date
    if day is not None:
        return day, []
    today = date.today()  # noqa: DTZ011 - the reader's own day is meant
    place = plan.places.location("plan", "")
    return today, [Finding("no-status-date", Severity.WARNING, place, {"day": today})]
