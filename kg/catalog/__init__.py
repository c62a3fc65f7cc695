"""All files of a collection together: every name resolved, people merged only where told.

Comes in: a home folder. Goes out: a `Catalog`, and every problem that reading and resolving met.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from kg import source
from kg.catalog.links import resolve
from kg.catalog.nouns import LINK_KEYS, Catalog, Entry, Introduced, Measured, Resolved
from kg.catalog.results import measure
from kg.entries import Collection, Dataset, Paper, Person, Source, Venue
from kg.entries.reading import read
from kg.entries.values import Id
from kg.errors import DataError, PlaceError, Problem
from kg.people import merge
from kg.pool import spread
from kg.source import Document
from kg.vocab import fold, is_id, slug

__all__ = ["LINK_KEYS", "Catalog", "Entry", "Introduced", "Measured", "Resolved", "collection", "load"]


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
    lists, places = catalog.collection.sources, _table(catalog, "sources", Source, problems)
    catalog.sources = {**lists, **places}
    for id in sorted(lists.keys() & places.keys()):
        document = Document("data/sources.yaml", {}, home / "data" / "sources.yaml")
        problems.append(document.problem((id,), f'source "{id}" is also declared in kg.yaml', "keep one", key=True))
    known = _table(catalog, "people", Person, problems)
    broken = _read_papers(catalog, problems)
    _index(catalog, problems)
    resolve(catalog, broken, problems)
    measure(catalog, broken, problems)
    found = merge({entry.id: entry.paper.authors for entry in catalog.entries.values()}, known)
    catalog.people, catalog.authors = found.people, found.authors
    if "people" not in catalog.unread:
        problems += [catalog.entries[id].problem(("authors", n), what, hint) for id, n, what, hint in found.doubts]
    if headless:
        raise DataError(problems)
    return catalog, problems


def collection(home: Path) -> Collection:
    """What `kg.yaml` says. Raises `DataError`."""
    found: Collection = read(Collection, source.read(home / "kg.yaml", "kg.yaml"))
    return found


def _collection(home: Path, problems: list[Problem]) -> Collection:
    """What `kg.yaml` says; a stand-in if it has problems, so that those of the other files are told in the same run."""
    try:
        return collection(home)
    except DataError as error:
        problems += error.problems
        return Collection(
            title="-", base="https://example.org/", description="-", licence="https://example.org/", creators=["-"]
        )


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
    for entry, document, found in spread(_read_paper, [str(folder / name) for name in names]):
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
