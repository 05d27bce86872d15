"""What is in the plan: items with their functions, and every link written out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tests.oracles.naive_calendars import (
    FOREVER,
    Span,
    WorkCalendar,
    day_of,
    last_day_of,
    read_calendars,
    span_of,
)
from tests.oracles.naive_functions import (
    SHIPPED_TERMS,
    Body,
    Function,
    lag,
    latest,
    read_bodies,
    term,
    work,
)
from tests.oracles.naive_progress import Progress, read_progress

WRITTEN = re.compile(r"^(\S+)(?: +(FS|SS|FF|SF)?([+-]\d+e?[dw])?)?$")


@dataclass(eq=False)
class Item:
    """One deliverable, of work what remains. `finish` knows no status date, `meets` does."""

    id: str
    kind: str
    calendar: WorkCalendar
    elapsed: bool = False
    starts: bool = False
    not_before: int | None = None
    fixed: int | None = None
    due: int | None = None
    finish: Function = int
    meets: Function = int
    bodies: dict[str, Body] = field(default_factory=dict)
    is_group: bool = False
    needed: int = 1
    readings: int = 1
    decided: dict[str, int] = field(default_factory=dict)
    adjoint: Function = int
    progress: Progress = field(default_factory=Progress)
    backward: Function = int

    @property
    def actual(self) -> int | None:
        """The instant at which it was finished, or at which enough bodies had decided."""
        if self.progress.finished is not None:
            return self.progress.finished + (not self.starts)
        if self.kind != "decision" or len(self.decided) < self.needed:
            return None
        return sorted(self.decided.values())[self.needed - 1] + 1

    @property
    def fixed_instant(self) -> int | None:
        """A start milestone is there at the start of its day, all else at the end."""
        return None if self.fixed is None else self.fixed + (not self.starts)

    def shown(self, instant: int) -> int:
        """The day on which a finish at this instant is shown."""
        return instant if self.starts else instant - 1


@dataclass(eq=False)
class Link:
    """`carry` brings the predecessor's instant to a bound on the successor."""

    source: str
    target: str
    kind: str
    carry: Function
    adjoint: Function

    @property
    def item(self) -> str:
        """The predecessor without the body."""
        return self.source.split("@", maxsplit=1)[0]


@dataclass(eq=False)
class Network:
    """All of the plan that dates follow from."""

    items: dict[str, Item]
    links: list[Link]
    status: int
    targets: dict[str, tuple[str, int, str]]
    near_critical: int


@dataclass(frozen=True)
class Shelf:
    """What items refer to by name."""

    calendars: dict[str, WorkCalendar]
    bodies: dict[str, Body]
    groups: dict[str, list[str]]
    terms: dict[str, dict[str, Any]]
    default: WorkCalendar
    status: int


def read_plan(plan: dict[str, Any]) -> Network:
    """Read plain data in the plan format."""
    written, streams = _deliverables(plan)
    shelf = _shelf(plan)
    items = {name: _item(name, value, shelf) for name, value in written.items()}
    return Network(
        items=items,
        links=_links(written, streams, items),
        status=shelf.status,
        targets={name: _target(target) for name, target in plan.get("targets", {}).items()},
        near_critical=span_of(plan.get("settings", {}).get("near_critical", "10d")).days,
    )


def _shelf(plan: dict[str, Any]) -> Shelf:
    status = day_of(plan["status_date"])
    calendars = read_calendars(plan)
    default = calendars[plan.get("calendar", "cao-gemeenten")]
    bodies = read_bodies(plan, default, status)
    terms = {**SHIPPED_TERMS, **plan.get("terms", {})}
    return Shelf(calendars, bodies, plan.get("groups", {}), terms, default, status)


