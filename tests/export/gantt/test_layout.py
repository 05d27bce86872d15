from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmap.export.gantt.chart import Chart, Shape
from roadmap.export.gantt.palette import PAINTS
from roadmap.export.gantt.rows import is_critical, shown_items
from roadmap.export.gantt.typeface import ELLIPSIS, drawable
from roadmap.plan.source import FORBIDDEN
from roadmap.scheduling.schedule import Scheduled, target_instant
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
    rows_bottom,
)
from tests.export.gantt.odd_plans import (
    ALL_PLANS,
    MONDAY,
    Drawing,
    Written,
    drawing_at,
    drawing_of,
    odd_drawing,
    small_plan,
)
from tests.faces import NVO
from tests.shuffling import shuffled_copy

every_plan = pytest.mark.parametrize("name", ALL_PLANS)
both_languages = pytest.mark.parametrize("language", ["nl", "en"])


def rows_with(drawing: Drawing, *kinds: str) -> Iterator[tuple[Scheduled, list[Shape]]]:
    """The rows of deliverables of a kind whose dates are known, each with its shapes of that kind."""
    for item in shown_items(drawing.schedule):
        if item.activity.kind_name in kinds and item.is_known:
            role = "bar" if item.activity.kind_name == "work" else item.activity.kind_name
            yield item, [shape for shape in row_shapes(drawing.chart, item.id) if shape.role.split("-")[0] == role]


def middle(shape: Shape) -> float:
    left, _, right, _ = box_of(shape)
    return (left + right) / 2


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
def test_bars_lie_from_the_first_day_worked_to_the_end_of_the_last(name: str) -> None:
    drawing = odd_drawing(name)
    axis = drawing.chart.axis
    for item, (bar,) in rows_with(drawing, "work", "term"):
        left, _, right, _ = box_of(bar)

        assert item.early_start is not None
        assert item.early_finish is not None
        assert left == axis.x(item.early_start.toordinal())
        assert right == axis.x(item.early_finish.toordinal() + 1)
        assert axis.day(left) == item.early_start
        assert axis.day(right - 0.001) == item.early_finish


@every_plan
def test_milestones_lie_at_the_end_of_their_day_and_start_milestones_at_its_beginning(name: str) -> None:
    drawing = odd_drawing(name)
    axis = drawing.chart.axis
    for item, (diamond,) in rows_with(drawing, "milestone"):
        instant = (
            axis.x(item.early_finish.toordinal() + (not item.activity.is_start_milestone)) if item.early_finish else 0
        )

        assert middle(diamond) == pytest.approx(instant)


@every_plan
def test_decisions_lie_on_their_day_with_a_circle_for_every_other_meeting_of_the_group(name: str) -> None:
    drawing = odd_drawing(name)
    schedule, axis = drawing.schedule, drawing.chart.axis
    for item, (circle,) in rows_with(drawing, "decision"):
        shares = [share for share in schedule.items.values() if share.id.startswith(f"{item.id}@")]
        others = {share.early_finish for share in shares if share.is_known} - {item.early_finish}
        drawn = {axis.day(middle(shape)) for shape in row_shapes(drawing.chart, item.id) if shape.role == "share"}

        assert axis.day(middle(circle)) == item.early_finish
        assert drawn == others


@every_plan
def test_hand_in_and_due_marks_lie_at_the_end_of_their_day(name: str) -> None:
    drawing = odd_drawing(name)
    axis = drawing.chart.axis
    for item in shown_items(drawing.schedule):
        marks = {shape.role: box_of(shape)[2] for shape in row_shapes(drawing.chart, item.id)}
        hand_in = item.hearing.hand_in.toordinal() + 1 if item.hearing and item.is_known else None
        due = item.due.toordinal() + 1 if item.due else None

        assert marks.get("hand-in") == (axis.x(hand_in) if hand_in else None)
        assert marks.get("due") == (axis.x(due) if due else None)


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
@both_languages
def test_every_row_says_its_date(name: str, language: str) -> None:
    drawing = odd_drawing(name, language)
    for item in shown_items(drawing.schedule):
        (label,) = date_labels(drawing.chart, item.id)
        day = drawing.words.short_date(item.early_finish) if item.is_known else drawing.words.say("date unknown")

        assert label.text.startswith(day)


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

    assert len(tops) == len(drawing.schedule.plan.deliverables)
    assert len(bands) == (len(streams) if drawing.schedule.plan.workstreams else 0)


def test_rows_stand_by_workstream_and_code() -> None:
    left = [label for label in odd_drawing("nvo").chart.labels if re.fullmatch(r"L\d-\d\d", label.text)]
    codes = [label.text for label in sorted(left, key=lambda label: label.y)]

    assert codes == sorted(codes)
    assert len(codes) == len(odd_drawing("nvo").schedule.plan.deliverables)


@pytest.mark.parametrize("seed", range(2))
def test_shuffled_plan_files_give_the_same_chart(tmp_path: Path, seed: int) -> None:
    assert drawing_at(shuffled_copy(NVO, tmp_path, seed)).chart == odd_drawing("nvo").chart


