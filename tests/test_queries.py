"""The named queries: each says what it is, has an answer worked out from the files of the world, gives it in two
engines, and tells something of the real collection.

`answers/<query>.csv` is the expected answer; `answers/<query>.<case>.csv` one more, with parameters of its own.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import queries, sparql
from kg.build import build
from kg.errors import DataError, NotFound, QueryError
from kg.graph import Graph
from kg.home import Home
from kg.queries import Query
from kg.store import Store, literal
from kg.vocab import PREFIXES

ROOT = Path(__file__).parent.parent
ANSWERS = Path(__file__).parent / "answers"
QUERIES = queries.load([ROOT / "queries"])
CASES = sorted(path.stem for path in ANSWERS.glob("*.csv"))
HOSTILE = 'nobody" } UNION { ?s ?p ?o } } #'

#: What the answers were asked with; where nothing stands, there is no parameter.
ASKED: dict[str, dict[str, str]] = {
    "ancestors": {"method": "stork-small"},
    "ancestors.root": {"method": "Heron"},
    "built-on-method": {"method": "Egret"},
    "chain": {"newer": "Bittern", "older": "Heron"},
    "chain.none": {"newer": "Egret", "older": "Bittern"},
    "co-authors": {"person": "Jürgen Müller"},
    "code-of-method": {"method": "Wide Egret"},
    "common-ancestors": {"one": "Slim Egret", "other": "WideEgret"},
    "common-ancestors.itself": {"one": "stork-search", "other": "bittern"},
    "descendants": {"method": "Egret"},
    "best-results": {"dataset": "Pond-10k"},
    "leaderboard": {"dataset": "Pond-10k"},
    "links-by-evidence": {"evidence": "curated"},
    "links-of-method": {"method": "WideEgret"},
    "papers-at-venue": {"venue": "ICIM"},
    "papers-by-author": {"person": "Jürgen Müller"},
    "papers-by-author.homonym": {"person": "li-wei-of-kyoto"},
    "results-of-method": {"method": "Egret"},
    "siblings": {"method": "Slim Egret"},
    "users-of-block": {"method": "Wing block"},
}
WITH_PARAMETERS = [(name, one.name) for name, query in QUERIES.items() for one in query.parameters]

Rows = tuple[tuple[str, ...], list[tuple[str | None, ...]]]


def in_oxigraph(graph: Graph, text: str) -> Rows:
    answer = graph.ask(text)
    return answer.variables, [tuple(map(term, row)) for row in answer.rows]


def in_rdflib(graph: Graph, text: str) -> Rows:
    answer: Any = graph.rdflib.query(text)
    return tuple(map(str, answer.vars)), [tuple(map(term, row)) for row in answer]


def term(value: Any) -> str | None:
    """A term in N-Triples, alike from both libraries: one of them keeps the last zeros of a difference."""
    if value is None:
        return None
    text = str(value.n3() if hasattr(value, "n3") else value)
    if found := re.fullmatch(r'"(-?\d+)\.(\d*?)0*"(\^\^<.*#decimal>)', text):
        text = f'"{found[1]}{"." if found[2] else ""}{found[2]}"{found[3]}'
    return text.removesuffix("^^<http://www.w3.org/2001/XMLSchema#string>")


def clauses(query: Query) -> str:
    """The query without its comments."""
    return "".join(token.text for token in sparql.tokens(query.text) if not token.text.startswith("#"))


@pytest.fixture(scope="module")
def pond(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    home = Home(tmp_path_factory.mktemp("queries") / "world")
    shutil.copytree(world, home.folder, ignore=shutil.ignore_patterns("build"))
    build(home)
    return Graph(home, home.built)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The collection of this repository, built apart."""
    folder = tmp_path_factory.mktemp("queries") / "build"
    build(Home(ROOT), folder)
    return Graph(Home(ROOT), folder)


# What a query says of itself


