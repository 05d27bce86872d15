"""`update --json` and its like: the files that change, what that does, and what the check has to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from roadmap.analysis.effects import Effects
from roadmap.export import edits_text, effects_json
from roadmap.export.findings_text import to_json as findings_to_json
from roadmap.export.json_document import to_document
from roadmap.export.words import Words
from roadmap.findings import Finding

FORMAT = "roadmap.edit/1"


Lists = dict[str, list[dict[str, Any]]]


def to_json(plan_id: str | None, lists: Lists, *, is_written: bool) -> str:
    """One edit; ``lists`` are those of `edit_lists`."""
    return to_document({"format": FORMAT, "plan": plan_id, "written": is_written}, lists)


def edit_lists(
    before: Mapping[str, str],
    after: Mapping[str, str],
    effects: Effects | None,
    findings: Iterable[Finding],
    words: Words,
) -> Lists:
    """The files that change with their lines, what that does, and what is to be said of it."""
    files = [
        {"file": name, "difference": edits_text.to_text(before, {name: text}, "")}
        for name, text in sorted(after.items())
    ]
    return {"files": files, **effects_json.to_lists(effects), "findings": findings_to_json(findings, words)}


def refused_lists(findings: Iterable[Finding], words: Words) -> Lists:
    """The same lists for an edit that is not made: the findings, and nothing else."""
    return edit_lists({}, {}, None, findings, words)
