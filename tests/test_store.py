"""The engine behind one door: filling, asking, time limits, and answers in every form that others read."""

from __future__ import annotations

import csv
import io
import json
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import store
from kg.errors import PlaceError, QueryError
from kg.store import Answer, Store, is_iri, is_number, literal, named_node, read_answer, value

DATA = """<http://e/a> <http://e/name> "A" .
<http://e/a> <http://e/name> "Ä, \\"x\\"\\n<b>"@de .
<http://e/a> <http://e/size> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<http://e/a> <http://e/next> <http://e/b> .
<http://e/b> <http://e/next> _:c .
""".encode()
EMPTY = Store.load(b"")
XSD = "http://www.w3.org/2001/XMLSchema#"
#: Every kind of term, and a variable without a value.
TERMS = """SELECT ?iri ?blank ?plain ?german ?size ?none {
  BIND(<http://e/a> AS ?iri)
  ?iri <http://e/next>/<http://e/next> ?blank ; <http://e/name> ?plain, ?german ; <http://e/size> ?size
  FILTER(LANG(?plain) = "" && LANG(?german) = "de") }"""


@pytest.fixture(scope="module")
def small() -> Store:
    return Store.load(DATA)


@pytest.fixture(scope="module")
def slow() -> tuple[Store, str]:
    """A store and a query over it that runs for some seconds, no longer: nothing ends it but itself."""
    data = "".join(f'<http://e/{n}> <http://e/p> "{n}" .\n' for n in range(250))
    return Store.load(data.encode()), "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def texts(answer: Answer) -> list[tuple[str, ...]]:
    return [tuple(map(value, row)) for row in answer.rows]


# Filling


def filled(folder: Path, pieces: Iterable[bytes]) -> None:
    with Store.filling(folder) as fill:
        for piece in pieces:
            fill(piece)


def test_a_store_is_filled_piece_by_piece_and_read_again(tmp_path: Path) -> None:
    filled(tmp_path / "store", DATA.splitlines(keepends=True))
    found = Store.open(tmp_path / "store")
    assert len(found) == 5
    assert {line.split()[0] for line in map(" ".join, found.triples())} == {"<http://e/a>", "<http://e/b>"}


def test_an_empty_store_is_a_store(tmp_path: Path) -> None:
    with Store.filling(tmp_path / "store"):
        pass
    assert len(Store.open(tmp_path / "store")) == 0
    assert len(Store.load(b"")) == 0


def test_a_piece_that_is_no_graph_is_told_and_the_rest_does_not_wait(tmp_path: Path) -> None:
    with pytest.raises(SyntaxError):
        filled(tmp_path / "store", [b"no triples\n"] * 20)


def test_what_fails_while_filling_is_raised(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield DATA
        raise KeyError("x")

    before = threading.active_count()
    with pytest.raises(KeyError):
        filled(tmp_path / "store", pieces())
    assert threading.active_count() == before


def test_a_store_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match=r"cannot be opened .*; run `kg build`"):
        Store.open(tmp_path / "no")


