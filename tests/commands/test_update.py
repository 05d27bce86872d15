"""`roadmap update`: the plan files say what was reported, and the command says what that does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.failing import failing
from tests.faces import NVO, ROOT, Outcome, deliverables, roadmap, status_of, targets
from tests.running import bare_environment, run_cli, run_python

POSIX = pytest.mark.skipif(os.name != "posix", reason="processes as on Linux and macOS")
MAIN = """\
roadmap: 1
title: Klein
language: en
status_date: 2024-02-01  # peildatum
include: lijn.yaml
bodies:
  college: {title: College, hand_in: 7ed, meets: {every: tuesday}}
  raad: {title: Raad, hand_in: 14ed, meetings: [2024-04-23, 2024-05-28]}
  raad-oost: {title: Raad Oost, hand_in: 14ed, meetings: [2024-04-16, 2024-06-04]}
groups:
  raden: [raad, raad-oost]
targets:
  start: {title: Start, by: 2024-06-10, milestone: besluit-raad, kind: fatal}
"""
LINE = """\
workstreams:
  lijn:
    deliverables:
      concept:
        code: L-1
        title: Concept
        duration: 6w  # geschat
        progress: {started: 2024-01-08, remaining: 4w}

      besluit: {code: L-2, decided_by: college, after: concept}
      besluit-raad: {code: L-3, title: Vaststelling, decided_by: raad, after: besluit}
      samen: {code: L-4, decided_by: raden, after: besluit}
      los: {milestone: true, not_before: 2024-03-01}
