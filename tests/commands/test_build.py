from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.faces import NVO, roadmap, status_of
from tests.plans.test_corpus import PLANS
from tests.running import run_cli
from tests.shuffling import shuffled_copy

PICTURES = {"gantt.png", "gantt.svg", "gantt.pdf"}
STARTS = {"gantt.png": b"\x89PNG\r\n", "gantt.svg": b"<?xml", "gantt.pdf": b"%PDF-"}


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("built") / "nvo"
    run_cli("build", NVO, "-o", folder, environment={"PYTHONHASHSEED": "0"})
    return content(folder)


def test_build_writes_pictures_calendars_and_data(built: dict[str, bytes]) -> None:
    calendars = {name for name in built if name.startswith("agenda/")}

    assert set(built) - calendars == {*PICTURES, "status.json"}
    assert all(built[name].startswith(start) for name, start in STARTS.items())
    assert {"agenda/nvo-alles.ics", "agenda/nvo-kritiek.ics", "agenda/nvo-aanleverdagen.ics"} < calendars
    assert all(built[name].startswith(b"BEGIN:VCALENDAR\r\n") for name in calendars)


def test_data_is_what_status_says(built: dict[str, bytes]) -> None:
    assert json.loads(built["status.json"]) == status_of(NVO)


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Los_Angeles", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "random", "MPLBACKEND": "svg"},
    ],
    ids=lambda environment: environment["TZ"],
)
def test_every_file_has_the_same_bytes_elsewhere(
    built: dict[str, bytes], tmp_path: Path, environment: dict[str, str]
) -> None:
    ran = run_cli("build", NVO, "-o", tmp_path / "out", environment=environment)

    assert ran.status == 0
    assert content(tmp_path / "out") == built


def test_every_file_has_the_same_bytes_for_a_shuffled_plan(built: dict[str, bytes], tmp_path: Path) -> None:
    plan = shuffled_copy(NVO, tmp_path, 1)

    assert roadmap("build", plan, "-o", tmp_path / "out").status == 0

    again = content(tmp_path / "out")
    assert {name: again[name] for name in again if name != "status.json"} == {
        name: built[name] for name in built if name != "status.json"
    }


def test_summary_says_targets_hand_in_days_and_what_was_written(tmp_path: Path) -> None:
    out = roadmap("build", NVO, "-o", tmp_path / "out").out

    assert "21 dagen marge" in " ".join(out.split())
    assert "vergadering 18-07-23" in out
    assert "gantt.svg, gantt.png, gantt.pdf" in out
    assert f"{tmp_path.as_posix()}/out" in out
    assert len(out.splitlines()) <= 40
    assert max(map(len, out.split(str(tmp_path))[0].splitlines())) <= 80


def test_hand_in_day_of_a_group_stands_with_the_body_and_the_meeting_that_it_belongs_to(tmp_path: Path) -> None:
    out = roadmap("build", PLANS / "valid" / "tight-hand-in-of-groups.yaml", "-o", tmp_path / "out", "--lang", "en").out
    rows = [" ".join(line.split()) for line in out.partition("Next hand-in days")[2].splitlines()]

    assert rows[1:3] == ["2024-05-28 vote (zuid) meeting 2024-06-25", "2024-06-25 last (zuid) meeting 2024-07-23"]


def test_late_plan_names_first_what_decides_the_date(tmp_path: Path) -> None:
    late = tmp_path / "late.yaml"
    late.write_text(
        '{"status_date": "2024-01-08", "deliverables": {"a": {"title": "Onderzoek", "duration": "9w"},'
        ' "b": {"duration": "1w"}, "m": {"milestone": "finish", "after": ["a", "b"]}},'
        ' "targets": {"t": {"by": "2024-02-01", "milestone": "m", "kind": "fatal"}}}',
        encoding="utf-8",
    )
    outcome = roadmap("build", late, "-o", tmp_path / "out")

    assert outcome.status == 0
    troubles = outcome.out.partition("Te laat of risico")[2]
    assert "Onderzoek" in troubles.splitlines()[1]


def test_plan_with_errors_writes_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text('{"deliverables": {"a": {"duration": "1w", "after": "b"}}}', encoding="utf-8")
    outcome = roadmap("build", broken, "-o", tmp_path / "out")

    assert outcome.status == 1
    assert outcome.out == ""
    assert "unknown-predecessor" in outcome.err
    assert not (tmp_path / "out").exists()


def test_folder_that_cannot_be_written_is_named_and_exits_2(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file stands here", encoding="utf-8")
    outcome = roadmap("build", NVO, "-o", tmp_path / "out")

    assert outcome.status == 2
    assert "out" in outcome.err
    assert (tmp_path / "out").read_text(encoding="utf-8") == "a file stands here"
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]
