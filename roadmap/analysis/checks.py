"""Everything that a schedule shows: what is late, what cannot be told, and what is odd about the plan."""

from __future__ import annotations

from roadmap.analysis.rules import appearance, composition, horizon, lateness, logic, meetings, progress, terms
from roadmap.analysis.rules.placing import Rule
from roadmap.findings import Finding, in_order
from roadmap.scheduling.schedule import Schedule

RULES: tuple[Rule, ...] = (
    *lateness.RULES,
    *horizon.RULES,
    *meetings.RULES,
    *terms.RULES,
    *logic.RULES,
    *composition.RULES,
    *progress.RULES,
    *appearance.RULES,
)


def schedule_findings(schedule: Schedule) -> tuple[Finding, ...]:
    """Everything there is to say about a schedule, in the order of the places."""
    return in_order(finding for rule in RULES for finding in rule(schedule))
