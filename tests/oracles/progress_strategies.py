"""What planners report by a status date, as hypothesis draws it: mostly in sequence, and never against itself."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

Draw = st.DrawFn
Item = dict[str, Any]
LONGEST_AGO = 120
REMAINING = {False: ("1d", "2d", "4d", "1w", "3w"), True: ("1ed", "6ed", "2ew")}
"""In the unit of the duration: working days, or elapsed ones."""
AT_WORK = ("both", "finished", "complete", "started", "remaining", "percent", "rest", "part")
"""Finished with or without its start, underway in three ways, and a rest of which the start is not told."""


class Reports:
    """Draws progress one deliverable after another, knowing what before it has been reported."""

    def __init__(self, draw: Draw, status: date) -> None:
        self.draw = draw
        self.status = status
        self.settled: dict[str, date] = {}

    def add(self, name: str, item: Item, before: list[str]) -> None:
        """Report on a deliverable; what comes after others that are not settled seldom has begun."""
        sources = [source.partition("@")[0] for source in before]
        is_next = all(source in self.settled for source in sources)
        first = max([self.settled[source] for source in sources if source in self.settled] or [self._long_ago()])
        if self.draw(st.integers(0, 5)) < (4 if is_next else 1):
            self._report(name, item, first if is_next else self._long_ago())
        elif is_next and sources and "milestone" in item and "fixed" not in item:
            self.settled[name] = first

    def add_stream(self, stream: str, names: list[str]) -> None:
        """A workstream is settled when all of it is."""
        if all(name in self.settled for name in names):
            self.settled[stream] = max(self.settled[name] for name in names)

    def _report(self, name: str, item: Item, first: date) -> None:
        if "duration" in item and "term" not in item:
            item["progress"] = self._of_work(first, elapsed="e" in item["duration"])
        elif "decided" in item:
            # Of the whole and of its bodies one day is told, or none.
            if "rule" not in item and len(item["decided"]) > 1:
                item["progress"] = {"finished": max(item["decided"].values())}
            return
        else:
            item["progress"] = {"finished": self._day(first).isoformat()}
        if "finished" in item["progress"]:
            self.settled[name] = date.fromisoformat(item["progress"]["finished"])

    def _of_work(self, first: date, *, elapsed: bool) -> dict[str, Any]:
        form = self.draw(st.sampled_from(AT_WORK))
        started = self._day(first)
        found: dict[str, Any] = {} if form in {"finished", "rest", "part"} else {"started": started.isoformat()}
        if form in {"both", "finished", "complete"}:
            found["finished"] = self._day(started).isoformat()
        if form in {"remaining", "rest"}:
            found["remaining"] = self.draw(st.sampled_from(REMAINING[elapsed]))
        if form in {"percent", "part"}:
            found["percent"] = self.draw(st.sampled_from((0, 10, 33, "50%", 75, 99)))
        if form == "complete":
            found["percent"] = 100
        return found

    def _day(self, first: date) -> date:
        """Soon after another day, or at any time up to the status date."""
        first = min(first, self.status)
        soon = min(first + timedelta(days=20), self.status)
        return self.draw(st.dates(first, self.draw(st.sampled_from((soon, self.status)))))

    def _long_ago(self) -> date:
        return self.status - timedelta(days=LONGEST_AGO)
