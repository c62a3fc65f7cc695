"""Every format that a graph or a lineage can be taken away in, by name.

The RDF formats are those of the last build: copied, or rewritten from its N-Triples, so that all hold one graph.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from kg import publish
from kg.errors import PlaceError, UsageError
from kg.export.bibtex import bibtex
from kg.export.diagram import dot, mermaid
from kg.export.gexf import gexf
from kg.export.graphml import graphml
from kg.export.network import node_link
from kg.export.rdfxml import rdfxml
from kg.export.tables import edge_table, node_table
from kg.graph import Graph
from kg.home import bundled
from kg.lineage import Lineage

_Of = TypeVar("_Of", Graph, Lineage)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Format(Generic[_Of]):
    """A format: its name, the usual ending of its files, one line of help, and what writes it as UTF-8.

    One that is several files has `parts`, writers by file name; its own `write` then raises `UsageError`.
    """

    name: str
    ending: str
    help: str
    write: Callable[[_Of], Iterator[bytes]]
    parts: Mapping[str, Callable[[_Of], Iterator[bytes]]] = field(default_factory=dict)

    def save(self, what: _Of, path: Path) -> None:
        """Writes a file, or the parts into a folder, each of them whole or not at all. Raises `PlaceError`."""
        if not self.parts:
            publish.write(path, self.write(what))
            return
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PlaceError(f"{self.name} is a folder of files, and {path} cannot be one: {error.strerror}") from None
        for name, write in self.parts.items():
            publish.write(path / name, write(what))


def _built(name: str, graph: Graph) -> Iterator[bytes]:
    """A file of the last build."""
    try:
        with (graph.folder / name).open("rb") as file:
            yield from iter(partial(file.read, _CHUNK), b"")
    except FileNotFoundError:
        raise PlaceError(f"no {name} in {graph.folder}; run `kg build`") from None


def built_lines(name: str, graph: Graph) -> Iterator[bytes]:
    left = b""
    for chunk in _built(name, graph):
        *whole, left = (left + chunk).split(b"\n")
        yield from whole
    if left:
        yield left


def _rdfxml(graph: Graph) -> Iterator[bytes]:
    return rdfxml(built_lines("graph.nt", graph))


def _whole(write: Callable[[Lineage], Iterator[bytes]], graph: Graph) -> Iterator[bytes]:
    """Every method and every link."""
    return write(graph.lineage(all_links=True))


def _descent(write: Callable[[Lineage], Iterator[bytes]], graph: Graph) -> Iterator[bytes]:
    """The links of descent, and the methods that have one: what a picture can show."""
    found = graph.lineage()
    linked = {name for edge in found.edges for name in (edge.child, edge.parent)}
    return write(Lineage("", [node for node in found.nodes if node.name in linked], found.edges))


def _context(graph: Graph) -> Iterator[bytes]:
    yield (bundled() / "ontology" / "context.jsonld").read_bytes()


def _schema(graph: Graph) -> Iterator[bytes]:
    from kg.entries.reading import json_schema

    yield _json(json_schema())


def _two_files(graph: Graph) -> Iterator[bytes]:
    raise UsageError("csv is two files: name a folder with -o, or take csv-nodes or csv-edges")


def _lineage_json(lineage: Lineage) -> Iterator[bytes]:
    yield _json(lineage.as_json())


def _json(found: object) -> bytes:
    return json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"


_nodes, _edges = partial(_whole, node_table), partial(_whole, edge_table)

#: Formats of the whole collection.
FORMATS: dict[str, Format[Graph]] = {
    one.name: one
    for one in (
        Format("turtle", ".ttl", "RDF as people read it", partial(_built, "graph.ttl")),
        Format("ntriples", ".nt", "RDF, a triple a line, sorted", partial(_built, "graph.nt")),
        Format("nquads", ".nq", "RDF, the same lines, for stores that load quads", partial(_built, "graph.nt")),
        Format("jsonld", ".jsonld", "RDF as JSON, its context inside", partial(_built, "graph.jsonld")),
        Format("rdfxml", ".rdf", "RDF as XML, for Protégé and older tools", _rdfxml),
        Format("void", ".ttl", "description of the data set: VoID and DCAT", partial(_built, "void.ttl")),
        Format("graphml", ".graphml", "methods and links for yEd, Gephi, networkx", partial(_whole, graphml)),
        Format("gexf", ".gexf", "methods and links for Gephi, with colours", partial(_whole, gexf)),
        Format("networkx", ".json", "methods and links as networkx node-link JSON", partial(_whole, node_link)),
        Format(
            *("csv", "", "two tables, nodes.csv and edges.csv, in the folder given by -o", _two_files),
            {"nodes.csv": _nodes, "edges.csv": _edges},
        ),
        Format("csv-nodes", ".csv", "methods as a table for spreadsheets", _nodes),
        Format("csv-edges", ".csv", "links as a table for spreadsheets", _edges),
        Format("mermaid", ".mmd", "lineage as a Mermaid flowchart, up to 400 links", partial(_descent, mermaid)),
        Format("dot", ".dot", "lineage for Graphviz, up to 400 links", partial(_descent, dot)),
        Format("bibtex", ".bib", "papers as a bibliography", bibtex),
        Format("context", ".jsonld", "the JSON-LD context", _context),
        Format("schema", ".json", "JSON Schema of an entry, for editors", _schema),
    )
}

#: Formats of the part of the graph around a method. Trees and pages are made elsewhere.
LINEAGE_FORMATS: dict[str, Format[Lineage]] = {
    one.name: one
    for one in (
        Format("json", ".json", "root, nodes and edges", _lineage_json),
        Format("mermaid", ".mmd", "flowchart for Markdown, up to 400 links", mermaid),
        Format("dot", ".dot", "graph for Graphviz, up to 400 links", dot),
        Format("graphml", ".graphml", "network for yEd, Gephi, networkx", graphml),
        Format("gexf", ".gexf", "network for Gephi, with colours", gexf),
    )
}
