"""Whatever is reported of progress, every finding has its place, nothing is dropped, and what came true is no fault."""

from __future__ import annotations

import json
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from tests.faces import roadmap, status_json
from tests.oracles.strategies import plans

# A failing plan is short enough to read; to make it shorter takes minutes.
CHECK = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
OF_PROGRESS = {
    "actual-in-the-future",
    "before-not-before",
    "contradictory-decision",
    "finished-before-started",
    "finished-with-work-left",
    "finished-without-date",
    "key-not-for-kind",
    "out-of-sequence",
    "progress-without-start",
    "term-start-ignored",
}
DAYS = st.dates(date(2023, 1, 2), date(2024, 6, 30)).map(date.isoformat)
REPORTS = st.fixed_dictionaries(
    {},
    optional={
        "started": DAYS,
        "finished": DAYS,
        "remaining": st.sampled_from(["3d", "2w", "4ed", "0d"]),
        "percent": st.sampled_from(["0", "40", "100"]),
    },
)


def deliverables_of(plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every deliverable of a plan in plain data, within a workstream or not."""
    found = dict(plan["deliverables"])
    for stream in plan.get("workstreams", {}).values():
        found |= stream.get("deliverables", {})
    return found


def findings_of(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """What `check --json` says of a plan on disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(json.dumps(plan), encoding="utf-8")
        findings: list[dict[str, Any]] = json.loads(roadmap("check", path, "--json", "--lang", "en").out)["findings"]
        return findings


@CHECK
@given(plans(), st.data())
def test_every_finding_about_any_report_has_a_place(plan: dict[str, Any], data: st.DataObject) -> None:
    for name, item in deliverables_of(plan).items():
        if data.draw(st.booleans(), label=name):
            item["progress"] = data.draw(REPORTS, label=f"{name} progress")

    findings = findings_of(plan)

    assert [found for found in findings if not found["file"] or not found["line"] or not found["column"]] == []


@CHECK
@given(plans(), st.data())
def test_a_report_that_says_two_things_is_never_taken_for_one(plan: dict[str, Any], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(deliverables_of(plan))))
    item = deliverables_of(plan)[name]
    item.pop("decided", None)
    report = data.draw(REPORTS)
    item["progress"] = report

    mine = {found["code"] for found in findings_of(plan) if f'"{name}"' in found["message"] or "`" in found["message"]}

    assert contradictions(item, report, plan["status_date"]) <= mine


def contradictions(item: dict[str, Any], report: dict[str, Any], status_date: str) -> set[str]:
    """What must at least be said of a report, by a reading of its own."""
    expected: set[str] = set()
    finished, started = report.get("finished"), report.get("started")
    if report.get("remaining") == "0d":
        # What cannot be read is told first.
        return {"finished-without-date"}
    is_term, is_work = "term" in item, "duration" in item and "term" not in item
    without_meaning = {"remaining", "percent"} | (set() if is_term else {"started"})
    if not is_work and report.keys() & without_meaning:
        expected.add("key-not-for-kind")
    if finished and started and finished < started:
        expected.add("finished-before-started")
    if is_work:
        if finished and (report.get("percent", "100") != "100" or "remaining" in report):
            expected.add("finished-with-work-left")
        if not finished and report.get("percent") == "100":
            expected.add("finished-without-date")
    # A plan with another error is not computed, so that it is not known what lies after its status date.
    is_computed = not expected and "remaining" not in report
    if is_computed and any(day > status_date for day in (finished, started) if day):
        expected.add("actual-in-the-future")
    return expected


@CHECK
@given(plans(), st.integers(1, 200))
def test_what_came_about_as_it_was_forecast_is_no_fault(plan: dict[str, Any], days: int) -> None:
    for item in deliverables_of(plan).values():
        # An agreed day holds whatever the logic says, and a decision that was taken may have come before its papers.
        for key in ("fixed", "decided", "progress"):
            item.pop(key, None)
        if "term" in item:
            # What has no predecessors is ready on the status date, whichever that is.
            item.setdefault("not_before", plan["status_date"])
    later = date.fromisoformat(plan["status_date"]) + timedelta(days=days)
    report_forecast(plan, later)
    note(json.dumps(plan, indent=1))

    found = [finding for finding in findings_of(plan) if finding["code"] in OF_PROGRESS]

    assert found == []


def report_forecast(plan: dict[str, Any], later: date) -> None:
    """Move the status date, and report all that was to begin or to end until then."""
    rows = {row["id"]: row for row in status_json(plan)["deliverables"]}
    plan["status_date"] = later.isoformat()
    for name, item in deliverables_of(plan).items():
        start, finish = rows[name]["early_start"], rows[name]["early_finish"]
        if "decided_by" in item:
            # One that never meets leaves the group without a day; the others decide as they were to.
            bodies = plan["groups"].get(item["decided_by"], [item["decided_by"]])
            shares = {body: rows.get(f"{name}@{body}", rows[name])["early_finish"] for body in bodies}
            item["decided"] = {body: day for body, day in shares.items() if day and day <= later.isoformat()}
            continue
        if "term" in item or finish is None:
            continue
        is_done = finish <= later.isoformat()
        if "milestone" in item and is_done:
            item["progress"] = {"finished": finish}
        elif "duration" in item and start <= later.isoformat():
            item["progress"] = {"started": start, **({"finished": finish} if is_done else {})}


@pytest.mark.parametrize(("ends", "codes"), [("2024-06-07", set()), ("2024-06-10", {"out-of-sequence"})])
def test_what_ends_together_with_a_term_on_the_status_date_is_in_sequence(ends: str, codes: set[str]) -> None:
    plan = {
        "status_date": "2024-06-07",
        "terms": {"maanden": {"days": 1, "unit": "months", "roll": "none", "kind": "exact"}},
        "deliverables": {
            "termijn": {"term": "maanden", "not_before": "2024-05-08" if ends == "2024-06-07" else "2024-05-11"},
            "advies": {
                "duration": "8d",
                "after": "termijn FF",
                "progress": {"started": "2024-05-13", "finished": "2024-06-07"},
            },
        },
    }

    assert {finding["code"] for finding in findings_of(plan)} & set(OF_PROGRESS) == codes
