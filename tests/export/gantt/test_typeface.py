from __future__ import annotations

from importlib.resources import files

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.export.gantt.typeface import ELLIPSIS, drawable, fit, place_glyphs, width, wrap

words_of_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=80)


def test_width_grows_with_size_and_weight() -> None:
    assert width("Definitieve gunning", 17) == pytest.approx(2 * width("Definitieve gunning", 8.5))
    assert width("Definitieve gunning", 8.5, True) > width("Definitieve gunning", 8.5)  # noqa: FBT003 - the weight


def test_widths_are_those_of_source_sans() -> None:
    # Its digits are 497 units of 1000 wide, those of DejaVu Sans 636.
    assert width("0", 100) == pytest.approx(49.7, abs=0.1)


@pytest.mark.parametrize("bold", [False, True])
def test_digits_are_equally_wide_so_that_dates_line_up(bold: bool) -> None:  # noqa: FBT001 - a case
    assert len({round(width(digit, 100, bold), 3) for digit in "0123456789"}) == 1


def test_fonts_are_bundled_with_their_licence() -> None:
    names = {path.name for path in (files("roadmap") / "fonts").iterdir()}

    assert {"SourceSans3-Regular.ttf", "SourceSans3-SemiBold.ttf"} <= names
    assert any("OFL" in name or "LICENSE" in name.upper() for name in names)


def test_settings_of_the_machine_change_no_width() -> None:
    with mpl.rc_context({"font.family": ["serif"], "text.usetex": True, "font.size": 40}):
        assert width("Wmo", 8.5) == pytest.approx(width("W", 8.5) + width("m", 8.5) + width("o", 8.5))


@given(text=words_of_text, limit=st.floats(0, 400), bold=st.booleans())
def test_text_fits_or_is_cut_with_an_ellipsis(text: str, limit: float, bold: bool) -> None:  # noqa: FBT001 - a case
    fitted = fit(text, limit, 8.5, bold=bold)

    if width(text, 8.5, bold) <= limit:
        assert fitted == text
    else:
        assert fitted.endswith(ELLIPSIS)
        assert text.startswith(fitted.removesuffix(ELLIPSIS))
        assert fitted == ELLIPSIS or width(fitted, 8.5, bold) <= limit


def test_cut_text_is_as_long_as_fits() -> None:
    text = "Aanbestedingsstukken"
    limit = width(f"Aanbest{ELLIPSIS}", 8.5)

    assert fit(text, limit, 8.5) == f"Aanbest{ELLIPSIS}"
    assert fit(text, limit - 0.01, 8.5) == f"Aanbes{ELLIPSIS}"


@given(text=words_of_text, limit=st.floats(20, 400), lines=st.integers(1, 4))
def test_wrapped_text_fits_and_keeps_every_letter_but_those_of_the_ellipsis(
    text: str, limit: float, lines: int
) -> None:
    wrapped = wrap(text, limit, 8.5, lines=lines)
    whole = drawable(text).replace(" ", "")
    kept = "".join(wrapped).replace(" ", "")

    assert len(wrapped) <= lines
    assert all(width(line, 8.5) <= limit for line in wrapped)
    if kept != whole:
        assert wrapped[-1].endswith(ELLIPSIS)
        assert whole.startswith(kept.removesuffix(ELLIPSIS))


def test_lines_break_between_words() -> None:
    limit = width("Systemen, berichtenverkeer,", 8.5) + 1

    assert wrap("Systemen, berichtenverkeer, productcodes", limit, 8.5, lines=2) == [
        "Systemen, berichtenverkeer,",
        "productcodes",
    ]


def test_word_wider_than_a_line_is_divided() -> None:
    lines = wrap("W" * 20, width("W" * 12, 8.5), 8.5, lines=2)

    assert "".join(lines) == "W" * 20
    assert len(lines) == 2


@given(text=words_of_text)
def test_glyphs_stand_side_by_side_and_are_as_wide_as_was_measured(text: str) -> None:
    placed = place_glyphs(f"{text}|", 10, 20, 8.5)
    last, x, y = placed[-1]

    assert [x for _, x, _ in placed] == sorted(x for _, x, _ in placed)
    assert x + last.advance * 8.5 / 100 == pytest.approx(10 + width(f"{text}|", 8.5))
    assert y == 20


def test_each_character_is_drawn_as_written_without_mathtext() -> None:
    glyphs = [glyph for glyph, _, _ in place_glyphs("$x^2$", 0, 0, 8.5)]

    assert len(glyphs) == 5
    assert glyphs[0] is glyphs[-1]


def test_loose_accents_are_drawn_on_their_letter() -> None:
    assert drawable("cafe\u0301") == "caf\u00e9"
    assert width("cafe\u0301", 8.5) == width("caf\u00e9", 8.5)


def test_line_breaks_become_spaces_and_variation_selectors_go() -> None:
    assert drawable("a\n b\u00a0c \u2764\ufe0f") == "a b c \u2764"


def test_character_that_no_font_has_is_an_open_square() -> None:
    ((missing, _, _),) = place_glyphs("\U0001f680", 0, 0, 8.5)
    ((square, _, _),) = place_glyphs("\N{WHITE SQUARE}", 0, 0, 8.5)

    assert missing is square


def test_characters_that_the_font_lacks_come_from_dejavu() -> None:
    ((glyph, _, _),) = place_glyphs("\u05d0", 0, 0, 8.5)
    ((square, _, _),) = place_glyphs("\N{WHITE SQUARE}", 0, 0, 8.5)

    assert glyph is not square
    assert len(glyph.points) > 0
