"""What stands above the rows: years, quarters and months, the recesses, and flags on the lines down the chart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import NamedTuple

from roadmap.analysis.states import target_state
from roadmap.export.conclusion import target_day
from roadmap.export.status_text import STATES
from roadmap.export.terminal import Screen
from roadmap.export.text_chart.axis import MONTH, QUARTER, YEAR, CellAxis
from roadmap.export.text_chart.glyphs import MARKED_STATES, Ink, Mark, ink
from roadmap.export.text_chart.rows import Inks
from roadmap.export.words import Words
from roadmap.findings import DayCount
from roadmap.scheduling.schedule import Schedule, ScheduledTarget

ROOM_FOR_YEAR, ROOM_FOR_QUARTER, ROOM_FOR_MONTH = 5, 3, 4


class Flag(NamedTuple):
    """A line down the chart, and what it stands for: a name that may be cut, and how it stands."""

    cell: int
    mark: Mark
    name: str
    standing: str


def scale_rows(axis: CellAxis, words: Words, screen: Screen) -> list[Inks]:
    """The names of the periods, as fine as there is room for; each begins with a line where the period does."""
    return [_scale_row(axis, months, words, screen) for months in levels(axis)]


def levels(axis: CellAxis) -> list[int]:
    """How many months each level counts by: years, or as many as have room, then quarters and months if they do."""
    per_year = axis.parts * YEAR / axis.months
    years = next(YEAR * number for number in _round_numbers() if per_year * number >= ROOM_FOR_YEAR)
    finer = [(QUARTER, ROOM_FOR_QUARTER), (MONTH, ROOM_FOR_MONTH)]
    return [years, *(months for months, room in finer if per_year * months >= room * YEAR)]


def grid(axis: CellAxis, screen: Screen) -> Inks:
    """A faint mark where each quarter begins, or each year where there is no room for quarters."""
    months = next(months for months in reversed(levels(axis)) if months >= QUARTER)
    return {place: ink("grid", screen, "quiet") for _, place, _ in axis.periods(months)}


def recess_row(schedule: Schedule, axis: CellAxis, screen: Screen) -> Inks:
    """The cells in which a recess lies."""
    inks: Inks = {}
    for days in schedule.plan.recesses.values():
        start, finish = max(days.first.toordinal(), axis.bounds[0]), min(days.last.toordinal() + 1, axis.bounds[-1])
        if start < finish:
            inks.update((half // 2, ink("recess", screen, "quiet")) for half in axis.halves(start, finish))
    return inks


def make_flags(schedule: Schedule, axis: CellAxis, words: Words, screen: Screen) -> list[Flag]:
    """The status date and every target, the first line first."""
    flags = [_target_flag(schedule, target, axis, words, screen) for target in schedule.targets]
    status = words.say("Status date {day}", day=schedule.status_date)
    return sorted([Flag(axis.cell(schedule.status_date), "status", "", status), *flags])


def line_inks(flags: list[Flag], screen: Screen) -> Inks:
    """The lines of the flags; of several in one cell that of a fatal target, else that of an aim."""
    weights: tuple[Mark, ...] = ("status", "aim", "fatal")
    ordered = sorted(flags, key=lambda flag: weights.index(flag.mark))
    return {flag.cell: ink(flag.mark, screen, "quiet" if flag.mark == "status" else "strong") for flag in ordered}


def _scale_row(axis: CellAxis, months: int, words: Words, screen: Screen) -> Inks:
    inks: Inks = {}
    for day, place, after in axis.periods(months):
        text = screen.symbol("\N{BOX DRAWINGS LIGHT VERTICAL}", "|") + _name(day, months, words)
        shown = text if len(text) <= after - place else text[:1]
        inks.update((place + number, Ink(character, "text", "quiet")) for number, character in enumerate(shown))
    return inks


def _name(day: date, months: int, words: Words) -> str:
    match months:
        case 1:
            return words.month(day)
        case 3:
            return f"Q{(day.month + 2) // 3}"
        case _:
            return str(day.year)


def _target_flag(schedule: Schedule, target: ScheduledTarget, axis: CellAxis, words: Words, screen: Screen) -> Flag:
    state = target_state(schedule, target)
    _, full, plain, _ = STATES[state]
    title = target.target.title or target.id
    name = f"{screen.symbol(full, plain)} {title}" if state in MARKED_STATES else title
    mark: Mark = "fatal" if target.target.kind == "fatal" else "aim"
    return Flag(axis.cell(target.day), mark, name, f"{target_day(target, words)}: {_margin(target, words)}")


def _margin(target: ScheduledTarget, words: Words) -> str:
    if target.margin_days is None:
        return words.say("no forecast")
    days = DayCount(abs(target.margin_days))
    return words.say("{days} margin", days=days) if target.margin_days >= 0 else words.say("{days} late", days=days)


def _round_numbers() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 and on."""
    return (number * 10**power for power in count() for number in (1, 2, 5))
