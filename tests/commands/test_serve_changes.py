"""`roadmap serve` while the plan changes: it follows what is good, and keeps what was good."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from tests.commands.serving import Reply, Server, serving
from tests.commands.test_publish import BROKEN, GONE, LATER, MAIN
from tests.export.calendars import events_in
from tests.faces import roadmap

ALL, BODY, OWNER = "/nl/proef-alles.ics", "/nl/proef-orgaan-raad.ics", "/nl/proef-eigenaar-beleid.ics"
SHORTER = MAIN.replace("meetings: [2024-06-25, 2024-07-16]", "meetings: [2024-07-16]")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    folder.mkdir()
    write(folder, MAIN)
    return folder


def write(folder: Path, text: str) -> None:
    (folder / "plan.yaml").write_text(text, encoding="utf-8")


def changed(server: Server, path: str, before: Reply) -> Reply:
    """The answer once it is another one."""
    return server.wait_for(path, lambda reply: reply.body != before.body)


def in_trouble(server: Server) -> Reply:
    """The page once it says that something is wrong."""
    return server.wait_for("/", lambda reply: b'class="trouble"' in reply.body)


def due(reply: Reply) -> tuple[int, bytes]:
    """How often the due date in a calendar has moved, and when it last changed."""
    (event,) = [event for event in events_in(reply.body).values() if "uiterlijk" in event["SUMMARY"]]
    return event["SEQUENCE"], event["LAST-MODIFIED"].to_ical()


def test_plan_that_changes_is_followed_and_nothing_goes_back(plan: Path) -> None:
    ledger = plan / "calendar-ledger.json"
    with serving(plan) as server:
        first, body = server.ask(OWNER), server.ask(BODY)
        write(plan, LATER)
        second = changed(server, OWNER, first)
        kept = server.ask(BODY)
        write(plan, MAIN)
        third = changed(server, OWNER, second)
        known = server.ask(OWNER, headers={"If-Modified-Since": first.headers["last-modified"]})
        # Somebody publishes, at a later time; the server goes on from both.
        roadmap("publish", plan, plan.parent / "site", "--stamp", "2024-06-10T09:00:00Z")
        written = ledger.read_bytes()
        published = changed(server, OWNER, third)
        write(plan, LATER)
        fourth = changed(server, OWNER, published)
        ledger.write_bytes(written.replace(b'"sequence": 0', b'"sequence": 7').replace(b"2024-06-10T", b"2024-06-20T"))
        fifth = changed(server, OWNER, fourth)
        ledger.unlink()
        write(plan, MAIN)
        sixth = changed(server, OWNER, fifth)

    assert [due(reply)[0] for reply in (first, second, third, published, fourth)] == [0, 1, 2, 2, 3]
    assert due(published)[1] == b"20240610T090000Z"
    assert [reply.headers["last-modified"][17:25] for reply in (first, second, third)] == [
        "00:00:00",
        "00:00:01",
        "00:00:02",
    ]
    assert (kept.body, kept.headers["last-modified"]) == (body.body, body.headers["last-modified"])
    assert (known.status, known.body) == (200, third.body)
    assert due(fifth) == (8, b"20240620T090001Z")
    assert due(sixth) == (9, b"20240620T090002Z")
    assert not ledger.exists()


def test_time_of_a_calendar_moves_when_a_day_goes_from_it(plan: Path) -> None:
    write(
        plan, MAIN.replace("memo}", "memo}\n  brief: {title: Brief, duration: 1d, owner: beleid, due: 2024-06-20}", 1)
    )
    with serving(plan) as server:
        before = server.ask(OWNER)
        write(plan, MAIN)
        after = changed(server, OWNER, before)
        known = server.ask(OWNER, headers={"If-Modified-Since": before.headers["last-modified"]})

    assert before.headers["last-modified"] == "Mon, 03 Jun 2024 00:00:00 GMT"
    assert after.headers["last-modified"] == "Mon, 03 Jun 2024 00:00:01 GMT"
    assert after.headers["etag"] != before.headers["etag"]
    assert (known.status, known.body) == (200, after.body)


def test_file_that_comes_along_is_seen(plan: Path) -> None:
    write(plan, MAIN.replace("bodies:", "include: lijnen/*.yaml\nbodies:"))
    (plan / "lijnen").mkdir()
    extra = "deliverables:\n  extra: {title: Extra, duration: 1d, due: 2024-06-28}\n"
    (plan / "lijnen" / "een.yaml").write_text(extra, encoding="utf-8")
    with serving(plan) as server:
        first = server.ask(ALL)
        (plan / "lijnen" / "twee.yaml").write_text(extra.replace("xtra", "xtra2"), encoding="utf-8")
        reply = changed(server, ALL, first)

    assert b"Extra2" in reply.body
    assert b"Extra2" not in first.body


def test_broken_plan_keeps_the_calendars_and_says_what_is_wrong(plan: Path) -> None:
    with serving(plan) as server:
        before = {path: server.ask(path) for path in (ALL, "/", "/en/index.html", "/nl", "/status.json")}
        write(plan, BROKEN)
        page = in_trouble(server)
        during = {path: server.ask(path) for path in before}
        health = server.ask("/healthz")
        said = server.said
        write(plan, MAIN)
        server.wait_for("/healthz", lambda reply: reply.status == 200)
        mended = {path: server.ask(path) for path in before}

    for path in (ALL, "/status.json"):
        assert (during[path].status, during[path].body) == (200, before[path].body)
        assert during[path].headers["etag"] == before[path].headers["etag"]
        assert during[path].headers["last-modified"] == before[path].headers["last-modified"]
    assert (page.status, page.headers["etag"] == before["/"].headers["etag"]) == (200, False)
    for path, says in (("/", 'Is "memo" bedoeld?'), ("/nl", 'Is "memo" bedoeld?'), ("/en/index.html", 'mean "memo"?')):
        notice = html.unescape(during[path].body.decode().partition("</aside>")[0])
        assert "plan.yaml:9:54: " in notice, notice
        assert says in notice, notice
    assert re.sub(rb"<aside.*</aside>\n", b"", page.body, flags=re.DOTALL) == before["/"].body
    assert health.status == 503
    assert health.body.decode() == "De nieuwste versie van het plan wordt niet aangeboden; de vorige nog wel.\n"
    assert "unknown-predecessor" in said
    assert {path: reply.body for path, reply in mended.items()} == {path: reply.body for path, reply in before.items()}


def test_loss_of_most_days_is_not_served_unless_it_is_meant(plan: Path) -> None:
    roadmap("publish", plan, plan.parent / "site")
    with serving(plan) as server:
        before = server.ask(ALL)
        write(plan, GONE)
        page = in_trouble(server)
        during, health = server.ask(ALL), server.ask("/healthz")
    with serving(plan, "--force") as server:
        forced = server.ask(ALL)

    assert (during.status, during.body) == (200, before.body)
    assert health.status == 503
    assert "Van de 4 dagen die werden aangeboden zijn er 4 uit het plan verdwenen" in page.body.decode()
    assert sum(event["STATUS"] == "CANCELLED" for event in events_in(forced.body).values()) == 4


def test_plan_that_is_broken_from_the_start_asks_for_patience(plan: Path) -> None:
    write(plan, BROKEN)
    with serving(plan) as server:
        asked = {path: server.ask(path) for path in ("/", "/nl", "/en/", ALL, "/status.json", "/niets", "/healthz")}
        sheet = server.ask("/style.css")
        write(plan, MAIN)
        server.wait_for("/healthz", lambda reply: reply.status == 200)
        good = {path: server.ask(path).status for path in asked}

    assert {reply.status for reply in asked.values()} == {503}
    assert {path for path, reply in asked.items() if "retry-after" in reply.headers} == asked.keys() - {"/healthz"}
    assert all("plan.yaml:9:54: " in asked[path].body.decode() for path in ("/", "/nl", "/en/"))
    assert b'<html lang="en">' in asked["/en/"].body
    assert (sheet.status, b".trouble" in sheet.body) == (200, True)
    assert asked[ALL].body.decode() == "Het plan kan zo niet worden aangeboden.\n"
    assert {path for path, status in good.items() if status != 200} == {"/niets"}


def test_ledger_that_is_damaged_or_of_another_plan_keeps_what_was_there(plan: Path) -> None:
    ledger = plan / "calendar-ledger.json"
    other = json.dumps({"format": "roadmap.calendar-ledger/1", "plan": "elders"})
    with serving(plan) as server:
        before = server.ask(ALL)
        ledger.write_text('{"plan": "proef",\n oeps', encoding="utf-8")
        server.wait_for("/", lambda reply: b"calendar-ledger.json:2:2" in reply.body)
        ledger.write_text(other, encoding="utf-8")
        server.wait_for("/", lambda reply: b"&#34;elders&#34;" in reply.body)
        during = server.ask(ALL)

    assert (during.status, during.body) == (200, before.body)
    assert ledger.read_text(encoding="utf-8") == other


def test_plan_under_another_name_is_not_taken_for_the_same(plan: Path) -> None:
    with serving(plan) as server:
        before = server.ask(ALL)
        write(plan, MAIN.replace("id: proef", "id: ander"))
        page = in_trouble(server)

        assert "&#34;ander&#34;" in page.body.decode()
        assert server.ask(ALL).body == before.body


def test_strangers_are_not_told_what_is_wrong(plan: Path) -> None:
    with serving(plan, "--address", "https://plan.example/proef") as server:
        before = server.ask("/")
        write(plan, BROKEN)
        page = in_trouble(server)
        said = server.said

    assert b"https://plan.example/proef/nl/proef-alles.ics" in before.body
    assert b"127.0.0.1" not in before.body
    assert b"plan.yaml" not in page.body
    assert "unknown-predecessor" in said


def test_folder_that_goes_away_keeps_what_was_there(plan: Path) -> None:
    with serving(plan) as server:
        before = server.ask(ALL)
        plan.rename(plan.parent / "elders")
        in_trouble(server)

        assert server.ask(ALL).body == before.body
        (plan.parent / "elders").rename(plan)
        server.wait_for("/healthz", lambda reply: reply.status == 200)
