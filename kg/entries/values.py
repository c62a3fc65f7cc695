"""The values that an entry may hold: how each is checked, how an editor is told, how it is written in RDF.

Values stay the text that the curator wrote; patterns see to it that a number is a number.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from kg.vocab import is_id


class Term(NamedTuple):
    """How a value is written in RDF: `literal` with a datatype, or `iri`, or the id of an entity of some kind."""

    kind: Literal["literal", "iri", "ref"]
    of: str = "xsd:string"


def says(property: str, help: str, **more: Any) -> Any:
    """A field that becomes the RDF property `property` and that editors explain with `help`."""
    return Field(description=help, json_schema_extra={"property": property}, **more)


#: What each pattern asks for, in words; filled where the patterns stand.
EXPECTED: dict[str, str] = {}


def _matching(pattern: str, expected: str) -> StringConstraints:
    EXPECTED[pattern] = expected
    return StringConstraints(pattern=pattern)


def _number(pattern: str, expected: str, schema: dict[str, Any], datatype: str) -> Any:
    return Annotated[str, _matching(pattern, expected), WithJsonSchema(schema), Term("literal", datatype)]


def _filled(text: str) -> str:
    if text != text.strip() or not text:
        raise ValueError("empty" if not text.strip() else "space at the start or end")
    return text


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _id(text: str) -> str:
    if not is_id(text):
        raise ValueError("not an id: lower-case letters, digits and single hyphens, at most 64, no device name")
    return text


#: A character of an address after its host (RFC 3987): percent signs stand before two hexadecimal digits only.
_CHAR = r"(?:[^\s\x00-\x1f\x7f<>\"{}|\\^`\[\]%#]|%[0-9A-Fa-f]{2})*"
_HOST = r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
_URL = re.compile(rf"{_HOST}(?:[/?]{_CHAR})?(?:#{_CHAR})?\Z")
#: What stays the same when an address relative to it is resolved: no dot segments, no query, no fragment.
_BASE = re.compile(rf"{_HOST}/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*\Z")


def _link(url: str) -> str:
    if not _URL.match(url):
        raise ValueError("not an http or https address")
    return url


def base(url: str) -> str:
    """An address below which everything lies. Raises `ValueError` if it is none."""
    if not _BASE.match(url):
        raise ValueError("not a base for IRIs: an http or https address of plain folders that ends in a slash")
    return url


def _licence(text: str) -> str:
    return _link(text if ":" in text else f"http://spdx.org/licenses/{text}")


Text = Annotated[str, AfterValidator(_filled), Term("literal")]
Id = Annotated[str, AfterValidator(_id)]
_ADDRESS = {"type": "string", "format": "uri", "pattern": "^https?://"}
Url = Annotated[str, AfterValidator(_link), Term("iri"), WithJsonSchema(_ADDRESS)]
Licence = Annotated[str, AfterValidator(_licence), Term("iri")]
Base = Annotated[
    str, AfterValidator(base), WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://.*/$"})
]
Year = _number(
    r"^(19|20)[0-9]{2}$",
    "a year such as 2016",
    {"type": "integer", "minimum": 1900, "maximum": 2099},
    "xsd:gYear",
)
Month = _number(
    r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$",
    "a month such as 2016-03",
    {"type": "string", "pattern": r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"},
    "xsd:gYearMonth",
)
Percent = _number(
    r"^(100(\.0+)?|[0-9]{1,2}(\.[0-9]{1,4})?)$",
    "percent from 0 to 100, such as 79.9",
    {"type": "number", "minimum": 0, "maximum": 100},
    "xsd:decimal",
)
Amount = _number(
    r"^[0-9]{1,7}(\.[0-9]{1,6})?$",
    "a number such as 25.6",
    {"type": "number", "exclusiveMinimum": 0},
    "xsd:decimal",
)
Whole = _number(r"^[1-9][0-9]{0,6}$", "a whole number such as 224", {"type": "integer", "minimum": 1}, "xsd:integer")
ArxivId = Annotated[
    str,
    _matching(
        r"^([0-9]{4}\.[0-9]{4,5}|[a-z-]+(\.[A-Z]{2})?/[0-9]{7})$",
        "an arXiv id without version, such as 1603.05027",
    ),
    WithJsonSchema({"type": ["string", "number"], "description": "as on arXiv, without the version"}),
    Term("literal"),
]
Doi = Annotated[
    str,
    _matching(r"^10\.[0-9]{4,9}/[^\s\"<>]+$", "a DOI without prefix, such as 10.1109/CVPR.2016.90"),
    Term("literal"),
]
Forum = Annotated[str, _matching(r"^[A-Za-z0-9_-]+$", "the id of an OpenReview forum, such as S1xh5sYgx")]
Orcid = Annotated[
    str, _matching(r"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$", "an ORCID iD such as 0000-0002-1825-0097")
]
Kind = Literal["architecture", "block", "technique", "search-space"]
Relation = Literal["extends", "modifies", "scales", "simplifies", "combines", "searches"]
Evidence = Annotated[Literal["stated", "implied", "curated"], Term("literal")]
Maintainer = Annotated[Literal["authors", "library", "community"], Term("literal")]
Framework = Annotated[
    Literal[
        "caffe",
        "caffe2",
        "chainer",
        "cuda-convnet",
        "jax",
        "keras",
        "lasagne",
        "matlab",
        "mxnet",
        "other",
        "paddle",
        "pytorch",
        "tensorflow",
        "theano",
        "torch",
    ],
    Term("literal"),
]
Split = Annotated[Literal["train", "val", "test"], Term("literal")]
Protocol = Annotated[
    Literal["single-crop", "10-crop", "multi-crop", "multi-scale", "ensemble", "unstated"], Term("literal")
]
Evaluation = Annotated[Literal["linear-probe", "k-nn", "zero-shot"], Term("literal")]
Tier = Annotated[Literal["claimed", "reproduced"], Term("literal")]
VenueKind = Annotated[Literal["conference", "journal", "workshop", "preprint"], Term("literal")]
VenueRef = Annotated[Id, Term("ref", "venue")]
DatasetRef = Annotated[Id, Term("ref", "dataset")]
SourceRef = Annotated[Id, Term("ref", "source")]
Texts = Annotated[
    list[Text],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Urls = Annotated[
    list[Url], BeforeValidator(_as_list), WithJsonSchema({"anyOf": [_ADDRESS, {"type": "array", "items": _ADDRESS}]})
]
_IDS = WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
Datasets = Annotated[list[DatasetRef], BeforeValidator(_as_list), _IDS]
Sources = Annotated[list[SourceRef], BeforeValidator(_as_list), _IDS]
