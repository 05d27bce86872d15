"""Plans of a few lines, and what `status` says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.faces import deliverables, status_json, targets

MONDAY = "2024-06-03"
Row = dict[str, Any]
Written = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Status:
    """Deliverables and targets by id, and findings in order."""

    rows: dict[str, Row]
    targets: dict[str, Row]
    findings: list[Row]

    def __getitem__(self, name: str) -> Row:
        """One deliverable."""
        return self.rows[name]

    def dates(self, name: str) -> tuple[str | None, str | None]:
        """Early start and early finish."""
        return self.rows[name]["early_start"], self.rows[name]["early_finish"]

    def late(self, name: str) -> tuple[str | None, str | None]:
        """Late start and late finish."""
        return self.rows[name]["late_start"], self.rows[name]["late_finish"]

    def drivers(self, name: str) -> list[tuple[str, str | None]]:
        """Rules and ids of what set the date."""
        return [(driver["rule"], driver["id"]) for driver in self.rows[name]["driven_by"]]

    def codes(self) -> list[str]:
        """The codes of the findings, open ends aside: every small plan has one."""
        return [finding["code"] for finding in self.findings if finding["code"] != "open-end"]

    def finding(self, code: str) -> Row:
        """The only finding with a code."""
        (found,) = [finding for finding in self.findings if finding["code"] == code]
        return found


def status_of_plan(items: dict[str, Written], *, status_date: str = MONDAY, **sections: object) -> Status:
    """The status of deliverables, with other sections of the plan by name; by default from Monday 3 June 2024."""
    plan = {"roadmap": "1", "language": "en", "status_date": status_date, **sections, "deliverables": items}
    status = status_json(plan)
    return Status(deliverables(status), targets(status), status["findings"])


def work(duration: str, *after: str, **keys: object) -> Written:
    """Work of so long after its predecessors."""
    return {"duration": duration, **_after(after), **keys}


def milestone(*after: str, kind: str = "finish", **keys: object) -> Written:
    """A milestone after its predecessors."""
    return {"milestone": kind, **_after(after), **keys}


def decision(by: str, *after: str, **keys: object) -> Written:
    """A decision by a body or a group after its predecessors."""
    return {"decided_by": by, **_after(after), **keys}


def term(rule: str, *after: str, **keys: object) -> Written:
    """A term after its event."""
    return {"term": rule, **_after(after), **keys}


def target(name: str, *, by: str = "", per: str = "", kind: str = "fatal") -> Written:
    """The target on a milestone."""
    return {"milestone": name, "kind": kind, **({"by": by} if by else {"per": per})}


def _after(after: tuple[str, ...]) -> Written:
    return {"after": list(after)} if after else {}
