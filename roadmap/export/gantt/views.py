"""Which rows a view has: headings with what stands under them, nothing of it placed yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roadmap.analysis.path import near_chains
from roadmap.export.conclusion import by_weight
from roadmap.export.gantt.picture import Picture
from roadmap.export.order import by_workstream
from roadmap.export.standing import is_critical, rows_of, shown_items
from roadmap.export.words import Words
from roadmap.findings import DayCount
from roadmap.scheduling.schedule import Schedule, Scheduled, ScheduledTarget

BOARD_ROWS = 25


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the deliverables under it; ``summed`` are those that a bar in the heading stands for."""

    title: str
    items: tuple[Scheduled, ...]
    summed: tuple[Scheduled, ...] = ()


def choose_rows(schedule: Schedule, picture: Picture, words: Words, most: int = BOARD_ROWS) -> list[Section]:
    """The sections of a view, in the order in which they stand; a board has so many rows at most."""
    match picture.view:
        case "full" | "quarters":
            return _by_workstream(schedule, shown_items(schedule), words)
        case "workstream":
            chosen = [
                item for item in shown_items(schedule) if item.activity.deliverable.workstream == picture.workstream
            ]
            return _by_workstream(schedule, chosen, words)
        case "board":
            return _board(schedule, words, most)
        case "critical":
            return _critical(schedule, find_target(schedule, picture.target), words)


def find_target(schedule: Schedule, name: str | None) -> ScheduledTarget | None:
    """The target with a name, else the one that counts most, if there is any."""
    return next((target for target in by_weight(schedule) if name in {None, target.id}), None)


def workstream_title(schedule: Schedule, name: str, words: Words) -> str:
    """The code and title of a workstream; nothing where the plan has none."""
    workstream = schedule.plan.workstreams.get(name)
    if workstream is None:
        return words.say("Outside the workstreams") if schedule.plan.workstreams else ""
    return " ".join(part for part in (workstream.code, workstream.title or name) if part)


def _by_workstream(schedule: Schedule, items: Iterable[Scheduled], words: Words) -> list[Section]:
    return [
        Section(workstream_title(schedule, name, words), tuple(members))
        for name, members in by_workstream(schedule, items)
    ]


def _board(schedule: Schedule, words: Words, most: int) -> list[Section]:
    """Every workstream as one bar, and under it what a board looks for, together no more than fit on a page."""
    groups = by_workstream(schedule, shown_items(schedule))
    titled = [name for name, _ in groups if workstream_title(schedule, name, words)][:most]
    room = most - len(titled)
    kept = {item.id for item in _by_weight_to_a_board(schedule)[:room]}
    return [
        Section(
            workstream_title(schedule, name, words),
            tuple(item for item in items if item.id in kept),
            tuple(items) if name in titled else (),
        )
        for name, items in groups
        if name in titled or any(item.id in kept for item in items)
    ]


def _by_weight_to_a_board(schedule: Schedule) -> list[Scheduled]:
    """What the plan names for a board; else milestones and decisions, those that decide most first."""
    named = schedule.plan.header.board
    if named:
        return [schedule.items[name] for name in named if name in schedule.items]
    ranked = [(_rank(schedule, item), item) for item in shown_items(schedule)]
    chosen = sorted(
        (pair for pair in ranked if pair[0] is not None), key=lambda pair: (pair[0], pair[1].finish, pair[1].id)
    )
    return [item for _, item in chosen] or shown_items(schedule)


def _rank(schedule: Schedule, item: Scheduled) -> int | None:
    """Targets, what is critical, decisions of groups, milestones that are due or needed, decisions of one body."""
    if item.id in {target.target.milestone for target in schedule.targets}:
        return 0
    if is_critical(item) and item.activity.kind_name in {"decision", "milestone"}:
        return 1
    match item.activity.kind_name:
        case "decision":
            return 2 if item.activity.deliverable.decided_by in schedule.plan.groups else 4
        case "milestone":
            return 3 if item.due is not None or any(room is not None for room in item.float_to.values()) else 5
        case _:
            return None


def _critical(schedule: Schedule, target: ScheduledTarget | None, words: Words) -> list[Section]:
    """The chain that drives a target in its own order, what ties with it, and the chains that are nearly critical."""
    if target is None:
        chosen = [item for item in shown_items(schedule) if item.critical]
        return [Section(words.say("Critical to the end of the plan"), tuple(sorted(chosen, key=_by_start)))]
    title = target.target.title or target.id
    chain = rows_of(schedule, [schedule.items[name] for name in target.critical_path]) or (target.milestone,)
    sections = [Section(words.say("Critical path to: {target}", target=title), chain)]
    if target.also:
        tied = sorted(rows_of(schedule, [schedule.items[name] for name in target.also]), key=_by_start)
        sections.append(Section(words.say("Equally critical"), tuple(tied)))
    for near in near_chains(schedule, target):
        room = near.room - (target.margin or 0)
        text = words.say("Nearly critical: {days} before it decides the date", days=DayCount(room, working=True))
        sections.append(Section(text, rows_of(schedule, near.items)))
    return sections


def _by_start(item: Scheduled) -> tuple[int, int, str]:
    return item.start, item.finish, item.id
