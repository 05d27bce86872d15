"""The options that choose a picture, and what they mean for a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from roadmap.commands.naming import with_nearest
from roadmap.commands.readings import PERIOD
from roadmap.commands.speech import Option
from roadmap.export.gantt.picture import ARROWS, PAPERS, VIEWS, Picture, View
from roadmap.export.words import Words
from roadmap.plan.periods import Period
from roadmap.scheduling.schedule import Schedule

Function = TypeVar("Function", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--view", type=click.Choice(VIEWS), cls=Option, help="Which rows; full by default."),
    click.option("--workstream", metavar="ID", cls=Option, help="Only this workstream; goes with --view workstream."),
    click.option("--target", metavar="ID", cls=Option, help="The target of --view critical."),
    click.option("--paper", type=click.Choice(PAPERS), cls=Option, help="Size of a page; fit by default."),
    click.option("--from", "first", type=PERIOD, cls=Option, help="First day, month or quarter shown."),
    click.option("--to", "last", type=PERIOD, cls=Option, help="Last day, month or quarter shown."),
    click.option("--arrows", type=click.Choice(ARROWS), cls=Option, help="Which dependencies; driving by default."),
    click.option("--grey", is_flag=True, cls=Option, help="In shades of grey, as a printer without colour shows it."),
)


def picture_options(function: Function) -> Function:
    """The options of a picture: its view, paper, days and arrows."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def read_picture(schedule: Schedule, words: Words, asked: Mapping[str, Any]) -> Picture:
    """The picture that the options ask for; a complaint where they do not go together or name what is not there."""
    view: View = asked["view"] or ("workstream" if asked["workstream"] else "critical" if asked["target"] else "full")
    first: Period | None = asked["first"]
    last: Period | None = asked["last"]
    if first is not None and last is not None and last.last < first.first:
        raise click.BadParameter(words.say("The last day lies before the first."), param_hint="'--to'")
    if (asked["workstream"] is None) != (view != "workstream"):
        raise click.UsageError(words.say("--view workstream and --workstream ID go together."))
    workstream, target = asked["workstream"], asked["target"]
    text = words.say('There is no workstream "{id}" in this plan.', id=workstream)
    _require(schedule.plan.workstreams, workstream, text, words)
    _require(schedule.plan.targets, target, words.say('There is no target "{id}" in this plan.', id=target), words)
    return Picture(
        view=view,
        paper=asked["paper"] or "fit",
        workstream=workstream,
        target=target,
        first=first.first if first is not None else None,
        last=last.last if last is not None else None,
        arrows=asked["arrows"] or "driving",
        is_grey=asked["grey"],
    )


def _require(known: Mapping[str, object], name: str | None, complaint: str, words: Words) -> None:
    if name is not None and name not in known:
        raise click.UsageError(with_nearest(complaint, name, known, words))
