"""A SPARQL endpoint that misbehaves, each path in its own way. Comes up on a free loopback port, in a thread.

In: nothing. Out: addresses to ask, and what came in there. A path that waits is let go when the server is closed.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import urlsplit

RESULTS = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "1"}}]}}'
YES = b'{"head": {}, "boolean": true}'
TRIPLE = b'<http://example.org/a> <http://example.org/b> "c" .\n'
JSON = "application/sparql-results+json"
TRIPLES = "application/n-triples"
TURTLE = "text/turtle"
FAR = 7200


@dataclass(frozen=True)
class Seen:
    """A request as it came in."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Rogue:
    """A running server: where it is, what it has seen, and where its redirects to another server lead."""

    base: str
    elsewhere: str = ""
    seen: list[Seen] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, name: str) -> str:
        """The address of a misbehaviour."""
        return f"{self.base}/{name}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    rogue: Rogue

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.rogue.seen.append(Seen(self.command, self.path, dict(self.headers), body))
        self.close_connection = True
        name = urlsplit(self.path).path.lstrip("/")
        ANSWERS[name](self)

    def do_POST(self) -> None:
        self.do_GET()

    def do_CONNECT(self) -> None:
        self.rogue.seen.append(Seen(self.command, self.path, dict(self.headers), b""))
        self.answer(403, "text/plain", b"this proxy opens no tunnels")

    @property
    def times(self) -> int:
        """How often this path has been asked for, this time included."""
        path = urlsplit(self.path).path
        return sum(urlsplit(seen.target).path == path for seen in self.rogue.seen)

    def answer(self, status: int, media: str, body: bytes, **headers: str) -> None:
        """A proper HTTP answer, save for what the headers override (a header of "" is left out)."""
        every = {"Content-Type": media, "Content-Length": str(len(body))}
        every |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.send_response(status)
        for name, value in every.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self, data: bytes) -> None:
        """One byte per 0.2 s, until the server is closed."""
        for byte in data:
            self.wfile.write(bytes([byte]))
            if self.rogue.closing.wait(0.2):
                return

    def redirect(self, status: int, to: str) -> None:
        self.answer(status, "text/plain", b"", Location=to)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


def _never(handler: _Handler) -> None:
    handler.rogue.closing.wait(20)


def _drip(handler: _Handler) -> None:
    handler.answer(200, JSON, b"", Content_Length="100000")
    handler.drip(RESULTS * 1000)


def _drip_headers(handler: _Handler) -> None:
    handler.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\nX-Slow: " + b"z" * 1000)


def _drip_complaint(handler: _Handler) -> None:
    handler.answer(400, "text/plain", b"line 3: no such prefix", Content_Length="100000")
    handler.drip(b"." * 1000)


def _endless(handler: _Handler) -> None:
    handler.answer(200, JSON, b"", Content_Length="", Transfer_Encoding="chunked")
    while not handler.rogue.closing.is_set():
        handler.wfile.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")


def _endless_line(handler: _Handler) -> None:
    while not handler.rogue.closing.is_set():
        handler.wfile.write(b"HTTP/1.1 200 " + b"a" * 0x10000)


def _cut_chunks(handler: _Handler) -> None:
    chunk = b"%x\r\n%s\r\n" % (len(TRIPLE), TRIPLE)
    handler.answer(200, TRIPLES, chunk, Content_Length="", Transfer_Encoding="chunked")


def _without_end(media: str, body: bytes) -> Callable[[_Handler], None]:
    return lambda handler: handler.answer(200, media, body, Content_Length="", Connection="close")


def _says(status: int, media: str, body: bytes, **headers: str) -> Callable[[_Handler], None]:
    return lambda handler: handler.answer(status, media, body, **headers)


def _raw(data: bytes) -> Callable[[_Handler], None]:
    def answer(handler: _Handler) -> None:
        handler.wfile.write(data)

    return answer


def _leads(status: int, to: str) -> Callable[[_Handler], None]:
    return lambda handler: handler.redirect(status, to.format(elsewhere=handler.rogue.elsewhere))


def _then_fine(status: int, times: int = 1, **headers: str) -> Callable[[_Handler], None]:
    """Fails so many times, then answers."""

    def answer(handler: _Handler) -> None:
        failed = handler.times > times
        handler.answer(200, JSON, RESULTS) if failed else handler.answer(status, "text/plain", b"busy", **headers)

    return answer


