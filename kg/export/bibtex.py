"""Papers -> BibTeX, one entry a paper, under the paper's id.

UTF-8 as it is (biber, and BibTeX with inputenc, read it); titles in double braces, so that no style lowers their
capitals. Addresses and DOIs are written as they are, for `url` and `doi` are read verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.export.escape import address, latex
from kg.store import Term, value
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from kg.graph import Graph

_PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_PAPERS = """SELECT ?paper ?title ?year ?kind ?venue ?arxiv ?doi ?url {
  ?paper a kg:Paper ; dcterms:title ?title ; fabio:hasPublicationYear ?year .
  OPTIONAL { ?paper kg:publishedIn ?in . ?in dcterms:title ?venue ; kg:venueKind ?kind }
  OPTIONAL { ?paper fabio:hasArXivId ?arxiv } OPTIONAL { ?paper bibo:doi ?doi } OPTIONAL { ?paper schema:url ?url }
}"""
_AUTHORS = """SELECT ?paper ?position ?name {
  ?paper kg:authorship ?one . ?one schema:position ?position ; kg:printedName ?name
}"""

#: Type of the entry, and the field that names where it appeared, by kind of venue (none: not published).
_KINDS = {
    "conference": ("inproceedings", "booktitle"),
    "workshop": ("inproceedings", "booktitle"),
    "journal": ("article", "journal"),
    "preprint": ("misc", "howpublished"),
    "": ("misc", "howpublished"),
}


def bibtex(graph: Graph) -> Iterator[bytes]:
    """Every paper, in order of id."""
    authors: dict[str, list[tuple[int, str]]] = {}
    for paper, position, name in _rows(graph, _AUTHORS):
        authors.setdefault(paper, []).append((int(position), name))
    start = len(f"{graph.base}paper/")
    columns = ("title", "year", "kind", "venue", "arxiv", "doi", "url")
    for paper, *cells in sorted(_rows(graph, _PAPERS)):
        names = [name for _, name in sorted(authors.get(paper, []))]
        yield entry(paper[start:], names, dict(zip(columns, cells, strict=True))).encode()


def entry(key: str, authors: list[str], said: Mapping[str, str]) -> str:
    """One entry. `said` holds title and year, and kind of venue, venue, arxiv, doi, url, where they are known.

    >>> print(entry("x2020y", ["Ada Xu"], {"title": "On Y", "year": "2020", "arxiv": "2001.00001"}), end="")
    @misc{x2020y,
      author = {Ada Xu},
      title = {{On Y}},
      year = {2020},
      eprint = {2001.00001},
      archivePrefix = {arXiv},
    }
    <BLANKLINE>
    """
    kind, place = _KINDS[said.get("kind", "")]
    arxiv = said.get("arxiv", "")
    fields = {
        "author": " and ".join(map(_name, authors)),
        "title": f"{{{latex(said['title'])}}}",
        place: latex(said.get("venue", "")),
        "year": said["year"],
        "eprint": arxiv,
        "archivePrefix": "arXiv" if arxiv else "",
        "doi": address(said.get("doi", "")),
        "url": address(said.get("url", "")),
    }
    lines = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items() if text)
    return f"@{kind}{{{key},\n{lines}}}\n\n"


def _name(printed: str) -> str:
    """A printed name; in braces where BibTeX would take it for two, or for one with the last name first."""
    text = latex(printed)
    return f"{{{text}}}" if re.search(r",|\band\b", text, re.IGNORECASE) else text


def _rows(graph: Graph, text: str) -> Iterator[list[str]]:
    row: tuple[Term, ...]
    for row in graph.ask(_PREFIXES + text).rows:
        yield [value(term) for term in row]
