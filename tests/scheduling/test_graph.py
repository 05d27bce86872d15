"""Cycles are found, the shortest is named, and every link of it has its place."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.faces import roadmap, status_of
from tests.scheduling.small_plans import milestone, status_of_plan, work

CYCLE = """\
roadmap: 1
language: en
status_date: 2024-06-03
deliverables:
  a: {duration: 1d, after: c}
  b:
    duration: 1d
    after: [a SS+2d]
  c:
    duration: 1d
    after:
      - a
      - d
      - b
  d: {duration: 1d, after: [b]}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_cycle_is_an_error_that_names_the_shortest_with_every_place(tmp_path: Path) -> None:
    outcome = roadmap("check", written(tmp_path, CYCLE))

    assert outcome.status == 1
    assert outcome.out.count("cyclic-dependency") == 1
    assert "a, c, a" in outcome.out
    assert "plan.yaml:5:" in outcome.out
    assert "12:9" in outcome.out


def test_plan_with_a_cycle_has_no_dates(tmp_path: Path) -> None:
    status = status_of(written(tmp_path, CYCLE))

    assert (status["targets"], status["deliverables"]) == ([], [])
    assert [finding["code"] for finding in status["findings"]] == ["cyclic-dependency"]


def test_deliverable_that_waits_for_itself_is_a_cycle() -> None:
    status = status_of_plan({"a": work("1d", "a")})

    assert "a, a" in status.finding("cyclic-dependency")["message"]


def test_each_knot_has_its_own_finding() -> None:
    items = {"a": work("1d", "b"), "b": work("1d", "a"), "c": work("1d", "d", "a"), "d": milestone("c")}
    status = status_of_plan(items)

    assert sorted(finding["message"].partition(": ")[2][:7] for finding in status.findings) == ["a, b, a", "c, d, c"]


def test_cycle_through_a_workstream_is_found() -> None:
    items = {"a": work("1d", "line"), "b": work("1d", "a", workstream="line")}
    status = status_of_plan(items, workstreams={"line": {}})

    assert "a, b, a" in status.finding("cyclic-dependency")["message"]


def test_long_cycle_needs_no_recursion() -> None:
    items = {f"c{number}": milestone(f"c{(number or 3000) - 1}") for number in range(3000)}
    status = status_of_plan(items)

    assert len(status.finding("cyclic-dependency")["message"]) > 3000


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=14, unique=True))
def test_shortest_of_all_cycles_is_found_by_brute_force_too(edges: list[tuple[int, int]]) -> None:
    items = {f"n{end}": work("1d", *(f"n{a}" for a, b in edges if b == end)) for end in range(7)}
    status = status_of_plan(items)
    lengths = [length for node in range(7) if (length := cycle_length(edges, node))]

    found = [finding for finding in status.findings if finding["code"] == "cyclic-dependency"]
    assert bool(found) == bool(lengths)
    if found:
        named = [finding["message"].partition(": ")[2].partition(".")[0].split(", ") for finding in found]
        assert min(len(names) - 1 for names in named) == min(lengths)
        for names in named:
            links = {(int(a[1:]), int(b[1:])) for a, b in pairwise(names)}
            assert links <= set(edges) | {(b, a) for a, b in edges}


def cycle_length(edges: list[tuple[int, int]], start: int) -> int:
    """How many links bring one back to a node; 0 when none do."""
    reached, length = {start}, 0
    seen: set[int] = set()
    while reached:
        length += 1
        reached = {b for a, b in edges if a in reached}
        if start in reached:
            return length
        reached -= seen
        seen |= reached
    return 0
