"""Titles for plans that were made without a thought to readers."""

from typing import Any


def with_titles(plan: dict[str, Any]) -> dict[str, Any]:
    """The same plan, with every id as a title too."""
    titled = {"roadmap": 1, "id": "plan", "title": "plan", **plan}
    for key in ("deliverables", "bodies", "targets", "workstreams"):
        if key in plan:
            titled[key] = {name: {"title": name, **value} for name, value in plan[key].items()}
    for stream in titled.get("workstreams", {}).values():
        inside = stream.get("deliverables", {})
        stream["deliverables"] = {name: {"title": name, **value} for name, value in inside.items()}
        if not inside:
            del stream["deliverables"]
    return titled
