"""The networks of a collection: who is joined to whom, and nobody to a namesake."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import graph as graphs
from kg.graph import Graph
from kg.lineage import Lineage
from kg.network import network


@pytest.fixture(scope="module")
def graph(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    home = tmp_path_factory.mktemp("network") / "world"
    shutil.copytree(world, home)
    return graphs.load(home)


def joined(found: Lineage) -> set[tuple[str, str, str]]:
    return {(edge.child, edge.relation, edge.parent) for edge in found.edges}


def test_the_network_of_methods_has_every_method_and_every_link(graph: Graph) -> None:
    found = network(graph)
    assert (len(found.nodes), len(found.edges)) == (12, 17)
    assert "contrasts_with" in {edge.relation for edge in found.edges}


def test_papers_are_joined_to_their_authors_and_homonyms_stay_apart(graph: Graph) -> None:
    found = network(graph, "authors")
    writers = {(edge.child, edge.parent) for edge in found.edges if "Li Wei" in edge.parent}
    assert len(found.edges) == 12
    assert {edge.relation for edge in found.edges} == {"written by"}
    assert len({parent for _, parent in writers}) == 2
    assert not {child for child, _ in writers if sum(one == child for one, _ in writers) > 1}
    years = {node.name: node.year for node in found.nodes if node.kind == "person"}
    assert years["Jürgen Müller"] == 1998  # of the first paper
    assert len(years) == 7


def test_methods_are_joined_to_the_editions_of_their_papers_and_these_to_each_other(graph: Graph) -> None:
    found = joined(network(graph, "venues"))
    assert ("Egret", "published at", "ICIM 2014") in found
    assert ("ICIM 2016", "later edition of", "ICIM 2014") in found
    assert not [child for child, _, _ in found if "stork-search" in child]  # a preprint without a venue
    later = {(child, parent) for child, relation, parent in found if relation == "later edition of"}
    assert all(child.rpartition(" ")[0] == parent.rpartition(" ")[0] and child > parent for child, parent in later)
    assert len(later) == len({child for child, _ in later})


def test_repositories_are_joined_to_the_architectures_that_they_hold(graph: Graph) -> None:
    network_ = network(graph, "code")
    found = joined(network_)
    assert ("pond/egret.torch", "authors' code for", "Egret") in found
    assert {parent for child, _, parent in found if child == "birdlib/waders"} == {
        "Bittern",
        "Slim Egret",
        "Wide Egret",
    }
    assert ("birdlib/waders/stork", "library code for", "Stork (stork-small)") in found
    (repository,) = [node for node in network_.nodes if node.name == "pond/slim"]
    assert (repository.kind, repository.url) == ("repository", "https://github.com/pond/slim")


@pytest.mark.parametrize("only", ["lineage", "authors", "venues", "code"])
def test_a_network_holds_together(only: str, graph: Graph) -> None:
    found = network(graph, only)
    names = [node.name for node in found.nodes]
    assert len(set(names)) == len(names)
    assert {end for edge in found.edges for end in (edge.child, edge.parent)} <= set(names)


def test_a_method_called_like_its_venue_stays_apart_from_it(changed: Callable[..., Path]) -> None:
    home = changed({"data/venues.yaml": ("jiv: {name: JIV", "jiv: {name: Heron")})
    found = network(graphs.load(home), "venues")
    assert [edge for edge in found.edges if edge.child == "Heron" and edge.parent.startswith("Heron ")]
