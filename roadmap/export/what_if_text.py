"""`what-if` as text: the targets now and then, side by side, what brings them there, and what else moves."""

from __future__ import annotations

from collections.abc import Sequence

from roadmap.analysis.slippage import TargetShift
from roadmap.analysis.states import target_state
from roadmap.analysis.what_if import WhatIf
from roadmap.export.conclusion import target_day
from roadmap.export.slippage_text import moved_to_text, shift_to_text
from roadmap.export.slippage_words import forecast_in_words
from roadmap.export.status_text import state_cell
from roadmap.export.terminal import Cell, Column, Screen, line, table
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule, ScheduledTarget


def to_text(what_if: WhatIf, words: Words, screen: Screen) -> str:
    """Everything about one what-if."""
    after, slippage = what_if.after, what_if.slippage
    heads = words.say("now"), words.say("then")
    parts = [
        line(screen, Cell(after.plan.title, "strong")) + _assumed(what_if.assumed, words, screen),
        _side_by_side(what_if.before, after, words, screen),
        *(_shift(after, moved, words, screen) for moved in slippage.targets if moved.shift.shares),
        moved_to_text(after, slippage.moved or (), heads, words, screen),
        line(screen, words.say("Nothing is written: this is only a what-if.")),
    ]
    return "\n".join(part for part in parts if part)


def _assumed(assumed: Sequence[str], words: Words, screen: Screen) -> str:
    return "".join(line(screen, words.say("What if: {assumption}", assumption=text)) for text in assumed)


def _side_by_side(before: Schedule, after: Schedule, words: Words, screen: Screen) -> str:
    """A row for each target: forecast, margin and state now and then."""
    if not after.targets:
        return line(screen, words.say("The plan has no target."))
    old = {target.id: target for target in before.targets}
    columns = [
        Column(words.say("target")),
        Column(words.say("now"), 10),
        Column(words.say("margin"), 6, right=True),
        Column("", 11),
        Column(words.say("then"), 10),
        Column(words.say("margin"), 6, right=True),
        Column("", 11),
    ]
    rows = [
        (
            f"{target.target.title or target.id}, {target_day(target, words)}",
            *_cells(before, old.get(target.id), words, screen),
            *_cells(after, target, words, screen),
        )
        for target in after.targets
    ]
    return table(columns, rows, screen)


def _cells(
    schedule: Schedule, target: ScheduledTarget | None, words: Words, screen: Screen
) -> tuple[Cell | str, Cell | str, Cell | str]:
    if target is None:
        return "", "", ""
    margin = "?" if target.margin_days is None else str(target.margin_days)
    margin = margin.replace("-", screen.symbol("\N{MINUS SIGN}", "-"))
    return words.short_date(target.forecast), margin, state_cell(target_state(schedule, target), words, screen)


def _shift(schedule: Schedule, moved: TargetShift, words: Words, screen: Screen) -> str:
    title = moved.target.target.title or moved.target.id
    return line(screen, f"{title}: {forecast_in_words(moved.shift, words)}") + shift_to_text(
        schedule, moved.shift, words, screen
    )
