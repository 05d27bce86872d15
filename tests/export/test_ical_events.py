"""Which days of a plan become events, with which words."""

from __future__ import annotations

from datetime import date
from typing import Any

from roadmap.export.ical.events import Event
from roadmap.export.ical.identity import lasting_ids
from tests.export.calendars import feeds, schedule_of, uid
from tests.faces import NVO

BODIES = {
    "raad-a": {"title": "Raad A", "hand_in": "14ed", "meetings": ["2024-06-25", "2024-07-09", "2024-09-24"]},
    "raad-b": {"title": "Raad B", "hand_in": "7ed", "meetings": ["2024-07-02", "2024-09-03"]},
    "college": {"title": "College", "hand_in": "7ed", "meets": {"every": "tuesday"}, "meetings": ["2024-06-11"]},
}
GROUPS = {"raden": ["raad-a", "raad-b"]}


def events_of(deliverables: dict[str, Any], language: str = "en", **sections: object) -> dict[tuple[str, str], Event]:
    plan = {"bodies": BODIES, "groups": GROUPS, "deliverables": deliverables, **sections}
    made = feeds(plan, language)["alles" if language == "nl" else "all"].events
    return {(event.kind, event.item): event for event in made}


def test_work_has_its_due_date_only() -> None:
    events = events_of({"memo": {"duration": "5d", "due": "2024-06-28"}, "rest": {"duration": "5d"}})

    assert {key: event.day for key, event in events.items()} == {("due", "memo"): date(2024, 6, 28)}


def test_decision_has_its_meeting_and_its_hand_in_day() -> None:
    events = events_of({"besluit": {"decided_by": "raad-a"}, "later": {"duration": "40d"}})

    assert {key: event.day for key, event in events.items()} == {
        ("meeting", "besluit"): date(2024, 6, 25),
        ("hand-in", "besluit"): date(2024, 6, 11),
    }
    assert events["meeting", "besluit"].title == "Raad A: besluit [forecast]"
    assert events["hand-in", "besluit"].title == "Raad A: hand in papers \N{EN DASH} besluit [forecast]"


def test_decision_by_a_group_has_every_body_and_the_last_of_them() -> None:
    events = events_of({"besluit": {"decided_by": "raden"}}, "nl", title="Proefplan")
    titles = {key: event.title for key, event in events.items() if event.kind == "meeting"}

    assert titles == {
        ("meeting", "besluit@raad-a"): "Raad A: besluit [prognose]",
        ("meeting", "besluit@raad-b"): "Raad B: besluit [kritiek]",
        ("meeting", "besluit"): "Proefplan: besluit (laatste van 2) [kritiek]",
    }
    assert events["meeting", "besluit"].day == date(2024, 7, 2)
    assert events["hand-in", "besluit"].title.startswith("Proefplan: stukken aanleveren")
    assert events["hand-in", "besluit"].title.endswith("(voor alle 2) [kritiek]")


def test_decision_by_part_of_a_group_says_how_many_it_takes() -> None:
    events = events_of({"besluit": {"decided_by": "raden", "rule": "1 of 2"}})

    assert events["meeting", "besluit"].title == "proef: besluit (1 of 2) [critical]"
    assert "Decided by: raden (1 of 2)" in events["meeting", "besluit"].description


def test_milestone_and_end_of_term_are_events() -> None:
    mark = {"milestone": "finish", "not_before": "2024-06-10"}
    events = events_of({"mark": mark, "wait": {"term": "standstill", "after": "mark"}}, "nl")

    assert events["milestone", "mark"].day == date(2024, 6, 10)
    assert events["term", "wait"].day == date(2024, 7, 1)
    assert events["term", "wait"].title == "proef: einde termijn \N{EN DASH} wait [kritiek]"


def test_target_says_its_margin_in_words() -> None:
    goal = {"title": "Klaar", "by": "2024-06-14", "milestone": "mark", "kind": "fatal"}
    mark = {"milestone": "finish", "not_before": "2024-06-10"}

    assert events_of({"mark": mark}, "nl", targets={"doel": goal})["target", "doel"].title == (
        "Fatale datum: Klaar, 4 dagen marge"
    )
    late = {**mark, "not_before": "2024-06-17"}
    assert events_of({"mark": late}, "nl", targets={"doel": goal})["target", "doel"].title == (
        "Fatale datum: Klaar, 3 dagen te laat"
    )


def test_what_is_done_stays_on_its_day_with_a_check_mark() -> None:
    memo = {"duration": "5d", "due": "2024-05-31", "progress": {"finished": "2024-05-28"}}
    taken = {"decided_by": "raad-a", "decided": {"raad-a": "2024-05-28"}}
    events = events_of({"memo": memo, "taken": taken}, "nl")

    assert events["due", "memo"].title == "\N{CHECK MARK} proef: uiterlijk \N{EN DASH} memo"
    assert events["due", "memo"].day == date(2024, 5, 31)
    assert "Gereed op 28-5-2024" in events["due", "memo"].description
    assert events["meeting", "taken"].title == "\N{CHECK MARK} Raad A: taken"
    assert events["meeting", "taken"].status == "confirmed"


