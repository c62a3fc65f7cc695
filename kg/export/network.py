"""A lineage as other tools see a network: nodes and edges with plain attributes, a place for each node; node-link JSON.

Edges run from the child to the parent, as in the graph. An attribute is a text or a whole number, never empty, and is
never called `type`, which GEXF and Gephi keep for themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from kg.export.palette import words
from kg.lineage import Lineage

#: Attributes beside id and label. `year` is a whole number, all others are texts.
NODE = ("kind", "year", "paper", "title", "venue", "url")
EDGE = ("relation", "how", "why", "where", "evidence")

_COLUMN, _ROW = 220, 40


class Element(NamedTuple):
    """A node, or an edge if it has a `child` and a `parent` (ids of nodes)."""

    id: str
    label: str
    attributes: dict[str, str | int]
    child: str = ""
    parent: str = ""


def nodes(lineage: Lineage) -> Iterator[Element]:
    """The methods: id, name as label, attributes."""
    for node in lineage.nodes:
        yield Element(node.id, node.name, _filled(node, NODE))


def edges(lineage: Lineage) -> Iterator[Element]:
    """The links, each with an id of its own made of those of its methods, the relation as label."""
    ids = {node.name: node.id for node in lineage.nodes}
    seen: dict[str, int] = {}
    for edge in lineage.edges:
        child, parent = ids[edge.child], ids[edge.parent]
        pair = f"{child}--{parent}"
        seen[pair] = n = seen.get(pair, 0) + 1
        yield Element(pair if n == 1 else f"{pair}--{n}", words(edge.relation), _filled(edge, EDGE), child, parent)


def places(lineage: Lineage) -> dict[str, tuple[int, int]]:
    """Where each node (by id) stands before any layout: a column for each year that occurs, y downwards."""
    columns = {year: n for n, year in enumerate(sorted({node.year for node in lineage.nodes}))}
    filled = dict.fromkeys(columns, 0)
    found = {}
    for node in lineage.nodes:
        found[node.id] = (columns[node.year] * _COLUMN, filled[node.year] * _ROW)
        filled[node.year] += 1
    return found


def node_link(lineage: Lineage) -> Iterator[bytes]:
    """Node-link JSON, one element a line; read it with `networkx.node_link_graph(data, edges="edges")`."""
    head = {"directed": True, "multigraph": True, "graph": {"name": lineage.root}}
    yield _json(head)[:-1] + b', "nodes": ['
    for n, node in enumerate(nodes(lineage)):
        yield (b",\n" if n else b"\n") + _json({"id": node.id, "label": node.label, **node.attributes})
    yield b'\n], "edges": ['
    for n, edge in enumerate(edges(lineage)):
        ends = {"source": edge.child, "target": edge.parent, "key": edge.id}
        yield (b",\n" if n else b"\n") + _json({**ends, **edge.attributes})
    yield b"\n]}\n"


def _filled(thing: object, names: tuple[str, ...]) -> dict[str, str | int]:
    """Attributes that say something: neither an empty text nor the year 0."""
    return {name: value for name in names if (value := getattr(thing, name))}


def _json(found: dict[str, object]) -> bytes:
    return json.dumps(found, ensure_ascii=False).encode()
