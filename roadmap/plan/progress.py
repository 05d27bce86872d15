"""What is reported about progress and cannot be so: keys without a meaning, and values that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from roadmap.findings import Finding, Location, Value, finding_about
from roadmap.plan.model import Deliverable, Kind, Progress
from roadmap.plan.plan import Plan

ALL_DONE = 100
KINDS: dict[str, tuple[Kind, ...]] = {"started": ("work", "term"), "remaining": ("work",), "percent": ("work",)}
"""For which kinds the parts of `progress` have a meaning: a decision falls in a meeting, a term runs by itself."""


def progress_findings(plan: Plan) -> Iterator[Finding]:
    """Everything in the reported progress that can be told without a schedule."""
    for name, deliverable in plan.deliverables.items():
        if deliverable.progress is not None:
            yield from _Report(plan, name, deliverable, deliverable.progress).findings()


class _Report:
    """The progress of one deliverable."""

    def __init__(self, plan: Plan, name: str, deliverable: Deliverable, progress: Progress) -> None:
        self.plan = plan
        self.name = name
        self.deliverable = deliverable
        self.progress = progress

    def findings(self) -> Iterator[Finding]:
        """What contradicts, then what is left to guess."""
        yield from self._keys_of_other_kinds()
        if self.progress.finished is not None:
            yield from self._finished(self.progress.finished)
        elif self.deliverable.kind == "work":
            yield from self._underway()

    def _keys_of_other_kinds(self) -> Iterator[Finding]:
        kind = self.deliverable.kind
        for key, kinds in KINDS.items():
            if getattr(self.progress, key) is not None and kind not in kinds:
                params: dict[str, Value] = {"key": key, "kind": kind, "kinds": kinds}
                place = self.plan.places.key_location("deliverables", self.name, "progress", key)
                yield self._finding("key-not-for-kind", place, params)

    def _finished(self, finished: date) -> Iterator[Finding]:
        """What is finished has nothing left, and began no later than it ended."""
        progress = self.progress
        if progress.started is not None and finished < progress.started:
            params: dict[str, Value] = {"finished": finished, "started": progress.started}
            yield self._at("finished-before-started", "finished", params)
        if self.deliverable.kind == "work":
            left = {"remaining": progress.remaining, "percent": _part(progress.percent)}
            for key, value in left.items():
                if value is not None:
                    params = {"key": key, "value": str(value), "finished": finished}
                    yield self._at("finished-with-work-left", key, params)
        if self.deliverable.decided and self.deliverable.kind == "decision":
            yield from self._decided_otherwise(finished)

    def _underway(self) -> Iterator[Finding]:
        """What is not finished: a part that is done needs a start, and what remains has the unit of the duration."""
        progress, duration = self.progress, self.deliverable.duration
        if progress.percent == ALL_DONE:
            yield self._at("finished-without-date", "percent", {"key": "percent", "value": str(progress.percent)})
        elif progress.started is None and (progress.percent or progress.remaining):
            key = "remaining" if progress.remaining else "percent"
            yield self._at("progress-without-start", key, {"key": key})
        if progress.remaining is None or duration is None:
            return
        if progress.remaining.elapsed != duration.elapsed:
            params: dict[str, Value] = {"remaining": progress.remaining.count, "duration": duration.count}
            yield self._at("remaining-in-other-unit", "remaining", params)
        if progress.percent is not None and progress.percent < ALL_DONE:
            params = {"remaining": progress.remaining.count, "percent": progress.percent}
            yield self._at("percent-and-remaining", "percent", params)

    def _decided_otherwise(self, finished: date) -> Iterator[Finding]:
        """The day on which a decision is reported is that on which the last body that it needed decided."""
        deliverable = self.deliverable
        members = self.plan.members(deliverable.decided_by or "")
        needed = deliverable.rule[0] if deliverable.rule else len(members)
        sooner = sorted(day for day in deliverable.decided.values() if day < finished)
        later = sorted(day for day in deliverable.decided.values() if day > finished)
        # Of the bodies without a day nothing is known: those may have decided on any day.
        if len(sooner) >= needed:
            other = sooner[needed - 1]
        elif len(members) - len(later) < needed:
            other = later[0]
        else:
            return
        yield self._at("contradictory-decision", "finished", {"finished": finished, "decided": other})

    def _at(self, code: str, key: str, params: dict[str, Value]) -> Finding:
        return self._finding(code, self.plan.places.location("deliverables", self.name, "progress", key), params)

    def _finding(self, code: str, place: Location | None, params: dict[str, Value]) -> Finding:
        return finding_about(("deliverables", self.name), code, place, {"id": self.name, **params})


def _part(percent: int | None) -> int | None:
    """A part that leaves something to do."""
    return percent if percent != ALL_DONE else None
