"""Blocks -> JSON-LD 1.1, compacted with the published context of `ontology/context.jsonld`.

The context stands inside the file, so that no reader has to fetch it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kg.rdf import Block
from kg.vocab import compact, expand

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def jsonld(blocks: Iterable[Block], base: str, context: dict[str, Any]) -> Iterator[bytes]:
    """One node a line. Raises `KeyError` for a property that the context does not name."""
    yield b'{"@context": ' + json.dumps({"@base": base, **context}, ensure_ascii=False).encode() + b',\n"@graph": [\n'
    names = {
        f"<{expand(told['@id'])}>": (name, told.get("@type", ""))
        for name, told in context.items()
        if isinstance(told, dict)
    }
    comma = b""
    for subject, facts in blocks:
        yield comma + json.dumps(_node(subject, facts, base, names), ensure_ascii=False).encode()
        comma = b",\n"
    yield b"\n]}\n"


def _node(subject: str, facts: list[tuple[str, str]], base: str, names: dict[str, tuple[str, str]]) -> dict[str, Any]:
    node: dict[str, Any] = {"id": compact(subject[1:-1], base)}
    for predicate, term in facts:
        name, coerced = ("type", "@id") if predicate == _TYPE else names[predicate]
        value = _value(term, coerced, base)
        if name not in node:
            node[name] = value
        elif not isinstance(node[name], list):
            if node[name] != value:
                node[name] = [node[name], value]
        elif value not in node[name]:
            node[name].append(value)
    return node


def _value(term: str, coerced: str, base: str) -> Any:
    if term[0] == "<":
        return compact(term[1:-1], base)
    text: str = json.loads(term.rpartition("^^")[0] or term)
    if coerced == "xsd:integer":
        return int(text)
    return text == "true" if coerced == "xsd:boolean" else text
