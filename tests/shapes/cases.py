"""What the shapes ask, read from the shapes, and the changes that break it, read from the files here.

Comes in: `ontology/shapes.ttl`, `*.ru`, the collection in `tests/world`. Goes out: constraints, cases, graphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
from rdflib import SH, Graph, Node

from kg import catalog, ontology, rdf, rules
from kg.export import turtle
from kg.vocab import PREFIXES, compact

HERE = Path(__file__).parent
REAL, WORLD = HERE.parent.parent, HERE.parent / "world"
FOLDER = REAL / "ontology"
SHAPES = "https://w3id.org/paperkin/shapes#"

#: What a shape says of itself besides what it asks.
STRUCTURE = {
    "rdf:type",
    "message",
    "path",
    "property",
    "qualifiedValueShape",
    "sparql",
    "targetClass",
    "targetSubjectsOf",
}


class Case(NamedTuple):
    """A change to the graph of the test collection, and the parameter of a constraint that it breaks."""

    constraint: str
    breaks: str
    update: str


@cache
def graph_of(home: Path) -> bytes:
    """What the build makes of a collection, as N-Triples."""
    found, problems = catalog.load(home)
    assert not problems + rules.check(found)
    return b"".join(turtle.ntriples(rdf.blocks(found)))


@cache
def parsed(home: Path) -> Graph:
    """The same as an rdflib graph."""
    return Graph(bind_namespaces="none").parse(data=graph_of(home), format="nt")


@cache
def file(name: str) -> Graph:
    """The graph in a file of the ontology's folder."""
    return ontology.turtle(FOLDER / name)


def targeted() -> set[Node]:
    """The shapes that look for their nodes by themselves."""
    return {*file("shapes.ttl").subjects(SH.targetClass), *file("shapes.ttl").subjects(SH.targetSubjectsOf)}


def constraints() -> dict[str, set[str]]:
    """Each shape or query that reports, with the parameters by which it asks."""
    shapes, found = file("shapes.ttl"), dict[str, set[str]]()
    for shape in targeted():
        for part in (shape, *shapes.objects(shape, SH.property)):
            asked = {compact(str(by)).rpartition("#")[2] for by in shapes.predicates(part)} - STRUCTURE
            if asked:
                found[str(part).removeprefix(SHAPES)] = asked
        found |= {str(query).removeprefix(SHAPES): {"sparql"} for query in shapes.objects(shape, SH.sparql)}
    return found


def cases() -> Iterator[Case]:
    """Every case of every file here."""
    for path in sorted(HERE.glob("*.ru")):
        prologue, *paragraphs = path.read_text(encoding="utf-8").split("\n#+ ")
        for paragraph in paragraphs:
            heading, _, update = paragraph.partition("\n")
            constraint, breaks = heading.split()
            yield Case(constraint, breaks.removeprefix("sh:"), prologue + _renaming(update))


def _renaming(update: str) -> str:
    old, new = (re.findall(r"^RENAME (<.+>) TO (<.+>)$", update, re.M) or [("", "")])[0]
    if not old:
        return update
    return (
        f"DELETE {{ ?s ?p {old} }} INSERT {{ ?s ?p {new} }} WHERE {{ ?s ?p {old} }} ;\n"
        f"DELETE {{ {old} ?p ?o }} INSERT {{ {new} ?p ?o }} WHERE {{ {old} ?p ?o }}"
    )


def world() -> ox.Store:
    """The graph of the test collection, to be asked and changed."""
    store = ox.Store()
    store.load(graph_of(WORLD), ox.RdfFormat.N_TRIPLES)
    return store


def changed(update: str) -> bytes:
    """The graph of the test collection after a change that must find something to change."""
    before, store = set(world()), world()
    store.update(update, prefixes=PREFIXES)
    assert set(store) != before
    return store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
