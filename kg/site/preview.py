"""A site on this machine alone: a file server on the loopback address, for looking before publishing.

It answers only those who ask for this machine by name, so that no page from elsewhere can read it through a name of its
own that leads here; and only with files of the folder.
"""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.errors import PlaceError

HOST = "127.0.0.1"
#: Media types of the endings on a site; systems differ in what they know.
TYPES = {
    ".bib": "text/plain; charset=utf-8", ".css": "text/css; charset=utf-8", ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json",
    ".jsonld": "application/ld+json", ".nt": "application/n-triples", ".svg": "image/svg+xml",
    ".ttl": "text/turtle; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".wasm": "application/wasm",
    ".xml": "application/xml", "": "application/octet-stream",
}  # fmt: skip


class Handler(SimpleHTTPRequestHandler):
    """Serves the files of a folder, quietly, to those who call this machine by one of its `names`."""

    extensions_map = TYPES

    def __init__(self, *given: Any, names: tuple[str, ...], **more: Any) -> None:
        self.names = names
        super().__init__(*given, **more)

    def send_head(self) -> Any:
        if _host(self.headers.get("Host", "")) not in self.names:
            self.send_error(403, "A preview answers to the loopback address only")
            return None
        try:
            if Path(self.translate_path(self.path)).resolve().is_relative_to(Path(self.directory).resolve()):
                return super().send_head()
        except (ValueError, OSError, RuntimeError):  # no path at all, or one that leads round in a circle
            pass
        self.send_error(404, "Nothing lies at this address")
        return None

    def list_directory(self, path: Any) -> None:
        self.send_error(404, "Nothing lies at this address")

    def end_headers(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Content-Security-Policy", "frame-ancestors 'none'")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads the log of a preview."""


def _host(told: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return urlsplit(f"//{told}").hostname or ""
    except ValueError:
        return ""


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server that is bound, and serves when `serve_forever` is called; port 0 takes a free one.

    Raises `PlaceError` if the port is taken or not allowed.
    """
    handler = partial(Handler, names=(HOST, "localhost"), directory=str(folder))
    try:
        return ThreadingHTTPServer((HOST, port), handler)
    except OSError as error:
        raise PlaceError(f"port {port} cannot be had: {error.strerror}; name another with --port") from None
