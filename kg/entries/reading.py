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
from kg.vocab import is_id, slug


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
    is_key = fault["loc"][-1:] == ("[key]",)
    path = fault["loc"][:-1] if is_key else fault["loc"]
    type_, context, value = fault["type"], fault.get("ctx", {}), fault["input"]
    if type_ == "unexpected_keyword_argument":
        return document.problem(path, f"unknown key {_named(path)}", _other_key(kind, path, value), key=True)
    if type_ in ("missing", "missing_argument"):
        return document.problem(path, f"missing key {_named(path)}")
    if is_key:
        return document.problem(
            path, f'"{_short(value)}" is {context["error"]}', _as_id(value, context["error"]), key=True
        )
    if type_ == "literal_error":
        allowed = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        hint = did_you_mean(value, allowed) if isinstance(value, str) else ""
        return document.problem(
            path, f"{_named(path)} holds {_shape(value)}, expected one of {', '.join(allowed)}", hint
        )
    if type_ == "too_short" or (type_ == "value_error" and not value):
        return document.problem(path, f"{_named(path)} is empty")
    if type_ == "value_error":
        hint = _as_id(value, context["error"])
        return document.problem(path, f'{_named(path)} is "{_short(value)}": {context["error"]}', hint)
    expected = {"string_type": "a text", "list_type": "a list"}.get(type_, "keys with values")
    expected = EXPECTED[context["pattern"]] if type_ == "string_pattern_mismatch" else expected
    return document.problem(path, f"{_named(path)} holds {_shape(value)}, expected {expected}")


def _as_id(value: Any, error: object) -> str:
    """The id that a text in capitals or with blanks may mean."""
    meant = slug(value) if isinstance(value, str) and str(error).startswith("not an id") else ""
    return f'did you mean "{meant}"?' if is_id(meant) else ""


def _named(path: tuple[Any, ...]) -> str:
    """A value by its key; one of a list by the list's."""
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    return f'an item of "{_short(key)}"' if path and isinstance(path[-1], int) else f'"{_short(key)}"'


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
    return f'"{_short(value)}"' if value else "nothing"


def _short(text: str) -> str:
    """A found text as one short line."""
    line = text.replace("\r", "\\r").replace("\n", "\\n")
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
    methods = schema["properties"]["introduces"]
    methods["additionalProperties"] = {"anyOf": [methods["additionalProperties"], {"type": "null"}]}  # a bare `Net:`
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/paperkin/entry.schema.json",
        **schema,
    }
