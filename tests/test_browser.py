"""The page in a real browser, opened from a file: it draws, asks nobody for anything, and does what the reader asks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browsers import need_browser, visits
from test_layout import grown, sample
from test_render import HOSTILE, hostile

from kg.lineage import Lineage
from kg.render import page

need_browser("the interactive page is")


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a lineage's page."""
    file = tmp_path / "page.html"
    with visits(browser, file.as_uri()) as visit:

        def open_page(lineage: Lineage, fragment: str = "", **options: Any) -> Any:
            file.write_bytes(page(lineage, title="Image classification").encode())
            tab = visit(fragment, **options)
            tab.wait_for_function("typeof network !== 'undefined' && document.querySelector('canvas')")
            return tab

        yield open_page


def linked() -> Lineage:
    lineage = sample("WRN uses VGG")
    nodes = [replace(node, url=f"https://arxiv.org/abs/{node.id}", title=f"On {node.name}") for node in lineage.nodes]
    return Lineage("ResNet", nodes, lineage.edges)


def spot(tab: Any, name: str) -> tuple[float, float]:
    """Where a node is on the screen."""
    script = """([x, y]) => {
        const at = network.canvasToDOM({ x, y }), frame = document.getElementById("mynetwork").getBoundingClientRect();
        return [at.x + frame.left, at.y + frame.top];
    }"""
    x, y = tab.evaluate(script, next((node["x"], node["y"]) for node in drawn(tab) if node["name"] == name))
    return x, y


def drawn(tab: Any) -> list[dict[str, Any]]:
    """The nodes as they are drawn now, with their names."""
    names = json.loads(tab.locator("#lineage").text_content())["nodes"]
    return [{**node, "name": names[node["id"]]["name"]} for node in tab.evaluate("nodes.get()")]


def looks(tab: Any) -> dict[str, str]:
    """Each node's label colour, or "hidden"."""
    return {node["name"]: "hidden" if node["hidden"] else node["font"]["color"] for node in drawn(tab)}


def fragment(tab: Any) -> str:
    return str(tab.evaluate("decodeURIComponent(location.hash)"))


def panel(tab: Any) -> str:
    return str(tab.locator("#panel").inner_text()) if tab.locator("#panel").is_visible() else ""


def colours(tab: Any) -> set[tuple[int, ...]]:
    """The colours on the canvas, once it has been drawn again."""
    script = """async () => {
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const canvas = document.querySelector("canvas"), { width, height } = canvas;
        const all = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, width, height).data.buffer);
        return [...new Set(all)].filter((c) => c >>> 24 === 255).map((c) => [c & 255, (c >> 8) & 255, (c >> 16) & 255]);
    }"""
    return set(map(tuple, tab.evaluate(script)))


