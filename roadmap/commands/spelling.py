"""Values of options that are written into a plan, once the plan's own parser can read them."""

from __future__ import annotations

from collections.abc import Callable

from roadmap.commands.days import as_written
from roadmap.commands.opening import Written
from roadmap.plan.durations import parse_duration
from roadmap.plan.editing.yaml_text import parse_writable
from roadmap.plan.fields import parse_percent
from roadmap.plan.periods import parse_date, parse_period


def _kept(parse: Callable[[str], object]) -> Callable[[str], str]:
    """A parser that hands on the text that it can read; an empty text takes a key out."""

    def read(text: str) -> str:
        if text:
            parse(text)
        return text

    return read


def _dated(parse: Callable[[str], object]) -> Callable[[str], str]:
    """As above, and a day that stands day first as it is written in a plan."""
    keep = _kept(parse)
    return lambda text: keep(as_written(text))


DATE = Written("date", _dated(parse_date))
PERIOD = Written("period", _dated(parse_period))
DURATION = Written("duration", _kept(parse_duration))
PERCENT = Written("percent", _kept(parse_percent))
TEXT = Written("text", _kept(parse_writable))
