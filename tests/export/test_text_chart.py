from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.export.standing import is_critical, shown_items
from roadmap.export.status_text import STATES
from roadmap.export.terminal import Screen, cells
from roadmap.export.text_chart.axis import CellAxis, make_axis
from roadmap.export.text_chart.layout import to_text
from roadmap.export.words import Words
from tests.export.gantt.odd_plans import ALL_PLANS, LONG_TITLES, odd_drawing
from tests.faces import NVO, ROOT, deliverables, roadmap, status_of
from tests.running import run_cli

WIDTHS = (40, 60, 80, 120)
FIRST_YEAR = 2023
DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))


@cache
def chart_of(name: str, width: int = 80, *, unicode: bool = True, colour: bool = False, language: str = "nl") -> str:
    drawing = odd_drawing(name)
    return to_text(drawing.schedule, Words(language), Screen(width, colour, unicode))


def row_of(chart: str, code: str) -> str:
    """The characters on the axis of a row of the real plan, where the axis begins with the first year."""
    lines = chart.splitlines()
    left = next(line for line in lines if str(FIRST_YEAR + 1) in line and "-" not in line).index("│")
    return next(line for line in lines if line.startswith(f"{code} "))[left:]


def places(row: str, glyphs: str) -> list[int]:
    return [place for place, character in enumerate(row) if character in glyphs]


def month_cell(day: str) -> int:
    """The cell of a day in the chart of the real plan at 80 characters: one for each month from January 2023 on."""
    written = date.fromisoformat(day)
    return (written.year - FIRST_YEAR) * 12 + written.month - 1


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ALL_PLANS)
def test_no_line_is_wider_than_the_screen_nor_ends_in_blanks(name: str, width: int) -> None:
    for unicode in (True, False):
        lines = chart_of(name, width, unicode=unicode).splitlines()

        assert [line for line in lines if cells(line) > width] == []
        assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("name", ["nvo", "300 rows", "ten years", "half way"])
def test_every_deliverable_has_a_row_however_long_the_plan(name: str) -> None:
    lines = [line.strip() for line in chart_of(name).splitlines()]

    for item in shown_items(odd_drawing(name).schedule):
        title = item.activity.deliverable.title or item.id
        begin = f"{item.activity.deliverable.code or ''} {title[:12]}".strip()
        assert sum(line.startswith(begin) for line in lines) >= 1, begin


