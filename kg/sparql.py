"""SPARQL text -> tokens: what kind of query it is, whether it may run, and its parameters put in.

A parameter is replaced as a token, by a term: never inside a string, an IRI or a comment, never pasted as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.errors import QueryError

MAX_BYTES = 65_536
MAX_DEPTH = 64
MAX_JOINTS = 1_000

#: The lexical grammar of SPARQL 1.1 (section 19.8), as far as telling tokens apart needs it.
_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
          | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<word>(?:[^\W\d]|:)[\w:.\-%\\]*|_:\w+)
      | (?P<number>\d[\w.]*)
      | (?P<mark>\^\^|&&|\|\||[!<>]=|.)""",
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}


def tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and offset of every token; white space and comments come as `space`."""
    for found in _TOKEN.finditer(text):
        yield found.lastgroup or "mark", found[0], found.start()


def form(text: str) -> str:
    """The query's form: select, ask, construct or describe. Raises `QueryError` for updates and for no query.

    >>> form("# SELECT\\nASK {?s ?p ?o}")
    'ask'
    """
    for kind, token, at in tokens(text):
        word = token.upper()
        if kind == "word" and word in _FORMS:
            return word.lower()
        if kind == "word" and word in _UPDATES:
            raise QueryError(f"{place(text, at)}: {word} changes data; only queries are answered")
    raise QueryError("not a query: it has no SELECT, ASK, CONSTRUCT or DESCRIBE")


def check(text: str, remote: bool = False) -> str:
    """The form of a query that may run; SERVICE may stand only in one for a `remote` endpoint.

    Raises `QueryError` for what would crash the engine, never end, or open a connection: the engine's parser
    recurses without a limit and calls other endpoints by itself.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise QueryError(f"the query has more than {MAX_BYTES} bytes")
    depth = joints = 0
    for kind, token, at in tokens(text):
        if kind == "mark" and token in "({[":
            depth += 1
        elif kind == "mark" and token in ")}]":
            depth -= 1
        elif kind == "word" and token.upper().startswith("SERVICE") and ":" not in token and not remote:
            raise QueryError(f"{place(text, at)}: SERVICE is turned off; ask that endpoint with --endpoint")
        elif token == "\\" or (kind == "word" and "\\u" in token.lower()):
            raise QueryError(f"{place(text, at)}: an escape outside of a string")
        elif token == "\x00" or token == "\ufeff":
            raise QueryError(f"{place(text, at)}: a character that no query holds")
        joints += token in (".", ";", "/", "|", "!", "^") or token.upper() in ("UNION", "OPTIONAL", "BIND", "MINUS")
        if depth > MAX_DEPTH:
            raise QueryError(f"{place(text, at)}: nested deeper than {MAX_DEPTH}")
        if joints > MAX_JOINTS:
            raise QueryError(f"{place(text, at)}: too complex, more than {MAX_JOINTS} patterns and path steps")
    return form(text)


def place(text: str, at: int) -> str:
    """An offset as query:line:column.

    >>> place("ASK {\\n}", 6)
    'query:2:1'
    """
    return f"query:{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def parameters(text: str) -> list[str]:
    """Names of the parameters (`?_name`, `?_name_iri`, `?_name_integer`, ...), without `?_`, in order.

    >>> parameters("SELECT ?x { ?x a ?_kind_iri . FILTER(?y > ?_year) }")
    ['kind_iri', 'year']
    """
    found = (token[2:] for kind, token, _ in tokens(text) if kind == "variable" and token[1] == "_")
    return list(dict.fromkeys(found))


def bind(text: str, terms: Mapping[str, str]) -> str:
    """The query with each parameter replaced by its term, which is SPARQL text made by `store`.

    >>> bind('SELECT * { ?x ?p ?_name . FILTER(?x != "?_name") }', {"name": '"WRN"'})
    'SELECT * { ?x ?p "WRN" . FILTER(?x != "?_name") }'
    """
    return "".join(
        terms[token[2:]] if kind == "variable" and token[1] == "_" and token[2:] in terms else token
        for kind, token, _ in tokens(text)
    )
