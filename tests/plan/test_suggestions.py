"""Did you mean: near misses, and English keys for Dutch ones."""

import pytest

from roadmap.plan.model import (
    Body,
    CalendarDefinition,
    Deliverable,
    Estimate,
    ExtraMeeting,
    MeetingRule,
    PlanFile,
    Progress,
    Requirement,
    Settings,
    Target,
    TermRule,
    Workstream,
)
from roadmap.plan.suggestions import DUTCH_KEYS, MANY, SHOWN, english_key, hint, nearest

RECORDS = (
    *(Body, CalendarDefinition, Deliverable, Estimate, ExtraMeeting, MeetingRule, PlanFile),
    *(Progress, Requirement, Settings, Target, TermRule, Workstream),
)


def test_every_hint_is_a_key_of_the_format() -> None:
    keys = {key for record in RECORDS for key in record.model_fields}

    assert set(DUTCH_KEYS.values()) <= keys


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("duur", "duration"),
        ("Duur", "duration"),
        ("niet-voor", "not_before"),
        ("niet voor", "not_before"),
        ("trekker", "owner"),
        ("duratoin", "duration"),
        ("xyz", None),
        ("peildatum", None),
    ],
)
def test_dutch_key_gives_the_english_one_where_it_may_stand(key: str, expected: str | None) -> None:
    assert english_key(key, Deliverable.model_fields) == expected


def test_nearest_does_not_depend_on_the_order_of_the_names() -> None:
    names = ["concept-visie", "concept-nota", "visie"]

    assert nearest("concept-visei", names) == nearest("concept-visei", reversed(names)) == "concept-visie"
    assert nearest("iets-anders", names) is None
    assert nearest("x", []) is None


def test_among_many_names_only_like_ones_are_looked_at() -> None:
    names = [f"resultaat-{number}" for number in range(MANY + 1)]

    assert nearest("resultaat-17x", names) is not None
    assert nearest("aanbesteding", names) is None


def test_of_names_that_look_like_nothing_the_first_are_named_and_how_many_more_there_are() -> None:
    many = [f"raad-{number}" for number in range(1, 10)]

    assert hint("raad-11", many)["suggestion"] == "raad-1"
    assert hint("xyzzy", many) == {"known": tuple(many[:SHOWN]), "more": 9 - SHOWN}
    assert hint("xyzzy", []) == {"suggestion": None}