@given(first=DAYS, length=st.integers(0, 20_000), room=st.integers(12, 100))
def test_axis_fits_and_every_day_lies_in_the_span_of_its_cell(first: date, length: int, room: int) -> None:
    last = first + timedelta(days=length)
    axis = make_axis(first, last, room)
    spans = [axis.span(place) for place in range(axis.width)]

    assert axis.width <= room
    assert all(start < end for start, end in spans)
    for day in (first, last, first + timedelta(days=length // 2)):
        start, end = spans[axis.cell(day)]
        assert start <= day.toordinal() < end


@given(first=DAYS, length=st.integers(0, 2_000), room=st.integers(12, 100), data=st.data())
def test_a_bar_fills_the_half_cells_that_hold_its_days_and_no_others(
    first: date, length: int, room: int, data: st.DataObject
) -> None:
    axis = make_axis(first, first + timedelta(days=length), room)
    start = first.toordinal() + data.draw(st.integers(0, length))
    finish = data.draw(st.integers(start + 1, first.toordinal() + length + 1))
    spans = list(zip(axis.bounds, axis.bounds[1:], strict=False))
    held = {half for half, (begin, end) in enumerate(spans) if max(begin, start) < min(end, finish)}

    # What is a day wide has no halves: it is filled as a whole.
    empty = {half for half, (begin, end) in enumerate(spans) if begin == end}
    assert set(axis.halves(start, finish)) - empty == held


@given(first=DAYS, length=st.integers(0, 2_000), room=st.integers(30, 100))
def test_quarters_begin_where_a_cell_begins(first: date, length: int, room: int) -> None:
    axis = make_axis(first, first + timedelta(days=length), room)
    if axis.months <= 3:
        for day, place, _ in list(axis.periods(3))[1:]:
            assert axis.span(place)[0] == day.toordinal()
            assert (day.day, day.month % 3) == (1, 1)


def test_a_cell_is_as_fine_as_there_is_room_for() -> None:
    first, last = date(2023, 1, 9), date(2025, 12, 5)

    def fineness(room: int) -> tuple[int, int]:
        axis: CellAxis = make_axis(first, last, room)
        return axis.months, axis.parts

    assert fineness(72) == (1, 2)
    assert fineness(71) == (3, 5)
    assert fineness(59) == (3, 4)
    assert fineness(47) == (1, 1)
    assert fineness(35) == (3, 2)
    assert fineness(23) == (3, 1)
    assert fineness(11) == (6, 1)
    assert fineness(5) == (12, 1)
    assert fineness(2) == (24, 1)


def test_work_covers_the_months_of_its_days_and_no_others() -> None:
    chart = chart_of("nvo")
    for row in status_of(NVO)["deliverables"]:
        if row["kind"] == "work":
            first, last = month_cell(row["early_start"]), month_cell(row["early_finish"])
            drawn = places(row_of(chart, row["code"]), "█▌▐━╸╺▄▖▗")
            due = month_cell(row["due"])

            assert [*drawn, *([due] if last == due and first < last else [])] == [*range(first, last + 1)], row["code"]


def test_meetings_hand_in_days_milestones_and_due_dates_stand_in_their_months() -> None:
    chart = chart_of("nvo")
    for row in status_of(NVO)["deliverables"]:
        if row["kind"] not in {"decision", "milestone"} or "@" in row["id"]:
            continue
        drawn = row_of(chart, row["code"])
        day, due = month_cell(row["early_finish"]), month_cell(row["due"])
        assert places(drawn, "●◆") == [day]
        assert places(drawn, "]") == [] if due == day else [due]
        if row["hand_in"] is not None and month_cell(row["hand_in"]) < day:
            assert places(drawn, "►") == [month_cell(row["hand_in"])]


def test_half_cells_tell_the_first_half_of_a_month_from_the_second() -> None:
    chart = chart_of("nvo")
    for row in status_of(NVO)["deliverables"]:
        if row["kind"] != "work" or month_cell(row["early_start"]) == month_cell(row["early_finish"]):
            continue
        start, finish = (date.fromisoformat(row[key]) for key in ("early_start", "early_finish"))
        drawn = row_of(chart, row["code"])
        begins, ends = drawn[month_cell(row["early_start"])], drawn[month_cell(row["early_finish"])]

        assert (begins in "╺▐▗") == (start.day > monthrange(start.year, start.month)[1] // 2)
        if ends != "]":
            assert (ends in "╸▌▖") == (finish.day <= monthrange(finish.year, finish.month)[1] // 2)


def test_what_is_critical_has_a_mark_and_bars_of_another_character() -> None:
    lines = chart_of("nvo").splitlines()
    for row in deliverables(status_of(NVO)).values():
        if "@" in row["id"]:
            continue
        line = next(line for line in lines if line.startswith(f"{row['code']} "))
        assert ("*" in line) == (row["critical"] and is_critical(odd_drawing("nvo").schedule.items[row["id"]]))
        assert bool(re.search("[█▌▐]", line)) == ("*" in line and row["kind"] == "work")


@pytest.mark.parametrize("name", ALL_PLANS)
def test_colour_says_nothing_that_characters_do_not(name: str) -> None:
    coloured = chart_of(name, colour=True)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)

    assert bare != coloured
    assert [line.rstrip() for line in bare.splitlines()] == chart_of(name).splitlines()


@pytest.mark.parametrize("name", [name for name in ALL_PLANS if name not in {"nvo", "long titles"}])
def test_where_there_is_no_unicode_the_chart_is_ascii(name: str) -> None:
    assert chart_of(name, unicode=False, language="en").isascii()


def test_console_of_western_europe_can_show_every_character() -> None:
    for arguments in (("gantt", NVO), ("gantt", NVO, "--text")):
        ran = run_cli(*arguments, environment={"PYTHONIOENCODING": "cp1252"})

        assert ran.status == 0
        assert "?" not in ran.out.decode("cp1252")


def test_a_date_stands_beside_its_bar_and_never_bare_behind_the_due_mark() -> None:
    for name in ("nvo", "half way", "all late"):
        schedule = odd_drawing(name).schedule
        for line in chart_of(name, 120).splitlines():
            assert not re.search(r"\] \d\d-\d\d-\d\d", line)
        assert sum(bool(re.search(r"\d\d-\d\d-\d\d", line)) for line in chart_of(name, 120).splitlines()) > 0.9 * len(
            shown_items(schedule)
        )


def test_lines_of_targets_and_the_status_date_stand_in_their_cells_with_a_flag() -> None:
    lines = chart_of("nvo").splitlines()
    left = next(line for line in lines if "│2023" in line).index("│")
    flags = {mark: next(line for line in lines if text in line) for mark, text in (("║", "marge ║"), ("╎", "marge ╎"))}

    assert flags["║"].index("║") - left == month_cell("2025-01-01")
    assert flags["╎"].index("╎") - left == month_cell("2024-10-01")
    assert "Start contracten Wmo en Beschermd… per 1-1-2025: 21 dagen marge ║" in flags["║"]
    assert "│ Peildatum 9-1-2023" in next(line for line in lines if "│ Peil" in line)
    assert sum("║" in line for line in lines) > 50


def test_work_under_way_shows_what_is_done_and_done_work_has_a_character_of_its_own() -> None:
    under_way = next(line for line in chart_of("half way").splitlines() if line.startswith("Build"))
    finished = next(line for line in chart_of("all done").splitlines() if line.startswith("Build"))

    assert re.search("╶─+█+▌ 04-07-24", under_way)
    assert re.search("✓ ─+ 19-04-24", finished)
    assert "█" not in finished


def test_an_assumed_meeting_is_hollow_and_said_to_be_assumed() -> None:
    assumed = ROOT / "tests" / "plans" / "valid" / "assumed-meeting.yaml"
    row = next(row for row in status_of(assumed)["deliverables"] if row["assumed"])
    chart, told = (roadmap("gantt", assumed, *options, "--lang", "nl").out for options in ((), ("--text",)))
    line = next(line for line in chart.splitlines() if line.startswith(row["title"]))

    assert "○" in line
    assert "●" not in line
    assert "○ besluit op een aangenomen dag" in chart
    assert "aangenomen datum: het orgaan" in " ".join(told.split())


def test_a_deliverable_that_moved_shows_where_it_stood_and_by_how_much(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    text = "roadmap: 1\ntitle: Plan\nstatus_date: 2024-01-08\ndeliverables:\n  build: {title: Build, duration: 5w}\n"
    path.write_text(text, encoding="utf-8")
    roadmap("baseline", path, "first")
    path.write_text(text.replace("duration", "not_before: 2024-04-02, duration"), encoding="utf-8")
    line = next(line for line in roadmap("gantt", path, "--baseline", "first").out.splitlines() if "Build" in line)
    moved = deliverables(status_of(path, "--baseline", "first"))["build"]["slip"]

    assert moved > 0
    assert re.search(rf"░+ .*06-05-24 \+{moved} ▐?█+▌?$", line), line


@pytest.mark.parametrize("title", LONG_TITLES[3:5])
def test_wide_characters_do_not_push_the_axis_aside(title: str) -> None:
    lines = chart_of("long titles").splitlines()
    rows = [line for line in lines if title.split(maxsplit=1)[0] in line and "07-06-24" in line]
    left = next(line for line in lines if "│2024" in line).index("│")

    assert [cells(line.partition("]╸")[0]) for line in rows] == [left]


def test_legend_tells_every_mark_of_a_state_that_is_used() -> None:
    legend = chart_of("all late").rpartition("\n\n")[2]

    assert f"{STATES['late'][1]} te laat" in legend
    assert "gereed" not in legend
    assert "basisplanning" not in legend
