"""`path` as text: the critical chain and what each step is worth, its meetings, near chains, where to gain time."""

from __future__ import annotations

from roadmap.analysis.path import MeetingOnPath, NearChain, Path
from roadmap.analysis.states import target_state
from roadmap.export.status_text import (
    body_title,
    dates,
    heading,
    label_of,
    margin_in_words,
    name_of,
    path_title,
    some_of,
    state_cell,
)
from roadmap.export.terminal import Cell, Column, Screen, hanging, line, paragraph, table
from roadmap.export.words import Words
from roadmap.findings import DayCount
from roadmap.scheduling.drag import Gain
from roadmap.scheduling.schedule import Schedule, Scheduled

SOURCES = {
    "duration": "the duration of {name}",
    "wait": "the wait of {name} for its meeting: an extra meeting",
    "lag": "the wait between {predecessor} and {name}",
    "not-before": "the not-before of {name}",
    "fixed": "the agreed day of {name}: none, or a sooner one",
}


def to_text(schedule: Schedule, path: Path, words: Words, screen: Screen) -> str:
    """Everything about the way to one target."""
    target = path.target
    state = state_cell(target_state(schedule, target), words, screen)
    head = hanging(screen, state, target.target.title or target.id)
    head += line(screen, f"   {margin_in_words(target, words)}")
    if not path.chain:
        nothing = words.say("There is no critical path: what decides the target is done, or not known.")
        return "\n".join([heading(schedule, words, screen), head, line(screen, nothing)])
    sections = [
        heading(schedule, words, screen),
        head,
        _chain(path, words, screen),
        _meetings(schedule, path, words, screen),
        _near(schedule, path, words, screen),
        _gains(schedule, path, words, screen),
    ]
    return "\n".join(section for section in sections if section)


def _chain(path: Path, words: Words, screen: Screen) -> str:
    columns = [
        Column(words.say("code"), 6),
        Column(words.say("deliverable")),
        Column(words.say("dates"), 23 if words.language == "en" else 19),
        Column(words.say("drag"), 5, right=True),
    ]
    text = line(screen, Cell(path_title(path.chain[0], words), "strong"))
    text += table(columns, [_row(path, item, words, screen) for item in path.chain], screen)
    if path.tied:
        text += line(screen, Cell(words.say("As critical, beside it:"), "strong"))
        text += table(columns, [_row(path, item, words, screen) for item in path.tied], screen, head=False)
    legend = words.say(
        "Drag: days that the target gains if this took no time; 0 where a meeting or another chain takes over. "
        "What stays blank cannot be shortened."
    )
    return text + line(screen, Cell(legend, "quiet"))


def _row(path: Path, item: Scheduled, words: Words, screen: Screen) -> tuple[str, ...]:
    deliverable = item.activity.deliverable
    drag = path.drags.get(item.id)
    return (
        deliverable.code or "",
        deliverable.title or item.id,
        dates(item, words, screen),
        "" if drag is None else str(drag),
    )


def _meetings(schedule: Schedule, path: Path, words: Words, screen: Screen) -> str:
    if not path.meetings:
        return ""
    text = line(screen, Cell(words.say("What missing a meeting costs"), "strong"))
    return text + "".join(_meeting(schedule, meeting, words, screen) for meeting in path.meetings)


def _meeting(schedule: Schedule, meeting: MeetingOnPath, words: Words, screen: Screen) -> str:
    item = meeting.item
    values = {"name": label_of(item), "hand_in": meeting.hand_in, "day": item.early_finish}
    said = words.say("{name}: papers in by {hand_in} for {day}", **values)
    if item.hearing is not None and item.hearing.bodies:
        names = some_of((body_title(schedule, body) for body in item.hearing.bodies), words)
        said = words.say("{meeting}; the hand-in day is that of {bodies}", meeting=said, bodies=names)
    text = paragraph(screen, said)
    if item.hearing is not None and item.hearing.assumed:
        text += line(screen, f"   {words.say('the date is assumed: the body has not confirmed it')}")
    if meeting.next_meeting is None or meeting.cost_days is None:
        return text + line(screen, f"   {words.say('no next meeting is known')}")
    costs = words.say("next: {day}, {days} later", day=meeting.next_meeting, days=DayCount(meeting.cost_days))
    return text + line(screen, f"   {costs}; {_target_cost(meeting, words)}")


def _target_cost(meeting: MeetingOnPath, words: Words) -> str:
    if meeting.target_cost_days is None:
        return words.say("the target is not known then")
    days = DayCount(meeting.target_cost_days)
    return words.say("the target {days} later", days=days) if days.days else words.say("the target stays")


def _near(schedule: Schedule, path: Path, words: Words, screen: Screen) -> str:
    if not path.near:
        return line(screen, words.say("Nothing else is nearly critical."))
    text = line(screen, Cell(words.say("Nearly critical"), "strong"))
    return text + "".join(_near_chain(schedule, chain, words, screen) for chain in path.near)


def _near_chain(schedule: Schedule, chain: NearChain, words: Words, screen: Screen) -> str:
    names = " > ".join(label_of(item) for item in chain.items)
    room = words.working_days(abs(chain.room))
    text = words.say("{room} of float: {names}" if chain.room >= 0 else "{room} short: {names}", room=room, names=names)
    if chain.joins is not None:
        text = words.say("{chain}; joins at {name}", chain=text, name=name_of(schedule, chain.joins))
    return paragraph(screen, text)


def _gains(schedule: Schedule, path: Path, words: Words, screen: Screen) -> str:
    if not path.gains:
        return line(screen, words.say("No single step that can be shortened brings the target nearer."))
    text = line(screen, Cell(words.say("Where time can be gained, at most"), "strong"))
    rows = [(words.days(gain.days), _gain(schedule, gain, words)) for gain in path.gains]
    return text + table([Column("", 9, right=True), Column("")], rows, screen, head=False)


def _gain(schedule: Schedule, gain: Gain, words: Words) -> str:
    predecessor = name_of(schedule, gain.predecessor) if gain.predecessor is not None else ""
    return words.say(SOURCES[gain.source], name=name_of(schedule, gain.id), predecessor=predecessor)
