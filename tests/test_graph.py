"""A built collection that is asked: what it builds itself, names, parameters, lineages."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import build, graph, publish, queries
from kg.errors import DataError, KgError, NotFound, PlaceError, QueryError
from kg.graph import Graph, load
from kg.home import Home

Changed = Callable[..., Path]


@pytest.fixture(scope="module")
def built(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    home = tmp_path_factory.mktemp("graph") / "world"
    shutil.copytree(world, home)
    return load(home)


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were built, one for each build."""
    made: list[Path] = []
    real = build.build

    def counted(home: Home, target: Path, wait: bool) -> object:
        made.append(target)
        return real(home, target, wait)

    monkeypatch.setattr(build, "build", counted)
    return made


def aged(home: Path) -> Path:
    """The same collection, its files some time ago."""
    for path in Home(home).inputs():
        os.utime(path, ns=(10**18, 10**18))
    time.sleep(0.03)  # that they were touched just now still shows, and counts for the ticks of the clock
    return home


# When it is built


def test_a_collection_is_built_when_it_is_first_asked_and_not_again(changed: Changed, builds: list[Path]) -> None:
    home = aged(changed({}))
    for _ in range(3):
        assert load(home).title == "Wading birds"
    assert builds == [home / "build"]


@pytest.mark.parametrize(
    "change",
    [
        lambda home: (home / "data/papers/li2016wide.yaml").touch(),
        lambda home: (home / "data/people.yaml").touch(),
        lambda home: (home / "kg.yaml").touch(),
        lambda home: (home / "data/papers/bjornsen2019small.yaml").unlink(),
        lambda home: (home / "data/papers/bjornsen2019small.yaml").rename(home / "data/papers/new2019small.yaml"),
        lambda home: shutil.rmtree(home / "build"),
        lambda home: shutil.rmtree(next((home / "build").glob("store-*"))),
    ],
    ids=["entry", "table", "kg.yaml", "removed", "renamed", "no build", "no store"],
)
def test_a_build_that_is_out_of_date_is_made_anew(
    change: Callable[[Path], None], changed: Changed, builds: list[Path]
) -> None:
    home = aged(changed({}))
    load(home)
    change(home)
    assert len(load(home).store) > 100
    assert len(builds) == 2


def test_the_change_is_what_one_sees(changed: Changed) -> None:
    home = aged(changed({}))
    before = load(home)
    assert before.find("heron").label == "Heron"
    entry = home / "data/papers/okafor1998shallow.yaml"
    entry.write_text(entry.read_text("utf-8").replace("summary: Two stages", "summary: Just two stages"), "utf-8")
    query = f"SELECT ?s {{ <{before.base}method/heron> <http://purl.org/dc/terms/description> ?s }}"
    assert load(home).ask(query).rows[0][0].value == "Just two stages of filters and a classifier."
    assert before.ask(query).rows[0][0].value == "Two stages of filters and a classifier."  # a reader keeps its release


