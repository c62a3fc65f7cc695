"""All files of a collection together: every name resolved, people merged only where told.

Comes in: a home folder. Goes out: a `Catalog`, and every problem that reading and resolving met.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import Any, NamedTuple

from kg import source
from kg.entries import Collection, Dataset, Descent, Link, Method, Paper, Person, Venue
from kg.entries.reading import read
from kg.entries.values import Id
from kg.errors import DataError, PlaceError, Problem, did_you_mean
from kg.people import Author, merge
from kg.source import Document, Tree
from kg.vocab import fold, is_id, slug

LINK_KEYS = ("descends_from", "uses", "inspired_by", "contrasts_with")

#: Files under one process's worth of work are read without starting more.
_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper with its id and its file."""

    id: str
    paper: Paper
    document: Document

    def problem(self, path: source.Path_, message: str, hint: str = "", key: bool = False) -> Problem:
        return self.document.problem(path, message, hint, key)

    def place(self, path: source.Path_, key: bool = False) -> str:
        """Where a value of the entry stands, for the messages of others."""
        return self.document.problem(path, "", key=key).place


class Introduced(NamedTuple):
    """A method with its id, its label and the entry that introduces it."""

    id: str
    label: str
    method: Method
    entry: Entry

    @property
    def path(self) -> source.Path_:
        return ("introduces", self.label)

    @property
    def place(self) -> str:
        """Where the method stands, for the messages of others."""
        return self.entry.place(self.path, key=True)

    @property
    def since(self) -> str:
        """Month or year of the first public version."""
        return str(self.entry.paper.posted or self.entry.paper.year)


class Resolved(NamedTuple):
    """A link whose parent has been found. `relation` is the key, or for descent the word after `by:`."""

    child: Introduced
    parent: Introduced
    relation: str
    link: Link
    path: source.Path_


@dataclass
class Catalog:
    """A collection in memory. `authors` holds, for each paper, the ids of its people in printed order; `unread` the
    tables of which something is missing because their file has problems."""

    home: Path
    collection: Collection
    venues: dict[str, Venue] = field(default_factory=dict)
    people: dict[str, Author] = field(default_factory=dict)
    datasets: dict[str, Dataset] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    methods: dict[str, Introduced] = field(default_factory=dict)
    names: dict[str, list[Introduced]] = field(default_factory=dict)
    links: list[Resolved] = field(default_factory=list)
    authors: dict[str, list[str]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)


def load(home: Path) -> tuple[Catalog, list[Problem]]:
    """The collection at `home` and every problem met on the way; what has a problem is left out.

    Raises `DataError` with all problems if `kg.yaml` is among the files that have some, `PlaceError` if there is no
    collection.
    """
    if not (home / "kg.yaml").is_file():
        raise PlaceError(f"no collection in {home}: it has no kg.yaml")
    problems: list[Problem] = []
    catalog = Catalog(home, _collection(home, problems))
    headless = bool(problems)
    catalog.venues = _table(catalog, "venues", Venue, problems)
    catalog.datasets = _table(catalog, "datasets", Dataset, problems)
    known = _table(catalog, "people", Person, problems)
    broken = _read_papers(catalog, problems)
    _index(catalog, problems)
    _resolve(catalog, broken, problems)
    found = merge({entry.id: entry.paper.authors for entry in catalog.entries.values()}, known)
    catalog.people, catalog.authors = found.people, found.authors
    if "people" not in catalog.unread:
        problems += [catalog.entries[id].problem(("authors", n), what, hint) for id, n, what, hint in found.doubts]
    if headless:
        raise DataError(problems)
    return catalog, problems


def _collection(home: Path, problems: list[Problem]) -> Collection:
    """What `kg.yaml` says; a stand-in if it has problems, so that those of the other files are told in the same run."""
    try:
        found: Collection = read(Collection, source.read(home / "kg.yaml", "kg.yaml"))
    except DataError as error:
        problems += error.problems
        return Collection(
            title="-", base="https://example.org/", description="-", licence="https://example.org/", creators=["-"]
        )
    return found


def _table(catalog: Catalog, name: str, kind: Any, problems: list[Problem]) -> dict[str, Any]:
    path = catalog.home / "data" / f"{name}.yaml"
    if not os.path.lexists(path):
        return {}
    try:
        document = source.read(path, f"data/{name}.yaml")
        found: dict[str, Any] = read(dict[Id, kind], document)
    except DataError as error:
        problems += error.problems
        catalog.unread.add(name)
        return {}
    return found


def _read_papers(catalog: Catalog, problems: list[Problem]) -> list[Document]:
    """Fills the entries, sorted by id; returns the documents that are no valid entry, as far as they could be read."""
    folder = catalog.home / "data" / "papers"
    names = sorted(name for name in os.listdir(folder) if not name.startswith(".")) if folder.is_dir() else []
    broken: list[Document] = []
    for entry, document, found in _map(_read_paper, [str(folder / name) for name in names]):
        problems += found
        if entry:
            catalog.entries[entry.id] = entry
        else:
            broken.append(document)
    return broken


