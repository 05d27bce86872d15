"""The ledger of a plan's calendars on disk: where it lies, and reading it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from roadmap.commands.opening import STATUS_ERRORS, Opened
from roadmap.export.ical.publication import Publication, publication_of
from roadmap.findings import Finding, Location, PlanError, Severity
from roadmap.plan.faults import FaultError
from roadmap.plan.ledger import MAX_BYTES, NAME, Ledger, parse_ledger
from roadmap.plan.load import MAIN_FILE
from roadmap.plan.ordinary import ordinary_size

MOST_LOST = 0.5
"""Part of the days that may vanish at once before it looks like a mistake."""


def ledger_path(plan: Path) -> Path:
    """Beside the plan; of a plan in a file of another name, that name comes first."""
    # Unlike Path.is_dir this says no where it may not look.
    if plan.is_dir():
        return plan / NAME
    return plan.parent / (NAME if plan.name == MAIN_FILE else f"{plan.stem}.{NAME}")


def read_ledger_text(path: Path) -> str | None:
    """The text of a ledger, None when there is no such file; raises PlanError when it cannot be read."""
    try:
        if ordinary_size(path) is None:
            raise PlanError([_about(path, "not-a-file")])
        if path.stat().st_size > MAX_BYTES:
            raise PlanError([_about(path, "unreadable-ledger")])
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise PlanError([_about(path, "not-utf-8", byte=error.start)]) from None
    except OSError as error:
        raise PlanError([_about(path, "unreadable-file", reason=error.strerror)]) from None


def read_ledger(path: Path, text: str | None, plan: str) -> Ledger | None:
    """The ledger of a plan from its text, if any; raises PlanError when it is damaged, or of another plan."""
    if text is None:
        return None
    try:
        ledger = parse_ledger(text)
    except FaultError as fault:
        params = dict(fault.params)
        place = Location(path.name, int(str(params.pop("line", 1))), int(str(params.pop("column", 1))))
        raise PlanError([Finding(fault.code, Severity.ERROR, place, {"path": path.as_posix(), **params})]) from None
    require_plan(ledger, path, plan)
    return ledger


def require_plan(ledger: Ledger, path: Path, plan: str) -> None:
    """Raise PlanError for the ledger of another plan."""
    if ledger.plan != plan:
        params = {"path": path.as_posix(), "plan": plan, "other": ledger.plan}
        raise PlanError([Finding("ledger-of-another-plan", Severity.ERROR, Location(path.name, 1, 1), params)])


def days_lost(before: Ledger | None, after: Ledger) -> tuple[int, int] | None:
    """How many of the days that were handed out are gone, and of how many, when that looks like a mistake."""
    known = before.standing if before is not None else frozenset()
    lost = len(known - after.standing)
    return (lost, len(known)) if lost > MOST_LOST * len(known) else None


def with_publication(opened: Opened, plan: Path) -> tuple[Opened, Publication | None]:
    """The calendars of a plan as publishing would hand them out; where its ledger is damaged, that is what is found."""
    if opened.schedule is None:
        return opened, None
    path = ledger_path(plan)
    try:
        ledger = read_ledger(path, read_ledger_text(path), opened.schedule.plan.id)
    except PlanError as error:
        return replace(opened, schedule=None, findings=error.findings, exit_status=STATUS_ERRORS), None
    return opened, publication_of(opened.schedule, ledger)


def _about(path: Path, code: str, **params: str | int | None) -> Finding:
    return Finding(code, Severity.ERROR, None, {"path": path.as_posix(), **params})
