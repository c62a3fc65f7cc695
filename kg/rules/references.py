"""Every id that an entry or a table names is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kg.catalog import LINK_KEYS, Catalog
from kg.entries import Paper
from kg.errors import Problem, did_you_mean
from kg.source import Document, Path_
from kg.vocab import fold


def references_exist(catalog: Catalog) -> Iterator[Problem]:
    """Venues, data sets and sources are declared."""
    for entry in catalog.entries.values():
        for path, id in _sources_named(entry.paper) if "sources" not in catalog.unread else ():
            yield from _known(catalog.sources, "source", id, entry.problem, path)
        if entry.paper.venue and "venues" not in catalog.unread:
            yield from _known(catalog.venues, "venue", entry.paper.venue, entry.problem, ("venue",))
    for table in catalog.tables:
        if "datasets" not in catalog.unread:
            yield from _known(catalog.datasets, "data set", table.head.dataset, table.document.problem, ("dataset",))
        if "sources" not in catalog.unread:
            yield from _known(catalog.sources, "source", table.source, table.document.problem, ())
    tables = {table.document.file for table in catalog.tables}
    for one in catalog.results:
        said, told = one.document.problem, one.document.file in tables
        data = [] if told else [("dataset", one.result.dataset)]
        for key, id in [*data, *(("trained_on", id) for id in one.result.trained_on)]:
            if "datasets" not in catalog.unread:
                yield from _known(catalog.datasets, "data set", id, said, (*one.path, key))
        if one.result.source and not told and "sources" not in catalog.unread:
            yield from _known(catalog.sources, "source", one.result.source, said, (*one.path, "source"))


def start_is_known(catalog: Catalog) -> Iterator[Problem]:
    """The methods that a newcomer begins with are there, each told by a name of its own."""
    document = Document("kg.yaml", {}, catalog.home / "kg.yaml")
    for n, name in enumerate(catalog.collection.start):
        found = catalog.names.get(fold(name), [])
        if not found:
            labels = [method.label for method in catalog.methods.values()]
            yield document.problem(("start", n), f'unknown method "{name}"', did_you_mean(name, labels))
        elif len(found) > 1 and name not in catalog.methods:
            ids = ", ".join(sorted(method.id for method in found))
            yield document.problem(("start", n), f'"{name}" is borne by several methods', f"name one by id: {ids}")


def _sources_named(paper: Paper) -> Iterator[tuple[Path_, str]]:
    """Every id of a source outside the results, with its path."""
    yield from ((("listed", id), id) for id in paper.listed)
    yield from ((("sources", n), id) for n, id in enumerate(paper.sources))
    for label, method in paper.introduces.items():
        for key in LINK_KEYS:
            for name, link in getattr(method, key).items():
                if link.source:
                    yield ("introduces", label, key, name, "source"), link.source


def _known(
    table: dict[str, Any], what: str, id: str, problem: Callable[..., Problem], path: Path_
) -> Iterator[Problem]:
    if id not in table:
        file = f"data/{what.replace('data ', 'data')}s.yaml"
        yield problem(
            path, f'unknown {what} "{id}"', did_you_mean(id, list(table)) or f"declare it in {file}", path[-1:] == (id,)
        )
