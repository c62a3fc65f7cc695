"""The real collection: without a problem, complete against its source list, with the lineage that the papers tell."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kg import catalog
from kg.catalog import Catalog
from kg.entries import Listing
from kg.errors import Problem
from kg.lineage import DESCENT, Edge, Lineage, Node

ROOT = Path(__file__).parent.parent
LIST = "awesome-image-classification"
LATER = "awesome-image-classification-2022"
SEED = ROOT.parent / "shared" / "lists" / "seed.md"
TIMM = ROOT.parent / "shared" / "data" / "timm_results.csv"

with_the_list = pytest.mark.skipif(
    not SEED.is_file(),
    reason=f"THE SOURCE LIST IS NOT COMPARED: no {SEED.relative_to(ROOT.parent)} beside the checkout",
)

with_the_results = pytest.mark.skipif(
    not TIMM.is_file(),
    reason=f"THE REPRODUCED RESULTS ARE NOT COMPARED: no {TIMM.relative_to(ROOT.parent)} beside the checkout",
)


@pytest.fixture(scope="module")
def data() -> Catalog:
    found, problems = catalog.load(ROOT)
    assert problems == []
    return found


@pytest.fixture(scope="module")
def rows(data: Catalog) -> dict[str, tuple[str, Listing]]:
    """The rows of the list by their name, with the id of the paper."""
    return {row.name: (id, row) for id, entry in data.entries.items() for row in entry.paper.listed.get(LIST, [])}


@pytest.fixture(scope="module")
def descent(data: Catalog) -> Lineage:
    nodes = [Node(one.id, one.label, one.method.kind, int(one.since[:4])) for one in data.methods.values()]
    edges = [
        Edge(link.child.label, link.parent.label, link.relation) for link in data.links if link.relation in DESCENT
    ]
    return Lineage("", nodes, edges)


def test_schema_references_and_rules_find_nothing(problems_of: Callable[[Path], list[Problem]]) -> None:
    assert problems_of(ROOT) == []


# Size


def test_all_papers_and_rows_of_the_list_are_held(data: Catalog, rows: dict[str, tuple[str, Listing]]) -> None:
    assert len({id for id, _ in rows.values()}) == 43
    assert sum(len(entry.paper.listed.get(LIST, [])) for entry in data.entries.values()) == len(rows) == 45
    assert len({row.section for _, row in rows.values()}) == 43


def test_all_code_links_of_the_list_are_held(data: Catalog) -> None:
    ours = [entry.paper for entry in data.entries.values() if LIST in entry.paper.listed]
    listed = [(code.url, label) for paper in ours for code in paper.code for label in code.listed_as]
    assert len(listed) == len(set(listed)) == 122
    assert len({url for url, _ in listed}) == 121


def test_the_collection_goes_beyond_the_list(data: Catalog) -> None:
    assert len(data.entries) >= 250
    assert len(data.methods) >= 340
    assert len(data.links) >= 880
    assert len(data.results) >= 2000


def test_it_holds_what_the_list_added_later(data: Catalog) -> None:
    rows = [row for entry in data.entries.values() for row in entry.paper.listed.get(LATER, [])]
    assert len(rows) == len({row.name for row in rows}) == 22
    assert {"ViT", "DeiT", "PVT", "Twins"} <= {row.name for row in rows}


def test_it_reaches_from_1980_to_2025(data: Catalog) -> None:
    years = {int(entry.paper.year) for entry in data.entries.values()}
    assert min(years) == 1980
    assert set(range(2012, 2026)) <= years


@pytest.mark.parametrize(
    "family",
    [
        ("RegNet", "ResNeSt", "NFNet", "RepVGG", "ConvNeXt", "ConvNeXt V2"),
        ("ViT", "DeiT", "Swin Transformer", "PVT", "CaiT", "MaxViT"),
        ("MLP-Mixer", "ResMLP", "gMLP"),
        ("CoAtNet", "MobileViT", "LeViT", "MobileNetV4", "GhostNet"),
        ("FBNet", "Once-for-All", "AutoFormer"),
        ("Vim", "VMamba", "MambaVision"),
    ],
)
def test_every_family_is_there(family: tuple[str, ...], data: Catalog) -> None:
    kinds = {one.label: one.method.kind for one in data.methods.values()}
    assert [name for name in family if kinds.get(name) != "architecture"] == []


def test_pretraining_is_a_technique_and_nobodys_ancestor(data: Catalog) -> None:
    kinds = {one.label: one.method.kind for one in data.methods.values()}
    assert {kinds[name] for name in ("BiT", "BEiT", "MAE", "CLIP", "DINOv2", "EVA")} == {"technique"}
    wrong = [
        f"{link.child.label} {link.relation} {link.parent.label}"
        for link in data.links
        if link.relation in DESCENT
        and link.child.method.kind == "architecture"
        and link.parent.method.kind == "technique"
    ]
    assert wrong == []


# Against the list itself


class Section(NamedTuple):
    """What the list says under one heading."""

    name: str
    title: str
    authors: str
    arxiv: str
    links: list[tuple[str, str]]


def table() -> list[tuple[str, str | None, str | None, str]]:
    """Rows of the list's table: name, top-1, top-5, venue."""
    lines = [line.strip("|\n").split("|") for line in SEED.read_text("utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line] for line in lines[2:]]
    return [
        (name, *(None if cell == "-" else cell for cell in (top1, top5)), venue) for name, top1, top5, venue in cells
    ]  # type: ignore[misc]


def sections() -> list[Section]:
    found = []
    for part in SEED.read_text("utf-8").split("\n### ")[1:]:
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        links = re.findall(r"^- code:? \[(\S+) ?: ?(\S+)\]\((\S+)\)$", part, re.MULTILINE)
        (arxiv,) = re.findall(r"\]\(https://arxiv\.org/abs/([\w.]+)\)", part) or [""]
        assert part.count("- code") == len(links)
        found.append(Section(lines[0], lines[1].strip("*"), lines[2], arxiv, [(label, url) for label, _, url in links]))
    return found


@with_the_list
def test_every_row_of_the_table_is_kept_as_it_stands(rows: dict[str, tuple[str, Listing]]) -> None:
    ours = {(row.name, row.top1, row.top5, row.venue) for _, row in rows.values()}
    assert len(table()) == 45
    assert set(table()) == ours


@with_the_list
def test_every_link_of_the_list_is_kept_with_its_label(data: Catalog, rows: dict[str, tuple[str, Listing]]) -> None:
    papers = {row.section: id for id, row in rows.values()}
    theirs = [(papers[section.name], label, url) for section in sections() for label, url in section.links]
    ours = [
        (id, label, code.url)
        for id, entry in data.entries.items()
        if LIST in entry.paper.listed
        for code in entry.paper.code
        for label in code.listed_as
    ]
    assert len(theirs) == 122
    assert sorted(theirs) == sorted(ours)


@with_the_list
def test_every_section_is_about_the_paper_that_holds_its_row(
    data: Catalog, rows: dict[str, tuple[str, Listing]]
) -> None:
    by_section = {row.section: (data.entries[id].paper, row) for id, row in rows.values()}
    assert len(sections()) == 43
    for section in sections():
        paper, row = by_section[section.name]
        assert paper.arxiv == section.arxiv or not section.arxiv
        assert (row.title or paper.title).rstrip(".") == section.title.rstrip(".")
        assert (row.authors or ", ".join(paper.authors)) == section.authors


@with_the_list
def test_the_list_has_as_many_authors_as_the_paper(data: Catalog, rows: dict[str, tuple[str, Listing]]) -> None:
    by_section = {row.section: (id, row) for id, row in rows.values()}
    counts = {
        section.name: (len(section.authors.split(", ")), len(data.entries[by_section[section.name][0]].paper.authors))
        for section in sections()
    }
    assert {name for name, (theirs, ours) in counts.items() if theirs != ours} <= {
        row.section for _, row in rows.values() if row.authors
    }


# What the list has wrong stays beside what is true


@pytest.mark.parametrize(
    ("name", "listed", "venue", "year"),
    [
        ("DenseNet", "ECCV2017", "cvpr", "2017"),
        ("ResNet", "CVPR2015", "cvpr", "2016"),
        ("PreActResNet", "CVPR2016", "eccv", "2016"),
        ("Inceptionv4", "AAAI2016", "aaai", "2017"),
        ("MnasNet", "CVPR2018", "cvpr", "2019"),
    ],
)
def test_a_slip_of_the_list_is_kept_as_a_slip(
    name: str, listed: str, venue: str, year: str, data: Catalog, rows: dict[str, tuple[str, Listing]]
) -> None:
    id, row = rows[name]
    paper = data.entries[id].paper
    assert (row.venue, paper.venue, paper.year) == (listed, venue, year)
    assert row.note


@pytest.mark.parametrize(
    "label", ["unoffical-pytorch", "unoffical-keras", "unoffical-mxnet", "unofficial-caff2", "unofficial-MxNet"]
)
def test_a_misspelled_label_is_kept(label: str, data: Catalog) -> None:
    assert any(label in code.listed_as for entry in data.entries.values() for code in entry.paper.code)


def test_a_repository_that_is_listed_as_official_is_the_authors_or_a_librarys(data: Catalog) -> None:
    for entry in data.entries.values():
        for code in entry.paper.code:
            if any(label.startswith("official") for label in code.listed_as):
                assert code.by in ("authors", "library"), code.url


# People


@pytest.mark.parametrize(
    ("paper", "count", "first", "last"),
    [
        ("he2016deep", 4, "kaiming-he", "jian-sun"),
        ("szegedy2015going", 9, "christian-szegedy", "andrew-rabinovich"),
        ("huang2017densely", 4, "gao-huang", "kilian-q-weinberger"),
        ("howard2017mobilenets", 8, "andrew-howard", "hartwig-adam"),
        ("lecun1998gradient", 4, "yann-lecun", "patrick-haffner"),
        ("xie2017aggregated", 5, "saining-xie", "kaiming-he"),
    ],
)
def test_authors_stand_in_printed_order(paper: str, count: int, first: str, last: str, data: Catalog) -> None:
    found = data.authors[paper]
    assert (len(found), found[0], found[-1]) == (count, first, last)


def test_everybody_wrote_something(data: Catalog) -> None:
    assert {id for ids in data.authors.values() for id in ids} == set(data.people)
    assert all(len(ids) == len(set(ids)) for ids in data.authors.values())


def test_every_paper_names_where_its_record_was_seen(data: Catalog) -> None:
    assert [id for id, entry in data.entries.items() if not entry.paper.sources] == []
    assert sum(len(entry.paper.sources) >= 2 for entry in data.entries.values()) >= 0.9 * len(data.entries)


# Lineage


def test_a_wide_resnet_descends_from_resnet_by_way_of_preactresnet(descent: Lineage) -> None:
    assert [edge.parent for edge in descent.path("WRN", "ResNet")] == ["PreActResNet", "ResNet"]


def test_wrn_and_resnext_meet_in_resnet(descent: Lineage) -> None:
    assert descent.common("WRN", "ResNeXt") == ["ResNet"]


def test_the_line_from_efficientnet_reaches_far_back(descent: Lineage) -> None:
    assert {"MobileNetV2", "MnasNet"} <= descent.ancestors("EfficientNet")
    assert {"VGG", "AlexNet"} <= descent.ancestors("DenseNet")


def test_every_method_reaches_a_root_with_a_reason(data: Catalog, descent: Lineage) -> None:
    roots = {one.label for one in data.methods.values() if one.method.root}
    assert len(descent.nodes) == len(data.methods)
    for name in descent.node:
        assert (descent.ancestors(name) | {name}) & roots, name


def test_no_generation_is_left_open(descent: Lineage) -> None:
    """Generations come of a walk that a circle would stop."""
    depth = descent.generations()
    assert all(depth[edge.child] > depth[edge.parent] for edge in descent.edges)
    assert max(depth.values()) >= 5


def test_a_link_that_is_stated_says_where(data: Catalog) -> None:
    assert [link.path for link in data.links if link.link.evidence == "stated" and not link.link.where] == []


def test_search_finds_networks(data: Catalog) -> None:
    """What is searched is a space or starts from a network; what is found is no technique."""
    assert {link.child.method.kind for link in data.links if link.relation == "searches"} <= {"architecture", "block"}


# Results


def test_a_listed_number_that_fits_no_result_is_explained(data: Catalog, rows: dict[str, tuple[str, Listing]]) -> None:
    for id, row in rows.values():
        results = [result for method in data.entries[id].paper.introduces.values() for result in method.results]
        for key in ("top1", "top5"):
            listed, held = getattr(row, key), [getattr(result, key) for result in results if getattr(result, key)]
            fits = not listed or not held or float(listed) in map(float, held)
            assert fits or row.note, f"{row.name}: {key} {listed}"


def test_top5_is_no_less_than_top1(data: Catalog) -> None:
    for one in data.results:
        assert float(one.result.top5 or 100) >= float(one.result.top1 or 0), one.problem("")


@with_the_results
def test_reproduced_numbers_are_those_published_for_the_same_arxiv_id(data: Catalog) -> None:
    with TIMM.open(encoding="utf-8") as file:
        theirs = {(row["model"], row["img_size"]): row for row in csv.DictReader(file)}
    ours = [one for one in data.results if one.result.source == "timm"]
    assert len(ours) >= 1300
    for one in ours:
        row, result = theirs[one.result.variant, one.result.size or ""], one.result
        assert row["arxiv_id"] == one.method.entry.paper.arxiv, result
        assert (row["top1"], row["top5"], row["param_count_m"]) == (result.top1, result.top5, result.params)
        assert bool(result.trained_on) == (row["data_regime"] != "IN-1k only"), result
