"""All files together: names, links, and what is no plain file. Each problem's words stand in tests/cases."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import catalog, pool, source
from kg.errors import DataError, PlaceError, Problem

Changed = Callable[..., Path]
ProblemsOf = Callable[[Path], list[Problem]]


def test_the_world_is_read_without_a_problem(world_catalog: catalog.Catalog) -> None:
    found = world_catalog
    assert list(found.entries) == [
        "bjornsen2019small",
        "li2016wide",
        "muller2014deep",
        "okafor1998shallow",
        "suzuki2017reeds",
        "swiatek2016slim",
    ]
    assert len(found.methods) == 12
    assert len(found.links) == 17
    assert (len(found.venues), len(found.datasets), len(found.people)) == (4, 2, 7)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("heron", ["heron"]),
        ("heronnet", ["heron"]),
        ("heron-5", ["heron"]),
        ("wide egret", ["wide-egret"]),
        ("wide-egret", ["wide-egret"]),
        ("wideegret", ["wide-egret"]),
        ("鷺", ["sagi"]),
        ("sagi", ["sagi"]),
        ("stork", ["stork-small", "stork-search"]),
        ("stork-small", ["stork-small"]),
    ],
)
def test_a_method_is_found_by_id_label_and_alias(name: str, ids: list[str], world_catalog: catalog.Catalog) -> None:
    assert [one.id for one in world_catalog.names[name]] == ids


def test_links_are_resolved_by_alias_by_id_and_without_regard_to_case(world_catalog: catalog.Catalog) -> None:
    links = {(link.path[3], link.child.id): (link.parent.id, link.relation) for link in world_catalog.links}
    assert links["WideEgret", "bittern"] == ("wide-egret", "combines")
    assert links["feather dropout", "wide-egret"] == ("feather-dropout", "uses")
    assert links["stork-search", "stork-small"] == ("stork-search", "inspired_by")


def test_an_id_names_one_method_even_where_others_bear_it_as_a_name(changed: Changed) -> None:
    home = changed({"data/papers/bjornsen2019small.yaml": ("id: stork-small", "id: stork")})
    new = """title: New
authors: [Ada Lovelace]
year: 2020
introduces:
  New: {summary: x, descends_from: {stork: {by: extends, how: x}}}
