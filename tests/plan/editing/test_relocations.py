"""Deliverables are added, moved and taken out as whole spans of text, with their comments; every other byte stays."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from roadmap.findings import PlanError
from roadmap.plan.editing.additions import add_texts
from roadmap.plan.editing.moves import move_texts
from roadmap.plan.editing.removals import remove_texts
from roadmap.plan.load import LoadedPlan, load_plan
from tests.faces import NVO, load_text
from tests.plan.written_plans import WrittenPlan, content, written_plans

FILE = "plan.yaml"
COMMENT = re.compile(r"# c\d+\.")


def loaded_from(folder: Path, *texts: str) -> LoadedPlan:
    """A plan of one or more files, the others named b, c and so on."""
    for name, text in zip([FILE, "b.yaml", "c.yaml"], texts, strict=False):
        (folder / name).write_bytes(text.encode())
    return load_plan(folder)


def codes(raised: pytest.ExceptionInfo[PlanError]) -> list[str]:
    return [finding.code for finding in raised.value.findings]


LINES = """\
workstreams:
  een:
    deliverables:
      # over a
      # en nog iets
      a:  # bij a
        duration: 1w  # week
        # binnen a

      # los commentaar

      b:
        duration: 2w
        note: >-
          Wat er
            bij hoort.
        # na b
    # bij de lijn

  twee:
    title: Twee
    deliverables:
        c: {duration: 3w}
  drie:
    title: Drie  # zonder resultaten
  vier: {title: Vier}
deliverables:
  d:
    duration: 1w
    workstream: vijf
"""


@pytest.mark.parametrize(
    ("workstream", "old", "new"),
    [
        ("een", "        # na b\n", "        # na b\n\n      nieuw:\n        duration: 1w\n        after: [a, b]\n"),
        ("twee", "c: {duration: 3w}\n", "c: {duration: 3w}\n        nieuw: {duration: 1w, after: [a, b]}\n"),
        (
            "drie",
            "resultaten\n",
            "resultaten\n    deliverables:\n      nieuw:\n        duration: 1w\n        after: [a, b]\n",
        ),
        ("vier", "{title: Vier}", "{title: Vier, deliverables: {nieuw: {duration: 1w, after: [a, b]}}}"),
        (None, "workstream: vijf\n", "workstream: vijf\n  nieuw:\n    duration: 1w\n    after: [a, b]\n"),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_new_deliverable_stands_behind_the_others_of_its_workstream_and_looks_like_them(
    workstream: str | None, old: str, new: str, line_break: str
) -> None:
    assert LINES.count(old) == 1
    before, after = (text.replace("\n", line_break) for text in (LINES, LINES.replace(old, new)))

    made = add_texts(load_text(before), "nieuw", workstream, {"duration": "1w", "after": ("a", "b")})

    assert made == {FILE: after}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: x", "title: x\n\ndeliverables:\n  nieuw:\n    duration: 1w"),
        ("title: x\ndeliverables: {}  # leeg\n", "title: x\ndeliverables:  # leeg\n  nieuw:\n    duration: 1w\n"),
        ("{title: x}", "{title: x, deliverables: {nieuw: {duration: 1w}}}"),
        ("deliverables: {a: {duration: 1w}}", "deliverables: {a: {duration: 1w}, nieuw: {duration: 1w}}"),
        ("deliverables:\n  a:\n    duration: 1w", "deliverables:\n  a:\n    duration: 1w\n  nieuw:\n    duration: 1w"),
        (
            "deliverables:\n  a:\n    duration: 1w\n    note: |+\n      x\n\n",
            "deliverables:\n  nieuw:\n    duration: 1w\n  a:\n    duration: 1w\n    note: |+\n      x\n\n",
        ),
    ],
)
def test_first_deliverable_and_odd_ends_of_files(before: str, after: str) -> None:
    assert add_texts(load_text(before), "nieuw", None, {"duration": "1w"}) == {FILE: after}


def test_deliverable_of_a_workstream_whose_deliverables_stand_apart_names_it(tmp_path: Path) -> None:
    main = "include: [b.yaml]\nworkstreams: {lijn: {title: Lijn}}\n"
    loaded = loaded_from(tmp_path, main, "deliverables:\n  a: {duration: 1w, workstream: lijn}\n")

    assert add_texts(loaded, "nieuw", "lijn", {"milestone": "true"}) == {
        "b.yaml": "deliverables:\n  a: {duration: 1w, workstream: lijn}\n  nieuw: {milestone: true, workstream: lijn}\n"
    }


@pytest.mark.parametrize(
    ("name", "workstream", "code"),
    [("a", "een", "duplicate-id"), ("twee", None, "duplicate-id"), ("nieuw", "zes", "unknown-workstream")],
)
def test_deliverable_that_cannot_be_added_is_refused(name: str, workstream: str | None, code: str) -> None:
    with pytest.raises(PlanError) as raised:
        add_texts(load_text(LINES), name, workstream, {"duration": "1w"})

    assert codes(raised) == [code]


def test_moved_deliverable_takes_its_comments_along_and_stands_as_deep_as_the_others() -> None:
    record = (
        "      # over a\n      # en nog iets\n      a:  # bij a\n        duration: 1w  # week\n        # binnen a\n"
    )
    deeper = "".join(f"  {line}\n" for line in record.splitlines())
    target = "        c: {duration: 3w}\n"

    moved = move_texts(load_text(LINES), "a", "twee")

    assert moved == {FILE: LINES.replace(f"{record}\n", "").replace(target, target + deeper)}


def test_block_of_text_keeps_its_words_wherever_it_goes() -> None:
    moved = move_texts(load_text(LINES), "b", "twee")[FILE]

    record = content(moved)["workstreams"]["twee"]["deliverables"]["b"]
    assert record == content(LINES)["workstreams"]["een"]["deliverables"]["b"]
    assert "          note: >-\n            Wat er\n              bij hoort.\n          # na b\n" in moved
    assert "        # binnen a\n\n      # los commentaar\n    # bij de lijn\n" in moved


def test_deliverable_goes_to_another_file_with_the_line_ends_of_that(tmp_path: Path) -> None:
    main = "include: [b.yaml]\nworkstreams:\n  een:\n    deliverables:\n      a: {duration: 1w}\n"
    record = "      # over b\n      b:\n        duration: 2w\n"
    other = "workstreams:\r\n    twee:\r\n        deliverables:\r\n            c: {duration: 3w}\r\n"
    moved = move_texts(loaded_from(tmp_path, main + record, other), "b", "twee")

    assert list(moved.items()) == [
        ("b.yaml", other + "            # over b\r\n            b:\r\n              duration: 2w\r\n"),
        (FILE, main),
    ]


def test_last_deliverable_of_a_workstream_leaves_it_empty_and_can_come_back() -> None:
    text = "workstreams:\n  een:\n    deliverables:\n      a:\n        duration: 1w\n  twee: {title: T}\n"
    moved = move_texts(load_text(text), "a", "twee")[FILE]

    assert (
        moved == "workstreams:\n  een:\n    deliverables: {}\n  twee: {title: T, deliverables: {a: {duration: 1w}}}\n"
    )
    assert content(move_texts(load_text(moved), "a", "een")[FILE])["workstreams"]["een"]["deliverables"] == {
        "a": {"duration": "1w"}
    }


def test_deliverable_that_stands_apart_gets_another_workstream() -> None:
    assert move_texts(load_text(LINES), "d", "een") == {FILE: LINES.replace("workstream: vijf", "workstream: een")}


def test_deliverable_goes_to_where_those_of_the_workstream_stand_apart_and_names_it() -> None:
    text = """\
