"""Slippage in words: a small plan in which everything moved that can, in both languages, and what fits on a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from roadmap.analysis.causes import Cause
from tests.faces import roadmap
from tests.golden import check_golden
from tests.running import run_cli

CHANGED = {"nl": "is gewijzigd nadat ze is gemaakt", "en": "was changed after it was made"}
HEAD = """\
id: klein
title: Kleine routekaart
bodies:
  college: {title: College, hand_in: 7ed, meetings: [2024-05-14, 2024-06-18, 2024-08-27, 2024-09-24]}
  raad: {title: Gemeenteraad, hand_in: 14ed, meetings: [2024-09-26, 2024-10-31]}
  stuurgroep: {title: Stuurgroep, meetings: [MEETING, 2024-11-05]}
"""
BEFORE = """\
status_date: 2024-04-01
targets:
  beleid: {title: Beleid vastgesteld, by: 2024-12-31, milestone: in-werking, kind: fatal}
  team: {title: Team compleet, by: 2024-09-01, milestone: team-compleet, kind: aim}
  systeem: {title: Systeem in gebruik, by: 2024-12-31, milestone: in-gebruik, kind: aim}
  locatie: {title: Locatie gekozen, by: 2024-12-31, milestone: gekozen, kind: aim}
  afspraken: {title: Afspraken gemaakt, by: 2024-12-31, milestone: gemaakt, kind: aim}
  monitor: {title: Monitor, by: 2025-12-31, milestone: gemonitord, kind: aim}
  ontmoeting: {title: Eerste ontmoeting, by: 2024-12-31, milestone: ontmoet, kind: aim}
deliverables:
  onderzoek: {code: K-01, title: Onderzoek, duration: 3w}
  concept: {code: K-02, title: Concept van het beleid, duration: 2w, after: onderzoek}
  college: {code: K-03, title: College stelt het concept vast, decided_by: college, after: concept}
  raad: {code: K-04, title: Raad stelt het beleid vast, decided_by: raad, after: college}
  bekend: {code: K-05, title: Bekendmaking, duration: 1w, after: raad}
  bezwaar: {code: K-06, title: Wachttijd, term: standstill, after: bekend}
  in-werking: {code: K-07, title: Beleid in werking, milestone: true, after: bezwaar}
  profiel: {code: T-01, title: Profielen, duration: 2w}
  werving: {code: T-02, title: Werving, duration: 6w, after: profiel}
  inwerken: {code: T-03, title: Inwerken, duration: 3w, after: werving}
  ruimte: {code: T-04, title: Werkplekken, duration: 14w}
  team-compleet: {code: T-05, title: Team compleet, milestone: true, after: [inwerken, ruimte]}
  eisen: {code: S-01, title: Eisen aan het systeem, duration: 2w, not_before: 2024-05-01}
  bouw: {code: S-02, title: Bouw, duration: 8w, after: eisen}
  proef: {code: S-03, title: Proef, duration: 3w}
  in-gebruik: {code: S-04, title: Systeem in gebruik, milestone: true, after: bouw}
  lijst: {code: L-01, title: Lijst van locaties, duration: 6w}
  bezoek: {code: L-02, title: Bezoeken, duration: 1w}
  keuze: {code: L-03, title: Voorkeur, duration: 1w, after: [lijst, bezoek]}
  gekozen: {code: L-04, title: Stuurgroep kiest, decided_by: stuurgroep, after: keuze}
  gesprek: {code: A-01, title: Gesprekken, duration: 4w}
  gemaakt: {code: A-02, title: College stemt in, decided_by: college, after: gesprek}
  vragen: {code: M-01, title: Vragen, duration: 40w}
  gemonitord: {code: M-02, title: Raad neemt kennis, decided_by: raad, after: vragen}
  ontmoet: {code: O-01, title: Eerste ontmoeting, milestone: true}
