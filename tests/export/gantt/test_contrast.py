"""Every text and shape of every view stands out from what lies beneath it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from roadmap.export.gantt.drawing import draw
from roadmap.export.gantt.picture import Picture
from tests.export.gantt.ground import contrast, faint_shapes, faint_texts
from tests.export.gantt.odd_plans import ALL_PLANS, odd_pages
from tests.export.gantt.pictures import PICTURES

HOUSE = (("band", "#dfece6"), ("heading", "#004d40"), ("work", "#00695c"), ("critical", "#9c1c1c"))


@pytest.mark.parametrize("name", ALL_PLANS)
def test_texts_and_shapes_of_every_view_stand_out_from_what_lies_beneath_them(name: str) -> None:
    for picture in PICTURES:
        for chart in odd_pages(name, picture):
            assert list(faint_texts(chart)) == [], picture
            assert list(faint_shapes(chart)) == [], picture


@pytest.mark.parametrize("view", ["full", "board", "critical", "quarters"])
def test_colours_of_a_house_stand_out_as_well(view: str) -> None:
    for chart in odd_pages("nvo", Picture(view, "a3")):  # type: ignore[arg-type]
        drawn = replace(chart, colours=HOUSE)

        assert list(faint_texts(drawn)) == []
        assert list(faint_shapes(drawn)) == []


def test_picture_in_grey_has_no_colour_and_stands_out_as_much() -> None:
    for view in ("board", "quarters"):
        for chart in odd_pages("nvo", Picture(view, "a4", is_grey=True)):
            colours = re.findall(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b", draw(chart, "svg").decode())

            assert colours
            assert all(red == green == blue for red, green, blue in colours)
            assert list(faint_texts(chart)) == []
            assert list(faint_shapes(chart)) == []


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_faults_of_colour_are_found() -> None:
    (chart,) = odd_pages("nvo", Picture("board", "a4"))
    bare = replace(chart, shapes=tuple(shape for shape in chart.shapes if not shape.role.endswith("halo")))
    pale = replace(chart, colours=(("work", "#ffee00"), ("critical", "#ffcc00"), ("band", "#888888")))

    assert list(faint_texts(bare)) != []
    assert {role for role, _ in faint_shapes(pale)} >= {"milestone", "status"}
    assert list(faint_texts(pale)) != []
