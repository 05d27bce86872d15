"""The rows of a chart: a band for each workstream, and a row for each deliverable in it."""

from __future__ import annotations

from dataclasses import dataclass

from roadmap.export.gantt.typeface import width, wrap
from roadmap.export.order import by_workstream
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule, Scheduled

TEXT_SIZE = 8.5
BAND_SIZE = 9.5
WIDEST_CODE = 72.0
NARROWEST_TITLE, WIDEST_TITLE = 90.0, 250.0
COLUMN_GAP = 10.0
LINE_HEIGHT = 10.5
ROW_PADDING = 5.5
BAND_HEIGHT = 19.0
TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its top and height; ``item`` is None for the band of a workstream, whose title then stands in it."""

    top: float
    height: float
    code: str
    title: tuple[str, ...]
    item: Scheduled | None

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


def shown_items(schedule: Schedule) -> list[Scheduled]:
    """What gets a row: shares of a decision are folded into their whole."""
    return [item for item in schedule.items.values() if item.activity.whole is None]


def is_critical(item: Scheduled) -> bool:
    """Whether it decides a target: what is critical to the plan's end only is not marked where there are targets."""
    return item.critical and (item.judged_by is not None or not item.float_to)


def make_columns(schedule: Schedule) -> Columns:
    """The widths that the codes and titles ask for."""
    codes = [width(item.activity.deliverable.code or "", TEXT_SIZE, bold=True) for item in shown_items(schedule)]
    titles = [width(_title(item), TEXT_SIZE, is_critical(item)) for item in shown_items(schedule)]
    code = min(max(codes, default=0.0), WIDEST_CODE)
    title = min(max(titles, default=0.0), WIDEST_TITLE)
    return Columns(code + COLUMN_GAP if code else 0.0, max(title, NARROWEST_TITLE))


def make_rows(schedule: Schedule, words: Words, columns: Columns, top: float) -> tuple[Row, ...]:
    """All rows from a height on, in plan order."""
    rows: list[Row] = []
    for name, items in by_workstream(schedule, shown_items(schedule)):
        title = _band_title(schedule, name, words)
        if title:
            rows.append(Row(top, BAND_HEIGHT, "", (title,), None))
            top += BAND_HEIGHT
        for item in items:
            deliverable = item.activity.deliverable
            bold = is_critical(item)
            lines = tuple(wrap(_title(item), columns.title, TEXT_SIZE, lines=TITLE_LINES, bold=bold))
            height = LINE_HEIGHT * len(lines) + ROW_PADDING
            rows.append(Row(top, height, deliverable.code or "", lines, item))
            top += height
    return tuple(rows)


def _title(item: Scheduled) -> str:
    return item.activity.deliverable.title or item.id


def _band_title(schedule: Schedule, name: str, words: Words) -> str:
    workstream = schedule.plan.workstreams.get(name)
    if workstream is None:
        return words.say("Outside the workstreams") if schedule.plan.workstreams else ""
    return " ".join(part for part in (workstream.code, workstream.title or name) if part)
