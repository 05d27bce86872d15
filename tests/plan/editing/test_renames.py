"""A record gets another id: its key and every place that names it change, and no other byte does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.findings import PlanError
from roadmap.plan.editing.renames import rename_texts
from roadmap.plan.load import LoadedPlan, load_plan
from tests.faces import NVO

SMALL = """\
# concept raad lijn: in commentaar blijft alles staan
id: klein
title: concept
status_date: 2024-02-01
calendar: werk
board: [concept, besluit]   # concept
calendars: {werk: {week: [mon, tue]}}
recesses: {zomer: 2024-07-20..2024-09-01}
requirements: {eis: {title: eis}}
terms: {wacht: {days: 2, unit: weeks}}
bodies:
  raad: {meetings: [2024-04-23], recess: [zomer, 2024-12-21..2025-01-05]}  # raad
  "raad-oost":
    meetings: 2024-04-16
    note: raad
groups: {raden: [raad, 'raad-oost']}
targets:
  eind: {by: 2025-01-01, milestone: "klaar"}
workstreams:
  lijn:
    adopted_by: [raden]
    informs: raad
    deliverables:
      # over concept
      concept: {duration: 4w, covers: eis, title: 'concept, van de raad'}   # concept
      besluit:
        decided_by: raden
        agreed_with: [raad, de raad zelf]
        misses: {raad: 2024-03-01}
        decided: {'raad-oost': 2024-01-16}
        after: [concept FS+2w, "concept  SS", {deliverable: concept, type: FF}]
  vervolg:
    after: [lijn, besluit@raad +2w]
    deliverables:
      nota: {duration: 1w, after: "besluit@raad-oost FS+2w", calendar: werk}
deliverables:
  los: {duration: 3w, workstream: lijn, after: concept}
  termijn: {term: wacht, after: besluit@raad, at_least: 5ed, before: klaar}
  klaar: {milestone: true, after: [los, termijn, vervolg], was: oud}
