"""The page in a real browser, opened from a file: it draws, asks nobody for anything, and does what the reader asks."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_layout import grown, sample
from test_render import HOSTILE, hostile

from kg.lineage import Lineage
from kg.render import page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
if CHROMIUM is None:
    pytest.skip(
        "NO BROWSER: no chromium on the path, so the interactive page is NOT tested here", allow_module_level=True
    )
sync_api = pytest.importorskip("playwright.sync_api", reason="NO BROWSER: playwright is not installed, page NOT tested")

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SECONDS = 5


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield launched
        launched.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a lineage's page; at the end, nothing may have been fetched, logged or raised."""
    faults: list[str] = []
    contexts = []

    def open_page(lineage: Lineage, fragment: str = "", **options: Any) -> Any:
        file = tmp_path / "page.html"
        file.write_bytes(page(lineage, title="Image classification").encode())
        context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **options})
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(1000 * SECONDS)
        tab.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        tab.on("request", lambda request: faults.append(request.url) if not local(request.url) else None)
        tab.goto(file.as_uri() + fragment)
        tab.wait_for_function("typeof network !== 'undefined' && document.querySelector('canvas')")
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def local(url: str) -> bool:
    return url.startswith(("file:", "data:"))


def linked() -> Lineage:
    lineage = sample("WRN uses VGG")
    nodes = [replace(node, url=f"https://arxiv.org/abs/{node.id}", title=f"On {node.name}") for node in lineage.nodes]
    return Lineage("ResNet", nodes, lineage.edges)


def spot(tab: Any, name: str) -> tuple[float, float]:
    """Where a node is on the screen."""
    x, y = tab.evaluate(
        """name => {
            const lineage = JSON.parse(document.getElementById("lineage").textContent);
            const at = network.canvasToDOM(network.getPosition(lineage.nodes.findIndex((node) => node.name === name)));
            const frame = document.getElementById("mynetwork").getBoundingClientRect();
            return [at.x + frame.left, at.y + frame.top];
        }""",
        name,
    )
    return x, y


def looks(tab: Any) -> dict[str, str]:
    """Each node's label colour, or "hidden"."""
    found: dict[str, str] = tab.evaluate(
        """() => {
            const lineage = JSON.parse(document.getElementById("lineage").textContent);
            return Object.fromEntries(nodes.get().map((node) =>
                [lineage.nodes[node.id].name, node.hidden ? "hidden" : node.font.color]));
        }"""
    )
    return found


def fragment(tab: Any) -> str:
    return str(tab.evaluate("decodeURIComponent(location.hash)"))


def panel(tab: Any) -> str:
    return str(tab.locator("#panel").inner_text()) if tab.locator("#panel").is_visible() else ""


def colours(tab: Any) -> set[tuple[int, ...]]:
    """The colours on the canvas."""
    return {
        tuple(colour)
        for colour in tab.evaluate(
            """() => {
                const canvas = document.querySelector("canvas");
                const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                const seen = new Map();
                for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) {
                    const key = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
                    seen.set(key, (seen.get(key) || 0) + 1);
                }
                return [...seen].filter(([, n]) => n > 8).map(([c]) => [c >> 16, (c >> 8) & 255, c & 255]);
            }"""
        )
    }


