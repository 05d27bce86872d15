"""`roadmap new`: a plan to begin with, that is a good plan at once and claims nothing that nobody knows."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap.commands.new_folder import write_new_folder
from roadmap.commands.writing import NotWritten
from roadmap.plan.fields import id_from
from roadmap.plan.source import FORBIDDEN, parse_document
from roadmap.plan.templates.new_plan import NewPlan, new_texts, possible_targets, read_template
from tests.commands.failing import failing
from tests.faces import NVO, ROOT, Outcome, deliverables, roadmap, status_of, targets
from tests.running import run_cli, run_python
from tests.thorough import IS_THOROUGH

TWENTE = (
    "Almelo, Borne, Dinkelland, Enschede, Haaksbergen, Hellendoorn, Hengelo, Hof van Twente, Losser, Oldenzaal, "
    "Rijssen-Holten, Tubbergen, Twenterand, Wierden"
)
TEMPLATES = ROOT / "roadmap" / "templates"


def names(number: int) -> str:
    return ", ".join(f"Gemeente {letter}" for letter in range(1, number + 1))


def region(folder: Path, municipalities: str, contract_date: str, *more: str) -> Outcome:
    return roadmap("new", folder, "--municipality", municipalities, "--contract-date", contract_date, *more)


def dates(plan: Path) -> dict[str, Any]:
    """The dates of each deliverable by its code, and of each body's share in it."""
    rows = deliverables(status_of(plan))
    codes = {row["id"]: row["code"] for row in rows.values()}
    return {
        key.replace(key.partition("@")[0], codes[key.partition("@")[0]], 1): (row["early_start"], row["early_finish"])
        for key, row in rows.items()
    }


def test_twente_for_2029_is_a_plan_without_errors_and_warnings_that_meets_its_date(tmp_path: Path) -> None:
    outcome = region(tmp_path / "twente", TWENTE, "2029-01-01")
    status = status_of(tmp_path / "twente")

    assert outcome.status == 0
    assert roadmap("check", tmp_path / "twente", "--strict").status == 0
    assert targets(status)["contractering"]["state"] == "on-track"
    assert status["status_date"] == "2027-01-04"
    assert sum(key.startswith("raden") or "@raad-" in key for key in deliverables(status)) == 3 * 14


@pytest.mark.parametrize("year", range(2027, 2033))
@pytest.mark.parametrize("number", [1, 14])
def test_contracts_of_new_year_are_in_time_whatever_the_year_and_the_region(
    tmp_path: Path, year: int, number: int
) -> None:
    outcome = region(tmp_path / "regio", names(number), f"{year}-01-01")

    assert outcome.status == 0
    assert targets(status_of(tmp_path / "regio"))["contractering"]["state"] == "on-track"


def test_region_with_the_bodies_of_the_example_has_the_dates_of_the_example(tmp_path: Path) -> None:
    region(tmp_path / "regio", TWENTE, "2025-01-01")
    shutil.rmtree(tmp_path / "regio" / "besturen")
    shutil.copytree(NVO / "besturen", tmp_path / "regio" / "besturen")

    assert dates(tmp_path / "regio") == dates(NVO)


@settings(max_examples=60 if IS_THOROUGH else 12)
@given(
    month=st.dates(date(2020, 1, 1), date(2032, 1, 1)).map(lambda day: day.replace(day=1)), number=st.integers(1, 40)
)
def test_no_contract_date_gives_errors_and_one_that_is_late_is_told(
    tmp_path_factory: pytest.TempPathFactory, month: date, number: int
) -> None:
    folder = tmp_path_factory.mktemp("nieuw") / "regio"
    outcome = region(folder, names(number), month.isoformat())
    status = status_of(folder)
    troubled = [target["id"] for target in status["targets"] if target["state"] != "on-track"]

    assert outcome.status == 0
    assert targets(status)["contractering"]["per"] == month.isoformat()
    assert all(row["early_finish"] for row in status["deliverables"])
    assert troubled == [] or f"roadmap path {folder.as_posix()} --target " in " ".join(outcome.out.split())


