from __future__ import annotations

from datetime import date

import pytest

from roadmap.export.gantt.arrows import HEAD
from roadmap.export.gantt.chart import Chart
from roadmap.export.gantt.pages import lay_out_pages
from roadmap.export.gantt.picture import PAPERS, SHEETS, Picture
from roadmap.export.gantt.views import BOARD_ROWS
from roadmap.export.standing import shown_items
from tests.export.gantt.geometry import (
    arrows_of,
    box_of,
    date_labels,
    faults_of,
    row_labels,
    row_shapes,
)
from tests.export.gantt.ground import faint_shapes, faint_texts
from tests.export.gantt.odd_plans import ALL_PLANS, drawing_of, odd_drawing, odd_pages, small_plan
from tests.export.gantt.pictures import PICTURES

SEVERAL = 3
"""Workstreams of a plan that are looked at."""
every_plan = pytest.mark.parametrize("name", ALL_PLANS)
every_picture = pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: f"{picture.view}-{picture.paper}")


def labels_of(chart: Chart) -> list[str]:
    return [label.text for label in chart.labels]


@every_plan
@every_picture
def test_every_view_is_legible_on_every_page_and_its_arrows_end_on_their_bars(name: str, picture: Picture) -> None:
    for chart in odd_pages(name, picture):
        assert faults_of(chart) == []


@every_plan
def test_view_of_a_workstream_is_as_legible_as_the_others(name: str) -> None:
    # Where a plan has no workstreams its deliverables stand outside them.
    streams: list[str | None] = [*sorted(odd_drawing(name).schedule.plan.workstreams)[:SEVERAL]]
    for stream in streams or [None]:
        for chart in odd_pages(name, Picture("workstream", "a4", workstream=stream)):
            assert faults_of(chart) == []
            assert list(faint_texts(chart)) == []
            assert list(faint_shapes(chart)) == []


@every_plan
def test_arrows_of_all_links_are_as_legible_as_the_driving_ones(name: str) -> None:
    for chart in odd_pages(name, Picture("full", "a3", arrows="all")):
        assert faults_of(chart) == []


def test_most_driving_links_of_the_real_plan_have_an_arrow() -> None:
    schedule = odd_drawing("nvo").schedule
    links = {
        (driver.link.predecessor, item.id)
        for item in shown_items(schedule)
        for driver in item.driving.drivers
        if driver.link is not None
    }
    (chart,) = odd_pages("nvo", Picture())

    assert len(arrows_of(chart)) >= 0.9 * len(links)


def test_arrows_are_left_out_where_none_are_asked_for() -> None:
    (chart,) = odd_pages("nvo", Picture(arrows="none"))

    assert arrows_of(chart) == []


def test_arrow_runs_from_the_end_of_one_bar_to_the_beginning_of_the_next() -> None:
    items = {"first": {"duration": "2w"}, "second": {"duration": "2w", "after": ["first"], "not_before": "2024-06-03"}}
    chart = drawing_of(small_plan(items)).chart
    ((_, *_, tip),) = arrows_of(chart)
    (bar,) = [shape for shape in row_shapes(chart, "second") if shape.role.startswith("bar")]
    left, top, right, _ = box_of(bar)

    assert tip[0] == pytest.approx(left) or (
        tip[1] == pytest.approx(top) and left < tip[0] < min(right, left + 3 * HEAD)
    )


@every_plan
@pytest.mark.parametrize("paper", [paper for paper in PAPERS if paper != "fit"])
def test_board_is_one_page_of_the_paper_with_no_more_rows_than_a_board_reads(name: str, paper: str) -> None:
    (chart,) = odd_pages(name, Picture("board", paper))  # type: ignore[arg-type]
    rows = {label.item for label in chart.labels if label.item is not None}
    bands = [shape for shape in chart.shapes if shape.role == "band"]
    width, height = SHEETS[paper]  # type: ignore[index]

    assert len(rows) + len(bands) <= BOARD_ROWS
    assert chart.width * chart.scale == pytest.approx(width)
    assert chart.height * chart.scale == pytest.approx(height or 0)


def test_board_shows_each_workstream_as_one_bar_from_its_first_day_to_its_last() -> None:
    schedule = odd_drawing("nvo").schedule
    (chart,) = odd_pages("nvo", Picture("board", "a4"))
    spans = {
        stream: [item for item in shown_items(schedule) if item.activity.deliverable.workstream == stream]
        for stream in schedule.plan.workstreams
    }
    last = max(box_of(shape)[3] for shape in chart.shapes if shape.role == "band")
    drawn = sorted(
        box_of(shape)[::2] for shape in chart.shapes if shape.role == "summary" and shape.points[0][1] < last
    )
    days = sorted(
        (chart.axis.x(min(item.start for item in items)), chart.axis.x(max(item.finish for item in items)))
        for items in spans.values()
    )

    assert drawn == days


