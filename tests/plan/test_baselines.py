"""Baselines as files: what is written reads back, every change and every fault is told, and which one counts."""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap.findings import Finding, Severity
from roadmap.plan.baselines import Baseline, baseline_names, baseline_path, latest_approved, load_baseline, to_text
from roadmap.plan.load import load_plan
from roadmap.plan.source import FORBIDDEN
from roadmap.scheduling.compute import compute_schedule
from roadmap.scheduling.freezing import freeze
from tests.faces import NVO, load_text
from tests.oracles.strategies import plans
from tests.shuffling import shuffled

EVERYTHING = """\
id: klein
title: Klein
status_date: 2024-06-03
bodies:
  raad: {hand_in: 7ed, meetings: [2024-07-04]}
  college: {meetings: [2024-06-25, 2024-08-13]}
groups: {samen: [raad, college]}
terms: {bezwaar: {days: 2, unit: months}}
targets:
  doel: {title: Doel, by: 2024-Q4, milestone: eind, kind: fatal}
  start: {title: Start, per: 2025-01-01, milestone: begin, kind: aim}
workstreams:
  lijn:
    deliverables:
      af: {duration: 2w, progress: {started: 2024-05-06, finished: 2024-05-17}}
      bezig: {duration: 4w, after: af, progress: {started: 2024-05-20, remaining: 1w}}
      concept: {duration: 3w, after: [bezig SS+1w, af], due: 2024-07}
deliverables:
  besluit: {decided_by: samen, after: concept, not_before: 2024-06-20}
  te-laat: {decided_by: raad, after: [besluit@raad +5ed, concept FF-1d]}
  termijn: {term: bezwaar, after: besluit}
  wacht: {term: standstill, after: besluit}
  eind: {milestone: true, after: [termijn, wacht]}
  begin: {milestone: start, fixed: 2024-12-01}
"""


def frozen(text: str, name: str = "start", **approved: Any) -> Baseline:  # noqa: ANN401
    """The baseline of a plan in a text."""
    loaded = load_text(text)
    assert loaded.is_sound, loaded.findings
    schedule = compute_schedule(loaded.plan, status_date=loaded.plan.status_date or date(2024, 6, 3))
    return freeze(schedule, name, **approved)


def read(content: str | bytes, name: str = "start") -> tuple[Baseline | None, tuple[Finding, ...]]:
    """A baseline from a file with this content."""
    with tempfile.TemporaryDirectory() as folder:
        path = baseline_path(Path(folder), name)
        path.parent.mkdir()
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_baseline(Path(folder), name)


def values(baseline: Baseline | None) -> dict[str, Any]:
    """What a baseline says, its seal aside."""
    assert baseline is not None
    return {key: value for key, value in baseline if key != "seal"}


GOOD = to_text(frozen(EVERYTHING, approved_by="samen", approved_on=date(2024, 6, 4)))


@settings(max_examples=60)
@given(plans())
def test_what_is_written_reads_back(plan: dict[str, Any]) -> None:
    baseline = frozen(json.dumps(plan))
    found, findings = read(to_text(baseline))

    assert findings == ()
    assert values(found) == values(baseline)


def test_every_kind_of_deliverable_and_of_progress_reads_back() -> None:
    baseline = frozen(EVERYTHING, approved_by="samen", approved_on=date(2024, 6, 4))
    found, findings = read(to_text(baseline))

    assert findings == ()
    assert values(found) == values(baseline)
    assert set(baseline.items) >= {"af", "bezig", "besluit", "besluit@raad", "besluit@college", "termijn", "begin"}


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_any_title_reads_back(title: str) -> None:
    plan = json.dumps({"title": "T", "deliverables": {"a": {"title": title, "duration": "1d"}}}, ensure_ascii=False)
    if FORBIDDEN.search(title) or not load_text(plan).is_sound:
        return
    found, findings = read(to_text(frozen(plan)))

    assert findings == ()
    assert found is not None
    assert found.items["a"].title == title


