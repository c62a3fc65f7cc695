"""Blocks -> JSON-LD 1.1, compacted with the published context of `ontology/context.jsonld`.

The context stands inside the file, so that no reader has to fetch it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kg.rdf import Block
from kg.vocab import compact, expand


def jsonld(blocks: Iterable[Block], base: str, context: dict[str, Any]) -> Iterator[bytes]:
    """One node a line. Raises `KeyError` for a property that the context does not name."""
    yield b'{"@context": ' + json.dumps({"@base": base, **context}, ensure_ascii=False).encode() + b',\n"@graph": [\n'
    names = {
        f"<{expand(told['@id'])}>": (name, told.get("@type", ""))
        for name, told in context.items()
        if isinstance(told, dict)
    } | {f"<{expand('rdf:type')}>": ("type", "@id")}
    comma, write = b"", json.JSONEncoder(ensure_ascii=False).encode
    for subject, facts in blocks:
        yield comma + write(_node(subject, facts, base, names)).encode()
        comma = b",\n"
    yield b"\n]}\n"


def _node(subject: str, facts: list[tuple[str, str]], base: str, names: dict[str, tuple[str, str]]) -> dict[str, Any]:
    node: dict[str, Any] = {"id": _short(subject, base)}
    for predicate, term in dict.fromkeys(facts):
        name, coerced = names[predicate]
        value = _short(term, base) if term[0] == "<" else _literal(term, coerced)
        if name not in node:
            node[name] = value
        elif isinstance(node[name], list):
            node[name].append(value)
        else:
            node[name] = [node[name], value]
    return node


def _short(term: str, base: str) -> str:
    return term[len(base) + 1 : -1] if term.startswith(base, 1) else compact(term[1:-1])


def _literal(term: str, coerced: str) -> Any:
    text: str = json.loads(term if term[-1] == '"' else term.rpartition("^^")[0])
    if coerced == "xsd:integer":
        return int(text)
    return text == "true" if coerced == "xsd:boolean" else text
