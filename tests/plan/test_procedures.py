"""A deliverable that names a procedure: its steps are deliverables, and what is said of them comes to the right one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from roadmap.plan.plan import Plan
from tests.faces import deliverables, load_text, roadmap, status_of
from tests.shuffling import shuffled

HEAD = """\
status_date: 2024-01-08
bodies:
  colleges: {title: Colleges, hand_in: 7ed, meets: {every: tuesday}}
  raad-een: {title: Raad Een, hand_in: 28ed, meets: {every: 4th tuesday}}
  raad-twee: {title: Raad Twee, hand_in: 28ed, meets: {every: 2nd tuesday}}
groups:
  raden: [raad-een, raad-twee]
"""
VISION = """\
deliverables:
  concept: {duration: 2w}
  visie:
    title: Visie
    code: V-1
    procedure: raadsbesluit
    owner: griffie
    after: concept
    not_before: 2024-02-01
    due: 2024-Q2
    was: oude-visie
    steps:
      college: {readings: 2, owner: jurist, after: [toets FF, "concept +1w"]}
  toets: {duration: 1w}
  uitvoering: {duration: 1w, after: [visie-college, visie@raad-een]}
"""


def plan_of(text: str) -> Plan:
    """A plan that must be sound."""
    loaded = load_text(text)
    assert loaded.is_sound, loaded.findings
    return loaded.plan


def test_result_goes_by_the_id_of_the_deliverable_and_other_steps_by_that_and_their_own() -> None:
    plan = plan_of(HEAD + VISION)

    assert sorted(plan.deliverables) == ["concept", "toets", "uitvoering", "visie", "visie-college"]
    assert [plan.deliverables[name].decided_by for name in ("visie-college", "visie")] == ["colleges", "raden"]


def test_what_is_said_of_the_deliverable_comes_to_the_steps_that_it_concerns() -> None:
    plan = plan_of(HEAD + VISION)
    college, visie = plan.deliverables["visie-college"], plan.deliverables["visie"]

    assert (college.title, visie.title) == ("Collegebesluit: Visie", "Visie")
    assert (college.owner, visie.owner) == ("jurist", "griffie")
    assert (college.code, visie.code) == (None, "V-1")
    assert (college.due, str(visie.due)) == (None, "2024-Q2")
    assert (college.readings, visie.readings) == (2, 1)
    assert [str(link) for link in college.after] == ["toets FF", "concept +1w", "concept"]
    assert [str(link) for link in visie.after] == ["visie-college"]
    assert str(college.not_before) == str(visie.not_before) == "2024-02-01"
    assert (college.was, visie.was) == (("oude-visie-college",), ("oude-visie",))


def test_steps_of_a_shipped_procedure_speak_the_language_of_the_plan() -> None:
    plan = plan_of(f"language: en\n{HEAD}{VISION}")

    assert plan.deliverables["visie-college"].title == "Executive decision: Visie"


def test_step_that_is_based_on_a_shipped_procedure_keeps_what_the_plan_does_not_say() -> None:
    own = """\
procedures:
  tender:
    based_on: sas-aanbesteding
    steps:
      beoordeling: {duration: 2w}
      bezwaar: {title: Bezwaar, duration: 20ed, after: [gunningsbesluit SS, {deliverable: beoordeling, type: FF}]}
      gunning: {milestone: start, after: [opschortende-termijn, bezwaar]}
deliverables:
  contract: {title: Contract, procedure: tender}
"""
    plan = plan_of(HEAD + own)
    bezwaar, contract = plan.deliverables["contract-bezwaar"], plan.deliverables["contract"]

    assert str(plan.deliverables["contract-beoordeling"].duration) == "2w"
    assert str(plan.deliverables["contract-inschrijftermijn"].duration) == "45ed"
    assert [str(link) for link in bezwaar.after] == ["contract-gunningsbesluit SS", "contract-beoordeling FF"]
    assert contract.milestone == "start"
    assert [str(link) for link in contract.after] == ["contract-opschortende-termijn", "contract-bezwaar"]


def test_step_after_the_result_waits_for_it_and_holds_nothing_up() -> None:
    written = """\
