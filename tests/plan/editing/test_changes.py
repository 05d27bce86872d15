"""One value of a plan changes in the text of its file, and nothing else does."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from roadmap.findings import PlanError
from roadmap.plan.editing.changes import Change, edit_texts
from roadmap.plan.editing.yaml_text import written
from roadmap.plan.load import load_plan
from roadmap.plan.plan import Place
from roadmap.plan.source import Mapping, Node, Text
from tests.faces import NVO, load_text
from tests.plan.written_plans import PATHS, TEXTS, Content, WrittenPlan, content, written_plans

FILE = "plan.yaml"
COMMENT = re.compile(r"# c\d+\.")


def edited(text: str, *changes: tuple[str, str | tuple[str, ...] | None], name: str = "a") -> str:
    """The text after changes of deliverable `a`, each a dotted path and a value."""
    plan = load_text(text).plan
    made = [Change("deliverables", name, tuple(path.split(".")), value) for path, value in changes]
    return edit_texts(plan, made).get(FILE, text)


BLOCK = """\
title: Plan  # de titel
deliverables:

  # het begin
  a:
    duration: 5w  # geschat
    note: oud     # nog na te kijken
    progress:
      started: 2023-01-10
      remaining: 2w  # volgens Jan

  b: {duration: 3w, after: a}
