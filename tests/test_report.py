"""The size of a collection and its gaps, in words and as JSON."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg import report
from kg.build import build
from kg.graph import Graph
from kg.home import Home
from kg.terminal import Style

GAP = """#+ summary: {summary}
#+ tags: [gaps]
SELECT ?n {{ VALUES ?n {{ {rows} }} }} ORDER BY ?n
"""


@pytest.fixture(scope="module")
def graph(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    home = Home(tmp_path_factory.mktemp("report") / "world")
    shutil.copytree(world, home.folder, ignore=shutil.ignore_patterns("build"))
    (home.folder / "queries").mkdir()
    for name, summary, rows in (("mine", "Of my own", "1 2 3"), ("many", "Too many to show", " ".join("7" * 1500))):
        text = GAP.format(summary=summary, rows=rows)
        (home.folder / "queries" / f"{name}.rq").write_text(text)
    build(home)
    return Graph(home, home.built)


def test_the_parts_make_the_whole(graph: Graph) -> None:
    found = report.size(graph)
    assert found["papers"] == {"conference": 2, "preprint": 2, "journal": 1, "workshop": 1}
    assert sum(found["results"].values()) == sum(found["protocols"].values()) == 10
    assert sum(found["links"].values()) == sum(found["evidence"].values()) == 17
    assert found["people"] == {"": 7}
    assert found["triples"] == {"": len(graph.store)}


def test_sizes_are_told_a_line_each(graph: Graph) -> None:
    told = list(report.size_text(report.size(graph), Style()))
    assert told[0] == "papers          6  conference 2 · preprint 2 · journal 1 · workshop 1"
    assert "people          7" in told
    assert all(len(line) <= 100 for line in told)


def test_a_gap_tells_its_rows_and_a_collection_adds_gaps_of_its_own(graph: Graph) -> None:
    found = {gap["query"]: gap for gap in report.gaps(graph)}
    assert found["architectures-without-results"]["rows"] == [
        {"since": "2016-05", "method": "Bittern", "paper": "Slim Egrets and Mixed Waders"},
        {"since": "2016-05", "method": "Slim Egret", "paper": "Slim Egrets and Mixed Waders"},
    ]
    assert found["methods-without-reason"]["rows"] == []
    assert found["mine"] == {"query": "mine", "summary": "Of my own", "rows": [{"n": "1"}, {"n": "2"}, {"n": "3"}]}
    assert len(found) == 11


def test_gaps_are_told_with_their_number_and_the_way_to_the_rest(graph: Graph) -> None:
    told = "\n".join(report.gaps_text(report.gaps(graph), Style()))
    assert "Of my own  3\n  1\n  2\n  3" in told
    assert "Methods with neither a parent nor a reason to have none  none\n" in told
    assert "Too many to show  1,500\n  7\n" in told
    assert "\n  and 1,490 more: kg query many" in told


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("ASK { ?s ?p ?o }", "must be a SELECT"),
        ("SELECT ?s { ?s a ?_kind_iri }", "needs a default for kind"),
        ("SELECT ?s { ?s a", "not SPARQL"),
        ("SELECT ?s { SERVICE <https://example.org/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_a_gap_that_cannot_be_asked_is_told_among_the_others(text: str, problem: str, graph: Graph) -> None:
    path = graph.home.folder / "queries" / "broken.rq"
    path.write_text(f"#+ summary: Broken\n#+ tags: [gaps]\n{text}\n")
    try:
        found = {gap["query"]: gap for gap in report.gaps(graph)}
    finally:
        path.unlink()
    assert problem in found["broken"]["problem"]
    assert found["mine"]["rows"] == [{"n": "1"}, {"n": "2"}, {"n": "3"}]
    told = "\n".join(report.gaps_text([found["broken"]], Style()))
    assert told.startswith("Broken  not told\n  queries/broken.rq: ")
