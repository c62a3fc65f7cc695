"""Asking other people's endpoints: what is sent, what is taken, and how every failure is told in one line."""

from __future__ import annotations

import base64
import json
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from rogue import FAR, RESULTS, TRIPLE, YES, Rogue, closed, plain, rogue, rows, silent
from servers import oxigraph_server

from kg import __version__, remote
from kg.errors import EndpointError

QUERY = "SELECT ?x WHERE { ?x ?y ?z }"

#: Path of the misbehaviour, form of the query, and what the message must say.
CASES = [
    ("portal", "select", "it answers text/html, not application/sparql-results+json; check the address"),
    ("portal", "construct", "it answers text/html, not application/n-triples; check the address"),
    ("text", "select", "it answers text/plain"),
    ("xml", "select", "it answers application/sparql-results+xml, not application/sparql-results+json"),
    ("no-type", "select", "it answers no media type"),
    ("triples", "select", "it answers application/n-triples"),
    ("select", "construct", "it answers application/sparql-results+json"),
    ("gzip", "select", "it answers application/sparql-results+json in gzip"),
    ("short", "select", "the answer breaks off; ask again"),
    ("short-graph", "construct", "the answer breaks off; ask again"),
    ("cut-chunks", "construct", "the answer breaks off; ask again"),
    ("without-end", "describe", "it does not say where its graph ends, which may be cut off; SELECT"),
    ("broken", "select", "its answer is no proper application/sparql-results+json; ask again"),
    ("stack-trace", "select", "its answer is no proper application/sparql-results+json"),
    ("nested", "select", "its answer is no proper application/sparql-results+json"),
    ("not-results", "select", "its answer is no proper application/json"),
    ("not-results", "ask", "its answer is no proper application/json"),
    ("a-list", "ask", "its answer is no proper application/json"),
    ("ask", "select", "its answer is no proper"),
    ("select", "ask", "its answer is no proper"),
    ("not-utf8", "construct", "its answer is no proper text/turtle"),
    ("endless", "select", "the answer is larger than the 1,000,000 bytes allowed; ask for less, with a LIMIT"),
    ("huge-length", "select", "the answer is larger than the 1,000,000 bytes allowed"),
    ("huge-chunk", "select", "the answer breaks off"),
    ("hang-up", "select", "the connection was closed without an answer; ask again later"),
    ("not-http", "select", "the answer is not proper HTTP (SSH-2.0-OpenSSH_9.2"),
    ("not-http-long", "select", "the answer is not proper HTTP ({}{}{}"),
    ("many-headers", "select", "the answer is not proper HTTP (got more than 100 headers); check the address"),
    ("endless-line", "select", "the answer is not proper HTTP"),
    ("no-content", "select", "HTTP 204 No Content; check the address"),
    ("bad-query", "select", "HTTP 400 Bad Request: line 3: [31m no prefix ex stack"),
    ("bad-page", "select", "HTTP 400 Bad Request: unknown prefix; change the query"),
    ("401", "select", "HTTP 401 Unauthorized: so it is; set PAPERKIN_AUTH"),
    ("403", "select", "HTTP 403 Forbidden: so it is; set PAPERKIN_AUTH"),
    ("404", "select", "HTTP 404 Not Found: so it is; check the address"),
    ("405", "select", "HTTP 405 Method Not Allowed: so it is; check the address"),
    ("413", "select", "HTTP 413 Request Entity Too Large: so it is; shorten the query"),
    ("414", "select", "HTTP 414 Request-URI Too Long: so it is; shorten the query"),
    ("418", "select", "HTTP 418 I'm a Teapot: so it is; check the address"),
    ("500", "select", "HTTP 500 Internal Server Error: so it is; change the query"),
    ("503-always", "select", "HTTP 503 Service Unavailable: busy; ask again later"),
    ("429-far", "select", f"HTTP 429 Too Many Requests, wait {FAR} s: busy; ask again later"),
    ("429-far-date", "select", "HTTP 429 Too Many Requests, wait 7"),
    ("moved-303", "select", "HTTP 303 See Other; give the address where its redirects end"),
    ("moved-round", "select", "HTTP 302 Found; give the address where its redirects end"),
    ("moved-twice", "select", "HTTP 301 Moved Permanently; give the address where its redirects end"),
    ("moved-nowhere", "select", "no web address, or a redirect to none; give it as https://host/path"),
    ("moved-file", "select", "no web address, or a redirect to none; give it as https://host/path"),
    ("moved-with-name", "select", "credentials in an address are not taken"),
    ("moved-elsewhere", "select", "/select; ask there if you trust that address"),
]

