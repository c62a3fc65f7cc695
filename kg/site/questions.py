"""The named queries, made ready to run on the collection at hand.

Comes in: `Facts` and queries with their parameters. Goes out: queries with a value for each parameter, bound. A default
that this collection does not hold gives way to the best known thing of its kind, so that every query has an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.errors import KgError, NotFound
from kg.queries import Parameter, Query
from kg.site.facts import KINDS, Facts


class Question(NamedTuple):
    """A query with the value of each of its parameters and its bound text; or the `problem` that leaves it without."""

    query: Query
    values: dict[str, str]
    text: str
    problem: str = ""


def questions(facts: Facts, named: Iterable[Query]) -> list[Question]:
    """Every query, ready to be asked."""
    return [_question(facts, query) for query in named]


def _question(facts: Facts, query: Query) -> Question:
    try:
        values = {parameter.name: _value(facts, parameter) for parameter in query.parameters}
        return Question(query, values, _plain(facts.graph.bind(query, values)))
    except KgError as error:
        return Question(query, {}, _plain(query.text), str(error))


def _value(facts: Facts, parameter: Parameter) -> str:
    default = parameter.default or ""
    if parameter.kind != "iri":
        return default
    kind = parameter.name if parameter.name in KINDS else "method"
    try:
        facts.graph.find(default, kind)
    except NotFound:
        return best_known(facts, kind, last=parameter.name in ("newer", "one"))
    return default


def best_known(facts: Facts, kind: str, last: bool = False) -> str:
    """The id of the thing of a kind of which most is told; of the methods that with most before it and after it, or the
    `last` that has the longest line of ancestors. Raises `NotFound` if there is none."""
    if kind == "method":
        descent = facts.lineage.descent
        depth, below = descent.generations(), descent.offspring()
        rank = {name: (n if last else n * below[name], below[name]) for name, n in depth.items()}
        order = sorted(descent.nodes, key=lambda node: (rank[node.name], -node.year), reverse=True)
        found = [node.id for node in order]
    else:
        told = facts.cards[kind]
        found = sorted(
            told, key=lambda id: (-sum(len(part) for part in told[id].values() if isinstance(part, list)), id)
        )
    if not found:
        raise NotFound(f"this collection holds no {kind}")
    return found[0]


def _plain(text: str) -> str:
    """A query without its decorators."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip() + "\n"
