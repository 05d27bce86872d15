"""The JSON Schema of the plan format, for editors: generated from the records, described in Dutch or English."""

from __future__ import annotations

import json
from typing import Any

from roadmap.export.words import Words
from roadmap.plan.model import PlanFile

IDENTIFIER = "https://json-schema.org/draft/2020-12/schema"


def to_json_schema(words: Words) -> str:
    """The schema of a plan file; an included file fits it too."""
    schema: dict[str, Any] = {"$schema": IDENTIFIER, **PlanFile.model_json_schema()}
    _describe(schema, words)
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _describe(schema: dict[str, Any], words: Words) -> None:
    """Put every description in the reader's language; keys of the format speak for themselves, so titles go."""
    waiting: list[Any] = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(node.get("title"), str):
                del node["title"]
            if isinstance(node.get("description"), str):
                node["description"] = words.say(" ".join(node["description"].split()))
            node.pop("default", None)
            _close(node)
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _close(node: dict[str, Any]) -> None:
    """Refuse what the reader refuses: a key without a value, and an id of other characters."""
    if "patternProperties" in node:
        node["additionalProperties"] = False
    shapes = [shape for shape in node.get("anyOf", ()) if shape != {"type": "null"}]
    if len(shapes) == 1:
        del node["anyOf"]
        node.update({**shapes[0], **node})
    elif shapes:
        node["anyOf"] = shapes
