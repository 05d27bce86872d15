"""Values of options that are written into a plan as they were typed, once the plan's own parser can read them."""

from __future__ import annotations

from collections.abc import Callable

from roadmap.commands.opening import Written
from roadmap.plan.durations import parse_duration
from roadmap.plan.editing.yaml_text import parse_writable
from roadmap.plan.fields import parse_percent
from roadmap.plan.periods import parse_date, parse_period


def _spelled(parse: Callable[[str], object]) -> Callable[[str], str]:
    """A parser that hands on the text that it can read; an empty text takes a key out."""

    def read(text: str) -> str:
        if text:
            parse(text)
        return text

    return read


DATE = Written("date", _spelled(parse_date))
PERIOD = Written("period", _spelled(parse_period))
DURATION = Written("duration", _spelled(parse_duration))
PERCENT = Written("percent", _spelled(parse_percent))
TEXT = Written("text", _spelled(parse_writable))
