"""The dependency graph of a plan: links between deliverables, their order, and cycles."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import networkx as nx

from roadmap.findings import Finding, Severity
from roadmap.plan.dependencies import Dependency, Lag, LinkType
from roadmap.plan.plan import Plan

MAX_STEPS = 2_000_000
"""How many links are followed at most to find the shortest cycle; a plan of a thousand items needs far fewer."""


class Link(NamedTuple):
    """One predecessor of one deliverable; ``origin`` is where it was written: section, owner, position."""

    predecessor: str
    successor: str
    type: LinkType
    lag: Lag | None
    origin: tuple[str, str, int]

    @property
    def dependency(self) -> Dependency:
        """The link as a planner would write it."""
        return Dependency(self.predecessor, self.type, self.lag)


def whole(name: str) -> str:
    """The decision that a share ``id@body`` belongs to; any other id as it is."""
    return name.partition("@")[0]


def expand_links(plan: Plan) -> list[Link]:
    """Every link of the plan, those to and from a workstream expanded to its deliverables, each once."""
    members: dict[str, list[str]] = {name: [] for name in plan.workstreams}
    for name, deliverable in sorted(plan.deliverables.items()):
        if deliverable.workstream in members:
            members[deliverable.workstream].append(name)
    links: list[Link] = []
    for name in plan.deliverables:
        seen: set[tuple[str, LinkType, Lag | None]] = set()
        for dependency, origin in _written(plan, name):
            for predecessor in _expanded(plan, dependency.predecessor, members):
                key = (predecessor, dependency.type, dependency.lag)
                if key not in seen:
                    seen.add(key)
                    links.append(Link(predecessor, name, dependency.type, dependency.lag, origin))
    return links


def dependency_graph(plan: Plan, links: Iterable[Link]) -> nx.DiGraph[str]:
    """The deliverables as nodes, with an edge wherever there is a link."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(plan.deliverables)
    graph.add_edges_from((whole(link.predecessor), link.successor) for link in links)
    return graph


def topological_order(graph: nx.DiGraph[str]) -> list[str] | None:
    """The deliverables so that each comes after its predecessors; None when there is a cycle."""
    try:
        return list(nx.topological_sort(graph))
    except nx.NetworkXUnfeasible:
        return None


def cycle_findings(plan: Plan, graph: nx.DiGraph[str], links: Iterable[Link]) -> list[Finding]:
    """For each knot of deliverables that wait for each other: its shortest cycle, every link with its place."""
    knots = [knot for knot in nx.strongly_connected_components(graph) if len(knot) > 1]
    knotted = {node for knot in knots for node in knot}
    knots.extend({node} for node in graph if graph.has_edge(node, node) and node not in knotted)
    between: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        between.setdefault((whole(link.predecessor), link.successor), []).append(link)
    return [_cycle_finding(plan, between, _Knot(graph, knot).shortest_cycle()) for knot in sorted(knots, key=min)]


def _written(plan: Plan, name: str) -> Iterator[tuple[Dependency, tuple[str, str, int]]]:
    """The dependencies of a deliverable: its own, and those of its workstream."""
    deliverable = plan.deliverables[name]
    for number, dependency in enumerate(deliverable.after):
        yield dependency, ("deliverables", name, number)
    workstream = plan.workstreams.get(deliverable.workstream or "")
    if workstream is not None:
        for number, dependency in enumerate(workstream.after):
            yield dependency, ("workstreams", deliverable.workstream or "", number)


def _expanded(plan: Plan, predecessor: str, members: dict[str, list[str]]) -> list[str]:
    """The deliverables behind a name; none for a name that stands nowhere, which has a finding of its own."""
    if whole(predecessor) in plan.deliverables:
        return [predecessor]
    return members.get(predecessor, [])


class _Knot:
    """Deliverables that all wait for each other; nodes that lead nowhere are taken out as the search goes on."""

    def __init__(self, graph: nx.DiGraph[str], nodes: set[str]) -> None:
        self.successors = {node: sorted(set(graph.successors(node)) & nodes) for node in nodes}
        self.predecessors: dict[str, list[str]] = {node: [] for node in nodes}
        for node, followers in self.successors.items():
            for follower in followers:
                self.predecessors[follower].append(node)
        self.open_ends = {node: len(followers) for node, followers in self.successors.items()}
        self.left = set(nodes)
        self.steps = 0

    def shortest_cycle(self) -> list[str]:
        """The shortest cycle; of equals the one that is found first by ids."""
        best: list[str] = []
        for start in sorted(self.left):
            if start in self.left:
                best = self._cycle_through(start, len(best)) or best
                self._remove(start)
            if len(best) == 1 or self.steps > MAX_STEPS:
                break
        return best

    def _cycle_through(self, start: str, shorter_than: int) -> list[str]:
        """The shortest cycle through a node, if it is shorter than the best so far."""
        came_from: dict[str, str] = {}
        depth = {start: 0}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            if shorter_than and depth[node] + 1 >= shorter_than:
                break
            for follower in self.successors[node]:
                self.steps += 1
                if follower == start:
                    return _path_back(came_from, node, start)
                if follower in self.left and follower not in depth:
                    depth[follower], came_from[follower] = depth[node] + 1, node
                    waiting.append(follower)
        return []

    def _remove(self, start: str) -> None:
        """Take a node out, and with it every node that then leads nowhere."""
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in self.left:
                continue
            self.left.remove(node)
            for before in self.predecessors[node]:
                self.open_ends[before] -= 1
                if self.open_ends[before] == 0:
                    waiting.append(before)


def _path_back(came_from: dict[str, str], node: str, start: str) -> list[str]:
    """The way from ``start`` to a node."""
    path = [node]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return path[::-1]


def _cycle_finding(plan: Plan, between: dict[tuple[str, str], list[Link]], cycle: list[str]) -> Finding:
    smallest = cycle.index(min(cycle))
    names = [*cycle[smallest:], *cycle[:smallest]]
    pairs = zip(names, [*names[1:], names[0]], strict=True)
    # Of several links between one pair the same one every time.
    links = [min(between[pair], key=lambda link: (link.origin, link.type, str(link.lag))) for pair in pairs]
    places = [plan.places.location(link.origin[0], link.origin[1], "after", link.origin[2]) for link in links]
    related = tuple((link.successor, place) for link, place in zip(links, places, strict=True) if place)
    params = {"ids": (*names, names[0])}
    return Finding("cyclic-dependency", Severity.ERROR, places[0], params, related[1:])
