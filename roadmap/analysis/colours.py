"""House colours: which of those that a plan asks for can be drawn so that everybody can read the picture.

Contrast is that of WCAG 2.2 (1.4.3 text, 1.4.11 shapes); for shapes it is the least of what each sight makes of it.
How full dichromats see linear light is from Machado, Oliveira and Fernandes (2009), severity 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from roadmap.plan.model import Colours

PAGE, RECESS = "#ffffff", "#f3f1ea"
TEXT, QUIET = "#1b1f24", "#555d66"
LINE = "#6d7882"
SUMMARY = "#9db8d2"
"""The bar of a whole workstream where the plan names no colour for work."""
OWN: Mapping[str, str] = {
    "band": "#e6ecf2",
    "heading": "#10243a",
    "work": "#4d7299",
    "critical": "#a3231b",
    "near_critical": "#6b4a06",
    "late": "#a3231b",
    "done": "#767d84",
    "fatal": "#a3231b",
    "aim": "#1f4e79",
    "status": "#2c6e49",
}
"""What is drawn where a plan names no colour."""
TINTS: Mapping[str, float] = {"work": 1.6, "near_critical": 1.4, "done": 1.25}
"""How much the surface of these stands out from the page; their outline has the colour itself."""
LEAST_TEXT, LEAST_SHAPE, LEAST_SURFACES = 4.5, 3.0, 1.08

_Light = tuple[float, float, float]
_Sight = tuple[_Light, _Light, _Light]
_SIGHTS: tuple[_Sight, ...] = (
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
)
"""All colours, then without red, green or blue; grey needs none, for contrast counts the lightness only."""


class Fault(NamedTuple):
    """A colour that cannot be drawn: what it is too near to, which key that has if any, and the contrast needed."""

    key: str
    value: str
    behind: str
    ratio: float
    needed: float
    other: str | None = None


class Choice(NamedTuple):
    """The colours of a plan that can be drawn, by key, and what is wrong with the others."""

    colours: Mapping[str, str]
    faults: tuple[Fault, ...]


@lru_cache(maxsize=16)
def choose_colours(asked: Colours) -> Choice:
    """Take each colour that keeps to the rules beside those before it; one that does not leaves the tool's own."""
    chosen: dict[str, str] = {}
    faults: list[Fault] = []
    for key in OWN:
        value: str | None = getattr(asked, key)
        if value is None:
            continue
        fault = next(_faults(key, value, {**OWN, **chosen}), None)
        if fault is None:
            chosen[key] = value
        else:
            faults.append(fault)
    return Choice(chosen, tuple(faults))


def contrast(one: str, other: str, *, sights: tuple[_Sight, ...] = _SIGHTS) -> float:
    """The least contrast ratio of two colours in any of these sights."""
    return min(_ratio(_seen(one, sight), _seen(other, sight)) for sight in sights)


@lru_cache(maxsize=64)
def tint(colour: str, stands_out: float) -> str:
    """The colour, made lighter until it stands out so much from the page and no more."""
    for share in range(0, 100, 2):
        mixed = mix(colour, PAGE, share / 100)
        if contrast(mixed, PAGE) <= stands_out:
            return mixed
    return PAGE


@lru_cache(maxsize=128)
def grey(colour: str) -> str:
    """The grey that is as light as the colour."""
    light = _seen(colour, _SIGHTS[0])
    part = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004 - sRGB
    return "#" + f"{round(255 * part):02x}" * 3


def mix(one: str, other: str, share: float) -> str:
    """A colour with a share of another in it."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(255 * (a + (b - a) * share)):02x}" for a, b in pairs)


def _faults(key: str, value: str, drawn: Mapping[str, str]) -> Iterator[Fault]:
    """Everything that a colour is too near to."""
    for behind, needed in _grounds(key, drawn):
        # What WCAG asks of text is asked as it does, so that anybody can check the figure.
        if (ratio := contrast(value, behind, sights=_SIGHTS[:1] if needed == LEAST_TEXT else _SIGHTS)) < needed:
            yield Fault(key, value, behind, ratio, needed)
    for other, surface, needed in _neighbours(key, drawn):
        own = tint(value, TINTS[key]) if key in TINTS else value
        if (ratio := contrast(own, surface)) < needed:
            yield Fault(key, value, surface, ratio, needed, other)


def _grounds(key: str, drawn: Mapping[str, str]) -> list[tuple[str, float]]:
    """What a colour lies on or, for a band, what lies on it; and how much it has to stand out."""
    match key:
        case "band":
            texts = [(colour, LEAST_TEXT) for colour in (TEXT, QUIET, drawn["heading"])]
            lines = (LINE, drawn["fatal"], drawn["aim"], drawn["status"])
            return [*texts, *((colour, LEAST_SHAPE) for colour in lines)]
        case "heading":
            return [(PAGE, LEAST_TEXT), (drawn["band"], LEAST_TEXT)]
        case "critical":
            return [(PAGE, LEAST_TEXT), (RECESS, LEAST_SHAPE), (drawn["band"], LEAST_SHAPE)]
        case _:
            return [(ground, LEAST_SHAPE) for ground in (PAGE, RECESS, drawn["band"])]


def _neighbours(key: str, drawn: Mapping[str, str]) -> list[tuple[str, str, float]]:
    """Surfaces that a colour has to be told from by its own surface alone; the others differ by their outlines."""
    work = SUMMARY if drawn["work"] == OWN["work"] else tint(drawn["work"], TINTS["work"])
    match key:
        case "critical":
            return [("work", work, LEAST_SHAPE)]
        case "done":
            return [("work", work, LEAST_SURFACES)]
        case _:
            return []


def _parts(colour: str) -> _Light:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


@lru_cache(maxsize=512)
def _seen(colour: str, sight: _Sight) -> float:
    """The lightness of a colour for somebody with such a sight."""
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]  # noqa: PLR2004 - sRGB
    red, green, blue = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in sight)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _ratio(one: float, other: float) -> float:
    lighter, darker = max(one, other), min(one, other)
    return (lighter + 0.05) / (darker + 0.05)
