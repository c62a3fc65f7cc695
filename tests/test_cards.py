"""Cards asked for one by one, and all of a kind at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg import cards
from kg import graph as graphs
from kg.graph import Graph


@pytest.fixture(scope="module")
def graph(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    home = tmp_path_factory.mktemp("cards") / "world"
    shutil.copytree(world, home)
    return graphs.load(home)


@pytest.mark.parametrize("kind", ["method", "paper", "person", "venue", "dataset", "source"])
def test_all_at_once_are_the_same_as_one_by_one(graph: Graph, kind: str) -> None:
    found = list(cards.cards(graph, kind))
    assert found == [cards.card(graph, graph.entity(kind, iri)) for iri in sorted(graph.names(kind))]
    assert len(found) >= 2


def test_what_a_row_names_can_be_followed_by_its_id(graph: Graph) -> None:
    egret = cards.card(graph, graph.find("Egret"))
    assert egret["introduced_in_id"] == "muller2014deep"
    assert [row["parent_id"] for row in egret["comes_from"]] == ["heron", "feather-dropout"]
    assert {row["source_path"] for row in egret["results"]} >= {"paper/muller2014deep"}
    for kind, card in (("method", egret), ("paper", cards.card(graph, graph.find("muller2014deep")))):
        for part in card.values():
            for row in part if isinstance(part, list) else ():
                for key, id in row.items() if isinstance(row, dict) else ():
                    if key.endswith("_id"):
                        assert "/" not in id, (kind, key, id)
