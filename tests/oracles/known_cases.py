"""Schedules that others computed, written as plans, and their figures as boundaries.

A boundary counts working days from the project's start, as in the data.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.oracles.naive_calendars import WorkCalendar, day_of, read_calendars, working_between
from tests.oracles.titles import with_titles

CASES = Path(__file__).parent / "cases"
FIGURES = ("es", "ef", "ls", "lf", "tf", "ff")
# What a plan cannot hold on work: a day it must start or finish on, or no later than.
LACKING = {"MSO": "must start on", "MFO": "must finish on", "SNLT": "start no later", "FNLT": "finish no later"}
MONDAY = "2026-01-05"
WEEK = ["mon", "tue", "wed", "thu", "fri"]

# Work before which days off lie starts on Monday; to MS Project that is Friday evening. A milestone that may not come
# before such a start (SF) moves from Friday to Sunday when the work slips from Friday to Monday: a day less is free.
DIFFERENT = {("mpxj-constraints-03", "t15", "ff"): (20, 19)}

Rows = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Known:
    """One case as a plan, and the figures that its items must show; what is left out by reason."""

    id: str
    plan: dict[str, Any]
    expected: dict[str, dict[str, int]]
    start: int
    calendar: WorkCalendar
    skipped: Counter[str] = field(default_factory=Counter)

    def observed(self, rows: Rows) -> dict[str, dict[str, int]]:
        """The same figures as a schedule shows them."""
        return {name: self._figures(name, rows[name], self.expected[name]) for name in self.expected}

    def _figures(self, name: str, row: dict[str, Any], wanted: dict[str, int]) -> dict[str, int]:
        starts = self.plan["deliverables"][name].get("milestone") == "start"
        is_instant = "milestone" in self.plan["deliverables"][name]
        early = self.boundary(row["early_start"], evening=is_instant and not starts)
        finish = self.boundary(row["early_finish"], evening=not starts)
        late = self.boundary(row["late_start"], evening=is_instant and not starts)
        late_finish = self.boundary(row["late_finish"], evening=not starts)
        slack, free = int(row["total_float"]), int(row["free_float"])
        if row["due_float"] is not None:
            slack = min(slack, int(row["due_float"]))
        if starts:  # shown on a working day, which may be the one before
            late = late_finish = early + slack
        figures = dict(zip(FIGURES, (early, finish, late, late_finish, slack, free), strict=True))
        return {figure: figures[figure] for figure in wanted}

    def boundary(self, day: str, *, evening: bool) -> int:
        """Working days from the start to the morning or the evening of a day."""
        return working_between(self.calendar, self.start, day_of(day) + evening)


def read_case(path: Path) -> dict[str, Any]:
    """The case as it is stored."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def all_known() -> list[Known]:
    """Every case that a plan can hold; those with deadlines get targets."""
    return [
        *[with_targets(case) if deadlines(case) else known(case) for case in comparable_cases()],
        *[taskjuggler(read_case(path)) for path in sorted(CASES.glob("taskjuggler/*.json"))],
        *[textbook(case) for case in textbook_cases() if has_whole_days(case)],
    ]


def stored_cases() -> list[dict[str, Any]]:
    """All MS Project files and MPXJ plans."""
    return [read_case(path) for path in sorted(CASES.glob("m*/*.json"))]


def textbook_cases() -> list[dict[str, Any]]:
    """All worked examples."""
    found: list[dict[str, Any]] = read_case(CASES / "textbook" / "cases.json")["cases"]
    return found


def left_out(case: dict[str, Any]) -> str | None:
    """Why a whole case is not compared."""
    if case["grade"] == "mpxj-only":
        return "one program alone says so"
    if "progress" in case["features"]:
        return "progress"
    return None


def comparable_cases() -> list[dict[str, Any]]:
    """The stored cases that are asserted."""
    return [case for case in stored_cases() if left_out(case) is None]


def cases_with_deadlines() -> list[dict[str, Any]]:
    """Those among them in which deadlines cap late dates."""
    return [case for case in comparable_cases() if "deadlines" in case["features"]]


def has_whole_days(case: dict[str, Any]) -> bool:
    """Whether a plan can hold every duration."""
    return all(float(activity["duration"]).is_integer() for activity in case["activities"])


