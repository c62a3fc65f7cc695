"""GraphML, GEXF and node-link JSON hold all that a lineage says, whatever it says, and open where they should."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from typing import Any
from xml.parsers import expat

import networkx
from hypothesis import given
from hypothesis import strategies as st
from lineages import BITTERN, lineages, written

from kg.export import palette
from kg.export.network import node_link
from kg.lineage import Edge, Lineage, Node


def plain(thing: Any, *left_out: str) -> dict[str, Any]:
    """The attributes of a node or an edge as a network format should have them."""
    return {key: getattr(thing, key) for key in thing.__slots__ if key not in left_out and getattr(thing, key)}


@given(lineages())
def test_graphml_opens_in_networkx_with_all_that_the_lineage_says(lineage: Lineage) -> None:
    read = networkx.parse_graphml(written("graphml", lineage).decode(), force_multigraph=True)
    drawn = {"label", "x", "y", "shape_type"}
    for node in lineage.nodes:
        found = read.nodes[node.id]
        assert found["label"] == node.name
        assert {key: value for key, value in found.items() if key not in drawn} == plain(node, "id", "name")
    said = [{k: v for k, v in data.items() if k != "label"} for *_, data in read.edges(data=True)]
    assert sorted(map(str, said)) == sorted(str(plain(edge, "child", "parent")) for edge in lineage.edges)
    assert {key for *_, key in read.edges(keys=True)} == {"m-2--m-1", "m-1--m-0", "m-2--m-1--2"}


@given(lineages())
def test_gexf_opens_in_networkx_with_labels_and_colours(lineage: Lineage) -> None:
    data = written("gexf", lineage)
    read = networkx.read_gexf(io.BytesIO(data))
    for node in lineage.nodes:
        found = read.nodes[node.id]
        assert found.pop("label") == node.name
        assert set(found.pop("viz")) == {"color", "position"}
        assert found == plain(node, "id", "name")
    assert Counter((a, b) for a, b, *_ in read.edges) == {("m-2", "m-1"): 2, ("m-1", "m-0"): 1}
    drawn = re.findall(
        r' label="([a-z ]+)"><attvalues>.*<viz:color r="(\d+)" g="(\d+)" b="(\d+)"/><viz:shape', data.decode()
    )
    assert [(word, *map(int, shown)) for word, *shown in drawn] == [
        (palette.words(edge.relation), *palette.rgb(palette.colour(edge.relation))) for edge in lineage.edges
    ]
    assert b"lastmodified" not in data


@given(lineages())
def test_json_is_the_contracts_and_node_link_is_networkxs(lineage: Lineage) -> None:
    assert json.loads(written("json", lineage)) == lineage.as_json()
    read = networkx.node_link_graph(json.loads(b"".join(node_link(lineage))), edges="edges")
    assert read.is_directed()
    assert read.nodes["m-1"] == {"label": lineage.nodes[1].name, **plain(lineage.nodes[1], "id", "name")}
    assert read.edges["m-2", "m-1", "m-2--m-1"] == plain(lineage.edges[0], "child", "parent")
    assert len(read.edges) == 3


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_breaks_the_xml_around_it(text: str) -> None:
    lineage = Lineage(text, [Node(text, text, text, 1, text, text, text, text)], [Edge(text, text, *[text] * 5)])
    for name in ("graphml", "gexf"):
        assert expat.ParserCreate().Parse(written(name, lineage), True) == 1


def test_yed_and_gephi_find_labels_where_they_look() -> None:
    text = written("graphml", BITTERN).decode()
    assert '<key id="d3" for="node" yfiles.type="nodegraphics"/>' in text
    assert '<key id="d7" for="edge" yfiles.type="edgegraphics"/>' in text
    assert re.search(r'<node id="bittern"><data key="d3"><y:ShapeNode>.*<y:NodeLabel [^>]*>Bittern</y:NodeLabel>', text)
    assert re.search(r'<y:LineStyle color="#56B4E9" type="dashed" .*<y:EdgeLabel [^>]*>simplifies</y:EdgeLabel>', text)
    assert 'attr.name="type"' not in text
    corners = re.findall(r'<y:Geometry [^>]* x="(\d+)" y="(\d+)"/>', text)
    assert len(set(corners)) == len(corners) == 3