def test_a_build_of_another_version_is_made_anew(
    changed: Changed, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = aged(changed({}))
    load(home)
    monkeypatch.setattr(graph, "__version__", "999")
    load(home)
    assert len(builds) == 2


def test_what_changes_while_it_is_read_is_read_next_time(
    changed: Changed, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = aged(changed({}))
    real = build.read

    def read(place: Home) -> object:
        found = real(place)
        (home / "kg.yaml").touch()
        return found

    monkeypatch.setattr(build, "read", read)
    load(home)
    monkeypatch.setattr(build, "read", real)
    load(home)
    load(home)
    assert len(builds) == 2


@pytest.mark.parametrize("manifest", ['{"files": {}}', '{"files": {}, "version": "0.1.0", "store": "x"}'])
def test_a_manifest_that_says_too_little_counts_for_nothing(
    manifest: str, changed: Changed, builds: list[Path]
) -> None:
    home = aged(changed({}))
    load(home)
    (home / "build" / publish.MANIFEST).write_text(manifest)
    with pytest.raises(PlaceError, match=r"no build in .*; run `kg build`"):
        Graph(Home(home), home / "build")
    assert load(home).title == "Wading birds"
    assert len(builds) == 2


def test_a_folder_called_build_that_is_not_ours_is_left_alone(changed: Changed) -> None:
    home = changed({})
    (home / "build").mkdir()
    (home / "build" / "thesis.tex").touch()
    with pytest.raises(PlaceError, match="holds files that no build wrote"):
        load(home)


def test_broken_data_is_answered_from_the_last_good_build(changed: Changed, capsys: pytest.CaptureFixture[str]) -> None:
    home = changed({})
    load(home)
    (home / "data/papers/li2016wide.yaml").write_text("year: soon\nvenue: no\n")
    assert load(home).find("wide egret").id == "wide-egret"
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("kg: ")
    assert told.err.endswith(" problems in the collection (`kg check`); answering from the last good build\n")
    assert told.err.count("\n") == 1


def test_broken_data_without_a_build_is_an_error(changed: Changed) -> None:
    with pytest.raises(DataError, match=r"data/papers/li2016wide\.yaml"):
        load(changed({"data/papers/li2016wide.yaml": ("year: 2016", "year: soon")}))


def test_where_no_build_can_be_written_the_last_one_answers(
    changed: Changed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise PlaceError("cannot write x: no space left")

    home = changed({})
    monkeypatch.setattr(build, "build", full)
    with pytest.raises(PlaceError):
        load(home)
    monkeypatch.undo()
    load(home)
    (home / "kg.yaml").touch()
    monkeypatch.setattr(build, "build", full)
    assert load(home).title == "Wading birds"
    assert capsys.readouterr().err == "kg: cannot write x: no space left; answering from the last build\n"


# Names


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("egret", "egret"),
        ("EGRET", "egret"),
        ("wide-egret", "wide-egret"),
        ("Wide  egret", "wide-egret"),
        ("WideEgret", "wide-egret"),
        ("HERON-5", "heron"),
        ("feather dropout", "feather-dropout"),
        ("feather_dropout", "feather-dropout"),
        ("鷺", "sagi"),
        ("stork-small", "stork-small"),
        ("Stork (stork-small)", "stork-small"),
        ("stork (STORK-SEARCH)", "stork-search"),
        ("li2016wide", "li2016wide"),
        ("Wide Egrets", "li2016wide"),
        ("1511.04321", "li2016wide"),
        ('Deep Herons: "Egret" and its Feathers', "muller2014deep"),
        ("jürgen müller", "jurgen-muller"),
        ("Jurgen Muller", "jurgen-muller"),
        ("J. Müller", "jurgen-muller"),
        ("ŁUCJA ŚWIĄTEK", "lucja-swiatek"),
        ("鈴木 結衣", "yui-suzuki"),
        ("ICIM", "icim"),
        ("journal of imagined vision", "jiv"),
        ("Pond-10k", "pond-10k"),
        ("awesome-waders", "awesome-waders"),
    ],
)
def test_names_are_found_by_id_label_or_alias_without_regard_to_case(name: str, id: str, built: Graph) -> None:
    assert built.find(name).id == id


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("stork", "", 'several bear the name "stork"; name one by id: stork-search, stork-small'),
        ("Li Wei", "", 'several bear the name "Li Wei"; name one by id: li-wei, li-wei-of-kyoto'),
        ("egrett", "method", 'no method called "egrett"; did you mean "Egret"'),
        ("Jurgen Müler", "", 'nothing called "Jurgen Müler"; did you mean "Jürgen Müller"'),
        ("qqqq", "", 'nothing called "qqqq"; `kg query methods` lists what there is'),
        ("qqqq", "person", 'no person called "qqqq"; there is Adaeze Okafor, '),
        ("qqqq", "dataset", 'no dataset called "qqqq"; there is '),
        ("jiv", "method", 'no method called "jiv"'),
        ("", "", 'nothing called ""'),
        ("???", "", 'nothing called "???"'),
        ('" } #', "", "nothing called"),
    ],
)
def test_a_name_that_none_or_several_bear_is_refused_with_the_nearest(
    name: str, kind: str, message: str, built: Graph
) -> None:
    with pytest.raises(NotFound) as caught:
        built.find(name, kind)
    assert str(caught.value).startswith(message)


