"""The river in one function: a collection's folder -> its graph in four files and a store."""

from __future__ import annotations

import gc
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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

#: Subjects that are handed to the store at once, some 15 MB.
_PIECE = 20_000
#: Nanoseconds by which the clock that dates files may be behind.
_TICK = 10_000_000


class Built(NamedTuple):
    """What a build made: folder, counts of papers, methods, links and triples."""

    folder: Path
    papers: int
    methods: int
    links: int
    triples: int


def read(home: Home) -> tuple[catalog.Catalog, list[Problem]]:
    """The catalog with every problem that leaves no graph to build, in order of place."""
    found, problems = catalog.load(home.folder)
    return found, sorted({*problems, *rules.check(found, rules.RULES)})


def build(home: Home, target: Path | None = None, wait: bool = False) -> Built:
    """Writes `graph.ttl`, `graph.nt`, `graph.jsonld`, `void.ttl` and the store, all or nothing.

    Same data, same bytes (of the files; a store on disk carries times of its own). Raises `DataError` with every
    problem of the collection, `PlaceError` if the disk refuses.
    """
    target = (target or home.built).absolute()
    began = time.time_ns() - _TICK
    with _no_collector():
        found, problems = read(home)
        if problems:
            raise DataError(problems)
        with publish.folder(target, wait, began) as fresh:
            count = _write(found, fresh)
    return Built(target, len(found.entries), len(found.methods), len(found.links), count)


def _write(found: catalog.Catalog, fresh: Path) -> int:
    base = found.collection.base
    with Store.filling(fresh / "store") as fill:
        blocks = sorted(_filled(rdf.blocks(found), fill))
        count = 0
        with (fresh / "graph.nt").open("wb") as file:
            for chunk in ntriples(blocks):
                count += chunk.count(b"\n")
                file.write(chunk)
        with (fresh / "graph.ttl").open("wb") as file:
            file.writelines(turtle(blocks, base))
        with (fresh / "graph.jsonld").open("wb") as file:
            file.writelines(jsonld(blocks, base, context()))
        with (fresh / "void.ttl").open("wb") as file:
            file.writelines(turtle(describe(blocks, found.collection), base))
    # A reader of the last build opens files of its store by name, so no two builds share the name of theirs.
    with (fresh / "graph.nt").open("rb") as file:
        store = f"store-{hashlib.file_digest(file, 'sha256').hexdigest()[:12]}"
    (fresh / "store").rename(fresh / store)
    publish.note(fresh, version=__version__, base=base, title=found.collection.title, store=store, triples=count)
    return count


def _filled(blocks: Iterator[Block], fill: Callable[[bytes], None]) -> Iterator[Block]:
    """The blocks as they come, handed to the store on the way in pieces."""
    piece: list[bytes] = []
    for n, block in enumerate(blocks, 1):
        piece.append(next(ntriples([block])))
        yield block
        if n % _PIECE == 0:
            fill(b"".join(piece))
            piece.clear()
    if piece:
        fill(b"".join(piece))


def context() -> dict[str, Any]:
    """The published JSON-LD context."""
    path = bundled() / "ontology" / "context.jsonld"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))["@context"]
    return found


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
