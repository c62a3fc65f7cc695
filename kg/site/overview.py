"""The pages that are about no one entity: the way in, the lists, the timeline, the queries, what is missing, downloads.

Comes in: `Facts`, `Answers` and a `Frame`. Goes out: paths of files, relative to the site's folder, with their bytes.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from kg import report
from kg.entries import Collection
from kg.export.formats import FORMATS
from kg.lineage import DESCENT, Node
from kg.queries import Query
from kg.site import vendor
from kg.site.answers import Answers, Found
from kg.site.facts import EVIDENCE, Card, Facts
from kg.site.frame import Frame
from kg.site.pages import File, Pages
from kg.site.questions import Question

#: Names of the downloads in the order in which they are offered: title, file, format.
DOWNLOADS = (
    ("Turtle", "graph.ttl", "turtle"),
    ("JSON-LD", "graph.jsonld", "jsonld"),
    ("N-Triples", "graph.nt", "ntriples"),
    ("GraphML", "graph.graphml", "graphml"),
    ("GEXF", "graph.gexf", "gexf"),
    ("CSV of methods", "methods.csv", "csv-nodes"),
    ("CSV of links", "links.csv", "csv-edges"),
    ("BibTeX", "papers.bib", "bibtex"),
    ("VoID", "void.ttl", "void"),
)
#: Papers that the home page tells as the newest.
NEWEST = 6
_KINDS = {
    "architecture": "Architectures", "block": "Blocks", "technique": "Techniques", "search-space": "Search spaces",
}  # fmt: skip


class Overview:
    """Makes the pages of a collection as a whole."""

    def __init__(self, facts: Facts, frame: Frame, pages: Pages, named: list[Question], about: Collection) -> None:
        self.facts, self.frame, self.pages, self.about = facts, frame, pages, about
        self.named = named
        self.answers = Answers(facts)
        self.sizes = report.size(facts.graph)

    def files(self, kilobytes: dict[str, int]) -> Iterator[File]:
        """All of them; `kilobytes` are the sizes of the downloads."""
        yield self._home()
        yield from self._indexes()
        yield self._timeline()
        yield from self._queries()
        yield self._gaps()
        yield self._disagreements()
        yield self._about(kilobytes)

    def _page(self, path: str, template: str, title: str, description: str, **said: Any) -> File:
        html = self.frame.page(path, template, title=title, description=description, here=path, **said)
        return f"{path}index.html", html

    # -- home and lists

    def _home(self) -> File:
        focus = next(iter(self.facts.start), None)
        counts = {what: sum(kinds.values()) for what, kinds in self.sizes.items()}
        counts["architectures"] = self.sizes.get("methods", {}).get("architecture", 0)
        newest = sorted(self.facts.cards["paper"].values(), key=lambda card: (since(card), card["id"]), reverse=True)
        return self._page(
            *("", "home.html", self.facts.title, self.about.description or self.facts.title),
            focus=focus,
            image=focus and self.pages.image(focus, "./"),
            caption=f"The methods nearest to {focus.name} in descent." if focus else "",
            start=self.facts.start,
            numbers=Counter(counts),
            ask=[
                ("leaderboards", "dataset/"), ("who builds on whom", "query/most-built-upon/"),
                ("where lists are wrong", "disagreements/"), ("what is missing", "gaps/"), ("all queries", "query/"),
            ],
            downloads=[{"name": name, "file": file} for name, file, _ in DOWNLOADS[:6]],
            newest=[{**card, "since": since(card)} for card in newest[:NEWEST]],
        )  # fmt: skip

    def _indexes(self) -> Iterator[File]:
        cards = self.facts.cards
        methods = [
            (_KINDS[kind], [_entry("method", node.id, node.name, str(node.year)) for node in nodes])
            for kind in _KINDS
            if (nodes := sorted((n for n in self.facts.lineage.nodes if n.kind == kind), key=lambda n: _folded(n.name)))
        ]
        yield self._index("method", "Methods", "What the papers introduce, by kind and name.", methods)
        years = sorted(cards["paper"].values(), key=lambda card: (-int(card["year"]), _folded(card["title"])))
        papers = [
            (year, [_entry("paper", card["id"], card["title"], card.get("venue", "preprint")) for card in some])
            for year, some in groupby(years, lambda card: card["year"])
        ]
        yield self._index("paper", "Papers", "By the year in which each was published.", papers)
        names = {iri: labels[0] for iri, labels in self.facts.graph.names("person").items()}
        people = sorted(((names[card["iri"]], card) for card in cards["person"].values()), key=_by_family_name)
        letters = [
            (letter, [_entry("person", card["id"], name, _several(card)) for name, card in some])
            for letter, some in groupby(people, lambda one: _letter(_family_name(one[0])))
        ]
        yield self._index("person", "People", "Authors by the last word of their names.", letters)
        yield from self._small_indexes(cards)

    def _small_indexes(self, cards: dict[str, dict[str, Card]]) -> Iterator[File]:
        kinds = sorted(cards["venue"].values(), key=lambda card: (card["kind"], _folded(card["name"])))
        venues = [
            (f"{kind.capitalize()}s", [_entry("venue", one["id"], one["name"], one["full_name"]) for one in some])
            for kind, some in groupby(kinds, lambda card: card["kind"])
        ]
        yield self._index("venue", "Venues", "Where the papers appeared.", venues)
        measured = [
            _entry("dataset", id, card["name"], "") for id, card in cards["dataset"].items() if "results" in card
        ]
        trained = [
            _entry("dataset", id, card["name"], "") for id, card in cards["dataset"].items() if "results" not in card
        ]
        sets = [(name, some) for name, some in (("Measured on", measured), ("Trained on only", trained)) if some]
        yield self._index("dataset", "Data sets", "Each with its leaderboards, protocol by protocol.", sets)
        lists = [_entry("source", id, card["title"], "") for id, card in cards["source"].items() if "rows" in card]
        others = [_entry("source", id, card["title"], "") for id, card in cards["source"].items() if "rows" not in card]
        sources = [(name, some) for name, some in (("Lists", lists), ("Sources of facts", others)) if some]
        yield self._index("source", "Sources", "Where the facts were seen.", sources)

    def _index(self, kind: str, title: str, description: str, groups: list[tuple[str, list[Card]]]) -> File:
        told = [{"name": name, "anchor": f"g{n}", "entries": entries} for n, (name, entries) in enumerate(groups)]
        return self._page(f"{kind}/", "index.html", title, description, groups=told)

    def _timeline(self) -> File:
        cards = self.facts.cards["method"]
        order = sorted(self.facts.lineage.nodes, key=lambda node: (cards[node.id]["since"], _folded(node.name)))
        years = [
            {"name": str(year), "entries": [_moment(node, cards[node.id]) for node in some]}
            for year, some in groupby(order, lambda node: node.year)
        ]
        return self._page(
            "timeline/", "timeline.html", "Timeline", "Every method by its first public version.", years=years
        )

    # -- queries and what they find

    def _queries(self) -> Iterator[File]:
        groups: dict[str, list[Query]] = {}
        for query in (one.query for one in self.named):
            groups.setdefault(query.tags[0] if query.tags else "others", []).append(query)
        told = [{"name": tag.capitalize(), "anchor": tag, "entries": groups[tag]} for tag in sorted(groups)]
        about = "Named questions, each with its answer; each is a file that can be read, changed and run."
        yield self._page("query/", "queries.html", "Queries", about, groups=told)
        for question in self.named:
            query = question.query
            yield self._page(
                *(f"query/{query.name}/", "query.html", query.summary or query.name, query.summary or query.name),
                query=query,
                values=question.values,
                found=self.answers.ask(question),
                text=question.text,
            )

    def _gaps(self) -> File:
        gaps = [
            {"name": one.query.name, "summary": one.query.summary or one.query.name, "found": self.answers.ask(one)}
            for one in self.named
            if "gaps" in one.query.tags
        ]
        return self._page("gaps/", "gaps.html", "Gaps", "What is missing or weak in this collection.", gaps=gaps)

    def _disagreements(self) -> File:
        found = next(
            (self.answers.ask(one, 10_000) for one in self.named if one.query.name == "disagreements"), Found()
        )
        lists: dict[str, list[Any]] = {}
        for row in found.rows:
            lists.setdefault(row[-1].text, []).append(row[:-1])
        told = [(name, found._replace(columns=found.columns[:-1], rows=rows)) for name, rows in lists.items()]
        about = "Every point in which a source list and we differ, with our reason."
        said = {"lists": told, "problem": found.problem}
        return self._page("disagreements/", "disagreements.html", "Disagreements", about, **said)

    def _about(self, kilobytes: dict[str, int]) -> File:
        there, missing = vendor.manifest(), vendor.missing()
        return self._page(
            *("about/", "about.html", "About and downloads", f"What {self.facts.title} holds, and how to take it."),
            evidence=EVIDENCE,
            downloads=[
                {"file": file, "help": FORMATS[form].help, "kilobytes": kilobytes[file]} for _, file, form in DOWNLOADS
            ],
            sizes=self.sizes,
            creators=self.about.creators,
            url_of_base=self.facts.base,
            scripts=list({one["package"]: one for name, one in there.items() if name not in missing}.values()),
        )


def since(card: Card) -> str:
    """The first public version of a paper: a month, or else a year."""
    return str(card.get("posted") or card["year"])


def _entry(kind: str, id: str, name: str, note: str) -> Card:
    return {"href": f"{kind}/{id}/", "name": name, "note": note}


def _moment(node: Node, card: Card) -> Card:
    return {
        "id": node.id,
        "name": node.name,
        "kind": node.kind,
        "month": card["since"],
        "summary": card.get("summary"),
        "from": [row for row in card.get("comes_from", ()) if row["relation"] in DESCENT],
    }


def _several(card: Card) -> str:
    several = len(card.get("papers", ()))
    return str(several) if several > 1 else ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKD", name).casefold()


def _family_name(name: str) -> str:
    return (_folded(name.split(" (")[0]).split() or [""])[-1]


def _by_family_name(one: tuple[str, Card]) -> tuple[str, str]:
    return _family_name(one[0]), _folded(one[0])


def _letter(name: str) -> str:
    return name[0].upper() if name[:1].isalpha() else "#"
