"""From a plan to its schedule: the passes, and what is read off them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from roadmap.plan.baselines import Baseline
from roadmap.plan.calendars import BEFORE, BEYOND
from roadmap.plan.model import Target
from roadmap.plan.plan import Plan
from roadmap.scheduling.driving import CriticalChain, find_chain, find_driving
from roadmap.scheduling.floats import find_followers, free_float, nearest_dues
from roadmap.scheduling.kinds import Done, Fixed
from roadmap.scheduling.network import EVENTS, FINISH, READY, START, Network, build_network
from roadmap.scheduling.passes import LateDates, early_pass, is_done, late_pass
from roadmap.scheduling.progress import started
from roadmap.scheduling.schedule import (
    Hearing,
    Schedule,
    Scheduled,
    ScheduledTarget,
    day_of,
    shown_finish,
    target_instant,
)


def compute_schedule(plan: Plan, *, status_date: date, baseline: Baseline | None = None) -> Schedule:
    """The schedule of a sound plan; raise CycleError when deliverables wait for each other."""
    return _Calculation(build_network(plan, status_date)).schedule(status_date, baseline)


@dataclass(frozen=True, slots=True)
class _Basis:
    """One late pass: the chain that drives its bound, and the float above which nothing is near-critical."""

    late: LateDates
    chain: CriticalChain
    near_up_to: int | None


class _Calculation:
    """The passes of one schedule and what is read off them."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.plan = network.plan
        self.events = early_pass(network)
        self.done = is_done(network, self.events)
        self.count = len(network.activities)
        self.driving = [find_driving(network, self.events, number) for number in range(self.count)]
        self.followers = find_followers(network)
        self.targets = dict(sorted(self.plan.targets.items()))
        self.bases = {name: self._target_basis(target) for name, target in self.targets.items()}
        self.end_basis = self._end_basis()
        self.dues = self._dues()
        self.due_late = late_pass(network, {number: due[1] for number, due in self.dues.items()}, self.done)
        self.due_of = nearest_dues(network, self.due_late, self.dues, self.followers)

    def schedule(self, status_date: date, baseline: Baseline | None) -> Schedule:
        """Everything as values."""
        items = {activity.id: self._item(number) for number, activity in enumerate(self.network.activities)}
        targets = tuple(self._target(name, target, items) for name, target in self.targets.items())
        return Schedule(self.plan, status_date, self.network, items, targets, baseline)

    def _finish(self, number: int) -> int:
        return self.events[EVENTS * number + FINISH]

    def _target_basis(self, target: Target) -> _Basis:
        number = self.network.index[target.milestone]
        instant = target_instant(target)[1]
        late = late_pass(self.network, {number: instant}, self.done)
        known = self._finish(number) < BEYOND
        chain = find_chain(self.driving, self.done, [number] if known else [])
        margin = self.network.activities[number].calendar.between(self._finish(number), instant)
        near = None if margin is None else margin + self.plan.settings.near_critical.days
        return _Basis(late, chain, near)

    def _end_basis(self) -> _Basis:
        """The plan's end: the latest known finish of a deliverable, as a bound on everything."""
        # The share of a body that a decision did not need may come later; it is not what the plan waits for.
        wholes = [number for number, activity in enumerate(self.network.activities) if activity.whole is None]
        end = max((self._finish(number) for number in wholes if self._finish(number) < BEYOND), default=BEYOND)
        late = late_pass(self.network, dict.fromkeys(wholes, end), self.done)
        last = sorted(
            (number for number in wholes if self._finish(number) == end < BEYOND),
            key=lambda number: self.network.activities[number].id,
        )
        chain = find_chain(self.driving, self.done, last)
        return _Basis(late, chain, self.plan.settings.near_critical.days)

    def _dues(self) -> dict[int, tuple[date, int]]:
        """Due dates by activity number, as day and instant; those of the whole are not repeated on its shares."""
        return {
            number: (due.last, due.last.toordinal() + 1)
            for number, activity in enumerate(self.network.activities)
            if (due := activity.deliverable.due) is not None and activity.whole is None
        }

    def _float(self, number: int, late: LateDates) -> int | None:
        """Working days from early finish to a late finish; None when out of reach, unknown or done."""
        finish, latest = self._finish(number), late.finish[number]
        if self.done[number] or finish >= BEYOND or not BEFORE < latest < BEYOND:
            return None
        return self.network.activities[number].calendar.between(finish, latest)

    def _judged_by(self, floats: dict[str, int | None]) -> str | None:
        """The target that an item is judged by: fatal before aim, of those the one with the least float."""
        for kind in ("fatal", "aim"):
            reached = [
                (room, name) for name, room in floats.items() if room is not None and self.targets[name].kind == kind
            ]
            if reached:
                return min(reached)[1]
        return None

    def _item(self, number: int) -> Scheduled:
        activity, events, done = self.network.activities[number], self.events, self.done[number]
        floats = {name: self._float(number, basis.late) for name, basis in self.bases.items()}
        judged_by = self._judged_by(floats)
        basis = self.bases[judged_by] if judged_by is not None else self.end_basis
        total = self._float(number, basis.late)
        late_start, late_finish = self._late_dates(number, basis.late, has_float=total is not None)
        due = self.dues.get(number)
        due_float = self._float(number, self.due_late) if activity.whole is None else None
        critical = self._is_critical(number, basis.chain)
        is_near = basis.near_up_to is not None and total is not None and total <= basis.near_up_to
        return Scheduled(
            activity=activity,
            ready=events[EVENTS * number + READY],
            start=events[EVENTS * number + START],
            finish=events[EVENTS * number + FINISH],
            done=done,
            late_start=late_start,
            late_finish=late_finish,
            judged_by=judged_by,
            total_float=total,
            free_float=self._free_float(number, total),
            float_to=floats,
            critical=critical,
            near_critical=is_near and not critical,
            driving=self.driving[number],
            due=due[0] if due else None,
            due_margin=self._due_margin(number, due),
            due_float=due_float,
            due_of=self.due_of[number] if due_float is not None else None,
            hearing=self._hearing(number),
        )

    def _is_critical(self, number: int, chain: CriticalChain) -> bool:
        """On a driving chain, also by a share; a share when its meeting is the date of a critical whole."""
        if self.done[number]:
            return False
        whole = self.network.activities[number].whole
        shares = self.network.members.get(number, ())
        is_slowest = whole is not None and whole in chain.activities and self._finish(whole) == self._finish(number)
        return is_slowest or not chain.activities.isdisjoint((number, *shares))

    def _free_float(self, number: int, total: int | None) -> int | None:
        if self.done[number] or self._finish(number) >= BEYOND:
            return None
        room = free_float(self.network, self.events, self.followers[number], number)
        if room is None:
            return None if total is None else max(0, total)
        return room

    def _due_margin(self, number: int, due: tuple[date, int] | None) -> int | None:
        finish = self._finish(number)
        if due is None or finish >= BEYOND:
            return None
        return self.network.activities[number].calendar.between(finish, due[1])

    def _late_dates(self, number: int, late: LateDates, *, has_float: bool) -> tuple[date | None, date | None]:
        """Late dates as shown: of milestones the last working day, of decisions the last meeting in time."""
        if not has_float:
            return None, None
        activity = self.network.activities[number]
        finish = shown_finish(activity, late.finish[number])
        if activity.kind_name == "milestone" and finish is not None:
            day = activity.calendar.last_day(finish.toordinal())
            finish = day_of(day) if day > BEFORE else None
        if activity.kind_name in {"milestone", "decision"}:
            return finish, finish
        return None if started(activity.deliverable) else day_of(late.start[number]), finish

    def _hearing(self, number: int) -> Hearing | None:
        activity, finish = self.network.activities[number], self._finish(number)
        if activity.kind_name != "decision" or isinstance(activity.kind, Done) or finish >= BEYOND:
            return None
        readiness = activity.kind.latest(finish)
        if not BEFORE < readiness < BEYOND:
            return None
        plain = activity.kind.plain if isinstance(activity.kind, Fixed) else activity.kind
        following = plain.finish(readiness + 1)
        is_known = finish < following < BEYOND
        # A day that was fixed before its predecessors finish leaves nothing to wait for.
        ready = self.events[EVENTS * number + READY]
        waited = finish - ready
        bodies = sorted(self._bodies_that_bind(number, finish, readiness), key=lambda one: one[0])
        _, longest, meeting = max(((after, body, on) for body, on, after in bodies), default=(0, None, finish))
        return Hearing(
            hand_in=day_of(readiness - 1),
            waited_days=waited if ready > BEFORE and waited >= 0 else None,
            next_meeting=day_of(following - 1) if is_known else None,
            cost_of_missing_days=following - finish if is_known else None,
            assumed=self._is_assumed(number, finish - 1),
            meeting=day_of(meeting - 1),
            bodies=tuple(body for body, _, _ in bodies),
            longest=longest,
        )

    def _bodies_that_bind(self, number: int, finish: int, readiness: int) -> Iterator[tuple[str, int, int]]:
        """The bodies of a group that put it off when papers are ready later, with their meetings then and after."""
        for share in self.network.members.get(number, ()):
            activity = self.network.activities[share]
            if activity.body is not None and activity.kind.latest(finish) == readiness:
                yield activity.body, activity.kind.finish(readiness), activity.kind.finish(readiness + 1)

    def _is_assumed(self, number: int, day: int) -> bool:
        """Whether the meeting comes from a pattern that goes on after the confirmed dates."""
        shares = self.network.members.get(number, (number,))
        activities = [self.network.activities[share] for share in shares]
        dates = [self._finish(share) - 1 for share in shares]
        return any(
            activity.meetings is not None and meeting == day and activity.meetings.is_assumed(day)
            for activity, meeting in zip(activities, dates, strict=True)
        )

    def _target(self, name: str, target: Target, items: dict[str, Scheduled]) -> ScheduledTarget:
        milestone = items[target.milestone]
        day, instant = target_instant(target)
        forecast = milestone.early_finish
        chain = self.bases[name].chain
        path = _names(self.network, chain.path)
        also = sorted(set(_names(self.network, chain.activities)) - set(path))
        return ScheduledTarget(
            id=name,
            target=target,
            milestone=milestone,
            day=day,
            forecast=forecast,
            margin=milestone.activity.calendar.between(milestone.finish, instant),
            margin_days=None if forecast is None else (day - forecast).days,
            critical_path=path,
            also=tuple(also),
        )


def _names(network: Network, numbers: tuple[int, ...] | frozenset[int]) -> tuple[str, ...]:
    """The ids of activities, a share under the name of its whole, each once."""
    return tuple(dict.fromkeys(network.activities[number].deliverable_id for number in numbers))
