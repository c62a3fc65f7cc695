"""Answers of named queries, and results, as tables that a page shows: columns, and cells that lead to pages.

Comes in: an `Answer`, or the cards of the methods. Goes out: plain values for the templates.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from kg.errors import QueryError
from kg.render import web
from kg.site.facts import Card, Facts
from kg.site.questions import Question
from kg.store import Answer, is_iri, is_number, value
from kg.vocab import compact

#: Rows that a page shows of an answer, methods that it shows of a leaderboard, and seconds that a query may take.
MOST, BEST, PATIENCE = 200, 15, 30.0
#: Kind of thing -> the columns in which named queries tell its name; and the other way round.
_COLUMNS = {
    "method": "method ancestor descendant block child parent origin other newest sibling to user used",
    "paper": "paper title source",
    "person": "person first_author",
    "venue": "venue",
    "dataset": "dataset",
    "source": "list source",
}
NAMED = {
    column: [kind for kind, columns in _COLUMNS.items() if column in columns.split()]
    for column in " ".join(_COLUMNS.values()).split()
}
_COMPARABLE = ("split", "protocol", "evaluation", "trained_on", "tier")
#: Key of a result -> head of its column.
_HEADS = {
    "rank": "rank", "method": "method", "variant": "variant", "top1": "top-1, %", "top5": "top-5, %", "data": "data",
    "protocol": "protocol", "size": "size, px", "trained_on": "trained on", "tier": "tier", "source": "source",
    "where": "place", "params": "params, M", "madds": "mult-adds, G", "note": "note",
}  # fmt: skip
#: What the head of a leaderboard tells of all its rows.
_TOLD = {"data", "protocol", "trained_on", "tier"}
_NUMBERS = {"rank", "top1", "top5", "size", "params", "madds"}


class Column(NamedTuple):
    """A head: its name as a reader reads it, and whether all below it are numbers."""

    name: str
    numeric: bool


class Cell(NamedTuple):
    """A text, with the page of this site or the address elsewhere that it leads to."""

    text: str
    href: str = ""
    url: str = ""


class Found(NamedTuple):
    """An answer as a page shows it: of `total` rows the first are shown; a truth value has no rows; or
    there is a `problem` that kept the query from being answered."""

    columns: Sequence[Column] = ()
    rows: Sequence[list[Cell]] = ()
    total: int = 0
    truth: bool | None = None
    problem: str = ""


class Answers:
    """Asks the named queries of a collection, and remembers what they gave."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._asked: dict[str, Answer | str] = {}
        self._pages = {kind: _pages(facts, kind) for kind in _COLUMNS}

    def ask(self, question: Question, most: int = MOST) -> Found:
        """The answer, its first `most` rows ready to be shown."""
        name = question.query.name
        if name not in self._asked:
            self._asked[name] = question.problem or self._answer(question.text)
        answer = self._asked[name]
        if isinstance(answer, str):
            return Found(problem=answer)
        columns = [
            Column(
                name.replace("_", " "), bool(answer.rows) and all(is_number(row[n]) for row in answer.rows if row[n])
            )
            for n, name in enumerate(answer.variables)
        ]
        rows = [
            [self._cell(name, term) for name, term in zip(answer.variables, row, strict=True)]
            for row in answer.rows[:most]
        ]
        return Found(columns, rows, len(answer.rows), answer.truth)

    def _answer(self, text: str) -> Answer | str:
        try:
            return self.facts.graph.ask(text, PATIENCE)
        except QueryError as error:
            return f"Not answered: {str(error).partition(';')[0]}."

    def _cell(self, column: str, term: Any) -> Cell:
        text = value(term)
        if is_iri(term):
            own = text.removeprefix(self.facts.base)
            if own != text and own.partition("/")[0] in self._pages:
                return Cell(own, f"{own}/")
            return Cell(compact(text), url=web(text))
        for kind in NAMED.get(column, ()):
            if id := self._pages[kind].get(text):
                return Cell(text, f"{kind}/{id}/")
        return Cell(text)


def _pages(facts: Facts, kind: str) -> dict[str, str]:
    """The id of each entity of a kind, by the one name that is its own."""
    own = {iri: labels[0] for iri, labels in facts.graph.names(kind).items()}
    return {name: iri[len(facts.base) + len(kind) + 1 :] for iri, name in own.items()}


def measured(facts: Facts) -> dict[str, list[Card]]:
    """The results on each data set, with their method, the best first."""
    found: dict[str, list[Card]] = {}
    for id, card in facts.cards["method"].items():
        for row in card.get("results", ()):
            found.setdefault(row["data_id"], []).append(
                {**row, "dataset": row["data_id"], "method_id": id, "method": facts.node[id].name}
            )
    for rows in found.values():
        rows.sort(key=lambda row: (-float(row.get("top1", 0)), -float(row.get("top5", 0)), row["variant"]))
    return found


def results(rows: Sequence[Card], paper: str = "", without: Collection[str] = ()) -> Found:
    """Results as a table, in columns that are not empty; those of `paper` (its address) say so in few words."""
    told = [
        {
            **row,
            "data": f"{row['data']} {row['split']}",
            "protocol": ", ".join(filter(None, (row["protocol"], row.get("evaluation")))),
            "source": "its paper" if row["source_path"] == paper else row["source"],
        }
        for row in rows
    ]
    keys = [key for key in _HEADS if key not in without and any(key in row for row in told)]
    columns = [Column(_HEADS[key], key in _NUMBERS) for key in keys]
    return Found(columns, [[_measure(key, row) for key in keys] for row in told], len(told))


def _measure(key: str, row: Card) -> Cell:
    paths = {
        "data": f"dataset/{row['data_id']}/",
        "method": f"method/{row.get('method_id')}/",
        "source": f"{row['source_path']}/",
    }
    return Cell(str(row.get(key, "")), paths.get(key, ""))


def leaderboards(rows: list[Card]) -> list[dict[str, Any]]:
    """Results that compare, each group with its best number of each method; the largest group first."""
    boards = []
    for key, group in groupby(sorted(rows, key=_group), _group):
        several = sorted(group, key=lambda row: -float(row.get("top1", 0)))
        best = {row["method_id"]: row for row in reversed(several) if "top1" in row}
        ranked = sorted(best.values(), key=lambda row: (-float(row["top1"]), row["method"]))[:BEST]
        told = dict(zip(_COMPARABLE, key, strict=True))
        label = " ".join(filter(None, key))
        found = results([{**row, "rank": n} for n, row in enumerate(ranked, 1)], without=_TOLD)
        boards.append({**told, "label": label, "count": len(several), "methods": len(best), "found": found})
    return sorted((board for board in boards if board["methods"]), key=lambda board: (-board["count"], board["label"]))


def _group(row: Card) -> tuple[str, ...]:
    return tuple(row.get(key, "") for key in _COMPARABLE)
