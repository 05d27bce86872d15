"""Findings that the planner leaves as they are, with the reason: decided here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from roadmap.findings import Finding, finding_about, in_order
from roadmap.plan.plan import Plan


def with_waivers(plan: Plan, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """All findings of a sound plan, those that are waived at the record that they concern with the reason."""
    waivers = plan.waivers()
    marked = [_marked(finding, waivers) for finding in findings]
    return in_order([*marked, *_idle(plan, waivers, marked)])


def _marked(finding: Finding, waivers: dict[tuple[str, str], dict[str, str]]) -> Finding:
    reason = waivers.get(finding.about, {}).get(finding.code)
    return finding if reason is None else replace(finding, waived=reason)


def _idle(plan: Plan, waivers: dict[tuple[str, str], dict[str, str]], findings: list[Finding]) -> Iterator[Finding]:
    """Waivers of what is not found, or not any more."""
    used = {(finding.about, finding.code) for finding in findings if finding.waived is not None}
    for record, reasons in waivers.items():
        for code in reasons:
            if (record, code) not in used:
                place = plan.places.key_location(*record, "waive", code)
                yield finding_about(record, "idle-waiver", place, {"id": record[1] or plan.id, "name": code})
