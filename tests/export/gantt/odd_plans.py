"""Plans that are hard on a picture, and the chart of each."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from roadmap.export.gantt.chart import Chart
from roadmap.export.gantt.pages import lay_out, lay_out_pages
from roadmap.export.gantt.picture import Picture
from roadmap.export.standing import fold_procedures
from roadmap.export.words import Words
from roadmap.plan.baselines import Baseline
from roadmap.plan.load import load_plan
from roadmap.plan.tables import procedure_rules
from roadmap.scheduling.compute import compute_schedule
from roadmap.scheduling.freezing import freeze
from roadmap.scheduling.schedule import Schedule
from tests.faces import NVO

MONDAY = date(2024, 6, 3)
Written = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A plan's schedule, and its chart in a language."""

    schedule: Schedule
    words: Words
    chart: Chart


def drawing_at(path: Path, language: str = "nl", baseline: Baseline | None = None) -> Drawing:
    """The chart of a plan on disk, held against a baseline."""
    loaded = load_plan(path)
    assert loaded.is_sound, loaded.findings
    schedule = compute_schedule(loaded.plan, status_date=loaded.plan.status_date or MONDAY, baseline=baseline)
    words = Words(language)
    return Drawing(schedule, words, lay_out(schedule, words))


@cache
def odd_pages(name: str, picture: Picture, language: str = "nl") -> tuple[Chart, ...]:
    """The pages of a picture of one of ODD_PLANS, or of the real plan; made once."""
    drawing = odd_drawing(name, language)
    return lay_out_pages(drawing.schedule, drawing.words, picture)


def drawing_of(plan: Written, language: str = "nl", before: Written | None = None) -> Drawing:
    """The chart of a plan in plain data, held against how it was before; JSON is YAML."""
    baseline = freeze(drawing_of(before).schedule, "start") if before is not None else None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
        return drawing_at(path, language, baseline)


@cache
def odd_drawing(name: str, language: str = "nl") -> Drawing:
    """The chart of one of ODD_PLANS, as it is or as it moved, or of the real plan; made once."""
    if name == "nvo":
        return drawing_at(NVO, language)
    if name.endswith(FOLDED):
        drawing = odd_drawing(name.removesuffix(FOLDED), language)
        schedule = fold_procedures(drawing.schedule)
        return Drawing(schedule, drawing.words, lay_out(schedule, drawing.words))
    plan = ODD_PLANS[name.removesuffix(MOVED)]()
    return drawing_of(plan, language, earlier(plan) if name.endswith(MOVED) else None)


def earlier(plan: Written) -> Written:
    """The plan as it may have been: months before, nothing reported, some of it longer and some of it shorter."""
    plan = deepcopy(plan)
    plan["status_date"] = str(date.fromisoformat(plan["status_date"]) - timedelta(days=100))
    sections = [plan.get("deliverables", {}), *(one["deliverables"] for one in plan.get("workstreams", {}).values())]
    for number, item in enumerate(item for section in sections for item in section.values()):
        item.pop("progress", None)
        item.pop("decided", None)
        if "duration" in item:
            item["duration"] = ("3w", "40ed", "1d", item["duration"])[number % 4]
    return plan


def small_plan(items: Written, **sections: object) -> Written:
    """Deliverables, with other sections of the plan by name."""
    return {
        "roadmap": "1",
        "id": "plan",
        "title": "Plan",
        "status_date": str(MONDAY),
        **sections,
        "deliverables": items,
    }


def _two_items() -> Written:
    items = {
        "build": {"title": "Build", "duration": "4w"},
        "ready": {"title": "Ready", "milestone": "finish", "after": ["build"]},
    }
    return small_plan(items, targets={"go": {"title": "Go", "by": "2024-08-01", "milestone": "ready", "kind": "fatal"}})


def _no_items() -> Written:
    return {"roadmap": "1", "id": "plan", "title": "Plan", "status_date": str(MONDAY)}


def _one_day() -> Written:
    return small_plan({"build": {"title": "Build", "duration": "1d"}})


