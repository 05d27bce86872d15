"""`roadmap add`, `remove`, `move` and `rename`: the plan files say what was asked, and what that does is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faces import NVO, Outcome, deliverables, load_text, roadmap, status_of, targets

MAIN = """\
title: Klein
language: en
status_date: 2024-02-01  # peildatum
include: lijn.yaml
bodies:
  raad: {title: Raad, hand_in: 14ed, meetings: [2024-04-23, 2024-05-28]}
targets:
  start: {title: Start, by: 2024-06-10, milestone: besluit, kind: fatal}
workstreams:
  later: {title: Later}
"""
LINE = """\
workstreams:
  lijn:
    deliverables:
      # het begin
      concept: {code: L-1, duration: 6w}  # geschat
      toets: {code: L-2, duration: 1w, after: concept}
      besluit: {decided_by: raad, after: toets}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "klein"
    folder.mkdir()
    (folder / "plan.yaml").write_bytes(MAIN.encode())
    (folder / "lijn.yaml").write_bytes(LINE.encode())
    return folder


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in sorted(folder.iterdir()) if path.is_file()}


def run(command: str, plan: Path, *arguments: str) -> Outcome:
    """One command, in English."""
    return roadmap(command, plan, *arguments, "--lang", "en")


@pytest.mark.parametrize(
    ("arguments", "file", "old", "new"),
    [
        (
            ("add", "nota", "--workstream", "lijn", "--title", "Nota: een", "--duration", "2w", "--after", "l-1 SS+1w"),
            "lijn.yaml",
            "after: toets}\n",
            "after: toets}\n      nota: {title: 'Nota: een', duration: 2w, after: concept SS+1w}\n",
        ),
        (
            ("add", "klaar", "--workstream", "later", "--milestone", "--after", "toets", "--after", "besluit"),
            "plan.yaml",
            "{title: Later}",
            "{title: Later, deliverables: {klaar: {milestone: true, after: [toets, besluit]}}}",
        ),
        (
            ("add", "klaar", "--milestone", "start", "--due", "2024-Q3", "--owner", "griffier"),
            "plan.yaml",
            "{title: Later}\n",
            "{title: Later}\n\ndeliverables:\n  klaar:\n    milestone: start\n    due: 2024-Q3\n    owner: griffier\n",
        ),
        (
            ("remove", "L-2", "--relink"),
            "lijn.yaml",
            "      toets: {code: L-2, duration: 1w, after: concept}\n      besluit: {decided_by: raad, after: toets}\n",
            "      besluit: {decided_by: raad, after: concept}\n",
        ),
        (("rename", "raad", "gemeenteraad"), "both", "raad", "gemeenteraad"),
    ],
)  # fmt: skip
def test_what_is_asked_stands_in_the_plan_and_every_other_byte_stays(
    plan: Path, arguments: tuple[str, ...], file: str, old: str, new: str
) -> None:
    command, *rest = arguments
    outcome = run(command, plan, *rest)

    assert outcome.status == 0, outcome.err
    assert texts(plan) == {
        name: text.replace(old, new) if file in {name, "both"} else text
        for name, text in {"plan.yaml": MAIN, "lijn.yaml": LINE}.items()
    }


