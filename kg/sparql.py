"""SPARQL text -> tokens: what kind of query it is, whether it may run, and its parameters put in.

A parameter is replaced as a token, by a term: never inside a string, an IRI or a comment, never pasted as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.errors import QueryError

MAX_BYTES = 65_536
MAX_DEPTH = 64
MAX_JOINTS = 1_000

#: The lexical grammar of SPARQL 1.1 (section 19.8), as far as telling tokens apart needs it. A character that this
#: takes for part of a name and an engine does not, or the other way round, stands nowhere in a query that parses.
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+|\#[^\r\n]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
          | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<name>(?:[^\W\d_](?:[\w.\-]{0,63}[\w\-])?)?:(?:LOCAL(?:(?:LOCAL|[.\-])*(?:LOCAL|-))?)? | _:\w+)
      | (?P<word>[^\W\d]\w*)
      | (?P<number>\d+(?:\.\d+)?(?:[eE][+\-]?\d+)?)
      | (?P<mark>\^\^|&&|\|\||[!<>]=|.)""".replace("LOCAL", r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)"),
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_PAIRS = {")": "(", "}": "{", "]": "["}
_JOINTS = {
    *".;/|^!+-*=<>({[",
    "&&",
    "||",
    "!=",
    "<=",
    ">=",
    "AS",
    "FILTER",
    "UNION",
    "OPTIONAL",
    "BIND",
    "MINUS",
    "SELECT",
}
#: What begins so is an IRI wherever the query parses, for no expression has two slashes after a colon.
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")
_TERMS = {"iri", "string", "variable", "tag", "name", "word", "number"}


class Token(NamedTuple):
    """A piece of a query: its kind (space, iri, string, variable, tag, name, word, number, mark), text and offset."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> Iterator[Token]:
    """Every token in order; white space and comments come as `space`, so that the texts together are the query."""
    for found in _TOKEN.finditer(text):
        yield Token(found.lastgroup or "mark", found[0], found.start())


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
    if odd := re.search("[\x00\ufeff\ud800-\udfff]", text):
        raise QueryError(f"{place(text, odd.start())}: a character that no query holds, U+{ord(odd[0]):04X}")
    gate = _Gate(text, remote)
    for token in tokens(text):
        if token.kind != "space":
            gate.take(token)
    return form(text)


class _Gate:
    """What has been read of a query, so far without a complaint.

    `open` are the open brackets, a V for those around the data of VALUES, which may be long and is never deep.
    """

    def __init__(self, text: str, remote: bool) -> None:
        self.text, self.remote = text, remote
        self.open: list[str] = []
        self.last = self.earlier = Token("mark", "", 0)
        self.values = False
        self.joints = 0

    def take(self, token: Token) -> None:
        """Reads one token more. Raises `QueryError` if it may not stand there."""
        self._refuse_escapes(token)
        if not self.remote:
            self._refuse_service(token)
        self._refuse_doubt(token)
        self._count_joints(token)
        self._nest(token)
        self.values = token.text.upper() == "VALUES" or (self.values and token.text != "{")
        self.earlier, self.last = self.last, token

    def _wrong(self, token: Token, what: str) -> QueryError:
        return QueryError(f"{place(self.text, token.at)}: {what}")

    def _refuse_escapes(self, token: Token) -> None:
        """Some engines read an escape as the letter it stands for, so that it may hide any word."""
        if token.text == "\\" or (token.kind == "name" and "\\u" in token.text.lower()):
            raise self._wrong(token, "an escape outside of a string")

    def _refuse_service(self, token: Token) -> None:
        """Engines do not ask for a blank: SERVICESILENT, trueSERVICE, and SERVICE:x { with a prefixed name."""
        found = token
        if token.text == "{" and self.last.kind == "name" and self.earlier.text.upper() != "GRAPH":
            found = self.last
        elif token.kind != "word":
            return
        if "SERVICE" in found.text.upper():
            raise self._wrong(found, "SERVICE is turned off; ask that endpoint with --endpoint")

    def _refuse_doubt(self, token: Token) -> None:
        """In an expression `1<2)#>` is a comparison and a comment, in a list of terms an IRI."""
        if token.kind == "iri" and self._inside("(") and self._after_term() and not _ABSOLUTE.match(token.text):
            raise self._wrong(token, "a comparison or an IRI? put blanks around the comparison")

    def _inside(self, bracket: str) -> bool:
        return bool(self.open) and self.open[-1] == bracket and "V" not in self.open

    def _after_term(self) -> bool:
        return self.last.kind in _TERMS or self.last.text in _PAIRS

    def _count_joints(self, token: Token) -> None:
        """Everything that makes the engine's tree deeper, or gives it one more thing to join."""
        word = token.text.upper()
        listed = token.kind in _TERMS and self._inside("(") and self._after_term()
        object_ = word == "," and not self._inside("(")
        self.joints += "V" not in self.open and (word in _JOINTS or listed or object_)
        if self.joints > MAX_JOINTS:
            raise self._wrong(token, f"too complex, more than {MAX_JOINTS} patterns, operators and path steps")

    def _nest(self, token: Token) -> None:
        """Keeps the open brackets; one that closes another kind closes nothing."""
        if token.kind == "mark" and token.text in _PAIRS.values():
            self.open.append("V" if self.values and token.text == "{" else token.text)
        elif self.open and _PAIRS.get(token.text) == self.open[-1].replace("V", "{"):
            self.open.pop()
        if len(self.open) > MAX_DEPTH:
            raise self._wrong(token, f"nested deeper than {MAX_DEPTH}")


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
