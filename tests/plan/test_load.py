"""From a folder or a file to a plan: includes, ids, places, and everything that is wrong at once."""

import os
from pathlib import Path

import pytest

from roadmap.findings import Finding, PlanError, Severity
from roadmap.plan.load import LoadedPlan, load_plan
from tests.faces import NVO, load_text, roadmap
from tests.plans.situations import SOUND, write


def load(folder: Path, **texts: str) -> LoadedPlan:
    """Load a plan of several files; `__` in a name stands for a folder."""
    for name, text in texts.items():
        write(folder, name.replace("__", "/") + ".yaml", text)
    return load_plan(folder)


def told(findings: tuple[Finding, ...]) -> list[str]:
    """Each finding as file, line, column, width and code."""
    places = [(finding.location, finding.code) for finding in findings]
    return [f"{at.file}:{at.line}:{at.column}+{at.width} {code}" if at else code for at, code in places]


def told_of_text(text: str) -> list[str]:
    """The findings of a plan in one file."""
    return told(load_text(text).findings)


def test_folder_means_its_plan_file(tmp_path: Path) -> None:
    write(tmp_path, "plan.yaml", SOUND)

    assert set(load_plan(tmp_path).plan.deliverables) == set(load_plan(tmp_path / "plan.yaml").plan.deliverables)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mijn Plan/plan.yaml", "mijn-plan"),
        ("wmo-2025/plan.yaml", "wmo-2025"),
        ("wmo/Kleine Route.yaml", "kleine-route"),
        ("wmo/\u4e2d\u6587.yaml", "plan"),
    ],
)
def test_without_an_id_the_folder_or_file_gives_one(tmp_path: Path, name: str, expected: str) -> None:
    path = write(tmp_path, name, SOUND)

    assert load_plan(path).plan.id == expected
    assert load_plan(path).plan.title == expected


def test_title_and_two_deliverables_are_a_plan() -> None:
    loaded = load_text("title: Klein\ndeliverables:\n  a: {duration: 2d}\n  b: {milestone: true, after: a}\n")

    assert loaded.is_sound
    assert list(loaded.plan.deliverables) == ["a", "b"]
    assert loaded.plan.header.calendar == "cao-gemeenten"
    assert loaded.plan.status_date is None


def test_marks_and_line_ends_of_another_machine_change_nothing(tmp_path: Path) -> None:
    write(tmp_path, "een/plan.yaml", SOUND)
    write(tmp_path, "twee/plan.yaml", SOUND.replace("\n", "\r\n").encode("utf-8-sig"))
    one, other = load_plan(tmp_path / "een"), load_plan(tmp_path / "twee")

    assert one.plan.deliverables == other.plan.deliverables
    assert (one.findings, other.findings) == ((), ())


def test_files_are_included_once_and_in_the_order_of_their_names(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        plan="include: [lijnen/*.yaml, lijnen/b.yaml, ./lijnen/b.yaml, '*.yaml', plan.yaml]\n",
        lijnen__b="deliverables:\n  b: {duration: 1d}\n",
        lijnen__a="deliverables:\n  a: {duration: 1d}\n",
        los="deliverables:\n  c: {duration: 1d}\n",
    )

    assert loaded.findings == ()
    assert list(loaded.plan.deliverables) == ["a", "b", "c"]


def test_pattern_leaves_hidden_files_out(tmp_path: Path) -> None:
    write(tmp_path, "lijnen/.a.yaml", "not: [a plan")
    (tmp_path / "lijnen" / ".#a.yaml").symlink_to("iemand@machine.1234")

    loaded = load(tmp_path, plan="include: lijnen/*.yaml\n", lijnen__a="deliverables:\n  a: {duration: 1d}\n")

    assert told(loaded.findings) == []


def test_symbolic_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    write(tmp_path, "bron/a.yaml", "deliverables:\n  a: {duration: 1d}\n")
    (tmp_path / "a.yaml").symlink_to(tmp_path / "bron" / "a.yaml")
    loaded = load(tmp_path, plan="include: [a.yaml, bron/a.yaml]\n")

    assert told(loaded.findings) == []
    assert list(loaded.plan.deliverables) == ["a"]


def test_plan_folder_may_itself_be_a_symbolic_link(tmp_path: Path) -> None:
    load(tmp_path / "echt", plan="include: a.yaml\n", a="deliverables:\n  a: {duration: 1d}\n")
    (tmp_path / "naam").symlink_to(tmp_path / "echt")

    assert told(load_plan(tmp_path / "naam").findings) == []


@pytest.mark.parametrize(
    "entry",
    [
        "../a.yaml",
        "lijnen/../../a.yaml",
        "/etc/hosts",
        "~/a.yaml",
        "C:/a.yaml",
        "file:a.yaml",
        "a\\b.yaml",
        "**/a.yaml",
        "lijnen/..",
    ],
)
def test_include_stays_within_the_folder(tmp_path: Path, entry: str) -> None:
    write(tmp_path, "a.yaml", SOUND)
    loaded = load(tmp_path / "plan", plan=f"include: ['{entry}']\n", lijnen__a=SOUND)

    assert told(loaded.findings) == [f"plan.yaml:1:11+{len(entry) + 2} include-outside-folder"]


