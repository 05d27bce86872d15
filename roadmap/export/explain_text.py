"""`explain` as text: why a deliverable has its dates, what it drives, and how much room there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from roadmap.analysis.slips import item_in_baseline, slip
from roadmap.analysis.states import deliverable_state
from roadmap.export.finding_texts import KINDS
from roadmap.export.standing import is_critical
from roadmap.export.status_text import (
    body_title,
    dates,
    heading,
    last_bodies,
    name_of,
    signed,
    some_of,
    state_cell,
)
from roadmap.export.terminal import Cell, Screen, line
from roadmap.export.words import Words, one_line
from roadmap.findings import DayCount
from roadmap.plan.calendars import BEYOND
from roadmap.scheduling.driving import Driver
from roadmap.scheduling.schedule import Hearing, Schedule, Scheduled

_UNKNOWN_BEFORE = "unknown: something before it has no known date"


def to_text(schedule: Schedule, item: Scheduled, words: Words, screen: Screen) -> str:
    """Everything about one deliverable's dates."""
    sections = [
        _head(schedule, item, words, screen),
        _why(schedule, item, words, screen),
        _meeting(schedule, item, words, screen),
        _what_it_drives(schedule, item, words, screen),
        _room(schedule, item, words, screen),
    ]
    return heading(schedule, words, screen) + "\n" + "\n".join(section for section in sections if section)


def drives(schedule: Schedule, item: Scheduled) -> list[Scheduled]:
    """What has its date because of this deliverable."""
    return [
        other
        for _, other in sorted(schedule.items.items())
        if other.activity.whole is None and any(driver.id == item.id for driver in other.driving.drivers)
    ]


def held_against(schedule: Schedule, item: Scheduled, words: Words, screen: Screen) -> Iterator[str]:
    """Where it stood in the baseline, and how far it has moved since."""
    if schedule.baseline is None:
        return
    before = item_in_baseline(schedule.baseline, item.activity)
    if before is None:
        yield words.say("not in the baseline")
        return
    yield words.say("baseline {days}", days=span(before.start or before.finish, before.finish, words))
    moved = slip(schedule, item)
    if moved is not None:
        days = f"{signed(moved, screen)} {words.count('working day', 'working days', moved)}"
        yield words.say("slip {days}", days=days) if moved else words.say("no slip")


def span(first: date | None, last: date | None, words: Words) -> str:
    """A day, or the first and the last one."""
    if first == last:
        return words.day(last)
    return words.say("{first} through {last}", first=first, last=last)


def _head(schedule: Schedule, item: Scheduled, words: Words, screen: Screen) -> str:
    text = line(screen, Cell(name_of(schedule, item.id), "strong"), f"  [{item.id}]")
    kind = words.say(KINDS[item.activity.kind_name])
    shown = dates(item, words, screen)
    text += line(screen, f"{kind}, {shown}  ", state_cell(deliverable_state(schedule, item), words, screen))
    if is_critical(item):
        text += line(screen, words.say("On the critical path."))
    return text + "".join(line(screen, row) for row in _about(schedule, item, words, screen))


def _about(schedule: Schedule, item: Scheduled, words: Words, screen: Screen) -> Iterator[str]:
    """How far it moved, whose it is, and what the planner noted for the reader."""
    moved = ", ".join(held_against(schedule, item, words, screen))
    if moved:
        yield moved
    deliverable = item.activity.deliverable
    if deliverable.owner is not None:
        yield f"{words.say('owner')}: {one_line(deliverable.owner)}"
    if deliverable.note is not None:
        yield f"{words.say('note')}: {one_line(deliverable.note)}"


def _why(schedule: Schedule, item: Scheduled, words: Words, screen: Screen) -> str:
    rows = [words.say("Why this date")]
    rows.extend(f"  {_driver(schedule, item, driver, words, screen)}" for driver in item.driving.drivers)
    if not item.driving.drivers:
        known = item.ready < BEYOND
        rows.append("  " + words.say("unknown: no day is known on which it can be" if known else _UNKNOWN_BEFORE))
    runner_up, gap = item.driving.runner_up, item.driving.gap_days
    if runner_up is not None and gap is not None:
        asked = _driver(schedule, item, runner_up, words, screen)
        rows.append(f"  {words.say('Next in line: {rule} ({days} earlier)', rule=asked, days=words.days(gap))}")
    return "".join(line(screen, row) for row in rows)


