"""An edit that takes several steps, each of which reads what the one before made of the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from roadmap.plan.load import LoadedPlan, reread_plan
from roadmap.plan.plan import Plan

Step = Callable[[Plan], Mapping[str, str]]
"""From a plan to the new text of each of its files that changes."""


def texts_after(loaded: LoadedPlan, steps: Iterable[Step]) -> dict[str, str]:
    """The text of every file that is another one after all steps, in the order in which they came to it."""
    texts: dict[str, str] = {}
    now = loaded
    for step in steps:
        made = step(now.plan)
        texts.update(made)
        now = reread_plan(loaded, texts) if made else now
    first = {source.name: source.text for source in loaded.sources}
    return {name: text for name, text in texts.items() if text != first[name]}
