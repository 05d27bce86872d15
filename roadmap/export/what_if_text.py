"""`what-if` as text: each target now and then, what brings it there, and what else moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from roadmap.analysis.slippage import TargetShift
from roadmap.analysis.states import target_state
from roadmap.analysis.what_if import WhatIf
from roadmap.export.conclusion import target_day
from roadmap.export.slippage_text import Sides, moved_to_text, shift_to_text
from roadmap.export.status_text import heading, state_cell
from roadmap.export.terminal import Cell, Column, Screen, line, table
from roadmap.export.words import Words, printable
from roadmap.findings import DayCount
from roadmap.scheduling.schedule import Schedule, ScheduledTarget


def to_text(what_if: WhatIf, words: Words, screen: Screen) -> str:
    """Everything about one what-if."""
    after, compared, moved = what_if.after, what_if.compared, what_if.slippage.moved or ()
    sides = Sides(words.say("now"), words.say("then"), after)
    parts = [
        heading(replace(after, baseline=None), words, screen) + _assumed(what_if.assumed, words, screen),
        *(_target(what_if, target, words, screen) for target in what_if.slippage.targets),
        moved_to_text(compared, moved, sides, words, screen) or line(screen, words.say("Nothing moves.")),
        *(_elsewhere(name, day, words, screen) for name, day in what_if.elsewhere),
        line(screen, words.say("Nothing is written: this is only a what-if.")),
    ]
    return "\n".join(parts)


def _assumed(assumed: Sequence[str], words: Words, screen: Screen) -> str:
    return "".join(line(screen, words.say("What if: {assumption}", assumption=printable(text))) for text in assumed)


def _elsewhere(name: str, day: date, words: Words, screen: Screen) -> str:
    """Why missing a meeting changes nothing by itself."""
    return line(
        screen,
        words.say(
            'By the plan "{id}" is decided on another day, {day}: not at the meeting that it is assumed to miss.',
            id=name,
            day=day,
        ),
    )


def _target(what_if: WhatIf, moved: TargetShift, words: Words, screen: Screen) -> str:
    """A target now and then, the one above the other, and the shares that bring it there."""
    target = moved.target
    before = next((one for one in what_if.before.targets if one.id == target.id), None)
    columns = [Column("", 2), Column("", 4), Column("", 10), Column("", 18, right=True), Column("")]
    rows = [
        ("", words.say("now"), *_standing(what_if.before, before, words, screen)),
        ("", words.say("then"), *_standing(what_if.after, target, words, screen)),
    ]
    text = line(screen, Cell(f"{target.target.title or target.id}, {target_day(target, words)}", "strong"))
    return text + table(columns, rows, screen, head=False) + shift_to_text(what_if.compared, moved.shift, words, screen)


def _standing(
    schedule: Schedule, target: ScheduledTarget | None, words: Words, screen: Screen
) -> tuple[str, str, Cell | str]:
    """Forecast, margin and state."""
    if target is None:
        return "", "", ""
    days = DayCount(abs(target.margin_days or 0))
    late = target.margin_days is not None and target.margin_days < 0
    margin = words.say("{days} late" if late else "{days} margin", days=days)
    return (
        words.day(target.forecast),
        "" if target.margin_days is None else margin,
        state_cell(target_state(schedule, target), words, screen),
    )
