"""What stands around a chart on every page: the title block above it, method and page number below."""

from __future__ import annotations

from roadmap.analysis.colours import choose_colours
from roadmap.export.conclusion import is_late
from roadmap.export.gantt.chart import HouseColours, Ink, Label
from roadmap.export.gantt.typeface import fit, width, wrap
from roadmap.export.status_text import baseline_in_words
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule

MARGIN = 28.0
GAP = 10.0
TITLE_SIZE, CONCLUSION_SIZE, NOTE_SIZE = 14.0, 15.0, 9.0
SEPARATOR = " \N{MIDDLE DOT} "
LEADING = 1.3


def lay_out_head(schedule: Schedule, summary: str, words: Words, page_width: float) -> tuple[list[Label], float]:
    """Title, conclusion, and the standing of the plan with its status date; and where it ends."""
    room = page_width - 2 * MARGIN
    lines: list[tuple[str, float, Ink, bool]] = [
        (line, TITLE_SIZE, "quiet", False) for line in wrap(schedule.plan.title, room, TITLE_SIZE, lines=2)
    ]
    ink: Ink = "critical" if is_late(schedule) else "strong"
    # What it comes down to is what is read first.
    lines += [(line, CONCLUSION_SIZE, ink, True) for line in wrap(summary, room, CONCLUSION_SIZE, lines=2, bold=True)]
    lines += [(line, NOTE_SIZE, "quiet", False) for line in wrap(_standing(schedule, words), room, NOTE_SIZE, lines=2)]
    labels: list[Label] = []
    y = MARGIN
    for text, size, ink, bold in lines:
        y += size * LEADING
        labels.append(Label(MARGIN, y - 0.3 * size, text, size, width(text, size, bold), ink, bold))
    return labels, y + GAP


def lay_out_foot(
    schedule: Schedule, words: Words, place: tuple[float, float], page: tuple[int, int, str]
) -> list[Label]:
    """How the dates came about, what is not shown, and which page this is of how many; a page so wide, at a height."""
    page_width, y = place
    number, count, left_out = page
    said = words.say("Page {number} of {count}", number=number, count=count) if count > 1 else ""
    wide = width(said, NOTE_SIZE)
    method = words.say("Earliest dates by links and calendars, decisions on meeting days")
    plan = words.say("plan {id}", id=schedule.plan.id)
    parts = [method, left_out, plan, schedule.plan.header.label]
    text = fit(SEPARATOR.join(filter(None, parts)), page_width - 2 * MARGIN - wide - GAP, NOTE_SIZE)
    labels = [Label(MARGIN, y, text, NOTE_SIZE, width(text, NOTE_SIZE), "quiet")]
    if said:
        labels.append(Label(page_width - MARGIN - wide, y, said, NOTE_SIZE, wide, "quiet"))
    return labels


def house_colours(schedule: Schedule) -> HouseColours:
    """The colours that the plan asks for and that everybody can read."""
    return tuple(choose_colours(schedule.plan.header.colours).colours.items())


def _standing(schedule: Schedule, words: Words) -> str:
    note = words.say("Status date {day}", day=schedule.status_date)
    if schedule.baseline is not None:
        note = f"{note}; {baseline_in_words(schedule, schedule.baseline, words)}"
    return SEPARATOR.join(filter(None, [note, schedule.plan.header.label]))
