"""The schedule: early and late dates, floats and drivers of everything in a plan, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from roadmap.plan.baselines import Baseline
from roadmap.plan.calendars import BEFORE, BEYOND
from roadmap.plan.model import Target
from roadmap.plan.plan import Plan
from roadmap.scheduling.driving import Driving
from roadmap.scheduling.network import Activity, Network


@dataclass(frozen=True, slots=True)
class Hearing:
    """How a decision comes about: when papers go in, how long it waits, and what missing the meeting costs in days.

    ``bodies`` are those of a group whose hand-in day that is: papers that are later there put the whole decision off.
    They need not be the ones that decide last. ``longest`` is the one of them that puts it off longest, and ``meeting``
    the one for which papers go in then: there, or of the body that decides alone.
    """

    hand_in: date
    waited_days: int | None
    next_meeting: date | None
    cost_of_missing_days: int | None
    assumed: bool
    meeting: date | None = None
    bodies: tuple[str, ...] = ()
    longest: str | None = None


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One deliverable, or the share of one body in a decision, with its dates.

    Instants ``ready``, ``start`` and ``finish`` are day numbers, BEYOND when unknown.
    Floats are working days of the item's own calendar.
    ``judged_by`` is the target whose late dates and total float these are, None for the plan's end.
    """

    activity: Activity
    ready: int
    start: int
    finish: int
    done: bool
    late_start: date | None
    late_finish: date | None
    judged_by: str | None
    total_float: int | None
    free_float: int | None
    float_to: dict[str, int | None]
    critical: bool
    near_critical: bool
    driving: Driving
    due: date | None
    due_margin: int | None
    due_float: int | None
    due_of: str | None
    hearing: Hearing | None

    @property
    def id(self) -> str:
        """The deliverable's id, for a share followed by ``@`` and the body."""
        return self.activity.id

    @property
    def is_known(self) -> bool:
        """Whether its dates can be told."""
        return self.finish < BEYOND

    @property
    def early_start(self) -> date | None:
        """The first day worked; of a milestone or decision its one day."""
        if self.activity.kind_name in {"milestone", "decision"}:
            return self.early_finish
        # What has started keeps its start, also when its finish cannot be told.
        return day_of(self.start) if self.start < BEYOND else None

    @property
    def early_finish(self) -> date | None:
        """The last day worked; of a milestone or decision its one day."""
        return shown_finish(self.activity, self.finish)


@dataclass(frozen=True, slots=True)
class ScheduledTarget:
    """A target with its forecast; margins are positive when early."""

    id: str
    target: Target
    milestone: Scheduled
    day: date
    forecast: date | None
    margin: int | None
    margin_days: int | None
    critical_path: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything in a plan with its dates, as it stands on the status date, and the baseline it is held against.

    ``folds`` are the procedures that are shown as one: the steps that stand in the row of each result, in their order.
    """

    plan: Plan
    status_date: date
    network: Network
    items: dict[str, Scheduled]
    targets: tuple[ScheduledTarget, ...]
    baseline: Baseline | None = None
    folds: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def events(self) -> list[int]:
        """The instants of every event, as the network numbers them."""
        items = [self.items[activity.id] for activity in self.network.activities]
        return [instant for item in items for instant in (item.ready, item.start, item.finish)]


def shown_finish(activity: Activity, instant: int) -> date | None:
    """The day on which a finish instant is shown: the last day worked, or the day of a milestone or decision."""
    if not BEFORE < instant < BEYOND:
        return None
    return day_of(instant if activity.is_start_milestone else instant - 1)


def target_instant(target: Target) -> tuple[date, int]:
    """The day of a target and its instant: the beginning of a per-day, the end of a by-day."""
    if target.per is not None:
        return target.per, target.per.toordinal()
    if target.by is None:
        raise ValueError(target)
    return target.by.last, target.by.last.toordinal() + 1


def day_of(instant: int) -> date:
    """The day that begins at an instant."""
    return date.fromordinal(instant)
