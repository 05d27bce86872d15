"""`roadmap path`: to which target, in which form, and what it says where there is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.faces import NVO, roadmap

HEAD = "roadmap: 1\nlanguage: en\nstatus_date: 2024-06-03\ndeliverables:\n"
NO_TARGET = f"{HEAD}  a: {{duration: 5d}}\n"
BROKEN = f"{HEAD}  b: {{duration: 1d, after: aa}}\n"
DONE = (
    f"{HEAD}  a: {{milestone: true, progress: {{finished: 2024-05-31}}}}\n"
    "targets:\n  t: {title: All done, by: 2024-06-30, milestone: a}\n"
)
LAST_MEETING = (
    f"{HEAD}  vote: {{decided_by: raad, readings: 1}}\n"
    "  next: {decided_by: college, after: vote}\n"
    "bodies:\n  raad: {meetings: [2024-06-11, 2024-07-11]}\n  college: {meetings: [2024-06-18]}\n"
    "targets:\n  t: {by: 2024-06-30, milestone: next, kind: fatal}\n"
)
ASSUMED = (
    f"{HEAD}  vote: {{decided_by: raad}}\n"
    "bodies:\n  raad: {meetings: [2024-05-07], meets: {every: 2nd tuesday}}\n"
    "targets:\n  t: {by: 2024-06-30, milestone: vote, kind: aim}\n"
)
FIXED = (
    f"{HEAD}  work: {{duration: 2d}}\n  vote: {{decided_by: raad, fixed: 2024-06-25, after: work}}\n"
    "bodies:\n  raad: {meets: {every: tuesday}}\n"
    "targets:\n  t: {by: 2024-06-30, milestone: vote, kind: aim}\n"
)


def written(folder: Path, text: str) -> Path:
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def path_json(plan: Path, *arguments: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(roadmap("path", plan, "--json", *arguments).out)
    return content


def test_path_leads_to_the_target_that_counts_most_unless_another_is_named() -> None:
    assert path_json(NVO)["target"] == "contractering"
    assert path_json(NVO, "--target", "opgave-7")["target"] == "opgave-7"
    assert path_json(NVO, "--target", "opgave-7")["chain"][-1]["id"] == "definitieve-gunning"


def test_unknown_target_is_a_usage_error_with_a_suggestion() -> None:
    outcome = roadmap("path", NVO, "--target", "contractring", "--lang", "en")

    assert (outcome.status, outcome.out) == (2, "")
    assert 'Did you mean "contractering"?' in outcome.err


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_plan_without_a_target_has_no_path(tmp_path: Path, options: tuple[str, ...]) -> None:
    outcome = roadmap("path", written(tmp_path, NO_TARGET), *options)

    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.endswith("The plan has no target, so there is no path to one.\n")


def test_json_has_its_keys_and_those_of_a_plan_with_errors_are_the_same(tmp_path: Path) -> None:
    sound, broken = path_json(NVO), path_json(written(tmp_path, BROKEN))

    assert list(sound) == list(broken)
    assert list(sound["meetings"][0])[-2:] == ["target_cost_days", "assumed"]
    assert [found["code"] for found in broken["findings"]] == ["unknown-predecessor"]
    assert [broken[key] for key in ("chain", "also", "meetings", "near", "gains")] == [[]] * 5
    assert roadmap("path", written(tmp_path, BROKEN), "--json").status == 1


def test_target_that_is_reached_has_one_sentence(tmp_path: Path) -> None:
    out = roadmap("path", written(tmp_path, DONE)).out

    assert out.endswith("There is no critical path: what decides the target is done, or not known.\n")
    assert "Nothing else" not in out


def test_missed_meeting_after_which_the_target_has_no_date_is_said_so(tmp_path: Path) -> None:
    plan = written(tmp_path, LAST_MEETING)

    assert "next: 2024-07-11, 30 days later; the target is not known then" in roadmap("path", plan).out
    assert [meeting["target_cost_days"] for meeting in path_json(plan)["meetings"]] == [None, None]
    assert "no next meeting is known" in roadmap("path", plan).out


def test_assumed_meeting_is_marked(tmp_path: Path) -> None:
    plan = written(tmp_path, ASSUMED)

    assert "the date is assumed" in roadmap("path", plan).out
    assert path_json(plan)["meetings"][0]["assumed"] is True


def test_agreed_day_is_a_place_to_gain_time(tmp_path: Path) -> None:
    plan = written(tmp_path, FIXED)

    assert path_json(plan)["gains"][0] == {"source": "fixed", "id": "vote", "predecessor": None, "days": 21}
    assert "21 days the agreed day of vote: none, or a sooner one" in roadmap("path", plan).out


def test_what_missing_a_meeting_costs_is_the_same_as_a_what_if_says() -> None:
    meetings = {meeting["id"]: meeting for meeting in path_json(NVO)["meetings"]}
    vote = meetings["inkoopstrategie-collegebesluiten"]
    assumed = f"{vote['id']} misses {vote['meeting']}"
    what_if = json.loads(roadmap("what-if", NVO, assumed, "--json").out)

    assert what_if["targets"][0]["shift_days"] == vote["target_cost_days"] == 7


def test_what_the_duration_of_a_step_is_worth_bounds_what_a_what_if_gains() -> None:
    drag = next(step["drag_days"] for step in path_json(NVO)["chain"] if step["id"] == "overgang-clienten")
    what_if = json.loads(roadmap("what-if", NVO, "L5-04 1d", "--json").out)

    assert 0 < -what_if["targets"][0]["shift_days"] <= drag
