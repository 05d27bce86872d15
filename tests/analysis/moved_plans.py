"""A plan as it was frozen and as it stands, and what `slippage` says moved."""

from __future__ import annotations

import json
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.faces import roadmap
from tests.scheduling.small_plans import MONDAY, Written, decision, milestone, work

COUNCIL = {"raad": {"hand_in": "14ed", "meetings": ["2024-07-04", "2024-09-12", "2024-10-10"]}}
TWO = {"a": work("2w"), "b": work("2w", "a"), "end": milestone("b")}
VOTE = {"a": work("2w"), "vote": decision("raad", "a"), "end": milestone("vote")}
DONE = {"started": MONDAY, "finished": "2024-06-14"}
Share = tuple[str, int, str]


def plan_of(items: Written, **sections: object) -> Written:
    return {"roadmap": "1", "id": "p", "title": "P", "language": "en", "status_date": MONDAY, **sections} | {
        "deliverables": items
    }


def changed(items: Written, **changes: Written | None) -> Written:
    """The same deliverables with keys changed or added, or without what is None; an id has no underscore."""
    found = deepcopy(items)
    for name, keys in changes.items():
        if keys is None:
            del found[name]
        else:
            found[name] = {**found.get(name, {}), **keys}
    return found


def slippage(before: Written, now: Written, asked: str, *options: str) -> dict[str, Any]:
    """What `slippage --json` says of one deliverable or target; the first plan is frozen, then the other one stands."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(json.dumps(before), encoding="utf-8")
        frozen = roadmap("baseline", path, "start")
        path.write_text(json.dumps(now), encoding="utf-8")
        outcome = roadmap("slippage", path, "--baseline", "start", "--target", asked, "--json", *options)
    assert (frozen.status, outcome.status) == (0, 0), (frozen, outcome)
    entry: dict[str, Any] = json.loads(outcome.out)["targets"][0]
    assert sum(share["days"] for share in entry["shares"]) == (entry["shift_days"] or 0)
    return entry


def shares(before: Written, now: Written, asked: str = "end", /, **sections: Any) -> list[Share]:  # noqa: ANN401
    """The shares of one deliverable; `then` holds the sections that the plan has now, otherwise than before."""
    then = sections.pop("then", {})
    entry = slippage(plan_of(before, **sections), plan_of(now, **{**sections, **then}), asked)
    return [(share["id"], share["days"], share["cause"]) for share in entry["shares"]]


def the_share(before: Written, now: Written, asked: str = "end", /, **sections: Any) -> dict[str, Any]:  # noqa: ANN401
    """The only share, whole."""
    then = sections.pop("then", {})
    (share,) = slippage(plan_of(before, **sections), plan_of(now, **{**sections, **then}), asked)["shares"]
    found: dict[str, Any] = share
    return found


def at(day: str) -> dict[str, str]:
    """A later status date."""
    return {"status_date": day}
