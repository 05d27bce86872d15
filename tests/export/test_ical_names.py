"""Text for calendars: what is taken out, and what stays."""

from __future__ import annotations

import pytest

from roadmap.export.ical.names import cut, named, one_line, plain, without_separators


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("bel\x07 nul\x00 escape\x1b delete\x7f", "bel nul escape delete"),
        ("een\r\ntwee\rdrie\vvier", "een\ntwee\ndrievier"),
        ("een\N{LINE SEPARATOR}twee\N{PARAGRAPH SEPARATOR}drie\N{NEXT LINE}vier", "een\ntwee\ndrie\nvier"),
        ("C:\\nieuw, \\\\noord, \\x", "C:/nieuw, \\/noord, \\x"),
        ("half \ud83d teken", "half ? teken"),
        ("tab\tblijft \N{GRINNING FACE}", "tab\tblijft \N{GRINNING FACE}"),
    ],
    ids=ascii,
)
def test_control_characters_go_and_line_breaks_become_one_sort(text: str, clean: str) -> None:
    assert plain(text) == clean


def test_title_is_one_line_and_never_empty() -> None:
    assert one_line("  een\n twee\t drie ") == "een twee drie"
    assert named("\n \x07", "id") == "id"
    assert named(None, "id") == "id"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Wonen, zorg; welzijn", "Wonen \N{EN DASH} zorg \N{EN DASH} welzijn"),
        ("a\\b", "a/b"),
        (",;", ""),
        ("Colleges van B&W (14)", "Colleges van B&W (14)"),
    ],
)
def test_separators_give_way(text: str, clean: str) -> None:
    assert without_separators(text) == clean


def test_long_text_is_cut_with_an_ellipsis() -> None:
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abc def", 5) == "abc\N{HORIZONTAL ELLIPSIS}"
