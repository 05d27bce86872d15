"""What is wrong with a cell, in the words of its sheet: who fills it in sees columns, no keys and no plan file."""

from __future__ import annotations

from collections.abc import Mapping

from roadmap.findings import Value

_CODES = {
    "unreadable-date": "cell-needs-day",
    "zero-duration": "cell-without-work",
    "finished-without-date": "cell-means-finished",
    "decided-by-group": "cell-of-group",
}


def code_in_sheet(code: str, key: str) -> str:
    """The code of a fault in the cell under a key."""
    is_period = code == "unreadable-date" and key == "due"
    return "cell-needs-period" if is_period else _CODES.get(code, code)


def params_in_sheet(params: Mapping[str, Value], headings: Mapping[str, str]) -> dict[str, Value]:
    """The parameters of a fault with the column that they name, and the one of what is finished, as they are headed."""
    key = str(params.get("key") or "").rpartition(".")[2]
    named: dict[str, Value] = {"key": headings.get(key, key), "last": headings.get("finished", "finished")}
    return {**params, **named} if key else dict(params)
