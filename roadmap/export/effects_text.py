"""The effect of a change in words: every target that moves, and which decisions go to another meeting."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap.analysis.effects import Effects, MovedDecision, TargetEffect
from roadmap.export.conclusion import target_day
from roadmap.export.status_text import label_of
from roadmap.export.terminal import Screen, line
from roadmap.export.words import Words
from roadmap.findings import DayCount
from roadmap.scheduling.schedule import Schedule

MOST_DECISIONS = 5


def to_text(effects: Effects, schedule: Schedule, words: Words, screen: Screen) -> str:
    """A line for each target that moves, with its decisions; then the other decisions."""
    rows = [_target(effect, schedule, words, screen) for effect in effects.targets]
    if not effects.targets and schedule.targets:
        rows.append(line(screen, words.say("No effect on the targets.")))
    rows.extend(line(screen, row) for row in _decisions(effects.elsewhere, schedule, words))
    return "".join(rows)


def _target(effect: TargetEffect, schedule: Schedule, words: Words, screen: Screen) -> str:
    target = effect.after
    values = {
        "target": target.target.title or target.id,
        "day": target_day(target, words),
        "before": words.say("unknown") if effect.before.margin_days is None else effect.before.margin_days,
        "after": words.say("unknown") if target.margin_days is None else words.days(target.margin_days),
    }
    text = line(screen, words.say("{target} ({day}): margin {before} -> {after}", **values))
    return text + "".join(line(screen, f"  {row}") for row in _decisions(effect.moved, schedule, words))


def _decisions(moved: tuple[MovedDecision, ...], schedule: Schedule, words: Words) -> Iterator[str]:
    for decision in moved[:MOST_DECISIONS]:
        yield _decision(decision, schedule, words)
    if len(moved) > MOST_DECISIONS:
        yield words.say("and {n} more", n=len(moved) - MOST_DECISIONS)


def _decision(decision: MovedDecision, schedule: Schedule, words: Words) -> str:
    """Which meeting a decision misses, or goes to instead."""
    body = schedule.plan.bodies.get(decision.body or "")
    values: dict[str, object] = {
        "name": label_of(decision.item),
        "body": (body.title if body else None) or decision.body,
        "before": decision.before,
        "after": decision.after,
    }
    if decision.after is not None and decision.body is not None and decision.is_later:
        values["days"] = DayCount((decision.after - decision.before).days)
        return words.say("{name} misses {body} on {before}: {after}, {days} later", **values)
    if decision.body is not None and decision.is_later:
        return words.say("{name} misses {body} on {before}; no later meeting is known", **values)
    return words.say("{name} is decided on {after} instead of {before}", **values)
