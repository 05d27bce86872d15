"""`roadmap what-if`: what an edited plan would say, without a byte written."""

from __future__ import annotations

import json
import shutil
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.faces import NVO, deliverables, roadmap, status_of, targets
from tests.scheduling.strategies import ANY_TYPE, MONDAY, PlanData, plans
from tests.thorough import IS_THOROUGH

KINDS = ("work", "elapsed", "milestone", "decision", "term")
State = dict[str, tuple[bytes, int, int, int]]


@pytest.fixture
def nvo(tmp_path: Path) -> Path:
    plan = tmp_path / "nvo"
    shutil.copytree(NVO, plan)
    return plan


def what_if(plan: Path, *arguments: str | Path) -> dict[str, Any]:
    """What `what-if --json` says."""
    outcome = roadmap("what-if", plan, *arguments, "--json")
    content: dict[str, Any] = json.loads(outcome.out)

    assert outcome.status == 0, outcome.err
    return content


def on_disk(folder: Path) -> State:
    """Every file and folder below one: bytes, when it was written, which one it is, and its rights."""
    found: State = {}
    for path in sorted([folder, *folder.rglob("*")]):
        about = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        found[path.relative_to(folder).as_posix()] = (content, about.st_mtime_ns, about.st_ino, about.st_mode)
    return found


def overlay(folder: Path, text: str | bytes) -> Path:
    path = folder / "overlay.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def test_nothing_on_disk_changes(nvo: Path, tmp_path: Path) -> None:
    laid = overlay(tmp_path, "deliverables: {beoordeling: {duration: 3w}}\n")
    before = on_disk(tmp_path)
    for arguments in (
        ("L4-09 +2w", "L4-08 mist 2024-04-09"),
        ("L4-09 -99w",),
        ("L4-09 what",),
        ("L4-10 on 2024-01-01",),
    ):
        for options in ((), ("--json",), ("--overlay", laid)):
            roadmap("what-if", nvo, *arguments, *options)

    assert on_disk(tmp_path) == before


def test_plan_that_may_not_be_written_is_no_hindrance(nvo: Path) -> None:
    for path in nvo.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)

    assert what_if(nvo, "L4-09 +2w")["targets"][0]["shift_days"] == 14


Case = tuple[PlanData, PlanData, str]


@st.composite
def assumed(draw: st.DrawFn) -> Case:
    """A plan, the plan as a planner would edit it, and what is assumed instead."""
    plan = draw(plans(types=ANY_TYPE, kinds=KINDS))
    for item in plan["deliverables"].values():
        # FF and SF onto a decision of a group are refused.
        if item.get("decided_by") == "both" and "after" in item:
            item["after"] = [link for link in item["after"] if " FF" not in link and " SF" not in link]
    name = draw(st.sampled_from(sorted(set(plan["deliverables"]) - {"end"})))
    item = plan["deliverables"][name]
    day = draw(st.dates(MONDAY, MONDAY.replace(year=2025))).isoformat()
    forms = [({"not_before": day}, f"vanaf {day}")]
    if "duration" in item:
        forms += [_longer(item["duration"], draw(st.integers(1, 9))), ({"duration": "7d"}, "7d")]
    if "term" in item:
        more = draw(st.integers(1, 9))
        length = {"standstill": 20, "wait": 10}[item["term"]]
        forms.append(({"duration": f"{length + more}ed"}, f"+{more}ed"))
    if {"milestone", "decided_by"} & item.keys():
        forms.append(({"fixed": day}, f"on {day}"))
    keys, words = draw(st.sampled_from(forms))
    edited: PlanData = deepcopy(plan)
    edited["deliverables"][name] |= keys
    return plan, edited, f"{name} {words}"


def _longer(duration: str, more: int) -> tuple[dict[str, str], str]:
    unit = "ed" if duration.endswith("ed") else "d"
    return {"duration": f"{int(duration.removesuffix(unit)) + more}{unit}"}, f"+{more}{unit}"


