"""Colours, lines and order of everything drawn; every role differs from its neighbours by more than its hue."""

from __future__ import annotations

from typing import NamedTuple

from roadmap.export.gantt.chart import Ink, Role


class Paint(NamedTuple):
    """How a role is drawn: fill (None: a line), edge, line width in points, dashes."""

    fill: str | None
    edge: str
    line: float
    dashes: tuple[float, ...] = ()


INKS: dict[Ink, str] = {
    "text": "#1b1f24",
    "quiet": "#555d66",
    "strong": "#10243a",
    "critical": "#8c1510",
    "on-band": "#10243a",
}
PAGE = "#ffffff"

_NORMAL = Paint("#a9c4df", "#4d7299", 0.6)
_CRITICAL = Paint("#a3231b", "#2b0503", 1.4)
_NEAR = Paint("#f2c879", "#6b4a06", 1.0)
_DONE = Paint("#d9dcdf", "#767d84", 0.6)
_LATE = Paint("#ffffff", "#a3231b", 1.8)

PAINTS: dict[Role, Paint] = {
    "recess": Paint("#f3f1ea", "#f3f1ea", 0),
    "grid": Paint(None, "#d5d9dd", 0.4),
    "grid-year": Paint(None, "#8f979f", 0.8),
    "rule": Paint(None, "#e3e6e9", 0.4),
    "band": Paint("#e6ecf2", "#e6ecf2", 0),
    "target-fatal": Paint(None, "#a3231b", 1.8),
    "target-aim": Paint(None, "#1f4e79", 1.4, (6, 2, 1.5, 2)),
    "status": Paint(None, "#2c6e49", 1.4, (3, 2)),
    "arrow": Paint(None, "#6d7882", 0.7),
    "arrow-critical": Paint(None, "#a3231b", 1.1),
    "whisker": Paint(None, "#7a828a", 0.7),
    "now": Paint("#d3e4d9", "#2c6e49", 1.0),
    "halo": Paint(PAGE, PAGE, 0),
    "band-halo": Paint("#e6ecf2", "#e6ecf2", 0),
    "baseline": Paint("#6b7178", "#6b7178", 0),
    "summary": Paint("#9db8d2", "#10243a", 0.8),
    "summary-critical": Paint("#a3231b", "#2b0503", 0.8),
    "ready": Paint(None, "#6b4a06", 2.2, (0.8, 1.6)),
    "wait": Paint(None, "#4d7299", 1.0, (1.5, 1.5)),
    "wait-critical": Paint(None, "#a3231b", 1.4, (1.5, 1.5)),
    "bar": _NORMAL, "bar-critical": _CRITICAL, "bar-near": _NEAR, "bar-done": _DONE, "bar-late": _LATE,
    "progress": Paint("#ffffff", "#1b1f24", 0.6),
    "term": _NORMAL, "term-critical": _CRITICAL, "term-near": _NEAR, "term-done": _DONE, "term-late": _LATE,
    "goes-on": Paint("#ffffff", "#1b1f24", 0.6),
    "share": Paint("#ffffff", "#4d7299", 0.7),
    "hand-in": Paint(None, "#1b1f24", 1.2),
    "due": Paint(None, "#1b1f24", 1.0),
    "milestone": _NORMAL, "milestone-critical": _CRITICAL, "milestone-near": _NEAR, "milestone-done": _DONE,
    "milestone-late": _LATE,
    "decision": _NORMAL, "decision-critical": _CRITICAL, "decision-near": _NEAR, "decision-done": _DONE,
    "decision-late": _LATE,
    "hollow": Paint("#ffffff", "#1b1f24", 0.5),
    "arrow-head": Paint("#6d7882", "#6d7882", 0),
    "arrow-head-critical": Paint("#a3231b", "#a3231b", 0),
    "critical-mark": Paint("#8c1510", "#8c1510", 0.6),
    "near-mark": Paint("#ffffff", "#6b4a06", 1.0),
    "late-mark": Paint("#a3231b", "#a3231b", 0),
    "done-mark": Paint(None, "#555d66", 1.1),
    "cell": Paint(None, "#8f979f", 0.5),
}  # fmt: skip
"""Drawn in this order."""
