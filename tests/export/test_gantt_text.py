from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

import pytest

from roadmap.export.gantt_text import to_text
from roadmap.export.terminal import Screen, cells
from roadmap.export.words import Words
from tests.export.gantt.odd_plans import ALL_PLANS, odd_drawing
from tests.faces import NVO, roadmap, status_of


@cache
def twin_of(name: str, width: int = 80, *, unicode: bool = True, language: str = "nl") -> str:
    return to_text(odd_drawing(name).schedule, Words(language), Screen(width, unicode=unicode))


def entries(language: str) -> dict[str, str]:
    """What the twin of the real plan says of each deliverable, by code, with its lines joined."""
    text = roadmap("gantt", NVO, "--text", "--lang", language).out
    parts = re.split(r"^(?=L\d-\d\d )", text, flags=re.MULTILINE)[1:]
    return {part[:5]: " ".join(part.partition("\n\n")[0].split()) for part in parts}


def rows() -> list[dict[str, Any]]:
    return [row for row in status_of(NVO)["deliverables"] if "@" not in row["id"]]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_row_has_the_dates_of_status_json(language: str) -> None:
    words, said = Words(language), entries(language)

    assert len(said) == len(rows())
    for row in rows():
        shown = said[row["code"]]
        for key in ("early_start", "early_finish"):
            assert words.short_date(date.fromisoformat(row[key])) in shown
        if row["hand_in"] is not None:
            assert words.say("papers in by {day}", day=date.fromisoformat(row["hand_in"])) in shown
        assert ("* " in shown) == (row["critical"] and row["float_to"]["contractering"] is not None)
        assert (words.say("nearly critical") in shown) == row["near_critical"]
        assert row["due"] is None or str(date.fromisoformat(row["due"]).year) in shown


def test_targets_recesses_and_the_conclusion_are_told() -> None:
    head = " ".join(roadmap("gantt", NVO, "--text").out.partition("L1 ")[0].split())

    assert "haalbaar: 21 dagen marge" in head
    assert "per 1-1-2025: prognose 11-12-2024, 21 dagen marge (13 werkdagen)" in head
    assert "[streefdatum] uiterlijk 1-10-2024: prognose 17-9-2024" in head
    assert "22-7-2023 t/m 20-8-2023" in head


def test_a_decision_of_a_group_names_the_days_of_all_bodies_and_the_slowest() -> None:
    shown = entries("nl")["L1-10"]
    days = [
        row["early_finish"] for row in status_of(NVO)["deliverables"] if row["id"].startswith("visie-raadsbesluiten@")
    ]

    assert len(days) == 14
    for day in set(days):
        count = f" ({days.count(day)})" if days.count(day) > 1 else ""
        assert f"{Words('nl').day(date.fromisoformat(day))}{count}" in shown
    assert "laatste van 14: Gemeenteraad Rijssen-Holten" in shown
    assert "volgt op L1-09" in shown


@pytest.mark.parametrize("width", [40, 60, 64, 80, 120])
@pytest.mark.parametrize("name", ALL_PLANS)
def test_no_line_is_wider_than_the_screen(name: str, width: int) -> None:
    if name != "300 rows" or width == 80:
        assert [
            line for line in twin_of(name, width).splitlines() if cells(line) > width or line != line.rstrip()
        ] == []


def test_what_is_unknown_assumed_under_way_or_late_is_said_in_words() -> None:
    unknown, under_way, late = (" ".join(twin_of(name).split()) for name in ("unknown dates", "half way", "all late"))

    assert "Decree ? ?" in unknown
    assert "40 procent klaar" in under_way
    assert "de organen besluiten op" in under_way
    assert "✗ te laat" in late
    assert "werkdagen na de uiterste datum" in late


def test_narrow_screen_has_the_same_facts_as_a_wide_one() -> None:
    narrow, wide = (" ".join(twin_of("half way", width).split()) for width in (50, 100))

    for fact in ("40 procent klaar", "▲ risico", "* kritiek", "termijn", "laatste van"):
        assert (fact in narrow) == (fact in wide)
    assert "6-5-2024 t/m 4-7-2024" in narrow
