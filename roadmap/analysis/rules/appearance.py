"""Colours of the house that cannot be drawn: too faint, or too near to another."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap.analysis.colours import choose_colours
from roadmap.analysis.rules.placing import about
from roadmap.findings import Finding, Ratio, Value
from roadmap.scheduling.schedule import Schedule

PLAN = ("plan", "")


def _unfit_colours(schedule: Schedule) -> Iterator[Finding]:
    """Colours that some would not see, or not tell from another."""
    for fault in choose_colours(schedule.plan.header.colours).faults:
        params: dict[str, Value] = {
            "key": fault.key,
            "value": fault.value,
            "ratio": Ratio.below(fault.ratio),
            "needed": Ratio.below(fault.needed),
        }
        if fault.other is None:
            params["behind"] = fault.behind
            yield about(schedule, PLAN, "faint-colour", params, "colours", fault.key)
        else:
            params["other"] = fault.other
            yield about(schedule, PLAN, "colours-alike", params, "colours", fault.key)


RULES = (_unfit_colours,)
