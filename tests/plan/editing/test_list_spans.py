"""A list in a plan gets other values: what stays in it, and all beside it, keeps its bytes."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.plan.editing.changes import Change, edit_texts
from tests.faces import load_text

DAYS = [(date(2025, 1, 7) + timedelta(7 * number)).isoformat() for number in range(9)]
CHOICES = st.sets(st.sampled_from(DAYS), min_size=1).map(sorted)


def relisted(text: str, values: list[str]) -> str:
    """The text after the meetings of `raad` have become others."""
    change = Change("bodies", "raad", ("meetings",), tuple(values))
    return edit_texts(load_text(text).plan, [change]).get("plan.yaml", text)


def days_in(text: str) -> list[str]:
    """The meetings that a plan says."""
    return [day.isoformat() for day in load_text(text).plan.bodies["raad"].meetings]


def written(values: list[str], form: str, end: str) -> str:
    """A plan with a body in some form."""
    head = f"title: Plan{end}bodies:{end}  raad:  # dinsdag{end}    title: Raad{end}"
    lines = "".join(f"{end}      - {value}" for value in values)
    forms = {
        "flow": f"    meetings: [{', '.join(values)}]  # bevestigd",
        "wrapped": f"    meetings: [{end}      {f',{end}      '.join(values)}{end}    ]",
        "lines": f"    meetings:{lines}",
        "commented": f"    meetings:  # griffie{lines.replace('-07', '-07  # brief')}{end}      # meer volgt",
        "inline": f"    meetings: {values[0]}",
        "absent": "    hand_in: 7ed",
    }
    return f"{head}{forms[form]}{end}    note: x{end}  oost: {{title: Oost}}{end}"


FORMS = st.sampled_from(["flow", "wrapped", "lines", "commented", "inline", "absent"])


@given(CHOICES, CHOICES, FORMS, st.sampled_from(["\n", "\r\n"]))
def test_list_reads_back_as_asked_and_the_rest_is_byte_for_byte_equal(
    old: list[str], new: list[str], form: str, end: str
) -> None:
    text = written(old, form, end)

    after = relisted(text, new)

    begin, last = text.index(f"title: Raad{end}"), f"{end}  oost: {{title: Oost}}{end}"
    last = last if form == "absent" else f"{end}    note: x{last}"
    assert days_in(after) == new
    assert after.startswith(text[:begin])
    assert after.endswith(last)
    assert after.count("\n") == after.count(end)
    assert re.findall(r"# [a-z][^\r\n]*", after) == re.findall(r"# [a-z][^\r\n]*", text)


@pytest.mark.parametrize(
    ("values", "meetings"),
    [
        (DAYS[:2], "[2025-01-07, 2025-01-14]"),
        (DAYS[1:3], "[2025-01-14, 2025-01-21]"),
        (DAYS[:4], "[2025-01-07, 2025-01-14, 2025-01-21, 2025-01-28]"),
        (DAYS[:1], "[2025-01-07]"),
        (DAYS[2:3], "[2025-01-21]"),
        ([DAYS[0], DAYS[5]], "[2025-01-07, 2025-02-11]"),
        (DAYS[4:8], "[2025-02-04, 2025-02-11, 2025-02-18, 2025-02-25]"),
    ],
)
def test_list_in_brackets_stays_on_its_line(values: list[str], meetings: str) -> None:
    text = "title: P\nbodies:\n  raad: {title: Raad, meetings: [2025-01-07, 2025-01-14, 2025-01-21]}  # r\n"

    assert relisted(text, values) == text.replace("[2025-01-07, 2025-01-14, 2025-01-21]", meetings)


def test_long_new_list_has_a_line_for_each_value() -> None:
    text = "title: P\nbodies:\n  raad:\n    title: Raad\n"

    assert relisted(text, DAYS) == f"{text}    meetings:\n" + "".join(f"      - {day}\n" for day in DAYS)


def test_values_in_another_order_are_written_anew() -> None:
    text = "title: P\nbodies:\n  raad: {meetings: [2025-01-21, 2025-01-07]}\n"

    assert days_in(relisted(text, DAYS[:3])) == DAYS[:3]
