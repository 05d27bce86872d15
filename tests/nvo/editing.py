"""Copies of the real plan with spans of its text edited, as a planner would."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.faces import NVO

PLAN = "plan.yaml"
COUNCILS = "besturen/raden.yaml"
VISION = "lijnen/1-visie.yaml"
TRANSFORMATION = "lijnen/3-transformatieplan.yaml"
PROCUREMENT = "lijnen/4-inkoop.yaml"


@dataclass(frozen=True, slots=True)
class Edit:
    """One span of text in one file, and what comes in its place."""

    file: str
    old: str
    new: str


def edited(folder: Path, *edits: Edit) -> Path:
    """A copy of the plan in ``folder`` with all edits made; each span must occur exactly once."""
    plan = folder / "nvo"
    shutil.copytree(NVO, plan)
    for edit in edits:
        path = plan / edit.file
        text = path.read_bytes().decode("utf-8")
        found = text.count(edit.old)
        if found != 1:
            raise AssertionError(f"{edit.file}: {edit.old!r} occurs {found} times")
        path.write_bytes(text.replace(edit.old, edit.new).encode("utf-8"))
    return plan


def without_meetings(body: str, first: str, last: str) -> Edit:
    """The listed meetings of a council from ``first`` to ``last`` taken out; both must be on its list."""
    text = (NVO / COUNCILS).read_bytes().decode("utf-8")
    begin = text.index(f"  {body}:")
    end = text.index("    ]\n", begin)
    block = text[begin:end]
    begin_list = block.index("meetings: [") + len("meetings: [")
    days = [day.strip() for day in block[begin_list:].split(",")]
    if first not in days or last not in days:
        raise AssertionError(f"{body} does not meet on {first} and {last}")
    kept = ", ".join(day for day in days if not first <= day <= last)
    return Edit(COUNCILS, block, f"{block[:begin_list]}{kept}\n")
