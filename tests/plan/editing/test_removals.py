"""A record of any kind goes out of a plan when nothing needs it; else every place that does is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from roadmap.findings import PlanError, has_errors
from roadmap.plan.editing.removals import remove_record_texts
from roadmap.plan.load import load_plan
from tests.commands.test_structure_machine import PLANS
from tests.faces import NVO, load_text
from tests.plan.written_plans import content

NEEDED = """\
id: klein
title: Klein
status_date: 2024-02-01
calendar: werk
calendars:
  werk: {week: [mon, tue]}  # ook vrijdag?
  # oud
  vrij:
    week: [fri]  # alleen vrijdag

recesses: {zomer: 2024-07-20..2024-09-01, kerst: 2024-12-21..2025-01-05}
requirements: {eis: {title: Eis}, wens: {title: Wens}}
terms: {wacht: {days: 2, unit: weeks}, lang: {days: 9, unit: weeks}}
bodies:
  raad: {meetings: [2024-04-23], recess: [zomer, 2024-12-21..2025-01-05]}

  # tot de fusie
  college:
    meetings: 2024-04-16  # dinsdag
  staten: {meetings: 2024-04-23}
groups: {raden: [raad, staten], beide: [raad]}
targets:
  eind: {by: 2025-01-01, milestone: klaar}
workstreams:
  lijn:
    adopted_by: [raden]
    deliverables:
      concept: {duration: 4w, covers: eis}
      besluit: {decided_by: raden, after: concept, misses: {raad: 2024-03-01}}
  leeg: {title: Leeg}
  apart: {title: Apart}
  eerder: {title: Eerder}
deliverables:
  los: {duration: 3w, workstream: apart, after: [concept, besluit@staten, eerder]}
  termijn: {term: wacht, after: besluit}
  klaar: {milestone: true, after: [los, termijn]}
"""
FREE = [
    ("calendars", "vrij"),
    ("recesses", "kerst"),
    ("requirements", "wens"),
    ("terms", "lang"),
    ("bodies", "college"),
    ("groups", "beide"),
    ("targets", "eind"),
    ("workstreams", "leeg"),
]
TAKEN = [
    ("calendars", "werk", [("klein", "calendar")]),
    ("recesses", "zomer", [("raad", "recess")]),
    ("requirements", "eis", [("concept", "covers")]),
    ("terms", "wacht", [("termijn", "term")]),
    ("bodies", "raad", [("raden", "groups"), ("beide", "groups"), ("besluit", "misses")]),
    ("bodies", "staten", [("raden", "groups"), ("los", "after")]),
    ("groups", "raden", [("lijn", "adopted_by"), ("besluit", "decided_by")]),
    ("workstreams", "lijn", [("concept", "deliverables"), ("besluit", "deliverables")]),
    ("workstreams", "apart", [("los", "workstream")]),
    ("workstreams", "eerder", [("los", "after")]),
]


@pytest.mark.parametrize(("section", "name"), FREE)
def test_what_nothing_needs_goes_and_all_else_stays(tmp_path: Path, section: str, name: str) -> None:
    expected = content(NEEDED)
    del expected[section][name]
    text = remove_record_texts(load_text(NEEDED), section, name)["plan.yaml"]
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")

    assert content(text) == expected
    assert not has_errors(load_plan(tmp_path).findings)


@pytest.mark.parametrize(("section", "name", "places"), TAKEN)
def test_what_still_needs_it_is_told_place_by_place(section: str, name: str, places: list[tuple[str, str]]) -> None:
    with pytest.raises(PlanError) as raised:
        remove_record_texts(load_text(NEEDED), section, name)

    found = [(finding.params["owner"], finding.params["key"]) for finding in raised.value.findings]
    assert {finding.code for finding in raised.value.findings} == {"still-needed"}
    assert sorted(found) == sorted(places)
    assert all(finding.location is not None for finding in raised.value.findings)


def test_comments_of_a_record_go_along_and_those_of_others_stay() -> None:
    text = remove_record_texts(load_text(NEEDED), "bodies", "college")["plan.yaml"]

    assert text == NEEDED.replace("  # tot de fusie\n  college:\n    meetings: 2024-04-16  # dinsdag\n", "")


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["nvo", *PLANS])
def test_any_record_of_any_plan_goes_by_itself_or_is_refused(tmp_path: Path, name: str) -> None:
    if name == "nvo":
        shutil.copytree(NVO, tmp_path / name)
    for file, written in PLANS.get(name, {}).items():
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / file).write_bytes(written)
    loaded = load_plan(tmp_path / name)
    before = {source.name: source.text for source in loaded.sources}
    gone = 0
    for section, record in loaded.plan.places.names():
        if section in {"plan", "deliverables"}:
            continue
        try:
            texts = remove_record_texts(loaded, section, record)
        except PlanError:
            continue
        ((file, text),) = texts.items()
        expected = content(before[file])
        del expected[section][record]
        gone += 1

        assert content(text) == expected
    assert gone or name in PLANS


def test_last_of_a_kind_leaves_an_empty_section() -> None:
    plan = "calendars:\n  vrij:\n    week: [fri]\ndeliverables:\n  a: {duration: 1w}\n"
    text = remove_record_texts(load_text(plan), "calendars", "vrij")["plan.yaml"]

    assert not content(text)["calendars"]
    assert not has_errors(load_text(text).findings)


def test_record_that_is_not_in_the_plan_is_unknown() -> None:
    with pytest.raises(PlanError) as raised:
        remove_record_texts(load_text(NEEDED), "bodies", "anders")

    assert [finding.code for finding in raised.value.findings] == ["unknown-record"]
