"""The networks that a collection holds, each as a `Lineage` that pictures can draw: methods, authors, venues, code."""

from __future__ import annotations

from dataclasses import replace

from kg.graph import _PREFIXES, Graph
from kg.lineage import Edge, Lineage, Node
from kg.store import value
from kg.vocab import unique

#: Each row is a link from a newer to an older end: IRI, name, kind and year of both, and the relation.
_LINKS = {
    "authors": """SELECT ?a ?name ("paper" AS ?kind) ?year ?b ?other ("person" AS ?what) ?then ?relation {
        BIND("written by" AS ?relation)
        ?a dcterms:creator ?b ; fabio:hasPublicationYear ?year . ?b foaf:name ?other .
        { SELECT ?a (SUBSTR(MIN(?ranked), 2) AS ?name) { ?a kg:introduces ?m . ?m rdfs:label ?label
          BIND(CONCAT(IF(EXISTS { ?m a kg:Architecture }, "0", "1"), ?label) AS ?ranked) } GROUP BY ?a }
        { SELECT ?b (MIN(?y) AS ?then) { ?p dcterms:creator ?b ; fabio:hasPublicationYear ?y } GROUP BY ?b } }""",
    "venues": """SELECT ?a ?name ?kind ?year ?b ?other ("venue" AS ?what) ?then ?relation {
        { ?p dcterms:isPartOf ?b ; kg:introduces ?a . ?a rdfs:label ?name . ?b rdfs:label ?other ;
          fabio:hasPublicationYear ?then .
          BIND(?then AS ?year) BIND("method" AS ?kind) BIND("published at" AS ?relation) }
        UNION
        { ?a dcterms:isPartOf ?venue ; rdfs:label ?name ; fabio:hasPublicationYear ?year .
          ?b dcterms:isPartOf ?venue ; rdfs:label ?other ; fabio:hasPublicationYear ?then . ?venue a kg:Venue .
          FILTER(STR(?then) < STR(?year)) BIND("venue" AS ?kind) BIND("later edition of" AS ?relation)
          FILTER NOT EXISTS { ?c dcterms:isPartOf ?venue ; fabio:hasPublicationYear ?between .
            FILTER(STR(?then) < STR(?between) && STR(?between) < STR(?year)) } } }""",
    "code": """SELECT ?a ?name ("repository" AS ?kind) ?year ?b ?other ("architecture" AS ?what) ?then ?relation {
        ?a kg:implements ?p ; kg:maintainer ?by . ?p kg:introduces ?b ; fabio:hasPublicationYear ?then .
        ?b a kg:Architecture ; rdfs:label ?other . BIND(?then AS ?year)
        BIND(REPLACE(REPLACE(STR(?a), "^https?://(www[.])?github[.]com/", ""), "/(blob|tree)/[^/]+/", "/") AS ?name)
        BIND(CONCAT(IF(?by = "authors", "authors'", ?by), " code for") AS ?relation) }""",
}


def network(graph: Graph, only: str = "lineage") -> Lineage:
    """The methods with all their links, or one of the networks `authors`, `venues`, `code`.

    A repository stands in the year of the paper whose code it holds: its own is not known.
    """
    if only == "lineage":
        return graph.lineage(all_links=True)
    nodes: dict[str, Node] = {}
    rows = [tuple(map(value, row)) for row in graph.store.ask(f"{_PREFIXES}{_LINKS[only]} ORDER BY ?then ?b ?a").rows]
    known = {**graph.names("method"), **graph.names("person")}
    for *ends, _ in rows:
        for iri, label, kind, year in (ends[4:], ends[:4]):
            url = iri if kind == "repository" else ""
            name = known.get(iri, [label])[0]
            nodes.setdefault(iri, Node(iri.removeprefix(graph.base), name, kind, int(year), url=url))
    own = unique({iri: (node.name, node.id) for iri, node in nodes.items()})
    edges = [Edge(own[row[0]], own[row[4]], row[8]) for row in rows]
    named = [replace(node, name=own[iri]) for iri, node in nodes.items()]
    return Lineage("", sorted(named, key=lambda node: (node.year, node.name)), edges)