def _date(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


def _echo(handler: _Handler) -> None:
    handler.answer(403, "text/plain", f"you sent {handler.headers['Authorization']}".encode())


ANSWERS: dict[str, Callable[[_Handler], None]] = {
    "select": _says(200, JSON, RESULTS),
    "select-json": _says(200, "Application/JSON; charset=utf-8", RESULTS),
    "select-without-end": _without_end(JSON, RESULTS),
    "ask": _says(200, JSON, YES),
    "triples": _says(200, TRIPLES, TRIPLE),
    "turtle": _says(200, "text/turtle;charset=utf-8", TRIPLE),
    "no-triples": _says(200, TRIPLES, b""),
    "never": _never,
    "drip": _drip,
    "drip-headers": _drip_headers,
    "drip-complaint": _drip_complaint,
    "endless": _endless,
    "endless-line": _endless_line,
    "huge-length": _says(200, JSON, b"{", Content_Length="1000000000000"),
    "huge-chunk": _raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\n{"
    ),
    "portal": _says(200, "text/html", b"<html><title>Log in to the network</title></html>"),
    "text": _says(200, "text/plain", b"please set a user agent"),
    "xml": _says(200, "application/sparql-results+xml", b"<sparql/>"),
    "no-type": _says(200, "", RESULTS),
    "gzip": _says(200, JSON, b"\x1f\x8b", Content_Encoding="gzip"),
    "short": _says(200, JSON, RESULTS, Content_Length="5000"),
    "short-graph": _says(200, TRIPLES, TRIPLE, Content_Length="5000"),
    "cut-chunks": _cut_chunks,
    "without-end": _without_end(TURTLE, TRIPLE),
    "broken": _without_end(JSON, RESULTS[:-9]),
    "stack-trace": _says(200, JSON, RESULTS[:-1] + b"\njava.util.concurrent.TimeoutException"),
    "nested": _says(200, JSON, b"[" * 200_000),
    "not-results": _says(200, "application/json", b'{"message": "hello"}'),
    "a-list": _says(200, "application/json", b"[]"),
    "not-utf8": _says(200, TURTLE, b'<a:a> <b:b> "\xff" .'),
    "hang-up": _raw(b""),
    "not-http": _raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "not-http-long": _raw(b"{}" * 30_000 + b"\r\n"),
    "many-headers": _raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 500 + b"\r\n"),
    "no-content": _says(204, "", b"", Content_Length=""),
    "bad-query": _says(400, "text/plain", b"line 3:\r\n\x1b[31m no prefix \xe2\x80\xae ex\x00\x07 " + b"stack " * 500),
    "bad-page": _says(400, "text/html", b"<html><b>unknown</b>\n<i>prefix</i></html>"),
    **{str(status): _says(status, "text/plain", b"so it is") for status in (401, 403, 404, 405, 413, 414, 418, 500)},
    "echo": _echo,
    **{f"{status}-once": _then_fine(status) for status in (429, 502, 503, 504)},
    "503-always": _says(503, "text/plain", b"busy"),
    "429-one-second": _then_fine(429, Retry_After="1"),
    "429-until-date": lambda handler: _then_fine(429, Retry_After=_date(2))(handler),
    "429-far": _says(429, "text/plain", b"busy", Retry_After=str(FAR)),
    "429-far-date": lambda handler: handler.answer(429, "text/plain", b"busy", Retry_After=_date(FAR)),
    "503-nonsense": _then_fine(503, Retry_After="soon"),
    **{f"moved-{status}": _leads(status, "/select") for status in (301, 302, 303, 307, 308)},
    "moved-round": _leads(302, "/moved-round"),
    "moved-twice": _leads(302, "/moved-301"),
    "moved-nowhere": _leads(302, ""),
    "moved-file": _leads(302, "file:///etc/hostname"),
    "moved-elsewhere": _leads(307, "{elsewhere}/select?token=s3cret"),
    "moved-with-name": _leads(307, "http://me:s3cret@127.0.0.1:1/select"),
    "moved-endless": lambda handler: handler.answer(307, "text/plain", b"", Location="/select", Content_Length="99999"),
}


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for them

    def server_bind(self) -> None:
        """Binds without asking the name service for this machine's name."""
        TCPServer.server_bind(self)

    def handle_error(self, *_: Any) -> None:
        """The other side has gone: just what many of these tests want."""


@contextmanager
def rogue(elsewhere: str = "") -> Iterator[Rogue]:
    """A misbehaving endpoint, for as long as the block lasts."""
    handler = type("Handler", (_Handler,), {})
    with _Server(("127.0.0.1", 0), handler) as server:
        running = Rogue(f"http://127.0.0.1:{server.server_address[1]}", elsewhere)
        handler.rogue = running  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield running
        finally:
            running.closing.set()
            server.shutdown()
            thread.join()


@contextmanager
def silent() -> Iterator[str]:
    """Host and port of a server to which one can connect, and that never reads nor says a thing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)  # soon full, so that sending blocks too
        yield f"127.0.0.1:{server.getsockname()[1]}"


@contextmanager
def plain() -> Iterator[str]:
    """Host and port of a server that answers in plain HTTP whatever is said to it, even the first words of TLS."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                connection.recv(1 << 16)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        thread.join()


@contextmanager
def closed() -> Iterator[str]:
    """Host and port at which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{unused.getsockname()[1]}"


def rows(body: bytes) -> list[dict[str, Any]]:
    """The bindings of a body of JSON results."""
    found: list[dict[str, Any]] = json.loads(body)["results"]["bindings"]
    return found