@pytest.mark.parametrize(
    "title",
    [
        'Zeg "ja"',
        "C:\\plan\\n",
        "l'été: één #1",
        "- [x] {a: b}",
        "null",
        "0344",
        "2024-01-01",
        "🚀 \u202fnauw",
        "%TAG ! &a *b",
        " met rand ",
        "~",
    ],
)
def test_odd_title_reads_back(title: str) -> None:
    found, findings = read(to_text(frozen(json.dumps({"title": title}, ensure_ascii=False))))

    assert findings == ()
    assert found is not None
    assert found.title == title


def test_order_of_the_plan_does_not_show() -> None:
    lines = EVERYTHING.splitlines(keepends=True)
    mixed = ["".join(shuffled(lines, random.Random(seed))) for seed in range(5)]  # noqa: S311 - an order, no secret
    other = [text.replace("[bezig SS+1w, af]", "[af, bezig SS+1w]") for text in mixed]

    assert len(set(mixed)) > 1
    assert {to_text(frozen(text)) for text in (*mixed, *other)} == {to_text(frozen(EVERYTHING))}


def test_items_and_targets_stand_in_the_order_of_their_ids() -> None:
    names = re.findall(r"^  (\S+):$", GOOD, re.MULTILINE)

    assert names[:2] == ["doel", "start"]
    assert names[2:] == sorted(names[2:])
    assert len(names) == 2 + 11


def test_file_is_readable() -> None:
    head, _, items = GOOD.partition("items:\n")

    assert head == (
        "# Basisplanning, gemaakt met `roadmap baseline`. Niet wijzigen: maak een nieuwe onder een andere naam.\n"
        "# Baseline, made by `roadmap baseline`. Do not change it: make a new one under another name.\n"
        "baseline: 1\nname: start\nplan: klein\n"
        'title: "Klein"\nstatus_date: 2024-06-03\napproved_by: samen\napproved_on: 2024-06-04\n'
        'targets:\n  doel:\n    title: "Doel"\n    kind: fatal\n    by: 2024-Q4\n    milestone: eind\n'
        '    forecast: 2024-09-04\n  start:\n    title: "Start"\n    kind: aim\n    per: 2025-01-01\n'
        "    milestone: begin\n    forecast: 2024-12-01\n"
    )
    assert (
        "  concept:\n    title: concept\n    kind: work\n    workstream: lijn\n    start: 2024-06-03\n"
        "    finish: 2024-06-21\n    late_start: 2024-06-07\n    late_finish: 2024-06-27\n    duration: 3w\n"
        '    after: [af, "bezig SS+1w"]\n    due: 2024-07\n    driven_by: [status-date]\n'
    ) in items


def test_unknown_dates_are_left_out() -> None:
    baseline = frozen(EVERYTHING.replace("2024-06-25, 2024-08-13", "2024-01-09"))

    assert baseline.items["besluit"].finish is None
    assert baseline.items["eind"].finish_instant is None
    assert baseline.targets["doel"].forecast is None
    assert values(read(to_text(baseline))[0]) == values(baseline)


def test_plan_without_deliverables_reads_back() -> None:
    baseline = frozen("title: Leeg\n")

    assert "items: {}\n" in to_text(baseline)
    assert values(read(to_text(baseline))[0]) == values(baseline)


CHANGES = [
    ("finish: 2024-06-21", "finish: 2024-06-20"),
    ("duration: 3w", "duration: 16d"),
    ("after: [af, ", "after: ["),
    ("approved_on: 2024-06-04", "approved_on: 2024-06-05"),
    ("status_date: 2024-06-03", "status_date: 2024-06-04"),
    ('title: "Klein"', 'title: "klein"'),
    ("    title: concept", "    title: Concept"),
    ("    due: 2024-07\n", ""),
    ("driven_by: [fixed]", "driven_by: [not-before]"),
    ("forecast: 2024-12-01", "forecast: 2024-12-02"),
    ("  begin:\n", "  beginnen:\n"),
    ("plan: klein", "plan: ander"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_any_value_that_is_changed_is_told(old: str, new: str) -> None:
    assert old in GOOD
    found, findings = read(GOOD.replace(old, new))

    assert found is not None
    assert [(finding.code, finding.severity) for finding in findings] == [("changed-baseline", Severity.WARNING)]
    assert findings[0].location is not None
    assert findings[0].location.excerpt.startswith("seal: ")


def test_seal_that_was_taken_away_is_told() -> None:
    _, findings = read(re.sub(r"^seal: .*\n", "", GOOD, flags=re.MULTILINE))

    assert [finding.code for finding in findings] == ["changed-baseline"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("items:", "# door de griffie\n\nitems:  # hier"),
        lambda text: text.rstrip("\n"),
        lambda text: "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#")),
        lambda text: text.replace('title: "Klein"', "title: 'Klein'"),
        lambda text: text.replace("after: [concept]", "after: concept"),
    ],
)
def test_comments_line_ends_and_other_notations_are_no_change(change: Callable[[str], str]) -> None:
    found, findings = read(change(GOOD))

    assert change(GOOD) != GOOD
    assert findings == ()
    assert values(found) == values(read(GOOD)[0])


