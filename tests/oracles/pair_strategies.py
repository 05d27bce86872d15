"""A plan as it was approved and the same plan later on: what happens to plans between two status dates."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from roadmap.scheduling.network import find_cycles
from tests.faces import load_text
from tests.oracles.progress_strategies import REMAINING
from tests.oracles.strategies import BODIES, DURATIONS, LAGS, Draw, dates, links, plans

Written = dict[str, Any]
MOST_CHANGES = 5


@st.composite
def pairs(draw: Draw) -> tuple[Written, Written]:
    """A plan, and what became of it; both sound."""
    before = draw(plans())
    now = deepcopy(before)
    later = date.fromisoformat(now["status_date"]) + timedelta(days=draw(st.sampled_from((0, 0, 3, 17, 60, 200))))
    now["status_date"] = later.isoformat()
    for change in draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=MOST_CHANGES)):
        changed = deepcopy(now)
        change(draw, changed)
        if is_sound(changed):
            now = changed
    return before, now


def is_sound(plan: Written) -> bool:
    """Whether a plan has no errors, cycles included."""
    loaded = load_text(json.dumps(plan))
    return loaded.is_sound and not find_cycles(loaded.plan)


def items_of(plan: Written) -> dict[str, Written]:
    """Every deliverable by id, wherever it stands, to be changed in place."""
    found = dict(plan["deliverables"])
    for stream in plan.get("workstreams", {}).values():
        found |= stream.get("deliverables", {})
    return found


def _chosen(draw: Draw, plan: Written, key: str = "title") -> Written | None:
    """One of the deliverables that have a key."""
    items = items_of(plan)
    names = sorted(name for name, item in items.items() if key in item)
    return items[draw(st.sampled_from(names))] if names else None


def _other_duration(draw: Draw, plan: Written) -> None:
    if (item := _chosen(draw, plan, "duration")) is not None and "term" not in item:
        item["duration"] = draw(st.sampled_from(DURATIONS))


def _reported(draw: Draw, plan: Written) -> None:
    """Work that has begun or is finished, on any day up to the status date."""
    if (item := _chosen(draw, plan, "duration")) is None or "term" in item:
        return
    status = date.fromisoformat(plan["status_date"])
    started = draw(st.dates(status - timedelta(days=90), status))
    report = {"started": started.isoformat()}
    match draw(st.sampled_from(("begun", "remaining", "done", "done", "end"))):
        case "remaining":
            report["remaining"] = draw(st.sampled_from(REMAINING["e" in item["duration"]]))
        case "done":
            report["finished"] = draw(st.dates(started, status)).isoformat()
        case "end":
            report = {"finished": started.isoformat()}
    item["progress"] = report


def _reached(draw: Draw, plan: Written) -> None:
    """A milestone, term or decision that is reported as a whole."""
    item = _chosen(draw, plan)
    if item is not None and ("duration" not in item or "term" in item):
        status = date.fromisoformat(plan["status_date"])
        item["progress"] = {"finished": draw(dates(status - timedelta(days=60), status))}


def _decided(draw: Draw, plan: Written) -> None:
    """A body took its decision, at a meeting or off the list."""
    if (item := _chosen(draw, plan, "decided_by")) is not None:
        bodies = plan["groups"].get(item["decided_by"], [item["decided_by"]])
        status = date.fromisoformat(plan["status_date"])
        day = draw(dates(status - timedelta(days=60), status))
        item["decided"] = {**item.get("decided", {}), draw(st.sampled_from(bodies)): day}


def _new_link(draw: Draw, plan: Written) -> None:
    if (item := _chosen(draw, plan)) is not None:
        item["after"] = [*_after(item), draw(links(sorted(items_of(plan)), ("SS", "FF", "SF")))]


def _dropped_link(draw: Draw, plan: Written) -> None:
    if (item := _chosen(draw, plan, "after")) is not None:
        after = _after(item)
        after.pop(draw(st.integers(0, len(after) - 1)))
        _set_after(item, after)


def _other_lag(draw: Draw, plan: Written) -> None:
    if (item := _chosen(draw, plan, "after")) is not None:
        after = _after(item)
        number = draw(st.integers(0, len(after) - 1))
        kind = draw(st.sampled_from(("FS", "FS", "SS", "FF")))
        after[number] = f"{_source(after[number])} {kind}{draw(st.sampled_from(LAGS))}"
        item["after"] = after


def _new_item(draw: Draw, plan: Written) -> None:
    """Between a deliverable and one that it followed, or at its head."""
    item = _chosen(draw, plan)
    if item is None:
        return
    name = f"nieuw-{len(items_of(plan))}"
    after = _after(item)
    new: Written = {"title": name}
    if after:
        number = draw(st.integers(0, len(after) - 1))
        new["after"], after[number] = [after[number]], name
    else:
        after = [name]
    item["after"] = after
    new |= draw(
        st.sampled_from(({"duration": "3d"}, {"duration": "2ew"}, {"milestone": "start"}, {"decided_by": "raad"}))
    )
    plan["deliverables"][name] = new


def _dropped_item(draw: Draw, plan: Written) -> None:
    """What followed it follows what it followed."""
    items = items_of(plan)
    name = draw(st.sampled_from(sorted(items)))
    before = _after(items[name]) if draw(st.booleans()) else []
    _forget(plan, name)
    for item in _holders(plan):
        after = [other for link in _after(item) for other in (before if _is_to(link, name) else [link])]
        _set_after(item, after)
    plan["targets"] = {key: value for key, value in plan.get("targets", {}).items() if value["milestone"] != name}


def _renamed(draw: Draw, plan: Written) -> None:
    """Another id, which keeps its history, also when that happens twice."""
    old = draw(st.sampled_from(sorted(items_of(plan))))
    new = f"x{old}"
    for section in (
        plan["deliverables"],
        *(one.get("deliverables", {}) for one in plan.get("workstreams", {}).values()),
    ):
        if old in section:
            item = section.pop(old)
            section[new] = {**item, "was": [old, *item.get("was", [])]}
    for item in _holders(plan):
        _set_after(item, [_with_source(link, old, new) for link in _after(item)])
    for target in plan.get("targets", {}).values():
        if target["milestone"] == old:
            target["milestone"] = new


def _other_constraint(draw: Draw, plan: Written) -> None:
    """A not-before or an agreed day that comes, goes or changes."""
    item = _chosen(draw, plan)
    if item is None:
        return
    keys = ["not_before"] if "duration" in item or "term" in item else ["not_before", "fixed"]
    key = draw(st.sampled_from(keys))
    item.pop("not_before", None)
    if item.pop("fixed", None) is None or draw(st.booleans()):
        item[key] = draw(dates())


def _other_meetings(draw: Draw, plan: Written) -> None:
    body = plan["bodies"][draw(st.sampled_from(BODIES))]
    meetings = body.get("meetings", [])
    if meetings and draw(st.booleans()):
        meetings.pop(draw(st.integers(0, len(meetings) - 1)))
    else:
        meetings = sorted({*meetings, draw(dates())})
    if meetings:
        body["meetings"] = meetings
    elif "meets" in body:
        body.pop("meetings", None)


def _other_group(draw: Draw, plan: Written) -> None:
    plan["groups"]["raden"] = draw(st.lists(st.sampled_from(BODIES), min_size=2, max_size=3, unique=True))


def _closed_days(draw: Draw, plan: Written) -> None:
    day = draw(st.dates(date(2023, 3, 1), date(2024, 6, 1)))
    closed = plan["calendars"]["eigen"].get("closed", [])
    plan["calendars"]["eigen"]["closed"] = [*closed, f"{day}..{day + timedelta(days=9)}"]


def _after(item: Written) -> list[Any]:
    after = item.get("after", [])
    return list(after) if isinstance(after, list) else [after]


def _set_after(item: Written, after: list[Any]) -> None:
    if after:
        item["after"] = after
    else:
        item.pop("after", None)


def _source(link: str | Written) -> str:
    return str(link["deliverable"]) if isinstance(link, dict) else link.split()[0]


def _is_to(link: str | Written, name: str) -> bool:
    return _source(link).partition("@")[0] == name


def _with_source(link: str | Written, old: str, new: str) -> str | Written:
    """The same link to what has another id now."""
    if not _is_to(link, old):
        return link
    source = new + _source(link).removeprefix(old)
    return {**link, "deliverable": source} if isinstance(link, dict) else " ".join([source, *link.split()[1:]])


def _holders(plan: Written) -> Iterator[Written]:
    """Everything that may have links."""
    yield from items_of(plan).values()
    yield from plan.get("workstreams", {}).values()


def _forget(plan: Written, name: str) -> None:
    plan["deliverables"].pop(name, None)
    for stream in plan.get("workstreams", {}).values():
        stream.get("deliverables", {}).pop(name, None)


CHANGES: tuple[Callable[[Draw, Written], None], ...] = (
    _other_duration,
    _reported,
    _reported,
    _reached,
    _decided,
    _new_link,
    _dropped_link,
    _other_lag,
    _new_item,
    _dropped_item,
    _renamed,
    _other_constraint,
    _other_meetings,
    _other_group,
    _closed_days,
)