def test_fixed_and_promised_days_are_certain_and_forecasts_are_not() -> None:
    events = events_of(
        {"vast": {"decided_by": "raad-a", "fixed": "2024-07-09", "due": "2024-07"}, "x": {"milestone": "finish"}}
    )

    assert {key: event.status == "confirmed" for key, event in events.items()} == {
        ("due", "vast"): True,
        ("meeting", "vast"): True,
        ("hand-in", "vast"): True,
        ("milestone", "x"): False,
    }


def test_assumed_meeting_says_so() -> None:
    late = {"decided_by": "college", "not_before": "2024-06-18"}
    events = events_of({"besluit": late, "later": {"duration": "40d", "not_before": "2024-07-01"}}, "nl")

    assert events["meeting", "besluit"].title == "College: besluit [aangenomen]"
    assert events["meeting", "besluit"].status == "tentative"
    assert "niet bevestigd" in events["meeting", "besluit"].description


def test_description_says_who_and_why() -> None:
    streams = {
        "lijn": {
            "title": "Eerste lijn",
            "deliverables": {
                "memo": {"code": "A1", "title": "Memo", "duration": "5d"},
                "besluit": {
                    "decided_by": "raad-a",
                    "after": "memo",
                    "owner": "griffier",
                    "due": "2024-Q3",
                    "note": "Let op.",
                },
                "uitvoering": {"code": "A3", "title": "Uitvoering", "duration": "5d", "after": "besluit"},
            },
        }
    }
    event = events_of({}, "nl", workstreams=streams, title="Proefplan", label="voorbeeld")["meeting", "besluit"]

    assert event.description.splitlines() == [
        "Orgaan: Raad A",
        "Lijn: Eerste lijn",
        "Trekker: griffier",
        "Stukken aanleveren uiterlijk 11-6-2024",
        "Missen kost 14 dagen: het besluit valt dan op 9-7-2024",
        "Wacht op: A1 Memo (7-6-2024)",
        "Nodig voor: A3 Uitvoering (vanaf 26-6-2024)",
        "Uiterlijk: 30-9-2024",
        "Speling: 0 werkdagen tot het einde van het plan",
        "Toelichting: Let op.",
        "Uit het plan Proefplan (voorbeeld)",
    ]
    assert event.categories == ("Besluit", "Raad A", "Eerste lijn", "Kritieke pad")


def test_many_predecessors_are_counted_with_the_latest_named() -> None:
    before = {f"w{number}": {"duration": f"{number}d"} for number in range(1, 11)}
    event = events_of({**before, "eind": {"milestone": "finish", "after": list(before)}}, "nl")["milestone", "eind"]
    line = next(line for line in event.description.splitlines() if line.startswith("Wacht op"))

    assert line.startswith("Wacht op: w10 (14-6-2024); w9 (13-6-2024); ")
    assert line.endswith("; en nog 4")


def test_uid_comes_from_plan_kind_and_id_and_survives_a_new_id() -> None:
    events = events_of({"nieuw": {"decided_by": "raden", "was": ["oudst", "ouder"], "due": "2024-07"}})

    assert events["due", "nieuw"].uid == uid("proef", "due", "oudst")
    assert events["meeting", "nieuw@raad-b"].uid == uid("proef", "meeting", "oudst@raad-b")


def test_former_id_that_another_goes_by_is_not_taken() -> None:
    deliverables = schedule_of(
        {
            "deliverables": {
                "a": {"duration": "1d", "was": "c"},
                "b": {"duration": "1d", "was": "c"},
                "d": {"duration": "1d", "was": "e"},
                "e": {"duration": "1d"},
            }
        }
    ).plan.deliverables

    assert lasting_ids(deliverables) == {"a": "c", "b": "b", "d": "d", "e": "e"}


def test_unknown_days_are_left_out_and_counted() -> None:
    past = {"raad-c": {"meetings": ["2024-01-09"]}}
    plan = {"bodies": past, "deliverables": {"nooit": {"decided_by": "raad-c"}, "x": {"milestone": "finish"}}}
    made = feeds(plan)

    assert [event.item for event in made["alles"].events] == ["x"]
    assert {name: feed.undated for name, feed in made.items()} == {
        "alles": 1,
        "kritiek": 0,
        "aanleverdagen": 1,
        "orgaan-raad-c": 1,
    }
    assert made["alles"].heading.description.endswith("1 dag is niet bekend en staat er niet in.")


def test_titles_fit_and_keep_their_mark() -> None:
    events = events_of({"x": {"milestone": "finish", "title": "woord " * 60}}, "nl", title="Een heel lang plan " * 9)
    title = events["milestone", "x"].title

    assert len(title) <= 255
    assert title.endswith("\N{HORIZONTAL ELLIPSIS} [kritiek]")


def test_no_title_of_the_real_plan_needs_cutting() -> None:
    assert [e.title for e in feeds(NVO)["alles"].events if "\N{HORIZONTAL ELLIPSIS}" in e.title] == []
