"""Blocks -> JSON-LD 1.1, compacted with the published context of `ontology/context.jsonld`.

The context stands inside the file, so that no reader has to fetch it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kg.rdf import Block
from kg.vocab import LOCAL, RELATIVE, compact, expand


def jsonld(blocks: Iterable[Block], base: str, context: dict[str, Any]) -> Iterator[bytes]:
    """One node a line. Raises `KeyError` for a property that the context does not name."""
    yield from Writer(base, context).document(blocks)


class Writer:
    """Writes documents with one base and context, small ones by the thousand."""

    def __init__(self, base: str, context: dict[str, Any]) -> None:
        self._head = json.dumps({"@base": base, **context}, ensure_ascii=False).encode()
        self._short = _Short(base)
        self._names = {
            f"<{expand(told['@id'])}>": (json.dumps(name), told.get("@type", ""))
            for name, told in context.items()
            if isinstance(told, dict)
        } | {f"<{expand('rdf:type')}>": ('"type"', "@id")}

    def document(self, blocks: Iterable[Block]) -> Iterator[bytes]:
        """A whole document, one node a line. Raises `KeyError` for a property that the context does not name."""
        yield b'{"@context": ' + self._head + b',\n"@graph": [\n'
        names, short, comma = self._names, self._short, ""
        for subject, facts in blocks:
            said: dict[str, list[str]] = {}
            for predicate, term in dict.fromkeys(facts):
                name, coerced = names[predicate]
                said.setdefault(name, []).append(short[term] if term[0] == "<" else _literal(term, coerced))
            keys = [
                f"{name}: {values[0] if len(values) == 1 else '[' + ', '.join(values) + ']'}"
                for name, values in said.items()
            ]
            yield f'{comma}{{"id": {short[subject]}, {", ".join(keys)}}}'.encode()
            comma = ",\n"
        yield b"\n]}\n"


class _Short(dict[str, str]):
    """IRIs as JSON text: relative to the base, else compact. Remembers those outside the base."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base

    def __missing__(self, term: str) -> str:
        iri = term[1:-1]
        if iri.startswith(self.base) and RELATIVE.match(rest := f"{iri[len(self.base) :]}>"):
            return f'"{rest[:-1]}"'
        short = compact(iri)
        self[term] = json.dumps(short if LOCAL.match(short.partition(":")[2]) else iri, ensure_ascii=False)
        return self[term]


def _literal(term: str, coerced: str) -> str:
    """A literal as JSON: the escapes of N-Triples are escapes of JSON too."""
    text = term if term[-1] == '"' else term.rpartition("^^")[0]
    return text.strip('"') if coerced in ("xsd:integer", "xsd:boolean") else text
