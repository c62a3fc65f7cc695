"""Every format is read back by a reader that is not ours, and holds what the graph holds."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import bibtexparser
import jsonschema
import networkx
import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from lineages import TEXTS

from kg import graph as graphs
from kg.errors import PlaceError, UsageError
from kg.export import bibtex, escape
from kg.export.formats import FORMATS, LINEAGE_FORMATS
from kg.export.rdfxml import rdfxml
from kg.export.tables import table
from kg.graph import Graph
from kg.lineage import Lineage
from kg.rdf import literal


@pytest.fixture(scope="session")
def graph(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    home = tmp_path_factory.mktemp("export") / "world"
    shutil.copytree(world, home, ignore=shutil.ignore_patterns("build", ".build*"))
    return graphs.load(home)


def written(name: str, what: Graph | Lineage) -> bytes:
    formats: dict[str, Any] = {**(FORMATS if isinstance(what, Graph) else LINEAGE_FORMATS)}
    return b"".join(formats[name].write(what))


def oxigraph_set(data: bytes, form: pyoxigraph.RdfFormat) -> set[tuple[str, ...]]:
    return {(str(t.subject), str(t.predicate), str(t.object)) for t in pyoxigraph.parse(data, format=form)}


def test_all_rdf_formats_are_one_graph(graph: Graph) -> None:
    form = pyoxigraph.RdfFormat
    forms = {"turtle": form.TURTLE, "nquads": form.N_QUADS, "jsonld": form.JSON_LD, "rdfxml": form.RDF_XML}
    expected = oxigraph_set(written("ntriples", graph), form.N_TRIPLES)
    assert len(expected) == written("ntriples", graph).count(b"\n") > 500
    assert set(graph.store.triples()) == expected
    for name, one in forms.items():
        assert oxigraph_set(written(name, graph), one) == expected, name


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD reader
def test_rdflib_reads_the_same_graph_from_each(graph: Graph) -> None:
    def triples(name: str, form: str) -> set[tuple[str, ...]]:
        return {tuple(term.n3() for term in t) for t in rdflib.Graph().parse(data=written(name, graph), format=form)}

    expected = triples("ntriples", "nt")
    assert len(expected) > 500
    for name, form in (("turtle", "turtle"), ("jsonld", "json-ld"), ("rdfxml", "xml")):
        assert triples(name, form) == expected, name
    assert written("nquads", graph) == written("ntriples", graph)


@given(TEXTS)
def test_any_text_survives_rdfxml(text: str) -> None:
    triple = f"<http://e.org/?a&b='c'> <http://purl.org/dc/terms/title> {literal(text)} .\n".encode()
    found = b"".join(rdfxml([triple]))
    forms = pyoxigraph.RdfFormat
    assert oxigraph_set(found, forms.RDF_XML) == oxigraph_set(triple, forms.N_TRIPLES)


def test_rdfxml_refuses_what_is_no_triple_of_ours() -> None:
    with pytest.raises(ValueError, match="not a triple"):
        list(rdfxml([b"<a> <b> _:c ."]))


def test_context_schema_and_description_are_what_they_say(graph: Graph) -> None:
    assert json.loads(written("context", graph))["@context"]["title"] == {"@id": "dcterms:title"}
    schema = json.loads(written("schema", graph))
    jsonschema.Draft202012Validator.check_schema(schema)
    smallest = {"title": "T", "authors": ["A"], "year": 2020, "introduces": {"X": {"summary": "S."}}}
    jsonschema.validate(smallest, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**smallest, "yaer": 2020}, schema)
    said = rdflib.Graph().parse(data=written("void", graph), format="turtle")
    assert said.value(predicate=rdflib.RDF.type, object=rdflib.VOID.Dataset) == rdflib.URIRef(f"{graph.base}void")


def test_networks_hold_every_link_of_the_collection(graph: Graph) -> None:
    links = graph.ask("SELECT ?l { ?l a <https://w3id.org/paperkin/ontology#Link> }").rows
    expected = sorted(row[0].value.rpartition("/link/")[2] for row in links)  # type: ignore[union-attr]
    read = networkx.read_graphml(io.BytesIO(written("graphml", graph)))
    assert sorted(f"{child}--{parent}" for child, parent in read.edges()) == expected
    assert sorted(data["id"] for *_, data in read.edges(data=True)) == expected


@given(st.lists(st.lists(TEXTS | st.integers(), min_size=2, max_size=2)))
def test_tables_survive_the_csv_module_and_no_cell_is_a_formula(rows: list[list[str | int]]) -> None:
    data = b"".join(table(("a", "b"), rows)).decode()
    read = list(csv.reader(io.StringIO(data, newline=""), strict=True))
    assert read == [["a", "b"], *([escape.cell(c) if isinstance(c, str) else str(c) for c in row] for row in rows)]
    for row, found in zip(rows, read[1:], strict=True):
        for cell, shown in zip(row, found, strict=True):
            assert shown == str(cell) if isinstance(cell, int) else shown[0] not in "=+-@\t\r"


def test_csv_is_two_files_in_a_folder(graph: Graph, tmp_path: Path) -> None:
    FORMATS["csv"].save(graph, tmp_path / "tables")
    for name in ("nodes", "edges"):
        assert (tmp_path / "tables" / f"{name}.csv").read_bytes() == written(f"csv-{name}", graph)
    lineage = graph.lineage(all_links=True)
    nodes = list(csv.DictReader(io.StringIO(written("csv-nodes", graph).decode())))
    assert [(row["id"], row["label"], int(row["year"])) for row in nodes] == [
        (n.id, n.name, n.year) for n in lineage.nodes
    ]
    edges = list(csv.DictReader(io.StringIO(written("csv-edges", graph).decode())))
    assert [(e["child_label"], e["parent_label"], e["how"]) for e in edges] == [
        (edge.child, edge.parent, edge.how) for edge in lineage.edges
    ]
    with pytest.raises(UsageError, match="csv-nodes"):
        written("csv", graph)
    with pytest.raises(PlaceError, match="folder"):
        FORMATS["csv"].save(graph, tmp_path / "tables" / "nodes.csv")


def bib_read(text: str) -> dict[str, Any]:
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return {entry.key: entry for entry in library.entries}


def test_bibtex_has_every_paper_with_authors_as_printed(graph: Graph) -> None:
    found = bib_read(written("bibtex", graph).decode())
    kinds = {key: entry.entry_type for key, entry in found.items()}
    assert kinds == {
        "bjornsen2019small": "misc",
        "li2016wide": "inproceedings",
        "muller2014deep": "inproceedings",
        "okafor1998shallow": "article",
        "suzuki2017reeds": "misc",
        "swiatek2016slim": "inproceedings",
    }
    paper = found["li2016wide"]
    assert {field.key: field.value for field in paper.fields} == {
        "author": "Li Wei and Søren Bjørnsen",
        "title": "{Wide Egrets}",
        "booktitle": "International Conference on Imagined Models",
        "year": "2016",
        "eprint": "1511.04321",
        "archivePrefix": "arXiv",
        "doi": "10.5555/icim.2016.42",
        "url": "https://arxiv.org/abs/1511.04321",
    }
    assert found["okafor1998shallow"]["author"] == "Adaeze Okafor and J. Müller"
    assert found["okafor1998shallow"]["journal"] == "Journal of Imagined Vision"
    assert found["bjornsen2019small"]["howpublished"] == "Open Drafts in Imagined Science"


def authors_of(text: str) -> list[str]:
    library = bibtexparser.parse_string(text, append_middleware=[bibtexparser.middlewares.SeparateCoAuthors()])
    return list(library.entries[0]["author"])


def test_a_name_with_and_or_a_comma_stays_one_name() -> None:
    text = bibtex.entry("a2020b", ["Simon and Schuster", "Li King, Jr.", "Ana Dand"], {"title": "T", "year": "2020"})
    assert authors_of(text) == ["{Simon and Schuster}", "{Li King, Jr.}", "Ana Dand"]


@given(st.lists(TEXTS, min_size=1, max_size=3), TEXTS, TEXTS)
def test_no_text_breaks_the_bibliography(authors: list[str], title: str, url: str) -> None:
    said = {"title": title, "year": "2020", "kind": "journal", "venue": title, "doi": url, "url": url}
    text = bibtex.entry("a2020b", authors, said) + bibtex.entry("next", ["A B"], {"title": "T", "year": "2021"})
    found = bib_read(text)
    assert list(found) == ["a2020b", "next"]
    for field in found["a2020b"].fields:
        # BibTeX counts every brace, those behind a backslash too.
        assert field.value.count("{") == field.value.count("}"), field.key
    assert found["a2020b"]["title"] == f"{{{escape.latex(title)}}}"
    assert not re.search(r"(?<!\\)[&%$#_^~]", found["a2020b"]["title"])
    assert len(authors_of(text)) == len(authors)


def test_same_data_same_bytes_utf8_lf(graph: Graph) -> None:
    code = (
        "import hashlib, sys; from kg.graph import load; from kg.export.formats import FORMATS, LINEAGE_FORMATS\n"
        "g = load(sys.argv[1]); l = g.lineage('Bittern', all_links=True)\n"
        "for o, all in ((g, FORMATS), (l, LINEAGE_FORMATS)):\n"
        "  for n, f in all.items():\n"
        "    if not f.parts: print(n, hashlib.sha256(b''.join(f.write(o))).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(graph.home.folder)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(graphs.__file__).parents[1])},
            capture_output=True,
            check=True,
        ).stdout.decode()
        for seed in ("1", "2")
    ]
    lines = [
        f"{name} {hashlib.sha256(written(name, what)).hexdigest()}\n"
        for what, formats in ((graph, FORMATS), (graph.lineage("Bittern", all_links=True), LINEAGE_FORMATS))
        for name, form in formats.items()
        if not form.parts
    ]
    assert runs == ["".join(lines)] * 2
    assert len(lines) == 21
    for name, form in FORMATS.items():
        if not form.parts:
            assert "\r" not in written(name, graph).decode("utf-8"), name


def test_formats_describe_themselves_and_a_missing_build_is_told(graph: Graph, tmp_path: Path) -> None:
    for name, form in {**FORMATS, **LINEAGE_FORMATS}.items():
        assert form.name == name
        assert form.help
        assert "\n" not in form.help
    FORMATS["turtle"].save(graph, tmp_path / "x.ttl")
    assert (tmp_path / "x.ttl").read_bytes() == (graph.folder / "graph.ttl").read_bytes()
    bare = Graph(graph.home, graph.folder)
    bare.folder = tmp_path
    with pytest.raises(PlaceError, match="kg build"):
        written("turtle", bare)
