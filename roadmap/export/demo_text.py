"""What the demonstration says: what it has made, what to look at, and what to try."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap.export.steps_text import Step, typed
from roadmap.export.steps_text import to_text as steps_to_text
from roadmap.export.terminal import Screen, line
from roadmap.export.words import Words

LANGUAGE = "nl"
"""The language of the example plan."""


def to_introduction(folder: str, words: Words, screen: Screen) -> str:
    """What the plan is, and that it can do no harm."""
    text = words.say(
        "The example plan stands in {folder}: five workstreams of a region of fourteen municipalities, towards new "
        "contracts on 1 January 2025. Its durations and meeting days are examples. It is a copy: change what you "
        "like, and throw the folder away when you are done. This is what `roadmap build` makes of it.",
        folder=folder,
    )
    return line(screen, text)


def to_text(folder: str, words: Words, screen: Screen) -> str:
    """What to look at first, and then to try."""
    look = steps_to_text(words.say("Look at"), _to_see(folder, words), screen)
    return f"{look}\n{steps_to_text(words.say('Then try'), _to_try(typed(folder), words), screen)}"


def _to_see(folder: str, words: Words) -> Iterator[Step]:
    yield Step(
        f"{folder}/out/gantt.png",
        words.say("The picture for a board: each row a deliverable, dark red what decides the date of the contracts."),
    )
    yield Step(
        f"{folder}/out/agenda/", words.say("Calendars to subscribe to: of each council, with the days papers go in.")
    )
    yield Step(
        f"{folder}/lijnen/1-visie.yaml",
        words.say("The plan itself is text: one of its workstreams, with its estimates."),
    )


def _to_try(plan: str, words: Words) -> Iterator[Step]:
    # The plan is in Dutch, and commands speak the language of their plan unless they are told.
    program = "roadmap" if words.language == LANGUAGE else f"roadmap --lang {words.language}"
    commands = {
        f"status {plan}": words.say("How every deliverable stands, and how much room it has."),
        f"explain {plan} visie-raadsbesluiten": words.say(
            "Why the vision is adopted on that day, and what it costs a council to miss its meeting."
        ),
        f"agenda {plan} --body raden": words.say("What each council decides when, and when its papers go in."),
        f'what-if {plan} "L4-02 +4w"': words.say(
            "What four weeks more for the study of prices would do; nothing is written."
        ),
        f"gantt {plan}": words.say("The plan as a chart in this window."),
        f"baseline {plan} start": words.say("Freeze the dates, to measure against later."),
        f'update {plan} L1-06 --duration 7w --note "{words.say("more talks")}"': words.say(
            "Change the plan, and see what that does to the targets."
        ),
        f"slippage {plan} --baseline start": words.say("What moved since the baseline, and why."),
        f"new {words.say('my-plan')}": words.say("Begin a plan of your own; `roadmap new --help` says how."),
    }
    for command, why in commands.items():
        yield Step(f"{program} {command}", why)
