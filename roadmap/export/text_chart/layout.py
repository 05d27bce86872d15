"""The whole chart as text: head, axis, a row for each deliverable under its workstream, and what it all means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from roadmap.analysis.slips import item_in_baseline, slip_days
from roadmap.analysis.states import State, TargetState, deliverable_state, target_state
from roadmap.export.conclusion import conclude
from roadmap.export.standing import is_critical, share_days, shown_groups, shown_items, shown_start
from roadmap.export.status_text import STATES, heading, state_cell
from roadmap.export.terminal import Cell, Screen, cells, cut, drawing, line
from roadmap.export.text_chart.axis import CellAxis, make_axis
from roadmap.export.text_chart.dates import date_texts, place_date
from roadmap.export.text_chart.glyphs import MARKED_STATES, Mark, cell, meanings
from roadmap.export.text_chart.head import Flag, grid, line_inks, make_flags, recess_row, scale_rows
from roadmap.export.text_chart.rows import Inks, row_inks, row_style
from roadmap.export.words import Words, one_line
from roadmap.scheduling.schedule import Schedule, Scheduled

LONG = 20
"""From so many rows on the axis stands below them too."""
MARKS = 2
TITLE_SHARE = 30
"""Percent of the width that titles keep whatever the axis asks for."""


@dataclass(frozen=True, slots=True)
class _Chart:
    """What all rows share: where the columns begin, the axis, and what lies behind the rows."""

    code: int
    title: int
    axis: CellAxis
    behind: Inks
    screen: Screen

    @property
    def lines(self) -> Inks:
        """The lines down the chart."""
        return {place: one for place, one in self.behind.items() if one.mark != "grid"}

    @property
    def marks_at(self) -> int:
        """Where the marks begin."""
        return self.title_at + self.title + 1

    @property
    def title_at(self) -> int:
        """Where the titles begin."""
        return self.code + 1 if self.code else 0

    @property
    def axis_at(self) -> int:
        """Where the axis begins."""
        return self.marks_at + MARKS + 1

    def row(self, inks: Inks, texts: Iterable[tuple[int, Cell]] = ()) -> list[Cell]:
        """A row of the screen: texts by their place, and between them the characters of the axis."""
        placed = dict(texts)
        pieces: list[Cell] = []
        place, end = 0, max([self.axis_at + max(inks, default=-1), *placed])
        while place <= end:
            text = placed.get(place)
            if text is None:
                one = inks.get(place - self.axis_at)
                text = cell(one) if one is not None else Cell(" ")
            pieces.append(text)
            place += max(1, cells(text.text))
        return _joined(pieces)


def to_text(schedule: Schedule, words: Words, screen: Screen) -> str:
    """The plan's title and how it stands, the chart, and its legend."""
    chart, flags = _lay_out(schedule, words, screen)
    groups = shown_groups(schedule, words)
    scale = [chart.row(inks) for inks in scale_rows(chart.axis, words, screen)]
    rows = [*scale, *_recesses(schedule, chart, words), *_flag_rows(chart, flags)]
    used: set[Mark] = set()
    for title, items in groups:
        if title:
            rows.append(_band(chart, title))
        for item in items:
            inks = row_inks(schedule, item, chart.axis, screen)
            used |= {one.mark for one in inks.values()}
            rows.append(_row(schedule, item, chart, inks, words))
    if len(rows) > LONG:
        rows.extend(reversed(scale))
    used |= {flag.mark for flag in flags}
    head = heading(schedule, words, screen) + line(screen, conclude(schedule, words))
    return f"{head}\n{drawing(screen, rows)}\n{_legend(schedule, chart, used, words)}"


