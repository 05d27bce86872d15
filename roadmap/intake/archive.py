"""The parts of a workbook, looked at before anything reads them: how many and how large, and nothing that acts."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from roadmap.findings import PlanError
from roadmap.intake.foreign import read_bytes, refusal

MAX_BYTES = 5_000_000
MAX_PARTS = 500
MAX_UNPACKED = 20_000_000
MAX_SHEET = 8_000_000
MAX_STRINGS = 4_000_000
MAX_OTHER = 1_000_000
MAX_TAGS_OF_SHEET = 300_000
MAX_TAGS_OF_STRINGS = 150_000
MAX_TAGS = 20_000
"""A reader makes an object of each element, so a small part can cost much."""

MAX_TAG = 30_000
"""Bytes of one element with its attributes: of hundreds of thousands no reader comes off soon."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ACTS = re.compile(r"vbaProject|/externalLinks/|/macrosheets/|/activeX/|/embeddings/|/connections\.xml", re.IGNORECASE)
_TAG = re.compile(rb"""[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*""")
_DEFINES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_archive(path: Path) -> bytes:
    """The bytes of a workbook that can be read without harm; raise PlanError for any other file."""
    name, content = path.as_posix(), read_bytes(path, MAX_BYTES)
    if content.startswith(_OLE):
        raise refusal("protected-workbook" if _ENCRYPTED in content else "old-workbook", name, path=name)
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check(archive, name)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, KeyError):
        raise refusal("not-a-workbook", name, path=name) from None
    return content


def _check(archive: ZipFile, name: str) -> None:
    """Sizes as the archive tells them first: more than that no reader gets out of it."""
    parts = archive.infolist()
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise refusal("not-a-workbook", name, path=name)
    if len(parts) > MAX_PARTS:
        raise _oversized(name, "zip", len(parts), MAX_PARTS)
    if (total := sum(part.file_size for part in parts)) > MAX_UNPACKED:
        raise _oversized(name, "zip", total, MAX_UNPACKED)
    for part in parts:
        if _ACTS.search(part.filename):
            raise refusal("unsafe-workbook", name, path=name, part=part.filename)
        limit, most_tags = _limits(part.filename)
        if part.file_size > limit:
            raise _oversized(name, part.filename, part.file_size, limit)
        content = archive.read(part)
        if _is_markup(part.filename, content):
            _check_markup(content, part.filename, name, most_tags)


def _is_markup(part: str, content: bytes) -> bool:
    """Whether a part can be read as XML, whatever it is called."""
    is_named = part.lower().endswith((".xml", ".rels", ".vml"))
    return is_named or content.lstrip()[:1] == b"<" or content[:2] in {b"\xff\xfe", b"\xfe\xff", b"\0<"}


def _check_markup(content: bytes, part: str, name: str, most_tags: int) -> None:
    """A part in plain bytes, without definitions of its own, and of no more elements than people need."""
    if b"\0" in content or _DEFINES.search(content):
        raise refusal("unsafe-workbook", name, path=name, part=part)
    if (count := content.count(b"<")) > most_tags:
        raise _oversized(name, part, count, most_tags)
    # What follows a tag may be a long text; only what is in the tag itself counts.
    long_ones = (piece for piece in content.split(b"<") if len(piece) > MAX_TAG)
    longest = max((match.end() for piece in long_ones if (match := _TAG.match(piece))), default=0)
    if longest > MAX_TAG:
        raise _oversized(name, part, longest, MAX_TAG)


def _limits(part: str) -> tuple[int, int]:
    """The most bytes and tags of a part."""
    if part.startswith("xl/worksheets/"):
        return MAX_SHEET, MAX_TAGS_OF_SHEET
    if part.endswith("/sharedStrings.xml"):
        return MAX_STRINGS, MAX_TAGS_OF_STRINGS
    return MAX_OTHER, MAX_TAGS


def _oversized(name: str, part: str, size: int, limit: int) -> PlanError:
    return refusal("oversized-workbook", name, path=name, part=part, size=size, limit=limit)
