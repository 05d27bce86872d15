"""Shares of a shift by the letter of the definitions, from two naive schedules and no code of the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from tests.oracles.naive_calendars import FOREVER
from tests.oracles.naive_functions import earliest
from tests.oracles.naive_passes import Early, early_dates, into, snapped
from tests.oracles.naive_plan import Item, Link, Network, member, read_plan

START, FINISH = "start", "finish"


class Event(NamedTuple):
    """A start or a finish."""

    node: str
    end: str


class Share(NamedTuple):
    """What a step adds; None of what the plan as it was did not have."""

    id: str
    days: int | None


@dataclass(frozen=True)
class Pair:
    """A plan as it is, and the dates that it had; by former ids where it has others now."""

    network: Network
    now: dict[str, Early]
    before: dict[str, Early]
    was: dict[str, list[str]]


def read_pair(before: dict[str, Any], now: dict[str, Any]) -> Pair:
    """Both schedules."""
    network = read_plan(now)
    sections = [now["deliverables"], *(one.get("deliverables", {}) for one in now.get("workstreams", {}).values())]
    was = {name: item.get("was", []) for section in sections for name, item in section.items()}
    return Pair(network, early_dates(network), early_dates(read_plan(before)), was)


def shares(pair: Pair, node: str) -> tuple[int | None, list[Share]]:
    """How far something moved, and what each step on the way adds, steps that add nothing left out."""
    total = _shift(pair, Event(node, FINISH))
    if total is None:
        return None, []
    carried, found = 0, []
    for event in _way(pair, node):
        shift = _shift(pair, event)
        if shift is None:
            found.append(Share(event.node, None))
        else:
            if shift != carried:
                found.append(Share(event.node, shift - carried))
            carried = shift
    return total, found


def _way(pair: Pair, node: str) -> list[Event]:
    """From the first event to the finish of a node."""
    way = [Event(node, FINISH)]
    while (before := _behind(pair, way[-1])) is not None:
        way.append(before)
    return way[::-1]


def _shift(pair: Pair, event: Event) -> int | None:
    name, at, body = event.node.partition("@")
    known = [f"{one}{at}{body}" for one in (name, *pair.was[name]) if f"{one}{at}{body}" in pair.before]
    now = getattr(pair.now[event.node], event.end)
    then = getattr(pair.before[known[0]], event.end) if known else FOREVER
    return now - then if now < FOREVER and then < FOREVER else None


def _behind(pair: Pair, event: Event) -> Event | None:
    """The event that set this one: the latest that drives it, or else the latest that came in time."""
    item = pair.network.items[event.node.partition("@")[0]]
    early, links = pair.now[event.node], into(pair.network, item.id)
    underway = event.end == START and item.progress.begun is not None
    if not early.done and item.actual is None and not underway:
        driving = [link for link in links if _drives(pair, item, event.node, link)]
        if driving:
            return _event(min(driving, key=lambda link: _order(_readiness(pair, item, link), link)))
        if _is_agreed(item, event.node) or _is_held(pair, item, event.node):
            return None
    limit = getattr(early, event.end)
    past = [link for link in links if _carried(pair, link) <= limit]
    return _event(min(past, key=lambda link: _order(_carried(pair, link), link))) if past else None


def _is_agreed(item: Item, node: str) -> bool:
    """Whether a board put it on its day; the share of one body comes when it comes."""
    return item.fixed is not None and node == item.id


def _drives(pair: Pair, item: Item, node: str, link: Link) -> bool:
    bound, early = _readiness(pair, item, link), pair.now[node]
    if _is_agreed(item, node) or bound >= FOREVER:
        return False
    if item.kind == "decision":
        return bound == early.ready and bool(early.drivers)
    return snapped(item, bound) == _first(pair, item, early)


def _first(pair: Pair, item: Item, early: Early) -> int:
    """From where it goes on: of work that is underway its first working day from the status date on."""
    if item.kind != "work":
        return early.start
    return snapped(item, max(early.ready, pair.network.status))


def _is_held(pair: Pair, item: Item, node: str) -> bool:
    """Whether its not-before sets the date."""
    early = pair.now[node]
    if item.not_before is None or (item.kind == "work" and item.progress.begun is not None):
        return False
    later = item.kind == "decision" or (item.kind == "milestone" and not item.starts)
    if item.kind == "decision":
        return early.ready == item.not_before + later and _is_in_time(pair, item, node)
    return snapped(item, item.not_before + later) == _first(pair, item, early)


def _is_in_time(pair: Pair, item: Item, node: str) -> bool:
    """Whether the meeting that its readiness asks for is not past."""
    body = node.partition("@")[2]
    asked = member(item, body) if body else item.finish
    return asked(pair.now[node].ready) == pair.now[node].finish


def _carried(pair: Pair, link: Link) -> int:
    source = pair.now[link.source]
    instant = source.finish if link.kind in {"FS", "FF"} else source.start
    return link.carry(instant) if instant < FOREVER else FOREVER


def _readiness(pair: Pair, item: Item, link: Link) -> int:
    bound = _carried(pair, link)
    return earliest(item.finish, bound) if link.kind in {"FF", "SF"} and bound < FOREVER else bound


def _order(bound: int, link: Link) -> tuple[int, str, str, bool]:
    """The latest; of equals the smallest id, of one id its finish."""
    return -bound, link.item, link.source, link.kind in {"SS", "SF"}


def _event(link: Link) -> Event:
    return Event(link.source, FINISH if link.kind in {"FS", "FF"} else START)
