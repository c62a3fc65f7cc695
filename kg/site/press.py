"""The whole site in one function: a built graph -> a folder that any file server can serve.

Comes in: a `Graph` and a folder. Goes out: the folder, of which only what changed has been touched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from kg import catalog, queries
from kg.entries import Collection
from kg.entries.values import base
from kg.errors import UsageError
from kg.export.formats import FORMATS
from kg.graph import Graph
from kg.lineage import DESCENT
from kg.pool import started
from kg.renew import Renewal, renewed
from kg.site import data, vendor
from kg.site.facts import Facts
from kg.site.feeds import feed, sitemaps
from kg.site.frame import Frame
from kg.site.overview import DOWNLOADS, Overview
from kg.site.pages import File, Pages
from kg.site.questions import questions

#: What needs third-party scripts: its template, and the scripts without which it is left out.
SCRIPTED = {
    "explore": ("Lineage explorer", ()),
    "charts": ("Charts", ("d3.min.js", "plot.umd.min.js")),
    "sparql": ("SPARQL", ("oxigraph.js", "oxigraph_bg.wasm", "yasqe.min.js", "yasqe.min.css")),
}
SEARCH = ("minisearch.js",)


class Made(NamedTuple):
    """What was made: files, how many of them are pages, how many changed, and what was left out."""

    files: int
    pages: int
    changed: int
    without: list[str]


def site(
    graph: Graph,
    target: Path,
    address: str = "",
    tell: Callable[[int, int], None] | None = None,
    wait: bool = False,
) -> Made:
    """Writes the site of a graph into a folder.

    `address` is where it will be found, for links that must be whole; without it the base of the graph's IRIs. `tell`
    hears how many entities of how many have their pages. Raises `PlaceError` if the folder holds anything else,
    `UsageError` if the address is none of the web.
    """
    about = catalog.collection(graph.home.folder)
    facts = Facts(graph, about.start)
    missing = set(vendor.missing())
    without = [title for title, needed in (*SCRIPTED.values(), ("Search", SEARCH)) if missing & set(needed)]
    told = _whole(address) if address else graph.base
    frame = Frame(told, _site(about, graph, missing, without))
    pages = Pages(facts, frame)
    with renewed(target, wait) as renewal, _printing(pages, renewal) as (printed, total):
        for path, content in _rest(facts, frame, pages, about, missing):
            renewal.put(path, content)
        for done, paths in enumerate(printed, 1):
            renewal.kept.update(paths)
            if tell and (done % 50 == 0 or done == total):
                tell(done, total)
        for path, content in _machines(frame, facts, renewal.kept, lost=bool(address)):
            renewal.put(path, content)
        changed = sum(path.is_file() for path in renewal.stage.rglob("*"))
    count = sum(path.endswith(".html") for path in renewal.kept)
    return Made(len(renewal.kept), count, changed, without)


def _whole(address: str) -> str:
    """The address of a site, a slash at its end. Raises `UsageError` if pages cannot lie below it."""
    try:
        return base(f"{address.removesuffix('/')}/")
    except ValueError:
        raise UsageError(f'"{address}" is not an http or https address of plain folders, in ASCII') from None


def _site(about: Collection, graph: Graph, missing: set[str], without: list[str]) -> dict[str, Any]:
    """What every page says of the site."""
    has = {name: title not in without for name, (title, _) in SCRIPTED.items()}
    ways = [
        ("Lineage", "explore/"),
        *(("Charts", "charts/") for _ in range(has["charts"])),
        ("Leaderboards", "dataset/"), ("Timeline", "timeline/"), ("Queries", "query/"),
        *(("SPARQL", "sparql/") for _ in range(has["sparql"])),
        ("About", "about/"),
    ]  # fmt: skip
    return {
        "name": f"Paperkin: {graph.title}",
        "title": graph.title,
        "description": about.description or graph.title,
        "licence": about.licence or "",
        "licence_name": _licence_name(about.licence or ""),
        "nav": ways,
        "indexes": [
            ("Methods", "method/"), ("Papers", "paper/"), ("People", "person/"), ("Venues", "venue/"),
            ("Data sets", "dataset/"), ("Sources", "source/"), ("Gaps", "gaps/"), ("Disagreements", "disagreements/"),
        ],
        "descent": DESCENT,
        "has_search": "Search" not in without,
        "has_whole": not missing & {"graphology.umd.min.js", "sigma.min.js"},
        "has_charts": has["charts"],
        "has_sparql": has["sparql"],
    }  # fmt: skip


def _licence_name(address: str) -> str:
    """What a licence is called, read off its address.

    >>> _licence_name("https://creativecommons.org/licenses/by/4.0/"), _licence_name("https://spdx.org/licenses/MIT")
    ('CC BY 4.0', 'MIT')
    """
    host, (kind, *parts) = urlsplit(address).hostname, urlsplit(address).path.strip("/").split("/")
    if host == "creativecommons.org" and parts:
        return f"CC0 {parts[-1]}" if kind == "publicdomain" else f"CC {' '.join(parts).upper()}"
    return parts[-1] if host == "spdx.org" and parts else address


@contextmanager
def _printing(pages: Pages, renewal: Renewal) -> Iterator[tuple[Iterator[list[str]], int]]:
    """Makes the pages of all entities on processes that are forked, and so know what is known here, while the block
    does the rest: their paths as they come, and how many entities there are."""
    global _press
    _press = pages, renewal
    addresses = pages.addresses()
    with started(_printed, addresses, chunk=50) as paths:
        yield paths, len(addresses)


_press: tuple[Pages, Renewal]


def _printed(address: str) -> list[str]:
    pages, renewal = _press
    return [renewal.put(path, content) for path, content in pages.files(address)]


def _rest(facts: Facts, frame: Frame, pages: Pages, about: Collection, missing: set[str]) -> Iterator[File]:
    """Everything but the pages of entities: what they load, what can be downloaded, the pages about the whole."""
    named = questions(facts, queries.load(facts.graph.home.folders("queries")).values())
    kilobytes = {}
    for _, file, form in DOWNLOADS:
        content = b"".join(FORMATS[form].write(facts.graph))
        kilobytes[file] = -(-len(content) // 1000)
        yield file, content
    yield "context.jsonld", b"".join(FORMATS["context"].write(facts.graph))
    yield "search.json", _json(data.search(facts, named))
    yield from Overview(facts, frame, pages, named, about).files(kilobytes)
    fed: dict[str, Iterable[tuple[str, Callable[[], Any]]]] = {
        "explore": [("lineage.json", lambda: data.lineage(facts))],
        "charts": [("results.json", lambda: data.results(facts))],
        "sparql": [("queries.json", lambda: data.asked(facts, named))],
    }
    for name, (title, needed) in SCRIPTED.items():
        if not missing & set(needed):
            yield (
                f"{name}/index.html",
                frame.page(f"{name}/", f"{name}.html", title=title, description=title, here=f"{name}/"),
            )
            for file, make in fed[name]:
                yield f"{name}/{file}", _json(make())
    yield from _assets(missing)


def _assets(missing: set[str]) -> Iterator[File]:
    """Our own scripts and styles, and those of others that are there."""
    own = files("kg.site").joinpath("assets")
    for part in sorted(Path(str(own)).rglob("*")):
        if part.is_file():
            yield f"assets/{part.relative_to(str(own)).as_posix()}", part.read_bytes()
    there = [name for name in vendor.manifest() if name not in missing]
    for name in [*there, vendor.LICENCES] if there else []:
        yield f"assets/vendor/{name}", (vendor.folder() / name).read_bytes()


def _machines(frame: Frame, facts: Facts, kept: Iterable[str], lost: bool) -> Iterator[File]:
    """What search engines, feed readers and GitHub Pages look for; the page for the `lost` must know where it lies."""
    papers = facts.cards["paper"].values()
    yield "feed.xml", feed(frame.address, facts.base, f"Paperkin: {facts.title}", papers)
    yield from sitemaps(frame.address, kept)
    if lost:
        said = {"title": "Nothing here", "description": "Nothing lies at this address."}
        yield "404.html", frame.page("404.html", "lost.html", root=urlsplit(frame.address).path, **said)
    yield ".nojekyll", b""


def _json(found: object) -> bytes:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
