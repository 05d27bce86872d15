"""The difference between a plan and how it stood: what is new, dropped, renamed, changed and moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from roadmap.analysis.records import Changed, body_changes, deliverable_changes, waiver_changes
from roadmap.analysis.slips import find_moved, item_in_baseline, name_in_baseline
from roadmap.plan.baselines import Baseline, BaselineItem, BaselineTarget
from roadmap.plan.plan import Plan
from roadmap.scheduling.freezing import freeze
from roadmap.scheduling.schedule import Schedule, Scheduled

COMPARED = (
    "title",
    "kind",
    "workstream",
    "duration",
    "decided_by",
    "after",
    "not_before",
    "fixed",
    "due",
)
"""What a planner writes, in the order in which changes are told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs; deliverables only, shares of one body are part of their decision."""

    new: tuple[Scheduled, ...]
    dropped: tuple[tuple[str, BaselineItem], ...]
    renamed: tuple[tuple[str, Scheduled], ...]
    changed: tuple[Changed, ...]
    moved: tuple[Scheduled, ...]
    targets_changed: tuple[Changed, ...]
    targets_dropped: tuple[tuple[str, BaselineTarget], ...]
    bodies: tuple[Changed, ...] = ()
    waivers: tuple[Changed, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs at all."""
        parts = (self.new, self.dropped, self.renamed, self.changed, self.moved)
        return not any((*parts, self.targets_changed, self.targets_dropped, self.bodies, self.waivers))


def find_difference(schedule: Schedule, baseline: Baseline, other: Plan | None = None) -> Difference:
    """How a schedule differs from the baseline that it is held against, by id; former ids count.

    Bodies, owners, notes, progress and what is waived stand in the other plan only: a baseline knows nothing of them.
    """
    wholes = [item for _, item in sorted(schedule.items.items()) if item.activity.whole is None]
    names = {item.id: name_in_baseline(baseline, item.activity) for item in wholes}
    known = set(names.values())
    frozen = freeze(schedule, baseline.name)
    return Difference(
        new=tuple(item for item in wholes if names[item.id] is None),
        dropped=tuple(
            (name, item) for name, item in sorted(baseline.items.items()) if "@" not in name and name not in known
        ),
        renamed=tuple((name, item) for item in wholes if (name := names[item.id]) is not None and name != item.id),
        changed=tuple(
            changed
            for item in wholes
            for changed in (
                *_changes(schedule.plan, frozen, baseline, item),
                *_unfrozen_changes(other, names[item.id], item),
            )
        ),
        moved=find_moved(schedule),
        targets_changed=tuple(_target_changes(frozen, baseline)),
        targets_dropped=tuple(
            (name, old) for name, old in sorted(baseline.targets.items()) if name not in frozen.targets
        ),
        bodies=tuple(body_changes(other, schedule.plan)) if other is not None else (),
        waivers=tuple(waiver_changes(other, schedule.plan)) if other is not None else (),
    )


def _changes(plan: Plan, frozen: Baseline, baseline: Baseline, item: Scheduled) -> Iterator[Changed]:
    """What is written otherwise about one deliverable."""
    before, now = item_in_baseline(baseline, item.activity), frozen.items[item.id]
    if before is None:
        return
    former = {name: new for new, deliverable in plan.deliverables.items() for name in deliverable.was}
    for key in COMPARED:
        old, new = _written(getattr(before, key), former), _written(getattr(now, key), {})
        # What has no title goes by its id: a new id is a new name, and told as that.
        is_id = key == "title" and (old, new) == (name_in_baseline(baseline, item.activity), item.id)
        if old != new and not is_id:
            yield Changed(item.id, key, old, new)


def _unfrozen_changes(other: Plan | None, name: str | None, item: Scheduled) -> Iterator[Changed]:
    """What is written otherwise about one deliverable, of what a baseline does not hold."""
    before = other.deliverables.get(name) if other is not None and name is not None else None
    return deliverable_changes(item.id, before, item.activity.deliverable) if before is not None else iter(())


def _target_changes(frozen: Baseline, baseline: Baseline) -> Iterator[Changed]:
    for name, now in sorted(frozen.targets.items()):
        before = baseline.targets.get(name)
        for key in ("title", "kind", "per", "by", "milestone") if before is not None else ():
            old, new = _written(getattr(before, key), {}), _written(getattr(now, key), {})
            if old != new:
                yield Changed(name, key, old, new)


def _written(value: object, former: dict[str, str]) -> str:
    """A value as text; of predecessors that were renamed under their present ids, so that renaming is no change."""
    if isinstance(value, tuple):
        return ", ".join(sorted(_renamed(str(part), former) for part in value))
    return "" if value is None else str(value)


def _renamed(dependency: str, former: dict[str, str]) -> str:
    name, blank, rest = dependency.partition(" ")
    name, at, body = name.partition("@")
    return f"{former.get(name, name)}{at}{body}{blank}{rest}"
