"""The rows of a chart: a band for each section, and a row for each deliverable under it; on pages where one ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from roadmap.export.gantt.typeface import width, wrap
from roadmap.export.gantt.views import Section
from roadmap.export.standing import is_critical
from roadmap.scheduling.schedule import Scheduled

TEXT_SIZE = 8.5
BAND_SIZE = 9.5
WIDEST_CODE = 72.0
NARROWEST_TITLE, WIDEST_TITLE = 90.0, 0.21
COLUMN_GAP = 14.0
LINE_HEIGHT = 10.5
ROW_PADDING = 5.5
BAND_HEIGHT, BAND_LINE = 19.0, 11.5
TITLE_LINES = 2
MOST_AIR = 11.0
"""How much higher a row becomes at most to fill its page."""

PAGE_COST, LONELY_BAND, SECTION_CUT, UNEVEN = 1e3, 1e6, 1.5, 10.0
"""What weighs in cutting pages: one more of them, a band without rows, a section in two, and room left empty."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its top and height; ``item`` is None for a band, whose title then stands in it.

    ``summed`` are the deliverables that a bar in the band stands for.
    """

    top: float
    height: float
    code: str
    title: tuple[str, ...]
    item: Scheduled | None
    summed: tuple[Scheduled, ...] = ()

    @property
    def middle(self) -> float:
        """Where the bar lies."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide the texts left of the chart are: as wide as they ask for, within bounds."""

    code: float
    title: float

    @property
    def width(self) -> float:
        """Both together, with the room after each."""
        return self.code + self.title + COLUMN_GAP


def make_columns(sections: Sequence[Section], page_width: float) -> Columns:
    """The widths that the codes and titles ask for, and those of the bands that have a bar of their own."""
    items = [item for section in sections for item in section.items]
    codes = [width(item.activity.deliverable.code or "", TEXT_SIZE, bold=True) for item in items]
    code = min(max(codes, default=0.0), WIDEST_CODE)
    code = code + COLUMN_GAP if code else 0.0
    titles = [width(_title(item), TEXT_SIZE, is_critical(item)) for item in items]
    bands = [width(section.title, BAND_SIZE, bold=True) - code for section in sections if section.summed]
    title = min(max([*titles, *bands], default=0.0), WIDEST_TITLE * page_width)
    return Columns(code, max(title, NARROWEST_TITLE))


def make_rows(sections: Sequence[Section], columns: Columns) -> tuple[Row, ...]:
    """All rows below one another, from a height of 0 on."""
    rows: list[Row] = []
    top = 0.0
    for section in sections:
        if section.title:
            band = _band_lines(section, columns)
            height = BAND_HEIGHT + BAND_LINE * (len(band) - 1)
            rows.append(Row(top, height, "", band, None, section.summed))
            top += height
        for item in section.items:
            bold = is_critical(item)
            lines = tuple(wrap(_title(item), columns.title, TEXT_SIZE, lines=TITLE_LINES, bold=bold))
            height = LINE_HEIGHT * len(lines) + ROW_PADDING
            rows.append(Row(top, height, item.activity.deliverable.code or "", lines, item))
            top += height
    return tuple(rows)


def cut_into_pages(rows: Sequence[Row], room: float) -> list[list[Row]]:
    """The rows of each page: as few pages as can be, evenly filled, cut between sections rather than within one.

    A band goes with the first row under it, and is repeated where a page begins under it.
    """
    if not rows:
        return [[]]
    bands = _bands_above(rows)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(rows) + 1):
        best.append(min(_ways_to_end(rows, bands, best, end, room)))
    pages: list[list[Row]] = []
    end = len(rows)
    while end:
        start = best[end][1]
        pages.append([*_repeated(bands, start), *rows[start:end]])
        end = start
    return pages[::-1]


def _ways_to_end(
    rows: Sequence[Row], bands: Sequence[Row | None], best: Sequence[tuple[float, int]], end: int, room: float
) -> Iterator[tuple[float, int]]:
    """What it costs to end a page before a row, for each row where that page can begin."""
    # A band as the last row of a page would stand there without what it is the title of.
    torn = LONELY_BAND if end < len(rows) and rows[end - 1].item is None and rows[end].item is not None else 0.0
    used = 0.0
    for start in range(end - 1, -1, -1):
        used += rows[start].height
        height = used + height_of(_repeated(bands, start))
        if height > room and start < end - 1:
            return
        cut = SECTION_CUT if start and rows[start].item is not None else 0.0
        free = max(0.0, 1 - height / room)
        yield best[start][0] + PAGE_COST + cut + torn + UNEVEN * free * free, start


def _bands_above(rows: Sequence[Row]) -> list[Row | None]:
    """The band that each row stands under, where it is no band itself."""
    bands: list[Row | None] = []
    band: Row | None = None
    for row in rows:
        band = row if row.item is None else band
        bands.append(band if row.item is not None else None)
    return bands


def _repeated(bands: Sequence[Row | None], start: int) -> list[Row]:
    """The band again where a page begins under it, without its bar."""
    band = bands[start]
    return [replace(band, summed=())] if band is not None else []


def spread(rows: Sequence[Row], top: float, air: float) -> tuple[Row, ...]:
    """The rows below one another from a height on, each so much higher than its text asks for."""
    placed: list[Row] = []
    for row in rows:
        placed.append(replace(row, top=top, height=row.height + air))
        top += row.height + air
    return tuple(placed)


def height_of(rows: Sequence[Row]) -> float:
    """How high rows are together."""
    return sum(row.height for row in rows)


def _band_lines(section: Section, columns: Columns) -> tuple[str, ...]:
    """The title of a band: left of the chart where it has a bar, else over its whole width."""
    if not section.summed:
        return (section.title,)
    room = columns.code + columns.title
    return tuple(wrap(section.title, room, BAND_SIZE, lines=TITLE_LINES, bold=True))


def _title(item: Scheduled) -> str:
    return item.activity.deliverable.title or item.id