"""
TAKEN = "decided: {raad: 2024-01-30}"
NAMES = ("concept", "besluit", "besluit-raad", "samen", "los")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "klein"
    folder.mkdir()
    (folder / "plan.yaml").write_bytes(MAIN.encode())
    (folder / "lijn.yaml").write_bytes(LINE.encode())
    return folder


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def update(plan: Path, *arguments: str) -> Outcome:
    """One update, in English."""
    return roadmap("update", plan, *arguments, "--lang", "en")


@pytest.mark.parametrize(
    ("arguments", "old", "new"),
    [
        (("concept", "--remaining", "1w"), "remaining: 4w", "remaining: 1w"),
        (("concept", "--percent", "60"), ", remaining: 4w}", ", percent: 60}"),
        (("concept", "--finished", "2024-01-31"), ", remaining: 4w}", ", finished: 2024-01-31}"),
        (("concept", "--started", ""), "{started: 2024-01-08, remaining", "{remaining"),
        (("concept", "--duration", "8w"), "duration: 6w  #", "duration: 8w  #"),
        (("concept", "--due", "2024-Q2", "--note", "x"), "4w}\n", "4w}\n        due: 2024-Q2\n        note: x\n"),
        (("L-1", "--not-before", "2024-01-08"), "4w}\n", "4w}\n        not_before: 2024-01-08\n"),
        (("los", "--not-before", ""), ", not_before: 2024-03-01", ""),
        (("los", "--finished", "2024-01-31"), "03-01}", "03-01, progress: {finished: 2024-01-31}}"),
        (("besluit", "--finished", "2024-01-30"), "concept}\n", "concept, decided: {college: 2024-01-30}}\n"),
        (("besluit@college", "--finished", "2024-01-30"), "concept}\n", "concept, decided: {college: 2024-01-30}}\n"),
        (("l-4@raad", "--finished", "2024-01-30"), "raden, after: besluit}", f"raden, after: besluit, {TAKEN}}}"),
    ],
)  # fmt: skip
def test_what_is_reported_stands_in_the_plan(plan: Path, arguments: tuple[str, ...], old: str, new: str) -> None:
    assert LINE.count(old) == 1
    outcome = update(plan, *arguments)

    assert outcome.status == 0
    assert texts(plan) == {"plan.yaml": MAIN, "lijn.yaml": LINE.replace(old, new)}


def test_status_date_needs_no_deliverable(plan: Path) -> None:
    outcome = update(plan, "--status-date", "2024-02-05")

    assert outcome.status == 0
    assert texts(plan) == {"plan.yaml": MAIN.replace("2024-02-01", "2024-02-05"), "lijn.yaml": LINE}


def test_status_date_goes_together_with_what_is_reported(plan: Path) -> None:
    outcome = update(plan, "concept", "--finished", "2024-02-02", "--status-date", "2024-02-05")

    assert outcome.status == 0
    assert "status_date: 2024-02-05  # peildatum" in texts(plan)["plan.yaml"]
    assert "{started: 2024-01-08, finished: 2024-02-02}" in texts(plan)["lijn.yaml"]


def test_command_shows_what_changes_and_what_that_does_to_the_targets(plan: Path) -> None:
    outcome = update(plan, "concept", "--remaining", "12w")

    assert outcome.status == 0
    assert outcome.out == (
        f"--- {plan.as_posix()}/lijn.yaml\n"
        f"+++ {plan.as_posix()}/lijn.yaml\n"
        "@@ -6,5 +6,5 @@\n"
        "         title: Concept\n"
        "         duration: 6w  # geschat\n"
        "-        progress: {started: 2024-01-08, remaining: 4w}\n"
        "+        progress: {started: 2024-01-08, remaining: 12w}\n"
        " \n"
        "       besluit: {code: L-2, decided_by: college, after: concept}\n"
        "\n"
        "Start (by 2024-06-10): margin 48 -> 13 days\n"
        "  L-2 besluit misses College on 2024-03-12: 2024-05-07, 56 days later\n"
        "  L-3 Vaststelling misses Raad on 2024-04-23: 2024-05-28, 35 days later\n"
        "L-4 samen is decided on 2024-06-04 instead of 2024-04-23\n"
        f"Written: {plan.as_posix()}/lijn.yaml\n"
    )


def test_effect_is_that_of_the_status_before_and_after(tmp_path: Path) -> None:
    plan = tmp_path / "nvo"
    shutil.copytree(NVO, plan)
    before = targets(status_of(plan))["contractering"]

    outcome = roadmap("update", plan, "L4-05", "--duration", "30w")

    after = targets(status_of(plan))["contractering"]
    said = " ".join(outcome.out.split())
    assert f"marge {before['margin_days']} -> {after['margin_days']} dagen" in said
    assert "L4-08 14 collegebesluiten inkoopstrategie mist Colleges van B&W (14) op 9-4-2024" in said


def test_change_without_effect_on_the_targets_says_so(plan: Path) -> None:
    assert "No effect on the targets." in update(plan, "concept", "--note", "x").out


def test_earlier_meeting_is_told_too(plan: Path) -> None:
    outcome = update(plan, "concept", "--remaining", "1d")

    assert "L-2 besluit is decided on 2024-02-13 instead of 2024-03-12" in outcome.out


def test_dry_run_shows_the_same_and_writes_nothing(plan: Path) -> None:
    shown = update(plan, "concept", "--remaining", "12w", "--dry-run")
    content = texts(plan)
    done = update(plan, "concept", "--remaining", "12w")

    assert content == {"plan.yaml": MAIN, "lijn.yaml": LINE}
    assert shown.status == 0
    assert shown.out.partition("Nothing is written")[0] == done.out.partition("Written:")[0]


def test_what_the_plan_says_already_is_not_written_again(plan: Path) -> None:
    path = plan / "lijn.yaml"
    os.utime(path, (1_000_000_000, 1_000_000_000))

    outcome = update(plan, "concept", "--remaining", "4w", "--started", "2024-01-08", "--due", "")

    assert (outcome.status, outcome.out) == (0, "The plan says so already; nothing is written.\n")
    assert path.stat().st_mtime == 1_000_000_000


@pytest.mark.parametrize(
    ("arguments", "code", "place"),
    [
        (("concept", "--finished", "2024-02-02"), "actual-in-the-future", "lijn.yaml:8:51"),
        (("besluit@college", "--finished", "2024-03-12"), "actual-in-the-future", "lijn.yaml:10:84"),
        (("--status-date", "2024-01-05"), "actual-in-the-future", "lijn.yaml:8:29"),
        (("concept", "--duration", ""), "no-kind", "lijn.yaml:4:7"),
        (("besluit", "--duration", "2w"), "several-kinds", "lijn.yaml:10:65"),
        (("concept", "--note", "x" * 6_000), "text-too-long", "lijn.yaml:9:15"),
    ],
)
def test_change_that_brings_an_error_is_refused(plan: Path, arguments: tuple[str, ...], code: str, place: str) -> None:
    outcome = update(plan, *arguments)

    assert (outcome.status, outcome.out) == (1, "")
    assert f"{plan.as_posix()}/{place}: error: {code}" in outcome.err
    assert outcome.err.endswith("Nothing is written.\n")
    assert texts(plan) == {"plan.yaml": MAIN, "lijn.yaml": LINE}


def test_plan_with_errors_can_be_mended(plan: Path) -> None:
    broken = LINE.replace("duration: 6w", "duration: zes weken").replace("after: besluit}", "after: besluiten}")
    (plan / "lijn.yaml").write_bytes(broken.encode())

    first = update(plan, "concept", "--duration", "6w")

    assert first.status == 1
    assert "Written:" in first.out
    assert "unknown-predecessor" in first.err
    assert "invalid-duration" not in first.err
    assert texts(plan)["lijn.yaml"] == broken.replace("zes weken", "6w")


def test_mending_the_last_error_says_how_the_plan_stands(plan: Path) -> None:
    (plan / "lijn.yaml").write_bytes(LINE.replace("duration: 6w", "duration: zes weken").encode())

    outcome = update(plan, "concept", "--duration", "6w")

    assert outcome.status == 0
    assert "Start by 2024-06-10 feasible: 48 days margin" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "Say what changes"),
        (("concept",), "Say what changes"),
        (("--note", "x"), "ID is missing"),
        (("concept", "--status-date", "2024-02-05"), "Say what changes"),
        (("concept", "--finished", "31/1/2024"), 'Did you mean "2024-01-31"?'),
        (("concept", "--remaining", "2 weken"), 'Did you mean "2w"?'),
        (("concept", "--percent", "120"), "lies outside 0 to 100"),
        (("concept", "--due", "Q2 2024"), 'Did you mean "2024-Q2"?'),
        (("concept", "--note", "a\tb"), "A tab stands here"),
        (("concept", "--finished", "2024-01-31", "--remaining", "1w"), "--finished and --remaining exclude each other"),
        (("concep", "--note", "x"), 'There is no "concep" in this plan. Did you mean "concept"?'),
        (("samen", "--finished", "2024-01-31"), "raad, raad-oost. Say which of them has decided: samen@raad."),
        (("samen@raad-west", "--finished", "2024-01-31"), 'Did you mean "samen@raad-oost"?'),
        (("samen@raad", "--note", "x"), 'With "samen@raad" goes --finished only'),
        (("concept@raad", "--finished", "2024-01-31"), 'There is no "concept@raad" in this plan.'),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_a_complaint_with_a_way_out(
    plan: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    outcome = update(plan, *arguments)

    assert (outcome.status, outcome.out) == (2, "")
    assert complaint in outcome.err
    assert texts(plan) == {"plan.yaml": MAIN, "lijn.yaml": LINE}


def test_decision_that_is_reported_as_a_whole_is_changed_there(plan: Path) -> None:
    reported = LINE.replace("raden, after: besluit}", "raden, after: besluit, progress: {finished: 2024-01-30}}")
    (plan / "lijn.yaml").write_bytes(reported.encode())

    assert update(plan, "samen", "--finished", "2024-01-31").status == 0
    assert texts(plan)["lijn.yaml"] == reported.replace("01-30}}", "01-31}}")


def test_decision_taken_is_done_on_that_day(plan: Path) -> None:
    update(plan, "concept", "--finished", "2024-01-17")
    update(plan, "besluit@college", "--finished", "2024-01-30")

    decision = deliverables(status_of(plan))["besluit"]
    assert (decision["state"], decision["actual_finish"]) == ("done", "2024-01-30")


def test_plan_in_one_file_is_updated_too(plan: Path) -> None:
    outcome = update(plan / "plan.yaml", "L-3", "--due", "2024-Q2")

    assert outcome.status == 0
    assert "due: 2024-Q2" in texts(plan)["lijn.yaml"]


def test_mark_line_ends_and_missing_last_line_break_stay(plan: Path) -> None:
    written = b"\xef\xbb\xbf" + LINE.rstrip("\n").replace("\n", "\r\n").encode()
    (plan / "lijn.yaml").write_bytes(written)

    update(plan, "concept", "--remaining", "1w")

    assert (plan / "lijn.yaml").read_bytes() == written.replace(b"remaining: 4w", b"remaining: 1w")


def test_plan_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(b"deliverables: [a\n")

    outcome = update(tmp_path, "a", "--note", "x")

    assert (outcome.status, outcome.out) == (2, "")
    assert "unmatched-bracket" in outcome.err


def test_file_that_may_only_be_read_is_told(plan: Path) -> None:
    (plan / "lijn.yaml").chmod(0o444)

    outcome = run_cli("update", plan, "concept", "--remaining", "1w", "--status-date", "2024-02-02")

    assert (outcome.status, outcome.out) == (2, b"")
    assert b"lijn.yaml" in outcome.err
    assert b"Traceback" not in outcome.err
    assert texts(plan) == {"plan.yaml": MAIN, "lijn.yaml": LINE}


@pytest.mark.parametrize("rounds", [1, pytest.param(40, marks=pytest.mark.thorough)])
def test_whatever_file_operation_fails_every_file_is_old_or_new(
    plan: Path, monkeypatch: pytest.MonkeyPatch, rounds: int
) -> None:
    failures = 0
    for number in range(rounds):
        day = f"2024-02-{2 + number % 20:02}"
        expected = [MAIN.replace("2024-02-01", day), LINE.replace("4w", f"{1 + number % 3}w")]
        for step in range(1, 60):
            (plan / "plan.yaml").write_bytes(MAIN.encode())
            (plan / "lijn.yaml").write_bytes(LINE.encode())
            with failing(plan, step, monkeypatch) as failure:
                outcome = update(plan, "concept", "--remaining", f"{1 + number % 3}w", "--status-date", day)
            found = [(plan / name).read_bytes().decode() for name in ("plan.yaml", "lijn.yaml")]
            failures += failure.left <= 0

            assert found[0] in {MAIN, expected[0]}
            assert found[1] in {LINE, expected[1]}
            assert outcome.status in {0, 2}
            assert outcome.status == 2 or found == expected
            assert outcome.status == 0 or outcome.err
            if failure.left > 0:
                break

    assert failures >= 20 * rounds
    assert rounds == 1 or failures >= 1_000


@POSIX
@pytest.mark.parametrize("rounds", [5, pytest.param(50, marks=pytest.mark.thorough)])
def test_update_that_is_killed_leaves_every_file_whole(plan: Path, rounds: int) -> None:
    ran = run_python("-m", "tests.commands.updating", "--kill", str(rounds), plan, *NAMES)

    assert (ran.status, ran.err.decode()) == (0, "")
    assert update(plan, "concept", "--note", "na afloop", "--status-date", "2024-02-20").status == 0
    assert set(texts(plan)) - {"plan.yaml", "lijn.yaml"} <= {"groot.txt", "groter.txt", *_left_beside(plan, "gro")}


def _left_beside(plan: Path, start: str) -> set[str]:
    """Temporary files of what the script writes without a lock, which nobody may take away."""
    return {path.name for path in plan.iterdir() if re.match(rf"\.{start}\w+-", path.name)}


@pytest.mark.parametrize(("processes", "updates"), [(3, 1), pytest.param(8, 3, marks=pytest.mark.thorough)])
def test_no_edit_is_lost_when_several_processes_update_one_plan_at_once(
    plan: Path, processes: int, updates: int
) -> None:
    names = [f"werk-{number}" for number in range(processes * updates)]
    records = "".join(f"  {name}: {{duration: 1w}}\n" for name in names)
    (plan / "plan.yaml").write_bytes(f"{MAIN}deliverables:\n{records}".encode())
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.commands.updating", plan, *names[number::processes]],
            cwd=ROOT,
            env=bare_environment(),
            stdout=subprocess.PIPE,
        )
        for number in range(processes)
    ]
    said = "".join(process.communicate(timeout=300)[0].decode() for process in running)

    content = texts(plan)
    assert sorted(said.split()) == sorted([*["0"] * len(names), *names])
    assert [name for name in names if f"{name}: {{duration: 1w, note: van {name}}}" not in content["plan.yaml"]] == []
    assert set(content) == {"plan.yaml", "lijn.yaml"}


@pytest.mark.parametrize(("option", "given"), [("--not-before", "1-2-2027"), ("--due", "01-02-2027")])
def test_day_that_is_given_day_first_is_written_as_a_plan_has_it(plan: Path, option: str, given: str) -> None:
    outcome = update(plan, "concept", option, given)

    assert outcome.status == 0, outcome.err
    assert f"{option[2:].replace('-', '_')}: 2027-02-01" in "".join(texts(plan).values())
    assert given not in "".join(texts(plan).values())
