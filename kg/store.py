"""The graph in an engine: load, ask, read answers. The only module that talks to Oxigraph."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.errors import KgError, PlaceError, QueryError

#: Bytes of stack for a query; the system gives them page by page.
_STACK = 64 * 2**20

#: One thread at a time is started: the size of a stack is told to all.
_STARTING = threading.Lock()

#: Rows that an answer may have before the query is refused.
MOST_ROWS = 1_000_000

#: Openings of triple terms in an answer from elsewhere: the engine's reader recurses without a limit.
_NESTED = 100

_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "xml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}

#: A value of an answer: an IRI, a literal or a blank node; None where a variable is unbound.
Term: TypeAlias = "ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple | None"


@dataclass(frozen=True)
class Answer:
    """What a query gave: rows under `variables`, or triples (then the variables are subject, predicate, object),
    or one truth value. `form` is select, ask or graph."""

    form: str
    variables: tuple[str, ...]
    rows: list[tuple[Term, ...]]
    truth: bool | None = None

    def serialize(self, format: str) -> bytes:
        """The answer in json, xml, csv or tsv (SPARQL 1.1 results), or a graph in ttl, nt, xml or jsonld.

        Raises `QueryError` if the answer has no such form.
        """
        if self.form == "graph":
            if format not in _GRAPHS:
                raise QueryError(f"a graph has no {format}; take one of table, md, ttl, nt, json, xml")
            triples = [ox.Triple(*row) for row in self.rows]  # type: ignore[arg-type]
            return bytes(ox.serialize(triples, format=_GRAPHS[format], prefixes=None) or b"")
        if format not in _RESULTS:
            raise QueryError(f"a table has no {format}; take one of table, md, {', '.join(_RESULTS)}")
        return _serialized(self, _RESULTS[format])


def _serialized(answer: Answer, format: ox.QueryResultsFormat) -> bytes:
    """The engine's own writers take only the engine's own answers, so the rows go through SPARQL's JSON."""
    import json

    if answer.form == "ask":
        found: dict[str, Any] = {"head": {}, "boolean": answer.truth}
    else:
        bindings = [
            {name: _json(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
            for row in answer.rows
        ]
        found = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    text = json.dumps(found, ensure_ascii=False).encode()
    if format == ox.QueryResultsFormat.JSON:
        return text + b"\n"
    return bytes(ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON).serialize(format=format) or b"")


def _json(term: Any) -> dict[str, str]:
    if isinstance(term, ox.Literal):
        found = {"type": "literal", "value": term.value}
        if term.language:
            return {**found, "xml:lang": term.language}
        datatype = term.datatype.value
        return found if datatype.endswith("#string") else {**found, "datatype": datatype}
    if isinstance(term, ox.Triple):
        raise QueryError("a triple as a value has no place in a table; take --format table")
    return {"type": "uri" if isinstance(term, ox.NamedNode) else "bnode", "value": term.value}


class Store:
    """An RDF graph that answers SPARQL 1.1 queries."""

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine

    @classmethod
    def open(cls, folder: Path) -> Store:
        """The store on disk, for reading. Raises `PlaceError` if it is damaged or missing."""
        try:
            return cls(ox.Store.read_only(str(folder)))
        except (OSError, RuntimeError) as error:
            raise PlaceError(f"the store in {folder} cannot be opened ({error}); run `kg build`") from None

    @classmethod
    def load(cls, data: bytes) -> Store:
        """A store in memory, filled with N-Triples."""
        engine = ox.Store()
        engine.bulk_load(data, format=ox.RdfFormat.N_TRIPLES)
        return cls(engine)

    @classmethod
    @contextmanager
    def filling(cls, folder: Path) -> Iterator[Callable[[bytes], None]]:
        """A store in a fresh `folder`, filled beside the block with the N-Triples that it hands over.

        The engine loads outside of Python's lock, so the block goes on meanwhile. Pieces of some megabytes keep
        its memory small: it sorts a piece in memory.
        """
        engine, pieces, failed = ox.Store(str(folder)), Queue[bytes](), list[BaseException]()

        def fill() -> None:
            while piece := pieces.get():
                try:
                    if not failed:
                        engine.bulk_load(piece, format=ox.RdfFormat.N_TRIPLES)
                except BaseException as error:
                    failed.append(error)

        thread = threading.Thread(target=fill, daemon=True)
        thread.start()
        try:
            yield pieces.put
        finally:
            pieces.put(b"")
            thread.join()
        if failed:
            raise failed[0]
        engine.flush()

    def __len__(self) -> int:
        return len(self._engine)

    def ask(self, text: str, timeout: float | None = None) -> Answer:
        """The whole answer to a query. The text has passed `sparql.check`.

        The engine cannot be interrupted, so the query runs in a thread of its own: Ctrl-C and the time limit
        (seconds) leave it behind, to end with the process. Raises `QueryError`.
        """
        found: list[Answer | BaseException] = []

        def run() -> None:
            try:
                found.append(_answer(self._engine.query(text)))
            except BaseException as error:  # without its frames: they hold what only this thread may let go
                found.append(error.with_traceback(None))

        thread = _started(run)
        waited = 0.0
        while thread.is_alive() and (timeout is None or waited < timeout):
            step = 0.05 if timeout is None else min(0.05, timeout - waited)
            thread.join(step)
            waited += step
        if not found:
            raise QueryError(f"stopped after {timeout:g} s; add LIMIT or allow more with --timeout")
        return _or_raised(found[0])

    def triples(self) -> Iterator[tuple[str, str, str]]:
        """Every triple as terms in N-Triples syntax."""
        for quad in self._engine:
            yield str(quad.subject), str(quad.predicate), str(quad.object)


def _started(run: Callable[[], None]) -> threading.Thread:
    """A thread with room for the engine's recursion: some systems give one half a megabyte, too little for a query
    that the gate lets through."""
    with _STARTING:
        usual = threading.stack_size(_STACK)
        try:
            thread = threading.Thread(target=run, daemon=True)
            thread.start()
        finally:
            threading.stack_size(usual)
    return thread


def _or_raised(found: Answer | BaseException) -> Answer:
    if isinstance(found, Answer):
        return found
    if isinstance(found, SyntaxError):
        raise QueryError(_syntax(str(found)))
    if isinstance(found, OSError):
        raise PlaceError(f"the store is damaged ({found}); run `kg build`")
    if isinstance(found, KgError):
        raise found
    raise QueryError(f"the engine gave up: {found}")


def _syntax(message: str) -> str:
    """The engine's message without its wall of what it would have liked instead."""
    place, _, rest = message.removeprefix("error at ").partition(": ")
    return f"query:{place}: not SPARQL ({rest.split(', ')[0][:120]} ...)" if rest else f"not SPARQL: {message}"


def _answer(result: Any) -> Answer:
    if isinstance(result, ox.QueryBoolean):
        return Answer("ask", (), [], bool(result))
    if isinstance(result, ox.QueryTriples):
        triples: list[tuple[Term, ...]] = sorted(
            {(t.subject, t.predicate, t.object) for t in result}, key=lambda row: tuple(map(str, row))
        )
        return Answer("graph", ("subject", "predicate", "object"), triples)
    variables = tuple(variable.value for variable in result.variables)
    rows: list[tuple[Term, ...]] = []
    for solution in result:
        rows.append(tuple(solution))
        if len(rows) > MOST_ROWS:
            raise QueryError(f"more than {MOST_ROWS} rows; add LIMIT")
    return Answer("select", variables, rows)


def read_answer(body: bytes, media: str) -> Answer:
    """An answer that came from elsewhere, by its media type. Raises `QueryError` if it cannot be read."""
    if body.count(b"<<") > _NESTED:
        raise QueryError("the answer has more triple terms than can be read safely")
    try:
        if format := ox.QueryResultsFormat.from_media_type(media):
            return _answer(ox.parse_query_results(body, format=format))
        if graph := ox.RdfFormat.from_media_type(media):
            return Answer("graph", ("subject", "predicate", "object"), _sorted_triples(body, graph))
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the answer cannot be read: {error}") from None
    raise QueryError(f"an answer of type {media} cannot be read")


def _sorted_triples(body: bytes, format: ox.RdfFormat) -> list[tuple[Term, ...]]:
    found = {(quad.subject, quad.predicate, quad.object) for quad in ox.parse(body, format=format)}
    return sorted(found, key=lambda row: tuple(map(str, row)))


def literal(text: str) -> str:
    """A plain literal as SPARQL text.

    >>> print(literal('say "hi"'))
    "say \\"hi\\""
    """
    try:
        return str(ox.Literal(text))
    except ValueError:
        raise QueryError("a value that is no text") from None


def named_node(iri: str) -> str:
    """An IRI as SPARQL text. Raises `QueryError` if it is none.

    >>> named_node("https://example.org/")
    '<https://example.org/>'
    """
    try:
        return str(ox.NamedNode(iri))
    except ValueError as error:
        raise QueryError(f'"{iri}" is not an IRI: {error}') from None


def value(term: Term) -> str:
    """The plain text of a term: the IRI or the literal's characters; empty where unbound."""
    return "" if term is None else str(getattr(term, "value", term))


def is_number(term: Term) -> bool:
    """Whether a term is a literal of a numeric datatype."""
    kinds = ("integer", "decimal", "double", "float", "gYear")
    return isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in kinds


def is_iri(term: Term) -> bool:
    """Whether a term is an IRI."""
    return isinstance(term, ox.NamedNode)