"""


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (("duration", "6w"), "duration: 5w  # geschat", "duration: 6w  # geschat"),
        (("note", "nieuw: ja"), "note: oud     #", "note: 'nieuw: ja'     #"),
        (("progress.remaining", "1w"), "remaining: 2w  #", "remaining: 1w  #"),
        (("progress.percent", "40"), "volgens Jan\n", "volgens Jan\n      percent: 40\n"),
        (("due", "2023-Q1"), "volgens Jan\n", "volgens Jan\n    due: 2023-Q1\n"),
        (("decided.raad", "2023-09-26"), "volgens Jan\n", "volgens Jan\n    decided: {raad: 2023-09-26}\n"),
        (("after", ("b", "b +2w")), "volgens Jan\n", "volgens Jan\n    after: [b, b +2w]\n"),
        (("progress.started", None), "      started: 2023-01-10\n", ""),
        (("progress.remaining", None), "      remaining: 2w  # volgens Jan\n", "      # volgens Jan\n"),
        (("note", None), "    note: oud     # nog na te kijken\n", "    # nog na te kijken\n"),
    ],
)
def test_one_place_changes(change: tuple[str, Any], old: str, new: str) -> None:
    assert BLOCK.count(old) == 1

    assert edited(BLOCK, change) == BLOCK.replace(old, new)


@pytest.mark.parametrize(
    ("old", "path", "value", "new"),
    [
        ("a: {duration: 5w}", "progress.started", "2023-01-10", "a: {duration: 5w, progress: {started: 2023-01-10}}"),
        ("a: {duration: 5w, }", "due", "2023-Q1", "a: {duration: 5w, due: 2023-Q1, }"),
        ("a: {}", "duration", "5w", "a: {duration: 5w}"),
        ("a: {note: x,}", "note", None, "a: {}"),
        ("a: {\n    code: x,  # y\n    note: x,  # z\n  }", "note", None, "a: {\n    code: x,  # y\n    # z\n  }"),
        ("a: {\n    note: x,  # z\n  }", "note", None, "a: {\n    # z\n  }"),
        ("a:", "duration", "5w", "a: {duration: 5w}"),
        ("a: {duration: 5w, note: x}", "duration", None, "a: {note: x}"),
        ("a: {duration: 5w, note: x}", "note", None, "a: {duration: 5w}"),
        ("a: {duration: 5w, note: x,}", "note", None, "a: {duration: 5w,}"),
        ("a: {note: x, duration: 5w}", "note", "a, b", "a: {note: 'a, b', duration: 5w}"),
        ("a: {duration: 5w, progress: {started: 2023-01-10}}", "progress.started", None, "a: {duration: 5w}"),
        ("a: {progress: {percent: 3}}", "progress.percent", None, "a: {}"),
        ("a: {\n    code: x,  # x\n    note: y  # z\n  }", "note", None, "a: {\n    code: x,  # x\n    # z\n  }"),
        ("a: {\n    note: y,  # z\n    duration: 5w\n  }", "note", None, "a: {\n    # z\n    duration: 5w\n  }"),
        ("a: {duration: 5w  # x\n  }", "due", "2023-Q1", "a: {duration: 5w, due: 2023-Q1  # x\n  }"),
        ("a:\n    note: x  # y", "note", None, "a: {}\n    # y"),
        ("a:\n    note:  # x\n    duration: 5w", "note", "q", "a:\n    note: q  # x\n    duration: 5w"),
        ('a: {"duration": "5w"}', "duration", "6w", 'a: {"duration": "6w"}'),
        ("a: {note: 'oud'}", "note", "foto's", "a: {note: 'foto''s'}"),
        ('a: {note: "oud"}', "note", 'zo "heet" het', 'a: {note: "zo \\"heet\\" het"}'),
        ("a:\n    note: een\n      twee  # x", "note", "drie", "a:\n    note: drie  # x"),
        ("a:\n    note: >-  # x\n      een\n      twee\n    code: q", "note", "z", "a:\n    note: z  # x\n    code: q"),
        ("a:\n    note: |+\n      een\n\n    code: q", "note", None, "a:\n\n    code: q"),
        ("a:\n    code: q\n    note: |\n      een", "due", "1", "a:\n    code: q\n    due: 1\n    note: |\n      een"),
        ("a:\n    note: |\n      een", "code", "q", "a:\n    code: q\n    note: |\n      een"),
        ("a:\n    after:\n      - b\n      - c  # x\n    code: q", "after", "b", "a:\n    after: b\n    code: q"),
        ("a:\n    after:\n      - b\n    code: q", "after", None, "a:\n    code: q"),
        ("a:\n    code: q\n    decided:\n      # x\n      b: 3", "decided.b", None, "a:\n    code: q\n      # x"),
    ],
)  # fmt: skip
def test_every_style_is_kept(old: str, path: str, value: str | None, new: str) -> None:
    for ending, line_break in product(["\n", "", "\n  b: {duration: 1w}\n"], ["\n", "\r\n"]):
        before, after = (f"deliverables:\n  {record}{ending}".replace("\n", line_break) for record in (old, new))

        outcome = edited(before, (path, value))

        # A file that ended without a line break may get one where its last lines are taken out.
        assert outcome in {after, after + line_break} if not ending else outcome == after


def test_what_is_said_already_changes_no_file() -> None:
    plan = load_text(BLOCK).plan

    assert edit_texts(plan, [Change("deliverables", "a", ("duration",), "5w")]) == {}
    assert edit_texts(plan, [Change("deliverables", "a", ("due",), None)]) == {}


def test_several_changes_of_one_record_go_together() -> None:
    changes: list[tuple[str, str | None]] = [
        ("progress.finished", "2023-02-10"),
        ("progress.remaining", None),
        ("progress.started", None),
        ("note", "klaar"),
    ]

    assert edited(BLOCK, *changes) == BLOCK.replace("note: oud ", "note: klaar ").replace(
        "      started: 2023-01-10\n      remaining: 2w  # volgens Jan\n",
        "      # volgens Jan\n      finished: 2023-02-10\n",
    )


def test_new_status_date_stands_at_the_head() -> None:
    change = Change("plan", "", ("status_date",), "2023-02-01")
    bare = "# plan\ndeliverables:\n  a: {duration: 5w}\n"

    assert edit_texts(load_text(BLOCK).plan, [change])[FILE] == BLOCK.replace(
        "# de titel\n", "# de titel\nstatus_date: 2023-02-01\n"
    )
    assert edit_texts(load_text(bare).plan, [change])[FILE] == bare.replace(
        "deliverables:", "status_date: 2023-02-01\ndeliverables:"
    )


def test_record_that_is_not_there_is_told() -> None:
    with pytest.raises(PlanError) as raised:
        edited(BLOCK, ("note", "x"), name="c")

    assert [finding.code for finding in raised.value.findings] == ["unknown-record"]


@pytest.mark.parametrize(("record", "path"), [("a: {progress: 40}", "progress.percent"), ("a: *b", "note")])
def test_form_that_cannot_be_changed_safely_is_left_to_the_planner(record: str, path: str) -> None:
    with pytest.raises(PlanError) as raised:
        edited(f"deliverables:\n  {record}\n", (path, "3"))

    assert [finding.code for finding in raised.value.findings] == ["not-editable"]


@pytest.mark.parametrize("value", ["a\tb", "a\x1bb", "a\u200bb", "\ud800"])
def test_character_that_a_plan_may_not_hold_is_refused(value: str) -> None:
    with pytest.raises(PlanError) as raised:
        edited(BLOCK, ("note", value))

    assert raised.value.findings[0].code in {"tab-character", "forbidden-character"}


@given(TEXTS, st.booleans(), st.sampled_from(["", "'", '"']))
def test_written_value_reads_as_itself_everywhere(value: str, in_flow: bool, quote: str) -> None:  # noqa: FBT001
    text = written(value, in_flow=in_flow, quote=quote)
    whole = f"{{a: {text}, b: c}}" if in_flow else f"a: {text}  # d\nb: c"

    assert content(whole) == {"a": value, "b": "c"}
    assert "\n" not in text


@pytest.mark.parametrize(
    "value", ["no", "Yes", "on", "null", "~", "0344", "12:30", "1.5", "1e3", "0x1F", "=", "<<", ".5"]
)
def test_what_other_readers_take_for_something_else_is_quoted(value: str) -> None:
    assert written(value, in_flow=False) == f"'{value}'"


@pytest.mark.parametrize("value", ["2023-01-09", "2023-Q1", "2023-10", "3w", "28ed", "40", "true", "b SS+2w", "foto's"])
def test_what_plans_are_full_of_is_not_quoted(value: str) -> None:
    assert written(value, in_flow=False) == value


@given(written_plans(), st.data())
def test_exactly_one_value_changes_and_the_reverse_edit_gives_the_first_bytes(
    plan: WrittenPlan, data: st.DataObject
) -> None:
    name, path, value = _drawn(plan, data)
    loaded = load_text(plan.text).plan
    before = _at(loaded.places.get("deliverables", name), path)
    assume(before is None or isinstance(before, Text))

    text = edit_texts(loaded, [Change("deliverables", name, path, value)]).get(FILE, plan.text)

    assert content(text) == _expected(content(plan.text), name, path, value)
    assert COMMENT.findall(text) == COMMENT.findall(plan.text)
    assert _changed_lines(plan.text, text) <= _lines_about(plan.text, before, path)
    if _is_reversible(plan.text, before, value, path, _record(content(plan.text), name)):
        again = load_text(text).plan
        reverse = Change("deliverables", name, path, None if before is None else str(before))

        assert edit_texts(again, [reverse]).get(FILE, text) == plan.text


def _drawn(plan: WrittenPlan, data: st.DataObject) -> tuple[str, tuple[str, ...], str | None]:
    value = data.draw(st.one_of(st.none(), TEXTS))
    return data.draw(st.sampled_from(plan.names)), data.draw(st.sampled_from(PATHS)), value


def _at(place: Place | None, path: tuple[str, ...]) -> Node | None:
    node = place.node if place is not None else None
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def _expected(whole: Content, name: str, path: tuple[str, ...], value: str | None) -> Content:
    """The content with one value set, or taken out with what holds nothing else."""
    record = _record(whole, name)
    if value is not None:
        holder = record if len(path) == 1 else (record.get(path[0]) or {})
        holder[path[-1]] = value
        record.update({} if holder is record else {path[0]: holder})
    elif path[-1] in (holder := record if len(path) == 1 else record.get(path[0], {})):
        del holder[path[-1]]
        if len(path) > 1 and not holder:
            del record[path[0]]
    return whole


def _record(whole: Content, name: str) -> Content:
    """The record of a deliverable, with or without a workstream around it."""
    holder = whole.get("deliverables") or whole["workstreams"]["lijn"]["deliverables"]
    record: Content = holder[name] or {}
    holder[name] = record
    return record


def _changed_lines(before: str, after: str) -> int:
    """How many lines from the first that differs to the last one, in the longer of the two."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return max(len(old), len(new))


