"""`kg.load()` as one meets it in Python and in Jupyter: rows, pictures, cards; and from an installed wheel."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import networkx
import pytest
import rdflib
from shell import ROOT, environment

import kg
from kg.errors import NotFound, QueryError
from kg.notebook import SHOWN, Card, Knowledge, Picture, Rows

LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
HOSTILE = '<img src=x onerror=alert(1)> </td></script> & " {{7*7}}'


@pytest.fixture(scope="module")
def home(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("notebook") / "world"
    shutil.copytree(world, found)
    return found


@pytest.fixture(scope="module")
def know(home: Path) -> Knowledge:
    return kg.load(home)


class Page(HTMLParser):
    """The elements of a piece of HTML with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.found]


# The collection


def test_it_says_what_it_is(know: Knowledge, home: Path) -> None:
    assert repr(know) == f"<Wading birds: {len(know.store)} triples in {home / 'build'}>"


def test_the_home_may_be_text_or_path_or_around_here(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home / "data")
    assert repr(kg.load()) == repr(kg.load(str(home))) == repr(kg.load(home))


def test_the_graph_is_there_for_rdflib(know: Knowledge) -> None:
    assert isinstance(know.rdflib, rdflib.Graph)
    assert know.rdflib is know.rdflib
    assert len(know.rdflib) == len(know.store)
    found = know.rdflib.query("SELECT ?m { ?m a kg:Block }")
    assert {str(row.m).rpartition("/")[2] for row in found} == {"wing-block", "gated-wing-block"}


def test_loading_warns_of_nothing(home: Path) -> None:
    code = "import kg; k = kg.load(); len(k.rdflib); k.lineage('egret')._repr_html_(); k.query('methods')"
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=home, env=environment(), capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_importing_kg_is_cheap_and_names_what_is_there() -> None:
    assert callable(kg.load)
    assert "load" in kg.__all__
    with pytest.raises(AttributeError, match="'kg' has no attribute 'lod'"):
        kg.lod  # noqa: B018


# Rows

YEARS = f"""PREFIX fabio: <http://purl.org/spar/fabio/> PREFIX kg: <https://w3id.org/paperkin/ontology#>
SELECT ?name ?year ?top1 ?official ?none {{ ?m {LABEL} ?name ; kg:introducedBy ?p . ?p fabio:hasPublicationYear ?year .
  ?r kg:evaluates ?m ; kg:top1 ?top1 . ?code kg:implements ?p ; kg:official ?official }}
  ORDER BY ?year ?top1 ?official"""


def test_rows_are_python_values(know: Knowledge) -> None:
    rows = know.query(YEARS)
    assert rows.columns == ("name", "year", "top1", "official", "none")
    assert rows[0] == ("Heron", 1998, 61.0, True, None)
    assert [type(cell) for cell in rows[0]] == [str, int, float, bool, type(None)]
    assert len(rows) == len(list(rows)) == 15
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)
    assert rows[-1][0] == "Stork"
    assert bool(rows)


def test_rows_print_as_a_table(know: Knowledge) -> None:
    rows = know.query(f"SELECT ?name ?n {{ VALUES (?name ?n) {{ ('Egret' 1) ('Wide Egret' 10) }} ?m {LABEL} ?name }}")
    assert repr(rows) == "name         n\n──────────  ──\nEgret        1\nWide Egret  10"


def test_a_value_that_is_not_what_it_claims_stays_text(know: Knowledge) -> None:
    xsd = "<http://www.w3.org/2001/XMLSchema#"
    query = f'SELECT ("many"^^{xsd}integer> AS ?a) ("2016Z"^^{xsd}gYear> AS ?b) ("x"@en AS ?c) (<a:b> AS ?d) {{}}'
    assert know.query(query)[0] == ("many", "2016Z", "x", "a:b")


def test_rows_become_a_frame(know: Knowledge) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: nobody tries Rows.frame() here")
    frame = know.query(YEARS).frame()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == ["name", "year", "top1", "official", "none"]
    assert frame["year"].dtype.kind == "i"
    assert frame["top1"].dtype.kind == "f"
    assert frame.loc[0, "name"] == "Heron"


def test_no_rows_are_false_and_print(know: Knowledge) -> None:
    rows = know.query("SELECT ?x { ?x ?x ?x }")
    assert (bool(rows), len(rows), list(rows)) == (False, 0, [])
    assert "nothing found" in repr(rows)
    assert Page(rows._repr_html_()).tags == ["table", "thead", "tr", "th", "tbody"]


