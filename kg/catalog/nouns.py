"""What a collection is in memory: entries, methods, links and results, each with its place in a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kg import source
from kg.entries import Collection, Dataset, Link, Method, Paper, Reproduction, Result, Source, Venue
from kg.errors import Problem
from kg.people import Author
from kg.source import Document

LINK_KEYS = ("descends_from", "uses", "inspired_by", "contrasts_with")


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


class Measured(NamedTuple):
    """A result of a method, with its place in the method's entry or in a table of `data/results`."""

    method: Introduced
    result: Result
    document: Document
    path: source.Path_

    def problem(self, message: str, hint: str = "", key: str = "") -> Problem:
        return self.document.problem((*self.path, key) if key else self.path, message, hint)


class Table(NamedTuple):
    """A table of `data/results`; its file is named after the source that measured."""

    document: Document
    head: Reproduction

    @property
    def source(self) -> str:
        return self.document.path.stem


@dataclass
class Catalog:
    """A collection in memory. `authors` holds, for each paper, the ids of its people in printed order; `unread` the
    tables of which something is missing because their file has problems."""

    home: Path
    collection: Collection
    venues: dict[str, Venue] = field(default_factory=dict)
    people: dict[str, Author] = field(default_factory=dict)
    datasets: dict[str, Dataset] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    methods: dict[str, Introduced] = field(default_factory=dict)
    names: dict[str, list[Introduced]] = field(default_factory=dict)
    links: list[Resolved] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    results: list[Measured] = field(default_factory=list)
    authors: dict[str, list[str]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
