"""The rules as a whole: each has a case, none complains of the world, none recurses. Words stand in tests/cases."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import catalog, rules
from kg.catalog import Catalog, Entry, Introduced, Resolved
from kg.entries import Collection, Descent, Link, Method, Paper, Repository, Result
from kg.errors import Problem
from kg.rules import links, papers, results
from kg.source import Document

Changed = Callable[..., Path]
EVERY = (*rules.RULES, *rules.DOUBTS)
COLLECTION = Collection(
    title="x", base="https://example.org/", description="x", licence="https://example.org/", creators=["x"]
)


def linked(links: list[tuple[int, int]], size: int, folder: Path, **paper: str) -> Catalog:
    """A catalog of `size` methods in one paper, with links from child to parent."""
    (folder / "x.yaml").write_text("title: x\n")
    entry = Entry(
        "x",
        Paper(title="x", authors=["x"], year="2020", introduces={"x": Method(summary="x")}, **paper),
        Document("x.yaml", {}, folder / "x.yaml"),
    )
    methods = [Introduced(f"m{n}", f"M{n}", Method(summary="x", root="x"), entry) for n in range(size)]
    link = Descent(by="extends", how="x")
    resolved = [Resolved(methods[child], methods[parent], "extends", link, ("title",)) for child, parent in links]
    return Catalog(folder, COLLECTION, methods={one.id: one for one in methods}, links=resolved)


@pytest.mark.parametrize("rule", EVERY)
def test_no_rule_complains_of_the_world(rule: rules.Rule, world_catalog: Catalog) -> None:
    assert list(rule(world_catalog)) == []
    assert rule.__doc__


ROOT = "    root: The first of its kind in this collection.\n"
BREACHES: dict[str, tuple[str, str | tuple[str, str]]] = {
    "no_own_parent": ("muller2014deep", ("Heron:\n        by", "egret:\n        by")),
    "one_link_a_pair": ("li2016wide", ("      Wing block: {how", "      Egret: {how")),
    "no_cycles": ("okafor1998shallow", (ROOT, "    descends_from: {Bittern: {by: extends, how: x}}\n")),
    "no_child_before_its_parent": ("muller2014deep", ("posted: 2014-04", "posted: 1997-01")),
    "start_is_known": ("kg", ("[Egret, Heron]", "[Egret, Hern]")),
    "dates_agree": ("li2016wide", ("posted: 2015-11", "posted: 2015-12")),
    "every_method_has_a_reason": ("okafor1998shallow", (ROOT, "")),
    "identifiers_stand_once": ("suzuki2017reeds", ("arxiv: '1702.00007'", "arxiv: '1404.0110'")),
    "repositories_stand_once": ("swiatek2016slim", ("github.com/pond/slim", "github.com/birdlib/waders.git")),
    "repositories_agree": (
        "swiatek2016slim",
        ("waders, by: library, framework: pytorch", "waders, by: community"),
    ),
    "stated_links_have_a_place": ("swiatek2016slim", ("where: §5, evidence", "evidence")),
    "results_say_something": ("bjornsen2019small", ("source: pond-papers, ", "")),
    "frameworks_fit_the_name": ("li2016wide", ("framework: keras", "framework: jax")),
    "references_exist": ("li2016wide", ("venue: icim", "venue: icm")),
    "homonyms_name_their_papers": ("people", ("papers: [li2016wide]", "papers: [li2016wide, okafor1998shallow]")),
    "claims_are_the_papers_own": (
        "muller2014deep",
        ("tier: claimed, where: Table 2", "tier: claimed, source: pond-bench, where: Table 2"),
    ),
    "numbers_are_plausible": ("bjornsen2019small", ("params: 1.5", "params: 1500000")),
    "measured_once": ("bjornsen2019small", ("tier: reproduced, source: pond-papers", "tier: claimed")),
    "rows_stand_once": ("muller2014deep", ("name: Egrett", "name: Wide Egret")),
}
#: Files that are no entry, as breaches name them.
WHOLE = {"people": "data/people.yaml", "kg": "kg.yaml"}


@pytest.mark.parametrize("rule", EVERY)
def test_each_rule_finds_its_breach(rule: rules.Rule, changed: Changed) -> None:
    name, change = BREACHES[rule.__name__]
    file = WHOLE.get(name, f"data/papers/{name}.yaml")
    found, problems = catalog.load(changed({file: change}))
    assert problems == []
    assert [one for one in rule(found) if file in str(one)]


def test_problems_come_in_order_of_place_and_once(changed: Changed) -> None:
    home = changed({f"data/papers/{name}.yaml": change for name, change in BREACHES.values() if name not in WHOLE})
    problems = rules.check(catalog.load(home)[0])
    assert problems == sorted(set(problems))
    assert len(problems) >= 5


# Cycles


@given(st.integers(2, 8), st.data())
def test_a_cycle_is_told_if_and_only_if_there_is_one(tmp_path: Path, size: int, data: st.DataObject) -> None:
    pair = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda pair: pair[0] != pair[1])
    drawn = data.draw(st.lists(pair, unique=True, max_size=14))
    problems = list(links.no_cycles(linked(drawn, size, tmp_path)))
    left = set(drawn)
    while ends := {link for link in left if link[1] not in {child for child, _ in left}}:
        left -= ends
    assert bool(problems) == bool(left)
    for problem in problems:
        hops = [line.split(" at ")[0].split(" -> ") for line in problem.message.splitlines()[1:]]
        told = [(int(child.strip()[1:]), int(parent[1:])) for child, parent in hops]
        assert set(told) <= set(drawn)
        assert [parent for _, parent in told] == [child for child, _ in [*told[1:], told[0]]]
        assert problem.message.startswith(f"a cycle of {len(told)} links:")


def test_a_long_chain_and_a_long_cycle_do_not_recurse(tmp_path: Path) -> None:
    size = 5000
    chain = [(n, n + 1) for n in range(size - 1)]
    assert list(links.no_cycles(linked(chain, size, tmp_path))) == []
    (problem,) = links.no_cycles(linked([*chain, (size - 1, 0)], size, tmp_path))
    assert problem.message.startswith("a cycle of 5000 links:\n    M0 -> M1 at x.yaml:1:1\n    M1 -> M2 at ")


def test_many_ways_to_one_ancestor_are_walked_once(tmp_path: Path) -> None:
    """Twenty-two diamonds on top of each other: four million ways up, 88 links."""
    ends = [(3 * n, 3 * n + 3) for n in range(22)]
    diamonds = [link for a, b in ends for link in ((a, a + 1), (a, a + 2), (a + 1, b), (a + 2, b))]
    found, begin = linked(diamonds, 67, tmp_path), time.perf_counter()
    assert list(links.no_cycles(found)) == []
    assert time.perf_counter() - begin < 1


def test_contrast_makes_no_cycle(tmp_path: Path) -> None:
    found = linked([(0, 1), (1, 0)], 2, tmp_path)
    found.links[1] = found.links[1]._replace(relation="contrasts_with", link=Link(how="x"))
    assert list(links.no_cycles(found)) == []


# Dates: months are compared only where both sides know them


@pytest.mark.parametrize(
    ("child", "parent", "wrong"),
    [
        (("2016", None), ("2016", None), False),
        (("2016", "2016-03"), ("2016", None), False),
        (("2016", None), ("2016", "2016-09"), False),
        (("2016", "2016-03"), ("2016", "2016-03"), False),
        (("2016", "2016-02"), ("2016", "2016-03"), True),
        (("2017", "2015-12"), ("2016", None), True),
        (("2015", None), ("2016", "2015-06"), False),
        (("2014", None), ("2016", "2015-06"), True),
    ],
)
def test_a_child_is_no_older_than_its_parent(
    child: tuple[str, str | None], parent: tuple[str, str | None], wrong: bool, tmp_path: Path
) -> None:
    found = linked([(0, 1)], 2, tmp_path)
    for end, (year, posted) in (("child", child), ("parent", parent)):
        old: Introduced = getattr(found.links[0], end)
        paper = Paper(title="x", authors=["x"], year=year, posted=posted, introduces={"x": Method(summary="x")})
        entry = Entry("x", paper, old.entry.document)
        found.links[0] = found.links[0]._replace(**{end: old._replace(entry=entry)})
    assert bool(list(links.no_child_before_its_parent(found))) == wrong


# Names


@pytest.mark.parametrize(
    ("url", "framework", "fits"),
    [
        ("https://github.com/a/net-pytorch", "pytorch", True),
        ("https://github.com/a/net-pytorch", "torch", False),
        ("https://github.com/a/net.torch", "pytorch", True),
        ("https://github.com/a/net-keras", "tensorflow", True),
        ("https://github.com/a/tf-tensorflow", "keras", True),
        ("https://github.com/a/net-caffe", "caffe2", True),
        ("https://github.com/a/net-caffe2", "caffe", False),
        ("https://github.com/pytorch/vision", "tensorflow", True),
        ("https://github.com/a/net", "tensorflow", True),
        ("https://github.com/a/net-keras", None, True),
        ("https://example.org/", "keras", True),
        ("https://github.com/a/NET-KERAS/blob/x.py", "jax", False),
    ],
)
def test_the_name_of_a_repository_tells_its_framework(
    url: str, framework: str | None, fits: bool, tmp_path: Path
) -> None:
    found = linked([], 1, tmp_path, code=[Repository(url=url, by="community", framework=framework)])
    entry = found.methods["m0"].entry
    assert bool(list(papers.frameworks_fit_the_name(Catalog(tmp_path, COLLECTION, entries={"x": entry})))) != fits


def test_results_that_differ_in_one_number_of_their_setting_differ_in_their_id() -> None:
    said = {"variant": "N", "dataset": "d", "split": "val", "protocol": "single-crop", "size": "224", "tier": "claimed"}
    said["where"] = "x"
    other = [
        {"variant": "M"},
        {"dataset": "e"},
        {"split": "test"},
        {"protocol": "10-crop"},
        {"size": "320"},
        {"size": None},
        {"tier": "reproduced"},
        {"trained_on": ["e"]},
        {"trained_on": ["e", "f"]},
        {"evaluation": "zero-shot"},
    ]
    keys = {results.result_key("net", Result(**{**said, **change})) for change in [{}, *other]}
    assert len(keys) == len(other) + 1
    turned = {results.result_key("net", Result(**{**said, "trained_on": data})) for data in (["e", "f"], ["f", "e"])}
    assert len(turned) == 1
    same = [{"where": "y"}, {"top1": "70"}, {"params": "5"}]
    assert {results.result_key("net", Result(**{**said, **change})) for change in same} <= keys


def test_every_rule_is_listed_once() -> None:
    assert len(EVERY) == len(set(EVERY)) >= 15
    assert {rule.__name__ for rule in EVERY} == set(BREACHES)


def test_what_a_curator_owes_does_not_stop_a_build(changed: Changed) -> None:
    file, change = "data/papers/okafor1998shallow.yaml", BREACHES["every_method_has_a_reason"][1]
    found, problems = catalog.load(changed({file: change}))
    assert problems == rules.check(found, rules.RULES) == []
    assert [problem.file for problem in rules.check(found)] == [file]


def test_a_problem_is_told_at_the_place_of_its_link(
    changed: Changed, problems_of: Callable[[Path], list[Problem]]
) -> None:
    home = changed({"data/papers/muller2014deep.yaml": ("Heron:\n        by", "egret:\n        by")})
    assert [str(problem) for problem in problems_of(home)] == [
        "data/papers/muller2014deep.yaml:12:7: error: Egret is its own parent"
    ]
