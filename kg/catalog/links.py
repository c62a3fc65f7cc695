"""Every link's parent, found by id, label or alias."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from kg import source
from kg.catalog.nouns import LINK_KEYS, Catalog, Introduced, Resolved
from kg.entries import Descent
from kg.errors import Problem, did_you_mean
from kg.source import Document, Tree
from kg.vocab import fold


def resolve(catalog: Catalog, broken: list[Document], problems: list[Problem]) -> None:
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
