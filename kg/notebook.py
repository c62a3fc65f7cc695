"""The Python side: a collection's graph whose answers print, iterate, become data frames, and show themselves."""

from __future__ import annotations

import html
import json
from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx

from kg import cards, show
from kg import graph as graphs
from kg.errors import PlaceError
from kg.graph import Graph
from kg.lineage import Edge, Lineage, Node
from kg.store import Answer, Store, Term, value
from kg.terminal import Style, table

if TYPE_CHECKING:
    import pandas
    import rdflib

_NUMBERS: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "gYear": int,
    "decimal": float,
    "double": float,
    "float": float,
    "boolean": "true".__eq__,
}

#: Rows that a notebook shows of an answer.
SHOWN = 100


class Rows:
    """The rows of an answer: named tuples of Python values, under `columns`."""

    def __init__(self, answer: Answer, base: str) -> None:
        self.columns = answer.variables
        self._answer, self._base = answer, base
        row_of = namedtuple("Row", self.columns, rename=True)  # type: ignore[misc]
        self._rows: list[tuple[Any, ...]] = [row_of(*map(_python, row)) for row in answer.rows]
        self.truth = answer.truth

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, n: int) -> tuple[Any, ...]:
        return self._rows[n]

    def __bool__(self) -> bool:
        return bool(self._rows) if self.truth is None else self.truth

    def __repr__(self) -> str:
        return "\n".join(table(self._answer, self._base, Style()))

    def frame(self) -> pandas.DataFrame:
        """The rows as a pandas frame; pandas comes with the extra: `pip install 'paperkin[pandas]'`."""
        try:
            import pandas
        except ModuleNotFoundError:
            raise PlaceError("frames need pandas: pip install 'paperkin[pandas]'") from None

        return pandas.DataFrame(self._rows, columns=list(self.columns))

    def _repr_html_(self) -> str:
        if self.truth is not None:
            return f"<p>{self!r}</p>"
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{html.escape(str(cell) if cell is not None else str())}</td>' for cell in row)}</tr>"
            for row in self._rows[:SHOWN]
        )
        more = f"<p>{len(self) - SHOWN} more rows</p>" if len(self) > SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _python(term: Term) -> Any:
    """A term as a Python value: numbers and truth values as such, everything else as text."""
    if term is None:
        return None
    datatype = getattr(term, "datatype", None)
    try:
        return _NUMBERS.get(datatype.value.rpartition("#")[2] if datatype else "", str)(value(term))
    except ValueError:  # "many"^^xsd:integer
        return value(term)


class Picture(networkx.MultiDiGraph):  # type: ignore[misc]
    """A lineage as a networkx graph, edges from child to parent, which Jupyter shows as the interactive picture.

    So do its parts: `picture.subgraph([...])`.
    """

    @property
    def lineage(self) -> Lineage:
        """The methods and links that the graph holds now."""
        nodes = [Node(**_known(facts, Node)) for _, facts in self.nodes(data=True)]
        edges = [Edge(**_known(facts, Edge)) for _, _, facts in self.edges(data=True)]
        return Lineage(self.name if self.name in self else "", nodes, edges)

    def _repr_html_(self) -> str:
        from kg.render import page

        inside = html.escape(
            page(self.lineage, title=f"Lineage of {self.name}" if self.name else "Lineage"), quote=True
        )
        frame = 'style="width:100%;height:600px;border:0" sandbox="allow-scripts allow-popups"'
        return f'<iframe srcdoc="{inside}" {frame}></iframe>'


def _known(facts: dict[str, Any], kind: type) -> dict[str, Any]:
    """The facts that we put there, without those that came later."""
    return {field.name: facts[field.name] for field in fields(kind)}


class Card(dict[str, Any]):
    """All that is known of one thing; prints as a card."""

    def __repr__(self) -> str:
        return "\n".join(show.text(self, Style()))

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(repr(self))}</pre>"

    def json(self) -> str:
        """The card as JSON text."""
        return json.dumps(self, ensure_ascii=False, indent=1)


class Knowledge:
    """The graph of one collection."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def __repr__(self) -> str:
        return f"<{self._graph.title}: {len(self.store)} triples in {self._graph.folder}>"

    @property
    def store(self) -> Store:
        """The engine, for SPARQL without any help."""
        return self._graph.store

    @cached_property
    def rdflib(self) -> rdflib.Graph:
        """The same graph as an `rdflib.Graph`. Do not run text from strangers in it: rdflib opens what they name."""
        return self._graph.rdflib

    def query(self, text: str, timeout: float | None = None, **params: Any) -> Rows:
        """The rows of a named query or a `.rq` file, with its parameters by name, or of SPARQL text.

        Raises `kg.errors.NotFound` for a name that nothing bears and `QueryError` for text that is no query.
        """
        bound = self._graph.bind(self._graph.question(text), params)
        return Rows(self._graph.ask(bound, timeout), self._graph.base)

    def lineage(
        self,
        name: str = "",
        up: bool | None = None,
        down: bool = False,
        depth: int | None = None,
        all_links: bool = False,
    ) -> Picture:
        """Methods above `name`, or with `down` those below it, as a networkx graph; both with `up` and `down`.

        Edges run from child to parent. Without a name: all methods.
        """
        return Picture(self._graph.lineage(name, not down if up is None else up, down, depth, all_links).graph)

    def path(self, a: str, b: str) -> list[Edge]:
        """The chain between two methods, newest first, each link with relation, how, why, where, evidence.

        Raises `kg.errors.NotFound` if neither descends from the other.
        """
        (one, other), whole = self._graph.above(a, b)
        return whole.path(one, other)

    def common(self, a: str, b: str) -> list[str]:
        """The nearest common ancestors of two methods, newest first."""
        (one, other), whole = self._graph.above(a, b)
        return whole.common(one, other)

    def show(self, name: str) -> Card:
        """All that is known of a method, paper, person or venue."""
        return Card(cards.card(self._graph, self._graph.find(name)))


def load(home: str | PathLike[str] | Path | None = None) -> Knowledge:
    """The graph of the collection at `home`, else around the current folder, else of the one in the package.

    It is built first if its files are newer than the last build.
    """
    return Knowledge(graphs.load(home))