"""


def loaded_from(folder: Path, text: str) -> LoadedPlan:
    (folder / "plan.yaml").write_bytes(text.encode())
    return load_plan(folder)


def renamed(folder: Path, text: str, section: str, old: str, new: str) -> str:
    """The text of a plan in one file after one rename."""
    return rename_texts(loaded_from(folder, text), section, old, new).get("plan.yaml", text)


def with_names(text: str, old: str, new: str, *keep: str) -> str:
    """The text with a name replaced wherever it stands by itself, except in these parts, which stay."""
    marks = {f"\0{number}\0": part for number, part in enumerate(keep)}
    for mark, part in marks.items():
        text = text.replace(part, mark)
    text = re.sub(rf"(?<![\w-]){old}(?![\w-])", new, text)
    for mark, part in marks.items():
        text = text.replace(mark, part)
    return text


COMMENT = "# concept raad lijn"
CASES = [
    (
        "deliverables",
        "concept",
        (COMMENT, "title: concept", "   # concept", "# over concept", "'concept, van de raad'"),
    ),
    ("deliverables", "besluit", ()),
    ("deliverables", "klaar", ()),
    ("workstreams", "lijn", (COMMENT,)),
    ("bodies", "raad", (COMMENT, "  # raad", "note: raad", "'concept, van de raad'", "de raad zelf")),
    ("bodies", "raad-oost", ()),
    ("groups", "raden", ()),
    ("targets", "eind", ()),
    ("requirements", "eis", ("title: eis",)),
    ("calendars", "werk", ()),
    ("recesses", "zomer", ()),
    ("terms", "wacht", ()),
]
WAS = {
    "concept": ("title: 'concept, van de raad'", "title: 'concept, van de raad', was: concept"),
    "besluit": ("type: FF}]\n", "type: FF}]\n        was: besluit\n"),
    "klaar": ("was: oud}", "was: [oud, klaar]}"),
    "lijn": ("type: FF}]\n", "type: FF}]\n    was: lijn\n"),
}


@pytest.mark.parametrize(("section", "old", "keep"), CASES)
def test_every_form_of_a_reference_follows_and_nothing_else_changes(
    tmp_path: Path, section: str, old: str, keep: tuple[str, ...]
) -> None:
    expected = with_names(SMALL, old, "heel-anders", *keep)
    if old in WAS:
        before, after = WAS[old]
        assert expected.count(before) == 1
        expected = expected.replace(before, after)

    assert renamed(tmp_path, SMALL, section, old, "heel-anders") == expected


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("new", ["x", "een-langere-id-dan-die-er-stond"])
@pytest.mark.parametrize(("section", "old"), [case[:2] for case in CASES])
def test_there_and_back_gives_the_first_bytes_but_for_the_history(
    tmp_path: Path, section: str, old: str, new: str, line_break: str
) -> None:
    first = SMALL.replace("\n", line_break)
    there = renamed(tmp_path, first, section, old, new)
    back = renamed(tmp_path, there, section, new, old)

    assert there != first
    assert without_history(back) == without_history(first)
    assert (f"{old}, {new}]" in back) == (section in {"deliverables", "workstreams"})


def test_id_that_other_readers_take_for_something_else_is_quoted(tmp_path: Path) -> None:
    text = "deliverables:\n  a: {duration: 1w}\n  b: {duration: 1w, after: [a, a SS+2d]}\n"
    there = renamed(tmp_path, text, "deliverables", "a", "no")

    assert there == text.replace("  a:", "  'no':").replace("1w}", "1w, was: a}", 1).replace("[a, a SS", "['no', no SS")
    assert without_history(renamed(tmp_path, there, "deliverables", "no", "a")) == text


def without_history(text: str) -> str:
    """A text without its former ids."""
    text = re.sub(r", was: (\[[^\]]*\]|[\w-]+)", "", text)
    return re.sub(r"^ *was: .*\r?\n", "", text, flags=re.MULTILINE)


def test_first_id_stays_in_front_of_the_history(tmp_path: Path) -> None:
    text = "deliverables:\n  a: {duration: 1w}\n  b: {duration: 1w, after: a}\n"
    for old, new in [("a", "c"), ("c", "d"), ("d", "a"), ("a", "c")]:
        text = renamed(tmp_path, text, "deliverables", old, new)

    assert text == "deliverables:\n  c: {duration: 1w, was: [a, c, d]}\n  b: {duration: 1w, after: c}\n"


def test_references_in_other_files_follow(tmp_path: Path) -> None:
    (tmp_path / "meer.yaml").write_bytes(b"deliverables:\r\n  b: {duration: 1w, after: [a]}  # a\r\n")
    (tmp_path / "ander.yaml").write_bytes(b"deliverables:\n  c: {duration: 1w}\n")
    main = "include: [meer.yaml, ander.yaml]\ndeliverables:\n  a: {duration: 1w}\n"

    assert rename_texts(loaded_from(tmp_path, main), "deliverables", "a", "x") == {
        "plan.yaml": main.replace("a: {duration: 1w}", "x: {duration: 1w, was: a}"),
        "meer.yaml": "deliverables:\r\n  b: {duration: 1w, after: [x]}  # a\r\n",
    }


@pytest.mark.parametrize(
    ("record", "new", "code", "place"),
    [
        (("deliverables", "concept"), "besluit", "duplicate-id", "besluit:"),
        (("deliverables", "concept"), "lijn", "duplicate-id", "lijn:"),
        (("bodies", "raad"), "raden", "duplicate-id", "groups: {raden"),
        (("deliverables", "concept"), "oud", "former-id", "klaar: {milestone"),
    ],
)
def test_id_that_is_not_free_is_refused_at_the_place_where_it_stands(
    tmp_path: Path, record: tuple[str, str], new: str, code: str, place: str
) -> None:
    with pytest.raises(PlanError) as raised:
        renamed(tmp_path, SMALL, *record, new)

    (finding,) = raised.value.findings
    assert finding.code == code
    assert finding.location is not None
    assert finding.location.excerpt.strip().startswith(place)


def test_own_former_id_is_free(tmp_path: Path) -> None:
    assert "  oud: {milestone: true" in renamed(tmp_path, SMALL, "deliverables", "klaar", "oud")


def test_name_that_is_written_with_escapes_is_left_to_the_planner(tmp_path: Path) -> None:
    text = 'deliverables:\n  a: {duration: 1w}\n  b: {duration: 1w, after: "\\x61"}\n'
    with pytest.raises(PlanError) as raised:
        renamed(tmp_path, text, "deliverables", "a", "x")

    (finding,) = raised.value.findings
    assert finding.code == "not-editable"
    assert finding.location is not None
    assert (finding.location.line, finding.location.column) == (3, 28)


NVO_PLAN = load_plan(NVO)
NVO_TEXTS = {source.name: source.text for source in NVO_PLAN.sources}


@given(st.sampled_from(sorted(NVO_PLAN.plan.places.names())), st.sampled_from(["x", "no", "een-heel-ander-ding"]))
def test_real_plan_says_the_same_under_another_id(record: tuple[str, str], new: str) -> None:
    section, old = record
    if section == "plan":
        return
    texts = rename_texts(NVO_PLAN, section, old, new)

    for name, text in texts.items():
        lines = zip(NVO_TEXTS[name].split("\n"), without_history(text).split("\n"), strict=True)
        changed = [(before, after) for before, after in lines if before != after]
        assert changed
        assert all(old in before and new in after for before, after in changed)
        assert all(before.partition("#")[2] == after.partition("#")[2] for before, after in changed)
