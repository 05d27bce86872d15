"""Colours, lines and order of everything drawn; every role differs from its neighbours by more than its hue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from roadmap.analysis.colours import PAGE, QUIET, RECESS, SUMMARY, TEXT, TINTS, grey, mix, tint
from roadmap.export.gantt.chart import HouseColours, Ink, Role


class Paint(NamedTuple):
    """How a role is drawn: fill (None: a line), edge, line width in points, dashes."""

    fill: str | None
    edge: str
    line: float
    dashes: tuple[float, ...] = ()


class Palette(NamedTuple):
    """The colour of each ink and the paint of each role, for one plan."""

    inks: Mapping[Ink, str]
    paints: Mapping[Role, Paint]


INKS: dict[Ink, str] = {
    "text": TEXT,
    "quiet": QUIET,
    "strong": "#10243a",
    "critical": "#8c1510",
    "on-band": "#10243a",
}

_NORMAL = Paint("#a9c4df", "#4d7299", 0.6)
_CRITICAL = Paint("#a3231b", "#2b0503", 1.4)
_NEAR = Paint("#f2c879", "#6b4a06", 1.0)
_DONE = Paint("#d9dcdf", "#767d84", 0.6)
_LATE = Paint("#ffffff", "#a3231b", 1.8)

PAINTS: dict[Role, Paint] = {
    "recess": Paint(RECESS, RECESS, 0),
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
    "summary": Paint(SUMMARY, "#10243a", 0.8),
    "summary-done": Paint("#d9dcdf", "#555d66", 0.8),
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
    "risk-mark": Paint("#6b4a06", "#6b4a06", 0),
    "late-mark": Paint("#a3231b", "#a3231b", 0),
    "done-mark": Paint(None, "#555d66", 1.1),
    "cell": Paint(None, "#8f979f", 0.5),
}  # fmt: skip
"""Drawn in this order."""

_BLACK = "#000000"
_DARKER = 0.7
_KINDS = ("bar", "term", "milestone", "decision")
_INKS_OF: Mapping[str, tuple[Ink, ...]] = {"heading": ("strong", "on-band"), "critical": ("critical",)}


@lru_cache(maxsize=16)
def palette_of(house: HouseColours, *, is_grey: bool = False) -> Palette:
    """The palette with the colours of a house in it, each where its key says; they have been checked before."""
    inks, paints = dict(INKS), dict(PAINTS)
    for key, colour in house:
        inks.update((ink, colour) for ink in _INKS_OF.get(key, ()))
        for role, repaint in _ROLES_OF[key].items():
            paints[role] = repaint(paints[role], colour)
    return _in_grey(inks, paints) if is_grey else Palette(inks, paints)


def _in_grey(inks: Mapping[Ink, str], paints: Mapping[Role, Paint]) -> Palette:
    return Palette(
        {ink: grey(colour) for ink, colour in inks.items()},
        {
            role: paint._replace(fill=paint.fill and grey(paint.fill), edge=grey(paint.edge))
            for role, paint in paints.items()
        },
    )


_Repaint = Callable[[Paint, str], Paint]


def _flat(paint: Paint, colour: str) -> Paint:
    """A surface without an outline."""
    return paint._replace(fill=colour, edge=colour)


def _lined(paint: Paint, colour: str) -> Paint:
    """A line, or an outline around what stays as it is."""
    return paint._replace(edge=colour)


def _full(paint: Paint, colour: str) -> Paint:
    """A surface with an outline that is darker still."""
    return paint._replace(fill=colour, edge=mix(colour, _BLACK, _DARKER))


def _tinted(key: str) -> _Repaint:
    """An outline around a tint."""
    return lambda paint, colour: paint._replace(fill=tint(colour, TINTS[key]), edge=colour)


def _of_kinds(standing: str, repaint: _Repaint) -> dict[Role, _Repaint]:
    return {role: repaint for role in PAINTS if role in {f"{kind}{standing}" for kind in _KINDS}}


_ROLES_OF: Mapping[str, Mapping[Role, _Repaint]] = {
    "band": {"band": _flat, "band-halo": _flat},
    "heading": {},
    "work": {
        **_of_kinds("", _tinted("work")),
        "summary": lambda paint, colour: paint._replace(fill=tint(colour, TINTS["work"])),
        "share": _lined,
        "wait": _lined,
    },
    "critical": {
        **_of_kinds("-critical", _full),
        "summary-critical": _full,
        "critical-mark": _flat,
        "wait-critical": _lined,
        "arrow-critical": _lined,
        "arrow-head-critical": _flat,
    },
    "near_critical": {**_of_kinds("-near", _tinted("near_critical")), "near-mark": _lined, "risk-mark": _flat},
    "late": {**_of_kinds("-late", _lined), "late-mark": _flat},
    "done": {**_of_kinds("-done", _tinted("done")), "summary-done": _tinted("done")},
    "fatal": {"target-fatal": _lined},
    "aim": {"target-aim": _lined},
    "status": {"status": _lined},
}
