"""What every command that takes a plan has in common: read it, compute it, and say what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from roadmap.commands.speech import Option, shows_colour, shows_symbols

Function = TypeVar("Function", bound=Callable[..., Any])

STATUS_ERRORS = 1
STATUS_NO_PLAN = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan that was opened: its schedule when it has no errors, and all findings either way."""

    plan_id: str | None
    folder: str
    words: Any
    findings: Sequence[Any]
    schedule: Any
    exit_status: int


class Day(click.ParamType):
    """A date on the command line, as in a plan."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a date as the plan reader does, with the same words when it is none."""
        from roadmap.plan.faults import FaultError
        from roadmap.plan.periods import parse_date

        if isinstance(value, date):
            return value
        try:
            return parse_date(value)
        except FaultError as fault:
            self.fail(in_words(fault, ctx), param, ctx)


def in_words(fault: Any, ctx: click.Context | None) -> str:
    """What is wrong with a value, in the language of the moment."""
    from roadmap.export.findings_text import message
    from roadmap.export.words import Words
    from roadmap.findings import Finding, Severity

    language = (ctx.params.get("lang") if ctx else None) or "nl"
    return message(Finding(fault.code, Severity.ERROR, None, fault.params), Words(language))


def plan_argument(function: Function) -> Function:
    """The argument PLAN: a folder with plan.yaml, or a file."""
    return click.argument("plan", type=click.Path(path_type=Path))(function)


def common_options(function: Function) -> Function:
    """The options of every command that computes: language, status date, JSON."""
    for option in (
        click.option("--json", "as_json", is_flag=True, cls=Option, help="Print data instead of text."),
        click.option("--status-date", type=Day(), cls=Option, help="Status date, instead of the plan's."),
        language_option,
    ):
        function = option(function)
    return function


def language_option(function: Function) -> Function:
    """The option --lang; it may also stand before the command's name."""
    choice = click.Choice(["nl", "en"])
    return click.option("--lang", type=choice, cls=Option, is_eager=True, help="Language, instead of the plan's.")(function)


def open_plan(plan: Path, *, lang: str | None, status_date: date | None) -> Opened:
    """Read and compute a plan; what is wrong with it stands in the findings."""
    from roadmap.analysis.checks import schedule_findings
    from roadmap.export.words import Words
    from roadmap.findings import PlanError, has_errors, in_order
    from roadmap.plan.load import load_plan
    from roadmap.scheduling.compute import compute_schedule
    from roadmap.scheduling.network import CycleError, find_cycles

    language = lang or click.get_current_context().find_root().obj
    try:
        loaded = load_plan(plan)
    except PlanError as error:
        folder = (plan if plan.is_dir() else plan.parent).as_posix()
        return Opened(None, folder, Words(language or "nl"), error.findings, None, STATUS_NO_PLAN)
    words = Words(language or loaded.plan.header.language)
    findings = loaded.findings
    schedule = None
    if not loaded.is_sound:
        findings = in_order([*findings, *find_cycles(loaded.plan)])
    else:
        day, clock = _status_date(loaded.plan, status_date)
        try:
            schedule = compute_schedule(loaded.plan, status_date=day)
            findings = in_order([*findings, *clock, *schedule_findings(schedule)])
        except CycleError as error:
            findings = in_order([*findings, *clock, *error.findings])
    if has_errors(findings):
        return Opened(loaded.plan.id, loaded.folder, words, findings, None, STATUS_ERRORS)
    return Opened(loaded.plan.id, loaded.folder, words, findings, schedule, 0)


def _status_date(plan: Any, given: date | None) -> tuple[date, list[Any]]:
    """The status date from the command line or the plan; else today, with a warning."""
    from roadmap.findings import Finding, Severity

    if given is not None or plan.status_date is not None:
        return given or plan.status_date, []
    today = date.today()  # noqa: DTZ011 - the reader's own day is meant
    place = plan.places.location("plan", "")
    return today, [Finding("no-status-date", Severity.WARNING, place, {"day": today})]


def screen() -> Any:
    """The terminal or pipe that the output goes to."""
    from roadmap.export.terminal import DEFAULT_WIDTH, Screen

    colour = shows_colour()
    width = DEFAULT_WIDTH
    if click.get_text_stream("stdout").isatty():
        import shutil

        width = max(40, min(shutil.get_terminal_size().columns, 120))
    return Screen(width, colour, shows_symbols())


def say_findings(opened: Opened, *, err: bool = True) -> None:
    """All findings, where talk goes: standard error."""
    from roadmap.export.findings_text import summary, to_text

    if opened.findings:
        click.echo(to_text(opened.findings, opened.words, opened.folder), err=err)
        click.echo(summary(opened.findings, opened.words), err=err)


def say_summary(opened: Opened) -> None:
    """How many findings there are, and how to see them."""
    from roadmap.export.findings_text import summary
    from roadmap.findings import Severity

    if any(finding.severity is not Severity.NOTE for finding in opened.findings):
        hint = opened.words.say("`roadmap check {plan}` shows them.", plan=opened.folder)
        click.echo(f"{summary(opened.findings, opened.words)}; {hint}", err=True)