def _driver(schedule: Schedule, item: Scheduled, driver: Driver, words: Words, screen: Screen) -> str:
    match driver.rule:
        case "predecessor":
            before = schedule.items[driver.id or ""]
            values = {"name": name_of(schedule, before.id), "dates": dates(before, words, screen)}
            return words.say("follows {name}, {dates}", **values)
        case "not-before":
            return words.say("not before {day}", day=item.activity.deliverable.not_before)
        case "status-date":
            return words.say("what remains counts from the status date, {day}", day=schedule.status_date)
        case "meeting" if last_bodies(schedule, item):
            return words.say("the meeting of {body}, the last to decide", body=body_title(schedule, driver.id or ""))
        case "meeting":
            return words.say("the meeting of {body}", body=body_title(schedule, driver.id or ""))
        case "fixed":
            return words.say("fixed on this day in the plan")
        case "actual":
            return words.say("reported as done")


def _meeting(schedule: Schedule, item: Scheduled, words: Words, screen: Screen) -> str:
    """Hand-in day, waiting, and what missing the meeting costs."""
    hearing = item.hearing
    if hearing is None:
        return ""
    rows = [words.say("The meeting"), f"  {_hand_in(schedule, hearing, words)}"]
    if hearing.waited_days is not None:
        rows.append("  " + words.say("from ready to the meeting: {days}", days=DayCount(hearing.waited_days)))
    if hearing.next_meeting is None or hearing.cost_of_missing_days is None:
        rows.append("  " + words.say("no next meeting is known"))
    else:
        values = {"day": hearing.next_meeting, "days": words.days(hearing.cost_of_missing_days)}
        text = "missing it costs {days}: the next decision day is {day}"
        if hearing.bodies:
            text = "missing that costs the whole {days}: it is then decided on {day}"
        rows.append("  " + words.say(text, **values))
    if hearing.assumed:
        rows.append("  " + words.say("the date is assumed: the body has not confirmed it"))
    if hearing.bodies:
        rows.append("  " + words.say("the other bodies have days of their own: ask for {id}@BODY", id=item.id))
    return "".join(line(screen, row) for row in rows)


def _hand_in(schedule: Schedule, hearing: Hearing, words: Words) -> str:
    """The hand-in day; of a group's decision as a whole that of the bodies by which it would come later."""
    if not hearing.bodies:
        return words.say("papers in by {day}", day=hearing.hand_in)
    names = some_of((body_title(schedule, body) for body in hearing.bodies), words)
    return words.say(
        "papers in by {day} for {bodies}; later there puts the whole off", day=hearing.hand_in, bodies=names
    )


def _what_it_drives(schedule: Schedule, item: Scheduled, words: Words, screen: Screen) -> str:
    driven = drives(schedule, item)
    if not driven:
        return line(screen, words.say("It drives nothing."))
    rows = [words.say("What it drives")]
    rows.extend(f"  {name_of(schedule, other.id)}, {dates(other, words, screen)}" for other in driven)
    return "".join(line(screen, row) for row in rows)


def _room(schedule: Schedule, item: Scheduled, words: Words, screen: Screen) -> str:
    rows = [f"  {row}" for row in _floats(schedule, item, words)]
    return "".join(line(screen, row) for row in [words.say("Float"), *rows]) if rows else ""


def _floats(schedule: Schedule, item: Scheduled, words: Words) -> Iterator[str]:
    if item.free_float is not None:
        yield words.say("before anything moves: {days}", days=words.working_days(item.free_float))
    for target in schedule.targets:
        room = item.float_to[target.id]
        if room is not None:
            values = {"target": target.target.title or target.id, "days": _signed(room, words)}
            yield words.say("to {target}: {days}", **values)
    if item.due_float is not None and item.due_of is not None:
        values = {"name": name_of(schedule, item.due_of), "days": _signed(item.due_float, words)}
        yield words.say("to the due date of {name}: {days}", **values)
    if item.late_finish is not None:
        judge = schedule.plan.targets.get(item.judged_by or "")
        name = (judge.title or item.judged_by) if judge is not None else words.say("the end of the plan")
        yield words.say("no later than {day} for {target}", day=item.late_finish, target=name)


def _signed(number: int, words: Words) -> str:
    """Working days with a sign in front when there are too few."""
    return f"-{words.working_days(-number)}" if number < 0 else words.working_days(number)
