from __future__ import annotations

from collections.abc import Iterator

import pytest

from roadmap.export.gantt.chart import Shape
from roadmap.export.gantt.palette import PAINTS
from roadmap.export.gantt_text import to_text
from roadmap.export.standing import is_critical, shown_items
from roadmap.export.terminal import Screen
from roadmap.export.words import Words
from roadmap.scheduling.schedule import Scheduled
from tests.export.gantt.geometry import box_of, date_labels, row_labels, row_shapes
from tests.export.gantt.odd_plans import (
    ALL_PLANS,
    MOVED_PLANS,
    ODD_PLANS,
    Drawing,
    drawing_of,
    odd_drawing,
    small_plan,
)

LEAST_WIDE = 4.8
"""What had one instant is drawn as wide as a mark."""

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
@both_languages
def test_every_row_says_its_date(name: str, language: str) -> None:
    drawing = odd_drawing(name, language)
    for item in shown_items(drawing.schedule):
        (label,) = date_labels(drawing.chart, item.id)
        day = drawing.words.short_date(item.early_finish) if item.is_known else drawing.words.say("date unknown")

        assert label.text.startswith((day, *behind_the_due_mark(drawing.words, day)))


def behind_the_due_mark(words: Words, day: str) -> tuple[str, str]:
    """How a date reads where it would else be taken for the due date."""
    return words.say("through {date}", date=day), words.say("on {date}", date=day)


@both_languages
def test_date_behind_the_due_mark_says_that_it_is_not_the_due_date(language: str) -> None:
    drawing = odd_drawing("nvo", language)
    day, far = (
        drawing.words.short_date(drawing.schedule.items[name].early_finish)
        for name in ("startnotitie", "gesprekken-bestuurders-en-raden")
    )
    (behind,) = date_labels(drawing.chart, "startnotitie")
    (before,) = date_labels(drawing.chart, "gesprekken-bestuurders-en-raden")

    assert behind.text == behind_the_due_mark(drawing.words, day)[0]
    assert before.text == far


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


def test_group_of_one_body_has_no_slowest() -> None:
    bodies = {"raad": {"title": "Raad Almelo", "meetings": ["2024-07-02"]}}
    items = {"besluit": {"title": "Besluit", "decided_by": "raden"}}
    drawing = drawing_of(small_plan(items, bodies=bodies, groups={"raden": ["raad"]}))

    assert [label.text for label in date_labels(drawing.chart, "besluit")] == ["02-07-24"]
    assert "Raad Almelo" not in to_text(drawing.schedule, drawing.words, Screen(80))


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


moved_plan = pytest.mark.parametrize("name", MOVED_PLANS)


@moved_plan
def test_baseline_lies_where_it_says_to_the_day(name: str) -> None:
    drawing = odd_drawing(name)
    axis, baseline = drawing.chart.axis, drawing.schedule.baseline
    assert baseline is not None
    for item in shown_items(drawing.schedule):
        before = baseline.items[item.id]
        drawn = baseline_of(drawing, item)
        if before.finish is None:
            assert drawn == []
            continue
        (left, _, right, _) = box_of(drawn[0])
        if before.kind in {"work", "term"}:
            first = before.start or before.finish

            assert right == pytest.approx(max(axis.x(before.finish.toordinal() + 1), left + LEAST_WIDE))
            assert axis.day(left + 0.001 if right - left > LEAST_WIDE else middle(drawn[0])) == first
        else:
            later = {"decision": 0.5, "milestone": 1, "start-milestone": 0}[before.kind]

            assert middle(drawn[0]) == pytest.approx(axis.x(before.finish.toordinal() + later))


@moved_plan
def test_baseline_lies_under_the_shapes_of_its_row_and_on_no_other(name: str) -> None:
    drawing = odd_drawing(name)
    for item in shown_items(drawing.schedule):
        shapes = row_shapes(drawing.chart, item.id)
        marks = [box_of(shape)[3] for shape in shapes if shape.role.split("-")[0] in {"bar", "term"}]
        for shape in baseline_of(drawing, item):
            assert all(box_of(shape)[1] > bottom for bottom in marks)


@moved_plan
def test_baseline_is_named_at_the_head_and_lies_within_the_axis(name: str) -> None:
    drawing = odd_drawing(name)
    axis = drawing.chart.axis
    boxes = [box_of(shape) for item in shown_items(drawing.schedule) for shape in baseline_of(drawing, item)]

    assert any("basisplanning start" in label.text for label in drawing.chart.labels)
    assert boxes
    assert min(left for left, _, _, _ in boxes) >= axis.left - LEAST_WIDE
    assert max(right for _, _, right, _ in boxes) <= axis.right + LEAST_WIDE


def test_what_is_new_has_no_baseline_and_what_was_renamed_keeps_it() -> None:
    before = {"a": {"title": "A", "duration": "3w"}}
    now = {"b": {"title": "A", "duration": "5w", "was": ["a"]}, "c": {"title": "C", "duration": "1w", "after": ["b"]}}
    drawing = drawing_of(small_plan(now), before=small_plan(before))

    assert [shape.role for shape in row_shapes(drawing.chart, "c") if shape.role == "baseline"] == []
    (drawn,) = (shape for shape in row_shapes(drawing.chart, "b") if shape.role == "baseline")
    assert box_of(drawn)[2] - box_of(drawn)[0] < box_of(row_shapes(drawing.chart, "b")[0])[2] - box_of(drawn)[0]


def test_without_a_baseline_none_is_drawn() -> None:
    for name in ODD_PLANS:
        assert not any(shape.role == "baseline" for shape in odd_drawing(name).chart.shapes)


def baseline_of(drawing: Drawing, item: Scheduled) -> list[Shape]:
    return [shape for shape in row_shapes(drawing.chart, item.id) if shape.role == "baseline"]


def test_every_standing_has_its_own_edge_so_that_it_shows_without_colour() -> None:
    widths = {standing: PAINTS[f"bar{standing}"].line for standing in ("", "-critical", "-near", "-late")}  # type: ignore[index]

    assert len(set(widths.values())) == len(widths)
