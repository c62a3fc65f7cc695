"""The site: time and memory against a plain pipeline, bytes over the wire, and what a browser waits for.

`python -m benchmarks.site [PAPERS]` prints these figures alone.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import measure, world

HERE = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
#: Rounds of which the median is told.
ROUNDS = 5


def making(home: Path, folder: Path, papers: int) -> Iterator[str]:
    """The collection, and growing ones that are made up, each against the plain pipeline in the same run."""
    yield "| `kg site` | pages | seconds | peak memory, MB | plain pipeline, s | ratio |\n|---|--:|--:|--:|--:|--:|"
    parts = [(n, world.make(n, folder / f"home-{n}")) for n in (papers // 4, papers // 2)]
    for name, place in (("this collection", HERE), *((f"{n:,} papers", it) for n, it in (*parts, (papers, home)))):
        subprocess.run([PYTHON, "-m", "kg", "--home", str(place), "build"], cwd=HERE, check=True, capture_output=True)
        target = folder / f"site-{place.name}"
        site = [PYTHON, "-m", "kg", "--home", str(place), "site", "-o", str(target)]
        ours = measure.run(site)
        peer = [PYTHON, "-m", "benchmarks.plain_site", str(place / "build" / "graph.ttl"), str(folder / "plain")]
        plain = measure.run(peer)
        shutil.rmtree(folder / "plain")
        pages = sum(1 for _ in target.rglob("*.html"))
        ratio = f"**{ours.seconds / plain.seconds:.2f} x**"
        yield f"| {name} | {pages:,} | {ours.seconds:.1f} | {ours.megabytes:.0f} | {plain.seconds:.1f} | {ratio} |"
        if place == HERE:
            second = measure.run(site)
            yield f"| once more, nothing changed | {pages:,} | {second.seconds:.1f} | {second.megabytes:.0f} | | |"
        else:
            shutil.rmtree(target)


def again(folder: Path) -> Iterator[str]:
    """One changed entry: the files that are touched."""
    home, target = folder / "home-changed", folder / "site-changed"
    home.mkdir()
    for name in ("data", "queries", "ontology"):
        shutil.copytree(HERE / name, home / name)
    shutil.copy(HERE / "kg.yaml", home)
    site = [PYTHON, "-m", "kg", "--home", str(home), "site", "-o", str(target)]
    subprocess.run(site, check=True, capture_output=True)
    entry = home / "data" / "papers" / "zagoruyko2016wide.yaml"
    entry.write_text(entry.read_text("utf-8").replace("few but wide blocks", "few and wide blocks"), "utf-8")
    before = time.time()
    subprocess.run(site, check=True, capture_output=True)
    changed = sorted(
        path.relative_to(target).as_posix()
        for path in target.rglob("*")
        if path.is_file() and path.stat().st_mtime > before
    )
    pages = [path for path in changed if path.endswith(".html")]
    shown = ", ".join(f"`{path.removesuffix('index.html') or '/'}`" for path in pages)
    yield f"One changed sentence of one entry: {len(changed)} files are touched, {len(pages)} of them pages ({shown})."


def bytes_(site: Path) -> Iterator[str]:
    """What goes over the wire, packed."""

    def packed(*paths: Path) -> float:
        return sum(len(gzip.compress(path.read_bytes())) for path in paths) / 1000

    methods = sorted((packed(path), path.parent.name) for path in site.glob("method/*/index.html"))
    assets = site / "assets"
    shared = [*assets.glob("*.js"), assets / "site.css", assets / "vendor" / "minisearch.js"]
    tools = {
        "explorer": [*assets.glob("explore/*.js"), assets / "explore.css", site / "explore" / "lineage.json"],
        "charts": [*assets.glob("charts/*.js"), assets / "charts.css", assets / "vendor" / "d3.min.js",
                   assets / "vendor" / "plot.umd.min.js", site / "charts" / "results.json"],
        "SPARQL": [*assets.glob("sparql/*.js"), assets / "sparql.css", *assets.glob("vendor/yasqe*"),
                   *assets.glob("vendor/oxigraph*"), site / "graph.ttl", site / "sparql" / "queries.json"],
    }  # fmt: skip
    yield "| gzip | KB |\n|---|--:|"
    yield f"| a method page, median | {methods[len(methods) // 2][0]:.1f} |"
    yield f"| the heaviest method page ({methods[-1][1]}) | {methods[-1][0]:.1f} |"
    yield f"| scripts and styles that all pages share | {packed(*shared):.0f} |"
    yield f"| index of the search, loaded when somebody searches | {packed(site / 'search.json'):.0f} |"
    for name, files in tools.items():
        yield f"| {name}: its own scripts, styles and data | {packed(*files):.0f} |"


def browsing(site: Path, folder: Path) -> Iterator[str]:
    """From navigation to what a reader waits for, in headless Chromium without a graphics card, on loopback."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(HERE / "tests"))
    from browsers import ARGS, CHROMIUM
    from sites import serving

    page = folder / "resnet.html"
    subprocess.run(
        [PYTHON, "-m", "kg", "--home", str(HERE), "lineage", "ResNet", "--both", "--format", "html", "-o", str(page)],
        check=True,
    )
    shutil.copy(page, site / "pyvis.html")
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)

        def waited(path: str, ready: Callable[[Any], object]) -> float:
            times = []
            for _ in range(ROUNDS):
                context = browser.new_context(viewport={"width": 1400, "height": 900})
                tab = context.new_page()
                began = time.perf_counter()
                tab.goto(address + path, wait_until="commit")
                ready(tab)
                times.append(time.perf_counter() - began)
                context.close()
            return sorted(times)[ROUNDS // 2]

        peer = waited(
            "pyvis.html",
            lambda tab: tab.wait_for_function("typeof network !== 'undefined' && !!document.querySelector('canvas')"),
        )
        told = {
            "method page: text and picture": waited("method/resnet/", lambda tab: tab.locator("svg.lineage").wait_for()),
            "lineage explorer: ResNet can be touched": waited("explore/#at=resnet", lambda tab: tab.locator("[data-node]").first.wait_for()),
            "charts: the first points": waited("charts/", lambda tab: tab.locator("#picture svg").wait_for()),
            "SPARQL: first named query answered": waited("sparql/#named=most-built-upon", lambda tab: tab.locator("#answer table tbody tr").first.wait_for()),
        }  # fmt: skip
        browser.close()
    yield f"| headless Chromium {browser.version}, cold cache | seconds | ratio |\n|---|--:|--:|"
    for name, seconds in told.items():
        yield f"| {name} | {seconds:.2f} | **{seconds / peer:.2f} x** |"
    yield f"| peer: the pyvis page of the same lineage, drawn | {peer:.2f} | 1 |"


def figures(home: Path, folder: Path, papers: int) -> Iterator[str]:
    """All of it."""
    yield from making(home, folder, papers)
    yield ""
    yield from again(folder)
    yield ""
    site = folder / f"site-{HERE.name}"
    yield from bytes_(site)
    yield ""
    yield from browsing(site, folder)


if __name__ == "__main__":
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as place:
        for line in figures(world.make(papers, Path(place) / "home"), Path(place), papers):
            print(line, flush=True)
