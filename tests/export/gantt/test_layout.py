from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap.export.gantt.chart import Chart
from roadmap.export.gantt.typeface import ELLIPSIS, drawable
from roadmap.export.standing import shown_items
from roadmap.plan.source import FORBIDDEN
from roadmap.scheduling.schedule import target_instant
from tests.export.gantt.geometry import (
    box_of,
    date_labels,
    flags_of,
    labels_on_shapes,
    lines_through_flags,
    outside_the_page,
    overlapping_labels,
    row_labels,
    row_shapes,
)
from tests.export.gantt.odd_plans import ALL_PLANS, MONDAY, Written, drawing_at, drawing_of, odd_drawing, small_plan
from tests.faces import NVO
from tests.shuffling import shuffled_copy

every_plan = pytest.mark.parametrize("name", ALL_PLANS)
both_languages = pytest.mark.parametrize("language", ["nl", "en"])


@every_plan
@both_languages
def test_no_two_labels_overlap(name: str, language: str) -> None:
    chart = odd_drawing(name, language).chart

    assert list(overlapping_labels(chart.labels)) == []


@every_plan
@both_languages
def test_everything_lies_inside_the_page(name: str, language: str) -> None:
    assert list(outside_the_page(odd_drawing(name, language).chart)) == []


@every_plan
@both_languages
def test_labels_stay_clear_of_bars_and_due_marks(name: str, language: str) -> None:
    assert list(labels_on_shapes(odd_drawing(name, language).chart)) == []


@every_plan
def test_no_line_runs_through_a_flag(name: str) -> None:
    assert list(lines_through_flags(odd_drawing(name).chart)) == []


@every_plan
def test_shapes_of_a_row_stay_right_of_its_title_and_within_the_row(name: str) -> None:
    drawing = odd_drawing(name)
    rules = sorted({box_of(shape)[1] for shape in drawing.chart.shapes if shape.role == "rule"})
    for item in shown_items(drawing.schedule):
        titles = row_labels(drawing.chart, item.id)
        for shape in row_shapes(drawing.chart, item.id):
            left, top, right, bottom = box_of(shape)

            assert left > max(label.box[2] for label in titles)
            assert right <= drawing.chart.axis.right + 6
            assert [rule for rule in rules if top < rule < bottom] == []


@every_plan
def test_titles_leave_most_of_the_page_to_the_chart(name: str) -> None:
    chart = odd_drawing(name).chart

    assert chart.axis.right - chart.axis.left > chart.width * 0.65


@every_plan
@both_languages
def test_flags_say_each_target_and_the_status_date(name: str, language: str) -> None:
    drawing = odd_drawing(name, language)
    flags = [label.text for label in flags_of(drawing.chart)]
    status = drawing.words.say("Status date {day}", day=drawing.schedule.status_date)

    assert len(flags) == len(drawing.schedule.targets) + 1
    assert status in flags
    for target in drawing.schedule.targets:
        day = drawing.words.day(target.target.per or target.day)
        assert any(day in text for text in flags if text != status)


@every_plan
def test_target_lines_and_status_line_lie_at_their_instant(name: str) -> None:
    drawing = odd_drawing(name)
    axis = drawing.chart.axis
    expected = {
        kind: sorted(
            axis.x(target_instant(target.target)[1])
            for target in drawing.schedule.targets
            if target.target.kind == kind
        )
        for kind in ("fatal", "aim")
    }
    drawn = {
        kind: sorted(shape.points[0][0] for shape in drawing.chart.shapes if shape.role == f"target-{kind}")
        for kind in ("fatal", "aim")
    }
    (status,) = [shape for shape in drawing.chart.shapes if shape.role == "status"]

    assert drawn == expected
    assert status.points[0][0] == axis.x(drawing.schedule.status_date.toordinal())


