"""What is known of one thing, as a card, as JSON and as Turtle; and the text of a chain."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import cards, show
from kg import graph as graphs
from kg.graph import Graph
from kg.lineage import Edge, Node
from kg.terminal import Style, clean, columns

PLAIN = Style(100)


@pytest.fixture(scope="module")
def graph(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    home = tmp_path_factory.mktemp("show") / "world"
    shutil.copytree(world, home)
    return graphs.load(home)


def card(graph: Graph, name: str) -> dict[str, object]:
    return cards.card(graph, graph.find(name))


def text(graph: Graph, name: str, style: Style = PLAIN) -> str:
    return "".join(f"{line}\n" for line in show.text(card(graph, name), style))


EGRET = """\
Egret  architecture
  summary       Heron with ten stages in place of two.
  introduced in Deep Herons: "Egret" and its Feathers
  since         2014-04

comes from
      extends Heron: keeps its stages and stacks ten of them — because two stages see too little of
      the pond (§3, stated)
      uses Feather dropout: after each stage (§3.2, stated)

led to
      modified by Bittern: the order of the stages is still its own
      scaled by Wide Egret: four times as many filters in each stage
      simplified by Slim Egret: leaves out every second filter

results
      Egret-10: top-1 71.25 %, top-5 90.5 % on Pond-10k val, 10-crop at 224 px, trained on Pond-10k
      + Pond-1M (claimed, Table 3)
      Egret-10: top-1 70.5 %, top-5 90 % on Pond-10k val, single-crop at 224 px, 25.6 M parameters,
      3.8 G multiply-adds (claimed, Table 2)
      egret10.a1: top-1 70.25 %, top-5 89.75 % on Pond-10k val, single-crop at 224 px, 25.6 M
      parameters (reproduced, Bench of birds, birds.csv) — Trained anew with a longer recipe.
      Egret-10: top-1 69.9 % on Pond-10k val, single-crop at 224 px (reproduced, Papers from the
      pond, Table 4 of Wide Egrets)
      egret10.probe: top-1 60.5 % on Pond-10k val, single-crop at 224 px, linear-probe, trained on
      Pond-1M (reproduced, Bench of birds, birds.csv)

code
      https://github.com/pond/egret.torch · authors · torch
      https://github.com/birdlib/waders/blob/main/egret.py · library · pytorch

same as
      https://example.com/models/egret