def test_what_several_are_called_is_told_apart_by_id(built: Graph) -> None:
    own = [names[0] for names in built.names("method").values()]
    assert len(set(own)) == len(own) == 12
    assert {name for name in own if "(" in name} == {"Stork (stork-small)", "Stork (stork-search)"}
    first, *others = built.names("method")[f"{built.base}method/heron"]
    assert (first, set(others)) == ("Heron", {"HeronNet", "Heron-5"})


# Queries and their parameters


def bound(built: Graph, text: str, **given: object) -> str:
    return built.bind(queries.parse(text), given)


def test_parameters_are_put_in_as_terms(built: Graph) -> None:
    text = "SELECT ?x { ?x ?_a_iri ?_b ; ?p ?_c_integer, ?_d_number }"
    assert bound(built, text, a="egret", b='say "x"', c="-7", d="1e3") == (
        f'SELECT ?x {{ ?x <{built.base}method/egret> "say \\"x\\"" ; ?p -7, 1000.0 }}'
    )
    assert "<https://example.com/x>" in bound(built, "ASK { ?x ?p ?_a_iri }", a="https://example.com/x")


@pytest.mark.parametrize(
    ("text", "given", "message"),
    [
        ("ASK { ?x ?p ?_a }", {}, '"query" needs a value: -p a=...'),
        ("ASK { ?x ?p ?_name }", {"nam": 1}, '"query" has no parameter "nam"; did you mean "name"?'),
        ("ASK { ?x ?p ?o }", {"a": 1}, '"query" has no parameter "a"; it has none'),
        ("ASK { ?x ?p ?_a_integer }", {"a": "1.5"}, '"1.5" is not a number, which "a" must be'),
        ("ASK { ?x ?p ?_a_number }", {"a": "x"}, '"x" is not a number, which "a" must be'),
        ("ASK { ?x ?p ?_method_iri }", {"method": "nope"}, 'no method called "nope"'),
        ("ASK { ?x ?p ?_a_iri }", {"a": "http://e/> <x"}, '"http://e/> <x" is not an IRI'),
    ],
)
def test_a_parameter_that_cannot_be_put_in_is_refused(
    text: str, given: dict[str, object], message: str, built: Graph
) -> None:
    with pytest.raises(KgError) as caught:
        bound(built, text, **given)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("text", ['nobody" } UNION { ?s ?p ?o } } #', "'''", '\\" . ?s ?p ?o . #', "\n}", "?_other"])
def test_a_value_is_never_read_as_query(text: str, built: Graph) -> None:
    query = "SELECT ?s { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?_name }"
    assert built.ask(bound(built, query, name=text)).rows == []
    assert len(built.ask(bound(built, query, name="Egret")).rows) == 1


def test_a_default_is_taken_where_nothing_is_given(built: Graph) -> None:
    text = "#+ defaults:\n#+   - name: Egret\nSELECT ?s { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?_name }"
    assert built.ask(bound(built, text)).rows == built.ask(bound(built, text, name="Egret")).rows != []


def test_a_parameter_left_open_is_told(built: Graph) -> None:
    with pytest.raises(QueryError, match="no value for method_iri; give it with -p method="):
        built.ask("SELECT ?x { ?x ?p ?_method_iri }")


def test_what_would_leave_the_graph_or_change_it_is_refused(built: Graph) -> None:
    for text in ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "INSERT DATA { <a:a> <a:a> <a:a> }"):
        with pytest.raises(QueryError):
            built.ask(text)


