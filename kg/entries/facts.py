"""What an entry class says of itself: which of its fields become properties, and how their values are written."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from kg.entries.values import Term


class Fact(NamedTuple):
    """One field that becomes a property: attribute, property, how its value is written, whether it is a list."""

    attribute: str
    property: str
    term: Term
    many: bool


@cache
def facts(kind: type) -> tuple[Fact, ...]:
    """The fields of an entry class that become properties, in order.

    >>> from kg.entries import Dataset
    >>> [fact.property for fact in facts(Dataset)]
    ['rdfs:label', 'dcterms:title', 'schema:url']
    """
    hints = get_type_hints(kind, include_extras=True)
    found = []
    for item in fields(kind):
        declared = [extra for extra in get_args(hints[item.name])[1:] if hasattr(extra, "json_schema_extra")]
        property = (declared[0].json_schema_extra or {}).get("property") if declared else None
        if property:
            found.append(Fact(item.name, str(property), _term(hints[item.name]), _is_list(hints[item.name])))
    return tuple(found)


def _term(hint: Any) -> Term:
    """The innermost `Term` of an annotation; plain text if it has none."""
    for extra in get_args(hint)[1:] if get_origin(hint) is Annotated else ():
        if isinstance(extra, Term):
            return extra
    for part in get_args(hint):
        if not isinstance(part, (str, Term)) and (found := _term(part)) != Term("literal"):
            return found
    return Term("literal")


def _is_list(hint: Any) -> bool:
    origin = get_origin(hint)
    return origin is list or (origin is Annotated and _is_list(get_args(hint)[0]))
