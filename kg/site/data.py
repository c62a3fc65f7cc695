"""What the scripts of a site read: the index of the search, the lineage, the results, the queries, as compact JSON.

Comes in: `Facts`. Goes out: plain values; the formats are told where they are made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, get_args

from kg.entries.values import Kind
from kg.layout import arrange
from kg.lineage import RELATIONS
from kg.render import COLOURS, GREYS, VERBS
from kg.site.answers import NAMED
from kg.site.facts import EVIDENCE, Card, Facts
from kg.site.questions import Question
from kg.store import value
from kg.vocab import PREFIXES, compact

METHODS = get_args(Kind)
#: Kinds of things that the search finds, and the columns of a result.
SOUGHT = ("method", "paper", "person", "venue", "dataset", "source", "query")
RESULT = (
    *("method", "variant", "dataset", "split", "protocol", "evaluation", "trained_on", "size", "tier", "top1", "top5"),
    *("params", "madds", "source", "where", "note"),
)
_NUMBERS = {"size", "top1", "top5", "params", "madds"}


def search(facts: Facts, named: Iterable[Question]) -> dict[str, Any]:
    """All that can be found by name: each entry is kind, id, name, other names and a note. A venue's year is a venue
    whose id is that of the venue, a slash and the year."""
    entries: list[list[Any]] = []
    for kind in SOUGHT[:-1]:
        for id, card in facts.cards[kind].items():
            name = card.get("name") or card["title"]
            entries.append([SOUGHT.index(kind), id, name, _other_names(card), _note(kind, card)])
            if kind == "venue":
                years = Counter(paper["year"] for paper in card.get("papers", ()))
                entries += [
                    [SOUGHT.index(kind), f"{id}/{year}", f"{name} {year}", [], paper_count(years[year])]
                    for year in sorted(years, reverse=True)
                ]
    entries += [[len(SOUGHT) - 1, one.query.name, one.query.name, [], one.query.summary] for one in named]
    return {"kinds": SOUGHT, "entries": entries}


def _other_names(card: Card) -> list[str]:
    own = [*card.get("aliases", ()), *card.get("also_printed", ()), card.get("full_name"), card.get("arxiv")]
    return [name for name in own if name and name != card.get("name")]


def _note(kind: str, card: Card) -> str:
    if kind == "method":
        return f"{card['since'][:4]} · {card['class'].lower().replace('searchspace', 'search space')}"
    if kind == "paper":
        return " ".join(filter(None, [card.get("venue"), card["year"]]))
    if kind == "person":
        return paper_count(len(card.get("papers", ())))
    return str(card.get("full_name", ""))


def paper_count(several: int) -> str:
    """How many papers there are, in words."""
    return f"{several} paper{'s' * (several != 1)}"


def lineage(facts: Facts) -> dict[str, Any]:
    """All methods and links without their reasons, which the card of a link's child tells.

    A node is id, name, kind, year, family, x and y in the picture of the whole; a link is child, parent, relation and
    evidence. All but names and places are positions in the lists beside them.
    """
    whole = facts.lineage
    at = {node.name: i for i, node in enumerate(whole.nodes)}
    lanes = {name: i for i, name in enumerate(facts.lanes)}
    places = arrange(whole.descent, effort=0.1).places
    evidence = list(EVIDENCE)
    greys = [name for name in RELATIONS if name not in COLOURS]
    return {
        "relations": [
            {
                "name": name,
                "verb": VERBS.get(name, name),
                "colour": COLOURS.get(name) or GREYS[greys.index(name)],
                "descent": name in COLOURS,
            }
            for name in RELATIONS
        ],
        "evidence": evidence,
        "kinds": METHODS,
        "families": facts.lanes,
        "nodes": [
            [
                *(node.id, node.name, METHODS.index(node.kind), node.year, lanes[facts.families[node.name]]),
                *(places[node.name].x, places[node.name].y),
            ]
            for node in whole.nodes
        ],
        "edges": [
            [at[edge.child], at[edge.parent], RELATIONS.index(edge.relation), evidence.index(edge.evidence)]
            for edge in whole.edges
        ],
        "start": [at[node.name] for node in facts.start],
    }


def results(facts: Facts) -> dict[str, Any]:
    """Every result with its protocol, and what it takes to group and to link them."""
    methods, lanes = facts.cards["method"], {name: i for i, name in enumerate(facts.lanes)}
    at, named = {id: i for i, id in enumerate(methods)}, facts.lineage.node
    return {
        "families": facts.lanes,
        "methods": [
            [id, node.name, card["since"], lanes[facts.families[node.name]], node.kind]
            for id, card in methods.items()
            for node in [facts.node[id]]
        ],
        "edges": [
            [at[named[edge.child].id], at[named[edge.parent].id], edge.relation] for edge in facts.lineage.descent.edges
        ],
        "columns": RESULT,
        "rows": [_result(at[id], row) for id, card in methods.items() for row in card.get("results", ())],
    }


def _result(method: int, row: dict[str, str]) -> list[Any]:
    told: dict[str, Any] = {**row, "method": method, "dataset": row["data_id"]}
    return [
        (float(told[name]) if name in told else None) if name in _NUMBERS else told.get(name, "") for name in RESULT
    ]


def asked(facts: Facts, named: Iterable[Question]) -> dict[str, Any]:
    """The named queries ready to run, and the words that a query can be made of."""
    graph = facts.graph
    words = graph.ask(
        """SELECT ?word ?kind (COUNT(*) AS ?n) {
          { ?it a ?word BIND("classes" AS ?kind) } UNION { ?it ?word ?object BIND("properties" AS ?kind) }
        } GROUP BY ?word ?kind ORDER BY DESC(?n) ?word"""
    )
    found: dict[str, list[list[str]]] = {"classes": [], "properties": []}
    for word, kind, count in words.rows:
        short = compact(value(word))
        if ":" in short and "//" not in short:
            found[value(kind)].append([short, value(count)])
    return {
        "base": facts.base,
        "prefixes": PREFIXES,
        "columns": NAMED,
        **found,
        "queries": [
            {
                "name": query.name,
                "summary": query.summary,
                "description": query.description,
                "tags": query.tags,
                "text": text,
            }
            for query, _, text, problem in named
            if not problem
        ],
    }