"""
    (home / "data" / "papers" / "new.yaml").write_text(new)
    found, problems = catalog.load(home)
    assert problems == []
    assert len(found.names["stork"]) == 2
    assert [link.parent.id for link in found.links if link.child.id == "new"] == ["stork"]


def test_authors_become_people_by_people_yaml(world_catalog: catalog.Catalog) -> None:
    assert world_catalog.authors == {
        "bjornsen2019small": ["soren-bjornsen", "jurgen-muller"],
        "li2016wide": ["li-wei", "soren-bjornsen"],
        "muller2014deep": ["jurgen-muller", "lucja-swiatek"],
        "okafor1998shallow": ["adaeze-okafor", "jurgen-muller"],
        "suzuki2017reeds": ["yui-suzuki", "li-wei-of-kyoto"],
        "swiatek2016slim": ["lucja-swiatek", "li-wei-of-kyoto"],
    }
    assert world_catalog.people["jurgen-muller"].aliases == ("J. Müller",)


def test_a_method_is_as_old_as_its_first_public_version(world_catalog: catalog.Catalog) -> None:
    assert world_catalog.methods["wide-egret"].since == "2015-11"
    assert world_catalog.methods["heron"].since == "1998"


def test_all_problems_of_all_files_are_told_in_one_run_in_order(changed: Changed, problems_of: ProblemsOf) -> None:
    home = changed(
        {
            "data/papers/bjornsen2019small.yaml": ("year: 2019", "year: 19"),
            "data/papers/li2016wide.yaml": ("venue: icim", "venue: icmi"),
            "data/papers/muller2014deep.yaml": ("Heron:\n        by", "Herno:\n        by"),
            "data/papers/suzuki2017reeds.yaml": ("title: A", "title: 'A"),
            "data/datasets.yaml": ("full_name: Ten", "full_nam: Ten"),
            "data/papers/Readme.md": "What is in here.",
        }
    )
    assert [problem.place for problem in problems_of(home)] == [
        "data/datasets.yaml:1:1",
        "data/datasets.yaml:1:28",
        "data/papers/Readme.md:1:1",
        "data/papers/bjornsen2019small.yaml:4:7",
        "data/papers/li2016wide.yaml:3:8",
        "data/papers/muller2014deep.yaml:12:7",
        "data/papers/suzuki2017reeds.yaml:5:9",
    ]


def test_what_is_no_plain_file_is_told_and_the_rest_is_read(changed: Changed, problems_of: ProblemsOf) -> None:
    home = changed({})
    papers = home / "data" / "papers"
    (papers / "a-link.yaml").symlink_to("/etc/passwd")
    (papers / "a-lost-link.yaml").symlink_to("nowhere.yaml")
    (papers / "a-folder.yaml").mkdir()
    os.mkfifo(papers / "a-pipe.yaml")
    problems = problems_of(home)
    assert {problem.message for problem in problems} == {"not a regular file"}
    assert [problem.file.rsplit("/", 1)[1] for problem in problems] == [
        "a-folder.yaml",
        "a-link.yaml",
        "a-lost-link.yaml",
        "a-pipe.yaml",
    ]
    assert len(catalog.load(home)[0].entries) == 6


@pytest.mark.parametrize("file", ["kg.yaml", "data/venues.yaml", "data/people.yaml", "data/datasets.yaml"])
def test_a_table_that_is_a_link_is_not_followed(file: str, changed: Changed, problems_of: ProblemsOf) -> None:
    home = changed({})
    (home / file).rename(home / "elsewhere.yaml")
    (home / file).symlink_to(home / "elsewhere.yaml")
    assert [str(problem) for problem in problems_of(home)] == [
        f"{file}:1:1: error: not a regular file; links, folders and pipes are not followed"
    ]


def test_a_table_that_is_a_lost_link_is_told(changed: Changed, problems_of: ProblemsOf) -> None:
    home = changed({"data/people.yaml": None})
    (home / "data" / "people.yaml").symlink_to("nowhere.yaml")
    assert [problem.place for problem in problems_of(home)] == ["data/people.yaml:1:1"]


def test_a_file_that_may_not_be_read_is_a_matter_of_the_environment(
    changed: Changed, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, read = changed({}), Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "li2016wide.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(PlaceError, match=r"cannot read data/papers/li2016wide\.yaml: Permission denied"):
        catalog.load(home)


@pytest.mark.parametrize(
    "name", [b"a\nb.yaml", b"a\x1b[31m.yaml", b"caf\xe9.yaml", b"caf\xc3\xa9.yaml", "a\u202eb.yaml".encode()]
)
def test_the_name_of_a_hostile_file_is_printed_harmlessly(
    name: bytes, changed: Changed, problems_of: ProblemsOf
) -> None:
    home = changed({})
    with open(os.fsencode(home / "data" / "papers") + b"/" + name, "w") as file:
        file.write("title: x\n")
    (problem,) = problems_of(home)
    assert str(problem).isprintable()
    assert str(problem).encode("utf-8")


def test_hidden_files_are_left_alone(changed: Changed, problems_of: ProblemsOf) -> None:
    home = changed({"data/papers/.li2016wide.yaml.swp": b"\x00\xff", "data/papers/.hidden.yaml": "title: ["})
    assert problems_of(home) == []


def test_a_folder_without_a_collection_is_a_matter_of_the_environment(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match=r"it has no kg\.yaml"):
        catalog.load(tmp_path)


def test_a_collection_may_lack_all_but_its_head(world: Path, tmp_path: Path) -> None:
    (tmp_path / "kg.yaml").write_bytes((world / "kg.yaml").read_bytes())
    found, problems = catalog.load(tmp_path)
    assert (found.entries, found.people, problems) == ({}, {}, [])


def test_a_broken_head_does_not_hide_the_other_files(changed: Changed) -> None:
    home = changed({"kg.yaml": ("title:", "titel:"), "data/venues.yaml": ("kind: journal", "kind: paper")})
    with pytest.raises(DataError) as caught:
        catalog.load(home)
    assert [problem.place for problem in caught.value.problems] == [
        "data/venues.yaml:1:63",
        "kg.yaml:1:1",
        "kg.yaml:1:1",
    ]


def test_many_processes_read_the_same_as_one(changed: Changed, monkeypatch: pytest.MonkeyPatch) -> None:
    home = changed({"data/papers/li2016wide.yaml": ("year: 2016", "year: 16")})
    one, problems = catalog.load(home)
    monkeypatch.setattr(pool, "_CHUNK", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    several, again = catalog.load(home)
    assert problems == again != []
    assert one.entries == several.entries
    assert list(one.methods) == list(several.methods)


def test_a_file_full_of_problems_is_not_parsed_for_each(
    changed: Changed, problems_of: ProblemsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "".join(f"zzz{n}: x\n" for n in range(300))
    home = changed({"data/papers/muller2014deep.yaml": ("venue: icim", lines.strip())})
    parse, parsed = source.yaml.parse, []

    def counted(text: str, Loader: object) -> object:  # noqa: N803
        parsed.append(text)
        return parse(text, Loader=Loader)

    monkeypatch.setattr(source.yaml, "parse", counted)
    problems = problems_of(home)
    assert [problem.line for problem in problems[:300]] == list(range(3, 303))
    assert sum(lines in text for text in parsed) == 2


# Tables of results, and sources


def test_results_stand_in_a_folder(changed: Changed) -> None:
    home = changed({"data/results/pond-bench.yaml": None})
    (home / "data" / "results").rmdir()
    (home / "data" / "results").write_text("x")
    (problem,) = catalog.load(home)[1]
    assert str(problem).startswith("data/results:1:1: error: not a folder")


def test_a_source_is_declared_once(changed: Changed) -> None:
    home = changed({"data/sources.yaml": ("pond-bench:", "awesome-waders: {title: Other}\npond-bench:")})
    (problem,) = catalog.load(home)[1]
    assert (problem.line, problem.message) == (2, 'source "awesome-waders" is also declared in kg.yaml')


def test_what_others_measured_stands_beside_what_the_entry_says(world_catalog: catalog.Catalog) -> None:
    found = [one for one in world_catalog.results if one.method.id == "egret"]
    assert [(one.result.variant, one.result.tier, one.result.source) for one in found] == [
        ("Egret-10", "claimed", None),
        ("Egret-10", "claimed", None),
        ("Egret-10", "reproduced", "pond-papers"),
        ("egret10.a1", "reproduced", "pond-bench"),
        ("egret10.probe", "reproduced", "pond-bench"),
    ]
    assert found[3].problem("x").place == "data/results/pond-bench.yaml:8:9"