deliverables:
  regels: {title: Regels, procedure: collegebesluit-met-raadsinformatiebrief}
  daarna: {milestone: true, after: regels}
"""
    plan = plan_of(HEAD + written)

    assert plan.deliverables["regels"].decided_by == "colleges"
    assert [str(link) for link in plan.deliverables["regels-raadsinformatiebrief"].after] == ["regels"]


def test_order_of_lines_changes_nothing(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "plan.yaml", tmp_path / "b" / "plan.yaml"
    for path in (first, second):
        path.parent.mkdir()
    first.write_bytes(f"id: p\n{HEAD}{VISION}".encode())
    lines = first.read_text(encoding="utf-8").splitlines(keepends=True)
    mixed = random.Random(3)  # noqa: S311 - an order, not a secret
    second.write_bytes("".join(shuffled(lines, mixed)).encode())

    assert second.read_bytes() != first.read_bytes()
    assert {**status_of(first), "findings": ()} == {**status_of(second), "findings": ()}


def test_procedure_may_stand_in_a_file_that_is_read_later(tmp_path: Path) -> None:
    procedure = "procedures:\n  eigen: {steps: {werk: {duration: 1w}, af: {milestone: true, after: werk}}}\n"
    (tmp_path / "plan.yaml").write_text(
        "status_date: 2024-01-08\ninclude: z.yaml\ndeliverables:\n  iets: {procedure: eigen}\n", encoding="utf-8"
    )
    (tmp_path / "z.yaml").write_text(procedure, encoding="utf-8")

    assert list(deliverables(status_of(tmp_path))) == ["iets-werk", "iets"]


def _written(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_bytes(f"language: en\n{HEAD}{VISION}".encode())
    return path


@pytest.mark.parametrize(
    ("arguments", "old", "new"),
    [
        (
            ("update", "visie-college", "--due", "2024-Q1"),
            '"concept +1w"]}',
            '"concept +1w"], due: 2024-Q1}',
        ),
        (("update", "visie", "--note", "Let op"), '+1w"]}\n', '+1w"]}\n    note: Let op\n'),
        (
            ("update", "visie@raad-een", "--finished", "2024-01-02"),
            '+1w"]}\n',
            '+1w"]}\n    decided: {raad-een: 2024-01-02}\n',
        ),
        (
            ("update", "visie-college", "--finished", "2024-01-02"),
            '"concept +1w"]}',
            '"concept +1w"], decided: {colleges: 2024-01-02}}',
        ),
        (("rename", "toets", "proef"), "toets", "proef"),
        (("rename", "colleges", "college-samen"), None, None),
    ],
)  # fmt: skip
def test_edit_of_a_step_is_written_at_its_deliverable(
    tmp_path: Path, arguments: tuple[str, ...], old: str | None, new: str | None
) -> None:
    path = _written(tmp_path)
    before = path.read_bytes().decode()
    command, *rest = arguments
    outcome = roadmap(command, path, *rest)
    after = path.read_bytes().decode()

    if old is None or new is None:
        # The procedure that the tool ships asks for the id as it was.
        assert (outcome.status, after) == (1, before)
        assert 'Step "college" of "visie" is decided by "colleges"' in outcome.err
    else:
        assert outcome.status == 0, outcome.err
        changed = before.replace(old, new)
        was = "duration: 1w, was: toets" if command == "rename" else ""
        assert after == (changed.replace("proef: {duration: 1w", f"proef: {{{was}", 1) if was else changed)


def test_step_of_which_nothing_was_said_gets_a_place_for_it(tmp_path: Path) -> None:
    path = _written(tmp_path)
    text = path.read_bytes().decode().replace("    steps:\n      college: {readings: 2, owner: jurist, ", "    note: {")
    start, end = text.index("    note: {"), text.index("  toets:")
    path.write_bytes((text[:start] + text[end:]).encode())
    roadmap("update", path, "visie-college", "--due", "2024-Q1")

    assert "    was: oude-visie\n    steps: {college: {due: 2024-Q1}}\n  toets:" in path.read_bytes().decode()


def test_renamed_deliverable_takes_the_names_of_its_steps_along(tmp_path: Path) -> None:
    path = _written(tmp_path)
    roadmap("baseline", path, "begin")
    outcome = roadmap("rename", path, "visie", "toekomst")
    status = status_of(path, "--baseline", "begin")

    assert outcome.status == 0, outcome.err
    assert "after: [toekomst-college, toekomst@raad-een]" in path.read_bytes().decode()
    assert {row["slip"] for row in status["deliverables"]} == {0}


def test_removed_deliverable_is_missed_by_who_follows_one_of_its_steps(tmp_path: Path) -> None:
    path = _written(tmp_path)
    before = path.read_bytes()
    refused = roadmap("remove", path, "visie")

    assert refused.status == 1
    assert refused.err.count("still-named") == 2
    assert path.read_bytes() == before


def test_removed_deliverable_hands_on_what_its_first_steps_followed(tmp_path: Path) -> None:
    path = _written(tmp_path)
    text = path.read_bytes().decode()
    path.write_bytes(text.replace("toets FF, ", "").replace("visie@raad-een", "visie").encode())
    outcome = roadmap("remove", path, "visie", "--relink")

    assert outcome.status == 0, outcome.err
    assert "uitvoering: {duration: 1w, after: [concept +1w, concept]}" in path.read_bytes().decode()
    assert "visie" not in path.read_bytes().decode()


def test_procedure_of_the_plan_is_renamed_where_it_is_named_and_removed_when_it_is_not(tmp_path: Path) -> None:
    path = _written(tmp_path)
    path.write_bytes(
        path.read_bytes().replace(b"raadsbesluit", b"eigen") + b"procedures:\n  eigen: {based_on: raadsbesluit}\n"
    )
    renamed = roadmap("rename", path, "eigen", "anders")
    refused = roadmap("remove", path, "anders")

    assert renamed.status == 0, renamed.err
    assert "    procedure: anders\n" in path.read_bytes().decode()
    assert (refused.status, refused.err.count("still-needed")) == (1, 1)


@pytest.mark.parametrize(
    ("command", "more"), [("remove", ()), ("rename", ("iets",)), ("move", ("lijn",))]
)  # fmt: skip
def test_step_comes_and_goes_with_its_deliverable(tmp_path: Path, command: str, more: tuple[str, ...]) -> None:
    path = _written(tmp_path)
    path.write_bytes(path.read_bytes() + b"workstreams:\n  lijn: {title: Lijn}\n")
    before = path.read_bytes()
    outcome = roadmap(command, path, "visie-college", *more)

    assert outcome.status == 1
    assert 'step "college" of "visie"' in outcome.err
    assert path.read_bytes() == before


def test_added_deliverable_may_name_a_procedure(tmp_path: Path) -> None:
    path = _written(tmp_path)
    outcome = roadmap("add", path, "regels", "--procedure", "raadsbesluit", "--title", "Regels", "--after", "visie")

    assert outcome.status == 0, outcome.err
    assert "  regels: {title: Regels, procedure: raadsbesluit, after: visie}\n" in path.read_bytes().decode()
    assert deliverables(status_of(path))["regels-college"]["step_of"] == "regels"


def test_sheet_has_a_row_for_each_step_and_brings_back_what_was_filled_in(tmp_path: Path) -> None:
    path, sheet = _written(tmp_path), tmp_path / "a.csv"
    roadmap("export", path, sheet)
    assert roadmap("import", path, sheet).out == "The plan says so already; nothing is written.\n"

    lines = sheet.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    changed = [
        line.replace("Executive decision", "College beslist") if "visie-college" in line else line for line in lines
    ]
    sheet.write_bytes("".join(changed).encode("utf-8-sig"))
    outcome = roadmap("import", path, sheet)

    assert outcome.status == 0, outcome.err
    assert "\"concept +1w\"], title: 'College beslist: Visie'}" in path.read_bytes().decode()
