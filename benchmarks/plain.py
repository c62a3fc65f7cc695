"""The plain pipeline that `kg build` is measured against: PyYAML's C loader, an rdflib graph, `serialize`.

It makes the same triples of a made-up collection as `kg build` does (the benchmark compares them), with no check of
schema, references or rules: `python -m benchmarks.plain HOME graph.ttl`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml
from rdflib import DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

KG = Namespace("https://w3id.org/paperkin/ontology#")
FABIO = Namespace("http://purl.org/spar/fabio/")
SCHEMA = Namespace("https://schema.org/")
KINDS = {"conference": FABIO.ConferencePaper, "journal": FABIO.JournalArticle}


def load(path: Path) -> Any:
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def text(value: Any) -> Literal:
    return Literal(str(value))


def typed(value: Any, datatype: URIRef) -> Literal:
    return Literal(str(value), datatype=datatype, normalize=False)


def build(home: Path) -> Graph:
    base = load(home / "kg.yaml")["base"]
    graph = Graph()
    for prefix, space in {
        "kg": KG,
        "fabio": FABIO,
        "schema": SCHEMA,
        "dcterms": DCTERMS,
        "foaf": FOAF,
        "prov": PROV,
        "skos": SKOS,
    }.items():
        graph.bind(prefix, space)
    for kind in ("paper", "method", "person", "venue", "dataset", "result", "link"):
        graph.bind(f"c{kind}", Namespace(f"{base}{kind}/"))
    papers = {path.stem: load(path) for path in sorted((home / "data" / "papers").glob("*.yaml"))}
    venues = load(home / "data" / "venues.yaml")
    methods = {label: slug(label) for paper in papers.values() for label in paper["introduces"]}
    parents = {
        label: list(told.get("descends_from", {}))
        for paper in papers.values()
        for label, told in paper["introduces"].items()
    }
    depth: dict[str, int] = {}
    for label in sorted(parents, key=lambda label: int(label.removeprefix("Net"))):
        depth[label] = max((depth[parent] + 1 for parent in parents[label]), default=0)
    add = graph.add
    for id, venue in venues.items():
        here = URIRef(f"{base}venue/{id}")
        add((here, RDF.type, KG.Venue))
        add((here, RDFS.label, text(venue["name"])))
        add((here, DCTERMS.title, text(venue["full_name"])))
        add((here, KG.venueKind, text(venue["kind"])))
    for id, dataset in load(home / "data" / "datasets.yaml").items():
        here = URIRef(f"{base}dataset/{id}")
        add((here, RDF.type, KG.Dataset))
        add((here, RDFS.label, text(dataset["name"])))
        add((here, DCTERMS.title, text(dataset["full_name"])))
    for id, paper in papers.items():
        one_paper(graph, base, id, paper, venues)
        for label, told in paper["introduces"].items():
            one_method(graph, base, id, label, told, methods, depth)
    return graph


def one_paper(graph: Graph, base: str, id: str, paper: Any, venues: Any) -> None:
    add = graph.add
    here, venue = URIRef(f"{base}paper/{id}"), URIRef(f"{base}venue/{paper['venue']}")
    edition = URIRef(f"{venue}/{paper['year']}")
    add((here, RDF.type, KG.Paper))
    add((here, RDF.type, KINDS[venues[paper["venue"]]["kind"]]))
    add((here, DCTERMS.title, text(paper["title"])))
    add((here, FABIO.hasPublicationYear, typed(paper["year"], XSD.gYear)))
    add((here, KG.posted, typed(paper["posted"], XSD.gYearMonth)))
    arxiv = f"{float(paper['arxiv']):010.5f}" if not isinstance(paper["arxiv"], str) else paper["arxiv"]
    add((here, FABIO.hasArXivId, text(arxiv)))
    add((here, SCHEMA.url, URIRef(f"https://arxiv.org/abs/{arxiv}")))
    add((here, KG.publishedIn, venue))
    add((here, DCTERMS.isPartOf, edition))
    add((edition, RDF.type, KG.Edition))
    add((edition, RDFS.label, text(f"{venues[paper['venue']]['name']} {paper['year']}")))
    add((edition, DCTERMS.isPartOf, venue))
    add((edition, FABIO.hasPublicationYear, typed(paper["year"], XSD.gYear)))
    for n, name in enumerate(paper["authors"], 1):
        person, authorship = URIRef(f"{base}person/{slug(name)}"), URIRef(f"{here}/author/{n}")
        add((here, DCTERMS.creator, person))
        add((here, KG.authorship, authorship))
        add((authorship, RDF.type, KG.Authorship))
        add((authorship, SCHEMA.position, typed(n, XSD.integer)))
        add((authorship, KG.author, person))
        add((authorship, KG.printedName, text(name)))
        add((person, RDF.type, FOAF.Person))
        add((person, FOAF.name, text(name)))
    for code in paper["code"]:
        there = URIRef(code["url"])
        add((there, RDF.type, KG.Repository))
        add((there, SCHEMA.codeRepository, there))
        add((there, KG.implements, here))
        add((there, KG.maintainer, text(code["by"])))
        add((there, KG.official, typed("true", XSD.boolean)))
        add((there, KG.framework, text(code["framework"])))


def one_method(
    graph: Graph, base: str, id: str, label: str, told: Any, methods: dict[str, str], depth: dict[str, int]
) -> None:
    add = graph.add
    paper, here = URIRef(f"{base}paper/{id}"), URIRef(f"{base}method/{methods[label]}")
    add((paper, KG.introduces, here))
    add((here, RDF.type, KG.Method))
    add((here, RDF.type, KG.Architecture))
    add((here, RDFS.label, text(label)))
    add((here, DCTERMS.description, text(told["summary"])))
    add((here, KG.introducedBy, paper))
    add((here, KG.generation, typed(depth[label], XSD.integer)))
    for alias in told["aliases"]:
        add((here, SKOS.altLabel, text(alias)))
    if "root" in told:
        add((here, KG.rootReason, text(told["root"])))
    for name, link in told.get("descends_from", {}).items():
        parent = URIRef(f"{base}method/{methods[name]}")
        node = URIRef(f"{base}link/{methods[label]}--{methods[name]}")
        for property in (KG[link["by"]], KG.descendsFrom, KG.buildsOn, PROV.wasDerivedFrom):
            add((here, property, parent))
        if depth[name] == depth[label] - 1:
            add((here, KG.mainParent, parent))
        add((here, PROV.qualifiedDerivation, node))
        for kind in (KG.Link, PROV.Derivation):
            add((node, RDF.type, kind))
        add((node, KG.child, here))
        add((node, KG.parent, parent))
        add((node, PROV.entity, parent))
        add((node, KG.relation, KG[link["by"]]))
        for key in ("how", "where", "evidence"):
            add((node, KG[key], text(link[key])))
        add((node, PROV.hadPrimarySource, paper))
    for result in told["results"]:
        words = (
            methods[label],
            *(slug(str(result[key])) for key in ("variant", "dataset", "split", "protocol", "size", "tier")),
        )
        node = URIRef(f"{base}result/{'--'.join(words)}")
        add((node, RDF.type, KG.Result))
        add((node, KG.evaluates, here))
        add((node, KG.dataset, URIRef(f"{base}dataset/{result['dataset']}")))
        for key in ("variant", "split", "protocol", "tier", "where"):
            add((node, KG[key], text(result[key])))
        add((node, KG.top1, typed(f"{float(result['top1']):g}", XSD.decimal)))
        add((node, KG.imageSize, typed(result["size"], XSD.integer)))
        add((node, PROV.hadPrimarySource, paper))


if __name__ == "__main__":
    build(Path(sys.argv[1])).serialize(sys.argv[2], format="turtle")
