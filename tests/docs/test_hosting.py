"""The snippets under docs/hosting, each tried in the server that it is for: on loopback, without certificates."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.faces import ROOT, roadmap
from tests.running import bare_environment

PLAN = """\
id: proef
status_date: 2024-06-03
deliverables:
  memo: {title: Memo, duration: 5d, due: 2024-06-14}
"""
FEED = "/nvo/nl/proef-alles.ics"
COMPRESSING = {
    "nginx": "gzip on; gzip_min_length 0; gzip_types text/calendar text/css;",
    "apache2": "AddOutputFilterByType DEFLATE text/html text/calendar text/css",
}
MODULES = Path("/usr/lib/apache2/modules")
WRITING = ("POST", "PUT", "DELETE")
SECONDS = 20


@pytest.fixture(scope="module")
def published() -> Iterator[Path]:
    """A published folder that any user may read, as a server drops its rights; with a folder in it without a page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
        assert roadmap("publish", folder / "plan.yaml", folder / "site").status == 0
        (folder / "site" / "leeg").mkdir()
        yield folder


@pytest.mark.thorough
@pytest.mark.parametrize("server", ["nginx", "apache2", "caddy"])
def test_snippet_serves_calendars_as_calendars_and_nothing_else(server: str, published: Path) -> None:
    content = (published / "site" / "nl" / "proef-alles.ics").read_bytes()
    missing = (published / "site" / "404.html").read_bytes()
    with serving(server, published) as port:
        plain, body = ask(port, "GET", FEED)
        squeezed, same = ask(port, "GET", f"{FEED}?x=1", {"Accept-Encoding": "gzip, br", "Authorization": "Bearer x"})
        head, nothing = ask(port, "HEAD", FEED)
        unchanged, empty = ask(port, "GET", FEED, {"If-None-Match": plain.headers["ETag"] or ""})
        page, text = ask(port, "GET", "/nvo/")
        unknown, said = ask(port, "GET", "/nvo/nl/onbekend.ics")
        writing = {method: ask(port, method, FEED)[0].status for method in WRITING}
        listing = ask(port, "GET", "/nvo/leeg/")[0].status
        begun = ask(port, "GET", "/nvo")[0]

    assert (plain.status, body) == (squeezed.status, same) == (200, content)
    assert squeezed.headers["Content-Encoding"] is None
    assert (head.status, nothing, head.headers["Content-Length"]) == (200, b"", str(len(content)))
    assert (unchanged.status, empty) == (304, b"")
    for answer in (plain, squeezed, head):
        assert answer.headers.get_all("Content-Type") == ["text/calendar; charset=utf-8"]
    for answer in (plain, page, unknown):
        assert answer.headers.get_all("Cache-Control") == ["private, max-age=900"]
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert (page.status, text) == (200, (published / "site" / "index.html").read_bytes())
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert (unknown.status, said) == (404, missing)
    assert unknown.headers["Content-Type"] == "text/html; charset=utf-8"
    assert set(writing.values()) <= {403, 405}
    assert listing in {403, 404}
    assert begun.status in {301, 308}
    assert re.fullmatch(r"(http://127\.0\.0\.1:\d+)?/nvo/", begun.headers["Location"])


def ask(port: int, method: str, path: str, headers: dict[str, str] | None = None) -> tuple[HTTPResponse, bytes]:
    """One request on a connection of its own; redirects are not followed."""
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request(method, path, body=b"x" if method in WRITING else None, headers=headers or {})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


@contextmanager
def serving(server: str, folder: Path) -> Iterator[int]:
    """The server with its snippet, for as long as it is asked; skips where it is not installed."""
    program = shutil.which(server, path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip(f"{server} is not installed")
    work = folder / server
    work.mkdir()
    port = free_port()
    checks, runs = {"nginx": nginx, "apache2": apache, "caddy": caddy}[server](work, port, snippet(server, folder))
    environment = bare_environment({"HOME": str(work)})
    checked = subprocess.run(
        [program, *checks], env=environment, capture_output=True, check=False, timeout=SECONDS, text=True
    )
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr.lower()
    with (work / "log").open("wb") as log, subprocess.Popen([program, *runs], env=environment, stderr=log) as process:
        try:
            wait_for(port, process)
            yield port
        finally:
            process.terminate()
            process.wait(SECONDS)


def snippet(server: str, folder: Path) -> str:
    name = {"nginx": "nginx.conf", "apache2": "apache.conf", "caddy": "Caddyfile"}[server]
    return (ROOT / "docs" / "hosting" / name).read_text(encoding="utf-8").replace("/srv/plan/nvo", f"{folder}/site")


def nginx(work: Path, port: int, text: str) -> tuple[list[str], list[str]]:
    """Without certificates, and without leaving the rights of whoever runs the tests."""
    text = re.sub(r"^ *(ssl_certificate.*|listen \[::\].*)\n", "", text, flags=re.MULTILINE)
    text = text.replace("443 ssl", f"127.0.0.1:{port}").replace("mime.types", "/etc/nginx/mime.types")
    places = "".join(
        f"{name}_temp_path {work}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = f"daemon off; master_process off; pid {work}/pid; error_log {work}/errors;\nevents {{}}\n"
    inner = f"access_log off;\n{COMPRESSING['nginx']}\n{places}{text}"
    (work / "nginx.conf").write_text(f"{head}http {{\n{inner}}}\n", encoding="utf-8")
    options = ["-p", str(work), "-e", f"{work}/errors", "-c", f"{work}/nginx.conf"]
    return [*options, "-t"], options


def apache(work: Path, port: int, text: str) -> tuple[list[str], list[str]]:
    """With the modules that the snippet names, and one that compresses."""
    if not MODULES.is_dir():
        pytest.skip("the modules of Apache are not where Debian has them")
    named = {name.removeprefix("mod_") for name in re.findall(r"mod_\w+", text)}
    loaded = [*sorted(named), "mpm_event", "authz_core", "autoindex", "filter", "deflate"]
    lines = [f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in loaded]
    lines += [
        "ServerRoot /etc/apache2",
        "ServerName localhost",
        f"Listen 127.0.0.1:{port}",
        "TypesConfig /etc/mime.types",
    ]
    lines += [f"PidFile {work}/pid", f"DefaultRuntimeDir {work}", f"ErrorLog {work}/errors"]
    lines += ["User www-data", "Group www-data", COMPRESSING["apache2"]]
    (work / "apache.conf").write_text("\n".join([*lines, text]), encoding="utf-8")
    options = ["-f", f"{work}/apache.conf"]
    return [*options, "-t"], [*options, "-D", "FOREGROUND"]


def caddy(work: Path, port: int, text: str) -> tuple[list[str], list[str]]:
    """Without the door for its administration, and without certificates."""
    text = text.replace("plan.example.org {", f"http://127.0.0.1:{port} {{")
    head = f"{{\n\tadmin off\n\tstorage file_system {work}/store\n}}\n"
    (work / "Caddyfile").write_text(head + text, encoding="utf-8")
    options = ["--adapter", "caddyfile", "--config", f"{work}/Caddyfile"]
    return ["validate", *options], ["run", *options]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until it answers; fails when it ends before, or takes too long."""
    for _ in range(SECONDS * 10):
        assert process.poll() is None, "the server ended at once"
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server does not answer")