@every_plan
def test_titles_are_whole_or_end_in_an_ellipsis(name: str) -> None:
    drawing = odd_drawing(name)
    for item in shown_items(drawing.schedule):
        deliverable = item.activity.deliverable
        whole = without_spaces(" ".join(filter(None, [deliverable.code, deliverable.title or item.id])))
        lines = [label.text for label in row_labels(drawing.chart, item.id)]
        parts = [re.escape(without_spaces(line)).replace(ELLIPSIS, ".*") for line in lines]

        assert re.fullmatch("".join(parts), whole, re.DOTALL)


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", drawable(text))


@every_plan
def test_every_deliverable_has_one_row_and_every_workstream_one_band(name: str) -> None:
    drawing = odd_drawing(name)
    tops = {row_labels(drawing.chart, item.id)[0].y for item in shown_items(drawing.schedule)}
    bands = [shape for shape in drawing.chart.shapes if shape.role == "band"]
    streams = {item.activity.deliverable.workstream for item in shown_items(drawing.schedule)}
    folded = {step for steps in drawing.schedule.folds.values() for step in steps}

    assert len(tops) == len(drawing.schedule.plan.deliverables) - len(folded)
    assert len(bands) == (len(streams) if drawing.schedule.plan.workstreams else 0)


def test_rows_stand_by_workstream_and_code() -> None:
    left = [label for label in odd_drawing("nvo").chart.labels if re.fullmatch(r"L\d-\d\d", label.text)]
    codes = [label.text for label in sorted(left, key=lambda label: label.y)]

    assert codes == sorted(codes)
    assert len(codes) == len(odd_drawing("nvo").schedule.plan.deliverables)


@pytest.mark.parametrize("seed", range(2))
def test_shuffled_plan_files_give_the_same_chart(tmp_path: Path, seed: int) -> None:
    assert drawing_at(shuffled_copy(NVO, tmp_path, seed)).chart == odd_drawing("nvo").chart


def test_head_says_title_conclusion_and_status_date() -> None:
    texts = [label.text for label in odd_drawing("nvo").chart.labels[:3]]

    assert texts[0] == "Routekaart Norm voor Opdrachtgeverschap"
    assert texts[1] == odd_drawing("nvo").chart.summary
    assert texts[2].startswith("Peildatum 9-1-2023")
    assert "oorbeelddata, niet vastgesteld" in texts[2]


def test_conclusion_is_the_largest_text_and_red_when_the_target_is_late() -> None:
    for name, ink in (("nvo", "strong"), ("all late", "critical")):
        chart = odd_drawing(name).chart
        largest = max(chart.labels, key=lambda label: label.size)

        assert chart.summary.startswith(largest.text)
        assert largest.bold
        assert largest.ink == ink


def test_code_of_the_widest_column_is_whole() -> None:
    items = {f"item-{number}": {"code": f"C-{number:03d}", "duration": "1d"} for number in range(60, 130)}
    chart = drawing_of(small_plan(items)).chart
    codes = {label.text for label in chart.labels if label.text.startswith("C-")}

    assert codes == {item["code"] for item in items.values()}


def test_foot_says_the_method_and_the_standing_of_the_plan() -> None:
    foot = odd_drawing("nvo").chart.labels[-1].text

    assert "vergaderdagen" in foot
    assert "voorbeelddata, niet vastgesteld" in foot


def test_languages_differ_in_words_and_not_in_dates() -> None:
    dutch, english = odd_drawing("nvo", "nl").chart, odd_drawing("nvo", "en").chart

    def bars(chart: Chart) -> list[tuple[str, float, float]]:
        return [
            (shape.role, box_of(shape)[0], box_of(shape)[2])
            for shape in chart.shapes
            if shape.item and shape.role != "whisker"
        ]

    assert bars(dutch) == bars(english)
    assert "t/m 10-02-23" in [label.text for label in dutch.labels]
    assert "through 2023-02-10" in [label.text for label in english.labels]


def test_titles_are_drawn_as_written() -> None:
    title = "$x^2$ <script>alert(1)</script> {name} %s"
    drawing = drawing_of({**small_plan({"build": {"title": title, "duration": "1d"}}), "title": title})

    assert [label.text for label in drawing.chart.labels].count(title) == 2