workstreams:
  een:
    deliverables:
      a: {duration: 1w}
      b: {duration: 1w}  # b
  twee: {title: Twee}
deliverables:
  c: {duration: 1w, workstream: twee}
"""

    assert move_texts(load_text(text), "b", "twee") == {
        FILE: text.replace("      b: {duration: 1w}  # b\n", "") + "  b: {duration: 1w, workstream: twee}  # b\n"
    }


def test_deliverable_that_is_there_already_stays() -> None:
    assert move_texts(load_text(LINES), "a", "een") == {}


def test_comment_is_not_lost_in_brackets() -> None:
    with pytest.raises(PlanError) as raised:
        move_texts(load_text(LINES), "a", "vier")

    assert codes(raised) == ["not-editable"]


def test_what_is_moved_and_moved_back_comes_back_last() -> None:
    there = move_texts(load_text(LINES), "b", "twee")[FILE]
    back = move_texts(load_text(there), "b", "een")[FILE]

    assert content(back) == content(LINES)
    assert sorted(filter(None, back.split("\n"))) == sorted(filter(None, LINES.split("\n")))


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("  a:\n    duration: 1w\n\n  b:\n    duration: 1w\n", "a", "  b:\n    duration: 1w\n"),
        ("  a:\n    duration: 1w\n\n  b:\n    duration: 1w\n", "b", "  a:\n    duration: 1w\n"),
        ("  a:\n    duration: 1w\n\n  b:\n    duration: 1w", "b", "  a:\n    duration: 1w"),
        ("  a: {term: x}\n  # over b\n  b: {term: x}  # b\n  c: {term: x}\n", "b", "  a: {term: x}\n  c: {term: x}\n"),
        ("  a: {term: x}\n\n  b: {term: x}\n  c: {term: x}\n", "b", "  a: {term: x}\n\n  c: {term: x}\n"),
    ],
)  # fmt: skip
def test_what_is_taken_out_takes_its_comments_and_one_gap_along(before: str, name: str, after: str) -> None:
    head = "deliverables:\n"

    assert remove_texts(load_text(head + before), name, relinks=False) == {FILE: head + after}


CHAIN = """\
id: klein
board: [a, b, c]
deliverables:
  a: {duration: 1w}
  z: {duration: 1w}
  b: {duration: 1w, after: [a, z +2w]}
  c: {duration: 1w, after: b}  # na b
  d:
    duration: 1w
    after:
      - a  # ook a
      - b
      - c SS+1w
