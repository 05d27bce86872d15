"""Small plans of every kind of deliverable, link, calendar and body, as hypothesis draws them."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.oracles.progress_strategies import Reports
from tests.oracles.titles import with_titles

Draw = st.DrawFn
IDS = ("b", "a", "d-2", "c", "f", "e9", "h", "g", "a-x", "k")
BODIES = ("raad", "college", "dag", "zeeland")
EVERY = ("tuesday", "thursday", "1st monday", "2nd tuesday", "3rd friday", "4th tuesday", "last wednesday")
HAND_IN = ("0ed", "7ed", "14ed", "28ed", "2ew", "5d", "1w", "3d")
FIRST, LAST = date(2023, 1, 2), date(2025, 12, 31)
RECESSES = {"zomer": "2023-07-22..2023-09-03", "zomer-2024": "2024-07-20..2024-09-01"}
TERMS = {
    "maanden": {"days": 2, "unit": "months", "roll": "none", "kind": "exact"},
    "maand": {"days": 1, "unit": "months", "roll": "statutory", "kind": "min"},
    "weken": {"days": 3, "unit": "weeks", "kind": "min"},
    "dagen": {"days": 10, "roll": "statutory"},
}
DURATIONS = ("1d", "2d", "3d", "5d", "8d", "13d", "1w", "2w", "4w", "1ed", "5ed", "9ed", "1ew", "3ew")
LAGS = ("+1d", "+3d", "+1w", "+2w", "+1ed", "+5ed", "+1ew", "-1d", "-2d", "-1w", "-2ed", "-1ew")


def dates(first: date = FIRST, last: date = LAST) -> st.SearchStrategy[str]:
    """Days as text."""
    return st.dates(first, last).map(date.isoformat)


def rarely(draw: Draw, one_in: int) -> bool:
    """True one time in so many; shrinks to False."""
    return draw(st.integers(0, one_in - 1)) == one_in - 1


@st.composite
def ranges(draw: Draw) -> str:
    """One day or a range of at most two weeks."""
    first = draw(st.dates(FIRST, LAST))
    length = draw(st.integers(0, 13))
    return f"{first}..{first + timedelta(days=length)}" if length else first.isoformat()


@st.composite
def calendars(draw: Draw) -> dict[str, Any]:
    """A week of two to six days, with exceptions; Sundays are off but for an opened one."""
    week = draw(st.lists(st.sampled_from(("mon", "tue", "wed", "thu", "fri", "sat")), min_size=2, unique=True))
    calendar: dict[str, Any] = {"week": week, "holidays": draw(st.sampled_from(("none", "cao-gemeenten")))}
    for key, days in (("closed", ranges()), ("open", dates())):
        found = draw(st.lists(days, max_size=2, unique=True))
        if found:
            calendar[key] = found
    return calendar


@st.composite
def bodies(draw: Draw) -> dict[str, Any]:
    """A list of meetings, a rule, or a list that a rule goes on from."""
    body: dict[str, Any] = {"hand_in": draw(st.sampled_from(HAND_IN))}
    has = draw(st.sampled_from(("rule", "list", "both")))
    if has != "rule":
        body["meetings"] = sorted(draw(st.lists(dates(), min_size=2, max_size=7, unique=True)))
    if has != "list":
        body["meets"] = {"every": draw(st.sampled_from(EVERY))}
    if rarely(draw, 2):
        body["recess"] = draw(
            st.sampled_from((["zomer"], ["zomer", "zomer-2024"], ["2023-12-23..2024-01-07", "zomer"]))
        )
    if rarely(draw, 3):
        day = draw(st.dates(FIRST, LAST))
        extra = {"on": day.isoformat()}
        if draw(st.booleans()):
            extra["hand_in"] = (day - timedelta(days=draw(st.integers(0, 20)))).isoformat()
        body["extra"] = [extra]
    return body


@st.composite
def links(draw: Draw, names: list[str], kinds: tuple[str, ...]) -> str | dict[str, str]:
    """As text, or written out."""
    name = draw(st.sampled_from(names))
    kind = draw(st.sampled_from(("FS", "FS", *kinds)))
    lag = draw(st.sampled_from(LAGS)) if rarely(draw, 3) else ""
    if rarely(draw, 5):
        written = {"deliverable": name, "type": kind}
        return {**written, "lag": lag.removeprefix("+")} if lag else written
    if kind == "FS" and draw(st.booleans()):
        return f"{name} {lag}".strip()
    return f"{name} {kind}{lag}"


@st.composite
def deliverables(draw: Draw, groups: dict[str, list[str]], status: date) -> dict[str, Any]:
    """One of the four kinds, without its links."""
    kind = draw(st.sampled_from(("work", "work", "work", "milestone", "decision", "decision", "term")))
    if kind == "work":
        return {"duration": draw(st.sampled_from(DURATIONS))}
    if kind == "milestone":
        return {"milestone": draw(st.sampled_from(("finish", "start", True)))}
    if kind == "term":
        return draw(terms())
    return draw(decisions(groups, status))


@st.composite
def terms(draw: Draw) -> dict[str, Any]:
    """A shipped rule or an own one, now and then made longer."""
    name = draw(st.sampled_from(("standstill", "open-procedure", "sas", *TERMS)))
    if name == "sas":
        return {"term": name, "duration": draw(st.sampled_from(("30ed", "45ed", "6ew")))}
    if name == "standstill" and rarely(draw, 3):
        return {"term": name, "duration": "25ed"}
    return {"term": name}


@st.composite
def decisions(draw: Draw, groups: dict[str, list[str]], status: date) -> dict[str, Any]:
    """By a body or a group, in one reading or more, here and there already taken."""
    by = draw(st.sampled_from((*BODIES, *groups)))
    members = groups.get(by, [by])
    item: dict[str, Any] = {"decided_by": by}
    if by in groups and draw(st.booleans()):
        item["rule"] = f"{draw(st.integers(1, len(members)))} of {len(members)}"
    if rarely(draw, 4):
        item["readings"] = draw(st.integers(2, 3))
    if rarely(draw, 5):
        bodies_done = draw(st.lists(st.sampled_from(members), min_size=1, unique=True))
        item["decided"] = {name: draw(dates(status - timedelta(days=50), status)) for name in bodies_done}
    return item


@st.composite
def plans(draw: Draw) -> dict[str, Any]:
    """A plan of three to ten deliverables, some in workstreams, with targets."""
    status = draw(st.dates(date(2023, 3, 1), date(2024, 3, 31)))
    members = draw(st.lists(st.sampled_from(BODIES), min_size=2, max_size=3, unique=True))
    plan: dict[str, Any] = {
        "status_date": status.isoformat(),
        "calendar": draw(st.sampled_from(("cao-gemeenten", "cao-gemeenten", "eigen"))),
        "calendars": {"eigen": draw(calendars())},
        "recesses": RECESSES,
        "bodies": {name: draw(bodies()) for name in BODIES},
        "groups": {"raden": members},
        "terms": TERMS,
    }
    if rarely(draw, 3):
        plan["settings"] = {"near_critical": draw(st.sampled_from(("3d", "4w")))}
    _add_deliverables(draw, plan, status)
    _add_targets(draw, plan)
    return with_titles(plan)


def _add_deliverables(draw: Draw, plan: dict[str, Any], status: date) -> None:
    """In an order that links follow, cut into blocks of which some are workstreams."""
    ids = draw(st.permutations(IDS))[: draw(st.integers(3, 10))]
    items: dict[str, dict[str, Any]] = {}
    names: list[str] = []  # what a link may name: deliverables, shares of bodies, whole workstreams before
    plan["deliverables"], plan["workstreams"] = {}, {}
    twins: list[str] = []
    reports = Reports(draw, status) if draw(st.integers(0, 3)) else None
    while ids:
        size = draw(st.integers(1, 3))
        block, ids = ids[:size], ids[size:]
        stream = draw(st.sampled_from((None, f"lijn-{block[0]}")))
        before = list(names)
        for name in block:
            last = names[-1] if names else None
            if last in items and "duration" in items[last] and rarely(draw, 7):
                items[name], twins = _twin(draw, items[last]), [last, name]
            else:
                items[name], twins = _deliverable(draw, plan, names, status, twins), []
            if reports is not None:
                reports.add(name, items[name], _sources(items[name]))
            names += [name, *_shares(plan, name, items[name])]
        _place(draw, plan, stream, {name: items[name] for name in block}, before)
        names += [stream] if stream else []
        if stream and reports is not None:
            reports.add_stream(stream, block)
    if not plan["workstreams"]:
        del plan["workstreams"]


def _sources(item: dict[str, Any]) -> list[str]:
    """What a deliverable waits for, by name."""
    after = item.get("after", [])
    links = after if isinstance(after, list) else [after]
    return [link["deliverable"] if isinstance(link, dict) else link.split()[0] for link in links]


def _shares(plan: dict[str, Any], name: str, item: dict[str, Any]) -> list[str]:
    return [f"{name}@{body}" for body in plan["groups"].get(item.get("decided_by"), [])]


def _place(draw: Draw, plan: dict[str, Any], stream: str | None, block: dict[str, Any], names: list[str]) -> None:
    """Within a workstream, or at the top level with or without its name."""
    if stream is None:
        plan["deliverables"] |= block
        return
    plan["workstreams"][stream] = {"title": stream}
    if names and rarely(draw, 3):
        plan["workstreams"][stream]["after"] = [draw(links(names, ("SS",)))]
    if draw(st.booleans()):
        plan["workstreams"][stream]["deliverables"] = block
    else:
        plan["deliverables"] |= {name: {**item, "workstream": stream} for name, item in block.items()}


def _deliverable(draw: Draw, plan: dict[str, Any], names: list[str], status: date, twins: list[str]) -> dict[str, Any]:
    item = draw(deliverables(plan["groups"], status))
    kinds = ("SS",) if item.get("decided_by") in plan["groups"] else ("SS", "FF", "SF")
    after = [name + draw(st.sampled_from(("", " +1ed", " +2ed"))) for name in twins] or _links(draw, names, kinds)
    if after:
        item["after"] = after if len(after) > 1 or draw(st.booleans()) else after[0]
    # From when a decision of an agreed day waits, is not to be said of a bound on its finish.
    can_be_fixed = "milestone" in item or (
        "decided_by" in item and not any(kind in str(after) for kind in ("FF", "SF"))
    )
    if can_be_fixed and rarely(draw, 8):
        item["fixed"] = draw(dates())
    elif rarely(draw, 8 if after else 2):
        past = dates(status - timedelta(days=150), status)
        item["not_before"] = draw(st.one_of(past, dates(FIRST, date(2024, 12, 31))))
    if rarely(draw, 4):
        item["due"] = draw(st.one_of(dates(), st.sampled_from(("2023-Q3", "2024-Q2", "2024-02", "2024-12"))))
    if rarely(draw, 4):
        item["calendar"] = draw(st.sampled_from(("eigen", "cao-gemeenten")))
    return item


def _links(draw: Draw, names: list[str], kinds: tuple[str, ...]) -> list[Any]:
    """Mostly some."""
    if not names or rarely(draw, 5):
        return []
    return draw(st.lists(links(names, kinds), min_size=1, max_size=3))


def _twin(draw: Draw, item: dict[str, Any]) -> dict[str, Any]:
    """The same work, maybe in another unit: both may well end in the same weekend."""
    item = {key: value for key, value in item.items() if key != "progress"}
    other = {"1w": "1ew", "1ew": "5d", "5d": "1w", "3ew": "15d", "2w": "2ew", "4w": "4ew"}
    duration = item["duration"]
    return {**item, "duration": draw(st.sampled_from((duration, other.get(duration, duration))))}


def _add_targets(draw: Draw, plan: dict[str, Any]) -> None:
    items = dict(plan["deliverables"])
    for stream in plan.get("workstreams", {}).values():
        items |= stream.get("deliverables", {})
    targets = {}
    for name in draw(st.lists(st.sampled_from(("t-1", "t2", "s")), max_size=3, unique=True)):
        milestone = draw(st.sampled_from(sorted(items)))
        target = {"milestone": milestone, "kind": draw(st.sampled_from(("fatal", "aim")))}
        if items[milestone].get("milestone") == "start":
            target["per"] = draw(dates(date(2023, 6, 1)))
        else:
            target["by"] = draw(st.one_of(dates(date(2023, 6, 1)), st.sampled_from(("2023-Q4", "2024-Q2", "2024-09"))))
        targets[name] = target
    if targets:
        plan["targets"] = targets