@both_languages
def test_decisions_of_a_group_are_one_row_that_names_the_slowest(language: str) -> None:
    drawing = odd_drawing("nvo", language)
    shares = [item for item in drawing.schedule.items.values() if item.activity.whole is not None]
    (label,) = date_labels(drawing.chart, "visie-raadsbesluiten")
    ours = [share for share in shares if share.id.startswith("visie-raadsbesluiten@")]
    last = [
        share for share in ours if share.early_finish == max(share.early_finish for share in ours if share.early_finish)
    ]

    assert len(ours) == 14
    assert all(row_shapes(drawing.chart, share.id) == [] for share in shares)
    assert [drawing.schedule.plan.bodies[share.activity.body or ""].title for share in last] == [
        "Gemeenteraad Rijssen-Holten"
    ]
    assert "14: Gemeenteraad Rijssen-Holten" in label.text


@every_plan
def test_critical_rows_differ_by_a_thicker_edge_and_bold_text(name: str) -> None:
    drawing = odd_drawing(name)
    for item in shown_items(drawing.schedule):
        roles = {shape.role for shape in row_shapes(drawing.chart, item.id)}
        marked = [role for role in roles if role.endswith("-critical")]

        assert {label.bold for label in row_labels(drawing.chart, item.id)} == {is_critical(item)}
        if item.is_known and not item.done:
            assert bool(marked) == is_critical(item)
        for role in marked:
            assert PAINTS[role].line > 1.3 * PAINTS[role.removesuffix("-critical")].line  # type: ignore[index]


def test_every_standing_has_its_own_edge_so_that_it_shows_without_colour() -> None:
    widths = {standing: PAINTS[f"bar{standing}"].line for standing in ("", "-critical", "-near", "-late")}  # type: ignore[index]

    assert len(set(widths.values())) == len(widths)


LEGEND: dict[str, Callable[[str], bool]] = {
    "work": lambda role: role.startswith("bar"),
    "critical: decides the date": lambda role: role.endswith("-critical") and role != "wait-critical",
    "nearly critical": lambda role: role.endswith("-near"),
    "late": lambda role: role.endswith("-late"),
    "done": lambda role: role.endswith("-done"),
    "part that is done": lambda role: role == "progress",
    "term": lambda role: role.startswith("term"),
    "milestone": lambda role: role.startswith("milestone"),
    "hand-in day": lambda role: role == "hand-in",
    "decision": lambda role: role.startswith("decision"),
    "decision by one of the bodies": lambda role: role == "share",
    "due": lambda role: role == "due",
    "recess": lambda role: role == "recess",
}


@every_plan
@both_languages
def test_legend_explains_what_occurs_and_no_more(name: str, language: str) -> None:
    drawing = odd_drawing(name, language)
    bottom = rows_bottom(drawing.chart)
    used = {shape.role for shape in drawing.chart.shapes if box_of(shape)[1] < bottom}
    legend = [label.text for label in drawing.chart.labels if label.y > bottom][:-1]

    assert legend == [drawing.words.say(text) for text, explains in LEGEND.items() if any(map(explains, used))]


def test_head_says_title_conclusion_and_status_date() -> None:
    texts = [label.text for label in odd_drawing("nvo").chart.labels[:3]]

    assert texts[0] == "Routekaart Norm voor Opdrachtgeverschap"
    assert texts[1] == odd_drawing("nvo").chart.summary
    assert texts[2].startswith("Peildatum 9-1-2023")
    assert "oorbeelddata, niet vastgesteld" in texts[2]


def test_languages_differ_in_words_and_not_in_dates() -> None:
    dutch, english = odd_drawing("nvo", "nl").chart, odd_drawing("nvo", "en").chart

    def bars(chart: Chart) -> list[tuple[str, float, float]]:
        return [(shape.role, box_of(shape)[0], box_of(shape)[2]) for shape in chart.shapes if shape.item]

    assert bars(dutch) == bars(english)
    assert "10-02-23" in [label.text for label in dutch.labels]
    assert "2023-02-10" in [label.text for label in english.labels]


def test_titles_are_drawn_as_written() -> None:
    title = "$x^2$ <script>alert(1)</script> {name} %s"
    drawing = drawing_of({**small_plan({"build": {"title": title, "duration": "1d"}}), "title": title})

    assert [label.text for label in drawing.chart.labels].count(title) == 2


def test_hand_in_day_before_the_first_quarter_stays_right_of_the_titles() -> None:
    bodies = {"board": {"title": "Board", "hand_in": "60ed", "meetings": ["2024-07-02"]}}
    items = {"decree": {"title": "Decree", "decided_by": "board", "fixed": "2024-07-02"}}
    drawing = drawing_of(small_plan(items, bodies=bodies, status_date="2024-07-01"))

    assert all(box_of(shape)[0] >= drawing.chart.axis.left for shape in row_shapes(drawing.chart, "decree"))


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
        assert label.text.startswith(drawing.words.short_date(item.early_finish))


def test_faults_on_a_chart_are_found() -> None:
    chart = odd_drawing("two items").chart
    label = next(label for label in chart.labels if label.item == "build" and label.x > chart.axis.left)
    moved = replace(chart, labels=(*chart.labels, label._replace(x=label.x - 20), label._replace(x=chart.width)))

    assert list(overlapping_labels(moved.labels)) != []
    assert list(outside_the_page(moved)) != []
    assert list(labels_on_shapes(moved)) != []