def _lay_out(schedule: Schedule, words: Words, screen: Screen) -> tuple[_Chart, list[Flag]]:
    """As fine an axis as leaves room for the titles, which take what it leaves."""
    items = shown_items(schedule)
    codes = [cells(one_line(item.activity.deliverable.code or "")) for item in items]
    titles = [cells(one_line(item.activity.deliverable.title or item.id)) for item in items]
    code = min(max(codes, default=0), screen.width // 8)
    # Code, title, marks and the axis, with a blank between them, and one cell that stays free at the side.
    room = screen.width - (code + 1 if code else 0) - MARKS - 3
    longest = max(titles, default=0)
    axis = make_axis(*_range(schedule), room - min(longest, screen.width * TITLE_SHARE // 100))
    flags = make_flags(schedule, axis, words, screen)
    behind = grid(axis, screen) | line_inks(flags, screen)
    return _Chart(code, min(longest, room - axis.width), axis, behind, screen), flags


def _range(schedule: Schedule) -> tuple[date, date]:
    """The first and the last day on which anything is shown."""
    days = {schedule.status_date, *(target.day for target in schedule.targets)}
    for item in shown_items(schedule):
        before = item_in_baseline(schedule.baseline, item.activity)
        known = (shown_start(schedule, item), item.early_finish) if item.is_known else ()
        hand_in = item.hearing.hand_in if item.hearing and item.is_known else None
        stood = (before.start, before.finish) if before is not None else ()
        shares = share_days(schedule, item) if item.is_known else ()
        days.update(day for day in (*known, hand_in, item.due, *stood, *shares) if day is not None)
    return min(days), max(days)


def _recesses(schedule: Schedule, chart: _Chart, words: Words) -> Iterator[list[Cell]]:
    inks = recess_row(schedule, chart.axis, chart.screen)
    if inks:
        text = cut(words.say("recess"), chart.axis_at - 1, chart.screen)
        yield chart.row(inks, [(max(0, chart.axis_at - 1 - cells(text)), Cell(text, "quiet"))])


def _flag_rows(chart: _Chart, flags: list[Flag]) -> Iterator[list[Cell]]:
    """A row for each flag: first those that hang to the right of their lines, in an order in which few are crossed."""
    rightward = [flag for flag in flags if _hangs_right(chart, flag)]
    leftward = [flag for flag in reversed(flags) if flag not in rightward]
    hung: Inks = {}
    for flag in (*rightward, *leftward):
        hung |= line_inks([flag], chart.screen)
        place = chart.axis_at + flag.cell
        room = chart.screen.width - place - 2 if flag in rightward else place - 1
        text = _flag_text(flag, room, chart.screen)
        text_at = place + 2 if flag in rightward else place - 1 - cells(text)
        yield chart.row(hung, [(text_at, Cell(text, "strong"))] if text else [])


def _hangs_right(chart: _Chart, flag: Flag) -> bool:
    """Whether a flag has room behind its line, or more of it than before its line."""
    place = chart.axis_at + flag.cell
    room = chart.screen.width - place - 2
    return room >= min(place - 1, cells(one_line(f"{flag.name} {flag.standing}")))


def _flag_text(flag: Flag, room: int, screen: Screen) -> str:
    """What a flag says; of its name as much as there is room for, as how it stands says more."""
    if not flag.name:
        return cut(flag.standing, room, screen)
    name = cut(one_line(flag.name), max(room - cells(flag.standing) - 1, 0), screen)
    return cut(f"{name} {flag.standing}", room, screen)


def _band(chart: _Chart, title: str) -> list[Cell]:
    text = cut(one_line(title), chart.screen.width - 1, chart.screen)
    return chart.row(chart.behind, [(0, Cell(text, "strong")), (cells(text), Cell(" "))])


def _row(schedule: Schedule, item: Scheduled, chart: _Chart, inks: Inks, words: Words) -> list[Cell]:
    """Code, title, marks, and the characters of a deliverable with its date beside them."""
    deliverable = item.activity.deliverable
    state = deliverable_state(schedule, item)
    style = row_style(item, state)
    title = cut(one_line(deliverable.title or item.id), chart.title, chart.screen)
    texts = [(chart.title_at, Cell(title, "strong" if is_critical(item) else ""))]
    if deliverable.code:
        texts.append((0, Cell(cut(one_line(deliverable.code), chart.code, chart.screen))))
    mark = "*" if is_critical(item) else "~" if item.near_critical else ""
    if mark:
        texts.append((chart.marks_at, Cell(mark, style)))
    if state in MARKED_STATES:
        _, full, plain, colour = STATES[state]
        texts.append((chart.marks_at + 1, Cell(chart.screen.symbol(full, plain), colour)))
    behind = chart.behind
    place = place_date(date_texts(schedule, item, words, chart.screen), inks, chart.lines, chart.axis)
    if place is not None:
        texts.append((chart.axis_at + place.cell, Cell(place.text, "bad" if state == "late" else "quiet")))
        behind = _without_grid(behind, (place.cell - 1, place.cell + cells(place.text)))
    coloured = {place: one if one.style else one._replace(style=style) for place, one in inks.items()}
    return chart.row(behind | coloured, [pair for pair in texts if pair[1].text])


def _without_grid(behind: Inks, places: tuple[int, int]) -> Inks:
    """What lies behind a row, without the marks of the grid that would touch a text."""
    return {place: one for place, one in behind.items() if one.mark != "grid" or place not in places}


def _joined(pieces: Iterable[Cell]) -> list[Cell]:
    """Neighbours of one style as one piece."""
    joined: list[Cell] = []
    for piece in pieces:
        if joined and joined[-1].style == piece.style:
            joined[-1] = Cell(joined[-1].text + piece.text, piece.style)
        else:
            joined.append(piece)
    return joined


def _legend(schedule: Schedule, chart: _Chart, used: set[Mark], words: Words) -> str:
    """What the marks and characters mean that were used, and what a cell is."""
    items = shown_items(schedule)
    entries: list[str] = []
    if any(is_critical(item) for item in items):
        entries.append(f"* {words.say('critical')}")
    if any(item.near_critical and not is_critical(item) for item in items):
        entries.append(f"~ {words.say('nearly critical')}")
    states: set[State | TargetState] = {deliverable_state(schedule, item) for item in items}
    states |= {target_state(schedule, target) for target in schedule.targets}
    entries.extend(state_cell(state, words, chart.screen).text for state in STATES if state in states & MARKED_STATES)
    entries.extend(f"{glyph} {words.say(meaning)}" for glyph, meaning in meanings(used, chart.screen))
    if any(slip_days(schedule, item) for item in items):
        entries.append(words.say("+ working days later than in the baseline"))
    axis = chart.axis
    spans = [end - start for start, end in (axis.span(place) for place in range(axis.width))]
    shortest, longest = min(spans), max(spans)
    if shortest == longest:
        entries.append(words.say("a character is {days}", days=words.days(longest)))
    else:
        entries.append(words.say("a character is {first} to {days}", first=shortest, days=words.days(longest)))
    return "".join(line(chart.screen, Cell(row, "quiet")) for row in _packed(entries, chart.screen.width))


def _packed(entries: Iterable[str], width: int) -> list[str]:
    """Entries as many on a row as it holds, none broken over two."""
    rows = [""]
    for entry in entries:
        longer = f"{rows[-1]}  {entry}" if rows[-1] else entry
        if rows[-1] and cells(longer) > width:
            rows.append(entry)
        else:
            rows[-1] = longer
    return rows
