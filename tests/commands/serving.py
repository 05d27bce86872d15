"""How tests reach `roadmap serve`: as a process of its own on a free port of this machine, for a bounded time."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Timer

from tests.faces import ROOT
from tests.running import CLI, bare_environment

LONGEST = 120
PATIENCE = 60
CUT_OFF = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; the names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Server:
    """A server under test."""

    process: subprocess.Popen[bytes]
    address: str
    talk: Path

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    @property
    def said(self) -> str:
        """What it said beside its address."""
        return self.talk.read_text(encoding="utf-8")

    def ask(self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Reply:
        """One request with just these headers, as a calendar program sends it; no redirect is followed."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def send(self, target: bytes) -> Reply:
        """A request for a path that no library would send."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(b"GET %b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % target)
            received = b""
            # What is far too long is cut off while it is still being sent.
            with suppress(ConnectionError):
                while part := connection.recv(65536):
                    received += part
        head, _, body = received.partition(b"\r\n\r\n")
        return Reply(int(head.split()[1]) if head else CUT_OFF, {}, body)

    def wait_for(self, path: str, is_there: Callable[[Reply], bool]) -> Reply:
        """Ask until the answer is as it should be, for a minute at most."""
        end = time.monotonic() + PATIENCE
        while not is_there(reply := self.ask(path)):
            assert time.monotonic() < end, (path, reply.status, self.said)
            time.sleep(0.1)
        return reply

    def end(self, number: signal.Signals) -> int:
        """Send a signal; the exit status."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(plan: Path, *options: str) -> Iterator[Server]:
    """Serve a plan on a free port; what it says goes into a file beside the plan's folder."""
    talk = plan.parent / f"{plan.name}.said"
    with talk.open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, str(CLI), "serve", str(plan), "--port", "0", *options],
            cwd=ROOT,
            env=bare_environment(),
            stdout=subprocess.PIPE,
            stderr=err,
        )
    watch = Timer(LONGEST, process.kill)
    watch.start()
    try:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        assert "http" in line, talk.read_text(encoding="utf-8")
        yield Server(process, line.partition(";")[0].split()[-1].rstrip("/"), talk)
    finally:
        watch.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