@pytest.mark.parametrize("month", range(1, 13))
def test_small_plan_is_in_time_in_its_language_whatever_the_month(tmp_path: Path, month: int) -> None:
    language = ("nl", "en")[month % 2]
    day = f"2028-{month:02d}-01"
    outcome = roadmap("new", tmp_path / "klein", "--contract-date", day, "--lang", language)
    status = status_of(tmp_path / "klein")

    assert outcome.status == 0
    assert [(target["per"], target["state"]) for target in status["targets"]] == [(day, "on-track")]
    assert roadmap("status", tmp_path / "klein").out.startswith({"nl": "Nieuwe", "en": "New"}[language])


def test_without_a_date_the_plan_begins_today_or_later(tmp_path: Path) -> None:
    today = datetime.now(tz=UTC).astimezone().date()
    for name, arguments in (("klein", ()), ("regio", ("--municipality", "Almelo"))):
        assert roadmap("new", tmp_path / name, *arguments).status == 0
        begins = date.fromisoformat(status_of(tmp_path / name)["status_date"])

        assert 0 <= (begins - today).days < 366


def test_title_id_and_language_are_those_asked_for(tmp_path: Path) -> None:
    title = "Regio 'Noord': \"nieuw\" # 1"
    roadmap("new", tmp_path / "Regio Noord!", "--title", title, "--lang", "en", "--municipality", "Almelo")
    status = status_of(tmp_path / "Regio Noord!")

    assert status["plan"] == "regio-noord"
    assert roadmap("status", tmp_path / "Regio Noord!").out.startswith(f"{title} (")
    assert "\nStatus date " in roadmap("status", tmp_path / "Regio Noord!").out


LETTERS = st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"], exclude_characters=",;")
NAMES = (
    st.text(LETTERS | st.sampled_from("'\":#-aB &*[]{}"), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: bool(id_from(text)) and not FORBIDDEN.search(text))
)


@given(st.lists(NAMES, min_size=1, max_size=6, unique_by=id_from))
def test_any_name_is_read_back_as_it_was_given(given_names: list[str]) -> None:
    asked = NewPlan("regio", "nl", "", date(2029, 1, 1), given_names)
    texts = new_texts(read_template("nvo"), asked)
    councils, colleges = (
        parse_document(texts[f"besturen/{name}.yaml"], name) for name in ("raden", "colleges")
    )  # fmt: skip
    read: Any = councils.root
    together: Any = colleges.root

    assert (councils.findings, colleges.findings) == ((), ())
    assert [body["municipality"] for body in read["bodies"].values()] == given_names
    assert [body["title"] for body in read["bodies"].values()] == [f"Gemeenteraad {name}" for name in given_names]
    assert list(together["bodies"]["colleges"]["municipality"]) == given_names
    assert list(read["groups"]["raden"]) == list(read["bodies"])


