"""The river in one function: a collection's folder -> its graph in four files and a store."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import Any, NamedTuple

from kg import __version__, catalog, publish, rdf, rules
from kg.errors import DataError, Problem
from kg.export.jsonld import jsonld
from kg.export.turtle import ntriples, turtle
from kg.export.void import describe
from kg.home import Home, bundled
from kg.rdf import Block
from kg.store import Store


class Built(NamedTuple):
    """What a build made: folder, counts of papers, methods, links and triples."""

    folder: Path
    papers: int
    methods: int
    links: int
    triples: int


def read(home: Home) -> tuple[catalog.Catalog, list[Problem]]:
    """The catalog with every problem of schema, references and graph rules, in order of place."""
    found, problems = catalog.load(home.folder)
    return found, sorted({*problems, *rules.check(found)})


def build(home: Home, target: Path | None = None, wait: bool = False) -> Built:
    """Writes `graph.ttl`, `graph.nt`, `graph.jsonld`, `void.ttl` and the store, all or nothing.

    Same data, same bytes (of the files; a store on disk carries times of its own). Raises `DataError` with every
    problem of the collection, `PlaceError` if the disk refuses.
    """
    target = (target or home.built).absolute()
    with _no_collector():
        found, problems = read(home)
        if problems:
            raise DataError(problems)
        with publish.folder(target, wait) as fresh:
            count = _write(found, sorted(rdf.blocks(found)), fresh)
    return Built(target, len(found.entries), len(found.methods), len(found.links), count)


def _write(found: catalog.Catalog, blocks: list[Block], fresh: Path) -> int:
    base = found.collection.base
    digest = hashlib.sha256()
    with (fresh / "graph.nt").open("wb") as file:
        for chunk in ntriples(blocks):
            digest.update(chunk)
            file.write(chunk)
    store = f"store-{digest.hexdigest()[:12]}"
    with _beside(_write_readable, found, blocks, fresh):
        count = len(Store.load(fresh / "graph.nt", fresh / store))
    publish.note(fresh, version=__version__, base=base, title=found.collection.title, store=store, triples=count)
    return count


def _write_readable(found: catalog.Catalog, blocks: list[Block], fresh: Path) -> None:
    """The files that people and other tools read."""
    base = found.collection.base
    with (fresh / "graph.ttl").open("wb") as file:
        file.writelines(turtle(blocks, base))
    with (fresh / "graph.jsonld").open("wb") as file:
        file.writelines(jsonld(blocks, base, context()))
    with (fresh / "void.ttl").open("wb") as file:
        file.writelines(turtle(describe(blocks, found.collection), base))


def context() -> dict[str, Any]:
    """The published JSON-LD context."""
    path = bundled() / "ontology" / "context.jsonld"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))["@context"]
    return found


@contextmanager
def _beside(work: Any, *arguments: Any) -> Iterator[None]:
    """Runs `work` in a forked process while the block runs, for a large graph is written on two cores."""
    if len(arguments[1]) < 20_000 or "fork" not in get_all_start_methods():
        work(*arguments)
        yield
        return
    child = get_context("fork").Process(target=work, args=arguments)
    child.start()
    try:
        yield
    finally:
        child.join()
    if child.exitcode:
        raise OSError(f"writing the readable files ended with {child.exitcode}")


@contextmanager
def _no_collector() -> Iterator[None]:
    """Without the cyclic garbage collector: a build makes millions of objects and no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
