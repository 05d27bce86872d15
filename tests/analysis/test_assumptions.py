"""What can be assumed of each kind of deliverable, in Dutch and English, and what cannot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.faces import Outcome, deliverables, roadmap, status_of

PLAN = """\
roadmap: 1
language: en
status_date: 2024-06-03
calendar: week
calendars:
  week: {week: [mon, tue, wed, thu, fri], holidays: none}
bodies:
  raad: {hand_in: 7ed, meetings: [2024-06-20, 2024-07-04, 2024-09-12]}
  college: {hand_in: 7ed, meets: {every: tuesday}}
  short: {meetings: [2024-01-18]}
groups:
  both: [raad, college]
terms:
  maand: {days: 2, unit: months, roll: none}
deliverables:
  done: {duration: 1w, progress: {finished: 2024-05-31}}
  begun: {code: L-1, duration: 3w, progress: {started: 2024-05-27}}
  half: {duration: 4w, progress: {started: 2024-05-27, percent: 50}}
  rest: {duration: 4w, progress: {started: 2024-05-27, remaining: 2w}}
  work: {code: L-2, duration: 1w}
  elapsed: {duration: 10ed}
  ready: {milestone: true, after: work}
  open: {milestone: start, after: work}
  vote: {code: L-3, decided_by: raad, after: work}
  group: {decided_by: both, after: work}
  partly: {decided_by: both, after: work, decided: {college: 2024-05-28}}
  agreed: {decided_by: raad, fixed: 2024-07-04, after: work}
  standing: {term: standstill, after: vote}
  months: {term: maand, after: work}
  never: {decided_by: short, after: work}
  later: {milestone: true, after: never}
targets:
  goal: {by: 2024-09-30, milestone: standing, kind: fatal}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def moved(plan: Path, *assumptions: str) -> dict[str, str]:
    """The finish of everything that moves, by id."""
    outcome = roadmap("what-if", plan, *assumptions, "--json")
    content: dict[str, Any] = json.loads(outcome.out)

    assert outcome.status == 0, outcome.err
    return {row["id"]: row["early_finish"] for row in content["moved"]}


FORMS = [
    # Work takes longer or shorter, or lasts so long; what follows moves along.
    (("work +1d", "L-2 + 1d", "l-2 +1d", "work 6d"), "work", "2024-06-10"),
    (("work -2d", "work 3d"), "work", "2024-06-05"),
    (("elapsed +2ed", "elapsed 12ed"), "elapsed", "2024-06-14"),
    # Of what has begun, more remains than the days since its start leave.
    (("begun +2d", "L-1 +2d", "begun 17d"), "begun", "2024-06-18"),
    (("half +1w",), "half", "2024-06-21"),
    (("rest +1w",), "rest", "2024-06-21"),
    # A milestone and the papers of a decision come so much later.
    (("ready +2d", "ready from 2024-06-11", "ready vanaf 2024-06-11"), "ready", "2024-06-11"),
    (("ready on 2024-06-11", "ready op 2024-06-11"), "ready", "2024-06-11"),
    (("ready +3ed", "ready FROM 2024-06-10"), "ready", "2024-06-10"),
    (("open +2d", "open +4ed", "open from 2024-06-12"), "open", "2024-06-12"),
    (("vote +5d", "vote from 2024-06-14", "vote misses 2024-06-20", "L-3 mist 2024-06-20"), "vote", "2024-07-04"),
    (("vote on 2024-06-27",), "vote", "2024-06-27"),
    (("group misses 2024-06-20", "group@raad misses 2024-06-20", "group@raad MIST 2024-06-20"), "group", "2024-07-04"),
    (("partly misses 2024-06-20",), "partly", "2024-07-04"),
    (("agreed misses 2024-07-04",), "agreed", "2024-09-12"),
    # A term is extended.
    (("standing +5ed", "standing 25ed"), "standing", "2024-07-15"),
    (("months +1ew",), "months", "2024-08-14"),
]


