"""What subscribers are told after a plan changed: stamps go forward, identities stay, what is gone is cancelled."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from roadmap.export.ical.publication import Feed, Publication, publication_of
from roadmap.plan.ledger import Ledger
from tests.export.calendars import events_in, schedule_of

PLAN: dict[str, Any] = {
    "title": "Proefplan",
    "revised": "2024-06-03",
    "bodies": {
        "raad": {"title": "De raad", "hand_in": "14ed", "meetings": ["2024-06-25", "2024-07-16"], "municipality": "Ons"}
    },
    "workstreams": {"lijn": {"title": "Lijn"}},
    "deliverables": {
        "memo": {"title": "Memo", "workstream": "lijn", "duration": "5d", "due": "2024-06-14", "owner": "beleid"},
        "besluit": {"title": "Besluit", "workstream": "lijn", "decided_by": "raad", "after": "memo"},
        "los": {"title": "Los", "milestone": "finish", "not_before": "2024-06-20"},
    },
    "targets": {"doel": {"title": "Doel", "milestone": "los", "by": "2024-09-30"}},
}
START = datetime(2024, 6, 3, tzinfo=UTC)


def with_changes(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """The plan with other values, by keys divided by two underscores; None takes one out."""
    plan = deepcopy(PLAN)
    for path, value in changes.items():
        *folders, key = path.split("__")
        place = plan
        for folder in folders:
            place = place[folder]
        if value is None:
            del place[key]
        else:
            place[key] = value
    return plan


def published(plan: dict[str, Any], before: Ledger | None = None, moment: datetime = START) -> Publication:
    return publication_of(schedule_of(plan), before, moment)


def feed_of(publication: Publication, key: str = "all", language: str = "nl") -> Feed:
    return next(feed for feed in publication.feeds[language] if feed.view.key == key)


def read(publication: Publication, key: str = "all", language: str = "nl") -> dict[str, Any]:
    """The events of a feed by their keys, as another program reads them."""
    feed = feed_of(publication, key, language)
    keys = {event.uid: event.key for event in feed.events}
    return {keys[name]: event for name, event in events_in(feed.to_bytes()).items()}


def stamps(publication: Publication) -> dict[str, tuple[int, datetime]]:
    return {key: (event.sequence, event.modified) for key, event in publication.ledger.events.items()}


FIRST = published(PLAN)
LATER = START + timedelta(days=10)


def test_same_plan_after_its_own_ledger_is_the_same_to_the_byte() -> None:
    again = published(PLAN, FIRST.ledger, LATER)

    assert again.ledger == FIRST.ledger
    for language in ("nl", "en"):
        assert [feed.to_bytes() for feed in again.feeds[language]] == [
            feed.to_bytes() for feed in FIRST.feeds[language]
        ]


def test_moved_day_counts_on_and_says_from_where() -> None:
    moved = published(with_changes(deliverables__memo__due="2024-06-21"), FIRST.ledger, LATER)
    event = read(moved)["due:memo"]

    assert event["DTSTART"].dt == date(2024, 6, 21)
    assert (event["SEQUENCE"], event["LAST-MODIFIED"].dt, event["CREATED"].dt) == (1, LATER, START)
    assert event["DTSTAMP"].dt == LATER
    assert str(event["DESCRIPTION"]).startswith("Verplaatst: van 14-6-2024 naar 21-6-2024\n")


def test_only_what_moved_and_what_names_it_changes() -> None:
    moved = published(with_changes(deliverables__memo__due="2024-06-21"), FIRST.ledger, LATER)
    changed = {key for key, stamp in stamps(moved).items() if stamp != stamps(FIRST)[key]}

    assert changed == {"due:memo"}


def test_from_where_it_moved_stays_until_it_moves_again() -> None:
    second = published(with_changes(deliverables__memo__due="2024-06-21"), FIRST.ledger, LATER)
    third = published(
        with_changes(deliverables__memo__due="2024-06-21", deliverables__memo__title="Nota"), second.ledger, LATER
    )
    fourth = published(PLAN, third.ledger, LATER)

    assert "van 14-6-2024 naar 21-6-2024" in read(third)["due:memo"]["DESCRIPTION"]
    assert "van 21-6-2024 naar 14-6-2024" in read(fourth)["due:memo"]["DESCRIPTION"]


def test_new_words_are_a_change_and_no_new_date() -> None:
    renamed = published(with_changes(deliverables__memo__title="Nota"), FIRST.ledger, LATER)

    assert stamps(renamed)["due:memo"] == (0, LATER)
    assert read(renamed)["due:memo"]["UID"] == read(FIRST)["due:memo"]["UID"]


def test_forecast_that_becomes_certain_counts_on() -> None:
    fixed = published(with_changes(deliverables__besluit__fixed="2024-06-25"), FIRST.ledger, LATER)

    assert read(FIRST)["meeting:besluit"]["STATUS"] == "TENTATIVE"
    assert read(fixed)["meeting:besluit"]["STATUS"] == "CONFIRMED"
    assert stamps(fixed)["meeting:besluit"] == (1, LATER)


@pytest.mark.parametrize("moment", [START, START - timedelta(days=365), START + timedelta(days=1)])
def test_stamps_never_go_back_and_always_move_on(moment: datetime) -> None:
    ledger = FIRST.ledger
    for due in ("2024-06-21", "2024-06-22", "2024-06-28", "2024-06-14"):
        after = published(with_changes(deliverables__memo__due=due), ledger, moment).ledger
        for key, event in after.events.items():
            assert event.sequence >= ledger.events[key].sequence
            assert event.modified >= ledger.events[key].modified
        assert after.events["due:memo"].modified > ledger.events["due:memo"].modified
        assert after.feeds["nl/proef-alles.ics"].modified > ledger.feeds["nl/proef-alles.ics"].modified
        ledger = after

    assert ledger.events["due:memo"].sequence == 4


def test_other_id_with_its_former_one_is_the_same_event() -> None:
    plan = with_changes(deliverables__memo=None, deliverables__besluit__after="nota")
    plan["deliverables"]["nota"] = {**PLAN["deliverables"]["memo"], "was": "memo"}
    renamed = published(plan, FIRST.ledger, LATER)

    assert renamed.ledger.standing == FIRST.ledger.standing
    assert [event for event in renamed.ledger.events.values() if event.removed] == []


def test_dropped_day_is_cancelled_in_its_feeds_and_goes_after_ninety_days() -> None:
    plan = with_changes(deliverables__memo__due=None)
    dropped = published(plan, FIRST.ledger, LATER)
    event = read(dropped)["due:memo"]
    before_the_end = published(plan, dropped.ledger, LATER + timedelta(days=89))
    after = published(plan, dropped.ledger, LATER + timedelta(days=90))

    assert (event["STATUS"], event["SEQUENCE"], event["LAST-MODIFIED"].dt) == ("CANCELLED", 1, LATER)
    assert str(event["SUMMARY"]) == "VERVALLEN: Lijn: uiterlijk \N{EN DASH} Memo"
    assert "Sinds 13-6-2024" in event["DESCRIPTION"]
    assert event["UID"] == read(FIRST)["due:memo"]["UID"]
    for key in ("all", "workstream:lijn", "owner:beleid"):
        assert "due:memo" in read(dropped, key)
    assert "due:memo" not in read(dropped, "body:raad")
    assert read(before_the_end)["due:memo"] == event
    assert "due:memo" not in read(after)
    assert "due:memo" not in after.ledger.events


def test_what_left_the_plan_is_told_apart_from_what_has_no_day() -> None:
    without_meeting = published(with_changes(bodies__raad__meetings=["2024-01-09"]), FIRST.ledger, LATER)
    without_item = published(with_changes(deliverables__besluit=None), FIRST.ledger, LATER)

    assert "Sinds 13-6-2024 zonder bekende datum" in read(without_meeting)["meeting:besluit"]["DESCRIPTION"]
    assert "Sinds 13-6-2024 niet meer in het plan" in read(without_item)["meeting:besluit"]["DESCRIPTION"]
    assert read(without_item, language="en")["meeting:besluit"]["SUMMARY"].startswith("DROPPED: ")


def test_day_that_comes_back_is_the_same_event_and_counts_on() -> None:
    dropped = published(with_changes(deliverables__memo__due=None), FIRST.ledger, LATER)
    back = published(PLAN, dropped.ledger, LATER + timedelta(days=1))

    assert stamps(back)["due:memo"] == (2, LATER + timedelta(days=1))
    assert read(back)["due:memo"]["STATUS"] == "CONFIRMED"


def test_hand_in_day_of_a_decision_that_was_taken_goes_without_being_cancelled() -> None:
    plan = with_changes(status_date="2024-06-26", revised="2024-06-26")
    plan["deliverables"]["memo"]["progress"] = {"started": "2024-06-03", "finished": "2024-06-07"}
    plan["deliverables"]["besluit"]["decided"] = {"raad": "2024-06-25"}
    taken = published(plan, FIRST.ledger, datetime(2024, 6, 26, tzinfo=UTC))

    assert "hand-in:besluit" in FIRST.ledger.events
    assert "hand-in:besluit" not in taken.ledger.events
    assert str(read(taken)["meeting:besluit"]["SUMMARY"]).startswith("\N{CHECK MARK} ")


def test_feed_that_is_no_longer_kept_says_so_and_goes_after_ninety_days() -> None:
    plan = with_changes(deliverables__memo__owner=None)
    gone = published(plan, FIRST.ledger, LATER)
    later = published(plan, gone.ledger, LATER + timedelta(days=90))
    (event,) = events_in(gone.notices["nl/proef-eigenaar-beleid.ics"]).values()

    assert gone.notices.keys() == {
        *("nl/proef-eigenaar-beleid.ics", "nl/proef-eigenaar-beleid-met-herinnering.ics"),
        *("en/proef-owner-beleid.ics", "en/proef-owner-beleid-with-reminder.ics"),
    }
    assert event["SUMMARY"] == "Deze agenda wordt niet meer bijgehouden: verwijder het abonnement"
    assert published(plan, gone.ledger, LATER + timedelta(days=5)).notices == gone.notices
    assert later.notices == {}
    assert "nl/proef-eigenaar-beleid.ics" not in later.ledger.feeds


def test_feed_changes_when_something_goes_from_it() -> None:
    after = published(with_changes(deliverables__besluit__workstream=None), FIRST.ledger, LATER)

    assert after.ledger.feeds["nl/proef-werkstroom-lijn.ics"].modified == LATER
    assert "meeting:besluit" not in read(after, "workstream:lijn")


def test_municipality_has_the_days_of_its_council() -> None:
    assert set(read(FIRST, "municipality:ons")) == {"meeting:besluit", "hand-in:besluit"}


def test_phases_come_when_they_are_asked_for_in_a_feed_of_their_own() -> None:
    phased = published({**PLAN, "publish": {"phases": "true"}})
    event = read(phased, "phases")["phase:memo"]

    assert [feed for feed in FIRST.feeds["nl"] if feed.view.scope == "phases"] == []
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2024, 6, 3), date(2024, 6, 8))
    assert event["TRANSP"] == "TRANSPARENT"
    assert "phase:memo" not in read(phased)


def test_both_languages_have_the_same_identities_dates_and_counts() -> None:
    moved = published(with_changes(deliverables__memo__due="2024-06-21"), FIRST.ledger, LATER)
    dutch, english = read(moved), read(moved, language="en")

    def skeleton(events: dict[str, Any]) -> list[tuple[Any, ...]]:
        names = ("UID", "SEQUENCE", "STATUS", "DTSTART", "DTSTAMP", "LAST-MODIFIED", "CREATED")
        return [tuple(event[name].to_ical() if name[0] == "D" else event[name] for name in names[:4]) for event in
                events.values()]  # fmt: skip

    assert skeleton(dutch) == skeleton(english)
    assert [str(event["SUMMARY"]) for event in dutch.values()] != [str(event["SUMMARY"]) for event in english.values()]


def test_variant_that_reminds_sounds_twice_for_what_is_open_and_else_is_the_same() -> None:
    plan = with_changes(deliverables__los__progress={"finished": "2024-06-03"}, deliverables__los__not_before=None)
    feed = feed_of(published(plan))
    quiet, loud = events_in(feed.to_bytes()), events_in(feed.to_bytes(reminds=True))
    alarms = {event.key: [alarm["TRIGGER"].dt for alarm in loud[event.uid].walk("VALARM")] for event in feed.events}

    assert [event for event in quiet.values() if event.walk("VALARM")] == []
    assert alarms["due:memo"] == [timedelta(days=-13, hours=-15), timedelta(days=-2, hours=-15)]
    assert alarms["milestone:los"] == []
    for name, event in quiet.items():
        assert dict(event) == dict(loud[name])