FAULTS: list[tuple[Callable[[str], str | bytes], str, int, int]] = [
    (lambda _: "", "empty-file", 1, 1),
    (lambda _: "# niets\n", "empty-file", 1, 1),
    (lambda _: b"\xff\xfe\x00\x00", "not-utf-8", 1, 1),
    (lambda text: text.replace("Klein", "Kl\xe9in").encode("latin-1"), "not-utf-8", 6, 11),
    (lambda _: "- a\n", "expected-mapping", 1, 1),
    (lambda _: "hallo\n", "expected-mapping", 1, 1),
    (lambda text: text.replace("items:", "items: ["), "unmatched-bracket", 23, 8),
    (lambda text: text.replace("name: start", "name: &x start"), "yaml-anchor", 4, 7),
    (lambda text: text.replace("name: start", "name: start\nname: start"), "duplicate-key", 5, 1),
    (lambda text: text.replace("status_date:", "status-date:"), "unknown-key", 7, 1),
    (lambda text: text.replace("name: start\n", ""), "missing-key", 1, 1),
    (lambda text: text.replace("baseline: 1", "baseline: 2"), "unknown-choice", 3, 11),
    (lambda text: text.replace("approved_on: 2024-06-04", "approved_on: 2024-06-31"), "impossible-date", 9, 14),
    (lambda text: text.replace("approved_on: 2024-06-04", "approved_on: gisteren"), "invalid-date", 9, 14),
    (lambda text: text.replace("approved_on: 2024-06-04", "approved_on:"), "empty-value", 9, 13),
    (lambda text: text.replace("status_date: 2024-06-03", "status_date: [a]"), "expected-text", 7, 14),
    (lambda text: text.replace("    kind: fatal", "    kind: fataal"), "unknown-choice", 13, 11),
    (lambda text: text.replace("by: 2024-Q4", "by: Q4 2024"), "invalid-date", 14, 9),
    (lambda text: re.sub(r"items:\n(  .*\n)*", "items: [a]\n", text), "expected-mapping", 23, 8),
    (lambda text: re.sub(r"  af:\n(    .*\n)*", "  af: x\n", text), "expected-mapping", 24, 7),
    (lambda text: text.replace("  af:\n", "  Af:\n"), "invalid-dependency", 24, 3),
    (lambda text: text.replace("duration: 3w", "duration: drie"), "invalid-duration", 0, 15),
    (lambda text: text.replace("after: [concept]", "after: [a b c]", 1), "invalid-dependency", 0, 13),
    (lambda text: text.replace("kind: term", "kind: werk", 1), "unknown-choice", 0, 11),
    (lambda text: text[: len(text) // 2].rpartition("\n")[0] + "\n    late_fin", "missing-colon", 0, 0),
    (lambda text: text + "---\n" + text, "several-documents", 0, 1),
    (lambda text: text.replace("Klein", "Kl\x00ein"), "forbidden-character", 6, 11),
    (lambda text: text + "x: " + "[" * 5_000, "nested-too-deep", 0, 0),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "code", "line", "column"), FAULTS)
def test_every_fault_in_a_baseline_has_its_place(
    fault: Callable[[str], str | bytes], code: str, line: int, column: int
) -> None:
    assert fault(GOOD) != GOOD
    found, findings = read(fault(GOOD))
    finding = next(finding for finding in findings if finding.code == code)

    assert found is None
    assert finding.severity is Severity.ERROR
    assert finding.location is not None
    assert finding.location.file == "baselines/start.yaml"
    assert (line or finding.location.line, column or finding.location.column) == (
        finding.location.line,
        finding.location.column,
    )


@given(st.binary(max_size=200) | st.builds(lambda at, new: GOOD.encode()[:at] + new, st.integers(0, 900), st.binary()))
def test_no_content_whatever_brings_it_down(content: bytes) -> None:
    found, findings = read(content)

    assert (found is None) == any(finding.severity is Severity.ERROR for finding in findings)
    assert all(finding.location is not None for finding in findings)


def folder_with(folder: Path, **contents: str) -> Path:
    (folder / "baselines").mkdir()
    for name, content in contents.items():
        path = baseline_path(folder, name.replace("_", "-"))
        path.write_text(content, encoding="utf-8", newline="")
    return folder


def approved(on: str, plan: str = "klein") -> str:
    return to_text(frozen(f"id: {plan}\ntitle: T\n", approved_by="raad", approved_on=date.fromisoformat(on)))


def test_of_several_the_one_approved_last_counts(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, a=approved("2024-02-01"), b=approved("2024-03-01"), c=approved("2024-01-01"))

    assert latest_approved(folder, "klein") == "b"


def test_of_two_approved_on_one_day_the_last_name_counts(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, versie_1=approved("2024-02-01"), versie_2=approved("2024-02-01"))

    assert latest_approved(folder, "klein") == "versie-2"


def test_baselines_of_another_plan_and_those_that_nobody_approved_do_not_count(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path,
        ander=approved("2024-03-01", plan="groot"),
        concept=to_text(frozen("id: klein\ntitle: T\n")),
        zeker=approved("2024-02-01").replace("\n", "\r\n"),
    )

    assert latest_approved(folder, "klein") == "zeker"
    assert latest_approved(folder, "groot") == "ander"
    assert latest_approved(folder, "leeg") is None
    assert baseline_names(folder) == ["ander", "concept", "zeker"]


def test_without_baselines_there_is_none(tmp_path: Path) -> None:
    assert baseline_names(tmp_path) == []
    assert latest_approved(tmp_path, "klein") is None


def test_what_a_deliverable_is_titled_does_not_approve_a_baseline(tmp_path: Path) -> None:
    title = "x\\napproved_on: 2024-01-01\\nplan: klein"
    text = f'id: groot\ntitle: T\ndeliverables: {{approved-on: {{title: "{title}", duration: 1d}}}}\n'
    folder = folder_with(tmp_path, a=to_text(frozen(text)))

    assert latest_approved(folder, "klein") is None


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[", b"hallo"])
def test_one_that_says_not_even_whose_it_is_may_be_the_one_that_counts(tmp_path: Path, content: bytes) -> None:
    folder = folder_with(tmp_path, a=approved("2024-02-01"))
    baseline_path(folder, "b").write_bytes(content)

    assert latest_approved(folder, "klein") == "b"


def test_only_files_that_can_be_baselines_are_looked_at(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, a=approved("2024-02-01"))
    for name in ("Kopie van a.yaml", ".a.yaml", ".a-1.tmp", "a.yaml~", "a.yml"):
        (folder / "baselines" / name).write_text("", encoding="utf-8")

    assert baseline_names(folder) == ["a"]


def test_baselines_are_no_part_of_the_plan_that_includes_whole_folders(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    (plan / "lijnen").mkdir(parents=True)
    (plan / "plan.yaml").write_text("title: T\ninclude: '*/*.yaml'\n", encoding="utf-8")
    (plan / "lijnen" / "een.yaml").write_text("deliverables: {a: {duration: 1w}}\n", encoding="utf-8")
    folder_with(plan, start=GOOD)

    assert [finding.code for finding in load_plan(plan).findings] == []


def test_real_plan_reads_back() -> None:
    plan = load_plan(NVO).plan
    assert plan.status_date is not None
    baseline = freeze(compute_schedule(plan, status_date=plan.status_date), "start")
    found, findings = read(to_text(baseline))

    assert findings == ()
    assert values(found) == values(baseline)