def _lines_about(text: str, node: Node | None, path: tuple[str, ...]) -> int:
    """On how many lines a value stands, with the keys above it and what may stand in between."""
    between = 2 * len(path) + 1
    return text[node.start : node.end].count("\n") + between if node is not None else between


def _is_reversible(text: str, node: Node | None, value: str | None, path: tuple[str, ...], record: Content) -> bool:
    """What was not there goes again, and what stood in its plainest form comes back; what goes comes back elsewhere."""
    if node is not None:
        plain = text[node.start : node.end]
        return value is not None and written(str(node), in_flow=True) == written(str(node), in_flow=False) == plain
    return bool(record) and (len(path) == 1 or record.get(path[0]) != {})


@pytest.mark.parametrize("path", [("progress", "started"), ("due",)])
def test_every_deliverable_of_the_real_plan_can_be_changed_and_changed_back(path: tuple[str, ...]) -> None:
    plan = load_plan(NVO).plan
    for name in plan.deliverables:
        place = plan.places.get("deliverables", name)
        assert place is not None
        before = _at(place, path)
        texts = edit_texts(plan, [Change("deliverables", name, path, "2023-05-16")])
        again = load_plan(NVO, texts=texts).plan
        reverse = edit_texts(again, [Change("deliverables", name, path, None if before is None else str(before))])

        assert list(texts) == [place.source.name]
        assert reverse == {place.source.name: place.source.text}