def test_hand_in_day_before_the_first_quarter_stays_right_of_the_titles() -> None:
    bodies = {"board": {"title": "Board", "hand_in": "60ed", "meetings": ["2024-07-02"]}}
    items = {"decree": {"title": "Decree", "decided_by": "board", "fixed": "2024-07-02"}}
    drawing = drawing_of(small_plan(items, bodies=bodies, status_date="2024-07-01"))

    assert all(
        box_of(shape)[0] >= drawing.chart.axis.left
        for shape in row_shapes(drawing.chart, "decree")
        if not shape.role.endswith("-mark")
    )


@pytest.mark.parametrize("length", [85, 90, 91, 365, 3650])
@both_languages
def test_bar_that_fills_the_chart_leaves_room_for_its_date(length: int, language: str) -> None:
    item = {"title": "Build", "duration": f"{length}ed", "due": "2024-06-28"}
    drawing = drawing_of(small_plan({"build": item}, status_date="2024-04-01"), language)
    (label,) = date_labels(drawing.chart, "build")

    assert ELLIPSIS not in label.text


titles = st.text(st.characters(codec="utf-8"), min_size=1, max_size=120).filter(
    lambda text: text.strip() and not FORBIDDEN.search(text)
)


@st.composite
def plans(draw: st.DrawFn) -> Written:
    """A few deliverables in a row, with any title, duration and due date."""
    items: dict[str, Any] = {}
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(("work", "milestone", "decision")))
        length = draw(st.integers(1, 200))
        item: dict[str, Any] = {
            "work": {"duration": f"{length}ed"},
            "milestone": {"milestone": draw(st.sampled_from(("start", "finish")))},
            "decision": {"decided_by": "board"},
        }[kind]
        item["title"] = draw(titles)
        if number and draw(st.booleans()):
            item["after"] = [f"item-{number - 1}"]
        if draw(st.booleans()):
            item["due"] = str(draw(st.dates(min_value=MONDAY, max_value=MONDAY.replace(year=2026))))
        if draw(st.booleans()):
            item["code"] = draw(titles)[:20].strip() or "code"
        items[f"item-{number}"] = item
    bodies = {"board": {"title": draw(titles), "hand_in": "7ed", "meets": {"every": "2nd tuesday"}}}
    ends = {name: "by" if item.get("milestone") != "start" else "per" for name, item in items.items()}
    targets = {
        f"target-{name}": {
            "title": draw(titles),
            word: str(draw(st.dates(MONDAY, MONDAY.replace(year=2025)))),
            "milestone": name,
            "kind": "aim",
        }
        for name, word in ends.items()
        if draw(st.booleans()) and ("milestone" in items[name] or "decided_by" in items[name])
    }
    return {**small_plan(items, bodies=bodies, targets=targets), "title": draw(titles)}


@given(plan=plans(), language=st.sampled_from(["nl", "en"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_plan_has_labels_that_are_legible(plan: Written, language: str) -> None:
    drawing = drawing_of(plan, language)
    chart = drawing.chart

    assert list(overlapping_labels(chart.labels)) == []
    assert list(outside_the_page(chart)) == []
    assert list(labels_on_shapes(chart)) == []
    for item in shown_items(drawing.schedule):
        (label,) = date_labels(chart, item.id)
        day = drawing.words.short_date(item.early_finish)
        behind = (drawing.words.say("through {date}", date=day), drawing.words.say("on {date}", date=day))
        assert label.text.startswith((day, *behind))


def test_faults_on_a_chart_are_found() -> None:
    chart = odd_drawing("two items").chart
    label = next(label for label in chart.labels if label.item == "build" and label.x > chart.axis.left)
    moved = replace(chart, labels=(*chart.labels, label._replace(x=label.x - 20), label._replace(x=chart.width)))

    assert list(overlapping_labels(moved.labels)) != []
    assert list(outside_the_page(moved)) != []
    assert list(labels_on_shapes(moved)) != []