"""
CHANGES = {
    "status_date: 2024-04-01": "status_date: 2024-05-06",
    "Onderzoek, duration: 3w": "Onderzoek, duration: 3w, progress: {started: 2024-04-08, finished: 2024-04-26}",
    "after: onderzoek": "after: onderzoek, progress: {started: 2024-04-29, remaining: 2w}",
    "after: profiel": "after: profiel +2w",
    "after: werving": "after: selectie",
    "not_before: 2024-05-01": "not_before: 2024-06-01",
    "true, after: bouw": "true, after: [bouw, proef]",
    "Proef, duration: 3w": "Proef, duration: 3w, after: bouw",
    "Bezoeken, duration: 1w": "Bezoeken, duration: 1w, progress: {started: 2024-05-01, remaining: 1w}",
    "after: [lijst, bezoek]": "after: bezoek",
    "Gesprekken, duration: 4w": "Gesprekken, duration: 4w, progress: {started: 2024-04-01, finished: 2024-04-19}",
    "deliverables:": "  evaluatie: {title: Evaluatie, by: 2025-Q2, milestone: geevalueerd, kind: aim}\ndeliverables:",
}
NEW = """\
  selectie: {code: T-06, title: Selectie, duration: 1w, after: werving}
  evaluatie: {code: E-01, title: Evaluatie, duration: 4w, after: in-werking}
  geevalueerd: {code: E-02, title: Evaluatie gereed, milestone: true, after: evaluatie}
"""


def as_it_stands() -> str:
    """The plan five weeks later."""
    text = BEFORE
    for old, new in CHANGES.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text + NEW


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan that is five weeks underway, with the baseline of its beginning."""
    path = tmp_path_factory.mktemp("klein") / "plan.yaml"
    path.write_text(HEAD.replace("MEETING", "2024-05-28") + BEFORE, encoding="utf-8")
    roadmap("baseline", path, "start", "--approved-by", "college", "--on", "2024-04-02")
    path.write_text(HEAD.replace("MEETING", "2024-06-04") + as_it_stands(), encoding="utf-8")
    return path


def test_small_plan_shows_every_cause(plan: Path) -> None:
    content = json.loads(roadmap("slippage", plan, "--json").out)

    assert {share["cause"] for entry in content["targets"] for share in entry["shares"]} == set(get_args(Cause))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_slippage_of_the_small_plan(plan: Path, language: str) -> None:
    check_golden(f"slippage-small-{language}.txt", roadmap("slippage", plan, "--lang", language).out)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_line_of_slippage_is_wider_than_80_characters_in_a_pipe(plan: Path, language: str) -> None:
    ran = run_cli("slippage", plan, "--lang", language)

    assert ran.status == 0
    assert ran.out.decode() == roadmap("slippage", plan, "--lang", language).out
    assert [line for line in ran.out.decode().splitlines() if len(line) > 80] == []


def test_console_of_western_europe_gets_slippage_in_its_own_characters(plan: Path) -> None:
    ran = run_cli("slippage", plan, environment={"PYTHONIOENCODING": "cp1252"})
    shown, full = ran.out.decode("cp1252"), roadmap("slippage", plan).out

    assert ran.status == 0
    assert "?" not in shown
    assert "−" in full
    assert [line.replace("−", "-").split()[-1:] for line in full.splitlines() if " = " in line] == [
        line.split()[-1:] for line in shown.splitlines() if " = " in line
    ]
    assert shown.count("\n") == full.count("\n")


@pytest.mark.parametrize(
    ("days", "line"), [("2d", "= −1 day in all"), ("4d", "= +1 day in all"), ("5d", "= +4 days in all")]
)
def test_one_day_is_no_days(tmp_path: Path, days: str, line: str) -> None:
    path = tmp_path / "plan.yaml"
    text = "title: T\nlanguage: en\nstatus_date: 2024-06-04\ndeliverables: {a: {duration: 3d}}\n"
    path.write_text(text, encoding="utf-8")
    roadmap("baseline", path, "start")
    path.write_text(text.replace("3d", days), encoding="utf-8")
    outcome = roadmap("slippage", path, "--baseline", "start", "--target", "a")

    assert line in outcome.out


@pytest.mark.parametrize("language", ["nl", "en"])
def test_baseline_that_was_changed_is_called_so_with_the_figures(tmp_path: Path, language: str) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("status_date: 2024-06-03\ndeliverables: {a: {duration: 1w}}\n", encoding="utf-8")
    roadmap("baseline", plan, "start")
    arguments = ("slippage", plan, "--baseline", "start", "--lang", language)
    before = roadmap(*arguments).out
    file = tmp_path / "baselines" / "start.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("2024-06-07", "2024-06-06"), encoding="utf-8")
    after = " ".join(roadmap(*arguments).out.split())

    assert CHANGED[language] not in before
    assert CHANGED[language] in after
