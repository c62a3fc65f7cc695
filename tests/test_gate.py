"""The gate before the engine: what would open a connection, crash it or never end, and nothing else, is refused.

What the gate lets through is given to the real engine in a child process, which may neither die nor open a connection.
"""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from kg import sparql
from kg.errors import QueryError
from kg.sparql import MAX_BYTES, MAX_DEPTH, MAX_JOINTS

OFF = "SERVICE is turned off"
DEEP = f"nested deeper than {MAX_DEPTH}"
COMPLEX = f"too complex, more than {MAX_JOINTS}"
DOUBT = "a comparison or an IRI?"
ESCAPE = "an escape outside of a string"


def refusal(text: str, remote: bool = False) -> str:
    """Why the gate refuses a query; empty if it does not."""
    try:
        sparql.check(text, remote)
    except QueryError as error:
        return str(error)
    return ""


# SERVICE

#: `@` stands for the address of a listener. All but the last three of these the engine obeys.
SERVICES = [
    "SELECT * { SERVICE <@> {} }",
    "SELECT * { SERVICE SILENT <@> {} }",
    "SELECT * { SERVICE<@>{} }",
    "SELECT * { service <@> {} }",
    "SELECT * { sErViCe sIlEnT <@> {} }",
    "SELECT * { SERVICESILENT<@>{} }",
    "SELECT * { SERVICE#c\n<@>{} }",
    "SELECT * { # c\r SERVICE <@> {} }",
    "SELECT * { FILTER EXISTS { SERVICE <@> {} } }",
    "SELECT (EXISTS { SERVICE <@> {} } AS ?x) {}",
    "SELECT * {} ORDER BY EXISTS { SERVICE <@> {} }",
    "SELECT * { {} UNION { SERVICE <@> {} } }",
    "SELECT * { { SELECT * { SERVICE <@> {} } } }",
    "SELECT * { GRAPH ?g {} OPTIONAL { SERVICE <@> {} } }",
    "SELECT * { VALUES ?x { 1 } SERVICE <@> {} }",
    "ASK { SERVICE <@> {} }",
    "CONSTRUCT {} WHERE { SERVICE <@> {} }",
    "DESCRIBE ?x { SERVICE <@> {} }",
    "BASE <@> SELECT * { SERVICE <> {} }",
    "PREFIX x: <@> SELECT * { SERVICE x: {} }",
    "PREFIX x: <@> SELECT * { SERVICEx:{} }",
    "PREFIX x: <@> SELECT * { SERVICESILENTx: {} }",
    "PREFIX : <@> SELECT * { SERVICE:{} }",
    "PREFIX : <@> SELECT * { service: # c\n {} }",
    "SELECT * { ?s ?p 1SERVICE<@>{} }",
    "SELECT * { ?s ?p 1.SERVICE<@>{} }",
    "SELECT * { ?s ?p 1.5e3SERVICE<@>{} }",
    "SELECT * { ?s ?p trueSERVICE<@>{} }",
    "PREFIX x: <http://e/> SELECT * { ?s ?p x:.SERVICE<@>{} }",
    "SELECT * { ?s ?p ''SERVICE<@>{} }",
    'SELECT * { ?s ?p """a\\""""SERVICE<@>{} }',
    "SELECT * { ?s ?p '''a'b''c'''SERVICE<@>{} }",
    "SELECT * { FILTER(1<2#>'''\n)SERVICE<@>{}#'''\n}",
    "SELECT * { FILTER(1<2#>\n)SERVICE<@>{} }",
    "SELECT * { SERVICE <@\\u002e> {} }",
    "SELECT * { SERVICE ?x {} }",
    "SELECT * { S\\u0045RVICE <@> {} }",
    "SELECT * { \\U00000053ERVICE <@> {} }",
]
NO_SERVICES = [
    "SELECT * { ?s ?p 'SERVICE <http://e/> {}' }",
    'SELECT * { ?s ?p "a\\"SERVICE" , """ " SERVICE\n <x> """ }',
    "SELECT * { ?s ?p ?o # SERVICE <http://e/> {}\n}",
    "SELECT ?service $SERVICE { ?service ?p $SERVICE }",
    "SELECT ?x { ?x <http://e/SERVICE> <SERVICE> }",
    "PREFIX service: <http://e/> SELECT * { service:x service:p service: }",
    "PREFIX service: <http://e/> SELECT * { GRAPH service:x { ?s ?p ?o } }",
    "PREFIX e: <http://e/> SELECT * { ?s e:service e:my.service . ?t e:p e:service . }",
    "SELECT * { ?s ?p 'x'@service , _:service }",
]


@pytest.mark.parametrize("text", SERVICES)
def test_service_is_refused_however_it_is_written(text: str) -> None:
    found = refusal(text.replace("@", "http://127.0.0.1:9/"))
    assert OFF in found or DOUBT in found or ESCAPE in found


