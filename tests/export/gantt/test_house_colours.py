"""Colours of the house: drawn when everybody can read them, else reported and left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap.analysis.colours import OWN, choose_colours
from roadmap.export.gantt.palette import INKS, PAINTS, palette_of
from roadmap.plan.model import Colours
from tests.export.gantt.ground import contrast
from tests.export.gantt.test_palette import SEEN_WITH, STANDINGS, seen

SOLID = [
    *STANDINGS,
    "summary",
    "summary-critical",
    "target-fatal",
    "target-aim",
    "status",
    "critical-mark",
    "late-mark",
]
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
houses = st.dictionaries(st.sampled_from(sorted(OWN)), colours, max_size=len(OWN)).map(lambda asked: Colours(**asked))


# Rounding a colour to eight bits on the way costs a little.
@given(house=houses)
@settings(max_examples=150, deadline=None)
def test_whatever_a_house_asks_for_the_picture_stays_legible(house: Colours) -> None:
    palette = palette_of(tuple(choose_colours(house).colours.items()))
    inks, paints = palette.inks, palette.paints
    band = paints["band"].fill or ""

    assert min(contrast(ink, "#ffffff") for ink in inks.values()) >= 4.5
    assert min(contrast(inks[ink], band) for ink in ("text", "quiet", "strong", "on-band")) >= 4.5
    for sight in SEEN_WITH:
        for role in SOLID:
            paint = paints[role]  # type: ignore[index]
            sides = [contrast(seen(colour, sight), "#ffffff") for colour in (paint.edge, paint.fill or "#ffffff")]
            assert max(sides) >= 2.9, role
        surfaces = [paints[role].fill or "" for role in ("summary", "summary-critical")]
        assert contrast(*(seen(colour, sight) for colour in surfaces)) >= 2.9
        surfaces = [paints[role].fill or "" for role in ("bar", "bar-done")]
        assert contrast(*(seen(colour, sight) for colour in surfaces)) >= 1.06


@given(house=houses)
@settings(max_examples=100, deadline=None)
def test_every_colour_is_either_drawn_or_reported(house: Colours) -> None:
    choice = choose_colours(house)
    asked = {key: value for key, value in house.model_dump().items() if value is not None}

    assert choice.colours.keys() | {fault.key for fault in choice.faults} == asked.keys()
    assert choice.colours.keys().isdisjoint(fault.key for fault in choice.faults)
    assert all(asked[key] == value for key, value in choice.colours.items())
    assert all(fault.ratio < fault.needed for fault in choice.faults)


@pytest.mark.parametrize("key", OWN)
def test_own_colours_keep_to_their_own_rules(key: str) -> None:
    assert choose_colours(Colours(**{key: OWN[key]})).faults == ()


def test_without_a_house_the_palette_is_the_own_one() -> None:
    assert palette_of(()) == (INKS, PAINTS)


@pytest.mark.parametrize("key", OWN)
def test_every_key_changes_something_in_the_picture(key: str) -> None:
    assert palette_of(((key, "#123456"),)) != palette_of(())


@pytest.mark.parametrize(
    ("asked", "faulty"),
    [
        ({"work": "#ffcc00"}, ["work"]),
        ({"heading": "#767676", "band": "#dfece6"}, ["heading"]),
        ({"critical": "#d0021b"}, ["critical"]),
        ({"critical": "#c8102e", "work": "#004699", "heading": "#004699"}, []),
    ],
)
def test_known_colours_are_judged_as_the_eye_does(asked: dict[str, str], faulty: list[str]) -> None:
    assert [fault.key for fault in choose_colours(Colours(**asked)).faults] == faulty
