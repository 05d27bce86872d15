"""The feeds as files: octets, what every event says, and what independent readers make of them."""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.export.calendars import HOSTILE, events_in, feeds, octet_faults, uid, unfolded
from tests.faces import NVO, status_of
from tests.golden import check_golden
from tests.running import run_python
from tests.shuffling import shuffled_copy

NOT_IN_FEEDS = {"METHOD", "ATTENDEE", "ORGANIZER", "TZID", "RELATED-TO", "DUE", "TRIGGER"}


def hostile_plan(text: str) -> dict[str, Any]:
    """A plan in which every text is the one given."""
    memo = {"title": text, "code": text, "duration": "5d", "due": "2024-06-28", "owner": text, "note": text}
    decision = {"title": text, "decided_by": "raad", "after": "memo"}
    return {
        "title": text,
        "label": text,
        "bodies": {"raad": {"title": text, "meetings": ["2024-06-25"]}},
        "targets": {"doel": {"title": text, "by": "2024-07-01", "milestone": "mark"}},
        "workstreams": {"lijn": {"title": text, "deliverables": {"memo": memo, "besluit": decision}}},
        "deliverables": {"mark": {"title": text, "milestone": "finish", "after": "besluit"}},
    }


PLANS: list[dict[str, Any] | Path] = [NVO, {"deliverables": {"x": {"duration": "1d"}}}, *map(hostile_plan, HOSTILE)]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: str(plan)[:30])
def test_octets_are_those_of_the_standard(plan: dict[str, Any] | Path, language: str) -> None:
    for feed in feeds(plan, language).values():
        content = feed.to_bytes()
        lines = unfolded(content)
        names = {line.partition(":")[0].partition(";")[0] for line in lines}

        assert octet_faults(content) == []
        assert lines.count("BEGIN:VEVENT") == len(feed.events)
        assert {line for line in lines if line.startswith("BEGIN:")} == {"BEGIN:VCALENDAR", "BEGIN:VEVENT"}
        assert names & NOT_IN_FEEDS == set()
        assert icalendar.Calendar.from_ical(content).to_ical() == content


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_hostile_titles_come_back_as_they_went_in(text: str) -> None:
    for name, feed in feeds(hostile_plan(text)).items():
        read = events_in(feed.to_bytes())

        for event in feed.events:
            assert str(read[event.uid]["SUMMARY"]) == event.title, name
            assert str(read[event.uid]["DESCRIPTION"]) == event.description
            assert tuple(map(str, read[event.uid]["CATEGORIES"].cats)) == event.categories
            assert len(event.title) <= 255
            assert "\n" not in event.title


def test_octets_of_a_feed_are_checked_for_real() -> None:
    content = feeds(NVO)["alles"].to_bytes()
    title = "Raad Almelo: \N{LATIN SMALL LETTER E WITH ACUTE}".encode()

    assert octet_faults(content.replace(b"\r\n ", b""))
    assert octet_faults(content.replace(b"\r\n", b"\n"))
    assert octet_faults(content[:-2])
    assert octet_faults(content + b"\r\n")
    assert octet_faults(title[:-1] + b"\r\n " + title[-1:] + b"\r\n")
    assert octet_faults(b"\xef\xbb\xbf" + content)


def test_dates_equal_those_of_status_item_by_item() -> None:
    status = status_of(NVO)
    read = {name: event["DTSTART"].dt for name, event in events_in(feeds(NVO)["alles"].to_bytes()).items()}
    expected: dict[str, date] = {}
    for row in status["deliverables"]:
        own = {"decision": "meeting", "milestone": "milestone", "term": "term"}.get(row["kind"])
        days = {"due": row["due"], "hand-in": row["hand_in"], **({own: row["early_finish"]} if own else {})}
        expected |= {uid("nvo", kind, row["id"]): date.fromisoformat(day) for kind, day in days.items() if day}
    for target in status["targets"]:
        expected[uid("nvo", "target", target["id"])] = date.fromisoformat(target["per"] or target["by"])

    assert read == expected
    assert len(read) > 150


def test_event_is_a_free_day_with_its_certainty() -> None:
    feed = feeds(NVO)["alles"]
    read = events_in(feed.to_bytes())

    for event in feed.events:
        found = read[event.uid]
        assert found["DTSTART"].params == {"VALUE": "DATE"}
        assert found["DTEND"].dt == found["DTSTART"].dt + timedelta(days=1)
        assert found["STATUS"] == event.status.upper()
        assert found["TRANSP"] == "TRANSPARENT"
        assert found["X-MICROSOFT-CDO-ALLDAYEVENT"] == "TRUE"
        assert found["X-MICROSOFT-CDO-BUSYSTATUS"] == "FREE"
        assert found.get("PRIORITY") == (1 if "critical" in event.feeds else None)


