"""`agenda` as text: per body each meeting with its decisions and hand-in days, then how decisions come together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from roadmap.analysis.agenda import Agenda, AgendaMeeting, BodyAgenda, MeetingItem
from roadmap.export.adoption_text import ASSUMED, MARKED_STATES, SLOWEST, adoption_to_text, is_slowest, title_of
from roadmap.export.status_text import STATES, heading, label_of, state_cell
from roadmap.export.terminal import Cell, Column, Screen, line, table
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule

NARROW, WIDE = 64, 104
"""Below the one there is no room for a table, from the other on there is room for the preparation."""
FIGURES = 5


def to_text(schedule: Schedule, agenda: Agenda, words: Words, screen: Screen) -> str:
    """The whole agenda, or what there is to say when nothing is on it."""
    parts = [heading(schedule, words, screen)]
    if not agenda.adoptions:
        parts.append(line(screen, _nothing(schedule, agenda, words)))
        return "\n".join(parts)
    parts[0] += line(screen, _period(agenda, words))
    parts.extend(_body(schedule, body, words, screen) for body in agenda.bodies if body.meetings)
    idle = tuple(title_of(schedule, body.body) for body in agenda.bodies if not body.meetings)
    if len(idle) == len(agenda.bodies):
        parts.append(line(screen, words.say("No decisions in this period.")))
    elif idle:
        parts.append(line(screen, words.say("No decisions in this period: {bodies}.", bodies=idle)))
    parts.extend(adoption_to_text(schedule, agenda, words, screen))
    parts.append(_legend(agenda, words, screen))
    return "\n".join(part for part in parts if part)


def _nothing(schedule: Schedule, agenda: Agenda, words: Words) -> str:
    bodies = tuple(title_of(schedule, body.body) for body in agenda.bodies)
    if bodies:
        return words.say("Nothing in this plan is decided by {bodies}.", bodies=bodies)
    return words.say("Nothing in this plan is decided in a meeting.")


def _period(agenda: Agenda, words: Words) -> str:
    if agenda.last is None:
        return words.say("Meetings from {first} on", first=agenda.first)
    return words.say("Meetings from {first} to {last}", first=agenda.first, last=agenda.last)


def _body(schedule: Schedule, body: BodyAgenda, words: Words, screen: Screen) -> str:
    """The meetings of a body: a table, or paragraphs where that does not fit."""
    title = line(screen, Cell(title_of(schedule, body.body), "strong"))
    if screen.width < NARROW:
        return title + "".join(_paragraph(meeting, words, screen) for meeting in body.meetings)
    rows = [row for meeting in body.meetings for row in _rows(meeting, words, screen)]
    return title + table(_columns(words, screen), rows, screen)


def _columns(words: Words, screen: Screen) -> list[Column]:
    width = 8 if words.language == "nl" else 10
    meeting = words.say("meeting")
    columns = [
        Column(meeting, max(width + 2, len(meeting))),
        Column(words.say("papers"), width),
        Column("", 1),
        Column(words.say("decision")),
        Column(words.say("last"), width + 2),
        _count(words.say("room")),
        _count(words.say("missing")),
    ]
    if screen.width >= WIDE:
        columns[1:1] = [Column(words.say("ready"), width), _count(words.say("margin"))]
    return columns


def _count(title: str) -> Column:
    """A column of numbers."""
    return Column(title, max(FIGURES, len(title)), right=True)


def _rows(meeting: AgendaMeeting, words: Words, screen: Screen) -> Iterator[tuple[Cell | str, ...]]:
    """One row for each decision; the meeting's day stands on the first."""
    for number, entry in enumerate(meeting.items):
        day = "" if number else _day(meeting.day, words, screen, assumed=meeting.assumed)
        preparation = (_date(entry.ready, words), _number(entry.ready_float, screen))
        yield (
            day,
            *(preparation if screen.width >= WIDE else ()),
            _date(entry.hand_in, words),
            _symbol(entry, screen),
            label_of(entry.item),
            _day(entry.last_meeting, words, screen, assumed=entry.last_assumed) if entry.last_meeting else "",
            _room(entry, screen),
            _number(entry.cost_of_missing_days, screen),
        )


def _paragraph(meeting: AgendaMeeting, words: Words, screen: Screen) -> str:
    """A meeting on a narrow screen: its day, and below it each decision with what there is to know."""
    rows: list[tuple[Cell | str, ...]] = []
    for entry in meeting.items:
        rows.append((_symbol(entry, screen), label_of(entry.item)))
        rows.extend(("", fact) for fact in _facts(entry, words, screen))
    text = table([Column("", 1), Column("")], rows, screen)
    day = line(screen, _day(meeting.day, words, screen, assumed=meeting.assumed))
    # The table's head is empty.
    return day + "".join(text.splitlines(keepends=True)[1:])