def _first_day_of_a_quarter() -> Written:
    """Everything at the left side: what hangs over to the left has no room."""
    bodies = {"board": {"title": "Board", "hand_in": "30ed", "meetings": ["2024-07-01"]}}
    items = {
        "start": {"title": "Start", "milestone": "start"},
        "done": {"title": "Done", "milestone": "finish", "progress": {"finished": "2024-07-01"}},
        "decree": {"title": "Decree", "decided_by": "board", "decided": {"board": "2024-07-01"}},
        "build": {"title": "Build", "duration": "1d", "due": "2024-07-01"},
    }
    return small_plan(items, bodies=bodies, status_date="2024-07-01")


def _last_day_of_a_quarter() -> Written:
    """Everything at the right side."""
    items = {
        "build": {"title": "Build", "duration": "20d", "due": "2024-06-30"},
        "ready": {"title": "Ready", "milestone": "finish", "after": ["build"], "due": "2024-06-29"},
        "go": {"title": "Go", "milestone": "finish", "not_before": "2024-06-28", "due": "2024-06-28"},
    }
    target = {"title": "All is ready", "by": "2024-06-30", "milestone": "ready", "kind": "fatal"}
    return small_plan(items, targets={"ready": target})


def _procedures() -> Written:
    """Every shipped procedure, some of them on the way and one that is due too early."""
    bodies = {
        "colleges": {"title": "Colleges", "hand_in": "7ed", "meets": {"every": "tuesday"}},
        "raden": {"title": "Gemeenteraden", "hand_in": "28ed", "meets": {"every": "4th tuesday"}},
    }
    items: Written = {
        name: {"title": f"Resultaat van {name}", "procedure": name, "due": "2024-Q4"} for name in procedure_rules()
    }
    items["raadsbesluit"]["steps"] = {"college": {"decided": {"colleges": "2024-05-28"}, "code": "R-1"}}
    items["gr-wijziging"] |= {"after": "raadsbesluit", "due": "2024-07-01", "code": "G-1"}
    items["sas-aanbesteding"]["after"] = "raadsbesluit-college"
    target = {"title": "Contract", "by": "2024-12-31", "milestone": "sas-aanbesteding", "kind": "fatal"}
    return small_plan(items, bodies=bodies, targets={"contract": target})


def _rows(count: int) -> Written:
    bodies = {
        f"council-{n}": {"title": f"Gemeenteraad {n}", "hand_in": "28ed", "meets": {"every": f"{nth} tuesday"}}
        for n, nth in enumerate(("1st", "2nd", "3rd", "4th"), start=1)
    }
    streams: Written = {}
    for number in range(count):
        stream = streams.setdefault(f"stream-{number // 30:02d}", {"title": f"Lijn {number // 30}", "deliverables": {}})
        kinds: tuple[Written, ...] = (
            {"duration": "3w", "due": str(MONDAY + timedelta(days=number * 2))},
            {"duration": "15ed"},
            {"decided_by": "council-1" if number % 2 else "councils"},
            {"milestone": "finish"},
        )
        after = {"after": [f"item-{number - 7:03d}"]} if number >= 7 else {}
        item = {"code": f"C-{number:03d}", "title": f"Resultaat {number} van de lijn", **kinds[number % 4], **after}
        stream["deliverables"][f"item-{number:03d}"] = item
    target = {"title": "Alles", "by": "2027-12-31", "milestone": f"item-{count - 1:03d}", "kind": "fatal"}
    plan = small_plan({}, bodies=bodies, groups={"councils": list(bodies)}, workstreams=streams)
    return {**plan, "targets": {"all": target}}


def _years(count: int) -> Written:
    items: Written = {}
    for year in range(count):
        after = {"after": [f"year-{year - 1:02d}"]} if year else {}
        items[f"year-{year:02d}"] = {"title": f"Jaar {year}", "duration": "360ed", **after}
    recesses = {f"summer-{year}": f"{year}-07-20..{year}-08-20" for year in range(2024, 2024 + count)}
    return small_plan(items, recesses=recesses)


