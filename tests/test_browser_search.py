"""The search of the site in a real browser: what it finds, by keyboard and pointer, and what it says when it cannot."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import need_browser, visits
from sites import serving

from kg.site import vendor

sync_api = need_browser("search and charts are")
if vendor.missing():
    pytest.skip("NO SCRIPTS: npm brought none, so search and charts are NOT tested", allow_module_level=True)


@pytest.fixture(scope="module")
def folder(collection_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site under a path."""
    root: Path = tmp_path_factory.mktemp("site")
    shutil.copytree(collection_site, root / "under" / "here", copy_function=os.link)
    return root


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(folder) as root:
        yield f"{root}under/here/"


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens a page of the site."""
    with visits(browser, address) as visit:
        yield visit


def offers(tab: Any, text: str) -> list[str]:
    """What is offered for a text, its names without the notes."""
    field = tab.locator("#find")
    field.fill("")
    field.fill(text)
    tab.locator("#search [role=option], #search .none").first.wait_for()
    return [str(name) for name in tab.locator("#search [role=option] > span:first-child").all_inner_texts()]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("resnet", "ResNet"),
        ("wrn", "WRN"),
        ("vit", "ViT"),
        ("reznet", "ResNet"),
        ("efficentnet", "EfficientNet"),
        ("swin tranformer", "Swin Transformer"),
        ("kaming he", "Kaiming He"),
        ("mobilnet", "MobileNet"),
        ("MobileNetV2", "MobileNetV2"),
        ("mobilenet v2", "MobileNetV2"),
        ("inceptionv3", "Inception-v3"),
        ("resnext-50", "ResNeXt"),
        ("vgg16", "VGG"),
        ("batchnorm", "Batch normalization · BatchNorm"),
        ("vision transfomer", "ViT · Vision Transformer"),
        ("Dollar", "Piotr Dollár"),
        ("1512.03385", "Deep Residual Learning for Image Recognition · 1512.03385"),
        ("https://arxiv.org/abs/1512.03385v1", "Deep Residual Learning for Image Recognition · 1512.03385"),
        ("visoin transformer", "ViT · Vision Transformer"),
        ("efficeintnet", "EfficientNet"),
        ("swin 2", "Swin Transformer V2"),
        ("mobilenet 2", "MobileNetV2"),
        ("resnet qwertzuiop", "ResNet"),
        ("qwertzuiop kaiming he", "Kaiming He"),
        ("timm", "timm"),
        ("CVPR 2016", "CVPR 2016"),
        ("cvpr", "CVPR"),
    ],
)
def test_the_first_offer_is_what_was_meant(search: Any, asked: str, found: str) -> None:
    assert offers(search, asked)[0] == found


@pytest.fixture(scope="module")
def search(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(address)
    yield tab
    context.close()


def test_a_short_name_finds_people_who_bear_it_and_not_noise(search: Any) -> None:
    found = offers(search, "he")
    assert found[:2] == ["He initialization", "Kaiming He"]
    assert all("He" in name.split() for name in found[:6])


def test_methods_come_before_papers_and_short_names_before_long(search: Any) -> None:
    found = offers(search, "mobilenet")
    assert found[:2] == ["MobileNet", "MobileNetV2"]
    notes = search.locator("#search .note").all_inner_texts()
    kinds = [note.startswith("paper") for note in notes]
    assert kinds == sorted(kinds)


def test_what_is_spelled_so_comes_before_what_is_nearly_so(search: Any) -> None:
    found = offers(search, "resnest")
    assert found[0] == "ResNeSt"
    assert "ResNeXt" in found
    assert all("win" in name.lower() for name in offers(search, "swin")[:5])
    assert "BAM" not in offers(search, "sam"), "in three letters none is wrong"


def test_notes_say_what_a_thing_is(search: Any) -> None:
    for asked, note in [("nasnet search space", "2017 · search space"), ("timm", "source"), ("cvpr 2016", "venue")]:
        offers(search, asked)
        assert search.locator("#search .note").first.inner_text() == note


def test_a_year_of_a_venue_and_a_source_lead_to_their_pages(visit: Callable[..., Any], address: str) -> None:
    tab = visit()
    for asked, page in [("CVPR 2016", "venue/cvpr/2016/"), ("timm", "source/timm/")]:
        offers(tab, asked)
        tab.keyboard.press("Enter")
        tab.wait_for_url(f"{address}{page}")
        assert asked in tab.locator("h1").inner_text()


def test_an_answer_comes_within_a_blink(search: Any) -> None:
    script = """async (texts) => {
        const { finder } = await import(new URL("assets/search.js", location.href));
        const found = await finder();
        const took = [];
        for (const text of texts) {
            const start = performance.now();
            found.search(text);
            took.push(performance.now() - start);
        }
        return took.sort((a, b) => a - b);
    }"""
    words = (
        *("swin tranformer", "efficientnet-b7", "kaiming he", "deep residual learning for image recognition"),
        "resnet with nothing of the kind in any other paper",
    )
    took = search.evaluate(script, [word[:end] for word in words for end in range(1, len(word) + 1)])
    assert took[len(took) // 2] < 10


def test_a_finder_keeps_to_its_kinds(search: Any) -> None:
    script = """async () => {
        const { finder } = await import(new URL("assets/search.js", location.href));
        return (await finder(["method"])).search("resnet");
    }"""
    hits = search.evaluate(script)
    assert {hit["kind"] for hit in hits} == {"method"}
    assert hits[0]["id"] == "resnet"
    assert hits[0]["note"] == "2015 · architecture"
    assert hits[0]["href"].endswith("/under/here/method/resnet/")


def test_nothing_is_fetched_before_somebody_searches(visit: Callable[..., Any]) -> None:
    tab = visit()
    tab.wait_for_timeout(200)  # for the icon
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    tab.locator("h1, body").first.click()
    assert asked == []
    tab.keyboard.press("/")
    tab.wait_for_timeout(500)
    assert sorted(asked) == ["minisearch.js", "search.json"]
    assert tab.locator("#find").input_value() == ""


def test_the_keyboard_is_enough_and_a_quick_hand_is_not_lost(visit: Callable[..., Any], address: str) -> None:
    tab = visit("charts/")
    tab.keyboard.press("/")
    tab.keyboard.type("resnet")
    tab.keyboard.press("Enter")  # the index is still under way
    tab.wait_for_url(f"{address}method/resnet/")
    tab.keyboard.press("/")
    tab.keyboard.type("he")
    field = tab.locator("#find")
    sync_api.expect(field).to_have_attribute("aria-expanded", "true")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    marked = tab.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert marked.inner_text() == "Kaiming He\n12 papers"
    assert marked.get_attribute("aria-selected") == "true"
    tab.keyboard.press("Home")
    tab.keyboard.type("t")
    assert field.input_value() == "the", "Home moves in the text"
    tab.keyboard.press("Home")
    tab.keyboard.press("Delete")
    sync_api.expect(tab.locator("#search [role=status]")).to_have_text("10 offered")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{address}person/kaiming-he/")


def test_escape_closes_and_then_empties(visit: Callable[..., Any]) -> None:
    tab = visit()
    assert offers(tab, "vgg")[0] == "VGG"
    listed = tab.locator("#search [role=listbox]")
    tab.keyboard.press("Escape")
    assert not listed.is_visible()
    assert tab.locator("#find").input_value() == "vgg"
    tab.keyboard.press("ArrowDown")
    listed.wait_for()
    tab.keyboard.press("Escape")
    tab.keyboard.press("Escape")
    assert tab.locator("#find").input_value() == ""
    assert offers(tab, "vgg")
    tab.keyboard.press("Tab")
    assert not listed.is_visible()


def test_a_click_goes_and_a_middle_click_opens_another_tab(visit: Callable[..., Any], address: str) -> None:
    tab = visit()
    offers(tab, "resnet")
    first = tab.locator("#search [role=option]").first
    with tab.context.expect_page() as opened:
        first.click(button="middle")
    opened.value.wait_for_url(f"{address}method/resnet/")
    with tab.context.expect_page() as opened:
        tab.locator("#find").press("Control+Enter")
    opened.value.wait_for_url(f"{address}method/resnet/")
    assert tab.url == address
    first.click()
    tab.wait_for_url(f"{address}method/resnet/")


def test_a_miss_is_told(visit: Callable[..., Any]) -> None:
    tab = visit()
    assert offers(tab, "qwertzuiop") == []
    assert tab.locator("#search .none").inner_text() == "nothing by this name"
    assert tab.locator("#search [role=status]").inner_text() == "nothing by this name"
    tab.keyboard.press("Enter")
    offers(tab, "<img src=x onerror=alert(1)>")
    assert tab.locator("img").count() == 0


@pytest.mark.parametrize("broken", ["search[.]json", "minisearch"])
def test_what_cannot_be_loaded_is_told(visit: Callable[..., Any], broken: str) -> None:
    tab = visit(broken=broken)
    assert offers(tab, "resnet") == []
    assert tab.locator("#search .none").inner_text() == "the search could not be loaded"
    tab.context.unroute_all()
    if broken == "search[.]json":
        assert offers(tab, "resnet")[0] == "ResNet", "the next time it works"


def test_two_fields_on_a_page_do_not_mix(visit: Callable[..., Any]) -> None:
    tab = visit()
    script = """async () => {
        const { combobox } = await import(new URL("assets/combobox.js", location.href));
        document.querySelector("main").innerHTML = "<p class=here><input class=a></p><p class=here><input class=b></p>";
        for (const name of ["a", "b"]) {
            combobox(document.querySelector(`.${name}`), {
                offer: (text) => [`${name} ${text}`, "other"],
                pick: (hit) => { document.querySelector(`.${name}`).value = hit; },
                label: (hit) => ({ name: hit }),
            });
        }
    }"""
    assert tab.evaluate(script) is None, "it raises nothing"
    for name in "ab":
        field = tab.locator(f".{name}")
        field.press_sequentially("x")
        own = tab.locator(f"#{field.get_attribute('aria-controls')}")
        assert own.locator("[role=option]").all_inner_texts() == [f"{name} x", "other"]
        field.press("Enter")
        assert field.input_value() == f"{name} x"
    ids = tab.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_a_page_without_search_is_left_alone(visit: Callable[..., Any]) -> None:
    tab = visit()
    tab.evaluate("document.getElementById('search').remove()")
    script = """async () => (await import(new URL("assets/search.js", location.href))).header()"""
    assert tab.evaluate(script) is None, "it raises nothing"
