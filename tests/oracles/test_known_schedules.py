"""Schedules that other programs and textbooks computed; what cannot be compared is counted by reason."""

from collections import Counter
from typing import Any

import pytest

from tests.faces import status_json
from tests.oracles.known_cases import (
    Known,
    all_known,
    cases_with_deadlines,
    has_whole_days,
    left_out,
    stored_cases,
    textbook_cases,
    with_dues,
)
from tests.oracles.naive import by_id

NOT_COMPARED = {
    "one program alone says so": 2,
    "progress": 4,
    "durations that are no whole days": 1,
    "MSO: must start on": 5,
    "MFO: must finish on": 4,
    "SNLT: start no later": 3,
    "FNLT: finish no later": 3,
    "dates after a constraint that plans lack": 75,
    "row of a summary task": 25,
    "free slack of a last task with a deadline": 3,
    "free float up to a weekend": 1,
}


@pytest.mark.parametrize("known", all_known(), ids=lambda known: str(known.id))
def test_known_schedules_are_reproduced(known: Known) -> None:
    rows = by_id(status_json(known.plan)["deliverables"])

    assert known.observed(rows) == known.expected


@pytest.mark.parametrize("case", cases_with_deadlines(), ids=lambda case: str(case["case"]))
def test_deadlines_as_due_dates_give_the_slack_that_others_give(case: dict[str, Any]) -> None:
    known = with_dues(case)
    rows = by_id(status_json(known.plan)["deliverables"])

    assert known.observed(rows) == known.expected


def test_what_is_not_compared_is_counted_and_named() -> None:
    found = Counter(reason for reason in map(left_out, stored_cases()) if reason)
    found["durations that are no whole days"] = sum(not has_whole_days(case) for case in textbook_cases())
    for known in all_known():
        found += known.skipped

    assert dict(found) == NOT_COMPARED


def test_every_stored_case_is_compared_or_left_out_by_name() -> None:
    whole = [case["case"] for case in stored_cases() if left_out(case) is None]

    assert [known.id for known in all_known()][: len(whole)] == whole
    assert sum(len(figures) for known in all_known() for figures in known.expected.values()) == 5130
