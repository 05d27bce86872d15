"""Slippage in words: how far something moved, and what each share of it says."""

from __future__ import annotations

from roadmap.analysis.slippage import Cause, Share, Shift, TargetShift
from roadmap.export.status_text import name_of
from roadmap.export.words import Words
from roadmap.findings import DayCount
from roadmap.plan.dependencies import Lag
from roadmap.scheduling.schedule import Schedule

DECIDED_LATER = "decided {day} instead of {missed}, after a shorter wait"
NEW = "new in the plan"
CAUSES: dict[Cause, tuple[str, str]] = {
    "own-duration": ("takes {longer} longer", "takes {longer} less"),
    "own-start": ("began later than it could", "began sooner than was planned"),
    "status-date": ("not begun by the status date", "not begun by the status date"),
    "missed-meeting": ("misses the meeting of {missed}; decided {day}, {days} later", ""),
    "wait-shortened": ("", "waits less for its meeting, {day}"),
    "wait-lengthened": ("waits for its meeting all the same, {day}", ""),
    "constraint": ("its not-before or agreed day was changed", "its not-before or agreed day was changed"),
    "new-link": ("now follows {name}", ""),
    "changed-link": ("follows {name} in another way", "follows {name} in another way"),
    "new-item": ("new before it: {names}", "new before it: {names}"),
    "days-off": ("weekends and days off fall otherwise", "weekends and days off fall otherwise"),
    "float-used-up": ("", "takes part of it up: there was float before it"),
}
"""What each cause says when it makes the date later, and when it makes it sooner."""


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
    return f"{name_of(schedule, share.id)}: {_cause(schedule, share, words)}"


def _cause(schedule: Schedule, share: Share, words: Words) -> str:
    longer = share.longer_by or Lag(0)
    sentence = CAUSES[share.cause][share.days < 0]
    if share.cause == "wait-shortened" and share.missed is not None:
        sentence = DECIDED_LATER
    if share.cause == "new-item" and not share.new_items:
        sentence = NEW
    return words.say(
        sentence,
        longer=DayCount(abs(longer.days), working=not longer.elapsed),
        missed=share.missed,
        day=share.meeting,
        days=DayCount(share.gap_days or 0),
        name=name_of(schedule, share.follows) if share.follows in schedule.items else "",
        names=tuple(name_of(schedule, name) for name in share.new_items),
    )