PAPER = {"light": (255, 255, 255), "dark": (0x14, 0x17, 0x1A)}
BLUE, VERMILION, GREEN = (0, 0x72, 0xB2), (0xD5, 0x5E, 0), (0, 0x9E, 0x73)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_it_draws_at_once_without_the_network(show: Callable[..., Any], width: int, scheme: str) -> None:
    tab = show(linked(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    tab.wait_for_function("network.getScale() >= 0.92")
    assert {BLUE, VERMILION, PAPER[scheme]} <= colours(tab)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    before, _ = spot(tab, "WRN"), tab.wait_for_timeout(200)
    assert spot(tab, "WRN") == before, "nothing moves by itself"


def test_touching_a_node_lights_its_line_and_says_what_it_is(show: Callable[..., Any]) -> None:
    tab = show(Lineage("", linked().nodes, linked().edges))
    assert len(set(looks(tab).values())) == 1, "without a focus all are equal"
    tab.mouse.move(*spot(tab, "WRN"))
    assert tab.locator("#tip").inner_text() == "WRN\nOn WRN\n2016"
    seen = looks(tab)
    above = {"WRN", "PreActResNet", "ResNet", "VGG", "AlexNet", "LeNet", "Highway Network"}
    assert {name for name in seen if seen[name] != seen["DARTS"]} == above, "all others are dimmed"
    tab.mouse.move(5, 850)
    assert len(set(looks(tab).values())) == 1


def test_touching_a_line_tells_its_reason_and_a_click_keeps_it(show: Callable[..., Any]) -> None:
    tab = show(linked())
    x, y = spot(tab, "SqueezeNet")
    tab.mouse.move(x - 120, y)
    assert tab.locator("#tip").inner_text() == "SqueezeNet simplifies AlexNet: a change (§1)"
    tab.mouse.click(x - 120, y)
    assert tab.locator("#panel h2").inner_text() == "SqueezeNet simplifies AlexNet"
    assert "§1 · stated" in panel(tab)
    assert fragment(tab) == "#link=squeezenet+simplifies+alexnet"


def test_a_click_opens_the_panel_with_parents_children_and_the_paper(show: Callable[..., Any]) -> None:
    tab = show(linked())
    tab.mouse.click(*spot(tab, "PreActResNet"))
    for said in ("architecture · 2016", "modifies ResNet", "WRN scales it", "§1 · stated"):
        assert said in panel(tab)
    link = tab.locator("#panel a")
    assert link.get_attribute("href") == "https://arxiv.org/abs/preactresnet"
    assert "noopener" in link.get_attribute("rel")
    assert fragment(tab) == "#focus=preactresnet"
    tab.get_by_role("button", name="WRN", exact=True).click()
    assert "scales PreActResNet" in panel(tab)
    tab.go_back()
    assert "modifies ResNet" in panel(tab)


def test_search_offers_names_and_jumps(show: Callable[..., Any]) -> None:
    tab = show(linked())
    tab.keyboard.press("/")
    tab.keyboard.type("mobi")
    assert tab.locator("#found li").all_inner_texts() == ["MobileNet\n2017", "MobileNetV2\n2018", "MobileNetV3\n2019"]
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert fragment(tab) == "#focus=mobilenetv2"
    assert "MobileNetV2" in panel(tab)
    assert not tab.locator("#found").is_visible()
    tab.keyboard.press("/")
    tab.keyboard.type("zzz")
    assert tab.locator("#found").inner_text() == "nothing by this name"


def test_search_brings_into_sight_what_is_not(show: Callable[..., Any]) -> None:
    tab = show(linked(), viewport={"width": 390, "height": 800})
    assert spot(tab, "EfficientNet")[0] > 390
    tab.locator("#find").fill("effi")
    tab.keyboard.press("Enter")
    assert 0 < spot(tab, "EfficientNet")[0] < 390


def test_the_legend_is_the_filter_and_escape_resets(show: Callable[..., Any]) -> None:
    tab = show(Lineage("", linked().nodes, linked().edges))
    assert GREEN in colours(tab)
    tab.get_by_text("scales", exact=True).click()
    assert fragment(tab) == "#without=scales"
    assert GREEN not in colours(tab)
    tab.get_by_text("stated", exact=True).click()
    assert not {BLUE, VERMILION} & colours(tab)
    tab.select_option("select[name=to]", "2015")
    assert looks(tab)["WRN"] == "hidden" != looks(tab)["ResNet"]
    assert fragment(tab) == "#without=scales&unsure=stated&years=1998-2015"
    tab.keyboard.press("Escape")
    assert fragment(tab) == ""
    assert {BLUE, VERMILION, GREEN} <= colours(tab)


def test_the_address_restores_what_was_shown(show: Callable[..., Any]) -> None:
    tab = show(linked(), "#focus=wrn&without=uses,combines&years=2012-2018")
    assert "scales PreActResNet" in panel(tab)
    off = tab.locator("#legend input:not(:checked)").evaluate_all("boxes => boxes.map((box) => box.value)")
    assert off == ["combines", "uses"]
    assert looks(tab)["EfficientNet"] == "hidden"
    tab.evaluate("location.hash = '#focus=dpn'")
    tab.locator("#panel h2", has_text="DPN").wait_for()
    assert looks(tab)["EfficientNet"] != "hidden"


def test_a_false_address_is_passed_over_and_put_right(show: Callable[..., Any]) -> None:
    tab = show(linked(), "#focus=nobody&without=<script>&years=9-1&link=x&view=all&unsure=%00")
    assert panel(tab) == ""
    assert fragment(tab) == ""
    assert "hidden" not in looks(tab).values()


def test_the_keyboard_is_enough(show: Callable[..., Any]) -> None:
    tab = show(linked())
    tab.locator("#mynetwork").focus()
    tab.keyboard.press("ArrowLeft")
    assert fragment(tab) in ("#focus=vgg", "#focus=highway+network")
    tab.keyboard.press("ArrowRight")
    assert fragment(tab) == ""
    assert "ResNet, 2015, links: 2 from" in tab.locator("#status").inner_text()
    tab.keyboard.press("Enter")
    assert "Comes from" in panel(tab)
    assert tab.evaluate("document.activeElement.id") == "panel"
    tab.keyboard.press("Escape")
    assert panel(tab) == ""
    tab.locator("#mynetwork").focus()
    tab.keyboard.press("+")
    tab.wait_for_function("network.getScale() > 1.2")
    tab.locator("#legend input[value=extends]").focus()
    tab.keyboard.press("Space")
    assert fragment(tab) == "#without=extends"
    assert tab.evaluate("document.activeElement.value") == "extends"


def test_a_tap_opens_a_sheet_that_leaves_the_node_in_sight(show: Callable[..., Any]) -> None:
    tab = show(linked(), viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    tab.touchscreen.tap(*spot(tab, "ResNet"))
    sheet = tab.locator("#panel").bounding_box()
    assert spot(tab, "ResNet")[1] < sheet["y"] < 800
    tab.get_by_role("button", name="Close").click()
    assert panel(tab) == ""


def test_readers_without_the_picture_have_the_same_as_text(show: Callable[..., Any]) -> None:
    tab = show(linked())
    tab.get_by_text("As text").click()
    line = tab.get_by_text("WRN scales PreActResNet: a change (§1)", exact=True)
    assert line.is_visible()
    tab.keyboard.press("Escape")
    assert not line.is_visible()


def test_hostile_text_runs_nothing(show: Callable[..., Any]) -> None:
    """What would run opens a dialog, logs an error or asks for something; the fixture refuses each."""
    tab = show(hostile(), viewport={"width": 2600, "height": 900})
    for name in (name.replace("\ud800", "?") for name in HOSTILE):
        tab.keyboard.press("Escape")
        tab.mouse.move(*spot(tab, name))
        assert tab.locator("#tip").is_visible()
        tab.mouse.click(*spot(tab, name))
        assert tab.locator("#panel h2").inner_text().split() == name.split()
        assert tab.locator("#panel a").count() == 0
    tab.keyboard.press("/")
    tab.keyboard.type("<")
    tab.keyboard.press("Enter")
    tab.get_by_text("As text").click()
    assert tab.evaluate("document.querySelectorAll('img, svg, iframe, [onmouseover], [onfocus]').length") == 0


def test_a_crowd_asks_what_to_narrow(show: Callable[..., Any]) -> None:
    tab = show(grown(320))
    assert "320 are too many" in tab.locator("#ask").inner_text()
    tab.locator("#ask .choices button").first.click()
    assert not tab.locator("#ask").is_visible()
    assert 1 < sum(look != "hidden" for look in looks(tab).values()) <= 120
    assert re.match("#focus=n[0-9]+&view=n[0-9]+|#view=n[0-9]+", fragment(tab))
    tab.get_by_role("button", name="Show all 320").click()
    assert "hidden" not in looks(tab).values()
    tab.keyboard.press("Escape")
    assert tab.locator("#ask").is_visible()


def test_a_crowd_with_a_focus_begins_around_it(show: Callable[..., Any]) -> None:
    crowd = grown(320)
    tab = show(Lineage(crowd.nodes[9].name, crowd.nodes, crowd.edges))
    assert looks(tab)[crowd.nodes[9].name] == "#FFFFFF"
    assert "hidden" in looks(tab).values()
    tab.keyboard.press("/")
    tab.keyboard.type(crowd.nodes[319].name)
    tab.keyboard.press("Enter")
    assert looks(tab)[crowd.nodes[319].name] == "#FFFFFF", "search finds those not shown, too"
