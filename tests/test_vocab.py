"""Names -> ids -> IRIs: always ASCII and inside the grammar, or refused."""

from __future__ import annotations

import re

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import vocab

BASE = "https://example.org/world/"
ANY = st.text(max_size=80)


@given(ANY)
def test_the_slug_of_any_name_is_an_id_or_is_refused(name: str) -> None:
    found = vocab.slug(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*|", found, re.ASCII)
    usable = bool(found) and len(found) <= 64 and found not in vocab.RESERVED
    assert vocab.is_id(found) == usable


@given(ANY)
def test_the_slug_of_an_id_is_the_id(name: str) -> None:
    found = vocab.slug(name)
    assert vocab.slug(found) == found
    assert vocab.slug(found.upper()) == found


@given(st.text(alphabet="ab-9", max_size=70))
def test_an_id_is_words_joined_by_single_hyphens(text: str) -> None:
    expected = 0 < len(text) <= 64 and not text.startswith("-") and not text.endswith("-") and "--" not in text
    assert vocab.is_id(text) == expected


@pytest.mark.parametrize(
    "id",
    [
        "../../etc/passwd",
        "..",
        "a/b",
        "a\\b",
        "C:\\x",
        "\\\\srv\\share",
        "/abs",
        "con",
        "CON",
        "CON.html",
        "nul",
        "com1",
        "com1.ttl",
        "lpt9",
        "aux",
        "prn",
        "x.",
        "x ",
        " x",
        "a:b",
        "a" * 65,
        "-rf",
        ".hidden",
        "%2e%2e%2f",
        "a\u200bb",
        "a--b",
        "a-",
        "",
        "a\n",
        "a_b",
        "\uff41",
        "é",
        "ß",
        "١",
        "a\x00",
        "a\r",
    ],
)
def test_hostile_ids_are_refused(id: str) -> None:
    assert not vocab.is_id(id)


@pytest.mark.parametrize("id", ["a", "9", "he2016deep", "a-b", "inception-v3", "a" * 64, "com", "com10", "console"])
def test_plain_ids_are_taken(id: str) -> None:
    assert vocab.is_id(id)


@given(st.sampled_from(["paper", "method", "person"]), st.lists(ANY, min_size=1, max_size=3))
def test_an_iri_of_ids_is_valid_and_says_its_parts(kind: str, names: list[str]) -> None:
    ids = [id for id in map(vocab.slug, names) if vocab.is_id(id)]
    found = vocab.iri(BASE, kind, *ids)
    assert pyoxigraph.NamedNode(found).value == found
    assert found.isascii()
    assert found.removeprefix(BASE).split("/") == [kind, *ids]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Łucja Świątek", "lucja-swiatek"),
        ("Søren Bjørnsen", "soren-bjornsen"),
        ("Jürgen Müller", "jurgen-muller"),
        ("Guðrún Þorsdóttir", "gudrun-thorsdottir"),
        ("Æsir Œuvre", "aesir-oeuvre"),
        ("İlker Işık", "ilker-isik"),
        ("Straße", "strasse"),
        ("Wide Egret + Wing", "wide-egret-plus-wing"),
        ("VGG-16 (D)", "vgg-16-d"),
        ("ﬁnal", "final"),
        ("鷺", ""),
        ("  --  ", ""),
    ],
)
def test_names_are_transcribed_as_is_common(name: str, id: str) -> None:
    assert vocab.slug(name) == id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ResNet", "RESNET"),
        ("Wide  ResNet", " wide resnet "),
        ("Caf\u00e9", "Cafe\u0301"),
        ("ﬁn", "FIN"),
        ("Straße", "STRASSE"),
    ],
)
def test_names_that_look_alike_count_as_the_same(one: str, other: str) -> None:
    assert vocab.fold(one) == vocab.fold(other)


@pytest.mark.parametrize("curie", [f"{prefix}:thing" for prefix in vocab.PREFIXES])
def test_a_prefixed_name_expands_and_comes_back(curie: str) -> None:
    assert vocab.compact(vocab.expand(curie)) == curie
    assert pyoxigraph.NamedNode(vocab.expand(curie))


def test_an_iri_of_the_collection_is_shown_without_its_base() -> None:
    assert vocab.compact(BASE + "paper/he2016deep", BASE) == "paper/he2016deep"
    assert vocab.compact("https://example.com/x", BASE) == "https://example.com/x"


@given(ANY)
def test_an_address_becomes_ascii_and_stays_as_it_is_when_it_was(text: str) -> None:
    text = "".join(char for char in text if not "\ud800" <= char <= "\udfff")
    found = vocab.ascii_iri(text)
    assert found.isascii()
    assert vocab.ascii_iri(found) == found


def test_no_prefix_names_a_part_of_another() -> None:
    """Else the shortest form of an IRI would hang on the order of the prefixes."""
    spaces = list(vocab.PREFIXES.values())
    assert all(not one.startswith(other) for one in spaces for other in spaces if one is not other)
