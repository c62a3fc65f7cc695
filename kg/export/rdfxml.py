"""N-Triples as the build writes them -> RDF/XML, a subject at a time.

Written here and not by the engine, which declares its prefixes in another order at every run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby

from kg.export.escape import xml
from kg.vocab import PREFIXES, compact

#: A triple without blank nodes and language tags, of which our graph has none (RDF 1.1 N-Triples, section 2).
_TRIPLE = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|("[^"\\]*(?:\\.[^"\\]*)*")(?:\^\^<([^>]*)>)?) \.\n?\Z')

#: Of the escapes of N-Triples the build writes those that JSON has too.
_decoded = json.JSONDecoder(strict=False).decode


def rdfxml(lines: Iterable[bytes]) -> Iterator[bytes]:
    """RDF/XML of triples that stand together by subject. Raises `ValueError` for a line that is no such triple."""
    names = "".join(f'\n  xmlns:{prefix}="{xml(namespace)}"' for prefix, namespace in PREFIXES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}>\n'.encode()
    for subject, facts in groupby(map(_triple, lines), key=lambda triple: triple[0]):
        said = "".join(f"  {_property(*fact[1:])}\n" for fact in facts)
        yield f'<rdf:Description rdf:about="{xml(subject)}">\n{said}</rdf:Description>\n'.encode()
    yield b"</rdf:RDF>\n"


def _triple(line: bytes) -> tuple[str, ...]:
    found = _TRIPLE.match(line.decode())
    if not found:
        raise ValueError(f"not a triple: {line[:200]!r}")
    return found.groups(default="")


def _property(predicate: str, iri: str, text: str, datatype: str) -> str:
    name = _name(predicate)
    if not text:
        return f'<{name} rdf:resource="{xml(iri)}"/>'
    kind = f' rdf:datatype="{xml(datatype)}"' if datatype else ""
    return f"<{name}{kind}>{xml(_decoded(text))}</{name}>"


@cache
def _name(predicate: str) -> str:
    return compact(predicate)
