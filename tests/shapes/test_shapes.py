"""Every constraint passes a sound graph, and fails a change that breaks this one and no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from rdflib import RDF, SH, BNode, URIRef

from kg import entries, ontology, rdf
from kg.entries import values
from kg.entries.facts import facts
from kg.errors import DataError, PlaceError
from kg.vocab import PREFIXES, compact, expand
from shapes.cases import FOLDER, REAL, SHAPES, WORLD, Case, cases, changed, constraints, file, graph_of, targeted, world

BREAKING = [case for case in cases() if case.breaks != "accepts"]
ACCEPTED = [case for case in cases() if case.breaks == "accepts"]
IN = URIRef(f"{SH}in")


@pytest.mark.parametrize("home", [REAL, WORLD], ids=["real", "world"])
def test_a_sound_collection_conforms(home: Path) -> None:
    assert ontology.shape_problems(graph_of(home), FOLDER) == []


def test_every_constraint_is_proven() -> None:
    proven = {(case.constraint, case.breaks) for case in BREAKING}
    asked = {(name, by) for name, parameters in constraints().items() for by in parameters}
    assert asked - proven == set(), "no change in tests/shapes breaks these"
    assert proven - asked == set(), "tests/shapes has changes for what no shape asks"
    assert len(constraints()) >= 115
    assert len(asked) >= 250


@pytest.mark.parametrize("case", BREAKING, ids=lambda case: f"{case.constraint}-{case.breaks}")
def test_a_constraint_meets_what_breaks_it(case: Case) -> None:
    found = ontology.shape_problems(changed(case.update), FOLDER)
    component = "SPARQL" if case.breaks == "sparql" else case.breaks[0].upper() + case.breaks[1:]
    assert {one.constraint for one in found} == {case.constraint}
    assert f"{component}ConstraintComponent" in {one.component for one in found}
    assert all(one.message.endswith(".") and one.focus for one in found)


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.constraint)
def test_a_constraint_accepts_what_it_should(case: Case) -> None:
    assert case.constraint in constraints()
    assert ontology.shape_problems(changed(case.update), FOLDER) == []


def test_the_sound_collection_reaches_every_constraint() -> None:
    """So that none holds only because there is nothing to judge."""
    shapes, store = file("shapes.ttl"), world()
    for shape in targeted():
        aims = [f"{{ ?focus a <{kind}> }}" for kind in shapes.objects(shape, SH.targetClass)]
        aims += [f"{{ ?focus <{by}> ?to }}" for by in shapes.objects(shape, SH.targetSubjectsOf)]
        for aim in aims:
            assert store.query(f"ASK {aim}", prefixes=PREFIXES), aim
        for part in shapes.objects(shape, SH.property):
            path = ontology.path(shapes, shapes.value(part, SH.path))
            assert store.query(f"ASK {{ {' UNION '.join(aims)} ?focus {path} ?value }}", prefixes=PREFIXES), part


def test_every_constraint_has_a_name_and_a_message_of_its_own() -> None:
    shapes = file("shapes.ttl")
    messages = [str(shapes.value(URIRef(SHAPES + name), SH.message)) for name in constraints()]
    assert len(set(messages)) == len(messages)
    assert all(re.fullmatch(r"\S.{10,120}\.", message) for message in messages)
    paths = {SH.inversePath, SH.alternativePath, RDF.first, RDF.rest}
    assert {by for node, by in shapes.subject_predicates() if isinstance(node, BNode)} <= paths


def test_the_shapes_are_sound_shacl() -> None:
    """By the shapes of SHACL for shapes, which the validator brings along."""
    from pyshacl.entrypoints import meta_validate

    sound, _, text = meta_validate(file("shapes.ttl"))
    assert sound, text


CLOSED = {
    "Link-evidence": values.Evidence,
    "Repository-framework": values.Framework,
    "Repository-maintainer": values.Maintainer,
    "Result-protocol": values.Protocol,
    "Result-split": values.Split,
    "Result-tier": values.Tier,
    "Venue-kind": values.VenueKind,
}


def _list(name: str) -> set[str]:
    found = file("shapes.ttl").value(URIRef(SHAPES + name), IN)
    assert found is not None
    return {compact(str(item)) for item in file("shapes.ttl").items(found)}


def test_closed_lists_are_those_of_the_entries() -> None:
    for name, kind in CLOSED.items():
        assert _list(name) == set(get_args(get_args(kind)[0])), name
    assert _list("Link-relation") == set(rdf.RELATIONS.values())
    assert _list("MethodKind") == set(rdf.KINDS.values())
    assert _list("PaperForm") == set(rdf.PAPER_CLASSES.values())


def test_datatypes_and_counts_are_those_of_the_entries() -> None:
    shapes, checked = file("shapes.ttl"), 0
    kinds = (entries.Dataset, entries.Link, entries.Listing, entries.Method, entries.Paper, entries.Person)
    for kind in (*kinds, entries.Repository, entries.Result, entries.Source, entries.Venue):
        parts = set(shapes.objects(URIRef(SHAPES + kind.__name__), SH.property))
        for fact in facts(kind):
            for part in parts & set(shapes.subjects(SH.path, URIRef(expand(fact.property)))):
                if datatype := shapes.value(part, SH.datatype):
                    assert compact(str(datatype)) == fact.term.of, part
                    assert ((part, SH.maxCount, None) in shapes) != fact.many, part
                    checked += 1
    assert checked >= 25


def test_a_violation_tells_where_what_and_why() -> None:
    paper, method = "https://example.org/world/paper/li2016wide", "https://example.org/world/method/heron"
    found = ontology.shape_problems(changed(f"INSERT DATA {{ <{paper}> kg:introduces <{method}> }}"), FOLDER)
    says = "A paper introduces just those methods that are introduced by it."
    assert found == [(paper, "^kg:introducedBy", method, says, "Paper-introduced", "EqualsConstraintComponent")]


def test_violations_come_in_order() -> None:
    found = ontology.shape_problems(changed("DELETE WHERE { ?thing dcterms:title ?title }"), FOLDER)
    assert found == sorted(found)
    assert {(one.property, one.value) for one in found} == {("dcterms:title", "")}
    assert len(found) == 6 + 2 + 4 + 4, "papers, data sets, venues, sources"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (b"<x:a> <x:b> <x:c> .\n\n<x:a> <x:b> .", 3, "not Turtle: objectList expected"),
        (b"<x:a> <x:b> sh:path .", 1, 'not Turtle: Prefix "sh:" not bound'),
        (b"<x:a> <x:b>", 1, "not Turtle: it ends too early"),
        (b"<x:a> <x:b> 'open .", 1, "not Turtle: it ends too early"),
        (b"\xff\xfe", 1, "not Turtle: not UTF-8"),
    ],
)
def test_shapes_that_are_no_turtle_are_told_with_their_line(tmp_path: Path, text: bytes, line: int, says: str) -> None:
    (tmp_path / "shapes.ttl").write_bytes(text)
    with pytest.raises(DataError) as caught:
        ontology.shape_problems(b"", tmp_path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.message) == (f"{tmp_path.name}/shapes.ttl", line, says)


def test_a_folder_without_shapes_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match=r"shapes\.ttl"):
        ontology.shape_problems(b"", tmp_path)


QUERY_SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix kg: <https://w3id.org/paperkin/ontology#> .
<https://example.org/#shape> a sh:NodeShape ; sh:targetClass kg:Paper ; sh:sparql <https://example.org/#query> .
<https://example.org/#query> a sh:SPARQLConstraint ; sh:message "No." ; sh:select '''%s''' .
"""


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT $this { $this ?p ?o . SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "SERVICE"),
        # without a space, which the validator's own search for the word looks for
        ("SELECT $this { BIND (<http://127.0.0.1:9/> AS ?to) $this ?p ?o . SERVICE?to { ?a ?b ?c } }", "asks another"),
        ("SELECT $this FROM <http://127.0.0.1:9/> WHERE { $this ?p ?o }", "asks another"),
        ("SELECT $this { $this ?p }", "no SPARQL"),
        ("SELECT $this { $this bird:song ?o }", "no SPARQL"),
    ],
)
def test_a_query_that_is_none_or_leaves_the_graph_is_refused(tmp_path: Path, query: str, says: str) -> None:
    (tmp_path / "shapes.ttl").write_text(QUERY_SHAPE % query, encoding="utf-8")
    with pytest.raises(DataError, match=rf"/shapes\.ttl:1:1: error: .*{says}"):
        ontology.shape_problems(graph_of(WORLD), tmp_path)


