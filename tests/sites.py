"""A site as a reader and a browser meet it: its pages taken apart, and the folder served on the loopback address."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

from kg.site.preview import server

#: Elements that have no end tag (HTML, section 13.1.2).
VOID = {"meta", "link", "input", "br", "hr", "img", "source", "wbr", "area", "base", "col", "embed", "track"}


@dataclass
class Page(HTMLParser):
    """The elements of a page in order, with their attributes; `text` is what a reader sees, `faults` what is not
    nested as it should be."""

    source: str
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    scripts: list[tuple[dict[str, str], str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._words: list[str] = []
        self.feed(self.source)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.elements.append((tag, told))
        if "id" in told:
            if told["id"] in self.ids:
                self.faults.append(f"id {told['id']} twice")
            self.ids.add(told["id"])
        if tag == "script":
            self.scripts.append((told, ""))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script":
            told, text = self.scripts.pop()
            self.scripts.append((told, text + data))
        else:
            self._words.append(data)

    @cached_property
    def text(self) -> str:
        return " ".join("".join(self._words).split())

    def values(self, *names: str) -> list[str]:
        """Every value of the attributes called so."""
        return [told[name] for _, told in self.elements for name in names if name in told]

    @property
    def policy(self) -> str:
        return next(told["content"] for _, told in self.elements if told.get("http-equiv") == "Content-Security-Policy")


def read(path: Path) -> Page:
    return Page(path.read_text("utf-8"))


def files(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address of a site while it is served."""
    with server(site, 0) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
        thread.join()


def links(page: Page) -> Iterator[str]:
    """Where a page leads or what it loads, as written, canonical addresses of its own left out."""
    for tag, told in page.elements:
        if tag == "link" and told.get("rel") == "canonical":
            continue
        for name in ("href", "src", "action", "data", "poster", "srcset"):
            if name in told:
                yield told[name]


IS_OUTSIDE = re.compile(r"https?://")
