"""Workbooks that are broken or meant to do harm: each as small or as large as it must be, with what is said."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from struct import pack
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FULL = 7_900_000
Change = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class HostileSheet:
    """A workbook, by what is done to one that was exported, and the code of what is said."""

    name: str
    make: Callable[[bytes], bytes]
    code: str


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A workbook of parts."""
    content = BytesIO()
    with ZipFile(content, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def fixed(content: bytes) -> Change:
    """This content, whatever was exported."""
    return lambda _: content


def with_part(name: str, part: bytes | Change) -> Change:
    """A workbook with another part under a name."""

    def make(content: bytes) -> bytes:
        parts = parts_of(content)
        parts[name] = part if isinstance(part, bytes) else part(parts[name])
        return packed(parts)

    return make


def without(name: str) -> Change:
    """A workbook without a part."""
    return lambda content: packed({key: part for key, part in parts_of(content).items() if key != name})


def with_sheet(body: bytes) -> Change:
    """A workbook with another sheet."""
    head = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{NAMESPACE}">'.encode()
    return with_part(SHEET, head + body + b"</worksheet>")


def in_rows(*rows: bytes) -> Change:
    """A workbook with these rows."""
    return with_sheet(b"<sheetData>" + b"".join(b"<row>" + row + b"</row>" for row in rows) + b"</sheetData>")


def text(word: str) -> bytes:
    """A cell with a text in it."""
    return f'<c t="inlineStr"><is><t>{word}</t></is></c>'.encode()


def defining(entity: str) -> Change:
    """A document type before the root of a sheet."""
    return with_part(SHEET, lambda part: part.replace(b"<worksheet", f"<!DOCTYPE a [{entity}]><worksheet".encode(), 1))


def lying_about_its_size(content: bytes) -> bytes:
    """A sheet that unpacks to 40 MB, with a size of 10 bytes in every header."""
    parts = parts_of(content)
    del parts[SHEET]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = packer.compress(bytes(40_000_000)) + packer.flush()
    parts[SHEET] = bomb
    out = packed(parts, ZIP_STORED)
    stored = pack("<HHHH", 20, 0, 0, 0)
    return out.replace(stored, pack("<HHHH", 20, 0, 8, 0)).replace(
        pack("<II", len(bomb), len(bomb)), pack("<II", len(bomb), 10)
    )


HEAD = text("id") + text("title") + text("owner")
BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
SHARED_FORMULA = b'<c r="A1"><f t="shared" si="0">' + b"A1+" * 2_700 + b"1</f></c>"
MANY = {f"a{number}": b"" for number in range(600)}
FAR = b'<dimension ref="A1:XFD1048576"/><sheetData><row><c r="XFD1048576"><v>1</v></c></row></sheetData>'
ATTRIBUTES = b" ".join(b'a%d="x"' % number for number in range(100_000))

HOSTILE = (
    HostileSheet("empty", fixed(b""), "not-a-workbook"),
    HostileSheet("text", fixed(b"id;titel\r\nconcept;Concept\r\n"), "not-a-workbook"),
    HostileSheet("web-page", fixed(b"<!DOCTYPE html><html>"), "not-a-workbook"),
    HostileSheet("nul", fixed(bytes(10_000)), "not-a-workbook"),
    HostileSheet("other-zip", fixed(packed({"a.txt": b"a"})), "not-a-workbook"),
    HostileSheet("cut-off", lambda content: content[: len(content) // 2], "not-a-workbook"),
    HostileSheet("damaged", lambda content: content[:2_000] + bytes(500) + content[2_500:], "not-a-workbook"),
    HostileSheet("no-manifest", without("[Content_Types].xml"), "not-a-workbook"),
    HostileSheet("no-styles", with_part("xl/styles.xml", b"<a/>"), "not-a-workbook"),
    HostileSheet("no-strings", with_part(STRINGS, f'<sst xmlns="{NAMESPACE}"/>'.encode()), "not-a-workbook"),
    HostileSheet("cut-off-sheet", with_part(SHEET, lambda part: part[: len(part) // 2]), "not-a-workbook"),
    HostileSheet("lying-size", lying_about_its_size, "not-a-workbook"),
    HostileSheet("old", fixed(OLE + bytes(5_000)), "old-workbook"),
    HostileSheet("password", fixed(OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le")), "protected-workbook"),
    HostileSheet("large-file", fixed(b"PK\x03\x04" + bytes(5_000_000)), "listing-too-large"),
    HostileSheet("bomb", with_part("xl/media/a.png", bytes(90_000_000)), "oversized-workbook"),
    HostileSheet("many-parts", lambda content: packed({**parts_of(content), **MANY}), "oversized-workbook"),
    HostileSheet("large-sheet", with_sheet(b" " * 8_100_000), "oversized-workbook"),
    HostileSheet("rows", with_sheet(b"<sheetData>" + b"<row/>" * (FULL // 6) + b"</sheetData>"), "oversized-workbook"),
    HostileSheet("deep", with_sheet(b"<a>" * (FULL // 8) + b"</a>" * (FULL // 8)), "oversized-workbook"),
    HostileSheet("texts", with_part(STRINGS, b"<sst>" + b"<si/>" * 160_000 + b"</sst>"), "oversized-workbook"),
    HostileSheet("formats", with_part("xl/styles.xml", b"<a>" + b"<xf/>" * 30_000 + b"</a>"), "oversized-workbook"),
    HostileSheet("disguised", with_part("xl/a.bin", b"<a>" + b"<xf/>" * 30_000 + b"</a>"), "oversized-workbook"),
    HostileSheet("attributes", with_sheet(b"<c " + ATTRIBUTES + b"/>"), "oversized-workbook"),
    HostileSheet("disguised-attributes", with_sheet(b'<c a=">" ' + ATTRIBUTES + b"/>"), "oversized-workbook"),
    HostileSheet("long-coordinate", in_rows(b'<c r="' + b"A" * FULL + b'"/>'), "oversized-workbook"),
    HostileSheet("macros", with_part("xl/vbaProject.bin", b"a"), "unsafe-workbook"),
    HostileSheet("links", with_part("xl/externalLinks/externalLink1.xml", b"<a/>"), "unsafe-workbook"),
    HostileSheet("entities", defining(f'<!ENTITY a0 "lol">{BOMB}'), "unsafe-workbook"),
    HostileSheet("file-entity", defining('<!ENTITY a SYSTEM "file:///etc/passwd">'), "unsafe-workbook"),
    HostileSheet("utf-16", with_part(SHEET, lambda part: part.decode().encode("utf-16")), "unsafe-workbook"),
    HostileSheet("no-rows", with_sheet(b"<sheetData/>"), "no-sheet"),
    HostileSheet("far-cell", with_sheet(FAR), "no-sheet"),
    HostileSheet("only-ids", in_rows(text("id"), text("concept")), "no-sheet"),
    HostileSheet("merged", with_sheet(b"<sheetData/>" + b'<mergeCell ref="A1:B2"/>' * 200_000), "no-sheet"),
    HostileSheet("formulas", in_rows(SHARED_FORMULA + b'<c r="A2"><f t="shared" si="0"/></c>' * 16_000), "no-sheet"),
    HostileSheet("wide-row", in_rows(b"<c/>" * 17_000), "not-a-workbook"),
    HostileSheet("long-number", in_rows(HEAD, b"<c><v>" + b"9" * 5_000 + b"</v></c>"), "not-a-workbook"),
    HostileSheet("no-text", in_rows(HEAD, b'<c t="s"><v>999999</v></c>'), "not-a-workbook"),
    HostileSheet("no-cell", in_rows(HEAD, b'<c r="ZZZZZZ9"><v>1</v></c>'), "not-a-workbook"),
    HostileSheet("long", in_rows(HEAD, *[b"<c><v>1</v></c>"] * 10_001), "sheet-too-long"),
    HostileSheet("strangers", in_rows(HEAD, *[text("a")] * 9_000), "unknown-row"),
)  # fmt: skip
