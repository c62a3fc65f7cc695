"""Lineages against networkx, on many small graphs and one long one."""

from __future__ import annotations

import time
from itertools import pairwise

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFound
from kg.lineage import DESCENT, RELATIONS, Edge, Lineage, Node


@st.composite
def lineages(draw: st.DrawFn, largest: int = 9) -> Lineage:
    """An acyclic lineage: children have higher numbers than their parents, and names that tell nothing of it."""
    size = draw(st.integers(1, largest))
    names = draw(st.permutations([chr(ord("a") + n) for n in range(size)]))
    pairs = [(child, parent) for child in range(size) for parent in range(child)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    years = [2000 + n // 2 for n in range(size)]
    nodes = [Node(name, name, year=year) for name, year in zip(names, years, strict=True)]
    edges = [Edge(names[child], names[parent], DESCENT[(child + parent) % 6]) for child, parent in chosen]
    return Lineage("", nodes, edges)


def digraph(lineage: Lineage) -> networkx.DiGraph:
    return networkx.DiGraph(lineage.graph)


def pairs(lineage: Lineage) -> set[tuple[str, str]]:
    return {(edge.child, edge.parent) for edge in lineage.edges}


def names(lineage: Lineage) -> list[str]:
    return [node.name for node in lineage.nodes]


def chain(edges: list[Edge]) -> list[str]:
    """The names along a chain, which must hang together."""
    assert all(one.parent == other.child for one, other in pairwise(edges))
    return [edges[0].child, *(edge.parent for edge in edges)]


@given(lineages())
def test_ancestors_and_descendants_are_those_of_networkx(lineage: Lineage) -> None:
    graph = digraph(lineage)
    for name in names(lineage):
        assert lineage.ancestors(name) == networkx.descendants(graph, name)
        assert lineage.descendants(name) == networkx.ancestors(graph, name)


@given(lineages(), st.integers(0, 4))
def test_depth_counts_links(lineage: Lineage, depth: int) -> None:
    graph = digraph(lineage)
    for name in names(lineage):
        near = networkx.single_source_shortest_path_length(graph, name, cutoff=depth)
        assert lineage.ancestors(name, depth) == set(near) - {name}
        near = networkx.single_source_shortest_path_length(graph.reverse(), name, cutoff=depth)
        assert lineage.descendants(name, depth) == set(near) - {name}


@given(lineages())
def test_the_reduction_is_the_transitive_reduction(lineage: Lineage) -> None:
    reduced = lineage.reduced()
    assert pairs(reduced) == set(networkx.transitive_reduction(digraph(lineage)).edges)
    assert set(reduced.edges) <= set(lineage.edges)
    assert names(reduced) == names(lineage)


@given(lineages())
def test_generations_are_longest_distances_from_a_root(lineage: Lineage) -> None:
    graph = digraph(lineage)
    generations = lineage.generations()
    for name in names(lineage):
        above = graph.subgraph({name} | networkx.descendants(graph, name))
        assert generations[name] == networkx.dag_longest_path_length(above, weight=None, default_weight=1)
    layers = list(networkx.topological_generations(graph.reverse()))
    assert {name: n for n, layer in enumerate(layers) for name in layer} == generations


@given(lineages(7))
def test_all_paths_are_the_simple_paths(lineage: Lineage) -> None:
    graph = digraph(lineage)
    for a in names(lineage):
        for b in lineage.ancestors(a):
            found = [chain(path) for path in lineage.paths(a, b)]
            assert sorted(found) == sorted(networkx.all_simple_paths(graph, a, b))
            assert found == [chain(path) for path in lineage.paths(b, a)]


@given(lineages())
def test_the_path_is_the_shortest_of_the_reduction(lineage: Lineage) -> None:
    graph = networkx.transitive_reduction(digraph(lineage))
    for a in names(lineage):
        for b in lineage.ancestors(a):
            found = chain(lineage.path(a, b))
            assert (found[0], found[-1]) == (a, b)
            assert len(found) - 1 == networkx.shortest_path_length(graph, a, b)
            assert all(graph.has_edge(*hop) for hop in pairwise(found))
            assert lineage.path(b, a) == lineage.path(a, b)


@given(lineages())
def test_where_there_is_no_chain_the_common_ancestors_are_told(lineage: Lineage) -> None:
    for a in names(lineage):
        for b in names(lineage):
            if a == b or b in lineage.ancestors(a) or a in lineage.ancestors(b):
                continue
            shared = lineage.common(a, b)
            with pytest.raises(NotFound) as caught:
                lineage.path(a, b)
            assert str(caught.value).endswith(", ".join(shared) if shared else "they have no common ancestor")
            with pytest.raises(NotFound):
                list(lineage.paths(a, b))


@given(lineages())
def test_common_ancestors_are_ancestors_of_no_other_common_one(lineage: Lineage) -> None:
    graph = digraph(lineage)
    for a in names(lineage):
        for b in names(lineage):
            both = (networkx.descendants(graph, a) | {a}) & (networkx.descendants(graph, b) | {b})
            nearest = {one for one in both if not any(one in networkx.descendants(graph, other) for other in both)}
            found = lineage.common(a, b)
            assert set(found) == nearest
            assert len(found) == len(nearest)
            assert found == lineage.common(b, a)
            assert [lineage.node[one].year for one in found] == sorted(
                (lineage.node[one].year for one in found), reverse=True
            )


@given(lineages(), st.booleans(), st.booleans(), st.none() | st.integers(0, 3))
def test_around_is_what_lies_above_and_below(lineage: Lineage, up: bool, down: bool, depth: int | None) -> None:
    for name in names(lineage):
        part = lineage.around(name, up, down, depth)
        above = lineage.ancestors(name, depth) if up else set()
        below = lineage.descendants(name, depth) if down else set()
        assert part.root == name
        assert set(names(part)) == above | below | {name}
        inside = {(a, b) for a, b in pairs(lineage) if {a, b} <= above | {name} or {a, b} <= below | {name}}
        assert pairs(part) == inside
        assert names(part) == [one for one in names(lineage) if one in set(names(part))]


@given(lineages())
def test_between_holds_every_chain_and_nothing_else(lineage: Lineage) -> None:
    graph = digraph(lineage)
    for a in names(lineage):
        for b in lineage.ancestors(a):
            simple = list(networkx.all_simple_paths(graph, a, b))
            part = lineage.between(a, b)
            assert set(names(part)) == {name for path in simple for name in path}
            assert pairs(part) == {hop for path in simple for hop in pairwise(path)}
            assert names(lineage.between(b, a)) == []


@given(lineages(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_no_answer(lineage: Lineage, random: object) -> None:
    nodes, edges = list(lineage.nodes), list(lineage.edges)
    random.shuffle(nodes)  # type: ignore[attr-defined]
    random.shuffle(edges)  # type: ignore[attr-defined]
    other = Lineage("", nodes, edges)
    assert pairs(other.reduced()) == pairs(lineage.reduced())
    for a in names(lineage):
        for b in names(lineage):
            assert other.common(a, b) == lineage.common(a, b)
            if b in lineage.ancestors(a):
                assert other.path(a, b) == lineage.path(a, b)


@given(lineages())
def test_the_networkx_graph_carries_every_attribute(lineage: Lineage) -> None:
    graph = lineage.graph
    assert dict(graph.nodes(data="year")) == {node.name: node.year for node in lineage.nodes}
    assert {(a, b, relation) for a, b, relation in graph.edges(data="relation")} == {
        (edge.child, edge.parent, edge.relation) for edge in lineage.edges
    }


# One graph by hand: A -> B -> D, A -> C -> D, A -> D, D -> E, and links that are no descent

HAND = Lineage(
    "A",
    [Node(name.lower(), name, year=2020 - n, paper=f"{name}2020") for n, name in enumerate("ABCDE")],
    [
        Edge("A", "D", "modifies", "x", "y", "§1", "stated"),
        Edge("A", "B", "scales"),
        Edge("A", "C", "combines"),
        Edge("B", "D", "extends"),
        Edge("C", "D", "extends"),
        Edge("D", "E", "searches"),
        Edge("A", "E", "uses"),
        Edge("B", "E", "contrasts_with"),
    ],
)


def test_a_link_that_a_longer_chain_explains_is_not_taken() -> None:
    assert chain(HAND.descent.path("A", "E")) == ["A", "B", "D", "E"]
    assert [chain(path) for path in HAND.descent.paths("E", "A")] == [
        ["A", "D", "E"],
        ["A", "B", "D", "E"],
        ["A", "C", "D", "E"],
    ]


def test_descent_leaves_out_what_is_no_descent() -> None:
    assert {edge.relation for edge in HAND.descent.edges} == {"modifies", "scales", "combines", "extends", "searches"}
    assert [edge.relation for edge in HAND.parents("A")] == ["modifies", "scales", "combines", "uses"]
    assert [edge.child for edge in HAND.children("E")] == ["D", "A", "B"]


def test_a_method_counts_as_its_own_ancestor() -> None:
    assert HAND.descent.common("A", "D") == ["D"]
    assert HAND.descent.common("B", "C") == ["D"]
    assert HAND.descent.common("B", "B") == ["B"]


def test_a_path_to_itself_has_no_hop() -> None:
    assert HAND.descent.path("B", "B") == []
    assert list(HAND.descent.paths("B", "B")) == []


def test_the_json_is_the_one_of_the_contract() -> None:
    found = HAND.as_json()
    assert list(found) == ["root", "nodes", "edges"]
    assert found["root"] == "A"
    assert found["nodes"][0] == {"id": "a", "name": "A", "kind": "architecture", "year": 2020, "paper": "A2020"}
    assert found["edges"][0] == {
        "child": "A",
        "parent": "D",
        "relation": "modifies",
        "how": "x",
        "why": "y",
        "where": "§1",
        "evidence": "stated",
    }


def test_the_relations_are_those_of_the_contract() -> None:
    assert " ".join(DESCENT) == "extends modifies scales simplifies combines searches"
    assert " ".join(RELATIONS[6:]) == "uses inspired_by contrasts_with"
    assert [Edge("a", "b", relation).is_descent for relation in RELATIONS] == [True] * 6 + [False] * 3


def test_a_chain_of_five_thousand_does_not_recurse() -> None:
    size = 5000
    nodes = [Node(str(n), str(n), year=n) for n in range(size)]
    lineage = Lineage("", nodes, [Edge(str(n + 1), str(n), "extends") for n in range(size - 1)])
    last = str(size - 1)
    assert len(lineage.ancestors(last)) == len(lineage.descendants("0")) == size - 1
    assert lineage.generations()[last] == size - 1
    assert len(lineage.path("0", last)) == len(next(lineage.paths(last, "0"))) == size - 1
    assert len(lineage.reduced().edges) == size - 1
    assert lineage.common(last, "17") == ["17"]
    assert len(lineage.around("17", down=True).nodes) == size


def test_a_wide_graph_is_reduced_in_time() -> None:
    """20,000 methods in layers, each with the whole chain of its forebears as parents."""
    size, reach = 20_000, 5
    nodes = [Node(str(n), str(n)) for n in range(size)]
    edges = [Edge(str(n), str(n - step), "extends") for n in range(size) for step in range(1, reach + 1) if n >= step]
    begin = time.perf_counter()
    reduced = Lineage("", nodes, edges).reduced()
    assert len(reduced.edges) == size - 1
    assert time.perf_counter() - begin < 10


@given(lineages())
def test_how_many_descend_from_each_is_what_is_found_one_by_one(lineage: Lineage) -> None:
    assert lineage.offspring() == {name: len(lineage.descendants(name)) for name in names(lineage)}


@given(lineages(), st.integers(1, 9), st.booleans(), st.booleans())
def test_the_nearest_are_on_the_line_and_no_more_than_asked_for(
    lineage: Lineage, most: int, up: bool, down: bool
) -> None:
    for name in names(lineage):
        line = {name} | (lineage.ancestors(name) if up else set()) | (lineage.descendants(name) if down else set())
        near = lineage.near(name, most, up, down)
        assert name in near
        assert near <= line
        assert len(near) == min(most, len(line)) or (up and down)
        part = lineage.among(near, name)
        assert set(names(part)) == near
        assert pairs(part) == {(a, b) for a, b in pairs(lineage) if {a, b} <= near}
