"""Terms that are shorter than their rule allows, and periods that are too short before another deliverable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from roadmap.analysis.rules.placing import about, record_of
from roadmap.findings import DayCount, Finding, Value
from roadmap.plan.calendars import make_term_calendar
from roadmap.plan.model import Deliverable
from roadmap.plan.plan import Plan
from roadmap.plan.tables import term_rules
from roadmap.scheduling.schedule import Schedule, Scheduled


def _short_terms(schedule: Schedule) -> Iterator[Finding]:
    """Terms that the plan makes shorter than their rule, or that were reported over sooner."""
    for name, deliverable in sorted(schedule.plan.deliverables.items()):
        if deliverable.term is None:
            continue
        minimum, item = _minimum_days(schedule.plan, deliverable.term), schedule.items[name]
        for days, path in _lengths(deliverable, item):
            if 0 < days < minimum:
                params: dict[str, Value] = {"id": name, "days": DayCount(days), "minimum": DayCount(minimum)}
                params["term"] = deliverable.term
                yield about(schedule, record_of(item), "short-term", params, *path)


def _lengths(deliverable: Deliverable, item: Scheduled) -> Iterator[tuple[int, tuple[str, ...]]]:
    """How many days a term takes, with where that stands."""
    if deliverable.duration is not None:
        yield deliverable.duration.days, ("duration",)
    finished = deliverable.progress.finished if deliverable.progress else None
    if finished is not None and item.activity.start_bounds:
        # The day of the event, which does not count, ends with readiness.
        yield finished.toordinal() + 1 - item.ready, ("progress", "finished")


def _minimum_days(plan: Plan, term: str) -> int:
    """The least number of days that a rule allows; months count as their shortest."""
    own = plan.terms.get(term)
    days, unit = (own.days, own.unit) if own else (term_rules()[term].get("days"), term_rules()[term]["unit"])
    return (days or 0) * {"days": 1, "weeks": 7, "months": 28}[unit]


def _short_periods(schedule: Schedule) -> Iterator[Finding]:
    """So many days must lie before another deliverable; counted back, the end rolls back too and moves nothing."""
    for name, deliverable in sorted(schedule.plan.deliverables.items()):
        if deliverable.before is None or deliverable.at_least is None:
            continue
        item, until = schedule.items[name], schedule.items[deliverable.before].early_finish
        if until is None or item.early_finish is None:
            continue
        latest = make_term_calendar().roll_back(until.toordinal() - deliverable.at_least.days)
        days = item.early_finish.toordinal() - latest
        if latest > 0 and days > 0:
            params: dict[str, Value] = {
                "id": name,
                "before": deliverable.before,
                "at_least": DayCount(deliverable.at_least.days),
                "latest": date.fromordinal(latest),
                "days": DayCount(days),
            }
            yield about(schedule, record_of(item), "short-period-before", params, "at_least")


RULES = (_short_terms, _short_periods)
