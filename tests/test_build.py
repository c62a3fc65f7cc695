"""From a folder of YAML to a folder of graphs: all or nothing, always the same bytes, whatever is done to it."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from shell import KG, ROOT, Done, ended, kg, start

from benchmarks.world import make
from kg import publish
from kg.build import Built, build
from kg.errors import DataError, PlaceError
from kg.home import Home
from kg.ontology import terms
from kg.store import Store

FILES = ("graph.nt", "graph.ttl", "graph.jsonld", "void.ttl")
KG_TERMS = "https://w3id.org/paperkin/ontology#"
VOID = "http://rdfs.org/ns/void#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@pytest.fixture(scope="module")
def home(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("build") / "world"
    shutil.copytree(world, found)
    return found


@pytest.fixture(scope="module")
def built(home: Path) -> Built:
    return build(Home(home))


@pytest.fixture(scope="module")
def triples(built: Built) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse((built.folder / "graph.nt").read_bytes(), ox.RdfFormat.N_TRIPLES)]


def published(folder: Path) -> dict[str, str]:
    """Every published file but the store, by its hash."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def leftovers(home: Path) -> list[str]:
    return [path.name for path in home.iterdir() if path.name.startswith(".building-")]


# What is written


def test_a_build_counts_what_it_made(built: Built, home: Path) -> None:
    assert built == (home / "build", 6, 12, 17, len((home / "build/graph.nt").read_text("utf-8").splitlines()))
    said = publish.manifest(built.folder)
    assert said is not None
    assert (said["title"], said["base"], said["triples"]) == (
        "Wading birds",
        "https://example.org/world/",
        built.triples,
    )
    assert said["files"] == {
        name: {"bytes": (built.folder / name).stat().st_size, "sha256": published(built.folder)[name]} for name in FILES
    }
    assert {path.name for path in built.folder.iterdir()} == {*FILES, publish.MANIFEST, said["store"]}


def test_the_graph_is_the_same_in_every_form(built: Built, triples: list[ox.Triple]) -> None:
    whole = set(triples)
    assert len(whole) == len(triples) == built.triples
    for name, form in (("graph.ttl", ox.RdfFormat.TURTLE), ("graph.jsonld", ox.RdfFormat.JSON_LD)):
        assert {quad.triple for quad in ox.parse((built.folder / name).read_bytes(), form)} == whole, name


