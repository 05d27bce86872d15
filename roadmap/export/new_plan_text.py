"""What is said of a plan that was just begun: what it holds, how it stands, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roadmap.analysis.states import target_state
from roadmap.export.conclusion import by_weight
from roadmap.export.steps_text import Step, typed
from roadmap.export.steps_text import to_text as steps_to_text
from roadmap.export.summary_text import targets_to_text
from roadmap.export.terminal import Screen, line
from roadmap.export.words import Words, one_line
from roadmap.scheduling.schedule import Schedule

COUNCILS = "besturen/raden.yaml"


def to_text(schedule: Schedule, texts: Mapping[str, str], folder: str, words: Words, screen: Screen) -> str:
    """The whole of it, below what the check found."""
    is_region = COUNCILS in texts
    parts = [
        line(screen, _counted(schedule, folder, words)),
        line(screen, _dated(schedule, words)),
        "\n",
        targets_to_text(schedule, words, screen),
        *([line(screen, _estimated(words))] if is_region else []),
        "\n",
        steps_to_text(words.say("What to do next"), _steps(schedule, folder, words, is_region=is_region), screen),
    ]
    return "".join(parts)


def _counted(schedule: Schedule, folder: str, words: Words) -> str:
    plan = schedule.plan
    counts = [
        words.count("{n} deliverable", "{n} deliverables", len(plan.deliverables)),
        *([words.count("{n} workstream", "{n} workstreams", len(plan.workstreams))] if plan.workstreams else []),
        words.count("{n} body", "{n} bodies", len(plan.bodies)),
    ]
    title = one_line(plan.title)
    return words.say('"{title}" stands in {folder}: {counts}.', title=title, folder=folder, counts=", ".join(counts))


def _dated(schedule: Schedule, words: Words) -> str:
    target = by_weight(schedule)[0]
    return words.say(
        "It begins on {start}, which is also its status date (not today), and works towards {day}.",
        start=schedule.status_date,
        day=target.day,
    )


def _estimated(words: Words) -> str:
    return words.say("All durations, meeting days and recesses are estimates; the files say by which rule.")


def _steps(schedule: Schedule, folder: str, words: Words, *, is_region: bool) -> Iterator[Step]:
    plan = typed(folder)
    troubled = [target.id for target in by_weight(schedule) if target_state(schedule, target) != "on-track"]
    if troubled:
        why = words.say("A target is not on track: this says where time can be gained.")
        yield Step(f"roadmap path {plan} --target {troubled[0]}", why)
    if is_region:
        yield from _steps_of_region(schedule, folder, words)
    else:
        yield Step(
            f"{folder}/plan.yaml", words.say("Open it in a text editor, and write your own plan over the example.")
        )
    yield Step(f"roadmap check {plan}", words.say("Says what is wrong or odd, with the line; give it after a change."))
    yield Step(f"roadmap build {plan}", words.say("Makes the picture and the calendars."))
    yield Step(f"roadmap status {plan}", words.say("Shows how every deliverable stands, and how much room it has."))
    yield Step(
        f"roadmap baseline {plan} start", words.say("Once the plan is agreed: freezes its dates to compare with.")
    )


def _steps_of_region(schedule: Schedule, folder: str, words: Words) -> Iterator[Step]:
    council = next(name for name in schedule.plan.bodies if name.startswith("raad-"))
    yield Step(
        f"{folder}/{COUNCILS}", words.say("Put the real meeting days and hand-in terms in, as each clerk gives them.")
    )
    yield Step(
        f"roadmap meetings {typed(folder)} {council} griffie.ics",
        words.say("Reads the meeting days out of a calendar (.ics) or a table (.csv) of the clerk."),
    )
    yield Step(f"{folder}/lijnen/", words.say("Take out what does not fit, add what is missing, adjust the durations."))
