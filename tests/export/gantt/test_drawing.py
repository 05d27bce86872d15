from __future__ import annotations

import os
import re
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
import pytest
from matplotlib.collections import PathCollection
from PIL import Image

from roadmap.analysis.colours import PAGE
from roadmap.export.gantt.chart import Chart
from roadmap.export.gantt.drawing import _figure, draw
from roadmap.export.gantt.palette import INKS, PAINTS
from roadmap.export.gantt.picture import FORMATS, Picture
from tests.export.gantt.ground import DECORATION, SHAPE_CONTRAST, TEXT_CONTRAST, contrast
from tests.export.gantt.odd_plans import ALL_PLANS, drawing_of, odd_drawing, odd_pages, small_plan
from tests.golden import GOLDEN
from tests.running import run_python

Pixels = npt.NDArray[np.float64]

SVG = "{http://www.w3.org/2000/svg}"
GOLDEN_PICTURES = {
    "two items": ("two items", Picture()),
    "half way": ("half way", Picture()),
    "baseline": ("half way, moved", Picture()),
    "board": ("nvo", Picture("board", "a4")),
    "critical": ("nvo", Picture("critical", "a4")),
}
golden_pictures = pytest.mark.parametrize("name", GOLDEN_PICTURES)
every_format = pytest.mark.parametrize("file_format", FORMATS)
TOLERANCE = 0.1
"""Levels of 255 between a picture and the golden one: less than any one word weighs."""
BEHIND_TEXT = (PAGE, PAINTS["band"].fill, PAINTS["recess"].fill)

HASHES = """\
import hashlib, sys
from tests.export.gantt.odd_plans import odd_drawing
from roadmap.export.gantt.drawing import draw
from roadmap.export.gantt.picture import FORMATS
for name in FORMATS:
    print(hashlib.sha256(draw(odd_drawing("half way").chart, name)).hexdigest())
"""


def pixels(content: bytes) -> Pixels:
    """An image at half its size, in levels of 0 to 255: small enough to keep in the repository."""
    return np.asarray(Image.open(BytesIO(content)).convert("RGB").reduce(2), dtype=np.float64)


def difference(one: Pixels, other: Pixels) -> float:
    """Mean absolute difference, in levels of 255; as much as there can be when the sizes differ."""
    return float(np.abs(one - other).mean()) if one.shape == other.shape else 255.0


@pytest.mark.parametrize("ink", INKS.values(), ids=list(INKS))
@pytest.mark.parametrize("behind", BEHIND_TEXT, ids=["page", "band", "recess"])
def test_text_stands_out_from_what_is_behind_it(ink: str, behind: str) -> None:
    assert contrast(ink, behind) >= TEXT_CONTRAST


@pytest.mark.parametrize("role", [role for role in PAINTS if role not in DECORATION])
def test_shapes_stand_out_from_the_page_and_from_a_recess(role: str) -> None:
    paint = PAINTS[role]  # type: ignore[index]
    for behind in (PAGE, PAINTS["recess"].fill or PAGE):
        edge = contrast(paint.edge, behind) if paint.line else 0.0

        assert max(edge, contrast(paint.fill or behind, behind)) >= SHAPE_CONTRAST


@pytest.mark.parametrize("bar", [role for role in PAINTS if role.startswith("bar")])
def test_progress_stands_out_within_every_bar(bar: str) -> None:
    fill, progress = PAINTS[bar].fill, PAINTS["progress"]  # type: ignore[index]

    assert max(contrast(progress.edge, fill or PAGE), contrast(progress.fill or PAGE, fill or PAGE)) >= SHAPE_CONTRAST


@every_format
def test_same_bytes_twice(file_format: str) -> None:
    chart = odd_drawing("half way").chart

    assert draw(chart, file_format) == draw(chart, file_format)