def test_another_reader_finds_the_same_graph_in_every_form(built: Built) -> None:
    forms = {"graph.nt": "nt", "graph.ttl": "turtle", "graph.jsonld": "json-ld"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib's reader of JSON-LD, in rdflib itself
        one, *others = [rdflib.Graph().parse(built.folder / name, format=form) for name, form in forms.items()]
    assert len(one) == built.triples
    assert all(isomorphic(one, other) for other in others)


def test_the_store_holds_the_graph(built: Built, triples: list[ox.Triple]) -> None:
    said = publish.manifest(built.folder)
    assert said is not None
    store, again = Store.open(built.folder / str(said["store"])), Store.load((built.folder / "graph.nt").read_bytes())
    assert len(store) == len(again) == built.triples
    assert set(store.triples()) == set(again.triples())
    # A store writes decimals its own way (1.10 becomes 1.1) and changes nothing else.
    differ = {(str(t.subject), str(t.predicate), str(t.object)) for t in triples} ^ set(store.triples())
    assert all(value.endswith("XMLSchema#decimal>") for _, _, value in differ)
    query = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"
    assert store.ask(query).rows == again.ask(query).rows


def test_every_term_of_ours_in_the_graph_is_declared(triples: list[ox.Triple]) -> None:
    used = {t.predicate.value for t in triples}
    used |= {t.object.value for t in triples if t.predicate == RDF_TYPE}
    used |= {t.object.value for t in triples if t.predicate.value == f"{KG_TERMS}relation"}
    ours = {f"kg:{term.removeprefix(KG_TERMS)}" for term in used if term.startswith(KG_TERMS)}
    assert len(ours) > 40
    assert ours <= {term.name for term in terms(ROOT / "ontology")}


def test_there_are_no_blank_nodes_and_iris_are_ascii(triples: list[ox.Triple]) -> None:
    assert {type(t.subject) for t in triples} == {ox.NamedNode}
    assert {type(t.object) for t in triples} == {ox.NamedNode, ox.Literal}
    iris = {node.value for t in triples for node in t if isinstance(node, ox.NamedNode)}
    assert all(iri.isascii() for iri in iris)


def test_the_description_of_the_graph_is_true(built: Built, triples: list[ox.Triple]) -> None:
    void = rdflib.Graph().parse(built.folder / "void.ttl", format="turtle")
    assert {quad.triple for quad in ox.parse((built.folder / "void.ttl").read_bytes(), ox.RdfFormat.TURTLE)}
    space = rdflib.Namespace(VOID)
    (data,) = void.subjects(rdflib.RDF.type, space.Dataset)

    def said(of: rdflib.term.Node, name: str) -> int:
        return int(str(void.value(of, space[name])))

    def parts(kind: str, key: str, count: str) -> dict[str, int]:
        return {str(void.value(part, space[key])): said(part, count) for part in void.objects(data, space[kind])}

    assert said(data, "triples") == built.triples
    assert said(data, "entities") == len({t.subject for t in triples})
    properties = Counter(t.predicate.value for t in triples)
    classes = Counter(t.object.value for t in triples if t.predicate == RDF_TYPE)
    assert parts("propertyPartition", "property", "triples") == properties
    assert parts("classPartition", "class", "entities") == classes
    assert (said(data, "properties"), said(data, "classes")) == (len(properties), len(classes))
    assert {str(one).rpartition("/")[2] for one in void.objects(data, space.dataDump)} <= set(FILES)


# The same bytes

SURROUNDINGS = [
    {},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "4294967295", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns", "LANG": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "TZ": "UTC"},
]
ANOTHER_TIME = """
import datetime, time
time.time, time.time_ns = lambda: 4e9, lambda: 4 * 10**18
class Then(datetime.datetime):
    now = classmethod(lambda cls, tz=None: cls(1971, 1, 1, tzinfo=tz))
datetime.datetime = Then
from kg.cli import main
main()
"""


def test_the_same_data_gives_the_same_bytes_everywhere(built: Built, home: Path, tmp_path: Path) -> None:
    """Whatever seed, locale, time zone, clock and folder; and another order of files in theirs."""
    other = tmp_path / "elsewhere"
    other.mkdir()
    for path in sorted(home.rglob("*.yaml"), reverse=True):
        (other / path.relative_to(home)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, other / path.relative_to(home))
    running = [start("build", "-o", f"out{n}", cwd=other, **changes) for n, changes in enumerate(SURROUNDINGS)]
    running.append(start("build", "-o", "out-then", cwd=other, command=[sys.executable, "-c", ANOTHER_TIME]))
    for process in running:
        assert ended(process).code == 0
    expected = published(built.folder)
    assert set(expected) == {*FILES, publish.MANIFEST}
    for name in (*(f"out{n}" for n in range(len(SURROUNDINGS))), "out-then"):
        assert published(other / name) == expected, name


# All or nothing


@pytest.fixture
def old(changed: Callable[..., Path]) -> Path:
    """A collection that was built, and has been changed since."""
    home = changed({})
    build(Home(home))
    entry = home / "data/papers/okafor1998shallow.yaml"
    entry.write_text(entry.read_text("utf-8").replace("Two stages", "Just two stages"), "utf-8")
    return home


@pytest.fixture
def unchanged(old: Path) -> Iterator[Path]:
    """The same; whatever happens, the last good build must still be there, and nothing beside it."""
    before = published(old / "build")
    yield old
    assert published(old / "build") == before
    assert leftovers(old) == []
    said = publish.manifest(old / "build")
    assert said is not None
    assert len(Store.open(old / "build" / str(said["store"]))) == said["triples"]


def test_data_that_is_wrong_leaves_the_last_good_build(unchanged: Path) -> None:
    (unchanged / "data/papers/li2016wide.yaml").write_text("title: x\n")
    with pytest.raises(DataError):
        build(Home(unchanged))
    done = kg("build", cwd=unchanged)
    assert (done.code, done.out) == (1, "")
    assert "data/papers/li2016wide.yaml:1:1: error: " in done.err


@pytest.mark.parametrize("limit", [1, 20, 60, 95])
def test_a_full_disk_leaves_the_last_good_build(limit: int, unchanged: Path) -> None:
    """No file may grow beyond so many kilobytes: the store fails, or one of the graphs."""
    command = ["bash", "-c", f'ulimit -f {limit}; exec "$@"', "bash", *KG]
    done = ended(start("build", cwd=unchanged, command=command))
    assert (done.code, done.out) == (3, "")
    assert done.err == f"kg: cannot write {unchanged}/build: no space left\n"


def test_a_full_file_system_leaves_the_last_good_build(unchanged: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", small], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("NO MOUNT: no small file system can be mounted here, so a full one is NOT tested")
    try:
        done = kg("build", "-o", str(small / "out"), cwd=unchanged)
        assert (done.code, done.out) == (3, "")
        assert done.err == f"kg: cannot write {small}/out: no space left\n"
        assert {path.name for path in small.iterdir()} <= {".out.lock"}
    finally:
        subprocess.run(["umount", small], check=True)


@pytest.mark.parametrize("call", ["fsync", "rename", "chmod"])
def test_a_disk_that_fills_at_the_last_moment_leaves_the_last_good_build(
    call: str, unchanged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(PlaceError, match="no space left"):
        build(Home(unchanged))


def test_a_folder_of_somebody_else_is_refused(home: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    done = kg("build", "-o", str(tmp_path), cwd=home)
    assert (done.code, done.out) == (3, "")
    assert done.err == f"kg: {tmp_path} holds files that no build wrote; name an empty folder\n"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


# Killed

PAPERS = 150


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection that takes some time to build."""
    return make(PAPERS, tmp_path_factory.mktemp("many") / "home")


def turn(home: Path, n: int) -> None:
    """One of two states of the collection."""
    entry = home / "data/papers/name7.yaml"
    rest = entry.read_text("utf-8").partition("\n")[2]
    entry.write_text(f"title: Title number {n % 2}\n{rest}", "utf-8")


def begun(home: Path, process: subprocess.Popen[bytes]) -> None:
    """Returns as soon as the process writes."""
    while not leftovers(home):
        assert process.poll() is None, process.communicate()
        time.sleep(0.001)


def reading(process: subprocess.Popen[bytes]) -> None:
    """Returns as soon as the process has begun with its verb: the engine is loaded after that."""
    while "pyoxigraph" not in Path(f"/proc/{process.pid}/maps").read_text():
        assert process.poll() is None, process.communicate()
        time.sleep(0.001)


def test_a_killed_build_leaves_the_old_graph_or_the_new_one(many: Path) -> None:
    """Twenty kills, half of them anywhere, half while it writes; each time one of two known states, whole."""
    states, took = [], 0.0
    for n in range(2):
        turn(many, n)
        began = time.monotonic()
        assert kg("build", cwd=many).code == 0
        took = time.monotonic() - began
        states.append(published(many / "build"))
    assert states[0] != states[1]
    dice, seen = random.Random(4711), Counter[str]()
    for n in range(20):
        turn(many, n)
        before = published(many / "build")
        process = start("build", cwd=many)
        if n % 2:
            begun(many, process)
            time.sleep(dice.uniform(0, took / 2))
        else:
            time.sleep(dice.uniform(0, took))
        process.kill()
        ended(process)
        now = published(many / "build")
        assert now in states, f"round {n}"
        said = publish.manifest(many / "build")
        assert said is not None
        assert len(Store.open(many / "build" / str(said["store"]))) == said["triples"]
        seen["new" if now != before else "left half" if leftovers(many) else "old"] += 1
    assert seen["left half"], seen
    turn(many, 0)
    assert kg("build", cwd=many).code == 0
    assert published(many / "build") == states[0]
    assert leftovers(many) == []


def test_an_interrupted_build_says_so_in_one_line_and_changes_nothing(many: Path) -> None:
    turn(many, 0)
    assert kg("build", cwd=many).code == 0
    before, dice = published(many / "build"), random.Random(42)
    turn(many, 1)
    stopped = 0
    for wait in (reading, reading, lambda process: begun(many, process), lambda process: begun(many, process)):
        process = start("build", cwd=many)
        wait(process)
        time.sleep(dice.uniform(0, 0.1))
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        done = ended(process)
        if done.code == 0:  # it was quicker
            turn(many, 0)
            assert kg("build", cwd=many).code == 0
            turn(many, 1)
            continue
        stopped += 1
        assert (done.code, done.out, done.err.strip("\n")) == (130, "", "kg: interrupted; nothing changed")
        assert time.monotonic() - began < 10
        assert published(many / "build") == before
        assert leftovers(many) == []
    assert stopped


def test_two_builds_at_once_are_one_after_the_other(many: Path) -> None:
    first = start("build", cwd=many)
    begun(many, first)
    first.send_signal(signal.SIGSTOP)
    second = kg("build", cwd=many)
    assert second == Done(3, "", f"kg: a build is in progress (process {first.pid}); wait for it with --wait\n")
    third = start("build", "--wait", cwd=many)
    while not any(" -> " in line and f" {third.pid} " in line for line in Path("/proc/locks").read_text().splitlines()):
        assert third.poll() is None
        time.sleep(0.01)
    first.send_signal(signal.SIGCONT)
    for process in (first, third):
        done = ended(process)
        assert (done.code, done.out) == (0, "")
        assert done.err.startswith(f"{PAPERS} papers, {PAPERS} methods, ")
    assert leftovers(many) == []


def test_a_reader_keeps_its_release_while_the_next_is_built(old: Path) -> None:
    said = publish.manifest(old / "build")
    assert said is not None
    reader = Store.open(old / "build" / str(said["store"]))
    build(Home(old))
    query = "SELECT ?s { <https://example.org/world/method/heron> <http://purl.org/dc/terms/description> ?s }"
    assert reader.ask(query).rows[0][0].value.startswith("Two stages")
    now = publish.manifest(old / "build")
    assert now is not None
    assert Store.open(old / "build" / str(now["store"])).ask(query).rows[0][0].value.startswith("Just two stages")
