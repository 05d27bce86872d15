"""What a change of a plan does: to every target, and to the decisions that fall on another day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from roadmap.scheduling.schedule import Schedule, Scheduled, ScheduledTarget


@dataclass(frozen=True, slots=True)
class MovedDecision:
    """A decision, not yet taken, that falls on another day; ``body`` is who decides, None for a group.

    Of a group the body that was the slowest may well keep its meeting, while another becomes the slowest.
    """

    item: Scheduled
    body: str | None
    before: date
    after: date | None

    @property
    def is_later(self) -> bool:
        """Whether it misses the meeting that it was in time for."""
        return self.after is None or self.after > self.before


@dataclass(frozen=True, slots=True)
class TargetEffect:
    """A target before and after, with the decisions on its way that fall on another day."""

    before: ScheduledTarget
    after: ScheduledTarget
    moved: tuple[MovedDecision, ...]


@dataclass(frozen=True, slots=True)
class Effects:
    """Every target that moves, and the decisions that move without moving a target."""

    targets: tuple[TargetEffect, ...]
    elsewhere: tuple[MovedDecision, ...]


def effects_of(before: Schedule, after: Schedule) -> Effects:
    """Compare the schedules of one plan before and after a change."""
    moved = sorted(_moved_decisions(before, after), key=lambda decision: (decision.before, decision.item.id))
    old = {target.id: target for target in before.targets}
    changed = [target for target in after.targets if target.id in old and _differs(old[target.id], target)]
    targets = tuple(TargetEffect(old[target.id], target, _on_the_way(target, moved)) for target in changed)
    told = {decision.item.id for effect in targets for decision in effect.moved}
    return Effects(targets, tuple(decision for decision in moved if decision.item.id not in told))


def _moved_decisions(before: Schedule, after: Schedule) -> Iterator[MovedDecision]:
    """Decisions that move; of a group the whole, which the slowest body decides."""
    for name, item in after.items.items():
        old = before.items.get(name)
        if old is None or item.activity.kind_name != "decision" or item.activity.whole is not None or item.done:
            continue
        day = old.early_finish
        if day is not None and day != item.early_finish:
            yield MovedDecision(item, item.activity.body, day, item.early_finish)


def _differs(before: ScheduledTarget, after: ScheduledTarget) -> bool:
    return (before.margin_days, before.forecast) != (after.margin_days, after.forecast)


def _on_the_way(target: ScheduledTarget, moved: list[MovedDecision]) -> tuple[MovedDecision, ...]:
    """The decisions that move on the chain that decides a target; else those that it can wait for at all."""
    chain = {*target.critical_path, *target.also}
    on_chain = tuple(decision for decision in moved if decision.item.id in chain)
    return on_chain or tuple(decision for decision in moved if decision.item.float_to[target.id] is not None)