def test_same_bytes_in_another_process_zone_locale_and_hash_seed(tmp_path: Path) -> None:
    settings = tmp_path / "matplotlibrc"
    settings.write_text(
        "savefig.dpi: 30\nfont.family: serif\nlines.linewidth: 9\nsvg.hashsalt: other\n", encoding="utf-8"
    )
    elsewhere = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "7",
        "MATPLOTLIBRC": str(settings),
        "SOURCE_DATE_EPOCH": "0",
        "PYTHONPATH": ".",
    }
    ran = run_python("-c", HASHES, environment=elsewhere)
    here = [sha256(draw(odd_drawing("half way").chart, name)).hexdigest() for name in FORMATS]

    assert ran.out.decode().split() == here, ran.err.decode()


def test_settings_of_the_machine_change_nothing() -> None:
    chart = odd_drawing("half way").chart
    plain = draw(chart, "svg")
    with mpl.rc_context({"path.simplify": True, "svg.fonttype": "none", "figure.facecolor": "red", "savefig.dpi": 30}):
        assert draw(chart, "svg") == plain


@pytest.mark.parametrize("name", ALL_PLANS)
def test_svg_is_well_formed_and_as_large_as_the_chart(name: str) -> None:
    chart = odd_drawing(name).chart
    root = ET.fromstring(draw(chart, "svg"))  # noqa: S314 - our own file

    assert root.tag == f"{SVG}svg"
    assert [float(size) for size in root.attrib["viewBox"].split()] == pytest.approx([0, 0, chart.width, chart.height])
    assert root.attrib["width"].endswith("pt")


def test_svg_holds_every_label_as_text_as_wide_as_it_was_measured() -> None:
    chart = odd_drawing("half way").chart
    root = ET.fromstring(draw(chart, "svg"))  # noqa: S314 - our own file
    drawn = [(text.text, float(text.attrib["textLength"])) for text in root.iter(f"{SVG}text")]

    assert [text for text, _ in drawn] == [label.text for label in chart.labels]
    assert [wide for _, wide in drawn] == pytest.approx([label.width for label in chart.labels], abs=0.01)
    assert list(root.iter(f"{SVG}image")) == []


def test_svg_is_an_image_with_a_name_a_description_and_a_sentence_on_each_bar() -> None:
    drawing = odd_drawing("nvo")
    root = ET.fromstring(draw(drawing.chart, "svg"))  # noqa: S314 - our own file
    told = [title.text or "" for path in root.iter(f"{SVG}path") for title in path.iter(f"{SVG}title")]

    assert root.attrib["role"] == "img"
    assert [root.find(f"{SVG}{name}").text for name in ("title", "desc")] == [  # type: ignore[union-attr]
        drawing.chart.title,
        drawing.chart.summary,
    ]
    assert len(told) == len(drawing.schedule.plan.deliverables)
    assert "L1-01 Startnotitie en bestuurlijke opdracht: 9-1-2023 t/m 10-2-2023; uiterlijk 31-3-2023" in told


def test_svg_carries_the_letters_it_uses_and_no_more() -> None:
    few, many = (
        len(draw(drawing_of(small_plan({"a": {"title": title, "duration": "1w"}})).chart, "svg"))
        for title in ("aaaa", "bcdfghjkqvxyzBCDFGHJKQVXYZ")
    )

    assert few < many < few + 30_000


def test_letters_are_not_snapped_to_pixels_so_that_straight_ones_are_as_thick_as_round_ones() -> None:
    letters = [
        artist for artist in _figure(odd_drawing("two items").chart).artists if isinstance(artist, PathCollection)
    ]

    assert letters
    assert {letter.get_snap() for letter in letters} == {False}


def test_png_has_two_pixels_a_point() -> None:
    chart = odd_drawing("two items").chart
    image = Image.open(BytesIO(draw(chart, "png")))

    assert image.size == (int(chart.width * 2), int(chart.height * 2))


