"""Plans whose every free text tries to be something else in what is made of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TEXTS = {
    "markup": (
        "$x^2$ $\\frac{ <script>alert(1)</script> ]]> \"&' <img src=x onerror=alert(1)> --> &#x1b;[31m "
        "%s {0} {x.y} {{7*7}} {% raw %} [bold]x[/bold] \\N \\x1b[31m\nBEGIN:VEVENT\nEND:VCALENDAR"
    ),
    "formula": '=HYPERLINK("http://x","klik")',
    "command": "+cmd|' /C calc'!A0",
    "at-sign": "@SUM(1+1)*cmd|' /C calc'!A0",
    "five-thousand-letters": "m" * 5_000,
    "only-blanks": "   ",
}
HARMLESS = "Gewoon"


def hostile_plan(text: str) -> dict[str, Any]:
    """A plan with this text in every field that takes any, of every kind of record."""
    name = {"title": text, "note": text}
    kinds: dict[str, dict[str, Any]] = {
        "werk": {"duration": "2w", "progress": {"started": "2024-01-08", "remaining": "1w"}},
        "mijlpaal": {"milestone": True, "after": "werk", "due": "2024-02"},
        "besluit": {"decided_by": "raden", "after": "werk", "due": "2024-06"},
        "termijn": {"term": "bezwaar", "after": "besluit"},
        "start": {"milestone": "start", "after": "termijn"},
    }
    more = {"code": text, "owner": text, "agreed_with": [text], "url": "https://example.org/%22%3E%3Cscript%3E"}
    return {
        "id": "proef",
        "title": text,
        "label": text,
        "language": "nl",
        "status_date": "2024-01-15",
        "requirements": {"eis": {"title": text, "set": text}},
        "targets": {"doel": {"title": text, "per": "2025-01-01", "milestone": "start", "kind": "fatal"}},
        "recesses": {"zomer": "2024-07-01..2024-08-15"},
        "bodies": {
            "raad": {**name, "municipality": text, "hand_in": "14ed", "meetings": ["2024-03-05", "2024-06-04"]},
            "college": {**name, "municipality": text, "meets": {"every": "tuesday"}, "recess": ["zomer"]},
        },
        "groups": {"raden": ["raad", "college"]},
        "terms": {"bezwaar": {"title": text, "article": text, "source": text, "days": 42}},
        "workstreams": {
            "lijn": {
                "code": text,
                "goal": text,
                "result": text,
                **name,
                "deliverables": {key: {**name, **more, **kind} for key, kind in kinds.items()},
            }
        },
    }


def write_hostile_plan(folder: Path, text: str) -> Path:
    """The plan in a folder of its own; JSON is YAML."""
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_text(json.dumps(hostile_plan(text), indent=1), encoding="utf-8")
    return folder
