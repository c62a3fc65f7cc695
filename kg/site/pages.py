"""The page of each entity, with its data beside it.

Comes in: `Facts` and a `Frame`. Goes out: paths of files, relative to the site's folder, with their bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import Any

from kg.export.tables import table
from kg.lineage import DESCENT, Edge, Node
from kg.render import sentence
from kg.site.answers import BEST, leaderboards, measured, results
from kg.site.data import RESULT, paper_count
from kg.site.facts import EVIDENCE, KINDS, Card, Facts
from kg.site.frame import Frame, island
from kg.site.picture import around, picture

File = tuple[str, bytes]

#: Letters of a description, as search engines and previews show it.
_SHORT = 200


class Pages:
    """Makes the pages of entities, one at a time."""

    def __init__(self, facts: Facts, frame: Frame) -> None:
        self.facts, self.frame = facts, frame
        self.descent = facts.lineage.descent
        self._make = {kind: getattr(self, f"_{kind}") for kind in (*KINDS, "link")}

    def addresses(self) -> list[str]:
        """Every entity that has a page, as kind and id."""
        own = [f"{kind}/{id}" for kind in KINDS for id in self.facts.cards[kind]]
        return own + [f"link/{id}" for id in self._links]

    def files(self, address: str) -> Iterator[File]:
        """An entity's page, its Turtle and its JSON."""
        kind, _, id = address.partition("/")
        yield from self._make[kind](id)
        yield f"{address}.ttl", self.facts.turtle(address)

    def _page(self, address: str, template: str, card: object, **said: Any) -> File:
        said = {"kind": "article", "description": said["title"], **said}
        said["description"] = _short(said["description"])
        path = f"{address}/"
        html = self.frame.page(
            *(path, template), card=card, address=address, iri=self.facts.base + address,
            jsonld=island(self.facts.jsonld(address)), **said,
        )  # fmt: skip
        return f"{path}index.html", html

    def _data(self, address: str, card: object) -> File:
        return f"{address}.json", json.dumps(card, ensure_ascii=False).encode() + b"\n"

    # -- methods and links

    def _method(self, id: str) -> Iterator[File]:
        card, node = self.facts.cards["method"][id], self.facts.node[id]
        paper = self.facts.cards["paper"][card["introduced_in_id"]]
        come, led = card.get("comes_from", []), card.get("led_to", [])
        authors = paper["authors"] if len(paper["authors"]) < 5 else paper["authors"][:1]
        oldest = self._oldest(node)
        yield self._page(
            *(f"method/{id}", "method.html", card),
            title=node.name,
            name=node.name,
            description=card.get("summary") or f"{node.name}, introduced in {card['introduced_in']}",
            paper=paper,
            authors=authors,
            others=len(paper["authors"]) - len(authors),
            image=self.image(node, "../../"),
            caption=f"The methods nearest to {node.name} in descent.",
            oldest=oldest,
            line=self.descent.path(node.name, oldest.name)[1:] if oldest else [],
            node=self.facts.lineage.node,
            descent=[row for row in come if row["relation"] in DESCENT],
            uses=_with(come, "uses"),
            inspired=_with(come, "inspired_by"),
            children=[row for row in led if row["relation"] in DESCENT],
            users=_with(led, "uses"),
            inspirations=_with(led, "inspired_by"),
            results=results(card.get("results", ()), f"paper/{card['introduced_in_id']}"),
        )
        yield self._data(f"method/{id}", card)

    def image(self, node: Node, root: str) -> Any:
        """The picture of a method's nearest relations; None if it has none."""
        part = around(self.descent, node.name)
        if not part.edges:
            return None
        label = f"Lineage of {node.name}: {len(part.nodes)} methods; its links are told below as text"
        return picture(part, self.facts.families, lambda one: f"{root}method/{one.id}/", label)

    def _oldest(self, node: Node) -> Node | None:
        """The oldest ancestor, if there is one more than one link away."""
        near = {edge.parent for edge in self.descent.parents(node.name)}
        far = self.descent.ancestors(node.name) - near
        return min((self.descent.node[name] for name in far), key=lambda one: (one.year, one.name), default=None)

    @cached_property
    def _links(self) -> dict[str, Edge]:
        node = self.facts.lineage.node
        return {f"{node[edge.child].id}--{node[edge.parent].id}": edge for edge in self.facts.lineage.edges}

    def _link(self, id: str) -> Iterator[File]:
        edge = self._links[id]
        child, parent = self.facts.lineage.node[edge.child], self.facts.lineage.node[edge.parent]
        card = {
            "kind": "link", "id": id, "iri": f"{self.facts.base}link/{id}",
            "child": child.name, "child_id": child.id, "relation": edge.relation,
            "parent": parent.name, "parent_id": parent.id,
            **{key: getattr(edge, key) for key in ("how", "why", "where", "evidence") if getattr(edge, key)},
        }  # fmt: skip
        said = sentence(edge)
        yield self._page(
            *(f"link/{id}", "link.html", card),
            title=said.partition(":")[0], description=said,
            row=card, child=child, parent=parent, meaning=EVIDENCE[edge.evidence],
        )  # fmt: skip
        yield self._data(f"link/{id}", card)

    # -- papers, people, venues

    def _paper(self, id: str) -> Iterator[File]:
        card = self.facts.cards["paper"][id]
        names = ", ".join(one["author"] for one in card["authors"])
        yield self._page(
            f"paper/{id}", "paper.html", card, title=card["title"], description=f"{card['title']}. {names}"
        )
        yield self._data(f"paper/{id}", card)

    def _person(self, id: str) -> Iterator[File]:
        card = self.facts.cards["person"][id]
        name = self.facts.graph.names("person")[card["iri"]][0]
        several = len(card.get("papers", ()))
        about = f"{name}: {paper_count(several)} of {self.facts.title.lower()}"
        yield self._page(f"person/{id}", "person.html", card, title=name, name=name, description=about)
        yield self._data(f"person/{id}", card)

    def _venue(self, id: str) -> Iterator[File]:
        card = self.facts.cards["venue"][id]
        papers = [{**row, "methods": self._introduced(row["title_id"])} for row in card.get("papers", ())]
        years = [(year, list(rows)) for year, rows in groupby(papers[::-1], lambda row: row["year"])]
        yield self._page(f"venue/{id}", "venue.html", card, title=card["full_name"], years=years, year="")
        yield self._data(f"venue/{id}", card)
        for year, rows in years:
            edition = {**card, "papers": rows}
            title = f"{card['name']} {year}"
            yield self._page(f"venue/{id}/{year}", "venue.html", card, title=title, years=[(year, rows)], year=year)
            yield self._data(f"venue/{id}/{year}", edition)
            yield f"venue/{id}/{year}.ttl", self.facts.turtle(f"venue/{id}/{year}")

    def _introduced(self, paper: str) -> list[Card]:
        found: list[Card] = self.facts.cards["paper"][paper].get("introduces", [])
        return found

    # -- data sets and sources

    @cached_property
    def _measured(self) -> dict[str, list[Card]]:
        return measured(self.facts)

    def _dataset(self, id: str) -> Iterator[File]:
        card, rows = self.facts.cards["dataset"][id], self._measured.get(id, [])
        said = {"name": card["name"], "boards": leaderboards(rows), "count": len(rows), "most": BEST}
        yield self._page(f"dataset/{id}", "dataset.html", card, title=card["name"], **said)
        yield self._data(f"dataset/{id}", card)
        if rows:
            yield f"dataset/{id}.csv", b"".join(table(RESULT, ([row.get(key, "") for key in RESULT] for row in rows)))

    def _source(self, id: str) -> Iterator[File]:
        card = self.facts.cards["source"][id]
        yield self._page(f"source/{id}", "source.html", card, title=card["title"], papers=self._seen.get(id, []))
        yield self._data(f"source/{id}", card)

    @cached_property
    def _seen(self) -> dict[str, list[tuple[str, str]]]:
        """The papers whose record was seen in each source."""
        found: dict[str, list[tuple[str, str]]] = {}
        for id, card in self.facts.cards["paper"].items():
            for one in card.get("seen_in", ()):
                found.setdefault(one["source_id"], []).append((id, card["title"]))
        return found


def _with(rows: Iterable[Card], relation: str) -> list[Card]:
    return [row for row in rows if row["relation"] == relation]


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rpartition(' ')[0] or text[:_SHORT]} …"