PAPER = {"light": (255, 255, 255), "dark": (0x14, 0x17, 0x1A)}
BLUE, VERMILION, GREEN = (0, 0x72, 0xB2), (0xD5, 0x5E, 0), (0, 0x9E, 0x73)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_it_draws_at_once_without_the_network(show: Callable[..., Any], width: int, scheme: str) -> None:
    tab = show(linked(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    tab.wait_for_function("network.getScale() >= 0.92")
    assert {BLUE, VERMILION} <= colours(tab)
    assert PAPER[scheme] in colours(tab)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_moves_by_itself(show: Callable[..., Any]) -> None:
    tab = show(linked())
    before = spot(tab, "WRN")
    tab.wait_for_timeout(300)
    assert spot(tab, "WRN") == before
    assert not tab.evaluate("network.physics.physicsEnabled")


def test_touching_a_node_lights_its_line_and_says_what_it_is(show: Callable[..., Any]) -> None:
    tab = show(Lineage("", linked().nodes, linked().edges))
    assert len(set(looks(tab).values())) == 1, "without a focus all are equal"
    tab.mouse.move(*spot(tab, "WRN"))
    assert tab.locator("#tip").inner_text() == "WRN\nOn WRN\n2016"
    seen = looks(tab)
    line = {name for name in seen if seen[name] != seen["DARTS"]}
    above = {"WRN", "PreActResNet", "ResNet", "VGG", "AlexNet", "LeNet", "Highway Network"}
    assert line == above, "DenseNet and Inception are dimmed"
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
    text = panel(tab)
    for said in ("PreActResNet", "architecture · 2016", "modifies ResNet", "WRN scales it", "a change", "§1 · stated"):
        assert said in text
    link = tab.locator("#panel a")
    assert link.get_attribute("href") == "https://arxiv.org/abs/preactresnet"
    assert "noopener" in link.get_attribute("rel")
    assert link.inner_text() == "On PreActResNet"
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


def test_the_legend_is_the_filter_and_escape_resets(show: Callable[..., Any]) -> None:
    tab = show(Lineage("", linked().nodes, linked().edges))
    assert GREEN in colours(tab)
    tab.get_by_text("scales", exact=True).click()
    tab.wait_for_function("location.hash === '#without=scales'")
    tab.wait_for_timeout(100)
    assert GREEN not in colours(tab)
    tab.get_by_text("stated", exact=True).click()
    tab.wait_for_timeout(100)
    assert not {BLUE, VERMILION} & colours(tab)
    tab.select_option("select[name=to]", "2015")
    assert looks(tab)["WRN"] == "hidden"
    assert looks(tab)["ResNet"] != "hidden"
    assert fragment(tab) == "#without=scales&unsure=stated&years=1998-2015"
    tab.keyboard.press("Escape")
    tab.wait_for_timeout(100)
    assert fragment(tab) == ""
    assert looks(tab)["WRN"] != "hidden"
    assert {BLUE, VERMILION, GREEN} <= colours(tab)
    assert tab.locator("#legend input:not(:checked)").count() == 0


def test_the_address_restores_what_was_shown(show: Callable[..., Any]) -> None:
    tab = show(linked(), "#focus=wrn&without=uses,combines&years=2012-2018")
    assert "scales PreActResNet" in panel(tab)
    off = tab.locator("#legend input:not(:checked)").evaluate_all("boxes => boxes.map((box) => box.value)")
    assert off == ["combines", "uses"]
    assert tab.locator("select[name=from]").input_value() == "2012"
    assert looks(tab)["EfficientNet"] == "hidden"
    tab.evaluate("location.hash = '#focus=dpn'")
    tab.wait_for_function("document.querySelector('#panel h2').textContent === 'DPN'")
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
    scale = tab.evaluate("network.getScale()")
    tab.locator("#mynetwork").focus()
    tab.keyboard.press("+")
    tab.wait_for_function(f"network.getScale() > {scale}")
    tab.locator("#legend input[value=extends]").focus()
    tab.keyboard.press("Space")
    assert fragment(tab) == "#without=extends"
    assert tab.evaluate("document.activeElement.value") == "extends"


def test_a_tap_opens_a_sheet_that_leaves_the_node_in_sight(show: Callable[..., Any]) -> None:
    tab = show(linked(), viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    tab.touchscreen.tap(*spot(tab, "ResNet"))
    tab.wait_for_selector("#panel h2")
    sheet = tab.locator("#panel").bounding_box()
    tab.wait_for_timeout(400)
    x, y = spot(tab, "ResNet")
    assert 0 < x < 390
    assert y < sheet["y"] < 800
    tab.get_by_role("button", name="Close").click()
    assert panel(tab) == ""


def test_readers_without_the_picture_have_the_same_as_text(show: Callable[..., Any]) -> None:
    tab = show(linked())
    tab.get_by_text("As text").click()
    assert tab.get_by_text("WRN scales PreActResNet: a change (§1)", exact=True).is_visible()
    tab.keyboard.press("Escape")
    assert not tab.get_by_text("WRN scales PreActResNet: a change (§1)", exact=True).is_visible()


def test_hostile_text_runs_nothing(show: Callable[..., Any]) -> None:
    """What would run opens a dialog, logs an error or asks for something; the fixture refuses each."""
    tab = show(hostile(), viewport={"width": 2600, "height": 900})
    for name in (name.replace("\ud800", "?") for name in HOSTILE):
        tab.keyboard.press("Escape")
        x, y = spot(tab, name)
        tab.mouse.move(x, y)
        assert tab.locator("#tip").is_visible()
        tab.mouse.click(x, y)
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
    shown = [name for name, look in looks(tab).items() if look != "hidden"]
    assert 1 < len(shown) <= 120
    assert re.match("#focus=n[0-9]+&view=n[0-9]+|#view=n[0-9]+", fragment(tab))
    tab.get_by_role("button", name="Show all 320").click()
    assert "hidden" not in looks(tab).values()
    tab.keyboard.press("Escape")
    assert tab.locator("#ask").is_visible()


def test_a_crowd_with_a_focus_begins_around_it(show: Callable[..., Any]) -> None:
    crowd = grown(320)
    tab = show(Lineage(crowd.nodes[9].name, crowd.nodes, crowd.edges))
    assert not tab.locator("#ask").is_visible()
    assert looks(tab)[crowd.nodes[9].name] == "#FFFFFF"
    assert "hidden" in looks(tab).values()
    tab.keyboard.press("/")
    tab.keyboard.type(crowd.nodes[319].name)
    tab.keyboard.press("Enter")
    assert looks(tab)[crowd.nodes[319].name] == "#FFFFFF", "search finds those not shown, too"