#: Addresses that are refused before anything is looked up or connected to.
NO_ADDRESS = [
    *("", " ", "example.org/sparql", "//example.org/sparql", "/etc/passwd", "file:///etc/passwd", "ftp://example.org/"),
    *("javascript:alert(1)", "data:,hello", "http:", "http://", "http:///sparql", "http://[::1", "http://h:x/"),
    *("http://h:99999/", "http://h:0/", "http://a b/", "http://h/\n", "http://h\t/", "http://exämple.org/", "HTTP//h"),
    *("http://me:s3cret@example.org/sparql", "https://s3cret@example.org/", "http://me:s3cret/x", "me:s3cret@host/x"),
]


@pytest.fixture(autouse=True)
def _calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short pauses, and nothing from the environment of whoever runs the tests."""
    monkeypatch.setattr(remote, "PAUSE", 0.01)
    for name in ("paperkin_auth", "http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="module")
def other() -> Iterator[Rogue]:
    with rogue() as running:
        yield running


@pytest.fixture
def server(other: Rogue) -> Iterator[Rogue]:
    with rogue(other.base) as running:
        yield running
        assert other.seen == [], "nothing is ever sent to a second server"


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("looked up a name or connected")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def failure(endpoint: str, form: str = "select", text: str = QUERY, **options: Any) -> str:
    """The message of the failure that asking must end in, after checking what holds for all of them."""
    with pytest.raises(EndpointError) as caught:
        remote.ask(endpoint, text, form, **options)
    message = str(caught.value)
    assert message.isprintable()
    assert len(message) < 600
    assert "s3cret" not in repr((message, caught.value.__cause__, caught.value.__context__))
    assert caught.value.exit_code == 4
    return message


def nothing_goes_on() -> bool:
    """Whether the thread that fetched has ended, or does so within seconds."""
    threads = [thread for thread in threading.enumerate() if thread.name.endswith("(fetch)")]
    for thread in threads:
        thread.join(5)
    return not any(thread.is_alive() for thread in threads)


# What is taken, and what is sent for it


@pytest.mark.parametrize(
    ("path", "form", "expected"),
    [
        ("select", "select", (RESULTS, "application/sparql-results+json")),
        ("select-json", "select", (RESULTS, "application/json")),
        ("select-without-end", "select", (RESULTS, "application/sparql-results+json")),
        ("ask", "ask", (YES, "application/sparql-results+json")),
        ("triples", "construct", (TRIPLE, "application/n-triples")),
        ("turtle", "describe", (TRIPLE, "text/turtle")),
        ("no-triples", "construct", (b"", "application/n-triples")),
    ],
)
def test_answers_come_back_as_sent(server: Rogue, path: str, form: str, expected: tuple[bytes, str]) -> None:
    assert remote.ask(server.url(path), QUERY, form) == expected


def test_a_short_query_goes_by_get_under_our_own_name(server: Rogue) -> None:
    remote.ask(server.url("select"), QUERY, "select")
    (seen,) = server.seen
    assert seen.method == "GET"
    assert parse_qs(urlsplit(seen.target).query) == {"query": [QUERY]}
    assert seen.headers["User-Agent"] == f"paperkin/{__version__} (+https://w3id.org/paperkin)"
    assert seen.headers["Accept"] == "application/sparql-results+json, application/json"
    assert "Authorization" not in seen.headers


def test_a_long_query_is_posted_as_a_form(server: Rogue) -> None:
    text = QUERY + " # " + "größer " * 300
    remote.ask(server.url("triples"), text, "construct")
    (seen,) = server.seen
    assert (seen.method, seen.target) == ("POST", "/triples")
    assert seen.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(seen.body.decode()) == {"query": [text]}
    assert seen.headers["Accept"] == "application/n-triples, text/turtle"


@pytest.mark.parametrize(
    "text",
    [
        "#+ summary: insert and delete\n" + QUERY,
        "PREFIX a: <http://example.org/> # insert here\n" + QUERY,
        "# drop all\r\nSELECT * { ?s <http://example.org/#load> '# no comment' } # CLEAR",
        "not even a query",
        "",
    ],
)
def test_the_query_is_sent_as_it_is_whatever_its_comments_say(server: Rogue, text: str) -> None:
    remote.ask(server.url("select"), text, "select")
    (seen,) = server.seen
    assert parse_qs(urlsplit(seen.target).query, keep_blank_values=True) == {"query": [text]}


def test_parameters_of_the_address_are_kept_but_never_shown(server: Rogue) -> None:
    remote.ask(server.url("select?key=s3cret&empty=#part"), QUERY, "select")
    remote.ask(server.url("select?key=s3cret"), QUERY + " " * 3000, "select")
    get, post = (parse_qs(urlsplit(seen.target).query, keep_blank_values=True) for seen in server.seen)
    assert get == {"key": ["s3cret"], "empty": [""], "query": [QUERY]}
    assert post == {"key": ["s3cret"]}
    assert failure(server.url("404?key=s3cret")).startswith(f"{server.url('404')}: HTTP 404")


# Misbehaviour


def test_the_misbehaviours_are_many() -> None:
    assert len({path for path, _, _ in CASES}) >= 20


@pytest.mark.parametrize(("path", "form", "words"), CASES)
def test_misbehaviour_is_told_in_a_line(server: Rogue, path: str, form: str, words: str) -> None:
    message = failure(server.url(path), form, timeout=10, retries=1, most=1_000_000)
    assert message.startswith(f"{server.url(path)}: ")
    assert words in message
    assert "; " in message, "it says what to do"


@pytest.mark.parametrize("path", ["never", "drip", "drip-headers"])
def test_the_deadline_holds_for_all_together(server: Rogue, path: str) -> None:
    start = time.monotonic()
    message = failure(server.url(path), timeout=0.7)
    assert 0.6 < time.monotonic() - start < 5
    assert "no complete answer in the 0.7 s allowed; allow more time or ask for less" in message
    assert nothing_goes_on()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_deadline_holds_where_nothing_is_read(scheme: str) -> None:
    with silent() as place:
        start = time.monotonic()
        assert "no complete answer" in failure(f"{scheme}://{place}/sparql", text="# " + "x" * 4_000_000, timeout=0.5)
        assert time.monotonic() - start < 5
        assert nothing_goes_on()


def test_a_connection_that_comes_too_late_is_dropped(server: Rogue, monkeypatch: pytest.MonkeyPatch) -> None:
    connect, expired = socket.create_connection, threading.Event()
    monkeypatch.setattr(socket, "create_connection", lambda place, _: expired.wait(5) and connect(place, 5))
    assert "no complete answer" in failure(server.url("drip-headers"), timeout=0.1)
    expired.set()
    assert nothing_goes_on()


def test_the_deadline_holds_while_a_name_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    found = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found.wait(10) and [])
    assert "no complete answer in the 0.2 s" in failure("http://slow.invalid/sparql", timeout=0.2)
    found.set()
    assert nothing_goes_on()


@pytest.mark.parametrize("timeout", [0, -1, float("nan")])
def test_no_time_is_no_answer(server: Rogue, timeout: float) -> None:
    assert "no complete answer in the 0 s allowed" in failure(server.url("select"), timeout=timeout)


def test_all_the_time_in_the_world_is_fine(server: Rogue) -> None:
    assert remote.ask(server.url("select"), QUERY, "select", timeout=float("inf"))[0] == RESULTS


def test_a_complaint_is_told_even_if_it_never_ends(server: Rogue) -> None:
    assert "HTTP 400 Bad Request: line 3: no such prefix" in failure(server.url("drip-complaint"), timeout=20)


def test_foreign_words_are_shortened_and_cannot_steer_a_terminal(server: Rogue) -> None:
    message = failure(server.url("bad-query"))
    assert message.count("stack") < 60


def test_nobody_listens() -> None:
    with closed() as place:
        message = failure(f"http://{place}/sparql")
    assert message == f"http://{place}/sparql: the connection is refused; check the address and whether the server runs"


def test_unknown_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    message = failure("https://nowhere.invalid/sparql")
    assert message == "https://nowhere.invalid/sparql: the host is unknown; check its name and your network"


def test_host_names_that_cannot_be() -> None:
    assert "cannot be sent (" in failure(f"http://{'a' * 64}.invalid/sparql")


def test_plain_http_where_tls_was_asked_for() -> None:
    with plain() as place:
        assert "it cannot be reached ([SSL" in failure(f"https://{place}/sparql")


def test_a_certificate_that_nobody_vouches_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise ssl.SSLCertVerificationError(1, "certificate verify failed: self-signed certificate")

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", refuse)
    with silent() as place:
        assert "it cannot be reached (certificate verify failed: self-signed" in failure(f"https://{place}/sparql")


def test_a_query_that_has_no_utf8_form(server: Rogue) -> None:
    assert "the query cannot be sent" in failure(server.url("select"), text="SELECT '\ud800'")
    assert server.seen == []


# Addresses, redirects, credentials


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("address", NO_ADDRESS)
def test_addresses_that_are_not_asked(address: str) -> None:
    assert failure(address).startswith(
        ("the endpoint: no web address, ", "the endpoint: credentials in an address are not taken; put them into ")
    )


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("text", [QUERY, QUERY + " " * 3000], ids=["get", "post"])
def test_a_redirect_within_the_origin_asks_the_same_again(
    server: Rogue, status: int, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERKIN_AUTH", "Bearer s3cret")
    assert remote.ask(server.url(f"moved-{status}?a=b"), text, "select")[0] == RESULTS
    first, second = server.seen
    assert (second.method, second.body, second.headers) == (first.method, first.body, first.headers)
    assert urlsplit(second.target).path == "/select"
    assert urlsplit(second.target).query == urlsplit(first.target).query


def test_a_redirect_is_not_read_to_its_end(server: Rogue) -> None:
    assert remote.ask(server.url("moved-endless"), QUERY, "select", timeout=5)[0] == RESULTS


def test_a_password_goes_to_no_other_server(server: Rogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERKIN_AUTH", "me:s3cret")
    message = failure(server.url("moved-elsewhere"))
    (seen,) = server.seen  # that the other has seen nothing is up to the fixture
    assert seen.headers["Authorization"] == "Basic " + base64.b64encode(b"me:s3cret").decode()
    assert "/select; ask there" in message, "without the query string of the other address"


@pytest.mark.parametrize(
    ("value", "header"),
    [
        ("me:s3:cret", "Basic bWU6czM6Y3JldA=="),
        ("me:", "Basic bWU6"),
        ("Bearer abc.def", "Bearer abc.def"),
        ("bearer abc", "bearer abc"),
        ("", None),
    ],
)
def test_credentials_come_from_the_environment(
    server: Rogue, monkeypatch: pytest.MonkeyPatch, value: str, header: str | None
) -> None:
    monkeypatch.setenv("PAPERKIN_AUTH", value)
    remote.ask(server.url("select"), QUERY, "select")
    assert server.seen[0].headers.get("Authorization") == header


@pytest.mark.parametrize("value", ["s3cret", "Bearer", "Bearer s3cret:x y", "Bearer s3\r\ncret:x", "me:s3\ncret", ":x"])
def test_credentials_that_are_none_are_refused_unseen(
    server: Rogue, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("PAPERKIN_AUTH", value)
    assert "PAPERKIN_AUTH is neither user:password nor 'Bearer TOKEN'" in failure(server.url("select"))
    assert server.seen == []


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("host", ["example.org", "localhost.example.org", "10.0.0.1", "[2001:db8::1]", "127.0.0.1.org"])
def test_credentials_do_not_travel_in_the_open(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("PAPERKIN_AUTH", "me:s3cret")
    assert "PAPERKIN_AUTH would travel unencrypted; use an https address" in failure(f"http://{host}/sparql")


def test_a_server_that_repeats_the_password_is_not_quoted(server: Rogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERKIN_AUTH", "Bearer s3cret")
    assert "HTTP 403 Forbidden: you sent Bearer ***; set PAPERKIN_AUTH" in failure(server.url("echo"))


def test_a_proxy_is_used_but_not_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with rogue() as proxy, rogue() as server:
        monkeypatch.setenv("http_proxy", proxy.base)
        assert remote.ask("http://sparql.invalid/select", QUERY, "select")[0] == RESULTS
        assert proxy.seen[0].target.startswith("http://sparql.invalid/select?query=")
        monkeypatch.setenv("PAPERKIN_AUTH", "me:s3cret")
        assert remote.ask(server.url("select"), QUERY, "select")[0] == RESULTS
        assert len(proxy.seen) == 1


def test_a_proxy_does_not_see_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    with rogue() as proxy:
        monkeypatch.setenv("https_proxy", proxy.base)
        monkeypatch.setenv("PAPERKIN_AUTH", "me:s3cret")
        assert "it cannot be reached (Tunnel connection failed: 403" in failure("https://sparql.invalid/select")
        (seen,) = proxy.seen
        assert (seen.method, seen.target, "Authorization" in seen.headers) == ("CONNECT", "sparql.invalid:443", False)


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "http:/127.0.0.1"])
def test_a_proxy_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    assert "it cannot be reached" in failure("http://sparql.invalid/select")


# Retries


@pytest.mark.parametrize("path", ["429-once", "502-once", "503-once", "504-once", "503-nonsense"])
def test_what_passes_is_asked_again(server: Rogue, path: str) -> None:
    assert remote.ask(server.url(path), QUERY, "select")[0] == RESULTS
    assert len(server.seen) == 2


@pytest.mark.parametrize(("path", "at_least"), [("429-one-second", 1.0), ("429-until-date", 0.9)])
def test_the_server_says_how_long_to_wait(server: Rogue, path: str, at_least: float) -> None:
    start = time.monotonic()
    assert remote.ask(server.url(path), QUERY, "select", timeout=20)[0] == RESULTS
    assert at_least <= time.monotonic() - start < 10


@pytest.mark.parametrize("path", ["429-far", "429-far-date"])
def test_no_wait_is_begun_that_goes_beyond_the_deadline(server: Rogue, path: str) -> None:
    start = time.monotonic()
    assert "HTTP 429 Too Many Requests, wait " in failure(server.url(path), timeout=20)
    assert time.monotonic() - start < 10
    assert len(server.seen) == 1


@pytest.mark.parametrize(("path", "retries", "asked"), [("503-always", 3, 4), ("503-always", 0, 1), ("500", 3, 1)])
def test_how_often_it_is_asked(server: Rogue, path: str, retries: int, asked: int) -> None:
    failure(server.url(path), retries=retries)
    assert len(server.seen) == asked


def test_pauses_grow(server: Rogue, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    failure(server.url("503-always"), retries=3)
    assert pauses == [0.01, 0.02, 0.04]


# The rest of the process


def test_nothing_global_is_touched(server: Rogue) -> None:
    opener, timeout = urllib.request._opener, socket.getdefaulttimeout()  # type: ignore[attr-defined]
    remote.ask(server.url("select"), QUERY, "select")
    failure(server.url("401"))
    assert urllib.request._opener is opener  # type: ignore[attr-defined]
    assert socket.getdefaulttimeout() == timeout


# A real server

TURTLE = b"""
@prefix : <http://example.org/> .
:ResNet :introducedBy :he2016 ; :label "ResNet" .
:DenseNet :introducedBy :huang2017 ; :descendsFrom :ResNet ; :label "Dense\\nNet \xc3\xa9" .
"""


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    with oxigraph_server(TURTLE) as endpoint:
        yield endpoint


def test_a_real_server_selects(real: str) -> None:
    text = "#+ summary: INSERT\nPREFIX : <http://example.org/> SELECT ?l { ?x :descendsFrom :ResNet ; :label ?l }"
    for query in (text, text + " " * 3000):
        body, media = remote.ask(real, query, "select")
        assert media == "application/sparql-results+json"
        assert [row["l"]["value"] for row in rows(body)] == ["Dense\nNet é"]


def test_a_real_server_says_yes_and_no(real: str) -> None:
    for name, expected in (("ResNet", True), ("VGG", False)):
        body, _ = remote.ask(real, f"ASK {{ ?x ?y <http://example.org/{name}> }}", "ask")
        assert json.loads(body)["boolean"] is expected


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("construct", "CONSTRUCT { ?s a ?o } WHERE { ?s <http://example.org/introducedBy> ?o }"),
        ("describe", "DESCRIBE <http://example.org/ResNet>"),
    ],
)
def test_a_real_server_gives_graphs(real: str, form: str, text: str) -> None:
    body, media = remote.ask(real, text, form)
    assert media in ("application/n-triples", "text/turtle")
    assert body.count(b"<http://example.org/he2016>") == 1


def test_a_real_server_explains_what_is_wrong_with_a_query(real: str) -> None:
    message = failure(real, text="SELECT ?x WHERE { ?x nope:nope 1 }")
    assert message.startswith(f"{real}: HTTP 400 Bad Request: error at 1:")
    assert "Prefix not found" in message


def test_a_real_server_elsewhere_than_thought(real: str) -> None:
    assert "HTTP 404 Not Found" in failure(real + "/not/here")