def in_a_file(plan: PlanData, folder: str) -> Path:
    path = Path(folder) / "plan.yaml"
    path.write_text(json.dumps(plan), encoding="utf-8")
    return path


@settings(max_examples=80 if IS_THOROUGH else 40)
@given(assumed())
def test_what_if_says_what_status_says_of_the_edited_plan(case: Case) -> None:
    plan, edited, text = case
    with tempfile.TemporaryDirectory() as folder:
        path = in_a_file(plan, folder)
        before, outcome = status_of(path), roadmap("what-if", path, text, "--json")
        after = status_of(in_a_file(edited, folder))
    assert outcome.status == (0 if after["targets"] else 1), outcome.err
    content = json.loads(outcome.out)
    now, then = ({row["id"]: row for row in status["deliverables"]} for status in (before, after))
    expected = {
        name: (row["early_start"], row["early_finish"], row["state"])
        for name, row in then.items()
        if "@" not in name and row["early_finish"] and now[name]["early_finish"] not in {None, row["early_finish"]}
    }

    assert [(row["now"], row["then"]) for row in content["targets"]] == [
        tuple(
            {key: targets(status)[row["id"]][key] for key in ("forecast", "margin_days", "state")}
            for status in (before, after)
        )
        for row in content["targets"]
    ]
    assert {row["id"]: (row["early_start"], row["early_finish"], row["state"]) for row in content["moved"]} == expected
    assert sorted(found["message"] for found in content["findings"]) == sorted(
        found["message"] for found in after["findings"]
    )


