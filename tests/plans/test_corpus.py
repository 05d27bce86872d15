"""Every plan in the corpus says what it is expected to say, and every finding code has a plan that provokes it.

A plan carries its expectations as comments: `# expect: LINE:COLUMN SEVERITY CODE` for a finding in that file, with
`waived` where the plan says that it stays, and with words of its message in brackets; `# expect: ID FIELD VALUE` for
what `status --json` says of a deliverable or a target.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from roadmap.export.finding_texts import TEXTS
from roadmap.findings import ERRORS, NOTES, WARNINGS, severity_of
from tests.faces import Outcome, deliverables, roadmap, status_of, targets
from tests.plans import situations

PLANS = Path(__file__).parent
FINDING = re.compile(r"^ *# expect: (\d+:\d+ (?:error|warning|note) [a-z0-9-]+)( waived)?(?: \((.*)\))?$", re.MULTILINE)
VALUE = re.compile(r"^ *# expect: ([a-z0-9@-]+) ([a-z_]+) (.+)$", re.MULTILINE)
OF_THE_COMMAND_LINE = {
    *("invalid-quarter", "unknown-record", "not-editable", "decided-by-group"),
    *("invalid-assumption", "already-done", "other-unit", "cannot-be-shorter", "no-duration", "no-decision"),
    *("no-meeting-then", "cannot-be-fixed", "already-begun", "assumed-twice", "unknown-date"),
    *("unreadable-ledger", "ledger-of-another-plan"),
    *("still-named", "still-needed", "cannot-relink", "former-id", "step-of-procedure"),
}
# Stands beside what it counts: a test below.
OF_MANY = {"too-many-errors"}
# Told of a list of meetings, never of a plan alone; tests/intake/hostile_lists.py has a list for each.
OF_LISTS = {
    *("calendar-cut-off", "calendar-too-deep", "control-characters", "dropped-outside-list", "endless-series"),
    *("event-without-date", "invalid-calendar-line", "listing-too-large", "listing-too-long", "no-calendar"),
    *("no-date-column", "no-meetings-listed", "not-text", "read-as-windows-1252", "series-too-long", "several-titles"),
    *("start-outside-rule", "too-many-meetings", "uncertain-day", "unclear-columns"),
    *("unknown-encoding", "unknown-time-zone", "unmatched-end", "unreadable-date", "unsupported-rule"),
}
# Told of a sheet that was filled in; tests/commands/test_import.py and tests/intake/hostile_sheets.py have one each.
OF_SHEETS = {
    *(
        "cell-conflict",
        "cell-emptied",
        "cell-formula",
        "cell-means-finished",
        "cell-needs-day",
        "cell-needs-period",
        "cell-needs-unit",
        "cell-of-group",
        "cell-without-work",
        "duplicate-row",
        "locked-cell",
        "missing-rows",
    ),
    *("no-sheet", "not-a-workbook", "old-workbook", "oversized-workbook", "protected-workbook", "several-sheets"),
    *("month-first", "sheet-of-another-plan", "sheet-too-long", "unknown-row", "unmarked-rows", "unsafe-workbook"),
}
WITHOUT_CONTENT = {
    *("bad-indentation", "invalid-yaml", "keys-run-together", "missing-blank", "missing-colon", "missing-comma"),
    *("quote-needed", "text-behind-end", "unclosed-quote", "unmatched-bracket"),
    "nested-too-deep",
    "empty-file",
    "not-utf-8",
    "file-too-large",
    "not-a-file",
    "no-plan",
}


def plans(kind: str) -> list[Path]:
    """The plans of one sort: files, and folders for those that take several files."""
    return sorted(path for path in (PLANS / kind).iterdir() if path.suffix == ".yaml" or path.is_dir())


def files(plan: Path) -> dict[str, str]:
    """The text of every file of a plan, by its name in findings."""
    if plan.is_file():
        return {plan.name: plan.read_text(encoding="utf-8")}
    return {
        path.relative_to(plan).as_posix(): path.read_text(encoding="utf-8") for path in sorted(plan.rglob("*.yaml"))
    }


def check(plan: Path, *arguments: str) -> tuple[Outcome, list[dict[str, Any]]]:
    """What `check --json` says of a plan, in English."""
    outcome = roadmap("check", plan, "--json", "--lang", "en", *arguments)
    content = json.loads(outcome.out)

    assert content["format"] == "roadmap.check/1"
    findings: list[dict[str, Any]] = content["findings"]
    return outcome, findings


def expected_findings(plan: Path) -> list[tuple[str, str]]:
    """The findings that the files of a plan announce, each with its place, and the words it ends on."""
    return [
        (f"{name}:{match[1]}", match[3] or "") for name, text in files(plan).items() for match in FINDING.finditer(text)
    ]


def expected_waived(plan: Path) -> list[str]:
    """The findings that the files of a plan announce as waived, each with its place."""
    return [f"{name}:{match[1]}" for name, text in files(plan).items() for match in FINDING.finditer(text) if match[2]]


def place(finding: dict[str, Any]) -> str:
    """A finding as it stands behind `expect:`, with its file."""
    return f"{finding['file']}:{finding['line']}:{finding['column']} {finding['severity']} {finding['code']}"


def codes_in_corpus() -> Iterator[str]:
    """Every code that some plan or situation announces."""
    for plan in (*plans("broken"), *plans("valid")):
        yield from (announced.rpartition(" ")[2] for announced, _ in expected_findings(plan))
    yield from (situation.code for situation in situations.SITUATIONS)


@pytest.mark.parametrize("plan", [*plans("broken"), *plans("valid")], ids=lambda plan: plan.stem)
def test_plan_has_the_findings_that_it_announces_and_no_other(plan: Path) -> None:
    expected = expected_findings(plan)

    _, findings = check(plan)

    assert sorted(map(place, findings)) == sorted(announced for announced, _ in expected)
    assert sorted(place(finding) for finding in findings if finding["waived"]) == sorted(expected_waived(plan))
    assert [found for found in findings if found["severity"] != severity_of(found["code"]).word] == []
    for announced, words in expected:
        assert any(place(finding) == announced and words in finding["message"] for finding in findings), words


@pytest.mark.parametrize("plan", plans("broken"), ids=lambda plan: plan.stem)
def test_broken_plan_ends_with_status_1_or_2_and_computes_nothing(plan: Path) -> None:
    codes = {announced.rpartition(" ")[2] for announced, _ in expected_findings(plan)}

    outcome, _ = check(plan)
    status = status_of(plan)

    assert codes
    assert outcome.status == (2 if codes & WITHOUT_CONTENT or plan.stem == "tab-character-indenting" else 1)
    assert (status["targets"], status["deliverables"]) == ([], [])
    assert status["findings"]


@pytest.mark.parametrize("plan", plans("valid"), ids=lambda plan: plan.stem)
def test_valid_plan_ends_with_status_0_and_has_the_values_that_it_announces(plan: Path) -> None:
    expected = [match.groups() for text in files(plan).values() for match in VALUE.finditer(text)]

    outcome, _ = check(plan)
    status = status_of(plan)
    rows = {**targets(status), **deliverables(status)}
    found = {(name, key): rows[name][key] for name, key, _ in expected}

    assert outcome.status == 0
    assert expected
    assert {what: value if isinstance(value, str) else json.dumps(value) for what, value in found.items()} == {
        (name, key): value for name, key, value in expected
    }


@pytest.mark.parametrize("plan", plans("valid"), ids=lambda plan: plan.stem)
def test_strict_turns_warnings_into_status_1_but_not_notes_or_what_is_waived(plan: Path) -> None:
    standing = Counter(announced for announced, _ in expected_findings(plan)) - Counter(expected_waived(plan))
    severities = {announced.split()[1] for announced in standing}

    outcome, _ = check(plan, "--strict")

    assert outcome.status == (1 if "warning" in severities else 0)


@pytest.mark.parametrize("situation", situations.SITUATIONS, ids=lambda situation: situation.name)
def test_what_a_plain_file_cannot_hold_is_refused_too(situation: situations.Situation, tmp_path: Path) -> None:
    plan = situation.build(tmp_path)

    outcome, findings = check(plan)

    assert [(finding["severity"], finding["code"]) for finding in findings] == [("error", situation.code)]
    assert outcome.status == situation.status
    assert [f"{finding['file']}:{finding['line']}:{finding['column']}" for finding in findings] == [situation.place]


def test_every_expectation_can_be_read() -> None:
    for plan in (*plans("broken"), *plans("valid")):
        for text in files(plan).values():
            lines = [line for line in text.split("\n") if "# expect:" in line]

            assert len(lines) == len(FINDING.findall(text)) + len(VALUE.findall(text)), (plan, lines)


def test_every_code_has_a_plan_and_every_plan_a_known_code() -> None:
    assert set(codes_in_corpus()) == set(TEXTS) - OF_THE_COMMAND_LINE - OF_LISTS - OF_SHEETS - OF_MANY


def test_of_more_errors_than_anyone_reads_the_first_are_told_and_that_there_are_more(tmp_path: Path) -> None:
    keys = "".join(f"sleutel-{number:04d}: x\n" for number in range(2_000))
    plan = situations.write(tmp_path, "plan.yaml", f"status_date: 2024-01-08\n{keys}")

    outcome, findings = check(plan)
    told = [finding["line"] for finding in findings if finding["code"] == "unknown-key"]
    counted = [finding["message"] for finding in findings if finding["code"] == "too-many-errors"]

    assert outcome.status == 1
    assert told == list(range(2, 502))
    assert counted == ["There are more errors than the 500 that are shown. Mend those, and check again."]


def test_every_code_has_one_weight_in_the_table() -> None:
    tables = (ERRORS, WARNINGS, NOTES)

    assert sorted(code for table in tables for code in table) == sorted(TEXTS)


def test_what_is_no_quarter_is_refused_on_the_command_line() -> None:
    plan = PLANS / "valid" / "council.yaml"

    outcome = roadmap("status", plan, "--quarter", "2024-Q5", "--lang", "en")

    assert outcome.status == 2
    assert outcome.out == ""
    assert TEXTS["invalid-quarter"].format(value="2024-Q5") in outcome.err


def test_broken_plan_is_named_after_its_code() -> None:
    for plan in plans("broken"):
        codes = {announced.rpartition(" ")[2] for announced, _ in expected_findings(plan)}

        assert plan.stem == "a-dozen-faults" or any(plan.stem.startswith(code) for code in codes), plan


def test_a_dozen_faults_in_three_files_are_told_at_once() -> None:
    plan = PLANS / "broken" / "a-dozen-faults"

    _, findings = check(plan)

    assert len(findings) >= 12
    assert len({finding["code"] for finding in findings}) >= 12
    assert {finding["file"] for finding in findings} == {"plan.yaml", "lijnen.yaml", "besturen.yaml"}


def test_the_message_is_dutch_unless_asked_otherwise() -> None:
    plan = PLANS / "broken" / "unknown-predecessor.yaml"

    dutch = json.loads(roadmap("check", plan, "--json").out)["findings"]
    _, english = check(plan)

    assert [place(finding) for finding in dutch] == [place(finding) for finding in english]
    assert dutch[0]["message"] != english[0]["message"]


def test_text_shows_place_excerpt_caret_and_the_way_out() -> None:
    plan = PLANS / "broken" / "unknown-recess.yaml"

    outcome = roadmap("check", plan, "--lang", "en")

    assert outcome.out == (
        f"{plan.as_posix()}:7:44: error: unknown-recess\n"
        "   7 |   raad: {meets: {every: tuesday}, recess: [zomer-2025, zomer-2024]}\n"
        "     |                                            ^^^^^^^^^^\n"
        '"raad" names the recess "zomer-2025", which is not in this plan. Did you mean "zomer-2024"?\n'
        "\n"
        "1 error\n"
    )


def test_a_circle_is_told_with_the_place_of_every_link() -> None:
    plan = PLANS / "broken" / "cyclic-dependency.yaml"

    lines = roadmap("check", plan, "--lang", "en").out.splitlines()

    assert "These wait for each other: a, b, d, a. Take one of the links out." in lines
    assert {line.strip() for line in lines if line.startswith("  ") and "|" not in line} == {
        f"{plan.as_posix()}:{position}: {name}" for name, position in (("d", "8:32"), ("a", "5:29"))
    }