"""


def test_the_card_of_a_method(graph: Graph) -> None:
    assert text(graph, "egret") == EGRET


def test_a_number_never_stands_without_its_protocol(graph: Graph) -> None:
    told = [line for name in graph.names("method").values() for line in show.text(card(graph, name[0]), Style(500))]
    numbers = [line for line in told if "top-1" in line]
    assert len(numbers) == 10
    assert all(re.search(r"single-crop|10-crop|multi-crop|unstated", line) for line in numbers)


def test_links_are_told_from_the_side_of_the_card(graph: Graph) -> None:
    assert "\nled to\n      inspired Stork: its best orders begin with narrow stages\n" in text(graph, "stork-search")
    assert "      inspired by Stork: its best orders begin with narrow stages (§1, stated)\n" in text(
        graph, "stork-small"
    )


def test_the_json_of_a_method_names_relations_as_entries_do(graph: Graph) -> None:
    found = card(graph, "stork-small")
    assert {key: found[key] for key in ("kind", "id", "iri", "name", "class")} == {
        "kind": "method",
        "id": "stork-small",
        "iri": "https://example.org/world/method/stork-small",
        "name": "Stork",
        "class": "Architecture",
    }
    assert [row["relation"] for row in found["comes_from"]] == ["simplifies", "inspired_by"]  # descent first
    assert "led_to" not in found  # a part that has nothing to say is not there
    assert found["results"][0] == {
        "variant": "Stork-S",
        "data": "Pond-10k",
        "data_id": "pond-10k",
        "split": "val",
        "protocol": "single-crop",
        "size": "160",
        "top1": "79.125",
        "params": "1.5",
        "madds": "0.075",
        "tier": "claimed",
        "source": "Small Storks",
        "source_path": "paper/bjornsen2019small",
        "where": "Table 2",
    }


def test_the_card_of_a_paper_keeps_the_order_of_its_authors_and_the_slips_of_lists(graph: Graph) -> None:
    found = card(graph, "li2016wide")
    assert [row["author"] for row in found["authors"]] == ["Li Wei", "Søren Bjørnsen"]
    assert found["arxiv"] == "1511.04321"
    assert found["code"][0]["listed_as"] == "unoffical-keras"
    assert found["listed"][0]["venue"] == "drafts2015([rejected](https://example.org/forum?id=x1))"
    assert text(graph, "li2016wide").startswith("Wide Egrets  paper\n  venue  ICIM\n  year   2016\n")


def test_the_card_of_a_person_tells_how_the_name_was_printed(graph: Graph) -> None:
    found = card(graph, "J. Müller")
    assert (found["name"], found["also_printed"]) == ("Jürgen Müller", ["J. Müller"])
    assert [row["year"] for row in found["papers"]] == ["1998", "2014", "2019"]
    assert {row["name"]: row["papers"] for row in found["wrote_with"]} == {
        "Adaeze Okafor": "1", "Łucja Świątek": "1", "Søren Bjørnsen": "1",
    }  # fmt: skip


def test_homonyms_have_a_card_each(graph: Graph) -> None:
    assert [row["title"] for row in card(graph, "li-wei")["papers"]] == ["Wide Egrets"]
    assert [row["year"] for row in card(graph, "li-wei-of-kyoto")["papers"]] == ["2016", "2017"]
    counts = [(row["method"], row["results"]) for row in card(graph, "pond-10k")["results"]]
    assert counts == [("Egret", "5"), ("Stork", "2"), ("Heron", "1"), ("Stork", "1"), ("Wide Egret", "1")]


def test_every_thing_has_a_card_in_every_form(graph: Graph) -> None:
    shown = 0
    for kind in ("method", "paper", "person", "venue", "dataset", "source"):
        for iri in graph.names(kind):
            entity = graph.find(iri.rpartition("/")[2], kind)
            assert entity.iri == iri
            found = cards.card(graph, entity)
            assert found["iri"] == iri
            for width in (60, 100, 160):
                for line in show.text(found, Style(width)):
                    assert columns(line) <= width or "http" in line
                    assert line == clean(line)
            assert f"<{kind}/{entity.id}>\n" in show.turtle(graph, entity).decode()
            shown += 1
    assert shown == 6 + 12 + 7 + 4 + 2 + 4


def test_the_turtle_of_a_method_holds_what_is_said_of_it_and_no_more(graph: Graph) -> None:
    triples = {*ox.parse(show.turtle(graph, graph.find("egret")), format=ox.RdfFormat.TURTLE)}
    subjects = {triple.subject.value.removeprefix(graph.base) for triple in triples}
    assert {subject.partition("/")[0] for subject in subjects} == {"method", "link", "result"}
    assert {subject for subject in subjects if not subject.startswith("result")} == {
        "method/egret", "link/egret--heron", "link/egret--feather-dropout",
    }  # fmt: skip
    whole = {*ox.parse((graph.folder / "graph.nt").read_bytes(), format=ox.RdfFormat.N_TRIPLES)}
    said = {(quad.subject, quad.predicate) for quad in triples}
    assert said == {(quad.subject, quad.predicate) for quad in whole if (quad.subject, quad.predicate) in said}


CHAIN = """\
Bittern -> Slim Egret -> Egret

Bittern (2016) combines Slim Egret (2016)  stated, §6
  how   gives every odd stage

Slim Egret (2016) simplifies Egret (2014)  implied, §4
  how   leaves out every second filter
"""


def test_a_chain_tells_each_link_with_its_reason(graph: Graph) -> None:
    whole = graph.lineage()
    hops = whole.path("Bittern", "Egret")
    assert "".join(f"{line}\n" for line in show.chain_text(hops, whole.node, PLAIN)) == CHAIN
    found = show.chain_json("Egret", "Bittern", hops)
    assert (found["from"], found["to"]) == ("Bittern", "Egret")
    assert found["hops"][1] == {
        "child": "Slim Egret",
        "parent": "Egret",
        "relation": "simplifies",
        "how": "leaves out every second filter",
        "why": "",
        "where": "§4",
        "evidence": "implied",
    }
    assert show.chain_json("Egret", "Egret", []) == {"from": "Egret", "to": "Egret", "hops": []}


@pytest.mark.parametrize("width", [30, 60, 100])
def test_a_chain_fits_the_terminal_and_cannot_steer_it(width: int) -> None:
    names = [f"A network of a long name, number {n}\x1b[2J" for n in range(5)]
    nodes = {name: Node(name, name, year=2000) for name in names}
    hops = [
        Edge(names[n], names[n + 1], "contrasts_with", "in many words " * 9, "\r", "§3.1, §4 and appendix C", "stated")
        for n in range(4)
    ]
    for line in show.chain_text(hops, nodes, Style(width)):
        assert columns(line) <= max(width, 38)
        assert line == clean(line)
