"""`roadmap calendar`: which files come where, and what happens when they cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from roadmap.commands import calendar
from roadmap.commands.writing import NotWritten, write_atomically
from tests.export.calendars import events_in, feeds, octet_faults
from tests.faces import NVO, roadmap
from tests.running import run_cli, run_python

SMALL = "id: klein\nstatus_date: 2024-06-03\ndeliverables:\n  x: {milestone: finish, due: 2024-06-28}\n"


def written_plan(folder: Path, text: str = SMALL) -> Path:
    plan = folder / "plan.yaml"
    plan.write_text(text, encoding="utf-8")
    return plan


def test_every_feed_is_written_and_listed_with_its_count(tmp_path: Path) -> None:
    outcome = roadmap("calendar", NVO, "-o", tmp_path / "agenda")
    listed = {name: int(count) for count, name in (line.split() for line in outcome.out.splitlines())}
    files = {path.name: path.read_bytes() for path in (tmp_path / "agenda").iterdir()}

    assert outcome.status == 0
    assert listed == {name: len(events_in(content)) for name, content in files.items()}
    assert {feed.file_name: feed.to_bytes() for feed in feeds(NVO).values()} == files
    assert [fault for content in files.values() for fault in octet_faults(content)] == []
    assert outcome.err.splitlines()[0] == f"Geschreven in {(tmp_path / 'agenda').as_posix()}."


def test_language_and_status_date_can_be_given(tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    outcome = roadmap("calendar", plan, "-o", tmp_path, "--lang", "en", "--status-date", "2024-06-10")
    content = (tmp_path / "klein-all.ics").read_bytes()

    assert outcome.status == 0
    assert b"//EN\r\n" in content
    assert b"DTSTAMP:20240610T000000Z" in content
    assert b"SUMMARY:klein: due" in content


def test_feeds_go_into_the_output_folder_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = written_plan(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert roadmap("calendar", plan).status == 0
    assert sorted(path.name for path in (tmp_path / "out" / "klein" / "agenda").iterdir()) == [
        "klein-aanleverdagen.ics",
        "klein-alles.ics",
        "klein-kritiek.ics",
    ]


def test_same_bytes_in_another_zone_locale_and_hash_seed(tmp_path: Path) -> None:
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONHASHSEED": "7"}
    first = run_cli("calendar", NVO, "-o", tmp_path / "a", environment={"PYTHONHASHSEED": "0"})
    second = run_cli("calendar", NVO, "-o", tmp_path / "b", environment=elsewhere)

    assert (first.status, first.out) == (second.status, second.out)
    one, other = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in "ab")
    assert one == other
    assert len(one) > 30


def test_plan_with_errors_writes_nothing(tmp_path: Path) -> None:
    plan = written_plan(tmp_path, SMALL + "  y: {duration: 1d, after: z}\n")
    outcome = roadmap("calendar", plan, "-o", tmp_path / "agenda")

    assert outcome.status == 1
    assert outcome.out == ""
    assert "unknown-predecessor" in outcome.err
    assert not (tmp_path / "agenda").exists()


def test_no_plan_is_status_2(tmp_path: Path) -> None:
    assert roadmap("calendar", tmp_path / "nergens", "-o", tmp_path / "agenda").status == 2
    assert not (tmp_path / "agenda").exists()


def test_folder_that_cannot_be_made_is_said_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "bezet").write_text("", encoding="utf-8")
    outcome = roadmap("calendar", written_plan(tmp_path), "-o", tmp_path / "bezet")

    assert outcome.status == 2
    assert outcome.out == ""
    assert f'{(tmp_path / "bezet").as_posix()}/klein-alles.ics" kan niet worden geschreven: ' in outcome.err
    assert "Traceback" not in outcome.err


def test_days_that_are_not_known_are_counted_aloud(tmp_path: Path) -> None:
    body = "bodies:\n  raad: {meetings: [2024-01-09]}\n"
    plan = written_plan(tmp_path, body + SMALL + "  nooit: {decided_by: raad}\n")
    outcome = roadmap("calendar", plan, "-o", tmp_path / "agenda")

    assert outcome.status == 0
    assert "1 dag is niet bekend en staat er niet in." in outcome.err


def test_feed_that_is_too_large_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar, "LARGEST", 3_000)
    rows = "".join(f"  x{number}: {{milestone: finish}}\n" for number in range(9))
    outcome = roadmap("calendar", written_plan(tmp_path, SMALL + rows), "-o", tmp_path / "agenda")

    assert outcome.status == 0
    assert "klein-alles.ics is groter dan 1 MB" in outcome.err
    assert "klein-aanleverdagen.ics is" not in outcome.err


def test_help_does_not_load_the_calendar_library() -> None:
    call = "from roadmap.commands.program import program\nprogram(['--help'], standalone_mode=False)"
    check = f"import sys\nsys.exit = print\n{call}\nassert 'icalendar' not in sys.modules"

    assert run_python("-c", check).status == 0


def test_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "map" / "feed.ics"
    write_atomically(path, b"een")
    before = path.stat().st_ino
    write_atomically(path, b"twee")

    assert path.read_bytes() == b"twee"
    assert path.stat().st_ino != before
    assert [entry.name for entry in path.parent.iterdir()] == ["feed.ics"]


@pytest.mark.skipif(
    os.name == "nt" or getattr(os, "geteuid", lambda: 1)() == 0, reason="nothing is closed to this user"
)
def test_folder_without_permission_is_said(tmp_path: Path) -> None:
    closed = tmp_path / "dicht"
    closed.mkdir(mode=0o500)

    with pytest.raises(NotWritten):
        write_atomically(closed / "feed.ics", b"")


def test_nothing_is_left_behind_when_the_place_is_taken_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "feed.ics").mkdir()

    with pytest.raises(NotWritten):
        write_atomically(tmp_path / "feed.ics", b"inhoud")
    assert [entry.name for entry in tmp_path.iterdir()] == ["feed.ics"]
