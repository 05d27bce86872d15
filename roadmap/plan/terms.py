"""What a term is called and how long it lasts, by the plan or by its rule."""

from __future__ import annotations

from roadmap.plan.durations import ELAPSED_DAYS_PER_WEEK, Duration
from roadmap.plan.model import Deliverable
from roadmap.plan.plan import Plan
from roadmap.plan.tables import term_rules


def term_title(plan: Plan, name: str, language: str) -> str:
    """What the rule of a term is called in a language: as the plan does, as its table does, else its name."""
    if name in plan.terms:
        return plan.terms[name].title or name
    shipped = term_rules().get(name, {})
    return str(shipped.get("title_en" if language == "en" else "title", name))


def term_length(plan: Plan, deliverable: Deliverable) -> Duration | None:
    """The elapsed days of a term, its own or those of its rule; None when the rule counts months or has no number."""
    if deliverable.duration is not None or deliverable.term is None:
        return deliverable.duration
    own, shipped = plan.terms.get(deliverable.term), term_rules().get(deliverable.term, {})
    number, unit = (own.days, own.unit) if own is not None else (shipped.get("days"), shipped.get("unit"))
    days_per_unit = {"days": 1, "weeks": ELAPSED_DAYS_PER_WEEK}.get(unit or "")
    return Duration(number * days_per_unit, elapsed=True) if number and days_per_unit else None