def known(case: dict[str, Any]) -> Known:
    """A stored case without its deadlines."""
    plan = _frame(case["project"]["start"], case["calendar"])
    skipped: Counter[str] = Counter()
    unlike = _reached_by_lacking(case)
    floors = not any(rule["clamp_at_project_start"] for rule in case.get("agreeing_rules", []))
    if case.get("agreeing_rules") and floors:
        # A lead pulls work before the project's start here, so the floor lies earlier.
        plan["status_date"] = (date.fromisoformat(case["project"]["start"]) - timedelta(weeks=20)).isoformat()
    streams = _streams(case)
    if streams:
        plan["workstreams"] = {f"s{uid}": _stream(case, uid, streams) for uid in streams}
    expected = {}
    for task in case["tasks"]:
        if task.get("summary"):
            skipped["row of a summary task"] += 1
            continue
        name = f"t{task['uid']}"
        plan["deliverables"].update(_task(case, task, streams))
        expected[name] = _expected(task, lacking=bool(unlike), unlike=task["uid"] in unlike)
        skipped.update(_lacking(task))
        skipped["dates after a constraint that plans lack"] += task["uid"] in unlike
    return _made(case["case"], case["project"]["start"], plan, expected, +skipped)


def with_targets(case: dict[str, Any]) -> Known:
    """Deadlines as targets, beside one for the project's finish: the least float is the one that binds."""
    plain = known(case)
    ends = {name: {**item} for name, item in plain.plan["deliverables"].items()}
    ends["project-end"] = {"milestone": "finish", "after": list(plain.plan["deliverables"])}
    targets = {"finish": {"by": case["project"]["finish"], "milestone": "project-end", "kind": "fatal"}}
    for name, day in deadlines(case).items():
        ends[f"{name}-met"] = {"milestone": "finish", "after": name}
        targets[f"deadline-{name}"] = {"by": day, "milestone": f"{name}-met", "kind": "fatal"}
    plan = with_titles({**plain.plan, "deliverables": ends, "targets": targets})
    skipped = plain.skipped + Counter({"free slack of a last task with a deadline": len(last_with_deadline(case))})
    expected = {name: dict(figures) for name, figures in plain.expected.items()}
    for name in deadlines(case):  # its milestone is a successor here; `with_dues` compares it
        del expected[name]["ff"]
    return Known(plain.id, plan, expected, plain.start, plain.calendar, skipped)


def with_dues(case: dict[str, Any]) -> Known:
    """Deadlines as due dates: the least of both floats is their slack."""
    plain = known(case)
    days = deadlines(case)
    items = {
        name: {**item, "due": days[name]} if name in days else item for name, item in plain.plan["deliverables"].items()
    }
    expected = {name: {**figures} for name, figures in plain.expected.items()}
    for name, figures in expected.items():
        del figures["ls"], figures["lf"]
        if name in last_with_deadline(case):
            del figures["ff"]
    return Known(plain.id, {**plain.plan, "deliverables": items}, expected, plain.start, plain.calendar)


def last_with_deadline(case: dict[str, Any]) -> set[str]:
    """To others a deadline bounds the free slack of what has no successors; to us it does not."""
    followed = {f"t{uid}" for task in case["tasks"] for uid, _, _ in task.get("preds", [])}
    return set(deadlines(case)) - followed


def deadlines(case: dict[str, Any]) -> dict[str, str]:
    """The day of each deadline."""
    return {f"t{task['uid']}": task["deadline"][0][:10] for task in case["tasks"] if "deadline" in task}


def _made(
    name: str, start: str, plan: dict[str, Any], expected: dict[str, dict[str, int]], skipped: Counter[str]
) -> Known:
    plan["deliverables"] = {name: _without_empty(item) for name, item in plan["deliverables"].items()}
    for (case, item, figure), (theirs, ours) in DIFFERENT.items():
        if case == name:
            skipped["free float up to a weekend"] += expected[item][figure] == theirs
            expected[item][figure] = ours
    return Known(name, with_titles(plan), expected, day_of(start), read_calendars(plan)["case"], skipped)


def _without_empty(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if value != []}


def _frame(start: str, calendar: dict[str, Any]) -> dict[str, Any]:
    own = {
        "week": calendar["workdays"],
        "holidays": "none",
        "closed": calendar.get("holidays", []),
        "open": calendar.get("extra_workdays", []),
    }
    calendars = {"case": _without_empty(own)}
    return {"status_date": start, "calendar": "case", "calendars": calendars, "deliverables": {}}


def _lacking(task: dict[str, Any]) -> list[str]:
    kind = task.get("constraint", [""])[0]
    return [f"{kind}: {LACKING[kind]}"] if kind in LACKING else []


def _reached_by_lacking(case: dict[str, Any]) -> set[int]:
    """Tasks with a constraint that plans lack, and everything after them."""
    found = {task["uid"] for task in case["tasks"] if _lacking(task)}
    for _ in case["tasks"]:
        found |= {task["uid"] for task in case["tasks"] if found & {uid for uid, _, _ in task.get("preds", [])}}
    return found


