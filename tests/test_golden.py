"""What the commands print of the real plan, byte for byte."""

from __future__ import annotations

import pytest

from tests.faces import NVO, roadmap
from tests.golden import check_golden

EXPLAINED = ("visie-raadsbesluiten", "definitieve-inkoopstrategieen", "gereed-voor-start")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_status_of_the_real_plan(language: str) -> None:
    check_golden(f"status-nvo-{language}.txt", roadmap("status", NVO, "--lang", language).out)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_quarter_of_the_real_plan(language: str) -> None:
    check_golden(f"quarter-nvo-{language}.txt", roadmap("status", NVO, "--quarter", "2023-Q3", "--lang", language).out)


@pytest.mark.parametrize("name", EXPLAINED)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_explanation_in_the_real_plan(name: str, language: str) -> None:
    check_golden(f"explain-{name}-{language}.txt", roadmap("explain", NVO, name, "--lang", language).out)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_agenda_of_the_real_plan(language: str) -> None:
    check_golden(f"agenda-nvo-{language}.txt", roadmap("agenda", NVO, "--lang", language).out)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_check_of_the_real_plan(language: str) -> None:
    check_golden(f"check-nvo-{language}.txt", roadmap("check", "plans/nvo", "--lang", language).out)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_chart_of_the_real_plan(language: str) -> None:
    check_golden(f"gantt-nvo-{language}.txt", roadmap("gantt", NVO, "--lang", language).out)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_picture_of_the_real_plan_in_words(language: str) -> None:
    check_golden(f"gantt-text-nvo-{language}.txt", roadmap("gantt", NVO, "--text", "--lang", language).out)
