"""Printed names -> people, merged only where told.

Comes in: the authors of each paper as printed, and `data/people.yaml`. Goes out: people by id, the ids of each paper's
authors, and every doubt about who somebody is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.entries import Person
from kg.vocab import is_id, slug


class Author(NamedTuple):
    """Somebody as one or more papers print them: canonical name, other names, what people.yaml adds."""

    name: str
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


class Doubt(NamedTuple):
    """What is wrong with the author at a position (from 0) of a paper."""

    paper: str
    position: int
    message: str
    hint: str


@dataclass(slots=True)
class People:
    """`authors` holds, for each paper, the ids of its people in printed order."""

    people: dict[str, Author] = field(default_factory=dict)
    authors: dict[str, list[str]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def merge(papers: Mapping[str, Sequence[str]], known: Mapping[str, Person]) -> People:
    """Authors to people: by people.yaml, else one person for each printed name.

    >>> known = {"lecun": Person(name="Yann LeCun", aliases=["Y. LeCun"])}
    >>> merge({"a": ["Yann LeCun"], "b": ["Y. LeCun"]}, known).authors
    {'a': ['lecun'], 'b': ['lecun']}
    """
    found, claims = People(), dict[str, list[str]]()
    for id, person in known.items():
        for name in {person.name, *person.aliases}:
            claims.setdefault(name, []).append(id)
        same = (*person.same_as, *([f"https://orcid.org/{person.orcid}"] if person.orcid else []))
        found.people[id] = Author(person.name, tuple(person.aliases), same, tuple(person.papers))
    for paper, names in papers.items():
        ids = found.authors[paper] = []
        for position, name in enumerate(names):
            bearers = claims.get(name, [])
            several = [id for id in bearers if paper in known[id].papers]
            several = several or [id for id in bearers if not known[id].papers]
            ids.append(several[0] if several else slug(name))
            if wrong := _wrong(found.people, name, ids, several, bool(bearers)):
                found.doubts.append(Doubt(paper, position, *wrong))
    return found


def _wrong(
    people: dict[str, Author], name: str, ids: list[str], several: list[str], claimed: bool
) -> tuple[str, str] | None:
    """What is wrong with the last of `ids`, which `name` was given."""
    id = ids[-1]
    if len(several) > 1:
        return f'"{name}" may be {" or ".join(several)}', "list the paper under one of them in data/people.yaml"
    if claimed and not several:
        return f'several people are called "{name}"', "list the paper under one of them in data/people.yaml"
    if not is_id(id):
        return f'"{name}" gives no usable id', "add the person to data/people.yaml"
    if ids.count(id) > 1:
        return f'"{name}" stands twice among the authors', "if they are two people, tell them apart in data/people.yaml"
    if not several and people.setdefault(id, Author(name)).name != name:
        return f'"{name}" and "{people[id].name}" give the same id "{id}"', _ONE
    return None


_ONE = "say in data/people.yaml whether they are one person"
