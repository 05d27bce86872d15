"""A second, naive schedule: brute force over days and meetings, sharing no code with the program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.oracles.naive_calendars import FOREVER, NEVER, last_working_day, working_between
from tests.oracles.naive_functions import Function
from tests.oracles.naive_passes import (
    Early,
    Late,
    early_dates,
    late_dates,
    latest_start,
    out_of,
    reads_past,
    snapped_back,
)
from tests.oracles.naive_plan import Item, Link, Network, fixed_hand_in, member, read_plan

AT_THE_END = ""


@dataclass(eq=False)
class Passes:
    """Early dates, late dates to each target, to the plan's end and to each due date, and what is critical."""

    network: Network
    early: dict[str, Early]
    late: dict[str, dict[str, Late]]
    due: dict[str, dict[str, Late]]
    critical: dict[str, set[str]]


def schedule(plan: dict[str, Any]) -> dict[str, Any]:
    """Targets and deliverables as in `status --json`; `due_ties` names every due date of equal float."""
    network = read_plan(plan)
    early = early_dates(network)
    end = max((early[i].finish for i in network.items if early[i].known), default=FOREVER)
    done = {name for name in early if early[name].done}
    late = {
        name: late_dates(network, {milestone: instant}, done)
        for name, (milestone, instant, _) in network.targets.items()
    }
    late[AT_THE_END] = late_dates(network, dict.fromkeys(network.items, end), done)
    due = {i.id: late_dates(network, {i.id: i.due + 1}, done) for i in network.items.values() if i.due is not None}
    critical = {name: _critical(early, [milestone]) for name, (milestone, _, _) in network.targets.items()}
    last = [name for name in network.items if early[name].finish == end and end < FOREVER]
    critical[AT_THE_END] = _critical(early, last)
    passes = Passes(network, early, late, due, critical)
    return {
        "targets": [_target(passes, name) for name in sorted(network.targets)],
        "deliverables": [_deliverable(passes, node) for node in sorted(early)],
    }


def _item(network: Network, node: str) -> tuple[Item, str | None]:
    name, _, body = node.partition("@")
    return network.items[name], body or None


def _critical(early: dict[str, Early], ends: list[str]) -> set[str]:
    """Everything from which driving links lead to one of the ends, save what is done."""
    found: set[str] = set()
    to_visit = list(ends)
    while to_visit:
        node = to_visit.pop()
        if node not in found and early[node].known and not early[node].done:
            found.add(node)
            to_visit += [driver.source for driver in early[node].drivers if not driver.past]
    return found


def _chain(passes: Passes, node: str) -> list[str]:
    """Back from a milestone over the latest bound each time, then the smallest id."""
    chain = []
    following: str | None = node
    while following is not None and following in _critical(passes.early, [node]):
        chain.append(following.split("@", maxsplit=1)[0])
        drivers = [driver for driver in passes.early[following].drivers if not driver.past]
        last = min(drivers, key=lambda driver: (-driver.ready, driver.source), default=None)
        following = last.source if last else None
    return list(dict.fromkeys(reversed(chain)))


def _target(passes: Passes, name: str) -> dict[str, Any]:
    milestone, instant, _ = passes.network.targets[name]
    item, early = passes.network.items[milestone], passes.early[milestone]
    path = _chain(passes, milestone)
    target_day = item.shown(instant)
    critical = {node.split("@", maxsplit=1)[0] for node in passes.critical[name]}
    return {
        "id": name,
        "forecast": _iso(item.shown(early.finish)),
        "margin": working_between(item.calendar, early.finish, instant) if early.known else None,
        "margin_days": target_day - item.shown(early.finish) if early.known else None,
        "critical_path": path,
        "also": sorted(critical - set(path)),
    }


def _deliverable(passes: Passes, node: str) -> dict[str, Any]:
    item, body = _item(passes.network, node)
    early = passes.early[node]
    floats = {name: _float(passes, node, passes.late[name]) for name in passes.network.targets}
    chosen = _of_least_float(passes, floats)
    total = _float(passes, node, passes.late[chosen])
    is_critical = not early.done and _is_critical(passes, node, chosen)
    return {
        "id": node,
        "kind": item.kind,
        "done": early.done,
        "percent_complete": 100 if early.done else item.progress.percent_complete,
        "actual_start": _iso(item.progress.started or NEVER) if body is None else None,
        "actual_finish": _iso(item.shown(early.finish)) if early.done else None,
        "early_start": _iso(_shown_start(item, early.start)),
        "early_finish": _iso(item.shown(early.finish)),
        **_late_days(passes, node, passes.late[chosen][node], known=total is not None),
        "total_float": total,
        "free_float": _free_float(passes, node, total),
        "float_to": floats,
        "critical": is_critical,
        "near_critical": not is_critical and _is_near(passes, chosen, total),
        **_due(passes, node),
        "driven_by": [{"rule": "predecessor", "id": driver.source} for driver in early.drivers if early.known],
        **_meeting(item, body, early),
    }


def _shown_start(item: Item, instant: int) -> int:
    return instant if item.kind in {"work", "term"} else item.shown(instant)


