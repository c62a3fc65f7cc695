"""A catalog -> terms in N-Triples syntax. What single entries give stands, as Turtle, in tests/cases; any text and any
number in test_literals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import rdf
from kg.catalog import Catalog
from kg.entries import Method, Paper
from kg.export.turtle import ntriples
from kg.source import FORBIDDEN
from kg.vocab import expand

Changed = Callable[..., Path]
BASE = "https://example.org/world/"
TYPE = ox.NamedNode(expand("rdf:type"))


def parsed(found: Catalog) -> list[ox.Triple]:
    """The graph, read by a strict reader."""
    text = b"".join(ntriples(rdf.blocks(found)))
    return [quad.triple for quad in ox.parse(text, ox.RdfFormat.N_TRIPLES)]


@pytest.fixture(scope="module")
def triples(world_catalog: Catalog) -> list[ox.Triple]:
    return parsed(world_catalog)


def said(triples: list[ox.Triple], subject: str) -> dict[str, set[str]]:
    """Values by property, both in full."""
    found: dict[str, set[str]] = {}
    for triple in triples:
        if triple.subject.value == BASE + subject:
            found.setdefault(triple.predicate.value, set()).add(triple.object.value)
    return found


# Shape of the whole graph


def test_there_are_no_blank_nodes_and_all_iris_are_ascii(triples: list[ox.Triple]) -> None:
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            assert not isinstance(term, ox.BlankNode)
            assert isinstance(term, ox.Literal) or term.value.isascii()


def test_every_subject_stands_once_with_a_type(world_catalog: Catalog) -> None:
    subjects = Counter(block.subject for block in rdf.blocks(world_catalog))
    assert set(subjects.values()) == {1}
    for block in rdf.blocks(world_catalog):
        assert rdf.term("rdf:type") in {predicate for predicate, _ in block.facts}


def test_nothing_is_said_twice(world_catalog: Catalog) -> None:
    for block in rdf.blocks(world_catalog):
        assert len(block.facts) == len(set(block.facts)), block.subject


def test_whatever_is_pointed_to_is_described(triples: list[ox.Triple]) -> None:
    subjects = {triple.subject.value for triple in triples}
    pointed = {triple.object.value for triple in triples if isinstance(triple.object, ox.NamedNode)}
    assert {iri for iri in pointed if iri.startswith(BASE)} <= subjects


#: Kind of subject -> what the contract, section 3, says of it; the world holds all of it.
CONTRACT = {
    "paper": (
        "dcterms:title dcterms:creator kg:authorship kg:publishedIn dcterms:isPartOf fabio:hasPublicationYear "
        "kg:posted fabio:hasArXivId schema:url kg:introduces"
    ),
    "paper/author": "schema:position kg:author kg:printedName",
    "method": (
        "rdfs:label skos:altLabel dcterms:description kg:introducedBy prov:qualifiedDerivation skos:exactMatch "
        "kg:extends kg:modifies kg:scales kg:simplifies kg:combines kg:searches kg:uses kg:inspiredBy "
        "kg:contrastsWith kg:descendsFrom kg:buildsOn prov:wasDerivedFrom"
    ),
    "link": "kg:child kg:parent kg:relation kg:how kg:why kg:where kg:evidence prov:hadPrimarySource prov:entity",
    "person": "foaf:name skos:altLabel schema:sameAs",
    "venue": "rdfs:label dcterms:title kg:venueKind",
    "result": (
        "kg:evaluates kg:variant kg:dataset kg:split kg:top1 kg:top5 kg:protocol kg:imageSize kg:parameters "
        "kg:trainingData kg:tier prov:hadPrimarySource kg:where"
    ),
    "listing": (
        "kg:lists kg:listedIn kg:listedSection kg:listedName kg:listedAuthors kg:listedVenue kg:listedTop1 "
        "kg:listedTop5"
    ),
    "repository": "schema:codeRepository kg:implements kg:maintainer kg:official kg:framework kg:listedAs",
}


@pytest.mark.parametrize("kind", CONTRACT)
def test_the_world_says_every_term_of_the_contract(kind: str, triples: list[ox.Triple]) -> None:
    used = set()
    for triple in triples:
        parts = triple.subject.value.removeprefix(BASE).split("/")
        own = "repository" if triple.subject.value == "/".join(parts) else parts[0]
        if own + ("/author" if parts[2:3] == ["author"] else "") == kind:
            used.add(triple.predicate.value)
    assert {expand(term) for term in CONTRACT[kind].split()} <= used


def test_the_datatypes_are_those_of_the_contract(triples: list[ox.Triple]) -> None:
    found = {
        triple.predicate.value: triple.object.datatype.value
        for triple in triples
        if isinstance(triple.object, ox.Literal)
    }
    expected = {
        "fabio:hasPublicationYear": "xsd:gYear",
        "kg:posted": "xsd:gYearMonth",
        "kg:top1": "xsd:decimal",
        "kg:top5": "xsd:decimal",
        "kg:parameters": "xsd:decimal",
        "kg:imageSize": "xsd:integer",
        "schema:position": "xsd:integer",
        "kg:listedTop1": "xsd:decimal",
        "kg:official": "xsd:boolean",
        "fabio:hasArXivId": "xsd:string",
        "rdfs:label": "xsd:string",
    }
    assert {key: found[expand(key)] for key in expected} == {key: expand(value) for key, value in expected.items()}


def test_super_properties_are_asserted(triples: list[ox.Triple]) -> None:
    pairs: dict[str, set[tuple[str, str]]] = {}
    for triple in triples:
        pairs.setdefault(triple.predicate.value, set()).add((triple.subject.value, triple.object.value))

    def of(*terms: str) -> set[tuple[str, str]]:
        return set().union(*(pairs[expand(term)] for term in terms))

    descent = of("kg:extends", "kg:modifies", "kg:scales", "kg:simplifies", "kg:combines", "kg:searches")
    assert of("kg:descendsFrom") == descent
    assert of("kg:buildsOn") == of("prov:wasDerivedFrom") == descent | of("kg:uses", "kg:inspiredBy")
    assert not of("kg:contrastsWith") & of("kg:buildsOn")
    linked = {
        (triple.subject.value, triple.object.value)
        for triple in triples
        if triple.predicate.value == expand("prov:qualifiedDerivation")
    }
    assert len(linked) == len(of("kg:buildsOn"))


def test_a_contrast_is_no_derivation(triples: list[ox.Triple]) -> None:
    link = said(triples, "link/slim-egret--wide-egret")
    assert link[TYPE.value] == {expand("kg:Link")}
    assert expand("prov:entity") not in link
    assert said(triples, "link/slim-egret--egret")[TYPE.value] == {expand("kg:Link"), expand("prov:Derivation")}


def test_generations_count_the_longest_way_to_a_root(triples: list[ox.Triple]) -> None:
    ages = {
        triple.subject.value.removeprefix(BASE + "method/"): int(triple.object.value)
        for triple in triples
        if triple.predicate.value == expand("kg:generation")
    }
    assert ages == {
        "heron": 0,
        "egret": 1,
        "slim-egret": 2,
        "wide-egret": 2,
        "bittern": 3,
        "reed-space": 4,
        "stork-small": 4,
        "stork-search": 5,
        "wing-block": 0,
        "gated-wing-block": 1,
        "feather-dropout": 0,
        "sagi": 0,
    }
    assert said(triples, "method/bittern")[expand("kg:mainParent")] == {
        f"{BASE}method/{one}" for one in ("slim-egret", "wide-egret")
    }


def test_a_repository_of_two_papers_is_one(triples: list[ox.Triple]) -> None:
    found = {
        triple.object.value
        for triple in triples
        if triple.subject.value == "https://github.com/birdlib/waders"
        and triple.predicate.value == expand("kg:implements")
    }
    assert found == {f"{BASE}paper/li2016wide", f"{BASE}paper/swiatek2016slim"}


def test_the_whole_world_survives_a_store(world_catalog: Catalog, triples: list[ox.Triple]) -> None:
    store = ox.Store()
    store.bulk_load(b"".join(ntriples(rdf.blocks(world_catalog))), ox.RdfFormat.N_TRIPLES)
    assert {quad.triple for quad in store} == set(triples)
    assert len(store) == len(triples)


# Addresses


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("https://github.com/a/b/", "https://github.com/a/b"),
        ("https://github.com/a/b.git", "https://github.com/a/b"),
        ("https://github.com/a/b/blob/master/c/d.py", "https://github.com/a/b"),
        ("https://github.com/a/b/tree/main?x=y#z", "https://github.com/a/b"),
        ("https://www.github.com/a/b/tree/main", "https://www.github.com/a/b"),
        ("https://gitlab.com/a/b/-/tree/main", "https://gitlab.com/a/b"),
        ("https://code.google.com/p/cuda-convnet/", "https://code.google.com/p/cuda-convnet/"),
        ("https://example.org/a/b/c", "https://example.org/a/b/c"),
    ],
)
def test_a_file_in_a_repository_tells_the_repository(url: str, root: str) -> None:
    assert rdf.root_of(url) == root


@pytest.mark.parametrize(
    ("keys", "address"),
    [
        ({"url": "https://e.org/x", "arxiv": "2001.00001", "doi": "10.5555/x"}, "https://e.org/x"),
        ({"arxiv": "cs/0112017", "doi": "10.5555/x"}, "https://arxiv.org/abs/cs/0112017"),
        (
            {"doi": "10.1002/(SICI)1097-4571(1998)49:8;2-O", "openreview": "x"},
            "https://doi.org/10.1002/(SICI)1097-4571(1998)49:8;2-O",
        ),
        ({"doi": "10.5555/a#b?c%d{e}\\^`|[é]"}, "https://doi.org/10.5555/a%23b%3Fc%25d%7Be%7D%5C%5E%60%7C%5B%C3%A9%5D"),
        ({"openreview": "S1x_-9"}, "https://openreview.net/forum?id=S1x_-9"),
        ({}, None),
    ],
)
def test_a_paper_can_be_read_at_one_address(keys: dict[str, str], address: str | None) -> None:
    paper = Paper(title="x", authors=["x"], year="2020", introduces={"x": Method(summary="x")}, **keys)
    assert rdf.page(paper) == address
    assert address is None or ox.NamedNode(address)


@given(st.from_regex(r"\A10\.[0-9]{4}/[^\s\"<>]{1,20}\Z").filter(lambda text: not FORBIDDEN.search(text)))
def test_any_doi_gives_a_valid_address(doi: str) -> None:
    paper = Paper(title="x", authors=["x"], year="2020", introduces={"x": Method(summary="x")}, doi=doi)
    found = rdf.page(paper)
    assert found
    assert found.isascii()
    assert ox.NamedNode(found).value == found


def test_each_iri_of_the_world_is_made_of_ids(triples: list[ox.Triple]) -> None:
    kinds = Counter(
        triple.subject.value.removeprefix(BASE).split("/")[0]
        for triple in triples
        if triple.subject.value.startswith(BASE)
    )
    assert set(kinds) == {"paper", "method", "link", "person", "venue", "dataset", "source", "result", "listing"}
