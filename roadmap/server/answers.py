"""What is answered to whom: the rules of HTTP that calendar programs lean on, as a function of what was asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime

from roadmap.server.site import Held, Site

HEALTH = "/healthz"
INDEX = "index.html"
MISSING = "404.html"
ALLOW = {"Allow": "GET, HEAD, OPTIONS"}
# As in docs/hosting/nginx.conf.
ALWAYS = {
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}
KEPT = {"Cache-Control": "private, max-age=900"}
# A page that is looked at while the plan is written must not come with a picture of a quarter of an hour ago.
ASKED_AGAIN = {"Cache-Control": "private, no-cache"}
NEVER_KEPT = {"Cache-Control": "no-store"}
# So long a program that got nothing yet had better wait.
LATER = {"Retry-After": "60"}
TYPES = {
    "ics": "text/calendar; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
}
TEXT = "text/plain; charset=utf-8"

_ORIGIN = re.compile(r"https?://[^/]*", re.IGNORECASE)
_TAG = re.compile(r'(?:W/)?("[^"]*")')


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back; of HEAD only the length of the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)


def answer(site: Site, method: str, path: str, headers: Mapping[str, str]) -> Answer:
    """Answer one request for a path as it was sent, without its query; header names are asked for in small letters.

    Nothing but the path and two conditions counts: no query, cookie, password, or wish for another type or coding.
    """
    match method:
        case "GET" | "HEAD":
            return _show(site, _ORIGIN.sub("", path, count=1), headers)
        case "OPTIONS":
            return Answer(204, {**ALWAYS, **ALLOW})
        case _:
            return _text(405, "405 Method Not Allowed", ALLOW)


def _show(site: Site, path: str, headers: Mapping[str, str]) -> Answer:
    if path == HEALTH:
        return _text(200, "ok", {}) if site.trouble is None else _text(503, site.trouble, {})
    place = path.removeprefix("/")
    # As it was sent: what is written with dots or percent signs is the place of no file.
    held = site.files.get(f"{place}{INDEX}" if not place or place.endswith("/") else place)
    if held is None:
        return _missing(site)
    if site.is_waiting and _type_of(place) == TYPES["html"]:
        return Answer(503, {**ALWAYS, **NEVER_KEPT, **LATER, "Content-Type": TYPES["html"]}, held.content)
    kept = KEPT if place.endswith(".ics") else ASKED_AGAIN
    marks = {**ALWAYS, **kept, "ETag": held.tag, "Last-Modified": format_datetime(held.changed, usegmt=True)}
    if _is_known(held, marks["Last-Modified"], headers):
        return Answer(304, marks)
    return Answer(200, {**marks, **_description(place)}, held.content)


def _is_known(held: Held, changed: str, headers: Mapping[str, str]) -> bool:
    """Whether who asks has these bytes; the tag decides where there is one.

    A time must be the very one that we gave: a stamp in a plan may lie before the day on which it was handed out.
    """
    tags = headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or held.tag in _TAG.findall(tags)
    return headers.get("if-modified-since", "").strip() == changed


def _missing(site: Site) -> Answer:
    if site.is_waiting:
        # A program that is told that a calendar is not there may drop what it has.
        return _text(503, site.trouble or "", LATER)
    page = site.files.get(MISSING)
    return Answer(
        404, {**ALWAYS, **ASKED_AGAIN, "Content-Type": TYPES["html"]}, page.content if page is not None else b""
    )


def _description(place: str) -> dict[str, str]:
    described = {"Content-Type": _type_of(place)}
    if place.endswith(".ics"):
        described["Content-Disposition"] = f'inline; filename="{place.rpartition("/")[2]}"'
    return described


def _type_of(place: str) -> str:
    return TYPES.get(place.rpartition(".")[2], TYPES["html"])


def _text(status: int, line: str, extra: Mapping[str, str]) -> Answer:
    return Answer(status, {**ALWAYS, **NEVER_KEPT, **extra, "Content-Type": TEXT}, f"{line}\n".encode())