def _deliverables(plan: dict[str, Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """All deliverables, links of their workstream included; and which belong to which."""
    written: dict[str, Any] = {}
    streams: dict[str, list[str]] = {name: [] for name in plan.get("workstreams", {})}
    own = {None: {}, **plan.get("workstreams", {})}
    inside = [(value.get("workstream"), name, value) for name, value in plan.get("deliverables", {}).items()]
    for stream, content in own.items():
        inside += [(stream, *pair) for pair in content.get("deliverables", {}).items()]
    for stream, name, value in inside:
        both = _listed(value.get("after")) + _listed(own[stream].get("after"))
        written[name] = {**value, "after": both}
        if stream is not None:
            streams[stream].append(name)
    return written, streams


def _listed(after: Any) -> list[Any]:  # noqa: ANN401
    if after is None:
        return []
    return list(after) if isinstance(after, list) else [after]


def _target(target: dict[str, Any]) -> tuple[str, int, str]:
    if "per" in target:
        return str(target["milestone"]), day_of(target["per"]), str(target["kind"])
    return str(target["milestone"]), last_day_of(target["by"]) + 1, str(target["kind"])


def _item(name: str, value: dict[str, Any], shelf: Shelf) -> Item:
    calendar = shelf.calendars[value["calendar"]] if "calendar" in value else shelf.default
    item = Item(name, _kind(value), calendar)
    item.not_before = day_of(value["not_before"]) if "not_before" in value else None
    item.fixed = day_of(value["fixed"]) if "fixed" in value else None
    item.due = last_day_of(value["due"]) if "due" in value else None
    item.progress = read_progress(value, calendar, shelf.status)
    if item.kind == "work" and item.progress.span is not None and item.progress.whole is not None:
        item.elapsed = item.progress.span.elapsed
        item.finish = cache(work(calendar, item.progress.span))
        all_of_it = work(calendar, item.progress.whole)
        item.backward = lambda end: latest(all_of_it, end)
    if item.kind == "milestone":
        item.starts = value["milestone"] == "start"
    if item.kind == "term":
        item.finish = cache(term(shelf.terms[value["term"]], value.get("duration")))
        item.backward = lambda end: latest(item.finish, end)
    if item.kind == "decision":
        _decision(item, value, shelf)
    item.adjoint = cache(lambda limit: latest(item.finish, limit))
    return item


def _kind(value: dict[str, Any]) -> str:
    kinds = {"milestone": "milestone", "decided_by": "decision", "term": "term"}
    return next((kind for key, kind in kinds.items() if key in value), "work")


def _decision(item: Item, value: dict[str, Any], shelf: Shelf) -> None:
    by = str(value["decided_by"])
    members = shelf.groups.get(by, [by])
    item.is_group = by in shelf.groups
    item.bodies = {name: shelf.bodies[name] for name in members}
    rule = str(value.get("rule", "all"))
    item.needed = len(members) if rule == "all" else int(rule.split(maxsplit=1)[0])
    item.readings = int(value.get("readings", 1))
    item.decided = {name: day_of(day) for name, day in value.get("decided", {}).items()}
    if item.progress.finished is not None:
        item.decided = {**dict.fromkeys(members, item.progress.finished), **item.decided}
    item.finish = cache(lambda ready: _together(item, ready))
    item.meets = cache(lambda ready: _together(item, ready, shelf.status))


def _together(item: Item, ready: int, *status: int) -> int:
    """The n-th smallest of what the members give."""
    return sorted(member(item, name, *status)(ready) for name in item.bodies)[item.needed - 1]


def member(item: Item, name: str, *status: int) -> Function:
    """The function of one body, which gives one answer once it has decided."""
    if name in item.decided:
        return lambda _ready: item.decided[name] + 1
    return item.bodies[name].takes(item.readings, *status)


def fixed_hand_in(item: Item, fixed: int) -> int:
    """The last day on which papers for a meeting on this day can be handed in."""
    days = [
        FOREVER if name in item.decided else body.hand_in_of(fixed, item.readings) for name, body in item.bodies.items()
    ]
    return sorted(days, reverse=True)[item.needed - 1]


def _links(written: dict[str, Any], streams: dict[str, list[str]], items: dict[str, Item]) -> list[Link]:
    links: list[Link] = []
    for name, value in written.items():
        for entry in value["after"]:
            source, kind, span = _parse_link(entry)
            ones = streams.get(source, [source])
            links += [_link(one, items[name], kind, span, items) for one in ones]
    return links


def _parse_link(entry: Any) -> tuple[str, str, Span]:  # noqa: ANN401
    if isinstance(entry, dict):
        lag_text = entry.get("lag", "0d")
        return str(entry["deliverable"]), str(entry.get("type", "FS")), span_of(lag_text)
    found = WRITTEN.match(str(entry))
    if found is None:
        message = f"not a link: {entry}"
        raise ValueError(message)
    return found[1], found[2] or "FS", span_of(found[3] or "0d")


def _link(source: str, target: Item, kind: str, span: Span, items: dict[str, Item]) -> Link:
    delay = lag(target.calendar, span)
    predecessor = items[source.split("@", maxsplit=1)[0]]
    begins = kind == "SS" and predecessor.kind in {"work", "term"}
    hands_on_end = target.kind == "term" and (predecessor.starts or begins)
    drawn = kind == "SF" or (kind == "FF" and span.days < 0 and not span.elapsed)

    def carry(instant: int) -> int:
        bound = delay(instant + hands_on_end)
        while drawn and target.kind == "work" and not target.calendar.works(bound - 1):
            bound -= 1
        return bound

    return Link(source, target.id, kind, carry, cache(lambda limit: latest(carry, limit)))
