"""`agenda --json`: what each body decides when, and how every decision comes together, as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from roadmap.analysis.agenda import Adoption, Agenda, AgendaMeeting, BodyAgenda, MeetingItem, Vote
from roadmap.export.findings_text import to_json as findings_to_json
from roadmap.export.json_document import iso, to_document
from roadmap.export.words import Words
from roadmap.findings import Finding
from roadmap.scheduling.schedule import Schedule

FORMAT = "roadmap.agenda/1"


def to_json(schedule: Schedule, agenda: Agenda, findings: Iterable[Finding], words: Words) -> str:
    """The bodies with their meetings, the decisions with their bodies, and the findings."""
    return to_document(
        {
            "format": FORMAT,
            "plan": schedule.plan.id,
            "status_date": iso(schedule.status_date),
            "from": iso(agenda.first),
            "to": iso(agenda.last),
        },
        {
            "bodies": [_body(schedule, body) for body in agenda.bodies],
            "adoption": [_adoption(adoption) for adoption in agenda.adoptions],
            "findings": findings_to_json(findings, words),
        },
    )


def broken_to_json(plan_id: str | None, findings: Iterable[Finding], words: Words) -> str:
    """The same form for a plan with errors: the findings and empty lists."""
    return to_document(
        {"format": FORMAT, "plan": plan_id, "status_date": None, "from": None, "to": None},
        {"bodies": [], "adoption": [], "findings": findings_to_json(findings, words)},
    )


def _body(schedule: Schedule, agenda: BodyAgenda) -> dict[str, Any]:
    return {
        "id": agenda.body,
        "title": schedule.plan.bodies[agenda.body].title or agenda.body,
        "meetings": [_meeting(meeting) for meeting in agenda.meetings],
    }


def _meeting(meeting: AgendaMeeting) -> dict[str, Any]:
    return {
        "date": iso(meeting.day),
        "assumed": meeting.assumed,
        "items": [_item(entry) for entry in meeting.items],
    }


def _item(entry: MeetingItem) -> dict[str, Any]:
    item = entry.item
    written = item.activity.deliverable
    return {
        "id": item.id,
        "decision": item.activity.deliverable_id,
        "code": written.code,
        "title": written.title or item.activity.deliverable_id,
        "state": entry.state,
        "critical": item.critical,
        "ready": iso(entry.ready),
        "ready_float": entry.ready_float,
        "hand_in": iso(entry.hand_in),
        "last_hand_in": iso(entry.last_hand_in),
        "last_meeting": iso(entry.last_meeting),
        "last_assumed": entry.last_assumed,
        "last_for": item.judged_by,
        "room": entry.room,
        "next_meeting": iso(entry.next_meeting),
        "cost_of_missing_days": entry.cost_of_missing_days,
    }


def _adoption(adoption: Adoption) -> dict[str, Any]:
    item = adoption.item
    written = item.activity.deliverable
    return {
        "decision": item.id,
        "code": written.code,
        "title": written.title or item.id,
        "decided_by": written.decided_by,
        "needed": adoption.needed,
        "of": adoption.count,
        "date": iso(item.early_finish),
        "decided": item.done,
        "assumed": adoption.assumed,
        "fixed": adoption.is_fixed,
        "due": iso(item.due),
        "slowest": list(adoption.slowest),
        "bodies": [_vote(vote) for vote in adoption.votes],
    }


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "body": vote.body,
        "date": iso(vote.day),
        "decided": vote.decided,
        "assumed": vote.assumed,
        "state": vote.state,
    }
