"""The pages of a site in a real browser: each kind of them loads, can be read and used, and asks nobody else."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import need_browser, visits
from sites import serving

from kg import graph as graphs
from kg.site import vendor
from kg.site.press import site

need_browser("the site is")
if vendor.missing():
    pytest.skip("NO SCRIPTS: npm brought none, so the site is NOT tested in a browser", allow_module_level=True)

#: One page of every kind.
KINDS = {
    "home": "", "method": "method/wrn/", "method with most": "method/vit/", "block": "method/residual-block/",
    "paper": "paper/he2016deep/", "person": "person/kaiming-he/", "venue": "venue/cvpr/", "edition": "venue/cvpr/2016/",
    "data set": "dataset/imagenet-1k/", "source": "source/timm/", "list": "source/awesome-image-classification/",
    "link": "link/wrn--preactresnet/", "methods": "method/", "papers": "paper/", "people": "person/",
    "venues": "venue/", "data sets": "dataset/", "sources": "source/", "timeline": "timeline/", "queries": "query/",
    "query": "query/leaderboard/", "gaps": "gaps/", "disagreements": "disagreements/", "about": "about/",
    "explorer": "explore/", "charts": "charts/", "sparql": "sparql/",
}  # fmt: skip


@pytest.fixture
def open_page(browser: Any, served: str) -> Iterator[Callable[..., Any]]:
    """Opens a page of the collection's site."""
    with visits(browser, served) as visit:
        yield visit


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 360)])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_loads_and_everybody_can_read_it(
    open_page: Callable[..., Any], kind: str, scheme: str, width: int
) -> None:
    """No console error, no request off the site (both held by `tab`), nothing wider than the screen, and nothing that
    axe finds serious."""
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(KINDS[kind], color_scheme=scheme, viewport={"width": width, "height": 800})
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
    found = Axe().run(page, options=rules).response["violations"]
    told = [(one["id"], one["impact"], [node["target"] for node in one["nodes"]][:3]) for one in found]
    assert [one for one in told if one[1] in ("serious", "critical")] == []


@pytest.mark.parametrize("path", ["", "method/wrn/", "paper/he2016deep/", "dataset/imagenet-1k/", "query/ancestors/"])
def test_it_can_be_read_without_scripts(open_page: Callable[..., Any], path: str) -> None:
    page = open_page(path, java_script_enabled=False)
    assert len(page.locator("main").inner_text()) > 300
    assert not page.locator("#search").is_visible()
    if path in ("", "method/wrn/"):
        box = page.locator("svg.lineage").bounding_box()
        assert box["width"] > 300
        assert page.locator("svg.lineage a").count() >= 6


def test_a_student_finds_where_wrn_comes_from_in_three_clicks(open_page: Callable[..., Any]) -> None:
    page = open_page("")
    page.keyboard.press("/")
    page.keyboard.type("wide resnet")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/method/wrn/")
    assert "WRN scales PreActResNet" in page.locator(".reasons").first.inner_text()
    page.get_by_role("link", name="Explore the lineage of WRN").click()
    page.wait_for_url("**/explore/#at=wrn*")
    page.get_by_text("PreActResNet").first.wait_for()


def test_the_picture_of_the_home_page_comes_to_life(open_page: Callable[..., Any]) -> None:
    page = open_page("")
    node = page.locator("#picture [data-node]", has_text="VGG").first
    node.wait_for()
    node.hover()
    node.click()
    page.wait_for_url("**/explore/#at=vgg*")
    assert page.locator("h1").inner_text() == "Lineage explorer"