def test_a_question_is_a_name_a_file_or_text(built: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert built.question("methods").name == "methods"
    (tmp_path / "mine.rq").write_text("#+ summary: Mine\nASK { ?s ?p ?o }")
    monkeypatch.chdir(tmp_path)
    assert built.question("mine.rq").summary == "Mine"
    assert built.question("ASK{}").text == "ASK{}"
    with pytest.raises(QueryError, match=r"no file no\.rq"):
        built.question("no.rq")
    with pytest.raises(NotFound, match='no query called "metods"; did you mean "methods"'):
        built.question("metods")


def test_a_collection_brings_queries_of_its_own(changed: Changed) -> None:
    home = changed({})
    (home / "queries").mkdir()
    (home / "queries" / "mine.rq").write_text("ASK { ?s ?p ?o }")
    (home / "queries" / "methods.rq").write_text("ASK { ?s ?p 1 }")
    found = load(home)
    assert found.ask(found.question("mine").text).truth is True
    assert found.question("methods").text == "ASK { ?s ?p 1 }"


def test_every_named_query_that_needs_nothing_is_answered(built: Graph) -> None:
    named = queries.load(built.home.folders("queries"))
    asked = [built.ask(one.text) for one in named.values() if not one.parameters]
    assert len(asked) >= 10
    assert sum(bool(answer.rows) for answer in asked) > len(asked) / 2


# Lineages


def reach(built: Graph, name: str, **options: object) -> set[str]:
    return {node.id for node in built.lineage(name, **options).nodes} - {built.find(name).id}


UP = {"slim-egret", "wide-egret", "egret", "heron"}
DOWN = {"reed-space", "stork-search", "stork-small"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, UP),
        ({"up": False, "down": True}, DOWN),
        ({"down": True}, UP | DOWN),
        ({"depth": 1}, {"slim-egret", "wide-egret", "egret"}),
        ({"down": True, "depth": 1}, {"slim-egret", "wide-egret", "egret", "reed-space", "stork-small"}),
        ({"all_links": True}, UP | {"feather-dropout", "wing-block", "gated-wing-block"}),
    ],
)
def test_a_lineage_goes_up_down_or_both(options: dict[str, object], expected: set[str], built: Graph) -> None:
    assert reach(built, "bittern", **options) == expected


def test_a_lineage_knows_its_methods_and_links(built: Graph) -> None:
    found = built.lineage("egret")
    assert found.root == "Egret"
    node = found.node["Egret"]
    assert (node.id, node.kind, node.year, node.paper) == ("egret", "architecture", 2014, "muller2014deep")
    assert (node.title, node.venue, node.url) == (
        'Deep Herons: "Egret" and its Feathers', "ICIM", "https://arxiv.org/abs/1404.0110",
    )  # fmt: skip
    (edge,) = found.edges
    assert (edge.child, edge.parent, edge.relation, edge.evidence) == ("Egret", "Heron", "extends", "stated")
    assert (edge.how, edge.why, edge.where) == (
        "keeps its stages and stacks ten of them", "two stages see too little of the pond", "§3",
    )  # fmt: skip
    assert found.node["Heron"].year == 1998


def test_the_year_is_that_of_the_first_public_version(built: Graph) -> None:
    assert built.lineage("wide egret").node["Wide Egret"].year == 2015


def test_methods_of_one_name_have_lineages_of_their_own(built: Graph) -> None:
    assert built.lineage("stork-small").root == "Stork (stork-small)"
    assert "reed-space" not in reach(built, "stork-small")
    assert "reed-space" in reach(built, "stork-search")
    whole = built.lineage()
    assert len(whole.node) == len(whole.nodes) == 12
    assert [edge.parent for edge in whole.parents("Stork (stork-small)")] == ["Bittern"]


def test_without_a_name_a_lineage_is_the_whole(built: Graph) -> None:
    whole = built.lineage(all_links=True)
    assert (whole.root, len(whole.nodes), len(whole.edges)) == ("", 12, 17)
    assert {edge.relation for edge in whole.edges} == {
        "extends", "modifies", "scales", "simplifies", "combines", "searches", "uses", "inspired_by", "contrasts_with",
    }  # fmt: skip
    assert all(edge.is_descent for edge in built.lineage().edges)


def test_what_a_method_is_set_apart_from_is_among_all_its_links(built: Graph) -> None:
    found = built.lineage("slim egret", all_links=True)
    assert ("Slim Egret", "contrasts_with", "Wide Egret") in {(e.child, e.relation, e.parent) for e in found.edges}
    below = built.lineage("wide egret", up=False, down=True, all_links=True)
    assert ("Slim Egret", "contrasts_with", "Wide Egret") in {(e.child, e.relation, e.parent) for e in below.edges}


def test_lineage_takes_methods_only(built: Graph) -> None:
    with pytest.raises(NotFound, match='no method called "Jürgen Müller"'):
        built.lineage("Jürgen Müller")


def test_rdflib_holds_the_same_graph(built: Graph) -> None:
    assert len(built.rdflib) == len(built.store) == publish.manifest(built.folder)["triples"]
    assert ("kg", "https://w3id.org/paperkin/ontology#") in {(p, str(n)) for p, n in built.rdflib.namespaces()}
