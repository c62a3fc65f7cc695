"""The ontology, its shapes and its alignments against the entries, the graph and each other."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph, Literal, Node, URIRef
from rdflib.namespace import DCTERMS, DOAP, FOAF, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VANN, XSD
from shapes.cases import FOLDER, REAL, SHAPES, WORLD, file, graph_of, parsed

from kg import catalog, entries, ontology, rdf
from kg.entries.facts import facts
from kg.errors import DataError, PlaceError
from kg.vocab import PREFIXES, compact, expand

FILES = ("kg.ttl", "shapes.ttl", "align.ttl")
KG = PREFIXES["kg"]

#: Prefixes of vocabularies that the files link to and the graph does not use.
LINKED = {
    "": SHAPES,
    "cito": "http://purl.org/spar/cito/",
    "codemeta": "https://codemeta.github.io/terms/",
    "dblp": "https://dblp.org/rdf/schema#",
    "doap": str(DOAP),
    "fair4ml": "https://w3id.org/fair4ml#",
    "pro": "http://purl.org/spar/pro/",
    "sh": str(SH),
    "vann": str(VANN),
    "wdt": "http://www.wikidata.org/prop/direct/",
}
#: Vocabularies whose terms rdflib knows by name.
CLOSED = (DCTERMS, DOAP, FOAF, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VANN, XSD)
#: Terms of the others, each looked up in the vocabulary's own file.
LOOKED_UP = {
    "bibo": "doi",
    "cito": "credits extends usesMethodIn",
    "codemeta": "referencePublication",
    "dblp": "AuthorSignature Publication Stream hasSignature publishedInStream signatureCreator signatureDblpName",
    "fabio": "AcademicProceedings ConferencePaper Expression JournalArticle Preprint WorkshopPaper hasArXivId "
    "hasPublicationYear",
    "fair4ml": "MLModelEvaluation evaluatedMLModel evaluationDataset trainedOn",
    "mls": "Algorithm Dataset EvaluationProcedure ModelEvaluation",
    "pro": "RoleInTime",
    "wdt": "P144 P1889 P941",
}
ENTRIES = (
    entries.Collection,
    entries.Dataset,
    entries.Link,
    entries.Listing,
    entries.Method,
    entries.Paper,
    entries.Person,
    entries.Repository,
    entries.Result,
    entries.Source,
    entries.Venue,
)
#: The contract's tree of relations.
DESCENT = ("extends", "modifies", "scales", "simplifies", "combines", "searches")
TREE = {
    **{f"kg:{name}": ("kg:descendsFrom",) for name in (*DESCENT, "mainParent")},
    **{f"kg:{name}": ("kg:buildsOn",) for name in ("descendsFrom", "uses", "inspiredBy")},
    "kg:buildsOn": ("prov:wasDerivedFrom",),
    "kg:contrastsWith": (),
}


@cache
def declared() -> dict[str, ontology.Term]:
    return {term.name: term for term in ontology.terms(FOLDER)}


def iris(graph: Graph) -> set[str]:
    return {str(part) for triple in graph for part in triple if isinstance(part, URIRef)}


def own_terms(graph: Graph) -> set[str]:
    return {compact(iri) for iri in iris(graph) if iri.startswith(KG)}


# The ontology


@pytest.mark.parametrize("name", FILES)
def test_a_strict_parser_reads_it(name: str) -> None:
    found = list(ox.parse((FOLDER / name).read_bytes(), ox.RdfFormat.TURTLE))
    assert len(found) == len(file(name)) >= 80


@pytest.mark.parametrize("name", FILES)
def test_prefixes_mean_what_they_mean_elsewhere(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    found = dict(re.findall(r"^@prefix (\w*): <(.+)> \.$", text, re.M))
    assert len(found) > 8
    assert found == {prefix: {**PREFIXES, **LINKED}[prefix] for prefix in found}
    used = set(re.findall(r"(?<![\w:/<\"?])(\w*):[A-Za-z]", re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>|#.*', "", text)))
    assert used == found.keys(), "a prefix is declared and not used"


def test_the_declared_namespace_is_the_one_in_use() -> None:
    head = URIRef("https://w3id.org/paperkin/ontology")
    assert str(file("kg.ttl").value(head, VANN.preferredNamespacePrefix)) == "kg"
    assert str(file("kg.ttl").value(head, VANN.preferredNamespaceUri)) == KG
    for declaration in file("shapes.ttl").objects(None, SH.declare):
        prefix = str(file("shapes.ttl").value(declaration, SH.prefix))
        assert str(file("shapes.ttl").value(declaration, SH.namespace)) == PREFIXES[prefix]


@pytest.mark.parametrize("name", FILES)
def test_no_term_is_misspelt(name: str) -> None:
    spaces = {**PREFIXES, **LINKED}
    looked_up = {spaces[prefix] + local for prefix, locals_ in LOOKED_UP.items() for local in locals_.split()}
    for iri in sorted(iris(file(name))):
        curie = compact(iri)
        home = next((closed for closed in CLOSED if iri.startswith(str(closed)) and iri != str(closed)), None)
        if curie.startswith("kg:"):
            assert curie in declared()
        elif home is not None:
            assert URIRef(iri) in home, iri
        elif not iri.startswith(("https://w3id.org/paperkin", "https://creativecommons.org/")):
            assert iri in looked_up


def test_ontology_entries_and_graph_use_the_same_terms() -> None:
    said = {fact.property for kind in ENTRIES for fact in facts(kind) if fact.property.startswith("kg:")}
    assert own_terms(file("kg.ttl")) == declared().keys()
    assert own_terms(parsed(WORLD)) == declared().keys(), "the test collection says everything that can be said"
    assert said <= declared().keys()
    assert own_terms(parsed(REAL)) <= declared().keys()
    assert len(declared()) >= 70


def test_every_term_is_explained() -> None:
    for term in declared().values():
        assert term.kind in ("Class", "ObjectProperty", "DatatypeProperty"), term.name
        assert term.label.strip(), term.name
        assert term.definition.endswith("."), term.name
        assert term.examples, term.name
        assert term.name.removeprefix("kg:")[0].isupper() == (term.kind == "Class"), term.name
    labels = [(term.kind == "Class", term.label) for term in declared().values()]
    assert len(set(labels)) == len(labels)


def test_examples_are_statements_of_the_collection() -> None:
    base = catalog.load(REAL)[0].collection.base
    prologue = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    real = set(ox.parse(graph_of(REAL), ox.RdfFormat.N_TRIPLES))
    for term in declared().values():
        for example in term.examples:
            if example.startswith("Not in this collection yet: "):
                assert term.name not in own_terms(parsed(REAL)), f"{term.name} has an example in the collection now"
                continue
            found = list(ox.parse(prologue + example, ox.RdfFormat.TURTLE, base_iri=base))
            assert found, term.name
            assert set(found) <= real, f"{term.name}: not in the collection: {example}"
            assert term.name in own_terms(Graph().parse(data=prologue + example, format="turtle", publicID=base))


def test_relations_stand_in_the_tree_of_the_contract() -> None:
    relations = {name: term.above for name, term in declared().items() if name in TREE}
    assert relations == TREE
    assert {name for name, term in declared().items() if "kg:buildsOn" in term.above} <= TREE.keys()
    for word, property in rdf.RELATIONS.items():
        chain, above = [], TREE[property]
        while above:
            chain.append(above[0])
            above = TREE.get(above[0], ())
        assert tuple(chain) == rdf.ABOVE[word], "the build asserts what the tree implies"


def test_each_relation_says_how_to_decide() -> None:
    for name in TREE.keys() - {"kg:mainParent"}:
        starts = {note.split(":")[0] for note in declared()[name].notes}
        assert {"Test", "Counter-example"} <= starts, name


def test_classes_stand_under_those_of_the_contract() -> None:
    above = {name: term.above for name, term in declared().items() if term.kind == "Class" and term.above}
    kinds = ("kg:Architecture", "kg:Block", "kg:Technique", "kg:SearchSpace")
    assert above == {
        **dict.fromkeys(kinds, ("kg:Method",)),
        "kg:Method": ("mls:Algorithm",),
        "kg:Repository": ("schema:SoftwareSourceCode",),
        "kg:Result": ("mls:ModelEvaluation",),
    }


def test_derived_terms_are_marked() -> None:
    derived = "buildsOn descendsFrom Edition generation introducedBy mainParent official"
    assert {name for name, term in declared().items() if term.is_derived} == {f"kg:{name}" for name in derived.split()}


@pytest.mark.parametrize("home", [REAL, WORLD], ids=["real", "world"])
def test_domains_and_ranges_say_nothing_new(home: Path) -> None:
    """No reasoner may find a node to be something that the graph does not say it is."""
    graph, checked = parsed(home), 0
    for name in (name for name, term in declared().items() if term.kind != "Class"):
        for subject, value in graph.subject_objects(URIRef(expand(name))):
            assert all(kinds & _types(graph, subject) for kinds in _asked(name, RDFS.domain)), f"{name} of {subject}"
            assert all(kinds & _types(graph, value) for kinds in _asked(name, RDFS.range)), f"{name} {value}"
            checked += 1
        assert _asked(name, RDFS.domain), name
    assert checked > 350


def _types(graph: Graph, node: Node) -> set[Node]:
    return {node.datatype or XSD.string} if isinstance(node, Literal) else set(graph.objects(node, RDF.type))


def _asked(name: str, by: URIRef) -> list[set[Node]]:
    """The classes one of which a domain or a range asks for; that of a property above counts as well."""
    graph = file("kg.ttl")
    found = [_members(graph, kind) for kind in graph.objects(URIRef(expand(name)), by)]
    above = [over for over in declared()[name].above if over.startswith("kg:")]
    return found + [asked for over in above for asked in _asked(over, by)]


def _members(graph: Graph, kind: Node) -> set[Node]:
    union = graph.value(kind, OWL.unionOf)
    return set(graph.items(union)) if isinstance(union, BNode) else {kind}


def test_functional_properties_have_one_value() -> None:
    functional = list(file("kg.ttl").subjects(RDF.type, OWL.FunctionalProperty))
    assert len(functional) >= 10
    for property in functional:
        subjects = list(parsed(REAL).subjects(property)) + list(parsed(WORLD).subjects(property))
        assert len(subjects) == len(set(subjects)) > 0, property


def test_reused_terms_are_declared_as_they_are_used() -> None:
    graph = parsed(WORLD)
    known = file("kg.ttl") + file("align.ttl")
    kinds_of_property = {True: OWL.DatatypeProperty, False: OWL.ObjectProperty}
    kinds = set(graph.objects(None, RDF.type))
    assert {kind for kind in kinds if (kind, RDF.type, OWL.Class) not in known} == set()
    for property in set(graph.predicates()) - {RDF.type, RDFS.label, RDFS.seeAlso}:
        fitting = {isinstance(value, Literal) for value in graph.objects(None, property)}
        said = set(known.objects(property, RDF.type)) & {OWL.AnnotationProperty, *kinds_of_property.values()}
        assert said in ({OWL.AnnotationProperty}, {kinds_of_property[one] for one in fitting}), property


@pytest.mark.parametrize("text", [None, "@prefix kg: <x:> . kg:A kg:b"], ids=["none", "broken"])
def test_a_folder_without_an_ontology_is_told(tmp_path: Path, text: str | None) -> None:
    if text:
        (tmp_path / "kg.ttl").write_text(text, encoding="utf-8")
    with pytest.raises(DataError if text else PlaceError, match=r"kg\.ttl"):
        ontology.terms(tmp_path)