@pytest.mark.parametrize(
    ("assumption", "name", "finish"), [(text, name, finish) for texts, name, finish in FORMS for text in texts]
)
def test_assumption_moves_what_it_is_about(plan: Path, assumption: str, name: str, finish: str) -> None:
    assert moved(plan, assumption)[name] == finish


REFUSED = [
    ("done +1w", '"done" is done: nothing about it can be otherwise.'),
    ("partly@college misses 2024-06-11", '"partly@college" is done: nothing about it can be otherwise.'),
    ("work -1w", '"work" cannot change by -1w: it would be shorter or sooner than it can be.'),
    ("ready -1d", '"ready" cannot change by -1d: it would be shorter or sooner than it can be.'),
    ("vote -1d", '"vote" cannot change by -1d: it would be shorter or sooner than it can be.'),
    ("standing -1ed", '"standing" cannot change by -1ed: it would be shorter or sooner than it can be.'),
    ("standing -1d", '"standing" cannot change by -1d: it would be shorter or sooner than it can be.'),
    ("standing 10ed", '"standing" cannot change by 10ed: it would be shorter or sooner than it can be.'),
    ("months 7ed", '"months" cannot change by 1ew: it would be shorter or sooner than it can be.'),
    ("standing 4w", '"standing" lasts 20ed; 4w counts otherwise. Write 4ew.'),
    ("standing +1w", '"standing" lasts 20ed; +1w counts otherwise. Write +1ew.'),
    ("work +3ed", '"work" lasts 1w; +3ed counts otherwise. Write +3d.'),
    ("rest +3ed", '"rest" lasts 2w; +3ed counts otherwise. Write +3d.'),
    ("rest 5w", '"rest" has begun, so that changes nothing. Write ID +2w when more remains.'),
    ("begun from 2024-07-01", '"begun" has begun, so that changes nothing. Write ID +2w when more remains.'),
    ("vote 2w", '"vote" has no duration of its own. Write ID +2w for later.'),
    ("ready 2w", '"ready" has no duration of its own. Write ID +2w for later.'),
    ("later +2w", '"later" has no date as it stands, so it cannot come later than that.'),
    ("never +2w", '"never" has no date as it stands, so it cannot come later than that.'),
    ("work on 2024-07-01", '"work" is no decision or milestone, so no board puts it on a day.'),
    ("standing on 2024-07-01", '"standing" is no decision or milestone, so no board puts it on a day.'),
    ("work misses 2024-06-20", '"work" is no decision, so it misses no meeting.'),
    ("vote misses 2024-06-21", '"vote" has no meeting on 2024-06-21; it is to be decided on 2024-06-20.'),
    ("group@college misses 2024-06-20", '"group@college" has no meeting on 2024-06-20;'),
    ("partly misses 2024-06-11", '"partly" has no meeting on 2024-06-11; it is to be decided on 2024-06-20.'),
    ("work +2x", '"2x" is no duration.'),
    ("work 0d", 'A duration of "0d" is no work.'),
    ("vote misses 2024-02-30", '"2024-02-30" does not exist.'),
]  # fmt: skip


@pytest.mark.parametrize(("assumption", "words"), REFUSED)
def test_what_cannot_be_assumed_is_refused_in_words(plan: Path, assumption: str, words: str) -> None:
    outcome = roadmap("what-if", plan, assumption, "--lang", "en")

    assert (outcome.status, outcome.out) == (2, "")
    assert f'Error: "{assumption}": ' in outcome.err
    assert words in outcome.err


NO_SENTENCE = [
    "",
    " ",
    "work",
    "work later",
    "work komt 2024-06-20",
    "+2w",
    "what if work +2w",
    "vote misses",
    "a\nb +1w c",
]


