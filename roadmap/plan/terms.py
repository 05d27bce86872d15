"""How long a term lasts, by the plan or by its rule."""

from __future__ import annotations

from roadmap.plan.durations import ELAPSED_DAYS_PER_WEEK, Duration
from roadmap.plan.model import Deliverable
from roadmap.plan.plan import Plan
from roadmap.plan.tables import term_rules


def term_length(plan: Plan, deliverable: Deliverable) -> Duration | None:
    """The elapsed days of a term, its own or those of its rule; None when the rule counts months or has no number."""
    if deliverable.duration is not None or deliverable.term is None:
        return deliverable.duration
    own, shipped = plan.terms.get(deliverable.term), term_rules().get(deliverable.term, {})
    number, unit = (own.days, own.unit) if own is not None else (shipped.get("days"), shipped.get("unit"))
    days_per_unit = {"days": 1, "weeks": ELAPSED_DAYS_PER_WEEK}.get(unit or "")
    return Duration(number * days_per_unit, elapsed=True) if number and days_per_unit else None
