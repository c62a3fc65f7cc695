"""The site: every thing has its page where its IRI says, every link leads somewhere, nothing hostile gets through."""

from __future__ import annotations

import errno
import gzip
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from conftest import WORLD
from sites import IS_OUTSIDE, Page, files, links, read

from kg import catalog, renew
from kg import graph as graphs
from kg.errors import PlaceError
from kg.graph import Graph
from kg.renew import LISTING, OURS
from kg.site import pages as pages_module
from kg.site import vendor
from kg.site.facts import Facts
from kg.site.press import SCRIPTED, site

ROOT = Path(__file__).resolve().parent.parent
BASE = "https://example.org/world/"


@pytest.fixture(scope="module")
def graph(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    home = tmp_path_factory.mktemp("site") / "world"
    shutil.copytree(world, home)
    return graphs.load(home)


@pytest.fixture(scope="module")
def made(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the world. Nobody writes into it."""
    target = tmp_path_factory.mktemp("made") / "site"
    site(graph, target)
    return target


@pytest.fixture(scope="module")
def pages(made: Path) -> dict[str, Page]:
    return {path.relative_to(made).as_posix(): read(path) for path in sorted(made.rglob("*.html"))}


def entities(graph: Graph) -> set[str]:
    """The addresses of all that has a page of its own."""
    classes = "kg:Method kg:Paper foaf:Person kg:Venue kg:Edition kg:Dataset kg:Source kg:Link"
    prefixes = "PREFIX kg: <https://w3id.org/paperkin/ontology#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>"
    found = graph.ask(f"{prefixes} SELECT DISTINCT ?it {{ VALUES ?class {{ {classes} }} ?it a ?class }}")
    return {row[0].value.removeprefix(graph.base) for row in found.rows}  # type: ignore[union-attr]


def triples(path: Path) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(path=path)}


# Pages and their data


def test_every_entity_has_its_page_and_its_data_where_its_iri_says(graph: Graph, made: Path) -> None:
    found = entities(graph)
    assert len(found) >= 55
    for address in found:
        for path in (f"{address}/index.html", f"{address}.ttl", f"{address}.json"):
            assert (made / path).is_file(), path
    assert {path.parent.relative_to(made).as_posix() for path in made.glob("method/*/index.html")} <= found


def test_a_page_carries_its_own_part_of_the_graph(graph: Graph, made: Path, pages: dict[str, Page]) -> None:
    whole = triples(graph.folder / "graph.nt")
    for address in sorted(entities(graph)):
        page = pages[f"{address}/index.html"]
        (island,) = (text for told, text in page.scripts if told.get("type") == "application/ld+json")
        one = triples(made / f"{address}.ttl")
        assert len(one) >= 2, address
        assert one == {quad.triple for quad in ox.parse(island, format=ox.RdfFormat.JSON_LD)}, address
        assert one <= whole, address


def test_the_parts_together_are_the_graph(graph: Graph, made: Path) -> None:
    parts = [triples(path) for path in made.rglob("*.ttl") if path.parent != made]
    assert len(parts) >= 55
    assert set().union(*parts) == triples(graph.folder / "graph.nt")


def test_the_json_of_a_page_is_what_the_terminal_shows(graph: Graph, made: Path) -> None:
    from kg import cards

    told = json.loads((made / "method" / "egret.json").read_text("utf-8"))
    assert told == cards.card(graph, graph.find("Egret"))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("index.html", ["Wading birds", "6 papers", "Heron", "Turtle"]),
        ("method/egret/index.html", ["keeps its stages and stacks ten of them", "because two stages see too little"]),
        ("method/egret/index.html", ["§3", "stated", "70.5", "single-crop", "224", "Bench of birds", "github.com"]),
        ("method/heron/index.html", ["What came of it", "Egret extends it: keeps its stages"]),
        ("link/egret--heron/index.html", ["Egret extends Heron", "keeps its stages", "the paper, or its authors"]),
        ("dataset/pond-10k/index.html", ["single-crop", "10-crop", "claimed", "reproduced", "Egret-10"]),
        ("timeline/index.html", ["1998", "2014-04", "Egret from Heron"]),
        ("gaps/index.html", ["Methods for which no code is known"]),
        ("query/ancestors/index.html", ["SELECT", "kg query ancestors"]),
        ("about/index.html", ["CC0 1.0", "graph.ttl", "The keepers of the pond"]),
    ],
)  # fmt: skip
def test_pages_say_what_readers_come_for(pages: dict[str, Page], path: str, said: list[str]) -> None:
    for words in said:
        assert words in pages[path].text, words


def test_a_number_never_stands_without_its_protocol(made: Path) -> None:
    for path in (made / "method").glob("*/index.html"):
        for row in re.findall(r"<tr>(?:(?!</tr>).)*</tr>", path.read_text("utf-8"), re.DOTALL):
            if re.search(r'class="number">\d', row):
                assert re.search("single-crop|10-crop|multi-crop|multi-scale|ensemble|unstated", row), row


# Links


def test_every_link_leads_somewhere(made: Path, pages: dict[str, Page]) -> None:
    checked = 0
    for path, page in pages.items():
        for href in links(page):
            if IS_OUTSIDE.match(href):
                continue
            parts = urlsplit(urljoin(f"http://x/{path}", href))
            target = parts.path.lstrip("/")
            target += "index.html" * (not target or target.endswith("/"))
            assert parts.netloc == "x", (path, href)
            assert (made / target).is_file(), (path, href)
            if parts.fragment and target in pages and not target.startswith(tuple(SCRIPTED)):
                assert parts.fragment in pages[target].ids, (path, href)
            checked += 1
    assert checked > 3000


def test_pages_are_whole_html_and_work_under_any_path(pages: dict[str, Page]) -> None:
    assert len(pages) >= 120
    for path, page in pages.items():
        assert page.faults == [], path
        assert not [href for href in links(page) if href.startswith("/")], path
        assert [tag for tag, _ in page.elements].count("h1") == 1, path
        assert page.values("lang") == ["en"], path


def test_maps_and_feed_are_read_by_strict_readers(graph: Graph, made: Path, pages: dict[str, Page]) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    told = {one.text for one in ElementTree.parse(made / "sitemap.xml").iter(f"{space}loc")}
    assert told == {BASE + path.removesuffix("index.html") for path in pages}
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.parse(made / "feed.xml").getroot()
    dates = [one.findtext(f"{atom}updated") or "" for one in feed.iter(f"{atom}entry")]
    assert len(dates) == 6
    assert dates == sorted(dates, reverse=True)
    assert all(re.fullmatch(r"\d{4}-\d\d-01T00:00:00Z", date) for date in dates)


def test_the_address_of_the_site_is_told_where_links_must_be_whole(graph: Graph, tmp_path: Path) -> None:
    site(graph, tmp_path / "site", "https://birds.example/x/")
    page = read(tmp_path / "site" / "method" / "egret" / "index.html")
    told = {
        told.get("property"): told["content"] for tag, told in page.elements if tag == "meta" and "property" in told
    }
    assert told["og:url"] == "https://birds.example/x/method/egret/"
    assert told["og:title"] == "Egret"
    assert "https://birds.example/x/method/egret/" in (tmp_path / "site" / "sitemap.xml").read_text("utf-8")
    lost = read(tmp_path / "site" / "404.html")
    assert {href for href in links(lost) if not IS_OUTSIDE.match(href) and not href.startswith("/x/")} == {"#main"}


# What may run


def test_nothing_runs_and_nothing_is_fetched_but_what_lies_on_the_site(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        said = dict(part.strip().partition(" ")[::2] for part in page.policy.split(";"))
        assert said["default-src"] == "'none'", path
        assert "unsafe-inline" not in page.policy, path
        assert said["script-src"].replace(" 'wasm-unsafe-eval'", "") == "'self'", path
        for told, text in page.scripts:
            assert text.strip() == "" or told["type"] == "application/ld+json", path
        assert not [src for src in page.values("src", "srcset", "poster", "data") if IS_OUTSIDE.match(src)], path
        assert not [name for _, told in page.elements for name in told if name.startswith("on") or name == "style"], (
            path
        )
        for tag, told in page.elements:
            if tag == "link" and told["rel"] not in ("canonical",):
                assert not IS_OUTSIDE.match(told["href"]), path


RUNS = "<script>alert(1)</script><img src=x onerror=alert(2)>"
HOSTILE = f'{RUNS}" onmouseover="alert(3) </script> {{{{ 7*7 }}}} {{% raw %}} <!-- ]]>'


def test_hostile_words_stay_words(changed: Callable[..., Path], tmp_path: Path) -> None:
    words = json.dumps(HOSTILE)
    home = changed(
        {
            "kg.yaml": ("title: Wading birds", f"title: {words}"),
            "data/papers/rogue2020evil.yaml": f"""
title: {words}
authors: [{json.dumps("Jane <b onclick=alert(6)>Coot</b>")}]
year: 2020
url: "https://example.org/?q='onload=alert(4)'&x=%22"
note: {words}
introduces:
  {words}:
    id: evil
    summary: {words}
    aliases: [{json.dumps(HOSTILE[::-1])}]
    descends_from:
      Heron: {{by: extends, how: {words}, why: {words}, where: {words}, evidence: stated}}
code:
  - {{url: "https://github.com/evil/b'onclick=alert(5)", by: authors, framework: torch}}
""",
        }
    )
    site(graphs.load(home), tmp_path / "site")
    pages = {path: read(path) for path in (tmp_path / "site").rglob("*.html")}
    shown = [page for page in pages.values() if "alert(1)" in page.text]
    assert len(shown) >= 6
    for path, page in pages.items():
        assert page.faults == [], path
        assert "{{ 7*7 }}" in page.text or "49" not in re.sub(r"\d\d\d+", "", page.text) or page not in shown
        for told, text in page.scripts:
            assert text.strip() == "" or (told["type"] == "application/ld+json" and "<" not in text), path
        for tag, told in page.elements:
            assert not [name for name in told if name.startswith("on")], (path, told)
            assert tag != "img", path
        for href in links(page):
            assert urlsplit(href).scheme in ("", "http", "https"), href
    for path in (tmp_path / "site").glob("*.xml"):
        ElementTree.parse(path)


# Writing

LATE = """
title: Late Coots
authors: [Jane Coot]
year: 2021
introduces:
  Coot:
    root: it came late
"""


def test_the_same_data_gives_the_same_bytes_and_touches_nothing(graph: Graph, made: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    first = site(graph, target)
    assert files(target) == files(made)
    assert first.changed == first.files
    before = {path: path.stat().st_mtime_ns for path in target.rglob("*")}
    assert site(graph, target).changed == 0
    assert {path: path.stat().st_mtime_ns for path in target.rglob("*")} == before


def test_one_changed_entry_changes_the_pages_that_show_it(
    changed: Callable[..., Path], made: Path, tmp_path: Path
) -> None:
    home = changed({"data/papers/muller2014deep.yaml": ("Heron with ten stages in place of two.", "Ten stages.")})
    site(graphs.load(home), tmp_path / "site")
    before, after = files(made), files(tmp_path / "site")
    touched = {path for path in after if before.get(path) != after[path]}
    shown = {path for path, content in before.items() if b"Heron with ten stages" in content}
    assert shown <= touched
    assert {"method/egret/index.html", "paper/muller2014deep/index.html", "timeline/index.html"} <= touched
    untold = {"graph.nt", "method/egret.json", "paper/muller2014deep.json"}
    assert {path for path in touched - shown if path.endswith("html")} == set(), touched - shown - untold
    assert "person/li-wei/index.html" not in touched
    assert set(before) == set(after)


def test_what_is_no_more_is_removed_and_what_is_not_ours_stays(
    changed: Callable[..., Path], graph: Graph, tmp_path: Path
) -> None:
    target = tmp_path / "site"
    site(graph, target)
    (target / "CNAME").write_text("birds.example\n")
    (target / "method" / "egret" / "notes.txt").write_text("mine\n")
    larger = changed({"data/papers/coot2021late.yaml": LATE})
    site(graphs.load(larger), target)
    assert (target / "method" / "coot" / "index.html").is_file()
    site(graph, target)
    assert not (target / "method" / "coot").exists()
    assert not (target / "paper" / "coot2021late.ttl").exists()
    assert (target / "CNAME").read_text() == "birds.example\n"
    assert (target / "method" / "egret" / "notes.txt").read_text() == "mine\n"


def test_a_folder_that_holds_anything_else_is_refused(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(PlaceError, match="no site of ours"):
        site(graph, tmp_path)
    (tmp_path / LISTING).write_text("thesis.tex\n")  # a list of somebody else's
    with pytest.raises(PlaceError, match="no site of ours"):
        site(graph, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [LISTING, "thesis.tex"]


def test_what_lies_in_the_way_is_told_before_anything_is_touched(
    changed: Callable[..., Path], graph: Graph, tmp_path: Path
) -> None:
    target = tmp_path / "site"
    site(graph, target)
    (target / "venue" / "index.html").unlink()
    (target / "venue" / "index.html").mkdir()
    before = files(target)
    other = graphs.load(changed({"kg.yaml": ("title: Wading birds", "title: Others")}))
    with pytest.raises(PlaceError, match="is in the way"):
        site(other, target)
    assert files(target) == before


def test_a_first_run_that_is_killed_can_be_finished(
    graph: Graph, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, moved = tmp_path / "site", iter(range(100))
    move = renew._move

    def killed(fresh: str, place: str) -> None:
        if next(moved) == 20:
            raise KeyboardInterrupt
        move(fresh, place)

    monkeypatch.setattr(renew, "_move", killed)
    with pytest.raises(KeyboardInterrupt):
        site(graph, target)
    monkeypatch.undo()
    site(graph, target)
    assert files(target) == files(made)


def test_files_wait_in_the_folder_where_none_can_be_moved_into_it(
    graph: Graph, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it is over a mount, and where the folder above is somebody else's."""
    rename, target = os.rename, tmp_path / "site"

    def over_a_mount(one: str | Path, other: str | Path) -> None:
        if Path(other).is_relative_to(target) != Path(one).is_relative_to(target):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        rename(one, other)

    monkeypatch.setattr(os, "rename", over_a_mount)
    for _ in range(2):
        site(graph, target)
        assert files(target).keys() - files(made).keys() == {".site.lock"}
        assert files(made).items() <= files(target).items()
        assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_pipe_in_the_way_is_replaced(graph: Graph, made: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / LISTING).write_text(f"{OURS}\n")
    os.mkfifo(tmp_path / "site" / ".nojekyll")
    site(graph, tmp_path / "site")
    assert files(tmp_path / "site") == files(made)


def test_no_link_leads_the_files_elsewhere(graph: Graph, tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    target.mkdir()
    for line in ("../elsewhere/x", "/etc/passwd", "a\0b"):
        (target / LISTING).write_text(f"{OURS}\n{line}\n")
        with pytest.raises(PlaceError, match="no file of a site"):
            site(graph, target)
    (target / LISTING).write_text(f"{OURS}\n")
    (target / "method").symlink_to(elsewhere)
    with pytest.raises(PlaceError, match="a link leads elsewhere"):
        site(graph, target)
    assert list(elsewhere.iterdir()) == []


def test_a_run_that_fails_leaves_the_site_as_it_was(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "site"
    site(graph, target)
    before = files(target)

    def full(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pages_module.Facts, "turtle", full)
    with pytest.raises(PlaceError, match="no space left"):
        site(graph, target)
    assert files(target) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


def test_without_the_scripts_of_others_their_pages_are_left_out_and_nothing_leads_there(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vendor, "missing", lambda: list(vendor.FILES))
    made = site(graph, tmp_path / "site")
    assert made.without == ["Charts", "SPARQL", "Search"]
    assert not (tmp_path / "site" / "sparql").exists()
    assert not (tmp_path / "site" / "assets" / "vendor").exists()
    for path in (tmp_path / "site").rglob("*.html"):
        page = read(path)
        assert "search" not in page.ids, path
        assert not [href for href in links(page) if "sparql/" in href or "charts/" in href], path
        for href in links(page):
            if not IS_OUTSIDE.match(href):
                target = urlsplit(urljoin(f"http://x/{path.relative_to(tmp_path / 'site')}", href)).path.lstrip("/")
                target += "index.html" * (not target or target.endswith("/"))
                assert (tmp_path / "site" / target).is_file(), (path, href)


# Bytes


def test_a_page_and_the_shared_scripts_are_light(made: Path) -> None:
    """Packed as a server would send them: 30 KB for a page of its own, 200 KB for what all pages share."""
    for path in made.rglob("*.html"):
        assert len(gzip.compress(path.read_bytes())) < 30_000, path
    shared = [
        *(made / "assets").glob("*.js"),
        made / "assets" / "site.css",
        *(made / "assets/vendor").glob("minisearch*"),
    ]
    assert len(shared) >= 5
    assert sum(len(gzip.compress(path.read_bytes())) for path in shared) < 200_000


# Other collections


def test_what_is_called_author_keeps_its_data(changed: Callable[..., Path], tmp_path: Path) -> None:
    paper = (WORLD / "data" / "papers" / "okafor1998shallow.yaml").read_text("utf-8")
    home = changed(
        {
            "kg.yaml": ("https://example.org/world/", "https://example.org/author/1/"),
            "data/papers/okafor1998shallow.yaml": None,
            "data/papers/author.yaml": paper,
        }
    )
    site(graphs.load(home), tmp_path / "site")
    base = "https://example.org/author/1/"
    for address, other in (("method/egret", "result/"), ("paper/author", "paper/author/author/1")):
        subjects = {one.subject.value for one in triples(tmp_path / "site" / f"{address}.ttl")}
        assert base + address in subjects
        assert any(one.startswith(base + other) for one in subjects)


@pytest.mark.parametrize(
    ("told", "first"),
    [("[egret]", "Egret"), ("[wide egret, Egret]", "Wide Egret"), ("[stork-small]", "Stork"), ("[Stork]", "Heron")],
)
def test_it_begins_where_the_collection_says_by_any_name(changed: Callable[..., Path], told: str, first: str) -> None:
    home = changed({"kg.yaml": ("[Egret, Heron]", told)})
    assert Facts(graphs.load(home), catalog.collection(home).start).start[0].name.partition(" (")[0] == first


def test_a_query_that_is_not_answered_says_so_wherever_its_answer_stands(
    changed: Callable[..., Path], tmp_path: Path
) -> None:
    home = changed({})
    (home / "queries").mkdir()
    (home / "queries" / "disagreements.rq").write_text("SELECT ?x { ?x ?y", "utf-8")
    site(graphs.load(home), tmp_path / "site")
    for path in ("disagreements", "query/disagreements"):
        text = read(tmp_path / "site" / path / "index.html").text
        assert "disagreements.rq" in text or "Not answered" in text
        assert "every row says what we hold" not in text


# Collections that have only begun


SMALL: dict[str, dict[str, str]] = {
    "nothing": {},
    "two methods without a number": {
        "one": "title: On Ponds\nauthors: [Ada Ibis]\nyear: 2020\nintroduces:\n  Ibis: {root: The first.}\n",
        "two": "title: On Lakes\nauthors: [Ada Ibis]\nyear: 2021\nintroduces:\n"
        "  Stork: {descends_from: {Ibis: {by: extends, how: it flies}}}\n",
    },
}


@pytest.mark.parametrize("kind", SMALL)
def test_a_collection_that_has_only_begun_has_a_site(tmp_path: Path, kind: str) -> None:
    papers = SMALL[kind]
    (tmp_path / "home" / "data" / "papers").mkdir(parents=True)
    (tmp_path / "home" / "kg.yaml").write_text("title: Birds\nbase: https://example.org/birds/\n", "utf-8")
    for name, text in papers.items():
        (tmp_path / "home" / "data" / "papers" / f"{name}.yaml").write_text(text, "utf-8")
    made = site(graphs.load(tmp_path / "home"), tmp_path / "site")
    home = read(tmp_path / "site" / "index.html")
    assert f"{len(papers)} paper{'s' * (len(papers) != 1)}, " in home.text
    assert "results" not in home.text
    for address in {path for path in links(home) if path.startswith("./") and path.endswith("/")}:
        assert (tmp_path / "site" / address / "index.html").exists(), address
    assert made.pages > 60
