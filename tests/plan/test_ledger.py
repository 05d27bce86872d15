"""The ledger of published calendars: read back as written, merged either way, and damage told where it is."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.plan.faults import FaultError
from roadmap.plan.ledger import Ledger, PublishedEvent, PublishedFeed, ledger_text, merge, parse_ledger

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 5).map(lambda hours: EPOCH + timedelta(hours=hours))
DAYS = st.integers(0, 3).map(lambda days: date(2024, 6, 1) + timedelta(days=days))
EVENTS = st.builds(
    PublishedEvent,
    day=DAYS,
    names=st.fixed_dictionaries({"nl": st.sampled_from(["één", "twee"]), "en": st.just("one")}),
    status=st.sampled_from(["confirmed", "tentative", "cancelled"]),
    feeds=st.just(("all",)),
    content=st.sampled_from("abc"),
    sequence=st.integers(0, 4),
    created=MOMENTS,
    modified=MOMENTS,
    came_from=st.none() | DAYS,
    removed=st.none() | DAYS,
)
FEEDS = st.builds(PublishedFeed, name=st.just("alles"), content=st.sampled_from("abc"), modified=MOMENTS)
LEDGERS = st.builds(
    Ledger,
    plan=st.just("proef"),
    events=st.dictionaries(st.sampled_from(["due:a", "due:b", "meeting:c"]), EVENTS),
    feeds=st.dictionaries(st.sampled_from(["nl/a.ics", "en/a.ics"]), FEEDS),
)


@given(LEDGERS)
def test_ledger_reads_back_as_it_was_written(ledger: Ledger) -> None:
    text = ledger_text(ledger)

    assert parse_ledger(text) == ledger
    assert ledger_text(parse_ledger(text)) == text


@given(st.lists(LEDGERS, min_size=1, max_size=3))
def test_ledgers_merge_to_the_same_in_any_order(ledgers: list[Ledger]) -> None:
    merged = {ledger_text(reduce(merge, order)) for order in permutations(ledgers)}

    assert len(merged) == 1
    assert ledger_text(merge(ledgers[0], ledgers[0])) == ledger_text(ledgers[0])


@given(LEDGERS, LEDGERS)
def test_no_stamp_goes_back_by_a_merge(one: Ledger, other: Ledger) -> None:
    merged = merge(one, other)

    assert merged.events.keys() == one.events.keys() | other.events.keys()
    for side in (one, other):
        for key, event in side.events.items():
            assert merged.events[key].sequence >= event.sequence
            assert merged.events[key].modified >= event.modified
            assert merged.events[key].created <= event.created
        for place, feed in side.feeds.items():
            assert merged.feeds[place].modified >= feed.modified


@given(LEDGERS, LEDGERS, st.sampled_from(["", "||||||| 1a2b3c\n{}\n"]))
def test_merge_that_was_left_undone_reads_as_both_sides(ours: Ledger, theirs: Ledger, base: str) -> None:
    text = f"<<<<<<< HEAD\n{ledger_text(ours)}{base}=======\n{ledger_text(theirs)}>>>>>>> andere\n"

    assert parse_ledger(text) == merge(ours, theirs)


def test_ledger_is_a_value_a_line_and_sorted() -> None:
    event = PublishedEvent(
        day=date(2024, 6, 3),
        names={"nl": "Café", "en": "Café"},
        status="confirmed",
        feeds=("all", "critical"),
        content="x",
        sequence=1,
        created=EPOCH,
        modified=EPOCH,
    )
    text = ledger_text(Ledger(plan="proef", events={"due:b": event, "due:a": event}))

    assert text.index('"due:a"') < text.index('"due:b"')
    assert '   "day": "2024-06-03",\n' in text
    assert "Café" in text
    assert '"modified": "2024-01-01T00:00:00Z"' in text
    assert "removed" not in text


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ('{"plan": "a",\n oeps}', 2, 2),
        ("[]", 1, 1),
        ('{"plan": "a", "extra": 1}', 1, 1),
        ("[" * 100_000, 1, 1),
        (json.dumps({"format": "roadmap.calendar-ledger/2", "plan": "a"}), 1, 1),
    ],
)
def test_damaged_ledger_is_told_where(text: str, line: int, column: int) -> None:
    with pytest.raises(FaultError) as raised:
        parse_ledger(text)

    assert raised.value.code == "unreadable-ledger"
    assert (raised.value.params["line"], raised.value.params["column"]) == (line, column)


def written(key: str = "due:a", **changes: object) -> str:
    """A ledger with one event, as it may have been changed by hand."""
    event = {
        "day": "2024-06-03",
        "names": {"nl": "Raad", "en": "Council"},
        "status": "confirmed",
        "feeds": ["all"],
        "content": "",
        "sequence": 1,
        "created": "2024-01-01T00:00:00Z",
        "modified": "2024-01-01T00:00:00Z",
    }
    return json.dumps({"plan": "a", "events": {key: {**event, **changes}}})


@pytest.mark.parametrize(
    "text",
    [
        *(written(sequence=sequence) for sequence in (-1, 2**31, "veel")),
        *(written(day=day) for day in ("0001-01-01", "9999-12-31", "0000-01-01", "1899-12-31")),
        *(written(**{key: "9999-12-31T23:59:59Z"}) for key in ("created", "modified")),
        *(written(names={"nl": name, "en": "x"}) for name in ("a\x1b[31m", "a\0", "\u202ea", "a\rb", "a\u2028b")),
        *(written(names=names) for names in ({}, {"nl": "Raad"}, {"en": "Council"}, "Raad")),
        *(written(key) for key in ("", "a", "DUE:a")),
    ],
)
def test_event_that_publishing_never_writes_is_damage(text: str) -> None:
    assert parse_ledger(written()).events

    with pytest.raises(FaultError) as raised:
        parse_ledger(text)
    assert raised.value.code == "unreadable-ledger"


def test_ledger_of_more_events_than_any_plan_has_is_not_read() -> None:
    with pytest.raises(FaultError) as raised:
        parse_ledger('{"plan": "a", "events": {"due:a": ' + "{" * 60_000)

    assert raised.value.params == {"where": ""}


def test_ledgers_of_two_plans_do_not_merge() -> None:
    with pytest.raises(FaultError) as raised:
        merge(Ledger(plan="een"), Ledger(plan="ander"))

    assert raised.value.code == "ledger-of-another-plan"
