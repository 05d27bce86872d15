"""The routekaart's own table: workstreams by quarters, with what is due in each and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from roadmap.export.conclusion import conclude
from roadmap.export.gantt.chart import Chart, Ink, Label, Role, Shape, TimeAxis
from roadmap.export.gantt.frame import GAP, MARGIN, NOTE_SIZE, house_colours, lay_out_foot, lay_out_head
from roadmap.export.gantt.names import name_items
from roadmap.export.gantt.picture import SCALES, SHEETS, Picture
from roadmap.export.gantt.typeface import width, wrap
from roadmap.export.gantt.views import workstream_title
from roadmap.export.order import by_workstream
from roadmap.export.standing import shown_items
from roadmap.export.status_text import STATES, outcome_of
from roadmap.export.words import Words
from roadmap.plan.periods import quarter_of
from roadmap.scheduling.schedule import Schedule, Scheduled

SIZE = 7.5
HEAD_SIZE = 10.0
LINE = 9.0
PADDING = 4.0
BETWEEN = 3.0
SIDE = 92.0
NARROWEST, WIDE = 84.0, 132.0
MOST_LINES = 4
HEAD_HEIGHT = 18.0
_WRONG = frozenset({"missed", "late"})


class _Entry(NamedTuple):
    """What is due, in lines: its title, then how it stands."""

    lines: tuple[str, ...]
    title_lines: int
    ink: Ink
    item: str


class _Band(NamedTuple):
    """A row of the table: a workstream, or as much of it as fits on a page, with the entries of each quarter."""

    title: str
    cells: tuple[tuple[_Entry, ...], ...]

    @property
    def height(self) -> float:
        """As high as its fullest cell."""
        side = len(wrap(self.title, SIDE - 2 * PADDING, SIZE + 1, lines=6, bold=True)) * (LINE + 1)
        return max([side, *(_height(cell) for cell in self.cells)]) + 2 * PADDING


class _Table(NamedTuple):
    """All pages of the table at a scale: the quarters and the rows of each."""

    width: float
    height: float | None
    scale: float
    is_grey: bool
    pages: list[tuple[Sequence[str], list[_Band]]]


def lay_out_quarters(schedule: Schedule, words: Words, picture: Picture) -> tuple[Chart, ...]:
    """The table on as many pages as its quarters and workstreams need."""
    items = [item for item in shown_items(schedule) if item.due is not None and _is_asked_for(item, picture)]
    tables = [_table(schedule, words, picture, items, scale) for scale in SCALES]
    # As large as it can be on as few pages as it can be.
    table = min(tables, key=lambda table: len(table.pages)) if SHEETS[picture.paper].height is not None else tables[-2]
    summary = conclude(schedule, words)
    return tuple(_page(schedule, words, table, number, summary) for number in range(len(table.pages)))


def _table(schedule: Schedule, words: Words, picture: Picture, items: Sequence[Scheduled], scale: float) -> _Table:
    """The table at a scale, cut into pages."""
    sheet = SHEETS[picture.paper]
    quarters = _quarters_of(items)
    page_width = sheet.width / scale
    room = None
    most = max(1, int((page_width - 2 * MARGIN - SIDE) / NARROWEST))
    if sheet.height is None:
        most = max(len(quarters), 1)
        page_width = max(page_width, 2 * MARGIN + SIDE + WIDE * most)
    else:
        _, head_top = lay_out_head(schedule, conclude(schedule, words), words, page_width)
        room = sheet.height / scale - head_top - HEAD_HEIGHT - MARGIN - GAP
    pages: list[tuple[Sequence[str], list[_Band]]] = []
    for shown in _shares(quarters, most):
        column = (page_width - 2 * MARGIN - SIDE) / max(len(shown), 1)
        pages += [(shown, page) for page in _cut(_bands(schedule, items, shown, column, words), room)]
    height = None if sheet.height is None else sheet.height / scale
    return _Table(page_width, height, scale, picture.is_grey, pages)


def _is_asked_for(item: Scheduled, picture: Picture) -> bool:
    if item.due is None or (picture.first is not None and item.due < picture.first):
        return False
    return picture.last is None or item.due <= picture.last


def _quarters_of(items: Sequence[Scheduled]) -> list[str]:
    """Every quarter from the first to the last in which something is due."""
    dues = [item.due for item in items if item.due is not None]
    if not dues:
        return []
    first, last = min(dues), max(dues)
    numbers = range(first.year * 4 + (first.month - 1) // 3, last.year * 4 + (last.month - 1) // 3 + 1)
    return [f"{number // 4:04d}-Q{number % 4 + 1}" for number in numbers]


def _shares(quarters: list[str], most: int) -> list[list[str]]:
    """The quarters of each page, as equally divided as can be, those of one year together where that costs no page."""
    count = max(1, -(-len(quarters) // most))
    size = -(-len(quarters) // count) if quarters else 1
    return [quarters[start : start + size] for start in range(0, len(quarters), size)] or [[]]


def _bands(
    schedule: Schedule, items: Sequence[Scheduled], quarters: Sequence[str], column: float, words: Words
) -> list[_Band]:
    bands = []
    for name, members in by_workstream(schedule, items):
        cells: dict[str, list[_Entry]] = {quarter: [] for quarter in quarters}
        for item in members:
            quarter = quarter_of(item.due) if item.due is not None else ""
            if quarter in cells:
                cells[quarter].append(_entry(schedule, item, column, words))
        bands.append(_Band(workstream_title(schedule, name, words), tuple(map(tuple, cells.values()))))
    return bands


def _entry(schedule: Schedule, item: Scheduled, column: float, words: Words) -> _Entry:
    outcome = outcome_of(schedule, item)
    wrong = outcome in _WRONG
    title = " ".join(filter(None, [item.activity.deliverable.code, item.activity.deliverable.title or item.id]))
    lines = wrap(title, column - 2 * PADDING, SIZE, lines=MOST_LINES - 1, bold=wrong)
    name, symbol, _, _ = STATES[outcome]
    day = words.short_date(item.early_finish) if item.is_known else words.say("date unknown")
    ink: Ink = "critical" if wrong else "strong" if outcome == "at-risk" else "quiet"
    said = wrap(f"{symbol} {words.say(name)} {day}", column - 2 * PADDING, SIZE, lines=2, bold=ink != "quiet")
    return _Entry((*lines, *said), len(lines), ink, item.id)


def _height(entries: Sequence[_Entry]) -> float:
    return sum(len(entry.lines) * LINE + BETWEEN for entry in entries)


def _cut(bands: Sequence[_Band], room: float | None) -> list[list[_Band]]:
    """The bands of each page; one that is higher than a page goes on on the next."""
    if room is None:
        return [list(bands)]
    pages: list[list[_Band]] = [[]]
    used = 0.0
    for band in (part for whole in bands for part in _parts(whole, room)):
        if pages[-1] and used + band.height > room:
            pages.append([])
            used = 0.0
        pages[-1].append(band)
        used += band.height
    return pages


def _parts(band: _Band, room: float) -> Iterator[_Band]:
    """A band in parts that each fit on a page."""
    cells = band.cells
    while any(cells):
        kept, rest = [], []
        for cell in cells:
            count = next((n for n in range(len(cell), 0, -1) if _height(cell[:n]) <= room - 2 * PADDING), 1)
            kept.append(cell[:count])
            rest.append(cell[count:])
        yield _Band(band.title, tuple(kept))
        cells = tuple(rest)


def _page(schedule: Schedule, words: Words, table: _Table, number: int, summary: str) -> Chart:
    page_width, page_height = table.width, table.height
    quarters, bands = table.pages[number]
    labels, top = lay_out_head(schedule, summary, words, page_width)
    right = page_width - MARGIN
    column = (right - MARGIN - SIDE) / max(len(quarters), 1)
    shapes = [_box("band", MARGIN, top, right, top + HEAD_HEIGHT)]
    current = quarter_of(schedule.status_date)
    for place, quarter in enumerate(quarters):
        text = f"{quarter[5:]} {quarter[:4]}"
        labels.append(_label((MARGIN + SIDE + place * column + PADDING, top + 12.5), text, HEAD_SIZE, bold=True))
        if quarter == current:
            left = MARGIN + SIDE + place * column
            shapes.append(_box("now", left, top, left + column, top + HEAD_HEIGHT))
            said = words.say("status date")
            x = left + column - PADDING - width(said, SIZE)
            if x > labels[-1].box[2] + PADDING:
                labels.append(_label((x, top + 12.5), said, SIZE))
    y = top + HEAD_HEIGHT
    if not bands:
        labels.append(_label((MARGIN, y + 2 * LINE), words.say("Nothing is due in these quarters."), NOTE_SIZE))
        y += 3 * LINE
    for band in bands:
        band_shapes, band_labels = _row(band, y, column, right)
        shapes += band_shapes
        labels += band_labels
        y += band.height
    foot_y = page_height - MARGIN + GAP / 2 if page_height is not None else y + 2 * GAP
    labels += lay_out_foot(schedule, words, (page_width, foot_y), (number + 1, len(table.pages), ""))
    shown = {entry.item for band in bands for cell in band.cells for entry in cell}
    return Chart(
        width=page_width,
        height=page_height or foot_y + MARGIN,
        axis=TimeAxis(0, 1, MARGIN + SIDE, right),
        shapes=tuple(shapes),
        labels=tuple(labels),
        title=schedule.plan.title,
        summary=summary,
        scale=table.scale,
        names=name_items([schedule.items[name] for name in sorted(shown)], words),
        colours=house_colours(schedule),
        is_grey=table.is_grey,
    )


def _row(band: _Band, top: float, column: float, right: float) -> tuple[list[Shape], list[Label]]:
    """The title of a workstream, its cells, and the lines between them."""
    below = top + band.height
    shapes = [_box("band", MARGIN, top, MARGIN + SIDE, below), Shape("cell", ((MARGIN, below), (right, below)))]
    labels = []
    for number, line in enumerate(wrap(band.title, SIDE - 2 * PADDING, SIZE + 1, lines=6, bold=True)):
        y = top + PADDING + SIZE + number * (LINE + 1)
        labels.append(_label((MARGIN + PADDING, y), line, SIZE + 1, "on-band", bold=True))
    for number, cell in enumerate(band.cells):
        left = MARGIN + SIDE + number * column
        shapes.append(Shape("cell", ((left, top), (left, below))))
        y = top + PADDING + SIZE
        for entry in cell:
            for place, line in enumerate(entry.lines):
                in_title = place < entry.title_lines
                bold = entry.ink == "critical" or (entry.ink == "strong" and not in_title)
                ink: Ink = "text" if in_title else entry.ink
                labels.append(_label((left + PADDING, y), line, SIZE, ink, bold=bold)._replace(item=entry.item))
                y += LINE
            y += BETWEEN
    return shapes, labels


def _box(role: Role, left: float, top: float, right: float, bottom: float) -> Shape:
    return Shape(role, ((left, top), (right, top), (right, bottom), (left, bottom)))


def _label(at: tuple[float, float], text: str, size: float, ink: Ink = "on-band", *, bold: bool = False) -> Label:
    return Label(*at, text, size, width(text, size, bold), ink, bold)
