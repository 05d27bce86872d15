"""Every feed of a plan against one icalendar serialisation of the same events, in one process.

`python -m bench.feeds FOLDER ROUNDS` prints what both took and how many feeds there are, as JSON.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import icalendar

from bench.timing import in_turn
from roadmap.export.ical.publication import publication_of
from roadmap.plan.ledger import ledger_text
from roadmap.plan.load import load_plan
from roadmap.scheduling.compute import compute_schedule
from roadmap.scheduling.schedule import Schedule


def time_feeds(plan_path: Path, *, rounds: int) -> dict[str, object]:
    """Seconds of the feeds and of the serialisation, in turn; and the number of feeds in one language."""
    plan = load_plan(plan_path).plan
    if plan.status_date is None:
        raise ValueError(plan_path)
    schedule = compute_schedule(plan, status_date=plan.status_date)
    feeds = publication_of(schedule).feeds
    # The first feed of a language holds every event.
    events = [event for first, *_ in feeds.values() for event in _events(first.to_bytes())]
    count = len(next(iter(feeds.values())))
    del feeds
    # What stands by now is not garbage of either side.
    gc.collect()
    gc.freeze()
    ours, bare = partial(_seconds, lambda: _build(schedule)), partial(_seconds, lambda: _serialise(events))
    builds, serialisations = in_turn(ours, bare, rounds=rounds)
    return {"feeds": count, "builds": builds, "serialisations": serialisations}


def _events(content: bytes) -> list[icalendar.Component]:
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def _seconds(step: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def _build(schedule: Schedule) -> int:
    """From a schedule to the ledger and to the bytes of each feed in each language, with and without reminders."""
    publication = publication_of(schedule)
    feeds = [feed for feeds in publication.feeds.values() for feed in feeds]
    return len(ledger_text(publication.ledger)) + sum(
        len(feed.to_bytes()) + len(feed.to_bytes(reminds=True)) for feed in feeds
    )


def _serialise(events: list[icalendar.Component]) -> int:
    return sum(len(event.to_ical()) for event in events)


if __name__ == "__main__":
    print(json.dumps(time_feeds(Path(sys.argv[1]), rounds=int(sys.argv[2]))))
