"""The form of JSON output: a head, then lists with one entry a line; dates are ISO, unknown is null."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any


def to_document(head: Mapping[str, Any], lists: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """One line for each entry: readable, and quick for a large plan."""
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    for key, entries in lists.items():
        rows = ",\n".join(f"  {json.dumps(entry)}" for entry in entries)
        lines.append(f" {json.dumps(key)}: [\n{rows}\n ]" if rows else f" {json.dumps(key)}: []")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def iso(day: date | None) -> str | None:
    """A date in JSON."""
    return day.isoformat() if day is not None else None