@pytest.mark.parametrize("entry", ["a.yaml", "lijnen/*.yaml", "[a-z].yml", "?.yaml"])
def test_include_that_matches_nothing_is_told(tmp_path: Path, entry: str) -> None:
    assert told(load(tmp_path, plan=f"include: '{entry}'\n").findings) == [
        f"plan.yaml:1:10+{len(entry) + 2} include-not-found"
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "plan.yaml", SOUND)
    path.chmod(0)

    assert roadmap("check", path).status == 2
    with pytest.raises(PlanError) as raised:
        load_plan(path)
    assert told(raised.value.findings) == ["plan.yaml:1:1+1 unreadable-file"]


def test_folder_that_may_not_be_looked_into_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlanError) as raised:
        load_plan(tmp_path / ("lang" * 100))

    assert told(raised.value.findings) == ["unreadable-file"]


def test_faults_of_other_files_are_told_beside_one_that_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "deliverables: [a\n")
    write(tmp_path, "b.yaml", "deliverables:\n  b: {duration: 0d, after: a}\n")
    with pytest.raises(PlanError) as raised:
        load(tmp_path, plan="include: '*.yaml'\ntitel: x\n")

    assert told(raised.value.findings) == [
        "a.yaml:1:15+1 unmatched-bracket",
        "b.yaml:2:17+2 zero-duration",
        "plan.yaml:2:1+5 unknown-key",
    ]


def test_shuffled_files_give_the_same_records(tmp_path: Path) -> None:
    parts = {
        "x": "deliverables:\n  a: {duration: 1d, after: b}\n",
        "y": "workstreams:\n  lijn:\n    deliverables:\n      b: {duration: 1d}\n",
    }
    one = load(tmp_path / "een", plan="include: [x.yaml, y.yaml]\n", **parts)
    other = load(tmp_path / "twee", plan="include: [y.yaml, x.yaml]\n", x=parts["y"], y=parts["x"])

    assert one.plan.deliverables == other.plan.deliverables
    assert one.plan.workstreams.keys() == other.plan.workstreams.keys()


def test_second_id_names_the_place_of_the_first(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        plan="include: [a.yaml, b.yaml]\n",
        a="deliverables:\n  x: {duration: 1d}\n",
        b="workstreams:\n  x: {title: Lijn}\n",
    )
    finding = loaded.findings[0]

    assert told(loaded.findings) == ["b.yaml:2:3+1 duplicate-id"]
    assert [(name, place.file, place.line, place.column) for name, place in finding.related] == [
        ("first", "a.yaml", 2, 3)
    ]


def test_bodies_and_deliverables_do_not_share_their_names() -> None:
    text = """\
bodies: {raad: {meets: {every: tuesday}}}
groups: {raden: raad}
targets: {raad: {by: 2024-Q1, milestone: raad}}
requirements: {raad: {title: Raad}}
calendars: {raad: {week: mon}}
recesses: {raad: 2024-01-01}
terms: {raad: {days: 3}}
deliverables: {raad: {decided_by: raad, covers: raad}}
"""

    assert told_of_text(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("deliverables:\n  a: {duration: 2 d}\n", "plan.yaml:2:17+3 invalid-duration"),
        ("deliverables:\n  a:\n    duration: 'x'\n", "plan.yaml:3:15+3 invalid-duration"),
        ("deliverables:\n  a: {duration: 2d, after: [a-b, \U0001f600]}\n", "plan.yaml:2:34+1 invalid-dependency"),
        ("deliverables:\n  a: {duration: 2d, nota: x}\n", "plan.yaml:2:21+4 unknown-key"),
        ("deliverables:\n  a: {duration: 2d, progress: {gestart: x}}\n", "plan.yaml:2:32+7 unknown-key"),
        (
            "deliverables:\n  a: {duration: 2d, after: {deliverable: b, type: XS}}\n",
            "plan.yaml:2:51+2 invalid-link-type",
        ),
        ("deliverables:\n  a: {duration: 2d, after: {deliverable: b, lag: 2x}}\n", "plan.yaml:2:50+2 invalid-duration"),
        (
            "deliverables:\n  a: {duration: 2d, after: {voorganger: b, deliverable: a}}\n",
            "plan.yaml:2:29+10 unknown-key",
        ),
        ("deliverables:\n  a: {duration: 2d, after: {type: SS}}\n", "plan.yaml:2:28+10 missing-key"),
        ("deliverables:\n  a: {decided_by: b, decided: {B: 2024-01-08}}\n", "plan.yaml:2:32+1 invalid-id"),
        ("deliverables:\n  a: {decided_by: b, decided: {b: x}}\n", "plan.yaml:2:35+1 invalid-date"),
        ("bodies:\n  a: {extra: [2024-01-08, {on: x}]}\n", "plan.yaml:2:32+1 invalid-date"),
        ("bodies:\n  a: {extra: x}\n", "plan.yaml:2:14+1 invalid-date"),
        ("bodies:\n  a: {meets: {every: [tuesday, x]}}\n", "plan.yaml:2:32+1 invalid-meeting-rule"),
        ("recesses:\n  zomer: x\n", "plan.yaml:2:10+1 invalid-date"),
        ("groups:\n  raden: [a, B]\n", "plan.yaml:2:14+1 invalid-id"),
        ("settings: {at_risk: x}\n", "plan.yaml:1:21+1 invalid-duration"),
        ("include: [{a: b}]\n", "plan.yaml:1:11+6 expected-text"),
        ("deliverables:\n  a: |\n    lang\n", "plan.yaml:2:6+1 expected-mapping"),
    ],
)
def test_every_fault_lies_where_it_was_written(text: str, expected: str) -> None:
    assert expected in told_of_text(text)


