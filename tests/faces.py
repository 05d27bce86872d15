"""How tests reach the program: through the faces that users have, in this process."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from roadmap.commands.program import program
from roadmap.plan.load import LoadedPlan, load_plan

ROOT = Path(__file__).parents[1]
NVO = ROOT / "plans" / "nvo"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


def roadmap(*arguments: str | Path) -> Outcome:
    """Run one command; an exception that is no exit is a failure of the test."""
    result = CliRunner().invoke(program, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout, result.stderr)


def load_text(text: str) -> LoadedPlan:
    """A plan in one file, as it is read from disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_bytes(text.encode("utf-8"))
        return load_plan(path)


def status_of(plan: Path, *arguments: str) -> dict[str, Any]:
    """What `status --json` says of a plan on disk."""
    content: dict[str, Any] = json.loads(roadmap("status", plan, "--json", *arguments).out)
    return content


def status_json(plan: dict[str, Any], *, status_date: str | None = None) -> dict[str, Any]:
    """What `status --json` says of a plan in plain data; JSON is YAML."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(json.dumps(plan), encoding="utf-8")
        return status_of(path, *(["--status-date", status_date] if status_date else []))


def deliverables(status: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The deliverables of a status by id."""
    return {row["id"]: row for row in status["deliverables"]}


def targets(status: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The targets of a status by id."""
    return {row["id"]: row for row in status["targets"]}
