"""A plan that goes out as a sheet and comes back untouched has the same bytes, whatever is in it."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from roadmap.plan.source import FORBIDDEN
from tests.commands.sheets import ODD_TEXTS
from tests.faces import roadmap
from tests.oracles.strategies import plans
from tests.plans.test_corpus import PLANS

ODD = st.sampled_from(ODD_TEXTS)
DATED = [plan for plan in sorted((PLANS / "valid").glob("*.yaml")) if b"status_date" in plan.read_bytes()]
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
TEXTS = ODD | st.text(LETTERS, min_size=1).filter(lambda text: not FORBIDDEN.search(text))


def comes_back_untouched(text: str, name: str) -> None:
    """Export a plan, import it again, and look whether anything changed."""
    with tempfile.TemporaryDirectory() as folder:
        path, sheet = Path(folder) / "plan.yaml", Path(folder) / name
        path.write_bytes(text.encode())
        out = roadmap("export", path, sheet)
        assert out.status == 0, out.err
        outcome = roadmap("import", path, sheet, "--lang", "en")

        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.out == "The plan says so already; nothing is written.\n"
        assert path.read_bytes() == text.encode()


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
@given(plan=plans())
@settings(max_examples=25)
def test_any_plan_comes_back_untouched(name: str, plan: dict[str, Any]) -> None:
    comes_back_untouched(json.dumps(plan, ensure_ascii=False), name)


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
@given(texts=st.fixed_dictionaries({"title": TEXTS, "code": TEXTS, "owner": TEXTS, "note": TEXTS}))
@example(texts={"title": "=1", "code": "1-2", "owner": "_x0041_", "note": "a\r\n\r\nb"})
@settings(max_examples=50)
def test_any_text_comes_back_untouched(name: str, texts: dict[str, str]) -> None:
    plan = {"status_date": "2024-01-01", "deliverables": {"a": {"duration": "1w", **texts}}}

    comes_back_untouched(json.dumps(plan, ensure_ascii=False), name)


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
@settings(max_examples=30)
def test_any_day_comes_back_untouched(name: str, day: date) -> None:
    plan = {"status_date": "2024-01-01", "deliverables": {"a": {"duration": "1w", "due": day.isoformat()}}}

    comes_back_untouched(json.dumps(plan, ensure_ascii=False), name)


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
@pytest.mark.parametrize("plan", DATED, ids=lambda plan: plan.stem)
def test_odd_plan_comes_back_untouched(name: str, plan: Path) -> None:
    comes_back_untouched(plan.read_bytes().decode(), name)