def test_there_are_many_and_each_has_an_answer() -> None:
    assert len(QUERIES) >= 26
    assert {case.partition(".")[0] for case in CASES} == set(QUERIES)
    assert set(ASKED) <= set(CASES)


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_it_is_described(query: Query) -> None:
    assert re.fullmatch(r"[A-Z][^.]{9,69}", query.summary)
    assert query.description.endswith(".")
    assert query.tags
    assert all(len(line) <= 120 and line == line.rstrip() for line in query.text.splitlines())
    assert query.text.endswith("\n")


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_every_column_and_every_parameter_is_explained(query: Query, real: Graph) -> None:
    told, _, columns = query.description.partition("Columns: ")
    explained = set(re.findall(r"\w+", columns))
    assert [name for name in in_oxigraph(real, real.bind(query, {}))[0] if name not in explained] == []
    assert [one.name for one in query.parameters if f"`{one.name}`" not in told] == []


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_a_default_stands_for_every_parameter_and_for_nothing_else(query: Query) -> None:
    assert all(one.default and one.kind in ("iri", "literal") for one in query.parameters)
    told = re.findall(r"^#\+   - (\w+): ", query.text, re.MULTILINE)
    assert sorted(told) == sorted(one.name for one in query.parameters)


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_it_declares_the_prefixes_that_it_uses_as_everywhere(query: Query) -> None:
    declared = dict(re.findall(r"^PREFIX (\w+): <(.*)>$", query.text, re.MULTILINE))
    names = [token.text for token in sparql.tokens(query.text) if token.kind == "name"]
    used = {name.partition(":")[0] for name in names[len(declared) :]}
    assert declared == {prefix: PREFIXES[prefix] for prefix in sorted(used)}


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_it_names_its_columns_and_orders_its_rows(query: Query) -> None:
    head, _, rest = clauses(query).partition("WHERE")
    assert sparql.form(query.text) == "select"
    assert "?_" not in head.partition("SELECT")[2]
    assert not re.search(r"SELECT\s*(DISTINCT\s*)?\*", head + rest)
    assert "\nORDER BY " in rest


# What it answers


@pytest.mark.parametrize("engine", [in_oxigraph, in_rdflib])
@pytest.mark.parametrize("case", CASES)
def test_it_gives_the_answer_that_the_files_of_the_world_give(
    case: str, engine: Callable[[Graph, str], Rows], pond: Graph
) -> None:
    query = QUERIES[case.partition(".")[0]]
    text = pond.bind(query, ASKED.get(case, {}))
    expected = (ANSWERS / f"{case}.csv").read_text("utf-8")
    assert pond.ask(text).serialize("csv").decode().replace("\r\n", "\n") == expected
    assert engine(pond, text) == in_oxigraph(pond, text)


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_without_parameters_it_tells_something_of_the_real_collection(query: Query, real: Graph) -> None:
    text = real.bind(query, {})
    found = in_oxigraph(real, text)
    assert found[1] or "gaps" in query.tags
    assert in_rdflib(real, text) == found


def test_every_point_in_which_a_list_and_we_differ_has_our_reason(real: Graph) -> None:
    columns, rows = in_oxigraph(real, real.bind(QUERIES["disagreements"], {}))
    assert len(rows) >= 90
    assert [row for row in rows if row[columns.index("note")] is None] == []


@pytest.fixture(scope="module")
def backwards(real: Graph) -> Store:
    """The real collection in an engine that was filled from the end."""
    lines = (real.folder / "graph.nt").read_bytes().splitlines(keepends=True)
    return Store.load(b"".join(reversed(lines)))


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_the_order_of_rows_does_not_hang_on_that_of_the_data(query: Query, real: Graph, backwards: Store) -> None:
    text = real.bind(query, {})
    assert backwards.ask(text).rows == real.ask(text).rows


#: For each gap that the world has not: a change that opens it, and its row.
OPENED = {
    "labels-in-doubt": (
        {"data/papers/muller2014deep.yaml": ("by: authors", "by: library")},
        'https://github.com/pond/egret.torch,official,library,"Deep Herons: ""Egret"" and its Feathers"',
    ),
    "links-without-place": (
        {"data/papers/swiatek2016slim.yaml": ("where: §4, evidence: implied", "evidence: implied")},
        "Slim Egret,simplifies,Egret,implied,leaves out every second filter",
    ),
    "methods-without-reason": (
        {"data/papers/okafor1998shallow.yaml": ("    root: The first of its kind in this collection.\n", "")},
        "1998,Heron,Shallow Filters for the Reading of Ponds",
    ),
    "unchecked-numbers": (
        {
            "data/papers/okafor1998shallow.yaml": (
                "note: The",
                "listed: {awesome-waders: [{name: H, top5: 80}]}\nnote: The",
            )
        },
        "H,top-5,80,Shallow Filters for the Reading of Ponds,Awesome waders",
    ),
}


@pytest.mark.parametrize("name", [name for name, one in QUERIES.items() if "gaps" in one.tags])
def test_a_gap_that_opens_is_told(name: str, changed: Callable[..., Path]) -> None:
    if name not in OPENED:
        assert (ANSWERS / f"{name}.csv").read_text("utf-8").count("\n") > 1, "the world has some"
        return
    change, row = OPENED[name]
    home = Home(changed(change))
    build(home)
    text = Graph(home, home.built).bind(QUERIES[name], {})
    told = Graph(home, home.built).ask(text).serialize("csv").decode().splitlines()
    assert told[1:] == [row]


