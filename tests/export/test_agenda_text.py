"""The agenda as text: what it shows at every width, in both languages, with and without symbols."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from roadmap.analysis.agenda import Agenda, make_agenda
from roadmap.export.agenda_text import to_text
from roadmap.export.order import in_plan_order
from roadmap.export.terminal import Screen
from roadmap.export.words import Words
from roadmap.plan.load import load_plan
from roadmap.scheduling.compute import compute_schedule
from roadmap.scheduling.schedule import Schedule
from tests.faces import NVO, roadmap

WIDTHS = (40, 63, 64, 80, 103, 104, 120)
COUNCILS = """
title: Raden
status_date: 2024-05-01
bodies:
  a: {title: Raad A, hand_in: 28ed, meetings: 2024-05-28, meets: {every: 4th tuesday}}
  b: {title: Raad B, hand_in: 28ed, meets: {every: 3rd tuesday}}
  c: {title: Raad C, hand_in: 28ed, meetings: [2024-04-20, 2024-06-18]}
groups: {raden: [a, b, c]}
deliverables:
  visie: {title: Visie, decided_by: raden, decided: {a: 2024-04-23, b: 2024-04-16, c: 2024-04-20}}
  plan: {title: Plan, decided_by: raden, rule: 2 of 3, decided: {a: 2024-04-23}}
  code: {title: Code, decided_by: raden, after: visie, not_before: 2024-05-02}
  regels: {title: Regels, decided_by: raden, not_before: 2024-07-01}
  laat: {title: Te laat, decided_by: a, not_before: 2024-06-01}
  vast: {title: Vast, decided_by: raden, fixed: 2024-09-26}
  klaar: {milestone: true, after: laat}
targets:
  doel: {by: 2024-07-20, milestone: klaar, kind: fatal}
"""


@cache
def nvo() -> Schedule:
    """The schedule of the real plan."""
    return scheduled(NVO)


def scheduled(path: Path) -> Schedule:
    """The schedule of a plan on its own status date."""
    plan = load_plan(path).plan
    if plan.status_date is None:
        raise AssertionError(path)
    return compute_schedule(plan, status_date=plan.status_date)


def whole_agenda(schedule: Schedule) -> Agenda:
    """All bodies from the status date on."""
    return make_agenda(schedule, in_plan_order(schedule))


def councils(folder: Path, *arguments: str) -> str:
    """The agenda of the small plan, in English."""
    path = folder / "raden.yaml"
    path.write_text(COUNCILS, encoding="utf-8")
    return roadmap("agenda", path, "--lang", "en", *arguments).out


def row_of(text: str, start: str) -> str:
    """The only row that starts with these words."""
    (row,) = [row for row in text.splitlines() if row.startswith(start)]
    return row


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("unicode", [True, False])
def test_every_width_holds_all_and_no_line_is_longer(width: int, language: str, unicode: bool) -> None:  # noqa: FBT001
    text = to_text(nvo(), whole_agenda(nvo()), Words(language), Screen(width, unicode=unicode))

    flowing = " ".join(text.split())
    assert [line for line in text.splitlines() if len(line) > width] == []
    assert all(code in flowing for code in ("L1-09", "L1-10", "L3-11", "L4-08", "L5-07"))
    assert unicode or text.isascii()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_of_a_title_is_broken(width: int) -> None:
    words = set(to_text(nvo(), whole_agenda(nvo()), Words("nl"), Screen(width)).split())

    assert {"transformatieplan", "collegebesluiten", "Rijssen-Holten", "volmachtbesluiten"} <= {
        word.strip(".,:;") for word in words
    }


def test_colour_adds_nothing_but_colour() -> None:
    plain = to_text(nvo(), whole_agenda(nvo()), Words("nl"), Screen(80))
    coloured = to_text(nvo(), whole_agenda(nvo()), Words("nl"), Screen(80, colour=True))

    assert "\x1b[" in coloured
    assert [row.split() for row in _without_colour(coloured).splitlines()] == [
        row.split() for row in plain.splitlines()
    ]


def _without_colour(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_matrix_marks_what_is_taken_assumed_late_and_slowest(tmp_path: Path) -> None:
    matrix = councils(tmp_path).partition("Adoption by raden")[2]

    rows = [row.split() for row in matrix.splitlines()[1:6]]
    assert rows[0] == ["body", "visie", "plan", "code", "vast"]
    assert rows[1][:5] == ["Raad", "A", "2024-04-23", "\u2713\u25c4", "2024-04-23"]
    assert "2024-06-25 \u2248\u25c4" in matrix
    assert row_of(matrix, "2024-07-23 \u2248\u2717").endswith("Te laat")


def test_sentences_name_the_slowest_the_quorum_and_what_was_agreed(tmp_path: Path) -> None:
    text = councils(tmp_path)

    assert "Visie: taken on 2024-04-23; last: Raad A." in text
    assert "Plan (2 of 3): 2024-06-18; slowest: Raad B, Raad C." in text
    assert "Regels: no meeting is known of Raad C." in text
    assert "Vast: 2024-09-26, fixed in the plan." in text


def test_legend_explains_the_marks_that_are_used_and_no_other(tmp_path: Path) -> None:
    used, unused = councils(tmp_path), councils(tmp_path, "--body", "b")

    assert all(words in used for words in ("late", "assumed day", "slowest", "no meeting known", "critical", "done"))
    assert "assumed day" not in unused
    assert "no meeting known" not in unused
    assert "slowest" not in roadmap("agenda", NVO, "--lang", "en", "--body", "colleges").out


def test_mark_stands_on_one_row_with_its_meaning(tmp_path: Path) -> None:
    path = tmp_path / "raden.yaml"
    path.write_text(COUNCILS, encoding="utf-8")
    schedule = scheduled(path)

    for width in range(48, 121, 4):
        rows = to_text(schedule, whole_agenda(schedule), Words("en"), Screen(width)).splitlines()
        for meaning in ("\u25c4 slowest", "\u2248 assumed day, not confirmed by the body", "? no meeting known"):
            assert any(meaning in row for row in rows), (width, meaning)


def test_agenda_starts_at_the_status_date_by_default(tmp_path: Path) -> None:
    path = tmp_path / "raden.yaml"
    path.write_text(COUNCILS, encoding="utf-8")
    agenda = whole_agenda(scheduled(path))

    days = [meeting.day for body in agenda.bodies for meeting in body.meetings if meeting.day is not None]
    assert agenda.first.isoformat() == "2024-05-01"
    assert min(days) >= agenda.first


def test_body_without_decisions_in_the_period_is_named(tmp_path: Path) -> None:
    text = councils(tmp_path, "--to", "2024-05-31")

    assert "No decisions in this period." in text
    assert "No decisions in this period: Raad B, Raad C." in councils(
        tmp_path, "--from", "2024-07-01", "--to", "2024-07-31"
    )


def test_plan_without_decisions_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("status_date: 2024-05-01\nbodies: {raad: {title: Raad}}\ndeliverables: {a: {duration: 5d}}\n")

    assert "Nothing in this plan is decided in a meeting." in roadmap("agenda", path, "--lang", "en").out
    assert "Nothing in this plan is decided by Raad." in roadmap("agenda", path, "--lang", "en", "--body", "raad").out


def test_wide_screen_shows_when_the_papers_are_ready() -> None:
    wide, narrow = (to_text(nvo(), whole_agenda(nvo()), Words("en"), Screen(width)) for width in (120, 80))

    assert row_of(wide, "2024-04-09   2024-03-22      2 2024-03-26")
    assert "2024-03-22" not in narrow