"""


def test_every_place_that_names_it_is_told_before_anything_goes() -> None:
    with pytest.raises(PlanError) as raised:
        remove_texts(load_text(CHAIN), "b", relinks=False)

    places = [
        (finding.params["owner"], finding.location and finding.location.line) for finding in raised.value.findings
    ]
    assert codes(raised) == ["still-named"] * 3
    assert places == [("klein", 2), ("c", 7), ("d", 12)]


def test_what_follows_it_comes_to_follow_what_it_followed() -> None:
    assert remove_texts(load_text(CHAIN), "b", relinks=True) == {
        FILE: CHAIN.replace("[a, b, c]", "[a, c]")
        .replace("  b: {duration: 1w, after: [a, z +2w]}\n", "")
        .replace("after: b}", "after: [a, z +2w]}")
        .replace("      - b\n", "      - z +2w\n")
    }


def test_what_follows_something_without_predecessors_follows_nothing_then() -> None:
    text = "deliverables:\n  a: {duration: 1w}\n  b: {duration: 1w, after: a}\n"

    assert remove_texts(load_text(text), "a", relinks=True) == {FILE: "deliverables:\n  b: {duration: 1w}\n"}


@pytest.mark.parametrize(
    "names",
    [
        "  c: {duration: 1w, after: b +1w}\n",
        "  c: {duration: 1w, after: [{deliverable: b}]}\n",
        "  c: {duration: 1w, at_least: 5ed, before: b}\n",
        "targets: {t: {by: 2030-01-01, milestone: b}}\n",
    ],
)
def test_link_that_means_something_else_for_another_predecessor_is_not_handed_on(names: str) -> None:
    text = f"deliverables:\n  a: {{duration: 1w}}\n  b: {{duration: 1w, after: a}}\n{names}"
    with pytest.raises(PlanError) as raised:
        remove_texts(load_text(text), "b", relinks=True)

    assert codes(raised) == ["cannot-relink"]


def test_predecessor_that_bounds_the_start_only_is_not_handed_on() -> None:
    text = "deliverables:\n  a: {duration: 1w}\n  b: {duration: 1w, after: a SS}\n  c: {duration: 1w, after: b}\n"
    with pytest.raises(PlanError) as raised:
        remove_texts(load_text(text), "b", relinks=True)

    assert codes(raised) == ["cannot-relink"]


@given(written_plans(), st.data())
def test_added_deliverable_changes_no_line_and_taking_it_out_gives_the_first_bytes(
    plan: WrittenPlan, data: st.DataObject
) -> None:
    workstream = "lijn" if "workstreams" in content(plan.text) else None
    loaded = load_text(plan.text)
    assume(not any(finding.code in {"duplicate-id", "invalid-id"} for finding in loaded.findings))
    note = data.draw(st.sampled_from(["kort", "a: b", "nee # ja", "[x], {y}"]))

    text = add_texts(loaded, "nieuw", workstream, {"duration": "3w", "note": note})[FILE]

    expected = content(plan.text)
    holder = expected["workstreams"]["lijn"] if workstream else expected
    holder["deliverables"]["nieuw"] = {"duration": "3w", "note": note}
    assert content(text) == expected
    assert COMMENT.findall(text) == COMMENT.findall(plan.text)
    assert remove_texts(load_text(text), "nieuw", relinks=False).get(FILE, text) == plan.text


NVO_PLAN = load_plan(NVO)
NVO_TEXTS = {source.name: source.text for source in NVO_PLAN.sources}


@given(st.sampled_from(sorted(NVO_PLAN.plan.deliverables)), st.sampled_from(sorted(NVO_PLAN.plan.workstreams)))
def test_real_plan_says_the_same_of_what_was_moved(name: str, workstream: str) -> None:
    texts = {**NVO_TEXTS, **move_texts(NVO_PLAN, name, workstream)}
    with tempfile.TemporaryDirectory() as folder:
        for file, text in texts.items():
            path = Path(folder) / file
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        after = load_plan(Path(folder)).plan

    before = NVO_PLAN.plan.deliverables[name]
    assert after.deliverables == {
        **NVO_PLAN.plan.deliverables,
        name: before.model_copy(update={"workstream": workstream}),
    }
    assert sorted("".join(texts.values()).split("\n")) == sorted("".join(NVO_TEXTS.values()).split("\n"))
