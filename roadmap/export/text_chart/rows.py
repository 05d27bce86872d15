"""One row of the chart: the characters of a deliverable by cell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from roadmap.analysis.slips import item_in_baseline
from roadmap.analysis.states import State
from roadmap.export.standing import is_critical, share_days, with_steps
from roadmap.export.terminal import Screen
from roadmap.export.text_chart.axis import CellAxis
from roadmap.export.text_chart.glyphs import Ink, Mark, bar_ink, ink, post_ink
from roadmap.plan.baselines import BaselineItem
from roadmap.scheduling.progress import COMPLETE, percent_complete
from roadmap.scheduling.schedule import Schedule, Scheduled

Inks = dict[int, Ink]


def row_inks(schedule: Schedule, item: Scheduled, axis: CellAxis, screen: Screen) -> Inks:
    """What stands in which cell for a deliverable; nothing for what has no date."""
    shapes: Inks = {}
    for one in with_steps(schedule, item):
        shapes |= _shapes(schedule, one, axis, screen) if one.is_known else {}
    before = _baseline(item_in_baseline(schedule.baseline, item.activity), axis, screen)
    inks = before | shapes
    if item.due is not None:
        place = axis.cell(item.due)
        # A due date may close a bar in its last cell, but never hide a day, nor all that there is of a bar.
        if place not in shapes or (len(shapes) > 1 and item.activity.kind_name in {"work", "term"}):
            inks[place] = ink("due", screen, "strong")
    return inks


def row_style(item: Scheduled, state: State) -> str:
    """The colour of what a row says in characters as well."""
    if item.done:
        return "quiet"
    if state == "late" or is_critical(item):
        return "bad"
    return "warn" if item.near_critical else ""


def _shapes(schedule: Schedule, item: Scheduled, axis: CellAxis, screen: Screen) -> Inks:
    match item.activity.kind_name:
        case "work":
            return _bar(schedule, item, axis, screen)
        case "term":
            return _term(item, axis, screen)
        case "milestone":
            return _points([item.early_finish], "milestone", axis, screen)
        case "decision":
            return _decision(schedule, item, axis, screen)


def _bar(schedule: Schedule, item: Scheduled, axis: CellAxis, screen: Screen) -> Inks:
    """Every half cell that holds a day of the work; what is done of it in the character for that."""
    mark = _bar_mark(item)
    halves = axis.halves(item.start, item.finish)
    percent = percent_complete(item.activity.deliverable, item.activity.calendar, schedule.status_date.toordinal())
    until = item.start + (item.finish - item.start) * percent // COMPLETE
    inks = {}
    for place in range(halves[0] // 2, halves[-1] // 2 + 1):
        filled = 2 * place in halves, 2 * place + 1 in halves
        is_past = axis.bounds[2 * place + 1 + filled[1]] <= until
        inks[place] = bar_ink("done" if is_past else mark, filled, screen, "")
    return inks


def _bar_mark(item: Scheduled) -> Mark:
    if item.done:
        return "done"
    if is_critical(item):
        return "work-critical"
    return "work-near" if item.near_critical else "work"


def _term(item: Scheduled, axis: CellAxis, screen: Screen) -> Inks:
    """A bar between two posts: it cannot be shortened."""
    mark: Mark = "term"
    if item.done:
        mark = "term-done"
    elif is_critical(item):
        mark = "term-critical"
    elif item.near_critical:
        mark = "term-near"
    halves = axis.halves(item.start, item.finish)
    first, last = halves[0] // 2, halves[-1] // 2
    if first == last:
        return {first: post_ink(mark, "only", screen, "")}
    inside = {place: ink(mark, screen) for place in range(first, last)}
    return {**inside, first: post_ink(mark, "first", screen, ""), last: post_ink(mark, "last", screen, "")}


def _decision(schedule: Schedule, item: Scheduled, axis: CellAxis, screen: Screen) -> Inks:
    """The meeting, the hand-in day and the wait between them; of a group the meeting of every body."""
    inks: Inks = {}
    if item.hearing is not None and item.early_finish is not None:
        first, last = axis.cell(item.hearing.hand_in), axis.cell(item.early_finish)
        inks = {place: ink("wait", screen) for place in range(first, last)}
        inks[first] = ink("hand-in", screen)
    inks |= _points(share_days(schedule, item), "share", axis, screen)
    is_assumed = item.hearing is not None and item.hearing.assumed
    return inks | _points([item.early_finish], "assumed" if is_assumed else "decision", axis, screen)


def _points(days: Iterable[date | None], mark: Mark, axis: CellAxis, screen: Screen) -> Inks:
    return {axis.cell(day): ink(mark, screen) for day in days if day is not None}


def _baseline(before: BaselineItem | None, axis: CellAxis, screen: Screen) -> Inks:
    """Where it stood in the baseline; seen where it has moved away from there."""
    if before is None or before.finish is None:
        return {}
    first = axis.cell(before.start or before.finish)
    return {place: ink("baseline", screen, "quiet") for place in range(first, axis.cell(before.finish) + 1)}
