"""Everything that the pages show, read from a built graph in bulk.

Comes in: a `Graph`. Goes out: the cards of every entity, the lineage of all methods, and each entity's own part of the
graph, so that a page is made without asking the engine again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from itertools import groupby
from typing import Any

from kg import cards
from kg.build import context
from kg.errors import NotFound
from kg.export.formats import built_lines
from kg.export.jsonld import Writer
from kg.export.turtle import Shortener, turtle
from kg.graph import Graph
from kg.layout.families import families, lane_order, stems
from kg.lineage import Node
from kg.rdf import Block, term
from kg.vocab import compact

#: Kinds of things that have pages of their own, in the order in which a reader looks for them.
KINDS = ("method", "paper", "person", "venue", "dataset", "source")

#: What each kind of evidence is worth.
EVIDENCE = {
    "stated": "the paper, or its authors' code, says so at the place told",
    "implied": "clear from the design that is described at the place told",
    "curated": "our judgement, for the reason told",
}
#: Properties by which a subject is a part of what is told of another.
_OWNERS = {term(name).encode() for name in ("kg:child", "kg:evaluates", "kg:implements", "kg:lists")}

Card = dict[str, Any]


class Facts:
    """What a site is made of. `cards` are by kind and id; an address is an IRI without the base, as `method/wrn`."""

    def __init__(self, graph: Graph, start: Sequence[str] = ()) -> None:
        self.graph, self.base, self.title = graph, graph.base, graph.title
        with ThreadPoolExecutor(2) as pool:  # the engine answers outside of Python's lock
            told = pool.map(lambda kind: {card["id"]: card for card in cards.cards(graph, kind)}, KINDS)
            self.cards: dict[str, dict[str, Card]] = dict(zip(KINDS, told, strict=True))
        self.lineage = graph.lineage(all_links=True)
        self._start = start
        self._own = _own(graph)
        self._context = context()
        self._writers: dict[frozenset[str], Writer] = {}
        self._short = Shortener(graph.base)

    @cached_property
    def node(self) -> dict[str, Node]:
        """The methods by id; `lineage.node` has them by name."""
        return {node.id: node for node in self.lineage.nodes}

    @cached_property
    def start(self) -> list[Node]:
        """The methods that a newcomer begins with, as the collection says; else those most built upon."""
        told: dict[Node, None] = {}
        for name in self._start:
            with suppress(NotFound):
                told[self.node[self.graph.find(name, "method").id]] = None
        below = self.lineage.descent.offspring()
        usual = sorted(self.lineage.nodes, key=lambda node: (-below[node.name], node.year, node.id))[:4]
        return list(told) or usual

    @cached_property
    def families(self) -> dict[str, str]:
        """The family of each method, by name."""
        return families(self.lineage.descent, stems(self.lineage.descent))

    @cached_property
    def lanes(self) -> list[str]:
        """The families in the order of their lanes."""
        return lane_order(self.lineage.descent, self.families)

    def turtle(self, address: str) -> bytes:
        """An entity's part of the graph as Turtle."""
        return b"".join(turtle(self._blocks(address), self.base, self._short))

    def jsonld(self, address: str) -> str:
        """An entity's part of the graph as JSON-LD, its context cut down to the terms that it uses."""
        blocks = self._blocks(address)
        used = frozenset(predicate for block in blocks for predicate, _ in block.facts)
        if used not in self._writers:
            terms = {compact(predicate[1:-1]) for predicate in used}
            known = {
                name: told for name, told in self._context.items() if isinstance(told, str) or told["@id"] in terms
            }
            self._writers[used] = Writer(self.base, known)
        return b"".join(self._writers[used].document(blocks)).decode()

    def _blocks(self, address: str) -> list[Block]:
        return [_block(lines) for lines in self._own.get(address, ())]


def _own(graph: Graph) -> dict[str, list[list[bytes]]]:
    """The lines of N-Triples that belong to each address, a list a subject, in order of subject."""
    found: dict[str, list[list[bytes]]] = {}
    base = f"<{graph.base}".encode()
    authorship = re.compile(re.escape(base) + rb"(paper/[^/>]+)/author/[0-9]+>")
    for subject, group in groupby(built_lines("graph.nt", graph), lambda line: line[: line.index(b" ")]):
        lines = list(group)
        paper = authorship.fullmatch(subject)
        owners = {base + paper[1] + b">" if paper else subject}
        for line in lines:
            _, predicate, rest = line.split(b" ", 2)
            if predicate in _OWNERS:
                owners.add(rest[:-2])
        for owner in owners:
            if owner.startswith(base):
                found.setdefault(owner[len(base) : -1].decode(), []).append(lines)
    return found


def _block(lines: list[bytes]) -> Block:
    facts = [line.decode().split(" ", 2) for line in lines]
    return Block(facts[0][0], [(predicate, rest[:-2]) for _, predicate, rest in facts])
