"""The picture in words: a table of everything that it shows, for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from roadmap.analysis.states import deliverable_state, target_state
from roadmap.export.conclusion import conclude
from roadmap.export.explain_text import held_against, span
from roadmap.export.finding_texts import KINDS
from roadmap.export.standing import is_critical, share_days, shown_groups, shown_items, shown_start
from roadmap.export.status_text import (
    due_in_words,
    heading,
    label_of,
    last_bodies,
    margin_in_words,
    row_title,
    state_cell,
)
from roadmap.export.terminal import Cell, Column, Screen, cells, cut, line, table
from roadmap.export.words import Words, one_line
from roadmap.findings import DayCount
from roadmap.scheduling.progress import percent_complete
from roadmap.scheduling.schedule import Schedule, Scheduled

NARROW = 64
"""Below it there is no room for a table."""
WIDEST_CODE = 8
INDENT = 2


def to_text(schedule: Schedule, words: Words, screen: Screen) -> str:
    """The head of the picture, its lines and bands, then every row under its workstream."""
    head = heading(schedule, words, screen) + line(screen, conclude(schedule, words))
    parts = [head, _targets(schedule, words, screen), _recesses(schedule, words, screen)]
    columns = _columns(schedule, words, screen)
    for title, items in shown_groups(schedule, words):
        text = line(screen, Cell(one_line(title), "strong")) if title else ""
        if screen.width >= NARROW:
            text += table(columns, [], screen)
        parts.append(text + "".join(_item(schedule, item, columns, words, screen) for item in items))
    return "\n".join(part for part in parts if part)


def facts(schedule: Schedule, item: Scheduled, words: Words, screen: Screen) -> Iterator[str]:
    """What the shapes of a row say beside its dates and how it stands."""
    yield words.say(KINDS[item.activity.kind_name])
    yield from _meeting(schedule, item, words)
    percent = percent_complete(item.activity.deliverable, item.activity.calendar, schedule.status_date.toordinal())
    if percent and not item.done:
        yield words.say("{percent} percent done", percent=percent)
    if item.due_margin is not None and not item.done:
        days = DayCount(abs(item.due_margin), working=True)
        yield words.say("{days} before it is due" if item.due_margin >= 0 else "{days} after it is due", days=days)
    yield from _driver(schedule, item, words)
    yield from held_against(schedule, item, words, screen)


def _targets(schedule: Schedule, words: Words, screen: Screen) -> str:
    """Each target with its state, its kind and its margin."""
    rows = []
    for target in schedule.targets:
        kind = words.say("fatal" if target.target.kind == "fatal" else "aim")
        text = f"{one_line(target.target.title or target.id)} [{kind}] {margin_in_words(target, words)}"
        rows.append((state_cell(target_state(schedule, target), words, screen), text))
    wide = max((cells(state.text) for state, _ in rows), default=1)
    return table([Column("", wide), Column("")], rows, screen, head=False) if rows else ""


def _recesses(schedule: Schedule, words: Words, screen: Screen) -> str:
    spans = sorted((days.first, days.last, name) for name, days in schedule.plan.recesses.items())
    if not spans:
        return ""
    said = tuple(f"{name} {span(first, last, words)}" for first, last, name in spans)
    return line(screen, words.say("Recesses: {recesses}.", recesses=said))


def _columns(schedule: Schedule, words: Words, screen: Screen) -> list[Column]:
    """The columns of every table, all of one width."""
    items = shown_items(schedule)
    codes = [cells(one_line(item.activity.deliverable.code or "")) for item in items]
    dates = [words.short_date(day) for item in items for day in (shown_start(schedule, item), item.early_finish)]
    dues = [due_in_words(item, words) for item in items]
    standings = [row for item in items for row in _standing(schedule, item, words, screen).text.split("\n")]
    code, start, finish = words.say("code"), words.say("start"), words.say("finish")
    due, state = words.say("due"), words.say("state")
    return [
        Column(code, max(cells(code), min(max(codes, default=0), WIDEST_CODE))),
        Column(words.say("deliverable")),
        Column(start, max(map(cells, (start, *dates)))),
        Column(finish, max(map(cells, (finish, *dates)))),
        Column(due, max(map(cells, (due, *dues)))),
        Column(state, max(map(cells, (state, *standings)))),
    ]


def _item(schedule: Schedule, item: Scheduled, columns: Sequence[Column], words: Words, screen: Screen) -> str:
    """One row with what else there is to say below it; on a narrow screen all of it in words."""
    said = "; ".join(facts(schedule, item, words, screen))
    standing = _standing(schedule, item, words, screen)
    if screen.width < NARROW:
        due = due_in_words(item, words)
        parts = [
            span(shown_start(schedule, item), item.early_finish, words),
            f"{words.say('due')} {due}" if due else "",
        ]
        rows = ["; ".join(part for part in (*parts, standing.text.replace("\n", ", ")) if part), said]
        indented = table([Column("", INDENT), Column("")], [("", row) for row in rows], screen, head=False)
        return line(screen, one_line(label_of(item))) + indented
    deliverable = item.activity.deliverable
    row = (
        cut(one_line(deliverable.code or ""), columns[0].width or 0, screen),
        one_line(row_title(schedule, item, words)),
        words.short_date(shown_start(schedule, item)),
        words.short_date(item.early_finish),
        due_in_words(item, words),
        standing,
    )
    below = table([Column("", columns[0].width), Column("")], [("", Cell(said, "quiet"))], screen, head=False)
    return table(columns, [row], screen, head=False) + below


def _standing(schedule: Schedule, item: Scheduled, words: Words, screen: Screen) -> Cell:
    """The state, and below it whether the deliverable is critical or near it, as symbols and words."""
    state = state_cell(deliverable_state(schedule, item), words, screen)
    if is_critical(item):
        return Cell(f"{state.text}\n* {words.say('critical')}", "bad" if state.style == "bad" else "strong")
    if item.near_critical:
        return Cell(f"{state.text}\n~ {words.say('nearly critical')}", state.style)
    return state


def _meeting(schedule: Schedule, item: Scheduled, words: Words) -> Iterator[str]:
    """Hand-in day, whether the day is assumed, and of a group the days of all bodies and the slowest of them."""
    if item.hearing is not None:
        yield words.say("papers in by {day}", day=item.hearing.hand_in)
        if item.hearing.assumed:
            yield words.say("the date is assumed: the body has not confirmed it")
    days = share_days(schedule, item)
    if days:
        counted = [(day, len(list(group))) for day, group in groupby(days)]
        said = tuple(f"{words.day(day)} ({count})" if count > 1 else words.day(day) for day, count in counted)
        yield words.say("the bodies decide on {days}", days=said)
        slowest = last_bodies(schedule, item)
        if slowest and len(days) > 1:
            yield words.say("last of {n}: {bodies}", n=len(days), bodies=slowest)


def _driver(schedule: Schedule, item: Scheduled, words: Words) -> Iterator[str]:
    """What it waits for, as the arrows of the picture say."""
    before = [schedule.items[driver.id or ""] for driver in item.driving.drivers if driver.rule == "predecessor"]
    names = tuple(dict.fromkeys(one_line(one.activity.deliverable.code or label_of(one)) for one in before))
    if names:
        yield words.say("follows {names}", names=names)
    elif any(driver.rule == "fixed" for driver in item.driving.drivers):
        yield words.say("fixed on this day in the plan")