@pytest.mark.parametrize("text", [*NO_SENTENCE, "vote@raad +1w", "work + 2 w", "work +2w +1w"])
def test_what_is_no_assumption_is_said_once_with_what_to_write(plan: Path, text: str) -> None:
    outcome = roadmap("what-if", plan, text, "--lang", "en")

    assert (outcome.status, outcome.out) == (2, "")
    assert "is no assumption. Write ID +2w, ID 4w, ID misses 2024-07-04" in outcome.err
    assert outcome.err.count("Error:") == 1


@pytest.mark.parametrize("name", ["wrok", "vote@rad", "vote@college", "L-9"])
def test_unknown_name_is_refused(plan: Path, name: str) -> None:
    outcome = roadmap("what-if", plan, f"{name} +1d")

    assert (outcome.status, outcome.out) == (2, "")
    assert f'There is no "{name}" in this plan.' in outcome.err


def test_meetings_that_are_missed_add_up(plan: Path) -> None:
    both = moved(plan, "vote misses 2024-06-20", "vote misses 2024-07-04")

    assert both["vote"] == "2024-09-12"
    assert both == moved(plan, "vote mist 2024-07-04", "L-3 mist 2024-06-20")


def test_meetings_that_the_plan_says_are_missed_stay_missed(plan: Path) -> None:
    text = PLAN.replace("after: work}\n  group", "after: work, misses: {raad: 2024-07-04}}\n  group")
    plan.write_text(text, encoding="utf-8")

    assert moved(plan, "vote misses 2024-06-20")["vote"] == "2024-09-12"


@pytest.mark.parametrize(
    ("assumptions", "key"),
    [
        (("work +1d", "work 2w"), '"duration" of "work"'),
        (("work +1d", "L-2 +1d"), '"duration" of "work"'),
        (("vote +1d", "vote from 2024-07-01"), '"not_before" of "vote"'),
        (("half +1d", "half +2d"), '"progress.remaining" of "half"'),
    ],
)
def test_two_assumptions_that_set_the_same_value_are_refused(
    plan: Path, assumptions: tuple[str, str], key: str
) -> None:
    outcome = roadmap("what-if", plan, *assumptions)

    assert (outcome.status, outcome.out) == (2, "")
    assert f'"{assumptions[1]}": {key} is assumed twice. Say it once.' in outcome.err


def test_order_of_assumptions_does_not_matter(plan: Path) -> None:
    one = moved(plan, "work +2d", "vote +3d", "standing +1ew")

    assert one == moved(plan, "standing +1ew", "vote +3d", "work +2d")
    assert one["standing"] == "2024-07-17"


def test_complaints_are_dutch_for_who_reads_dutch(plan: Path) -> None:
    def last(outcome: Outcome) -> str:
        return outcome.err.splitlines()[-1]

    assert last(roadmap("what-if", plan, "done +1w", "--lang", "nl")) == (
        'Fout: "done +1w": "done" is gereed: daaraan kan niets anders zijn.'
    )
    assert last(roadmap("what-if", plan, "later", "--lang", "nl")) == (
        'Fout: "later" is geen aanname. Schrijf ID +2w, ID 4w, ID mist 2024-07-04, ID vanaf 2024-07-04 of '
        "ID op 2024-07-04."
    )


def test_finishes_without_an_assumption_are_those_that_the_cases_start_from(plan: Path) -> None:
    rows = deliverables(status_of(plan))
    names = ("work", "begun", "half", "rest", "ready", "open", "vote", "group", "partly", "standing", "months", "later")

    assert {name: rows[name]["early_finish"] for name in names} == {
        "work": "2024-06-07",
        "begun": "2024-06-14",
        "half": "2024-06-14",
        "rest": "2024-06-14",
        "ready": "2024-06-07",
        "open": "2024-06-08",
        "vote": "2024-06-20",
        "group": "2024-06-20",
        "partly": "2024-06-20",
        "standing": "2024-07-10",
        "months": "2024-08-07",
        "later": None,
    }
