"""What each deliverable drawn is in words, for who points at it or hears the picture read out."""

from __future__ import annotations

from collections.abc import Sequence

from roadmap.analysis.states import is_past_due
from roadmap.export.standing import is_critical
from roadmap.export.status_text import label_of
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Scheduled


def name_items(items: Sequence[Scheduled], words: Words) -> dict[str, str]:
    """A sentence on each deliverable, by id."""
    return {item.id: _name(item, words) for item in items}


def _name(item: Scheduled, words: Words) -> str:
    title = label_of(item)
    if not item.is_known:
        return f"{title}: {words.say('date unknown')}"
    if item.early_start == item.early_finish:
        text = f"{title}: {words.day(item.early_finish)}"
    else:
        values = {"title": title, "first": item.early_start, "last": item.early_finish}
        text = words.say("{title}: {first} through {last}", **values)
    remarks = [words.say("due {day}", day=item.due)] if item.due is not None else []
    if item.done:
        remarks.append(words.say("done"))
    elif is_past_due(item):
        remarks.append(words.say("late"))
    if is_critical(item) and not item.done:
        remarks.append(words.say("critical"))
    elif item.near_critical and not item.done:
        remarks.append(words.say("nearly critical"))
    return "; ".join([text, *remarks])
