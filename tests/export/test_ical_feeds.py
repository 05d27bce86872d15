"""Which feeds a plan has, what they are called, and whose days stand in each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from roadmap.export.ical.identity import LONGEST_PART, file_part, role_slug
from roadmap.export.ical.publication import Feed, publication_of
from tests.export.calendars import feeds, schedule_of, uid
from tests.faces import NVO

PLAN: dict[str, Any] = {
    "title": "Proefplan",
    "bodies": {"raad": {"title": "De raad", "meetings": ["2024-06-25"]}, "stil": {"meets": {"every": "monday"}}},
    "groups": {"allen": ["raad", "stil"]},
    "workstreams": {
        "lijn": {
            "title": "Lijn, met komma",
            "deliverables": {
                "memo": {
                    "duration": "5d",
                    "due": "2024-06-14",
                    "owner": "Beleid & Co\N{LATIN SMALL LETTER E WITH DIAERESIS}",
                }
            },
        }
    },
    "deliverables": {
        "besluit": {"decided_by": "raad", "after": "memo", "owner": "griffier"},
        "samen": {"decided_by": "allen", "due": "2024-06-28", "owner": "Griffier"},
    },
}


def items(feed: Feed) -> set[tuple[str, str]]:
    return {(event.kind, event.item) for event in feed.events}


def test_feeds_of_the_real_plan_are_named_after_what_they_are_for() -> None:
    names = [feed.file_name for feed in publication_of(schedule_of(NVO)).feeds["nl"]]

    assert names[:5] == [
        "nvo-alles.ics",
        "nvo-kritiek.ics",
        "nvo-aanleverdagen.ics",
        "nvo-gemeente-almelo.ics",
        "nvo-gemeente-borne.ics",
    ]
    assert "nvo-orgaan-raad-almelo.ics" in names
    assert "nvo-werkstroom-visie.ics" in names
    assert "nvo-eigenaar-kring-van-gemeentesecretarissen.ics" in names
    assert len(names) == 3 + 14 + 15 + 5 + 11
    assert all(name.isascii() for name in names)


def test_english_feeds_have_english_names() -> None:
    assert set(feeds(PLAN, "en")) == {
        "all",
        "critical",
        "hand-in-days",
        "body-raad",
        "body-stil",
        "workstream-lijn",
        "owner-beleid-coe",
        "owner-griffier",
    }


def test_each_feed_holds_the_days_of_whom_it_is_for() -> None:
    made = feeds(PLAN)

    assert items(made["orgaan-raad"]) == {
        ("meeting", "besluit"),
        ("hand-in", "besluit"),
        ("meeting", "samen@raad"),
        ("hand-in", "samen@raad"),
        ("due", "samen"),
    }
    assert items(made["orgaan-stil"]) == {("meeting", "samen@stil"), ("hand-in", "samen@stil"), ("due", "samen")}
    assert items(made["werkstroom-lijn"]) == {("due", "memo")}
    assert items(made["eigenaar-beleid-coe"]) == {("due", "memo")}
    assert {kind for kind, _ in items(made["aanleverdagen"])} == {"hand-in"}
    assert all("critical" in event.feeds for event in made["kritiek"].events)
    assert items(made["alles"]) == set().union(*(items(feed) for feed in made.values()))


def test_roles_that_differ_in_capitals_share_a_feed() -> None:
    assert {item for _, item in items(feeds(PLAN)["eigenaar-griffier"])} == {
        "besluit",
        "samen",
        "samen@raad",
        "samen@stil",
    }


def test_target_stands_with_the_milestone_that_it_rests_on() -> None:
    mark = {"milestone": "finish", "owner": "griffier", "workstream": "lijn", "after": "besluit"}
    plan = {**PLAN, "targets": {"doel": {"by": "2024-07-01", "milestone": "mark"}}}
    plan["deliverables"] = {**PLAN["deliverables"], "mark": mark}
    made = feeds(plan)

    assert [name for name, feed in made.items() if ("target", "doel") in items(feed)] == [
        "alles",
        "kritiek",
        "werkstroom-lijn",
        "eigenaar-griffier",
    ]


def test_calendar_names_hold_nothing_that_readers_disagree_on() -> None:
    headings = [feed.heading for feed in feeds({**PLAN, "label": "concept, niet; vast\\gesteld"}).values()]

    assert headings[5].name == "Lijn \N{EN DASH} met komma \N{EN DASH} Proefplan"
    assert [text for h in headings for text in (h.name, h.description) if set(text) & set(",;\\")] == []


def test_empty_feed_says_so_in_one_event() -> None:
    made = feeds(
        {"bodies": {"stil": {"title": "Stil"}}, "revised": "2024-05-01", "deliverables": {"x": {"duration": "1d"}}}
    )
    (notice,) = made["orgaan-stil"].events

    assert notice.title == "In deze agenda staat nog niets"
    assert notice.day == date(2024, 5, 1)
    assert notice.uid == uid("proef", "notice", "body:stil")
    assert made["orgaan-stil"].count == 0


def test_feeds_of_both_languages_hold_the_same_events() -> None:
    dutch, english = (publication_of(schedule_of(NVO)).feeds[language] for language in ("nl", "en"))

    for one, other in zip(dutch, english, strict=True):
        assert [(e.uid, e.day, e.status) for e in one.events] == [(e.uid, e.day, e.status) for e in other.events]
        assert one.file_name != other.file_name


def test_workstream_with_a_new_id_keeps_its_address() -> None:
    lines = {"nieuw": {"was": "oud", "deliverables": {"x": {"duration": "1d", "due": "2024-06-28"}}}}

    assert items(feeds({"workstreams": lines})["werkstroom-oud"]) == {("due", "x")}


@pytest.mark.parametrize(
    ("role", "slug"),
    [
        ("Projectleider Beleid", "projectleider-beleid"),
        ("co\N{LATIN SMALL LETTER O WITH DIAERESIS}rdinator (2)", "coordinator-2"),
    ],
)
def test_role_becomes_a_readable_slug(role: str, slug: str) -> None:
    assert role_slug(role) == slug


def test_role_in_other_letters_and_long_ids_still_make_a_file_name() -> None:
    assert len({role_slug("\N{CJK UNIFIED IDEOGRAPH-4E3B}"), role_slug("\N{CJK UNIFIED IDEOGRAPH-4E3C}")}) == 2
    assert role_slug("\N{CJK UNIFIED IDEOGRAPH-4E3B}").isalnum()
    assert len({file_part("a" * 300), file_part("a" * 301)}) == 2
    assert len(file_part("a" * 300)) == LONGEST_PART
