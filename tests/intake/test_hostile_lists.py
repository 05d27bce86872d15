"""A list that is broken or meant to do harm is told with its place, in both languages, and nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from roadmap.findings import ERRORS
from tests.faces import roadmap
from tests.intake.hostile_lists import HOSTILE, HostileList
from tests.plans.test_corpus import OF_LISTS

PLAN = """\
title: Klein
status_date: 2025-01-01
bodies:
  raad: {title: Raad, meetings: [2025-01-14]}
deliverables:
  besluit: {decided_by: raad}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.mark.parametrize("listing", HOSTILE, ids=lambda listing: listing.name)
def test_hostile_list_is_told_with_its_place_and_leaves_the_plan(plan: Path, listing: HostileList) -> None:
    content = listing.content.encode() if isinstance(listing.content, str) else listing.content
    path = plan.with_name(listing.name)
    path.write_bytes(content)

    outcome = roadmap("meetings", plan, "raad", path, "--json", "--lang", "en")
    findings = json.loads(outcome.out)["findings"]
    told = [f"{one['line']}:{one['column']} {one['code']}" for one in findings if one["file"] == path.as_posix()]

    assert listing.finding in told
    assert len(told) <= 20
    assert outcome.status == (1 if listing.finding.split()[1] in ERRORS else 0)
    assert outcome.status == 0 or plan.read_text(encoding="utf-8") == PLAN


@pytest.mark.parametrize("listing", HOSTILE[:10], ids=lambda listing: listing.name)
def test_what_is_wrong_with_a_list_is_said_in_dutch(plan: Path, listing: HostileList) -> None:
    content = listing.content.encode() if isinstance(listing.content, str) else listing.content
    path = plan.with_name(listing.name)
    path.write_bytes(content)

    outcome = roadmap("meetings", plan, "raad", path)

    place, code = listing.finding.split()
    assert f"{path.as_posix()}:{place}: fout: {code}\n" in outcome.err
    assert outcome.err.endswith("Er is niets geschreven.\n")


def test_every_code_of_lists_has_one_that_provokes_it() -> None:
    provoked = {listing.finding.split()[1] for listing in HOSTILE}

    # What goes past the end of a list is about the plan beside it: tests/commands/test_meetings.py.
    assert OF_LISTS - provoked == {"dropped-outside-list"}