@pytest.mark.parametrize(("text", "truth"), [("ASK { ?s ?p ?o }", True), ("ASK { ?s ?s ?s }", False)])
def test_a_truth_value_is_one(text: str, truth: bool, know: Knowledge) -> None:
    found = know.query(text)
    assert bool(found) is truth
    assert repr(found) == ("yes" if truth else "no")
    assert found._repr_html_() == f"<p>{found!r}</p>"


def test_triples_are_rows_too(know: Knowledge) -> None:
    rows = know.query(f"CONSTRUCT {{ ?s {LABEL} ?o }} {{ ?s {LABEL} ?o }}")
    assert rows.columns == ("subject", "predicate", "object")
    assert ("https://example.org/world/method/egret", LABEL[1:-1], "Egret") in list(rows)


def test_named_queries_take_their_parameters_by_name(know: Knowledge) -> None:
    assert {"Heron"} <= {cell for row in know.query("ancestors", method="egret") for cell in row}
    with pytest.raises(QueryError, match='has no parameter "methd"; did you mean "method"'):
        know.query("ancestors", methd="egret")
    with pytest.raises(NotFound, match='did you mean "ancestors"'):
        know.query("ancestor")


def test_a_query_has_a_time_limit(know: Knowledge) -> None:
    with pytest.raises(QueryError, match="stopped after"):
        know.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(?a != ?d) }", timeout=0.001)


def test_html_of_rows_shows_text_as_text(know: Knowledge) -> None:
    escaped = HOSTILE.replace('"', '\\"')
    rows = know.query(f'SELECT ("{escaped}" AS ?cell) {{}}')
    page = Page(rows._repr_html_())
    assert page.tags == ["table", "thead", "tr", "th", "tbody", "tr", "td"]
    assert page.text == f"cell{HOSTILE}"


