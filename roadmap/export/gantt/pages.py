"""From a schedule and a choice of picture to its pages, each a chart."""

from __future__ import annotations

from collections.abc import Sequence

from roadmap.export.conclusion import conclude
from roadmap.export.gantt.chart import Chart
from roadmap.export.gantt.layout import Body, Format, Page, lay_out_body, lay_out_page, room_for_rows
from roadmap.export.gantt.picture import SCALES, SHEETS, Picture
from roadmap.export.gantt.quarters import lay_out_quarters
from roadmap.export.gantt.rows import MOST_AIR, Row, cut_into_pages, height_of, make_columns, make_rows
from roadmap.export.gantt.timescale import time_range
from roadmap.export.gantt.views import BOARD_ROWS, Section, choose_rows
from roadmap.export.standing import shown_items, with_steps
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule

WHOLE_PLAN = Picture()


def lay_out(schedule: Schedule, words: Words) -> Chart:
    """The whole plan on one page, as wide as A3 and as high as its rows ask for."""
    return lay_out_pages(schedule, words, WHOLE_PLAN)[0]


def lay_out_pages(schedule: Schedule, words: Words, picture: Picture) -> tuple[Chart, ...]:
    """A view on one page where it fits, as large as it can be; else on as many as it needs."""
    if picture.view == "quarters":
        return lay_out_quarters(schedule, words, picture)
    sections, form, rows = _fitting(schedule, words, picture)
    whole = lay_out_body(form, rows)
    used = whole.roles
    bodies = [whole] if form.height is None else _bodies(form, rows, room_for_rows(form, used))
    left_out = _left_out(schedule, sections, words)
    return tuple(
        lay_out_page(form, Page(body, number, len(bodies), left_out), used)
        for number, body in enumerate(bodies, start=1)
    )


def _fitting(schedule: Schedule, words: Words, picture: Picture) -> tuple[list[Section], Format, tuple[Row, ...]]:
    """The largest scale at which everything fits on one page, else the smallest; a board gives up rows instead."""
    most = BOARD_ROWS
    while True:
        sections = _within(choose_rows(schedule, picture, words, most), picture)
        form, rows, fits = _scaled(schedule, words, picture, sections)
        if fits or picture.view != "board" or most == 1:
            return sections, form, rows
        most -= 1


def _scaled(
    schedule: Schedule, words: Words, picture: Picture, sections: Sequence[Section]
) -> tuple[Format, tuple[Row, ...], bool]:
    """The largest scale at which the rows fit on one page, else the smallest; and whether they do."""
    if SHEETS[picture.paper].height is None:
        form = _format(schedule, words, picture, sections, 1.0)
        return form, make_rows(sections, form.columns), True
    smallest = _format(schedule, words, picture, sections, SCALES[-1])
    rows = make_rows(sections, smallest.columns)
    used = lay_out_body(smallest, rows).roles
    if height_of(rows) > room_for_rows(smallest, used):
        return smallest, rows, False
    for scale in SCALES:
        form = _format(schedule, words, picture, sections, scale)
        larger = make_rows(sections, form.columns)
        height = height_of(larger)
        # What the larger rows show beside it may ask for a longer legend; to know that costs more.
        if height <= room_for_rows(form, used) and height <= room_for_rows(form, lay_out_body(form, larger).roles):
            return form, larger, True
    return smallest, rows, True


def _format(schedule: Schedule, words: Words, picture: Picture, sections: Sequence[Section], scale: float) -> Format:
    sheet = SHEETS[picture.paper]
    width = sheet.width / scale
    items = [
        one for section in sections for item in (*section.items, *section.summed) for one in with_steps(schedule, item)
    ]
    return Format(
        schedule=schedule,
        words=words,
        picture=picture,
        summary=conclude(schedule, words),
        width=width,
        height=None if sheet.height is None else sheet.height / scale,
        scale=scale,
        columns=make_columns(sections, width),
        days=time_range(schedule, items, picture),
    )


def _bodies(form: Format, rows: Sequence[Row], room: float) -> list[Body]:
    """The rows on as many pages as they need, spread where those are not filled."""
    pages = cut_into_pages(rows, room)
    air = _air(pages, room)
    return [lay_out_body(form, page, air) for page in pages]


def _air(pages: Sequence[Sequence[Row]], room: float) -> float:
    """How much higher each row can be: the same on every page."""
    return max(0.0, min([MOST_AIR, *((room - height_of(page)) / len(page) for page in pages if page)]))


def _within(sections: Sequence[Section], picture: Picture) -> list[Section]:
    """The sections with what lies between the days asked for; those that are left without anything go."""
    if picture.first is None and picture.last is None:
        return list(sections)
    first = picture.first.toordinal() if picture.first else 0
    last = picture.last.toordinal() + 1 if picture.last else 10_000_000
    kept = [
        Section(
            section.title,
            tuple(item for item in section.items if item.start <= last and item.finish >= first),
            tuple(item for item in section.summed if item.start < last and item.finish > first),
        )
        for section in sections
    ]
    return [section for section in kept if section.items or section.summed]


def _left_out(schedule: Schedule, sections: Sequence[Section], words: Words) -> str:
    """That a picture does not show everything, where it does not."""
    shown = len({item.id for section in sections for item in section.items})
    count = len(shown_items(schedule))
    return words.say("{shown} of {count} deliverables", shown=shown, count=count) if shown < count else ""
