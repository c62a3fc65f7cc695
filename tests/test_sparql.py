"""SPARQL as text: its form, its tokens, and parameters put in as terms. The gate has tests of its own."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import sparql
from kg.errors import QueryError
from kg.store import Store, literal

# Form, place and updates


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT ?x {}", "select"),
        ("# ASK {}\nBASE <http://e/> PREFIX ask: <http://e/ASK> construct {} WHERE {}", "construct"),
        ("prefix select: <http://e/> DESCRIBE select:ASK", "describe"),
        ("PREFIX insert: <http://e/> ASK { insert:delete ?load 'DROP' }", "ask"),
    ],
)
def test_the_form_is_the_first_word_that_is_one(text: str, form: str) -> None:
    assert sparql.check(text) == sparql.form(text) == form


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://e/a> <http://e/b> 1 }",
        "# SELECT\ninsert { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "PREFIX e: <http://e/> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://e/x>",
        "LOAD SILENT <file:///etc/passwd>",
        "CLEAR ALL",
        "CREATE GRAPH <http://e/g>",
        "drop default",
        "COPY <http://e/a> TO <http://e/b>",
        "MOVE DEFAULT TO <http://e/b>",
        "ADD <http://e/a> TO DEFAULT",
        "WITH <http://e/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
@pytest.mark.parametrize("remote", [False, True])
def test_updates_are_refused_here_and_elsewhere(text: str, remote: bool) -> None:
    with pytest.raises(QueryError, match=r"changes data; only queries are answered$"):
        sparql.check(text, remote)


@pytest.mark.parametrize("text", ["", " \n# SELECT ?x {}", "hello", "'ASK'", "?select", "select:x"])
def test_what_has_no_form_is_no_query(text: str) -> None:
    with pytest.raises(QueryError, match=r"^not a query: it has no SELECT, ASK, CONSTRUCT or DESCRIBE$"):
        sparql.check(text)


def test_a_refusal_names_line_and_column() -> None:
    with pytest.raises(QueryError, match=r"^query:3:3: DROP changes data"):
        sparql.form("# SELECT\n\n  DROP ALL")


# Tokens and parameters


@given(st.text())
def test_the_tokens_of_any_text_are_the_text(text: str) -> None:
    found = list(sparql.tokens(text))
    assert "".join(token.text for token in found) == text
    assert all(text.startswith(token.text, token.at) for token in found)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("?x $y_1", ["variable", "variable"]),
        ("a ex:b.c :d e: _:f ex:g%20h\\-i", ["word", "name", "name", "name", "name", "name"]),
        ("ex:a.", ["name", "mark"]),
        ("1 2.5 3e4 5.", ["number", "number", "number", "number", "mark"]),
        ("'a' \"b\" '''c'd''' \"\"\"e\n\"f\"\"\"", ["string", "string", "string", "string"]),
        ("'a'@en-GB^^<x>", ["string", "tag", "mark", "iri"]),
        ("<a b> <a>", ["mark", "word", "word", "mark", "iri"]),
        ("a#b\nc#d\re", ["word", "word", "word"]),
    ],
)
def test_kinds_of_tokens(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in sparql.tokens(text) if token.kind != "space"] == kinds


def test_parameters_are_told_once_in_order() -> None:
    text = "SELECT ?x { ?x ?_b_iri $_a . # ?_c\n FILTER('?_d' = ?_a && ?x != <?_e>) } "
    assert sparql.parameters(text) == ["b_iri", "a"]


EMPTY = Store.load(b"")
OPAQUE = (
    "'?_v'",
    '"?_v"',
    "'''?_v'''",
    '"""?_v"""',
    "'\\'?_v'",
    "<http://e/?_v>",
    "<?_v>",
    "# ?_v\n",
    "# '?_v\r",
    "'a'@v",
)
PLAIN = ("?x", "?v", "?xv", "abv", "x:v", "?_other", "$_", "ex:_v", "_:_v", "_v", "SELECT", "{", "}", ".", "1", "?_vv")


@given(st.lists(st.sampled_from(["?_v", "$_v", *OPAQUE, *PLAIN])))
def test_a_parameter_is_replaced_as_a_variable_and_nowhere_else(words: list[str]) -> None:
    bound = sparql.bind(" ".join(words), {"v": "<http://e/value>"})
    assert bound == " ".join("<http://e/value>" if word in ("?_v", "$_v") else word for word in words)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff")))
def test_any_text_that_is_bound_comes_back_as_that_text(text: str) -> None:
    query = sparql.bind("SELECT (?_v AS ?x) (STRLEN(?_v) AS ?n) {}", {"v": literal(text)})
    assert sparql.check(query) == "select"
    assert EMPTY.ask(query).rows == [(ox.Literal(text), ox.Literal(len(text)))]