def _facts(entry: MeetingItem, words: Words, screen: Screen) -> Iterator[str]:
    if entry.hand_in is not None:
        yield words.say("papers in by {day}", day=entry.hand_in)
    if entry.last_meeting is not None:
        last = _day(entry.last_meeting, words, screen, assumed=entry.last_assumed)
        yield f"{words.say('last')}: {last}, {words.say('room')}: {_room(entry, screen).rstrip()}"
    if entry.cost_of_missing_days is not None:
        yield words.say("missing it costs {days}", days=words.days(entry.cost_of_missing_days))


def _legend(agenda: Agenda, words: Words, screen: Screen) -> str:
    """What the marks and columns mean that were used."""
    entries = [entry for body in agenda.bodies for meeting in body.meetings for entry in meeting.items]
    rows = [*_packed(_marks(agenda, entries, words, screen), screen.width), " ".join(_meanings(entries, words, screen))]
    return "".join(line(screen, Cell(row, "quiet")) for row in rows if row)


def _packed(marks: Iterable[str], width: int) -> list[str]:
    """Marks with their meanings, as many on a row as it holds, none broken over two."""
    rows = [""]
    for mark in marks:
        longer = f"{rows[-1]}  {mark}" if rows[-1] else mark
        if rows[-1] and len(longer) > width:
            rows.append(mark)
        else:
            rows[-1] = longer
    return rows


def _marks(agenda: Agenda, entries: list[MeetingItem], words: Words, screen: Screen) -> Iterator[str]:
    votes = [(adoption, vote) for adoption in agenda.adoptions for vote in adoption.votes]
    used = {entry.state for entry in entries} | {vote.state for _, vote in votes if vote.state in MARKED_STATES}
    yield from (state_cell(state, words, screen).text for state in STATES if state in used)
    if any(entry.item.critical for entry in entries):
        yield f"* {words.say('critical')}"
    if any(entry.assumed or entry.last_assumed for entry in entries) or any(vote.assumed for _, vote in votes):
        yield f"{screen.symbol(*ASSUMED)} {words.say('assumed day, not confirmed by the body')}"
    if any(is_slowest(adoption, vote) for adoption, vote in votes):
        yield f"{screen.symbol(*SLOWEST)} {words.say('slowest')}"
    if any(vote.day is None for _, vote in votes):
        yield f"? {words.say('no meeting known')}"


def _meanings(entries: list[MeetingItem], words: Words, screen: Screen) -> Iterator[str]:
    if screen.width >= WIDE and any(entry.ready is not None for entry in entries):
        yield words.say("Ready: when the papers are; margin: working days from then to the hand-in day.")
    if any(entry.hand_in is not None for entry in entries):
        yield words.say("Papers: the day on which they must be in.")
    judged = {entry.item.judged_by is not None for entry in entries if entry.last_meeting is not None}
    if True in judged:
        yield words.say("Last: the last meeting in time for the target that counts; room: how many meetings later.")
    elif False in judged:
        yield words.say("Last: the last meeting in time for the end of the plan; room: how many meetings later.")
    if judged == {True, False}:
        yield words.say("Where no target waits for it: the last meeting in time for the end of the plan.")
    if any(entry.cost_of_missing_days is not None for entry in entries):
        yield words.say("Missing: days lost when this meeting is missed.")


def _day(day: date | None, words: Words, screen: Screen, *, assumed: bool) -> str:
    shown = words.short_date(day)
    return f"{shown} {screen.symbol(*ASSUMED)}" if assumed else shown


def _date(day: date | None, words: Words) -> str:
    return "" if day is None else words.short_date(day)


def _symbol(entry: MeetingItem, screen: Screen) -> Cell:
    """The state as a symbol; the words stand below."""
    _, full, plain, style = STATES[entry.state]
    return Cell(screen.symbol(full, plain), style)


def _room(entry: MeetingItem, screen: Screen) -> str:
    """Meetings of room, marked where the decision is critical."""
    return f"{_number(entry.room, screen)}{'*' if entry.item.critical else ' '}"


def _number(number: int | None, screen: Screen) -> str:
    """A number, or nothing where there is none to tell."""
    return "" if number is None else str(number).replace("-", screen.symbol("\N{MINUS SIGN}", "-"))
