"""The summary of `build`: how it stands with the targets, what wants attention, and which papers go in next."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap.analysis.states import deliverable_state, target_state
from roadmap.export.conclusion import conclude, sentence_on
from roadmap.export.order import in_plan_order
from roadmap.export.status_text import body_title, heading, label_of, state_cell
from roadmap.export.terminal import Cell, Column, Screen, line, table
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule, Scheduled

MOST_TROUBLES = 8
MOST_HAND_INS = 5


def to_text(schedule: Schedule, words: Words, screen: Screen) -> str:
    """What fits on a screen."""
    parts = [heading(schedule, words, screen), targets_to_text(schedule, words, screen)]
    parts.extend(part for part in (_troubles(schedule, words, screen), _hand_ins(schedule, words, screen)) if part)
    return "\n".join(parts)


def next_hand_ins(schedule: Schedule) -> list[Scheduled]:
    """Decisions whose papers go in on or after the status date, the first ones first; a group counts as one."""
    waiting = [
        item
        for item in schedule.items.values()
        if item.activity.whole is None and item.hearing is not None and item.hearing.hand_in >= schedule.status_date
    ]
    return sorted(waiting, key=lambda item: (item.hearing.hand_in if item.hearing else schedule.status_date, item.id))


def targets_to_text(schedule: Schedule, words: Words, screen: Screen) -> str:
    """A row for each target: how it stands, in a sentence."""
    rows = []
    for target in schedule.targets:
        state = state_cell(target_state(schedule, target), words, screen)
        rows.append((state, sentence_on(schedule, target, words)))
    if not rows:
        return line(screen, conclude(schedule, words))
    return table([Column("", 11), Column("")], rows, screen, head=False)


def _troubles(schedule: Schedule, words: Words, screen: Screen) -> str:
    """What is late, then what is at risk."""
    states = [(deliverable_state(schedule, item), item) for item in in_plan_order(schedule)]
    troubled = [pair for pair in states if pair[0] in {"late", "at-risk"} and pair[1].activity.whole is None]
    # Late before at risk; first what decides the date, from its beginning on, then what has the least room.
    troubled.sort(key=lambda pair: (pair[0] != "late", not pair[1].critical, _room(pair[1]), pair[1].start))
    if not troubled:
        return line(screen, words.say("Nothing is late or at risk."))
    rows = [
        (state_cell(state, words, screen), label_of(item), words.short_date(item.early_finish))
        for state, item in troubled[:MOST_TROUBLES]
    ]
    text = line(screen, Cell(words.say("Late or at risk"), "strong"))
    text += table([Column("", 11), Column(""), Column("", 10)], rows, screen, head=False)
    if len(troubled) > MOST_TROUBLES:
        text += line(screen, words.say("and {n} more", n=len(troubled) - MOST_TROUBLES))
    return text


def _room(item: Scheduled) -> int:
    if item.critical:
        return 0
    return item.total_float if item.total_float is not None else item.due_float or 0


def _hand_ins(schedule: Schedule, words: Words, screen: Screen) -> str:
    rows = list(_hand_in_rows(schedule, words))
    if not rows:
        return ""
    text = line(screen, Cell(words.say("Next hand-in days"), "strong"))
    return text + table([Column("", 11), Column(""), Column("", 20)], rows, screen, head=False)


def _hand_in_rows(schedule: Schedule, words: Words) -> Iterator[tuple[str, str, str]]:
    for item in next_hand_ins(schedule)[:MOST_HAND_INS]:
        hearing = item.hearing
        if hearing is not None:
            body = body_title(schedule, hearing.longest) if hearing.longest is not None else ""
            name = f"{label_of(item)} ({body})" if body else label_of(item)
            meeting = words.say("meeting {day}", day=words.short_date(hearing.meeting))
            yield words.short_date(hearing.hand_in), name, meeting
