"""What differs between a plan and how it stood: every key of deliverables and targets; new, dropped and renamed."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.faces import NVO, roadmap

Written = dict[str, Any]
PLAN: Written = {
    "id": "klein",
    "title": "Klein plan",
    "language": "en",
    "status_date": "2024-06-03",
    "bodies": {
        "raad": {"meetings": ["2024-06-20", "2024-07-04", "2024-07-18"]},
        "college": {"meets": {"every": "tuesday"}},
    },
    "groups": {"beide": ["raad", "college"]},
    "targets": {"t": {"title": "Af", "by": "2024-09-30", "milestone": "einde", "kind": "aim"}},
    "workstreams": {"een": {"title": "Lijn 1"}, "twee": {"title": "Lijn 2"}},
    "deliverables": {
        "a": {"title": "Eerste", "duration": "1w", "workstream": "een"},
        "b": {"duration": "2w", "after": "a"},
        "besluit": {"decided_by": "raad", "after": "b"},
        "termijn": {"term": "standstill", "after": "besluit"},
        "einde": {"milestone": True, "after": ["termijn"]},
    },
}


def plan_with(folder: Path, name: str, changes: Written) -> Path:
    """A plan in a folder of its own in which some records have other keys; None takes a key or a record out."""
    plan = deepcopy(PLAN)
    for where, keys in changes.items():
        section, _, record = where.partition(".")
        if keys is None:
            del plan[section][record]
            continue
        written = plan[section].setdefault(record, {}) | keys
        plan[section][record] = {key: value for key, value in written.items() if value is not None}
    path = folder / name
    path.mkdir()
    (path / "plan.yaml").write_text(json.dumps(plan), encoding="utf-8")
    return path


def differing(folder: Path, changes: Written, before: Written | None = None) -> dict[str, Any]:
    """What `diff --json` says of a plan that was changed."""
    now, then = plan_with(folder, "nu", changes), plan_with(folder, "toen", before or {})
    outcome = roadmap("diff", now, "--against", str(then), "--json")

    assert outcome.status == 0, outcome.err
    content: dict[str, Any] = json.loads(outcome.out)
    return content


KEYS = [
    ("a", {"title": "Begin"}, ("title", "Eerste", "Begin")),
    ("b", {"title": "Tweede"}, ("title", "b", "Tweede")),
    ("a", {"workstream": "twee"}, ("workstream", "een", "twee")),
    ("a", {"workstream": None}, ("workstream", "een", None)),
    ("a", {"duration": "3w"}, ("duration", "1w", "3w")),
    ("a", {"duration": "5ed"}, ("duration", "1w", "5ed")),
    ("termijn", {"duration": "25ed"}, ("duration", "20ed", "25ed")),
    ("besluit", {"decided_by": "college"}, ("decided_by", "raad", "college")),
    ("besluit", {"decided_by": "beide"}, ("decided_by", "raad", "beide")),
    ("einde", {"after": ["termijn", "a SS+2w"]}, ("after", "termijn", "a SS+2w, termijn")),
    ("b", {"after": "a +3d"}, ("after", "a", "a +3d")),
    ("b", {"after": None}, ("after", "a", None)),
    ("a", {"not_before": "2024-07-01"}, ("not_before", None, "2024-07-01")),
    ("besluit", {"fixed": "2024-07-04"}, ("fixed", None, "2024-07-04")),
    ("a", {"due": "2024-Q3"}, ("due", None, "2024-Q3")),
]


@pytest.mark.parametrize(("name", "keys", "told"), KEYS)
def test_every_key_that_is_written_otherwise_is_told_and_no_other(
    tmp_path: Path, name: str, keys: Written, told: tuple[str, str | None, str | None]
) -> None:
    found = differing(tmp_path, {f"deliverables.{name}": keys})

    assert found["changed"] == [dict(zip(("id", "key", "before", "now"), (name, *told), strict=True))]
    assert (found["new"], found["dropped"], found["renamed"], found["dropped_targets"]) == ([], [], [], [])


def test_deliverable_of_another_kind_is_told(tmp_path: Path) -> None:
    found = differing(tmp_path, {"deliverables.a": {"duration": None, "milestone": "start"}})

    assert [(row["key"], row["before"], row["now"]) for row in found["changed"]] == [
        ("kind", "work", "start-milestone"),
        ("duration", "1w", None),
    ]


OTHERS = [
    ("a", {"owner": "griffie"}, ("owner", None, "griffie")),
    ("a", {"note": "Met de griffie."}, ("note", None, "Met de griffie.")),
    ("a", {"url": "https://example.org/"}, ("url", None, "https://example.org/")),
    ("a", {"agreed_with": ["de regio", "de raad"]}, ("agreed_with", None, "de regio, de raad")),
    ("a", {"code": "L1"}, ("code", None, "L1")),
    ("a", {"progress": {"started": "2024-06-03"}}, ("started", None, "2024-06-03")),
    ("besluit", {"misses": {"raad": "2024-06-20"}}, ("misses", None, "raad 2024-06-20")),
    ("besluit", {"decided": {"raad": "2024-05-30"}}, ("decided", None, "raad 2024-05-30")),
    ("besluit", {"readings": "2"}, ("readings", None, "2")),
]


@pytest.mark.parametrize(("name", "keys", "told"), OTHERS)
def test_what_a_baseline_does_not_hold_is_told_against_a_plan_and_left_out_against_a_baseline(
    tmp_path: Path, name: str, keys: Written, told: tuple[str, str | None, str | None]
) -> None:
    found = differing(tmp_path, {f"deliverables.{name}": keys})
    roadmap("baseline", tmp_path / "toen", "start")
    changed = tmp_path / "toen" / "plan.yaml"
    changed.write_bytes((tmp_path / "nu" / "plan.yaml").read_bytes())
    frozen = json.loads(roadmap("diff", tmp_path / "toen", "--against", "start", "--json").out)

    assert found["changed"] == [dict(zip(("id", "key", "before", "now"), (name, *told), strict=True))]
    assert frozen["changed"] == []


BODIES = [
    ("raad", {"meetings": ["2024-06-20", "2024-07-11", "2024-07-18"]}, ("meetings", "2024-07-04", "2024-07-11")),
    ("raad", {"hand_in": "14ed"}, ("hand_in", "0ed", "2ew")),
    ("raad", {"title": "Gemeenteraad"}, ("title", None, "Gemeenteraad")),
    ("raad", {"extra": [{"on": "2024-08-01", "hand_in": "2024-07-25"}]}, ("extra", None, "2024-08-01 (2024-07-25)")),
    ("raad", {"recess": ["2024-07-20..2024-08-31"]}, ("recess", None, "2024-07-20..2024-08-31")),
    ("college", {"meets": {"every": "4th tuesday"}}, ("meets", "tuesday", "4th tuesday")),
    ("raad", {"municipality": ["Borne", "Almelo"]}, ("municipality", None, "Almelo, Borne")),
    ("raad", {"note": "Kiest in maart."}, ("note", None, "Kiest in maart.")),
    ("stuurgroep", {"meets": {"every": "monday"}}, ("body", None, "stuurgroep")),
]


@pytest.mark.parametrize(("name", "keys", "told"), BODIES)
def test_body_that_is_written_otherwise_is_told(
    tmp_path: Path, name: str, keys: Written, told: tuple[str, str | None, str | None]
) -> None:
    found = differing(tmp_path, {f"bodies.{name}": keys})

    assert found["bodies"] == [dict(zip(("id", "key", "before", "now"), (name, *told), strict=True))]
    assert found["changed"] == []


def test_municipality_that_a_body_no_longer_decides_for_is_told(tmp_path: Path) -> None:
    before: Written = {"bodies.raad": {"municipality": ["Almelo", "Borne"]}}
    found = differing(tmp_path, {"bodies.raad": {"municipality": ["Almelo"]}}, before)
    text = roadmap("diff", tmp_path / "nu", "--against", str(tmp_path / "toen"), "--lang", "nl").out

    assert found["bodies"] == [{"id": "raad", "key": "municipality", "before": "Borne", "now": None}]
    assert "gemeenten eraf: Borne" in text


def test_findings_that_are_waived_otherwise_are_told_of_every_kind_of_record(tmp_path: Path) -> None:
    before: Written = {
        "deliverables.a": {"waive": {"open-end": "Volgt nog."}},
        "bodies.raad": {"waive": {"assumed-meeting": "Tot de griffie antwoordt."}},
        "targets.t": {"waive": {"late-target": "Zo besloten."}},
    }
    now: Written = {
        "deliverables.a": None,
        "deliverables.aa": {
            "duration": "1w",
            "was": "a",
            "waive": {"open-end": "Volgt nog.", "long-duration": "Kan niet."},
        },
        "deliverables.b": {"after": "aa"},
        "bodies.raad": {"waive": {"assumed-meeting": "Vanaf 2024-09-01 bekend."}},
    }
    found = differing(tmp_path, now, before)
    text = roadmap("diff", tmp_path / "nu", "--against", str(tmp_path / "toen"), "--lang", "nl").out

    assert [tuple(waiver.values()) for waiver in found["waivers"]] == [
        ("raad", "assumed-meeting", "Tot de griffie antwoordt.", "Vanaf 2024-09-01 bekend."),
        ("aa", "long-duration", None, "Kan niet."),
        ("t", "late-target", "Zo besloten.", None),
    ]
    assert "Bevindingen die blijven zoals ze zijn" in text
    assert "long-duration: nu Kan niet." in text
    # What people wrote stays as they wrote it.
    assert "Vanaf 2024-09-01 bekend." in text


def test_recess_that_was_moved_under_its_name_and_a_group_that_changed_are_told(tmp_path: Path) -> None:
    now, then = deepcopy(PLAN), deepcopy(PLAN)
    for plan, days in ((now, "2024-08-01..2024-08-20"), (then, "2024-07-20..2024-08-20")):
        plan["recesses"] = {"zomer": days}
        plan["bodies"]["college"]["recess"] = ["zomer"]
    now["groups"]["beide"] = ["raad"]
    for name, plan in (("nu", now), ("toen", then)):
        (tmp_path / f"{name}.yaml").write_text(json.dumps(plan), encoding="utf-8")
    text = roadmap("diff", tmp_path / "nu.yaml", "--against", str(tmp_path / "toen.yaml"), "--lang", "nl").out
    shown = " ".join(text.split())

    assert "- college recessen erbij: zomer 1-8-2024..20-8-2024 recessen vervallen: zomer 20-7-2024..20-8-2024" in shown
    assert "- beide leden eraf: college" in shown


def test_dates_among_dutch_values_are_dutch_but_not_in_what_people_wrote(tmp_path: Path) -> None:
    keys = {"not_before": "2024-07-01", "note": "Zie 2024-07-01.", "progress": {"started": "2024-06-03"}}
    then = plan_with(tmp_path, "toen", {})
    now = plan_with(tmp_path, "nu", {"deliverables.a": keys, "bodies.raad": {"meetings": ["2024-06-20", "2024-07-18"]}})
    dutch = roadmap("diff", now, "--against", str(then), "--lang", "nl").out

    assert "niet voor: nu 1-7-2024\n" in dutch
    assert "opmerking: nu Zie 2024-07-01.\n" in dutch
    assert "begonnen: nu 3-6-2024\n" in dutch
    assert "vergaderingen vervallen: 4-7-2024\n" in dutch


TARGETS = [
    ({"title": "Klaar"}, ("title", "Af", "Klaar")),
    ({"kind": "fatal"}, ("kind", "aim", "fatal")),
    ({"by": "2024-Q3"}, ("by", "2024-09-30", "2024-Q3")),
    ({"milestone": "termijn"}, ("milestone", "einde", "termijn")),
]


@pytest.mark.parametrize(("keys", "change"), TARGETS)
def test_target_that_is_written_otherwise_is_told(tmp_path: Path, keys: Written, change: tuple[str, str, str]) -> None:
    (target,) = differing(tmp_path, {"targets.t": keys})["targets"]

    assert [(row["key"], row["before"], row["now"]) for row in target["changed"]] == [change]


def test_dropped_and_new_targets_are_told(tmp_path: Path) -> None:
    other = {"targets.u": {"title": "Ook", "by": "2024-12-31", "milestone": "einde"}, "targets.t": None}
    now, then = plan_with(tmp_path, "nu", other), plan_with(tmp_path, "toen", {})
    text = roadmap("diff", now, "--against", str(then)).out
    found = json.loads(roadmap("diff", now, "--against", str(then), "--json").out)

    assert found["dropped_targets"] == [{"id": "t", "title": "Af"}]
    assert [(row["id"], row["baseline_margin_days"]) for row in found["targets"]] == [("u", None)]
    assert "- Ook: new since the baseline; forecast 2024-07-24\n- Af: dropped\n" in text


def test_new_dropped_and_moved_deliverables_are_told(tmp_path: Path) -> None:
    new = {"deliverables.c": {"title": "Nieuw", "duration": "1w", "after": "a"}, "deliverables.b": {"after": "c"}}
    found = differing(tmp_path, new, {"deliverables.weg": {"duration": "1d"}})

    assert found["new"] == [{"id": "c", "title": "Nieuw", "early_finish": "2024-06-14"}]
    assert found["dropped"] == [{"id": "weg", "title": "weg", "baseline_finish": "2024-06-03"}]
    # The council decides on 4 July either way: what follows its decision does not move.
    assert {row["id"]: row["slip_days"] for row in found["moved"]} == {"b": 7}


def test_renamed_deliverable_keeps_its_history_and_what_follows_it_is_not_changed(tmp_path: Path) -> None:
    renamed = {
        "deliverables.aa": {"title": "Eerste", "duration": "1w", "workstream": "een", "was": "a"},
        "deliverables.a": None,
        "deliverables.b": {"after": "aa"},
    }
    found = differing(tmp_path, renamed)

    assert found["renamed"] == [{"id": "aa", "was": "a"}]
    assert (found["new"], found["dropped"], found["changed"], found["moved"]) == ([], [], [], [])


def test_renamed_deliverable_that_is_later_says_so_under_its_new_name(tmp_path: Path) -> None:
    renamed = {
        "deliverables.aa": {"title": "Eerste", "duration": "3w", "workstream": "een", "was": ["z", "a"]},
        "deliverables.a": None,
        "deliverables.b": {"after": "aa"},
    }
    found = differing(tmp_path, renamed)

    assert [(row["id"], row["key"]) for row in found["changed"]] == [("aa", "duration")]
    assert found["targets"][0]["shares"][0]["id"] == "aa"


def test_order_of_predecessors_is_no_difference(tmp_path: Path) -> None:
    found = differing(
        tmp_path,
        {"deliverables.einde": {"after": ["termijn", "a"]}},
        {"deliverables.einde": {"after": ["a", "termijn"]}},
    )

    assert found["changed"] == []


def test_meetings_that_moved_are_told_by_what_they_move(tmp_path: Path) -> None:
    found = differing(tmp_path, {"bodies.raad": {"meetings": ["2024-07-04"]}}, {"deliverables.b": {"duration": "1w"}})

    assert "besluit" in {row["id"] for row in found["moved"]}


def test_values_in_text_are_in_the_language_of_the_reader(tmp_path: Path) -> None:
    now = plan_with(
        tmp_path, "nu", {"targets.t": {"kind": "fatal"}, "deliverables.a": {"duration": None, "milestone": "start"}}
    )
    then = plan_with(tmp_path, "toen", {})
    dutch = roadmap("diff", now, "--against", str(then), "--lang", "nl").out

    assert "soort: streefdatum -> fatale datum\n" in dutch
    assert "soort: werk -> beginmijlpaal\n" in dutch
    assert "doorlooptijd: was 1w, weggehaald\n" in dutch


@pytest.mark.parametrize("option", ["--json", "--markdown", "--lang=nl"])
def test_plan_differs_in_nothing_from_its_baseline(tmp_path: Path, option: str) -> None:
    plan = plan_with(tmp_path, "nu", {})
    roadmap("baseline", plan, "start", "--approved-by", "raad", "--on", "2024-06-01")
    by_default, named = roadmap("diff", plan, option), roadmap("diff", plan, option, "--against", "start")

    assert by_default == named
    assert by_default.status == 0
    if option == "--json":
        lists = {key: value for key, value in json.loads(named.out).items() if isinstance(value, list)}
        # What there is to say of the plan itself is not a difference.
        assert {key for key, value in lists.items() if value} - {"findings"} == {"targets"}
        assert lists["targets"][0]["shift_days"] == 0
    else:
        assert named.out.endswith("Er zijn geen verschillen.\n" if "nl" in option else "\nNothing differs.\n")


def test_baseline_may_be_named_by_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_with(tmp_path, "nu", {})
    roadmap("baseline", plan, "start")
    by_name = roadmap("diff", plan, "--against", "start")
    monkeypatch.chdir(tmp_path)

    assert by_name.status == 0
    for file in ("baselines/start.yaml", "nu/baselines/start.yaml"):
        assert roadmap("diff", "nu", "--against", file) == by_name
    assert roadmap("diff", plan, "--against", str(plan / "baselines" / "start.yaml")) == by_name
    assert roadmap("diff", "nu", "--against", "elders/baselines/start.yaml").status == 2


def test_baseline_that_is_not_the_last_one_can_be_named(tmp_path: Path) -> None:
    plan = plan_with(tmp_path, "nu", {})
    roadmap("baseline", plan, "start")
    (plan / "plan.yaml").write_text((plan / "plan.yaml").read_text().replace('"1w"', '"2w"'), encoding="utf-8")
    found = json.loads(roadmap("diff", plan, "--against", "start", "--json").out)

    assert (found["against"], found["against_status_date"]) == ("start", "2024-06-03")
    assert found["changed"] == [{"id": "a", "key": "duration", "before": "1w", "now": "2w"}]


def test_without_a_baseline_it_says_how_to_make_one() -> None:
    outcome = roadmap("diff", NVO, "--lang", "en")

    assert (outcome.status, outcome.out) == (2, "")
    assert "roadmap baseline PLAN NAME" in outcome.err


def test_markdown_and_json_at_once_is_a_usage_error() -> None:
    assert roadmap("diff", NVO, "--against", str(NVO), "--markdown", "--json").status == 2


def test_other_plan_with_errors_is_named_as_it_was_given(tmp_path: Path) -> None:
    now, then = plan_with(tmp_path, "nu", {}), plan_with(tmp_path, "toen", {"deliverables.a": {"duration": "0d"}})
    outcome = roadmap("diff", now, "--against", str(then))
    data = roadmap("diff", now, "--against", str(then / "plan.yaml"), "--json")

    assert (outcome.status, outcome.out, data.status) == (1, "", 1)
    assert outcome.err.startswith(f"{then.as_posix()}/plan.yaml:1:")
    assert {key: value for key, value in json.loads(data.out).items() if value}.keys() == {"format", "plan", "findings"}


def test_plan_with_errors_itself_is_refused_first(tmp_path: Path) -> None:
    now, then = plan_with(tmp_path, "nu", {"deliverables.a": {"duration": "0d"}}), plan_with(tmp_path, "toen", {})

    assert roadmap("diff", now, "--against", str(then)).status == 1
