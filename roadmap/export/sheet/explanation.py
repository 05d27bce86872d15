"""What goes with the sheet in words: for somebody who gets it by mail and knows nothing of the rest."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap.export.sheet.columns import COLUMNS
from roadmap.export.words import Words


def explanation(words: Words) -> Iterator[tuple[str, str]]:
    """The lines of the explanation: of what they are, and what is to be known of it."""
    yield words.say("white"), words.say("To fill in. An empty cell takes the value out of the plan.")
    yield words.say("grey"), words.say("Computed, or stands elsewhere in the plan: what is typed here does nothing.")
    said = _said_of_columns(words)
    yield from ((words.say(column.heading), said[column.key]) for column in COLUMNS if column.key in said)
    yield words.say("back"), words.say("Save it as a workbook (.xlsx) and send it back; rows may be sorted.")


def _said_of_columns(words: Words) -> dict[str, str]:
    """What is to be known of the columns that are not plain."""
    duration = words.say("A number with d (working days), w (weeks), ed or ew (elapsed): 3w.")
    return {
        "id": words.say("Leave it as it is: by it the row is found again."),
        "duration": duration,
        "due": words.say("A day, a month such as 2024-09, or a quarter such as 2024-Q3."),
        "not_before": words.say("A day, such as 17-9-2024."),
        "started": words.say("The first day worked, such as 17-9-2024."),
        "remaining": duration,
        "percent": words.say("A whole number from 0 to 100."),
        "finished": words.say("The last day worked, or the day of the decision."),
        "note": words.say("Free text."),
        "state": words.say("As of the status date; the colour says the same as the word."),
        "float": words.say(
            "Working days that it can slip before a target does; negative: so many earlier it must be ready."
        ),
        "slip": words.say("Working days later than the baseline; negative: earlier."),
        "hand_in": words.say("The last day on which the papers can be handed in."),
    }
