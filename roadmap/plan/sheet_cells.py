"""What people may fill in about a deliverable in a sheet: each cell as one text, the same however it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from roadmap.plan.faults import FaultError
from roadmap.plan.model import Deliverable, Kind
from roadmap.plan.periods import parse_date
from roadmap.plan.plan import Plan
from roadmap.plan.progress import KINDS

TEXTS = ("code", "title", "owner", "note")
DATES = ("not_before", "started", "finished")
INPUTS = (
    "code", "title", "owner", "duration", "due", "not_before", "started", "remaining", "percent", "finished", "note",
)  # fmt: skip
"""The keys of what may be filled in, in the order of the columns."""
LOCKED = ("workstream", "kind", "start", "finish", "state", "float", "slip", "hand_in")
"""The keys of what is computed or stands elsewhere; marked too, for who changes it must hear that it does nothing."""
OF_KINDS: dict[str, tuple[Kind, ...]] = {"duration": ("work", "term"), **KINDS}

FORMAT = "roadmap.sheet/1"
_MARK = 10
_NOTHING = "0"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Of which plan a sheet was made, on which status date, and for which owner; an empty owner for all."""

    plan: str
    status_date: date
    owner: str = ""

    def __str__(self) -> str:
        """As it stands in a sheet."""
        return f"{FORMAT} {self.plan} {self.status_date.isoformat()} {self.owner}".strip()


def parse_stamp(text: str) -> Stamp | None:
    """Read a stamp; None for anything else."""
    parts = text.split(maxsplit=3)
    if len(parts) < len((FORMAT, "plan", "day")) or parts[0] != FORMAT:
        return None
    try:
        return Stamp(parts[1], parse_date(parts[2]), "".join(parts[3:]))
    except FaultError:
        return None


def cells_of(plan: Plan, name: str) -> dict[str, str]:
    """What stands in the plan in each cell that may be filled in; empty for nothing."""
    written = plan.deliverables[name]
    progress = written.progress
    values: dict[str, object] = {
        "code": written.code,
        "title": written.title,
        "owner": written.owner,
        "duration": written.duration,
        "due": written.due,
        "not_before": written.not_before,
        "started": progress.started if progress else None,
        "remaining": progress.remaining if progress else None,
        "percent": progress.percent if progress else None,
        "finished": _finished(plan, written),
        "note": written.note,
    }
    return {key: "" if value is None else folded(str(value)) for key, value in values.items()}


def is_input(plan: Plan, name: str, key: str) -> bool:
    """Whether a cell may be filled in: some have a meaning for some kinds only, and a group decides body by body."""
    written = plan.deliverables[name]
    if key == "finished" and plan.is_group(written.decided_by):
        return bool(cells_of(plan, name)["finished"])
    return written.kind in OF_KINDS.get(key, (written.kind,))


def folded(text: str) -> str:
    """A text as it is compared: what cannot be seen is a blank, and several of those are one."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def marks_of(cells: Mapping[str, str]) -> str:
    """What tells later whether a cell has changed, in the plan or in the sheet: a mark for each, from its text."""
    return ".".join(mark_of(cells[key]) for key in (*INPUTS, *LOCKED))


def mark_of(text: str) -> str:
    """The mark of one cell."""
    return sha256(text.encode()).hexdigest()[:_MARK] if text else _NOTHING


def parse_marks(text: str) -> dict[str, str] | None:
    """The marks of a row by key; None when they are not whole."""
    keys, marks = (*INPUTS, *LOCKED), text.split(".")
    return dict(zip(keys, marks, strict=True)) if len(marks) == len(keys) else None


def _finished(plan: Plan, written: Deliverable) -> date | None:
    """The day on which it was reported done, or on which its one body decided."""
    if written.progress is not None and written.progress.finished is not None:
        return written.progress.finished
    if written.decided_by is None or plan.is_group(written.decided_by):
        return None
    return written.decided.get(written.decided_by)
