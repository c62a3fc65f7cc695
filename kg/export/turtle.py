"""Blocks -> N-Triples and Turtle, as bytes a line or a block at a time.

Turtle is written by hand here because the diff of `graph.ttl` is how a curator reviews a change: a base instead of
prefixes for the collection's own IRIs, one fact a line, the facts in the order in which an entry states them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.rdf import Block
from kg.vocab import LOCAL, PREFIXES, RELATIVE

#: The word that may stand for rdf:type, as a predicate only.
_VERB = {f"<{PREFIXES['rdf']}type>": "a"}
_TRUTHS = {f'"{word}"^^<{PREFIXES["xsd"]}boolean>': word for word in ("true", "false")}
_NUMBER = re.compile(r'"([0-9]+(?:\.[0-9]+)?)"\^\^<http://www\.w3\.org/2001/XMLSchema#(integer|decimal)>\Z')


def ntriples(blocks: Iterable[Block]) -> Iterator[bytes]:
    """One triple a line, sorted within its block."""
    for subject, facts in blocks:
        yield "".join([f"{subject} {predicate} {value} .\n" for predicate, value in sorted(set(facts))]).encode()


_HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


def turtle(blocks: Iterable[Block], base: str, shortener: Shortener | None = None) -> Iterator[bytes]:
    """Turtle with every prefix declared, a heading for each kind of subject, a paragraph for each subject.

    What lies outside the base, which is repositories, comes last. `shortener` serves many documents of one base.
    """
    yield f"@base <{base}> .\n{_HEAD}".encode()
    term = shortener or Shortener(base)
    section = ""
    for subject, facts in sorted(blocks, key=lambda block: not block.subject.startswith(base, 1)):
        short = term[subject]
        kind = short.strip("<>").split("/", 1)[0] if short != subject else "repository"
        if kind != section:
            section = kind
            yield f"\n\n# {kind}\n".encode()
        said: dict[str, list[str]] = {}
        for predicate, value in dict.fromkeys(facts):
            said.setdefault(predicate, []).append(value if value[-1] == '"' else term[value])
        verbs = {_VERB.get(key) or term[key]: values for key, values in said.items()}
        lines = " ;\n    ".join([f"{verb} {', '.join(sorted(values))}" for verb, values in verbs.items()])
        yield f"\n{short}\n    {lines} .\n".encode()


class Shortener(dict[str, str]):
    """Shortest Turtle form of a term: relative to the base, prefixed, or a bare number. Remembers what it found."""

    def __init__(self, base: str) -> None:
        super().__init__(_TRUTHS)
        self.base = base

    def __missing__(self, term: str) -> str:
        short = self._short(term)
        if not term.startswith(self.base, 1):
            self[term] = short
        return short

    def _short(self, term: str) -> str:
        if term[0] == '"':
            if (number := _NUMBER.match(term)) and (number[2] == "decimal") == ("." in number[1]):
                return number[1]
            text, mark, datatype = term.rpartition("^^")
            return f"{text}^^{self[datatype]}" if mark and datatype[0] == "<" and datatype[-1] == ">" else term
        if term.startswith(self.base, 1) and RELATIVE.match(rest := term[len(self.base) + 1 :]):
            return f"<{rest}"
        for prefix, namespace in PREFIXES.items():
            if term.startswith(namespace, 1) and LOCAL.match(local := term[len(namespace) + 1 : -1]):
                return f"{prefix}:{local}"
        return term
