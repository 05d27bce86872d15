from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.export.gantt.chart import Label, Shape, TimeAxis
from roadmap.export.gantt.picture import Picture
from roadmap.export.gantt.timescale import head_height, lay_out_scale, levels, time_range
from roadmap.export.words import Words
from tests.export.gantt.geometry import overlapping_labels
from tests.export.gantt.odd_plans import Drawing, drawing_of, odd_drawing, small_plan

DUTCH, ENGLISH = Words("nl"), Words("en")


def axis_of(first: date, last: date, width: float = 900) -> TimeAxis:
    return TimeAxis(first.toordinal(), last.toordinal(), 200, 200 + width)


def scale_of(axis: TimeAxis, words: Words = ENGLISH) -> tuple[list[Shape], list[Label]]:
    return lay_out_scale(axis, words, 0, 500)


def range_of(drawing: Drawing) -> tuple[int, int]:
    return time_range(drawing.schedule, list(drawing.schedule.items.values()), Picture())


def texts_at(labels: list[Label], level: int) -> list[str]:
    heights = sorted({label.y for label in labels})
    return [label.text for label in labels if label.y == heights[level]]


@given(
    first=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    days=st.integers(1, 40_000),
    left=st.floats(0, 500),
    width=st.floats(100, 1200),
    offset=st.integers(0, 40_000),
)
def test_axis_gives_back_every_day(first: date, days: int, left: float, width: float, offset: int) -> None:
    axis = TimeAxis(first.toordinal(), first.toordinal() + days, left, left + width)
    day = date.fromordinal(first.toordinal() + offset % (days + 1))

    assert axis.day(axis.x(day.toordinal())) == day
    assert axis.day(axis.x(day.toordinal() + 0.5)) == day
    assert axis.x(axis.first) == left
    assert axis.x(axis.last) == pytest.approx(left + width)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2024-06-03", date(2024, 4, 1), date(2024, 7, 1)),
        ("2024-07-01", date(2024, 7, 1), date(2024, 10, 1)),
        ("2024-12-31", date(2024, 10, 1), date(2025, 1, 1)),
    ],
)
def test_chart_of_one_day_shows_its_quarter(day: str, first: date, last: date) -> None:
    drawing = drawing_of({"roadmap": "1", "title": "Plan", "status_date": day})

    assert range_of(drawing) == (first.toordinal(), last.toordinal())


def test_range_holds_due_dates_targets_and_the_status_date() -> None:
    items = {"ready": {"title": "Ready", "milestone": "finish", "due": "2026-02-01"}}
    target = {"title": "Go", "by": "2025-05-31", "milestone": "ready", "kind": "aim"}
    drawing = drawing_of(small_plan(items, targets={"go": target}, status_date="2023-11-15"))

    assert range_of(drawing) == (date(2023, 10, 1).toordinal(), date(2026, 4, 1).toordinal())


def test_range_holds_the_first_hand_in_day() -> None:
    bodies = {"board": {"title": "Board", "hand_in": "60ed", "meetings": ["2024-07-02"]}}
    items = {"decree": {"title": "Decree", "decided_by": "board", "fixed": "2024-07-02"}}
    drawing = drawing_of(small_plan(items, bodies=bodies, status_date="2024-07-01"))

    assert range_of(drawing)[0] == date(2024, 4, 1).toordinal()


@pytest.mark.parametrize(
    ("years", "steps"), [(1, [12, 3, 1]), (3, [12, 3, 1]), (5, [12, 3]), (10, [12, 3]), (30, [12]), (90, [12])]
)
def test_levels_are_as_fine_as_there_is_room_for(years: int, steps: list[int]) -> None:
    axis = axis_of(date(2024, 1, 1), date(2024 + years, 1, 1))

    assert levels(axis) == steps
    assert head_height(axis) == 13 * len(steps)


@given(months=st.integers(1, 12), years=st.integers(0, 60), width=st.integers(300, 1100))
def test_names_never_overlap_and_lie_in_the_chart(months: int, years: int, width: int) -> None:
    axis = axis_of(date(2024, months, 1), date(2025 + years, 1, 1), width)
    for words in (DUTCH, ENGLISH):
        _, labels = scale_of(axis, words)

        assert list(overlapping_labels(labels)) == []
        assert all(axis.left <= label.box[0] and label.box[2] <= axis.right for label in labels)


def test_lines_stand_at_the_first_day_of_each_month() -> None:
    axis = axis_of(date(2024, 1, 1), date(2026, 1, 1))
    shapes, _ = scale_of(axis)
    days = {axis.day(shape.points[0][0]) for shape in shapes}

    assert days == {date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)} | {date(2026, 1, 1)}
    assert {axis.day(shape.points[0][0]).month for shape in shapes if shape.role == "grid-year"} == {1}


def test_names_stand_in_the_middle_of_their_period() -> None:
    axis = axis_of(date(2024, 1, 1), date(2025, 1, 1))
    _, labels = scale_of(axis)
    middles = {label.text: label.x + label.width / 2 for label in labels}

    assert middles["2024"] == pytest.approx(axis.x(date(2024, 7, 2).toordinal()))
    assert middles["Q2"] == pytest.approx(axis.x(date(2024, 5, 16).toordinal() + 0.5))
    assert middles["feb"] == pytest.approx(axis.x(date(2024, 2, 15).toordinal() + 0.5))


def test_years_stand_over_quarters_over_months() -> None:
    _, labels = scale_of(axis_of(date(2024, 1, 1), date(2025, 1, 1)))

    assert texts_at(labels, 0) == ["2024"]
    assert texts_at(labels, 1) == ["Q1", "Q2", "Q3", "Q4"]
    assert texts_at(labels, 2)[:3] == ["jan", "feb", "mar"]


def test_months_have_dutch_names() -> None:
    _, labels = scale_of(axis_of(date(2024, 1, 1), date(2025, 1, 1)), DUTCH)

    assert texts_at(labels, 2) == ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


def test_name_of_a_year_of_which_little_is_shown_is_left_out_rather_than_cut() -> None:
    _, labels = scale_of(axis_of(date(2024, 10, 1), date(2060, 1, 1)))

    assert [label.text for label in labels] == [str(year) for year in range(2025, 2060)]


def test_year_lines_lie_a_year_apart_in_the_chart_of_ten_years() -> None:
    chart = odd_drawing("ten years").chart
    xs = sorted({shape.points[0][0] for shape in chart.shapes if shape.role == "grid-year"})
    years = [chart.axis.day(x).year for x in xs[1:-1]]

    assert all(later - earlier == 1 for earlier, later in pairwise(years))
    assert len(years) == 10
