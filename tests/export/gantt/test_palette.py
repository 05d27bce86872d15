from __future__ import annotations

import pytest

from roadmap.export.gantt.palette import PAINTS
from tests.export.gantt.ground import contrast

Colour = tuple[float, float, float]
# How full dichromats see linear light: Machado, Oliveira and Fernandes (2009), severity 1.
SEEN_WITH: dict[str, tuple[Colour, Colour, Colour]] = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "greyscale": ((0.2126, 0.7152, 0.0722), (0.2126, 0.7152, 0.0722), (0.2126, 0.7152, 0.0722)),
}
STANDINGS = ("bar", "bar-critical", "bar-near", "bar-done", "bar-late")
LEAST_APART = 1.08
"""Contrast of two fills from which on they can be told apart side by side, where the edges are alike."""


def seen(colour: str, sight: str) -> str:
    """A colour as somebody with such a sight sees it."""
    light = [linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5)]
    rows = SEEN_WITH[sight]
    mixed = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in rows]
    return "#" + "".join(f"{round(255 * gamma(part)):02x}" for part in mixed)


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def gamma(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def test_simulation_keeps_white_black_and_grey() -> None:
    for sight in SEEN_WITH:
        assert [seen(colour, sight) for colour in ("#000000", "#ffffff", "#808080")] == [
            "#000000",
            "#ffffff",
            "#808080",
        ]


def test_simulation_makes_red_and_green_alike_to_who_cannot_tell_them_apart() -> None:
    assert contrast(seen("#a3231b", "deuteranopia"), seen("#5c5b00", "deuteranopia")) < contrast("#ff0000", "#00ff00")


@pytest.mark.parametrize("sight", SEEN_WITH)
@pytest.mark.parametrize("other", STANDINGS)
@pytest.mark.parametrize("one", STANDINGS)
def test_standings_differ_by_more_than_hue_in_every_sight(one: str, other: str, sight: str) -> None:
    if one >= other:
        return
    paint, paint_of_other = PAINTS[one], PAINTS[other]  # type: ignore[index]
    fills = contrast(seen(paint.fill or "#ffffff", sight), seen(paint_of_other.fill or "#ffffff", sight))
    edges = max(paint.line, paint_of_other.line) / min(paint.line, paint_of_other.line)

    assert fills >= LEAST_APART or edges >= 1.3


@pytest.mark.parametrize("sight", SEEN_WITH)
@pytest.mark.parametrize("role", [*STANDINGS, "summary", "target-fatal", "target-aim", "status", "critical-mark"])
def test_shapes_stand_out_from_the_page_in_every_sight(role: str, sight: str) -> None:
    paint = PAINTS[role]  # type: ignore[index]

    assert (
        max(contrast(seen(paint.edge, sight), "#ffffff"), contrast(seen(paint.fill or "#ffffff", sight), "#ffffff"))
        >= 3
    )


@pytest.mark.parametrize("sight", SEEN_WITH)
def test_critical_stretch_stands_out_from_its_summary(sight: str) -> None:
    summary, critical = PAINTS["summary"].fill or "", PAINTS["summary-critical"].fill or ""

    assert contrast(seen(summary, sight), seen(critical, sight)) >= 3


def test_lines_of_targets_and_status_differ_by_their_dashes_or_width() -> None:
    lines = {(PAINTS[role].dashes, PAINTS[role].line) for role in ("target-fatal", "target-aim", "status")}

    assert len(lines) == 3