def test_command_shows_the_lines_and_what_they_do_to_the_targets(plan: Path) -> None:
    outcome = run("add", plan, "advies", "--duration", "8w", "--workstream", "lijn", "--after", "concept")
    assert "+      advies: {duration: 8w, after: concept}\n" in outcome.out
    assert "No effect on the targets." in outcome.out

    outcome = run("remove", plan, "toets", "--relink")
    assert "-      toets: {code: L-2, duration: 1w, after: concept}\n" in outcome.out

    longer = run("update", plan, "concept", "--duration", "12w")
    assert "Start (by 2024-06-10): margin" in longer.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "nota", "--duration", "2w"),
        ("remove", "toets", "--relink"),
        ("move", "toets", "later"),
        ("rename", "toets", "proef"),
    ],
)
def test_dry_run_shows_the_same_and_writes_nothing(plan: Path, arguments: tuple[str, ...]) -> None:
    shutil.copytree(plan, plan.with_name("ander"))
    command, *rest = arguments
    (plan / "lijn.yaml").write_bytes(LINE.replace("  # geschat", "").replace("      # het begin\n", "").encode())
    before = texts(plan)
    shown = run(command, plan, *rest, "--dry-run")
    after = texts(plan)
    done = run(command, plan, *rest)

    assert after == before
    assert texts(plan) != before
    assert shown.status == done.status == 0
    assert shown.out.partition("Nothing is written")[0] == done.out.partition("Written:")[0]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("add", "toets", "--duration", "2w"), 1, '"toets" stands in this plan already.'),
        (("add", "Een Nota", "--duration", "2w"), 2, "een-nota"),
        (("add", "nota"), 2, "Say of what kind it is"),
        (("add", "nota", "--duration", "2w", "--milestone"), 2, "Say of what kind it is"),
        (("add", "nota", "--duration", "2 weken"), 2, "2 weken"),
        (("add", "nota", "--duration", "2w", "--workstream", "lijm"), 1, 'Did you mean "lijn"?'),
        (("add", "nota", "--duration", "2w", "--after", "tots"), 1, 'Did you mean "toets"?'),
        (("add", "nota", "--decided-by", "rad"), 1, 'Did you mean "raad"?'),
        (("remove", "toets"), 1, "lijn.yaml:7:42: error: still-named"),
        (("remove", "besluit", "--relink"), 1, "plan.yaml:8:52: error: cannot-relink"),
        (("remove", "raad"), 1, "lijn.yaml:7:29: error: still-needed"),
        (("remove", "lijn"), 1, "lijn.yaml:5:7: error: still-needed"),
        (("remove", "raad", "--relink"), 2, "--relink goes with a deliverable only."),
        (("remove", "raad", "--kind", "target"), 2, 'There is no "raad" in this plan.'),
        (("remove", "tots"), 2, 'Did you mean "toets"?'),
        (("move", "toets", "lijm"), 1, 'Did you mean "lijn"?'),
        (("move", "concept", "later"), 1, "plan.yaml:10:3: error: not-editable"),
        (("rename", "tots", "proef"), 2, 'Did you mean "toets"?'),
        (("rename", "toets", "concept"), 1, '"concept" stands in this plan already.'),
        (("rename", "toets", "Een Nota"), 2, "een-nota"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    plan: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    command, *rest = arguments
    outcome = run(command, plan, *rest)

    assert (outcome.status, said in " ".join(outcome.err.split())) == (status, True), outcome.err
    assert texts(plan) == {"plan.yaml": MAIN, "lijn.yaml": LINE}


def test_body_that_nothing_needs_goes_by_its_kind_where_a_target_has_its_id(plan: Path) -> None:
    (plan / "plan.yaml").write_bytes(MAIN.replace("targets:", "  start: {title: Oud}\ntargets:").encode())
    unclear = run("remove", plan, "start")
    outcome = run("remove", plan, "start", "--kind", "body")

    assert (unclear.status, "--kind: body, target" in " ".join(unclear.err.split())) == (2, True)
    assert outcome.status == 0, outcome.err
    assert texts(plan)["plan.yaml"] == MAIN


def test_circle_that_a_move_would_make_is_refused(plan: Path) -> None:
    (plan / "plan.yaml").write_bytes(MAIN.replace("{title: Later}", "{title: Later, after: besluit}").encode())
    outcome = run("move", plan, "toets", "later")

    assert outcome.status == 1
    assert "cyclic-dependency" in outcome.err
    assert texts(plan)["lijn.yaml"] == LINE


def test_name_of_several_things_asks_for_the_kind(plan: Path) -> None:
    (plan / "plan.yaml").write_bytes(f"{MAIN}requirements: {{toets: {{title: T}}}}\n".encode())
    refused = run("rename", plan, "toets", "proef")
    done = run("rename", plan, "toets", "proef", "--kind", "requirement")

    assert refused.status == 2
    assert "--kind: deliverable, requirement." in refused.err
    assert done.status == 0
    assert texts(plan) == {"plan.yaml": f"{MAIN}requirements: {{proef: {{title: T}}}}\n", "lijn.yaml": LINE}


def test_renamed_body_has_no_history_and_that_is_told(plan: Path) -> None:
    assert 'Baselines go on calling it "raad"' in run("rename", plan, "raad", "gemeenteraad").err
    assert "Baselines" not in run("rename", plan, "toets", "proef").err


def test_rename_that_changes_nothing_says_so(plan: Path) -> None:
    outcome = run("rename", plan, "toets", "toets")

    assert outcome.status == 0
    assert "nothing is written" in outcome.out


def test_renamed_deliverable_has_the_same_dates_and_baselines_know_it(tmp_path: Path) -> None:
    plan = tmp_path / "nvo"
    shutil.copytree(NVO, plan)
    roadmap("baseline", plan, "start")
    roadmap("update", plan, "startnotitie", "--duration", "8w")
    before = status_of(plan, "--baseline", "start")
    slipped = roadmap("slippage", plan, "--baseline", "start", "--lang", "en").out
    for old, new in [("startnotitie", "begin"), ("visie", "lijn-een"), ("visie-raadsbesluiten", "raden-besluiten")]:
        assert roadmap("rename", plan, old, new).status == 0
    after = status_of(plan, "--baseline", "start")

    names = {"startnotitie": "begin", "visie-raadsbesluiten": "raden-besluiten"}

    def renamed(name: str) -> str:
        whole, at, body = name.partition("@")
        return f"{names.get(whole, whole)}{at}{body}"

    dates = ("early_start", "early_finish", "late_finish", "total_float", "slip", "baseline_finish", "critical")
    assert {renamed(name): [row[key] for key in dates] for name, row in deliverables(before).items()} == {
        name: [row[key] for key in dates] for name, row in deliverables(after).items()
    }
    assert deliverables(after)["begin"]["slip"]
    assert {name: row["forecast"] for name, row in targets(before).items()} == {
        name: row["forecast"] for name, row in targets(after).items()
    }
    assert roadmap("slippage", plan, "--baseline", "start", "--lang", "en").out == slipped


def test_byte_order_mark_and_line_ends_stay(plan: Path) -> None:
    (plan / "lijn.yaml").write_bytes(b"\xef\xbb\xbf" + LINE.replace("\n", "\r\n").encode())
    assert run("rename", plan, "toets", "proef").status == 0
    assert run("add", plan, "nota", "--duration", "1w", "--workstream", "lijn").status == 0
    assert run("remove", plan, "nota").status == 0

    expected = (
        LINE.replace("toets: {", "proef: {")
        .replace("concept}", "concept, was: toets}")
        .replace(": toets}\n      b", ": toets}\n      b")
    )
    expected = expected.replace("after: toets}", "after: proef}")
    assert (plan / "lijn.yaml").read_bytes() == b"\xef\xbb\xbf" + expected.replace("\n", "\r\n").encode()


def test_plan_is_as_readable_after_all_four_as_before(plan: Path) -> None:
    commands = [
        ("add", "nota", "--duration", "2w", "--workstream", "lijn", "--after", "concept"),
        ("rename", "nota", "advies"),
        ("move", "advies", "later"),
        ("remove", "advies"),
    ]
    for command, *rest in commands:
        outcome = run(command, plan, *rest)
        assert outcome.status == 0, outcome.err

    assert texts(plan)["lijn.yaml"] == LINE
    assert load_text(texts(plan)["plan.yaml"].replace("include: lijn.yaml\n", "")).plan.workstreams.keys() == {"later"}