def test_html_of_many_rows_is_cut_and_says_so(know: Knowledge) -> None:
    rows = know.query("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert len(rows) > SHOWN
    page = Page(rows._repr_html_())
    assert page.tags.count("tr") == SHOWN + 1
    assert page.text.endswith(f"{len(rows) - SHOWN} more rows")


# Pictures


def test_a_lineage_is_a_networkx_graph_with_everything_on_it(know: Knowledge) -> None:
    picture = know.lineage("wide egret")
    assert isinstance(picture, networkx.MultiDiGraph)
    assert set(picture) == {"Wide Egret", "Egret", "Heron"}
    assert picture.nodes["Egret"]["year"] == 2014
    assert picture.nodes["Egret"]["kind"] == "architecture"
    assert picture.edges["Egret", "Heron", 0]["relation"] == "extends"
    assert picture.edges["Egret", "Heron", 0]["how"] == "keeps its stages and stacks ten of them"
    assert networkx.descendants(picture, "Wide Egret") == {"Egret", "Heron"}  # edges run from child to parent
    assert len(know.lineage(all_links=True)) == 12
    assert set(know.lineage("egret", up=False, down=True, depth=1)) == {"Egret", "Wide Egret", "Slim Egret", "Bittern"}


def framed(picture: Picture) -> str:
    """The page inside the frame that Jupyter shows."""
    page = Page(picture._repr_html_())
    ((tag, attributes),) = page.found
    assert tag == "iframe"
    assert attributes["sandbox"] == "allow-scripts allow-popups"
    assert page.text == ""
    return attributes["srcdoc"] or ""


def test_jupyter_shows_a_lineage_as_a_page_in_a_frame(know: Knowledge) -> None:
    inside = framed(know.lineage("wide egret"))
    assert inside.lower().startswith("<!doctype html>")
    assert "<title>Lineage of Wide Egret</title>" in inside
    assert "Heron" in inside
    assert "<title>Lineage</title>" in framed(know.lineage())


def test_parts_and_copies_of_a_picture_are_pictures_of_themselves(know: Knowledge) -> None:
    picture = know.lineage("wide egret")
    part = picture.subgraph(["Egret", "Heron"])
    assert [edge.parent for edge in part.lineage.edges] == ["Heron"]
    assert part.lineage.root == ""
    assert "Wide Egret" not in {node.name for node in part.lineage.nodes}
    framed(part)
    copy = picture.copy()
    networkx.set_node_attributes(copy, {"Egret": 0.5}, "centrality")
    assert copy.lineage == picture.lineage
    assert "Heron" in framed(copy)


@pytest.fixture
def hostile(changed: Callable[..., Path]) -> Knowledge:
    text = HOSTILE.replace('"', '\\"')
    entry = "data/papers/okafor1998shallow.yaml"
    home = changed({entry: ("Two stages of filters and a classifier.", f'"{text}"')})
    path = home / entry
    path.write_text(path.read_text("utf-8").replace("Shallow Filters for the Reading of Ponds", f'"{text}"'), "utf-8")
    egret = home / "data/papers/muller2014deep.yaml"
    egret.write_text(egret.read_text("utf-8").replace("two stages see too little of the pond", f'"{text}"'), "utf-8")
    return kg.load(home)


def test_hostile_text_is_shown_in_pictures_and_cards_and_not_run(hostile: Knowledge) -> None:
    inside = framed(hostile.lineage("egret"))
    assert not re.search(r"<img src=x", inside)
    assert "img" not in Page(inside).tags
    card = hostile.show("heron")
    page = Page(card._repr_html_())
    assert page.tags == ["pre"]
    assert HOSTILE in page.text
    assert HOSTILE in repr(card)
    assert html.escape(HOSTILE) in card._repr_html_()


# Cards


def test_a_card_is_a_mapping_that_prints(know: Knowledge) -> None:
    card = know.show("egret")
    assert isinstance(card, Card)
    assert card["introduced_in"] == 'Deep Herons: "Egret" and its Feathers'
    assert repr(card).startswith("Egret  architecture\n  summary       Heron with ten stages")
    assert '"name": "Egret"' in card.json()
    with pytest.raises(NotFound, match='did you mean "Egret"'):
        know.show("egrett")


def test_rows_of_another_answer_need_no_collection(know: Knowledge) -> None:
    answer = know.store.ask(f"SELECT ?x {{ ?x {LABEL} 'Heron' }}")
    assert repr(Rows(answer, "https://example.org/world/")).endswith("method/heron")


# The wheel

TRY = """
import kg, sys
k = kg.load()
print(k)
print(len(k.rdflib) == len(k.store), len(k.query("methods")) > 50, "ResNet" in k.lineage("wrn"), file=sys.stderr)
assert "collection" in str(k._graph.home.folder) and "site" in kg.__file__, kg.__file__
"""


def _no_part_of_it(folder: str, names: list[str]) -> set[str]:
    """What is left out of the copy that the wheel is made of; `site` is output in the root, and a package in `kg`."""
    at_root = {"build", "tests", "docs", "site", "wheels"} if Path(folder) == ROOT else set()
    hidden = {name for name in names if name.startswith(".") and name != ".ci"}
    return hidden | ({"__pycache__", *at_root} & set(names))


def _parts(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_slow_the_wheel_works_from_an_empty_folder(tmp_path: Path) -> None:
    """What `pip install paperkin` gives: the package with its collection, away from any checkout."""
    pytest.importorskip("hatchling", reason="hatchling is not installed: nobody tries the wheel here")
    source, wheels, site, empty = (tmp_path / name for name in ("source", "wheels", "site", "empty"))
    empty.mkdir()
    shutil.copytree(ROOT, source, ignore=_no_part_of_it)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", wheels, source], check=True, timeout=120, capture_output=True)
    (wheel,) = wheels.glob("paperkin-*.whl")
    with zipfile.ZipFile(wheel) as parts:
        parts.extractall(site)
    assert (site / "kg" / "collection" / "kg.yaml").is_file()
    assert _parts(site / "kg" / "site") == _parts(source / "kg" / "site") > {"npm/package-lock.json", "vendor.py"}

    env = environment(PYTHONPATH=str(site), XDG_CACHE_HOME=str(tmp_path / "cache"))
    done = subprocess.run([sys.executable, "-c", TRY], cwd=empty, env=env, capture_output=True, text=True, timeout=120)
    assert done.stderr == "True True True\n"
    assert done.stdout.startswith("<Image classification")
    command = [sys.executable, "-m", "kg", "lineage", "WRN"]
    done = subprocess.run(command, cwd=empty, env=env, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("WRN  2016  Wide Residual Networks · BMVC\n└─ ")
    assert list(empty.iterdir()) == []
    assert sorted(path.name for path in (tmp_path / "cache").rglob("graph.*")) == [
        "graph.jsonld",
        "graph.nt",
        "graph.ttl",
    ]
