"""What must hold of papers: their identifiers, dates, repositories, people and rows in lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from kg.catalog import Catalog, Entry
from kg.errors import Problem, did_you_mean
from kg.source import Document, Path_
from kg.vocab import slug

#: Words in a repository's name that tell its framework, the longest first.
_NAMED = {
    "caffe2": "caffe2", "caffe": "caffe", "chainer": "chainer", "gluon": "mxnet", "jax": "jax", "keras": "keras",
    "lasagne": "lasagne", "mxnet": "mxnet", "paddle": "paddle", "pytorch": "pytorch", "tensorflow": "tensorflow",
    "theano": "theano", "torch": "torch",
}  # fmt: skip
#: Frameworks whose code a name with the other word does not contradict.
_CLOSE = {("tensorflow", "keras"), ("keras", "tensorflow"), ("torch", "pytorch"), ("caffe", "caffe2")}


def dates_agree(catalog: Catalog) -> Iterator[Problem]:
    """Nothing is published before it is first public, nor posted after its arXiv id was given out, in a month."""
    for entry in catalog.entries.values():
        paper = entry.paper
        if paper.posted and paper.year < paper.posted[:4]:
            yield entry.problem(("posted",), f"posted {paper.posted}, after its year {paper.year}")
        if found := re.match(r"(\d\d)(\d\d)\.", paper.arxiv or ""):
            month = f"20{found[1]}-{found[2]}"
            if not "01" <= found[2] <= "12":
                yield entry.problem(("arxiv",), f"arXiv id {paper.arxiv} is of no month", "an id begins with YYMM")
            elif (paper.posted or "") > month:
                yield entry.problem(("posted",), f"posted {paper.posted}, but its arXiv id is of {month}")


def identifiers_stand_once(catalog: Catalog) -> Iterator[Problem]:
    """No two entries share an arXiv id, a DOI or a forum."""
    for key in ("arxiv", "doi", "openreview"):
        seen: dict[str, Entry] = {}
        for entry in catalog.entries.values():
            value = getattr(entry.paper, key)
            if value and (first := seen.setdefault(value.lower(), entry)) is not entry:
                yield entry.problem((key,), f"{key} {value} is also in {first.place((key,))}")
                yield first.problem((key,), f"{key} {value} is also in {entry.place((key,))}")


def repositories_stand_once(catalog: Catalog) -> Iterator[Problem]:
    """An entry names an address once."""
    for entry in catalog.entries.values():
        own: set[str] = set()
        for n, code in enumerate(entry.paper.code):
            if (key := _address(code.url)) in own:
                yield entry.problem(("code", n, "url"), f"{code.url} is named twice here", "join the two")
            own.add(key)


def repositories_agree(catalog: Catalog) -> Iterator[Problem]:
    """Entries that share an address spell it alike and agree on whose it is."""
    known: dict[str, tuple[Entry, int, tuple[str, str, str]]] = {}
    for entry in catalog.entries.values():
        for n, code in enumerate(entry.paper.code):
            said = (code.url, code.by, code.framework or "no framework")
            first = known.setdefault(_address(code.url), (entry, n, said))
            if first[0] is not entry and first[2] != said:
                where = first[0].place(("code", first[1]))
                yield entry.problem(("code", n), f"{code.url} is told otherwise at {where}", ", ".join(first[2]))


def _address(url: str) -> str:
    parts = urlsplit(url)
    return (parts.netloc + parts.path).lower().removeprefix("www.").rstrip("/").removesuffix(".git") + parts.query


def frameworks_fit_the_name(catalog: Catalog) -> Iterator[Problem]:
    """A repository whose name tells a framework is not said to be of another."""
    for entry in catalog.entries.values():
        for n, code in enumerate(entry.paper.code):
            name = urlsplit(code.url).path.lower().split("/")[2:3]
            told = next((one for word, one in _NAMED.items() if name and word in name[0]), None)
            if told and code.framework and told != code.framework and (told, code.framework) not in _CLOSE:
                message = f'framework {code.framework}, but the repository is called "{name[0]}"'
                yield entry.problem(("code", n, "framework"), message, f"{told}?")


def homonyms_name_their_papers(catalog: Catalog) -> Iterator[Problem]:
    """The papers that people.yaml gives to somebody exist and print one of the person's names."""
    people = Document("data/people.yaml", {}, catalog.home / "data" / "people.yaml")
    papers = catalog.home / "data" / "papers"
    for id, person in catalog.people.items():
        for n, paper in enumerate(person.papers):
            entry = catalog.entries.get(paper)
            if entry and not {person.name, *person.aliases} & set(entry.paper.authors):
                message = f"{entry.document.file} has no author {' or '.join((person.name, *person.aliases))}"
                yield people.problem((id, "papers", n), message)
            elif not entry and not (papers / f"{paper}.yaml").exists():
                message = f'unknown paper "{paper}"'
                yield people.problem((id, "papers", n), message, did_you_mean(paper, list(catalog.entries)))


def rows_stand_once(catalog: Catalog) -> Iterator[Problem]:
    """Rows of a list can be told apart."""
    rows: dict[tuple[str, str], tuple[Entry, Path_]] = {}
    for entry in catalog.entries.values():
        for source, listings in entry.paper.listed.items():
            for n, row in enumerate(listings):
                path = ("listed", source, n, "name")
                first = rows.setdefault((source, slug(row.name)), (entry, path))
                if first != (entry, path) or not slug(row.name):
                    where = f"also stands at {first[0].place(first[1])}" if slug(row.name) else "gives no id"
                    yield entry.problem(path, f'row "{row.name}" of {source} {where}')
