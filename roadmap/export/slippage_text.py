"""`slippage` as text: how far each target moved since the baseline, what made it move, and what else moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roadmap.analysis.slippage import Shift, Slippage, TargetShift
from roadmap.analysis.slips import item_in_baseline, slip, slip_days
from roadmap.analysis.states import deliverable_state, target_state
from roadmap.export.conclusion import target_day
from roadmap.export.order import by_workstream
from roadmap.export.slippage_words import cause_in_words, forecast_in_words, in_one_sentence
from roadmap.export.status_text import heading, name_of, signed, state_cell
from roadmap.export.terminal import Cell, Column, Screen, hanging, line, table
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule, Scheduled


class Sides(NamedTuple):
    """What stands above the date that a deliverable had and the one it has, and which schedule tells its state."""

    before: str
    now: str
    standing: Schedule


def to_text(
    schedule: Schedule, slippage: Slippage, words: Words, screen: Screen, *, remarks: Sequence[str] = ()
) -> str:
    """What there is to remark on the baseline, the targets asked for with their shares, and all that moved."""
    parts = [heading(schedule, words, screen) + "".join(line(screen, Cell(text, "warn")) for text in remarks)]
    parts.extend(_target(schedule, moved, words, screen) for moved in slippage.targets)
    parts.extend(_item(schedule, moved, words, screen) for moved in slippage.asked)
    if slippage.moved is not None:
        sides = Sides(words.say("baseline"), words.say("forecast"), schedule)
        nothing = line(screen, words.say("No deliverable moved since the baseline."))
        parts.append(moved_to_text(schedule, slippage.moved, sides, words, screen) or nothing)
    return "\n".join(parts)


def shift_to_text(schedule: Schedule, shift: Shift, words: Words, screen: Screen) -> str:
    """The shares of a shift, one a line, and what they come to; nothing where nothing moved on the way."""
    if not shift.shares or shift.days is None:
        return ""
    rows = [("", signed(share.days, screen), cause_in_words(schedule, share, words)) for share in shift.shares]
    unit = words.say("day in all") if abs(shift.days) == 1 else words.say("days in all")
    rows.append(("", f"= {signed(shift.days, screen)}", unit))
    return table([Column("", 2), Column("", 6, right=True), Column("")], rows, screen, head=False)


def _target(schedule: Schedule, moved: TargetShift, words: Words, screen: Screen) -> str:
    target = moved.target
    state = state_cell(target_state(schedule, target), words, screen)
    text = hanging(screen, state, f"{target.target.title or target.id}, {target_day(target, words)}")
    text += line(screen, f"   {in_one_sentence(moved, words)}")
    return text + shift_to_text(schedule, moved.shift, words, screen)


def _item(schedule: Schedule, shift: Shift, words: Words, screen: Screen) -> str:
    """One deliverable that was asked for."""
    item = schedule.items[shift.id]
    state = state_cell(deliverable_state(schedule, item), words, screen)
    text = hanging(screen, state, name_of(schedule, item.id))
    text += line(screen, f"   {forecast_in_words(shift, words)}")
    return text + shift_to_text(schedule, shift, words, screen)


def moved_to_text(schedule: Schedule, moved: Sequence[Scheduled], sides: Sides, words: Words, screen: Screen) -> str:
    """Every deliverable that moved, in plan order."""
    if not moved:
        return ""
    width = 8 if words.language == "nl" else 10
    columns = [
        Column(words.say("code"), 5),
        Column(words.say("deliverable")),
        Column(sides.before, width),
        Column(sides.now, width),
        Column(words.say("days"), 5, right=True),
        Column(words.say("slip"), 7, right=True),
        Column(words.say("state"), 10),
    ]
    ordered = [item for _, group in by_workstream(schedule, moved) for item in group]
    rows = [_moved_row(schedule, sides.standing, item, words, screen) for item in ordered]
    legend = line(screen, Cell(words.say("Days are calendar days, slip is working days; + is later."), "quiet"))
    return f"{words.say('What moved')}\n{table(columns, rows, screen)}{legend}"


def _moved_row(
    schedule: Schedule, standing: Schedule, item: Scheduled, words: Words, screen: Screen
) -> tuple[Cell | str, ...]:
    before = item_in_baseline(schedule.baseline, item.activity)
    return (
        item.activity.deliverable.code or "",
        item.activity.deliverable.title or item.id,
        words.short_date(before.finish if before else None),
        words.short_date(item.early_finish),
        signed(slip_days(schedule, item) or 0, screen),
        signed(slip(schedule, item) or 0, screen),
        state_cell(deliverable_state(standing, item), words, screen),
    )
