"""What calendar programs make of a feed that is served: each as a process of its own, over this machine only."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.commands.serving import PATIENCE, Server, serving
from tests.export.calendars import events_in
from tests.faces import ROOT
from tests.running import bare_environment, run_python

pytestmark = [
    pytest.mark.thorough,
]

COUNT = 50
FEED = "/nl/vijftig-aanleverdagen.ics"
HEAD = """\
id: vijftig
title: Vijftig besluiten
status_date: 2024-06-03
bodies:
  raad: {title: De raad, hand_in: 14ed, meetings: [2024-06-03, 2024-06-25, 2024-07-16]}
deliverables:
"""
LINES = [f"  besluit-{n:02}: {{title: Besluit {n}, decided_by: raad, not_before: 2024-06-04}}\n" for n in range(1, 51)]
PLAN = HEAD + "".join(LINES)
TAKEN = LINES[0].replace("not_before: 2024-06-04", "progress: {finished: 2024-06-03}")
PUT_OFF = LINES[1].replace("2024-06-04", "2024-06-20")
AFTER = HEAD + TAKEN + PUT_OFF + "".join(LINES[2:])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return folder


def test_vdirsyncer_and_khal_follow_a_feed(plan: Path, tmp_path: Path) -> None:
    for name in ("vdirsyncer", "khal"):
        pytest.importorskip(name, reason=f"{name} is not installed")
    with serving(plan) as server:
        configure(server, tmp_path)
        sync(tmp_path, "discover")
        sync(tmp_path, "sync")
        first = listed(tmp_path)
        before = server.ask(FEED)
        (plan / "plan.yaml").write_text(AFTER, encoding="utf-8")
        after = server.wait_for(FEED, lambda reply: reply.body != before.body)
        sync(tmp_path, "sync")
        second = listed(tmp_path)

    assert len(events_in(before.body)) == COUNT
    assert Counter(line.partition(" ")[0] for line in first) == {"2024-06-11": COUNT}
    assert Counter(line.partition(" ")[0] for line in second) == {"2024-06-11": COUNT - 2, "2024-07-02": 1}
    assert {line.partition(" ")[0] for line in second if re.search(r"\bBesluit 2\b", line)} == {"2024-07-02"}
    assert not any(re.search(r"\bBesluit 1\b", line) for line in second)
    assert any(re.search(r"\bBesluit 1\b", line) for line in first)
    assert len(events_in(after.body)) == COUNT - 1


def test_radicale_takes_a_feed(plan: Path, tmp_path: Path) -> None:
    pytest.importorskip("radicale", reason="Radicale is not installed")
    with serving(plan) as server:
        content = server.ask(FEED).body
    with radicale(tmp_path) as port:
        status, _ = speak(port, "PUT", content)
        shown, stored = speak(port, "GET", b"")

    assert (status, shown) == (201, 200)
    assert days(stored) == days(content)
    assert len(days(stored)) == COUNT


def days(content: bytes) -> set[tuple[str, str]]:
    """The day of each event by its UID."""
    return {(uid, str(event["DTSTART"].dt)) for uid, event in events_in(content).items()}


def configure(server: Server, folder: Path) -> None:
    """Have vdirsyncer copy the feed into a folder that khal reads."""
    (folder / "calendar").mkdir()
    (folder / "vdirsyncer.ini").write_text(
        f'[general]\nstatus_path = "{folder}/status/"\n'
        '[pair feed]\na = "here"\nb = "there"\ncollections = null\nconflict_resolution = "b wins"\n'
        f'[storage here]\ntype = "filesystem"\npath = "{folder}/calendar/"\nfileext = ".ics"\n'
        f'[storage there]\ntype = "http"\nurl = "{server.address}{FEED}"\n',
        encoding="utf-8",
    )
    (folder / "khal.ini").write_text(
        f"[calendars]\n[[feed]]\npath = {folder}/calendar\n[sqlite]\npath = {folder}/khal.db\n"
        "[locale]\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ntimeformat = %H:%M\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n",
        encoding="utf-8",
    )


def sync(folder: Path, command: str) -> None:
    """One run of vdirsyncer."""
    call = ("-m", "vdirsyncer", "-c", str(folder / "vdirsyncer.ini"), command)
    ran = run_python(*call, environment=at_home(folder))

    assert ran.status == 0, ran.err.decode()


def listed(folder: Path) -> list[str]:
    """Day and title of each event that khal shows."""
    call = (
        "-m",
        "khal",
        "-c",
        str(folder / "khal.ini"),
        "list",
        "--day-format",
        "",
        "--format",
        "{start-date} {title}",
    )
    ran = run_python(*call, "2024-01-01", "366d", environment=at_home(folder))

    assert ran.status == 0, ran.err.decode()
    return [line for line in ran.out.decode().splitlines() if line]


def at_home(folder: Path) -> dict[str, str]:
    return {"HOME": str(folder), "LC_ALL": "C.UTF-8"}


@contextmanager
def radicale(folder: Path) -> Iterator[int]:
    """A Radicale that lets everybody in, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    options = ("--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none", "--rights-type", "authenticated")
    with (folder / "radicale.said").open("wb") as said:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "radicale",
                "--config",
                "",
                *options,
                "--storage-filesystem-folder",
                folder / "store",
            ],
            cwd=ROOT,
            env=bare_environment(at_home(folder)),
            stdout=said,
            stderr=said,
        )
    try:
        end = time.monotonic() + PATIENCE
        while not is_open(port):
            assert process.poll() is None, (folder / "radicale.said").read_text(encoding="utf-8")
            assert time.monotonic() < end
            time.sleep(0.1)
        yield port
    finally:
        process.kill()
        process.wait()


def is_open(port: int) -> bool:
    """Whether somebody listens."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def speak(port: int, method: str, body: bytes) -> tuple[int, bytes]:
    """One request about the calendar of one user."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    login = b64encode(b"lezer:").decode()
    try:
        connection.request(
            method,
            "/lezer/feed/",
            body,
            {"Content-Type": "text/calendar; charset=utf-8", "Authorization": f"Basic {login}"},
        )
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
