"""Prefixes, and the one rule from a name to an IRI and back."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

PREFIXES = {
    "kg": "https://w3id.org/paperkin/ontology#",
    "bibo": "http://purl.org/ontology/bibo/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "mls": "http://www.w3.org/ns/mls#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: The grammar of ids: lower-case words joined by single hyphens, at most 64 characters.
ID = re.compile(r"[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){0,63}\Z")

#: File names that Windows keeps for devices, refused everywhere so that a collection can be cloned anywhere.
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}

#: Local names that need no escape in a prefixed name (Turtle, section 6.5, PNLOCAL).
LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
#: What gives the same IRI again when it is resolved against the base: the shape of the IRIs that `vocab` makes.
RELATIVE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*>\Z")

#: Letters that have no decomposition in Unicode, and how they are commonly transcribed.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "+": " plus "}
)


def is_id(text: str) -> bool:
    """Whether a text may name an entity and, for papers, a file on any system.

    >>> is_id("he2016deep"), is_id("../x"), is_id("con")
    (True, False, False)
    """
    return bool(ID.match(text)) and text not in RESERVED


def expand(curie: str) -> str:
    """The full IRI of a prefixed name.

    >>> expand("kg:extends")
    'https://w3id.org/paperkin/ontology#extends'
    """
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def compact(iri: str, base: str = "") -> str:
    """The shortest form of an IRI: without the collection's base, else prefixed, else as it is.

    >>> compact("https://w3id.org/paperkin/ontology#extends")
    'kg:extends'
    """
    if base and iri.startswith(base):
        return iri[len(base) :]
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


@cache
def slug(name: str) -> str:
    """The id that a name gives by rule: ASCII, lower case, words joined by hyphens; empty if nothing remains.

    >>> slug("Piotr Dollár"), slug("Inception-v3"), slug("MobileNetV2"), slug("C++ Net")
    ('piotr-dollar', 'inception-v3', 'mobilenetv2', 'c-plus-plus-net')
    """
    text = unicodedata.normalize("NFKD", name).casefold().translate(_PLAIN)
    text = "".join(char for char in text if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def fold(name: str) -> str:
    """The form under which two names count as the same: NFKC, without case, single spaces.

    >>> fold("ResNet") == fold("resnet") == fold("RESNET")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def iri(base: str, kind: str, *parts: str | int) -> str:
    """The IRI of an entity of a collection; every IRI of the graph is made here.

    >>> iri("https://example.org/", "paper", "he2016deep", "author", 1)
    'https://example.org/paper/he2016deep/author/1'
    """
    return base + "/".join((kind, *map(str, parts)))


def ascii_iri(url: str) -> str:
    """An address with everything outside ASCII percent-encoded (RFC 3987, section 3.1).

    >>> ascii_iri("https://example.org/é")
    'https://example.org/%C3%A9'
    """
    return "".join(char if char < "\x7f" else "".join(f"%{byte:02X}" for byte in char.encode()) for char in url)


def unique(named: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """A name of its own for each thing: its label, with its id behind it where several bear that label.

    >>> unique({"a": ("Stork", "stork-small"), "b": ("Stork", "stork-search"), "c": ("Heron", "heron")})
    {'a': 'Stork (stork-small)', 'b': 'Stork (stork-search)', 'c': 'Heron'}
    """
    borne = Counter(label for label, _ in named.values())
    return {it: label if borne[label] == 1 else f"{label} ({id})" for it, (label, id) in named.items()}
