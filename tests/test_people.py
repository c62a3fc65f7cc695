"""Printed names -> people. Each doubt's words stand in tests/cases."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.entries import Person
from kg.people import Author, merge

NAMES = st.sampled_from(["Li Wei", "Ada Lovelace", "Jürgen Müller", "J. Müller", "Zoë", "鷺", "Zoe"])


def test_people_are_merged_only_where_told() -> None:
    papers = {"a": ["J. Müller"], "b": ["Jürgen Müller"]}
    apart = merge(papers, {})
    assert apart.authors == {"a": ["j-muller"], "b": ["jurgen-muller"]}
    together = merge(papers, {"jm": Person(name="Jürgen Müller", aliases=["J. Müller"])})
    assert together.authors == {"a": ["jm"], "b": ["jm"]}
    assert apart.doubts == together.doubts == []


def test_an_orcid_becomes_an_address_of_the_person() -> None:
    known = {"jm": Person(name="J. M.", orcid="0000-0002-1825-0097", same_as=["https://example.org/jm"])}
    assert merge({}, known).people == {
        "jm": Author("J. M.", (), ("https://example.org/jm", "https://orcid.org/0000-0002-1825-0097"))
    }


def test_of_homonyms_the_one_who_lists_the_paper_wrote_it() -> None:
    known = {"li-wei": Person(name="Li Wei"), "li-wei-b": Person(name="Li Wei", papers=["b"])}
    found = merge({"a": ["Li Wei"], "b": ["Li Wei"]}, known)
    assert found.authors == {"a": ["li-wei"], "b": ["li-wei-b"]}
    assert found.doubts == []


def test_two_homonyms_may_write_one_paper_together() -> None:
    known = {"one": Person(name="Li Wei", papers=["a"]), "other": Person(name="Wei Li", aliases=["W. Li"])}
    assert merge({"a": ["Li Wei", "W. Li"]}, known).authors == {"a": ["one", "other"]}


@given(st.dictionaries(st.sampled_from("abc"), st.lists(NAMES, max_size=4)))
def test_every_author_is_somebody_or_is_doubted(papers: dict[str, list[str]]) -> None:
    found = merge(papers, {"jm": Person(name="Jürgen Müller", aliases=["J. Müller"])})
    doubted = {(doubt.paper, doubt.position) for doubt in found.doubts}
    for paper, names in papers.items():
        assert len(found.authors[paper]) == len(names)
        for position, (id, name) in enumerate(zip(found.authors[paper], names, strict=True)):
            known = id in found.people and name in (found.people[id].name, *found.people[id].aliases)
            assert known or (paper, position) in doubted
        assert len(set(found.authors[paper])) == len(names) or any(paper == one for one, _ in doubted)
