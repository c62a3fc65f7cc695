"""Questions to other people's SPARQL endpoints.

In: an endpoint's address, a read-only query, its form. Out: the body of a complete, checked answer with its media type,
or an `EndpointError`: one line with who failed, how, and what to do. SPARQLWrapper writes the request; it is sent from
here, because urllib hands the password to wherever it is redirected, and bounds neither the whole time nor the size.
"""

from __future__ import annotations

import base64
import ipaddress
import json
import os
import re
import socket
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, IncompleteRead, responses
from typing import Any
from urllib.error import URLError
from urllib.parse import SplitResult, parse_qs, urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, UnknownHandler

from kg import __version__
from kg.errors import EndpointError, QueryError
from kg.sparql import check
from kg.store import Answer, read_answer

GRAPH, TABLE = ("application/n-triples", "text/turtle"), ("application/sparql-results+json", "application/json")
ACCEPTED = {"select": TABLE, "ask": TABLE, "construct": GRAPH, "describe": GRAPH}
PASSING, REDIRECTS = (429, 502, 503, 504), (301, 302, 307, 308)
PAUSE = 0.5  # seconds before the second attempt where the server names none; doubled each time
LONGEST_URL = 2000  # that every server takes; a longer query is posted as a form, the kind of POST all endpoints read
ADVICE = {
    **dict.fromkeys((400, 500), "change the query to what this endpoint can do, or add a LIMIT"),
    **dict.fromkeys((401, 403), "set PAPERKIN_AUTH to user:password or 'Bearer TOKEN', or check what it holds"),
    **dict.fromkeys((404, 405), "check the address; its path is often /sparql or /query"),
    **dict.fromkeys((413, 414), "shorten the query"),
    **dict.fromkeys(PASSING, "ask again later"),
    **dict.fromkeys((*REDIRECTS, 303), "give the address where its redirects end"),
}
#: What a failure below HTTP means; the first that fits counts.
MEANINGS: tuple[tuple[type, str], ...] = (
    (EndpointError, "{error}"),
    (TimeoutError, "no complete answer in the {timeout:g} s allowed; allow more time or ask for less"),
    (ConnectionRefusedError, "the connection is refused; check the address and whether the server runs"),
    (socket.gaierror, "the host is unknown; check its name and your network"),
    (IncompleteRead, "the answer breaks off; ask again"),
    (ConnectionError, "the connection was closed without an answer; ask again later"),
    (HTTPException, "the answer is not proper HTTP ({error}); check the address"),
    (UnicodeError, "the host's name or the query cannot be sent ({error}); correct it"),
    (OSError, "it cannot be reached ({error}); check the address and your network"),
    (object, "it cannot be reached; check the address and your proxy"),
)


def ask(
    endpoint: str, text: str, form: str, *, timeout: float = 60.0, retries: int = 3, most: int = 64_000_000
) -> tuple[bytes, str]:
    """The body and media type of an endpoint's answer: JSON results for select and ask, N-Triples or Turtle for graphs.

    `form` is select, ask, construct or describe; `timeout` is in seconds for all together, retries and pauses included;
    `most` is in bytes. Credentials come from PAPERKIN_AUTH ("user:password" or "Bearer TOKEN"), and only from there.
    Raises EndpointError for every failure; nothing partial is returned.
    """
    timeout = max(0.0, min(timeout, 86_400.0))  # in this order NaN becomes 0
    deadline, shown = time.monotonic() + timeout, "the endpoint"
    try:
        address = _address(endpoint)
        shown = _shown(address)
        request = _request(address, text, form, "GET")
        if len(request.full_url) > LONGEST_URL:
            request = _request(address, text, form, "POST")
        return _in_time(_Wire(deadline), request, form, retries, most)
    except (EndpointError, OSError, HTTPException, ValueError) as error:
        cause = error.reason if isinstance(error, URLError) else error
        meaning = next(words for kind, words in MEANINGS if isinstance(cause, kind))
        raise EndpointError(f"{shown}: {meaning.format(error=_line(str(cause), 450), timeout=timeout)}") from error


def answer(endpoint: str, text: str, timeout: float) -> Answer:
    """The answer of an endpoint to a query, read. Raises `QueryError` for an update, `EndpointError` for all else."""
    told = ask(endpoint, text, check(text, remote=True), timeout=timeout)
    try:
        return read_answer(*told)
    except QueryError as error:
        raise EndpointError(f"{_shown(_address(endpoint))}: {error}") from None