def test_tables_sort_and_can_be_taken_away(open_page: Callable[..., Any]) -> None:
    page = open_page("method/resnet/")
    table = page.locator("table[data-name=resnet]")
    table.locator("th button", has_text="top-1").click()
    best = [float(text) for text in table.locator("tbody tr td:nth-child(2)").all_inner_texts() if text]
    assert len(best) > 50
    assert best == sorted(best, reverse=True)
    assert table.locator("th[aria-sort=descending]").inner_text().startswith("top-1")
    with page.expect_download() as download:
        page.locator("section, main").get_by_role("button", name="CSV").first.click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8"))))
    assert rows[0][:2] == ["variant", "top-1, %"]
    assert len(rows) == table.locator("tbody tr").count() + 1


def test_the_keyboard_alone_is_enough(open_page: Callable[..., Any]) -> None:
    page = open_page("method/wrn/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    shown = """() => { const e = document.activeElement, s = getComputedStyle(e); return s.outlineStyle !== 'none'; }"""
    for _ in range(12):
        assert page.evaluate(shown)
        page.keyboard.press("Tab")


def test_it_works_under_a_path(browser: Any, collection_site: Path, tmp_path: Path) -> None:
    shutil.copytree(collection_site, tmp_path / "birds" / "here", copy_function=os.link)
    with serving(tmp_path) as address, visits(browser, f"{address}birds/here/") as visit:
        page = visit("method/wrn/")
        page.keyboard.press("/")
        page.keyboard.type("densenet")
        page.locator("[role=option]").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url("**/birds/here/method/densenet/")
        assert page.locator("h1").inner_text() == "DenseNet"


@pytest.mark.parametrize(
    ("iri", "page"),
    [
        ("result/heron--heron-2--pond-10k--val--single-crop--claimed", "method/heron/#results"),
        ("paper/okafor1998shallow/author/1", "paper/okafor1998shallow/"),
        ("listing/awesome-waders/heron", "source/awesome-waders/"),
    ],
)
def test_the_iri_of_what_has_no_page_leads_to_one(
    browser: Any, tmp_path: Path, changed: Callable[..., Path], iri: str, page: str
) -> None:
    site(graphs.load(changed({})), tmp_path / "birds", "https://birds.example/birds/")
    lost = (tmp_path / "birds" / "404.html").read_text("utf-8")
    with serving(tmp_path) as address, visits(browser, f"{address}birds/") as visit:
        tab = visit(
            iri,
            prepare=lambda tab: tab.route(
                f"**/{iri}", lambda route: route.fulfill(body=lost, content_type="text/html")
            ),
        )
        tab.wait_for_url(f"{address}birds/{page}")
        assert tab.locator("h1").inner_text() != "Nothing lies at this address"


def test_hostile_words_run_nothing(
    browser: Any, changed: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    words = json.dumps("<img src=x onerror=alert(1)><script>alert(2)</script>\"' onfocus=alert(3) autofocus {{7*7}}")
    home = changed(
        {
            "data/papers/rogue2020evil.yaml": f"""
title: {words}
authors: [Ada Rogue]
year: 2020
introduces:
  {words}:
    id: evil
    summary: {words}
    descends_from:
      Heron: {{by: extends, how: {words}, why: {words}, where: {words}, evidence: stated}}
    results:
      - variant: {words}
        dataset: pond-10k
        split: val
        top1: 70.1
        protocol: single-crop
        tier: claimed
        where: {words}
""",
        }
    )
    target = tmp_path_factory.mktemp("hostile") / "site"
    site(graphs.load(home), target)
    paths = [
        *("", "method/evil/", "paper/rogue2020evil/", "link/evil--heron/", "method/", "timeline/", "dataset/pond-10k/"),
        *("query/timeline/", "explore/#at=evil", "charts/#of=pond-10k%20val", "sparql/#named=timeline"),
    ]
    with serving(target) as address, visits(browser, address) as visit:
        for path in paths:
            page = visit(path)
            page.wait_for_load_state("networkidle")
            if path == "":
                page.keyboard.press("/")
                page.keyboard.type("img src")
                page.locator("[role=option]").first.wait_for()
            assert page.locator("img").count() == 0, path
    shutil.rmtree(target)