@pytest.mark.parametrize("text", NO_SERVICES)
def test_the_word_is_free_in_strings_comments_iris_and_names(text: str) -> None:
    assert refusal(text) == ""


def test_service_may_stand_in_a_query_for_another_endpoint() -> None:
    assert sparql.check("SELECT * { SERVICE <http://e/> { ?s ?p ?o } }", remote=True) == "select"


# Size, depth and complexity


def test_a_query_has_at_most_so_many_bytes() -> None:
    text = "ASK { ?s ?p '" + "é" * ((MAX_BYTES - 16) // 2) + "' }"
    assert len(text.encode()) == MAX_BYTES
    assert refusal(text) == ""
    assert refusal(text + " ") == f"the query has more than {MAX_BYTES} bytes"


@pytest.mark.parametrize("odd", ["\x00", "\ufeff", "\ud800"])
def test_what_no_query_holds_is_refused_even_in_a_string(odd: str) -> None:
    assert refusal(f"ASK {{ ?s ?p '{odd}' }}") == f"query:1:14: a character that no query holds, U+{ord(odd):04X}"


@pytest.mark.parametrize(
    ("before", "opens", "closes", "after"),
    [
        ("ASK ", "{", "}", ""),
        ("ASK { FILTER", "(", ")", " }"),
        ("ASK { ?s ?p ", "[ ?p ", "]", " }"),
        ("ASK { ?s ?p ", "(", ")", " }"),
        ("ASK { ?s ", "(", ")", " ?o }"),
        ("ASK { FILTER", "(!", ")", " }"),
        ("ASK { VALUES ?x {} ", "{", "}", " }"),
        ("ASK { VALUES ?x { ", "(", ")", " } }"),
    ],
)
def test_brackets_nest_up_to_a_limit(before: str, opens: str, closes: str, after: str) -> None:
    depth = MAX_DEPTH - before.count("{") + before.count("}")
    assert refusal(before + opens * depth + closes * depth + after) == ""
    assert DEEP in refusal(before + opens * (depth + 1) + closes * (depth + 1) + after)


def test_nothing_that_only_looks_like_a_bracket_counts_or_closes() -> None:
    assert refusal(f"ASK {{ ?s ?p '{'{' * 99}' , <http://e/{'(' * 99}> # {'[' * 99}\n}}") == ""
    for closes in ("'}'", "# }\n", "<http://e/)>", ")", "]"):
        assert DEEP in refusal("ASK " + f"{{ {closes} " * 99)


def test_a_comparison_does_not_hide_what_follows_as_an_iri() -> None:
    assert DOUBT in refusal("ASK { FILTER(1<" + "(" * 9_000 + "2" + ")" * 9_000 + "&&3>1) }")
    assert DOUBT in refusal("ASK { FILTER(?x<=3&&?y>=4) }"), "a false alarm, and told how to put it"
    assert DOUBT in refusal("PREFIX e: <http://e/> ASK { FILTER(?x<e:f" + "(" * 99 + "2" + ")" * 99 + "&&3>1) }")


@pytest.mark.parametrize(
    "text",
    [
        "ASK { FILTER(?x < 3 && ?y > 4) }",
        "ASK { FILTER(?x<3 && ?y>4) }",
        "ASK { FILTER(?x=<a>||?y!=<#b>) }",
        "ASK { FILTER(?x IN (<urn:a>, <urn:b>)) }",
        "ASK { ?s (<a>/<b>)*|^<c> ?o }",
        "ASK { ?s !(<a>|^<b>) (<http://e/1> <http://e/2>) }",
        "ASK { VALUES (?x ?y) { (1 <a>) (<b> <c>) } }",
        "ASK { FILTER(EXISTS { ?s <a> ?o }) }",
    ],
)
def test_comparisons_and_iris_that_are_plain_are_not_doubted(text: str) -> None:
    assert refusal(text) == ""


#: One link of a chain that makes the engine's tree deeper or wider by one; `#` is its number.
CHAINS = {
    "sum": ("ASK { FILTER(1", "+1", ") }"),
    "product": ("ASK { FILTER(1", "*1", ") }"),
    "and": ("ASK { FILTER(1", "&&1", ") }"),
    "or": ("ASK { FILTER(0", "||0", ") }"),
    "not": ("ASK { FILTER(", "!", "1) }"),
    "filters": ("ASK { ?s ?p ?o ", "FILTER(?s)", " }"),
    "exists": ("ASK { ", "FILTER EXISTS { ?s ?p ?o }", " }"),
    "columns": ("SELECT ", "(1 AS ?a#) ", "{}"),
    "having": ("SELECT (1 AS ?x) {} GROUP BY ?y HAVING", "(1)", ""),
    "objects": ("ASK { ?s ?p 1", ",1", " }"),
    "list": ("ASK { ?s ?p (1", " 1", ") }"),
    "predicates": ("ASK { ?s ?p ?o", ";?p ?o", " }"),
    "triples": ("ASK { ", "?s ?p ?o#.", " }"),
    "groups": ("ASK { ", "{}", " }"),
    "subqueries": ("ASK { ", "{ SELECT * {} }", " }"),
    "graphs": ("ASK { ", "GRAPH ?g {}", " }"),
    "optional": ("ASK { ", "OPTIONAL { ?s ?p ?o }", " }"),
    "union": ("ASK { {}", "UNION { ?s ?p ?o }", " }"),
    "minus": ("ASK { ?s ?p ?o ", "MINUS { ?s ?p ?o }", " }"),
    "bind": ("ASK { ", "BIND(1 AS ?a#)", " }"),
    "steps": ("ASK { ?s <a>", "/<a>", " ?o }"),
    "alternatives": ("ASK { ?s <a>", "|<a>", " ?o }"),
    "negated": ("ASK { ?s !(<a>", "|<a>", ") ?o }"),
    "quoted": ("ASK { ?s ?p ", "<<?s ?p ", "?o"),
    "lateral": ("ASK { ", "LATERAL { ?s ?p ?o }", " }"),
}


def chain(name: str, links: int) -> str:
    before, link, after = CHAINS[name]
    return before + "".join(link.replace("#", str(n)) for n in range(links)) + after


@pytest.mark.parametrize("name", CHAINS)
def test_whatever_makes_the_engine_recurse_is_counted(name: str) -> None:
    assert COMPLEX in refusal(chain(name, MAX_JOINTS + 1))
    assert refusal(chain(name, MAX_JOINTS // 10)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "ASK { VALUES ?x {" + " 1" * 20_000 + " } }",
        "ASK { VALUES (?x ?y) {" + " (1 <urn:a>)" * 4_000 + " } }",
        "ASK { FILTER(?x IN (1" + ", 1" * 10_000 + ")) }",
        "SELECT" + " ?x" * 10_000 + " {}",
        "SELECT * {} ORDER BY" + " ?x" * 10_000,
    ],
)
def test_long_lists_are_not_complex(text: str) -> None:
    assert refusal(text) == ""


@pytest.mark.parametrize("name", CHAINS)
def test_reading_the_longest_query_takes_no_time_to_speak_of(name: str) -> None:
    text = chain(name, MAX_BYTES)[:MAX_BYTES]
    assert "".join(token.text for token in sparql.tokens(text)) == text
    assert refusal(text)


@pytest.mark.parametrize(
    "piece", ["a.", "a-", "a", ":", ":.", "<a", "'", '"', "'''a", '""', "\\", "?", "@a-", "_:", "1e"]
)
def test_no_text_makes_the_reader_go_back_and_forth(piece: str) -> None:
    text = piece * (MAX_BYTES // len(piece))
    assert "".join(token.text for token in sparql.tokens(text)) == text


# The engine, in a child process

_CHILD = """
import json, os, sys, threading
threading.stack_size(512 * 1024)  # what some systems give a thread
import pyoxigraph as ox
from kg.errors import QueryError
from kg.store import Store
data = b"".join(b"<http://e/%d> <http://e/p> <http://e/%d> .\\n" % (n, n + 1) for n in range(9))
engine, guarded = ox.Store(), Store.load(data)
engine.load(data, format=ox.RdfFormat.N_TRIPLES)
def bare(text):
    try:
        found = engine.query(text, base_iri="http://e/")
        found if isinstance(found, ox.QueryBoolean) else list(found)
    except SyntaxError:
        return "bad"
    except (RuntimeError, OSError):
        return "failed"
    return "good"
def limited(text):
    try:
        guarded.ask(text, timeout=0.2)
    except QueryError:
        return "bad"
    return "good"
run = bare if sys.argv[1] == "bare" else limited
for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
os._exit(0)  # queries that were left behind still run
"""


def in_engine(texts: list[str], how: str) -> list[str]:
    """What the engine makes of each: bad (does not parse), failed or good. Dies as the child dies."""
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run([sys.executable, "-c", _CHILD, how], input=lines, capture_output=True, text=True, timeout=60)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"the engine died of {texts[len(said)][:200]!r}"
    return said


class Listener(NamedTuple):
    """Where a SERVICE may go, and how often something came."""

    address: str
    calls: list[None]


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A loopback endpoint that answers every request with an empty table."""
    body = b'{"head": {"vars": []}, "results": {"bindings": []}}'
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nConnection: close\r\n"
    with socket.create_server(("127.0.0.1", 0), backlog=128) as server:
        calls: list[None] = []

        def serve() -> None:
            while True:
                try:
                    call, _ = server.accept()
                except OSError:
                    return
                with call:
                    calls.append(None)
                    call.recv(65_536)
                    call.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)

        thread = threading.Thread(target=serve)
        thread.start()
        yield Listener(f"http://127.0.0.1:{server.getsockname()[1]}/", calls)
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_the_engine_obeys_these_spellings_when_there_is_no_gate(listener: Listener) -> None:
    """Why they are refused: were the listener deaf, the tests beside this one would prove nothing."""
    found = in_engine([text.replace("@", listener.address) for text in SERVICES[:-3]], "bare")
    assert "bad" not in found
    assert len(listener.calls) == len(found)


def test_the_engine_survives_all_that_passes_the_gate_at_its_limits() -> None:
    """Not even where threads have half a megabyte of stack; what takes too long is stopped."""
    texts = [
        chain(name, links) for name in CHAINS for links in (MAX_JOINTS - 20, MAX_JOINTS // 2 - 10, MAX_JOINTS // 4)
    ]
    nested = ["IF(1,1,", "(", "(1+", "!(", "COALESCE(1,", "(1=", "EXISTS{FILTER("]
    for piece in nested:
        for depth in (60, 28):
            closes = "".join({"(": ")", "{": "}"}[char] for char in reversed(piece) if char in "({")
            texts.append(f"ASK {{ FILTER({piece * depth}1{closes * depth}) }}")
    passing = [text for text in texts if not refusal(text)]
    assert len(passing) >= 30
    in_engine(passing, "limited")


#: What the random queries are made of. `%` is a term; many pieces run into each other when nothing is put between.
TERMS = (
    *(
        "?s",
        "$SERVICE",
        "<a>",
        "<a#SERVICE>",
        "x:a",
        "x:SERVICE",
        "service:x",
        ":",
        "_:SERVICE",
        "1",
        "1.5",
        "1e3",
        "true",
    ),
    *("'SERVICE'", '"x"', "'a'@en", "'''z'z'''", '"""SERVICE<@>{}"""', "'\\''", "'a'^^<b>", "'''#'''"),
)
SERVICE = (
    *("SERVICE <@> {}", "SERVICE <@> {}", "service SILENT <@> {}"),
    *("SERVICE x:a {}", "SERVICE :a {}", "SERVICE service: {}"),
)
ELEMENTS = (
    *("?s ?p %", "% ?p % .", "?s x:p % , %", "?s ?p % ; x:q %", "?s ?p ( % % )", "?s ?p [ ?q % ]", "?s (x:p/^x:q)* %"),
    *(
        "FILTER(% < %)",
        "FILTER(1<2#>\n)",
        "FILTER(1<2#>'''\n) ?s ?p '''",
        "FILTER(% IN (%, %))",
        "FILTER EXISTS { ?s ?p % }",
    ),
    *("OPTIONAL { ?s ?p % }", "{ ?s ?p % } UNION { }", "MINUS { % ?p ?o }", "GRAPH service:x { ?s ?p % }", "{}"),
    *("VALUES ?v { 1 'SERVICE' <@> }", "VALUES (?v ?w) { (1 <a>) }", "{ SELECT * { ?s ?p % } }", "# SERVICE <@> {}\n"),
)
GLUE = ("", "", "", " ", "\n", "#c\n", "# c\r")


def random_query(seed: int, address: str) -> str:
    """A query, or nearly one, with SERVICE beside and in odd things."""
    chance = random.Random(seed)
    elements = [chance.choice(ELEMENTS) for _ in range(chance.randrange(4))]
    if chance.random() < 0.5:
        elements.insert(chance.randrange(len(elements) + 1), chance.choice(SERVICE))
    glue = chance.choice((GLUE, (" ",)))
    words = "\t".join(elements).replace(" ", "\t").replace("%", "\t%\t").split("\t")
    body = "".join((chance.choice(TERMS) if word == "%" else word) + chance.choice(glue) for word in words)
    if chance.random() < 0.3:
        at = chance.randrange(len(body) + 1)
        body = body[:at] + chance.choice(("", *"'#<>\\?. x{)")) + body[at + 1 :]
    return f"PREFIX x:<@>PREFIX :<@>PREFIX service:<@>SELECT * {{ {body}}}".replace("@", address)


def test_no_random_query_gets_a_connection_past_the_gate(listener: Listener) -> None:
    texts = [random_query(seed, listener.address) for seed in range(5_000)]
    passing = [text for text in texts if not refusal(text)]
    found = in_engine(passing, "bare")
    assert listener.calls == []
    parsed = [text for text, said in zip(passing, found, strict=True) if said != "bad"]
    assert len(parsed) >= 500
    assert [text for text in parsed if any(t.kind == "mark" and t.text in "'\"\\" for t in sparql.tokens(text))] == []
    in_engine([text for text in texts if OFF in refusal(text)], "bare")
    assert len(listener.calls) >= 500, "the generator has grown tame"