def test_board_holds_the_milestones_of_targets_and_the_decisions_of_groups() -> None:
    schedule = odd_drawing("nvo").schedule
    (chart,) = odd_pages("nvo", Picture("board", "a4"))
    wanted = {target.target.milestone for target in schedule.targets}
    wanted |= {
        item.id for item in shown_items(schedule) if item.activity.deliverable.decided_by in schedule.plan.groups
    }

    assert wanted <= {label.item for label in chart.labels}


def test_board_tells_how_much_of_a_workstream_is_done() -> None:
    done = {"title": "A", "duration": "1d", "progress": {"finished": "2024-05-01"}}
    streams = {
        "ready": {"title": "Ready", "deliverables": {"a": done}},
        "busy": {"title": "Busy", "deliverables": {"b": done, "c": {"title": "C", "duration": "2w"}}},
        "new": {"title": "New", "deliverables": {"d": {"title": "D", "duration": "2w"}}},
    }
    drawing = drawing_of({**small_plan({}), "workstreams": streams}, "en")
    (chart,) = lay_out_pages(drawing.schedule, drawing.words, Picture("board", "a4"))
    said = [text for text in labels_of(chart) if text.startswith("through")]

    assert {text.partition("; ")[2] for text in said} == {"1 of 1 done", "1 of 2 done", ""}
    assert len([shape for shape in chart.shapes if shape.role == "summary-done"]) == 1


def test_what_is_at_risk_says_so_and_has_a_mark_before_its_row() -> None:
    items = {
        "tight": {"title": "Tight", "duration": "2w", "due": "2024-06-18"},
        "free": {"title": "Free", "duration": "2w", "due": "2024-09-30"},
    }
    drawing = drawing_of(small_plan(items, targets={}), "en")
    chart = drawing.chart
    marked = {shape.item for shape in chart.shapes if shape.role == "risk-mark" and shape.item is not None}
    (tight,), (free,) = date_labels(chart, "tight"), date_labels(chart, "free")

    assert marked <= {"tight"}
    assert "at risk" in tight.text
    assert "at risk" not in free.text


def test_pages_are_cut_between_workstreams_and_evenly_filled() -> None:
    drawing = odd_drawing("nvo")
    pages = odd_pages("nvo", Picture("full", "a4"))
    rows = [[item for item in shown_items(drawing.schedule) if row_labels(chart, item.id)] for chart in pages]
    firsts = [page[0].activity.deliverable.workstream for page in rows[1:]]
    lasts = [page[-1].activity.deliverable.workstream for page in rows[:-1]]

    assert all(first != last for first, last in zip(firsts, lasts, strict=True))
    assert min(map(len, rows)) >= 0.5 * max(map(len, rows))


def test_board_of_a_plan_that_names_its_rows_shows_those() -> None:
    items = {name: {"title": name, "duration": "1w"} for name in ("one", "two", "three")}
    drawing = drawing_of(small_plan(items, board=["three", "one"]))
    (chart,) = lay_out_pages(drawing.schedule, drawing.words, Picture("board", "a4"))

    assert {label.item for label in chart.labels} - {None} == {"one", "three"}
    assert any("2 van de 3 resultaten" in text for text in labels_of(chart))


def test_critical_view_shows_the_chain_in_its_order_and_the_nearly_critical_below() -> None:
    schedule = odd_drawing("nvo").schedule
    (chart,) = odd_pages("nvo", Picture("critical", "a4"))
    tops = {item.id: labels[0].y for item in shown_items(schedule) if (labels := row_labels(chart, item.id))}
    chain = next(target for target in schedule.targets if target.id == "contractering").critical_path
    order = sorted(tops, key=lambda name: tops[name])

    assert tuple(order[: len(chain)]) == chain
    assert order[len(chain) :] == ["raden-stellen-verordening-vast"] or all(
        schedule.items[name].near_critical for name in order[len(chain) :]
    )


def test_critical_view_tells_how_long_a_decision_waits_for_its_meeting() -> None:
    schedule = odd_drawing("nvo").schedule
    (chart,) = odd_pages("nvo", Picture("critical", "a4"))
    waiting = [
        item
        for item in shown_items(schedule)
        if item.hearing is not None and item.hearing.waited_days and date_labels(chart, item.id)
    ]

    assert waiting
    for item in waiting:
        (label,) = date_labels(chart, item.id)
        assert f"{item.hearing.waited_days if item.hearing else 0} dagen wachten" in label.text


