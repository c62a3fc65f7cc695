"""Any text and any number: from YAML to the strict reader and through a store, unchanged."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import catalog, rdf
from kg.export.turtle import ntriples
from kg.source import FORBIDDEN

TEXT = st.text(max_size=40).filter(lambda text: not FORBIDDEN.search(text)).map(lambda text: f"x{text}x")
KEYS = ("title", "note", "summary", "root", "alias", "how", "why", "where", "variant", "section", "row", "label")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, world: Path) -> Path:
    home = tmp_path_factory.mktemp("text")
    (home / "data" / "papers").mkdir(parents=True)
    for file in ("kg.yaml", "data/venues.yaml", "data/datasets.yaml"):
        (home / file).write_bytes((world / file).read_bytes())
    return home


@given(st.fixed_dictionaries(dict.fromkeys(KEYS, TEXT)))
def test_any_text_goes_from_yaml_to_the_strict_reader_as_it_is(folder: Path, texts: dict[str, str]) -> None:
    said = {key: json.dumps(text, ensure_ascii=False) for key, text in texts.items()}
    (folder / "data" / "papers" / "in.yaml").write_text(
        f"""
title: {said["title"]}
authors: [Ada Lovelace]
year: 2020
note: {said["note"]}
introduces:
  Old: {{summary: {said["summary"]}, root: {said["root"]}, aliases: [{said["alias"]}]}}
  ? {said["label"]}
  : id: new
    summary: x
    descends_from:
      Old: {{by: extends, how: {said["how"]}, why: {said["why"]}, where: {said["where"]}}}
    results:
      - {{variant: {said["variant"]}, dataset: pond-10k, split: val, protocol: unstated, tier: claimed, where: x}}
listed:
  pond-papers: [{{name: A row, section: {said["section"]}, note: {said["row"]}}}]
""",
        encoding="utf-8",
        newline="",
    )
    found, problems = catalog.load(folder)
    assert [problem for problem in problems if "is also borne" not in problem.message] == []
    text = b"".join(ntriples(rdf.blocks(found)))
    triples = [quad.triple for quad in ox.parse(text, ox.RdfFormat.N_TRIPLES)]
    literals = {triple.object.value for triple in triples if isinstance(triple.object, ox.Literal)}
    assert set(texts.values()) <= literals
    assert len(triples) == len(set(triples))


@pytest.mark.parametrize(
    "text",
    [
        'x"@en . <http://evil> <http://evil> "y',
        '"""',
        "\\",
        "\\u0041",
        "a\r\nb",
        "🦩",
        "x .\n<a> <b> <c> .",
        "'''",
        "x\ty",
        "<script>alert(1)</script>",
        "=1+1",
        "%0A",
        "^^<http://evil>",
        "\N{NO-BREAK SPACE}x",
    ],
)
def test_a_text_cannot_say_more_than_itself(text: str) -> None:
    (triple,) = (
        quad.triple
        for quad in ox.parse(f"<http://e/s> <http://e/p> {rdf.literal(text)} .".encode(), ox.RdfFormat.N_TRIPLES)
    )
    assert triple.object == ox.Literal(text)


NUMBERS = {
    "xsd:decimal": st.from_regex(r"\A(100(\.0+)?|[0-9]{1,2}(\.[0-9]{1,4})?)\Z")
    | st.from_regex(r"\A[0-9]{1,7}(\.[0-9]{1,6})?\Z"),
    "xsd:integer": st.from_regex(r"\A[1-9][0-9]{0,6}\Z"),
    "xsd:gYear": st.from_regex(r"\A(19|20)[0-9]{2}\Z"),
    "xsd:gYearMonth": st.from_regex(r"\A(19|20)[0-9]{2}-(0[1-9]|1[0-2])\Z"),
    "xsd:boolean": st.sampled_from(["true", "false"]),
    "xsd:string": TEXT,
}


@pytest.mark.parametrize("datatype", NUMBERS)
def test_a_store_gives_back_what_it_was_given(datatype: str) -> None:
    @given(st.lists(NUMBERS[datatype], min_size=1, max_size=20))
    def check(texts: list[str]) -> None:
        lines = {f"<http://e/s> <http://e/p> {rdf.literal(text, datatype)} ." for text in texts}
        store = ox.Store()
        store.bulk_load("\n".join(lines).encode(), ox.RdfFormat.N_TRIPLES)
        given = [quad.triple for quad in ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_TRIPLES)]
        assert {quad.triple for quad in store} == set(given)
        dump = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        assert {*ox.parse(dump, ox.RdfFormat.N_TRIPLES)} == {
            *ox.parse("\n".join(lines).encode(), ox.RdfFormat.N_TRIPLES)
        }

    check()


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("79.90", "79.9"),
        ("1.10", "1.1"),
        ("100.0", "100"),
        ("0.0", "0"),
        ("00.50", "0.5"),
        ("007", "7"),
        ("0", "0"),
        ("95", "95"),
    ],
)
def test_a_decimal_is_written_in_its_canonical_form(written: str, canonical: str) -> None:
    assert rdf.literal(written, "xsd:decimal") == f'"{canonical}"^^<http://www.w3.org/2001/XMLSchema#decimal>'
