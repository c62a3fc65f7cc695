"""The real `kg`, verb by verb: what it says, on which stream, in which form, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from servers import oxigraph_server
from shell import ROOT, Done, ended, kg, on_terminal, sh, start

from kg.build import build
from kg.home import Home
from kg.terminal import columns

ENDLESS = "SELECT (COUNT(*) AS ?c) { ?a ?b ?c1 . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
EVERYTHING = "SELECT * { ?s ?p ?o }"


@pytest.fixture(scope="module")
def home(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world, built. Nobody writes into it."""
    found = tmp_path_factory.mktemp("cli") / "world"
    shutil.copytree(world, found)
    for path in Home(found).inputs():
        os.utime(path, ns=(10**18, 10**18))
    build(Home(found))
    return found


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection of this repository, in a copy."""
    found = tmp_path_factory.mktemp("real") / "collection"
    shutil.copytree(ROOT / "data", found / "data")
    shutil.copy(ROOT / "kg.yaml", found)
    return found


def said(done: Done) -> str:
    """What a verb that went well said on stdout; on stderr it said nothing."""
    assert (done.code, done.err) == (0, "")
    return done.out


# Help

VERBS = {
    "stats": ["--format [text|json]"],
    "gaps": ["--format [text|json]"],
    "check": ["--format [text|json|github]"],
    "build": ["-o", "--wait"],
    "query": ["QUERY", "-p", "--format [table|csv|tsv|json|xml|md|ttl|nt]", "--endpoint URL", "--timeout S"],
    "queries": [],
    "show": ["NAME", "--format [text|json|ttl]"],
    "lineage": ["NAME", "--up", "--down", "--both", "--depth N", "--all-links", "-o", "--format",
                "tree|json|mermaid|dot|graphml|gexf|html"],
    "path": ["A B", "--all", "--format [text|json]"],
    "common": ["A B", "--format [text|json]"],
    "graph": ["--only [lineage|authors|venues|code]", "-o"],
    "site": ["-o, --output DIR", "--url URL", "--preview", "--port"],
    "export": ["FORMAT", "-o"],
}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_tells_its_options(verb: str, home: Path) -> None:
    told = " ".join(said(kg(verb, "--help", cwd=home, COLUMNS="200")).split())
    assert told.startswith(f"Usage: kg {verb} ")
    assert [option for option in VERBS[verb] if option not in told] == []


def test_the_help_names_every_verb_with_a_sentence(home: Path) -> None:
    told = said(kg("-h", cwd=home))
    listed = dict(re.findall(r"^  ([a-z]+)  +(\S.*)$", told.partition("Commands:")[2], re.MULTILINE))
    assert set(listed) == set(VERBS)
    assert re.fullmatch(r"kg, version \d+\.\d+\.\d+\n", said(kg("--version", cwd=home)))


# Each verb


def test_check_is_content_with_a_sound_collection(home: Path) -> None:
    assert kg("check", cwd=home) == Done(0, "", "no problems in 6 papers, 12 methods, 17 links\n")
    assert kg("check", "--format", "json", cwd=home).out == "[]\n"
    assert kg("check", "--format", "github", cwd=home).out == ""


@pytest.fixture
def broken(changed: Callable[..., Path]) -> Path:
    return changed(
        {
            "data/papers/li2016wide.yaml": ("venue: icim", "venue: icmi"),
            "data/papers/swiatek2016slim.yaml": ("posted:", "psted:"),
        }
    )


def test_check_tells_every_problem_with_its_place(broken: Path) -> None:
    done = kg("check", cwd=broken)
    assert done.code == 1
    first, second = done.out.splitlines()
    assert re.fullmatch(r'data/papers/li2016wide\.yaml:3:8: error: .*"icmi".*did you mean "icim"\?', first)
    assert re.fullmatch(r'data/papers/swiatek2016slim\.yaml:5:1: error: .*"psted".*did you mean "posted".*', second)
    assert done.err.startswith("2 problems in ")


def test_check_tells_problems_as_json(broken: Path) -> None:
    done = kg("check", "--format", "json", cwd=broken)
    assert done.code == 1
    first, second = json.loads(done.out)
    assert set(first) == {"file", "line", "column", "message", "hint", "level"}
    assert (first["file"], first["line"], first["column"]) == ("data/papers/li2016wide.yaml", 3, 8)
    assert second["hint"].startswith('did you mean "posted"')


def test_check_tells_problems_to_github(broken: Path) -> None:
    done = kg("check", "--format", "github", cwd=broken)
    assert done.code == 1
    assert done.out.splitlines()[0].startswith("::error file=data/papers/li2016wide.yaml,line=3,col=8::")


def test_check_tells_what_is_wrong_with_the_head_of_the_collection(changed: Callable[..., Path]) -> None:
    home = changed({"kg.yaml": ("title:", "titel:")})
    done = kg("check", "--format", "json", cwd=home)
    assert done.code == 1
    assert {problem["file"] for problem in json.loads(done.out)} == {"kg.yaml"}


def test_build_tells_what_it_made(changed: Callable[..., Path]) -> None:
    home = changed({})
    done = kg("build", cwd=home)
    assert (done.code, done.out) == (0, "")
    assert re.fullmatch(r"6 papers, 12 methods, 17 links: \d+ triples in build\n", done.err)
    assert kg("build", "-o", "../elsewhere", cwd=home).err.endswith("elsewhere\n")
    assert {path.name for path in (home / "build").iterdir()} == {
        path.name for path in (home.parent / "elsewhere").iterdir()
    }


def test_queries_names_each_with_its_parameters(home: Path) -> None:
    told = said(kg("queries", cwd=home))
    assert re.search(r"^ancestors  -p method=\S+\n      \S", told, re.MULTILINE)
    assert len(re.findall(r"^\S", told, re.MULTILINE)) >= 15


def test_show_tells_in_three_forms(home: Path) -> None:
    assert said(kg("show", "egret", cwd=home)).startswith("Egret  architecture\n  summary       Heron with ten")
    found = json.loads(said(kg("show", "EGRET", "--format", "json", cwd=home)))
    assert (found["kind"], found["id"], found["comes_from"][0]["parent"]) == ("method", "egret", "Heron")
    turtle = said(kg("show", "Jürgen Müller", "--format", "ttl", cwd=home))
    assert {quad.subject.value for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == {
        "https://example.org/world/person/jurgen-muller"
    }


EDGE = {"child", "parent", "relation", "how", "why", "where", "evidence"}


def test_lineage_as_json_is_that_of_the_contract(home: Path) -> None:
    found = json.loads(said(kg("lineage", "egret", "--format", "json", cwd=home)))
    assert list(found) == ["root", "nodes", "edges"]
    assert found["root"] == "Egret"
    assert found["nodes"] == [
        {"id": "heron", "name": "Heron", "kind": "architecture", "year": 1998, "paper": "okafor1998shallow"},
        {"id": "egret", "name": "Egret", "kind": "architecture", "year": 2014, "paper": "muller2014deep"},
    ]
    (edge,) = found["edges"]
    assert set(edge) == EDGE
    assert (edge["child"], edge["parent"], edge["relation"], edge["where"]) == ("Egret", "Heron", "extends", "§3")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], {"heron"}),
        (["--up"], {"heron"}),
        (["--down", "--depth", "1"], {"wide-egret", "slim-egret", "bittern"}),
        (["--both", "--depth", "1"], {"heron", "wide-egret", "slim-egret", "bittern"}),
        (["--all-links"], {"heron", "feather-dropout"}),
    ],
)
def test_lineage_goes_where_it_is_sent(options: list[str], expected: set[str], home: Path) -> None:
    found = json.loads(said(kg("lineage", "egret", "--format", "json", *options, cwd=home)))
    assert {node["id"] for node in found["nodes"]} == expected | {"egret"}


def test_lineage_of_both_ways_is_two_trees(home: Path) -> None:
    assert said(kg("lineage", "slim egret", "--both", "--depth", "1", cwd=home)) == (
        "Slim Egret  2016  Slim Egrets and Mixed Waders · ICIM Workshop\n"
        "└─ simplifies Egret  2014  leaves out every second filter · §4\n"
        "\n"
        "descendants\n"
        "Slim Egret  2016  Slim Egrets and Mixed Waders · ICIM Workshop\n"
        "└─ combined in Bittern  2016  gives every odd stage · §6\n"
    )


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("tree", "Bittern  2016"),
        ("json", "{"),
        ("mermaid", "flowchart|graph|---|%%"),
        ("dot", "//|digraph"),
        ("graphml", r"<\?xml"),
        ("gexf", r"<\?xml"),
        ("html", "<!doctype html>|<!DOCTYPE html>"),
    ],
)
def test_lineage_has_every_form_on_stdout_and_in_a_file(form: str, begins: str, home: Path, tmp_path: Path) -> None:
    told = said(kg("lineage", "bittern", "--format", form, cwd=home))
    assert re.match(begins, told)
    assert "Heron" in told
    assert said(kg("lineage", "bittern", "--format", form, "-o", str(tmp_path / "x"), cwd=home)) == ""
    assert (tmp_path / "x").read_text("utf-8") == told
    if form in ("graphml", "gexf"):
        ElementTree.fromstring(told)


def test_path_as_json_is_that_of_the_contract(home: Path) -> None:
    found = json.loads(said(kg("path", "heron", "Wide Egret", "--format", "json", cwd=home)))
    assert list(found) == ["from", "to", "hops"]
    assert (found["from"], found["to"]) == ("Wide Egret", "Heron")  # newest first, however it is asked
    assert [(hop["child"], hop["parent"]) for hop in found["hops"]] == [("Wide Egret", "Egret"), ("Egret", "Heron")]
    assert all(set(hop) == EDGE for hop in found["hops"])
    same = json.loads(said(kg("path", "egret", "EGRET", "--format", "json", cwd=home)))
    assert same == {"from": "Egret", "to": "Egret", "hops": []}


def test_path_takes_no_link_that_a_longer_chain_explains(home: Path) -> None:
    """Bittern is also said to modify Egret, which its chains by Slim and by Wide Egret explain."""
    told = said(kg("path", "bittern", "egret", cwd=home))
    assert told.startswith("Bittern -> Slim Egret -> Egret\n\nBittern (2016) combines Slim Egret (2016)  stated, §6\n")
    every = json.loads(said(kg("path", "bittern", "egret", "--all", "--format", "json", cwd=home)))
    assert sorted([hop["parent"] for hop in one["hops"]] for one in every) == [
        ["Egret"], ["Slim Egret", "Egret"], ["Wide Egret", "Egret"],
    ]  # fmt: skip
    assert "\n\nBittern -> Wide Egret -> Egret\n" in said(kg("path", "bittern", "egret", "--all", cwd=home))


@pytest.mark.parametrize("options", [[], ["--all"]])
def test_a_method_is_its_own_chain(options: list[str], home: Path) -> None:
    assert said(kg("path", "egret", "Egret", *options, cwd=home)) == "Egret is Egret\n"


def test_common_as_json_is_that_of_the_contract(home: Path) -> None:
    ask = ["common", "--format", "json"]
    assert json.loads(said(kg(*ask, "wide egret", "slim egret", cwd=home))) == {
        "of": ["Wide Egret", "Slim Egret"],
        "ancestors": ["Egret"],
    }
    own = json.loads(said(kg(*ask, "bittern", "egret", cwd=home)))
    assert own["ancestors"] == ["Egret"]  # a method is its own ancestor
    done = kg(*ask, "heron", "wing block", cwd=home)
    assert json.loads(said(done))["ancestors"] == []


def test_common_tells_methods_and_says_if_there_are_none(home: Path) -> None:
    told = said(kg("common", "stork-search", "stork-small", cwd=home))
    assert told == "Bittern  2016  Slim Egrets and Mixed Waders · ICIM Workshop\n"
    assert kg("common", "heron", "wing block", cwd=home) == Done(
        0, "", "Heron and Wing block have no common ancestor\n"
    )


@pytest.mark.parametrize(
    "only", [[], ["--only", "lineage"], ["--only", "authors"], ["--only", "venues"], ["--only", "code"]]
)
def test_graph_writes_a_page(only: list[str], home: Path, tmp_path: Path) -> None:
    done = kg("--home", str(home), "graph", *only, cwd=tmp_path)
    assert done == Done(0, "", "graph.html: open it in a browser\n")
    page = (tmp_path / "graph.html").read_text("utf-8")
    assert "<title>Wading birds" in page
    assert ("Jürgen Müller" in page or r"J\u00fcrgen" in page) == (only[1:] == ["authors"])


def test_graph_writes_where_it_is_told(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "net.html"
    assert kg("graph", "-o", str(target), cwd=home) == Done(0, "", f"{target}: open it in a browser\n")
    assert target.stat().st_size > 10_000


def formats(home: Path) -> list[str]:
    return [line.split()[0] for line in said(kg("export", "list", cwd=home)).splitlines()]


def test_export_has_every_format_on_stdout_and_in_a_file(home: Path, tmp_path: Path) -> None:
    found = formats(home)
    assert {"turtle", "ntriples", "jsonld", "rdfxml", "graphml", "gexf", "csv", "mermaid", "dot", "bibtex"} <= set(
        found
    )
    told = {form: said(kg("export", form, cwd=home)) for form in found if form != "csv"}
    assert [form for form, text in told.items() if not text.strip()] == []
    for form in ("turtle", "rdfxml", "gexf", "bibtex", "csv"):
        assert said(kg("export", form, "-o", str(tmp_path / form), cwd=home)) == ""
        assert form == "csv" or (tmp_path / form).read_text("utf-8") == told[form]
    assert {path.name for path in (tmp_path / "csv").iterdir()} == {"nodes.csv", "edges.csv"}


def test_export_gives_the_files_of_the_build(home: Path) -> None:
    for form, file in (
        ("turtle", "graph.ttl"),
        ("ntriples", "graph.nt"),
        ("jsonld", "graph.jsonld"),
        ("void", "void.ttl"),
    ):
        assert said(kg("export", form, cwd=home)) == (home / "build" / file).read_text("utf-8")


# Query


def test_a_query_comes_by_name_file_stdin_or_text(home: Path, tmp_path: Path) -> None:
    text = "SELECT ?s { ?s ?p ?o } LIMIT 1"
    (tmp_path / "mine.rq").write_text(f"#+ summary: Mine\n{text}")
    expected = said(kg("query", text, cwd=home))
    assert expected.startswith("s\r\nhttps://")
    assert said(kg("query", str(tmp_path / "mine.rq"), cwd=home)) == expected
    assert said(kg("query", "-", cwd=home, stdin=text.encode())) == expected
    assert "Heron" in said(kg("query", "methods", cwd=home))


def test_parameters_are_given_by_name(home: Path) -> None:
    told = said(kg("query", "ancestors", "-p", "method=wide EGRET", cwd=home))
    assert {"Egret", "Heron"} <= {cell for row in csv.reader(io.StringIO(told)) for cell in row}
    text = "SELECT (CONCAT(?_a, '|', ?_b) AS ?x) {}"
    assert said(kg("query", text, "-p", "a=1=2", "-p", "b=", cwd=home)) == "x\r\n1=2|\r\n"


def test_a_default_is_told_and_how_to_change_it(home: Path, tmp_path: Path) -> None:
    (tmp_path / "x.rq").write_text("#+ defaults:\n#+   - name: Egret\nSELECT (?_name AS ?x) {}")
    done = kg("query", str(tmp_path / "x.rq"), cwd=home)
    assert done == Done(0, "x\r\nEgret\r\n", "name=Egret (default; change it with -p name=...)\n")
    assert said(kg("query", str(tmp_path / "x.rq"), "-p", "name=Heron", cwd=home)) == "x\r\nHeron\r\n"


ROW = "SELECT ('a,b' AS ?x) (1 AS ?n) {}"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("table", "x    n\n───  ─\na,b  1\n"),
        ("csv", 'x,n\r\n"a,b",1\r\n'),
        ("tsv", '?x\t?n\n"a,b"\t1\n'),
        ("md", "| x | n |\n|---|--:|\n| a,b | 1 |\n"),
    ],
)
def test_an_answer_has_every_form(form: str, expected: str, home: Path) -> None:
    assert said(kg("query", ROW, "--format", form, cwd=home)) == expected


def test_an_answer_has_the_forms_of_machines(home: Path) -> None:
    found = json.loads(said(kg("query", ROW, "--format", "json", cwd=home)))
    assert found["results"]["bindings"][0]["x"] == {"type": "literal", "value": "a,b"}
    assert "a,b" in [
        one.text for one in ElementTree.fromstring(said(kg("query", ROW, "--format", "xml", cwd=home))).iter()
    ]
    make = "CONSTRUCT { <http://e/a> <http://e/b> 'c' } {}"
    expected = '<http://e/a> <http://e/b> "c" .\n'
    assert said(kg("query", make, cwd=home)) == said(kg("query", make, "--format", "nt", cwd=home)) == expected
    assert "http://e/a" in said(kg("query", make, "--format", "table", cwd=home))
    for form in ("xml", "json"):
        assert "http://e/" in said(kg("query", make, "--format", form, cwd=home))
    assert said(kg("query", "ASK { ?s ?p ?o }", cwd=home)) == "yes\n"
    assert json.loads(said(kg("query", "ASK {}", "--format", "json", cwd=home)))["boolean"] is True


def test_a_query_gives_up_when_its_time_is_over(home: Path) -> None:
    began = time.monotonic()
    done = kg("query", ENDLESS, "--timeout", "0.5", cwd=home)
    assert done == Done(1, "", "kg: stopped after 0.5 s; add LIMIT or allow more with --timeout\n")
    assert time.monotonic() - began < 10


def test_a_query_can_be_interrupted(home: Path) -> None:
    process = start("query", ENDLESS, cwd=home)
    while (
        len(os.listdir(f"/proc/{process.pid}/task")) < 2
        or "pyoxigraph" not in Path(f"/proc/{process.pid}/maps").read_text()
    ):
        assert process.poll() is None
        time.sleep(0.01)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    done = ended(process)
    assert (done.code, done.out, done.err.strip("\n")) == (130, "", "kg: interrupted; nothing changed")
    assert time.monotonic() - began < 5


def test_a_query_cannot_reach_out(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        for text in (
            f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
            f"PREFIX a: <{address}> ASK {{ FILTER EXISTS {{ service a:x {{ ?s ?p ?o }} }} }}",
        ):
            done = kg("query", text, cwd=home)
            assert (done.code, done.out) == (1, "")
            assert re.fullmatch(
                r"kg: query:1:\d+: SERVICE is turned off; ask that endpoint with --endpoint\n", done.err
            )
        assert kg("query", f"SELECT * FROM <{address}> {{ ?s ?p ?o }}", cwd=home).code in (0, 1)
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_the_same_query_goes_to_another_endpoint(home: Path) -> None:
    with oxigraph_server((home / "build" / "graph.ttl").read_bytes()) as address:
        there = ["--endpoint", address]
        for ask in (["query", "ancestors", "-p", "method=bittern"], ["query", "ASK { ?s ?p ?o }", "--format", "json"]):
            assert said(kg(*ask, *there, cwd=home)) == said(kg(*ask, cwd=home))
        done = kg("query", "SELECT * { nonsense", *there, cwd=home)
        assert (done.code, done.out) == (4, "")
        assert kg("query", "DROP ALL", *there, cwd=home).code == 1
        assert said(kg("query", "ASK { ?s ?p ?o }", *there, cwd=home)) == "yes\n"


def test_an_endpoint_that_is_not_there_is_its_own_kind_of_failure(home: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/sparql"
        done = kg("query", "ASK {}", "--endpoint", address, "--timeout", "5", cwd=home)
    assert (done.code, done.out) == (4, "")
    assert done.err.startswith("kg: ")
    assert done.err.count("\n") == 1


# Where the collection is


def test_the_collection_is_named_or_around_here_or_bundled(home: Path, tmp_path: Path) -> None:
    ask = ["lineage", "heron"]
    expected = said(kg(*ask, cwd=home))
    assert said(kg(*ask, cwd=home / "data" / "papers")) == expected
    assert said(kg("--home", str(home), *ask, cwd=tmp_path)) == expected
    assert said(kg("--home", home.name, *ask, cwd=home.parent)) == expected
    told = said(kg("queries", cwd=tmp_path, XDG_CACHE_HOME=str(tmp_path / "cache")))
    assert told.startswith("ancestors")
    assert list(tmp_path.iterdir()) == []


def test_what_is_out_of_date_is_built_anew(changed: Callable[..., Path]) -> None:
    home = changed({})
    assert said(kg("lineage", "egret", cwd=home)).startswith("Egret  2014  Deep Herons")
    entry = home / "data/papers/muller2014deep.yaml"
    entry.write_text(entry.read_text("utf-8").replace("Deep Herons:", "Deeper Herons:"), "utf-8")
    assert said(kg("lineage", "egret", cwd=home)).startswith("Egret  2014  Deeper Herons")


def test_broken_data_is_answered_from_the_last_good_build_with_a_warning(broken: Path) -> None:
    done = kg("lineage", "egret", cwd=broken)
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 2
    assert done.err.startswith("data/papers/li2016wide.yaml:3:8: error: ")
    wrong = broken / "data/papers/li2016wide.yaml"
    kept = wrong.read_text("utf-8")
    wrong.write_text(kept.replace("icmi", "icim"), "utf-8")
    slim = broken / "data/papers/swiatek2016slim.yaml"
    slim.write_text(slim.read_text("utf-8").replace("psted", "posted"), "utf-8")
    sound = said(kg("lineage", "egret", cwd=broken))
    wrong.write_text(kept, "utf-8")
    warning = "kg: 1 problem in the collection (`kg check`); answering from the last good build\n"
    assert kg("lineage", "egret", cwd=broken) == Done(0, sound, warning)


# Terminals and pipes


def test_a_table_is_for_a_terminal_and_csv_for_a_pipe(home: Path) -> None:
    assert said(kg("query", ROW, cwd=home)) == 'x,n\r\n"a,b",1\r\n'
    assert on_terminal("query", ROW, cwd=home, NO_COLOR="1") == "x    n\n───  ─\na,b  1\n"


def test_colour_is_for_a_terminal_that_wants_it(home: Path) -> None:
    ask = ["lineage", "egret"]
    plain = said(kg(*ask, cwd=home))
    assert "\x1b" not in plain
    assert on_terminal(*ask, cwd=home, COLUMNS="100", NO_COLOR="1") == plain
    assert on_terminal(*ask, cwd=home, COLUMNS="100", TERM="dumb") == plain
    coloured = on_terminal(*ask, cwd=home, COLUMNS="100")
    assert "\x1b[38;2;0;114;178mextends\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


@pytest.mark.parametrize("width", [60, 100, 160])
def test_no_line_is_longer_than_the_terminal(width: int, real: Path) -> None:
    for ask in (
        ["lineage", "EfficientNet", "--both", "--all-links"],
        ["show", "ResNet"],
        ["show", "he2016deep"],
        ["path", "WRN", "ResNet"],
        ["common", "DenseNet", "ResNeXt"],
        ["query", "leaderboard", "--format", "table"],
        ["query", "papers", "--format", "table"],
        ["queries"],
    ):
        done = kg(*ask, cwd=real, COLUMNS=str(width))
        assert done.code == 0
        whole = r" *https?://\S+(  .*)?"  # an address stays whole, to be followed
        assert [line for line in done.out.splitlines() if columns(line) > width and not re.fullmatch(whole, line)] == []
        assert done.out.count("\n") > 2 or ask[0] == "common"


@pytest.mark.parametrize(
    "verb",
    [f'query "{EVERYTHING}"', "export ntriples", "lineage heron --down --format html", "queries", "check --format json",
     f'query "{EVERYTHING}" --format table'],
)  # fmt: skip
def test_a_reader_who_has_enough_is_left_in_peace(verb: str, home: Path) -> None:
    done = sh(f"kg {verb} | head -c 1 > /dev/null; echo ${{PIPESTATUS[0]}}", cwd=home)
    assert done.out == "0\n"
    assert "Traceback" not in done.err
    assert "rror" not in done.err


@pytest.mark.parametrize(
    "verb", [f'query "{EVERYTHING}"', "lineage egret", "export turtle", "show egret --format json"]
)
def test_a_full_disk_behind_stdout_is_told(verb: str, home: Path) -> None:
    assert sh(f"kg {verb} > /dev/full", cwd=home) == Done(3, "", "kg: No space left on device\n")


@pytest.mark.parametrize("surroundings", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}])
def test_what_is_said_is_utf_8_whatever_the_surroundings(surroundings: dict[str, str], home: Path) -> None:
    assert said(kg("show", "sagi", cwd=home, **surroundings)).startswith("鷺  technique\n")
    assert (
        said(kg("query", "SELECT ('鷺' AS ?x) {}", cwd=home, LC_ALL="C.UTF-8", PYTHONIOENCODING="ascii"))
        == "x\r\n鷺\r\n"
    )
    done = kg("show", "鷺鷺", cwd=home, **surroundings)
    assert (done.code, done.out) == (1, "")
    assert "Traceback" not in done.err


def test_a_file_may_be_stdout(home: Path) -> None:
    expected = said(kg("export", "turtle", cwd=home))
    assert said(kg("export", "turtle", "-o", "-", cwd=home)) == expected
    assert said(kg("export", "turtle", "-o", "/dev/stdout", cwd=home)) == expected


# The site


def test_a_site_is_written_and_told(home: Path, tmp_path: Path) -> None:
    done = kg("--home", str(home), "site", "-o", "birds", cwd=tmp_path)
    assert (done.code, done.out) == (0, "")
    assert re.match(r"\d+ pages in birds, \d+ files new or changed\n", done.err)
    assert (tmp_path / "birds" / "method" / "egret" / "index.html").is_file()
    assert re.match(
        r"\d+ pages in birds, nothing changed\n", kg("--home", str(home), "site", "-o", "birds", cwd=tmp_path).err
    )


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--url", "javascript:alert(1)"], 2, 'kg: "javascript:alert(1)" is not an http or https address'),
        (["--url", "https://user:pw@e.org/"], 2, "is not an http or https address"),
        (["--url", "https://e.org/?x=1"], 2, "is not an http or https address"),
        (["--url", "https://exa mple.org/"], 2, "is not an http or https address"),
        (["--url", "https://e.org//kg/"], 2, "of plain folders"),
        (["--url", "https://e.org/../kg/"], 2, "of plain folders"),
        (["--url", "https://e.org/kg?"], 2, "of plain folders"),
        (["-o", "/"], 3, "holds files that are no site of ours"),
        (["--port", "99999"], 2, "99999 is not in the range"),
        (["-o", "."], 3, "holds files that are no site of ours; name an empty folder\n"),
        (["-o", "data.txt"], 3, "data.txt"),
    ],
)
def test_what_a_site_cannot_be_is_told(
    home: Path, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    (tmp_path / "data.txt").write_text("mine")
    done = kg("--home", str(home), "site", *arguments, cwd=tmp_path)
    assert done.code == code
    assert message in done.err
    assert "Traceback" not in done.err
    assert (tmp_path / "data.txt").read_text() == "mine"


def test_a_preview_is_served_until_it_is_interrupted(home: Path, tmp_path: Path) -> None:
    process = start("--home", str(home), "site", "-o", "birds", "--preview", "--port", "0", cwd=tmp_path)
    assert process.stderr
    address = next(filter(None, (re.search(rb"http://127[.]0[.]0[.]1:\d+/", line) for line in process.stderr)))
    with urlopen(f"{address[0].decode()}method/egret/", timeout=20) as page:
        assert b"Egret" in page.read()
    process.send_signal(signal.SIGINT)
    assert ended(process).code == 0
