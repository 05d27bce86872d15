"""`roadmap meetings`: what a griffie publishes comes to stand in the plan, and the command says what that does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.faces import Outcome, load_text, roadmap

MAIN = """\
roadmap: 1
title: Klein
language: en
status_date: 2025-01-15  # peildatum
include: besturen.yaml
targets:
  start: {title: Start, by: 2025-04-15, milestone: besluit, kind: fatal}
deliverables:
  stuk: {duration: 2w}
  besluit: {title: Besluit, decided_by: raad, after: stuk}
"""
BODIES = """\
bodies:
  raad:  # dinsdag
    title: Gemeenteraad
    hand_in: 7ed
    meetings:
      - 2025-01-14  # voorbij
      - 2025-02-11
      - 2025-03-11  # begroting
      - 2025-05-13
    note: x
  oost: {title: Oost, hand_in: 7ed}
groups:
  raden: [raad, oost]
"""
ZONE = "DTSTART;TZID=Europe/Amsterdam:"


def event(day: str, *lines: str, title: str = "Raad") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"SUMMARY:{title}", day, *lines, "END:VEVENT", ""])


def calendar(*events: str) -> str:
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_bytes(MAIN.encode())
    (tmp_path / "besturen.yaml").write_bytes(BODIES.encode())
    return tmp_path


def meetings(plan: Path, content: str | bytes, *options: str, body: str = "raad", name: str = "griffie.ics") -> Outcome:
    """One list read in, in English."""
    path = plan / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return roadmap("meetings", plan, body, path, *options, "--lang", "en")


def days(plan: Path, content: str | bytes, *options: str, name: str = "griffie.ics") -> list[str]:
    """The days that a list says, read into a body that has none."""
    outcome = meetings(plan, content, "--from", "2025-01-01", *options, "--json", body="oost", name=name)
    told: dict[str, Any] = json.loads(outcome.out)
    assert outcome.status == 0, told["findings"]
    return [row["date"] for row in told["new"]]


def test_list_has_its_way_from_the_status_date_on_and_the_rest_of_the_file_stays(plan: Path) -> None:
    outcome = meetings(plan, calendar(event("DTSTART:20250211"), event("DTSTART:20250408"), event("DTSTART:20250513")))

    assert outcome.status == 0
    assert (plan / "plan.yaml").read_text(encoding="utf-8") == MAIN
    assert (plan / "besturen.yaml").read_text(encoding="utf-8") == BODIES.replace(
        "      - 2025-03-11  # begroting\n", "      # 2025-03-11  # begroting\n"
    ).replace("      - 2025-02-11\n", "      - 2025-02-11\n      - 2025-04-08\n")


def test_command_shows_the_change_and_what_it_does_to_the_targets(plan: Path) -> None:
    content = calendar(
        event("DTSTART:20250408", title="Raad over de begroting"), event("DTSTART:20250513"), event("DTSTART:20250101")
    )

    outcome = meetings(plan, content, "--all")

    assert outcome.out.startswith("Gemeenteraad: meetings from 2025-01-15 by")
    assert "New (1):\n  Tue 2025-04-08  Raad over de begroting\n" in outcome.out
    assert "Dropped (2): Tue 2025-02-11, Tue 2025-03-11\n" in outcome.out
    assert "Kept (1): Tue 2025-05-13\n" in outcome.out
    assert "Passed over: 1 outside the period.\n" in outcome.out
    assert "Start (by 2025-04-15): margin 63 -> 7 days\n" in outcome.out
    assert "  Besluit misses Gemeenteraad on 2025-02-11: 2025-04-08, 56 days later\n" in outcome.out
    assert outcome.out.endswith(f"Written: {plan.as_posix()}/besturen.yaml\n")
    assert "warning: dropped-outside-list" in outcome.err
    assert "--from 2025-04-08 --to 2025-05-13" in outcome.err


def test_dry_run_says_the_same_and_writes_nothing(plan: Path) -> None:
    content = calendar(event("DTSTART:20250408"))
    dry = meetings(plan, content, "--dry-run")

    assert (plan / "besturen.yaml").read_text(encoding="utf-8") == BODIES
    wet = meetings(plan, content)
    assert dry.out.splitlines()[:-1] == wet.out.splitlines()[:-1]


def test_second_time_nothing_is_written(plan: Path) -> None:
    content = calendar(event("DTSTART:20250408"))
    meetings(plan, content)
    written = (plan / "besturen.yaml").read_bytes()

    outcome = meetings(plan, content)

    assert outcome.out.endswith("The plan says so already; nothing is written.\n")
    assert (plan / "besturen.yaml").read_bytes() == written


def test_bounds_and_add_keep_what_the_list_does_not_speak_of(plan: Path) -> None:
    content = calendar(event("DTSTART:20250408"))

    bounded = json.loads(meetings(plan, content, "--to", "2025-04", "--dry-run", "--json").out)
    added = json.loads(meetings(plan, content, "--add", "--json").out)

    assert [row["date"] for row in bounded["untouched"]] == ["2025-01-14", "2025-05-13"]
    assert [row["date"] for row in bounded["dropped"]] == ["2025-02-11", "2025-03-11"]
    assert (bounded["written"], added["written"], added["dropped"]) == (False, True, [])
    assert "      - 2025-03-11  # begroting\n      - 2025-04-08\n" in (plan / "besturen.yaml").read_text(
        encoding="utf-8"
    )


def test_only_takes_the_meetings_of_the_body_out_of_a_calendar_with_committees(plan: Path) -> None:
    content = calendar(
        event("DTSTART:20250408"), event("DTSTART:20250401", "RRULE:FREQ=WEEKLY", title="Commissie Ruimte")
    )

    assert meetings(plan, content).status == 1
    assert days(plan, content, "--only", "RAAD") == ["2025-04-08"]


def test_series_with_days_taken_out_added_moved_and_cancelled(plan: Path) -> None:
    content = calendar(
        event(
            f"{ZONE}20250114T193000",
            "UID:1",
            "RRULE:FREQ=MONTHLY;BYDAY=2TU;UNTIL=20250610T173000Z",
            "EXDATE;TZID=Europe/Amsterdam:20250211T193000",
            "RDATE;TZID=Europe/Amsterdam:20250701T193000",
        ),
        event("DTSTART:20250318T183000Z", "UID:1", "RECURRENCE-ID:20250311T183000Z"),
        event(f"{ZONE}20250408T193000", "UID:1", "RECURRENCE-ID:20250408T173000Z", "STATUS:CANCELLED"),
        event("DTSTART:20250909", title="Geannuleerd: Raad"),
    )

    assert days(plan, content) == ["2025-01-14", "2025-03-18", "2025-05-13", "2025-06-10", "2025-07-01"]


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("DTSTART:20250114T233000Z", "2025-01-15"),
        ("DTSTART:20250714T213000Z", "2025-07-14"),
        ("DTSTART:20250714T223000Z", "2025-07-15"),
        ("DTSTART:20250114T193000", "2025-01-14"),
        ("DTSTART;VALUE=DATE:20250114", "2025-01-14"),
        ("DTSTART;TZID=America/New_York:20250114T193000", "2025-01-15"),
        ('DTSTART;TZID="W. Europe Standard Time":20250114T233000', "2025-01-14"),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Amsterdam:20250114T233000", "2025-01-14"),
        ('DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna":20250114T003000', "2025-01-14"),
    ],
)
def test_day_is_that_in_the_netherlands(plan: Path, start: str, day: str) -> None:
    assert days(plan, calendar(event(start))) == [day]


def test_unknown_zone_with_offsets_gives_a_day_where_all_of_them_agree(plan: Path) -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Eigen\r\nBEGIN:STANDARD\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
        "END:STANDARD\r\nEND:VTIMEZONE\r\n"
    )

    assert days(plan, calendar(zone, event("DTSTART;TZID=Eigen:20250114T193000"))) == ["2025-01-14"]
    late = calendar(zone, event("DTSTART;TZID=Eigen:20250714T233000"))
    assert "error: uncertain-day" in meetings(plan, late).err


@pytest.mark.parametrize(
    "table",
    [
        "\ufeffDatum;Titel\r\n14-1-2025;Raad\r\n11-2-2025;Raad\r\n",
        "2025-01-14\n2025-02-11\n",
        "datum,omschrijving\ndi 14 januari 2025,Raad\n11 feb. 2025,Raad\n",
        'onderwerp\tbegindatum\tbegin\n"Raad"\t14/01/2025\t19:30\nRaad\t11.02.2025\t19:30\n',
        "sep=;\nRaad;14 jan 2025 om 19.30 uur\nRaad;11-2-2025 19:30\n",
        "Vergaderschema;\nTitel;Datum\nRaad;14-1-2025\n;\nRaad;11-2-2025\n",
        "datum;titel;status\n14-1-2025;Raad;\n11-2-2025;Raad;definitief\n11-3-2025;Raad;vervalt\n",
    ],
)
def test_tables_as_people_write_them_say_the_same(plan: Path, table: str) -> None:
    assert days(plan, table, name="schema.csv") == ["2025-01-14", "2025-02-11"]


def test_windows_1252_and_utf_16_are_read_too(plan: Path) -> None:
    table = "datum;titel\n14-1-2025;Coördinatie\n"

    assert days(plan, table.encode("utf-16"), "--dry-run", name="a.csv") == ["2025-01-14"]
    outcome = meetings(plan, table.encode("cp1252"), "--from", "2025-01-01", "--json", body="oost", name="b.csv")
    told = json.loads(outcome.out)
    assert told["new"] == [{"date": "2025-01-14", "title": "Coördinatie"}]
    assert [finding["code"] for finding in told["findings"]] == ["read-as-windows-1252"]


def test_day_that_stands_under_extra_is_not_written_twice(plan: Path) -> None:
    path = plan / "besturen.yaml"
    path.write_text(BODIES.replace("hand_in: 7ed}", "hand_in: 7ed, extra: [{on: 2025-04-08}]}"), encoding="utf-8")

    assert days(plan, calendar(event("DTSTART:20250408"), event("DTSTART:20250506"))) == ["2025-05-06"]
    assert "extra: [{on: 2025-04-08}], meetings: [2025-05-06]}" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("raden", "griffie.ics"), '"raden" is a group. Name one body: raad, oost.'),
        (("raat", "griffie.ics"), 'There is no body "raat" in this plan. Did you mean "raad"?'),
        (("raad", "griffie.pdf"), "is no calendar (.ics) and no table (.csv)."),
        (("raad", "griffie.ics", "--all", "--only", "x"), "--only and --all exclude each other."),
        (("raad", "griffie.ics", "--to", "2024"), "2024"),
        (("raad", "griffie.ics", "--to", "2024-12"), "2024-12-31 lies before 2025-01-15, the first day that counts."),
    ],
)
def test_what_cannot_be_meant_is_complained_about(plan: Path, arguments: tuple[str, ...], complaint: str) -> None:
    for name in ("griffie.ics", "griffie.pdf"):
        (plan / name).write_text(calendar(event("DTSTART:20250408")), encoding="utf-8")

    outcome = roadmap("meetings", plan, arguments[0], plan / arguments[1], *arguments[2:], "--lang", "en")

    assert outcome.status == 2
    assert complaint in " ".join(outcome.err.split())
    assert (plan / "besturen.yaml").read_text(encoding="utf-8") == BODIES


def test_written_plan_is_the_one_that_was_shown(plan: Path) -> None:
    meetings(plan, calendar(event("DTSTART:20250408"), event("DTSTART:20250513")))

    text = (plan / "besturen.yaml").read_text(encoding="utf-8")
    assert [day.isoformat() for day in load_text(text).plan.bodies["raad"].meetings] == [
        *("2025-01-14", "2025-04-08", "2025-05-13"),
    ]


@pytest.mark.parametrize(
    ("until", "last"),
    [("20250311T183000Z", "2025-03-11"), ("20250311T182959Z", "2025-02-11"), ("20250311", "2025-03-11")],
)
def test_series_ends_with_the_last_meeting_that_begins_in_time(plan: Path, until: str, last: str) -> None:
    content = calendar(event(f"{ZONE}20250114T193000", f"RRULE:FREQ=MONTHLY;BYDAY=2TU;UNTIL={until}"))

    assert days(plan, content)[-1] == last
