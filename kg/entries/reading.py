"""A document's tree -> an entry, or every problem in it, in words a curator can act on."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from kg.entries import Paper
from kg.entries.values import EXPECTED
from kg.errors import DataError, Problem, did_you_mean
from kg.source import Document


@cache
def _validator(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def read(kind: Any, document: Document) -> Any:
    """The document as an entry class, or as a mapping of ids to one. Raises `DataError` with every problem."""
    try:
        return _validator(kind).validate_python(document.tree)
    except ValidationError as error:
        raise DataError(_problem(kind, document, fault) for fault in error.errors(include_url=False)) from None


def _problem(kind: Any, document: Document, fault: Any) -> Problem:
    path = tuple(part for part in fault["loc"] if part != "[key]")
    name, type_, context = str(path[-1]) if path else "", fault["type"], fault.get("ctx", {})
    found = _short(fault["input"]) if isinstance(fault["input"], str) else ""
    if type_ == "unexpected_keyword_argument":
        return document.problem(path, f'unknown key "{_short(name)}"', _other_key(kind, path, fault["input"]), key=True)
    if type_ in ("missing", "missing_argument"):
        return document.problem(path, f'missing key "{name}"')
    if type_ == "literal_error":
        allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        hint = did_you_mean(found, allowed)
        return document.problem(path, f'"{name}" is "{found}", expected one of {", ".join(allowed)}', hint)
    if type_ == "string_pattern_mismatch":
        return document.problem(path, f'"{name}" is "{found}", expected {EXPECTED[context["pattern"]]}')
    if type_ == "value_error":
        return document.problem(path, f'"{name}" is "{found}": {context["error"]}', key="[key]" in fault["loc"])
    if type_ == "too_short":
        return document.problem(path, f'"{name}" is empty, expected at least one')
    expected = {"string_type": "a text", "list_type": "a list"}.get(type_, "keys with values")
    return document.problem(path, f'"{name}" holds {_shape(fault["input"])}, expected {expected}')


def _other_key(kind: Any, path: tuple[Any, ...], value: Any) -> str:
    """What the curator may have meant by a key that is none."""
    known = _keys(kind, path[:-1])
    if hint := did_you_mean(str(path[-1]), known):
        return hint
    if value == "":
        return "if a comma before it belongs to a text, put that text in quotes"
    return f"known keys: {', '.join(known)}"


def _shape(value: Any) -> str:
    if isinstance(value, dict | list):
        return "keys with values" if isinstance(value, dict) else "a list"
    return f'the text "{_short(value)}"' if value else "nothing"


def _short(text: str) -> str:
    """A found text as one short line."""
    line = " ".join(text.splitlines())
    return line if len(line) <= 80 else f"{line[:79]}…"


def _keys(kind: Any, path: tuple[Any, ...]) -> list[str]:
    """The keys that a mapping at `path` may have."""
    for part in path:
        while get_origin(kind) is Annotated or (get_args(kind) and type(None) in get_args(kind)):
            kind = get_args(kind)[0]
        kind = get_type_hints(kind, include_extras=True)[part] if is_dataclass(kind) else get_args(kind)[-1]
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    return [item.name for item in fields(kind)] if is_dataclass(kind) else []


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of an entry, so that editors complete and check while one types."""
    schema = _validator(Paper).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/paperkin/entry.schema.json",
        **schema,
    }
