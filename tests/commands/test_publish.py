"""`roadmap publish`: a folder for any web server, brought up to date without ever harming what is there."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from roadmap.commands.ledgers import ledger_path
from tests.export.calendars import events_in
from tests.faces import Outcome, roadmap
from tests.running import run_cli, run_python

MAIN = """\
id: proef
title: Proefplan
status_date: 2024-06-03
publish: {address: https://voorbeeld.example/proef}
bodies:
  raad: {title: De raad, hand_in: 14ed, meetings: [2024-06-25, 2024-07-16], municipality: Ons}
deliverables:
  memo: {title: Memo, duration: 5d, due: 2024-06-14, owner: beleid}
  besluit: {title: Besluit, decided_by: raad, after: memo}
targets:
  doel: {title: Doel, milestone: besluit, by: 2024-09-30}
"""
LATER = MAIN.replace("due: 2024-06-14", "due: 2024-06-21")
GONE = MAIN.partition("bodies:")[0] + "deliverables:\n  anders: {title: Anders, duration: 5d}\n"
BROKEN = MAIN.replace("after: memo", "after: mem")


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*")}


def publish(folder: Path, *options: str, text: str | None = None) -> Outcome:
    """Publish the plan in a folder, after writing it anew where a text is given."""
    if text is not None:
        (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return roadmap("publish", folder, folder.parent / "site", *options)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """A plan that was published once."""
    folder = tmp_path_factory.mktemp("publish")
    (folder / "plan").mkdir()
    return folder, publish(folder / "plan", text=MAIN)


@pytest.fixture
def plan(first: tuple[Path, Outcome], tmp_path: Path) -> Path:
    """A copy of the published plan, with the folder that it was published in beside it."""
    shutil.copytree(first[0], tmp_path, dirs_exist_ok=True)
    return tmp_path / "plan"


def test_folder_holds_calendars_pictures_data_and_pages_in_two_languages(first: tuple[Path, Outcome]) -> None:
    folder, outcome = first
    names = written(folder / "site").keys()

    assert outcome.status == 0
    assert " ".join(outcome.out.split()).startswith(f"Gepubliceerd in {(folder / 'site').as_posix()}: 6 agenda's. ")
    assert {"index.html", "404.html", "status.json", "style.css", "publication.json"} <= names
    for language in ("nl", "en"):
        assert {f"{language}/{name}" for name in ("index.html", "gantt.svg", "gantt.png", "gantt.pdf")} <= names
    assert {name for name in names if name.startswith("nl/") and name.endswith(".ics")} == {
        f"nl/proef-{feed}{variant}.ics"
        for feed in ("alles", "kritiek", "aanleverdagen", "gemeente-ons", "orgaan-raad", "eigenaar-beleid")
        for variant in ("", "-met-herinnering")
    }
    assert json.loads((folder / "site" / "status.json").read_text(encoding="utf-8"))["plan"] == "proef"


def test_ledger_lies_beside_the_plan(first: tuple[Path, Outcome]) -> None:
    ledger = json.loads((first[0] / "plan" / "calendar-ledger.json").read_text(encoding="utf-8"))

    assert ledger["plan"] == "proef"
    assert ledger["events"]["due:memo"]["day"] == "2024-06-14"


@pytest.mark.parametrize(
    ("name", "expected"), [("plan.yaml", "calendar-ledger.json"), ("a.yaml", "a.calendar-ledger.json")]
)
def test_ledger_of_a_plan_in_a_file_goes_by_its_name(tmp_path: Path, name: str, expected: str) -> None:
    assert ledger_path(tmp_path / name) == tmp_path / expected


def test_second_publication_without_a_change_writes_nothing(plan: Path) -> None:
    before = times(plan.parent)
    outcome = publish(plan)

    assert outcome.status == 0
    assert outcome.out == "Er is niets veranderd sinds de laatste publicatie; er is niets geschreven.\n"
    assert times(plan.parent) == before


def test_only_what_changed_is_written_and_told(plan: Path) -> None:
    site = plan.parent / "site"
    before = times(site)
    outcome = publish(plan, "--stamp", "2024-06-10T09:00:00Z", text=LATER)
    changed = {name for name, moment in times(site).items() if before.get(name) != moment and name.endswith(".ics")}

    assert "Abonnees zien: 0 nieuw, 1 verplaatst, 0 met andere tekst, 0 vervallen." in outcome.out
    assert "14-6-2024 \N{RIGHTWARDS ARROW} 21-6-2024" in outcome.out
    assert changed == {
        f"{language}/proef-{feed}{variant}.ics"
        for language, feeds, variants in (
            ("nl", ("alles", "kritiek", "eigenaar-beleid"), ("", "-met-herinnering")),
            ("en", ("all", "critical", "owner-beleid"), ("", "-with-reminder")),
        )
        for feed in feeds
        for variant in variants
    }
    (event,) = [
        event
        for event in events_in((site / "nl" / "proef-alles.ics").read_bytes()).values()
        if "uiterlijk" in event["SUMMARY"]
    ]
    assert (event["SEQUENCE"], event["LAST-MODIFIED"].to_ical()) == (1, b"20240610T090000Z")


def test_withdrawn_day_that_is_no_longer_shown_is_counted(plan: Path) -> None:
    without = MAIN.replace("  memo: {title: Memo, duration: 5d, due: 2024-06-14, owner: beleid}\n", "")
    without = without.replace(", after: memo", "")
    withdrawn = publish(plan, "--stamp", "2024-06-10T09:00Z", "--lang", "en", "--force", text=without)
    within = publish(plan, "--stamp", "2024-09-07T09:00Z", "--lang", "en", text=without + "# nu\n")
    after = publish(plan, "--stamp", "2024-09-08T09:00Z", "--lang", "en", text=without + "# later\n")
    count = int(withdrawn.out.split(" withdrawn.")[0].rsplit(" ", 1)[1])

    assert count >= 1
    assert "no longer shown" not in within.out
    assert f"{count} day" in after.out
    assert "withdrawn before" in after.out
    assert "no longer shown." in after.out
    assert "Subscribers see no difference." not in after.out


def test_calendar_and_build_write_what_was_published(plan: Path) -> None:
    publish(plan, "--stamp", "2024-06-10T09:00:00Z", text=LATER)
    roadmap("calendar", plan, "-o", plan.parent / "agenda", "--reminders")
    roadmap("build", plan, "-o", plan.parent / "out", "--lang", "en")
    ledger = (plan / "calendar-ledger.json").read_bytes()

    for folder, language in ((plan.parent / "agenda", "nl"), (plan.parent / "out" / "agenda", "en")):
        for name, content in written(folder).items():
            assert content == (plan.parent / "site" / language / name).read_bytes()
    assert len(written(plan.parent / "agenda")) == 12
    assert (plan / "calendar-ledger.json").read_bytes() == ledger


def test_plan_in_the_same_state_elsewhere_publishes_the_same_bytes(first: tuple[Path, Outcome], tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.yaml").write_text(MAIN, encoding="utf-8")
    environment = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    ran = run_cli("publish", tmp_path / "plan", tmp_path / "site", environment=environment)

    assert ran.status == 0
    assert written(tmp_path / "site") == written(first[0] / "site")
    assert written(tmp_path / "plan") == written(first[0] / "plan")


@pytest.mark.parametrize(("text", "status"), [(BROKEN, 1), ("", 2)])
def test_broken_plan_leaves_everything_as_it_was(plan: Path, text: str, status: int) -> None:
    before = written(plan.parent / "site"), (plan / "calendar-ledger.json").read_bytes()
    outcome = publish(plan, text=text)

    assert outcome.status == status
    assert outcome.err.endswith("Er is niets gepubliceerd; wat er al stond, blijft zoals het is.\n")
    assert (written(plan.parent / "site"), (plan / "calendar-ledger.json").read_bytes()) == before


def test_loss_of_most_days_is_refused_unless_it_is_meant(plan: Path) -> None:
    before = written(plan.parent / "site")
    refused = publish(plan, text=GONE)
    kept = written(plan.parent / "site")
    forced = publish(plan, "--force")

    assert (refused.status, kept) == (1, before)
    assert "Van de 4 gepubliceerde dagen zijn er 4 uit het plan verdwenen" in refused.err
    assert forced.status == 0
    assert "4 vervallen" in forced.out


def test_damaged_ledger_is_told_and_nothing_is_published(plan: Path) -> None:
    (plan / "calendar-ledger.json").write_text('{"plan": "proef",\n oeps', encoding="utf-8")
    before = written(plan.parent / "site")
    for outcome in (
        publish(plan),
        roadmap("calendar", plan, "-o", plan / "uit"),
        roadmap("build", plan, "-o", plan / "uit"),
    ):
        assert outcome.status == 1
        assert f"{plan.as_posix()}/calendar-ledger.json:2:2: fout: unreadable-ledger" in outcome.err

    assert written(plan.parent / "site") == before
    assert not (plan / "uit").exists()


def test_ledger_of_another_plan_is_refused(plan: Path) -> None:
    outcome = publish(plan, text=MAIN.replace("id: proef", "id: ander"))

    assert outcome.status == 1
    assert 'Het register is van plan "proef", en dit is plan "ander".' in " ".join(outcome.err.split())


def test_lost_ledger_is_told_and_counts_on_beyond_the_old_one(plan: Path) -> None:
    (plan / "calendar-ledger.json").unlink()
    outcome = publish(plan, "--stamp", "2024-06-10")
    ledger = json.loads((plan / "calendar-ledger.json").read_text(encoding="utf-8"))

    assert outcome.status == 0
    assert "Het register van deze agenda's is weg." in " ".join(outcome.err.split())
    # 1,622 days of 1,440 minutes since 1 January 2020.
    assert {event["sequence"] for event in ledger["events"].values()} == {1622 * 1440}


def test_two_ledgers_are_taken_together(plan: Path) -> None:
    text = (plan / "calendar-ledger.json").read_text(encoding="utf-8")
    other: dict[str, Any] = json.loads(text)
    other["events"]["due:memo"]["sequence"] = 9
    other["events"]["due:memo"]["modified"] = "2024-06-20T00:00:00Z"
    (plan.parent / "ander.json").write_text(json.dumps(other), encoding="utf-8")
    outcome = publish(plan, "--merge", str(plan.parent / "ander.json"), text=LATER)
    event = json.loads((plan / "calendar-ledger.json").read_text(encoding="utf-8"))["events"]["due:memo"]

    assert outcome.status == 0
    assert (event["sequence"], event["modified"]) == (10, "2024-06-20T00:00:01Z")


def test_file_that_is_lost_or_damaged_is_put_back(plan: Path) -> None:
    site = plan.parent / "site"
    before = written(site)
    (site / "nl" / "proef-alles.ics").unlink()
    (site / "index.html").write_text("half", encoding="utf-8")
    outcome = publish(plan)

    assert "Bestanden: 2 geschreven" in outcome.out
    assert written(site) == before


def test_files_of_others_are_neither_written_over_nor_taken_away(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("van een ander", encoding="utf-8")
    outcome = publish(tmp_path / "plan", text=MAIN)

    assert outcome.status == 1
    assert "index.html" in outcome.err
    assert written(tmp_path / "site") == {"index.html": b"van een ander"}
    assert not (tmp_path / "plan" / "calendar-ledger.json").exists()


def test_list_that_somebody_changed_removes_nothing_that_is_not_ours(plan: Path) -> None:
    listed = json.loads((plan.parent / "site" / "publication.json").read_text(encoding="utf-8"))
    listed["files"] |= {"../plan/plan.yaml": "x", "/etc/hostname": "x", "nl/verslag.docx": "x", "nl/oud.ics": "x"}
    (plan.parent / "site" / "publication.json").write_text(json.dumps(listed), encoding="utf-8")
    for name in ("verslag.docx", "oud.ics"):
        (plan.parent / "site" / "nl" / name).write_text("tekst", encoding="utf-8")
    outcome = publish(plan)

    assert outcome.status == 0
    assert (plan / "plan.yaml").exists()
    assert (plan.parent / "site" / "nl" / "verslag.docx").exists()
    assert not (plan.parent / "site" / "nl" / "oud.ics").exists()


@pytest.mark.parametrize(
    ("option", "value", "complaint"),
    [
        ("--address", "voorbeeld.nl", "geen webadres"),
        ("--address", "https://voorbeeld.nl/?a=1", "geen webadres"),
        ("--stamp", "gisteren", "geen datum"),
        ("--stamp", "2024-06-10T25:00:00Z", "bestaat niet"),
    ],
)
def test_values_that_cannot_be_read_are_told(plan: Path, option: str, value: str, complaint: str) -> None:
    outcome = publish(plan, option, value)

    assert outcome.status == 2
    assert complaint in outcome.err


@pytest.mark.skipif(os.name != "posix", reason="forks and kills as on Linux and macOS")
@pytest.mark.parametrize("rounds", [pytest.param(50, marks=pytest.mark.thorough), 3])
def test_publication_that_is_killed_leaves_every_file_whole_and_the_next_one_repairs(
    first: tuple[Path, Outcome], tmp_path: Path, rounds: int
) -> None:
    for name in ("before", "after"):
        shutil.copytree(first[0], tmp_path / name)
        (tmp_path / name / "plan" / "plan.yaml").write_text(LATER, encoding="utf-8")
    assert publish(tmp_path / "after" / "plan").status == 0
    ran = run_python("-m", "tests.commands.publishing", str(rounds), tmp_path, seconds=600)

    assert (ran.status, ran.err.decode()) == (0, "")
    assert rounds < 50 or int(ran.out) > 0
