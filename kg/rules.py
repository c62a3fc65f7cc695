"""What must hold of a collection as a graph: each rule is a function from a `Catalog` to its problems.

`RULES` say what no graph may have, so they stop a build; `DOUBTS` say what a curator owes a reader, and only
`kg check` asks for it, as a warning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from kg.catalog import Catalog, Entry, Resolved
from kg.entries import Result
from kg.errors import Problem, did_you_mean
from kg.source import Document, Path_
from kg.vocab import slug

Rule = Callable[[Catalog], Iterator[Problem]]

#: Words in a repository's name that tell its framework, the longest first.
_NAMED = {
    "caffe2": "caffe2", "caffe": "caffe", "chainer": "chainer", "gluon": "mxnet", "jax": "jax", "keras": "keras",
    "lasagne": "lasagne", "mxnet": "mxnet", "paddle": "paddle", "pytorch": "pytorch", "tensorflow": "tensorflow",
    "theano": "theano", "torch": "torch",
}  # fmt: skip
#: Frameworks whose code a name with the other word does not contradict.
_CLOSE = {("tensorflow", "keras"), ("keras", "tensorflow"), ("torch", "pytorch"), ("caffe", "caffe2")}


def check(catalog: Catalog, rules: Sequence[Rule] = ()) -> list[Problem]:
    """Every breach of the given rules, or of all there are, in order of place; that of a doubt is a warning."""
    found = {problem for rule in rules or RULES for problem in rule(catalog)}
    doubts = () if rules else DOUBTS
    return sorted(found | {replace(problem, level="warning") for rule in doubts for problem in rule(catalog)})


def no_own_parent(catalog: Catalog) -> Iterator[Problem]:
    """A method does not link to itself, not even by an alias."""
    for link in catalog.links:
        if link.child.id == link.parent.id:
            yield _at(link, f"{link.child.label} is its own parent")


def one_link_a_pair(catalog: Catalog) -> Iterator[Problem]:
    """Between two methods stands one link, for its IRI is made of their ids."""
    seen: dict[tuple[str, str], Resolved] = {}
    for link in catalog.links:
        first = seen.setdefault((link.child.id, link.parent.id), link)
        if first is not link:
            where = f"under {first.path[2]} at {first.child.entry.place(first.path, key=True)}"
            yield _at(link, f"{link.child.label} already links to {link.parent.label} {where}", "keep one")


def no_cycles(catalog: Catalog) -> Iterator[Problem]:
    """Nothing is built on itself by way of others. The whole cycle is told."""
    above: dict[str, list[Resolved]] = {}
    for link in catalog.links:
        if link.relation != "contrasts_with" and link.child.id != link.parent.id:
            above.setdefault(link.child.id, []).append(link)
    done: set[str] = set()
    for start in above:
        trail: list[Resolved] = []
        on_trail, turns = {start}, [iter(above[start] if start not in done else ())]
        while turns:
            step = next(turns[-1], None)
            if step is None:
                turns.pop()
                done.add(trail[-1].parent.id if trail else start)
                on_trail.discard(trail.pop().parent.id if trail else start)
            elif step.parent.id in on_trail:
                yield _cycle([*trail, step])
            elif step.parent.id not in done:
                trail.append(step)
                on_trail.add(step.parent.id)
                turns.append(iter(above.get(step.parent.id, ())))


def _cycle(trail: list[Resolved]) -> Problem:
    start = next(n for n, link in enumerate(trail) if link.child.id == trail[-1].parent.id)
    circle = trail[start:]
    places = [_at(link, "") for link in circle]
    lines = "".join(
        f"\n    {link.child.label} -> {link.parent.label} at {place.file}:{place.line}:{place.column}"
        for link, place in zip(circle, places, strict=True)
    )
    return _at(circle[0], f"a cycle of {len(circle)} links:{lines}")


def no_child_before_its_parent(catalog: Catalog) -> Iterator[Problem]:
    """What is built on something is no older than it; months are compared where both are known."""
    for link in catalog.links:
        if link.relation == "contrasts_with":
            continue
        length = min(len(link.child.since), len(link.parent.since))
        if link.child.since[:length] < link.parent.since[:length]:
            yield _at(
                link,
                f"{link.child.label} ({link.child.since}) is older than {link.parent.label} ({link.parent.since})",
                f"see {link.parent.place}",
            )


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


def every_method_has_a_reason(catalog: Catalog) -> Iterator[Problem]:
    """A method descends from something, or says why it does not."""
    for one in catalog.methods.values():
        if not one.method.descends_from and not one.method.root:
            yield one.entry.problem(
                one.path, f"{one.label} has no parent", "add `descends_from:`, or `root:` with the reason", key=True
            )
        if one.method.descends_from and one.method.root:
            message = f"{one.label} has both a parent and a reason to have none"
            yield one.entry.problem((*one.path, "root"), message, key=True)


def stated_links_have_a_place(catalog: Catalog) -> Iterator[Problem]:
    """What is `stated` is stated somewhere."""
    for link in catalog.links:
        if link.link.evidence == "stated" and not link.link.where:
            yield _at(link, "stated, but not where", "add `where:` (§3, Table 2, README), or weaken the evidence")


def results_say_something(catalog: Catalog) -> Iterator[Problem]:
    """A result has a number, and a reproduced one says who measured it."""
    for one in catalog.methods.values():
        for n, result in enumerate(one.method.results):
            path = (*one.path, "results", n)
            if not (result.top1 or result.top5):
                yield one.entry.problem(path, "a result without a number", "add top1 or top5")
            if result.tier == "reproduced" and not result.source:
                yield one.entry.problem(
                    path, "reproduced, but not by whom", "add `source:`, an id of sources in kg.yaml"
                )


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


def references_exist(catalog: Catalog) -> Iterator[Problem]:
    """Venues, data sets and source lists are declared."""
    for entry in catalog.entries.values():
        if entry.paper.venue and "venues" not in catalog.unread:
            yield from _known(entry, ("venue",), entry.paper.venue, catalog.venues, "venue", "data/venues.yaml")
        for id in entry.paper.listed:
            yield from _known(entry, ("listed", id), id, catalog.collection.sources, "source", "kg.yaml")
        for label, method in entry.paper.introduces.items():
            for n, result in enumerate(method.results if "datasets" not in catalog.unread else ()):
                path = ("introduces", label, "results", n)
                for key, id in [("dataset", result.dataset), *(("trained_on", one) for one in result.trained_on)]:
                    yield from _known(entry, (*path, key), id, catalog.datasets, "data set", "data/datasets.yaml")
                if result.source:
                    sources = catalog.collection.sources
                    yield from _known(entry, (*path, "source"), result.source, sources, "source", "kg.yaml")


def _known(entry: Entry, path: Path_, id: str, table: dict[str, Any], what: str, file: str) -> Iterator[Problem]:
    if id not in table:
        hint = did_you_mean(id, list(table)) or f"declare it in {file}"
        yield entry.problem(path, f'unknown {what} "{id}"', hint, key=path[-1] == id)


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
    """Rows of a list, and results of a method, can be told apart."""
    rows: dict[tuple[str, str], tuple[Entry, Path_]] = {}
    for entry in catalog.entries.values():
        for source, listings in entry.paper.listed.items():
            for n, row in enumerate(listings):
                path = ("listed", source, n, "name")
                first = rows.setdefault((source, slug(row.name)), (entry, path))
                if first != (entry, path) or not slug(row.name):
                    where = f"also stands at {first[0].place(first[1])}" if slug(row.name) else "gives no id"
                    yield entry.problem(path, f'row "{row.name}" of {source} {where}')
        for label, method in entry.paper.introduces.items():
            yield from _twice_measured(entry, label, method.results)


def _twice_measured(entry: Entry, label: str, results: Sequence[Result]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for n, result in enumerate(results):
        first = seen.setdefault(result_key(label, result), n)
        if first != n:
            where = entry.place(("introduces", label, "results", first))
            message = f'"{result.variant}" is the same measurement as "{results[first].variant}" at {where}'
            yield entry.problem(("introduces", label, "results", n), message, "variant, protocol or size must differ")


def result_key(method: str, result: Result) -> str:
    """What tells a result apart, as one id: method, variant, data, protocol, size, tier, training data, source."""
    keys = ("variant", "dataset", "split", "protocol", "size", "tier")
    words = [method, *(getattr(result, key) or "" for key in keys), *result.trained_on, result.source or ""]
    return "--".join(slug(word) for word in words if word)


def _at(link: Resolved, message: str, hint: str = "") -> Problem:
    return link.child.entry.problem(link.path, message, hint, key=True)


RULES: tuple[Rule, ...] = (
    no_own_parent,
    one_link_a_pair,
    no_cycles,
    no_child_before_its_parent,
    identifiers_stand_once,
    repositories_stand_once,
    frameworks_fit_the_name,
    references_exist,
    homonyms_name_their_papers,
    rows_stand_once,
)
DOUBTS: tuple[Rule, ...] = (
    every_method_has_a_reason,
    stated_links_have_a_place,
    results_say_something,
    repositories_agree,
    dates_agree,
)