def _late_days(passes: Passes, node: str, late: Late, *, known: bool) -> dict[str, str | None]:
    if not known:
        return {"late_start": None, "late_finish": None}
    item, _ = _item(passes.network, node)
    if item.kind == "milestone":
        day = last_working_day(item.calendar, item.shown(late.finish))
        return {"late_start": _iso(day), "late_finish": _iso(day)}
    start = late.start if item.kind in {"work", "term"} else late.finish - 1
    if item.progress.begun is not None:
        start = NEVER
    return {"late_start": _iso(start), "late_finish": _iso(late.finish - 1)}


def _float(passes: Passes, node: str, late: dict[str, Late]) -> int | None:
    """Working days from early finish to late finish, if both are known."""
    early = passes.early[node]
    if not early.known or early.done or abs(late[node].finish) >= FOREVER:
        return None
    return working_between(_item(passes.network, node)[0].calendar, early.finish, late[node].finish)


def _of_least_float(passes: Passes, floats: dict[str, int | None]) -> str:
    """The fatal target with the least float, else the aim, else the plan's end."""
    for kind in ("fatal", "aim"):
        found = [
            (margin, name)
            for name, margin in floats.items()
            if margin is not None and passes.network.targets[name][2] == kind
        ]
        if found:
            return min(found)[1]
    return AT_THE_END


def _is_critical(passes: Passes, node: str, target: str) -> bool:
    if node in passes.critical[target]:
        return True
    item, body = _item(passes.network, node)
    if body is None:
        return any(f"{node}@{name}" in passes.critical[target] for name in item.bodies)
    same_day = passes.early[node].finish == passes.early[item.id].finish
    return same_day and item.id in passes.critical[target]


def _is_near(passes: Passes, target: str, total: int | None) -> bool:
    """No more than so many working days above the target's own margin."""
    margin: int | None = 0
    if target != AT_THE_END:
        margin = _target(passes, target)["margin"]
    return total is not None and margin is not None and total <= margin + passes.network.near_critical


def _free_float(passes: Passes, node: str, total: int | None) -> int | None:
    """The least room before a successor's early dates move; without successors the total float."""
    early = passes.early[node]
    if not early.known or early.done:
        return None
    rooms = [
        _room(passes, node, link)
        for link in out_of(passes.network, node)
        if passes.early[link.target].known and not passes.early[link.target].done
        if not reads_past(passes.network, link)
    ]
    if not rooms:
        return None if total is None else max(0, total)
    return max(0, min(rooms))


def _room(passes: Passes, node: str, link: Link) -> int:
    """Working days to the bound that one successor's early date sets."""
    item, _ = _item(passes.network, node)
    after = passes.network.items[link.target]
    limit = passes.early[link.target].finish
    if link.kind in {"FS", "SS"}:
        limit = latest_start(after, limit)
    bound = link.adjoint(limit)
    if abs(bound) >= FOREVER:
        return 0
    if link.kind in {"FS", "FF"}:
        return working_between(item.calendar, passes.early[node].finish, bound)
    return working_between(item.calendar, passes.early[node].start, snapped_back(item, bound))


def _due(passes: Passes, node: str) -> dict[str, Any]:
    item, body = _item(passes.network, node)
    empty: dict[str, Any] = {"due_margin": None, "due_float": None, "due_of": None, "due_ties": []}
    if body is not None or not passes.early[node].known:
        return empty
    if item.due is not None:
        instant = passes.early[node].finish
        empty["due_margin"] = working_between(item.calendar, instant, item.due + 1)
    floats = {name: _float(passes, node, late) for name, late in passes.due.items()}
    known = {name: margin for name, margin in floats.items() if margin is not None}
    out_of_time = [name for name, late in passes.due.items() if late[node].finish == NEVER]
    if out_of_time or not known:
        return empty
    least = min(known.values())
    ties = [name for name, margin in known.items() if margin == least]
    first = min(ties, key=lambda name: (passes.network.items[name].due or 0, name))
    return {**empty, "due_float": least, "due_of": first, "due_ties": sorted(ties)}


def _meeting(item: Item, body: str | None, early: Early) -> dict[str, Any]:
    keys = ("hand_in", "waited_days", "next_meeting", "cost_of_missing_days")
    if item.kind != "decision" or not early.known or early.done:
        return dict.fromkeys(keys)
    function = item.finish if body is None else member(item, body)
    last = _last_hand_in(item, body, function, early.finish)
    following = function(last + 2)
    waited = early.finish - early.ready if early.finish >= early.ready > NEVER else None
    cost = following - early.finish if following < FOREVER else None
    return dict(zip(keys, (_iso(last), waited, _iso(following - 1), cost), strict=True))


def _last_hand_in(item: Item, body: str | None, function: Function, meeting: int) -> int:
    """The latest day on which papers still make this meeting."""
    if body is None and item.fixed is not None:
        return fixed_hand_in(item, item.fixed)
    ready = meeting
    while function(ready) > meeting:
        ready -= 1
    return ready - 1


def _iso(day: int) -> str | None:
    return None if abs(day) >= FOREVER - 1 else date.fromordinal(day).isoformat()


def by_id(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Rows of targets or deliverables, by their id."""
    return {row["id"]: row for row in rows}
