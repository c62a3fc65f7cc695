"""Links between methods as a directed graph: up, down, path, common ancestors, generations.

Comes in: nodes and edges, read from the store by `read`. Goes out: a smaller `Lineage`, a chain, names.
Edges run from the child to the parent, as in the graph; pictures turn them round.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.errors import NotFound

if TYPE_CHECKING:
    import networkx

#: The six ways to descend, in the contract's order; then the links that are no descent.
DESCENT = ("extends", "modifies", "scales", "simplifies", "combines", "searches")
RELATIONS = (*DESCENT, "uses", "inspired_by", "contrasts_with")


@dataclass(frozen=True, slots=True)
class Node:
    """A method as pictures and trees need it. `year` is that of the first public version."""

    id: str
    name: str
    kind: str = "architecture"
    year: int = 0
    paper: str = ""
    title: str = ""
    venue: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A link from `child` to `parent` (both names), with its reason."""

    child: str
    parent: str
    relation: str
    how: str = ""
    why: str = ""
    where: str = ""
    evidence: str = ""

    @property
    def is_descent(self) -> bool:
        return self.relation in DESCENT


@dataclass(frozen=True)
class Lineage:
    """Methods and the links among them; `root` is the method that was asked for, if one was.

    >>> wrn = Lineage("WRN", [Node("wrn", "WRN", year=2016), Node("resnet", "ResNet", year=2015)],
    ...               [Edge("WRN", "ResNet", "scales", "wider layers")])
    >>> [edge.parent for edge in wrn.parents("WRN")], wrn.ancestors("WRN")
    (['ResNet'], {'ResNet'})
    """

    root: str
    nodes: Sequence[Node]
    edges: Sequence[Edge]

    @cached_property
    def node(self) -> dict[str, Node]:
        """Nodes by name."""
        return {node.name: node for node in self.nodes}

    @cached_property
    def _up(self) -> dict[str, list[Edge]]:
        return _grouped(self.edges, "child")

    @cached_property
    def _down(self) -> dict[str, list[Edge]]:
        return _grouped(self.edges, "parent")

    def parents(self, name: str) -> list[Edge]:
        """The links from `name` to older methods."""
        return self._up.get(name, [])

    def children(self, name: str) -> list[Edge]:
        """The links from newer methods to `name`."""
        return self._down.get(name, [])

    @cached_property
    def descent(self) -> Lineage:
        """The same methods with the links of descent only."""
        return Lineage(self.root, self.nodes, [edge for edge in self.edges if edge.is_descent])

    def ancestors(self, name: str, depth: int | None = None) -> set[str]:
        """Names of all methods above `name`, at most `depth` links away, `name` itself left out."""
        return self._reach(name, self._up, "parent", depth)

    def descendants(self, name: str, depth: int | None = None) -> set[str]:
        """Names of all methods below `name`, at most `depth` links away, `name` itself left out."""
        return self._reach(name, self._down, "child", depth)

    @staticmethod
    def _reach(start: str, links: dict[str, list[Edge]], end: str, depth: int | None) -> set[str]:
        seen, layer, steps = {start}, [start], 0
        while layer and (depth is None or steps < depth):
            layer = list({getattr(edge, end): None for name in layer for edge in links.get(name, [])})
            layer = [name for name in layer if name not in seen]
            seen.update(layer)
            steps += 1
        return seen - {start}

    def around(self, name: str, up: bool = True, down: bool = False, depth: int | None = None) -> Lineage:
        """The part above and below `name`."""
        above = self.ancestors(name, depth) if up else set()
        below = self.descendants(name, depth) if down else set()
        edges = [
            edge
            for edge in self.edges
            if {edge.child, edge.parent} <= above | {name} or {edge.child, edge.parent} <= below | {name}
        ]
        return Lineage(name, [node for node in self.nodes if node.name in above | below | {name}], edges)

    def near(self, name: str, most: int, up: bool = True, down: bool = True) -> set[str]:
        """Up to `most` methods around `name`, itself among them: those above and below, the nearest first, of these the
        ones with most links."""
        seen, layers = {name}, ([name] if up else [], [name] if down else [])
        while any(layers) and len(seen) < most:
            above = {edge.parent for one in layers[0] for edge in self.parents(one)}
            below = {edge.child for one in layers[1] for edge in self.children(one)}
            fresh = {one for one in (above | below) - seen if one in self.node}
            links = {one: len(self.parents(one)) + len(self.children(one)) for one in fresh}
            ranked = sorted(fresh, key=lambda one: (-links[one], one))[: most - len(seen)]
            seen.update(ranked)
            layers = [one for one in ranked if one in above], [one for one in ranked if one in below]
        return seen

    def among(self, names: Iterable[str], root: str = "") -> Lineage:
        """Some of the methods, with the links between them."""
        nodes = sorted((self.node[name] for name in names), key=lambda node: (node.year, node.id))
        kept = {node.name for node in nodes}
        return Lineage(root, nodes, [edge for node in nodes for edge in self.parents(node.name) if edge.parent in kept])

    def offspring(self) -> dict[str, int]:
        """How many methods descend from each. What can be reached is kept as one integer of bits for each method."""
        depth = self.generations()
        order = sorted(depth, key=lambda name: -depth[name])
        reach: dict[str, int] = {}
        for position, name in enumerate(order):
            reach[name] = 1 << position
            for edge in self.children(name):
                reach[name] |= reach[edge.child]
        return {name: bits.bit_count() - 1 for name, bits in reach.items()}

    def generations(self) -> dict[str, int]:
        """Each method's longest distance from a root, 0 for roots (layers of a directed acyclic graph)."""
        waiting = {node.name: len(self.parents(node.name)) for node in self.nodes}
        ready, depth = deque(name for name, n in waiting.items() if not n), dict.fromkeys(waiting, 0)
        while ready:
            parent = ready.popleft()
            for edge in self.children(parent):
                depth[edge.child] = max(depth[edge.child], depth[parent] + 1)
                waiting[edge.child] -= 1
                if not waiting[edge.child]:
                    ready.append(edge.child)
        return depth

    def between(self, newer: str, older: str) -> Lineage:
        """All methods and links on some chain from `newer` up to `older`; empty if there is none."""
        above = self.ancestors(newer) | {newer}
        if older not in above:
            return Lineage(newer, [], [])
        # Of what lies below the older one, which may be nearly all, only what is above the newer one is looked at.
        down = _grouped((edge for name in above for edge in self.parents(name)), "parent")
        return self.among(self._reach(older, down, "child", None) | {older}, newer)

    def reduced(self) -> Lineage:
        """The transitive reduction: without the links that a longer chain explains.

        Aho, Garey and Ullman 1972. What can be reached is kept as one integer of bits for each method, so
        that a graph of 20,000 methods takes under a second.
        """
        depth = self.generations()
        order = sorted(depth, key=lambda name: depth[name])
        bit = {name: 1 << position for position, name in enumerate(order)}
        reach: dict[str, int] = {}
        kept: list[Edge] = []
        for name in order:
            links = self.parents(name)
            reach[name] = bit[name]
            for edge in sorted(links, key=lambda edge: -depth[edge.parent]):
                if not reach[name] & bit[edge.parent]:
                    kept.append(edge)
                reach[name] |= reach[edge.parent]
        return Lineage(self.root, self.nodes, kept)

    def path(self, a: str, b: str) -> list[Edge]:
        """The shortest chain between two methods that takes no link which a longer chain explains, newest first.

        Raises `NotFound` if neither descends from the other.
        """
        part = self._chain_part(a, b).reduced()
        newer, older = part.root, a if part.root == b else b
        came: dict[str, Edge] = {}
        queue = deque([newer])
        while queue:
            for edge in sorted(part.parents(name := queue.popleft()), key=lambda edge: edge.parent):
                if edge.parent not in came:
                    came[edge.parent] = edge
                    queue.append(edge.parent)
        chain: list[Edge] = []
        name = older
        while name != newer:
            chain.append(came[name])
            name = came[name].child
        return chain[::-1]

    def paths(self, a: str, b: str) -> Iterator[list[Edge]]:
        """Every chain between two methods, newest first, found depth first: there may be very many."""
        part = self._chain_part(a, b)
        older = a if part.root == b else b
        stack = [[edge] for edge in reversed(part.parents(part.root))]
        while stack:
            chain = stack.pop()
            if chain[-1].parent == older:
                yield chain
            else:
                stack.extend([*chain, edge] for edge in reversed(part.parents(chain[-1].parent)))

    def _chain_part(self, a: str, b: str) -> Lineage:
        for newer, older in ((a, b), (b, a)):
            if (part := self.between(newer, older)).nodes:
                return part
        shared = self.common(a, b)
        hint = f"; both descend from {', '.join(shared)}" if shared else "; they have no common ancestor"
        raise NotFound(f"no chain of descent between {a} and {b}{hint}")

    def common(self, a: str, b: str) -> list[str]:
        """The nearest common ancestors: those that are no ancestor of another common one, newest first."""
        both = (self.ancestors(a) | {a}) & (self.ancestors(b) | {b})
        # What is above a common ancestor is common too, so looking one link down is enough.
        nearest = {name for name in both if not any(edge.child in both for edge in self.children(name))}
        return sorted(nearest, key=lambda name: (-self.node[name].year, name))

    @cached_property
    def graph(self) -> networkx.MultiDiGraph:
        """The same as a networkx graph, edges from child to parent, attributes as in `Node` and `Edge`."""
        import networkx

        graph = networkx.MultiDiGraph(name=self.root)
        for node in self.nodes:
            graph.add_node(node.name, **asdict(node))
        for edge in self.edges:
            graph.add_edge(edge.child, edge.parent, **asdict(edge))
        return graph

    def as_json(self) -> dict[str, Any]:
        """The contract's shape: root, nodes, edges."""
        keys = ("id", "name", "kind", "year", "paper")
        return {
            "root": self.root,
            "nodes": [{key: getattr(node, key) for key in keys} for node in self.nodes],
            "edges": [asdict(edge) for edge in self.edges],
        }


def _grouped(edges: Iterable[Edge], end: str) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = {}
    for edge in edges:
        found.setdefault(getattr(edge, end), []).append(edge)
    return found