LONG_TITLES = (
    "Een titel van 120 tekens over de samenwerking van gemeenten, aanbieders en inwoners!" + " in de regio" * 3,
    "W" * 120,
    "i" * 120,
    "🚀 emoji 👩👧 familie 🏳\ufe0f vlag 🇳🇱 " * 5,
    "Ångström éëêè ñ ŷ ǧ İ ß ﬁ Œuvre " * 4,
    "cafe\u0301 met losse accenten a\u0308o\u0308u\u0308 " * 4,
    "$x^2$ \\frac{a}{b} _onder_ %d {naam} <b>&amp;</b>",
    "العربية עברית 中文 日本語 한국어 ไทย",
    "zonder\u00a0afbreking\u00a0" * 8,
    "regel\nnieuwe  regel",
    "…",
    "(" * 60,
)


def _long_titles() -> Written:
    items: Written = {}
    for number, title in enumerate(LONG_TITLES):
        after = {"after": [f"item-{number - 1}"]} if number else {}
        items[f"item-{number}"] = {"code": title[:20], "title": title, "duration": "2w", **after}
    last = f"item-{len(LONG_TITLES) - 1}"
    bodies = {"board": {"title": LONG_TITLES[0], "hand_in": "7ed", "meets": {"every": "tuesday"}}}
    items["decree"] = {"title": LONG_TITLES[0], "decided_by": "all", "after": [last]}
    streams = {
        f"stream-{number}": {
            "title": title,
            "deliverables": {f"in-{number}": {"title": title, "duration": "1w", "due": "2024-06-04"}},
        }
        for number, title in enumerate(LONG_TITLES)
    }
    targets = {
        f"target-{number}": {"title": title, "by": "2024-12-01", "milestone": "decree", "kind": "aim"}
        for number, title in enumerate(LONG_TITLES)
    }
    plan = small_plan(items, bodies=bodies, groups={"all": ["board"]}, workstreams=streams, targets=targets)
    return {**plan, "title": LONG_TITLES[0] * 3}


def _many_targets() -> Written:
    items: Written = {"build": {"title": "Build", "duration": "2w"}}
    targets: Written = {}
    for number in range(15):
        items[f"done-{number}"] = {"title": f"Done {number}", "milestone": "finish", "after": ["build"]}
        targets[f"target-{number}"] = {
            "title": f"The target with number {number}",
            "by": str(date(2024, 6, 3) + timedelta(days=number * 3 % 40)),
            "milestone": f"done-{number}",
            "kind": "fatal" if number % 2 else "aim",
        }
    return small_plan(items, targets=targets)


def _targets_at_the_end() -> Written:
    """Flags for which there is no room to the right of their lines."""
    items: Written = {"build": {"title": "Build", "duration": "2w"}}
    targets: Written = {}
    for number, day in enumerate((12, 18, 21, 24, 28, 30)):
        items[f"done-{number}"] = {"title": f"Done {number}", "milestone": "finish", "after": ["build"]}
        target = {"by": f"2024-06-{day}", "milestone": f"done-{number}", "kind": "fatal"}
        targets[f"target-{number}"] = {"title": f"The target with number {number}", **target}
    return small_plan(items, targets=targets)


def _all_late() -> Written:
    bodies = {"board": {"title": "Board", "hand_in": "14ed", "meets": {"every": "tuesday"}}}
    items: Written = {}
    for number in range(12):
        kinds: tuple[Written, ...] = (
            {"duration": "3w"},
            {"milestone": "finish"},
            {"decided_by": "board"},
            {"duration": "30ed"},
        )
        after = {"after": [f"item-{number - 1}"]} if number else {}
        items[f"item-{number}"] = {"title": f"Item {number}", "due": "2024-04-01", **kinds[number % 4], **after}
    target = {"title": "Long ago", "by": "2024-05-01", "milestone": "item-1", "kind": "fatal"}
    late = {"title": "Soon", "by": "2024-07-01", "milestone": "item-9", "kind": "aim"}
    return small_plan(items, bodies=bodies, targets={"past": target, "soon": late})


