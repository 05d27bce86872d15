"""Conditional requests of one client: our server against nginx on the very same files, in turn."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from bench.timing import ROOT, Ratio, in_turn, ratio_of_medians, run

_PATH = "/nl/nvo-alles.ics"
_REQUESTS = 1_000
_ROUNDS = 9
_MOST = 12
"""nginx is C and does nothing else; a tenth of what it does is plenty for calendars that are looked at hourly."""
_PATIENCE = 120
_CONFIGURATION = """\
daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off; gzip off; default_type text/calendar; keepalive_requests 1000000;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}/site; }}
}}
"""


def serving_ratios(folder: Path) -> Iterator[Ratio | str]:
    """How many times as long a calendar that has not changed takes from our server; a line on why not without nginx."""
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    if nginx is None:
        yield "conditional requests of roadmap serve / nginx: left out, for nginx is not installed"
        return
    shutil.copytree(ROOT / "plans" / "nvo", folder / "plan")
    run(["cli.py", "publish", str(folder / "plan"), str(folder / "site")])
    with _ours(folder) as our_port, _nginx(nginx, folder) as port:
        ours, theirs = in_turn(partial(_seconds, our_port), partial(_seconds, port), rounds=_ROUNDS)
    name = (
        f"304 from roadmap serve ({_REQUESTS / median(ours):,.0f}/s) / from nginx ({_REQUESTS / median(theirs):,.0f}/s)"
    )
    yield Ratio(name, ratio_of_medians(ours, theirs), _MOST)


def _seconds(port: int) -> float:
    """For so many requests over one connection, with the tag that the first answer gave."""
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    connection.request("GET", _PATH)
    answer = connection.getresponse()
    answer.read()
    request = f"GET {_PATH} HTTP/1.1\r\nHost: x\r\nIf-None-Match: {answer.headers['ETag']}\r\n\r\n".encode()
    # From here on without the library, which takes longer to ask than a server to answer.
    start = time.perf_counter()
    for _ in range(_REQUESTS):
        _ask(connection.sock, request)
    seconds = time.perf_counter() - start
    connection.close()
    return seconds


def _ask(connection: socket.socket, request: bytes) -> None:
    connection.sendall(request)
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        answer += connection.recv(4096)
    if not answer.startswith(b"HTTP/1.1 304 "):
        raise ValueError(answer)


@contextmanager
def _ours(folder: Path) -> Iterator[int]:
    command = [sys.executable, "cli.py", "serve", str(folder / "plan"), "--port", "0"]
    with _process(command, stdout=subprocess.PIPE) as process:
        if process.stdout is None:
            raise ValueError(command)
        yield int(process.stdout.readline().decode().partition("/;")[0].rpartition(":")[2])


@contextmanager
def _nginx(nginx: str, folder: Path) -> Iterator[int]:
    port = _free_port()
    path = folder / "nginx.conf"
    path.write_text(_CONFIGURATION.format(folder=folder, port=port), encoding="utf-8")
    with _process([nginx, "-c", str(path), "-e", str(folder / "error.log")], stdout=subprocess.DEVNULL):
        _wait_for(port)
        yield port


@contextmanager
def _process(command: list[str], stdout: int) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, cwd=ROOT, stdout=stdout) as process:
        try:
            yield process
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _wait_for(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(port)