def test_municipalities_are_named_behind_one_option_or_several_in_any_order(tmp_path: Path) -> None:
    roadmap("new", tmp_path / "een" / "x", "--municipality", "'s-Hertogenbosch,  Hof van  Twente ;Súdwest-Fryslân,")
    several = ("Súdwest-Fryslân", "'s-Hertogenbosch", "Hof van Twente")
    roadmap("new", tmp_path / "twee" / "x", *(part for name in several for part in ("--municipality", name)))
    written = [(tmp_path / name / "x" / "besturen" / "raden.yaml").read_bytes() for name in ("een", "twee")]

    assert written[0] == written[1]
    assert re.findall(r"\n  (raad-.*):", written[0].decode()) == [
        "raad-hof-van-twente",
        "raad-s-hertogenbosch",
        "raad-sudwest-fryslan",
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--municipality", "Almelo, ALMELO"], '"ALMELO" staat er twee keer, ook als "Almelo".'),
        (["--municipality", " , "], "Een gemeente heeft een naam nodig."),
        (["--municipality", ""], "Een gemeente heeft een naam nodig."),
        (["--municipality", "北京"], '"北京" heeft geen letter van a tot z'),
        (["--municipality", "Almelo\x07"], "U+0007"),
        (["--municipality", "A\tB"], "tab"),
        (["--municipality", "A" * 61], "is te lang; een naam heeft hoogstens 60 tekens."),
        (["--municipality", names(401)], "401 gemeenten zijn er te veel; 400 is het hoogste aantal."),
        (["--municipality", "Almelo", "--template", "empty"], "Gemeenten horen bij het sjabloon `nvo`"),
        (["--template", "nvo"], "Een regio heeft gemeenten"),
        (["--template", "leeg"], "kies uit 'empty', 'nvo'"),
        (["--title", "Een\x1b[31mrood"], "U+001B"),
        (["--contract-date", "2029-01-15"], "15-1-2029 is niet de eerste dag van een maand."),
        (["--contract-date", "1/1/2029"], "2029-01-01"),
        (["--contract-date", "2033-01-01"], "kies een dag van 1-9-2018 tot en met 1-1-2032"),
        (["--contract-date", "2019-12-01", "--municipality", "Almelo"], "kies een dag van 1-1-2020 tot en met"),
        (["--contract-date", "2199-12-01"], "is niet te plannen"),
        (["--contract-date", "1900-01-01"], "is niet te plannen"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_way_out_and_nothing_is_written(
    tmp_path: Path, arguments: list[str], says: str
) -> None:
    outcome = roadmap("new", tmp_path / "nieuw", *arguments)

    assert outcome.status == 2
    assert says in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_first_and_last_possible_dates_work_and_the_next_ones_do_not(tmp_path: Path) -> None:
    first, last = possible_targets(read_template("nvo"))

    assert [region(tmp_path / day.isoformat(), "Almelo", day.isoformat()).status for day in (first, last)] == [0, 0]
    assert region(tmp_path / "eerder", "Almelo", "2019-12-01").status == 2
    assert region(tmp_path / "later", "Almelo", "2032-02-01").status == 2


def test_folder_with_anything_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("x", encoding="utf-8")
    outcome = roadmap("new", tmp_path, "--lang", "en")

    assert outcome.status == 2
    assert f'"{tmp_path.as_posix()}" is not empty: "brief.txt" is in it.' in outcome.err
    assert [path.name for path in tmp_path.iterdir()] == ["brief.txt"]


def test_file_in_the_place_of_the_folder_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "nieuw").write_text("x", encoding="utf-8")

    assert roadmap("new", tmp_path / "nieuw").status == 2
    assert (tmp_path / "nieuw").read_text(encoding="utf-8") == "x"


def test_empty_folder_is_filled_also_when_one_stands_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mijn-plan").mkdir()
    monkeypatch.chdir(tmp_path / "mijn-plan")

    assert roadmap("new", ".", "--municipality", "Almelo").status == 0
    assert status_of(Path())["plan"] == "mijn-plan"
    assert [path.name for path in tmp_path.iterdir()] == ["mijn-plan"]


@pytest.mark.parametrize("is_there", [False, True])
def test_whatever_operation_fails_there_is_all_of_a_plan_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    texts, failed = {"plan.yaml": "title: x\n", "lijnen/1.yaml": "a", "lijnen/2.yaml": "b"}, 0
    for number in range(1, 40):
        above = tmp_path / str(number)
        (above / "plan").mkdir(parents=True) if is_there else above.mkdir()
        target = above / "plan" if is_there else above / "dieper" / "plan"
        with failing(above, number, monkeypatch), suppress(NotWritten):
            write_new_folder(target, texts)
        found = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
        failed += not found

        assert found in (set(), set(texts))
        assert found or is_there or not (above / "dieper").exists()
        # What could not be taken away, because that very step failed, is hidden.
        assert {path.name for path in above.iterdir() if not path.name.startswith(".")} <= {"plan", "dieper"}

    assert failed >= 8


def test_interrupt_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", interrupted)
        outcome = roadmap("new", tmp_path / "nieuw")

    assert outcome.status == 130
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
from roadmap.commands.new_folder import write_new_folder

left, folder = int(sys.argv[1]), Path(sys.argv[2])

def audit(event, arguments):
    global left
    if event == "os.rename":
        left -= 1
        if left < 0:
            os._exit(9)

sys.addaudithook(audit)
write_new_folder(folder, {"plan.yaml": "title: x", "besturen/1.yaml": "a", "zaken/1.yaml": "b"})
"""


@pytest.mark.parametrize("moves", range(4))
def test_process_that_is_killed_leaves_no_plan_without_its_files(tmp_path: Path, moves: int) -> None:
    (tmp_path / "plan").mkdir()
    ran = run_python("-c", KILLED, str(moves), tmp_path / "plan")
    found = {path.name for path in (tmp_path / "plan").iterdir()}

    assert ran.status == (0 if moves == 3 else 9)
    assert ("plan.yaml" in found) is (found == {"plan.yaml", "besturen", "zaken"})
    assert len(found) == moves


def test_output_names_what_to_do_next_and_those_commands_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "griffie.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Raad\nDTSTART;VALUE=DATE:20270914\nEND:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    outcome = region(Path("regio"), "Almelo, Borne", "2029-01-01")
    commands = re.findall(r"^  roadmap (.+)$", outcome.out, re.MULTILINE)

    assert {command.split()[0] for command in commands} == {"path", "meetings", "check", "build", "status", "baseline"}
    assert [command for command in commands if roadmap(*command.split()).status] == []
    assert all((tmp_path / path).exists() for path in re.findall(r"^  (regio/\S+)$", outcome.out, re.MULTILINE))


@pytest.mark.parametrize("place", ["nvo", "empty/nl", "empty/en"])
def test_template_is_itself_a_plan_and_its_recesses_follow_the_rule(place: str) -> None:
    template = read_template(place)
    again = new_texts(template, NewPlan("plan", "nl", "", template.target, ["Voorbeeld"]))
    written = {name: set(source.text.splitlines()) for name, (source, _) in template.sources.items()}
    recesses = {name: [row for row in rows if re.match(r"  [a-z-]+-\d{4}: ", row)] for name, rows in written.items()}

    assert roadmap("check", TEMPLATES / place).status == 0
    assert sum(map(len, recesses.values())) >= 2
    assert all(set(rows) <= set(again[name].splitlines()) for name, rows in recesses.items())


def test_template_of_a_region_says_nothing_that_holds_for_one_region_or_year_only() -> None:
    for path in sorted((TEMPLATES / "nvo").rglob("*.yaml")):
        prose = re.sub(
            r"L\d-\d\d|(?:not_before|due|per|by|status_date): \S+|[a-z-]+-\d{4}\b|\d{4}-\d\d-\d\d",
            "",
            path.read_text(encoding="utf-8"),
        )

        assert re.findall(r"\b(?:S[12]|14|veertien|20\d\d|Twent\w+|Wmo|TODO)\b", prose) == [], path


def test_estimates_are_called_so_where_they_stand(tmp_path: Path) -> None:
    region(tmp_path / "regio", TWENTE, "2029-01-01")
    bodies = sorted((tmp_path / "regio" / "besturen").iterdir())

    assert [path.name for path in bodies if "# Schatting: zet hier de echte" not in path.read_text("utf-8")] == []
    assert "sjabloon met schattingen, niet vastgesteld" in " ".join(roadmap("status", tmp_path / "regio").out.split())


def test_same_command_writes_the_same_bytes_anywhere(tmp_path: Path) -> None:
    for zone, name in (("Pacific/Kiritimati", "een"), ("America/Los_Angeles", "twee")):
        ran = run_cli(
            *("new", tmp_path / name / "regio", "--municipality", TWENTE, "--contract-date", "2029-01-01"),
            environment={"TZ": zone, "PYTHONHASHSEED": "random", "LC_ALL": "C"},
        )

        assert ran.status == 0, ran.err
    written = [{path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.yaml")} for name in ("een", "twee")]

    assert written[0] == written[1]
    assert len(written[0]) == 9