def test_refused_value_has_one_finding() -> None:
    text = """\
deliverables:
  a: *x
  b: {duration: *x, after: [a, *x], progress: *x, title: *x}
  *x : {duration: 1d}
bodies: *x
"""

    assert {line.split()[1] for line in told_of_text(text)} == {"yaml-alias"}


def test_record_with_a_fault_still_counts_as_written() -> None:
    text = """\
calendar: eigen
calendars: {eigen: {week: x}}
recesses: {zomer: x}
bodies: {raad: {hand_in: x}}
groups: {raden: X}
terms: {term: {days: x}}
requirements: {eis: {titel: x}}
targets: {doel: {by: 2024-Q1, milestone: b}}
workstreams: {lijn: {titel: x}}
deliverables:
  a: {duration: x, after: b}
  b: {decided_by: raden, after: a, covers: eis}
  c: {term: term, workstream: lijn, after: [a, b]}
"""

    assert not [
        line
        for line in told_of_text(text)
        if " unknown-" in line and "unknown-key" not in line and "choice" not in line
    ]


def test_suggestions_are_made_for_the_first_faults_only() -> None:
    keys = "".join(f"titel-{number}: x\n" for number in range(200))
    names = "".join(f"  a{number}: {{duration: 1d, after: b{number}}}\n" for number in range(200))
    findings = load_text(f"{keys}deliverables:\n{names}").findings
    by_code = {
        code: [finding.params["suggestion"] is not None for finding in findings if finding.code == code]
        for code in ("unknown-key", "unknown-predecessor")
    }

    assert {code: len(made) for code, made in by_code.items()} == {"unknown-key": 200, "unknown-predecessor": 200}
    assert all(0 < sum(made) <= 50 for made in by_code.values())


def test_findings_stand_in_the_order_of_their_places(tmp_path: Path) -> None:
    found = told(
        load(
            tmp_path,
            plan="include: [b.yaml, a.yaml]\nzz: x\naa: x\n",
            a="deliverables:\n  b: {duration: 1d, after: [z, y]}\n  a: {duration: 0d}\n",
            b="xx: y\n",
        ).findings
    )

    assert found == [
        "a.yaml:2:29+1 unknown-predecessor",
        "a.yaml:2:32+1 unknown-predecessor",
        "a.yaml:3:17+2 zero-duration",
        "b.yaml:1:1+2 unknown-key",
        "plan.yaml:2:1+2 unknown-key",
        "plan.yaml:3:1+2 unknown-key",
    ]


def test_deliverable_inside_a_workstream_belongs_to_it() -> None:
    plan = load_text("workstreams:\n  lijn:\n    deliverables:\n      a: {duration: 1d}\n").plan

    assert plan.deliverables["a"].workstream == "lijn"
    location = plan.places.location("deliverables", "a", "duration")
    assert location is not None
    assert (location.line, location.column, location.width) == (4, 21, 2)


def test_real_plan_has_no_errors_nor_warnings_when_read() -> None:
    assert [finding for finding in load_plan(NVO).findings if finding.severity > Severity.NOTE] == []


HOSTILE = {
    "a ring": (
        "".join(f"  a{n}: {{duration: 1d, after: a{(n or 5_000) - 1}}}\n" for n in range(5_000)),
        "cyclic-dependency",
    ),
    "unknown names": ("".join(f"  a{n}: {{duration: 1d, after: b{n}}}\n" for n in range(5_000)), "unknown-predecessor"),
    "one line": (f"  a: {{duration: 1d, after: [{'zz, ' * 20_000}]}}\n", "unknown-predecessor"),
    "unknown keys": (f"  a: {{duration: 1d, {', '.join(f'b{n}: c' for n in range(20_000))}}}\n", "unknown-key"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_plan_ends_in_findings_and_no_traceback(tmp_path: Path, name: str) -> None:
    text, code = HOSTILE[name]
    path = write(tmp_path, "plan.yaml", f"title: {name}\nstatus_date: 2024-01-08\ndeliverables:\n{text}")

    outcome = roadmap("check", path, "--json")

    assert outcome.status == 1
    assert f'"code": "{code}"' in outcome.out
