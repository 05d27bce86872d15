from __future__ import annotations

from collections.abc import Callable

import pytest

from roadmap.export.gantt.legend import SIZE
from tests.export.gantt.geometry import box_of, rows_bottom
from tests.export.gantt.odd_plans import ALL_PLANS, odd_drawing

every_plan = pytest.mark.parametrize("name", ALL_PLANS)
both_languages = pytest.mark.parametrize("language", ["nl", "en"])
KINDS = {"bar", "term", "milestone", "decision"}
LEGEND: dict[str, Callable[[str], bool]] = {
    "work": lambda role: role.startswith("bar"),
    "critical: decides the date": lambda role: role.endswith("-critical") and role.split("-")[0] in KINDS,
    "nearly critical": lambda role: role.endswith("-near"),
    "at risk": lambda role: role == "risk-mark",
    "late": lambda role: role.endswith("-late"),
    "done": lambda role: role.endswith("-done"),
    "part that is done": lambda role: role == "progress",
    "term": lambda role: role.startswith("term"),
    "milestone": lambda role: role.startswith("milestone"),
    "all of a workstream": lambda role: role in {"summary", "summary-done"},
    "critical part of it": lambda role: role == "summary-critical",
    "ready, waits until it is handed in": lambda role: role == "ready",
    "hand-in day": lambda role: role == "hand-in",
    "decision": lambda role: role.startswith("decision"),
    "meeting day that is assumed": lambda role: role == "hollow",
    "decision by one of the bodies": lambda role: role == "share",
    "due": lambda role: role == "due",
    "room until it is due": lambda role: role == "whisker",
    "drives": lambda role: role in {"arrow", "arrow-critical"},
    "goes on": lambda role: role == "goes-on",
    "as in the baseline": lambda role: role == "baseline",
    "recess": lambda role: role == "recess",
}


@every_plan
@both_languages
def test_legend_explains_what_occurs_and_no_more(name: str, language: str) -> None:
    drawing = odd_drawing(name, language)
    bottom = rows_bottom(drawing.chart)
    used = {shape.role for shape in drawing.chart.shapes if box_of(shape)[1] < bottom}
    legend = [label.text for label in drawing.chart.labels if label.y > bottom and label.size == SIZE]

    assert legend == [drawing.words.say(text) for text, explains in LEGEND.items() if any(map(explains, used))]