def _expected(task: dict[str, Any], *, lacking: bool, unlike: bool) -> dict[str, int]:
    figures = () if unlike else FIGURES[:2] if lacking else FIGURES
    return {figure: task[figure] for figure in figures}


def _streams(case: dict[str, Any]) -> list[int]:
    """Summary tasks with tasks directly below them."""
    parents = {task.get("parent") for task in case["tasks"] if not task.get("summary")}
    return [task["uid"] for task in case["tasks"] if task["uid"] in parents]


def _below(case: dict[str, Any], uid: int) -> set[int]:
    found = {uid}
    for _ in case["tasks"]:
        found |= {task["uid"] for task in case["tasks"] if task.get("parent") in found}
    return found


def _after(case: dict[str, Any], task: dict[str, Any], streams: list[int]) -> list[str]:
    """Links as a plan writes them; one to a summary task names the workstreams below it."""
    summaries = {one["uid"] for one in case["tasks"] if one.get("summary")}
    links = []
    for uid, kind, lag in task.get("preds", []):
        names = [f"t{uid}"]
        if uid in summaries:
            names = [f"s{one}" for one in streams if one in _below(case, uid)]
        links += [f"{name} {kind}{lag:+}d" if lag else f"{name} {kind}" for name in names]
    return links


def _stream(case: dict[str, Any], uid: int, streams: list[int]) -> dict[str, Any]:
    above = [task for task in case["tasks"] if task.get("summary") and uid in _below(case, task["uid"])]
    after = [link for task in above for link in _after(case, task, streams)]
    return {"title": str(uid), "after": after} if after else {"title": str(uid)}


def _task(case: dict[str, Any], task: dict[str, Any], streams: list[int]) -> dict[str, dict[str, Any]]:
    name = f"t{task['uid']}"
    item: dict[str, Any] = {"duration": f"{task['dur']}d"} if task["dur"] else {"milestone": _side(task)}
    item["after"] = _after(case, task, streams)
    if task.get("parent") in streams:
        item["workstream"] = f"s{task['parent']}"
    others = {}
    kind, stored = task.get("constraint", ["", ""])[:2]
    if not item["after"] and not kind:
        item["not_before"] = case["project"]["start"]
    if kind == "SNET":
        item["not_before"] = _morning(item, stored[:10])
    if kind == "FNET":
        # "Not finished before" is a finish-to-finish link from a milestone on that day.
        others[f"{name}-end"] = {"milestone": "finish", "not_before": stored[:10]}
        item["after"].append(f"{name}-end FF")
    return {name: item, **others}


def _side(task: dict[str, Any]) -> str:
    return "start" if str(task["dates"][0]).endswith("T08:00") else "finish"


def _morning(item: dict[str, Any], day: str) -> str:
    """The evening before is the same instant to a finish milestone."""
    if item.get("milestone") == "finish":
        return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    return day


def taskjuggler(case: dict[str, Any]) -> Known:
    """Start and finish dates only."""
    day = case["project"]["start"]
    plan = _frame(day, case["calendar"])
    start, calendar = day_of(day), read_calendars(plan)["case"]
    expected = {}
    for task in case["tasks"]:
        plan["deliverables"][task["id"].lower()] = _activity(task["dur"], task.get("preds", []))
        expected[task["id"].lower()] = {
            "es": working_between(calendar, start, day_of(task["start"])),
            "ef": working_between(calendar, start, day_of(task["finish"]) + 1),
        }
    return _made(case["case"], day, plan, expected, Counter())


def textbook(case: dict[str, Any]) -> Known:
    """A worked example; its unit becomes a working day."""
    start = case.get("dates", {}).get("project_start", MONDAY)
    plan = _frame(start, {"workdays": WEEK})
    for activity in case["activities"]:
        plan["deliverables"][activity["id"].lower()] = _activity(activity["duration"], activity["preds"])
    expected = {
        name.lower(): {**figures, **{key: int(value) for key, value in case["published"].get(name, {}).items()}}
        for name, figures in case["reference"].items()
    }
    return _made(case["id"], start, plan, expected, Counter())


def _activity(duration: float, preds: list[list[Any]]) -> dict[str, Any]:
    after = [f"{name.lower()} {kind}{lag:+}d" if lag else f"{name.lower()} {kind}" for name, kind, lag in preds]
    return {"duration": f"{int(duration)}d", "after": after} if duration else {"milestone": True, "after": after}
