"""`roadmap serve`: what publishing would write, from memory, by the rules of HTTP that calendar programs lean on."""

from __future__ import annotations

import re
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import icalendar
import pytest

from tests.commands.serving import CUT_OFF, Server, serving
from tests.commands.test_publish import MAIN, written
from tests.faces import ROOT, roadmap
from tests.running import run_python

ALL = "/nl/proef-alles.ics"
CALL = "from roadmap.commands import main; main()"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals as on Linux and macOS")
PAGES = ("/", "/index.html", "/nl", "/nl/", "/nl/index.html", "/en", "/en/", "/en/index.html")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve") / "plan"
    folder.mkdir()
    (folder / "plan.yaml").write_text(MAIN, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server(plan: Path) -> Iterator[Server]:
    """A server that is only asked things."""
    with serving(plan) as running:
        yield running


def test_served_is_what_publish_and_calendar_write(server: Server, plan: Path, tmp_path: Path) -> None:
    shutil.copytree(plan, tmp_path / "plan")
    roadmap("publish", tmp_path / "plan", tmp_path / "site", "--address", server.address)
    published = written(tmp_path / "site")
    del published["publication.json"]
    for language in ("nl", "en"):
        roadmap("calendar", plan, "-o", tmp_path / "agenda" / language, "--reminders", "--lang", language)

    assert len(published) > 30
    assert {place: server.ask(f"/{place}").body for place in published} == published
    calendars = written(tmp_path / "agenda")
    assert calendars == {place: content for place, content in published.items() if place.endswith(".ics")}


def test_nothing_is_written(server: Server, plan: Path) -> None:
    assert server.ask("/").status == 200
    assert [path.name for path in plan.iterdir()] == ["plan.yaml"]


def test_tag_of_a_calendar_saves_its_bytes(server: Server) -> None:
    first = server.ask(ALL)
    again = server.ask(ALL, headers={"If-None-Match": first.headers["etag"]})

    assert first.status == 200
    assert re.fullmatch(r'"[0-9a-f]{64}"', first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert {"content-type", "content-length", "content-disposition"} & again.headers.keys() == set()


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ("*", 304),
        ("W/{tag}", 304),
        ('"x", {tag}', 304),
        ('"x",W/{tag} , "y"', 304),
        ('"x"', 200),
        ('W/"x"', 200),
        ("", 200),
        ("{bare}", 200),
        ('"*"', 200),
    ],
)
def test_every_form_of_a_tag_is_understood(server: Server, condition: str, status: int) -> None:
    tag = server.ask(ALL).headers["etag"]
    reply = server.ask(ALL, headers={"If-None-Match": condition.format(tag=tag, bare=tag.strip('"'))})

    assert reply.status == status


def test_tag_decides_over_the_time(server: Server) -> None:
    first = server.ask(ALL)
    time = first.headers["last-modified"]
    statuses = [
        server.ask(ALL, headers={"If-Modified-Since": time}).status,
        server.ask(ALL, headers={"If-Modified-Since": time, "If-None-Match": '"x"'}).status,
        server.ask(ALL, headers={"If-Modified-Since": time, "If-None-Match": ""}).status,
        server.ask(ALL, headers={"If-Modified-Since": "x", "If-None-Match": first.headers["etag"]}).status,
    ]

    assert statuses == [304, 200, 200, 304]


@pytest.mark.parametrize("time", ["Fri, 01 Jan 2100 00:00:00 GMT", "Sat, 01 Jan 2000 00:00:00 GMT", "gisteren"])
def test_another_time_than_the_one_given_saves_nothing(server: Server, time: str) -> None:
    assert server.ask(ALL, headers={"If-Modified-Since": time}).status == 200


def test_time_of_a_calendar_is_its_own(server: Server) -> None:
    reply = server.ask(ALL)
    calendar: Any = icalendar.Calendar.from_ical(reply.body)

    assert calendar["LAST-MODIFIED"].to_ical() == b"20240603T000000Z"
    assert reply.headers["last-modified"] == "Mon, 03 Jun 2024 00:00:00 GMT"