def test_heading_says_what_the_calendar_is() -> None:
    lines = unfolded(feeds(NVO)["orgaan-raad-almelo"].to_bytes())
    head = lines[: lines.index("BEGIN:VEVENT")]

    assert "VERSION:2.0" in head
    assert "CALSCALE:GREGORIAN" in head
    assert "NAME:Gemeenteraad Almelo \N{EN DASH} Routekaart Norm voor Opdrachtgeverschap" in head
    assert "X-WR-CALNAME:Gemeenteraad Almelo \N{EN DASH} Routekaart Norm voor Opdrachtgeverschap" in head
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H" in head
    assert "X-PUBLISHED-TTL:PT4H" in head
    assert "LAST-MODIFIED:20230109T000000Z" in head
    assert [line for line in head if line.startswith("PRODID:-//roadmap//") and line.endswith("//NL")]
    assert [line for line in head if line.startswith("UID")] == []


def test_stamps_are_the_day_of_revision_and_else_the_status_date() -> None:
    plan = {"deliverables": {"x": {"milestone": "finish", "due": "2024-06-28"}}}
    for extra, day in (
        ({}, datetime(2024, 6, 3, tzinfo=UTC)),
        ({"revised": "2024-05-30"}, datetime(2024, 5, 30, tzinfo=UTC)),
    ):
        for event in events_in(feeds({**plan, **extra})["alles"].to_bytes()).values():
            assert [event[name].dt for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED")] == [day] * 3
            assert event["SEQUENCE"] == 0


def test_events_stand_by_day_and_then_by_uid() -> None:
    for feed in feeds(NVO).values():
        order = [(event.day, event.uid) for event in feed.events]

        assert list(events_in(feed.to_bytes())) == [name for _, name in sorted(order)]


def test_lines_and_files_of_the_plan_may_be_shuffled(tmp_path: Path) -> None:
    def files(plan: Path) -> dict[str, bytes]:
        return {name: feed.to_bytes() for name, feed in feeds(plan).items()}

    assert files(shuffled_copy(NVO, tmp_path, 1)) == files(NVO)


def test_event_is_the_same_in_every_feed() -> None:
    seen: dict[str, str] = {}
    for feed in feeds(NVO).values():
        for name, event in events_in(feed.to_bytes()).items():
            if feed.count:
                assert seen.setdefault(name, event.to_ical().decode()) == event.to_ical().decode()


@pytest.mark.parametrize(("feed", "language"), [("orgaan-raad-almelo", "nl"), ("critical", "en")])
def test_feed_of_the_real_plan(feed: str, language: str) -> None:
    lines = unfolded(feeds(NVO, language)[feed].to_bytes())

    check_golden(f"feed-nvo-{feed}-{language}.txt", "".join(f"{line}\n" for line in lines))


@pytest.mark.thorough
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_another_library_reads_the_same_days_and_titles(text: str) -> None:
    pytest.importorskip("ics", reason="the package ics is not installed")
    ics = importlib.import_module("ics")
    for plan in (hostile_plan(text), NVO):
        feed = feeds(plan)["alles"]
        read = {event.uid: event for event in ics.Calendar(feed.to_bytes().decode("utf-8")).events}

        assert {name: event.begin.date() for name, event in read.items()} == {e.uid: e.day for e in feed.events}
        assert {name: event.name for name, event in read.items()} == {e.uid: e.title for e in feed.events}


@pytest.mark.thorough
def test_khal_lists_every_day(tmp_path: Path) -> None:
    pytest.importorskip("khal", reason="khal is not installed")
    (tmp_path / "feed.ics").write_bytes(feeds(NVO)["alles"].to_bytes())
    date_form = "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ntimeformat = %H:%M\n"
    times = "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    calendars = f"[calendars]\n[[a]]\npath = {tmp_path}/a\n[locale]\n{date_form}{times}"
    (tmp_path / "config").write_text(f"{calendars}[sqlite]\npath = {tmp_path}/db\n", encoding="utf-8")
    (tmp_path / "a").mkdir()
    khal = ("-m", "khal", "-c", str(tmp_path / "config"))
    environment = {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}

    imported = run_python(*khal, "import", "--batch", "-a", "a", str(tmp_path / "feed.ics"), environment=environment)
    listing = ("list", "--day-format", "", "--format", "{start-date} {title}", "2022-12-01", "1500d")
    listed = run_python(*khal, *listing, environment=environment)

    assert imported.status == 0, imported.err
    expected = sorted(f"{event.day} {event.title}" for event in feeds(NVO)["alles"].events)
    assert sorted(line for line in listed.out.decode().splitlines() if line) == expected
