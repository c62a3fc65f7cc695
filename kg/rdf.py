"""A catalog -> RDF, one subject at a time.

Comes in: a resolved `Catalog`. Goes out: `Block`s, a subject with its predicates and objects, all of them terms
in N-Triples syntax. Literals are written in their canonical form, so that a store gives back what it was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from kg.catalog import Catalog, Entry, Introduced, Measured, Resolved
from kg.entries import Dataset, Link, Listing, Method, Paper, Repository, Result, Source, Venue
from kg.entries.facts import facts
from kg.lineage import DESCENT, Edge, Lineage, Node
from kg.rules.results import result_key
from kg.vocab import ascii_iri, expand, iri, slug

KINDS = {
    "architecture": "kg:Architecture",
    "block": "kg:Block",
    "technique": "kg:Technique",
    "search-space": "kg:SearchSpace",
}
RELATIONS = {
    **{word: f"kg:{word}" for word in DESCENT},
    "uses": "kg:uses",
    "inspired_by": "kg:inspiredBy",
    "contrasts_with": "kg:contrastsWith",
}
#: What the build asserts beside a relation, so that no reasoner is needed.
ABOVE = {
    **dict.fromkeys(DESCENT, ("kg:descendsFrom", "kg:buildsOn", "prov:wasDerivedFrom")),
    "uses": ("kg:buildsOn", "prov:wasDerivedFrom"),
    "inspired_by": ("kg:buildsOn", "prov:wasDerivedFrom"),
    "contrasts_with": (),
}
PAPER_CLASSES = {
    "conference": "fabio:ConferencePaper",
    "journal": "fabio:JournalArticle",
    "workshop": "fabio:WorkshopPaper",
    "preprint": "fabio:Preprint",
}


class Block(NamedTuple):
    """A subject and what is said of it, as terms in N-Triples syntax."""

    subject: str
    facts: list[tuple[str, str]]


@cache
def term(curie: str) -> str:
    """A prefixed name as an IRI term.

    >>> term("rdfs:label")
    '<http://www.w3.org/2000/01/rdf-schema#label>'
    """
    return f"<{expand(curie)}>"


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def literal(text: str, datatype: str = "xsd:string") -> str:
    """A literal term, in the canonical form of its datatype.

    >>> literal('say "hi"'), literal("80.60", "xsd:decimal")
    ('"say \\\\"hi\\\\""', '"80.6"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    if datatype == "xsd:string":
        return f'"{text.translate(_ESCAPES)}"'
    if datatype == "xsd:decimal":
        whole, _, rest = text.partition(".")
        rest = rest.rstrip("0")
        text = (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")
    return f'"{text}"^^{term(datatype)}'


def blocks(catalog: Catalog) -> Iterator[Block]:
    """Everything that the collection says, each subject once, in no particular order."""
    graph = _Mapping(catalog)
    for entry in catalog.entries.values():
        yield from graph.paper(entry)
        yield from graph.listings(entry)
    for method in catalog.methods.values():
        yield from graph.method(method)
    yield from map(graph.link, catalog.links)
    yield from map(graph.result, catalog.results)
    yield from graph.repositories()
    for id, person in catalog.people.items():
        said = [("rdf:type", term("foaf:Person")), ("foaf:name", literal(person.name))]
        said += [("skos:altLabel", literal(name)) for name in person.aliases]
        yield graph.block(graph.iri("person", id), said + [("schema:sameAs", f"<{url}>") for url in person.same_as])
    for id, venue in catalog.venues.items():
        yield graph.declared("venue", id, "kg:Venue", Venue, venue)
    yield from graph.editions()
    for id, dataset in catalog.datasets.items():
        yield graph.declared("dataset", id, "kg:Dataset", Dataset, dataset)
    for id, source in catalog.sources.items():
        yield graph.declared("source", id, "kg:Source", Source, source)


class _Mapping:
    """The mapping of one catalog. Facts are pairs of a prefixed name and a term until a block is made."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.base = catalog.collection.base
        self.links: dict[str, list[Resolved]] = {}
        for link in catalog.links:
            self.links.setdefault(link.child.id, []).append(link)
        self.generation = _generations(catalog)

    def iri(self, kind: str, *parts: str | int) -> str:
        return f"<{iri(self.base, kind, *parts)}>"

    def block(self, subject: str, said: Iterable[tuple[str, str]]) -> Block:
        return Block(subject, [(term(property), value) for property, value in said])

    def said(self, kind: type, thing: Any) -> Iterator[tuple[str, str]]:
        """The declared facts of an entry object: the one generic step of the mapping."""
        for attribute, property, form, many in facts(kind):
            value = getattr(thing, attribute)
            if value is None:
                continue
            for one in value if many else (value,):
                if form.kind == "literal":
                    yield property, literal(one, form.of)
                else:
                    yield property, self.iri(form.of, one) if form.kind == "ref" else f"<{ascii_iri(one)}>"

    def declared(self, kind: str, id: str, of: str, type_: type, thing: Any) -> Block:
        return self.block(self.iri(kind, id), [("rdf:type", term(of)), *self.said(type_, thing)])

    def paper(self, entry: Entry) -> Iterator[Block]:
        paper, id = entry.paper, entry.id
        here = self.iri("paper", id)
        kind = self.catalog.venues[paper.venue].kind if paper.venue else "preprint"
        said = [("rdf:type", term("kg:Paper")), ("rdf:type", term(PAPER_CLASSES[kind])), *self.said(Paper, paper)]
        if paper.venue:
            said.append(("kg:publishedIn", self.iri("venue", paper.venue)))
            said.append(("dcterms:isPartOf", self.iri("venue", paper.venue, paper.year)))
        if address := page(paper):
            said.append(("schema:url", f"<{ascii_iri(address)}>"))
        if paper.openreview:
            said.append(("rdfs:seeAlso", f"<https://openreview.net/forum?id={paper.openreview}>"))
        people = self.catalog.authors[id]
        said += [("dcterms:creator", self.iri("person", person)) for person in people]
        said += [("kg:authorship", self.iri("paper", id, "author", n)) for n in range(1, len(people) + 1)]
        said += [
            ("kg:introduces", self.iri("method", method.id or slug(label)))
            for label, method in paper.introduces.items()
        ]
        yield self.block(here, said)
        for n, (person, printed) in enumerate(zip(people, paper.authors, strict=True), 1):
            yield self.block(
                self.iri("paper", id, "author", n),
                [
                    ("rdf:type", term("kg:Authorship")),
                    ("schema:position", literal(str(n), "xsd:integer")),
                    ("kg:author", self.iri("person", person)),
                    ("kg:printedName", literal(printed)),
                ],
            )

    def listings(self, entry: Entry) -> Iterator[Block]:
        for source, rows in entry.paper.listed.items():
            for row in rows:
                said = [
                    ("rdf:type", term("kg:Listing")),
                    ("kg:lists", self.iri("paper", entry.id)),
                    ("kg:listedIn", self.iri("source", source)),
                    *self.said(Listing, row),
                ]
                yield self.block(self.iri("listing", source, slug(row.name)), said)

    def method(self, found: Introduced) -> Iterator[Block]:
        here = self.iri("method", found.id)
        said = [
            ("rdf:type", term("kg:Method")),
            ("rdf:type", term(KINDS[found.method.kind])),
            ("rdfs:label", literal(found.label)),
            *self.said(Method, found.method),
            ("kg:introducedBy", self.iri("paper", found.entry.id)),
            ("kg:generation", literal(str(self.generation[found.id]), "xsd:integer")),
        ]
        for link in self.links.get(found.id, ()):
            parent = self.iri("method", link.parent.id)
            said += [(property, parent) for property in (RELATIONS[link.relation], *ABOVE[link.relation])]
            if link.relation in DESCENT and self.generation[link.parent.id] == self.generation[found.id] - 1:
                said.append(("kg:mainParent", parent))
            if ABOVE[link.relation]:
                said.append(("prov:qualifiedDerivation", self._link_iri(link)))
        yield self.block(here, said)

    def result(self, measured: Measured) -> Block:
        found, result = measured.method, measured.result
        paper = self.iri("paper", found.entry.id)
        said = [
            ("rdf:type", term("kg:Result")),
            ("kg:evaluates", self.iri("method", found.id)),
            *self.said(Result, result),
            ("prov:hadPrimarySource", self.iri("source", result.source) if result.source else paper),
        ]
        return self.block(self.iri("result", result_key(found.id, result)), said)

    def link(self, link: Resolved) -> Block:
        said = [
            ("rdf:type", term("kg:Link")),
            ("kg:child", self.iri("method", link.child.id)),
            ("kg:parent", self.iri("method", link.parent.id)),
            ("kg:relation", term(RELATIONS[link.relation])),
            *self.said(Link, link.link),
            ("prov:hadPrimarySource", self.iri("paper", link.child.entry.id)),
        ]
        if ABOVE[link.relation]:
            said += [("rdf:type", term("prov:Derivation")), ("prov:entity", self.iri("method", link.parent.id))]
        return self.block(self._link_iri(link), said)

    def _link_iri(self, link: Resolved) -> str:
        return self.iri("link", f"{link.child.id}--{link.parent.id}")

    def repositories(self) -> Iterator[Block]:
        """Each address once, with all the papers whose code it holds."""
        found: dict[str, dict[tuple[str, str], None]] = {}
        for entry in self.catalog.entries.values():
            for code in entry.paper.code:
                url = ascii_iri(code.url)
                said = found.setdefault(f"<{url}>", {("rdf:type", term("kg:Repository")): None})
                said[("kg:implements", self.iri("paper", entry.id))] = None
                said[("schema:codeRepository", f"<{root_of(url)}>")] = None
                said |= dict.fromkeys(self.said(Repository, code))
                said[("kg:official", literal(str(code.by == "authors").lower(), "xsd:boolean"))] = None
        for subject, facts_ in found.items():
            yield self.block(subject, facts_)

    def editions(self) -> Iterator[Block]:
        """The editions of a venue in which a paper of the collection stands."""
        for venue, year in sorted(
            {(e.paper.venue, e.paper.year) for e in self.catalog.entries.values() if e.paper.venue}
        ):
            yield self.block(
                self.iri("venue", venue, year),
                [
                    ("rdf:type", term("kg:Edition")),
                    ("rdfs:label", literal(f"{self.catalog.venues[venue].name} {year}")),
                    ("dcterms:isPartOf", self.iri("venue", venue)),
                    ("fabio:hasPublicationYear", literal(year, "xsd:gYear")),
                ],
            )


def page(paper: Paper) -> str | None:
    """Where a paper can be read: its own `url`, else arXiv, else its DOI, else its forum."""
    if paper.url or paper.arxiv:
        return paper.url or f"https://arxiv.org/abs/{paper.arxiv}"
    if paper.doi:
        return "https://doi.org/" + quote(paper.doi, safe="/:;().,!$&'*+=@")
    return f"https://openreview.net/forum?id={paper.openreview}" if paper.openreview else None


def root_of(url: str) -> str:
    """The address of the whole repository that a link points into.

    >>> root_of("https://github.com/pytorch/vision/blob/master/torchvision/models/vgg.py")
    'https://github.com/pytorch/vision'
    """
    parts = urlsplit(url)
    if parts.netloc.lower().removeprefix("www.") not in ("github.com", "gitlab.com", "bitbucket.org"):
        return url
    return f"{parts.scheme}://{parts.netloc}/" + "/".join(parts.path.split("/")[1:3]).removesuffix(".git")


def _generations(catalog: Catalog) -> dict[str, int]:
    """Longest distance of each method from a root of descent."""
    nodes = [Node(id, id) for id in catalog.methods]
    edges = [Edge(link.child.id, link.parent.id, link.relation) for link in catalog.links if link.relation in DESCENT]
    return Lineage("", nodes, edges).generations()
