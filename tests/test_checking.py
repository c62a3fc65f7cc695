"""Every problem of a collection in one run: of the files, the graph, the shapes and the named queries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.checking import annotation, check
from kg.errors import Problem
from kg.home import Home


@pytest.fixture
def problems(changed: Callable[..., Path]) -> Callable[..., list[str]]:
    def of(changes: dict[str, object], more: dict[str, str] | None = None) -> list[str]:
        home = changed(changes)
        for name, text in (more or {}).items():
            (home / name).parent.mkdir(exist_ok=True)
            (home / name).write_text(text, "utf-8")
        return list(map(str, check(Home(home))[0]))

    return of


def test_a_sound_collection_has_none(world: Path) -> None:
    found, catalog, _ = check(Home(world))
    assert found == []
    assert (len(catalog.entries), len(catalog.methods), len(catalog.links)) == (6, 12, 17)


def test_problems_of_all_files_are_told_at_once_and_in_order(problems: Callable[..., list[str]]) -> None:
    found = problems(
        {
            "data/papers/muller2014deep.yaml": ("year: 2014", "yaer: 2014"),
            "data/papers/li2016wide.yaml": ("venue: icim", "venue: icmi"),
            "data/datasets.yaml": ("pond-1m", "Pond 1m"),
        }
    )
    files = [line.partition(":")[0] for line in found]
    assert files == sorted(files)
    assert {"data/datasets.yaml", "data/papers/li2016wide.yaml", "data/papers/muller2014deep.yaml"} <= set(files)
    assert any('did you mean "icim"?' in line for line in found)


def test_what_only_the_shapes_see_is_told_at_its_entry(problems: Callable[..., list[str]]) -> None:
    shape = """
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix kg: <https://w3id.org/paperkin/ontology#> .
        @prefix dcterms: <http://purl.org/dc/terms/> .
        [] a sh:NodeShape ; sh:targetClass kg:Paper ;
           sh:property [ sh:path dcterms:title ; sh:maxLength 12 ; sh:message "a title is short here" ] .
        [] a sh:NodeShape ; sh:targetClass kg:Architecture ;
           sh:property [ sh:path dcterms:description ; sh:pattern "^[^H]" ; sh:message "nothing of herons" ] .
        [] a sh:NodeShape ; sh:targetClass kg:Venue ;
           sh:property [ sh:path kg:venueKind ; sh:hasValue "preprint" ; sh:message "only preprints" ] .
    """
    found = problems({}, {"ontology/shapes.ttl": shape})
    titles = [line for line in found if line.endswith("a title is short here")]
    assert len(titles) == 4  # the other two have up to 12 letters
    assert titles[0].startswith("data/papers/muller2014deep.yaml:1:1: error: dcterms:title: ")
    (heron,) = [line for line in found if "herons" in line]
    assert heron.startswith("data/papers/muller2014deep.yaml:")
    assert [line.partition(":")[0] for line in found if "preprints" in line] == ["data/venues.yaml"] * 3


def test_shapes_wait_until_the_files_are_sound(problems: Callable[..., list[str]]) -> None:
    unsound = {"data/papers/li2016wide.yaml": ("year: 2016", "year: x")}
    found = problems(unsound, {"ontology/shapes.ttl": "no turtle at all"})
    assert [line.partition(":")[0] for line in found] == ["data/papers/li2016wide.yaml"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("INSERT DATA { <a:a> <a:a> <a:a> }", "1:1: error: query:1:1: INSERT changes data"),
        ("SELECT * { SERVICE <http://e/> { ?s ?p ?o } }", "1:1: error: query:1:12: SERVICE is turned off"),
        ("nothing", "1:1: error: not a query"),
        ("#+ sumary: x\nASK {}", '1:1: error: unknown decorator "sumary"; did you mean "summary"?'),
        ("#+ summary: [\nASK {}", "error: "),
    ],
)
def test_named_queries_are_checked(text: str, message: str, problems: Callable[..., list[str]]) -> None:
    (found,) = problems({}, {"queries/mine.rq": text})
    assert found.startswith("queries/mine.rq:")
    assert message in found


def test_an_annotation_is_one_command_whatever_it_says() -> None:
    problem = Problem("data/a,b:c.yaml", 3, 7, "50 % wrong\nreally", "so\rfix it")
    assert annotation(problem) == ("::error file=data/a%2Cb%3Ac.yaml,line=3,col=7::50 %25 wrong%0Areally; so%0Dfix it")
