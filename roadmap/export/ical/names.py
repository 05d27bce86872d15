"""What things are called in a calendar: plain text on one line, without what readers trip over."""

from __future__ import annotations

import re

from roadmap.scheduling.schedule import Schedule, Scheduled

LONGEST_TITLE = 255
"""Characters in the title of an event; some readers cut or refuse more."""

LONGEST_NAME = 100
LONGEST_NOTE = 1000

_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LINE_BREAK_TO_SOME = re.compile(r"\\(?=[nN])")
_SEPARATORS = re.compile(r"\s*[,;]+\s*")


def plain(text: str) -> str:
    """Text without control characters, its line breaks all of one sort."""
    encodable = text.encode("utf-8", "replace").decode("utf-8")
    # Escaped as it should be, a backslash before an n is still read as a line break by some.
    return _LINE_BREAK_TO_SOME.sub("/", _CONTROLS.sub("", _BREAKS.sub("\n", encodable)))


def one_line(text: str) -> str:
    """Plain text on one line."""
    return " ".join(plain(text).split())


def cut(text: str, length: int) -> str:
    """Text of at most so many characters, with an ellipsis where it was cut."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def without_separators(text: str) -> str:
    """Text without comma, semicolon and backslash: in lists and calendar names readers disagree on those."""
    dashed = _SEPARATORS.sub(" \N{EN DASH} ", one_line(text).replace("\\", "/"))
    return dashed.strip(" \N{EN DASH}")


def named(title: str | None, name: str) -> str:
    """A title on one line, or the id when there is none to show."""
    return one_line(title or "") or name


def plan_name(schedule: Schedule) -> str:
    """The plan's title."""
    return named(schedule.plan.header.title, schedule.plan.id)


def body_name(schedule: Schedule, name: str) -> str:
    """The title of a body."""
    return named(schedule.plan.bodies[name].title, name)


def workstream_name(schedule: Schedule, name: str) -> str:
    """The title of a workstream."""
    return named(schedule.plan.workstreams[name].title, name)


def item_name(item: Scheduled) -> str:
    """The title of a deliverable; a share goes by that of the whole."""
    return named(item.activity.deliverable.title, item.activity.deliverable_id)


def item_name_with_code(item: Scheduled) -> str:
    """A deliverable in a sentence: its code and title."""
    return cut(one_line(f"{item.activity.deliverable.code or ''} {item_name(item)}"), LONGEST_NAME)
