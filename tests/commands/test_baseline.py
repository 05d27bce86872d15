"""`roadmap baseline` writes a file once and for all, and other commands are held against it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faces import ROOT, Outcome, roadmap, status_of
from tests.running import bare_environment

PLAN = """\
id: klein
title: Klein
language: en
status_date: 2024-06-03
bodies: {raad: {title: De raad, hand_in: 14ed, meetings: [2024-07-04, 2024-09-12]}}
groups: {samen: [raad]}
targets: {doel: {title: Doel, by: 2024-12-31, milestone: eind, kind: fatal}}
deliverables:
  a: {duration: 2w}
  besluit: {decided_by: raad, after: a}
  eind: {milestone: true, after: besluit}
"""
APPROVED = ("--approved-by", "raad", "--on", "2024-06-04")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "klein"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return folder


def baseline(plan: Path, *arguments: str | Path) -> Outcome:
    return roadmap("baseline", plan, *arguments)


def later(plan: Path) -> None:
    """The first deliverable takes so much longer that the meeting is missed."""
    (plan / "plan.yaml").write_text(PLAN.replace("duration: 2w", "duration: 4w"), encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_baseline_is_a_file_in_the_folder_of_the_plan(plan: Path) -> None:
    outcome = baseline(plan, "start", *APPROVED)

    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == f"Written: {plan.as_posix()}/baselines/start.yaml\n3 deliverables as of 2024-06-03.\n"
    assert files(plan).keys() == {"plan.yaml", "baselines/start.yaml"}
    assert b"approved_by: raad\napproved_on: 2024-06-04\n" in files(plan)["baselines/start.yaml"]


def test_baseline_that_nobody_approved_says_how_to_compare_with_it(plan: Path) -> None:
    outcome = baseline(plan, "concept")

    assert outcome.status == 0
    assert "--baseline concept" in outcome.err
    assert status_of(plan)["baseline"] is None
    assert status_of(plan, "--baseline", "concept")["baseline"] == "concept"


def test_same_plan_gives_the_same_bytes(plan: Path) -> None:
    baseline(plan, "start", *APPROVED)
    first = files(plan)["baselines/start.yaml"]
    (plan / "baselines" / "start.yaml").unlink()
    baseline(plan / "plan.yaml", "start", *APPROVED, "--lang", "nl")

    assert files(plan)["baselines/start.yaml"] == first
    assert b"\r" not in first


def test_status_date_of_the_command_line_is_that_of_the_baseline(plan: Path) -> None:
    baseline(plan, "start", "--status-date", "2024-06-10")

    assert b"\nstatus_date: 2024-06-10\n" in files(plan)["baselines/start.yaml"]


def test_baseline_that_exists_is_never_written_over(plan: Path) -> None:
    baseline(plan, "start")
    before = files(plan)
    later(plan)
    outcome = baseline(plan, "start", *APPROVED)

    assert (outcome.status, outcome.out) == (2, "")
    assert "start.yaml" in outcome.err
    assert "is there already, and a baseline is never changed. Choose another name." in outcome.err
    assert files(plan)["baselines/start.yaml"] == before["baselines/start.yaml"]
    assert files(plan).keys() == before.keys()


@pytest.mark.parametrize("content", [b"", b"van een ander"])
def test_file_of_that_name_is_left_as_it_is_whatever_it_holds(plan: Path, content: bytes) -> None:
    (plan / "baselines").mkdir()
    (plan / "baselines" / "start.yaml").write_bytes(content)
    (plan / "baselines" / "start.yaml").chmod(0o444)

    assert baseline(plan, "start").status == 2
    assert files(plan)["baselines/start.yaml"] == content


@pytest.mark.skipif(os.name != "posix", reason="symbolic links need rights on Windows")
def test_link_to_nowhere_is_no_way_to_write_elsewhere(plan: Path, tmp_path: Path) -> None:
    (plan / "baselines").mkdir()
    (plan / "baselines" / "start.yaml").symlink_to(tmp_path / "elders.yaml")

    assert baseline(plan, "start").status == 2
    assert not (tmp_path / "elders.yaml").exists()


def test_of_processes_that_race_one_writes_and_the_others_are_refused(plan: Path) -> None:
    days = [f"2024-06-{day:02}" for day in range(3, 9)]
    command = [sys.executable, str(ROOT / "cli.py"), "baseline", str(plan), "start", "--status-date"]
    running = [
        subprocess.Popen([*command, day], env=bare_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for day in days
    ]
    errors = [process.communicate(timeout=120)[1].decode() for process in running]
    codes = [process.returncode for process in running]

    assert sorted(codes) == [0, 2, 2, 2, 2, 2]
    assert all("Traceback" not in error for error in errors)
    assert files(plan).keys() == {"plan.yaml", "baselines/start.yaml"}
    winner = days[codes.index(0)]
    assert f"\nstatus_date: {winner}\n".encode() in files(plan)["baselines/start.yaml"]
    assert status_of(plan, "--baseline", "start")["findings"] == status_of(plan)["findings"]


@pytest.mark.parametrize("exists", [False, True])
def test_disk_without_links_keeps_the_promise_too(plan: Path, monkeypatch: pytest.MonkeyPatch, *, exists: bool) -> None:
    def refused(_path: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    if exists:
        (plan / "baselines").mkdir()
        (plan / "baselines" / "start.yaml").write_bytes(b"eerder")
    outcome = baseline(plan, "start")

    assert outcome.status == (2 if exists else 0)
    assert files(plan).keys() == {"plan.yaml", "baselines/start.yaml"}
    assert (files(plan)["baselines/start.yaml"] == b"eerder") is exists


@pytest.mark.parametrize("name", ["../x", "a/b", "..\\x", "/x", "START", "é", "a b", "", ".", "x.yaml", "a\nb"])
def test_name_that_is_no_id_is_refused(plan: Path, name: str) -> None:
    outcome = baseline(plan, name)

    assert (outcome.status, outcome.out) == (2, "")
    assert "Traceback" not in outcome.err
    assert files(plan.parent) == {"klein/plan.yaml": PLAN.encode()}


@pytest.mark.parametrize("name", ["../start", "./start", "baselines/start", "START", "start.yaml", "nope", "."])
def test_baseline_that_is_not_there_is_a_complaint_with_those_that_are(plan: Path, name: str) -> None:
    baseline(plan, "start")
    baseline(plan, "tweede", "--status-date", "2024-06-10")
    outcome = roadmap("status", plan, "--baseline", name)

    assert (outcome.status, outcome.out) == (2, "")
    assert f'There is no baseline "{name}" in this plan. There is: start, tweede.' in outcome.err


def test_plan_without_baselines_says_how_one_is_made(plan: Path) -> None:
    asked, needed = roadmap("gantt", plan, "-o", plan / "x.svg", "--baseline", "start"), roadmap("slippage", plan)

    assert (asked.status, needed.status) == (2, 2)
    assert "`roadmap baseline PLAN NAME` makes one." in asked.err
    assert "This plan has no baseline yet." in needed.err
    assert files(plan).keys() == {"plan.yaml"}


def test_slippage_against_nothing_approved_names_what_there_is(plan: Path) -> None:
    baseline(plan, "concept")
    outcome = roadmap("slippage", plan)

    assert outcome.status == 2
    assert "No baseline of this plan is approved. Name one with --baseline: concept." in outcome.err
    assert roadmap("slippage", plan, "--baseline", "concept").status == 0


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--approved-by", "raad"), "--approved-by and --on go together"),
        (("--on", "2024-06-04"), "--approved-by and --on go together"),
        (("--approved-by", "raden", "--on", "2024-06-04"), 'no body or group "raden" in this plan. Did you mean'),
        (("--approved-by", "raad", "--on", "4/6/2024"), '"2024-06-04"'),
        (("--approved-by", "raad", "--on", "2024-06-31"), "2024-06-31"),
        (("--approved-by", "", "--on", "2024-06-04"), "no body or group"),
        (("--approved-by", "xyzzy", "--on", "2024-06-04"), 'no body or group "xyzzy" in this plan. There are: '),
    ],
)  # fmt: skip
def test_approval_needs_a_body_of_the_plan_and_a_day(plan: Path, arguments: tuple[str, ...], complaint: str) -> None:
    outcome = baseline(plan, "start", *arguments)

    assert (outcome.status, outcome.out) == (2, "")
    assert complaint in outcome.err
    assert files(plan).keys() == {"plan.yaml"}


def test_group_may_approve_too(plan: Path) -> None:
    assert baseline(plan, "start", "--approved-by", "samen", "--on", "2024-06-04").status == 0
    assert "approved by samen on 2024-06-04" in " ".join(roadmap("status", plan).out.split())


@pytest.mark.parametrize(
    "fault", ["  b: {duration: 0d}\n", "  b: {duration: 1d, after: c}\n  c: {duration: 1d, after: b}\n"]
)
def test_plan_with_errors_is_not_frozen(plan: Path, fault: str) -> None:
    (plan / "plan.yaml").write_text(PLAN + fault, encoding="utf-8")
    outcome = baseline(plan, "start")

    assert (outcome.status, outcome.out) == (1, "")
    assert "error: " in outcome.err
    assert files(plan).keys() == {"plan.yaml"}


def test_plan_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert baseline(tmp_path / "weg", "start").status == 2
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be_made_is_told(plan: Path) -> None:
    (plan / "baselines").write_text("een bestand", encoding="utf-8")
    outcome = baseline(plan, "start")

    assert (outcome.status, outcome.out) == (2, "")
    assert "cannot be written" in outcome.err or "kan niet worden geschreven" in outcome.err
    assert files(plan)["baselines"] == b"een bestand"
    assert roadmap("status", plan).status == 0


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="for whom rights count")
def test_folder_that_may_only_be_read_is_told(plan: Path) -> None:
    plan.chmod(0o555)
    outcome = baseline(plan, "start")
    plan.chmod(0o755)

    assert (outcome.status, outcome.out) == (2, "")
    assert "start.yaml" in outcome.err
    assert files(plan).keys() == {"plan.yaml"}


def test_plan_in_a_file_has_its_baselines_beside_it_and_not_those_of_its_neighbours(plan: Path) -> None:
    (plan / "ander.yaml").write_text(PLAN.replace("id: klein", "id: ander"), encoding="utf-8")
    baseline(plan / "plan.yaml", "een", *APPROVED)
    baseline(plan / "ander.yaml", "twee", "--approved-by", "raad", "--on", "2024-07-01")

    assert status_of(plan / "plan.yaml")["baseline"] == status_of(plan)["baseline"] == "een"
    assert status_of(plan / "ander.yaml")["baseline"] == "twee"


def test_broken_baseline_is_an_error_that_names_its_place(plan: Path) -> None:
    baseline(plan, "start", *APPROVED)
    path = plan / "baselines" / "start.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("finish: 2024-06-14", "finish: 2024-06-31"), "utf-8")
    status, content = roadmap("status", plan), json.loads(roadmap("slippage", plan, "--json").out)

    assert (status.status, status.out) == (1, "")
    assert f"{path.as_posix()}:22:13: error: impossible-date\n" in status.err
    assert (content["format"], content["targets"], content["items"]) == ("roadmap.slippage/1", [], [])
    assert next(finding["code"] for finding in content["findings"]) == "impossible-date"


def test_broken_baseline_does_not_stand_in_the_way_of_a_new_one(plan: Path) -> None:
    (plan / "baselines").mkdir()
    (plan / "baselines" / "start.yaml").write_text("[", encoding="utf-8")

    assert baseline(plan, "tweede", *APPROVED).status == 0
    assert status_of(plan, "--baseline", "tweede")["baseline"] == "tweede"


def test_baseline_that_was_changed_is_compared_with_and_told(plan: Path) -> None:
    baseline(plan, "start", *APPROVED)
    path = plan / "baselines" / "start.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("finish: 2024-06-14", "finish: 2024-06-13"), "utf-8")
    content = status_of(plan)

    assert content["baseline"] == "start"
    assert [finding["code"] for finding in content["findings"]].count("changed-baseline") == 1
    assert "changed-baseline" in roadmap("check", plan).out


def test_every_command_that_reports_is_held_against_the_same_baseline(plan: Path) -> None:
    baseline(plan, "eerst", *APPROVED)
    later(plan)
    baseline(plan, "later", "--status-date", "2024-06-05")
    commands: dict[str, tuple[str | Path, ...]] = {
        "status": (),
        "slippage": (),
        "path": (),
        "explain": ("eind",),
        "gantt": ("-o", plan / "x.svg"),
        "build": ("-o", plan / "uit"),
    }
    for name, arguments in commands.items():
        by_default = roadmap(name, plan, *arguments)
        pictures = [files(plan).get("x.svg"), files(plan).get("uit/status.json")]
        asked = roadmap(name, plan, *arguments, "--baseline", "eerst")

        assert by_default.status == 0, name
        assert (asked.out, asked.err) == (by_default.out, by_default.err)
        assert [files(plan).get("x.svg"), files(plan).get("uit/status.json")] == pictures
        assert roadmap(name, plan, *arguments, "--baseline", "nope").status == 2


def test_one_slip_is_the_same_in_every_face(plan: Path) -> None:
    baseline(plan, "start", *APPROVED)
    later(plan)
    roadmap("build", plan, "-o", plan / "uit")
    built = json.loads((plan / "uit" / "status.json").read_text(encoding="utf-8"))
    slipped = json.loads(roadmap("slippage", plan, "--json").out)

    for content in (status_of(plan), built):
        assert content["baseline"] == "start"
        assert _slips(content["deliverables"]) == {"a": 10, "besluit": 50, "eind": 50}
    assert _slips(slipped["items"]) == {"a": 10, "besluit": 50, "eind": 50}
    assert "+50" in roadmap("status", plan).out
    assert "2024-07-04 2024-09-12   +70     +50" in roadmap("slippage", plan).out


def _slips(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {row["id"]: row["slip"] for row in rows}
