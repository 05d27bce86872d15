"""Slippage in words: how far something moved, and what each share of it says."""

from __future__ import annotations

from roadmap.analysis.causes import Cause, Share
from roadmap.analysis.slippage import Shift, TargetShift
from roadmap.analysis.slips import item_in_baseline
from roadmap.export.status_text import last_bodies, name_of, some_of
from roadmap.export.words import Words
from roadmap.findings import DayCount
from roadmap.plan.dependencies import Lag
from roadmap.scheduling.schedule import Schedule

DECIDED_LATER = "decided {day} instead of {missed}, after a shorter wait"
NEW, NEW_BEFORE = "new in the plan", "new before it: {names}"
UNDATED, UNDATED_BEFORE = "had no date in the baseline", "before it, without a date in the baseline: {names}"
CAUSES: dict[Cause, tuple[str, str]] = {
    "own-duration": ("takes {longer} longer", "takes {longer} less"),
    "own-start": ("began later than it could", "began sooner than was planned"),
    "status-date": ("not begun by the status date", "not begun by the status date"),
    "missed-meeting": ("misses the meeting of {missed}; decided {day}, {days} later", ""),
    "meeting-moved": ("the meeting of {missed} is off; decided {day}, {days} later", ""),
    "wait-shortened": ("", "waits less for its meeting, {day}"),
    "wait-lengthened": ("waits for its meeting all the same, {day}", ""),
    "constraint": ("its not-before or agreed day was changed", "its not-before or agreed day was changed"),
    "new-link": ("now follows {name}", ""),
    "changed-link": ("follows {name} in another way", "follows {name} in another way"),
    "released": ("", "no longer waits for {name}"),
    "new-item": (NEW_BEFORE, NEW_BEFORE),
    "days-off": ("weekends and days off fall otherwise", "weekends and days off fall otherwise"),
    "float-used-up": ("", "takes part of it up: there was float before it"),
}
"""What each cause says when it makes the date later, and when it makes it sooner."""
OF_MILESTONES: dict[Cause, tuple[str, str]] = {
    "own-start": ("reached later than it could", "reached sooner than was planned"),
    "status-date": ("not reached by the status date", "not reached by the status date"),
}
"""The same of what has no length."""


def in_one_sentence(moved: TargetShift, words: Words) -> str:
    """How far the forecast and the margin went."""
    if moved.is_new:
        return words.say("new since the baseline; forecast {day}", day=moved.shift.now)
    forecast = forecast_in_words(moved.shift, words)
    if moved.margin_before is None or moved.target.margin_days is None:
        return forecast
    margin = words.say("margin {before} -> {now} days", before=moved.margin_before, now=moved.target.margin_days)
    return f"{forecast}; {margin}"


def forecast_in_words(shift: Shift, words: Words) -> str:
    """From which day to which day, and how far that is."""
    values = {"before": shift.before, "now": shift.now, "days": DayCount(abs(shift.days or 0))}
    if shift.days is None:
        return words.say("cannot be compared: forecast {before}, now {now}", **values)
    if shift.days == 0:
        return words.say("forecast {now}, as in the baseline", **values)
    later = shift.days > 0
    return words.say(
        "forecast {before} -> {now}, {days} later" if later else "forecast {before} -> {now}, {days} sooner", **values
    )


def cause_in_words(schedule: Schedule, share: Share, words: Words) -> str:
    """Which deliverable, and what about it."""
    text = f"{name_of(schedule, share.id)}: {_cause(schedule, share, words)}"
    last = last_bodies(schedule, schedule.items[share.id]) if share.meeting is not None else ()
    return words.say("{cause}, the last in {bodies}", cause=text, bodies=some_of(last, words)) if last else text


def _cause(schedule: Schedule, share: Share, words: Words) -> str:
    longer = share.longer_by or Lag(0)
    return words.say(
        _sentence(schedule, share),
        longer=DayCount(abs(longer.days), working=not longer.elapsed),
        missed=share.missed,
        day=share.meeting,
        days=DayCount(share.gap_days or 0),
        name=_name(schedule, share.follows),
        names=tuple(name_of(schedule, name) for name in share.new_items),
    )


def _sentence(schedule: Schedule, share: Share) -> str:
    """What the cause of a share says."""
    later = share.days >= 0
    match share.cause:
        case "new-item":
            # One that stood in the baseline without a date is not new.
            is_new = not any(_was_there(schedule, name) for name in share.new_items or (share.id,))
            if share.new_items:
                return NEW_BEFORE if is_new else UNDATED_BEFORE
            return NEW if is_new else UNDATED
        case "wait-shortened" if share.missed is not None:
            return DECIDED_LATER
        case "own-start" | "status-date" if schedule.items[share.id].activity.kind_name == "milestone":
            return OF_MILESTONES[share.cause][not later]
        case _:
            return CAUSES[share.cause][not later]


def _was_there(schedule: Schedule, name: str) -> bool:
    return item_in_baseline(schedule.baseline, schedule.items[name].activity) is not None


def _name(schedule: Schedule, name: str | None) -> str:
    """What a deliverable follows or followed, be it that the plan has it no more."""
    if name is None or name in schedule.items:
        return name_of(schedule, name) if name is not None else ""
    before = schedule.baseline.items.get(name) if schedule.baseline is not None else None
    return before.title if before is not None else name
