"""How decisions come together, as text: a matrix of body by decision, and the slowest body in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadmap.analysis.agenda import Adoption, Agenda, Vote, body_order
from roadmap.export.status_text import STATES, label_of, some_of
from roadmap.export.terminal import Cell, Column, Screen, line, table
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Schedule

NARROWEST_BODY = 16
WIDEST_LABEL = 20
SLOWEST = ("\N{BLACK LEFT-POINTING POINTER}", "<")
ASSUMED = ("\N{ALMOST EQUAL TO}", "a")
MARKED_STATES = ("done", "late", "at-risk")
"""What a date in the matrix says besides; the rest is planned."""


def adoption_to_text(schedule: Schedule, agenda: Agenda, words: Words, screen: Screen) -> Iterator[str]:
    """A matrix for the decisions of each group, and one list of the decisions of one body."""
    groups: dict[str, list[Adoption]] = {}
    singles: list[Adoption] = []
    for adoption in agenda.adoptions:
        decider = adoption.item.activity.deliverable.decided_by or ""
        if schedule.plan.is_group(decider):
            groups.setdefault(decider, []).append(adoption)
        else:
            singles.append(adoption)
    for decider, adoptions in groups.items():
        yield _group(schedule, decider, adoptions, words, screen)
    if singles:
        yield _singles(schedule, singles, words, screen)


def title_of(schedule: Schedule, body: str) -> str:
    """The title of a body, or its id."""
    return schedule.plan.bodies[body].title or body


def is_slowest(adoption: Adoption, vote: Vote) -> bool:
    """Whether the decision of a group has its day by this body."""
    return adoption.count > 1 and vote.body in adoption.slowest


def _group(schedule: Schedule, decider: str, adoptions: list[Adoption], words: Words, screen: Screen) -> str:
    """The matrix in as many tables as the screen asks for, and a sentence for each decision."""
    bodies = {vote.body for adoption in adoptions for vote in adoption.votes}
    ordered = sorted(bodies, key=lambda body: body_order(schedule, body))
    width = max(_date_width(words), min(WIDEST_LABEL, max(len(_head(adoption)) for adoption in adoptions)))
    at_once = max(1, (screen.width - NARROWEST_BODY - 1) // (width + 1))
    text = line(screen, Cell(words.say("Adoption by {group}", group=decider), "strong"))
    for begin in range(0, len(adoptions), at_once):
        chosen = adoptions[begin : begin + at_once]
        text += _matrix(schedule, ordered, chosen, width, words, screen) + "\n"
    return text + "".join(line(screen, _sentence(schedule, adoption, words, screen)) for adoption in adoptions)


def _matrix(  # noqa: PLR0913, PLR0917 - a table has these parts
    schedule: Schedule, bodies: Sequence[str], adoptions: Sequence[Adoption], width: int, words: Words, screen: Screen
) -> str:
    room = screen.width - len(adoptions) * (width + 1) - 1
    widest = max(len(title_of(schedule, body)) for body in bodies)
    columns = [Column(words.say("body"), max(NARROWEST_BODY, min(widest, room)))]
    columns.extend(Column(_head(adoption), width) for adoption in adoptions)
    by_body = [({vote.body: vote for vote in adoption.votes}, adoption) for adoption in adoptions]
    rows: list[tuple[Cell | str, ...]] = [
        (
            title_of(schedule, body),
            *(_vote(votes.get(body), adoption, words, screen) for votes, adoption in by_body),
        )
        for body in bodies
    ]
    rows.append(
        (Cell(_needed(adoptions, words), "strong"), *(_whole(adoption, words, screen) for adoption in adoptions))
    )
    return table(columns, rows, screen)


def _singles(schedule: Schedule, adoptions: list[Adoption], words: Words, screen: Screen) -> str:
    """Decisions of one body each by their days; a body that stands alone is named once."""
    bodies = {vote.body for adoption in adoptions for vote in adoption.votes}
    columns = [Column(words.say("meeting"), _date_width(words)), Column(words.say("decision"))]
    if len(bodies) == 1:
        title = words.say("Decisions by {body}", body=title_of(schedule, *bodies))
    else:
        title = words.say("Decisions by one body")
        columns.append(Column(words.say("body"), screen.width // 3))
    rows = []
    for adoption in sorted(adoptions, key=lambda adoption: adoption.item.finish):
        (vote,) = adoption.votes
        row = (_vote(vote, None, words, screen), label_of(adoption.item), title_of(schedule, vote.body))
        rows.append(row[: len(columns)])
    return line(screen, Cell(title, "strong")) + table(columns, rows, screen)


def _vote(vote: Vote | None, adoption: Adoption | None, words: Words, screen: Screen) -> Cell:
    """The day of one body with its marks: taken, late or at risk; assumed; the slowest one."""
    if vote is None:
        return Cell("")
    marks = ""
    if vote.assumed:
        marks += screen.symbol(*ASSUMED)
    _, full, plain, style = STATES[vote.state]
    if vote.state in MARKED_STATES:
        marks += screen.symbol(full, plain)
    if adoption is not None and is_slowest(adoption, vote):
        marks += screen.symbol(*SLOWEST)
    return Cell(f"{words.short_date(vote.day)} {marks}".rstrip(), style if vote.state in MARKED_STATES else "")


def _whole(adoption: Adoption, words: Words, screen: Screen) -> Cell:
    """The day of the whole decision, with whether it is taken or assumed."""
    marks = screen.symbol(*ASSUMED) if adoption.assumed else ""
    if adoption.item.done:
        _, full, plain, _ = STATES["done"]
        marks = screen.symbol(full, plain)
    return Cell(f"{words.short_date(adoption.item.early_finish)} {marks}".rstrip(), "strong")


def _sentence(schedule: Schedule, adoption: Adoption, words: Words, screen: Screen) -> str:
    """When a decision of a group is there, and which body comes last."""
    values: dict[str, object] = {
        "decision": _with_quorum(adoption, words),
        "day": f"{words.day(adoption.item.early_finish)}{f' {screen.symbol(*ASSUMED)}' if adoption.assumed else ''}",
        "bodies": some_of([title_of(schedule, body) for body in adoption.slowest], words),
    }
    if adoption.is_fixed:
        return words.say("{decision}: {day}, fixed in the plan.", **values)
    if not adoption.slowest:
        known = adoption.item.early_finish is not None
        return words.say("{decision}: taken on {day}." if known else "{decision}: no date is known.", **values)
    if adoption.item.done:
        return words.say("{decision}: taken on {day}; last: {bodies}.", **values)
    if adoption.item.early_finish is None:
        return words.say("{decision}: no meeting is known of {bodies}.", **values)
    return words.say("{decision}: {day}; slowest: {bodies}.", **values)


def _with_quorum(adoption: Adoption, words: Words) -> str:
    """The decision, and how many must decide where that is not all."""
    label = label_of(adoption.item)
    if adoption.needed == adoption.count:
        return label
    quorum = words.say("{needed} of {count}", needed=adoption.needed, count=adoption.count)
    return f"{label} ({quorum})"


def _needed(adoptions: Sequence[Adoption], words: Words) -> str:
    """How many bodies stand behind the last row."""
    counts = {(adoption.needed, adoption.count) for adoption in adoptions}
    if len(counts) > 1:
        return words.say("enough of {count}", count=adoptions[0].count)
    ((needed, count),) = counts
    if needed == count:
        return words.say("all {count}", count=count)
    return words.say("{needed} of {count}", needed=needed, count=count)


def _head(adoption: Adoption) -> str:
    """What stands above a column: the code, or else the id."""
    return adoption.item.activity.deliverable.code or adoption.item.id


def _date_width(words: Words) -> int:
    """A date with three marks."""
    return 12 if words.language == "nl" else 14