# What is given to it


@pytest.mark.parametrize(("name", "parameter"), WITH_PARAMETERS)
def test_a_hostile_value_is_a_name_that_nothing_bears(name: str, parameter: str, pond: Graph) -> None:
    query = QUERIES[name]
    given = {**ASKED[name], parameter: HOSTILE}
    if {one.name: one.kind for one in query.parameters}[parameter] == "iri":
        with pytest.raises(NotFound, match="called"):
            pond.bind(query, given)
    else:
        assert in_oxigraph(pond, pond.bind(query, given))[1] == []
        assert in_rdflib(pond, pond.bind(query, given))[1] == []


def test_a_value_pasted_as_text_would_have_given_every_triple(pond: Graph) -> None:
    """Why parameters are bound as terms: the hostile value of these tests is a real one."""
    text = 'SELECT ?s { { ?x <http://xmlns.com/foaf/0.1/name> "%s" } }'
    assert len(pond.ask(text % HOSTILE).rows) == len(pond.store)
    assert pond.ask(sparql.bind(text.replace('"%s"', "?_name"), {"name": literal(HOSTILE)})).rows == []


def test_numbers_and_iris_are_bound_as_such(pond: Graph) -> None:
    query = queries.parse(
        "SELECT (?_a_integer AS ?a) (?_b_number AS ?b) (?_c AS ?c) (?_d_iri AS ?d) (?_e_iri AS ?e) {}"
    )
    given = {"a": "-3", "b": "0.5", "c": "1", "d": "https://example.org/x", "e": "鷺"}
    xsd = "http://www.w3.org/2001/XMLSchema#"
    (row,) = in_oxigraph(pond, pond.bind(query, given))[1]
    assert row[:3] == (f'"-3"^^<{xsd}integer>', f'"0.5"^^<{xsd}decimal>', '"1"')
    assert row[3:] == ("<https://example.org/x>", f"<{pond.base}method/sagi>")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"newer": "Egret", "odler": "Heron"}, 'did you mean "older"'),
        ({"paper": "Egret"}, "it has newer, older"),
    ],
)
def test_a_parameter_that_it_has_not_is_refused(given: dict[str, str], message: str, pond: Graph) -> None:
    with pytest.raises(QueryError, match=message):
        pond.bind(QUERIES["chain"], given)


# How a file is read


def test_a_file_is_read_with_its_decorators() -> None:
    text = (
        "#+ summary: All of it\n"
        "#+ description: >-\n"
        "#+   One line\n"
        "#+   and another.\n"
        "# not a decorator\n"
        "#+ tags: [a, b]\n"
        "#+ defaults:\n"
        "#+   - year: 2016\n"
        "SELECT ?x { ?x a ?_kind_iri . FILTER(?y > ?_year_integer) }\n"
    )
    query = queries.parse(text, "mine")
    assert (query.name, query.text) == ("mine", text)
    assert (query.summary, query.description, query.tags) == ("All of it", "One line and another.", ("a", "b"))
    assert query.parameters == (("kind", "iri", None, "kind_iri"), ("year", "integer", "2016", "year_integer"))


def test_a_file_without_decorators_is_a_query_as_well() -> None:
    query = queries.parse("ASK {}")
    assert (query.summary, query.description, query.tags, query.parameters) == ("", "", (), ())


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("#+ sumary: x", 'mine.rq:1:1: error: unknown decorator "sumary"; did you mean "summary"?'),
        ("#+ summary: x: y", "mine.rq:1:14: error: not YAML"),
        ("#+ tags: &a [b]", "mine.rq:1:10: error: anchor &a is not allowed"),
        ("#+\tsummary: x", "mine.rq:1:3: error: not YAML"),
    ],
)
def test_bad_decorators_are_told_with_their_place(line: str, problem: str) -> None:
    with pytest.raises(DataError) as error:
        queries.parse(f"{line}\nASK {{}}", "mine", "mine.rq")
    assert str(error.value).startswith(problem)


def test_a_collections_own_query_takes_the_place_of_one_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "methods.rq").write_text("#+ summary: Mine\nASK {}")
    both = queries.load([ROOT / "queries", tmp_path])
    assert (both["methods"].summary, len(both)) == ("Mine", len(QUERIES))


def test_a_query_that_is_not_there_is_answered_with_the_nearest() -> None:
    assert queries.find("methods", QUERIES) is QUERIES["methods"]
    with pytest.raises(NotFound, match='no query called "method"; did you mean "methods"'):
        queries.find("method", QUERIES)
    with pytest.raises(NotFound, match="`kg queries` lists them"):
        queries.find("xyzzy", QUERIES)
