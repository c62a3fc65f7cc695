"""What a file may say. Each single mistake and its words stand in tests/cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pyoxigraph
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kg import source
from kg.entries import (
    Collection,
    Dataset,
    Descent,
    Link,
    Listing,
    Method,
    Numbers,
    Paper,
    Person,
    Repository,
    Reproduction,
    Result,
    Source,
    Venue,
    values,
)
from kg.entries.facts import facts
from kg.entries.reading import json_schema, read
from kg.errors import DataError
from kg.vocab import ascii_iri, expand

ROOT = Path(__file__).parent.parent
CLASSES = (
    Collection, Dataset, Descent, Link, Listing, Method, Numbers, Paper, Person, Repository, Reproduction, Result,
    Source, Venue,
)  # fmt: skip
SMALLEST = "title: A Net\nauthors: [Ada Lovelace]\nyear: 2020\nintroduces: {Net: }\n"


def paper(folder: Path, text: str) -> Paper:
    (folder / "x.yaml").write_text(text, "utf-8")
    found: Paper = read(Paper, source.read(folder / "x.yaml", "x.yaml"))
    return found


def test_the_smallest_entry_has_four_keys(tmp_path: Path) -> None:
    found = paper(tmp_path, SMALLEST)
    assert (found.title, found.authors, found.year, list(found.introduces)) == (
        "A Net",
        ["Ada Lovelace"],
        "2020",
        ["Net"],
    )
    assert found.introduces["Net"].kind == "architecture"
    assert (found.venue, found.arxiv, found.code, found.listed) == (None, None, [], {})


@pytest.mark.parametrize("key", ["title", "authors", "year", "introduces"])
def test_none_of_the_four_may_be_missing(key: str, tmp_path: Path) -> None:
    lines = [line for line in SMALLEST.splitlines() if not line.startswith(key)]
    with pytest.raises(DataError, match=f'^x.yaml:1:1: error: missing key "{key}"$'):
        paper(tmp_path, "\n".join(lines))


@pytest.mark.parametrize(
    ("more", "attribute", "value"),
    [
        ("arxiv: 1412.6980", "arxiv", "1412.6980"),
        ("arxiv: '1412.6980'", "arxiv", "1412.6980"),
        ("arxiv: 0704.0001", "arxiv", "0704.0001"),
        ("arxiv: 1501.00010", "arxiv", "1501.00010"),
        ("arxiv: cs/0112017", "arxiv", "cs/0112017"),
        ("arxiv: math.GT/0309136", "arxiv", "math.GT/0309136"),
        ("doi: 10.1002/(SICI)1097-4571(199806)49:8%3C693::AID%3E3.0.CO;2-O", "doi", None),
        ("posted: 1999-12", "posted", "1999-12"),
        ("openreview: S1xh5sYgx", "openreview", "S1xh5sYgx"),
        ("url: https://example.org/a(b)/é?c=d&e=%20#f", "url", "https://example.org/a(b)/é?c=d&e=%20#f"),
        ("url: http://localhost:8080", "url", "http://localhost:8080"),
    ],
)
def test_values_stay_as_they_are_written(more: str, attribute: str, value: str | None, tmp_path: Path) -> None:
    assert getattr(paper(tmp_path, f"{SMALLEST}{more}\n"), attribute) == (value or more.split(": ", 1)[1])


def test_one_text_stands_for_a_list_of_one(tmp_path: Path) -> None:
    method = "{summary: A net., aliases: N, same_as: https://example.org/n}"
    found = paper(
        tmp_path,
        SMALLEST.replace("Net: ", f"Net: {method}")
        + "code: [{url: https://example.org/, by: authors, listed_as: it}]\n",
    )
    assert found.introduces["Net"].aliases == ["N"]
    assert found.introduces["Net"].same_as == ["https://example.org/n"]
    assert found.code[0].listed_as == ["it"]


# The world says everything that can be said


def trees(world: Path) -> Iterator[tuple[type, dict[str, Any]]]:
    """Every mapping of the world with the class that it is read as."""
    tree = source.read(world / "kg.yaml", "").tree
    yield Collection, tree
    yield from ((Source, one) for one in tree["sources"].values())
    for name, kind in (("venues", Venue), ("people", Person), ("datasets", Dataset), ("sources", Source)):
        yield from ((kind, one) for one in source.read(world / "data" / f"{name}.yaml", "").tree.values())
    for path in world.glob("data/results/*.yaml"):
        tree = source.read(path, "").tree
        yield Reproduction, tree
        yield from ((Numbers, one) for paper in tree["papers"].values() for rows in paper.values() for one in rows)
    for path in world.glob("data/papers/*.yaml"):
        tree = source.read(path, "").tree
        yield Paper, tree
        yield from ((Repository, one) for one in tree.get("code", []))
        yield from ((Listing, one) for rows in tree.get("listed", {}).values() for one in rows)
        for method in tree["introduces"].values():
            yield Method, method
            yield from ((Result, one) for one in method.get("results", []))
            yield from ((Descent, one) for one in method.get("descends_from", {}).values())
            for key in ("uses", "inspired_by", "contrasts_with"):
                yield from ((Link, one) for one in method.get(key, {}).values())


@pytest.mark.parametrize("kind", CLASSES)
def test_the_world_uses_every_key(kind: type, world: Path) -> None:
    used = {key for found, tree in trees(world) if found is kind for key in tree}
    if kind is Link:
        used |= {key for found, tree in trees(world) if found is Descent for key in tree} - {"by"}
    if kind in (Numbers, Result):
        used |= {key for found, tree in trees(world) if found in (Numbers, Result) for key in tree}
        used &= {item.name for item in fields(kind)}
    assert used == {item.name for item in fields(kind)}


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        (Method, "kind", values.Kind),
        (Descent, "by", values.Relation),
        (Descent, "evidence", values.Evidence),
        (Repository, "by", values.Maintainer),
        (Result, "tier", values.Tier),
        (Venue, "kind", values.VenueKind),
    ],
)
def test_the_world_uses_every_word(kind: type, key: str, words: Any, world: Path) -> None:
    allowed = set(get_args(words)) if isinstance(get_args(words)[0], str) else set(get_args(get_args(words)[0]))
    used = {tree[key] for found, tree in trees(world) if found is kind and key in tree}
    defaults = {"architecture"} if kind is Method else set()
    assert used | defaults == allowed


# Each field declares its property once


@pytest.mark.parametrize("kind", CLASSES)
def test_every_key_is_explained_to_editors(kind: Any) -> None:
    for item in fields(kind):
        declared = kind.__pydantic_fields__[item.name]
        assert declared.description.endswith("."), f"{kind.__name__}.{item.name}"


@pytest.mark.parametrize("kind", CLASSES)
def test_no_two_keys_of_a_class_share_a_property(kind: type) -> None:
    properties = [fact.property for fact in facts(kind)]
    assert len(properties) == len(set(properties))
    assert all(expand(property).startswith("http") for property in properties)


def test_fields_become_the_properties_of_the_contract() -> None:
    assert [(fact.attribute, fact.property, fact.term.of) for fact in facts(Result)] == [
        ("variant", "kg:variant", "xsd:string"),
        ("top1", "kg:top1", "xsd:decimal"),
        ("top5", "kg:top5", "xsd:decimal"),
        ("size", "kg:imageSize", "xsd:integer"),
        ("params", "kg:parameters", "xsd:decimal"),
        ("madds", "kg:multiplyAdds", "xsd:decimal"),
        ("trained_on", "kg:trainingData", "dataset"),
        ("evaluation", "kg:evaluation", "xsd:string"),
        ("note", "skos:note", "xsd:string"),
        ("dataset", "kg:dataset", "dataset"),
        ("split", "kg:split", "xsd:string"),
        ("protocol", "kg:protocol", "xsd:string"),
        ("tier", "kg:tier", "xsd:string"),
        ("where", "kg:where", "xsd:string"),
    ]
    assert [(fact.property, fact.many) for fact in facts(Method)] == [
        ("dcterms:description", False),
        ("skos:altLabel", True),
        ("kg:rootReason", False),
        ("skos:exactMatch", True),
    ]


# Addresses: what the schema takes, the strict reader of the graph takes

NASTY = st.text("ab/:.?#[]@!$&'()*+,;=%0F {}|\\^`<>\"~-_é\u200b\x01\n", max_size=20)


@given(NASTY)
def test_an_address_that_is_taken_is_a_valid_iri(rest: str) -> None:
    for url in (f"http://example.org/{rest}", f"https://{rest}", rest):
        try:
            values._link(url)
        except ValueError:
            continue
        iri = ascii_iri(url)
        assert iri.isascii()
        assert list(pyoxigraph.parse(f"<{iri}> <{iri}> <{iri}> .".encode(), pyoxigraph.RdfFormat.N_TRIPLES))
        assert pyoxigraph.NamedNode(iri).value == iri


@given(st.text("ab/.-_~%?#é:", max_size=12))
def test_a_base_that_is_taken_leaves_relative_iris_as_they_are(rest: str) -> None:
    base = f"https://example.org/{rest}"
    try:
        values.base(base)
    except ValueError:
        return
    text = f"@base <{base}> . <method/x> <method/x> <method/x> ."
    (triple,) = pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)
    assert triple.subject == pyoxigraph.NamedNode(f"{base}method/x")


# JSON Schema for editors

SCHEMA = json_schema()


def test_the_json_schema_is_valid_and_explains_every_key() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == {item.name for item in fields(Paper)}
    assert SCHEMA["required"] == ["title", "authors", "year", "introduces"]
    assert all("description" in one for one in SCHEMA["properties"].values())


def test_the_smallest_entry_fits_the_json_schema() -> None:
    assert Draft202012Validator(SCHEMA).is_valid(yaml.safe_load(SMALLEST))


@pytest.mark.parametrize("folder", ["data/papers", "tests/world/data/papers"])
def test_every_valid_entry_fits_the_json_schema(folder: str) -> None:
    validator, count = Draft202012Validator(SCHEMA), 0
    for path in sorted((ROOT / folder).glob("*.yaml")):
        errors = [
            f"{path.name}: {error.json_path}: {error.message}"
            for error in validator.iter_errors(yaml.safe_load(path.read_text("utf-8")))
        ]
        assert errors == []
        count += 1
    assert count >= 6


@pytest.mark.parametrize(
    "change",
    [
        {"yaer": 2020},
        {"title": None},
        {"authors": []},
        {"year": 98},
        {"introduces": {}},
        {"url": "javascript:alert(1)"},
        {"introduces": {"Net": ["x"]}},
        {"introduces": {"Net": {"summary": "x", "kind": "net"}}},
        {"posted": "2016-13"},
        {"code": [{"url": "https://example.org/"}]},
        {"introduces": {"Net": {"summary": "x", "descends_from": {"Old": {"how": "x"}}}}},
    ],
)
def test_editors_mark_what_the_reader_refuses(change: dict[str, Any]) -> None:
    assert not Draft202012Validator(SCHEMA).is_valid(yaml.safe_load(SMALLEST) | change)
