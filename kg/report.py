"""What a collection holds and what it lacks, told from the named queries for a reader and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg import queries
from kg.errors import QueryError
from kg.graph import Graph
from kg.home import bundled
from kg.store import Answer, value
from kg.terminal import Style, clean, said

#: Rows of one gap that a terminal shows, and seconds that each may take.
_SHOWN, _PATIENCE = 10, 30.0


def size(graph: Graph) -> dict[str, dict[str, int]]:
    """How much of everything there is: for each sort of thing the numbers by kind; a kind without name is all of it.

    The counts are those of the named query `size`, and the triples of the graph.
    """
    found: dict[str, dict[str, int]] = {}
    asked = queries.read(bundled() / "queries" / "size.rq")
    for row in _rows(graph.ask(asked.text)):
        found.setdefault(row["what"], {})[row.get("kind", "")] = int(row["number"])
    return {**found, "triples": {"": len(graph.store)}}


def size_text(found: dict[str, dict[str, int]], style: Style) -> Iterator[str]:
    """The sizes a line each: the sum, then its parts."""
    sums = {what: sum(kinds.values()) for what, kinds in found.items()}
    name, digits = max(map(len, sums)), max(len(f"{number:,}") for number in sums.values())
    for what, kinds in found.items():
        parts = " · ".join(f"{clean(kind)} {number:,}" for kind, number in kinds.items() if kind)
        head = f"{what:<{name}} {sums[what]:>{digits},} "
        yield from said(head, parts, style, 0, len(head)) if parts else [head.rstrip()]


def gaps(graph: Graph) -> list[dict[str, Any]]:
    """What is missing or weak: of each named query tagged `gaps` its name, its summary, and its rows or its problem."""
    known = queries.load(graph.home.folders("queries")).values()
    return [_gap(graph, one) for one in known if "gaps" in one.tags]


def _gap(graph: Graph, query: queries.Query) -> dict[str, Any]:
    """One gap; what keeps its query from being answered is told in place of rows, and hides no other gap."""
    told = {"query": query.name, "summary": query.summary or query.name}
    try:
        queries.check_gap(query)
        return {**told, "rows": list(_rows(graph.ask(graph.bind(query, {}), _PATIENCE)))}
    except QueryError as error:
        return {**told, "rows": [], "problem": str(error)}


def gaps_text(found: list[dict[str, Any]], style: Style) -> Iterator[str]:
    """Each gap with how many it meets and the first of them."""
    for n, gap in enumerate(found):
        rows = gap["rows"]
        if n:
            yield ""
        count = "not told" if "problem" in gap else f"{len(rows):,}" if rows else "none"
        yield f"{style.bold(clean(gap['summary']))}  {style.dim(count)}"
        yield from said("", f"queries/{gap['query']}.rq: {gap['problem']}" if "problem" in gap else "", style, 1, 0)
        for row in rows[:_SHOWN]:
            yield from said("", " · ".join(row.values()), style, 1, 0)
        if len(rows) > _SHOWN:
            yield style.dim(f"  and {len(rows) - _SHOWN:,} more: kg query {gap['query']}")


def _rows(answer: Answer) -> Iterator[dict[str, str]]:
    """The rows of an answer by column; cells without a value are left out."""
    for row in answer.rows:
        cells = zip(answer.variables, row, strict=True)
        yield {name: value(term) for name, term in cells if term is not None}
