"""Where a collection is found, and where what is built from it goes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg import home
from kg.errors import PlaceError
from kg.home import Home, bundled, find

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "collection"
    (folder / "data" / "papers").mkdir(parents=True)
    (folder / "kg.yaml").write_text("title: x\n")
    return folder


def test_the_folder_that_is_named_counts(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert find(collection).folder == collection
    monkeypatch.chdir(collection.parent)
    assert find("collection").folder == collection


def test_a_named_folder_without_a_collection_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match=r"no collection in .*: it has no kg\.yaml"):
        find(tmp_path)


def test_the_home_of_a_user_is_understood(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(collection.parent))
    assert find("~/collection").folder == collection


def test_a_user_who_does_not_exist_and_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match="no collection in ~nobody-of-this-name"):
        find("~nobody-of-this-name")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(PlaceError, match="no collection in"):
        find(tmp_path / "loop")


def test_the_nearest_folder_above_with_a_collection_counts(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = collection / "data" / "papers"
    monkeypatch.chdir(deep)
    assert find().folder == collection
    (collection / "data" / "kg.yaml").write_text("title: y\n")
    assert find().folder == collection / "data"


def test_a_folder_called_kg_yaml_is_no_collection(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (collection / "data" / "kg.yaml").mkdir()
    monkeypatch.chdir(collection / "data")
    assert find().folder == collection


def test_elsewhere_the_bundled_collection_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find().folder == bundled() == ROOT


def test_a_current_folder_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(PlaceError, match="the current folder is gone"):
        find()


def test_a_build_lies_in_the_collection_if_that_can_be_written(collection: Path) -> None:
    assert Home(collection).built == collection / "build"


def test_a_build_lies_in_a_cache_where_the_collection_cannot_be_written(
    collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    places = {Home(collection).built, Home(tmp_path).built}
    assert len(places) == 2
    assert {place.parent for place in places} == {tmp_path / "cache" / "paperkin"}
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Home(collection).built.parent == tmp_path / ".cache" / "paperkin"
    (collection / "build").mkdir()
    assert Home(collection).built == collection / "build"


def test_the_collection_in_the_wheel_is_built_in_a_cache(
    collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "_WHEEL", collection)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert bundled() == collection
    assert Home(collection).built.parent == tmp_path / "cache" / "paperkin"


def test_queries_of_the_collection_come_after_those_of_the_package(collection: Path) -> None:
    assert Home(collection).folders("queries") == [ROOT / "queries"]
    (collection / "queries").mkdir()
    assert Home(collection).folders("queries") == [ROOT / "queries", collection / "queries"]
    assert Home(ROOT).folders("queries") == [ROOT / "queries"]


def test_a_build_depends_on_every_file_of_the_data(collection: Path) -> None:
    (collection / "data" / "papers" / "a.yaml").write_text("")
    (collection / "data" / "people.yaml").write_text("")
    (collection / "data" / "results").mkdir()
    (collection / "data" / "results" / "b.yaml").write_text("")
    (collection / "notes.txt").write_text("")
    found = {str(path.relative_to(collection)) for path in Home(collection).inputs()}
    data = {"data", "data/papers", "data/papers/a.yaml", "data/people.yaml", "data/results", "data/results/b.yaml"}
    assert found == {"kg.yaml", *data}


def test_a_collection_without_papers_has_inputs_too(tmp_path: Path) -> None:
    assert [path.name for path in Home(tmp_path).inputs()] == ["kg.yaml", "data", "papers", "results"]