@pytest.mark.parametrize("paper", ["a4", "a3", "16:9"])
@pytest.mark.parametrize("name", ["nvo", "300 rows", "long titles"])
def test_pages_hold_every_deliverable_once_and_say_which_they_are(name: str, paper: str) -> None:
    drawing = odd_drawing(name)
    pages = odd_pages(name, Picture("full", paper))  # type: ignore[arg-type]
    rows = [item.id for chart in pages for item in shown_items(drawing.schedule) if row_labels(chart, item.id)]
    heads = [[label for label in chart.labels if label.text == "2024"] for chart in pages]

    assert sorted(rows) == sorted(item.id for item in shown_items(drawing.schedule))
    assert all(heads)
    if len(pages) > 1:
        for number, chart in enumerate(pages, start=1):
            assert f"Pagina {number} van {len(pages)}" in labels_of(chart)


def test_workstream_view_holds_its_own_deliverables_and_no_other() -> None:
    schedule = odd_drawing("nvo").schedule
    (chart,) = odd_pages("nvo", Picture("workstream", "a4", workstream="visie"))
    shown = {item.id for item in shown_items(schedule) if row_labels(chart, item.id)}

    assert shown == {item.id for item in shown_items(schedule) if item.activity.deliverable.workstream == "visie"}


def test_days_asked_for_are_the_ends_of_the_axis_and_cut_bars_say_that_they_go_on() -> None:
    items = {
        "long": {"title": "Long", "duration": "200ed"},
        "before": {"title": "Before", "duration": "1w"},
        "after": {"title": "After", "duration": "1w", "not_before": "2025-06-02"},
    }
    drawing = drawing_of(small_plan(items))
    picture = Picture(first=date(2024, 7, 1), last=date(2024, 8, 31))
    (chart,) = lay_out_pages(drawing.schedule, drawing.words, picture)
    (bar,) = [shape for shape in row_shapes(chart, "long") if shape.role.startswith("bar")]

    assert (chart.axis.first, chart.axis.last) == (date(2024, 7, 1).toordinal(), date(2024, 9, 1).toordinal())
    assert box_of(bar)[::2] == (chart.axis.left, chart.axis.right)
    assert len([shape for shape in row_shapes(chart, "long") if shape.role == "goes-on"]) == 2
    assert row_labels(chart, "before") == row_labels(chart, "after") == []


@every_plan
@pytest.mark.parametrize("paper", ["a4", "fit"])
def test_table_of_quarters_holds_everything_that_is_due_once(name: str, paper: str) -> None:
    schedule = odd_drawing(name).schedule
    pages = odd_pages(name, Picture("quarters", paper))  # type: ignore[arg-type]
    shown = [item for chart in pages for item in {label.item for label in chart.labels if label.item is not None}]

    assert sorted(shown) == sorted(item.id for item in shown_items(schedule) if item.due is not None)


def test_table_of_quarters_says_met_missed_and_coming_by_sign_and_word() -> None:
    items = {
        "met": {"title": "A", "duration": "1d", "due": "2024-Q1", "progress": {"finished": "2024-03-01"}},
        "missed": {"title": "B", "duration": "1d", "due": "2024-Q1", "progress": {"finished": "2024-05-01"}},
        "coming": {"title": "C", "duration": "1d", "due": "2024-Q3"},
        "late": {"title": "D", "duration": "1d", "not_before": "2024-08-01", "due": "2024-Q2"},
    }
    drawing = drawing_of(small_plan(items), "en")
    (chart,) = lay_out_pages(drawing.schedule, drawing.words, Picture("quarters", "a4"))
    said = {label.item: label.text for label in chart.labels if label.item is not None}

    assert said["met"] == "\N{CHECK MARK} met 2024-03-01"
    assert said["missed"] == "\N{BALLOT X} missed 2024-05-01"
    assert said["coming"] == "\N{WHITE CIRCLE} planned 2024-06-03"
    assert said["late"] == "\N{BALLOT X} late 2024-08-01"


def test_assumed_meetings_are_hollow_and_known_ones_are_not() -> None:
    drawing = odd_drawing("half way")
    for item in shown_items(drawing.schedule):
        hollow = [shape for shape in row_shapes(drawing.chart, item.id) if shape.role == "hollow"]

        assert bool(hollow) == (item.hearing is not None and item.hearing.assumed)


def test_due_tick_says_its_quarter_and_the_room_until_then_is_a_line() -> None:
    chart = odd_drawing("nvo").chart
    labels = [label for label in chart.labels if label.item == "startnotitie"]
    (tick,) = [shape for shape in row_shapes(chart, "startnotitie") if shape.role == "due"]
    (whisker,) = [shape for shape in row_shapes(chart, "startnotitie") if shape.role == "whisker"]
    (bar,) = [shape for shape in row_shapes(chart, "startnotitie") if shape.role == "bar"]

    assert "Q1" in [label.text for label in labels]
    assert box_of(bar)[2] < whisker.points[0][0] < whisker.points[1][0] < box_of(tick)[2]