@settings(max_examples=80 if IS_THOROUGH else 40)
@given(plans(types=ANY_TYPE[:2], kinds=("work", "decision")), st.integers(0))
def test_missed_meeting_is_what_the_plan_key_misses_says(plan: PlanData, which: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = in_a_file(plan, folder)
        rows = deliverables(status_of(path))
        decisions = [row for row in rows.values() if row["kind"] == "decision" and row["early_finish"]]
        decisions = [row for row in decisions if f"{row['id']}@weekly" not in rows]
        assume(decisions)
        row = decisions[which % len(decisions)]
        name, _, body = row["id"].partition("@")
        content = what_if(path, f"{row['id']} misses {row['early_finish']}")
        edited = deepcopy(plan)
        decider = body or plan["deliverables"][name]["decided_by"]
        edited["deliverables"][name]["misses"] = {decider: row["early_finish"]}
        after = status_of(in_a_file(edited, folder))

    assert content["targets"][0]["then"]["forecast"] == after["targets"][0]["forecast"]


def test_several_assumptions_hold_together_and_equal_the_edited_plan(nvo: Path) -> None:
    content = what_if(nvo, "L4-09 2w", "L5-04 +1w", "L4-13 misses 2024-08-27")
    path = nvo / "lijnen" / "4-inkoop.yaml"
    text = path.read_text(encoding="utf-8")
    begin = text.index("      aanbestedingsstukken:")
    text = text[:begin] + text[begin:].replace("duration: 6w", "duration: 2w", 1)
    text = text.replace(
        "        after: beoordeling\n", "        after: beoordeling\n        misses: {colleges: 2024-08-27}\n", 1
    )
    path.write_text(text, encoding="utf-8")
    last = nvo / "lijnen" / "5-implementatie.yaml"
    text = last.read_text(encoding="utf-8")
    begin = text.index("      overgang-clienten:")
    last.write_text(text[:begin] + text[begin:].replace("duration: 12w", "duration: 13w", 1), encoding="utf-8")
    status = targets(status_of(nvo))

    assert {row["id"]: row["then"] for row in content["targets"]} == {
        name: {key: row[key] for key in ("forecast", "margin_days", "state")} for name, row in status.items()
    }
    assert content["targets"][0]["now"]["forecast"] != content["targets"][0]["then"]["forecast"]


def test_shares_of_a_shift_add_up_to_it() -> None:
    for row in what_if(NVO, "L4-02 +3w", "L4-12 -1w", "L4-08 mist 2024-04-09")["targets"]:
        assert sum(share["days"] for share in row["shares"]) == row["shift_days"]


def test_states_are_those_against_the_baseline_of_the_plan(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    text = "language: en\nstatus_date: 2024-06-03\nbodies: {raad: {meetings: 2024-06-20}}\n"
    text += "deliverables:\n  a: {duration: 5d}\n"
    plan.write_text(text, encoding="utf-8")
    roadmap("baseline", plan, "start", "--approved-by", "raad", "--on", "2024-06-01")
    plan.write_text(text.replace("5d", "14d"), encoding="utf-8")

    # Two days more make eleven since the baseline, and more than ten are a risk.
    assert what_if(plan, "a +2d")["moved"][0]["state"] == "at-risk"
    assert "at risk" in roadmap("what-if", plan, "a +2d").out
    assert what_if(plan, "a +1d")["moved"][0]["state"] == "not-started"


def test_text_shows_each_target_now_and_then_with_what_brings_it_there() -> None:
    out = roadmap("what-if", NVO, "L4-08 mist 2024-04-09").out

    assert out.startswith(
        "Routekaart Norm voor Opdrachtgeverschap (voorbeelddata, niet vastgesteld)\n"
        "Peildatum 9-1-2023\n"
        "Stel: L4-08 mist 2024-04-09\n"
        "\n"
        "Start contracten Wmo en Beschermd wonen, per 1-1-2025\n"
        "   nu   11-12-2024     21 dagen marge ● op koers\n"
        "   dan  18-12-2024     14 dagen marge ▲ risico\n"
        "       +7 L4-08 14 collegebesluiten inkoopstrategie: mist de vergadering van\n"
        "          9-4-2024; besluit op 16-4-2024, 7 dagen later\n"
        "     = +7 dagen samen\n"
    )
    assert out.endswith("\nEr is niets geschreven: dit is alleen een aanname.\n")


def test_nothing_that_moves_is_said() -> None:
    outcome = roadmap("what-if", NVO, "L4-09 +0d", "--lang", "en")

    assert "\nNothing moves.\n" in outcome.out
    assert outcome.err == ""


def test_warnings_that_the_plan_would_have_are_told_and_no_others() -> None:
    outcome = roadmap("what-if", NVO, "L4-10 on 2024-05-01", "--lang", "en")

    assert outcome.status == 0
    assert "In the plan as it would be:" in outcome.err
    assert '"publicatie" is fixed on 2024-05-01, but its predecessors put it 22 days later.' in outcome.err
    assert outcome.err.count("warning: ") == 1


def test_without_anything_to_assume_it_is_a_usage_error() -> None:
    outcome = roadmap("what-if", NVO, "--lang", "en")

    assert (outcome.status, outcome.out) == (2, "")
    assert 'such as "ID +2w"' in outcome.err


@pytest.mark.parametrize(("options", "status"), [((), 1), (("--json",), 1)])
def test_plan_with_errors_ends_with_status_1(tmp_path: Path, options: tuple[str, ...], status: int) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("deliverables:\n  a: {duration: 1d, after: b}\n", encoding="utf-8")
    outcome = roadmap("what-if", plan, "a +1d", *options)

    assert outcome.status == status
    assert "unknown-predecessor" in (outcome.out if options else outcome.err)
    assert not options or json.loads(outcome.out)["assumed"] == ["a +1d"]


def test_plan_that_is_not_there_ends_with_status_2(tmp_path: Path) -> None:
    assert roadmap("what-if", tmp_path / "none", "a +1d").status == 2


NESTED = """\
status_date: 2023-02-01
workstreams:
  inkoop-en-aanbesteding:
    title: Inkoop
    deliverables:
      aanbestedingsstukken: {duration: 8w, covers: [inkoop]}
deliverables:
  beoordeling:
    duration: 2w
bodies:
  colleges: {hand_in: 14ed, recess: [college-zomer-2023]}
targets:
  opgave-7: {kind: fatal}
settings: {at_risk: 5d}
"""


def test_overlay_holds_headers_lists_nested_records_and_single_values(nvo: Path, tmp_path: Path) -> None:
    laid = overlay(tmp_path, NESTED)
    content = what_if(nvo, "--overlay", laid)
    for old, new in (
        ("status_date: 2023-01-09", "status_date: 2023-02-01"),
        ("at_risk: 10d", "at_risk: 5d"),
        ("    kind: aim", "    kind: fatal"),
    ):
        _replace(nvo / "plan.yaml", old, new)
    procurement = nvo / "lijnen" / "4-inkoop.yaml"
    _replace(
        procurement, "duration: 6w\n        after: [inkoopstrategie", "duration: 8w\n        after: [inkoopstrategie"
    )
    _replace(procurement, "duration: 5w", "duration: 2w")
    colleges = nvo / "besturen" / "colleges.yaml"
    _replace(colleges, "hand_in: 7ed", "hand_in: 14ed")
    text = colleges.read_text(encoding="utf-8")
    begin, end = text.index("    recess:\n"), text.index("\n# Reces")
    colleges.write_text(f"{text[:begin]}    recess: [college-zomer-2023]\n{text[end:]}", encoding="utf-8")
    status = status_of(nvo)

    assert content["status_date"] == "2023-02-01"
    assert {row["id"]: row["then"] for row in content["targets"]} == {
        row["id"]: {key: row[key] for key in ("forecast", "margin_days", "state")} for row in status["targets"]
    }
    assert content["targets"][0]["now"]["forecast"] != content["targets"][0]["then"]["forecast"]


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")

    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_later_overlay_lies_over_the_one_before_it_and_words_over_both(nvo: Path, tmp_path: Path) -> None:
    one = overlay(tmp_path, "deliverables: {overgang-clienten: {duration: 20w}}\n")
    two = tmp_path / "two.yaml"
    two.write_text("deliverables: {overgang-clienten: {duration: 11w}}\n", encoding="utf-8")
    content = what_if(nvo, "L5-04 +2w", "--overlay", one, "--overlay", two)

    assert content["targets"] == what_if(nvo, "L5-04 13w")["targets"]
    assert content["assumed"] == [one.as_posix(), two.as_posix(), "L5-04 +2w"]


HOSTILE = [
    ("deliverables:\n  aanbestedingsstuken: {duration: 8w}\n", "unknown-record", "2:3"),
    ("workstreams:\n  inkop:\n    title: x\n", "unknown-record", "2:3"),
    ("workstreams:\n  visie:\n    deliverables:\n      startnotitei: {duration: 1w}\n", "unknown-record", "4:7"),
    ("targets: {start: {kind: aim}}\n", "unknown-record", "1:11"),
    ("deliverable: {a: {duration: 8w}}\n", "unknown-key", "1:1"),
    ("deliverables: [beoordeling]\n", "expected-mapping", "1:15"),
    ("deliverables: 3\n", "expected-mapping", "1:15"),
    ("[deliverables]\n", "expected-mapping", "1:1"),
    ("just words\n", "expected-mapping", "1:1"),
    ("", "empty-file", "1:1"),
    ("# nothing but this\n", "empty-file", "1:1"),
    ("deliverables: {beoordeling: {duration: &a 2w}}\n", "yaml-anchor", "1:40"),
    ("deliverables: {beoordeling: {duration: 2w, duration: 3w}}\n", "duplicate-key", "1:44"),
    ("deliverables: {beoordeling: !!python/object/apply:os.system [ls]}\n", "yaml-tag", "1:29"),
    ("deliverables: {beoordeling: {duration: 2w\n", "unmatched-bracket", ""),
    ("a: " * 3 + "b\n", "quote-needed", ""),
    ("[" * 5000 + "]" * 5000, "nested-too-deep", ""),
    (b"\xff\xfe\x00d", "not-utf-8", ""),
    ("deliverables: {beoordeling: {after: [[a]]}}\n", "not-editable", "1:37"),
    ("#" * 2_000_001, "file-too-large", ""),
]


@pytest.mark.parametrize(("text", "code", "place"), HOSTILE, ids=range(len(HOSTILE)))
def test_overlay_that_cannot_be_laid_over_is_refused_at_its_place(
    nvo: Path, tmp_path: Path, text: str | bytes, code: str, place: str
) -> None:
    laid = overlay(tmp_path, text)
    outcome = roadmap("what-if", nvo, "--overlay", laid, "--lang", "en")
    data = roadmap("what-if", nvo, "--overlay", laid, "--lang", "en", "--json")

    assert (outcome.status, outcome.out, data.status) == (2, "", 2)
    assert f"{laid.as_posix()}:{place}" in outcome.err
    assert f"error: {code}\n" in outcome.err
    assert [found["code"] for found in json.loads(data.out)["findings"]] == [code]
    assert json.loads(data.out)["targets"] == []


def test_unknown_id_in_an_overlay_comes_with_the_nearest_one(nvo: Path, tmp_path: Path) -> None:
    laid = overlay(tmp_path, "deliverables:\n  aanbestedingsstuken: {duration: 8w}\n")

    assert 'Did you mean "aanbestedingsstukken"?' in roadmap("what-if", nvo, "--overlay", laid, "--lang", "en").err


@pytest.mark.parametrize("name", ["none.yaml", "nvo", "/dev/zero", "x" * 300])
def test_overlay_that_is_no_file_is_refused(nvo: Path, tmp_path: Path, name: str) -> None:
    outcome = roadmap("what-if", nvo, "--overlay", tmp_path / name, "--lang", "en")

    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.count("\n") <= 5


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("deliverables: {beoordeling: {duration: 0d}}\n", "zero-duration"),
        ("deliverables: {beoordeling: {duratoin: 2w}}\n", "unknown-key"),
        ("deliverables: {beoordeling: {after: overgang-clienten}}\n", "cyclic-dependency"),
        ("bodies: {colleges: {hand_in: soon}}\n", "invalid-duration"),
        ("deliverables: {beoordeling: }\n", "empty-value"),
        ("include: [nothing.yaml]\n", "include-not-found"),
    ],
)
def test_overlay_that_makes_the_plan_wrong_ends_with_status_1_and_its_findings(
    nvo: Path, tmp_path: Path, text: str, code: str
) -> None:
    outcome = roadmap("what-if", nvo, "--overlay", overlay(tmp_path, text), "--lang", "en")

    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.startswith("In the plan as it would be:\n")
    assert f"error: {code}\n" in outcome.err


def test_decision_that_misses_a_meeting_at_which_it_is_not_planned_is_told_with_its_day(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "status_date: 2024-01-08\n"
        "bodies: {raad: {meets: {every: tuesday}}}\ndeliverables: {visie: {decided_by: raad}}\n",
        encoding="utf-8",
    )
    idle = roadmap("what-if", plan, "visie mist 2024-02-06")
    missed = roadmap("what-if", plan, "visie mist 2024-01-09")

    assert "Er verschuift niets." in idle.out
    assert 'Volgens het plan valt "visie" op een andere dag, 9-1-2024' in idle.out
    assert "andere dag" not in missed.out


def test_day_of_an_assumption_may_stand_day_first() -> None:
    by_iso, day_first = what_if(NVO, "L4-08 mist 2024-04-09"), what_if(NVO, "L4-08 mist 9-4-2024")

    assert day_first["targets"] == by_iso["targets"]
    assert day_first["assumed"] == ["L4-08 mist 9-4-2024"]