@pytest.mark.parametrize("damage", ["CURRENT", "*.sst"])
def test_a_damaged_store_is_told(damage: str, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    filled(folder, [b"".join(b'<http://e/a> <http://e/p> "%d" .\n' % n for n in range(2000))])
    files = list(folder.glob(damage))
    assert files
    for file in files:
        data = file.read_bytes()
        file.write_bytes(data[: len(data) // 2])
    with pytest.raises(PlaceError, match=r"run `kg build`"):
        Store.open(folder).ask("SELECT * { ?s ?p ?o }")


# Asking


def test_each_form_of_query_has_its_answer(small: Store) -> None:
    chosen = small.ask("SELECT ?x ?n { ?x <http://e/name> ?n } ORDER BY ?n")
    assert (chosen.form, chosen.variables) == ("select", ("x", "n"))
    assert texts(chosen) == [("http://e/a", "A"), ("http://e/a", 'Ä, "x"\n<b>')]
    truth = small.ask("ASK { ?x <http://e/name> 'B' }")
    assert (truth.form, truth.truth, truth.rows) == ("ask", False, [])
    assert small.ask("ASK { ?x <http://e/name> 'A' }").truth is True


def test_a_graph_has_each_triple_once_and_in_order(small: Store) -> None:
    made = small.ask("CONSTRUCT { ?o <http://e/of> ?s } { ?s ?p ?o . ?s ?q ?r FILTER(ISIRI(?o)) }")
    assert made.variables == ("subject", "predicate", "object")
    assert texts(made) == [("http://e/b", "http://e/of", "http://e/a")]
    described = small.ask("DESCRIBE <http://e/a>")
    assert described.form == "graph"
    assert texts(described) == sorted(texts(described))
    assert len(described.rows) == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {", r"query:1:11: not SPARQL \(expected"),
        ("SELECT ?x\n{ ?x ?y }", "query:2:"),
        ("", "not SPARQL"),
        ("SELECT ?x { ?x nope:p 1 }", "not SPARQL"),
        ("SELECT (?y AS ?x) { ?x ?y 1 }", "not SPARQL"),
        ("SELECT ?x { ?x <a b> 1 }", "not SPARQL"),
        ("ASK { ?x ?y '\udcff' }", "the engine gave up"),
    ],
)
def test_what_is_no_query_is_told_in_one_line(text: str, message: str, small: Store) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        small.ask(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_too_many_rows_are_refused(small: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_ROWS", 5)
    assert len(small.ask("SELECT * { ?s ?p ?o }").rows) == 5
    with pytest.raises(QueryError, match="more than 5 rows; add LIMIT"):
        small.ask("SELECT * { ?s ?p ?o . ?a ?b ?c }")


def test_a_query_is_left_when_its_time_is_over(slow: tuple[Store, str]) -> None:
    began = time.monotonic()
    with pytest.raises(QueryError, match=r"stopped after 0\.1 s; add LIMIT or allow more with --timeout"):
        slow[0].ask(slow[1], timeout=0.1)
    assert time.monotonic() - began < 5


def test_a_query_within_its_time_is_answered(small: Store) -> None:
    assert small.ask("ASK { ?s ?p ?o }", timeout=60).truth is True


def test_a_query_is_left_when_it_is_interrupted(slow: tuple[Store, str]) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    old = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    began = time.monotonic()
    try:
        with pytest.raises(KeyboardInterrupt):
            slow[0].ask(slow[1])
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
    assert time.monotonic() - began < 5


# Answers in the forms of others


def test_json_says_every_kind_of_term(small: Store) -> None:
    found = json.loads(small.ask(TERMS).serialize("json"))
    assert found["head"] == {"vars": ["iri", "blank", "plain", "german", "size", "none"]}
    (row,) = found["results"]["bindings"]
    assert row.pop("blank")["type"] == "bnode"
    assert row == {
        "iri": {"type": "uri", "value": "http://e/a"},
        "plain": {"type": "literal", "value": "A"},
        "german": {"type": "literal", "value": 'Ä, "x"\n<b>', "xml:lang": "de"},
        "size": {"type": "literal", "value": "1.5", "datatype": f"{XSD}decimal"},
    }


def test_csv_and_tsv_are_those_of_the_standard(small: Store) -> None:
    text = small.ask(TERMS).serialize("csv").decode()
    head, row = csv.reader(io.StringIO(text, newline=""))
    assert head == ["iri", "blank", "plain", "german", "size", "none"]
    assert [row[0], *row[2:]] == ["http://e/a", "A", 'Ä, "x"\n<b>', "1.5", ""]
    assert text.startswith("iri,blank,plain,german,size,none\r\n")
    first, second, *rest = small.ask(TERMS).serialize("tsv").decode().split("\n")
    assert first == "?iri\t?blank\t?plain\t?german\t?size\t?none"
    assert second.split("\t")[0] == "<http://e/a>"
    assert second.split("\t")[3] == '"Ä, \\"x\\"\\n<b>"@de'
    assert rest == [""]


def test_xml_is_that_of_the_standard(small: Store) -> None:
    root = ElementTree.fromstring(small.ask(TERMS).serialize("xml"))
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert [one.get("name") for one in root.iter(f"{space}variable")] == [
        "iri",
        "blank",
        "plain",
        "german",
        "size",
        "none",
    ]
    assert [one.text for one in root.iter(f"{space}literal")] == ["A", 'Ä, "x"\n<b>', "1.5"]


@pytest.mark.parametrize("truth", [True, False])
def test_a_truth_value_has_its_forms(truth: bool) -> None:
    answer = Answer("ask", (), [], truth)
    word = "true" if truth else "false"
    assert json.loads(answer.serialize("json"))["boolean"] is truth
    assert f"<boolean>{word}</boolean>" in answer.serialize("xml").decode()
    assert answer.serialize("csv").decode().strip() == answer.serialize("tsv").decode().strip() == word


@pytest.mark.parametrize("format", ["ttl", "nt", "xml", "jsonld"])
def test_a_graph_is_the_same_in_every_form(format: str, small: Store) -> None:
    answer = small.ask("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(!ISBLANK(?o)) }")
    back = ox.parse(answer.serialize(format), format=store._GRAPHS[format])
    assert {(quad.subject, quad.predicate, quad.object) for quad in back} == set(answer.rows)
    assert len(answer.rows) == 4


def test_a_form_that_an_answer_has_not_is_refused(small: Store) -> None:
    with pytest.raises(QueryError, match="a table has no ttl; take one of table, md, json, xml, csv, tsv"):
        small.ask("ASK { ?s ?p ?o }").serialize("ttl")
    with pytest.raises(QueryError, match="a graph has no csv; take one of table, md, ttl, nt, json, xml"):
        small.ask("CONSTRUCT WHERE { ?s ?p ?o }").serialize("csv")


def test_an_empty_answer_has_every_form(small: Store) -> None:
    nothing = small.ask("SELECT ?x { ?x ?x ?x }")
    assert [len(nothing.serialize(form)) > 0 for form in ("json", "xml", "csv", "tsv")] == [True] * 4
    assert small.ask("CONSTRUCT WHERE { ?x ?x ?x }").serialize("nt") == b""


MEDIA = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "tsv": "text/tab-separated-values",
}


@pytest.mark.parametrize("form", MEDIA)
def test_answers_of_others_are_read_as_ours(form: str, small: Store) -> None:
    ours = small.ask(
        "SELECT ?x ?n ?none { ?x <http://e/name>|<http://e/size>|<http://e/next> ?n FILTER(!ISBLANK(?n)) }"
    )
    theirs = read_answer(ours.serialize(form), MEDIA[form])
    assert (theirs.variables, theirs.rows) == (ours.variables, ours.rows)
    assert read_answer(Answer("ask", (), [], True).serialize("json"), "application/sparql-results+json").truth is True


def test_graphs_of_others_are_read_sorted_and_once(small: Store) -> None:
    body = b"<http://e/b> <http://e/p> 1 . <http://e/a> <http://e/p> 1 , 1 ."
    answer = read_answer(body, "text/turtle; charset=utf-8")
    assert texts(answer) == [("http://e/a", "http://e/p", "1"), ("http://e/b", "http://e/p", "1")]


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"<html>", "text/html"),
        (b"{", "application/sparql-results+json"),
        (b"<sparql", "application/sparql-results+xml"),
        (b"<a> <b>", "text/turtle"),
        (b'<http://e/a> <http://e/b> "\xff" .', "application/n-triples"),
        (b"", ""),
    ],
)
def test_an_answer_that_cannot_be_read_is_told(body: bytes, media: str) -> None:
    with pytest.raises(QueryError, match=r"answer (of type .* )?cannot be read"):
        read_answer(body, media)


# Terms


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_stays_within_its_quotes(text: str) -> None:
    assert EMPTY.ask(f"SELECT ({literal(text)} AS ?x) {{}}").rows == [(ox.Literal(text),)]


@given(st.text(st.sampled_from('ab:/?#>< "{}|\\^`\n%é')).map("http://e/".__add__))
def test_an_iri_stays_within_its_brackets_or_is_refused(iri: str) -> None:
    try:
        expected = ox.NamedNode(iri)
    except ValueError:
        with pytest.raises(QueryError, match="is not an IRI"):
            named_node(iri)
    else:
        assert EMPTY.ask(f"SELECT ({named_node(iri)} AS ?x) {{}}").rows == [(expected,)]


@pytest.mark.parametrize(
    ("term", "kind"),
    [
        (ox.Literal("2016", datatype=ox.NamedNode(f"{XSD}gYear")), is_number),
        (ox.Literal(1), is_number),
        (ox.Literal(1.5), is_number),
        (ox.NamedNode("http://e/1"), is_iri),
    ],
)
def test_numbers_and_iris_are_told_apart(term: store.Term, kind: Callable[[store.Term], bool]) -> None:
    assert [check(term) for check in (is_number, is_iri)] == [kind is is_number, kind is is_iri]
    for other in (
        None,
        ox.Literal("1"),
        ox.BlankNode("b"),
        ox.Literal("2016-01", datatype=ox.NamedNode(f"{XSD}gYearMonth")),
    ):
        assert not is_number(other)
        assert not is_iri(other)
    assert value(None) == ""