def _read_paper(place: str) -> tuple[Entry | None, Document, list[Problem]]:
    path = Path(place)
    file = f"data/papers/{path.name if path.name.isprintable() else ascii(path.name)}"
    document = blank = Document(file, {}, path)
    if path.suffix != ".yaml" or not is_id(path.stem):
        stem = slug(path.stem)[:64].strip("-")
        hint = f"rename it to {stem if is_id(stem) else 'surname2016word'}.yaml"
        return None, document, [Problem(file, 1, 1, "the file's name is not an id with the ending .yaml", hint)]
    try:
        document = source.read(path, file)
        paper = read(Paper, document)
    except DataError as error:
        return None, document, error.problems
    return Entry(path.stem, paper, blank), blank, []


def _map(function: Callable[[str], Any], places: Sequence[str]) -> Iterator[Any]:
    """`map` on as many processes as it pays for, in order."""
    workers = min(os.cpu_count() or 1, len(places) // _CHUNK)
    if workers < 2 or "fork" not in get_all_start_methods():
        yield from map(function, places)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("fork"), initializer=_end_with_parent) as pool:
        try:
            yield from pool.map(function, places, chunksize=_CHUNK)
        except BrokenProcessPool:
            raise PlaceError("a process that read the entries was ended; try again") from None


def _end_with_parent() -> None:
    """Has the kernel end this process when its parent is killed (Linux, prctl(2), PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _index(catalog: Catalog, problems: list[Problem]) -> None:
    """Methods by id and by every name; collisions are problems."""
    for entry in catalog.entries.values():
        for label, method in entry.paper.introduces.items():
            found = Introduced(method.id or slug(label), label, method, entry)
            if not is_id(found.id):
                problems.append(
                    entry.problem(found.path, f'"{label}" gives no usable id', "add `id:` with a short one", key=True)
                )
            elif other := catalog.methods.get(found.id):
                where = f"{other.label} at {other.place}"
                problems.append(
                    entry.problem(found.path, f'method id "{found.id}" is taken by {where}', "add `id:`", key=True)
                )
            else:
                catalog.methods[found.id] = found
    for found in catalog.methods.values():
        for name in {fold(name): name for name in (found.id, found.label, *found.method.aliases)}:
            catalog.names.setdefault(name, []).append(found)
    for name, several in catalog.names.items():
        for found in several if len(several) > 1 else ():
            if not found.method.id:
                others = ", ".join(f"{one.label} at {one.place}" for one in several if one is not found)
                message = f'the name "{name}" is also borne by {others}'
                problems.append(found.entry.problem(found.path, message, "give each an `id:` of its own", key=True))


def _resolve(catalog: Catalog, broken: list[Document], problems: list[Problem]) -> None:
    """Every link's parent; names that nothing or several things bear are problems, also in broken entries."""
    lost = _Lost(
        {fold(name): name for document in broken for name in _names(document.tree)},
        [source.rough(document.path) for document in broken if not document.tree],
    )
    for child in catalog.methods.values():
        for key in LINK_KEYS:
            for name, link in getattr(child.method, key).items():
                path = (*child.path, key, name)
                parent = _parent(catalog, child.entry.document, path, lost, problems)
                if parent:
                    relation = link.by if isinstance(link, Descent) else key
                    catalog.links.append(Resolved(child, parent, relation, link, path))
    for document in broken:
        for label, method in _mapping(document.tree, "introduces").items():
            for key in LINK_KEYS:
                for name in _mapping(method, key):
                    _parent(catalog, document, ("introduces", label, key, name), lost, problems)


class _Lost(NamedTuple):
    """What broken entries would bear: the names that could be read, and the text of the files that could not."""

    names: dict[str, str]
    texts: list[str]

    def may_bear(self, name: str) -> bool:
        return fold(name) in self.names or any(name in text for text in self.texts)


def _names(tree: Tree) -> Iterator[str]:
    """The names that an invalid entry means to give to methods."""
    for label, method in _mapping(tree, "introduces").items():
        found = method if isinstance(method, dict) else {}
        aliases = found.get("aliases", [])
        several = aliases if isinstance(aliases, list) else [aliases]
        yield from (name for name in (label, found.get("id"), *several) if isinstance(name, str))


def _mapping(tree: Any, key: str) -> Tree:
    value = tree.get(key) if isinstance(tree, dict) else None
    return value if isinstance(value, dict) else {}


def _parent(
    catalog: Catalog, document: Document, path: source.Path_, lost: _Lost, problems: list[Problem]
) -> Introduced | None:
    name = str(path[-1])
    found = catalog.names.get(fold(name), [])
    if name in catalog.methods:
        return catalog.methods[name]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(sorted(one.id for one in found))
        message = f'"{name}" is borne by several methods'
        problems.append(document.problem(path, message, f"name one by id: {ids}", key=True))
    elif not lost.may_bear(name):
        known = [name for one in catalog.methods.values() for name in (one.label, *one.method.aliases)]
        hint = did_you_mean(name, [*known, *lost.names.values()])
        problems.append(document.problem(path, f'unknown method "{name}"', hint, key=True))
    return None
