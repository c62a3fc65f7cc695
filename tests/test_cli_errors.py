"""Wrong invocations and hostile inputs: each is told in a line, ends with its exit code, and never with a traceback."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from shell import Done, kg, sh

from kg.build import build
from kg.home import Home
from kg.terminal import clean


@pytest.fixture(scope="module")
def home(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("errors") / "world"
    shutil.copytree(world, found)
    for path in Home(found).inputs():
        os.utime(path, ns=(10**18, 10**18))
    build(Home(found))
    (found / "loop").symlink_to("loop")
    (found / "latin.rq").write_bytes(b"SELECT ('caf\xe9' AS ?x) {}")
    (found / "list.rq").write_text("#+ - a\nASK {}")
    (found / "folder.rq").mkdir()
    return found


#: What click says of wrong usage ends with its line; what is ours is one line that begins with `kg: `.
USAGE = [
    ([], "Usage: kg"),
    (["shwo"], "Error: No such command 'shwo'."),
    (["--hoem", "x", "check"], "Error: No such option"),
    (["show"], "Error: Missing argument 'NAME'."),
    (["show", "a", "b"], "Error: Got unexpected extra argument (b)"),
    (["show", "egret", "--format", "pdf"], "Error: Invalid value for '--format': 'pdf' is not one of"),
    (["check", "--format", "xml"], "Error: Invalid value for '--format'"),
    (["query"], "Error: Missing argument 'QUERY'."),
    (["query", "ASK {}", "--format", "pdf"], "Error: Invalid value for '--format'"),
    (["query", "ASK {}", "--timeout", "0"], "Error: Invalid value for '--timeout': 0.0 is not in the range x>0"),
    (["query", "ASK {}", "--timeout", "-1"], "Error: Invalid value for '--timeout'"),
    (["query", "ASK {}", "--timeout", "soon"], "Error: Invalid value for '--timeout': 'soon' is not a valid float"),
    (["query", "ASK {}", "-p", "name"], 'kg: "name" is no NAME=VALUE'),
    (["lineage"], "Error: Missing argument 'NAME'."),
    (["lineage", "egret", "--depth", "0"], "Error: Invalid value for '--depth': 0 is not in the range x>=1."),
    (["lineage", "egret", "--depth", "many"], "Error: Invalid value for '--depth'"),
    (["lineage", "egret", "--format", "png"], "Error: Invalid value for '--format'"),
    (["path", "egret"], "Error: Missing argument 'B'."),
    (["common", "egret"], "Error: Missing argument 'B'."),
    (["graph", "--only", "papers"], "Error: Invalid value for '--only'"),
    (["export"], "Error: Missing argument 'FORMAT'."),
    (["export", "turtel"], 'kg: no format "turtel"; did you mean "turtle"?'),
    (["export", "xlsx"], 'kg: no format "xlsx"; turtle, ntriples'),
    (["export", "csv"], "kg: csv is two files: name a folder with -o, or take csv-nodes or csv-edges"),
]

NAMES = [
    (["show", "egrett"], 'kg: nothing called "egrett"; did you mean "Egret"'),
    (["show", ""], 'kg: nothing called ""'),
    (["show", " "], 'kg: nothing called " "'),
    (["show", "\x1b[2J\x1b]0;owned\x07"], 'kg: nothing called "�[2J�]0;owned�"'),
    (["show", "a\nb"], 'kg: nothing called "a'),
    (["show", b"\xff\xfe"], "kg: nothing called"),
    (["show", "../../etc/passwd"], "kg: nothing called"),
    (["show", '"> } #'], "kg: nothing called"),
    (["show", "x" * 100_000], "kg: nothing called"),
    (["show", "stork"], 'kg: several bear the name "stork"; name one by id: stork-search, stork-small'),
    (["lineage", "STORK"], 'kg: several bear the name "STORK"; name one by id: stork-search, stork-small'),
    (["lineage", "Jürgen Müller"], 'kg: no method called "Jürgen Müller"'),
    (["path", "egret", "nope"], 'kg: no method called "nope"'),
    (["path", "heron", "feather dropout"], "kg: no chain of descent between Heron and Feather dropout; they have no"),
    (["path", "stork-small", "stork-search"],
     "kg: no chain of descent between Stork (stork-small) and Stork (stork-search); both descend from Bittern"),
    (["common", "egret", "stork"], 'kg: several bear the name "stork"'),
    (["query", "metods"], 'kg: no query called "metods"; did you mean "methods"'),
    (["query", ""], 'kg: no query called ""'),
    (["query", "no.rq"], "kg: no file no.rq"),
    (["query", "folder.rq"], "kg: no file folder.rq"),
    (["query", "methods", "-p", "colour=red"], 'kg: "methods" has no parameter "colour"'),
    (["query", "ancestors", "-p", "method=egrett"], 'kg: no method called "egrett"; did you mean "Egret"'),
    (["query", "ancestors", "-p", "methd=egret"], 'kg: "ancestors" has no parameter "methd"; did you mean "method"?'),
    (["query", "SELECT ?_x {}"], 'kg: "query" needs a value: -p x=...'),
    (["query", "ASK { ?a ?b ?_n_integer }", "-p", "n=many"], 'kg: "many" is not a number, which "n" must be'),
]  # fmt: skip

QUERIES = [
    (["query", "SELECT * {"], "kg: query:1:11: not SPARQL (expected"),
    (["query", "SELECT * { ?s ?p ?o"], "kg: query:1:"),
    (["query", " "], "kg: not a query: it has no SELECT, ASK, CONSTRUCT or DESCRIBE"),
    (["query", "{"], "kg: not a query"),
    (["query", "-"], "kg: not a query"),
    (["query", "INSERT DATA { <a:a> <a:a> <a:a> }"], "kg: query:1:1: INSERT changes data; only queries are answered"),
    (["query", "# x\n DROP ALL"], "kg: query:2:2: DROP changes data; only queries are answered"),
    (["query", "CLEAR GRAPH <a:a> "], "kg: query:1:1: CLEAR changes data"),
    (["query", "SELECT * { SERVICE <http://127.0.0.1:9/> { } }"], "kg: query:1:12: SERVICE is turned off"),
    (["query", "SELECT * " + "{" * 10_000 + "}" * 10_000], "kg: query:1:74: nested deeper than 64"),
    (["query", "SELECT (" + "(" * 10_000 + "1" + ")" * 10_000 + " AS ?x) {}"], "kg: query:1:72: nested deeper than 64"),
    (["query", "ASK { FILTER(" + "!" * 10_000 + "true) }"], "too complex"),
    (["query", "ASK { ?s <a:a>" + "/<a:a>" * 2_000 + " ?o }"], "kg: query:1:"),
    (["query", "ASK { }" + " UNION { }" * 3_000], "kg: query:1:"),
    (["query", "ASK { } # " + "x" * 70_000], "kg: the query has more than 65536 bytes"),
    (["query", b"ASK { ?s ?p '\xff' }"], "a character that no query holds"),
    (["query", "ASK { ?s ?p ?o } \ufeff"], "kg: query:1:18: a character that no query holds"),
    (["query", "SELECT (?x AS ?y) (?z AS ?y) {}"], "kg: query:1:32: not SPARQL (expected"),
    (["query", "ASK { ?s nope:p ?o }"], "kg: query:1:"),
    (["query", "ASK {}", "--format", "ttl"], "kg: a table has no ttl; take one of table, md, json, xml, csv, tsv"),
    (
        ["query", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"],
        "kg: a graph has no csv; take one of table, md, ttl",
    ),
    (["query", "latin.rq"], "latin.rq:1:13: error: not UTF-8 (byte 0xe9)"),
    (["query", "list.rq"], "list.rq:1:1: error: "),
]

PLACES = [
    (["--home", "/no/such/folder", "check"], "kg: no collection in /no/such/folder: it has no kg.yaml"),
    (["--home", "kg.yaml", "check"], "kg: no collection in "),
    (["--home", "loop", "check"], "kg: no collection in loop: Symlink loop from "),
    (["--home", "~nobody-of-this-name", "check"], "kg: no collection in ~nobody-of-this-name: "),
    (["--home", "x" * 5_000, "check"], "kg: "),
    (["build", "-o", "."], " holds files that no build wrote; name an empty folder"),
    (["build", "-o", "kg.yaml"], "kg.yaml: Not a directory"),
    (["build", "-o", "/proc/x"], "kg: cannot write /proc/x: "),
    (["build", "-o", "x" * 300], "x: File name too long"),
    (["export", "turtle", "-o", "/dev/full"], "kg: cannot write /dev/full: no space left"),
    (["export", "rdfxml", "-o", "/dev/full"], "kg: cannot write /dev/full: no space left"),
    (["export", "turtle", "-o", "/no/such/x"], "kg: cannot write /no/such/x: No such file or directory"),
    (["export", "turtle", "-o", "data"], "kg: cannot write data: Is a directory"),
    (["export", "turtle", "-o", "loop"], "kg: cannot write loop: Too many levels of symbolic links"),
    (["export", "turtle", "-o", "kg.yaml/x"], "kg: cannot write kg.yaml/x: Not a directory"),
    (["export", "csv", "-o", "kg.yaml"], "kg: csv is a folder of files, and kg.yaml cannot be one"),
    (["graph", "-o", "/dev/full"], "kg: cannot write /dev/full: no space left"),
    (["graph", "-o", "/no/such/x.html"], "kg: cannot write /no/such/x.html: No such file or directory"),
    (["lineage", "egret", "-o", "/dev/full"], "kg: cannot write /dev/full: no space left"),
    (["lineage", "egret", "--format", "html", "-o", "/dev/full"], "kg: cannot write /dev/full: no space left"),
]

ENDPOINTS = [
    (["query", "ASK {}", "--endpoint", "nonsense"], "kg: "),
    (["query", "ASK {}", "--endpoint", "file:///etc/passwd"], "kg: "),
    (["query", "ASK {}", "--endpoint", "http://127.0.0.1:1/", "--timeout", "5"], "kg: "),
]

CASES = [
    *((2, *case) for case in USAGE),
    *((1, *case) for case in NAMES),
    *((1, *case) for case in QUERIES),
    *((3, *case) for case in PLACES),
    *((4, *case) for case in ENDPOINTS),
]


@pytest.mark.parametrize(("code", "arguments", "message"), CASES, ids=lambda value: repr(value)[:60])
def test_what_is_wrong_is_told_in_a_line(code: int, arguments: list[str | bytes], message: str, home: Path) -> None:
    before = sorted(path.name for path in home.iterdir())
    done = kg(*arguments, cwd=home)
    assert done.code == code, done
    assert done.out == ""
    assert "Traceback" not in done.err
    *head, line = done.err.rstrip("\n").split("\n")
    if code == 2 and not line.startswith("kg: "):
        assert done.err.startswith("Usage: kg")
        assert message in done.err
    elif "\n" not in "".join(map(str, arguments)):
        told = [one for one in head if "(default; change it" not in one]
        assert told == []
        assert message in line
    assert done.err == "\n".join(map(clean, done.err.split("\n")))
    assert sorted(path.name for path in home.iterdir()) == before


def test_the_cases_are_many() -> None:
    assert len(CASES) >= 90


# Surroundings


@pytest.mark.parametrize("verb", ["show egret", "--help", "export turtle", "nonsense"])
def test_streams_may_be_closed(verb: str, home: Path) -> None:
    done = sh(f"kg {verb} >&-; kg {verb} 2>&-; kg {verb} <&- >&- 2>&-", cwd=home)
    assert "Traceback" not in done.out + done.err
    assert "rror" not in done.err or verb == "nonsense"


def test_a_query_from_a_closed_stdin_is_empty(home: Path) -> None:
    done = sh("kg query - <&-", cwd=home)
    assert done == Done(1, "", "kg: not a query: it has no SELECT, ASK, CONSTRUCT or DESCRIBE\n")


def test_a_current_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    done = sh("cd gone; rmdir ../gone; kg queries", cwd=tmp_path)
    assert (done.code, done.out) == (3, "")
    assert done.err == "kg: the current folder is gone; go to another, or name the collection with --home\n"


# A collection that was tampered with


def damaged(home: Path) -> Path:
    (store,) = (home / "build").glob("store-*")
    return store


@pytest.mark.parametrize(
    "damage",
    [
        lambda home: [file.write_bytes(b"x") for file in damaged(home).iterdir()],
        lambda home: (damaged(home) / "CURRENT").unlink(),
        lambda home: [file.unlink() for file in damaged(home).iterdir()],
    ],
    ids=["nonsense", "a file gone", "empty"],
)
def test_a_damaged_store_is_told_and_mended_by_a_build(
    damage: Callable[[Path], object], changed: Callable[..., Path]
) -> None:
    home = changed({})
    assert kg("build", cwd=home).code == 0
    damage(home)
    done = kg("lineage", "egret", cwd=home)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"kg: the store in {damaged(home)} cannot be opened (")
    assert done.err.endswith("; run `kg build`\n")
    assert done.err.count("\n") == 1
    assert kg("build", cwd=home).code == 0
    assert kg("lineage", "egret", cwd=home).code == 0


def test_a_file_gone_from_the_build_is_told(changed: Callable[..., Path]) -> None:
    home = changed({})
    assert kg("build", cwd=home).code == 0
    (home / "build" / "graph.ttl").unlink()
    assert kg("export", "turtle", cwd=home) == Done(3, "", f"kg: no graph.ttl in {home}/build; run `kg build`\n")


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("kg.yaml", b"\xff"),
        ("kg.yaml", b""),
        ("kg.yaml", b"[" * 100_000),
        ("data/people.yaml", b"- a\n- b\n"),
        ("data/venues.yaml", b"jiv: &a {name: *a}\n"),
        ("data/papers/li2016wide.yaml", b"title: \x1b[2J\n"),
        ("data/papers/li2016wide.yaml", b"!!python/object/apply:os.system [echo owned]"),
        ("data/papers/con.yaml", b"title: x\n"),
        ("data/papers/a\x1b[31mb.yaml", b"title: x\n"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_hostile_data_is_told_with_its_place(file: str, content: bytes, changed: Callable[..., Path]) -> None:
    home = changed({})
    (home / file).write_bytes(content)
    for verb in ("check", "show egret"):
        done = kg(*verb.split(), cwd=home)
        assert done.code == 1, done
        assert "Traceback" not in done.err
        told = (done.out + done.err).splitlines()
        assert all(line == clean(line) for line in told)
        assert any(line.startswith(file[: len("data/p")]) and ": error: " in line for line in told)
    assert not (home / "build").exists()
    assert kg("queries", cwd=home).code == 0


def test_very_many_problems_are_told_in_full_by_check_only(changed: Callable[..., Path]) -> None:
    home = changed({})
    for n in range(150):
        (home / f"data/papers/a{n}.yaml").write_text("title: x\n")
    done = kg("build", cwd=home)
    assert done.code == 1
    *shown, last = done.err.splitlines()
    assert len(shown) == 100
    assert last.startswith("and ")
    assert last.endswith(" more; `kg check` tells all")
    assert len(kg("check", cwd=home).out.splitlines()) == 100 + int(last.split()[1])