@every_format
def test_files_hold_no_dates_of_their_making(file_format: str) -> None:
    content = draw(odd_drawing("half way").chart, file_format)

    assert re.findall(rb"CreationDate|ModDate|dc:date|tIME|Creation Time|matplotlib\.org", content) == []
    assert b"Matplotlib v" not in content


def test_files_tell_title_and_conclusion_to_who_cannot_see_them() -> None:
    chart = odd_drawing("two items").chart
    image = Image.open(BytesIO(draw(chart, "png")))
    svg = ET.fromstring(draw(chart, "svg"))  # noqa: S314 - our own file
    told = "".join(svg.itertext())

    assert image.info["Title"] == chart.title
    assert image.info["Description"] == chart.summary
    assert chart.title in told
    assert chart.summary in told


HOSTILE = "<script>alert('x')</script> & \"<!--\" ]]> $\\frac{a}{b}$ 🚀"


@every_format
def test_title_that_looks_like_code_stays_text(file_format: str) -> None:
    plan = {**small_plan({"build": {"title": HOSTILE, "duration": "1w"}}), "title": HOSTILE}
    content = draw(drawing_of(plan).chart, file_format)

    assert content
    if file_format == "svg":
        root = ET.fromstring(content)  # noqa: S314 - our own file
        assert list(root.iter(f"{SVG}script")) == []
        assert HOSTILE in "".join(root.itertext())


def test_dollar_signs_are_drawn_and_not_read_as_a_formula() -> None:
    def drawn(title: str) -> bytes:
        return draw(drawing_of(small_plan({"build": {"title": title, "duration": "1w"}})).chart, "png")

    assert difference(pixels(drawn("$x^2$")), pixels(drawn("x²"))) > 0


@golden_pictures
def test_picture_is_the_golden_one(name: str) -> None:
    drawn = pixels(draw(golden_chart(name), "png"))
    if os.environ.get("ROADMAP_GOLDEN") == "1":
        GOLDEN.mkdir(exist_ok=True)
        Image.fromarray(drawn.astype(np.uint8)).save(golden_path(name), optimize=True)

    assert difference(drawn, golden_pixels(name)) <= TOLERANCE, (
        f"{golden_path(name).name}: `make golden` writes it anew"
    )


@pytest.mark.parametrize("name", ["two items", "half way", "board"])
def test_golden_picture_would_tell_a_missing_or_moved_part(name: str) -> None:
    chart = golden_chart(name)
    golden = golden_pixels(name)

    def differs(changed: Chart) -> bool:
        return difference(pixels(draw(changed, "png")), golden) > TOLERANCE

    assert differs(
        replace(chart, shapes=tuple(shape for shape in chart.shapes if not shape.role.startswith(("bar", "decision"))))
    )
    assert differs(replace(chart, labels=(chart.labels[0], *chart.labels[2:])))
    assert differs(replace(chart, labels=tuple(label._replace(x=label.x + 0.5) for label in chart.labels)))


def golden_chart(name: str) -> Chart:
    plan, picture = GOLDEN_PICTURES[name]
    (chart,) = odd_pages(plan, picture, "en")
    return chart


def golden_path(name: str) -> Path:
    return GOLDEN / f"gantt-{name.replace(' ', '-')}.png"


def golden_pixels(name: str) -> Pixels:
    path = golden_path(name)
    return np.asarray(Image.open(path).convert("RGB"), dtype=np.float64) if path.exists() else np.zeros((1, 1, 3))


def test_colours_of_the_house_are_drawn_and_those_that_cannot_be_read_are_not() -> None:
    plan = small_plan({"build": {"title": "Build", "duration": "1w", "due": "2024-08-01"}})
    house = {"work": "#00695c", "heading": "004d40", "critical": "#ffcc00"}
    content = draw(drawing_of({**plan, "colours": house}).chart, "svg").decode()

    assert "#00695c" in content
    assert "#004d40" in content
    assert "#ffcc00" not in content
    assert "#00695c" not in draw(drawing_of(plan).chart, "svg").decode()
