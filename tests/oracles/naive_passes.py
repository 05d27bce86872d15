"""Early dates from what is known first; late dates by loosening nothing until nothing moves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from tests.oracles.naive_calendars import FOREVER, NEVER, first_working_day, last_working_day
from tests.oracles.naive_functions import earliest, latest
from tests.oracles.naive_plan import Item, Link, Network, fixed_hand_in, member


class Bound(NamedTuple):
    """When something is ready as far as one predecessor goes; `past` when that has begun and moves no more."""

    ready: int
    source: str
    past: bool


@dataclass(frozen=True)
class Early:
    """Instants; `ready` is the latest bound and `drivers` those that set the date."""

    start: int
    finish: int
    ready: int
    drivers: tuple[Bound, ...] = ()
    done: bool = False

    @property
    def known(self) -> bool:
        return self.finish < FOREVER


@dataclass(frozen=True)
class Late:
    """Instants; FOREVER is out of reach, NEVER has no meeting early enough."""

    start: int = FOREVER
    finish: int = FOREVER
    bound: int = FOREVER


def early_dates(network: Network) -> dict[str, Early]:
    """Dates of every item, and of every member of a group as `id@body`."""
    dates: dict[str, Early] = {}
    waiting = list(network.items.values())
    while waiting:
        able = [i for i in waiting if all(link.source in dates for link in into(network, i.id))]
        if not able:
            message = "the plan has a cycle"
            raise ValueError(message)
        for item in able:
            waiting.remove(item)
            dates.update(_early(network, item, dates))
    return dates


def into(network: Network, name: str) -> list[Link]:
    """The links that an item waits for."""
    return [link for link in network.links if link.target == name]


def out_of(network: Network, node: str) -> list[Link]:
    """The links that wait for this item, or for this one body of it."""
    return [link for link in network.links if link.source == node]


def _early(network: Network, item: Item, dates: dict[str, Early]) -> dict[str, Early]:
    links = [link for link in into(network, item.id) if item.actual is None or link.kind in {"FS", "SS"}]
    bounds = [Bound(_start_bound(item, link, dates), link.source, reads_past(network, link)) for link in links]
    ready = max([bound.ready for bound in bounds] + _floors(network, item), default=NEVER)
    whole = _dated(network, item, ready, bounds)
    if _reached(network, item, whole, [dates[link.source] for link in links]):
        whole = replace(whole, done=True)
    found = {item.id: whole}
    for name in item.bodies if item.is_group else ():
        plain, meets = member(item, name), member(item, name, network.status)
        end = meets(ready)
        drivers = _latest(bounds, ready) if plain(ready) == end and name not in item.decided else ()
        found[f"{item.id}@{name}"] = Early(end, end, ready, drivers if end < FOREVER else (), name in item.decided)
    return found


def _start_bound(item: Item, link: Link, dates: dict[str, Early]) -> int:
    source = dates[link.source]
    instant = source.finish if link.kind in {"FS", "FF"} else source.start
    if instant >= FOREVER:
        return FOREVER
    bound = link.carry(instant)
    return bound if link.kind in {"FS", "SS"} else earliest(item.finish, bound)


def _floors(network: Network, item: Item) -> list[int]:
    """What else holds it: its not_before, or the status date for what nothing holds."""
    day = item.not_before
    if item.kind == "work" and item.progress.begun is not None:
        return [network.status]
    if day is None and not into(network, item.id):
        day = network.status
    if day is None:
        return []
    at_the_end = item.kind == "decision" or (item.kind == "milestone" and not item.starts)
    return [day + at_the_end]


def _dated(network: Network, item: Item, ready: int, bounds: list[Bound]) -> Early:
    if item.actual is not None:
        return Early(_actual_start(item, item.actual), item.actual, ready, done=True)
    if item.fixed_instant is not None:
        return Early(item.fixed_instant, item.fixed_instant, ready)
    if ready >= FOREVER:
        return Early(FOREVER if item.progress.begun is None else item.progress.begun, FOREVER, FOREVER)
    if item.kind == "decision":
        end = item.meets(ready)
        drivers = _latest(bounds, ready) if item.finish(ready) == end < FOREVER else ()
        return Early(end, end, ready, drivers)
    start = snapped(item, max(ready, network.status) if item.kind == "work" else ready)
    drivers = tuple(bound for bound in bounds if snapped(item, bound.ready) == start)
    return Early(start if item.progress.begun is None else item.progress.begun, item.finish(start), ready, drivers)


def _actual_start(item: Item, end: int) -> int:
    """As reported; else of work and terms so long before the end, of all else the end."""
    if item.kind in {"work", "term"} and item.progress.started is None:
        return item.backward(end)
    return end if item.progress.started is None else item.progress.started


def reads_past(network: Network, link: Link) -> bool:
    """Whether it reads the start of work that is underway."""
    source = network.items[link.item]
    return link.kind in {"SS", "SF"} and source.kind == "work" and source.progress.begun is not None


def _reached(network: Network, item: Item, early: Early, before: list[Early]) -> bool:
    """A milestone, or the end of a term, comes by itself when all before it is done."""
    if item.kind not in {"milestone", "term"} or item.fixed is not None or not before:
        return False
    last_day = network.status - (item.kind == "term")
    return all(one.done for one in before) and item.shown(early.finish) <= last_day


def _latest(bounds: list[Bound], ready: int) -> tuple[Bound, ...]:
    return tuple(bound for bound in bounds if bound.ready == ready > NEVER)


def snapped(item: Item, instant: int) -> int:
    """The start shown for an instant."""
    if item.kind == "work" and not item.elapsed and abs(instant) < FOREVER:
        return first_working_day(item.calendar, instant)
    return instant


def snapped_back(item: Item, bound: int) -> int:
    """The last instant with a start shown no later than the bound; of a start that has been, any."""
    if item.progress.begun is not None:
        return FOREVER
    if item.kind == "work" and not item.elapsed and abs(bound) < FOREVER:
        return last_working_day(item.calendar, bound)
    return bound


def late_dates(network: Network, bounds: dict[str, int], done: set[str]) -> dict[str, Late]:
    """From no bound at all, again and again until no date becomes earlier."""
    dates: dict[str, Late] = {name: Late() for name in network.items}
    changed = True
    while changed:
        changed = False
        for item in network.items.values():
            new = Late() if item.id in done else _late(network, item, dates, bounds)
            changed = changed or new != dates[item.id]
            dates[item.id] = new
    for item in network.items.values():
        for name in item.bodies if item.is_group else ():
            dates[f"{item.id}@{name}"] = _member_late(network, item, name, dates)
    return dates


def _late(network: Network, item: Item, dates: dict[str, Late], bounds: dict[str, int]) -> Late:
    finish_bound, start_bound = _bounds(network, item.id, dates)
    finish_bound = min(finish_bound, bounds.get(item.id, FOREVER))
    if item.kind in {"milestone", "decision"}:
        finish_bound = start_bound = min(finish_bound, start_bound)
    start = latest_start(item, finish_bound)
    if item.kind in {"work", "term"}:
        start = min(start, snapped_back(item, start_bound))
    alone = start
    for name in item.bodies if item.is_group else ():
        own, _ = _member_bound(network, item, name, dates)
        start = min(start, own)
    if start >= FOREVER:
        return Late()
    held = item.fixed_instant
    if held is not None:
        # What follows the share of one body moves no agreed day of the whole.
        end = held if finish_bound >= held else item.finish(alone) if alone > NEVER else NEVER
        return Late(start, end, finish_bound)
    return Late(start, item.finish(start) if start > NEVER else NEVER, finish_bound)


def _bounds(network: Network, node: str, dates: dict[str, Late]) -> tuple[int, int]:
    """What the successors allow: on the finish, and on the start."""
    finish, start = FOREVER, FOREVER
    for link in out_of(network, node):
        after = dates[link.target]
        bound = link.adjoint(after.start if link.kind in {"FS", "SS"} else after.finish)
        if link.kind in {"FS", "FF"}:
            finish = min(finish, bound)
        else:
            start = min(start, bound)
    return finish, start


def latest_start(item: Item, bound: int) -> int:
    """The adjoint; when the bound allows the day that was agreed, that day's own."""
    if item.fixed is None or item.fixed_instant is None or not item.fixed_instant <= bound < FOREVER:
        return item.adjoint(bound)
    if item.kind == "decision":
        return fixed_hand_in(item, item.fixed) + 1
    return item.fixed_instant


def _member_bound(network: Network, item: Item, name: str, dates: dict[str, Late]) -> tuple[int, int]:
    """When papers must be in for the successors of one body, and what bounds its meeting."""
    bound = min(_bounds(network, f"{item.id}@{name}", dates))
    if bound >= FOREVER or name in item.decided:
        return FOREVER, FOREVER
    return latest(member(item, name), bound), bound


def _member_late(network: Network, item: Item, name: str, dates: dict[str, Late]) -> Late:
    if name in item.decided:
        return Late()
    bound = min(dates[item.id].bound, _member_bound(network, item, name, dates)[1])
    last = item.bodies[name].last_before(bound, item.readings)
    return Late(last, last, bound)
