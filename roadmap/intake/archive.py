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
MAX_ELEMENTS = 60_000
"""Of texts and of formats: a reader makes an object of each."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ACTS = re.compile(r"vbaProject|/externalLinks/|/macrosheets/|/activeX/|/embeddings/|/connections\.xml", re.IGNORECASE)
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
        if part.filename.lower().endswith((".xml", ".rels")):
            if part.file_size > (limit := _limit(part.filename)):
                raise _oversized(name, part.filename, part.file_size, limit)
            _check_text(archive.read(part), part.filename, name)


def _check_text(text: bytes, part: str, name: str) -> None:
    """A part in plain bytes, without definitions of its own, and of no more elements than people need."""
    if b"\0" in text or _DEFINES.search(text):
        raise refusal("unsafe-workbook", name, path=name, part=part)
    if "/worksheets/" not in part and (count := text.count(b"<")) > MAX_ELEMENTS * 2:
        raise _oversized(name, part, count, MAX_ELEMENTS * 2)


def _limit(part: str) -> int:
    if "/worksheets/" in part:
        return MAX_SHEET
    return MAX_STRINGS if part.endswith("sharedStrings.xml") else MAX_OTHER


def _oversized(name: str, part: str, size: int, limit: int) -> PlanError:
    return refusal("oversized-workbook", name, path=name, part=part, size=size, limit=limit)
