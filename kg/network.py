"""The networks that a collection holds, each as a `Lineage` that pictures can draw: methods, authors, venues, code."""

from __future__ import annotations

from dataclasses import replace

from kg.graph import _PREFIXES, Graph, unique
from kg.lineage import Edge, Lineage, Node
from kg.store import value

_EDGES = {
    "authors": """SELECT ?a ?name ?year ?b ?other ?then ("wrote with" AS ?relation) (COUNT(?p) AS ?n) {
        ?p dcterms:creator ?a, ?b . ?a foaf:name ?name . ?b foaf:name ?other . FILTER(STR(?a) < STR(?b))
        { SELECT ?a (MIN(?y) AS ?year) { ?q dcterms:creator ?a ; fabio:hasPublicationYear ?y } GROUP BY ?a }
        { SELECT ?b (MIN(?y) AS ?then) { ?q dcterms:creator ?b ; fabio:hasPublicationYear ?y } GROUP BY ?b } }
        GROUP BY ?a ?name ?year ?b ?other ?then""",
    "venues": """SELECT ?a ?name ?year ?b ?other ?then ("published at" AS ?relation) (1 AS ?n) {
        ?p kg:publishedIn ?b ; kg:introduces ?a ; fabio:hasPublicationYear ?year . ?a rdfs:label ?name . ?b rdfs:label
        ?other
        BIND(0 AS ?then) }""",
    "code": """SELECT ?a ?name ?year ?b ?other ?then ?relation (1 AS ?n) {
        ?a kg:implements ?p ; schema:codeRepository ?r ; kg:maintainer ?by . ?p kg:introduces ?b ;
        fabio:hasPublicationYear ?then .
        ?b a kg:Architecture ; rdfs:label ?other
        BIND(0 AS ?year) BIND(REPLACE(STR(?a), "^https?://(www[.])?github[.]com/", "") AS ?name)
        BIND(CONCAT("implemented by ", ?by) AS ?relation) }""",
}
_KINDS = {"authors": ("person", "person"), "venues": ("architecture", "venue"), "code": ("repository", "architecture")}


def network(graph: Graph, only: str = "lineage") -> Lineage:
    """The methods with all their links, or one of the networks `authors`, `venues`, `code`."""
    if only == "lineage":
        return graph.lineage(all_links=True)
    nodes: dict[str, Node] = {}
    rows = [tuple(map(value, row)) for row in graph.store.ask(f"{_PREFIXES}{_EDGES[only]} ORDER BY ?a ?b").rows]
    known = {**graph.names("method"), **graph.names("person")}
    for a, one, year, b, other, then, _, _ in rows:
        for iri, label, when, kind in ((a, one, year, _KINDS[only][0]), (b, other, then, _KINDS[only][1])):
            url = iri if kind == "repository" else ""
            name = known.get(iri, [label])[0]
            nodes.setdefault(iri, Node(iri.removeprefix(graph.base), name, kind, int(when or 0), url=url))
    own = unique({iri: (node.name, node.id) for iri, node in nodes.items()})
    together = {row[7]: f"{row[7]} papers together" if row[7] != "1" else "" for row in rows}
    edges = [Edge(own[row[0]], own[row[3]], row[6], together[row[7]]) for row in rows]
    named = [replace(node, name=own[iri]) for iri, node in nodes.items()]
    return Lineage("", sorted(named, key=lambda node: (node.year, node.name)), edges)
