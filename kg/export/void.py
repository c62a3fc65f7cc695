"""A description of the data set: VoID and DCAT, with licence, counts and dumps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.entries import Collection
from kg.rdf import Block, literal, term
from kg.vocab import PREFIXES, compact, iri, slug

_TYPE = term("rdf:type")
_DUMPS = {"graph.ttl": "text/turtle", "graph.nt": "application/n-triples", "graph.jsonld": "application/ld+json"}


def describe(blocks: Sequence[Block], collection: Collection) -> Iterator[Block]:
    """The blocks of the description; its subjects lie under `{base}void`."""
    base = collection.base
    properties, classes = Counter[str](), Counter[str]()
    for block in blocks:
        facts = set(block.facts)
        properties.update([predicate for predicate, _ in facts])
        classes.update([value for predicate, value in facts if predicate == _TYPE])
    here, licence = f"<{iri(base, 'void')}>", ("dcterms:license", f"<{collection.licence or ''}>")
    said = [
        ("rdf:type", term("void:Dataset")),
        ("rdf:type", term("dcat:Dataset")),
        ("dcterms:title", literal(collection.title)),
        *_if(("dcterms:description", literal(collection.description or ""))),
        *_if(licence),
        *(("dcterms:creator", literal(name)) for name in collection.creators),
        ("dcterms:conformsTo", f"<{PREFIXES['kg'].rstrip('#')}>"),
        ("void:uriSpace", literal(base)),
        ("void:triples", _count(properties.total())),
        ("void:entities", _count(len(blocks))),
        ("void:classes", _count(len(classes))),
        ("void:properties", _count(len(properties))),
        *(("void:vocabulary", f"<{space}>") for space in sorted(_vocabularies(properties, classes))),
        *(("void:exampleResource", block.subject) for block in _examples(blocks)),
        *(("dcat:distribution", _part(base, name)) for name in _DUMPS),
        *(("void:dataDump", f"<{base}{name}>") for name in _DUMPS),
        *(("void:classPartition", _part(base, "class", kind)) for kind in sorted(classes)),
        *(("void:propertyPartition", _part(base, "property", kind)) for kind in sorted(properties)),
    ]
    yield _block(here, said)
    for name, media in _DUMPS.items():
        yield _block(
            _part(base, name),
            [
                ("rdf:type", term("dcat:Distribution")),
                ("dcat:downloadURL", f"<{base}{name}>"),
                ("dcat:mediaType", f"<https://www.iana.org/assignments/media-types/{media}>"),
                *_if(licence),
            ],
        )
    for kind, n in sorted(classes.items()):
        yield _block(_part(base, "class", kind), [("void:class", kind), ("void:entities", _count(n))])
    for kind, n in sorted(properties.items()):
        yield _block(_part(base, "property", kind), [("void:property", kind), ("void:triples", _count(n))])


def _block(subject: str, said: list[tuple[str, str]]) -> Block:
    return Block(subject, [(term(property), value) for property, value in said])


def _if(said: tuple[str, str]) -> list[tuple[str, str]]:
    return [said] if said[1] not in ('""', "<>") else []


def _part(base: str, *names: str) -> str:
    return f"<{iri(base, 'void', *(slug(compact(name.strip('<>'))) for name in names))}>"


def _count(n: int) -> str:
    return literal(str(n), "xsd:integer")


def _vocabularies(*terms: Counter[str]) -> set[str]:
    used = {one[1:-1] for group in terms for one in group}
    return {space for space in PREFIXES.values() if any(one.startswith(space) for one in used)}


def _examples(blocks: Sequence[Block]) -> list[Block]:
    """The first method, by IRI."""
    return [next((block for block in blocks if (_TYPE, term("kg:Method")) in block.facts), blocks[0])] if blocks else []