@pytest.mark.parametrize("path", [ALL, "/", "/nl/gantt.png", "/status.json", "/niets", "/healthz"])
def test_head_gives_the_headers_of_get_and_no_body(server: Server, path: str) -> None:
    whole, head = server.ask(path), server.ask(path, "HEAD")

    assert (head.status, head.body) == (whole.status, b"")
    assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (ALL, {}),
        (ALL, {"Authorization": "Bearer x"}),
        (ALL, {"Authorization": "Negotiate oYI="}),
        (ALL, {"Cookie": "session=x"}),
        (ALL, {"Accept": "application/pdf"}),
        (ALL, {"Accept": "text/html;q=0, */*;q=0"}),
        (ALL, {"Accept-Encoding": "gzip, br", "Accept-Charset": "utf-16", "Accept-Language": "fr"}),
        (f"{ALL}?utm=x&a=%00", {}),
        (f"{ALL}?", {"Range": "bytes=0-1"}),
        (f"http://elders.example{ALL}", {"X-Forwarded-For": "::1"}),
    ],
)
def test_what_else_is_asked_changes_nothing(server: Server, path: str, headers: dict[str, str]) -> None:
    reply, usual = server.ask(path, headers=headers), server.ask(ALL)

    assert (reply.status, reply.body) == (200, usual.body)
    assert {**reply.headers, "date": ""} == {**usual.headers, "date": ""}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (ALL, "text/calendar; charset=utf-8"),
        ("/", "text/html; charset=utf-8"),
        ("/nl", "text/html; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/status.json", "application/json; charset=utf-8"),
        ("/en/gantt.svg", "image/svg+xml"),
        ("/en/gantt.png", "image/png"),
        ("/en/gantt.pdf", "application/pdf"),
        ("/healthz", "text/plain; charset=utf-8"),
        ("/niets", "text/html; charset=utf-8"),
    ],
)
def test_every_file_has_its_type(server: Server, path: str, kind: str) -> None:
    assert server.ask(path).headers["content-type"] == kind


def test_calendar_keeps_its_name_when_it_is_saved(server: Server) -> None:
    assert server.ask(ALL).headers["content-disposition"] == 'inline; filename="proef-alles.ics"'


@pytest.mark.parametrize("path", [ALL, "/", "/niets", "/healthz"])
def test_headers_are_those_of_the_snippet_for_nginx(server: Server, path: str) -> None:
    snippet = (ROOT / "docs" / "hosting" / "nginx.conf").read_text(encoding="utf-8")
    expected = dict(re.findall(r'add_header (\S+) "(.*)" always;', snippet))
    if path != ALL:
        expected["Cache-Control"] = "no-store" if path == "/healthz" else "private, no-cache"
    reply = server.ask(path)

    assert len(expected) == 5
    assert {name: reply.headers.get(name.lower()) for name in expected} == expected
    assert {"server", "location", "content-encoding", "set-cookie"} & reply.headers.keys() == set()


@pytest.mark.parametrize("path", [ALL, "/", "/niets", "*"])
def test_options_say_what_can_be_asked(server: Server, path: str) -> None:
    reply = server.ask(path, "OPTIONS")

    assert (reply.status, reply.headers["allow"], reply.body) == (204, "GET, HEAD, OPTIONS", b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "ONZIN"])
@pytest.mark.parametrize("path", [ALL, "/niets"])
def test_nothing_can_be_written(server: Server, path: str, method: str) -> None:
    reply = server.ask(path, method)

    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(server: Server, path: str) -> None:
    page = server.ask(path)
    links = re.findall(r'(?:href|src)="([^"]+)"', page.body.decode())
    places = {urlsplit(urljoin(f"{server.address}{path}", link)).path for link in links if ":" not in link}

    assert page.status == 200
    assert len(places) >= 18
    assert {place for place in places if server.ask(place).status != 200} == set()


