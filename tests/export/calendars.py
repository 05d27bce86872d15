"""Feeds of plans in plain data, and what a reader finds in them."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import icalendar

from roadmap.export.ical.publication import Feed, publication_of
from roadmap.plan.load import load_plan
from roadmap.scheduling.compute import compute_schedule
from roadmap.scheduling.schedule import Schedule

MONDAY = "2024-06-03"
HOSTILE = [
    'Kosten, baten; en "de rest" \\ C:\\nieuw',
    "Eerste regel\nTweede regel\nDerde",
    "Duim \N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4} en cre\N{COMBINING DIAERESIS}ren",
    "Lang " + "woorden " * 37,
    "\N{GRINNING FACE}" * 100,
    "\\\\;;,," * 30,
    "BEGIN:VEVENT\nUID:1\nEND:VEVENT",
]


def schedule_of(plan: dict[str, Any] | Path) -> Schedule:
    """The schedule of a plan on disk or in plain data; JSON is YAML."""
    if isinstance(plan, Path):
        loaded = load_plan(plan)
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "plan.yaml"
            path.write_text(
                json.dumps({"id": "proef", "status_date": MONDAY, **plan}, ensure_ascii=False), encoding="utf-8"
            )
            loaded = load_plan(path)
    assert loaded.is_sound, loaded.findings
    assert loaded.plan.status_date is not None
    return compute_schedule(loaded.plan, status_date=loaded.plan.status_date)


def feeds(plan: dict[str, Any] | Path, language: str = "nl") -> dict[str, Feed]:
    """The feeds of a plan by file name, without the plan's id and the suffix."""
    made = publication_of(schedule_of(plan)).feeds[language]
    prefix = len(next(feed for feed in made if feed.view.scope == "all").file_name.rpartition("-")[0]) + 1
    return {feed.file_name.removesuffix(".ics")[prefix:]: feed for feed in made}


def events_in(content: bytes) -> dict[str, Any]:
    """The events of a file by UID, as icalendar reads them."""
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    by_uid = {str(event["UID"]): event for event in events}
    assert len(by_uid) == len(events)
    return by_uid


def uid(plan: str, kind: str, item: str) -> str:
    """The UID as the specification has it."""
    return str(uuid5(uuid5(NAMESPACE_URL, f"roadmap:plan:{plan}"), f"{kind}:{item}"))


def octet_faults(content: bytes) -> list[str]:
    """What is wrong with the octets of a file, by RFC 5545 3.1 alone; no parser minds a bare line feed."""
    lines = content.split(b"\r\n")
    faults = [f"long line {line[:30]!r}" for line in lines if len(line) > 75]
    faults += [f"broken character {line[:30]!r}" for line in lines if not _is_utf8(line)]
    faults += [f"control character {line[:30]!r}" for line in lines if re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)]
    faults += ["empty line"] * (b"" in lines[:-1])
    faults += ["no line break at the end"] * (lines[-1] != b"")
    faults += ["byte order mark"] * content.startswith(b"\xef\xbb\xbf")
    return faults


def unfolded(content: bytes) -> list[str]:
    """The lines of a file as they were before folding."""
    return content.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
