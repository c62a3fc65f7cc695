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


def test_authors_are_joined_by_papers_and_homonyms_stay_apart(graph: Graph) -> None:
    assert joined(network(graph, "authors")) == {
        ("Adaeze Okafor", "wrote with", "Jürgen Müller"),
        ("Jürgen Müller", "wrote with", "Łucja Świątek"),
        ("Jürgen Müller", "wrote with", "Søren Bjørnsen"),
        ("Li Wei (li-wei)", "wrote with", "Søren Bjørnsen"),
        ("Li Wei (li-wei-of-kyoto)", "wrote with", "Łucja Świątek"),
        ("Li Wei (li-wei-of-kyoto)", "wrote with", "鈴木 結衣"),
    }
    years = {node.name: node.year for node in network(graph, "authors").nodes}
    assert years["Jürgen Müller"] == 1998  # of the first paper
    assert len(years) == 7


def test_papers_together_are_counted(changed: Callable[..., Path]) -> None:
    home = changed({"data/papers/bjornsen2019small.yaml": ("[Søren Bjørnsen, Jürgen", "[Łucja Świątek, Jürgen")})
    (edge,) = [edge for edge in network(graphs.load(home), "authors").edges if edge.how]
    assert (edge.child, edge.parent, edge.how) == ("Jürgen Müller", "Łucja Świątek", "2 papers together")


def test_methods_are_joined_to_the_venues_of_their_papers(graph: Graph) -> None:
    found = joined(network(graph, "venues"))
    assert ("Egret", "published at", "ICIM") in found
    assert ("Stork (stork-small)", "published at", "Open Drafts") in found
    assert not [child for child, _, _ in found if "stork-search" in child]  # a preprint without a venue
    assert len(found) == 9


def test_repositories_are_joined_to_the_architectures_that_they_hold(graph: Graph) -> None:
    network_ = network(graph, "code")
    found = joined(network_)
    assert ("pond/egret.torch", "implemented by authors", "Egret") in found
    assert {parent for child, _, parent in found if child == "birdlib/waders"} == {
        "Bittern",
        "Slim Egret",
        "Wide Egret",
    }
    assert ("birdlib/waders/tree/main/stork", "implemented by library", "Stork (stork-small)") in found
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
    assert ("Heron (method/heron)", "published at", "Heron (venue/jiv)") in joined(found)