@pytest.mark.parametrize("path", ["/en", "/en/", "/en/index.html"])
def test_page_is_in_the_language_of_its_folder(server: Server, path: str) -> None:
    assert b'<html lang="en">' in server.ask(path).body


@pytest.mark.parametrize(
    "target",
    [
        b"/nl/../nl/proef-alles.ics",
        b"/../plan.yaml",
        b"/%2e%2e/plan.yaml",
        b"/nl/%2e%2e/index.html",
        b"/nl/proef-alles.ics%00",
        b"/nl\\proef-alles.ics",
        b"/nl%5cproef-alles.ics",
        b"/nl//proef-alles.ics",
        b"//",
        b"/plan.yaml",
        b"/publication.json",
        b"/calendar-ledger.json",
        b"/nl/proef-alles.ics/",
        b"/NL/proef-alles.ics",
        b"/" + b"a" * 20_000,
    ],
)
def test_what_is_not_there_is_not_there(server: Server, target: bytes) -> None:
    reply = server.send(target)

    assert reply.status == 404
    assert reply.body == server.ask("/404.html").body
    assert b"proef" not in reply.body


@pytest.mark.parametrize("target", [b"/\x00", b"/ x", b"\xff", b"/" + b"a" * 200_000])
def test_what_is_no_request_is_refused_and_harms_nothing(server: Server, target: bytes) -> None:
    assert server.send(target).status in {400, 404, CUT_OFF}
    assert server.ask("/healthz").body == b"ok\n"


@POSIX
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)], ids=["ctrl-c", "term"])
def test_it_ends_cleanly_and_has_noted_no_request(
    plan: Path, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    shutil.copytree(plan, tmp_path / "plan")
    with serving(tmp_path / "plan") as running:
        for path in (ALL, "/geheim", "/healthz"):
            running.ask(path)
            running.ask(path, "POST")

        assert running.end(number) == status
        assert running.said.strip() == ""


def test_port_that_is_taken_is_told(server: Server, plan: Path) -> None:
    for language, says in (("nl", "die is bezet"), ("en", "it is taken")):
        ran = run_python("-c", CALL, "serve", plan, "--port", str(server.port), "--lang", language)

        assert ran.status == 2
        assert says in ran.err.decode()
        assert f"127.0.0.1, {'poort' if language == 'nl' else 'port'} {server.port}" in ran.err.decode()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--port", "99999"], "Ongeldige waarde voor '--port': 99999 kan hier niet; het bereik is 0<=x<=65535."),
        (["--host", "nergens.invalid"], "Op nergens.invalid, poort 8000, kan niet worden geluisterd"),
        (["--address", "voorbeeld.nl"], "geen webadres"),
    ],
)
def test_what_cannot_be_served_is_told(plan: Path, arguments: list[str], complaint: str) -> None:
    ran = run_python("-c", CALL, "serve", plan, *arguments)

    assert ran.status == 2
    assert complaint in ran.err.decode()


def test_folder_without_a_plan_is_told_at_once(tmp_path: Path) -> None:
    ran = run_python("-c", CALL, "serve", tmp_path, "--port", "0")

    assert (ran.status, ran.out) == (2, b"")
    assert b"no-plan" in ran.err


def test_without_its_packages_it_says_how_to_install_them(plan: Path) -> None:
    without = f"import sys; sys.modules['uvicorn'] = None; {CALL}"
    for language, says in (("nl", "Installeer ze eenmalig"), ("en", "Install them once")):
        ran = run_python("-c", without, "serve", plan, "--lang", language)

        assert (ran.status, ran.out) == (2, b"")
        assert says in ran.err.decode()
        assert f"{sys.executable} -m pip install starlette uvicorn" in ran.err.decode()
        assert b"Traceback" not in ran.err
