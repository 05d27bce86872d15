"""`diff --markdown`, read by a Markdown reader: every title is there as it was written, and nothing else is."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from roadmap.export.difference_markdown import to_markdown
from roadmap.export.difference_words import Section

NESTED = [
    *("*nadruk*", "_x_", "`code`", "[x](y)", "![x](y)", "<b>", "<!-- -->", "&amp;", "&#65;", "\\*", "a\\", "| a | b |"),
    *(
        "# x",
        "x #",
        "## x ##",
        "> x",
        "- x",
        "+ x",
        "* x",
        "1. x",
        "12) x",
        "1.",
        "-",
        "---",
        "***",
        "===",
        "~~~",
        "```",
    ),
    *(
        "[ ] x",
        "[x]: /y",
        "~~weg~~",
        "$x$",
        "#12",
        "http://x.nl",
        "<http://x.nl>",
        "a  b",
        "L1-01 x",
        "-1 x",
        "= x",
        "(c)",
    ),
]
titles = st.text(st.sampled_from("aé1 *_`[]()<>&\\|#+-.!~=>:$\"'\N{EM DASH}"), min_size=1, max_size=12).map(str.strip)
texts = st.sampled_from(NESTED) | titles.filter(bool)


def shown(markdown: str) -> list[tuple[str, str]]:
    """Every piece of text with what it stands in, and nothing but headings, lists and text."""
    found: list[tuple[str, str]] = []
    within = ""
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(markdown):
        if token.type in {"heading_open", "list_item_open"}:
            within = f"{token.tag}{token.level}"
        if token.type == "inline":
            kinds = {child.type for child in token.children or ()}
            assert kinds <= {"text", "text_special"}, token.content
            found.append((within, "".join(child.content for child in token.children or ())))
        assert token.type.rpartition("_")[0] in {"heading", "bullet_list", "list_item", "paragraph", ""}, token.type
    return found


@given(
    texts,
    st.lists(st.tuples(texts, st.lists(st.lists(texts, min_size=1, max_size=3), min_size=1, max_size=3)), max_size=3),
)
@example("x", [(text, [[text, text]]) for text in NESTED])
def test_every_text_is_shown_as_it_was_written(title: str, parts: list[tuple[str, list[list[str]]]]) -> None:
    sections = [Section(head, tuple(tuple(entry) for entry in entries)) for head, entries in parts]
    expected = [("h10", title)] if sections else [("h10", title), ("", "Nothing")]
    for head, entries in parts:
        expected.append(("h20", head))
        for first, *further in entries:
            expected.append(("li1", first))
            expected.extend(("li3", text) for text in further)

    found = shown(to_markdown(title, sections, "Nothing"))
    assert [text for _, text in found] == [text for _, text in expected]
    assert [within for within, _ in found if within != "h10" or sections] == [
        within for within, _ in expected if within != "h10" or sections
    ] or not sections
