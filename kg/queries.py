"""Named questions: `.rq` files with `#+` decorators (grlc), their parameters read from the text itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from kg import source, sparql
from kg.errors import DataError, NotFound, Problem, QueryError, did_you_mean


class Parameter(NamedTuple):
    """A parameter as users name it: `method` for `?_method_iri`. `kind` is iri, literal, integer or number."""

    name: str
    kind: str
    default: str | None
    variable: str


@dataclass(frozen=True)
class Query:
    """A named question."""

    name: str
    text: str
    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()


_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")
_SUFFIX = re.compile(r"(?P<name>.+?)(?:_(?P<kind>iri|literal|integer|number))?\Z")
#: The decorators, and what each holds.
_KEYS: dict[str, Callable[[Any], bool]] = {
    "summary": lambda value: isinstance(value, str),
    "description": lambda value: isinstance(value, str),
    "tags": lambda value: isinstance(value, list) and _are_texts(value),
    "defaults": lambda value: (
        isinstance(value, list) and all(isinstance(one, dict) and _are_texts(one.values()) for one in value)
    ),
}
_SHAPES = {"summary": "a text", "description": "a text", "tags": "a list of texts", "defaults": "a list of name: value"}


def read(path: Path) -> Query:
    """The query in a file. Raises `DataError` if its decorators cannot be read."""
    return parse(source.text_of(path, str(path)), path.stem, str(path))


def parse(text: str, name: str = "query", file: str = "query") -> Query:
    """A query with its decorators taken apart; the text itself stays whole, decorators are SPARQL comments."""
    said = _decorators(text, file)
    defaults = {key: value for one in said.get("defaults", []) for key, value in one.items()}
    found = []
    for variable in sparql.parameters(text):
        parts = _SUFFIX.match(variable.lstrip("_"))
        assert parts
        found.append(Parameter(parts["name"], parts["kind"] or "literal", defaults.get(parts["name"]), variable))
    return Query(
        name, text, said.get("summary", ""), said.get("description", ""), tuple(said.get("tags", [])), tuple(found)
    )


def _decorators(text: str, file: str) -> source.Tree:
    """The `#+` lines as one YAML document; all else becomes blanks, so that places are true."""
    lines = [f"  {line[2:]}" if line.startswith("#+") else "" for line in text.splitlines()]
    if not any(lines):
        return {}
    said = source.parse("\n".join(lines), file)
    for key, value in said.items():
        if key not in _KEYS:
            hint = did_you_mean(key, list(_KEYS)) or f"known: {', '.join(_KEYS)}"
            raise DataError([Problem(file, 1, 1, f'unknown decorator "{key}"', hint)])
        if not _KEYS[key](value):
            raise DataError([Problem(file, 1, 1, f'the decorator "{key}" has the wrong shape', _SHAPES[key])])
    return said


def _are_texts(values: Any) -> bool:
    return all(isinstance(value, str) for value in values)


def load(folders: Sequence[Path]) -> dict[str, Query]:
    """All named queries by name; a collection's own take the place of the package's."""
    paths = (path for folder in folders for path in sorted(folder.glob("*.rq")) if _NAME.match(path.stem))
    return {path.stem: read(path) for path in paths}


def check_gap(query: Query) -> None:
    """A query tagged `gaps` is asked without being told anything, for its rows. Raises `QueryError`."""
    if sparql.form(query.text) != "select":
        raise QueryError("a query tagged gaps must be a SELECT")
    if missing := [one.name for one in query.parameters if one.default is None]:
        raise QueryError(f"a query tagged gaps needs a default for {', '.join(missing)}")


def find(name: str, known: dict[str, Query]) -> Query:
    """A query by name. Raises `NotFound` with the nearest names."""
    if name in known:
        return known[name]
    hint = did_you_mean(name, list(known)) or "`kg queries` lists them"
    raise NotFound(f'no query called "{name}"; {hint}')
