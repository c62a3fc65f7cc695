"""The ontology and its shapes: what is declared, and what a graph has that breaks a shape.

Comes in: the folder with `kg.ttl` and `shapes.ttl`, a graph as N-Triples. Goes out: `Term`s and `Violation`s.
Nothing here reaches for the network: files are read from the folder, imports are not followed, and a shape whose
query leaves the graph is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import DataError, PlaceError, Problem
from kg.vocab import compact

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

#: What a scope note begins with if the build asserts the term by itself.
DERIVED = "Derived:"


class Term(NamedTuple):
    """A class or property that the ontology declares; `above` are the terms right over it."""

    name: str
    kind: str
    label: str
    definition: str
    examples: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    above: tuple[str, ...] = ()

    @property
    def is_derived(self) -> bool:
        """Whether the build asserts it, so that nobody writes it by hand."""
        return any(note.startswith(DERIVED) for note in self.notes)


class Violation(NamedTuple):
    """What a node has that breaks a shape: the property or path (empty for the node itself) and the value, if one."""

    focus: str
    property: str
    value: str
    message: str
    constraint: str = ""
    component: str = ""


def terms(folder: Path) -> list[Term]:
    """The classes and properties that `kg.ttl` in `folder` declares as its own, by name.

    Raises `DataError` if the file is no Turtle, `PlaceError` if it cannot be read.
    """
    from rdflib import RDFS

    graph = turtle(folder / "kg.ttl")
    return sorted(_term(graph, subject) for subject in set(graph.subjects(RDFS.isDefinedBy)))


def _term(graph: Graph, subject: Node) -> Term:
    from rdflib import OWL, RDF, RDFS, SKOS

    def all_of(*properties: Node) -> tuple[str, ...]:
        return tuple(sorted(compact(str(value)) for by in properties for value in graph.objects(subject, by)))

    kinds = [str(kind).rpartition("#")[2] for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)]
    types = {str(type_).rpartition("#")[2] for type_ in graph.objects(subject, RDF.type)}
    return Term(
        compact(str(subject)),
        next((kind for kind in kinds if kind in types), ""),
        "; ".join(all_of(RDFS.label)),
        " ".join(all_of(SKOS.definition)),
        all_of(SKOS.example),
        all_of(SKOS.scopeNote),
        all_of(RDFS.subClassOf, RDFS.subPropertyOf),
    )


def shape_problems(data: bytes, folder: Path) -> list[Violation]:
    """Every breach of the shapes of `folder` in a graph given as N-Triples, in order.

    Raises `DataError` if the shapes cannot be used, `PlaceError` if they cannot be read.
    """
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError

    file = folder / "shapes.ttl"
    shapes = _side_by_side(turtle(file))
    try:
        _, report, text = validate(_closed_graph(data), shacl_graph=shapes, inplace=True, do_owl_imports=False)
    except (ReportableRuntimeError, re.error) as error:
        raise _unusable(file, str(error)) from None
    if isinstance(report, Exception):
        raise _unusable(file, text)
    return sorted(_violations(report, shapes))


def _side_by_side(shapes: Graph) -> Graph:
    """The shapes with each property shape aimed at the targets of its node shape instead of standing under it.

    It means the same, and the validator takes each property shape once instead of once for every node. A shape
    that is off, that is a class, or that others refer to stays as it is.
    """
    from rdflib import RDF, RDFS, SH

    kinds = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
    for shape, part in list(shapes.subject_objects(SH.property)):
        aims = [(kind, aim) for kind in kinds for aim in shapes.objects(shape, kind)]
        bound = ((shape, SH.deactivated, None), (shape, RDF.type, RDFS.Class), (None, None, shape))
        if aims and not any(fact in shapes for fact in bound):
            shapes.remove((shape, SH.property, part))
            for kind, aim in aims:
                shapes.add((part, kind, aim))
    return shapes


def turtle(file: Path) -> Graph:
    """The graph in a Turtle file. Raises `DataError` if it is none, `PlaceError` if it cannot be read."""
    from rdflib import Graph
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        return Graph(bind_namespaces="none").parse(data=file.read_text(encoding="utf-8"), format="turtle")
    except OSError as error:
        raise PlaceError(f"cannot read {file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise _unusable(file, "not Turtle: not UTF-8") from None
    except BadSyntax as error:
        message = str(error).partition("Bad syntax (")[2].partition(") at ^")[0]
        raise _unusable(file, f"not Turtle: {message}", error.lines + 1) from None
    except (AssertionError, IndexError):  # how the parser meets an end where there should be none
        raise _unusable(file, "not Turtle: it ends too early") from None


def _unusable(file: Path, message: str, line: int = 1) -> DataError:
    return DataError([Problem(f"{file.parent.name}/{file.name}", line, 1, " ".join(message.split()))])


def _closed_graph(data: bytes) -> Graph:
    """The data as a graph that reads each query once and refuses those that ask anybody else.

    A validator asks the same query of every node; reading it anew each time takes ten times as long as the answer.
    """
    from rdflib import Graph

    class Closed(Graph):
        def query(self, query_object: Any, *args: Any, **options: Any) -> Any:
            return super().query(_prepared(query_object), *args, **options)

    return Closed(bind_namespaces="none").parse(data=data, format="nt")


@cache
def _prepared(text: str) -> Any:
    """A query of the shapes, ready to be asked. Raises what the validator raises for a shape that it cannot use."""
    from pyshacl.errors import ReportableRuntimeError
    from rdflib.plugins.sparql import prepareQuery

    try:
        query = prepareQuery(text)
    except Exception as error:  # a bare one, for a prefix that nobody declared
        raise ReportableRuntimeError(f"a query that is no SPARQL: {error}") from None
    if _leaves_the_graph(query.algebra):
        raise ReportableRuntimeError("a query that asks another graph or service")
    return query


def _leaves_the_graph(part: Any) -> bool:
    """Whether a part of a query's algebra names a service, or a graph to load."""
    if isinstance(part, dict):
        service = getattr(part, "name", "") == "ServiceGraphPattern"
        return service or bool(dict.get(part, "datasetClause")) or any(map(_leaves_the_graph, part.values()))
    return isinstance(part, (list, tuple)) and any(map(_leaves_the_graph, part))


def _violations(report: Graph, shapes: Graph) -> Iterator[Violation]:
    from rdflib import SH

    for result in report.objects(None, SH.result):
        focus, value, component = (
            report.value(result, part) for part in (SH.focusNode, SH.value, SH.sourceConstraintComponent)
        )
        shape = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        yield Violation(
            str(focus),
            path(shapes, shapes.value(shape, SH.path)),
            "" if value in (None, focus) else str(value),
            " ".join(sorted(map(str, report.objects(result, SH.resultMessage)))),
            str(shape).rpartition("#")[2],
            str(component).rpartition("#")[2],
        )


def path(shapes: Graph, node: Node | None) -> str:
    """A property path of a shape as SPARQL writes it, with prefixed names; empty for none."""
    from rdflib import RDF, SH, URIRef

    def inner(part: Node) -> str:
        text = path(shapes, part)
        return text if isinstance(part, URIRef) else f"({text})"

    if node is None or isinstance(node, URIRef):
        return compact(str(node or ""))
    if (node, RDF.first, None) in shapes:
        return "/".join(map(inner, shapes.items(node)))
    if choice := shapes.value(node, SH.alternativePath):
        return "|".join(map(inner, shapes.items(choice)))
    if inverse := shapes.value(node, SH.inversePath):
        return f"^{inner(inverse)}"
    signs = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}
    return "".join(inner(part) + sign for kind, sign in signs.items() for part in shapes.objects(node, kind))
