"""How a plan stands, in one sentence a target: for the head of a picture, a summary, an alternative text."""

from __future__ import annotations

from roadmap.analysis.states import target_state
from roadmap.export.words import Words
from roadmap.findings import DayCount
from roadmap.scheduling.schedule import Schedule, ScheduledTarget


def conclude(schedule: Schedule, words: Words) -> str:
    """The sentence of the target that counts most: the fatal one with the least margin, else of the aims."""
    targets = by_weight(schedule)
    if not targets:
        ends = [item.early_finish for item in schedule.items.values() if item.early_finish is not None]
        if not ends:
            return words.say("The plan has no target, and none of its dates is known.")
        return words.say("The plan has no target; it ends on {day}.", day=max(ends))
    return sentence_on(schedule, targets[0], words)


def by_weight(schedule: Schedule) -> list[ScheduledTarget]:
    """The targets, fatal ones first, those with the least margin before the others."""
    return sorted(schedule.targets, key=lambda target: (target.target.kind != "fatal", _margin(target), target.id))


def is_late(schedule: Schedule) -> bool:
    """Whether the target that counts most is not made."""
    return any(target_state(schedule, target) in {"late", "missed"} for target in by_weight(schedule)[:1])


def sentence_on(schedule: Schedule, target: ScheduledTarget, words: Words) -> str:
    """Whether a target is made, with how much to spare, and what decides it."""
    text = words.say(_SENTENCES[target_state(schedule, target)], **_values(target, words))
    if target.forecast is None:
        text = words.say("{target} {day}: no forecast", **_values(target, words))
    if not target.critical_path:
        return f"{text}."
    first = schedule.items[target.critical_path[0]]
    name = first.activity.deliverable.title or first.id
    return words.say("{sentence}; critical from {name} on.", sentence=text, name=name)


def target_day(target: ScheduledTarget, words: Words) -> str:
    """The day of a target as it is counted: per its beginning, or by its end."""
    return words.say("per {day}" if target.target.per else "by {day}", day=target.day)


_SENTENCES = {
    "met": "{target} {day} met on {forecast}",
    "missed": "{target} {day} missed: {days} late, on {forecast}",
    "late": "{target} {day} not feasible: {days} late, forecast {forecast}",
    "at-risk": "{target} {day} at risk: {days} margin, forecast {forecast}",
    "on-track": "{target} {day} feasible: {days} margin, forecast {forecast}",
}


def _values(target: ScheduledTarget, words: Words) -> dict[str, object]:
    return {
        "target": target.target.title or target.id,
        "day": target_day(target, words),
        "days": DayCount(abs(target.margin_days or 0)),
        "forecast": target.forecast,
    }


def _margin(target: ScheduledTarget) -> int:
    """Margin in days for ordering: what is unknown comes first."""
    return -1_000_000 if target.margin_days is None else target.margin_days
