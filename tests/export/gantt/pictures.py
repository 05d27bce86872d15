"""The pictures that every plan is tried on: each view on its papers."""

from __future__ import annotations

from datetime import date

from roadmap.export.gantt.picture import VIEWS, Picture

PICTURES = [
    *(Picture(view, paper) for view in VIEWS if view != "workstream" for paper in ("a4", "16:9")),
    Picture("board"),
    Picture("critical"),
    Picture("quarters"),
    Picture("full", "a3"),
    Picture("full", first=date(2024, 7, 10), last=date(2024, 9, 30)),
]