def _all_done() -> Written:
    bodies = {"board": {"title": "Board", "hand_in": "14ed", "meetings": ["2024-05-14"]}}
    items: Written = {
        "build": {"title": "Build", "duration": "3w", "progress": {"started": "2024-04-01", "finished": "2024-04-19"}},
        "wait": {"title": "Wait", "duration": "10ed", "progress": {"started": "2024-04-20", "finished": "2024-04-30"}},
        "decree": {"title": "Decree", "decided_by": "board", "decided": {"board": "2024-05-14"}},
        "ready": {"title": "Ready", "milestone": "finish", "progress": {"finished": "2024-05-15"}},
    }
    target = {"title": "Ready", "by": "2024-05-31", "milestone": "ready", "kind": "fatal"}
    return small_plan(items, bodies=bodies, targets={"ready": target})


def _unknown_dates() -> Written:
    bodies = {"board": {"title": "Board", "hand_in": "14ed", "meetings": ["2024-01-16"]}}
    items: Written = {
        "build": {"title": "Build", "duration": "3w", "due": "2024-12-31"},
        "decree": {"title": "Decree", "decided_by": "board", "after": ["build"], "due": "2024-09-30"},
        "ready": {"title": "Ready", "milestone": "finish", "after": ["decree"]},
    }
    target = {"title": "Ready", "by": "2024-10-31", "milestone": "ready", "kind": "fatal"}
    return small_plan(items, bodies=bodies, targets={"ready": target})


def _half_way() -> Written:
    """Work under way, near to critical, assumed meetings, a group of which one has decided."""
    bodies = {
        "one": {"title": "Raad Een", "hand_in": "14ed", "meets": {"every": "2nd tuesday"}},
        "two": {"title": "Raad Twee", "hand_in": "28ed", "meetings": ["2024-05-14", "2024-09-17"]},
        "six": {"title": "Raad Zes", "hand_in": "7ed", "meetings": ["2024-07-02", "2024-10-01"]},
    }
    items: Written = {
        "build": {"title": "Build", "duration": "8w", "progress": {"started": "2024-05-06", "percent": "40"}},
        "check": {
            "title": "Check",
            "duration": "3w",
            "due": "2024-06-21",
            "progress": {"started": "2024-05-27", "remaining": "2w"},
        },
        "decree": {"title": "Decree", "decided_by": "all", "after": ["build"], "decided": {"two": "2024-05-14"}},
        "wait": {"title": "Wait", "duration": "20ed", "after": ["decree"]},
        "ready": {"title": "Ready", "milestone": "start", "after": ["wait", "check"]},
    }
    target = {"title": "Ready", "per": "2024-11-01", "milestone": "ready", "kind": "fatal"}
    recesses = {"summer": "2024-07-20..2024-08-25"}
    return small_plan(items, bodies=bodies, groups={"all": list(bodies)}, targets={"ready": target}, recesses=recesses)


ODD_PLANS: dict[str, Callable[[], Written]] = {
    "two items": _two_items,
    "no items": _no_items,
    "one day": _one_day,
    "first day of a quarter": _first_day_of_a_quarter,
    "last day of a quarter": _last_day_of_a_quarter,
    "half way": _half_way,
    "procedures": _procedures,
    "300 rows": lambda: _rows(300),
    "ten years": lambda: _years(10),
    "forty years": lambda: _years(40),
    "long titles": _long_titles,
    "many targets": _many_targets,
    "targets at the end": _targets_at_the_end,
    "all late": _all_late,
    "all done": _all_done,
    "unknown dates": _unknown_dates,
}
MOVED = ", moved"
"""Behind the name of a plan: held against a baseline in which everything stood elsewhere."""
MOVED_PLANS = tuple(
    f"{name}{MOVED}"
    for name in ODD_PLANS
    if name not in {"no items", "ten years", "forty years", "many targets", "targets at the end"}
)
FOLDED = ", folded"
"""Behind the name of a plan: each procedure as one row."""
ALL_PLANS = ("nvo", *ODD_PLANS, *MOVED_PLANS, f"procedures{FOLDED}", f"procedures{MOVED}{FOLDED}")
