"""Text as it is really drawn: widths and outlines from the bundled fonts, without the machine's own."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path

import numpy as np
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font, LoadFlags

UNITS = 100.0
"""Glyphs are taken at this size, without hinting, and scaled."""
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
FONTS = {False: "SourceSans3-Regular.ttf", True: "SourceSans3-SemiBold.ttf"}
_UNUSED_TABLES = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "kern", "meta")
"""Reading and cutting these down takes ten times as long as the letters."""
_MISSING = "\N{WHITE SQUARE}"
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """The outline of one character at UNITS points, and how far it moves on."""

    points: np.ndarray
    codes: np.ndarray
    advance: float


@lru_cache(maxsize=1)
def _fonts() -> dict[bool, tuple[FT2Font, ...]]:
    """For each weight the bundled font, then DejaVu Sans for what it lacks."""
    fonts: dict[bool, tuple[FT2Font, ...]] = {}
    fallbacks = Path(get_data_path()) / "fonts" / "ttf"
    for bold, fallback in ((False, "DejaVuSans.ttf"), (True, "DejaVuSans-Bold.ttf")):
        with as_file(files("roadmap") / "fonts" / FONTS[bold]) as path:
            fonts[bold] = (_open(path), _open(fallbacks / fallback))
    return fonts


def _open(path: Path) -> FT2Font:
    font = FT2Font(str(path))
    font.set_size(UNITS, 72)
    return font


@lru_cache(maxsize=4096)
def _glyph(character: str, bold: bool) -> Glyph:  # noqa: FBT001 - a cache key
    fonts = _fonts()[bold]
    font = next((font for font in fonts if font.get_char_index(ord(character))), None)
    if font is None:
        return _glyph(_MISSING, bold)
    glyph = font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    points, codes = font.get_path()
    return Glyph(np.asarray(points), np.asarray(codes), glyph.linearHoriAdvance / 65536)


@lru_cache(maxsize=16384)
def width(text: str, size: float, bold: bool = False) -> float:  # noqa: FBT001, FBT002 - a cache key
    """How wide a line of text is, in points."""
    return sum(_glyph(character, bold).advance for character in drawable(text)) * size / UNITS


@lru_cache(maxsize=32)
def subset(characters: str, *, bold: bool) -> bytes:
    """The bundled font with no more than these characters, the same bytes each time."""
    options = Options(
        hinting=False,
        drop_tables=list(_UNUSED_TABLES),
        notdef_outline=True,
        recalc_timestamp=False,
        prune_unicode_ranges=False,
        prune_codepage_ranges=False,
    )
    content = (files("roadmap") / "fonts" / FONTS[bold]).read_bytes()
    font = TTFont(BytesIO(content), recalcTimestamp=False, lazy=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def drawable(text: str) -> str:
    """Text as single characters that have a shape: composed, without line breaks and variation selectors."""
    if text.isascii():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(character for character in composed if ord(character) not in _VARIATION_SELECTORS)


def fit(text: str, limit: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width(text, size, bold) <= limit:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + ELLIPSIS, size, bold) <= limit:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS


def wrap(text: str, limit: float, size: float, *, lines: int, bold: bool = False) -> list[str]:
    """The text in at most so many lines, broken at words; what is left over ends in an ellipsis."""
    wrapped: list[str] = []
    rest = drawable(text)
    while rest and len(wrapped) < lines - 1:
        line, rest = _first_line(rest, limit, size, bold=bold)
        wrapped.append(line)
    if rest:
        wrapped.append(fit(rest, limit, size, bold=bold))
    return wrapped or [""]


def place_glyphs(text: str, x: float, y: float, size: float, *, bold: bool = False) -> list[tuple[Glyph, float, float]]:
    """The glyphs of a line of text whose baseline begins at a point, each with its own place."""
    placed: list[tuple[Glyph, float, float]] = []
    for character in drawable(text):
        glyph = _glyph(character, bold)
        if len(glyph.points):
            placed.append((glyph, x, y))
        x += glyph.advance * size / UNITS
    return placed


def _first_line(text: str, limit: float, size: float, *, bold: bool) -> tuple[str, str]:
    """As many words as fit, and the rest; a word that is too long for a line is divided."""
    if width(text, size, bold) <= limit:
        return text, ""
    words = text.split(" ")
    count = 1
    while count < len(words) and width(" ".join(words[: count + 1]), size, bold) <= limit:
        count += 1
    line = " ".join(words[:count])
    if width(line, size, bold) <= limit:
        return line, " ".join(words[count:])
    kept = fit(line, limit, size, bold=bold).removesuffix(ELLIPSIS) or line[:1]
    return kept, text[len(kept) :].lstrip()