def _line(text: str, most: int) -> str:
    """Foreign text made fit for a line of a terminal, `most` characters long."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:most]


def _address(text: str, base: str = "") -> SplitResult:
    """An address that may be asked, taken apart: lower-case host, no standard port, no fragment."""
    try:
        parts = urlsplit(urljoin(base, text) if re.fullmatch("[!-~]+", text) else "")
        plain = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        plain = False
    if not plain:
        raise EndpointError("no web address, or a redirect to none; give it as https://host/path, ASCII without spaces")
    if "@" in parts.netloc:
        raise EndpointError("credentials in an address are not taken; put them into the environment as PAPERKIN_AUTH")
    standard = {"http": ":80", "https": ":443"}[parts.scheme]
    return parts._replace(netloc=parts.netloc.lower().removesuffix(standard), fragment="")


def _shown(address: SplitResult) -> str:
    return address._replace(query="").geturl()


def _is_loopback(host: str | None) -> bool:
    with suppress(ValueError):
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    return False


def _authorization(address: SplitResult) -> dict[str, str]:
    secret = os.environ.get("PAPERKIN_AUTH", "")
    if secret and address.scheme == "http" and not _is_loopback(address.hostname):
        raise EndpointError("PAPERKIN_AUTH would travel unencrypted; use an https address or unset it")
    if re.fullmatch("(?i:bearer) [!-~]+", secret):
        return {"Authorization": secret}
    if re.fullmatch("(?!(?i:bearer) )[^:]+:.*", secret):
        return {"Authorization": "Basic " + base64.b64encode(os.fsencode(secret)).decode()}
    if secret:
        raise EndpointError("PAPERKIN_AUTH is neither user:password nor 'Bearer TOKEN'; correct or unset it")
    return {}


def _request(address: SplitResult, text: str, form: str, method: str) -> Request:
    from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper

    own = address.query if method == "GET" else ""  # parameters of the address itself, to which GET adds the query
    writer = SPARQLWrapper(_shown(address) if own else address.geturl())
    writer.agent = f"paperkin/{__version__} (+https://w3id.org/paperkin)"
    writer.parameters = parse_qs(own, keep_blank_values=True)
    writer.queryString, writer.queryType = text, form.upper()  # set, because its guess trips over comments
    writer.setMethod(method)
    writer.setOnlyConneg(True)
    writer.setReturnFormat(JSON if ACCEPTED[form] is TABLE else TURTLE)
    writer.customHttpHeaders = {"Accept": ", ".join(ACCEPTED[form]), **_authorization(address)}
    return writer._createRequest()


class _Wire(HTTPHandler, HTTPSHandler):
    """Opens connections, and keeps a second handle on the last of them, by which it can be cut at any moment."""

    def __init__(self, deadline: float) -> None:
        super().__init__()
        self.deadline, self.handle = deadline, socket.socket()

    def left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def do_open(self, http_class: Any, req: Request, **options: Any) -> HTTPResponse:
        def tracked(*args: Any, **named: Any) -> Any:
            connection = http_class(*args, **named)
            connection._create_connection = self.connected  # the hook by which http.client opens its sockets
            return connection

        return super().do_open(tracked, req, **options)

    def connected(self, place: tuple[str, int], *_: object) -> socket.socket:
        sock = socket.create_connection(place, self.left())
        self.handle.close()
        self.handle = sock.dup()
        if time.monotonic() >= self.deadline:
            self.cut()
        return sock

    def cut(self) -> None:
        self.deadline = 0.0
        with suppress(OSError):
            self.handle.shutdown(socket.SHUT_RDWR)
        self.handle.close()


def _in_time(wire: _Wire, request: Request, form: str, retries: int, most: int) -> tuple[bytes, str]:
    """The answer, fetched by a thread, since some waits take no limit, such as that for the look-up of a name."""
    future: Future[tuple[bytes, str]] = Future()

    def fetch() -> None:
        try:
            future.set_result(_fetched(wire, request, form, retries, most))
        except Exception as error:
            future.set_exception(error)

    threading.Thread(target=fetch, daemon=True).start()
    try:
        return future.result(wire.left())
    finally:
        wire.cut()


def _fetched(wire: _Wire, request: Request, form: str, retries: int, most: int) -> tuple[bytes, str]:
    attempt = 0
    while True:
        with _sent(wire, request) as response:
            if response.status == 200:
                return _whole(response, form, most)
            pause = _pause(response, attempt)
            if response.status not in PASSING or attempt >= retries or pause >= wire.left():
                raise EndpointError(_complaint(response, request, pause))
        time.sleep(pause)
        attempt += 1


def _sent(wire: _Wire, request: Request) -> HTTPResponse:
    """The answer after at most one redirect: the same question, by the same method, at another path of the origin."""
    response = _opened(wire, request, request.full_url)
    if response.status not in REDIRECTS:
        return response
    with response:
        here, there = urlsplit(request.full_url), _address(response.headers.get("Location", ""), request.full_url)
    if here[:2] != there[:2]:
        raise EndpointError(f"it redirects to {_shown(there)}; ask there if you trust that address")
    return _opened(wire, request, here._replace(path=there.path).geturl())


def _opened(wire: _Wire, request: Request, url: str) -> HTTPResponse:
    """The answer, of whatever status, to a copy of the request, since handlers change what they are given."""
    opener = OpenerDirector()  # follows nothing, installs nothing
    opener.add_handler(wire)
    opener.add_handler(UnknownHandler())
    if not _is_loopback(urlsplit(url).hostname):
        opener.add_handler(ProxyHandler())
    copy = Request(url, request.data, request.headers, method=request.get_method())  # noqa: S310  _address saw to it
    response: HTTPResponse = opener.open(copy)
    return response


def _whole(response: HTTPResponse, form: str, most: int) -> tuple[bytes, str]:
    """The body and its media type, if they are what was asked for and are known to be all of it."""
    media = response.headers.get("Content-Type", "no media type").partition(";")[0].strip().lower()
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if media not in ACCEPTED[form] or coding != "identity":
        got = media[:80] if coding == "identity" else f"{media[:80]} in {coding[:40]}"
        raise EndpointError(f"it answers {got}, not {ACCEPTED[form][0]}; check the address and its format parameter")
    if ACCEPTED[form] is GRAPH and response.length is None and not response.chunked:
        raise EndpointError("it does not say where its graph ends, which may be cut off; SELECT the triples instead")
    size = response.length or 0
    body = b"" if size > most else response.read(most + 1)
    if max(size, len(body)) > most:
        raise EndpointError(f"the answer is larger than the {most:,} bytes allowed; ask for less, with a LIMIT")
    if len(body) < size:
        raise IncompleteRead(b"")
    if not _is_sound(body, form):
        raise EndpointError(f"its answer is no proper {media}; ask again, or ask for less")
    return body, media


def _is_sound(body: bytes, form: str) -> bool:
    try:
        if ACCEPTED[form] is GRAPH:
            body.decode()
            return True
        answer = json.loads(body)
        if form == "ask":
            return isinstance(answer["boolean"], bool)
        return isinstance(answer["head"]["vars"], list) and isinstance(answer["results"]["bindings"], list)
    except (ValueError, LookupError, TypeError, RecursionError):
        return False


def _complaint(response: HTTPResponse, request: Request, pause: float) -> str:
    """What a status other than 200 means, with the server's first words, the password never among them."""
    words = b""
    with suppress(OSError, HTTPException):
        words = response.read1(4096)
    said = words.decode(errors="replace")
    if secret := request.get_header("Authorization", "").partition(" ")[2]:
        said = said.replace(secret, "***")
    if "html" in response.headers.get("Content-Type", ""):
        said = re.sub(r"<[^>]*>", " ", said)
    said = f": {_line(said, 300)}" if said.strip() else ""
    wait = f", wait {pause:.0f} s" if "Retry-After" in response.headers else ""
    advice = ADVICE.get(response.status, "check the address")
    return f"HTTP {response.status} {responses.get(response.status, '')}{wait}{said}; {advice}"


def _pause(response: HTTPResponse, attempt: int) -> float:
    """Seconds until the next attempt: those of Retry-After (RFC 9110, 10.2.3), else twice those of the last time."""
    asked = response.headers.get("Retry-After", "").strip()
    if re.fullmatch("[0-9]{1,9}", asked):
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return PAUSE * 2.0 ** min(attempt, 60)