HEAD = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix kg: <https://w3id.org/paperkin/ontology#> .
@prefix : <https://example.org/#> .
:named sh:path <http://purl.org/dc/terms/title> ; sh:hasValue "Egret" ; sh:message "It is called Egret." .
"""


@pytest.mark.parametrize(
    ("shapes", "found"),
    [
        (":shape a sh:NodeShape ; sh:targetClass kg:Paper, kg:Venue ; sh:property :named .", 10),
        (":shape a sh:NodeShape ; sh:targetObjectsOf kg:lists ; sh:property :named .", 2),
        (":shape a sh:NodeShape ; sh:targetNode <https://example.org/world/venue/icim> ; sh:property :named .", 1),
        (":shape a sh:NodeShape ; sh:targetClass kg:Paper ; sh:deactivated true ; sh:property :named .", 0),
        (
            ":shape a sh:NodeShape ; sh:targetClass kg:Paper ; sh:property :named ."
            ":other a sh:NodeShape ; sh:targetClass kg:Venue ; sh:node :shape ; sh:message 'Like a paper.' .",
            10,
        ),
    ],
)
def test_shapes_of_another_collection_mean_what_they_say(tmp_path: Path, shapes: str, found: int) -> None:
    (tmp_path / "shapes.ttl").write_text(HEAD + shapes, encoding="utf-8")
    assert len(ontology.shape_problems(graph_of(WORLD), tmp_path)) == found


def test_a_shape_with_a_broken_pattern_is_told(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(HEAD + ":a a sh:NodeShape ; sh:targetClass kg:Paper ; sh:pattern '(' .")
    with pytest.raises(DataError, match=r"shapes\.ttl"):
        ontology.shape_problems(graph_of(WORLD), tmp_path)


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    imports = "owl:imports <http://127.0.0.1:9/>, <https://w3id.org/paperkin/align>"
    text = (FOLDER / "shapes.ttl").read_text(encoding="utf-8") + f"\n<https://w3id.org/paperkin/shapes> {imports} ."
    (tmp_path / "shapes.ttl").write_text(text, encoding="utf-8")
    assert ontology.shape_problems(graph_of(WORLD), tmp_path) == []
