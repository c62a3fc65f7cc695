"""The results of all methods: what their entries say, then what the tables of `data/results` add."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kg import source
from kg.catalog.nouns import Catalog, Entry, Measured, Table
from kg.entries import Numbers, Reproduction, Result
from kg.entries.reading import read
from kg.errors import DataError, Problem, did_you_mean
from kg.source import Document
from kg.vocab import is_id, slug


def measure(catalog: Catalog, broken: list[Document], problems: list[Problem]) -> None:
    """Fills the results. Papers and methods that a table names and nobody introduces are problems."""
    for method in catalog.methods.values():
        for n, result in enumerate(method.method.results):
            catalog.results.append(Measured(method, result, method.entry.document, (*method.path, "results", n)))
    lost = {Path(document.file).stem for document in broken}
    folder = catalog.home / "data" / "results"
    if os.path.lexists(folder) and not folder.is_dir():
        problems.append(Problem("data/results", 1, 1, "not a folder", "tables of results stand in it, one a source"))
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        try:
            table = _table(path)
        except DataError as error:
            problems += error.problems
            continue
        catalog.tables.append(table)
        for id, methods in table.head.papers.items():
            entry = catalog.entries.get(id)
            if entry:
                catalog.results += _rows(catalog, entry, methods, table, problems)
            elif id not in lost:
                hint = did_you_mean(id, list(catalog.entries))
                problems.append(table.document.problem(("papers", id), f'unknown paper "{id}"', hint, key=True))


def _table(path: Path) -> Table:
    file = f"data/results/{path.name if path.name.isprintable() else ascii(path.name)}"
    if path.suffix != ".yaml" or not is_id(path.stem):
        message = "the file's name is not the id of a source with the ending .yaml"
        raise DataError([Problem(file, 1, 1, message, "rename it after a source")])
    document = source.read(path, file)
    return Table(Document(file, {}, path), read(Reproduction, document))


def _rows(
    catalog: Catalog,
    entry: Entry,
    methods: dict[str, list[Numbers]],
    table: Table,
    problems: list[Problem],
) -> Iterator[Measured]:
    ids = {label: method.id or slug(label) for label, method in entry.paper.introduces.items()}
    own = {label: catalog.methods[id] for label, id in ids.items() if id in catalog.methods}
    for label, rows in methods.items():
        here = ("papers", entry.id, label)
        if label not in own:
            hint = did_you_mean(label, list(own)) or f"it introduces {', '.join(own)}"
            problems.append(table.document.problem(here, f'{entry.id} introduces no "{label}"', hint, key=True))
            continue
        for n, row in enumerate(rows):
            yield Measured(own[label], _result(row, table.head, table.source), table.document, (*here, n))


def _result(row: Numbers, table: Reproduction, by: str) -> Result:
    """A row with what its table says of all rows."""
    return Result(
        **{name: getattr(row, name) for name in Numbers.__slots__},
        dataset=table.dataset,
        split=table.split,
        protocol=table.protocol,
        where=table.where,
        tier="reproduced",
        source=by,
    )
